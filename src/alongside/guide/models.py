"""What the search looks through: the Guide's files as rows. Public; only the owner writes it, at the start."""

from django.db import models


class Piece(models.Model):
    """A card, an entry of the library or a word, as it is found by its words."""

    access_class = "published"

    lang = models.CharField(max_length=5)
    kind = models.CharField(max_length=12)
    slug = models.CharField(max_length=120)
    title = models.TextField()
    line = models.TextField()
    text = models.TextField()
    # The column `words` (a tsvector, made by the database from the three above) is the migration's.

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lang", "kind", "slug"], name="guide_piece_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class Spelling(models.Model):
    """A word that stands somewhere in the Guide, so that one that is a letter or two off is understood."""

    access_class = "published"

    lang = models.CharField(max_length=5)
    word = models.CharField(max_length=40, db_collation="C")
    letters = models.SmallIntegerField()
    many = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lang", "word"], name="guide_spelling_once")]
        indexes = [models.Index(fields=["lang", "letters"], name="guide_spelling_letters")]

    def __str__(self) -> str:
        return self.word
