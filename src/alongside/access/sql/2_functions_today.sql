-- Today -----------------------------------------------------------------------------------------------------------------

-- What waits for the viewer, in one answer. Some of it is of functions that are made after this one.
create or replace function access.for_today() returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, access
as $$
begin
    return jsonb_build_object(
        'known', (select count(*) from access.known_to_settle()),
        'copies', (select coalesce(jsonb_agg(to_jsonb(c) order by c.due, c.id), '[]') from access.my_copies(true) c),
        'asked_here', (select coalesce(jsonb_agg(to_jsonb(a) order by a.due, a.id), '[]') from access.asked_of_me() a),
        'duty', (select coalesce(jsonb_agg(jsonb_build_object('seat', s.name, 'team', t.name, 'until', h.ends) order by s.name), '[]')
                   from access.seat_holding h join access.seat s on s.id = h.seat join access.team t on t.id = s.team
                  where h.staff = (select access.me()) and s.kind = 'duty' and h.starts <= (select access.clock())
                    and (h.ends is null or h.ends > (select access.clock()))),
        'to_review', (select coalesce(jsonb_agg(to_jsonb(r)), '[]') from access.to_review() r),
        'stood_in', (select coalesce(jsonb_agg(to_jsonb(o) order by o.at desc, o.folder, o.name), '[]') from access.stood_in() o),
        'scripts', access.scripts_today(),
        'lone', (select coalesce(jsonb_agg(to_jsonb(v) order by v.back_by, v.id), '[]') from access.lone_now() v),
        'lone_openings', (select coalesce(jsonb_agg(to_jsonb(o) order by o.at desc, o.name), '[]') from access.lone_openings() o),
        'reception', access.receives((select access.me())) is not null,
        'arrived', (select coalesce(jsonb_agg(to_jsonb(a) order by a.at, a.due), '[]') from access.arrived_now() a),
        'alike', access.alike_waits());
end $$;
