"""The service's folder keeps its keys: made once, closed to others, never shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from alongside.config.home import KEYS, LOGINS, BadAddress, Home, read_address

URL = "postgresql://ann:s%40fe@db.example:6543/care?sslmode=require"


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_keys_are_made_once(tmp_path: Path) -> None:
    first = Home(tmp_path / "var").keys()
    assert Home(tmp_path / "var").keys() == first
    assert {name: len(key) for name, key in first.items()} == {
        "handles": 64, "database_token": 32, "django": 50, "totp": 32, "kept_forms": 32, "tasks": 32,
    }  # fmt: skip


def test_everybody_who_asks_at_once_gets_the_same_key(tmp_path: Path) -> None:
    ask = (
        "import sys; from alongside.config.home import Home; print(Home(sys.argv[1]).keys()['handles'].hex())"
    )
    asking = [
        subprocess.Popen([sys.executable, "-c", ask, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    assert len({process.communicate()[0] for process in asking}) == 1
    assert not list((tmp_path / "secrets").glob(".*"))


def test_secrets_are_closed_to_others(tmp_path: Path) -> None:
    home = Home(tmp_path / "var")
    home.keys(), home.database()
    assert mode(home.secrets) == 0o700
    assert {mode(file) for file in home.secrets.iterdir()} == {0o600}
    home.secrets.chmod(0o755)
    assert mode(home.secrets) == 0o700


def test_what_is_secret_is_not_printed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    database = home.database()
    for shown in (repr(home.keys()), repr(database), str(database["roles"]), f"{database['roles']['app']}"):
        assert shown.startswith("<hidden: ")
    assert database["roles"]["app"]["password"] not in repr(database)


def test_its_own_database_has_a_password_for_every_login(tmp_path: Path) -> None:
    found = Home(tmp_path).database()
    assert found["embedded"] and found["name"] == "alongside"
    assert set(found["roles"]) == set(LOGINS)
    assert len({login["password"] for login in found["roles"].values()}) == len(LOGINS)
    assert found == Home(tmp_path).database()


def test_there_is_no_database_before_its_first_start(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.database()
    assert not home.has_database()
    home.save_database(home.database() | {"host": "/somewhere"})
    assert home.has_database()


def test_a_given_database_keeps_its_owners_password_to_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", URL)
    home = Home(tmp_path)
    home.set_up(own_owner=False)
    found = home.database()
    assert (found["host"], found["port"], found["name"]) == ("db.example", 6543, "care")
    assert found["roles"]["owner"] == {"user": "ann", "password": "s@fe"}
    assert found["roles"]["app"]["user"] == "care_app"
    assert found["options"] == {"sslmode": "require"}
    assert not any(
        "s@fe" in file.read_text() or "s%40fe" in file.read_text() for file in home.secrets.iterdir()
    )


def test_a_superuser_is_never_the_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", URL)
    home = Home(tmp_path)
    home.set_up(own_owner=True)
    assert home.database()["roles"]["owner"]["user"] == "care_owner"
    assert home.given()["login"]["user"] == "ann"


@pytest.mark.parametrize(
    "address",
    ["mysql://a:b@h/n", "postgresql://h/n", "postgresql://a:b@h", "postgresql://a:secret@h:54x/n", "?"],
)
def test_an_address_that_cannot_be_read_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(BadAddress) as refused:
        read_address(address)
    assert "secret" not in str(refused.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root writes into others' folders")
def test_what_root_writes_in_somebodys_service_stays_theirs(tmp_path: Path) -> None:
    home = Home(tmp_path)
    os.chown(home.secrets, 12345, 12345)
    home.keys()
    assert {file.stat().st_uid for file in home.secrets.iterdir()} == {12345}


def test_every_key_has_a_name_of_its_own_file(tmp_path: Path) -> None:
    Home(tmp_path).keys()
    assert {file.name for file in (tmp_path / "secrets").iterdir()} == {f"{name}.key" for name in KEYS}
