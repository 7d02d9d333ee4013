-- Groups that meet, and who is out alone. What colleagues know of one another: whoever goes to a group lies in their own record.

create table if not exists access.meeting (
    id bigint primary key,
    team bigint not null references access.team,
    name text not null check (btrim(name) <> ''),
    made_by bigint not null references access.staff,
    made_at timestamptz not null,
    ended_at timestamptz
);

-- A worker who visits somebody at home, by when they are to be out, and when they were. `line` is whom they visit.
create table if not exists access.lone (
    id bigint primary key,
    staff bigint not null references access.staff,
    line bigint not null,
    began timestamptz not null,
    back_by timestamptz not null,
    back_at timestamptz,
    -- Somebody else found out that they are well, and how.
    settled_by bigint references access.staff,
    settled_words text not null default ''
);
create unique index if not exists lone_one_each on access.lone (staff) where back_at is null;
create index if not exists lone_out on access.lone (back_by) where back_at is null;
create index if not exists lone_staff on access.lone (staff, began);
-- Where they are, in their own words, and on what number they can be rung. For whoever looks for them once they are late; the place
-- goes when they are back.
alter table access.lone add column if not exists place text not null default '';
alter table access.lone add column if not exists phone text not null default '';

-- Who opened where a colleague was, and when: told to that colleague.
create table if not exists access.lone_opened (
    lone bigint not null references access.lone,
    staff bigint not null references access.staff,
    at timestamptz not null,
    primary key (lone, staff)
);
create index if not exists lone_opened_at on access.lone_opened (at);
