"""Let pgrls look at a migrated database, and hold each finding against those that are accepted and explained.

    make pgrls

Fails on a finding that `accepted.toml` does not explain, and on an explanation that no finding needs any more.
"""

import json
import subprocess
import sys
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import conftest  # noqa: F401 (a folder of its own, before anything reads the environment)

from tests import ground

ACCEPTED = Path(__file__).with_name("accepted.toml")
SCHEMAS = "public,access,authn,log,queue"


def found(program: str) -> list[dict[str, str]]:
    """What the linter says of a database as a service has it."""
    ground.prepare()
    server = ground.cluster()
    try:
        with ground.begun() as house:
            words = [program, "lint", "--format", "json", "--schemas", SCHEMAS, "--database-url"]
            told = subprocess.run(
                [*words, server.dsn("superuser", house.name)], capture_output=True, text=True
            )
    finally:
        ground.stop()
    if not told.stdout.startswith("{"):
        raise SystemExit(f"pgrls said nothing that can be read:\n{told.stderr}")
    return json.loads(told.stdout)["violations"]


def explains(one: dict[str, Any], finding: dict[str, str]) -> bool:
    """Whether an explanation is meant for this finding."""
    return one["rule"] == finding["rule_id"] and any(
        fnmatchcase(finding["location"], where) for where in one["at"]
    )


def main() -> int:
    """Print a line for each explanation with how many findings it covers, and each finding that has none."""
    findings = found(sys.argv[1])
    accepted = tomllib.loads(ACCEPTED.read_text())["accepted"]
    for one in accepted:
        covers = sum(explains(one, finding) for finding in findings)
        print(f"{one['rule']}  {covers:3}  {' '.join(one['why'].split())}")
        if not covers:
            print(
                f"{one['rule']}: nothing is found any more at {', '.join(one['at'])}: take the explanation out."
            )
    open_ = [finding for finding in findings if not any(explains(one, finding) for one in accepted)]
    for finding in open_:
        print(f"\nNOT EXPLAINED  {finding['rule_id']} {finding['location']}\n{finding['message']}")
    idle = [one for one in accepted if not any(explains(one, finding) for finding in findings)]
    print(f"\n{len(findings)} findings, {len(open_)} not explained, {len(idle)} explanations not needed.")
    return 1 if open_ or idle else 0


if __name__ == "__main__":
    raise SystemExit(main())
