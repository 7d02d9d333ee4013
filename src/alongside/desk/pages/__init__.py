"""The pages of the safeguarding desk: passing on a worry, deciding, and what a worker gets to act on."""

from alongside.desk.pages import deciding, hours, instructions, kept, passing  # noqa: F401
