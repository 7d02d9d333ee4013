-- What waits to go out: which row, in which part of a record, and from when. No name, no address, no words.
create table if not exists access.outgoing (
    folder bigint not null references access.folder,
    message bigint not null,
    due timestamptz not null,
    put_by bigint,
    put_at timestamptz not null,
    taken_at timestamptz,
    tries integer not null default 0,
    primary key (folder, message)
);
create index if not exists outgoing_due on access.outgoing (due);

-- To whom nothing goes any more: they died, or the record was made in error.
create table if not exists access.stopped (
    person bigint primary key,
    at timestamptz not null,
    by bigint
);
-- The parts of the record in which it stands written that they died: while there is one, nobody lets messages go again.
alter table access.stopped add column if not exists died bigint[] not null default '{}';
-- The parts of the record in which it was said that nothing is to go: it is lifted in each by whoever writes there.
alter table access.stopped add column if not exists said_in bigint[] not null default '{}';
