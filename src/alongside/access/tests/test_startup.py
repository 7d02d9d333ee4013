"""Nothing is served on a floor that is not sound."""

import contextlib
import json

import pytest
from django.db import connections
from tests import ground

from alongside.access import startup


@contextlib.contextmanager
def role(house, changed, back):
    who = f'"{ground.TEMPLATE}_app"'
    house.sql.execute(f"alter role {who} {changed}")
    for alias in connections:
        connections[alias].close()
    try:
        yield
    finally:
        house.sql.execute(f"alter role {who} {back}")
        for alias in connections:
            connections[alias].close()


@pytest.fixture
def real_clock(house):
    """Production's clock in place of the tests'."""
    house.sql.execute(startup.CLOCK.read_text())
    return house


def healthz(house):
    answer = house.browser().get("/healthz")
    return answer.status_code, json.loads(answer.content)


def test_a_sound_floor_serves(real_clock):
    startup.refuse_unless_sound()
    assert healthz(real_clock) == (200, {"well": True, "faults": []})


@pytest.mark.parametrize("power", ["superuser", "bypassrls", "createrole", "createdb"])
def test_a_role_that_could_get_round_the_rule_is_refused(real_clock, power):
    with role(real_clock, power, f"no{power}"), pytest.raises(startup.NotSound, match="roles"):
        startup.refuse_unless_sound()
    with role(real_clock, power, f"no{power}"):
        assert healthz(real_clock) == (503, {"well": False, "faults": ["roles"]})


def test_a_table_without_its_policies_is_refused(real_clock):
    real_clock.sql.execute("alter table people_line no force row level security")
    with pytest.raises(startup.NotSound, match="people_line"):
        startup.refuse_unless_sound()


def test_a_server_whose_large_objects_are_not_ours_to_close_is_served_and_told(real_clock, caplog):
    startup.refuse_unless_sound()
    assert caplog.text == ""
    real_clock.sql.execute("grant execute on function lo_from_bytea(oid, bytea) to public")
    startup.refuse_unless_sound()
    assert "large objects" in caplog.text
    assert healthz(real_clock) == (200, {"well": True, "faults": []})


def test_a_clock_that_is_not_ours_is_refused(house):
    with pytest.raises(startup.NotSound, match="clock"):
        startup.refuse_unless_sound()
    assert healthz(house) == (503, {"well": False, "faults": ["clock"]})


def test_a_database_of_another_version_is_refused(real_clock):
    real_clock.sql.execute("comment on schema access is 'another'")
    with pytest.raises(startup.NotSound, match="version"):
        startup.refuse_unless_sound()


def test_without_a_database_healthz_says_so(house):
    connections["default"].close()
    there = connections["default"].settings_dict["HOST"]
    connections["default"].settings_dict["HOST"] = "/nowhere"
    try:
        assert healthz(house) == (503, {"well": False, "faults": ["database"]})
        assert house.browser().get("/my-access/").status_code == 503
    finally:
        connections["default"].close()
        connections["default"].settings_dict["HOST"] = there
