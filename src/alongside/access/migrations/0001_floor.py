"""The tables of the floor, made by `gate`. Later changes to them are migrations of their own; functions and policies
are applied after every migrate, by `access.arrange`."""

from pathlib import Path

from django.db import migrations

from alongside.access.arrange import as_gate


def make(apps, schema_editor):
    """Run the SQL as gate, which owns what is made."""
    sql = Path(__file__).parent.parent / "sql"
    with as_gate(schema_editor.connection) as cursor:
        # The tables that all others refer to come first.
        rest = sorted(set(sql.glob("1_*.sql")) - {sql / "1_tables.sql"})
        for file in (sql / "0_clock.sql", sql / "1_tables.sql", *rest):
            cursor.execute(file.read_text())


class Migration(migrations.Migration):
    initial = True
    dependencies: list = []
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
