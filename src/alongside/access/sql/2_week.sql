-- The week of those who work here, and handing somebody over.

-- Who is away ------------------------------------------------------------------------------------------------------------

-- Who says of a colleague that they are away: they themselves, the lead of one of their teams, whoever administers.
create or replace function access.says_for(p_staff bigint, p_of bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$
    select p_staff = p_of
        or exists (select from access.staff s where s.id = p_staff and s.administrator)
        or exists (select from access.team_member m where m.staff = p_of and m.starts <= (select access.clock())
                      and (m.ends is null or m.ends > (select access.clock())) and access.leads(p_staff, m.team))
$$;

create or replace function access.record_away(p_staff bigint, p_first date, p_last date) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    made bigint := access.new_id();
begin
    if me is null or not access.says_for(me, p_staff) then
        raise exception 'not this viewer''s to say' using errcode = 'insufficient_privilege';
    end if;
    if not access.works_here(p_staff) or p_last < p_first or p_last < access.london_today() then
        raise exception 'somebody who works here, and days to come' using errcode = 'check_violation';
    end if;
    -- Two who say it at once: the second waits, and finds what the first said.
    perform 1 from access.staff s where s.id = p_staff for update;
    if exists (select from access.away a where a.staff = p_staff and a.taken_back_at is null
                  and a.first_day <= p_last and a.last_day >= p_first) then
        raise exception 'away already in those days' using errcode = 'check_violation';
    end if;
    insert into access.away (id, staff, first_day, last_day, recorded_by, recorded_at)
    values (made, p_staff, p_first, p_last, me, access.clock());
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'away', jsonb_build_object('away', made, 'staff', p_staff));
    return made;
end $$;

create or replace function access.take_back_away(p_away bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    update access.away a set taken_back_at = access.clock(), taken_back_by = me
     where a.id = p_away and a.taken_back_at is null and me is not null and access.says_for(me, a.staff);
    if not found then
        raise exception 'not this viewer''s to take back' using errcode = 'insufficient_privilege';
    end if;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'not away', jsonb_build_object('away', p_away));
end $$;

-- Who is away in these days: colleagues know it of one another.
create or replace function access.who_is_away(p_first date, p_last date)
returns table (id bigint, staff bigint, name text, first_day date, last_day date, mine_to_end boolean)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select a.id, s.id, s.name, a.first_day, a.last_day, access.says_for((select access.me()), s.id)
      from access.away a join access.staff s on s.id = a.staff
     where (select access.me()) is not null and a.taken_back_at is null and a.first_day <= p_last and a.last_day >= p_first
       and access.works_here(s.id)
     order by a.first_day, s.name, a.id
$$;

create or replace function access.is_away(p_staff bigint, p_day date) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select exists (select from access.away a where a.staff = p_staff and a.taken_back_at is null
                        and p_day between a.first_day and a.last_day) $$;

-- Organisations ----------------------------------------------------------------------------------------------------------

-- Which team is of which organisation. Nothing opens by it.
create or replace function access.organisations() returns table (team bigint, name text)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select t.id, o.name from access.team t join access.organisation o on o.id = t.organisation
     where (select access.me()) is not null order by o.name, t.name, t.id
$$;

create or replace function access.put_team(p_team bigint, p_name text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.administers();
    of_it bigint;
begin
    if btrim(p_name) <> '' then
        insert into access.organisation (id, name) values (access.new_id(), btrim(p_name)) on conflict (name) do nothing;
        select o.id into of_it from access.organisation o where o.name = btrim(p_name);
    end if;
    update access.team t set organisation = of_it where t.id = p_team;
    if not found then
        raise exception 'no such team' using errcode = 'check_violation';
    end if;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'organisation', jsonb_build_object('team', p_team, 'organisation', of_it));
end $$;

-- Out of hours -----------------------------------------------------------------------------------------------------------

create or replace function access.rung_out_of_hours() returns table (words text, by_name text, said_at timestamptz)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select o.words, s.name, o.said_at from access.out_of_hours o join access.staff s on s.id = o.said_by
     where (select access.me()) is not null
$$;

-- Said by whoever holds the desk, and by whoever administers.
create or replace function access.say_out_of_hours(p_words text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if me is null or not (access.holds_seat(me, 'desk') or exists (select from access.staff s where s.id = me and s.administrator)) then
        raise exception 'for the desk' using errcode = 'insufficient_privilege';
    end if;
    if btrim(p_words) = '' then
        raise exception 'who is rung' using errcode = 'check_violation';
    end if;
    insert into access.out_of_hours (one, words, said_by, said_at) values (true, btrim(p_words), me, access.clock())
        on conflict (one) do update set words = excluded.words, said_by = excluded.said_by, said_at = excluded.said_at;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'out of hours', '{}');
end $$;

-- Handing over -----------------------------------------------------------------------------------------------------------

-- What goes along where somebody is handed over: who they are, when they are met, and the part of their own use. All else was told
-- in confidence (as somebody affected, as somebody harmed, on a page of their own), and goes only where it is said of this person.
create or replace function access.goes_along() returns text[]
language sql immutable parallel safe set search_path = pg_catalog
as $$ select array['line', 'dates', 'visit', 'contact', 'treatment'] $$;

-- Of these parts, those that the viewer alone can open and write in now: nobody by name who works here and may, and no seat that
-- somebody else sits in. Whoever is let in for a shift or an emergency keeps no part.
create or replace function access.mine_alone(p_folders bigint[]) returns setof bigint
language sql stable security definer rows 5 set search_path = pg_catalog, access
as $$
    select h.folder from access.held_here(p_folders) h
     where not exists (
        select from access.grant g
          left join access.seat_holding s on s.seat = g.seat and s.starts <= (select access.clock())
                and (s.ends is null or s.ends > (select access.clock()))
         where g.folder = h.folder and g.writes and not g.kept_close and g.purpose not in ('duty', 'emergency')
           and g.ended_at is null and g.starts <= (select access.clock()) and g.ends > (select access.clock())
           and coalesce(g.staff, s.staff) <> (select access.me()) and access.works_here(coalesce(g.staff, s.staff))
           and not access.in_conflict(coalesce(g.staff, s.staff), h.folder))
$$;

-- Somebody with whom the viewer works goes to a colleague: each part that she works in and may give is the colleague's from this
-- moment, for ninety days, and hers no longer. All of it, or nothing. What she may merely read or open stays as it is.
-- A part in which something was told in confidence goes where `p_along` names it, with why; it stays hers where `p_stays` names it;
-- else it closes to her, and is never left with nobody. What to call them she goes on seeing for ninety days, of each whom she
-- hands over, whatever else stays: so nobody tells from that whether anything does.
drop function if exists access.hand_over(bigint, bigint, text);
create or replace function access.hand_over(p_line bigint, p_to bigint, p_reason text, p_along jsonb, p_stays bigint[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    whose bigint := access.person_of(p_line);
    one record;
    why text;
    moved integer := 0;
begin
    -- Before anything else, so that nobody learns of a colleague whom they know by trying to hand them over.
    if me is null or whose is null or not exists (
        select from access.grant g join access.folder f on f.id = g.folder
         where f.person = whose and g.staff = me and g.ended_at is null and g.assigned and g.writes
           and g.starts <= (select access.clock()) and g.ends > (select access.clock())) then
        raise exception 'not this viewer''s to hand over' using errcode = 'insufficient_privilege';
    end if;
    if btrim(p_reason) = '' or p_to = me or not access.works_here(p_to) then
        raise exception 'a colleague who works here, and why' using errcode = 'check_violation';
    end if;
    if access.is_away(p_to, access.london_today()) then
        raise exception 'they are away' using errcode = 'object_not_in_prerequisite_state';
    end if;
    if access.in_conflict(p_to, p_line) then
        raise exception 'they know the person outside work' using errcode = 'exclusion_violation';
    end if;
    for one in
        select g.id, g.folder, g.purpose, g.writes, f.kind from access.grant g join access.folder f on f.id = g.folder
         where f.person = whose and g.staff = me and g.assigned and g.writes and g.ended_at is null
           and g.starts <= (select access.clock()) and g.ends > (select access.clock())
         order by f.kind, f.id, g.id for update of g
    loop
        why := p_reason;
        if one.kind <> all(access.goes_along()) then
            continue when one.folder = any(p_stays);
            why := btrim(coalesce(p_along ->> one.folder::text, ''));
            if not p_along ? one.folder::text then
                -- Two who close it at the same moment are asked one after the other.
                perform 1 from access.folder f where f.id = one.folder for update;
                if one.folder in (select access.mine_alone(array[one.folder])) then
                    raise exception 'nobody else holds this part' using errcode = 'check_violation';
                end if;
                perform access.end_grant(p_grant => one.id, p_why => p_reason);
                continue;
            elsif why = '' then
                raise exception 'why a part told in confidence goes along' using errcode = 'check_violation';
            end if;
        end if;
        -- Where they work in it already, that lasts on; else it is given to them.
        update access.grant g set ends = access.clock() + interval '90 days'
         where g.folder = one.folder and g.staff = p_to and g.assigned and g.writes and g.ended_at is null
           and g.starts <= (select access.clock()) and g.ends > (select access.clock());
        if not found then
            perform access.give(one.folder, p_to, null, one.purpose, why, true, true, 90);
        end if;
        if one.kind = 'line' and not exists (
            select from access.grant g where g.folder = one.folder and g.staff = me and g.id <> one.id and g.ended_at is null
               and g.starts <= (select access.clock()) and g.ends > (select access.clock())) then
            perform access.give(one.folder, me, null, 'other', p_reason, false, false, 90);
        end if;
        perform access.end_grant(one.id, p_reason);
        moved := moved + 1;
    end loop;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'hand over', jsonb_build_object('person', whose, 'to', p_to, 'parts', moved));
end $$;

-- Supervision ------------------------------------------------------------------------------------------------------------

-- A lead supervises by grant: of those with whom a colleague of her team works she holds what to call them and their dates, for
-- ninety days. What she could give herself one by one, and no more: nothing that is kept close, or of whom she knows.
create or replace function access.supervise(p_staff bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    one record;
begin
    if me is null or p_staff = me or not exists (
        select from access.team_member m where m.staff = p_staff and m.starts <= (select access.clock())
           and (m.ends is null or m.ends > (select access.clock())) and access.leads(me, m.team)) then
        raise exception 'for the lead of one of their teams' using errcode = 'insufficient_privilege';
    end if;
    for one in
        select distinct f.id, f.kind from access.grant g join access.folder f on f.id = g.folder
         where g.staff = p_staff and g.assigned and g.ended_at is null
           and g.starts <= (select access.clock()) and g.ends > (select access.clock())
           and f.kind in ('line', 'dates') and f.ended_at is null and not f.kept_close
           and access.leads(me, f.team) and not access.in_conflict(me, f.id) and not access.in_conflict(p_staff, f.id)
           and not exists (select from access.grant mine
                            where mine.folder = f.id and mine.staff = me and mine.ended_at is null and (mine.writes or f.kind = 'line')
                              and mine.starts <= (select access.clock()) and mine.ends > (select access.clock()))
         order by f.id
    loop
        perform access.give(one.id, me, null, 'supervision', 'supervision', one.kind = 'dates', false, 90);
    end loop;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'supervise', jsonb_build_object('staff', p_staff));
end $$;
