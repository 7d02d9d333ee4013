"""The one command: quick to ask, and plain when something is wrong."""

import argparse
import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from alongside.config import command
from alongside.config.command import COMMANDS, Command, Stop, main


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from alongside.config.command import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('django', 'psycopg', 'numpy') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.strip() == "[]"
    assert all(name in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_its_own(name: str) -> None:
    module = importlib.import_module(COMMANDS[name].module)
    assert module.__doc__ and module.__doc__.strip()
    module.arguments(argparse.ArgumentParser())
    assert callable(module.run)
    assert COMMANDS[name].needs in ("nothing", "django", "database")
    assert COMMANDS[name].role in ("app", "task", "owner")


def test_what_went_wrong_is_said_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(options: argparse.Namespace) -> None:
        raise Stop("There is no such file.")

    monkeypatch.setitem(COMMANDS, "assets", Command("alongside.config.assets", "…"))
    monkeypatch.setattr("alongside.config.assets.run", refuse)
    assert main(["assets"]) == 1
    assert capsys.readouterr().err == "alongside assets: There is no such file.\n"


def test_an_unreadable_address_is_not_repeated(tmp_path: Path) -> None:
    env = os.environ | {"DATABASE_URL": "postgresql://a:hush@h:54x/n", "ALONGSIDE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "alongside", "migrate"], env=env, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "cannot be read" in done.stderr and "hush" not in done.stderr


def test_an_unknown_command_is_refused() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["no-such"])
    assert ended.value.code == 2


def test_the_table_says_how_to_add_to_it() -> None:
    assert "To add a sub-command" in (command.__doc__ or "")


@pytest.mark.parametrize("deed", ["check", "references"])
def test_what_is_about_the_guide_s_files_alone_starts_no_database(tmp_path: Path, deed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "alongside", "guide", deed, str(tmp_path / "out.ris")],
        env={k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        | {"ALONGSIDE_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "home").iterdir()} == {"secrets"}, "its keys, and no database"


def test_an_export_of_the_guide_has_its_database() -> None:
    module = importlib.import_module(COMMANDS["guide"].module)
    assert module.needs(argparse.Namespace(deed="export")) == "database"
