-- Likely duplicates, and two records that are one person's. Owned by `gate`, read through the functions of 2_joining.sql.

-- What is compared, as it is compared: a working copy that is not logged, in no backup, made again where it is lost. A walk over
-- everybody keeps it up to date, so that no page has anything more to write, whoever is added.
create unlogged table if not exists access.likeness (
    person bigint primary key,
    digest bytea not null,
    given text[] not null,
    family text[] not null,
    born date,
    places text[] not null,
    phones text[] not null,
    numbers text[] not null
);
-- What two records have to have in common to be compared at all.
create unlogged table if not exists access.likeness_block (
    block bigint not null,
    person bigint not null,
    primary key (block, person)
);
create index if not exists likeness_block_person on access.likeness_block (person);

-- What each agreement weighs (access/likeness.py).
create table if not exists access.likeness_weight (
    name text primary key,
    bits numeric not null
);

-- A walk over everybody: how far it has come, and what it did.
create table if not exists access.alike_run (
    id bigint primary key,
    begun_at timestamptz not null,
    asked_by bigint references access.staff,
    least numeric not null,
    behind bigint not null default -1,
    looked_at bigint not null default 0,
    changed bigint not null default 0,
    compared bigint not null default 0,
    alike bigint not null default 0,
    left_out bigint not null default 0,
    ended_at timestamptz
);
create unique index if not exists alike_run_one on access.alike_run ((true)) where ended_at is null;
create index if not exists alike_run_last on access.alike_run (begun_at desc);

-- A pair that may be one person, and what was decided of it.
create table if not exists access.alike (
    id bigint primary key,
    one bigint not null,
    other bigint not null,
    bits numeric not null,
    because text[] not null,
    found_at timestamptz not null,
    state text not null default 'open' check (state in ('open', 'later', 'same', 'different', 'apart')),
    decided_at timestamptz,
    decided_by bigint references access.staff,
    why text not null default '',
    unique (one, other),
    check (one < other),
    check ((state = 'open') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
    constraint alike_says_why check (state in ('open', 'later') or btrim(why) <> '')
);
create index if not exists alike_waits on access.alike ((state = 'later'), bits desc, id) where state in ('open', 'later');
create index if not exists alike_settled on access.alike (decided_at desc) where state in ('same', 'different', 'apart');
create index if not exists alike_other on access.alike (other);

-- That two records are one person's. It lies in a folder of its own, which is part of neither record.
create table if not exists access.alias (
    folder bigint primary key references access.folder,
    alike bigint not null references access.alike,
    one bigint not null,
    other bigint not null,
    joined_at timestamptz not null,
    joined_by bigint not null references access.staff,
    why text not null check (btrim(why) <> ''),
    ended_at timestamptz,
    ended_by bigint references access.staff,
    ended_why text not null default '',
    check (one < other),
    check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_why = ''))
);
create unique index if not exists alias_now on access.alias (one, other) where ended_at is null;
create index if not exists alias_alike on access.alias (alike);
