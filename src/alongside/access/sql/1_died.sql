-- What ended with a death, as it was written in one part of a record: care of any part, dates that came off; how each stood, and at
-- which version the death left it. It is put back whole where the death was written by mistake, by whoever undoes it.
create table if not exists access.died_with (
    said_in bigint not null references access.folder,
    folder bigint not null references access.folder,
    row_id bigint not null,
    what text not null check (what in ('care', 'date')),
    stood text not null,
    version integer not null,
    primary key (said_in, folder, row_id)
);
