"""What granian serves for a journey: the product, on a clone.

Not `alongside.config.wsgi`: that one refuses to serve where the service's clock can be stopped, as a journey's can.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.journeys.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
