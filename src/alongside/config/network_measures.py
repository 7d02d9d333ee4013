"""Write the measures of every network map that the named member of staff may open, as CSV: one row for each ego.

`ego` is the identifier that came in with an import; of a map that was drawn here it is the person's reference. The ego is
left out of all measures but effective_size and constraint. Without --weighted no weight is used; --min-weight leaves out
weaker ties first. What is not defined (no alters, nothing asked) is left empty.
"""

import argparse
import sys
from pathlib import Path

from alongside.config import acting
from alongside.config.command import Stop


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--min-weight", type=float, metavar="W", help="leave out ties between alters weaker than this"
    )
    parser.add_argument(
        "--weighted", action="store_true", help="count effective size and constraint with weights"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE.csv", help="where to write (default: to the screen)"
    )
    acting.argument(parser)


def run(options: argparse.Namespace) -> None:
    from alongside.ties.measures import write_csv
    from alongside.ties.queries.networks import networks_in_sight

    with acting.acting(options, "network-measures"):
        networks = networks_in_sight()
    how = {"min_weight": options.min_weight, "weighted": options.weighted}
    if options.out is None:
        write_csv(networks, sys.stdout, **how)
        return
    try:
        with options.out.open("w", encoding="utf-8", newline="") as out:
            count = write_csv(networks, out, **how)
    except OSError as closed:
        raise Stop(f"{closed.filename} cannot be written: {closed.strerror}.") from None
    print(f"{count} networks measured.", file=sys.stderr)
