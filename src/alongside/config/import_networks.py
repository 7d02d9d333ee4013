"""Bring in networks from the egos, alters and ties files of a research tool (CSV).

Each ego becomes a person with a record of their own, called by the identifier in the file and granted to whoever
--as names; their alters stand on that person's map. Columns are recognised by their usual headings; --mapping is a TOML
file that says which is which (ego = "respondent"), for all files or under [egos], [alters] or [ties], and perhaps
the separator. A row that cannot be taken is named with its line and reason, and the rest comes in; a file that cannot
be read as a table stops it all, and nothing is saved. Whether somebody is here already is not looked for, and so not told.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from alongside.config import acting
from alongside.config.command import Stop, say

MOST_SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("egos", type=Path, metavar="EGOS", help="one row for each ego")
    parser.add_argument("alters", type=Path, metavar="ALTERS", help="one row for each alter of an ego")
    parser.add_argument(
        "ties", type=Path, metavar="TIES", help="one row for each tie between two alters of an ego"
    )
    parser.add_argument("--mapping", type=Path, metavar="FILE.toml", help="which column is which")
    parser.add_argument(
        "--team", metavar="NAME", help="the team they belong to; its leads hold the records too"
    )
    parser.add_argument("--json", action="store_true", help="say what came in, and what was refused, as JSON")
    parser.add_argument("--dry-run", action="store_true", help="read and count only; save nothing")
    acting.argument(parser)


def run(options: argparse.Namespace) -> int:
    from alongside.ties.files import read_trio

    mapping = _mapping(options.mapping)
    found = read_trio(options.egos, options.alters, options.ties, mapping)
    stopped = found.whole_file_refused or not found.egos
    people = 0
    if not stopped and not options.dry_run:
        people = _bring_in(options, found)
    if options.json:
        json.dump(_answer(found, people), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        _tell(found, people, options.dry_run)
    return 1 if stopped else 0


def _mapping(path: Path | None) -> Any:
    from alongside.ties.files import WrongMapping, read_mapping

    try:
        return read_mapping(path.read_bytes()) if path else None
    except WrongMapping as wrong:
        raise Stop(str(wrong)) from None
    except OSError as missing:
        raise Stop(f"{missing.filename} cannot be read: {missing.strerror}.") from None


def _bring_in(options: argparse.Namespace, found: Any) -> int:
    from alongside.people.queries.teams import my_teams
    from alongside.staff.queries import colleagues
    from alongside.ties.actions.importing import import_networks

    with acting.acting(options, "import-networks") as by:
        team, leads = None, []
        if options.team:
            team = next((key for key, name in my_teams(by) if name == options.team), None)
            if team is None:
                raise Stop(f"{by.name} is not in a team called {options.team}. Nothing was saved.")
            leads = [c.id for c in colleagues() if any(t["id"] == team and t["leads"] for t in c.teams)]
        return len(import_networks(by=by, found=found, team=team, leads=[c for c in leads if c != by.staff]))


def _answer(found: Any, people: int) -> dict[str, Any]:
    refused: Sequence[Any] = found.refusals
    return {
        "people": people,
        **{role: counts.as_dict() for role, counts in found.counts.items()},
        "refused": [{"file": r.file, "line": r.line, "code": r.code, "reason": r.reason} for r in refused],
    }


def _tell(found: Any, people: int, dry: bool) -> None:
    for role, counts in found.counts.items():
        more = f", {counts.joined} the same as another" if counts.joined else ""
        say(f"{role}: {counts.read} read, {counts.kept} kept, {counts.refused} refused{more}")
    for refusal in found.refusals[:MOST_SHOWN]:
        say(f"  {refusal}")
    if len(found.refusals) > MOST_SHOWN:
        say(f"  … and more; --json names up to {len(found.refusals)}")
    if dry:
        say(f"Nothing was saved: {len(found.egos)} people would come in.")
    else:
        say(f"{people} people were brought in." if people else "Nothing was saved.")
