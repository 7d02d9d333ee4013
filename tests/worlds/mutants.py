"""Things broken on purpose: each is a leak that the pairs of worlds must find.

A mutant is a line of a table: what it breaks, and how it is broken in both worlds alike: by SQL of the superuser (`sql`),
by changing the floor's functions (`functions`: what they say, and what they shall say), or by changing a function of the
product in the world's process (`patch`). `at` names the routes whose deck is played, where a mutant lies on a page of its
own; the rest are looked for everywhere. What two worlds cannot tell apart has `held_by`: the test that holds it instead.
"""

import dataclasses
import re
from collections.abc import Callable
from typing import Any

from alongside.access import arrange
from tests import ground


@dataclasses.dataclass(frozen=True)
class Mutant:
    """One thing broken."""

    breaks: str
    sql: str = ""
    functions: tuple[tuple[str, str], ...] = ()
    patch: Callable[[Any], None] | None = None
    at: tuple[str, ...] = ()
    held_by: str = ""
    lean: str = (
        ""  # met in worlds of this kind (generate.LEANS), of which there is one in every eighteen otherwise
    )


# Changes of the product's own functions. Each takes the world, so that it can look where the pages' role cannot. ------------


def wraps(place: Any, name: str) -> Callable[[Callable[..., Any]], Callable[[Any], None]]:
    """A patch of `place.name` by a function of (world, what it was, *what it is called with)."""

    def made(change: Callable[..., Any]) -> Callable[[Any], None]:
        def apply(world: Any) -> None:
            there = place() if callable(place) and not isinstance(place, type) else place
            was = getattr(there, name)
            setattr(there, name, lambda *args, **more: change(world, was, *args, **more))

        return apply

    return made


def count(world: Any, sql: str) -> int:
    """A number that nobody may be told."""
    return world.run(sql)[0][0]


def _module(name: str) -> Callable[[], Any]:
    from importlib import import_module

    return lambda: import_module(name)


def on(route: str, change: Callable[..., Any]) -> Callable[[Any], None]:
    """A patch of one route's answer: `change(world, request, response)`."""

    def apply(world: Any) -> None:
        from alongside.web.registry import PAGES

        page = PAGES[route]
        was = page.view

        def view(request: Any, **args: Any) -> Any:
            response = was(request, **args)
            if hasattr(response, "render"):
                response = response.render()
            return change(world, request, response) or response

        object.__setattr__(page, "view", view)

    return apply


def everywhere(change: Callable[..., Any]) -> Callable[[Any], None]:
    """A patch of every answer, after it was dressed: `change(world, response)`."""

    def apply(world: Any) -> None:
        from alongside.web import wrapper

        was = wrapper.dress

        def dress(response: Any) -> Any:
            response = was(response)
            return change(world, response) or response

        wrapper.dress = dress

    return apply


def says(text: Callable[[Any, Any], str]) -> Callable[..., None]:
    """Words put at the end of a page."""

    def change(world: Any, request: Any, response: Any) -> None:
        if response.status_code == 200 and "html" in response.headers.get("Content-Type", ""):
            response.content += text(world, request).encode()

    return change


def heads(name: str, value: Callable[[Any], Any]) -> Callable[..., None]:
    """A header put on an answer."""

    def change(world: Any, response: Any) -> None:
        response.headers[name] = str(value(world))

    return change


ALL_LINES = "select count(*) from people_line where ended_at is null"
ALL_WAITS = "select count(*) from care_due where what in ('wait', 'today') and state = 'due'"
ALL_DUE = "select count(*) from care_due where what in ('session', 'first') and state = 'due'"
HIDDEN_PERSON = "select count(*) from access.folder f where f.person = {person} and f.kind not in ('line', 'dates', 'contact') and f.ended_at is null"


def _owner_finds(world: Any, was: Any, typed: str) -> Any:
    found = was(typed)
    called = world.sql.execute(
        "select count(*) from people_line where sort_key like %s", (f"%{typed.lower()[:3]}%",)
    ).fetchone()[0]
    return (
        found[:called]
        if called < len(found)
        else [*found, *found[:1]]
        if called > len(found) and found
        else found
    )


def _sorted_by_hidden(world: Any, was: Any, *args: Any, **more: Any) -> Any:
    found = was(*args, **more)
    return sorted(found, key=lambda line: (-count(world, f"select count(*) from access.grant where folder in (select id from access.folder"
                  f" where person = (select person from access.folder where id = {line.folder}))"), line.pk))  # fmt: skip


def _cached(world: Any, was: Any, *args: Any, **more: Any) -> Any:
    # Of a world that was put in a moment ago nothing is kept yet.
    if getattr(world, "cached_for", None) != world.seeded:
        world.cached_for, world.cached_lines = world.seeded, was(*args, **more)
    return world.cached_lines


def _forbidden(world: Any, was: Any, request: Any, status: int, words: str = "") -> Any:
    match = re.search(r"/(\w+)/([A-Za-z0-9_-]{43})/", request.path)
    if status == 404 and match:
        from alongside.access import handles

        for purpose in (
            "person",
            "part",
            "goal",
            "step",
            "session",
            "alter",
            "plan",
            "way",
            "grant",
            "drawing",
            "review",
        ):
            opened = handles.unseal(purpose, match[2])
            if opened and count(world, f"select count(*) from access.folder where id = {opened.folder}"):
                return was(request, 403, words)
    return was(request, status, words)


def _known_already(world: Any, was: Any, *args: Any, call_name: str, **more: Any) -> Any:
    from alongside.access.viewer import Refused

    if world.sql.execute("select count(*) from people_line where call_name = %s", (call_name,)).fetchone()[0]:
        raise Refused("Somebody of this name is known here already.")
    return was(*args, call_name=call_name, **more)


def _sequence(world: Any, was: Any) -> int:
    world.number = getattr(world, "number", 1000) + 1
    return world.number


def _ids_in_order(world: Any) -> None:
    from alongside.access import arrange as there

    for model in there.folder_models():
        model._meta.get_field("id").default = lambda: _sequence(world, None)
        model._meta.get_field("id").__dict__.pop("_get_default", None)


def _queries_by_all(world: Any, request: Any, response: Any) -> None:
    from django.db import connections

    with connections["default"].cursor() as cursor:
        for _ in range(count(world, ALL_LINES) % 7):
            cursor.execute("select 1")


def _mails_all(world: Any, request: Any, response: Any) -> None:
    from django.core.mail import EmailMessage

    if request.method == "POST":
        for (name,) in world.run("select call_name from people_line order by 1"):
            EmailMessage("Today", name, "a@b.example", ["0@service.example"]).send()


def _logs_all(world: Any, request: Any, response: Any) -> None:
    import logging

    logging.getLogger("alongside").warning("shown beside %s others", count(world, ALL_LINES))


def _sets_cookie(world: Any, response: Any) -> None:
    response.set_cookie("visit", str(count(world, "select count(*) from log.opened")))


def _raises(world: Any, request: Any, response: Any) -> None:
    if count(world, "select count(*) from access.session") > 5:
        raise ValueError("too busy")


def _unlocked_measures(world: Any, request: Any, response: Any) -> None:
    response.content += str(world.run("select name from ties_alter order by 1")).encode()


def _few_at_once(world: Any, was: Any, *, seconds: float) -> Any:
    """Messages go two by two, whosever they are: while there is an odd one, none goes."""
    return was(seconds=-1 if count(world, "select count(*) from access.outgoing") % 2 else seconds)


def _not_a_way_of_others(world: Any, was: Any, job: Any, message: Any) -> Any:
    way, now = was(job, message)
    shared = way and count(
        world,
        f"select count(*) from people_contactway where value = '{way.value}' and folder <> {way.folder}",
    )
    return (None if shared and shared % 2 else way), now


def _says_whom(world: Any, was: Any) -> Any:
    words = was()
    return dataclasses.replace(
        words, body=f"{words.body} {count(world, 'select min(line) from access.lone where back_at is null')}"
    )


def _chance_of_all(world: Any) -> None:
    said = world.chance.say
    world.chance.say = lambda word: said(f"{word}/{count(world, 'select count(*) from log.version')}")


def _clock_of_all(world: Any) -> None:
    import datetime as dt

    from django.utils import timezone

    was = world.clock.now
    world.clock.now = timezone.now = lambda: (
        was() + dt.timedelta(hours=count(world, "select count(*) from access.session"))
    )


def _references_in_order(world: Any, was: Any) -> str:
    from alongside.people.references import ALPHABET, written

    number = count(world, "select count(*) from people_line")
    return written("".join(ALPHABET[(number // 20**n) % 20] for n in range(6)))


def _held_of_anybody(
    world: Any, was: Any, token: Any, scope: str, folder: int, route: str, writes: bool
) -> Any:
    """Whoever asked last on a page of this scope, is who is answered."""
    answer = was(token, scope, folder, route, writes)
    if scope == "mine":
        world.last_mine = getattr(world, "last_mine", answer)
        return dataclasses.replace(answer, held=world.last_mine.held)
    return answer


def _detail_of_error(world: Any, was: Any, request: Any, error: Any) -> Any:
    from alongside.web import errors

    return errors.plain(request, 409, str(error.__cause__))


def _not_found_by_work(world: Any, was: Any, model: Any, named: Any) -> Any:
    from django.db import connections

    if count(world, f'select count(*) from "{model._meta.db_table}" where id = {named.id}'):
        with connections["default"].cursor() as cursor:
            cursor.execute("select 1")
    return was(model, named)


# Rules that a plain column would have had, had nobody thought of folders: told to whoever writes. ----------------------------


def unique(table: str, column: str) -> str:
    """As if this column had to be unique over all folders. Seeding passes triggers by, as what is there is there."""
    return f"""
        create function public.once_{table}_{column}() returns trigger language plpgsql security definer as $$
        begin
            if session_user like '%\\_app' and new.{column}::text <> '' and exists (select from public.{table} x where x.{column} = new.{column} and x.id <> new.id) then
                raise unique_violation using message = 'duplicate key value', constraint = '{table}_{column}_key';
            end if;
            return new;
        end $$;
        grant execute on function public.once_{table}_{column}() to public;
        create trigger once before insert or update on public.{table} for each row execute function public.once_{table}_{column}();
    """


def tables() -> dict[str, Mutant]:
    """For each folder table: read by everybody."""
    return {
        f"{model._meta.db_table} is everybody's to read": Mutant(
            f"the reading policy of {model._meta.db_table}",
            f"alter policy read on public.{model._meta.db_table} using (true)",
        )
        for model in arrange.folder_models()
    }


LIVE = "g.ended_at is null and g.starts <= (select access.clock()) and g.ends > (select access.clock())"
OPENS = """left join access.staff b on b.id = g.given_by
     where not g.kept_close
       and g.ended_at is null and g.starts <= (select access.clock()) and g.ends > (select access.clock())
"""
SITS = "h.starts <= (select access.clock()) and (h.ends is null or h.ends > (select access.clock()))"

POLICIES = {
    "one policy more": Mutant("policies add up", "create policy more on people_line using (true)"),
    "row security is off": Mutant("row security of a table", "alter table care_session disable row level security"),
    "changing is everybody's": Mutant("the policy of updates", "alter policy change on care_goal using (true)"),
    "adding is everybody's, by import": Mutant(
        "the rule of many rows at once",
        functions=(("return query select g.folder from access.live_grants(who.staff) g join access.folder f on f.id = g.folder",
                    "return query select f.id from access.folder f cross join (select true as writes) g"),),
    ),
    "a kind is not looked at": Mutant(
        "the kinds of a table", "alter policy read on care_session using (folder % 2 = 0 or folder = any((select access.my_folders())::bigint[]))"
    ),
    "whoever is named": Mutant("AND became OR", "alter policy read on ties_tie using (folder = any((select access.my_folders())::bigint[]) or in_error)"),
    "a function for each row": Mutant(
        "hidden rows are touched", "create function public.sees(bigint) returns boolean language plpgsql stable as 'begin return $1 = any(access.my_folders()); end';"
        "grant execute on function public.sees(bigint) to public; alter policy read on people_line using (public.sees(folder))"
    ),
    "row security is not forced": Mutant(
        "the owner's own reading", "alter table people_line no force row level security",
        held_by="tests/guards/test_floor.py::test_every_folder_table_is_sealed_as_declared",
    ),
    "the reading policy is dropped": Mutant(
        "reading at all: nobody sees anything, in either world", "drop policy read on people_line",
        held_by="src/alongside/access/tests/test_viewer.py::test_each_worker_reads_only_what_was_granted",
    ),
    "anything may be added": Mutant(
        "the check on new rows: a hidden folder takes it whether it is there or not", "alter policy add on people_line with check (true)",
        held_by="src/alongside/access/tests/test_viewer.py::test_a_hidden_folder_cannot_be_written",
    ),
    "no old versions": Mutant(
        "history", "drop trigger keep_version on people_line",
        held_by="src/alongside/access/tests/test_viewer.py::test_an_update_keeps_the_old_version",
    ),
    "app deletes": Mutant("that nothing is deleted", "grant delete on people_line to {app}",
                          held_by="tests/guards/test_floor.py::test_app_can_neither_delete_nor_relabel"),
    "app reads grants": Mutant("closed tables", "grant select on access.grant to {app}; grant usage on schema access to {app}"),
    "app reads the log": Mutant("closed tables", "grant select on log.opened to {app}; grant usage on schema log to {app}"),
    "app calls a closed function": Mutant("closed functions", "grant execute on function access.live_grants(bigint) to {app}"),
    "a definer elsewhere": Mutant(
        "functions that look past policies", "create function public.all_lines() returns bigint language sql stable security definer as"
        " 'select count(*) from public.people_line'; grant execute on function public.all_lines() to {app}; alter policy read on care_goal"
        " using (folder = any((select access.my_folders())::bigint[]) and (select public.all_lines()) % 2 = 0)", at=("plan", "goal")
    ),
}  # fmt: skip

FUNCTIONS = {
    "grants that ended count": Mutant("the end of a grant by hand", functions=((LIVE, LIVE.replace("g.ended_at is null and ", "")),)),
    "grants never run out": Mutant("the end of a grant by time", functions=((LIVE, LIVE.replace(" and g.ends > (select access.clock())", "")),)),
    "grants begin at once": Mutant("the beginning of a grant", functions=((LIVE, LIVE.replace("g.starts <= (select access.clock()) and ", "")),)),
    "grants last a moment more": Mutant("the last moment of a grant", functions=((LIVE, LIVE.replace("g.ends > (", "g.ends >= (")),)),
    "grants of anybody": Mutant("whose grant it is", functions=(("g.staff = p_staff and g.ended_at", "g.ended_at"),)),
    "grants of anybody, on a page of one": Mutant("whose grant it is", functions=(
        ("where g.staff = who.staff and g.folder = any(about)", "where g.folder = any(about)"),)),
    "grants of anybody, on writing": Mutant("whose grant it is", functions=(("(g.staff = who.staff or g.seat in (", "(true or g.seat in ("),)),
    "grants of anybody, when a page begins": Mutant("whose grant it is", functions=(("and (g.staff = me or g.seat in (", "and (true or g.seat in ("),)),
    "assigned to anybody": Mutant("whose people are mine", functions=(("where g.staff = who and g.assigned", "where g.assigned"),)),
    "seats never end": Mutant("the end of a holding", functions=((SITS, SITS.split(" and (h.ends")[0]),)),
    "seats begin at once": Mutant("the beginning of a holding", functions=((SITS, SITS.replace("h.starts <= (select access.clock()) and ", "")),)),
    "every seat is mine": Mutant("who holds a seat", functions=(("where h.staff = p_staff and h.starts", "where h.starts"),)),
    "sessions that ended count": Mutant("the end of a session", functions=((" and s.ended_at is null", ""),)),
    "sessions never idle": Mutant("the end of a session nobody uses: the lock stands before it, in both worlds alike", functions=(("if seen < (select access.clock()) - access.idle() then", "if false then"), (
        "\n       and s.seen_at >= (select access.clock()) - access.idle()", "")),
        held_by="src/alongside/accounts/tests/test_sign_in.py::test_an_hour_without_a_move_and_the_session_is_over"),
    "the narrowing opens": Mutant("that the narrowing only takes away", functions=((
        "    about := narrowed::bigint[];\n", "    return narrowed::bigint[];\n"),)),
    "who can open what is over": Mutant("grants that are over are told to nobody", functions=((
        OPENS, OPENS.split("\n")[0] + "\n     where not g.kept_close\n"),), at=("who-can-open",)),
    "who can open anything": Mutant("only who holds a folder hears who else does", functions=((
        "from access.held_here(p_folders) h\n      join access.folder f on f.id = h.folder\n      join access.grant g",
        "from access.folder f\n      join access.grant g"), (OPENS, OPENS.replace("where", "where f.id = any(p_folders) and")))),
    "my access with what is over": Mutant("what is over is not listed", functions=((
        "from access.live_grants((select access.me())) g\n      join access.folder f on f.id = g.folder\n      left join access.seat s",
        "from (select * from access.grant where staff = (select access.me())) g\n      join access.folder f on f.id = g.folder\n      left join access.seat s"),)),
    "any colleague sees a team's folders": Mutant("that only a lead does", functions=((" and access.leads((select access.me()), p_team)", ""),)),
    "whose folder, told to anybody": Mutant("that a folder's person is told to who holds it", functions=((
        "select person from access.held_here(array[p_folder])", "select person from access.folder where id = p_folder"),)),
    "may write where a folder is": Mutant("who may write", functions=((
        "begin\n    select * into who from access.viewer();\n    if narrowed <> '*' and",
        "begin\n    return exists (select from access.folder f where f.id = p_folder);\n    if narrowed <> '*' and"),)),
    "a folder for anybody's person": Mutant("that only who writes opens another part", functions=((
        "select from access.folder f join access.held_here(array[f.id]) h on h.writes and h.purpose <> 'duty' where f.person = p_person",
        "select from access.folder f where f.person = p_person"),)),
    "the form kept for anybody": Mutant("whose kept form it is", functions=(("where k.staff = (select access.me()) and k.path", "where k.path"),)),
    "words are everybody's": Mutant("whose once word it is", functions=((
        "theirs bytea := sha256(int8send(me) || p_word);", "theirs bytea := sha256(p_word);"),)),
    "colleagues in order of load": Mutant("a sort by what is hidden", functions=((
        "where access.me() is not null\n     order by s.name, s.id", "where access.me() is not null\n     order by (select count(*) from access.grant g where g.staff = s.id), s.id"),)),
    "colleagues who are here now": Mutant("others' sessions", functions=(("select s.id, s.name, s.job, s.administrator", (
        "select s.id, s.name, s.job || (select count(*) from access.session x where x.staff = s.id), s.administrator")),)),
    "seats in order of what they open": Mutant("a sort by what is hidden", at=("give-access",), functions=((
        ") p where access.me() is not null order by 1, 3", ") p where access.me() is not null order by 1, (select count(*) from access.grant g where g.seat = p.id) % 2, 3"),)),
    "giving tells a folder that is not": Mutant("one answer for hidden and absent", functions=((
        "raise exception 'not this viewer''s to give'", "raise exception 'not yours: %', (select kind from access.folder where id = p_folder)"),)),
    "ending tells a grant that is not": Mutant("one answer for hidden and absent", functions=((
        "raise exception 'not this viewer''s to end'", "raise exception 'not yours: %', (select purpose from access.grant where id = p_grant)"),)),
    "ending tells what one holds of whom one knows": Mutant("one answer for hidden and absent", functions=((
        "g.id in (select l.id from access.live_grants(me) l)", "g.starts <= (select access.clock())"),), lean="knows"),
    "ending tells what ran out": Mutant("one answer for hidden and absent", functions=((
        "g.ended_at is null and g.ends > (select access.clock()) and me is not null\n       and (access.may_give(me, g.folder) or",
        "g.ended_at is null and me is not null\n       and (access.may_give(me, g.folder) or"),),
        held_by="src/alongside/access/tests/test_conflicts.py::test_what_ran_out_is_not_there_to_end_for_whoever_may_give"),
    "a seal is anybody's to make": Mutant(
        "who closes the log", "grant execute on function access.seal_log() to {app}",
        held_by="tests/guards/test_floor.py::test_every_function_of_the_floor_is_pinned_listed_and_closed_to_the_public"),
    "readers may write": Mutant("that a reader does not write: in both worlds alike", functions=((" and g.writes", ""),),
        held_by="tests/guards/test_attacks.py::test_whoever_may_only_read_can_neither_write_nor_pass_it_on"),
}  # fmt: skip


def says_so(breaks: str, was: str, becomes: str, *at: str, lean: str = "", held_by: str = "") -> Mutant:
    """One phrase of the floor's functions, wherever they say it."""
    return Mutant(breaks, functions=((was, becomes),), at=at, lean=lean, held_by=held_by)


DOORS = {
    "a conflict closes no list": says_so("conflicts, for all that one holds", "where c.staff = p_staff and c.starts", "where false and c.starts"),
    "a conflict closes no page": says_so("conflicts, for a page of one", "where c.staff = who.staff and c.starts", "where false and c.starts"),
    "a conflict closes nothing here": says_so("conflicts, where a page begins", "where c.staff = me and c.person", "where false and c.person"),
    "a conflict closes no list of mine": says_so("conflicts, on pages of one's own people", "where c.staff = who and c.person", "where false and c.person", "today", "people"),
    "a conflict does not count at its first moment": says_so("the beginning of a conflict", "c.starts <= (", "c.starts < ("),
    "conflicts of anybody with anybody": says_so("who hears of a conflict",
        "where c.person in (select h.person from access.held_here(p_folders) h)\n       and c.starts", "where c.starts", "who-can-open"),
    "a lead sees of those she knows": says_so("a lead's own conflicts", "where c.staff = (select access.me())", "where false", "team"),
    "what is kept close opens for seats": says_so("kept close", "not g.kept_close", "true"),
    "what is kept close is there on duty": says_so("kept close, on duty", "not f.kept_close and f.ended_at is null", "f.ended_at is null", "people", "find", lean="duty"),
    "a lead sees what is kept close": says_so("kept close, for a lead",
        "(not f.kept_close or f.id in (select m.folder from access.live_grants((select access.me())) m))", "true", "team"),
    "a lead hands on what is kept close": says_so("kept close, for a lead", "f.ended_at is null and not f.kept_close and access.leads",
        "f.ended_at is null and access.leads", "team"),
    "what is kept close, told to anybody": says_so("that only the desk hears of it", " and access.answers_for_kept((select access.me()))\n", "\n"),
    "whether it is kept close, told to anybody": says_so("who may ask whether", " and access.may_give((select access.me()), f.id) $$", " $$"),
    "what they chose, told to anybody": says_so("what a person chose",
        "where c.person in (select h.person from access.held_here(p_folders) h)\n     order by", "order by", "who-can-open", "keep-close"),
    "every shift is mine": says_so("who is on duty", "where h.staff = p_staff and s.kind = 'duty'", "where s.kind = 'duty'"),
    "duty opens every part": says_so("what one holds on duty", "f.kind in ('line', 'dates') and not f.kept_close", "not f.kept_close", lean="duty"),
    "on duty for another team": says_so("whose shift it is", "on s.team = f.team and s.kind = 'duty' join", "on s.kind = 'duty' join", "on-duty", lean="duty"),
    "who stood in, told to anybody": says_so("who hears of it on the morning after", "on mine.staff = me and mine.assigned", "on mine.assigned", "today"),
    "an emergency opens what one knows": says_so("a conflict, in an emergency", "closed := access.in_conflict(me, found_folder)", "closed := false", "emergency", lean="knows"),
    "an emergency opens what is kept close": says_so("kept close, in an emergency", "(close_kept and not answers)", "false", "emergency", lean="close"),
    "an emergency is anybody's to review": says_so("who hears of an emergency",
        "(exists (select from access.told t where t.emergency = e.id and t.staff = me)", "(true", "today", "emergency-review"),
    "whom colleagues know, told to anybody": says_so("who settles it",
        "k.settled_at is null and access.may_settle_known((select access.me()), k.staff)", "k.settled_at is null", "known-settle", "today"),
    "what was settled is told": says_so("what came of it", "where k.settled_at is null and access.may_settle_known(", "where access.may_settle_known(", "known-settle", "today"),
    "who opened other parts": says_so("openings by parts that are not held", " and o.folders && mine.folders", "", "who-opened"),
    "to whom nothing goes, told to anybody": says_so("stopped messages", "select h.folder from access.held_here(p_folders) h join access.stopped s on s.person = h.person",
        "select f.id from access.folder f join access.stopped s on s.person = f.person where f.id = any(p_folders)"),
    "tries of a day are the house's": says_so("whose tries they are", "where a.staff = me and a.day = today", "where a.day = today", "emergency"),
}  # fmt: skip


def _counts_pieces(world: Any, request: Any, response: Any) -> None:
    if response.status_code == 200:
        response.content += b" " * (1 + count(world, "select count(*) from subject_piece"))


DESK = {
    "worries, told to anybody": says_so("who answers for a worry",
        "if p_staff is null or not access.free_for(p_staff, p_worry) then return false; end if;", "return true;", "desk", "desk-worry"),
    "what anybody passed on": says_so("what one passed on", "from access.worry w where w.by = (select access.me()) order", "from access.worry w order",
        "desk", "worry-passed"),
    "instructions for anybody": says_so("whom the desk tells", "join access.instruction i on i.staff = me or", "join access.instruction i on true or",
        "today", "instruction", "before"),
    "instructions for nobody by name": Mutant("whom the desk tells",
        functions=(("join access.instruction i on i.staff = me or", "join access.instruction i on"),),
        held_by="tests/worlds/test_warning.py::test_a_warning_that_does_not_arrive_is_noticed"),
    "whoever passed it on hears whom the desk told": Mutant("what came of a worry", patch=on("worry-passed", says(
        lambda w, r: str(w.run("select coalesce(sum(staff), 0) from access.instruction")))), at=("worry-passed",),
        held_by="tests/worlds/test_warning.py::test_a_warning_that_is_told_to_others_is_noticed"),
    "copies for anybody": says_so("who gets a copy", "where p.staff = (select access.me()) and p.taken_at", "where p.taken_at", "today", "passed", "passed-one"),
    "a no is told": says_so("what came of asking whether somebody is here", "where n.asked = a.id and n.let_in)", "where n.asked = a.id)", "known-here"),
    "what anybody asked here": says_so("who asked", "where a.staff = (select access.me()) and a.asked_at", "where a.asked_at", "known-here"),
    "a count of worries": Mutant("a count on the way in", patch=on("desk", says(
        lambda w, r: f"{count(w, 'select count(*) from access.worry')} worries")), at=("desk",)),
    "a count of what is asked here": Mutant("a count on the page that asks", patch=on("known-here", says(
        lambda w, r: f"{count(w, 'select count(*) from access.asked_here')} asked")), at=("known-here",)),
    "a count of copies": Mutant("a count on what is shared", patch=on("shared", says(
        lambda w, r: f"{count(w, 'select count(*) from access.passed')} passed")), at=("shared",)),
    "the lock tells who is at work": Mutant("the lock's page", patch=on("locked", says(
        lambda w, r: f"{count(w, 'select count(*) from access.session where ended_at is null')} at work")), at=("locked",)),
    "the exit tells what is hidden": Mutant("the way out", patch=on("exit", lambda w, r, response: response.headers.__setitem__(
        "X-Records", str(count(w, ALL_LINES)))), at=("exit",)),
    "copies asked of others' people": says_so("who hears that a copy was asked for", "from access.held_here(p_folders) h join lateral access.copies_of_person",
        "from (select f.id, f.person, f.kind from access.folder f where f.id = any(p_folders)) h join lateral access.copies_of_person", "copies", "copy"),
    "copies asked of everybody": says_so("who hears that a copy was asked for", "from access.live_grants((select access.me())) g\n      join access.folder f on f.id = g.folder and f.kind = any(access.copy_kinds())",
        "from access.grant g\n      join access.folder f on f.id = g.folder and f.kind = any(access.copy_kinds())", "today", "copies-all"),
    "asking for a copy tells who is here": says_so("that nothing is looked up", "perform access.new_copy(null, access.mark_of(p_by, p_text), p_asked_on, p_how);",
        "if not exists (select from access.found_by m where m.mark = access.mark_of(p_by, p_text)) then raise exception 'nobody' using errcode = 'check_violation'; end if;", "copy-ask-of"),
    "a count of requests": Mutant("a count on a copy's page", patch=on("copies", says(
        lambda w, r: f"{count(w, 'select count(*) from access.copy_request')} asked")), at=("copies",)),
    "how many parts a copy has": Mutant("that there are other parts", patch=on("copy", says(
        lambda w, r: f"{count(w, HIDDEN_PERSON.format(person=r.person.id))} parts")), at=("copy",)),
    "whether all is ready": Mutant("how far other parts are", patch=on("copy", says(
        lambda w, r: f"{count(w, 'select count(*) from subject_piece where handed_on is null')} to come")), at=("copy",)),
    "a copy numbered among all": Mutant("the copy as data", patch=on("copy-json", _counts_pieces), at=("copy-json",)),
    "a copy as long as the record": Mutant("the size of a copy", patch=on("copy-pdf", _counts_pieces), at=("copy-pdf",)),
    "whoever looked elsewhere": Mutant("the redactor's page", patch=on("copy-look", says(
        lambda w, r: f"{count(w, 'select count(*) from subject_look')} looked at")), at=("copy-look",)),
}  # fmt: skip

SERIOUS = "select count(*) from keeping_risk where level = 'now'"
JOINED = "select count(*) from access.alias n where n.ended_at is null and {person} in (n.one, n.other)"
DECIDES = (
    ("select p_staff is not null and access.works_here(p_staff)\n         and (access.holds_seat(p_staff, 'records') or access.answers_for_kept(p_staff))",
     "select p_staff is not null"),
    ("then access.answers_for_kept(p_staff) else access.holds_seat(p_staff, 'records') end", "then true else true end"),
)  # fmt: skip
RECORDS = {
    "a banner that two are joined": Mutant("a banner on a record", patch=on("person", says(
        lambda w, r: "joined" * count(w, JOINED.format(person=r.person.id)))), at=("person",)),
    "a banner that there may be another": Mutant("a banner on a record", patch=on("details", says(lambda w, r: str(count(
        w, f"select count(*) from access.alike a where {r.person.id} in (a.one, a.other)")))), at=("details",)),
    "pairs, for anybody": Mutant("who decides on pairs", functions=DECIDES, at=("likely", "likely-one", "likely-decided", "today")),
    "a pair waits, told to anybody": Mutant("who hears on Today that pairs wait", functions=(
        DECIDES[0], ("a.state = 'open' and access.decides_alike(me, a.one, a.other) limit 50", "a.state = 'open' limit 50")), at=("today",)),
    "when it was looked for, told to anybody": Mutant("who may look", functions=(
        ("from (select access.me() as me) m left join lateral (select * from access.alike_run r order by r.begun_at desc limit 1) r on true\n"
         "     where access.may_decide_alike(m.me)",
         "from (select access.me() as me) m left join lateral (select * from access.alike_run r order by r.begun_at desc limit 1) r on true\n"
         "     where exists (select from access.alike)"),), at=("likely",)),
    "a count of pairs": Mutant("counts", patch=on("today", says(
        lambda w, r: f"{count(w, 'select count(*) from access.alike')} pairs")), at=("today",)),
    "a count of those joined, on what one can open": Mutant("counts", patch=on("my-access", says(
        lambda w, r: f"{count(w, 'select count(*) from access.alias')} joined")), at=("my-access",)),
    "joined, told to whoever holds both": says_so("who is told that two are joined",
        "join access.live_grants(me) g on true\n      join access.alias n on n.folder = g.folder and n.ended_at is null",
        "join access.grant g on true\n      join access.alias n on n.folder = g.folder and n.ended_at is null", "joined"),
    "whoever adds somebody is told of another": Mutant("likely duplicates, as one types", patch=on("add-person", says(
        lambda w, r: str(count(w, "select count(*) from access.likeness l where 'lou' = any(l.given)")))), at=("add-person",)),
    "what is compared is the pages' to read": Mutant("closed tables",
        "grant select on access.likeness to {app}; grant usage on schema access to {app}"),
    "joining opens both": Mutant("joining grants nothing", functions=((
        "    insert into access.alias (folder, alike, one, other, joined_at, joined_by, why)\n    values (label,",
        "    insert into access.grant (id, folder, staff, purpose, given_by, starts, ends)\n    select access.new_id(), f.id, p_me, 'other', p_me,"
        " access.clock(), access.clock() + interval '90 days' from access.folder f where f.person in (p_pair.one, p_pair.other);\n"
        "    insert into access.alias (folder, alike, one, other, joined_at, joined_by, why)\n    values (label,"),),
        held_by="src/alongside/records/tests/test_deciding.py::test_joining_touches_no_folder_grant_or_row_of_either"),
    "the alias is part of one record": Mutant("that an alias lies in neither record", functions=((
        "values (label, 'alias', access.new_id(), access.clock(), p_me)", "values (label, 'alias', p_pair.one, access.clock(), p_me)"),),
        held_by="src/alongside/records/tests/test_deciding.py::test_joining_touches_no_folder_grant_or_row_of_either"),
    "what decides is read among everybody's": Mutant("rows of others are touched", functions=((
        "where s.folder = any((select array_agg(f.id) from access.folder f where f.person = p_person)::bigint[])", "where s.person = p_person"),),
        at=("likely", "likely-one"), lean="records"),
    "kept close comes to the records officer": Mutant("what stands between two goes to the desk alone", functions=((
        "and (f.kept_close or f.kind in ('pair', 'couple'))", "and f.kind in ('pair', 'couple')"),), at=("likely", "likely-one"), lean="records"),
}  # fmt: skip

OPENS = "from access.lone_now() n where n.id = p_visit and not n.mine"
DIARY = {
    "whom a colleague visits, told to whoever looks for them": says_so("who learns whom a colleague visits",
        "(select h.folder from access.held_here(array[v.line]) h where h.kind = 'line')", "v.line", "today", "visit-late", lean="duty"),
    "who is out, told to anybody": says_so("who looks for whoever is late",
        "and (v.staff = me or access.looks_for(me, v.staff, v.line, (select access.clock()) - v.back_by))", "", "today", "visit-late"),
    "a visit ended by anybody": says_so("who says that somebody is back", "from access.lone_now() n where n.id = p_id",
        "from (select v.id, true as mine from access.lone v) n where n.id = p_id", "visit-back",
        held_by="src/alongside/diary/tests/test_out.py::test_a_visit_of_somebody_else_is_not_there"),
    "where a colleague is, opened before they are late": says_so("when it is opened where a colleague is", OPENS,
        "from (select v.id, v.staff = me as mine from access.lone v where v.back_at is null"
        " and access.looks_for(me, v.staff, v.line, interval '2 hours')) n where n.id = p_visit", "today", "visit-late", lean="desk"),
    "where a colleague is, opened by anybody": says_so("who opens where a colleague is", OPENS,
        "from (select v.id, v.staff = me as mine from access.lone v) n where n.id = p_visit", "today", "visit-late"),
    "where a colleague is, of a record kept close": says_so("a seat opens where somebody is whose record is kept close",
        "select not access.lies_close(p_line)\n", "select true\n", "visit-late",
        held_by="src/alongside/diary/tests/test_out.py::test_where_it_is_kept_close_the_desk_opens_the_place_at_once_and_no_other_seat_does"),
    "that duty knows whom a colleague visits": says_so("when a lead is told that somebody is late",
        "where o.here and o.post = 'duty' and o.team = p.team", "where o.here and not o.knows and o.post = 'duty' and o.team = p.team", "today",
        held_by="src/alongside/diary/tests/test_out.py::test_a_lead_is_told_no_sooner_because_somebody_on_duty_knows_the_person"),
    "that a colleague was opened": Mutant("who is told of an opening", patch=everywhere(heads(
        "X-Opened", lambda w: count(w, "select count(*) from access.lone_opened")))),
    "how many are out": Mutant("a count on Today", patch=on("today", says(
        lambda w, r: f"{count(w, 'select count(*) from access.lone')} out")), at=("today",)),
    "who else goes to a group": Mutant("a count on a register", patch=on("group", says(
        lambda w, r: f"{count(w, 'select count(*) from diary_member')} go")), at=("group",)),
    "who is booked at the same time, of anybody": Mutant("two at once", patch=on("diary", says(
        lambda w, r: f"{count(w, ALL_LINES)} at once")), at=("diary",)),
    "that something was set apart": Mutant("a badge on a contact", patch=on("session", says(
        lambda w, r: "apart" * (count(w, "select count(*) from diary_aside") % 3))), at=("session",)),
    "what was tried with others": Mutant("a count on the ladder", patch=on("ladder", says(
        lambda w, r: f"{count(w, 'select count(*) from diary_rung')} tries")), at=("ladder",)),
    "how busy everybody is, on booking": Mutant("a count where one books", patch=on("book", says(
        lambda w, r: f"{count(w, ALL_LINES)} booked")), at=("book",)),
    "groups of any team": dataclasses.replace(says_so("whose groups they are",
        "g.ended_at is null and access.in_team((select access.me()), g.team)", "g.ended_at is null", "groups"),
        held_by="src/alongside/diary/tests/test_groups.py::test_a_group_of_another_team_is_not_there"),
}  # fmt: skip

LATE = {
    "others' numbers, told to anybody": says_so("whose number one reads", "from access.reach r where r.staff = (select access.me())",
        "from access.reach r", "late-reach"),
    "how many gave a number": Mutant("a count where one gives a number", patch=on("late-reach", says(
        lambda w, r: f"{count(w, 'select count(*) from access.reach')} are texted")), at=("late-reach",)),
    "texted, whoever looks": Mutant("that only who looks is texted", functions=((
        "           and access.looks_for(r.staff, v.staff, v.line, (select access.clock()) - v.back_by)\n", ""),), lean="sends"),
    "texted of whoever is back": Mutant("that a visit has ended", functions=((
        "from access.lone v cross join access.reach r\n         where v.back_at is null and",
        "from access.lone v cross join access.reach r\n         where"),), lean="duty"),
    "whom a colleague visits, in the text": Mutant("words that say nothing", patch=wraps(
        _module("alongside.diary.telling"), "late")(_says_whom), lean="duty"),
}  # fmt: skip

RECEPTION = {
    "who is expected, told to anybody with a seat": says_so("who holds a reception", "r.staff = p_staff and q.kind = 'reception' and q.team is not null",
        "q.team is not null", "reception", "reception-here"),
    "yesterday's reception reads on": says_so("that it ends with the shift",
        "and r.starts <= (select access.clock()) and (r.ends is null or r.ends > (select access.clock()))", "", "reception"),
    "another team's people stand on it": says_so("whose reception it is", "d.team = any(teams) and d.kind = 'dates'", "d.kind = 'dates'",
        "reception", held_by="src/alongside/diary/tests/test_reception.py::test_people_of_another_team_are_not_there"),
    "somebody whom reception knows stands on it": says_so("conflicts, at reception", "k.person = d.person and k.staff = p_staff", "false",
        "reception", lean="reception"),
    "what is kept close stands on it": Mutant("kept close, at reception", functions=(
        ("and not d.kept_close and d.ended_at is null", "and d.ended_at is null"), ("and n.team = any(teams) and not n.kept_close", "and n.team = any(teams)")),
        at=("reception",), lean="reception"),
    "what was cancelled stands on it": says_so("what is booked", "and e.state in ('due', 'met', 'missed')", "and e.state <> 'offered'", "reception",
        held_by="src/alongside/diary/tests/test_reception.py::test_only_today_and_only_what_is_booked"),
    "who is visited at home stands on it": says_so("who comes to the door", "and coalesce(b.how, 'in_person') in ('in_person', 'joint', 'drop_in')", "",
        "reception", held_by="src/alongside/diary/tests/test_reception.py::test_who_is_visited_rung_or_in_a_group_does_not_come_to_the_door"),
    "who has come, told to anybody": says_so("who is told that somebody has come",
        " and a.folder = any((select access.my_folders())::bigint[])\n", "\n", "today"),
    "said of anybody, by anybody": says_so("of whom one says that they have come",
        "(select e.folder from access.expected_at_reception(me) e where e.due = p_due)", "(select e.folder from public.care_due e where e.id = p_due)",
        "reception-here"),
    "how many are expected elsewhere": Mutant("a count at reception", patch=on("reception", says(
        lambda w, r: f"{count(w, 'select count(*) from diary_appointment')} booked")), at=("reception",)),
}  # fmt: skip

HANDOVER = {
    "how many are here, where people are handed over": Mutant("a count where one hands over", patch=on("handover", says(
        lambda w, r: f"{count(w, ALL_LINES)} people")), at=("handover",)),
    "how many are here, beside the week": Mutant("a count beside who holds which seat", patch=on("rota", says(
        lambda w, r: f"{count(w, ALL_LINES)} people")), at=("rota",)),
    "how much colleagues carry, beside where they work": Mutant("a count beside who works where", patch=on("where", says(
        lambda w, r: str(count(w, "select count(*) from access.grant where assigned")))), at=("where",)),
    "what was opened, as it lies in the table": Mutant("the order of what was opened at one moment", functions=((
        "order by o.at desc, o.folder, o.name", "order by o.at desc"),),
        held_by="src/alongside/staff/tests/test_duty.py::test_what_was_opened_at_one_moment_is_told_in_an_order_that_says_nothing_of_other_rows"),
    "others' parts go with it": Mutant("that one hands over one's own alone", functions=((
        "where f.person = whose and g.staff = me and g.assigned and g.writes and g.ended_at is null",
        "where f.person = whose and g.assigned and g.writes and g.ended_at is null"),),
        held_by="src/alongside/handover/tests/test_handing.py::test_only_what_one_works_in_oneself_goes"),
    "whoever handed over keeps it": Mutant("that access moves and does not spread", functions=((
        "        perform access.end_grant(one.id, p_reason);\n", ""),),
        held_by="src/alongside/handover/tests/test_handing.py::test_access_moves_at_once_and_the_line_with_it"),
    "handed over to whoever is away": Mutant("that nobody goes to whoever is away", functions=((
        "if access.is_away(p_to, access.london_today()) then", "if false then"),),
        held_by="src/alongside/handover/tests/test_handing.py::test_nobody_goes_to_whoever_is_away"),
    "what was told in confidence goes along unsaid": Mutant("that what was told in confidence goes where it is said", functions=((
        "array['line', 'dates', 'visit', 'contact', 'treatment']", "array['line', 'dates', 'visit', 'contact', 'treatment', 'safety']"),),
        held_by="src/alongside/handover/tests/test_handing.py::test_where_it_stays_nobody_learns_that_there_is_one"),
    "what was told in confidence is left with nobody": Mutant("that no such part is left with nobody", functions=((
        "if one.folder in (select access.mine_alone(array[one.folder])) then", "if false then"),),
        held_by="src/alongside/handover/tests/test_handing.py::test_nor_by_sql"),
    "supervision takes what is kept close": Mutant("kept close, for a lead who supervises", functions=((
        "f.kind in ('line', 'dates') and f.ended_at is null and not f.kept_close\n", "f.kind in ('line', 'dates') and f.ended_at is null\n"),),
        held_by="src/alongside/handover/tests/test_supervision.py::test_what_is_kept_close_is_simply_not_there"),
}  # fmt: skip

ANY_LEAVING = "select count(*) from leaving_leaving where state = 'open'"
ALL_READY = "select count(*) from leaving_ready"
LEAVING = {
    "who is leaving, of anybody": Mutant("the policy on leaving", "create policy more on leaving_leaving using (true)"),
    "whether home is safe, for anybody": Mutant("the policy on what was said of home", "create policy more on leaving_home using (true)"),
    "how many are leaving": Mutant("a count on Today", patch=on("today", says(
        lambda w, r: f"{count(w, ANY_LEAVING)} leave")), at=("today",)),
    "that something was said of home": Mutant("a badge on a leaving", patch=on("leaving", says(
        lambda w, r: "asked" * (count(w, "select count(*) from leaving_home") % 3))), at=("leaving",)),
    "what is ready for others": Mutant("a count on the page of ten lines", patch=on("finish", says(
        lambda w, r: f"{count(w, ALL_READY)} ready")), at=("finish",)),
    "letting messages go, of anybody": says_so("who lets messages go again",
        "    if exists (select from unnest(stop.died) d where access.may_send(d)) then",
        "    if exists (select from access.stopped s where cardinality(s.died) > 0) then", "stop-messages", "stop-messages", "stop-messages"),
    "care elsewhere stays finished": Mutant("that a death is undone in every part", functions=((
        "and e.state = 'finished' and e.finished_how = 'died' and e.version = d.version", "and false"),),
        held_by="src/alongside/leaving/tests/test_death.py::test_a_mistake_is_undone_in_parts_that_whoever_undoes_it_does_not_hold"),
    "a refusal tells of a death": Mutant("that a death is told to who holds it", functions=((
        "if exists (select from unnest(stop.died) d where access.may_send(d)) then", "if cardinality(stop.died) > 0 then"),),
        held_by="src/alongside/outbox/tests/test_actions.py::test_a_death_written_in_another_part_is_told_by_no_refusal"),
    "whoever works elsewhere lets them go": Mutant("that a stop is lifted where it was said", functions=((
        "where x = any(stop.died) or not access.may_send(x)", "where x = any(stop.died) or false and not access.may_send(x)"),),
        held_by="src/alongside/outbox/tests/test_actions.py::test_where_two_said_so_each_takes_back_their_own"),
}  # fmt: skip

GUIDE = {
    "one's own answers, told to anybody": says_so("whose own answers they are", "where r.audience = 'own' and r.staff = (select access.me()) order",
        "where r.audience = 'own' order", "reflect"),
    "what one has thought, among the service's answers": says_so("which answers are the service's",
        "where r.audience = 'service' and (select access.me()) is not null order", "where (select access.me()) is not null order", "reflect"),
    "a count on a card": Mutant("a count on a page that knows nobody", patch=on("guide-card", says(
        lambda w, r: f"{count(w, ALL_LINES)} people")), at=("guide-card",)),
    "a count on the way to a deed": Mutant("a count on the way from a card", patch=on("guide-do", says(
        lambda w, r: f"{count(w, ALL_LINES)} people")), at=("guide-do",)),
    "who else is reading": Mutant("others' sessions", patch=on("guide", says(
        lambda w, r: str(count(w, "select count(*) from access.session where ended_at is null")))), at=("guide",)),
}  # fmt: skip

KEEPING = {
    "what could go wrong, for anybody": Mutant("the policy on what could go wrong", "create policy more on keeping_risk using (true)"),
    "how many are serious now": Mutant("a count of what is serious", patch=on("today", says(
        lambda w, r: f"{count(w, SERIOUS)} serious")), at=("today",)),
    "how much could go wrong in other parts": Mutant("a count on the page of what could go wrong", patch=on("safe", says(
        lambda w, r: f"{count(w, 'select count(*) from keeping_risk')} in all")), at=("safe",)),
    "medicines of everybody": says_so("whose medicines are late, for duty and the prescriber",
        "from access.medicine_dates((select access.me())) m)", "from (select f.id as folder from access.folder f where f.kind = 'dates') m)", "today"),
    "the dates of everybody who is late": Mutant("a count of what is late", patch=on("medicines-late", says(
        lambda w, r: str(count(w, "select count(*) from care_due where what in ('doses', 'script')")))), at=("medicines-late",)),
    "the answer, to whoever holds the record": says_so("that an answer comes to whoever asked alone",
        "where a.staff = (select access.me())\n       and exists (select from access.live_grants", "where exists (select from access.live_grants",
        "scripts", "medicines", "today"),
    "who asks whether there is another, for anybody": Mutant("who answers", functions=(DECIDES[0], (
        "then access.answers_for_kept(p_staff) else access.holds_seat(p_staff, 'records') end)", "then true else true end)")),
        at=("scripts", "script-answer", "today")),
    "whether somebody else has the number": Mutant("the answer to a question that was only asked", patch=on("script-ask", says(
        lambda w, r: str(count(w, "select count(*) from access.found_by")))), at=("script-ask",)),
    "what others were asked, beside what could go wrong": Mutant("what was said in an assessment, where it may be written down", patch=on(
        "safe", says(lambda w, r: str(count(w, "select count(*) from measures_response where done_on is not null")))), at=("safe",)),
    "how others are visited, on booking": Mutant("what is kept to on a visit, where one books", patch=on("book", says(
        lambda w, r: str(count(w, "select count(*) from keeping_visiting where ended_at is null")))), at=("book",)),
    "how many other prescriptions there are": Mutant("a count on the page of medicines", patch=on("medicines", says(
        lambda w, r: str(count(w, "select count(*) from keeping_medicine where script")))), at=("medicines",)),
}  # fmt: skip

LETTERS = {
    "what is agreed, for anybody": Mutant("the policy on what is agreed", "create policy more on sharing_consent using (true)"),
    "what a letter said, for anybody": Mutant("the policy on what was chosen for a letter", "create policy more on letters_quoted using (true)"),
    "how many letters there are": Mutant("a count on the page of letters", patch=on("part-letters", says(
        lambda w, r: f"{count(w, 'select count(*) from letters_report')} in all")), at=("part-letters",)),
    "how many would rather not": Mutant("a count on the page of what is agreed", patch=on("agreements", says(
        lambda w, r: f"{count(w, 'select count(*) from sharing_consent where not agreed')} would not")), at=("agreements",)),
    "what could be said of anybody": Mutant("a count while a letter is made", patch=on("consent-letter", says(
        lambda w, r: str(count(w, "select count(*) from keeping_medicine")))), at=("consent-letter",)),
}  # fmt: skip

KEYS = {
    "a number that is unique": Mutant("an NHS number over all folders", unique("people_details", "nhs_number"), at=("detail",)),
    "a name that is unique": Mutant("a name to call by over all folders", unique("people_line", "sort_key"), at=("call-name",)),
    "a telephone that is unique": Mutant("a way to reach over all folders", unique("people_contactway", "value"), at=("add-way",)),
    "an alter that is unique": Mutant("a name on a map over all folders", unique("ties_alter", "name"), at=("draw", "map_change")),
    "an id that is unique": Mutant("the primary key without its folder", unique("people_line", "id").replace("x.id <> new.id", "x.folder <> new.folder")),
    "a key without its folder": Mutant(
        "a reference to a hidden row", "create unique index on public.care_plan (id); alter table public.care_goal drop constraint care_goal_plan_id_same_folder;"
        " alter table public.care_goal add foreign key (plan_id) references public.care_plan (id) deferrable"),
    "no folder-led key": Mutant("the way to a row by its folder", "alter table public.people_name drop constraint people_name_by_folder cascade;"
                                " drop index public.name_by_name"),
    "ids in order": Mutant("ids of rows", patch=_ids_in_order, at=("add_goal", "add-name", "write_referral"), lean="beside"),
    "folders in order": Mutant("ids of folders", "create sequence public.numbers; alter sequence public.numbers owner to {gate};"
                               " create or replace function access.new_id() returns bigint language sql volatile security definer as $$ select nextval('public.numbers') + (select count(*) from access.folder) $$",
                               at=("add-person", "import-people")),
}  # fmt: skip

PAGES = {
    "403 for what is hidden": Mutant("one answer for hidden and absent", patch=wraps(_module("alongside.web.errors"), "plain")(_forbidden)),
    "search past the policies": Mutant("search", patch=lambda w: (
        wraps(_module("alongside.people.pages.finding"), "find_lines")(_owner_finds)(w)), at=("find",)),
    "people in order of who else opens them": Mutant("a sort by what is hidden", patch=wraps(
        _module("alongside.people.pages.finding"), "first_lines")(_sorted_by_hidden), at=("people",), lean="many"),
    "a list kept for whoever comes next": Mutant("a cache without its viewer", patch=wraps(
        _module("alongside.people.pages.finding"), "first_lines")(_cached), at=("people",), lean="beside"),
    "a count on the list": Mutant("counts", patch=on("people", says(lambda w, r: f"{count(w, ALL_LINES)} people")), at=("people",)),
    "a count on the search": Mutant("counts", patch=on("find", says(lambda w, r: f"of {count(w, ALL_LINES)}")), at=("find",)),
    "names offered as one types": Mutant("a shared dictionary", patch=on("find", says(
        lambda w, r: str(w.run("select distinct sort_key from people_line order by 1")))), at=("find",)),
    "did you mean": Mutant("a shared dictionary", patch=on("add-person", says(
        lambda w, r: str(w.run("select sort_key from people_name order by 1 limit 1")))), at=("add-person",)),
    "known already": Mutant("known here?", patch=wraps(_module("alongside.people.actions"), "add_person")(_known_already), at=("add-person",)),
    "known already, when they come": Mutant("known here?", patch=wraps(_module("alongside.people.actions"), "add_person")(_known_already),
        at=("first-contact", "call")),
    "a telephone that is unique, when they ring": Mutant("a way to reach over all folders", unique("people_contactway", "value"),
        at=("first-contact", "call")),
    "how many wait": Mutant("a count of who waits", patch=on("waiting", says(
        lambda w, r: f"{count(w, ALL_WAITS)} wait")), at=("waiting",)),
    "what callers said, for anybody": Mutant("the policy on what a caller said", "create policy more on intake_call using (true)"),
    "how many rang": Mutant("a count of calls", patch=on("call-kept", says(
        lambda w, r: f"{count(w, 'select count(*) from intake_call')} rang")), at=("call-kept",)),
    "whether whoever is meant is here": Mutant("the answer to a call", patch=on("call", says(
        lambda w, r: f"{count(w, ALL_LINES)} known")), at=("call",)),
    "what happened meanwhile in other parts": Mutant("lines of those who wait", patch=on("meanwhile", says(
        lambda w, r: f"{count(w, 'select count(*) from intake_meanwhile')} lines")), at=("meanwhile",)),
    "the same as another": Mutant("a banner on a record", patch=on("person", says(lambda w, r: str(w.run(
        "select count(*) from people_details a join people_details b using (nhs_number) where a.id < b.id")))), at=("person",)),
    "a badge": Mutant("that something is hidden", patch=on("person", says(lambda w, r: str(count(
        w, HIDDEN_PERSON.format(person=r.person.id))))), at=("person",)),
    "an export by the owner": Mutant("exports", patch=on("map_measures", _unlocked_measures), at=("map_measures",)),
    "a drawing with others' names": Mutant("exports", patch=on("map_graphml", _unlocked_measures), at=("map_graphml",)),
    "a zip with one name more": Mutant("files", patch=on("map_network_canvas", _unlocked_measures), at=("map_network_canvas",)),
    "more is to come": Mutant("pages of a list", patch=on("contacts", says(
        lambda w, r: "more" if count(w, "select count(*) from care_session") > 5 else "")), at=("contacts",)),
    "seen by others lately": Mutant("the log", patch=on("who-can-open", says(
        lambda w, r: str(count(w, "select count(*) from log.opened where staff <> 0 and n < 0")))), at=("who-can-open",)),
    "how many were asked": Mutant("counts", patch=on("assessment", says(
        lambda w, r: str(count(w, "select count(*) from measures_response")))), at=("assessment",)),
    "how many hold still": Mutant("counts", patch=on("still_holds", says(
        lambda w, r: str(count(w, "select count(*) from measures_response where done_on is not null")))), at=("still_holds",)),
    "children asked about by anybody": Mutant("what is due", patch=wraps(
        _module("alongside.measures.queries"), "_all_answered")(
        lambda w, was, *a: count(w, "select count(*) from measures_assessment") % 2 == 0), at=("assessment",)),
    "answers by an edition of everybody's": Mutant("exports", patch=on("response_fhir", lambda w, r, answer: setattr(
        answer, "content", answer.content + str(count(w, "select count(*) from measures_response")).encode())), at=("response_fhir",)),
    "how full a colleague is": Mutant("counts over colleagues", patch=on("give-access", says(
        lambda w, r: str(w.run("select staff, count(*) from access.grant group by 1 order by 1")))), at=("give-access",)),
    "how many have left forms": Mutant("kept forms", patch=on("today", says(
        lambda w, r: str(count(w, "select count(*) from access.kept_form")))), at=("today",)),
    "a queue": Mutant("others' work", patch=on("my-access", says(
        lambda w, r: str(count(w, "select count(*) from access.sent_once")))), at=("my-access",)),
    "how many are signed in": Mutant("sessions", patch=on("account_login", says(
        lambda w, r: str(count(w, "select count(*) from access.session")))), at=("account_login",)),
    "how many tried": Mutant("failed sign-ins", patch=on("account_login", says(
        lambda w, r: str(count(w, "select count(*) from authn.accounts_counted")))), at=("account_login",)),
    "who was invited": Mutant("invitations", patch=on("welcome", says(
        lambda w, r: str(count(w, "select count(*) from authn.accounts_invitation")))), at=("welcome",)),
    "health that counts": Mutant("the address for machines", patch=lambda w: wraps(_module("alongside.access.startup"), "faults")(
        lambda world, was: [*was(), f"lines {count(world, ALL_LINES)}"])(w), at=("healthz",)),
    "an entity tag of everything": Mutant("headers", patch=everywhere(heads("ETag", lambda w: w.run(
        "select coalesce(max(version), 0) || '-' || count(*) from people_line")[0][0]))),
    "last changed": Mutant("headers", patch=everywhere(heads("Last-Modified", lambda w: w.run(
        "select max(made_at) || '' from care_session")[0][0]))),
    "server timing": Mutant("headers", patch=everywhere(heads("Server-Timing", lambda w: f"rows;dur={count(w, ALL_LINES)}"))),
    "a cookie that counts": Mutant("cookies", patch=everywhere(_sets_cookie)),
    "as many queries as people": Mutant("the number of statements", patch=on("today", _queries_by_all), at=("today",)),
    "one query more for what is hidden": Mutant("the number of statements", patch=wraps(
        _module("alongside.care.pages.plans"), "found")(_not_found_by_work), at=("change_plan", "add_goal", "goal", "move_goal", "move_plan")),
    "a message to everybody": Mutant("messages", patch=on("book", _mails_all), at=("book",)),
    "a log line that counts": Mutant("the application's log", patch=on("plan", _logs_all), at=("plan",)),
    "too busy": Mutant("errors", patch=on("people", _raises), at=("people",)),
    "the database's own words": Mutant("errors", sql=unique("people_line", "sort_key"), patch=lambda w: wraps(
        _module("alongside.web.wrapper"), "_database_said_no")(_detail_of_error)(w), at=("call-name",)),
    "today of whoever came first": Mutant("a cache without its viewer", patch=wraps(
        _module("alongside.access.viewer"), "begin")(_held_of_anybody), at=("today", "people"), lean="beside"),
    "how many letters wait": Mutant("counts", patch=on("letters", says(
        lambda w, r: str(count(w, "select count(*) from outbox_message where channel = 'letter' and state in ('waiting', 'ready')")))), at=("letters",)),
    "how much waits to go out": Mutant("the queue", patch=on("messages", says(
        lambda w, r: str(w.run("select count(*), sum(tries) from access.outgoing")))), at=("messages",)),
    "the same number elsewhere": Mutant("a banner on a record", patch=on("ways", says(lambda w, r: str(count(
        w, "select count(*) from people_contactway a join people_contactway b using (value) where a.folder <> b.folder")))), at=("ways",)),
    "a letter printed with another's": Mutant("files", patch=on("print-letters", _unlocked_measures), at=("print-letters",)),
    "few go at once": Mutant("a queue that all share", patch=wraps(_module("alongside.outbox.sending"), "send_due")(_few_at_once), at=("messages",), lean="sends"),
    "a number that somebody else has is not used": Mutant("what was told elsewhere, in what goes out", patch=wraps(
        _module("alongside.outbox.sending"), "_way")(_not_a_way_of_others), at=("messages",), lean="sends"),
    "how often it was denied": Mutant("the log", patch=on("who-opened", says(
        lambda w, r: str(count(w, "select count(*) from log.denied")))), at=("who-opened",)),
    "references in order": Mutant("the spoken reference", patch=wraps(
        _module("alongside.people.actions.adding"), "new_reference")(_references_in_order), at=("add-person", "import-people")),
}  # fmt: skip

# What is played alike in both worlds would hide a leak, if it were played more widely than chance and time go.
PLAYED = {
    "chance from what others did": Mutant("played: random bytes", patch=_chance_of_all),
    "new ids from what others hold": Mutant("played: ids", "create or replace function access.new_id() returns bigint language sql volatile"
        " security definer as $$ select 1000000 + count(*) + (select count(*) from log.decided) from access.folder $$", at=("add-person",)),
    "the database's clock goes with others": Mutant("played: the database's clock", "create or replace function access.clock() returns timestamptz"
        " language sql stable security definer set search_path = pg_catalog as $$ select at + (select count(*) from access.session)"
        " * interval '1 hour' from access.test_clock $$"),
    "Python's clock goes with others": Mutant("played: Python's clock", patch=_clock_of_all, at=("account_reset_password",)),
    "a savepoint for each that is hidden": Mutant("played: savepoints", patch=on("my-access", lambda w, r, s: _savepoints(w)), at=("my-access",)),
}  # fmt: skip


def _savepoints(world: Any) -> None:
    from django.db import connections

    with connections["default"].cursor() as cursor:
        for _ in range(count(world, ALL_LINES) % 5):
            cursor.execute("savepoint s1_x1")


def mutants() -> dict[str, Mutant]:
    """All of them, by name."""
    return {
        **POLICIES,
        **FUNCTIONS,
        **DOORS,
        **DESK,
        **GUIDE,
        **DIARY,
        **LATE,
        **RECEPTION,
        **HANDOVER,
        **RECORDS,
        **KEEPING,
        **LEAVING,
        **LETTERS,
        **KEYS,
        **PAGES,
        **PLAYED,
        **tables(),
    }


PIECE = re.compile(r"(?=^create or replace function )", re.MULTILINE)


def apply(world: Any, name: str) -> None:
    """Break it, in this world."""
    mutant = mutants()[name]
    if mutant.functions:
        text = "\n".join(file.read_text() for file in sorted(arrange.SQL.glob("2_*.sql")))
        changed = text
        for was, becomes in mutant.functions:
            if was not in changed:
                raise LookupError(f"the floor no longer says {was!r}: {name} breaks nothing")
            changed = changed.replace(was, becomes)
        # Only the functions that differ: the one that draws ids is played, and stays so.
        pieces = [new for old, new in zip(PIECE.split(text), PIECE.split(changed), strict=True) if old != new]
        world.sql.execute(f'set role "{ground.TEMPLATE}_gate"')
        for piece in pieces:
            world.sql.execute(piece)
        world.sql.execute("reset role")
    if mutant.sql:
        sql = mutant.sql
        for role in ("app", "gate"):
            sql = sql.replace(f"{{{role}}}", f'"{ground.TEMPLATE}_{role}"')
        world.sql.execute(sql)
    if mutant.patch:
        mutant.patch(world)
