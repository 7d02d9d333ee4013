-- The safeguarding desk: worry, decision, instruction; and what is passed from one part of a record to a colleague. Whoever asks is
-- answered for what is theirs: the desk for worries that no conflict closes to them, a receiver for what names them, whoever passed
-- a worry on for nothing but that it was passed on.

create or replace function access.knows_person(p_staff bigint, p_person bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select exists (select from access.conflict c where c.staff = p_staff and c.person = p_person
                        and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock()))) $$;

-- The persons whose reference or NHS number stands in a text, however it is spaced, and as it is written; one that two records
-- have names nobody.
create or replace function access.named_in(p_text text) returns table (person bigint, named text)
language sql stable security definer rows 5 set search_path = pg_catalog, access
as $$
    with signs as (
        select 'reference' as kind, f[1] || '-' || f[2] || '-' || f[3] as named
          from regexp_matches(upper(p_text), '\m([CDFHJKMNPQRTWXY34679]{2})[- ]?([CDFHJKMNPQRTWXY34679]{3})[- ]?([CDFHJKMNPQRTWXY34679])\M', 'g') f
        union
        select 'nhs number', n[1] || n[2] || n[3]
          from regexp_matches(p_text, '\m(\d{3})[- ]?(\d{3})[- ]?(\d{4})\M', 'g') n
    )
    select min(l.person), s.named from (select * from signs limit 20) s
      join access.found_by b on b.mark = access.mark_of(s.kind, s.named) join access.folder l on l.id = b.folder
     group by s.kind, s.named having count(distinct l.person) = 1
$$;

-- May they read this worry at all: not where it was kept from them, and not where they know one of the people outside work.
create or replace function access.free_for(p_staff bigint, p_worry bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select access.works_here(p_staff)
         and not exists (select from access.worry w where w.id = p_worry and p_staff = any(w.not_for))
         and not exists (select from access.worry_about a where a.worry = p_worry and access.knows_person(p_staff, a.person)) $$;

-- Who answers for a worry: those who hold the desk, but for whoever may not read it. Where that leaves nobody, administrators stand
-- in, and where it leaves none of them either, leads: it is always somebody's.
create or replace function access.at_desk(p_staff bigint, p_worry bigint) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, access
as $$
begin
    if p_staff is null or not access.free_for(p_staff, p_worry) then return false; end if;
    if access.holds_seat(p_staff, 'desk') then return true; end if;
    if not access.leads_or_administers(p_staff) or exists (
        select from access.seat_holding h join access.seat s on s.id = h.seat
         where s.kind = 'desk' and access.holds_seat(h.staff, 'desk') and access.free_for(h.staff, p_worry)) then return false; end if;
    return exists (select from access.staff s where s.id = p_staff and s.administrator)
        or not exists (select from access.staff s where s.administrator and access.free_for(s.id, p_worry));
end $$;

-- Whose records it is about, as they are told to whoever answers for it: to whoever stands in for the desk a record that is kept
-- close is not there, as it is for every other seat.
create or replace function access.people_of(p_staff bigint, p_worry bigint) returns table (person bigint, named text, at timestamptz)
language sql stable security definer rows 3 set search_path = pg_catalog, access
as $$
    select a.person, a.named, a.at from access.worry_about a
     where a.worry = p_worry
       and (access.answers_for_kept(p_staff) or not exists (select from access.folder f where f.person = a.person and f.kept_close))
$$;

-- Might they answer for any? Asked first, so that for most who work here no worry is looked at.
create or replace function access.may_be_desk(p_staff bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select access.holds_seat(p_staff, 'desk') or access.leads_or_administers(p_staff) $$;

-- Anyone on staff passes on a worry. Whose records it is about is noted without a word to whoever passes it on: the answer is the
-- same whether or not anybody is known. Due the same day; a threat to life, now.
create or replace function access.pass_on(
    p_kind text, p_danger text, p_words text, p_told_by text, p_about text, p_other text, p_not_for bigint[], p_folders bigint[])
returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    made bigint := access.new_id();
begin
    if me is null then
        raise exception 'only staff pass on a worry' using errcode = 'insufficient_privilege';
    end if;
    if not exists (select from access.staff s where s.id <> all(p_not_for) and access.works_here(s.id) and access.may_be_desk(s.id)) then
        raise exception 'nobody would read it' using errcode = 'check_violation';
    end if;
    insert into access.worry (id, at, by, kind, danger, words, told_by, about, other, due, not_for)
    values (made, access.clock(), me, p_kind, p_danger, p_words, p_told_by, p_about, p_other,
            case when p_danger = 'now' or p_kind = 'life' then access.clock()
                 else access.instant(access.london_today()) end, p_not_for);
    insert into access.worry_about (worry, person, named, at)
    select made, n.person, max(n.named), access.clock()
      from (select * from access.named_in(p_about || ' / ' || p_other || ' / ' || p_words)
            union all select h.person, '' from access.held_here(p_folders) h) n group by n.person;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'pass on', jsonb_build_object('worry', made));
    return made;
end $$;

-- What I passed on: that it was, and nothing of what came of it.
create or replace function access.my_worries() returns table (at timestamptz, about text)
language sql stable security definer set search_path = pg_catalog, access
as $$ select w.at, w.about from access.worry w where w.by = (select access.me()) order by w.at desc, w.id limit 30 $$;

-- What waits for a decision, the most urgent first; or what was decided, the last first.
create or replace function access.desk_worries(p_decided boolean)
returns table (id bigint, at timestamptz, by_name text, kind text, danger text, about text, due timestamptz, overdue boolean,
               decided_at timestamptz, unread bigint)
language plpgsql stable security definer rows 50 set search_path = pg_catalog, access
as $$
#variable_conflict use_column
declare
    me bigint := access.me();
begin
    if me is null or not access.may_be_desk(me) then return; end if;
    return query
        select w.id, w.at, s.name, w.kind, w.danger, w.about, w.due, w.decided_at is null and w.due < (select access.clock()),
               w.decided_at,
               (select count(*) from access.instruction i join access.decision d on d.id = i.decision
                 where d.worry = w.id and d.ended_at is null and d.until > (select access.clock())
                   and not exists (select from access.instruction_read r where r.instruction = i.id))
          from access.worry w join access.staff s on s.id = w.by
         where (w.decided_at is not null) = p_decided
           -- Whoever stands in needs what is new; the desk itself looks further back.
           and (not p_decided or access.holds_seat(me, 'desk') or w.decided_at > (select access.clock()) - interval '30 days')
           and access.at_desk(me, w.id)
         order by case when p_decided then null else w.due end, w.decided_at desc nulls last, w.at desc, w.id
         limit 200;
end $$;

-- One worry with both ends: what was passed on, who works with the people it is about, what was decided, who has read it, and what
-- else was passed to the desk about the same people. Null for whoever does not answer for it.
create or replace function access.desk_worry(p_worry bigint) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if not access.at_desk(me, p_worry) then return null; end if;
    return (
        select to_jsonb(w) || jsonb_build_object(
            'by_name', (select s.name from access.staff s where s.id = w.by),
            'overdue', w.decided_at is null and w.due < (select access.clock()),
            'people', (select coalesce(jsonb_agg(jsonb_build_object('person', a.person, 'named', a.named, 'with', (
                    select coalesce(jsonb_agg(distinct jsonb_build_object('part', f.kind, 'team', coalesce(t.name, ''), 'staff', s.id, 'name', s.name)), '[]')
                      from access.folder f
                      join access.grant g on g.folder = f.id and g.assigned and g.ended_at is null
                       and g.starts <= (select access.clock()) and g.ends > (select access.clock())
                      join access.staff s on s.id = g.staff and access.works_here(s.id) and not access.knows_person(s.id, f.person)
                      left join access.team t on t.id = f.team
                     where f.person = a.person and f.ended_at is null
                       and f.kind in ('contact', 'treatment', 'family', 'safety', 'programme', 'peer'))) order by a.at, a.person), '[]')
                from access.people_of(me, w.id) a),
            'decisions', (select coalesce(jsonb_agg(to_jsonb(d) || jsonb_build_object(
                    'by_name', (select s.name from access.staff s where s.id = d.by),
                    'ended_by_name', (select s.name from access.staff s where s.id = d.ended_by),
                    'lives', d.ended_at is null and (d.until is null or d.until > (select access.clock())),
                    'instructions', (select coalesce(jsonb_agg(to_jsonb(i) || jsonb_build_object(
                            'name', coalesce(s.name, t.name),
                            -- It reaches nobody: they left, they know the person outside work, or nobody holds the seat.
                            'shut', case when i.staff is not null
                                         then not access.works_here(i.staff) or access.knows_person(i.staff, i.person)
                                         else not exists (select from access.seat_holding h where h.seat = i.seat and h.starts <= (select access.clock())
                                                             and (h.ends is null or h.ends > (select access.clock()))
                                                             and not access.knows_person(h.staff, i.person)) end,
                            'reads', (select coalesce(jsonb_agg(jsonb_build_object('name', p.name, 'at', r.at) order by r.at), '[]')
                                        from access.instruction_read r join access.staff p on p.id = r.staff where r.instruction = i.id))
                            order by coalesce(s.name, t.name), i.id), '[]')
                        from access.instruction i left join access.staff s on s.id = i.staff left join access.seat t on t.id = i.seat
                       where i.decision = d.id)) order by d.at, d.id), '[]')
                from access.decision d where d.worry = w.id),
            'others', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'at', o.at, 'about', o.about, 'decided_at', o.decided_at) order by o.at desc), '[]')
                from access.worry o
               where o.id <> w.id and access.at_desk(me, o.id)
                 and exists (select from access.people_of(me, w.id) a join access.worry_about b on b.person = a.person and b.worry = o.id)))
          from access.worry w where w.id = p_worry);
end $$;

-- The desk adds whose record it is about, by an exact reference or number. How many there are now; of whom it is told to nobody
-- else, and the desk is told nothing of somebody whom they know outside work but that the worry is no longer theirs.
create or replace function access.add_to_worry(p_worry bigint, p_text text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if not access.at_desk(me, p_worry) then
        raise exception 'not this viewer''s to say' using errcode = 'insufficient_privilege';
    end if;
    insert into access.worry_about (worry, person, named, at)
    select p_worry, n.person, max(n.named), access.clock() from access.named_in(p_text) n group by n.person
        on conflict (worry, person) do nothing;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'add to worry', jsonb_build_object('worry', p_worry));
end $$;

-- A decision, and an instruction for each whom it names. `p_seen` is how many decisions whoever decides has read.
create or replace function access.decide(
    p_worry bigint, p_seen integer, p_way text, p_staff bigint[], p_seats bigint[], p_outside text, p_person bigint, p_about text,
    p_words text, p_reason text, p_may_say text, p_never_say text, p_until timestamptz, p_why text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    made bigint := access.new_id();
begin
    if not access.at_desk(me, p_worry) then
        raise exception 'not this viewer''s to decide' using errcode = 'insufficient_privilege';
    end if;
    perform 1 from access.worry w where w.id = p_worry for update;
    if (select count(*) from access.decision d where d.worry = p_worry) <> p_seen then
        raise exception 'somebody else decided in between' using errcode = 'object_not_in_prerequisite_state';
    end if;
    if exists (select from unnest(p_staff) s(id) where not access.works_here(s.id))
       or (p_person is not null and not exists (select from access.people_of(me, p_worry) a where a.person = p_person)) then
        raise exception 'somebody who works here, and somebody whom it is about' using errcode = 'check_violation';
    end if;
    -- What concerns somebody they know is not told to them; what came from the other end only without its reason.
    if exists (select from unnest(p_staff) s(id) where access.knows_person(s.id, p_person)
                  or (btrim(p_reason) <> '' and exists (select from access.worry_about a where a.worry = p_worry and access.knows_person(s.id, a.person)))) then
        raise exception 'they know one of these people outside work' using errcode = 'exclusion_violation';
    end if;
    insert into access.decision (id, worry, at, by, way, tells, staff, seats, outside, may_say, never_say, until, why)
    values (made, p_worry, access.clock(), me, p_way, cardinality(p_staff) + cardinality(p_seats) > 0 or btrim(p_outside) <> '',
            p_staff, p_seats, p_outside, p_may_say, p_never_say, p_until, p_why);
    insert into access.instruction (id, decision, staff, seat, person, about, words, reason)
    select access.new_id(), made, s.id, null, p_person, p_about, p_words, p_reason from (select distinct unnest(p_staff) as id) s
    union all
    select access.new_id(), made, null, s.id, p_person, p_about, p_words, p_reason from (select distinct unnest(p_seats) as id) s;
    update access.worry w set decided_at = access.clock() where w.id = p_worry and w.decided_at is null;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'decide', jsonb_build_object('worry', p_worry, 'decision', made));
    return made;
end $$;

-- It no longer holds: whoever had an instruction by it has it no more.
create or replace function access.end_decision(p_decision bigint, p_why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if btrim(p_why) = '' then
        raise exception 'an ending needs its why' using errcode = 'check_violation';
    end if;
    update access.decision d set ended_at = access.clock(), ended_by = me, ended_why = p_why
     where d.id = p_decision and d.ended_at is null and access.at_desk(me, d.worry);
    if not found then
        raise exception 'not this viewer''s to end' using errcode = 'insufficient_privilege';
    end if;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'end decision', jsonb_build_object('decision', p_decision));
end $$;

-- What the desk asks the viewer to act on, by name or by a seat held now, whatever else they may open: no grant is asked for. The
-- reason is left out for whoever knows one of the people at either end.
create or replace function access.my_instructions()
returns table (id bigint, person bigint, about text, words text, reason text, may_say text, never_say text, at timestamptz,
               until timestamptz, read_at timestamptz)
language sql stable security definer rows 10 set search_path = pg_catalog, access
as $$
    select i.id, i.person, i.about, i.words,
           case when exists (select from access.worry_about a where a.worry = d.worry and access.knows_person(me, a.person))
                then '' else i.reason end,
           d.may_say, d.never_say, d.at, d.until, r.at
      from access.me() as me
      join access.instruction i on i.staff = me or i.seat in (
           select h.seat from access.seat_holding h
            where h.staff = me and h.starts <= (select access.clock()) and (h.ends is null or h.ends > (select access.clock())))
      join access.decision d on d.id = i.decision
      left join access.instruction_read r on r.instruction = i.id and r.staff = me
     where d.ended_at is null and d.until > (select access.clock()) and not access.knows_person(me, i.person)
     order by d.at desc, i.id
$$;

create or replace function access.read_instruction(p_instruction bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if not exists (select from access.my_instructions() m where m.id = p_instruction) then
        raise exception 'not this viewer''s to read' using errcode = 'insufficient_privilege';
    end if;
    insert into access.instruction_read (instruction, staff, at) values (p_instruction, me, access.clock())
        on conflict (instruction, staff) do nothing;
    if found then
        insert into log.decided (at, staff, deed, about)
        values (access.clock(), me, 'read instruction', jsonb_build_object('instruction', p_instruction));
    end if;
end $$;

-- Who holds the desk now: every colleague may know it.
create or replace function access.desk_now() returns table (staff bigint, name text, seat text)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select p.id, p.name, s.name from access.seat_holding h join access.seat s on s.id = h.seat join access.staff p on p.id = h.staff
     where s.kind = 'desk' and access.me() is not null and access.works_here(p.id)
       and h.starts <= (select access.clock()) and (h.ends is null or h.ends > (select access.clock()))
     order by s.name, p.name
$$;

-- Parts of records kept close that nobody can open, with who could last: for the desk, which answers for them.
create or replace function access.desk_kept() returns table (folder bigint, kind text, person bigint, last_name text, last_until timestamptz)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select k.folder, k.kind, k.person, l.name, l.until
      from access.kept_alone() k
      left join lateral (
           select s.name, coalesce(g.ended_at, g.ends) as until from access.grant g join access.staff s on s.id = g.staff
            where g.folder = k.folder order by g.assigned desc, coalesce(g.ended_at, g.ends) desc, g.id limit 1) l on true
     order by k.person, k.kind, k.folder
$$;

-- From one part of a record to a colleague ------------------------------------------------------------------------------

-- A copy, in the words agreed, waits for a colleague by name. It opens nothing: no grant is made, and what the colleague holds is
-- neither asked nor told.
create or replace function access.pass_across(
    p_folder bigint, p_share bigint, p_staff bigint, p_way text, p_part text, p_source text, p_told_on date, p_about text, p_words text,
    p_until timestamptz) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    made bigint := access.new_id();
begin
    if me is null or not access.may_write(p_folder, array['contact', 'treatment', 'family', 'safety', 'programme', 'peer']) then
        raise exception 'not this viewer''s to pass on' using errcode = 'insufficient_privilege';
    end if;
    if not access.works_here(p_staff) or p_staff = me then
        raise exception 'a colleague who works here' using errcode = 'check_violation';
    end if;
    if access.in_conflict(p_staff, p_folder) then
        raise exception 'they know the person outside work' using errcode = 'exclusion_violation';
    end if;
    insert into access.passed (id, folder, share, staff, by, at, way, part, source, told_on, about, words, until)
    values (made, p_folder, p_share, p_staff, me, access.clock(), p_way, p_part, p_source, p_told_on, p_about, p_words, p_until);
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'pass across', jsonb_build_object('passed', made, 'folder', p_folder, 'share', p_share));
end $$;

-- What waits for the viewer: the copy, who passed it and which way, and nothing of the record that it came from.
create or replace function access.passed_to_me()
returns table (id bigint, by_name text, at timestamptz, way text, part text, source text, told_on date, about text, words text, until timestamptz)
language sql stable security definer rows 10 set search_path = pg_catalog, access
as $$
    select p.id, s.name, p.at, p.way, p.part, p.source, p.told_on, p.about, p.words, p.until
      from access.passed p join access.staff s on s.id = p.by
     where p.staff = (select access.me()) and p.taken_at is null and p.taken_back_at is null and p.until > (select access.clock())
       and not access.in_conflict(p.staff, p.folder)
     order by p.at, p.id
$$;

-- Taken into a part that the viewer may write in, or only read (null). Once.
create or replace function access.take_passed(p_passed bigint, p_into bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if p_into is not null and not access.may_write(p_into, array['contact', 'treatment', 'family', 'safety', 'programme', 'peer']) then
        raise exception 'not a part that this viewer writes in' using errcode = 'insufficient_privilege';
    end if;
    update access.passed p set taken_at = access.clock() where p.id in (select m.id from access.passed_to_me() m) and p.id = p_passed
       and p.taken_at is null and p.taken_back_at is null;
    if not found then
        raise exception 'not this viewer''s to take' using errcode = 'insufficient_privilege';
    end if;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'take passed', jsonb_build_object('passed', p_passed, 'into', p_into));
end $$;

-- What has not been taken yet is taken back: the consent ended, or the sharing did.
create or replace function access.take_back(p_folder bigint, p_share bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
begin
    if access.me() is null or not access.may_write(p_folder, array['contact', 'treatment', 'family', 'safety', 'programme', 'peer']) then
        raise exception 'not this viewer''s to take back' using errcode = 'insufficient_privilege';
    end if;
    update access.passed p set taken_back_at = access.clock()
     where p.folder = p_folder and p.share = p_share and p.taken_at is null and p.taken_back_at is null;
end $$;

-- Today ---------------------------------------------------------------------------------------------------------------------

-- What of all this waits for the viewer, in one answer.
create or replace function access.desk_today() returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    desk boolean := access.may_be_desk(me);
begin
    return jsonb_build_object(
        'instructions', (select coalesce(jsonb_agg(to_jsonb(i)), '[]') from access.my_instructions() i where i.read_at is null),
        'passed', (select count(*) from access.passed_to_me()),
        'empty', exists (select from access.staff s where s.id = me and s.administrator)
                 and not exists (select from access.staff s where access.works_here(s.id) and access.holds_seat(s.id, 'desk')),
        'worries', case when desk then (select coalesce(jsonb_agg(jsonb_build_object('due', w.due, 'overdue', w.overdue)), '[]')
                                          from access.desk_worries(false) w) else '[]' end,
        'unread', case when desk then (select count(*) from access.instruction i join access.decision d on d.id = i.decision
                                         where d.ended_at is null and d.until > (select access.clock()) and d.at < (select access.clock()) - interval '4 hours'
                                           and not exists (select from access.instruction_read r where r.instruction = i.id)
                                           and access.at_desk(me, d.worry)) else 0 end,
        'kept', desk and exists (select from access.kept_alone()));
end $$;
