from django.db import migrations, models

import alongside.access.ids
import alongside.access.models
import alongside.access.viewer


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Agreed",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=alongside.access.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("folder", models.BigIntegerField(editable=False)),
                ("made_at", models.DateTimeField(default=alongside.access.viewer.moment, editable=False)),
                ("made_by", models.BigIntegerField(editable=False, null=True)),
                ("version", models.IntegerField(default=1, editable=False)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("ended_why", models.CharField(blank=True, default="", editable=False, max_length=200)),
                ("in_error", models.BooleanField(default=False, editable=False)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("see", "See them"),
                            ("ring", "Ring them"),
                            ("review", "Look back on the plan together"),
                            ("plan", "Make the plan anew with them"),
                            ("nurse", "Talk with the prescriber"),
                            ("two", "Go with a colleague"),
                            ("other", "What we spoke of"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("staff", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "agreed"), ("done", "done"), ("off", "no longer")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("done_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("state", "open")),
                        fields=("folder",),
                        name="agreed_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HandedOver",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=alongside.access.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("folder", models.BigIntegerField(editable=False)),
                ("made_at", models.DateTimeField(default=alongside.access.viewer.moment, editable=False)),
                ("made_by", models.BigIntegerField(editable=False, null=True)),
                ("version", models.IntegerField(default=1, editable=False)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("ended_why", models.CharField(blank=True, default="", editable=False, max_length=200)),
                ("in_error", models.BooleanField(default=False, editable=False)),
                ("to", models.BigIntegerField()),
                ("by_name", models.CharField(max_length=120)),
                ("to_name", models.CharField(max_length=120)),
                ("words", alongside.access.models.Words(blank=True, max_length=500)),
                ("seen_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
