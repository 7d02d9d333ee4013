-- The queue of what goes out. `app` can put a row of its own viewer into it and take it out again; only the task `send`
-- learns what is due, one row at a time, and it is told which folders hold that same person's ways to be reached: an
-- address of anybody else is so out of reach, whatever a message's row says.

create or replace function access.may_send(p_folder bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select access.may_write(p_folder, (select t.kinds from access.task_key t where t.name = 'send')) $$;

create or replace function access.send_later(p_folder bigint, p_message bigint, p_due timestamptz) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if me is null or not access.may_send(p_folder) then
        raise exception 'not a part of a record that this viewer sends from' using errcode = 'insufficient_privilege';
    end if;
    insert into access.outgoing as o (folder, message, due, put_by, put_at)
    values (p_folder, p_message, p_due, me, access.clock())
    on conflict (folder, message) do update
       set due = excluded.due, put_by = excluded.put_by, put_at = excluded.put_at, taken_at = null, tries = 0;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'send', jsonb_build_object('folder', p_folder, 'message', p_message));
end $$;

create or replace function access.send_no_more(p_folder bigint, p_message bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
begin
    if access.me() is null or not access.may_send(p_folder) then
        raise exception 'not a part of a record that this viewer sends from' using errcode = 'insufficient_privilege';
    end if;
    delete from access.outgoing o where o.folder = p_folder and o.message = p_message;
end $$;

-- From this moment nothing goes to the person whose folder this is, from whichever part of their record. Nothing is answered, so
-- that nobody learns which parts there are; and nothing of what waits is changed, so that what was stopped by mistake goes on.
create or replace function access.stop_person(p_folder bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    whose bigint;
begin
    if me is null or not access.may_send(p_folder) then
        raise exception 'not a part of a record that this viewer sends from' using errcode = 'insufficient_privilege';
    end if;
    select f.person into whose from access.folder f where f.id = p_folder;
    insert into access.stopped as s (person, at, by, said_in) values (whose, access.clock(), me, array[p_folder])
        on conflict (person) do update set said_in = array_remove(s.said_in, p_folder) || p_folder;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'stop messages', jsonb_build_object('folder', p_folder));
end $$;

-- What was said in the viewer's own parts is taken back; where it was said in another part too, nothing goes all the same. Why it
-- was said there is not for the answer to tell: a death is told to whoever holds the part in which it is written, and to nobody else.
create or replace function access.let_person(p_folder bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    stop access.stopped;
    said bigint[];
    others bigint[];
begin
    if me is null or not access.may_send(p_folder) then
        raise exception 'not a part of a record that this viewer sends from' using errcode = 'insufficient_privilege';
    end if;
    select s.* into stop from access.stopped s join access.folder f on f.person = s.person where f.id = p_folder for update of s;
    if exists (select from unnest(stop.died) d where access.may_send(d)) then
        raise exception 'it stands written that they died' using errcode = 'check_violation';
    end if;
    said := array(select distinct x from unnest(stop.said_in || stop.died) x order by x);
    -- A part that has ended has nobody left to ask; a death stands, wherever it is written.
    others := array(select x from unnest(said) x where x = any(stop.died) or not access.may_send(x)
                       and exists (select from access.folder f where f.id = x and f.ended_at is null) order by x);
    if others = said and cardinality(said) > 0 then
        raise exception 'it was said in another part' using errcode = 'object_not_in_prerequisite_state';
    end if;
    if cardinality(others) > 0 then
        update access.stopped s set said_in = others where s.person = stop.person;
    else
        delete from access.stopped s where s.person = stop.person;
    end if;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'let messages', jsonb_build_object('folder', p_folder));
end $$;

-- It is written in this part that they died: everything to them stops, and is not let go while that stands. Or it was written by
-- mistake: what was stopped stays so, until somebody looked and lets it go again.
create or replace function access.said_died(p_folder bigint, p_stands boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if me is null or not access.may_send(p_folder) then
        raise exception 'not a part of a record that this viewer sends from' using errcode = 'insufficient_privilege';
    end if;
    if p_stands then
        perform access.stop_person(p_folder);
    end if;
    update access.stopped s
       set died = array_remove(s.died, p_folder) || case when p_stands then array[p_folder] else '{}'::bigint[] end
      from access.folder f where f.id = p_folder and s.person = f.person;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, case when p_stands then 'died' else 'did not die' end, jsonb_build_object('folder', p_folder));
end $$;

-- Of these folders, those to whose person nothing goes any more; told of folders that the viewer holds, and of no other.
create or replace function access.stopped_of(p_folders bigint[]) returns setof bigint
language sql stable security definer rows 10 set search_path = pg_catalog, access
as $$
    select h.folder from access.held_here(p_folders) h join access.stopped s on s.person = h.person
$$;

-- For the task `send`: the next row that is due, taken so that nobody else takes it. One that was taken ten minutes ago
-- and never settled was cut off: it comes again. What goes to somebody to whom nothing goes any more stays where it is.
drop function if exists access.next_to_send();
create function access.next_to_send()
returns table (folder bigint, message bigint, contacts bigint[], tries integer)
language plpgsql volatile security definer rows 1 set search_path = pg_catalog, access
as $$
#variable_conflict use_column
declare
    who record;
begin
    select * into who from access.viewer();
    if who.task is distinct from 'send' then
        raise exception 'for the task that sends' using errcode = 'insufficient_privilege';
    end if;
    -- A part of a record that has ended sends nothing.
    delete from access.outgoing o using access.folder f where f.id = o.folder and f.ended_at is not null;
    return query
        with next as (
            select o.folder, o.message from access.outgoing o
             where o.due <= (select access.clock())
               and (o.taken_at is null or o.taken_at <= (select access.clock()) - interval '10 minutes')
               and not exists (select from access.folder f join access.stopped s on s.person = f.person where f.id = o.folder)
             order by o.due, o.folder, o.message limit 1 for update skip locked),
        taken as (
            update access.outgoing o set taken_at = access.clock() from next n
             where o.folder = n.folder and o.message = n.message returning o.folder, o.message, o.tries)
        select t.folder, t.message,
               (select coalesce(array_agg(c.id order by c.id), '{}') from access.folder c
                 where c.person = f.person and c.kind = 'contact' and c.ended_at is null), t.tries
          from taken t join access.folder f on f.id = t.folder;
end $$;

-- For the task `send`: the row is done with, or comes again at a moment; `p_counts` where that was a try that failed.
create or replace function access.settle_sending(p_folder bigint, p_message bigint, p_due timestamptz, p_counts boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    who record;
begin
    select * into who from access.viewer();
    if who.task is distinct from 'send' then
        raise exception 'for the task that sends' using errcode = 'insufficient_privilege';
    end if;
    if p_due is null then
        delete from access.outgoing o where o.folder = p_folder and o.message = p_message and o.taken_at is not null;
    else
        update access.outgoing o set due = p_due, taken_at = null, tries = o.tries + p_counts::integer
         where o.folder = p_folder and o.message = p_message and o.taken_at is not null;
    end if;
end $$;
