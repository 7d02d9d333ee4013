"""What granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
application = get_wsgi_application()

from alongside.access.startup import refuse_unless_sound  # noqa: E402 – the apps are there only now

refuse_unless_sound()
