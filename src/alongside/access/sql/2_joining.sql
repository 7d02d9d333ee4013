-- Likely duplicates: found in here, so that no process of ours ever holds what is compared. And joining: that two records are one
-- person's is known to whoever decides it and to whom they tell it; nobody's access to either record changes.

-- What is compared of the persons from one id to another.
create or replace function access.likeness_of(p_from bigint, p_to bigint) returns setof access.likeness
language sql stable security definer rows 2000 set search_path = pg_catalog, access
as $$
    with said as (
        select s.person,
               coalesce(array_agg(distinct split_part(s.said, ' ', 1)) filter (where s.what = 'name'), '{}') as given,
               coalesce(array_agg(distinct regexp_replace(s.said, '^.* ', '')) filter (where s.what = 'name' and s.said like '% %'), '{}') as family,
               max(s.said) filter (where s.what = 'born') as born,
               coalesce(array_agg(distinct replace(upper(s.said), ' ', '')) filter (where s.what = 'postcode'), '{}') as places,
               coalesce(array_agg(distinct right(regexp_replace(s.said, '\D', '', 'g'), 10))
                        filter (where s.what = 'phone' and length(regexp_replace(s.said, '\D', '', 'g')) >= 10), '{}') as phones,
               coalesce(array_agg(distinct s.said) filter (where s.what = 'nhs number'), '{}') as numbers
          from access.said_alike s where s.person between p_from and p_to
         group by s.person)
    select s.person, sha256(convert_to(row(s.given, s.family, s.born, s.places, s.phones, s.numbers)::text, 'UTF8')),
           s.given, s.family, s.born::date, s.places, s.phones, s.numbers
      from said s
$$;

-- The blocks of each record: two records in no block together are not compared. A date of birth is the same with its day and month
-- changed about; a name's bones are its first letter and the consonants that follow. (Views, not functions: they are planned once.)
create or replace view access.blocks_alike as
    select l.person, hashtextextended(b.said, 0) as block
      from access.likeness l
     cross join lateral (select date_part('year', l.born) as year, date_part('month', l.born) as month, date_part('day', l.born) as day) d
     cross join lateral (
        select 'number ' || n from unnest(l.numbers) n
        union all select 'phone ' || p from unnest(l.phones) p
        union all select concat_ws(' ', 'born', d.year, least(d.month, d.day), greatest(d.month, d.day), left(g, 1))
          from unnest(l.given) g where l.born is not null
        union all select concat_ws(' ', 'place', p, left(g, 1)) from unnest(l.places) p, unnest(l.given) g
        union all select concat_ws(' ', 'family there', p, left(f, 1)) from unnest(l.places) p, unnest(l.family) f
        union all select concat_ws(' ', 'sound', d.year,
                                   left(g, 1), left(regexp_replace(translate(substr(g, 2), 'aeiouyhw', ''), '(.)\1+', '\1', 'g'), 4),
                                   left(f, 1), left(regexp_replace(translate(substr(f, 2), 'aeiouyhw', ''), '(.)\1+', '\1', 'g'), 4))
          from unnest(l.given) g, unnest(l.family) f where l.born is not null
        union all select concat_ws(' ', 'named', least(g, f), greatest(g, f)) from unnest(l.given) g, unnest(l.family) f
    ) b(said);

-- In what two records agree and differ, by the names of access/likeness.py. What one of them does not say is neither. Names are alike by
-- their groups of three letters, by one letter, or because one begins the other.
create or replace view access.agreed_alike as
    select a.person as one, b.person as other, array_remove(array[
        case when a.numbers = '{}' or b.numbers = '{}' then null when a.numbers && b.numbers then 'number same' else 'number other' end,
        case when a.given = '{}' or b.given = '{}' then null
             -- The two parts of a name are changed about now and then.
             when a.given && b.given or (a.given && b.family and a.family && b.given) then 'given same'
             when exists (select from unnest(a.given) x, unnest(b.given) y
                           where public.similarity(x, y) >= 0.4 or least(length(x), length(y)) >= 4 and public.levenshtein(x, y) <= 1
                              or least(length(x), length(y)) >= 3 and (starts_with(x, y) or starts_with(y, x))) then 'given alike'
             when exists (select from unnest(a.given) x, unnest(b.given) y
                           where length(x) = 3 and length(y) = 3 and left(x, 1) = left(y, 1) and public.levenshtein(x, y) = 1) then 'given near'
             else 'given other' end,
        case when a.family = '{}' or b.family = '{}' then null
             when a.family && b.family or (a.given && b.family and a.family && b.given) then 'family same'
             when exists (select from unnest(a.family) x, unnest(b.family) y
                           where public.similarity(x, y) >= 0.4 or least(length(x), length(y)) >= 4 and public.levenshtein(x, y) <= 1
                              or least(length(x), length(y)) >= 3 and (starts_with(x, y) or starts_with(y, x))) then 'family alike'
             else 'family other' end,
        case when a.born is null or b.born is null then null
             when a.born = b.born then 'born same'
             when same.year and date_part('month', a.born) = date_part('day', b.born) and date_part('day', a.born) = date_part('month', b.born)
                  then 'born swapped'
             -- A child may have a parent's birthday.
             when same.year::int + same.month::int + same.day::int = 2 and abs(date_part('year', a.born) - date_part('year', b.born)) <= 10
                  then 'born near'
             else 'born other' end,
        case when a.phones && b.phones and a.places && b.places then 'phone and place same'
             when a.phones && b.phones then 'phone same'
             when a.places && b.places then 'place same'
             when a.places <> '{}' and b.places <> '{}' then 'place other' end
    ], null) as because
      from access.likeness a join access.likeness b on b.person > a.person
     cross join lateral (select date_part('year', a.born) = date_part('year', b.born) as year,
                                date_part('month', a.born) = date_part('month', b.born) as month,
                                date_part('day', a.born) = date_part('day', b.born) as day) same;

create or replace function access.weight_of(p_because text[]) returns numeric
language sql stable security definer set search_path = pg_catalog, access
as $$ select coalesce(sum(w.bits), 0) from access.likeness_weight w where w.name = any(p_because) $$;

-- The next persons of the walk that is going on, or of a new one where it is night or somebody asked: what changed of them is
-- compared with everybody. Answers how many were looked at; none is the end. For the task `alike` alone, which is told no more.
create or replace function access.look_alike(p_most integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, access
-- A step is small beside the tables: no plan is to read one whole because it cannot know that.
set enable_seqscan = off set jit = off
as $$
declare
    who record;
    run access.alike_run;
    upto bigint;
    many integer;
    anew bigint[];
    gone bigint[];
    most integer := access.weight_of(array['most in a block']);
    pairs bigint; found_alike bigint; skipped bigint;
begin
    select * into who from access.viewer();
    if who.task is distinct from 'alike' or p_most < 1 then
        raise exception 'for the task that looks for duplicates' using errcode = 'insufficient_privilege';
    end if;
    select * into run from access.alike_run r where r.ended_at is null for update skip locked;
    if not found then
        if date_part('hour', access.clock() at time zone 'Europe/London') not between 1 and 4
           or exists (select from access.alike_run r where r.begun_at > access.clock() - interval '20 hours' and r.asked_by is null)
           or exists (select from access.alike_run r where r.ended_at is null) then
            return 0;
        end if;
        perform access.begin_alike(null);
        select * into run from access.alike_run r where r.ended_at is null for update;
    end if;
    select max(p.person), count(*) into upto, many
      from (select distinct f.person from access.folder f where f.person > run.behind and f.kind <> 'alias' order by f.person limit p_most) p;
    if many = 0 then
        delete from access.likeness_block b where b.person in (select l.person from access.likeness l where l.person > run.behind);
        delete from access.likeness l where l.person > run.behind;
        update access.alike_run r set ended_at = access.clock() where r.id = run.id;
        return 0;
    end if;
    with now as materialized (select * from access.likeness_of(run.behind + 1, upto)),
    put as (
        insert into access.likeness as l select * from now
            on conflict (person) do update set digest = excluded.digest, given = excluded.given, family = excluded.family, born = excluded.born,
                   places = excluded.places, phones = excluded.phones, numbers = excluded.numbers
             where l.digest <> excluded.digest
        returning l.person),
    taken as (
        delete from access.likeness l where l.person > run.behind and l.person <= upto and not exists (select from now n where n.person = l.person)
        returning l.person)
    select coalesce((select array_agg(person) from put), '{}'), coalesce((select array_agg(person) from taken), '{}') into anew, gone;
    delete from access.likeness_block b where b.person = any(anew || gone);
    insert into access.likeness_block (block, person)
    select distinct b.block, b.person from access.blocks_alike b where b.person = any(anew);
    delete from access.alike a where a.state in ('open', 'later') and (a.one = any(gone) or a.other = any(gone))
       and not exists (select from access.alias n where n.alike = a.id);
    with mine as materialized (select b.block, b.person from access.likeness_block b where b.person = any(anew)),
    sized as materialized (
        select b.block, (select count(*) from (select from access.likeness_block x where x.block = b.block limit most + 1) _) as many
          from (select distinct m.block from mine m) b),
    meets as materialized (
        select least(m.person, o.person) as one, greatest(m.person, o.person) as other
          from sized s join mine m on m.block = s.block
         -- One look by the key for each (offset 0), whatever is thought of how many there are.
         cross join lateral (select x.person from access.likeness_block x where x.block = s.block offset 0) o
         where s.many <= most and o.person <> m.person
        union
        -- What they said before, and perhaps say no longer.
        select a.one, a.other from access.alike a where a.one = any(anew) or a.other = any(anew)),
    agreed as materialized (
        select m.one, m.other, g.because
          from meets m cross join lateral (select v.because from access.agreed_alike v where v.one = m.one and v.other = m.other offset 0) g),
    weighed as materialized (
        select g.one, g.other, g.because, (select coalesce(sum(w.bits), 0) from access.likeness_weight w where w.name = any(g.because)) as bits
          from agreed g),
    put as (
        insert into access.alike as a (id, one, other, bits, because, found_at)
        select access.new_id(), w.one, w.other, w.bits, w.because, access.clock() from weighed w where w.bits >= run.least
            on conflict (one, other) do update set bits = excluded.bits, because = excluded.because
             where a.bits <> excluded.bits or a.because <> excluded.because
        returning a.id),
    dropped as (
        delete from access.alike a using weighed w
         where a.one = w.one and a.other = w.other and w.bits < run.least and a.state in ('open', 'later')
           and not exists (select from access.alias n where n.alike = a.id))
    select (select count(*) from weighed), (select count(*) from put), (select count(*) from sized s where s.many > most)
      into pairs, found_alike, skipped;
    update access.alike_run r
       set behind = upto, looked_at = r.looked_at + many, changed = r.changed + cardinality(anew),
           compared = r.compared + pairs, alike = r.alike + found_alike, left_out = r.left_out + skipped
     where r.id = run.id;
    return many;
end $$;

-- How much has to agree is decided by how many there are.
create or replace function access.begin_alike(p_staff bigint) returns void
language sql volatile security definer set search_path = pg_catalog, access
as $$
    insert into access.alike_run (id, begun_at, asked_by, least)
    select access.new_id(), access.clock(), p_staff,
           greatest(access.weight_of(array['least']),
                    round((ln(greatest(count(*), 1)) / ln(2))::numeric, 1) + access.weight_of(array['above chance']))
      from access.folder f where f.kind = 'line'
    on conflict do nothing
$$;

-- Who decides ------------------------------------------------------------------------------------------------------------

-- Pairs that are not the records officer's: one of the two is kept close, both are in one worry at the desk, or one has what holds
-- two persons apart or together. The safeguarding desk, which sees both ends, answers for these.
create or replace function access.apart(p_one bigint, p_other bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$
    select exists (select from access.folder f where f.person in (p_one, p_other) and (f.kept_close or f.kind in ('pair', 'couple')))
        or exists (select from access.worry_about a join access.worry_about b on b.worry = a.worry where a.person = p_one and b.person = p_other)
$$;

create or replace function access.decides_alike(p_staff bigint, p_one bigint, p_other bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$
    select access.works_here(p_staff) and not access.knows_person(p_staff, p_one) and not access.knows_person(p_staff, p_other)
       and case when access.apart(p_one, p_other) then access.answers_for_kept(p_staff) else access.holds_seat(p_staff, 'records') end
$$;

-- Might they decide on any? Asked first, so that for most who work here no pair is looked at.
create or replace function access.may_decide_alike(p_staff bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select p_staff is not null and access.works_here(p_staff)
         and (access.holds_seat(p_staff, 'records') or access.answers_for_kept(p_staff)) $$;

-- What a pair is decided by: names that may be shown, dates of birth, references, postcodes. No telephone, no part, no worker.
create or replace function access.facts_alike(p_person bigint) returns jsonb
language sql stable security definer set search_path = pg_catalog, access
as $$
    select jsonb_build_object(
        'called', coalesce(jsonb_agg(distinct s.said) filter (where s.what = 'called'), '[]'),
        'also', coalesce(jsonb_agg(distinct s.said) filter (where s.what = 'also called'), '[]'),
        'born', coalesce(jsonb_agg(distinct s.said) filter (where s.what = 'born'), '[]'),
        'references', coalesce(jsonb_agg(distinct s.said) filter (where s.what = 'reference'), '[]'),
        'postcodes', coalesce(jsonb_agg(distinct s.said) filter (where s.what = 'postcode'), '[]'))
      -- By their folders, so that no row of anybody else is touched on the way.
      from access.said_alike s where s.folder = any((select array_agg(f.id) from access.folder f where f.person = p_person)::bigint[])
$$;

-- How many wait, for Today; fifty are many. Null for whoever does not decide, and for the desk where there is none.
create or replace function access.alike_waits() returns integer
language plpgsql stable security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    waits integer;
begin
    if not access.may_decide_alike(me) then return null; end if;
    select count(*) into waits
      from (select from access.alike a where a.state = 'open' and access.decides_alike(me, a.one, a.other) limit 50) _;
    return case when waits > 0 or access.holds_seat(me, 'records') then waits end;
end $$;

-- The most likely first, and last what was put off. What is shown of whom is logged.
create or replace function access.alike_queue()
returns table (id bigint, bits numeric, because text[], state text, found_at timestamptz, one jsonb, other jsonb)
language plpgsql volatile security definer rows 50 set search_path = pg_catalog, access
as $$
#variable_conflict use_column
declare
    me bigint := access.me();
    shown bigint[];
begin
    if not access.may_decide_alike(me) then return; end if;
    shown := array(select a.id from access.alike a where a.state in ('open', 'later') and access.decides_alike(me, a.one, a.other)
                    order by (a.state = 'later'), a.bits desc, a.id limit 50);
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'look at pairs', jsonb_build_object('alike', shown));
    return query
        select a.id, a.bits, a.because, a.state, a.found_at, access.facts_alike(a.one), access.facts_alike(a.other)
          from access.alike a where a.id = any(shown) order by (a.state = 'later'), a.bits desc, a.id;
end $$;

-- What was decided, the last first: who is joined, and who is not asked of again.
create or replace function access.alike_settled()
returns table (id bigint, because text[], state text, decided_at timestamptz, decided_by text, why text, one jsonb, other jsonb)
language plpgsql volatile security definer rows 50 set search_path = pg_catalog, access
as $$
#variable_conflict use_column
declare
    me bigint := access.me();
    shown bigint[];
begin
    if not access.may_decide_alike(me) then return; end if;
    shown := array(select a.id from access.alike a where a.state in ('same', 'different', 'apart') and access.decides_alike(me, a.one, a.other)
                    order by a.decided_at desc, a.id limit 50);
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'look at pairs', jsonb_build_object('alike', shown));
    return query
        select a.id, a.because, a.state, a.decided_at, s.name, a.why, access.facts_alike(a.one), access.facts_alike(a.other)
          from access.alike a join access.staff s on s.id = a.decided_by where a.id = any(shown) order by a.decided_at desc, a.id;
end $$;

-- One pair, side by side, with what was decided of it before; null for whoever it is not for.
create or replace function access.alike_pair(p_alike bigint) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    pair access.alike;
begin
    select * into pair from access.alike a where a.id = p_alike and access.may_decide_alike(me) and access.decides_alike(me, a.one, a.other);
    if not found then return null; end if;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'look at pair', jsonb_build_object('alike', pair.id, 'one', pair.one, 'other', pair.other));
    return jsonb_build_object(
        'id', pair.id, 'bits', pair.bits, 'because', to_jsonb(pair.because), 'state', pair.state, 'found_at', pair.found_at,
        'decided_at', pair.decided_at, 'decided_by', (select s.name from access.staff s where s.id = pair.decided_by), 'why', pair.why,
        'desk', access.apart(pair.one, pair.other),
        'one', access.facts_alike(pair.one), 'other', access.facts_alike(pair.other),
        'joined_before', (select coalesce(jsonb_agg(jsonb_build_object('joined_at', n.joined_at, 'joined_by', s.name, 'why', n.why, 'ended_at', n.ended_at,
                                                                'ended_by', e.name, 'ended_why', n.ended_why) order by n.joined_at desc), '[]')
                     from access.alias n join access.staff s on s.id = n.joined_by left join access.staff e on e.id = n.ended_by
                    where n.alike = pair.id and n.ended_at is not null));
end $$;

-- When it was last looked for, and how many blocks were left out as too large. A line for whoever decides, and for nobody else.
create or replace function access.alike_looked()
returns table (begun_at timestamptz, ended_at timestamptz, left_out bigint, going boolean)
language sql stable security definer rows 1 set search_path = pg_catalog, access
as $$
    select r.begun_at, r.ended_at, r.left_out, r.id is not null and r.ended_at is null
      from (select access.me() as me) m left join lateral (select * from access.alike_run r order by r.begun_at desc limit 1) r on true
     where access.may_decide_alike(m.me)
$$;

-- Look again now, rather than tonight.
create or replace function access.ask_alike() returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if not access.may_decide_alike(me) then
        raise exception 'for whoever decides on records' using errcode = 'insufficient_privilege';
    end if;
    perform access.begin_alike(me);
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'look for pairs', '{}');
end $$;

-- The pair, held while it is decided; an error for whoever it is not for, and another where somebody decided meanwhile.
create or replace function access.deciding_alike(p_alike bigint, p_states text[]) returns access.alike
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    pair access.alike;
begin
    select * into pair from access.alike a where a.id = p_alike and access.may_decide_alike(me) and access.decides_alike(me, a.one, a.other) for update;
    if not found then
        raise exception 'not this viewer''s to decide' using errcode = 'insufficient_privilege';
    end if;
    if pair.state <> all(p_states) then
        raise exception 'somebody decided it meanwhile' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return pair;
end $$;

-- One person: joined. Two persons, or one who has two records on purpose: never asked again. Not sure: later.
create or replace function access.settle_alike(p_alike bigint, p_outcome text, p_why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    pair access.alike := access.deciding_alike(p_alike, array['open', 'later']);
begin
    if p_outcome not in ('same', 'different', 'apart', 'later') then
        raise exception 'one of four decisions' using errcode = 'check_violation';
    end if;
    update access.alike a set state = p_outcome, decided_at = access.clock(), decided_by = me, why = p_why where a.id = pair.id;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'settle pair', jsonb_build_object('alike', pair.id, 'outcome', p_outcome, 'why', p_why));
    if p_outcome = 'same' then
        perform access.join_records(me, pair, p_why);
    end if;
end $$;

-- The one place where an alias is born: in a folder of its own, whose person is nobody's, so that nothing about either record meets
-- it. Granted to its maker. No folder, row or grant of either record is touched.
create or replace function access.join_records(p_me bigint, p_pair access.alike, p_why text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    label bigint := access.new_id();
begin
    insert into access.folder (id, kind, person, made_at, made_by) values (label, 'alias', access.new_id(), access.clock(), p_me);
    insert into access.grant (id, folder, staff, purpose, reason, writes, assigned, given_by, starts, ends)
    values (access.new_id(), label, p_me, 'records', p_why, false, false, p_me, access.clock(), access.clock() + interval '90 days');
    insert into access.alias (folder, alike, one, other, joined_at, joined_by, why)
    values (label, p_pair.id, p_pair.one, p_pair.other, access.clock(), p_me, p_why);
    insert into log.decided (at, staff, deed, about) values (access.clock(), p_me, 'join records',
        jsonb_build_object('folder', label, 'one', p_pair.one, 'other', p_pair.other));
    return label;
end $$;

-- It is undone: what linked them ends with every grant on it, stays as history, and the pair is asked of again.
create or replace function access.end_alias(p_alike bigint, p_why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    pair access.alike := access.deciding_alike(p_alike, array['same']);
    label bigint;
begin
    if btrim(p_why) = '' then
        raise exception 'an ending needs its why' using errcode = 'check_violation';
    end if;
    update access.alias n set ended_at = access.clock(), ended_by = me, ended_why = p_why
     where n.alike = pair.id and n.ended_at is null returning n.folder into label;
    update access.folder f set ended_at = access.clock(), ended_why = p_why where f.id = label;
    update access.grant g set ended_at = access.clock(), ended_by = me, ended_why = p_why where g.folder = label and g.ended_at is null;
    update access.alike a set state = 'open', decided_at = null, decided_by = null, why = '' where a.id = pair.id;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'end alias', jsonb_build_object('folder', label, 'alike', pair.id, 'why', p_why));
end $$;

-- Two persons after all, or not: it is asked again.
create or replace function access.reopen_alike(p_alike bigint, p_why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    pair access.alike := access.deciding_alike(p_alike, array['different', 'apart']);
begin
    if btrim(p_why) = '' then
        raise exception 'it needs its why' using errcode = 'check_violation';
    end if;
    update access.alike a set state = 'open', decided_at = null, decided_by = null, why = '' where a.id = pair.id;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'reopen pair', jsonb_build_object('alike', pair.id, 'why', p_why));
end $$;

-- Told to a colleague by name. It is made whoever they are, so that whoever tells learns nothing of whom they work with; and it says
-- nothing to whoever does not hold both names themselves.
create or replace function access.tell_alias(p_alike bigint, p_staff bigint, p_why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    pair access.alike := access.deciding_alike(p_alike, array['same']);
    label bigint;
begin
    if not access.works_here(p_staff) or btrim(p_why) = '' then
        raise exception 'a colleague who works here, and why' using errcode = 'check_violation';
    end if;
    select n.folder into label from access.alias n where n.alike = pair.id and n.ended_at is null;
    insert into access.grant (id, folder, staff, purpose, reason, writes, assigned, given_by, starts, ends)
    values (access.new_id(), label, p_staff, 'records', p_why, false, false, me, access.clock(), access.clock() + interval '90 days');
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'tell alias', jsonb_build_object('folder', label, 'staff', p_staff));
end $$;

-- What the viewer was told, as long as they hold both names: which of theirs are one person's.
create or replace function access.my_aliases() returns table (one bigint, other bigint, joined_at timestamptz, until timestamptz)
language sql stable security definer rows 5 set search_path = pg_catalog, access
as $$
    select a.folder, b.folder, n.joined_at, max(g.ends)
      from access.me() as me
      join access.live_grants(me) g on true
      join access.alias n on n.folder = g.folder and n.ended_at is null
      join access.live_grants(me) a on true join access.folder fa on fa.id = a.folder and fa.kind = 'line' and fa.person = n.one
      join access.live_grants(me) b on true join access.folder fb on fb.id = b.folder and fb.kind = 'line' and fb.person = n.other
     group by a.folder, b.folder, n.joined_at
     order by n.joined_at desc, a.folder
$$;
