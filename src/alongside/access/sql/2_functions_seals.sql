-- Denials, and the sealing of the log.

-- A page that was not there for whoever asked: a handle of nobody's, or of what they do not hold. Called on a connection of its
-- own, so that it stays where the request is rolled back; whoever has no session is nobody, and is told the same nothing.
create or replace function access.note_denied(p_token bytea, p_route text, p_what text, p_folder bigint) returns void
language sql volatile security definer set search_path = pg_catalog, access
as $$
    insert into log.denied (at, staff, route, what, folder)
    select access.clock(), s.staff, left(p_route, 100), left(p_what, 40), p_folder
      from access.session s
     where s.hash = sha256(p_token) and s.ended_at is null and s.until > (select access.clock())
$$;

-- Who opened these parts of a person's record, when, and on which page: told to whoever holds the parts, of openings by which
-- one of these very parts was opened. `p_routes` are the pages about parts that the viewer holds.
create or replace function access.who_opened(p_folders bigint[], p_routes text[], p_before timestamptz, p_most integer)
returns table (at timestamptz, staff bigint, name text, route text)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select o.at, o.staff, s.name, o.route
      from (select array_agg(h.folder) as folders, min(h.person) as person from access.held_here(p_folders) h) mine
      join log.opened o on o.person = mine.person and o.folders && mine.folders
      join access.staff s on s.id = o.staff
     where o.at < p_before and o.route = any(p_routes)
     order by o.at desc, o.n desc limit least(p_most, 1000)
$$;

create or replace function access.digest_of(p_seal bigint, p_before bytea) returns bytea
language sql stable security definer set search_path = pg_catalog, access
as $$
    select sha256(coalesce(p_before, '') || string_agg(sha256(coalesce(m.marks, '')), '' order by place.nr))
      from generate_series(0, 3) place(nr) left join access.marks(p_seal, p_seal) m on m.place = place.nr
$$;

-- One hash over what is not sealed yet and the last seal. A task calls it each minute and keeps the answer elsewhere.
create or replace function access.seal_log() returns table (seal bigint, hash text, entries bigint)
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
#variable_conflict use_column
declare
    made bigint;
    before bytea;
    opened_rows bigint; version_rows bigint; decided_rows bigint; denied_rows bigint;
    digest bytea;
begin
    -- One at a time, by a lock that only gate may take: an advisory one could be held by whoever can send SQL.
    lock table log.seal in share row exclusive mode;
    select s.hash into before from log.seal s order by s.id desc limit 1;
    insert into log.seal (at, opened, version, decided, hash) values (access.clock(), 0, 0, 0, '') returning log.seal.id into made;
    update log.opened set seal = made where n in (select n from log.opened where seal is null order by n limit 50000);
    get diagnostics opened_rows = row_count;
    update log.version set seal = made where n in (select n from log.version where seal is null order by n limit 50000);
    get diagnostics version_rows = row_count;
    update log.decided set seal = made where n in (select n from log.decided where seal is null order by n limit 50000);
    get diagnostics decided_rows = row_count;
    update log.denied set seal = made where n in (select n from log.denied where seal is null order by n limit 50000);
    get diagnostics denied_rows = row_count;
    digest := access.digest_of(made, before);
    update log.seal s set opened = opened_rows, version = version_rows, decided = decided_rows, denied = denied_rows, hash = digest
     where s.id = made;
    return query select made, encode(digest, 'hex'), opened_rows + version_rows + decided_rows + denied_rows;
end $$;

-- What is kept outside the database, of the seals since one: the hash, and for each table the number and mark of each entry.
create or replace function access.seals_since(p_seal bigint)
returns table (seal bigint, hash text, entries bigint, marks bytea[])
language sql stable security definer set search_path = pg_catalog, access
as $$
    select s.id, encode(s.hash, 'hex'), s.opened + s.version + s.decided + s.denied,
           array(select coalesce(m.marks, '') from generate_series(0, 3) place(nr)
                   left join access.marks(s.id, s.id) m on m.place = place.nr order by place.nr)
      from log.seal s where s.id > p_seal order by s.id limit 1000
$$;
