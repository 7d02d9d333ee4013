-- Who may open what. Owned by `gate`, which cannot log in; `app` reads them only through the functions of the files 2_*.sql.
-- Ids are random 63-bit numbers, so that an id tells nothing of when it was made or how many there are.

create table if not exists access.site (
    id bigint primary key,
    name text not null,
    unique (name)
);

create table if not exists access.team (
    id bigint primary key,
    site bigint references access.site,
    name text not null,
    unique (name)
);

create table if not exists access.staff (
    id bigint primary key,
    name text not null,
    job text not null default '',
    administrator boolean not null default false,
    joined_at timestamptz not null,
    left_at timestamptz
);

create table if not exists access.team_member (
    id bigint primary key,
    team bigint not null references access.team,
    staff bigint not null references access.staff,
    leads boolean not null default false,
    starts timestamptz not null,
    ends timestamptz
);
create index if not exists team_member_staff on access.team_member (staff, team);
create index if not exists team_member_team on access.team_member (team);

-- A post that somebody holds: by a dated list of holdings until the rota comes.
create table if not exists access.seat (
    id bigint primary key,
    kind text not null,
    team bigint references access.team,
    name text not null,
    unique (name)
);

create table if not exists access.seat_holding (
    id bigint primary key,
    seat bigint not null references access.seat,
    staff bigint not null references access.staff,
    starts timestamptz not null,
    ends timestamptz,
    given_by bigint,
    check (ends is null or ends > starts)
);
create index if not exists seat_holding_staff on access.seat_holding (staff, seat);
create index if not exists seat_holding_seat on access.seat_holding (seat);

-- A sealed part of one person's record. Its id is the label that every row in it carries.
create table if not exists access.folder (
    id bigint primary key,
    kind text not null,
    person bigint not null,
    team bigint references access.team,
    made_at timestamptz not null,
    made_by bigint,
    ended_at timestamptz,
    ended_why text not null default ''
);
create index if not exists folder_person on access.folder (person);
create index if not exists folder_team on access.folder (team);

-- Who can open it, and why. `assigned` marks the people somebody works with, as against those they merely may open.
create table if not exists access.grant (
    id bigint primary key,
    folder bigint not null references access.folder,
    staff bigint references access.staff,
    seat bigint references access.seat,
    purpose text not null,
    reason text not null default '',
    writes boolean not null default true,
    assigned boolean not null default false,
    given_by bigint,
    starts timestamptz not null,
    ends timestamptz not null,
    ended_at timestamptz,
    ended_by bigint,
    ended_why text not null default '',
    check ((staff is null) <> (seat is null)),
    check (ends > starts)
);
create index if not exists grant_staff on access.grant (staff, folder);
create index if not exists grant_seat on access.grant (seat, folder);
create index if not exists grant_folder on access.grant (folder);
create index if not exists grant_assigned on access.grant (staff, ends) where assigned and ended_at is null;

-- A signed-in session, by the hash of the database token that the web derives from the cookie. `kind` is staff for now;
-- the portal's person will be a principal of their own.
create table if not exists access.session (
    hash bytea primary key,
    staff bigint not null references access.staff,
    opened_at timestamptz not null,
    seen_at timestamptz not null,
    until timestamptz not null,
    ended_at timestamptz
);
create index if not exists session_staff on access.session (staff);

-- A named background task is a viewer too: by the hash of its key file, for some kinds of folder, a few at a time.
create table if not exists access.task_key (
    name text primary key,
    hash bytea not null unique,
    kinds text[] not null,
    batch integer not null
);

-- A form that arrived after the session had ended, sealed by the web's key; shown again to the same person only.
create table if not exists access.kept_form (
    id bigint primary key,
    staff bigint not null references access.staff,
    folder bigint,
    path text not null,
    sealed bytea not null,
    kept_at timestamptz not null
);
create index if not exists kept_form_staff on access.kept_form (staff, path);

-- A form that was sent once is not taken twice: the random word that came with it.
create table if not exists access.sent_once (
    word bytea primary key,
    staff bigint not null,
    at timestamptz not null,
    went_to text not null default ''
);
create index if not exists sent_once_at on access.sent_once (at);

-- One row of facts about this database: how it was born, and which schema the floor has.
create table if not exists access.birth (
    one boolean primary key default true check (one),
    demo boolean not null default false,
    service text not null default '',
    born_at timestamptz not null,
    -- Which of the demo's stories are told whole, and when the last one was: a killed demo goes on from there.
    told text[] not null default '{}',
    told_at timestamptz
);

-- What was opened, by whom, and what a row said before it was changed. Nobody but gate writes here; nobody changes it.
create table if not exists log.opened (
    n bigint generated always as identity primary key,
    at timestamptz not null,
    staff bigint,
    task text,
    route text not null,
    scope text not null,
    folders bigint[] not null default '{}',
    seal bigint
);
create table if not exists log.version (
    n bigint generated always as identity primary key,
    at timestamptz not null,
    staff bigint,
    task text,
    name text not null,
    folder bigint not null,
    row_id bigint not null,
    old jsonb not null,
    seal bigint
);
create index if not exists version_row on log.version (folder, row_id);
create table if not exists log.decided (
    n bigint generated always as identity primary key,
    at timestamptz not null,
    staff bigint,
    task text,
    deed text not null,
    about jsonb not null,
    seal bigint
);
create table if not exists log.seal (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    opened bigint not null,
    version bigint not null,
    decided bigint not null,
    hash bytea not null
);
create index if not exists opened_unsealed on log.opened (n) where seal is null;
create index if not exists version_unsealed on log.version (n) where seal is null;
create index if not exists decided_unsealed on log.decided (n) where seal is null;
