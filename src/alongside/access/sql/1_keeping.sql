-- Before a first prescription: whether there is another. Asked by an exact number, answered to whoever asked and nobody else.
-- It lies in nobody's record. Owned by `gate`, read through the functions of 2_keeping.sql.
create table if not exists access.script_asked (
    id bigint primary key,
    folder bigint not null references access.folder,
    person bigint not null,
    staff bigint not null references access.staff,
    mark bytea not null,
    basis text not null check (basis in ('consent', 'recorded')),
    why text not null default '',
    asked_at timestamptz not null,
    due timestamptz not null,
    answer text check (answer in ('none', 'another')),
    ring text not null default '',
    answered_at timestamptz,
    answered_by bigint references access.staff,
    read_at timestamptz,
    constraint script_has_its_basis check (basis = 'consent' or btrim(why) <> ''),
    constraint script_says_whom_to_ring check (answer is distinct from 'another' or btrim(ring) <> ''),
    check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null)),
    check (read_at is null or answered_at is not null)
);
create index if not exists script_asked_staff on access.script_asked (staff, folder);
create index if not exists script_asked_waits on access.script_asked (due) where answer is null;
create index if not exists script_asked_folder on access.script_asked (folder);
