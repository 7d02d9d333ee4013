-- That somebody who was expected has come to reception, on that day. `due` is the appointment among their dates: told to whoever
-- reads those, and no evidence of what the worker writes up.
create table if not exists access.arrived (
    due bigint not null,
    day date not null,
    folder bigint not null references access.folder,
    at timestamptz not null,
    said_by bigint not null references access.staff,
    primary key (due, day)
);
create index if not exists arrived_folder on access.arrived (folder, day);
create index if not exists arrived_day on access.arrived (day);
