-- Answers to the questions to think about. No function gives anybody the own answers of somebody else: not a lead, not an administrator.

create or replace function access.speaks_for_service() returns boolean
language sql stable security definer set search_path = pg_catalog, access
as $$ select access.leads_or_administers((select access.me())) $$;

create or replace function access.reflect(p_audience text, p_question text, p_words text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    me bigint := access.me();
    made bigint := access.new_id();
begin
    if me is null or (p_audience = 'service' and not access.speaks_for_service()) then
        raise exception 'not for this viewer to answer' using errcode = 'insufficient_privilege';
    end if;
    insert into access.reflection (id, audience, question, staff, at, words)
    values (made, p_audience, p_question, me, access.clock(), p_words);
    return made;
end $$;

-- One's own answers, the newest first.
create or replace function access.my_reflections()
returns table (id bigint, question text, at timestamptz, words text)
language sql stable security definer set search_path = pg_catalog, access
as $$ select r.id, r.question, r.at, r.words from access.reflection r
       where r.audience = 'own' and r.staff = (select access.me()) order by r.at desc, r.id $$;

-- One of one's own is taken away for good.
create or replace function access.forget_reflection(p_reflection bigint) returns void
language sql volatile security definer set search_path = pg_catalog, access
as $$ delete from access.reflection r where r.id = p_reflection and r.audience = 'own' and r.staff = (select access.me()) $$;

-- The service's answers, the newest first, with what was decided after each; for whoever works here.
create or replace function access.service_reflections()
returns table (id bigint, question text, at timestamptz, words text, by text, actions jsonb)
language sql stable security definer set search_path = pg_catalog, access
as $$ select r.id, r.question, r.at, r.words, p.name,
             (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'words', a.words, 'who', a.who, 'due', a.due,
                                                           'done_at', a.done_at) order by a.at, a.id), '[]')
                from access.reflection_action a where a.answer = r.id)
        from access.reflection r join access.staff p on p.id = r.staff
       where r.audience = 'service' and (select access.me()) is not null order by r.at desc, r.id $$;

create or replace function access.act_on_reflection(p_answer bigint, p_words text, p_who text, p_due date) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
declare
    made bigint := access.new_id();
begin
    if not access.speaks_for_service()
       or not exists (select from access.reflection r where r.id = p_answer and r.audience = 'service') then
        raise exception 'no answer of the service' using errcode = 'insufficient_privilege';
    end if;
    insert into access.reflection_action (id, answer, by, at, words, who, due)
    values (made, p_answer, access.me(), access.clock(), p_words, p_who, p_due);
    return made;
end $$;

create or replace function access.done_after_reflection(p_action bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, access
as $$
begin
    if access.me() is null or not exists (select from access.reflection_action a where a.id = p_action) then
        raise exception 'nothing that was decided' using errcode = 'insufficient_privilege';
    end if;
    update access.reflection_action a set done_at = access.clock(), done_by = access.me()
     where a.id = p_action and a.done_at is null;
end $$;
