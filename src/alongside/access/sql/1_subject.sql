-- That somebody asked for a copy of what is held about them: on which day, how, and by when it is due. Nothing that they told, and no
-- part of their record: each who holds a part learns of it by what they hold. It names the person whose part was open when it was
-- written down, or, where a letter came to somebody who opens nothing, what a record is found by.
create table if not exists access.copy_request (
    id bigint primary key,
    person bigint,
    mark bytea,
    asked_on date not null,
    how text not null check (how in ('said', 'written', 'other')),
    due date not null,
    by bigint not null references access.staff,
    at timestamptz not null,
    withdrawn_at timestamptz,
    withdrawn_by bigint references access.staff,
    withdrawn_why text not null default '' check (withdrawn_why in ('', 'no_longer', 'mistake')),
    check ((person is null) <> (mark is null)),
    check (due > asked_on),
    check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_why = ''))
);
-- Two colleagues who work with them and write down the same request of a day make one; of somebody who opens nothing, each their own:
-- nobody is told by it that another wrote the same.
create unique index if not exists copy_request_person on access.copy_request (person, asked_on) where withdrawn_at is null;
create unique index if not exists copy_request_mark on access.copy_request (mark, asked_on, by) where withdrawn_at is null;
create index if not exists copy_request_by on access.copy_request (by, at);

-- Of which parts it was handed over: so that it leaves the queue of whoever holds them. Told to nobody else.
create table if not exists access.copy_handed (
    request bigint not null references access.copy_request,
    folder bigint not null references access.folder,
    at timestamptz not null,
    primary key (request, folder)
);
