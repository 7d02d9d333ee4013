# What keeps somebody safe and well.

from django.db import migrations, models

import alongside.access.ids
import alongside.access.models
import alongside.access.viewer


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AtRisk",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("child", "A child"),
                            ("unborn", "A child not yet born"),
                            ("adult", "An adult who cannot keep themselves safe"),
                        ],
                        max_length=6,
                    ),
                ),
                ("called", models.CharField(max_length=120)),
                ("age", models.IntegerField(null=True)),
                (
                    "lives",
                    models.CharField(
                        choices=[
                            ("home", "In the same home"),
                            ("part", "There some of the time"),
                            ("elsewhere", "Elsewhere"),
                            ("unknown", "Not known yet"),
                        ],
                        max_length=10,
                    ),
                ),
                ("school", models.CharField(blank=True, max_length=200)),
                ("care", alongside.access.models.Words(blank=True, max_length=1000)),
                ("services", alongside.access.models.Words(blank=True, max_length=2000)),
                ("capacity", alongside.access.models.Words(blank=True, max_length=2000)),
                (
                    "referral",
                    models.CharField(
                        choices=[
                            ("no", "Nobody needs to be asked now"),
                            ("today", "A referral has to leave today"),
                            ("sent", "A referral was sent"),
                        ],
                        default="no",
                        max_length=6,
                    ),
                ),
                ("referred_to", models.CharField(blank=True, max_length=200)),
                ("referred_on", models.DateField(null=True)),
                ("conference_on", models.DateField(null=True)),
                ("report_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Health",
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
                    "what",
                    models.CharField(
                        choices=[
                            ("hcv_test", "Hepatitis C test"),
                            ("hcv_treat", "Hepatitis C treatment"),
                            ("hbv_test", "Hepatitis B test"),
                            ("hbv_vacc", "Hepatitis B vaccine"),
                            ("hav_vacc", "Hepatitis A vaccine"),
                            ("hiv_test", "HIV test"),
                            ("heart", "Heart trace"),
                            ("liver", "Liver test"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("waiting", "The result is still to come"),
                            ("negative", "Negative test"),
                            ("positive", "Positive test"),
                            ("done", "Given or done"),
                            ("under_way", "Under way"),
                            ("not_today", "Offered; would rather not today"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", alongside.access.models.Words(blank=True, max_length=2000)),
                ("next_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Household",
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
                ("asked_on", models.DateField()),
                (
                    "children",
                    models.CharField(
                        choices=[
                            ("yes", "Yes: there are children in their life"),
                            ("no", "No children"),
                            ("later", "Asked; would rather not say today"),
                        ],
                        max_length=6,
                    ),
                ),
                ("lives", alongside.access.models.Words(blank=True, max_length=2000)),
                (
                    "stored",
                    models.CharField(
                        choices=[
                            ("locked", "Locked away"),
                            ("open", "Not locked away yet"),
                            ("nothing", "There is nothing to lock away"),
                            ("not_asked", "Not asked yet"),
                        ],
                        default="not_asked",
                        max_length=10,
                    ),
                ),
                ("review_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Kit",
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
                    "whose",
                    models.CharField(
                        choices=[("theirs", "Their own"), ("around", "Somebody’s around them")], max_length=6
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("given_on", models.DateField()),
                ("expires_on", models.DateField()),
                ("shown", models.BooleanField(default=False)),
                ("place", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Medicine",
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
                ("called", models.CharField(max_length=120)),
                ("dose", models.CharField(blank=True, max_length=120)),
                ("script", models.BooleanField(default=False)),
                (
                    "taken",
                    models.CharField(
                        choices=[
                            ("supervised", "Supervised"),
                            ("home", "Taken home"),
                            ("both", "Some days supervised, some taken home"),
                            ("here", "Given here"),
                        ],
                        max_length=10,
                    ),
                ),
                ("pharmacy", models.CharField(blank=True, max_length=200)),
                ("prescriber", models.CharField(blank=True, max_length=120)),
                ("review_on", models.DateField(null=True)),
                ("collected_on", models.DateField(null=True)),
                ("missed", models.IntegerField(default=0)),
                ("tests", alongside.access.models.Words(blank=True, max_length=2000)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Onward",
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
                    "about",
                    models.CharField(
                        choices=[
                            ("home", "Home"),
                            ("money", "Money"),
                            ("mental", "Mental health"),
                            ("physical", "Physical health"),
                            ("work", "Work and learning"),
                            ("law", "Law"),
                            ("family", "Family and children"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("whom", models.CharField(max_length=200)),
                ("words", alongside.access.models.Words(blank=True, max_length=2000)),
                ("sent_on", models.DateField()),
                ("chase_on", models.DateField(null=True)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("none", "No answer yet"),
                            ("yes", "They take it up"),
                            ("list", "On their waiting list"),
                            ("no", "They cannot help"),
                            ("seen", "Seen there; it is done"),
                            ("went_not", "It was not taken up"),
                        ],
                        default="none",
                        max_length=10,
                    ),
                ),
                ("answered_on", models.DateField(null=True)),
                ("answer_words", alongside.access.models.Words(blank=True, max_length=2000)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Risk",
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
                    "about",
                    models.CharField(
                        choices=[
                            ("overdose", "Overdose"),
                            ("fits", "Fits and sudden withdrawal"),
                            ("suicide", "Thoughts of ending their life"),
                            ("self_harm", "Hurting themselves"),
                            ("injecting", "Injecting"),
                            ("used", "Being used or exploited by others"),
                            ("fire", "Fire"),
                            ("driving", "Driving"),
                            ("others", "Harm to others"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("now", "Serious now"),
                            ("watch", "Keep an eye on it"),
                            ("quiet", "Quiet for now"),
                        ],
                        max_length=6,
                    ),
                ),
                ("now", alongside.access.models.Words(blank=True, max_length=4000)),
                ("before", alongside.access.models.Words(blank=True, max_length=4000)),
                ("helps", alongside.access.models.Words(blank=True, max_length=4000)),
                ("who", alongside.access.models.Words(blank=True, max_length=2000)),
                ("looked_on", models.DateField(editable=False)),
                ("review_on", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Visiting",
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
                ("ways", models.CharField(max_length=120)),
                ("review_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("folder",), name="visiting_one_now"
                    )
                ],
            },
        ),
    ]
