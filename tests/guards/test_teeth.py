"""The guards bite: with any one thing of the floor broken, on a clone, one of their own tests fails."""

import contextlib
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import ProgrammingError, connections

from alongside.access import arrange, handles
from alongside.access.models import FOLDER_KINDS
from alongside.access.tests import test_viewer as reading
from alongside.outbox import checks, rules
from alongside.outbox.tests import ground as post_office
from alongside.outbox.tests import test_actions as letting_out
from alongside.outbox.tests import test_sending as sending
from alongside.web import errors, wrapper
from alongside.web.registry import PAGES
from tests import ground
from tests.guards import test_attacks as attacks
from tests.guards import test_floor as floor
from tests.guards import test_routes as routes

FUNCTIONS = "\n".join(file.read_text() for file in sorted(arrange.SQL.glob("2_*.sql")))
KINDS = ", ".join(f"'{kind}'" for kind in FOLDER_KINDS)


def told(tellers):
    """Two tellers, each with their worker's line, as the attacks have them."""
    attacks.add_line(tellers.house, tellers.one, tellers.ash, "Lou")
    attacks.add_line(tellers.house, tellers.other, tellers.bo, "Jay")
    return tellers


UNQUEUE = "select access.send_no_more(%s, 5)"


def posting(test):
    """A test of the outbox, with a telephone for each of the two and a carrier that keeps what it is handed."""

    def on(tellers):
        with (
            pytest.MonkeyPatch.context() as patch,
            post_office.carrying(patch, post_office.Stub()) as carrier,
        ):
            test(post_office.post_of(tellers), carrier)

    return on


# Small, and of everybody: what two tellers and their workers meet through the pages and the models, and the catalogue.
PROBE = {
    "each reads what was granted": reading.test_each_worker_reads_only_what_was_granted,
    "hidden is not written": reading.test_a_hidden_folder_cannot_be_written,
    "a row lies in its kinds": reading.test_a_row_lies_only_in_its_kinds,
    "what ended is closed": reading.test_a_grant_that_ended_opens_nothing_at_once,
    "grants run out": reading.test_grants_last_ninety_days,
    "old versions are kept": reading.test_an_update_keeps_the_old_version,
    "one person a page": reading.test_a_narrowed_viewer_sees_the_one_person,
    "no viewer, no statement": lambda t: reading.test_a_query_without_a_viewer_raises_before_it_is_sent(t.house),
    "readers do not write": lambda t: attacks.test_whoever_may_only_read_can_neither_write_nor_pass_it_on(told(t)),
    "sessions end": lambda t: attacks.test_a_session_ends_after_its_hours_however_busy_it_was(told(t)),
    "ended sessions": lambda t: attacks.test_a_session_that_was_ended_answers_nobody(told(t)),
    "purposes of handles": lambda t: attacks.test_a_handle_opens_for_its_own_purpose_alone(told(t)),
    "one answer": lambda t: routes.test_hidden_absent_and_forged_are_one_answer(t, "person"),
    "sealed as declared": lambda t: floor.test_every_folder_table_is_sealed_as_declared(t.house),
    "keys": lambda t: floor.test_every_folder_table_leads_its_keys_with_the_folder(t.house),
    "no delete": lambda t: floor.test_app_can_neither_delete_nor_relabel(t.house),
    "closed tables": lambda t: floor.test_app_reads_no_table_of_access_log_or_authn(t.house),
    "closed functions": lambda t: floor.test_every_function_of_the_floor_is_pinned_listed_and_closed_to_the_public(t.house),
    "no other definer": lambda t: floor.test_no_definer_stands_outside_the_floor(t.house),
    "nobody else's address": posting(sending.test_a_row_that_names_another_s_way_reaches_nobody),
    "rules are asked again": posting(sending.test_the_rules_of_the_moment_count),
    "named where allowed": lambda t: posting(lambda _p, carrier: sending.test_who_we_are_is_said_only_to_those_who_allowed_it(
        t, carrier))(t),
    "death stops all": posting(letting_out.test_when_somebody_died_everything_stops),
    "nobody queues for others": posting(lambda p, carrier: (
        letting_out.test_nobody_queues_or_unqueues_in_a_part_that_is_not_theirs(p, carrier, UNQUEUE))),
    "the queue is closed": posting(lambda p, carrier: letting_out.test_pages_never_read_the_queue(
        p, carrier, "select * from access.next_to_send()")),
}  # fmt: skip


@dataclass(frozen=True)
class Break:
    """One thing broken, and which part of the probe is to notice."""

    by: str
    sql: str = ""
    functions: tuple[tuple[str, str], ...] = ()
    patch: tuple[Any, str, Any] | None = None


def a_key() -> tuple[str, str]:
    """One table with a key over its folder, and the key's name."""
    for model in arrange.folder_models():
        for field in model._meta.local_fields:
            if isinstance(field, arrange.SameFolderKey):
                table = model._meta.db_table
                return table, f"{table}_{field.column}_same_folder"[:63]
    raise LookupError


def any_purpose(purpose: str, text: str) -> handles.Opened | None:
    """Unseal whatever it was sealed for."""
    for tried in (purpose, "part", "grant", "line"):
        found = UNSEAL(tried, text)
        if found:
            return found
    return None


def telling_404(request: Any, status: int, words: str = "") -> Any:
    """A 404 that says whether the handle was one of ours."""
    ours = handles.unseal("person", request.path.split("/")[2]) is not None
    return PLAIN(request, status, "Not yours." if ours else words)


UNSEAL, PLAIN = handles.unseal, errors.plain
MAY_SEND = "select access.may_write(p_folder, (select t.kinds from"
LIVE = "g.ended_at is null and g.starts <= (select access.clock()) and g.ends > (select access.clock())"
BREAKS = {
    "the reading policy is dropped": Break("each reads what was granted", "drop policy read on people_line"),
    "the reading policy is true": Break("each reads what was granted", "alter policy read on people_line using (true)"),
    "one policy more, for everybody": Break("each reads what was granted", "create policy more on people_line using (true)"),
    "row security is off": Break("each reads what was granted", "alter table people_line disable row level security"),
    "row security is not forced": Break("sealed as declared", "alter table people_line no force row level security"),
    "anything may be added": Break("hidden is not written", "alter policy add on people_line with check (true)"),
    "a table takes every kind": Break(
        "a row lies in its kinds",
        f"alter policy add on people_line with check (access.may_write(folder, array[{KINDS}]))",
    ),
    "app reads a table of access": Break("closed tables", "grant select on access.grant to {app}"),
    "app writes the log": Break("closed tables", "grant insert on log.opened to {app}"),
    "app deletes": Break("no delete", "grant delete on people_line to {app}"),
    "app relabels": Break("no delete", "grant update (folder) on people_line to {app}"),
    "a function is everybody's": Break("closed functions", "grant execute on function access.live_grants(bigint) to public"),
    "authn's function is app's": Break(
        "closed functions", "grant execute on function access.open_session(bytea, bigint, timestamptz) to {app}"
    ),
    "a definer elsewhere": Break(
        "no other definer",
        "create function public.leak() returns bigint language sql security definer as 'select count(*) from people_line'",
    ),
    "a key without its folder": Break("keys", "alter table {table} drop constraint {key}"),
    "no old versions": Break("old versions are kept", "drop trigger keep_version on people_line"),
    "grants that ended count": Break("what ended is closed", functions=((LIVE, LIVE.replace("g.ended_at is null and", "")),)),
    "grants never run out": Break(
        "grants run out", functions=((LIVE, LIVE.replace(" and g.ends > (select access.clock())", "")),)
    ),
    "grants of anybody count": Break(
        "each reads what was granted", functions=(("g.staff = p_staff and g.ended_at", "g.ended_at"),)
    ),
    "a page is about everybody": Break("one person a page", functions=(("if narrowed = '*' then", "if true then"),)),
    "sessions never run out": Break("sessions end", functions=((" and s.until > (select access.clock())", ""),)),
    "sessions that ended count": Break("ended sessions", functions=((" and s.ended_at is null", ""),)),
    "everybody may write": Break("hidden is not written", functions=(
        (
            "begin\n    select * into who from access.viewer();\n    if narrowed <> '*'",
            "begin\n    return true;\n    if narrowed <> '*'",
        ),
    )),
    "readers may write": Break("readers do not write", functions=((" and g.writes", ""),)),
    "a handle for any purpose": Break("purposes of handles", patch=(handles, "unseal", any_purpose)),
    "a 404 that tells": Break("one answer", patch=(errors, "plain", telling_404)),
    "the task is told of anybody's ways": Break(
        "nobody else's address", functions=(("where c.person = f.person and c.kind = 'contact'", "where c.kind = 'contact'"),)
    ),
    "what was agreed since does not count": Break("rules are asked again", patch=(rules, "_why_not", lambda *a: "")),
    "the service is named to everybody": Break("named where allowed", patch=(checks, "may_be_named", lambda way: True)),
    "who died is written to": Break(
        "death stops all", functions=(("exists (select from access.stopped s where s.person = f.person)", "false"),)
    ),
    "anybody stops a message": Break(
        "nobody queues for others", functions=((MAY_SEND, MAY_SEND.replace("select", "select true or", 1)),)
    ),
    "pages read the queue": Break(
        "the queue is closed",
        "grant execute on function access.next_to_send() to {app}",
        functions=(("if who.task is distinct from 'send' then", "if false then"),),
    ),
    "statements without a viewer": Break("no viewer, no statement", patch=(wrapper.viewer, "is_open", lambda: True)),
}  # fmt: skip


def apply(broken: Break, house: ground.House) -> None:
    """Break it in this clone."""
    if broken.sql:
        table, key = a_key()
        house.sql.execute(
            broken.sql.format(app=f'"{ground.TEMPLATE}_app"', table=f'"{table}"', key=f'"{key}"')
        )
    if broken.functions:
        text = FUNCTIONS
        for was, becomes in broken.functions:
            assert was in text, f"the floor no longer says {was!r}: this break breaks nothing"
            text = text.replace(was, becomes)
        house.sql.execute(f'set role "{ground.TEMPLATE}_gate"')
        house.sql.execute(text)
        house.sql.execute("reset role")


@contextlib.contextmanager
def tellers_of(broken: Break | None):
    """Two tellers in a clone, where one thing is broken."""
    with ground.clone() as house, pytest.MonkeyPatch.context() as patch:
        made = ground.Tellers(house)
        if broken is not None:
            apply(broken, house)
            if broken.patch:
                patch.setattr(*broken.patch)
        for alias in connections:
            connections[alias].close()
        yield made


@pytest.mark.parametrize("part", sorted(PROBE))
def test_with_nothing_broken_the_probe_is_quiet(part):
    with tellers_of(None) as made:
        PROBE[part](made)


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_the_probe_notices(name):
    broken = BREAKS[name]
    with tellers_of(broken) as made:
        noticed = False
        try:
            PROBE[broken.by](made)
        except (AssertionError, ProgrammingError, pytest.fail.Exception):
            noticed = True
        assert noticed, f"{broken.by}: {name}, and nothing was noticed"


def test_every_part_of_the_probe_is_needed():
    assert {broken.by for broken in BREAKS.values()} == set(PROBE)


@pytest.mark.parametrize("name", ["the reading policy is true", "one policy more, for everybody", "anything may be added",
                                  "row security is off", "row security is not forced"])  # fmt: skip
def test_start_up_refuses_what_opens_a_table(name):
    from alongside.access import startup

    with tellers_of(BREAKS[name]) as made:
        made.house.sql.execute(startup.CLOCK.read_text())
        with pytest.raises(startup.NotSound, match="people_line"):
            startup.refuse_unless_sound()


def test_start_up_refuses_a_role_that_may_act_as_another():
    from alongside.access import startup

    app, gate = f'"{ground.TEMPLATE}_app"', f'"{ground.TEMPLATE}_gate"'
    with tellers_of(None) as made:
        made.house.sql.execute(startup.CLOCK.read_text())
        made.house.sql.execute(f"grant {gate} to {app}")
        try:
            with pytest.raises(startup.NotSound, match="may act as"):
                startup.refuse_unless_sound()
        finally:
            made.house.sql.execute(f"revoke {gate} from {app}")


def test_the_pages_of_the_probe_are_there():
    assert {"person", "people", "give-access"} <= set(PAGES)
