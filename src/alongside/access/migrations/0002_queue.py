"""The queue of background work, in a schema of its own: procrastinate's tables, whose rows hold ids and never a name or text."""

from django.db import migrations


def make(apps, schema_editor):
    """Put procrastinate's own schema where only the task role finds it."""
    from procrastinate.schema import SchemaManager

    with schema_editor.connection.cursor() as cursor:
        cursor.execute("set local search_path = queue, public")
        # Its functions carry percent signs; without parameters they are sent as they are.
        cursor.execute(SchemaManager.get_schema())
        cursor.execute("set local search_path = public, authn")


class Migration(migrations.Migration):
    dependencies = [("access", "0001_floor")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
