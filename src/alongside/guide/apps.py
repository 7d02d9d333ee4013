"""The Guide."""

from django.apps import AppConfig


class GuideConfig(AppConfig):
    """Practice cards, the library, the words of the field, questions to think about: files, and the pages that show them."""

    name = "alongside.guide"

    def ready(self) -> None:
        """Offer cards to their pages, words to all pages, and the files to the search when the owner is at work."""
        from alongside.access import upgrade
        from alongside.guide import filling, work
        from alongside.web import figures, registry, terms

        registry.BESIDE.append(work.card_for)
        terms.KNOWN.append(work.words)
        figures.ENTRIES.append(work.entry)
        upgrade.AFTER.append(filling.fill)
