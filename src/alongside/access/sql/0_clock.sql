-- One clock for the whole service. Tests replace its body; start-up refuses a body that is not this one.
create or replace function access.clock() returns timestamptz
language sql stable parallel safe set search_path = pg_catalog
as $$ select pg_catalog.transaction_timestamp() $$;
