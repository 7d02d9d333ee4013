"""Django's settings. What differs between machines comes from `$ALONGSIDE_HOME` and a few named variables."""

import os
from pathlib import Path

from alongside.config.home import Home

HOME = Home()
_keys = HOME.keys()
SECRET_KEY = _keys["django"].decode()
HANDLE_KEY = _keys["handles"]
DATABASE_TOKEN_KEY = _keys["database_token"]
KEPT_FORMS_KEY = _keys["kept_forms"]
TOTP_KEY = _keys["totp"]
TASK_KEY = _keys["tasks"]

DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALONGSIDE_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
HTTPS = os.environ.get("ALONGSIDE_HTTPS", "") == "1"

INSTALLED_APPS = [
    "alongside.config",
    "alongside.demo",
    "alongside.care",
    "alongside.ties",
    "alongside.people",
    "alongside.staff",
    "alongside.accounts",
    "alongside.web",
    "alongside.access",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "alongside.web.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "alongside.web.jinja.about_the_request",
            ],
        },
    },
]

# The roles -------------------------------------------------------------------------------------------------------


_FINDS = {"app": "public", "task": "public,queue", "authn": "authn,public", "owner": "public,authn"}


def _connection(role: str, **more: object) -> dict[str, object]:
    where = HOME.database()
    who = where["roles"][role]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": where["name"],
        "HOST": where["host"],
        "PORT": str(where["port"]),
        "USER": who["user"],
        "PASSWORD": who["password"],
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": f"-c timezone=UTC -c search_path={_FINDS[role]} -c jit=off"
            + ("" if role == "owner" else " -c lock_timeout=5s -c statement_timeout=60s"),
            **where["options"],
        },
        **more,
    }


_alias = "task" if os.environ.get("ALONGSIDE_ROLE") == "task" else "app"
DATABASES: dict[str, dict[str, object]] = {}
DATABASES["default"] = _connection(_alias, ENGINE="alongside.access.backend", NEEDS_VIEWER=True)
DATABASES["authn"] = _connection("authn")
if os.environ.get("ALONGSIDE_ROLE") == "owner":
    # Only a command that migrates, sets up or backs up ever holds the owner's connection.
    DATABASES["owner"] = _connection("owner")
DATABASE_ROUTERS = ["alongside.access.router.Router"]
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Signing in ------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
SESSION_ENGINE = "alongside.accounts.sessions"
SESSION_COOKIE_NAME = "alongside"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "alongside_form"
CSRF_FAILURE_VIEW = "alongside.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

# Words and time --------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

# Files -----------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
BASE = Path(__file__).resolve().parents[1]
