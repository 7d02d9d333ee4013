"""The pages about records that may be one person's: for whoever decides, and for whom they told."""

from alongside.records.pages import deciding, mine  # noqa: F401
