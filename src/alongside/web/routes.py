"""Every route: its page, methods, what the viewer is opened for, and which parts of a record it opens."""

import argparse

from alongside.web.registry import PAGES, Page

OPENS = {
    "person": "this person's, as far as held",
    "mine": "those assigned to the viewer",
    "today": "those assigned to the viewer; on duty, line and dates of whoever is expected today",
    "all": "all that are held",
    "none": "none",
    "public": "none",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--needs", metavar="KIND", help="only pages that need this part of a record")


def line_of(page: Page) -> tuple[str, ...]:
    """One page in words."""
    who = "anybody" if page.scope == "public" else "staff"
    needs = " or ".join(page.needs) or "-"
    return f"/{page.route}", page.name, " ".join(page.methods), who, page.scope, needs, OPENS[page.scope]


def run(options: argparse.Namespace) -> None:
    """Print the table."""
    wanted = [p for p in PAGES.values() if not options.needs or options.needs in p.needs]
    head = ("route", "page", "methods", "for", "scope", "needs", "opens")
    lines = [head, *(line_of(p) for p in sorted(wanted, key=lambda p: p.route))]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
