"""What granian serves for a journey: the product, on a clone.

Not `alongside.config.wsgi`: that one refuses to serve where the service's clock can be stopped, as a journey's can.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.journeys.settings")

import signal  # noqa: E402
from pathlib import Path  # noqa: E402

from django.core.wsgi import get_wsgi_application  # noqa: E402

served = get_wsgi_application()
dies = Path(os.environ["JOURNEY_DIES"])


def application(environ, start_response):
    """Serve; where a journey says so, do all that a form asks for, and be killed before it is answered."""
    answer = served(environ, start_response)
    if (
        dies.exists()
        and environ["REQUEST_METHOD"] == "POST"
        and environ["PATH_INFO"].endswith(dies.read_text())
    ):
        dies.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return answer
