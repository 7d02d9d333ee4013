import django.db.models.deletion
from django.db import migrations, models

import alongside.access.ids
import alongside.access.models
import alongside.access.viewer


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("care", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Home",
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
                ("on", models.DateField()),
                (
                    "safe",
                    models.CharField(
                        choices=[("yes", "Yes, they say"), ("unsure", "Not sure"), ("no", "No")], max_length=6
                    ),
                ),
                ("words", alongside.access.models.Words(blank=True, max_length=2000)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("said", "Said by the person"),
                            ("seen", "Seen by a worker"),
                            ("told", "Told by somebody else"),
                            ("document", "A test or document"),
                            ("opinion", "A worker's opinion"),
                        ],
                        default="said",
                        max_length=10,
                    ),
                ),
                ("leaving", models.BigIntegerField()),
                ("leaving_folder", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Leaving",
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
                    "source",
                    models.CharField(
                        choices=[
                            ("said", "Said by the person"),
                            ("seen", "Seen by a worker"),
                            ("told", "Told by somebody else"),
                            ("document", "A test or document"),
                            ("opinion", "A worker's opinion"),
                        ],
                        default="said",
                        max_length=10,
                    ),
                ),
                ("may_know", models.BooleanField(null=True)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("planned", "As planned"),
                            ("moved", "Moved, or went to another service"),
                            ("prison", "Went to prison"),
                            ("lost_touch", "We have lost touch"),
                            ("died", "They died"),
                            ("other", "Another way"),
                        ],
                        max_length=20,
                    ),
                ),
                ("on", models.DateField()),
                ("state", models.CharField(default="open", max_length=8)),
                (
                    "asked",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("alone", "Asked, and nobody else could hear"),
                            ("not_safe", "It was not safe to ask"),
                            ("not_today", "Asked alone; would rather not say today"),
                            ("not_yet", "Not asked yet"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_on", models.DateField(null=True)),
                ("home", alongside.access.models.Words(blank=True, max_length=1000)),
                ("look_on", models.DateField(null=True)),
                ("words", alongside.access.models.Words(blank=True, max_length=4000)),
                ("why", alongside.access.models.Words(blank=True, max_length=1000)),
                ("took_off", alongside.access.models.Words(blank=True)),
                (
                    "episode",
                    alongside.access.models.SameFolderKey(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="care.episode",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("state", "open")),
                        fields=("folder",),
                        name="leaving_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ready",
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
                    "about",
                    models.CharField(
                        choices=[
                            ("kit", "Naloxone kits"),
                            ("script", "The prescription"),
                            ("letters", "Letters to send"),
                            ("measures", "Questions that are due"),
                            ("after", "After-care"),
                            ("told", "Who is told that they leave"),
                            ("next", "What comes next"),
                            ("well", "What is going well"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("recorded", "As it stands in the record"),
                            ("written", "As written here"),
                            ("nothing", "Nothing to do"),
                            ("later", "Still to do"),
                            ("done", "Done"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", alongside.access.models.Words(blank=True, max_length=1000)),
                (
                    "leaving",
                    alongside.access.models.SameFolderKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="leaving.leaving"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
