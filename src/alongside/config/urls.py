"""The address table: nothing but what `web.page` registered."""

from alongside.web.registry import patterns

urlpatterns = list(patterns())
handler400 = "alongside.web.errors.bad_request"
handler404 = "alongside.web.errors.not_found"
handler500 = "alongside.web.errors.broke"
handler429 = "alongside.web.errors.too_many"
