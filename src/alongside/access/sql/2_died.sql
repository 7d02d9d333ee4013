-- What ended with a death, and is put back where that was a mistake.

-- Noted by whoever writes it: rows that they themselves ended, each in a part in which they write.
create or replace function access.note_died(p_folder bigint, p_rows jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
begin
    if access.me() is null or not access.may_send(p_folder) then
        raise exception 'not a part of a record that this viewer writes in' using errcode = 'insufficient_privilege';
    end if;
    insert into access.died_with as d (said_in, folder, row_id, what, stood, version)
    select p_folder, r.folder, r.row_id, r.what, r.stood, r.version
      from jsonb_to_recordset(p_rows) as r(folder bigint, row_id bigint, what text, stood text, version integer)
     where access.may_write(r.folder, array['treatment', 'family', 'dates'])
       and access.person_of(r.folder) = access.person_of(p_folder)
    on conflict (said_in, folder, row_id) do update set stood = excluded.stood, version = excluded.version;
end $$;

-- The death that was written in this part was a mistake: what ended with it stands as it stood, in every part of the record, whether
-- or not whoever undoes it holds that part. Nothing is answered. What somebody changed since stays as they left it.
create or replace function access.undo_died(p_folder bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    -- Where it stands written in another part too that they died, nothing stands again until that is undone there.
    other bigint := (select min(d) from access.folder f join access.stopped s on s.person = f.person, unnest(s.died) d
                      where f.id = p_folder and d <> p_folder);
begin
    if access.me() is null or not access.may_send(p_folder) then
        raise exception 'not a part of a record that this viewer writes in' using errcode = 'insufficient_privilege';
    end if;
    if other is not null then
        insert into access.died_with (said_in, folder, row_id, what, stood, version)
        select other, d.folder, d.row_id, d.what, d.stood, d.version from access.died_with d where d.said_in = p_folder
            on conflict (said_in, folder, row_id) do nothing;
        delete from access.died_with d where d.said_in = p_folder;
    end if;
    update public.care_episode e
       set state = 'open', finished_on = null, finished_how = '', finished_words = '', version = e.version + 1
      from access.died_with d
     where d.said_in = p_folder and d.what = 'care' and e.folder = d.folder and e.id = d.row_id
       and e.state = 'finished' and e.finished_how = 'died' and e.version = d.version
       -- Where care began anew since, that one goes on.
       and not exists (select from public.care_episode o where o.folder = d.folder and o.state = 'open' and o.ended_at is null);
    update public.care_due u set state = d.stood, version = u.version + 1
      from access.died_with d
     where d.said_in = p_folder and d.what = 'date' and u.folder = d.folder and u.id = d.row_id
       and u.state = 'off' and u.version = d.version and d.stood in ('due', 'offered');
    delete from access.died_with d where d.said_in = p_folder;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), access.me(), 'undo a death', jsonb_build_object('folder', p_folder));
end $$;
