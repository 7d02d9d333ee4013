-- What closes a record, or opens it for a while, beside its grants. Sorted after 1_tables.sql, on which it stands.

-- A member of staff who is, or is related to, somebody: a denial that no grant and no seat overcomes. `person` is the id that
-- stands in access.folder.
create table if not exists access.conflict (
    id bigint primary key,
    staff bigint not null references access.staff,
    person bigint not null,
    why text not null,
    starts timestamptz not null,
    ends timestamptz,
    recorded_by bigint not null references access.staff,
    ended_by bigint references access.staff,
    ended_why text not null default '',
    check (ends is null or ends >= starts)
);
create index if not exists conflict_staff on access.conflict (staff, person);
create index if not exists conflict_person on access.conflict (person);

-- "I know somebody": what a member of staff says of a life outside work, by a name they type. Nobody is looked up for it.
create table if not exists access.known_outside (
    id bigint primary key,
    staff bigint not null references access.staff,
    name text not null,
    why text not null,
    words text not null default '',
    told_at timestamptz not null,
    settled_at timestamptz,
    settled_by bigint references access.staff,
    outcome text not null default '',
    check ((settled_at is null) = (outcome = ''))
);
create index if not exists known_outside_staff on access.known_outside (staff);
create index if not exists known_outside_open on access.known_outside (told_at) where settled_at is null;

-- Kept close: a record that only grants to somebody by name open. Said for the whole record, and noted at each of its
-- folders; and at each grant of theirs to a seat (or by cover), which opens nothing while it is so: a grant that is read
-- anyway says so itself, and no plan needs to look further.
alter table access.folder add column if not exists kept_close boolean not null default false;
alter table access.grant add column if not exists kept_close boolean not null default false;

-- What each person chose about who may open their record. The last one counts; who was never asked has none.
create table if not exists access.choice (
    id bigint primary key,
    person bigint not null,
    kept_close boolean not null,
    said_at timestamptz not null,
    recorded_by bigint not null references access.staff
);
create index if not exists choice_person on access.choice (person, said_at desc);
-- What is on duty's, by team.
create index if not exists folder_on_duty on access.folder (team) where kind in ('line', 'dates') and not kept_close and ended_at is null;
-- Opened by whoever was on duty: the holding of the seat by which, since it ends with that.
alter table access.grant add column if not exists duty bigint references access.seat_holding;
create index if not exists grant_stood_in on access.grant (folder, starts) where duty is not null or purpose = 'emergency';
create index if not exists grant_duty on access.grant (duty) where duty is not null;
create index if not exists folder_kept_close on access.folder (id) where kept_close;

-- Pages that were not there for whoever asked. `folder` is what the handle named, and null where it was no handle of ours.
create table if not exists log.denied (
    n bigint generated always as identity primary key,
    at timestamptz not null,
    staff bigint,
    route text not null,
    what text not null,
    folder bigint,
    seal bigint
);
create index if not exists denied_unsealed on log.denied (n) where seal is null;
create index if not exists denied_staff on log.denied (staff, at);
alter table log.seal add column if not exists denied bigint not null default 0;
-- Whose record it was, so that they can be shown who opened it.
alter table log.opened add column if not exists person bigint;
create index if not exists opened_person on log.opened (person, at) where person is not null;
-- The entries of one seal.
create index if not exists opened_seal on log.opened (seal, n);
create index if not exists version_seal on log.version (seal, n);
create index if not exists decided_seal on log.decided (seal, n);
create index if not exists denied_seal on log.denied (seal, n);

-- By what a record is found that one does not hold: hashes of its spoken reference and of exact numbers, kept by triggers on the
-- tables where those stand. Two records may have the same; then it finds neither.
create table if not exists access.found_by (
    folder bigint not null references access.folder,
    kind text not null,
    mark bytea not null,
    primary key (folder, kind)
);
create index if not exists found_by_mark on access.found_by (mark);

-- A try to open something in an emergency, committed before it is answered: five for each member of staff on a day, since each
-- is answered for one mark and one part alone, however often it is asked.
create table if not exists access.attempt (
    staff bigint not null references access.staff,
    day date not null,
    nr integer not null check (nr between 1 and 5),
    at timestamptz not null,
    made_in xid8 not null,
    mark bytea not null,
    kind text not null,
    primary key (staff, day, nr)
);

-- An opening in an emergency, and its review, which says what came of it and in words why.
create table if not exists access.emergency (
    id bigint primary key,
    opening bigint not null references access.grant,
    folder bigint not null references access.folder,
    staff bigint not null references access.staff,
    reason text not null check (btrim(reason) <> ''),
    opened_at timestamptz not null,
    review_by timestamptz not null,
    reviewed_at timestamptz,
    reviewed_by bigint references access.staff,
    outcome text not null default '',
    words text not null default '',
    check ((reviewed_at is null) = (outcome = '') and (reviewed_at is null) = (reviewed_by is null)),
    check (reviewed_at is null or btrim(words) <> ''),
    check (reviewed_by <> staff)
);
create index if not exists emergency_open on access.emergency (review_by) where reviewed_at is null;

-- Who was told of it, at the same moment.
create table if not exists access.told (
    emergency bigint not null references access.emergency,
    staff bigint not null references access.staff,
    told_as text not null,
    primary key (emergency, staff)
);
create index if not exists told_staff on access.told (staff);
