-- The medicines line -------------------------------------------------------------------------------------------------------

-- A nurse or prescriber: by the seat, or by what the part was given to them for.
create or replace function access.prescribes(p_staff bigint, p_folder bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$
    select access.works_here(p_staff)
       and (access.holds_seat(p_staff, 'nurse') or access.holds_seat(p_staff, 'prescriber')
            or exists (select from access.live_grants(p_staff) g where g.folder = p_folder and g.purpose = 'prescribing'))
$$;

-- The `dates` of which whoever is on duty, or prescribes, sees what is late of medicines.
create or replace function access.medicine_dates(p_staff bigint) returns table (folder bigint)
language sql stable security definer rows 100 set search_path = pg_catalog, access
as $$
    select c.folder from access.covered(p_staff) c where c.kind = 'dates'
    union
    select g.folder from access.live_grants(p_staff) g join access.folder f on f.id = g.folder and f.kind = 'dates' and f.ended_at is null
     where g.purpose = 'prescribing'
        or exists (select from access.seat s where s.id = g.seat and s.kind in ('nurse', 'prescriber'))
$$;

-- Of how many people three doses were missed, or a prescription was not reviewed on its day: codes and days, no text.
create or replace function access.medicines_late() returns bigint
language plpgsql stable security definer set search_path = pg_catalog, access
as $$
declare
    today date := access.london_today();
    -- By their folders, so that no row of anybody else is touched on the way.
    mine bigint[] := array(select m.folder from access.medicine_dates((select access.me())) m);
begin
    return (select count(distinct d.folder) from public.care_due d
             where d.folder = any(mine) and d.state = 'due' and d.ended_at is null and not d.in_error and d."on" <= today
               and (d.what = 'doses' and d."on" <= today or d.what = 'script' and d."on" < today));
end $$;

-- Before a first prescription ----------------------------------------------------------------------------------------------

-- Ask: of a part of the record in which one writes, by an exact number, with their agreement or the reason written down. One row is
-- written, whoever else has the number; nothing is looked up.
create or replace function access.ask_script(p_folder bigint, p_by text, p_text text, p_basis text, p_why text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    made bigint := access.new_id();
    whose bigint;
begin
    select h.person into whose from access.held_here(array[p_folder]) h where h.kind = 'treatment' and h.writes;
    if me is null or whose is null then
        raise exception 'not a part that this viewer writes in' using errcode = 'insufficient_privilege';
    end if;
    if not access.prescribes(me, p_folder) or btrim(p_text) = ''
       or (select count(*) from access.script_asked a where a.staff = me and a.asked_at > access.clock() - interval '1 day') >= 20 then
        raise exception 'for a prescriber, with a number, twenty a day' using errcode = 'check_violation';
    end if;
    insert into access.script_asked (id, folder, person, staff, mark, basis, why, asked_at, due)
    values (made, p_folder, whose, me, access.mark_of(p_by, p_text), p_basis, p_why, access.clock(),
            access.next_working_day(access.clock()));
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'ask script', jsonb_build_object('asked', made));
    return made;
end $$;

-- Whose records carry the number that was given, but for the one that was asked about; and whether a prescription is written down there.
create or replace function access.script_others(p_asked bigint) returns table (person bigint, script boolean)
language plpgsql stable security definer rows 2 set search_path = pg_catalog, access
as $$
#variable_conflict use_column
begin
    return query
        select l.person,
               exists (select from public.keeping_medicine m
                        where m.folder = any((select array_agg(t.id) from access.folder t where t.person = l.person)::bigint[])
                          and m.script and m.ended_at is null and not m.in_error)
          from access.script_asked a join access.found_by b on b.mark = a.mark join access.folder l on l.id = b.folder
         where a.id = p_asked and l.person <> a.person
         group by l.person;
end $$;

-- What the viewer asked about a person whose part they still hold, and what was answered.
create or replace function access.my_scripts()
returns table (id bigint, folder bigint, line bigint, basis text, why text, asked_at timestamptz, due timestamptz, answer text, ring text,
               answered_at timestamptz, read_at timestamptz)
language sql stable security definer rows 20 set search_path = pg_catalog, access
as $$
    select a.id, a.folder, -- Their name, where that is held: which other parts there are is not for whoever asks.
           (select l.folder from access.held_here(array(select f.id from access.folder f where f.person = a.person)) l
             where l.kind = 'line' order by l.folder limit 1),
           a.basis, a.why, a.asked_at, a.due, a.answer, a.ring, a.answered_at, a.read_at
      from access.script_asked a
     where a.staff = (select access.me())
       and exists (select from access.live_grants((select access.me())) g where g.folder = a.folder)
     order by a.asked_at desc, a.id
$$;

-- Who answers: the records officer; the desk where the two may not be safe from each other, one is kept close, or no officer may answer.
-- Never whoever asked, nor whoever knows one of them outside work.
create or replace function access.answers_script(p_staff bigint, p_asked bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$
    select exists (
        select from access.script_asked a
          cross join lateral (select coalesce(array_agg(m.person), '{}') as others,
                                     coalesce(bool_or(access.apart(a.person, m.person)), false) as is_apart
                                from access.script_others(a.id) m) found
         where a.id = p_asked and a.staff <> p_staff and access.works_here(p_staff)
           and not access.knows_person(p_staff, a.person)
           and not exists (select from unnest(found.others) o(person) where access.knows_person(p_staff, o.person))
           and case when found.is_apart or exists (select from access.folder f where f.person = a.person and f.kept_close)
                      or not exists (select from access.seat_holding h join access.seat s on s.id = h.seat
                                      where s.kind = 'records' and h.starts <= (select access.clock())
                                        and (h.ends is null or h.ends > (select access.clock()))
                                        and h.staff <> a.staff and access.works_here(h.staff)
                                        and not access.knows_person(h.staff, a.person)
                                        and not exists (select from unnest(found.others) o(person)
                                                         where access.knows_person(h.staff, o.person)))
                    then access.answers_for_kept(p_staff) else access.holds_seat(p_staff, 'records') end)
$$;

-- What waits for an answer, the oldest first: who asks, about whom, and whose records carry the same number, each with its team.
create or replace function access.scripts_to_answer()
returns table (id bigint, asked_by text, about jsonb, others jsonb, asked_at timestamptz, due timestamptz, over boolean)
language plpgsql volatile security definer rows 20 set search_path = pg_catalog, access
as $$
#variable_conflict use_column
declare
    me bigint := access.me();
    shown bigint[];
begin
    if not access.may_decide_alike(me) then return; end if;
    shown := array(select a.id from access.script_asked a where a.answer is null and access.answers_script(me, a.id)
                    order by a.due, a.id limit 50);
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'look at scripts', jsonb_build_object('asked', shown));
    return query
        select a.id, s.name, access.facts_alike(a.person),
               (select coalesce(jsonb_agg(jsonb_build_object('facts', access.facts_alike(m.person), 'script', m.script,
                                             'ring', access.works_with(m.person)) order by m.person), '[]')
                  from access.script_others(a.id) m),
               a.asked_at, a.due, a.due <= (select access.clock())
          from access.script_asked a join access.staff s on s.id = a.staff
         where a.id = any(shown) order by a.due, a.id;
end $$;

-- Who works with them in the part of their own use, and in which team: whom to ring.
create or replace function access.works_with(p_person bigint) returns jsonb
language sql stable security definer set search_path = pg_catalog, access
as $$
    select coalesce(jsonb_agg(distinct jsonb_build_object('name', s.name, 'team', t.name)), '[]')
      from access.folder f left join access.team t on t.id = f.team
      join access.grant g on g.folder = f.id and g.assigned and g.ended_at is null
       and g.starts <= (select access.clock()) and g.ends > (select access.clock())
      join access.staff s on s.id = g.staff and access.works_here(s.id)
     where f.person = p_person and f.kind = 'treatment' and f.ended_at is null
$$;

create or replace function access.answer_script(p_asked bigint, p_answer text, p_ring text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    its_answer text;
begin
    if not access.may_decide_alike(me) or not access.answers_script(me, p_asked) then
        raise exception 'not this viewer''s to answer' using errcode = 'insufficient_privilege';
    end if;
    select a.answer into its_answer from access.script_asked a where a.id = p_asked for update;
    if its_answer is not null then
        raise exception 'somebody answered it meanwhile' using errcode = 'object_not_in_prerequisite_state';
    end if;
    update access.script_asked a set answer = p_answer, ring = case when p_answer = 'another' then p_ring else '' end,
           answered_at = access.clock(), answered_by = me where a.id = p_asked;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'answer script', jsonb_build_object('asked', p_asked, 'answer', p_answer));
end $$;

-- Whoever asked has read it.
create or replace function access.read_script(p_asked bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
begin
    update access.script_asked a set read_at = access.clock()
     where a.id = p_asked and a.staff = access.me() and a.answered_at is not null and a.read_at is null;
    if not found and not exists (select from access.script_asked a where a.id = p_asked and a.staff = access.me()) then
        raise exception 'not this viewer''s' using errcode = 'insufficient_privilege';
    end if;
end $$;

-- What waits for the viewer, for Today: how many to answer (null for whoever never answers), and how many answers are not read.
create or replace function access.scripts_today() returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    return jsonb_build_object(
        'late', access.medicines_late(),
        'answers', (select count(*) from access.my_scripts() m where m.answer is not null and m.read_at is null),
        'to_answer', case when access.may_decide_alike(me) then
            (select count(*) from access.script_asked a where a.answer is null and access.answers_script(me, a.id)) end);
end $$;
