-- The few definer functions. Each is owned by gate, pinned to a search path, revoked from public, and granted by name
-- in 3_rights.sql. Nothing else reads the tables of access.

create or replace function access.new_id() returns bigint
language sql volatile parallel safe set search_path = pg_catalog
-- The first 63 bits of the hash of a random uuid: its fixed bits show nowhere.
as $$ select ('x' || encode(substring(sha256(uuid_send(gen_random_uuid())) from 1 for 8), 'hex'))::bit(64)::bigint
             & 9223372036854775807 $$;

create or replace function access.instant(date) returns timestamptz
language sql immutable parallel safe set search_path = pg_catalog
-- An end date holds to its last minute in London.
as $$ select (($1 + 1)::timestamp at time zone 'Europe/London') $$;

-- Who the database is answering: the staff member of a live session, or a task; an error where nobody is.
create or replace function access.viewer(out staff bigint, out task text)
language plpgsql stable security definer parallel safe set search_path = pg_catalog, access
as $$
declare
    token text := current_setting('alongside.token', true);
begin
    if coalesce(token, '') = '' then
        raise exception 'no viewer is open' using errcode = 'insufficient_privilege';
    end if;
    if token = 'public' then return; end if;
    select s.staff into viewer.staff from access.session s join access.staff p on p.id = s.staff
     where s.hash = sha256(decode(token, 'hex')) and s.ended_at is null and s.until > (select access.clock())
       and s.locked_at is null and s.seen_at >= (select access.clock()) - access.locks_after()
       and (p.left_at is null or p.left_at > (select access.clock()));
    if found then return; end if;
    select t.name into viewer.task from access.task_key t where t.hash = sha256(decode(token, 'hex'));
    if not found then
        raise exception 'no viewer is open' using errcode = 'insufficient_privilege';
    end if;
end $$;

create or replace function access.me() returns bigint
language sql stable security definer parallel safe set search_path = pg_catalog, access
as $$ select staff from access.viewer() $$;

-- The day in London, by the one clock.
create or replace function access.london_today() returns date
language sql stable security definer set search_path = pg_catalog, access
as $$ select ((select access.clock()) at time zone 'Europe/London')::date $$;

-- The teams that somebody is on duty for now, by the seats she holds; null where there is none. Who is on duty holds `line` and
-- `dates` of the team's folders for as long as she is: a branch beside the grants in each function below, so that nothing is
-- to be given, renewed or taken back when the seat changes hands.
create or replace function access.duties(p_staff bigint) returns bigint[]
language plpgsql stable security definer parallel safe set search_path = pg_catalog, access
as $$
begin
    return (select array_agg(s.team) from access.seat_holding h join access.seat s on s.id = h.seat
             where h.staff = p_staff and s.kind = 'duty' and s.team is not null
               and h.starts <= (select access.clock()) and (h.ends is null or h.ends > (select access.clock())));
end $$;

-- All that she holds by it, for pages about everybody.
create or replace function access.covered(p_staff bigint) returns table (folder bigint, kind text)
language plpgsql stable security definer parallel safe rows 100 set search_path = pg_catalog, access
as $$
declare
    duties bigint[] := access.duties(p_staff);
begin
    if duties is null then return; end if;
    return query
        select f.id, f.kind from access.folder f
         where f.team = any(duties) and f.kind in ('line', 'dates') and not f.kept_close and f.ended_at is null
           and not exists (select from access.conflict c where c.staff = p_staff and c.person = f.person
                              and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock())));
end $$;

-- The live grants of one member of staff, her own and those of the seats she holds now, but for the records of those she
-- knows outside work (access.conflict), which no grant opens. The clock is asked once, not for each grant: hence
-- `(select access.clock())` here and below; and so are the conflicts, of which most have none.
create or replace function access.live_grants(p_staff bigint) returns setof access.grant
language sql stable security definer parallel safe rows 100 set search_path = pg_catalog, access
as $$
    select g.* from (
        select g.* from access.grant g
         where g.staff = p_staff and g.ended_at is null and g.starts <= (select access.clock()) and g.ends > (select access.clock())
        union all
        select g.* from access.seat_holding h join access.grant g on g.seat = h.seat
         where h.staff = p_staff and h.starts <= (select access.clock()) and (h.ends is null or h.ends > (select access.clock()))
           and g.ended_at is null and g.starts <= (select access.clock()) and g.ends > (select access.clock())) g
     where not g.kept_close
       and g.folder not in (select f.id from access.conflict c join access.folder f on f.person = c.person
                             where c.staff = p_staff and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock())))
$$;

-- The folders that a task said it would open when it began: by the line it wrote in the log in this very transaction,
-- so that no setting adds one.
create or replace function access.begun_for(p_task text) returns bigint[]
language sql stable security definer parallel safe set search_path = pg_catalog, access
as $$
    select coalesce((select o.folders from log.opened o
                      where o.n = nullif(current_setting('alongside.entry', true), '')::bigint and o.task = p_task
                        and o.xmin = pg_current_xact_id_if_assigned()::xid), '{}')
$$;

-- The folders whose rows the viewer may read in this transaction: live grants, narrowed to what the page is about.
create or replace function access.my_folders() returns bigint[]
language plpgsql stable security definer parallel safe set search_path = pg_catalog, access
as $$
declare
    who record;
    narrowed text := coalesce(current_setting('alongside.only', true), '{}');
    about bigint[];
    found_folders bigint[];
    duties bigint[];
begin
    select * into who from access.viewer();
    if who.staff is null and who.task is null then return '{}'; end if;
    if narrowed = '{}' or narrowed = '' then return '{}'; end if;
    if who.task is not null then
        select coalesce(array_agg(f.id), '{}') into found_folders
          from access.folder f join access.task_key t on t.name = who.task
         where f.id = any(narrowed::bigint[]) and f.id = any(access.begun_for(who.task)) and f.kind = any(t.kinds);
        if cardinality(found_folders) > (select batch from access.task_key t where t.name = who.task) then
            raise exception 'a task opened more folders than its batch' using errcode = 'insufficient_privilege';
        end if;
        return found_folders;
    end if;
    if narrowed = '*' then
        -- In order of their ids: the order in which rows lie in the table of grants would tell of others' grants.
        select coalesce(array_agg(distinct mine.folder), '{}') into found_folders
          from (select g.folder from access.live_grants(who.staff) g
                union all select c.folder from access.covered(who.staff) c) mine;
        return found_folders;
    end if;
    duties := access.duties(who.staff);
    about := narrowed::bigint[];
    -- Each kind of holder by an index of its own: what others hold of the same folders is not even read.
    select coalesce(array_agg(distinct mine.folder), '{}') into found_folders
      from (
    select g.folder from access.grant g
     where g.staff = who.staff and g.folder = any(about) and not g.kept_close and g.ended_at is null
       and g.starts <= (select access.clock()) and g.ends > (select access.clock())
    union all
    select g.folder from access.seat_holding h join access.grant g on g.seat = h.seat
     where h.staff = who.staff and h.starts <= (select access.clock()) and (h.ends is null or h.ends > (select access.clock()))
       and g.folder = any(about) and not g.kept_close and g.ended_at is null
       and g.starts <= (select access.clock()) and g.ends > (select access.clock())
    union all
    select f.id from access.folder f
     where duties is not null and f.id = any(about) and f.kind in ('line', 'dates') and not f.kept_close and f.ended_at is null
       and f.team = any(duties)) mine
     where mine.folder not in (select f.id from access.conflict c join access.folder f on f.person = c.person
                             where c.staff = who.staff and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock())));
    return found_folders;
end $$;

-- May the viewer write a row of this table's kinds into this folder? One probe for each row.
create or replace function access.may_write(p_folder bigint, p_kinds text[]) returns boolean
language plpgsql stable security definer parallel safe set search_path = pg_catalog, access
as $$
declare
    who record;
    narrowed text := coalesce(current_setting('alongside.only', true), '{}');
begin
    select * into who from access.viewer();
    if narrowed <> '*' and not (p_folder = any(narrowed::bigint[])) then return false; end if;
    if who.task is not null then
        return exists (select from access.folder f join access.task_key t on t.name = who.task
                        where f.id = p_folder and f.id = any(access.begun_for(who.task))
                          and f.kind = any(p_kinds) and f.kind = any(t.kinds) and f.ended_at is null);
    end if;
    return exists (
        select from access.grant g join access.folder f on f.id = g.folder
         where g.folder = p_folder and f.kind = any(p_kinds) and f.ended_at is null and g.writes and not g.kept_close
           and g.ended_at is null and g.starts <= (select access.clock()) and g.ends > (select access.clock())
           and (g.staff = who.staff or g.seat in (
                select h.seat from access.seat_holding h
                 where h.staff = who.staff and h.starts <= (select access.clock()) and (h.ends is null or h.ends > (select access.clock()))))
           and not exists (select from access.conflict c where c.staff = who.staff and c.person = f.person
                              and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock()))))
        or exists (
        select from access.folder f
         where f.id = p_folder and f.kind = any(p_kinds) and f.kind = 'dates' and not f.kept_close and f.ended_at is null
           and f.team = any(access.duties(who.staff))
           and not exists (select from access.conflict c where c.staff = who.staff and c.person = f.person
                              and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock()))));
end $$;

-- All the folders of some kinds that the viewer may write, for an import: may_write's answer for many at once.
create or replace function access.my_writes(p_kinds text[]) returns setof bigint
language plpgsql stable security definer parallel safe rows 1000 set search_path = pg_catalog, access
as $$
declare
    who record;
    narrowed text := coalesce(current_setting('alongside.only', true), '{}');
begin
    select * into who from access.viewer();
    if narrowed = '*' then
        return query select g.folder from access.live_grants(who.staff) g join access.folder f on f.id = g.folder
                      where g.writes and f.kind = any(p_kinds) and f.ended_at is null
                     union all select c.folder from access.covered(who.staff) c where c.kind = 'dates' and c.kind = any(p_kinds);
    else
        return query select n.id from unnest(narrowed::bigint[]) n(id) where access.may_write(n.id, p_kinds);
    end if;
end $$;

-- What the viewer holds in this transaction: each folder once, with whose it is and the widest of her grants on it.
create or replace function access.held()
returns table (folder bigint, kind text, person bigint, purpose text, writes boolean, assigned boolean)
language sql stable security definer rows 100 set search_path = pg_catalog, access
as $$
    select distinct on (f.id) f.id, f.kind, f.person, g.purpose, g.writes and f.ended_at is null, g.assigned
      from unnest((select access.my_folders())) as mine(id)
      join access.folder f on f.id = mine.id
      join (select l.folder, l.purpose, l.writes, l.assigned from access.live_grants((select access.me())) l
            union all select c.folder, 'duty', c.kind = 'dates', false from access.covered((select access.me())) c) g on g.folder = f.id
     order by f.id, g.assigned desc, g.writes desc, g.purpose
$$;

-- The same by probing the grants of a few folders, which does not grow with what else she holds.
create or replace function access.held_here(p_folders bigint[])
returns table (folder bigint, kind text, person bigint, purpose text, writes boolean, assigned boolean)
language sql stable security definer rows 10 set search_path = pg_catalog, access
as $$
    select distinct on (f.id) f.id, f.kind, f.person, g.purpose, g.writes and f.ended_at is null, g.assigned
      from access.me() as me, access.folder f
      join lateral (
           select g.purpose, g.writes, g.assigned from access.grant g
            where g.folder = f.id and not g.kept_close
              and g.ended_at is null and g.starts <= (select access.clock()) and g.ends > (select access.clock())
              and (g.staff = me or g.seat in (
                   select h.seat from access.seat_holding h
                    where h.staff = me and h.starts <= (select access.clock()) and (h.ends is null or h.ends > (select access.clock()))))
           union all
           select 'duty', f.kind = 'dates', false where f.kind in ('line', 'dates') and not f.kept_close and f.ended_at is null
              and f.team = any((select access.duties(me))::bigint[])) g on true
     where f.id = any(p_folders)
       and not exists (select from access.conflict c where c.staff = me and c.person = f.person
                          and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock())))
     order by f.id, g.assigned desc, g.writes desc, g.purpose
$$;

-- How long a session lasts when nobody moves; before that it locks (2_leaving.sql).
create or replace function access.idle() returns interval
language sql immutable parallel safe set search_path = pg_catalog
as $$ select interval '60 minutes' $$;

-- The one place where a viewer is opened. `p_scope` says what the page is about:
-- person: the folders of the person whose folder is given, as far as the viewer holds that folder and them;
-- mine: those of the people assigned to the viewer; all: whatever she may open; none: nothing.
create or replace function access.begin(p_token bytea, p_scope text, p_folder bigint, p_route text, p_writes boolean)
returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    who bigint;
    their_name text;
    is_administrator boolean;
    seen timestamptz;
    locked timestamptz;
    narrowed bigint[] := '{}';
    hers bigint[];
    dates bigint[];
    mine jsonb := '[]';
    cover jsonb := '[]';
begin
    perform set_config('alongside.token', 'public', true), set_config('alongside.only', '{}', true);
    if not p_writes then
        -- A page that only reads writes one line of log; it need not wait for the disk.
        perform set_config('synchronous_commit', 'off', true);
    end if;
    if p_token is null then
        return jsonb_build_object('staff', null, 'now', access.clock());
    end if;
    select s.staff, p.name, p.administrator, s.seen_at, s.locked_at into who, their_name, is_administrator, seen, locked
      from access.session s join access.staff p on p.id = s.staff
     where s.hash = sha256(p_token) and s.ended_at is null and s.until > (select access.clock())
       and (p.left_at is null or p.left_at > (select access.clock()));
    if not found then
        return jsonb_build_object('staff', null, 'now', access.clock());
    end if;
    if seen < (select access.clock()) - access.idle() then
        -- Nobody moved for too long. The answer is the public's; the web may still keep the form that came.
        return jsonb_build_object('staff', null, 'idle', true, 'now', access.clock());
    end if;
    if locked is not null or seen < (select access.clock()) - access.locks_after() then
        -- Locked: the answer is the public's here too, until the PIN is given.
        return jsonb_build_object('staff', null, 'locked', true, 'now', access.clock());
    end if;
    -- A page of signing in may end or replace this session by the accounts' connection: its row is left alone here. A page that
    -- looks again by itself (web.wrapper.BY_ITSELF) is no sign that somebody is there.
    if p_scope <> 'public' and p_route not like '% by itself' and seen < (select access.clock()) - interval '1 minute' then
        update access.session s set seen_at = access.clock() where s.hash = sha256(p_token);
    end if;
    perform set_config('alongside.token', encode(p_token, 'hex'), true);
    if p_scope = 'person' then
        select coalesce(array_agg(f.id), '{}') into narrowed from access.folder f
         where f.person = (select o.person from access.folder o where o.id = p_folder)
           and exists (select from access.held_here(array[p_folder]));
        select coalesce(jsonb_agg(to_jsonb(h)), '[]'), coalesce(array_agg(h.folder), '{}') into mine, narrowed
          from access.held_here(narrowed) h;
        perform set_config('alongside.only', narrowed::text, true);
    elsif p_scope in ('mine', 'today') then
        select coalesce(jsonb_agg(to_jsonb(h)), '[]'), coalesce(array_agg(h.folder), '{}') into mine, narrowed
          from (select distinct on (f.id) f.id as folder, f.kind, f.person, g.purpose,
                       g.writes and f.ended_at is null as writes, g.assigned
                  from access.grant g join access.folder f on f.id = g.folder
                 where g.staff = who and g.assigned and g.ended_at is null
                   and g.starts <= (select access.clock()) and g.ends > (select access.clock())
                   and not exists (select from access.conflict c where c.staff = who and c.person = f.person
                                      and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock())))
                 order by f.id, g.writes desc, g.purpose) h;
        if p_scope = 'today' then
            -- Whoever is on duty sees who is expected today of all whom she covers, and nothing of the others.
            -- What an appointment is: APPOINTMENTS in care/queries/today.py.
            select coalesce(array_agg(c.folder), '{}'), coalesce(array_agg(c.folder) filter (where c.kind = 'dates'), '{}')
              into hers, dates from access.covered(who) c;
            -- By their folders, so that no date of anybody else is touched on the way.
            with expected as materialized (
                select distinct f.person from public.care_due e join access.folder f on f.id = e.folder
                 where e.folder = any(dates) and e.ended_at is null and not e.in_error and e.state = 'due'
                   and e.what in ('session', 'first', 'drop_in') and e."on" = (select access.london_today())
            )
            select coalesce(jsonb_agg(to_jsonb(h) order by h.folder), '[]'), narrowed || coalesce(array_agg(h.folder), '{}')
              into cover, narrowed
              from (select f.id as folder, f.kind, f.person, 'duty' as purpose, false as writes, false as assigned
                      from expected e join access.folder f on f.person = e.person join unnest(hers) h(id) on h.id = f.id
                     where f.id <> all(narrowed)) h;
        end if;
        perform set_config('alongside.only', narrowed::text, true);
    elsif p_scope = 'all' then
        perform set_config('alongside.only', '*', true);
    elsif p_scope not in ('none', 'public') then
        raise exception 'no such scope: %', p_scope;
    end if;
    insert into log.opened (at, staff, route, scope, folders, person)
    values (access.clock(), who, p_route, p_scope, case when p_scope = 'person' then narrowed else '{}' end,
            (select f.person from access.folder f where f.id = narrowed[1] and p_scope = 'person'));
    return jsonb_build_object('staff', who, 'name', their_name, 'administrator', is_administrator,
        'leads', (select coalesce(jsonb_agg(m.team), '[]') from access.team_member m
                   where m.staff = who and m.leads and m.starts <= (select access.clock())
                     and (m.ends is null or m.ends > (select access.clock()))),
        -- Colleagues who are late from a visit and whom the viewer looks for: every page says that there are some.
        'late', (select coalesce(jsonb_agg(v.id order by v.back_by, v.id), '[]') from access.lone v
                  where v.back_at is null and v.back_by <= (select access.clock()) - interval '15 minutes'
                    and access.looks_for(who, v.staff, v.line, (select access.clock()) - v.back_by)),
        'now', access.clock(), 'held', mine, 'covered', cover);
end $$;

-- A named task opens just the folders of its work.
create or replace function access.begin_task(p_key bytea, p_folders bigint[], p_route text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    named text;
    most integer;
    entry bigint;
begin
    perform set_config('alongside.token', 'public', true), set_config('alongside.only', '{}', true);
    select name, batch into named, most from access.task_key where hash = sha256(p_key);
    if not found then
        raise exception 'no such task' using errcode = 'insufficient_privilege';
    end if;
    if (select count(*) from access.folder f join access.task_key t on t.name = named
         where f.id = any(p_folders) and f.kind = any(t.kinds)) > most then
        raise exception 'a task opened more folders than its batch' using errcode = 'insufficient_privilege';
    end if;
    perform set_config('alongside.token', encode(p_key, 'hex'), true), set_config('alongside.only', p_folders::text, true);
    insert into log.opened (at, task, route, scope, folders) values (access.clock(), named, p_route, 'task', p_folders)
    returning n into entry;
    perform set_config('alongside.entry', entry::text, true);
    return named;
end $$;

-- Folders -----------------------------------------------------------------------------------------------------------

-- A folder is born here and nowhere else, granted to its maker. Without a person, a new person begins with it.
create or replace function access.open_folder(
    p_kind text, p_person bigint, p_team bigint, p_purpose text, p_assigned boolean) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    label bigint := access.new_id();
    whose bigint := coalesce(p_person, access.new_id());
    narrowed text := coalesce(current_setting('alongside.only', true), '{}');
begin
    if me is null then
        raise exception 'only staff open folders' using errcode = 'insufficient_privilege';
    end if;
    if p_person is not null and not exists (
        select from access.folder f join access.held_here(array[f.id]) h on h.writes and h.purpose <> 'duty' where f.person = p_person
    ) then
        raise exception 'not a person of this viewer' using errcode = 'insufficient_privilege';
    end if;
    if p_team is not null and not exists (
        select from access.team_member m where m.team = p_team and m.staff = me and m.starts <= (select access.clock())
           and (m.ends is null or m.ends > (select access.clock()))
    ) then
        raise exception 'not a team of this viewer' using errcode = 'insufficient_privilege';
    end if;
    insert into access.folder (id, kind, person, team, made_at, made_by, kept_close)
    values (label, p_kind, whose, p_team, access.clock(), me, exists (select from access.folder f where f.person = whose and f.kept_close));
    insert into access.grant (id, folder, staff, purpose, reason, assigned, given_by, starts, ends)
    values (access.new_id(), label, me, p_purpose, 'made it', p_assigned, me, access.clock(), access.clock() + interval '90 days');
    if narrowed <> '*' then
        perform set_config('alongside.only', (narrowed::bigint[] || label)::text, true);
    end if;
    return label;
end $$;

-- Whose folder is this? Answered for a folder that the viewer holds.
create or replace function access.person_of(p_folder bigint) returns bigint
language sql stable security definer set search_path = pg_catalog, access
as $$ select person from access.held_here(array[p_folder]) $$;

-- Many folders at once, for an import: one person for each row of `p_kinds`, all assigned to the importer.
create or replace function access.open_people(p_count integer, p_kinds text[], p_team bigint, p_purpose text)
returns table (nth integer, person bigint, kind text, folder bigint)
language plpgsql volatile security definer rows 1000 set search_path = pg_catalog, access
as $$
#variable_conflict use_column
declare
    me bigint := access.me();
begin
    if me is null then
        raise exception 'only staff open folders' using errcode = 'insufficient_privilege';
    end if;
    if p_team is not null and not exists (
        select from access.team_member m where m.team = p_team and m.staff = me and m.starts <= (select access.clock())
           and (m.ends is null or m.ends > (select access.clock()))
    ) then
        raise exception 'not a team of this viewer' using errcode = 'insufficient_privilege';
    end if;
    return query
        with people as materialized (select n, access.new_id() as id from generate_series(1, p_count) n),
        made as materialized (
            select p.n, p.id as person, k as kind, access.new_id() as folder from people p, unnest(p_kinds) k),
        folders as (
            insert into access.folder (id, kind, person, team, made_at, made_by)
            select m.folder, m.kind, m.person, p_team, access.clock(), me from made m),
        grants as (
            insert into access.grant (id, folder, staff, purpose, reason, assigned, given_by, starts, ends)
            select access.new_id(), m.folder, me, p_purpose, 'imported', true, me, access.clock(), access.clock() + interval '90 days'
              from made m)
        select m.n, m.person, m.kind, m.folder from made m;
end $$;

-- Grants ------------------------------------------------------------------------------------------------------------

create or replace function access.leads(p_staff bigint, p_team bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select exists (select from access.team_member m where m.team = p_team and m.staff = p_staff and m.leads
                        and m.starts <= (select access.clock()) and (m.ends is null or m.ends > (select access.clock()))) $$;

-- Do they know the person outside work? Asked for one folder; what lists folders asks the table itself.
create or replace function access.in_conflict(p_staff bigint, p_folder bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select exists (select from access.folder f join access.conflict c on c.person = f.person
                      where f.id = p_folder and c.staff = p_staff
                        and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock()))) $$;

-- Do they hold a seat of this kind now?
create or replace function access.holds_seat(p_staff bigint, p_kind text) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select exists (select from access.seat_holding h join access.seat s on s.id = h.seat
                      where h.staff = p_staff and s.kind = p_kind and h.starts <= (select access.clock())
                        and (h.ends is null or h.ends > (select access.clock()))) $$;

-- A record that is kept close is not there for leads by their leading: the safeguarding desk answers for it, at all hours.
create or replace function access.answers_for_kept(p_staff bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select access.holds_seat(p_staff, 'desk') $$;

-- May this member of staff say who else opens a folder: its team's lead, or whoever works with the person and may write.
create or replace function access.may_give(p_staff bigint, p_folder bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select (exists (select from access.folder f where f.id = p_folder and not f.kept_close and f.team is not null
                             and access.leads(p_staff, f.team))
           or exists (select from access.folder f where f.id = p_folder and f.kept_close and access.answers_for_kept(p_staff))
           or exists (select from access.grant g where g.folder = p_folder and g.staff = p_staff and g.assigned and g.writes
                         and g.ended_at is null and g.starts <= (select access.clock()) and g.ends > (select access.clock())))
      and not access.in_conflict(p_staff, p_folder) $$;

create or replace function access.give(p_folder bigint, p_staff bigint, p_seat bigint, p_purpose text, p_reason text,
                                       p_writes boolean, p_assigned boolean, p_days integer) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    made bigint := access.new_id();
begin
    if me is null or not access.may_give(me, p_folder) then
        raise exception 'not this viewer''s to give' using errcode = 'insufficient_privilege';
    end if;
    if p_days not between 1 and 90 then
        raise exception 'a grant lasts 1 to 90 days' using errcode = 'check_violation';
    end if;
    if btrim(p_reason) = '' or p_purpose in ('duty', 'emergency') then
        raise exception 'a grant needs its reason' using errcode = 'check_violation';
    end if;
    if p_staff is not null and not exists (select from access.staff s where s.id = p_staff
                                              and (s.left_at is null or s.left_at > (select access.clock()))) then
        raise exception 'not somebody who works here' using errcode = 'check_violation';
    end if;
    if p_seat is not null and exists (select from access.folder f where f.id = p_folder and f.kept_close) then
        raise exception 'a record that is kept close is given by name' using errcode = 'object_not_in_prerequisite_state';
    end if;
    if access.in_conflict(p_staff, p_folder) then
        raise exception 'they know the person outside work' using errcode = 'exclusion_violation';
    end if;
    insert into access.grant (id, folder, staff, seat, purpose, reason, writes, assigned, given_by, starts, ends)
    values (made, p_folder, p_staff, p_seat, p_purpose, p_reason, p_writes, p_assigned, me,
            access.clock(), access.clock() + make_interval(days => p_days));
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'give', jsonb_build_object('folder', p_folder, 'grant', made, 'to', p_staff, 'seat', p_seat));
    return made;
end $$;

create or replace function access.end_grant(p_grant bigint, p_why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    update access.grant g set ended_at = access.clock(), ended_by = me, ended_why = p_why
     -- What ran out is told of to nobody, not even by its ending; nor one's own that begins later, or opens nothing since one
     -- knows the person.
     where g.id = p_grant and g.ended_at is null and g.ends > (select access.clock()) and me is not null
       and (access.may_give(me, g.folder) or (g.staff = me and g.id in (select l.id from access.live_grants(me) l)));
    if not found then
        raise exception 'not this viewer''s to end' using errcode = 'insufficient_privilege';
    end if;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'end grant', jsonb_build_object('grant', p_grant));
end $$;

create or replace function access.renew_grant(p_grant bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    update access.grant g set ends = access.clock() + interval '90 days'
     where g.id = p_grant and g.ended_at is null and g.ends > (select access.clock()) and me is not null and access.may_give(me, g.folder)
       and g.duty is null and g.purpose <> 'emergency';  -- a shift's, and an emergency's, end with that
    if not found then
        raise exception 'not this viewer''s to renew' using errcode = 'insufficient_privilege';
    end if;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'renew grant', jsonb_build_object('grant', p_grant));
end $$;

-- What I hold and why, for "my access".
create or replace function access.my_access()
returns table (grant_id bigint, folder bigint, kind text, person bigint, purpose text, reason text, writes boolean,
               assigned boolean, by_seat text, given_by text, starts timestamptz, ends timestamptz)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select g.id, g.folder, f.kind, f.person, g.purpose, g.reason, g.writes, g.assigned, s.name, b.name, g.starts, g.ends
      from access.live_grants((select access.me())) g
      join access.folder f on f.id = g.folder
      left join access.seat s on s.id = g.seat
      left join access.staff b on b.id = g.given_by
     where f.kind <> 'alias'  -- part of nobody's record: access.my_aliases
     order by f.person, f.kind, g.ends, g.id
$$;

-- Who can open these folders, and why: told to whoever holds them.
create or replace function access.who_can_open(p_folders bigint[])
returns table (grant_id bigint, folder bigint, kind text, staff bigint, seat bigint, name text, purpose text, reason text,
               writes boolean, assigned boolean, given_by text, starts timestamptz, ends timestamptz, mine_to_end boolean)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select g.id, g.folder, f.kind, g.staff, g.seat, coalesce(s.name, t.name), g.purpose, g.reason, g.writes, g.assigned,
           b.name, g.starts, g.ends, access.may_give((select access.me()), g.folder)
      from access.held_here(p_folders) h
      join access.folder f on f.id = h.folder
      join access.grant g on g.folder = f.id
      left join access.staff s on s.id = g.staff
      left join access.seat t on t.id = g.seat
      left join access.staff b on b.id = g.given_by
     where not g.kept_close
       and g.ended_at is null and g.starts <= (select access.clock()) and g.ends > (select access.clock())
       and not exists (select from access.conflict c where c.staff = g.staff and c.person = f.person
                          and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock())))
     order by f.kind, coalesce(s.name, t.name), g.id
$$;

-- The kinds that tell something by being there: to whoever holds no such folder of that person they are not there.
create or replace function access.sealed_kinds() returns text[]
language sql immutable parallel safe set search_path = pg_catalog
as $$ select array['safety', 'programme', 'own', 'couple', 'pair'] $$;

-- What a lead sees of her team's folders: who holds them and until when, by kind. No name of a person served, no text,
-- and of a sealed kind only what she holds herself.
create or replace function access.team_grants(p_team bigint)
returns table (grant_id bigint, folder bigint, kind text, person bigint, staff bigint, staff_name text, seat_name text,
               purpose text, assigned boolean, ends timestamptz)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select g.id, f.id, f.kind, f.person, g.staff, s.name, t.name, g.purpose, g.assigned, g.ends
      from access.folder f join access.grant g on g.folder = f.id
      left join access.staff s on s.id = g.staff left join access.seat t on t.id = g.seat
     where f.team = p_team and access.leads((select access.me()), p_team)
       and (not f.kept_close or f.id in (select m.folder from access.live_grants((select access.me())) m))
       and g.ended_at is null and g.ends > (select access.clock())
       and (f.kind <> all(access.sealed_kinds()) or exists (select from access.held_here(array[f.id])))
       and f.person not in (select c.person from access.conflict c where c.staff = (select access.me())
                               and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock())))
       and not exists (select from access.conflict c where c.staff = g.staff and c.person = f.person
                          and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock())))
$$;

-- Staff, teams and seats --------------------------------------------------------------------------------------------

create or replace function access.administers() returns bigint
language plpgsql stable security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if not exists (select from access.staff s where s.id = me and s.administrator) then
        raise exception 'for an administrator' using errcode = 'insufficient_privilege';
    end if;
    return me;
end $$;

-- Colleagues: who works here, in which teams and seats. Staff may know it of one another.
create or replace function access.colleagues()
returns table (id bigint, name text, job text, administrator boolean, joined_at timestamptz, left_at timestamptz,
               teams jsonb, seats jsonb)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select s.id, s.name, s.job, s.administrator, s.joined_at, s.left_at,
           (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'leads', m.leads) order by t.name), '[]')
              from access.team_member m join access.team t on t.id = m.team
             where m.staff = s.id and m.starts <= (select access.clock()) and (m.ends is null or m.ends > (select access.clock()))),
           (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'kind', t.kind, 'holding', h.id,
                                                         'starts', h.starts, 'ends', h.ends) order by h.starts, h.id), '[]')
              from access.seat_holding h join access.seat t on t.id = h.seat
             where h.staff = s.id and (h.ends is null or h.ends > (select access.clock())))
      from access.staff s
     where access.me() is not null
     order by s.name, s.id
$$;

-- Of some of them what they are called: as quick where twenty thousand work as where five do.
create or replace function access.colleagues_named(p_staff bigint[])
returns table (id bigint, name text, job text, left_at timestamptz)
language sql stable security definer rows 10 set search_path = pg_catalog, access
as $$
    select s.id, s.name, s.job, s.left_at from access.staff s
     where access.me() is not null and s.id = any(p_staff)
     order by s.name, s.id
$$;

create or replace function access.works_here(p_staff bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select exists (select from access.staff s where s.id = p_staff and (s.left_at is null or s.left_at > (select access.clock()))) $$;

-- Who holds which seat, held it or will hold it.
create or replace function access.holdings()
returns table (id bigint, seat bigint, seat_name text, kind text, team bigint, staff bigint, name text,
               starts timestamptz, ends timestamptz, given_by text, mine_to_end boolean)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select h.id, s.id, s.name, s.kind, s.team, p.id, p.name, h.starts, h.ends, b.name,
           (h.ends is null or h.ends > (select access.clock()))
           and (exists (select from access.staff a where a.id = m.me and a.administrator) or access.leads(m.me, s.team))
      from access.seat_holding h join access.seat s on s.id = h.seat join access.staff p on p.id = h.staff
      left join access.staff b on b.id = h.given_by, (select access.me() as me) m
     where m.me is not null
     order by s.name, h.starts desc, h.id
$$;

-- Folders of a lead's team that nobody works with now, and who did last: to be handed on. No name of a person served; one of
-- a sealed kind stands by itself, as if it were a person's only one, so that it is not lost; who had it and until when, which
-- would say whose it is, stand with the others only.
create or replace function access.nobody_holds(p_team bigint)
returns table (folder bigint, kind text, person bigint, last_name text, last_until timestamptz)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select f.id, f.kind, case when k.sealed then f.id else f.person end,
           case when k.sealed then null else l.name end, case when k.sealed then null else l.until end
      from access.folder f cross join lateral (select f.kind = any(access.sealed_kinds()) as sealed) k
      left join lateral (
           select s.name, coalesce(g.ended_at, g.ends) as until
             from access.grant g join access.staff s on s.id = g.staff
            where g.folder = f.id order by g.assigned desc, coalesce(g.ended_at, g.ends) desc, g.id limit 1) l on true
     where f.team = p_team and f.ended_at is null and not f.kept_close and access.leads((select access.me()), p_team)
       and not exists (select from access.grant g join access.staff s on s.id = g.staff
                        where g.folder = f.id and g.ended_at is null and g.ends > (select access.clock())
                          and (s.left_at is null or s.left_at > (select access.clock()))
                          and not exists (select from access.conflict c where c.staff = s.id and c.person = f.person
                                             and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock()))))
       and f.person not in (select c.person from access.conflict c where c.staff = (select access.me())
                               and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock())))
     order by 3, f.kind, f.id
$$;

create or replace function access.places()
returns table (kind text, id bigint, name text, within bigint, seat_kind text)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select * from (
        select 'site', id, name, null::bigint, null::text from access.site
        union all select 'team', id, name, site, null from access.team
        union all select 'seat', id, name, team, kind from access.seat
    ) p where access.me() is not null order by 1, 3, 2
$$;

create or replace function access.join_staff(p_name text, p_job text, p_team bigint, p_leads boolean) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.administers();
    them bigint := access.new_id();
begin
    insert into access.staff (id, name, job, joined_at) values (them, p_name, p_job, access.clock());
    if p_team is not null then
        insert into access.team_member (id, team, staff, leads, starts) values (access.new_id(), p_team, them, p_leads, access.clock());
    end if;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'join', jsonb_build_object('staff', them));
    return them;
end $$;

-- A joiner's link, or a new one for somebody who cannot sign in: for an administrator, who is written down.
create or replace function access.note_link(p_staff bigint, p_second_step boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.administers();
begin
    if not access.works_here(p_staff) then
        raise exception 'not somebody who works here' using errcode = 'check_violation';
    end if;
    update access.session s set ended_at = access.clock() where s.staff = p_staff and s.ended_at is null;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'sign-in link', jsonb_build_object('staff', p_staff, 'second step', p_second_step));
end $$;

-- Two administrators who take it from each other at the same moment: the second waits, and then is none any more.
create or replace function access.one_administers(p_me bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
begin
    perform 1 from access.staff s where s.administrator order by s.id for update;
    if not exists (select from access.staff s where s.id = p_me and s.administrator and access.works_here(s.id)) then
        raise exception 'for an administrator' using errcode = 'insufficient_privilege';
    end if;
end $$;

-- Who administers is decided by another administrator; so there is always one.
create or replace function access.let_administer(p_staff bigint, p_yes boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.administers();
begin
    if p_staff = me or not access.works_here(p_staff) then
        raise exception 'for another administrator' using errcode = 'check_violation';
    end if;
    perform access.one_administers(me);
    update access.staff s set administrator = p_yes where s.id = p_staff;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'administrator', jsonb_build_object('staff', p_staff, 'yes', p_yes));
end $$;

-- They once returned how many grants ended; what a function returns can only be changed by making it anew.
do $$ begin
    if exists (select from pg_proc where pronamespace = 'access'::regnamespace and proname in ('move_staff', 'leave_staff')
                  and prorettype = 'integer'::regtype) then
        drop function access.move_staff(bigint, bigint, boolean, text);
        drop function access.leave_staff(bigint, text);
    end if;
end $$;

-- A mover leaves her teams and seats at once, with what she held of the old team's folders, and joins the new one.
create or replace function access.move_staff(p_staff bigint, p_team bigint, p_leads boolean, p_why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.administers();
    ended integer;
begin
    if not access.works_here(p_staff) then
        raise exception 'not somebody who works here' using errcode = 'check_violation';
    end if;
    update access.grant g set ended_at = access.clock(), ended_by = me, ended_why = p_why
      from access.folder f
     where f.id = g.folder and g.staff = p_staff and g.ended_at is null and f.team is distinct from p_team;
    get diagnostics ended = row_count;
    update access.team_member m set ends = access.clock() where m.staff = p_staff and (m.ends is null or m.ends > (select access.clock()));
    update access.seat_holding h set ends = greatest(access.clock(), h.starts + interval '1 microsecond')
      from access.seat s where s.id = h.seat and h.staff = p_staff
       and (h.ends is null or h.ends > (select access.clock())) and s.team is distinct from p_team;
    insert into access.team_member (id, team, staff, leads, starts) values (access.new_id(), p_team, p_staff, p_leads, access.clock());
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'move', jsonb_build_object('staff', p_staff, 'team', p_team, 'ended', ended));
end $$;

-- A leaver: sessions, seats, teams and grants end in the same moment, and the number of their own is forgotten, since it was given
-- for looking and they look for nobody any more. How many stands in the log alone: whoever administers is
-- not told how many records a colleague could open, least of all those that are closed to everybody else.
create or replace function access.leave_staff(p_staff bigint, p_why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.administers();
    ended integer;
begin
    if p_staff = me then
        raise exception 'nobody signs themselves off' using errcode = 'check_violation';
    end if;
    if not access.works_here(p_staff) then
        raise exception 'not somebody who works here' using errcode = 'check_violation';
    end if;
    perform access.one_administers(me);
    update access.staff s set left_at = access.clock() where s.id = p_staff and s.left_at is null;
    update access.session s set ended_at = access.clock() where s.staff = p_staff and s.ended_at is null;
    update access.seat_holding h set ends = greatest(access.clock(), h.starts + interval '1 microsecond')
     where h.staff = p_staff and (h.ends is null or h.ends > (select access.clock()));
    update access.team_member m set ends = access.clock() where m.staff = p_staff and (m.ends is null or m.ends > (select access.clock()));
    delete from access.reach r where r.staff = p_staff;
    update access.grant g set ended_at = access.clock(), ended_by = me, ended_why = p_why where g.staff = p_staff and g.ended_at is null;
    get diagnostics ended = row_count;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'leave', jsonb_build_object('staff', p_staff, 'ended', ended));
end $$;

create or replace function access.hold_seat(p_seat bigint, p_staff bigint, p_starts timestamptz, p_ends timestamptz) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    made bigint := access.new_id();
begin
    if me is null or not exists (select from access.staff s where s.id = me and s.administrator)
       and not exists (select from access.seat s where s.id = p_seat and access.leads(me, s.team)) then
        raise exception 'for an administrator or the team''s lead' using errcode = 'insufficient_privilege';
    end if;
    if not access.works_here(p_staff) then
        raise exception 'not somebody who works here' using errcode = 'check_violation';
    end if;
    if p_starts < date_trunc('day', access.clock() at time zone 'Europe/London') at time zone 'Europe/London' then
        raise exception 'nobody held a seat before today without our knowing' using errcode = 'check_violation';
    end if;
    if exists (select from access.seat_holding h where h.seat = p_seat and h.staff = p_staff
                  and h.starts < coalesce(p_ends, 'infinity') and coalesce(h.ends, 'infinity') > p_starts) then
        raise exception 'holds that seat already in those days' using errcode = 'check_violation';
    end if;
    insert into access.seat_holding (id, seat, staff, starts, ends, given_by) values (made, p_seat, p_staff, p_starts, p_ends, me);
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'hold seat', jsonb_build_object('seat', p_seat, 'staff', p_staff));
    return made;
end $$;

create or replace function access.end_holding(p_holding bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    update access.seat_holding h set ends = greatest(access.clock(), h.starts + interval '1 microsecond')
      from access.seat s
     where h.id = p_holding and s.id = h.seat and me is not null
       and (exists (select from access.staff a where a.id = me and a.administrator) or access.leads(me, s.team));
    if not found then
        raise exception 'for an administrator or the team''s lead' using errcode = 'insufficient_privilege';
    end if;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'end seat', jsonb_build_object('holding', p_holding));
end $$;

create or replace function access.add_team(p_name text, p_site text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.administers();
    made bigint := access.new_id();
    at_site bigint;
begin
    select id into at_site from access.site where name = p_site;
    if not found and p_site <> '' then
        at_site := access.new_id();
        insert into access.site (id, name) values (at_site, p_site);
    end if;
    insert into access.team (id, site, name) values (made, at_site, p_name);
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'add team', jsonb_build_object('team', made));
    return made;
end $$;

create or replace function access.add_seat(p_kind text, p_team bigint, p_name text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.administers();
    made bigint := access.new_id();
begin
    insert into access.seat (id, kind, team, name) values (made, p_kind, p_team, p_name);
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'add seat', jsonb_build_object('seat', made));
    return made;
end $$;

-- Sessions: called by `authn`, which holds the accounts --------------------------------------------------------------

create or replace function access.open_session(p_hash bytea, p_staff bigint, p_until timestamptz) returns void
language sql volatile security definer set search_path = pg_catalog, access
as $$ insert into access.session (hash, staff, opened_at, seen_at, until)
      values (p_hash, p_staff, access.clock(), access.clock(), p_until)
      on conflict (hash) do update set until = excluded.until, seen_at = excluded.seen_at where session.staff = excluded.staff $$;

create or replace function access.end_session(p_hash bytea) returns void
language sql volatile security definer set search_path = pg_catalog, access
as $$ update access.session set ended_at = access.clock() where hash = p_hash and ended_at is null $$;

-- All but one: after a new password, and for "sign out everywhere".
create or replace function access.end_sessions(p_staff bigint, p_but bytea) returns void
language sql volatile security definer set search_path = pg_catalog, access
as $$ update access.session set ended_at = access.clock()
       where staff = p_staff and ended_at is null and hash is distinct from p_but $$;

-- Where somebody is signed in, for their own eyes.
create or replace function access.sessions_of(p_staff bigint, p_here bytea)
returns table (opened_at timestamptz, seen_at timestamptz, here boolean)
language sql stable security definer set search_path = pg_catalog, access
as $$ select s.opened_at, s.seen_at, s.hash is not distinct from p_here from access.session s
       where s.staff = p_staff and s.ended_at is null and s.until > (select access.clock())
         and s.seen_at >= (select access.clock()) - access.idle()
       order by s.seen_at desc, s.opened_at, s.hash $$;

-- For a command on the service's own machine, which says a colleague's name.
create or replace function access.staff_called(p_name text) returns setof bigint
language sql stable security definer set search_path = pg_catalog, access
as $$ select s.id from access.staff s where lower(s.name) = lower(btrim(p_name)) and access.works_here(s.id) $$;

-- Forms that were sent after the session ended, and forms sent twice ---------------------------------------------------

-- By the token of a session that fell idle: nobody is signed in, and yet we know whose words these are.
create or replace function access.keep_form(p_token bytea, p_folder bigint, p_path text, p_sealed bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    whose bigint;
begin
    select s.staff into whose from access.session s
     where s.hash = sha256(p_token) and s.opened_at > (select access.clock()) - interval '24 hours'
       and s.ended_at is null and access.works_here(s.staff);
    -- A session that was ended (signed out, everywhere, a leaver's) keeps nothing: somebody else may hold its token.
    if not found then return false; end if;
    delete from access.kept_form where staff = whose and path = p_path or kept_at <= (select access.clock()) - interval '12 hours';
    insert into access.kept_form (id, staff, folder, path, sealed, kept_at)
    values (access.new_id(), whose, nullif(p_folder, 0), p_path, p_sealed, access.clock());
    return true;
end $$;

create or replace function access.kept_form(p_path text) returns bytea
language sql volatile security definer set search_path = pg_catalog, access
as $$
    select k.sealed from access.kept_form k
     where k.staff = (select access.me()) and k.path = p_path and k.kept_at > (select access.clock()) - interval '12 hours'
       and (k.folder is null or exists (select from access.held_here(array[k.folder])))
$$;

create or replace function access.drop_kept_form(p_path text) returns void
language sql volatile security definer set search_path = pg_catalog, access
as $$ delete from access.kept_form where staff = (select access.me()) and path = p_path $$;

-- Nothing the first time that somebody sends a form's random word; where it went, when they sent it before.
-- Whoever else sends the same word is told nothing by it, and takes nothing from them.
create or replace function access.first_time(p_word bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    theirs bytea := sha256(int8send(me) || p_word);
    before text;
begin
    if me is null then return null; end if;
    delete from access.sent_once where word in (
        select o.word from access.sent_once o where o.at < (select access.clock()) - interval '2 days' limit 20 for update skip locked);
    insert into access.sent_once (word, staff, at) values (theirs, me, access.clock()) on conflict (word) do nothing;
    if found then return null; end if;
    -- One that led nowhere may come again, and then twice at once: the second waits for what becomes of the first.
    select went_to into before from access.sent_once where word = theirs for update;
    return coalesce(before, '');
end $$;

create or replace function access.went_to(p_word bytea, p_path text) returns void
language sql volatile security definer set search_path = pg_catalog, access
as $$ update access.sent_once set went_to = p_path
       where word = sha256(int8send((select access.me())) || p_word) and staff = (select access.me()) $$;

-- The log -----------------------------------------------------------------------------------------------------------

-- Before a row changes, what it said is kept. One statement, one call, whatever the number of rows.
create or replace function access.keep_version() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    who record;
begin
    if coalesce(current_setting('alongside.token', true), '') = '' then
        insert into log.version (at, name, folder, row_id, old)
        select access.clock(), tg_table_name, o.folder, o.id, to_jsonb(o) from old_rows o;
        return null;
    end if;
    select * into who from access.viewer();
    insert into log.version (at, staff, task, name, folder, row_id, old)
    select access.clock(), who.staff, who.task, tg_table_name, o.folder, o.id, to_jsonb(o) from old_rows o;
    return null;
end $$;

-- What start-up and /healthz ask: may the role they run as get round the rule?
create or replace function access.floor_is_sound() returns text[]
language sql stable security definer set search_path = pg_catalog, access
as $$
    select coalesce(array_agg(fault order by fault), '{}') from (
        select 'the role ' || r.rolname || ' could bypass row security' as fault
          from pg_roles r where r.rolname = session_user and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb)
        union all
        select 'the table ' || c.relname || ' is not forced under row security'
          from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'folder' and not a.attisdropped
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
        union all
        select 'the role ' || session_user || ' owns ' || c.relname
          from pg_class c where c.relowner = session_user::regrole and c.relnamespace in ('public'::regnamespace, 'access'::regnamespace)
        union all
        select 'the role ' || session_user || ' may act as ' || r.rolname
          from pg_auth_members m join pg_roles r on r.oid = m.roleid where m.member = session_user::regrole
        union all
        select 'the table ' || c.relname || ' has a policy that is not the floor''s: ' || p.polname
          from pg_policy p join pg_class c on c.oid = p.polrelid,
               coalesce(pg_get_expr(p.polqual, p.polrelid), 'my_folders()') as reads,
               coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'may_write(folder') as writes
         where c.relnamespace = 'public'::regnamespace and p.polroles <> array[c.relowner]
           -- Gate, as which this runs, reads what is compared (2_joining.sql).
           and not (p.polname = 'compare' and p.polcmd = 'r' and p.polroles = array[current_user::regrole::oid])
           -- And puts back what ended with a death that was a mistake (2_died.sql).
           and not (p.polname = 'mend' and p.polcmd = 'w' and p.polroles = array[current_user::regrole::oid])
           and (reads not like '%my\_folders()%' or writes not like '%may\_write(folder%' or reads ~ '\m(OR|CASE)\M' or writes ~ '\mOR\M'
                or p.polcmd = 'a' and writes !~ 'NOT \(made_by IS DISTINCT FROM \( SELECT (access\.)?me\(\)')
    ) faults
$$;

create or replace function access.birth_mark() returns jsonb
language sql stable security definer set search_path = pg_catalog, access
as $$ select to_jsonb(b) from access.birth b $$;

-- Staff whom a demo sign-in page may offer: answered only in a database born as a demo.
create or replace function access.demo_staff() returns table (id bigint, name text, job text)
language sql stable security definer set search_path = pg_catalog, access
as $$ select s.id, s.name, s.job from access.staff s, access.birth b where b.demo and s.left_at is null order by s.joined_at, s.name $$;
