-- "Known here?" ---------------------------------------------------------------------------------------------------------

-- The same hour of the next working day, in London; Saturdays and Sundays do not count.
create or replace function access.next_working_day(p_from timestamptz) returns timestamptz
language sql stable set search_path = pg_catalog
as $$
    select (local + case extract(isodow from local)::integer when 5 then 3 when 6 then 2 else 1 end * interval '1 day')
           at time zone 'Europe/London'
      from (select p_from at time zone 'Europe/London') _(local)
$$;

-- Ask, with their agreement. One row is written, whoever they are; nothing is looked up.
create or replace function access.ask_here(p_by text, p_text text, p_called text, p_parts text[], p_reason text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    made bigint := access.new_id();
begin
    if me is null then
        raise exception 'nobody asks' using errcode = 'insufficient_privilege';
    end if;
    if (select count(*) from access.asked_here a where a.staff = me and a.asked_at > access.clock() - interval '1 day') >= 20 then
        raise exception 'twenty a day' using errcode = 'check_violation';
    end if;
    insert into access.asked_here (id, staff, mark, called, parts, reason, asked_at, due)
    values (made, me, access.mark_of(p_by, p_text), p_called, p_parts, p_reason, access.clock(),
            access.next_working_day(access.clock()));
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'ask here', jsonb_build_object('asked', made));
end $$;

-- What the viewer asked in the last fortnight and may go on with as new, or still waits for. A no and nobody are the same.
create or replace function access.my_asked_here()
returns table (called text, asked_at timestamptz, due timestamptz, over boolean)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select a.called, a.asked_at, a.due, a.due <= (select access.clock())
      from access.asked_here a
     where a.staff = (select access.me()) and a.asked_at > (select access.clock()) - interval '14 days'
       and not exists (select from access.answered_here n where n.asked = a.id and n.let_in)
     order by a.asked_at desc, a.id
$$;

-- What colleagues ask of the people with whom the viewer works, and of those whose name she holds as their team's lead, once it
-- is late. Found from what she holds, so that it takes no longer for what is asked of others.
create or replace function access.asked_of_me()
returns table (id bigint, person bigint, line bigint, staff bigint, name text, job text, called text, parts text[], reason text,
               asked_at timestamptz, due timestamptz, over boolean)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select a.id, l.person, l.id, s.id, s.name, s.job, a.called, a.parts, a.reason, a.asked_at, a.due, a.due <= (select access.clock())
      from access.me() as me
      join access.live_grants(me) g on true
      join access.folder l on l.id = g.folder and l.kind = 'line' and l.ended_at is null
      join access.folder part on part.person = l.person
      join access.found_by m on m.folder = part.id
      join access.asked_here a on a.mark = m.mark and a.staff <> me and a.asked_at > (select access.clock()) - interval '14 days'
      join access.staff s on s.id = a.staff
     where (g.assigned or a.due <= (select access.clock()) and access.leads(me, l.team))
       and access.works_here(a.staff) and not access.in_conflict(a.staff, l.id)
       and not exists (select from access.answered_here n where n.asked = a.id and n.person = l.person)
       and exists (select from access.folder f where f.person = l.person and f.kind = any(a.parts) and f.ended_at is null
                      and access.may_give(me, f.id))
     group by a.id, l.person, l.id, s.id
     order by a.due, a.id
$$;

-- Let them in, for ninety days, to the name, the dates and those of the parts that they asked for which the viewer may give; or not.
create or replace function access.answer_here(p_asked bigint, p_line bigint, p_let_in boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    one record;
    part record;
begin
    select * into one from access.asked_of_me() a where a.id = p_asked and a.line = p_line;
    if not found then
        raise exception 'not this viewer''s to answer' using errcode = 'insufficient_privilege';
    end if;
    insert into access.answered_here (asked, person, staff, at, let_in) values (one.id, one.person, me, access.clock(), p_let_in);
    for part in
        select f.id, f.kind from access.folder f
         where p_let_in and f.person = one.person and f.kind = any(one.parts || array['line', 'dates']) and f.ended_at is null
           and access.may_give(me, f.id)
           and not exists (select from access.live_grants(one.staff) g where g.folder = f.id and g.writes)
    loop
        perform access.give(part.id, one.staff, null, 'works', one.reason, true, true, 90);
    end loop;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'answer here', jsonb_build_object('asked', one.id, 'person', one.person, 'let_in', p_let_in));
end $$;
