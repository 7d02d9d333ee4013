-- A text to whoever looks for a colleague who is out alone and late. One's own number is told to oneself, and to the task `late`
-- at the moment at which it is one's turn to look; nobody else reads any. Who looks is asked of looks_for alone, as the pages do.

-- The viewer's own number, and since when it could not be reached.
create or replace function access.my_reach() returns table (phone text, refused_at timestamptz)
language sql stable security definer rows 1 set search_path = pg_catalog, access
as $$ select r.phone, r.refused_at from access.reach r where r.staff = (select access.me()) $$;

-- Give a number of one's own, or take it away. The log says that, and not the number.
create or replace function access.give_reach(p_phone text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    given text := coalesce(btrim(p_phone), '');
begin
    if me is null then
        raise exception 'only staff are texted' using errcode = 'insufficient_privilege';
    end if;
    if given = '' then
        delete from access.reach r where r.staff = me;
    elsif given !~ '^\+[0-9]{6,15}$' then
        raise exception 'not a telephone number' using errcode = 'check_violation';
    else
        insert into access.reach as r (staff, phone, at) values (me, given, access.clock())
            on conflict (staff) do update set phone = excluded.phone, at = excluded.at, refused_at = null;
    end if;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, case when given = '' then 'no number' else 'give number' end, '{}');
end $$;

-- For the task `late`: whom to text now, of which visit. Whom they visit, and where, it is not told.
create or replace function access.next_late() returns table (visit bigint, staff bigint, back_by timestamptz, phone text)
language plpgsql stable security definer rows 10 set search_path = pg_catalog, access
as $$
#variable_conflict use_column
declare
    who record;
begin
    select * into who from access.viewer();
    if who.task is distinct from 'late' then
        raise exception 'for the task that tells who looks' using errcode = 'insufficient_privilege';
    end if;
    return query
        select v.id, r.staff, v.back_by, r.phone from access.lone v cross join access.reach r
         where v.back_at is null and v.back_by <= (select access.clock()) - interval '15 minutes'
           and r.staff <> v.staff and access.works_here(r.staff)
           and not exists (select from access.late_told t where t.lone = v.id and t.staff = r.staff and t.back_by = v.back_by)
           and access.looks_for(r.staff, v.staff, v.line, (select access.clock()) - v.back_by)
         order by v.back_by, v.id, r.staff;
end $$;

-- For the task `late`: the text has gone. Where they are back by now there is nothing to remember.
create or replace function access.said_late(p_lone bigint, p_staff bigint, p_back_by timestamptz) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    who record;
begin
    select * into who from access.viewer();
    if who.task is distinct from 'late' then
        raise exception 'for the task that says who was told' using errcode = 'insufficient_privilege';
    end if;
    insert into access.late_told (lone, staff, back_by, at)
    select v.id, p_staff, p_back_by, access.clock() from access.lone v where v.id = p_lone and v.back_at is null
        on conflict do nothing;
    update access.reach r set refused_at = null where r.staff = p_staff and r.refused_at is not null;
    insert into log.decided (at, task, deed, about)
    values (access.clock(), who.task, 'text late', jsonb_build_object('visit', p_lone, 'staff', p_staff));
end $$;

-- For the task `late`: there is no such number, which its owner is shown; unless they gave another one meanwhile.
create or replace function access.refused_late(p_staff bigint, p_phone text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    who record;
begin
    select * into who from access.viewer();
    if who.task is distinct from 'late' then
        raise exception 'for the task that was refused' using errcode = 'insufficient_privilege';
    end if;
    update access.reach r set refused_at = access.clock() where r.staff = p_staff and r.phone = p_phone;
end $$;
