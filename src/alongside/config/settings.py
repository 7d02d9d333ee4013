"""Django's settings. What differs between machines comes from `$ALONGSIDE_HOME` and a few named variables."""

import os
from pathlib import Path
from typing import Any

from alongside.config import assets
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
    "alongside.intake",
    "alongside.keeping",
    "alongside.letters",
    "alongside.subject",
    "alongside.measures",
    "alongside.leaving",
    "alongside.diary",
    "alongside.handover",
    "alongside.care",
    "alongside.sharing",
    "alongside.desk",
    "alongside.records",
    "alongside.ties",
    "alongside.guide",
    "alongside.outbox",
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
    "alongside.web.wrapper.dressed",
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
                "alongside.people.identity.about_the_person",
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
            # A page asks for little: to start processes that share the work would take longer than the work.
            + (
                ""
                if role == "owner"
                else " -c lock_timeout=5s -c statement_timeout=60s -c max_parallel_workers_per_gather=0"
            ),
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
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email",)},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60

ACCOUNT_ADAPTER = "alongside.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "alongside.accounts.forms.SignInForm",
    "change_password": "alongside.accounts.forms.ChangePasswordForm",
    "reset_password": "alongside.accounts.forms.ForgottenForm",
    "reset_password_from_key": "alongside.accounts.forms.NewPasswordForm",
    "reauthenticate": "alongside.accounts.forms.AgainForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_ADAPTER = "alongside.accounts.adapters.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "alongside.accounts.forms.CodeForm",
    "reauthenticate": "alongside.accounts.forms.CodeAgainForm",
    "activate_totp": "alongside.accounts.forms.FirstCodeForm",
    "add_webauthn": "alongside.accounts.forms.PasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Alongside"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # a browser allows it for localhost alone

# Where "Exit this page" leads: somewhere that anybody might be reading. The pages name it, and ask it for nothing.
EXIT_TO = os.environ.get("ALONGSIDE_EXIT_TO") or "https://www.bbc.co.uk/weather"

# Rates are counted in the database, in the schema of the accounts: workers share the count, and a restart does not
# forget it. What stands in a key (an address, an account) is hashed.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_counted",
        "KEY_FUNCTION": "alongside.accounts.counted.hashed",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# What goes out ---------------------------------------------------------------------------------------------------

# One server for e-mails. To people served they go from an address of their own, which must not say who we are; the
# e-mails of signing in go to staff. Without a server an administrator makes a new link instead.
EMAIL_HOST = os.environ.get("ALONGSIDE_EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("ALONGSIDE_EMAIL_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("ALONGSIDE_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ALONGSIDE_EMAIL_PASSWORD", "")
DEFAULT_FROM_EMAIL = os.environ.get("ALONGSIDE_EMAIL_FROM", "")
EMAIL_BACKEND = (
    "alongside.outbox.mailing.Backend" if EMAIL_HOST else "django.core.mail.backends.dummy.EmailBackend"
)

# With none of these set, letters are printed, and texts and e-mails are held with the reason.
OUTBOX: dict[str, Any] = {
    "email_host": EMAIL_HOST,
    "email_port": EMAIL_PORT,
    "email_user": EMAIL_HOST_USER,
    "email_password": EMAIL_HOST_PASSWORD,
    "email_from": os.environ.get("ALONGSIDE_OUTBOX_FROM", ""),
    "notify_key": os.environ.get("ALONGSIDE_NOTIFY_KEY", ""),
    "notify_template": os.environ.get("ALONGSIDE_NOTIFY_TEMPLATE", ""),
    "notify_sender": os.environ.get("ALONGSIDE_NOTIFY_SENDER", ""),
    "notify_url": os.environ.get("ALONGSIDE_NOTIFY_URL") or "https://api.notifications.service.gov.uk",
    # After so many days what is safe must be asked again before anything goes by itself. The safety-net guidance
    # (NNEDV) says to check at each contact and names no number: three months, as long as an answer is first agreed for.
    "ask_again_days": int(os.environ.get("ALONGSIDE_ASK_AGAIN_DAYS") or 92),
}

# Words and time --------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

# Files -----------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = assets.BUILT
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": a browser then sends "Origin: null" with a form, which the check against forged forms refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "alongside.config.logs.Formatter"}},
    "handlers": {"console": {"class": "alongside.config.logs.Handler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Ways of their own, which show whole errors (Django's mail has the variables in it): everything goes by ours.
    "loggers": {
        name: {"handlers": [], "propagate": True}
        for name in ("django", "django.server", "_granian", "granian.access")
    }
    # Its warnings repeat what the other side answered, which may repeat a number.
    | {"notifications_python_client": {"level": "CRITICAL"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
BASE = Path(__file__).resolve().parents[1]
