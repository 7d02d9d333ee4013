"""How a row of the bench is written."""

from typing import Any

MET = {True: "met", False: "not met", None: "–"}
HEAD = "| what | to reach | found | |\n|---|---|---|---|"


def line(row: dict[str, Any]) -> str:
    """A row of a Markdown table."""
    return f"| {row['what']} | {row['asked']} | {row['found']} | {MET[row['met']]} |"
