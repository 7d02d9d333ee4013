-- What is passed to the safeguarding desk, what it decides, and what whoever it names gets to act on. It lies in nobody's record:
-- no export, no "who opened it" and no count of a record tells of it. Owned by `gate`, read through the functions of 2_desk.sql.

create table if not exists access.worry (
    id bigint primary key,
    at timestamptz not null,
    by bigint not null references access.staff,
    kind text not null check (kind in ('disclosure', 'life', 'staff', 'child', 'adult', 'other')),
    danger text not null check (danger in ('now', 'soon', 'no', 'unsure')),
    words text not null check (btrim(words) <> ''),
    told_by text not null,
    about text not null check (btrim(about) <> ''),
    other text not null,
    due timestamptz not null,
    -- Who must not read it, as whoever passed it on says: it may be about one of the desk, or somebody close to them.
    not_for bigint[] not null default '{}',
    decided_at timestamptz
);
create index if not exists worry_undecided on access.worry (due) where decided_at is null;
create index if not exists worry_decided on access.worry (decided_at desc) where decided_at is not null;
create index if not exists worry_by on access.worry (by, at desc);

-- Whose records it is about, as far as the words hold a reference or an exact number, or whoever passed it on holds them.
create table if not exists access.worry_about (
    worry bigint not null references access.worry,
    person bigint not null,
    -- The reference or number by which it was named; empty for a record that whoever passed it on holds.
    named text not null,
    at timestamptz not null,
    primary key (worry, person)
);
create index if not exists worry_about_person on access.worry_about (person);

-- Whom to tell, what may be said, what must never be said, until when; or nobody, and why. Never empty.
create table if not exists access.decision (
    id bigint primary key,
    worry bigint not null references access.worry,
    at timestamptz not null,
    by bigint not null references access.staff,
    way text not null check (way in ('desk', 'marac', 'duty', 'safeguarding', 'court')),
    tells boolean not null,
    staff bigint[] not null default '{}',
    seats bigint[] not null default '{}',
    outside text not null default '',
    may_say text not null default '',
    never_say text not null default '',
    until timestamptz,
    why text not null,
    ended_at timestamptz,
    ended_by bigint references access.staff,
    ended_why text not null default '',
    constraint decision_has_its_why check (btrim(why) <> ''),
    constraint decision_says_whom check (tells = (cardinality(staff) + cardinality(seats) > 0 or btrim(outside) <> '')),
    constraint decision_says_what check (not tells or (btrim(may_say) <> '' and btrim(never_say) <> '' and until is not null)),
    constraint decision_ends check (until is null or until > at),
    constraint decision_ended_by_somebody check ((ended_at is null) = (ended_why = '') and (ended_at is null) = (ended_by is null))
);
create index if not exists decision_worry on access.decision (worry, at);
create index if not exists decision_in_force on access.decision (until) where ended_at is null;

-- One for each whom it names: a colleague, or a seat and so whoever holds it.
create table if not exists access.instruction (
    id bigint primary key,
    decision bigint not null references access.decision,
    staff bigint references access.staff,
    seat bigint references access.seat,
    person bigint,
    about text not null,
    words text not null check (btrim(words) <> ''),
    reason text not null default '',
    check ((staff is null) <> (seat is null))
);
create index if not exists instruction_decision on access.instruction (decision);
create index if not exists instruction_staff on access.instruction (staff) where staff is not null;
create index if not exists instruction_seat on access.instruction (seat) where seat is not null;

-- Who has read it, and when.
create table if not exists access.instruction_read (
    instruction bigint not null references access.instruction,
    staff bigint not null references access.staff,
    at timestamptz not null,
    primary key (instruction, staff)
);

-- What was copied out of one part of a record for a colleague, until they take it into a part that they hold, or it is taken back.
create table if not exists access.passed (
    id bigint primary key,
    folder bigint not null references access.folder,
    share bigint not null,
    staff bigint not null references access.staff,
    by bigint not null references access.staff,
    at timestamptz not null,
    way text not null check (way in ('consent', 'marac', 'duty', 'safeguarding', 'court', 'request')),
    part text not null,
    source text not null,
    told_on date not null,
    about text not null,
    words text not null check (btrim(words) <> ''),
    until timestamptz not null,
    taken_at timestamptz,
    taken_back_at timestamptz,
    check (until > at),
    check (taken_at is null or taken_back_at is null)
);
create index if not exists passed_staff on access.passed (staff) where taken_at is null and taken_back_at is null;
create index if not exists passed_share on access.passed (folder, share);
