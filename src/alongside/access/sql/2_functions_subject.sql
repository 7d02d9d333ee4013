-- A person's own copy of what is held about them: that it was asked for, told to whoever holds a part of their record, each for what
-- they hold. Who wrote it down is told to nobody, since that could say that there is another part.

-- The parts in which something was told. Whoever holds a name or dates alone is not told that a copy was asked for.
create or replace function access.copy_kinds() returns text[]
language sql immutable parallel safe set search_path = pg_catalog
as $$ select array['contact', 'treatment', 'family', 'safety', 'programme', 'peer'] $$;

-- One month from the day on which it came, to the same day of the next month or its last (UK GDPR article 12(3); the Information
-- Commissioner's guidance counts so, and lets a weekend or a holiday pass: this is never later).
create or replace function access.copy_due(p_asked_on date) returns date
language sql immutable parallel safe set search_path = pg_catalog
as $$ select (p_asked_on + interval '1 month')::date $$;

create or replace function access.new_copy(p_person bigint, p_mark bytea, p_asked_on date, p_how text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    made bigint := access.new_id();
    today date := access.london_today();
begin
    if p_asked_on > today or p_asked_on < today - 366 then
        raise exception 'on a day of the last year' using errcode = 'check_violation';
    end if;
    insert into access.copy_request (id, person, mark, asked_on, how, due, by, at)
    values (made, p_person, p_mark, p_asked_on, p_how, access.copy_due(p_asked_on), me, access.clock())
        on conflict do nothing;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'ask for copy', jsonb_build_object('copy', made, 'person', p_person));
end $$;

-- Written down by somebody who works with them, in a part that they hold.
create or replace function access.ask_for_copy(p_folder bigint, p_asked_on date, p_how text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
begin
    if access.me() is null or not access.may_write(p_folder, access.copy_kinds()) then
        raise exception 'not a part that this viewer writes in' using errcode = 'insufficient_privilege';
    end if;
    perform access.new_copy((select f.person from access.folder f where f.id = p_folder), null, p_asked_on, p_how);
end $$;

-- Written down by anybody who works here, by a reference or an NHS number. One row is written, whoever they are; nothing is looked up.
create or replace function access.ask_for_copy_of(p_by text, p_text text, p_asked_on date, p_how text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if me is null then
        raise exception 'nobody asks' using errcode = 'insufficient_privilege';
    end if;
    if (select count(*) from access.copy_request c where c.by = me and c.mark is not null and c.at > access.clock() - interval '1 day') >= 20 then
        raise exception 'twenty a day' using errcode = 'check_violation';
    end if;
    perform access.new_copy(null, access.mark_of(p_by, p_text), p_asked_on, p_how);
end $$;

-- All that was asked for of one person.
create or replace function access.copies_of_person(p_person bigint) returns setof access.copy_request
language sql stable security definer rows 2 set search_path = pg_catalog, access
as $$
    select c.* from access.copy_request c where c.person = p_person
    union all
    select c.* from access.folder f join access.found_by m on m.folder = f.id join access.copy_request c on c.mark = m.mark
     where f.person = p_person
$$;

-- What was asked for of the persons of these parts, for whoever holds one of them in which something was told.
create or replace function access.copies_of(p_folders bigint[])
returns table (id bigint, person bigint, asked_on date, how text, due date, withdrawn_at timestamptz, withdrawn_why text)
language sql stable security definer rows 2 set search_path = pg_catalog, access
as $$
    select distinct c.id, h.person, c.asked_on, c.how, c.due, c.withdrawn_at, c.withdrawn_why
      from access.held_here(p_folders) h join lateral access.copies_of_person(h.person) c on true
     where h.kind = any(access.copy_kinds())
     order by c.asked_on desc, c.id
$$;

-- What was asked for, and not handed over yet, of everybody in whose record the viewer writes; or of those alone with whom she works. Found from what she
-- holds, so that it takes no longer for what is asked of others.
create or replace function access.my_copies(p_assigned boolean)
returns table (id bigint, person bigint, asked_on date, due date)
language sql stable security definer rows 10 set search_path = pg_catalog, access
as $$
    select distinct c.id, f.person, c.asked_on, c.due
      from access.live_grants((select access.me())) g
      join access.folder f on f.id = g.folder and f.kind = any(access.copy_kinds()) and f.ended_at is null
      join lateral access.copies_of_person(f.person) c on true
     where g.writes and g.duty is null and (g.assigned or not p_assigned)
       and not exists (select from access.copy_handed h where h.request = c.id and h.folder = f.id)
       and c.withdrawn_at is null and c.at > (select access.clock()) - interval '400 days'
     order by c.due, c.id
$$;

-- They ask no longer, or it was a mistake: for all who were told of it.
create or replace function access.withdraw_copy(p_request bigint, p_folder bigint, p_why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if me is null or not access.may_write(p_folder, access.copy_kinds()) then
        raise exception 'not a part that this viewer writes in' using errcode = 'insufficient_privilege';
    end if;
    update access.copy_request c set withdrawn_at = access.clock(), withdrawn_by = me, withdrawn_why = p_why
     where c.id = p_request and c.withdrawn_at is null and c.id in (select o.id from access.copies_of(array[p_folder]) o);
    if not found then
        raise exception 'there is nothing to take back' using errcode = 'check_violation';
    end if;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'withdraw copy', jsonb_build_object('copy', p_request));
end $$;

-- That a copy of these parts was made ready, or handed over, and by whom.
create or replace function access.note_copy(p_request bigint, p_folders bigint[], p_deed text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if me is null or p_deed not in ('seal copy', 'hand over copy')
       or exists (select from unnest(p_folders) p(id) where not access.may_write(p.id, access.copy_kinds() || array['line', 'dates', 'visit']))
       or not exists (select from access.copies_of(p_folders) c where c.id = p_request) then
        raise exception 'not this viewer''s to hand over' using errcode = 'insufficient_privilege';
    end if;
    if p_deed = 'hand over copy' then
        insert into access.copy_handed (request, folder, at) select p_request, p.id, access.clock() from unnest(p_folders) p(id)
            on conflict do nothing;
    end if;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, p_deed, jsonb_build_object('copy', p_request, 'folders', to_jsonb(p_folders)));
end $$;
