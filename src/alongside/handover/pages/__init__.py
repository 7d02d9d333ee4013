"""The pages of handing over and of supervision."""

from alongside.handover.pages import handing, supervision  # noqa: F401
