# Letters about a person, and the statements that were chosen for each.

import django.db.models.deletion
from django.db import migrations, models

import alongside.access.ids
import alongside.access.models
import alongside.access.viewer


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("outbox", "0001_initial"),
        ("sharing", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
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
                ("by_order", models.CharField(blank=True, max_length=200)),
                (
                    "body",
                    models.CharField(
                        choices=[
                            ("gp", "Their GP"),
                            ("probation", "Probation"),
                            ("court", "A court"),
                            ("other", "Somebody else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("about_name", models.CharField(max_length=200)),
                ("opinion", alongside.access.models.Words(blank=True, max_length=4000)),
                (
                    "consent",
                    alongside.access.models.SameFolderKey(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sharing.consent",
                    ),
                ),
                (
                    "message",
                    alongside.access.models.SameFolderKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="outbox.message",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["folder", "message"], name="report_by_message")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_order", ""), ("consent__isnull", False)),
                            models.Q(("consent__isnull", True), models.Q(("by_order", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="report_rests_on_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Quoted",
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
                    "topic",
                    models.CharField(
                        choices=[
                            ("attendance", "When they came, and whether they came"),
                            ("plan", "What they want, and the plan"),
                            ("using", "What they use"),
                            ("medicines", "Medicines"),
                            ("health", "Health"),
                            ("safe", "What could go wrong, and what keeps them safe"),
                            ("reach", "How to reach them"),
                            ("people", "The people around them"),
                            ("home", "Home and money"),
                            ("told", "Something they told us"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", alongside.access.models.Words(max_length=4000)),
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
                        max_length=10,
                    ),
                ),
                ("told_on", models.DateField()),
                ("taken_from", models.CharField(max_length=40)),
                (
                    "report",
                    alongside.access.models.SameFolderKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="letters.report",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["folder", "report"], name="quoted_by_report")],
            },
        ),
    ]
