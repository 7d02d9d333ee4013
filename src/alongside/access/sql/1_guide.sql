-- Questions to think about. One's own answers are read by whoever wrote them and by nobody else; a service's are everybody's here.
-- They lie in nobody's record. Owned by `gate`, read through the functions of 2_guide.sql.

create table if not exists access.reflection (
    id bigint primary key,
    audience text not null check (audience in ('service', 'own')),
    question text not null check (question ~ '^[a-z0-9-]{1,80}$'),
    staff bigint not null references access.staff,
    at timestamptz not null,
    words text not null check (btrim(words) <> '')
);
create index if not exists reflection_own on access.reflection (staff, question, at) where audience = 'own';
create index if not exists reflection_service on access.reflection (question, at) where audience = 'service';

-- What a service decided to do after an answer: what, who, by when, and whether it was done.
create table if not exists access.reflection_action (
    id bigint primary key,
    answer bigint not null references access.reflection,
    by bigint not null references access.staff,
    at timestamptz not null,
    words text not null check (btrim(words) <> ''),
    who text not null default '',
    due date,
    done_at timestamptz,
    done_by bigint references access.staff,
    check ((done_at is null) = (done_by is null))
);
create index if not exists reflection_action_answer on access.reflection_action (answer);
