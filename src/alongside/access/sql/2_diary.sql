-- Groups that meet -------------------------------------------------------------------------------------------------------

create or replace function access.in_team(p_staff bigint, p_team bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select exists (select from access.team_member m where m.team = p_team and m.staff = p_staff
                        and m.starts <= (select access.clock()) and (m.ends is null or m.ends > (select access.clock()))) $$;

-- The groups of the viewer's teams.
create or replace function access.meetings() returns table (id bigint, team bigint, team_name text, name text)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select g.id, g.team, t.name, g.name from access.meeting g join access.team t on t.id = g.team
     where g.ended_at is null and access.in_team((select access.me()), g.team)
     order by g.name, g.id
$$;

create or replace function access.add_meeting(p_team bigint, p_name text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    made bigint := access.new_id();
begin
    if me is null or not access.in_team(me, p_team) then
        raise exception 'not a team of this viewer' using errcode = 'insufficient_privilege';
    end if;
    insert into access.meeting (id, team, name, made_by, made_at) values (made, p_team, btrim(p_name), me, access.clock());
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'add group', jsonb_build_object('group', made));
    return made;
end $$;

-- Who is out alone -------------------------------------------------------------------------------------------------------

-- What a function takes and returns can only be changed by making it anew.
drop function if exists access.begin_lone(bigint, timestamptz), access.looks_for(bigint, bigint, interval), access.lone_now();

-- Set off to somebody whose name the viewer holds. Whoever is out already is out once.
create or replace function access.begin_lone(p_line bigint, p_back_by timestamptz, p_place text, p_phone text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    made bigint := access.new_id();
begin
    if me is null or not exists (select from access.held_here(array[p_line]) h where h.kind = 'line') then
        raise exception 'not a person of this viewer' using errcode = 'insufficient_privilege';
    end if;
    if p_back_by <= access.clock() or p_back_by > access.clock() + interval '12 hours' then
        raise exception 'not within twelve hours' using errcode = 'check_violation';
    end if;
    if btrim(p_place) = '' or length(p_place) > 500 or btrim(p_phone) = '' or length(p_phone) > 40 then
        raise exception 'where, and on what number' using errcode = 'check_violation';
    end if;
    insert into access.lone (id, staff, line, began, back_by, place, phone)
    values (made, me, p_line, access.clock(), p_back_by, btrim(p_place), btrim(p_phone));
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'set off', jsonb_build_object('visit', made));
    return made;
end $$;

-- It takes longer: only whoever is out says so.
create or replace function access.longer_lone(p_id bigint, p_back_by timestamptz) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if p_back_by <= access.clock() or p_back_by > access.clock() + interval '12 hours' then
        raise exception 'not within twelve hours' using errcode = 'check_violation';
    end if;
    update access.lone v set back_by = p_back_by where v.id = p_id and v.staff = me and v.back_at is null;
    if not found then
        raise exception 'not out' using errcode = 'insufficient_privilege';
    end if;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'longer', jsonb_build_object('visit', p_id));
end $$;

-- Whoever would look at a moment for somebody who visits this person, by which post, whether they are at work on that day, and whether
-- they know the person outside work: where a colleague went would tell them who is here, so these never look themselves.
create or replace function access.lookers(p_staff bigint, p_line bigint, p_at timestamptz)
returns table (staff bigint, post text, team bigint, here boolean, knows boolean)
language plpgsql stable security definer rows 10 set search_path = pg_catalog, access
as $$
#variable_conflict use_column
begin
    return query
    with teams as (
        select m.team from access.team_member m
         where m.staff = p_staff and m.starts <= p_at and (m.ends is null or m.ends > p_at)
    ), posts as (
        select h.staff, s.kind as post, s.team from access.seat_holding h join access.seat s on s.id = h.seat
         where h.starts <= p_at and (h.ends is null or h.ends > p_at)
           and (s.kind = 'desk' or s.kind = 'duty' and s.team in (select t.team from teams t))
        union all
        select m.staff, 'lead', m.team from access.team_member m
         where m.leads and m.team in (select t.team from teams t) and m.starts <= p_at and (m.ends is null or m.ends > p_at)
        union all
        select a.id, 'administrator', null from access.staff a where a.administrator
    )
    select p.staff, p.post, p.team, not access.is_away(p.staff, (p_at at time zone 'Europe/London')::date),
           access.in_conflict(p.staff, p_line)
      from posts p
     where p.staff <> p_staff and access.works_here(p.staff);
end $$;

create or replace function access.lies_close(p_line bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select exists (select from access.folder f where f.id = p_line and f.kept_close) $$;

-- Who looks for somebody that is late: after a quarter of an hour whoever is on duty for a team of theirs, and its lead where nobody
-- is; after half an hour the lead in any case; after an hour the desk too; after two hours administrators. That somebody on duty knows
-- the person is not to show by the lead's being told sooner: the desk looks in their place at once, and administrators where nobody
-- there can; as where there is neither duty nor lead at work. A record kept close comes to the desk at once.
create or replace function access.looks_for(p_me bigint, p_staff bigint, p_line bigint, p_late interval) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$
    with posts as materialized (
        select * from access.lookers(p_staff, p_line, (select access.clock()))
    ), l as (
        select p.*, p.post = 'duty' or p.post = 'lead'
                    and not exists (select from posts o where o.here and o.post = 'duty' and o.team = p.team) as first
          from posts p
    )
    select p_late >= interval '15 minutes' and exists (
        select from l where l.staff = p_me and not l.knows and (l.first or case l.post
            when 'lead' then p_late >= interval '30 minutes'
            when 'desk' then p_late >= interval '1 hour' or access.lies_close(p_line)
                             or not exists (select from l o where o.here and not o.knows and o.first)
            when 'administrator' then p_late >= interval '2 hours'
                 or not exists (select from l o where o.here and not o.knows and (o.first or o.post = 'desk')) end))
$$;

-- Where a colleague is at somebody's whose record is kept close is not for a seat but the desk's, as long as somebody there can look:
-- for an hour, after which it is whoever looks for them that opens it, since nobody has. Whoever holds the record by name opens it too.
create or replace function access.opens_lone(p_me bigint, p_staff bigint, p_line bigint, p_late interval) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$
    select not access.lies_close(p_line)
        or p_late >= interval '1 hour'
        or exists (select from access.held_here(array[p_line]) h where h.kind = 'line')
        or (select coalesce(bool_or(l.staff = p_me) or not bool_or(l.here), true)
              from access.lookers(p_staff, p_line, (select access.clock())) l where l.post = 'desk' and not l.knows)
$$;

-- Before one sets off: the number one gave the last time, and who could look once one is late: a seat of the rota, others (a lead or an
-- administrator, at home perhaps), or nobody.
create or replace function access.lone_ready(p_line bigint, p_back_by timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, access
as $$
    select jsonb_build_object(
        'phone', (select v.phone from access.lone v where v.staff = me and v.phone <> '' order by v.began desc, v.id limit 1),
        'looked_for_by', (select case when bool_or(l.post in ('duty', 'desk')) then 'seat' when count(*) > 0 then 'others'
                                      else 'nobody' end
                            from access.lookers(me, p_line, p_back_by + interval '15 minutes') l where l.here and not l.knows))
      from access.me() as me
     where exists (select from access.held_here(array[p_line]) h where h.kind = 'line')
$$;

-- The viewer's own visit, and colleagues who are late and whom the viewer looks for. Whom they visit is told only to whoever holds
-- that name as it is; where, to whoever opened it (open_lone).
create or replace function access.lone_now()
returns table (id bigint, staff bigint, name text, mine boolean, began timestamptz, back_by timestamptz, line bigint, late boolean,
               phone text, place text, opens boolean)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select v.id, s.id, s.name, v.staff = me, v.began, v.back_by,
           (select h.folder from access.held_here(array[v.line]) h where h.kind = 'line'),
           v.back_by + interval '15 minutes' <= (select access.clock()), v.phone,
           case when exists (select from access.lone_opened o where o.lone = v.id and o.staff = me) then v.place end,
           v.staff <> me and access.opens_lone(me, v.staff, v.line, (select access.clock()) - v.back_by)
      from access.me() as me, access.lone v join access.staff s on s.id = v.staff
     where v.back_at is null
       and (v.staff = me or access.looks_for(me, v.staff, v.line, (select access.clock()) - v.back_by))
     order by v.back_by, v.id
$$;

-- Whoever looks for a colleague opens where they are: while they are late, not before, and not when they are back. It is written
-- down, and told to them.
create or replace function access.open_lone(p_visit bigint) returns text
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if not exists (select from access.lone_now() n where n.id = p_visit and not n.mine)
       or not (select access.opens_lone(me, v.staff, v.line, access.clock() - v.back_by) from access.lone v where v.id = p_visit) then
        raise exception 'not this viewer''s to open' using errcode = 'insufficient_privilege';
    end if;
    insert into access.lone_opened (lone, staff, at) values (p_visit, me, access.clock()) on conflict do nothing;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'open visit', jsonb_build_object('visit', p_visit));
    return (select v.place from access.lone v where v.id = p_visit);
end $$;

-- Who opened where the viewer was, in the last four days.
create or replace function access.lone_openings() returns table (name text, at timestamptz, back_by timestamptz)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select s.name, o.at, v.back_by
      from access.lone_opened o join access.lone v on v.id = o.lone join access.staff s on s.id = o.staff
     where v.staff = (select access.me()) and o.at > (select access.clock()) - interval '4 days'
     order by o.at desc, s.name
$$;

-- They are out and well: said by themselves, or by whoever looked for them, with how they know. Where they were goes with it, and
-- who was texted, which is kept only so that nobody is twice.
create or replace function access.end_lone(p_id bigint, p_words text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    one record;
begin
    select * into one from access.lone_now() n where n.id = p_id;
    if not found then
        raise exception 'not this viewer''s to end' using errcode = 'insufficient_privilege';
    end if;
    if not one.mine and btrim(p_words) = '' then
        raise exception 'how do you know' using errcode = 'check_violation';
    end if;
    update access.lone v set back_at = access.clock(), settled_by = case when one.mine then null else me end, settled_words = btrim(p_words),
           place = ''
     where v.id = p_id and v.back_at is null;
    delete from access.late_told t where t.lone = p_id;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, case when one.mine then 'back' else 'found well' end, jsonb_build_object('visit', p_id));
end $$;
