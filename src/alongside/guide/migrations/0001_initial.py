from django.db import migrations, models

# What a language is stemmed by; a language that PostgreSQL has no stems of is taken as it is written.
WORDS = """
    alter table guide_piece add column words tsvector generated always as (
        case lang
            when 'en' then setweight(to_tsvector('pg_catalog.english'::regconfig, title), 'A')
                        || setweight(to_tsvector('pg_catalog.english'::regconfig, line), 'B')
                        || setweight(to_tsvector('pg_catalog.english'::regconfig, text), 'D')
            else setweight(to_tsvector('pg_catalog.simple'::regconfig, title), 'A')
              || setweight(to_tsvector('pg_catalog.simple'::regconfig, line), 'B')
              || setweight(to_tsvector('pg_catalog.simple'::regconfig, text), 'D')
        end) stored;
    create index guide_piece_words on guide_piece using gin (words);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("access", "0001_floor")]

    operations = [
        migrations.CreateModel(
            name="Piece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lang", models.CharField(max_length=5)),
                ("kind", models.CharField(max_length=12)),
                ("slug", models.CharField(max_length=120)),
                ("title", models.TextField()),
                ("line", models.TextField()),
                ("text", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("lang", "kind", "slug"), name="guide_piece_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Spelling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lang", models.CharField(max_length=5)),
                ("word", models.CharField(db_collation="C", max_length=40)),
                ("letters", models.SmallIntegerField()),
                ("many", models.IntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["lang", "letters"], name="guide_spelling_letters")],
                "constraints": [models.UniqueConstraint(fields=("lang", "word"), name="guide_spelling_once")],
            },
        ),
        migrations.RunSQL(WORDS, migrations.RunSQL.noop),
    ]
