-- What closes a record, or opens it for a while, beside its grants: people known outside work.

-- Who knows the person outside work ----------------------------------------------------------------------------------

-- Called by the two functions below, which say who may; only for a record that the viewer holds.
create or replace function access.write_conflict(p_me bigint, p_folder bigint, p_staff bigint, p_why text, p_until timestamptz)
returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    whose bigint := access.person_of(p_folder);
    made bigint := access.new_id();
begin
    if p_me is null or whose is null then
        raise exception 'not this viewer''s to record' using errcode = 'insufficient_privilege';
    end if;
    if not access.works_here(p_staff) or btrim(p_why) = '' or p_until <= access.clock() then
        raise exception 'somebody who works here, how they know them, and a day to come' using errcode = 'check_violation';
    end if;
    insert into access.conflict (id, staff, person, why, starts, ends, recorded_by)
    values (made, p_staff, whose, p_why, access.clock(), p_until, p_me);
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), p_me, 'conflict', jsonb_build_object('conflict', made, 'staff', p_staff, 'person', whose));
    return made;
end $$;

-- Somebody may say it of themselves for a record they hold; a lead and an administrator of anybody, for a record they hold.
create or replace function access.record_conflict(p_folder bigint, p_staff bigint, p_why text, p_until timestamptz) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if not (p_staff = me or access.leads_or_administers(me)) then
        raise exception 'not this viewer''s to record' using errcode = 'insufficient_privilege';
    end if;
    return access.write_conflict(me, p_folder, p_staff, p_why, p_until);
end $$;

-- Leads of any team, and administrators.
create or replace function access.leads_or_administers(p_staff bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select exists (select from access.staff s where s.id = p_staff and s.administrator)
          or exists (select from access.team_member m where m.staff = p_staff and m.leads and m.starts <= (select access.clock())
                        and (m.ends is null or m.ends > (select access.clock()))) $$;

-- Never by the one whom it concerns; and only by somebody who holds the record, as whoever is in conflict never does.
create or replace function access.end_conflict(p_conflict bigint, p_why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    update access.conflict c set ends = access.clock(), ended_by = me, ended_why = p_why
     where c.id = p_conflict and c.staff <> me and access.leads_or_administers(me)
       and (c.ends is null or c.ends > (select access.clock()))
       and exists (select from access.folder f, access.held_here(array[f.id]) h where f.person = c.person);
    if not found or btrim(p_why) = '' then
        raise exception 'not this viewer''s to end' using errcode = 'insufficient_privilege';
    end if;
    insert into log.decided (at, staff, deed, about) values (access.clock(), me, 'end conflict', jsonb_build_object('conflict', p_conflict));
end $$;

-- Who of the staff may not open these records: told to whoever holds them.
create or replace function access.conflicts_of(p_folders bigint[])
returns table (id bigint, staff bigint, name text, why text, starts timestamptz, ends timestamptz, recorded_by text, mine_to_end boolean)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select c.id, c.staff, s.name, c.why, c.starts, c.ends, b.name,
           c.staff <> (select access.me()) and access.leads_or_administers((select access.me()))
      from access.conflict c join access.staff s on s.id = c.staff join access.staff b on b.id = c.recorded_by
     where c.person in (select h.person from access.held_here(p_folders) h)
       and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock()))
     order by s.name, c.id
$$;

-- "I know somebody": a name as they type it, for their lead or the desk to settle. Nothing is looked up, so nothing is told.
create or replace function access.tell_known_outside(p_name text, p_why text, p_words text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    made bigint := access.new_id();
begin
    if me is null then
        raise exception 'only staff say it' using errcode = 'insufficient_privilege';
    end if;
    if btrim(p_name) = '' or btrim(p_why) = '' then
        raise exception 'a name, and how they know them' using errcode = 'check_violation';
    end if;
    insert into access.known_outside (id, staff, name, why, words, told_at)
    values (made, me, p_name, p_why, p_words, access.clock());
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'known outside work', jsonb_build_object('known', made));
end $$;

-- What I said. What came of it is not told: it would tell who is here.
create or replace function access.my_known_outside() returns table (name text, why text, told_at timestamptz)
language sql stable security definer set search_path = pg_catalog, access
as $$ select k.name, k.why, k.told_at from access.known_outside k where k.staff = (select access.me()) order by k.told_at desc, k.id $$;

-- May they settle what a colleague said: the lead of one of the colleague's teams, an administrator, and whoever holds the
-- safeguarding desk.
create or replace function access.may_settle_known(p_staff bigint, p_of bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$
    select p_staff <> p_of and (
        exists (select from access.team_member m where m.staff = p_of and m.starts <= (select access.clock())
                   and (m.ends is null or m.ends > (select access.clock())) and access.leads(p_staff, m.team))
        or exists (select from access.staff s where s.id = p_staff and s.administrator)
        or access.holds_seat(p_staff, 'desk'))
$$;

create or replace function access.known_to_settle()
returns table (id bigint, staff bigint, staff_name text, name text, why text, words text, told_at timestamptz)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select k.id, k.staff, s.name, k.name, k.why, k.words, k.told_at
      from access.known_outside k join access.staff s on s.id = k.staff
     where k.settled_at is null and access.may_settle_known((select access.me()), k.staff)
     order by k.told_at, k.id
$$;

-- `p_folder` is a record that the one who settles holds, or null where they can open nobody of that name.
create or replace function access.settle_known(p_known bigint, p_folder bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    said record;
begin
    select k.staff, k.why into said from access.known_outside k
     where k.id = p_known and k.settled_at is null and access.may_settle_known(me, k.staff) for update;
    if not found then
        raise exception 'not this viewer''s to settle' using errcode = 'insufficient_privilege';
    end if;
    if p_folder is not null then
        perform access.write_conflict(me, p_folder, said.staff, said.why, null);
    end if;
    update access.known_outside k
       set settled_at = access.clock(), settled_by = me, outcome = case when p_folder is null then 'nobody' else 'recorded' end
     where k.id = p_known;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'settle known', jsonb_build_object('known', p_known));
end $$;

-- Kept close ------------------------------------------------------------------------------------------------------------

-- Who says it: whoever may say who else opens the record. It is said for the whole of it, what they do not hold too.
create or replace function access.keep_close(p_folder bigint, p_close boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    whose bigint := access.person_of(p_folder);
begin
    if me is null or whose is null or not access.may_give(me, p_folder) then
        raise exception 'not this viewer''s to say' using errcode = 'insufficient_privilege';
    end if;
    insert into access.choice (id, person, kept_close, said_at, recorded_by)
    values (access.new_id(), whose, p_close, access.clock(), me);
    update access.folder f set kept_close = p_close where f.person = whose and f.kept_close <> p_close;
    update access.grant g set kept_close = p_close
      from access.folder f where f.person = whose and g.folder = f.id and access.opens_for_a_seat(g) and g.kept_close <> p_close;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'keep close', jsonb_build_object('person', whose, 'close', p_close));
end $$;

-- A grant that is not somebody's by name.
create or replace function access.opens_for_a_seat(p_grant access.grant) returns boolean
language sql immutable set search_path = pg_catalog
as $$ select p_grant.seat is not null or p_grant.duty is not null $$;

-- Whatever gives a seat a grant, now or in a part of the house that is yet to come.
create or replace function access.mind_kept_close() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
begin
    new.kept_close := access.opens_for_a_seat(new) and exists (select from access.folder f where f.id = new.folder and f.kept_close);
    return new;
end $$;
create or replace trigger mind_kept_close before insert on access.grant
    for each row when (new.seat is not null or new.duty is not null) execute function access.mind_kept_close();

-- Asked before it is given to a seat, by whoever may give it; nobody else is answered.
create or replace function access.is_kept_close(p_folder bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select f.kept_close from access.folder f where f.id = p_folder and access.may_give((select access.me()), f.id) $$;

-- What the person chose, told to whoever holds the record: who recorded it, and when; nothing where nobody asked yet.
create or replace function access.choice_of(p_folders bigint[]) returns table (kept_close boolean, said_at timestamptz, recorded_by text)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select c.kept_close, c.said_at, s.name
      from access.choice c join access.staff s on s.id = c.recorded_by
     where c.person in (select h.person from access.held_here(p_folders) h)
     order by c.said_at desc, c.id limit 1
$$;

-- For the desk, which answers for what is kept close: records that nobody can open now. The desk's own pages build on it.
create or replace function access.kept_alone() returns table (folder bigint, kind text, person bigint)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select f.id, f.kind, f.person from access.folder f
     where f.kept_close and f.ended_at is null and access.answers_for_kept((select access.me()))
       and not access.in_conflict((select access.me()), f.id)
       and not exists (select from access.grant g join access.staff s on s.id = g.staff
                        where g.folder = f.id and g.ended_at is null and g.ends > (select access.clock())
                          and (s.left_at is null or s.left_at > (select access.clock()))
                          and not access.in_conflict(s.id, f.id))
     order by f.person, f.kind, f.id
$$;

-- On duty ---------------------------------------------------------------------------------------------------------------

-- Whoever is on duty opens one more part of the record of one of the team's people, for one of five reasons, for the rest of
-- the shift and twelve hours at most. Null where the team has no such part of theirs.
create or replace function access.open_on_duty(p_folder bigint, p_kind text, p_reason text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    whose bigint := access.person_of(p_folder);
    shift record;
    target bigint;
begin
    if me is null or whose is null or access.duties(me) is null then
        raise exception 'not this viewer''s to open' using errcode = 'insufficient_privilege';
    end if;
    if p_kind not in ('contact', 'treatment') or p_reason not in ('here', 'crisis', 'medicine', 'calling', 'worried') then
        raise exception 'one of two parts, for one of five reasons' using errcode = 'check_violation';
    end if;
    select f.id, h.id as holding, h.ends into shift
      from access.folder f join access.seat s on s.team = f.team and s.kind = 'duty' join access.seat_holding h on h.seat = s.id
     where f.person = whose and f.kind = p_kind and f.ended_at is null and not f.kept_close and h.staff = me
       and h.starts <= (select access.clock()) and (h.ends is null or h.ends > (select access.clock()))
       and not access.in_conflict(me, f.id)
     order by f.made_at, h.starts, f.id, h.id limit 1;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'open on duty', jsonb_build_object('person', whose, 'kind', p_kind, 'reason', p_reason));
    if shift.id is null then return null; end if;
    select g.folder into target from access.grant g
     where g.folder = shift.id and g.staff = me and g.duty = shift.holding and g.ended_at is null and g.ends > (select access.clock());
    if found then return target; end if;
    insert into access.grant (id, folder, staff, purpose, reason, writes, assigned, given_by, starts, ends, duty)
    values (access.new_id(), shift.id, me, 'duty', p_reason, true, false, me, access.clock(),
            least(coalesce(shift.ends, 'infinity'), access.clock() + interval '12 hours'), shift.holding);
    return shift.id;
end $$;

-- A shift that ends earlier closes what was opened by it; one that is made longer leaves it as it was.
create or replace function access.end_with_the_shift() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
begin
    update access.grant g set ended_at = access.clock(), ended_why = 'the shift ended'
     where g.duty = new.id and g.ended_at is null and new.ends <= access.clock();
    update access.grant g set ends = new.ends where g.duty = new.id and g.ended_at is null and g.ends > new.ends;
    return null;
end $$;
create or replace trigger end_with_the_shift after update of ends on access.seat_holding
    for each row when (new.ends is distinct from old.ends) execute function access.end_with_the_shift();

-- In an emergency -------------------------------------------------------------------------------------------------------

-- What a record is found by follows what stands in it, whoever writes it: the trigger says the kind and the column.
create or replace function access.keep_found_by() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
begin
    delete from access.found_by m where m.kind = tg_argv[0] and m.folder in (select r.folder from new_rows r);
    insert into access.found_by (folder, kind, mark)
    select r.folder, tg_argv[0], access.mark_of(tg_argv[0], to_jsonb(r) ->> tg_argv[1])
      from new_rows r
     where (to_jsonb(r) ->> tg_argv[1]) <> '' and r.ended_at is null and not r.in_error
        on conflict (folder, kind) do update set mark = excluded.mark;
    return null;
end $$;

create or replace function access.mark_of(p_kind text, p_text text) returns bytea
language sql immutable set search_path = pg_catalog
as $$ select sha256(convert_to(p_kind || ':' || p_text, 'UTF8')) $$;

-- A try, on a connection of its own and committed before it is answered. Null where today's are used up.
create or replace function access.attempt_emergency(p_token bytea, p_by text, p_text text, p_kind text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint;
    today date := access.london_today();
    made integer;
begin
    select s.staff into me from access.session s
     where s.hash = sha256(p_token) and s.ended_at is null and s.until > (select access.clock()) and access.works_here(s.staff)
       and s.locked_at is null;
    if not found then return null; end if;
    insert into log.denied (at, staff, route, what) values (access.clock(), me, 'emergency', 'asked for ' || left(p_kind, 20));
    select coalesce(max(a.nr), 0) + 1 into made from access.attempt a where a.staff = me and a.day = today;
    if made > 5 then return null; end if;
    insert into access.attempt (staff, day, nr, at, made_in, mark, kind)
    values (me, today, made, access.clock(), pg_current_xact_id(), access.mark_of(p_by, p_text), p_kind);
    return made;
end $$;

-- Answers one try: opens the part for four hours, tells who is to know, and asks for a review; or null, whether there is no such
-- record, no such part, two of them, or one that is not to be opened so. Each of these takes every step.
create or replace function access.open_in_emergency(p_attempt integer, p_reason text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    asked record;
    found_folder bigint;
    number integer;
    closed boolean;
    close_kept boolean;
    answers boolean;
    made bigint := access.new_id();
    noted bigint := access.new_id();
begin
    select a.mark, a.kind into asked from access.attempt a
     where a.staff = me and a.day = access.london_today() and a.nr = p_attempt
       -- Not in the transaction that answers: else a roll-back would take the try back.
       and a.made_in is distinct from pg_current_xact_id_if_assigned();
    if not found then
        raise exception 'not this viewer''s to open' using errcode = 'insufficient_privilege';
    end if;
    if btrim(p_reason) = '' then
        raise exception 'an emergency needs its reason' using errcode = 'check_violation';
    end if;
    if asked.kind not in ('contact', 'treatment', 'family', 'safety', 'programme', 'peer') then
        raise exception 'no part that is opened so' using errcode = 'check_violation';
    end if;
    select count(*), coalesce(min(f.id), 0) into number, found_folder
      from (select distinct l.person from access.found_by m join access.folder l on l.id = m.folder where m.mark = asked.mark) whose
      join access.folder f on f.person = whose.person and f.kind = asked.kind and f.ended_at is null;
    closed := access.in_conflict(me, found_folder);
    answers := access.answers_for_kept(me);
    close_kept := exists (select from access.folder f where f.id = found_folder and f.kept_close);
    if number <> 1 or closed or (close_kept and not answers) then
        return null;
    end if;
    insert into access.grant (id, folder, staff, purpose, reason, writes, assigned, given_by, starts, ends)
    values (made, found_folder, me, 'emergency', p_reason, false, false, me, access.clock(), access.clock() + interval '4 hours');
    insert into access.emergency (id, opening, folder, staff, reason, opened_at, review_by)
    values (noted, made, found_folder, me, p_reason, access.clock(), access.clock() + interval '72 hours');
    insert into access.told (emergency, staff, told_as)
    select noted, t.staff, min(t.told_as) from access.to_be_told(me, found_folder) t group by t.staff;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'emergency', jsonb_build_object('emergency', noted, 'folder', found_folder, 'grant', made));
    return found_folder;
end $$;

-- The privacy officer, and a second person: a lead of the record's team, else the desk, else a lead of any. Where a seat is
-- empty an administrator stands in for it. Never the one who opened it, and nobody who is in conflict with the person.
create or replace function access.to_be_told(p_opener bigint, p_folder bigint) returns table (staff bigint, told_as text)
language plpgsql stable security definer set search_path = pg_catalog, access
as $$
declare
    may bigint[] := array(select s.id from access.staff s where s.id <> p_opener and access.works_here(s.id)
                             and not access.in_conflict(s.id, p_folder));
    officers bigint[];
    seconds bigint[];
begin
    officers := array(select id from unnest(may) id where access.holds_seat(id, 'privacy'));
    if officers = '{}' then
        officers := array(select s.id from access.staff s where s.id = any(may) and s.administrator order by s.joined_at, s.id limit 1);
    end if;
    may := array(select id from unnest(may) id where id <> all(officers));
    seconds := array(select m.id from unnest(may) m(id), access.folder f where f.id = p_folder and access.leads(m.id, f.team));
    if seconds = '{}' then
        seconds := array(select id from unnest(may) id where access.holds_seat(id, 'desk'));
    end if;
    if seconds = '{}' then
        seconds := array(select id from unnest(may) id where exists (
            select from access.team_member m where m.staff = id and m.leads and m.starts <= (select access.clock())
               and (m.ends is null or m.ends > (select access.clock()))));
    end if;
    if seconds = '{}' then
        seconds := array(select s.id from access.staff s where s.id = any(may) and s.administrator order by s.joined_at, s.id limit 1);
    end if;
    return query select id, 'privacy officer' from unnest(officers) id union all select id, 'second person' from unnest(seconds) id;
end $$;

-- Openings that wait for the viewer's review: those she was told of, and those of which nobody could be told, or whoever was has
-- left, for the privacy officer and administrators. No name of a person served; of that she sees what she holds.
create or replace function access.to_review()
returns table (id bigint, folder bigint, kind text, person bigint, staff bigint, name text, reason text, opened_at timestamptz,
               review_by timestamptz, overdue boolean)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select e.id, e.folder, f.kind, f.person, e.staff, s.name, e.reason, e.opened_at, e.review_by, e.review_by < (select access.clock())
      from access.me() as me, access.emergency e
      join access.folder f on f.id = e.folder join access.staff s on s.id = e.staff
     where e.reviewed_at is null and e.staff <> me
       and (exists (select from access.told t where t.emergency = e.id and t.staff = me)
            or (access.holds_seat(me, 'privacy') or exists (select from access.staff a where a.id = me and a.administrator))
               and not exists (select from access.told t where t.emergency = e.id and access.works_here(t.staff)))
       and not exists (select from access.conflict c where c.staff = me and c.person = f.person
                          and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock())))
     order by e.opened_at, e.id
$$;

create or replace function access.review_emergency(p_emergency bigint, p_outcome text, p_words text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
begin
    if p_outcome not in ('right', 'other_way', 'wrong') or btrim(p_words) = '' then
        raise exception 'what came of it, and why' using errcode = 'check_violation';
    end if;
    update access.emergency e set reviewed_at = access.clock(), reviewed_by = me, outcome = p_outcome, words = p_words
     where e.id = p_emergency and e.id in (select r.id from access.to_review() r);
    if not found then
        raise exception 'not this viewer''s to review' using errcode = 'insufficient_privilege';
    end if;
    insert into log.decided (at, staff, deed, about)
    values (access.clock(), me, 'review emergency', jsonb_build_object('emergency', p_emergency, 'outcome', p_outcome));
end $$;

-- Today -----------------------------------------------------------------------------------------------------------------

-- Who opened something of a person's with whom the viewer works, on duty or in an emergency, in the last four days: so that it
-- is there on the morning after, and after a long weekend. Only of parts that she holds.
create or replace function access.stood_in()
returns table (folder bigint, kind text, person bigint, name text, purpose text, reason text, at timestamptz)
language sql stable security definer set search_path = pg_catalog, access
as $$
    select f.id, f.kind, f.person, s.name, g.purpose, g.reason, g.starts
      from access.me() as me
      join access.grant mine on mine.staff = me and mine.assigned and mine.ended_at is null
       and mine.starts <= (select access.clock()) and mine.ends > (select access.clock())
      join access.grant g on g.folder = mine.folder and (g.duty is not null or g.purpose = 'emergency')
       and g.starts > (select access.clock()) - interval '4 days' and g.staff <> me
      join access.folder f on f.id = g.folder
      join access.staff s on s.id = g.staff
     where not exists (select from access.conflict c where c.staff = me and c.person = f.person
                          and c.starts <= (select access.clock()) and (c.ends is null or c.ends > (select access.clock())))
$$;
