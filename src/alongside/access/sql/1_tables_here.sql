-- "Known here?": somebody who is with a colleague agreed that we ask whether they have a record. Kept whether or not there is
-- one, and by a hash of what they gave, so that nothing here says whose it is until their own workers look.
create table if not exists access.asked_here (
    id bigint primary key,
    staff bigint not null references access.staff,
    mark bytea not null,
    called text not null check (btrim(called) <> ''),
    parts text[] not null check (parts <> '{}' and parts <@ array['contact', 'treatment', 'family']),
    reason text not null check (btrim(reason) <> ''),
    asked_at timestamptz not null,
    due timestamptz not null
);
create index if not exists asked_here_mark on access.asked_here (mark);
create index if not exists asked_here_staff on access.asked_here (staff, asked_at);

-- What those said who work with the person. Whoever asked sees a yes, by the record being there, and never a no.
create table if not exists access.answered_here (
    asked bigint not null references access.asked_here,
    person bigint not null,
    staff bigint not null references access.staff,
    at timestamptz not null,
    let_in boolean not null,
    primary key (asked, person)
);
