-- What the log's entries come to, for each seal and each of its four tables: the number of each entry and a hash over all that
-- it says, in the order of the numbers. `alongside audit verify` sends this very text itself, and so trusts no function that
-- stands in the database. Nothing in it depends on how a session is set: times are counted in seconds.
create or replace function access.marks(p_first bigint, p_last bigint)
returns table (seal bigint, place integer, entries bigint, marks bytea)
language sql stable security definer set search_path = pg_catalog set work_mem = '128MB'
as $$
    select o.seal, 0, count(*), string_agg(int8send(o.n) || sha256(convert_to(row(
               o.n, extract(epoch from o.at), o.staff, o.task, o.route, o.scope, o.folders, o.person)::text, 'UTF8')), '' order by o.n)
      from log.opened o where o.seal between p_first and p_last group by o.seal
    union all
    select v.seal, 1, count(*), string_agg(int8send(v.n) || sha256(convert_to(row(
               v.n, extract(epoch from v.at), v.staff, v.task, v.name, v.folder, v.row_id, v.old)::text, 'UTF8')), '' order by v.n)
      from log.version v where v.seal between p_first and p_last group by v.seal
    union all
    select d.seal, 2, count(*), string_agg(int8send(d.n) || sha256(convert_to(row(
               d.n, extract(epoch from d.at), d.staff, d.task, d.deed, d.about)::text, 'UTF8')), '' order by d.n)
      from log.decided d where d.seal between p_first and p_last group by d.seal
    union all
    select x.seal, 3, count(*), string_agg(int8send(x.n) || sha256(convert_to(row(
               x.n, extract(epoch from x.at), x.staff, x.route, x.what, x.folder)::text, 'UTF8')), '' order by x.n)
      from log.denied x where x.seal between p_first and p_last group by x.seal
$$;
