"""The access matrix: which table lies in which part of a record, and which page needs what. Derived, never written by hand.

`python -m alongside.config.matrix` writes docs/generated/access-matrix.md; a test fails while it differs.
"""

from pathlib import Path

HERE = Path("docs/generated/access-matrix.md")


def text() -> str:
    """The whole page."""
    from alongside.access.arrange import folder_models
    from alongside.access.models import FOLDER_KINDS
    from alongside.access.tasks import TASKS
    from alongside.web.registry import PAGES, PANELS

    kinds = [k for k in FOLDER_KINDS if any(k in m.lies_in for m in folder_models())]
    lines = [
        "# Access matrix",
        "",
        "Made by `python -m alongside.config.matrix` from the models and pages themselves.",
        "",
    ]
    lines += ["## What lies in which part of a record", ""]
    lines += ["| table | " + " | ".join(kinds) + " | what it is |", "|---|" + "---|" * (len(kinds) + 1)]
    for model in folder_models():
        marks = ["•" if kind in model.lies_in else "" for kind in kinds]
        says = " ".join((model.__doc__ or "").split())
        lines.append(f"| `{model._meta.db_table}` | " + " | ".join(marks) + f" | {says} |")
    lines += ["", "## What each page opens, and which parts it needs (any of them)", ""]
    lines += ["| page | address | takes | opened for | needs |", "|---|---|---|---|---|"]
    for page in sorted(PAGES.values(), key=lambda p: p.route):
        needs = ", ".join(page.needs) or "–"
        lines.append(
            f"| {page.name} | `/{page.route}` | {', '.join(page.methods)} | {page.scope} | {needs} |"
        )
    lines += ["", "## Panels", "", "| on | panel | needs |", "|---|---|---|"]
    for place, panels in PANELS.items():
        lines += [f"| {place} | {panel.title} | {', '.join(panel.needs) or '–'} |" for panel in panels]
    lines += [
        "",
        "## Background tasks",
        "",
        "| task | kinds of folder | at a time | what it does |",
        "|---|---|---|---|",
    ]
    for name, task in TASKS.items():
        lines.append(f"| {name} | {', '.join(task.kinds) or 'none'} | {task.batch} | {task.says} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    django.setup()
    HERE.parent.mkdir(parents=True, exist_ok=True)
    HERE.write_text(text())
