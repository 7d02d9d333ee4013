"""Bring in a list of people from a CSV file: everybody on it, or nobody.

Each line becomes a person with a record of their own, granted to whoever --as names. Columns are recognised
by their headings; --mapping is a TOML file that says which column is which (call_name = "Forename"), and
perhaps separator, encoding and part. A line that cannot come in is named with its reason, and then nothing is
saved. Whether somebody is here already is not looked for, and so not told.
"""

import argparse
from pathlib import Path

from alongside.config.command import Stop, say


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the list, as CSV")
    parser.add_argument("--mapping", type=Path, metavar="FILE.toml", help="which column is which")
    parser.add_argument("--dry-run", action="store_true", help="say what would come in, and save nothing")
    parser.add_argument(
        "--team", metavar="NAME", help="the team they are worked with in (default: yours, if one)"
    )
    parser.add_argument(
        "--as", dest="who", required=True, metavar="EMAIL", help="the member of staff who imports"
    )


def run(options: argparse.Namespace) -> None:
    from alongside.people.importing.columns import BadMapping, Mapping, read_mapping
    from alongside.people.importing.reading import MOST_SHOWN, read

    try:
        text = options.mapping.read_text("utf-8") if options.mapping else ""
        mapping = read_mapping(text) if text else Mapping()
        result = read(options.file.read_bytes(), mapping)
    except (BadMapping, UnicodeDecodeError) as bad:
        raise Stop(str(bad)) from None
    except OSError as missing:
        raise Stop(f"{missing.filename} cannot be read: {missing.strerror}.") from None
    for one in result.refused[:MOST_SHOWN]:
        say(str(one))
    say(f"Lines read: {result.count}. Refused: {len(result.refused)}.")
    if result.refused:
        raise Stop("Nothing was saved. Mend these lines and try again.")
    if options.dry_run:
        say(f"Nothing was saved: {len(result.rows)} people would come in.")
        return
    _bring_in(options, result.rows)


def _bring_in(options: argparse.Namespace, rows: list) -> None:
    """As the member of staff who was named, by a session that lasts as long as this transaction."""
    from alongside.accounts.commands import as_staff
    from alongside.people.actions import import_people
    from alongside.people.queries.teams import my_teams

    with as_staff(options.who, command="import-people") as by:
        teams = {name: team for team, name in my_teams(by)}
        if options.team and options.team not in teams:
            raise Stop(f"{options.who} is not in a team called {options.team}.")
        team = (
            teams[options.team] if options.team else next(iter(teams.values())) if len(teams) == 1 else None
        )
        made = import_people(by=by, rows=rows, team=team)
    say(f"{len(made)} people were brought in.")
