-- The week of those who work here: who is away, which organisation a team is of, who is rung out of hours. What colleagues may know
-- of one another: none of it opens a record or closes one.

-- Days on which a colleague is away, from the first to the last. Why stands nowhere.
create table if not exists access.away (
    id bigint primary key,
    staff bigint not null references access.staff,
    first_day date not null,
    last_day date not null,
    recorded_by bigint not null references access.staff,
    recorded_at timestamptz not null,
    taken_back_at timestamptz,
    taken_back_by bigint references access.staff,
    check (last_day >= first_day),
    check ((taken_back_at is null) = (taken_back_by is null))
);
create index if not exists away_staff on access.away (staff, last_day) where taken_back_at is null;

-- Several organisations may run one service: each team is of one of them, or of none that was named.
create table if not exists access.organisation (
    id bigint primary key,
    name text not null check (btrim(name) <> ''),
    unique (name)
);
alter table access.team add column if not exists organisation bigint references access.organisation;

-- Who is rung when nobody is at work, in the words of whoever answers for it.
create table if not exists access.out_of_hours (
    one boolean primary key default true check (one),
    words text not null,
    said_by bigint not null references access.staff,
    said_at timestamptz not null
);
