-- On what number of their own a colleague is texted when somebody who is out alone is late. Nobody else reads it.
create table if not exists access.reach (
    staff bigint primary key references access.staff,
    phone text not null check (phone ~ '^\+[0-9]{6,15}$'),
    at timestamptz not null,
    -- When whoever carries texts last said that there is no such number.
    refused_at timestamptz
);

-- Who was texted of whom, so that nobody is twice. For each time by which they were to be back: who takes longer and is late again
-- is looked for again. It goes with the visit: afterwards only the log says it.
create table if not exists access.late_told (
    lone bigint not null references access.lone,
    staff bigint not null references access.staff,
    back_by timestamptz not null,
    at timestamptz not null,
    primary key (lone, staff, back_by)
);
