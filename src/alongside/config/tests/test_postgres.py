"""The embedded database starts, stops, comes back after a kill, and lets nobody in without a password."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from alongside.config import place as places
from alongside.config.place import CannotRun
from alongside.config.postgres import Cluster

pytestmark = pytest.mark.slow  # each begins with a cluster of its own


@pytest.fixture
def cluster(place: Path) -> Iterator[Cluster]:
    made = Cluster(place / "var", fsync=False)
    yield made
    made.stop()


def ask(cluster: Cluster, question: str) -> object:
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        found = connection.execute(question.encode())
        return found.fetchone()[0] if found.description else None  # type: ignore[index]


def pid_of(cluster: Cluster) -> int:
    return int((cluster.place.data / "postmaster.pid").read_text().splitlines()[0])


def kill(cluster: Cluster) -> None:
    """As `kill -9` of everything, or a power cut, would."""
    pid = pid_of(cluster)
    os.kill(pid, signal.SIGKILL)
    if cluster._server is not None:
        cluster._server.wait()
    while cluster.running():
        time.sleep(0.01)


def test_what_was_saved_is_there_after_a_stop(cluster: Cluster) -> None:
    cluster.start()
    ask(cluster, "create table kept as select 7 as n")
    cluster.stop()
    assert not cluster.running()
    cluster.start()
    assert ask(cluster, "select n from kept") == 7


def test_what_was_saved_is_there_after_a_kill(place: Path) -> None:
    cluster = Cluster(place / "var")
    cluster.start()
    ask(cluster, "create table kept as select 7 as n")
    kill(cluster)
    assert (cluster.place.data / "postmaster.pid").exists()
    again = Cluster(place / "var")
    again.start()
    try:
        assert ask(again, "select n from kept") == 7
    finally:
        again.stop()


def test_a_process_that_got_the_old_number_is_not_taken_for_the_server(cluster: Cluster) -> None:
    cluster.start()
    kill(cluster)
    note = cluster.place.data / "postmaster.pid"
    note.write_text("\n".join([str(os.getpid()), *note.read_text().splitlines()[1:]]) + "\n")
    assert not cluster.running()
    cluster.start()
    assert ask(cluster, "select 1") == 1


def test_it_speaks_over_its_private_socket_only(cluster: Cluster) -> None:
    cluster.start()
    assert ask(cluster, "show listen_addresses") == ""
    folder = Path(cluster.home.database()["host"])
    assert folder.stat().st_mode & 0o777 == 0o700
    assert cluster.place.data.stat().st_mode & 0o077 == 0


def test_nobody_comes_in_without_the_password(cluster: Cluster) -> None:
    cluster.start()
    assert ask(cluster, "select rolpassword from pg_authid where rolcanlogin").startswith("SCRAM-SHA-256$")  # type: ignore[attr-defined]
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(cluster.dsn(), password="wrong")


def test_sorting_and_letters_are_the_same_on_every_machine(cluster: Cluster) -> None:
    cluster.start()
    assert (
        ask(cluster, "select datlocprovider::text || datlocale from pg_database where datname = 'template1'")
        == "bC.UTF-8"
    )
    assert ask(cluster, "select upper('é')") == "É"


def test_the_log_repeats_nothing_of_what_was_told(cluster: Cluster) -> None:
    cluster.start()
    with pytest.raises(psycopg.Error):
        ask(cluster, "select 'she told me'::int")
    assert "she told me" not in cluster.place.log.read_text()


def test_the_last_one_out_stops_it(place: Path) -> None:
    with Cluster(place / "var", fsync=False) as first:
        with Cluster(place / "var", fsync=False) as second:
            assert pid_of(second) == pid_of(first)
        assert first.running()
    assert not first.running()


def test_it_stays_for_the_other_when_the_first_leaves(place: Path) -> None:
    first, second = Cluster(place / "var", fsync=False), Cluster(place / "var", fsync=False)
    first.__enter__()
    second.__enter__()
    first.__exit__()
    assert ask(second, "select 1") == 1
    second.__exit__()
    assert not second.running()


@pytest.mark.parametrize("name", ["with a space", "with, a comma", "o'clock", "l" * 120, "é" * 60])
def test_any_path_will_do(place: Path, name: str) -> None:
    with Cluster(place / name, fsync=False) as cluster:
        assert ask(cluster, "select 1") == 1
    socket = Path(cluster.home.database()["host"])
    if not socket.is_relative_to(place):
        socket.rmdir()


def test_a_socket_in_a_public_place_is_used_only_if_it_is_still_ours(place: Path) -> None:
    cluster = Cluster(place / ("l" * 120), fsync=False)
    cluster.start()
    first = Path(cluster.home.database()["host"])
    cluster.stop()
    cluster.start()
    assert Path(cluster.home.database()["host"]) == first
    cluster.stop()
    first.chmod(0o777)
    cluster.start()
    assert Path(cluster.home.database()["host"]) != first
    cluster.stop()
    for folder in (first, Path(cluster.home.database()["host"])):
        folder.rmdir()


def test_half_of_a_folder_is_made_again(cluster: Cluster) -> None:
    cluster.home.secrets  # noqa: B018
    half = cluster.place.folder / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    cluster.start()
    assert ask(cluster, "select 1") == 1


def test_lost_passwords_are_said_to_be_lost(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    (cluster.home.secrets / "database.json").unlink()
    with pytest.raises(CannotRun, match="is gone"):
        cluster.start()


def test_a_start_that_fails_says_why(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    (cluster.place.data / "global" / "pg_control").rename(cluster.place.data / "global" / "away")
    with pytest.raises(CannotRun, match="pg_control"):
        cluster.start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another user")
class TestAsRoot:
    """PostgreSQL refuses to run as root, and nobody's folder is opened to have it run as somebody else."""

    def test_a_system_user_has_the_data_and_not_the_secrets(self, cluster: Cluster) -> None:
        cluster.start()
        assert cluster.place.data.stat().st_uid == cluster.place.uid != 0
        assert cluster.home.secrets.stat().st_uid == 0
        assert {file.stat().st_uid for file in cluster.home.secrets.iterdir()} == {0}

    def test_a_closed_parent_stays_closed(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(places, "ELSEWHERE", place / "elsewhere")
        closed = place / "closed"
        closed.mkdir(mode=0o700)
        said: list[str] = []
        with Cluster(closed / "var", fsync=False, tell=said.append) as cluster:
            assert ask(cluster, "select 1") == 1
            assert cluster.place.data.is_relative_to(place / "elsewhere")
            assert any("closed to the database's user" in line for line in said)
        assert closed.stat().st_mode & 0o777 == 0o700
        assert Cluster(closed / "var").place.data == cluster.place.data

    def test_closed_programs_are_copied(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(places, "ELSEWHERE", place / "elsewhere")
        copy = places.copy_of(places.wheel(), lambda line: None)
        uid, gid = places.system_user(lambda line: None)
        assert places.may(uid, gid, '"$1/pginstall/bin/postgres" -V', copy)
        assert places.copy_of(places.wheel(), lambda line: None) == copy
