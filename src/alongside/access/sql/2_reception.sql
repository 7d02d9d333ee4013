-- Reception: who of a team is expected today, and that they have come. It holds no folder and no grant: these functions tell a time,
-- a name to call by, a worker and whether they are here, and nothing else.

-- The teams whose reception somebody holds now, by the rota; null where there is none.
create or replace function access.receives(p_staff bigint) returns bigint[]
language sql stable security definer set search_path = pg_catalog, access
as $$
    select array_agg(q.team) from access.seat_holding r join access.seat q on q.id = r.seat
     where r.staff = p_staff and q.kind = 'reception' and q.team is not null
       and r.starts <= (select access.clock()) and (r.ends is null or r.ends > (select access.clock()))
$$;

-- Who stands on somebody's list at this moment. Whoever comes to the door alone: not who is visited, rung or seen in a group. What was
-- written up since (came, missed) changes nothing here; what was cancelled, moved or only offered is not here.
-- What an appointment is: APPOINTMENTS in care/queries/today.py. In which parts one is booked: PARTS in care/models.py.
create or replace function access.expected_at_reception(p_staff bigint)
returns table (due bigint, folder bigint, at timestamptz, name text, sort_key text, worker text, here timestamptz)
language plpgsql stable security definer rows 50 set search_path = pg_catalog, access
as $$
declare
    teams bigint[] := access.receives(p_staff);
    today date := access.london_today();
    dates bigint[];
begin
    if teams is null then return; end if;
    -- Whose dates first, so that no date of anybody else is touched on the way.
    dates := array(
        select d.id from access.folder d
         where d.team = any(teams) and d.kind = 'dates' and not d.kept_close and d.ended_at is null
           and not exists (select from access.conflict k where k.person = d.person and k.staff = p_staff
                              and k.starts <= (select access.clock()) and (k.ends is null or k.ends > (select access.clock())))
           and not exists (select from access.stopped z where z.person = d.person and z.died <> '{}'));
    return query
        select e.id, d.id, e.at, l.call_name::text, l.sort_key::text, w.name, a.at
          from public.care_due e
          join access.folder d on d.id = e.folder
          cross join lateral (
               select y.call_name, y.sort_key from access.folder n
                 join public.people_line y on y.folder = n.id and y.ended_at is null and not y.in_error
                where n.person = d.person and n.kind = 'line' and n.team = any(teams) and not n.kept_close and n.ended_at is null
                limit 1) l
          left join lateral (
               select b.how, b.worker from access.folder p
                 join public.diary_appointment b on b.folder = p.id and b.due = e.id and b.ended_at is null and not b.in_error
                where p.person = d.person and p.kind in ('treatment', 'family')
                order by p.kind limit 1) b on true
          left join access.staff w on w.id = coalesce(b.worker, e.made_by)
          left join access.arrived a on a.due = e.id and a.day = today
         where e.folder = any(dates) and e.ended_at is null and not e.in_error and e."on" = today
           and e.what in ('session', 'first', 'drop_in') and e.state in ('due', 'met', 'missed')
           and coalesce(b.how, 'in_person') in ('in_person', 'joint', 'drop_in');
end $$;

-- The list, in order of time; null for whoever holds no reception now.
create or replace function access.reception_today() returns jsonb
language sql stable security definer set search_path = pg_catalog, access
as $$
    select case when access.receives(me) is not null then (
               select coalesce(jsonb_agg(jsonb_build_object('due', e.due, 'at', e.at, 'name', e.name, 'worker', e.worker, 'here', e.here)
                                         order by e.at nulls last, e.sort_key, e.due), '[]')
                 from access.expected_at_reception(me) e) end
      from access.me() as me
$$;

-- They have come, or that was a mistake. False where they are not on the list of whoever says so at this moment, whatever the reason.
create or replace function access.say_arrived(p_due bigint, p_here boolean) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    label bigint := (select e.folder from access.expected_at_reception(me) e where e.due = p_due);
begin
    if label is null then return false; end if;
    if p_here then
        -- What is for today is not kept: whether they came is what their worker writes up.
        delete from access.arrived a where a.day < access.london_today();
        insert into access.arrived (due, day, folder, at, said_by)
        values (p_due, access.london_today(), label, access.clock(), me) on conflict do nothing;
    else
        delete from access.arrived a where a.due = p_due and a.day = access.london_today();
    end if;
    if found then
        insert into log.decided (at, staff, deed, about)
        values (access.clock(), me, case when p_here then 'arrived' else 'not arrived' end,
                jsonb_build_object('folder', label, 'date', p_due));
    end if;
    return true;
end $$;

-- Who has come today, of those whose dates the page reads.
create or replace function access.arrived_now() returns table (due bigint, at timestamptz)
language sql stable security definer rows 10 set search_path = pg_catalog, access
as $$
    select a.due, a.at from access.arrived a
     where a.day = access.london_today() and a.folder = any((select access.my_folders())::bigint[])
$$;
