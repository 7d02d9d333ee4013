"""What granian serves."""

import logging
import os
from typing import Any

from django.core.wsgi import get_wsgi_application

from alongside.config import logs
from alongside.config.settled import settle

logs.take_over()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
_django = get_wsgi_application()
log = logging.getLogger(__name__)


def application(environ: dict[str, Any], start_response: Any) -> Any:
    """Answer, even where the page for errors breaks: granian would write the whole error into its log."""
    try:
        return _django(environ, start_response)
    except Exception:
        log.exception("The page for errors broke")
        start_response(
            "500 Internal Server Error", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")]
        )
        return [b"Something went wrong on our side.\n"]


from alongside.access.startup import refuse_unless_sound  # noqa: E402 – the apps are there only now

refuse_unless_sound()
settle()
