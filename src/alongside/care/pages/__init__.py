"""The pages of the course of care."""

from django.utils.translation import gettext_lazy as _

from alongside.care.pages import choices, contacts, episodes, plans, referrals, reviews, steps  # noqa: F401
from alongside.web.registry import tab

PARTS = ("treatment", "family")

tab("plan", order=30, title=_("Plan"), needs=PARTS)
tab("contacts", order=40, title=_("Contacts"), needs=PARTS)
tab("reviews", order=50, title=_("Looking back"), needs=PARTS)
tab("referral", order=60, title=_("How they came"), needs=PARTS)
