-- Leaving a page: a session that was still for a while, or was locked by hand, answers nobody until the PIN is given.

-- How long one may be still before the PIN is asked. (`access.idle` says after how long the whole sign-in is.)
create or replace function access.locks_after() returns interval
language sql immutable parallel safe set search_path = pg_catalog
as $$ select interval '10 minutes' $$;

-- Lock a session now. It stays what it is otherwise: neither its hours nor its last move change.
create or replace function access.lock_session(p_hash bytea) returns void
language sql volatile security definer set search_path = pg_catalog, access
as $$ update access.session set locked_at = access.clock(), pin_tries = 0
       where hash = p_hash and ended_at is null and locked_at is null $$;

-- One try of a PIN at a session that is locked, by hand or by time, and not yet over; how many are left after it. Counted before the
-- PIN is looked at, so that many at once are no more than five. Null where there is nothing to try: then the whole sign-in is due.
create or replace function access.try_pin(p_hash bytea) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    made integer;
begin
    update access.session s set pin_tries = case when s.locked_at is null then 0 else s.pin_tries end + 1,
           locked_at = coalesce(s.locked_at, access.clock())
     where s.hash = p_hash and s.ended_at is null and s.until > (select access.clock())
       and s.seen_at >= (select access.clock()) - access.idle() and access.works_here(s.staff)
       and (s.locked_at is not null or s.seen_at < (select access.clock()) - access.locks_after())
       and (s.locked_at is null or s.pin_tries < 5)
    returning s.pin_tries into made;
    return 5 - made;
end $$;

-- The PIN was right.
create or replace function access.unlock_session(p_hash bytea) returns void
language sql volatile security definer set search_path = pg_catalog, access
as $$ update access.session set locked_at = null, pin_tries = 0, seen_at = access.clock()
       where hash = p_hash and ended_at is null and locked_at is not null
         and seen_at >= (select access.clock()) - access.idle() $$;
