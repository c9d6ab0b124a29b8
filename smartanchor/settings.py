"""Settings. What differs from place to place comes from the environment:

DATABASE_URL   unset or empty: an SQLite file; else e.g. postgres://user:password@host:5432/name
SECRET_KEY     unset: a random key is kept beside the SQLite file
ALLOWED_HOSTS  comma separated; unset: this machine only
DEBUG          unset: off
"""

import os
import secrets
import warnings
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from smartanchor import logs

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def database() -> dict[str, Any]:
    """The database that DATABASE_URL names, or the SQLite file `ledger.sqlite3`."""
    url = os.environ.get("DATABASE_URL", "").strip()
    config: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "ledger.sqlite3"}
    if url:
        # What cannot be read is said below, in our words: a warning here would print the password.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                config = dict(environ.Env.db_url_config(url))
            except Exception:
                config = {}
    engine = config.get("ENGINE", "")
    if not config.get("NAME") or engine.rpartition(".")[2] not in {"sqlite3", "postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_URL: 읽을 수 없습니다. 예: postgres://user:password@127.0.0.1:5432/ledger"
            " (비워 두면 SQLite) | DATABASE_URL cannot be read; example above, leave it empty for SQLite."
        )
    config["CONN_MAX_AGE"] = 600
    config["CONN_HEALTH_CHECKS"] = True
    if engine.endswith("sqlite3"):
        # IMMEDIATE and WAL: in the default mode concurrent writers fail instead of waiting. Recursive: INSERT OR
        # REPLACE asks the triggers of the row that it removes.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;"
            ),
        }
    return config


def secret_key() -> str:
    """SECRET_KEY, or a random one that is kept in a file so that sign-ins outlive a restart."""
    if key := os.environ.get("SECRET_KEY", ""):
        return key
    kept = BASE_DIR / ".secret-key"
    try:
        if not kept.exists():
            draft = BASE_DIR / f".secret-key.{os.getpid()}"
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(50))
            draft.rename(kept)
        return kept.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{BASE_DIR}: 이 폴더에 쓸 수 없습니다. 쓸 수 있는 폴더로 옮기거나 SECRET_KEY와 DATABASE_URL을"
            f" 지정하세요. | Cannot write to this folder ({error.strerror}): move to one that you may write to,"
            " or set SECRET_KEY and DATABASE_URL."
        ) from error


SECRET_KEY = secret_key()
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_tables2",
    "sites",
    "ledger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Tables of figures shrink to a fifth. Django pads the answers at random, so that their length tells nothing.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "ledger.views.request.middleware.refuse_other_methods",
    "ledger.views.request.middleware.keep_out_of_caches",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "ledger.views.request.errors.wait_for_migrations",
    "ledger.views.request.middleware.refuse_null_characters",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ledger.views.request.middleware.say_who_writes",
    "ledger.views.request.moment.read_as_of",
    "ledger.views.request.signing_in.sign_in_in_place",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ledger.views.request.errors.say_refusals",
    "ledger.views.request.rights.look_required",
    "ledger.views.request.once.once",
]

LOGGING = logs.LOGGING

ROOT_URLCONF = "smartanchor.urls"
WSGI_APPLICATION = "smartanchor.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # What is hidden in every form, Django's own among them.
            "builtins": ["ledger.views.request.form_fields"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "programs_page"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
# The second holds the Korean of packages that ship none, and what people here say otherwise than Django's does.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "packages"]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True

FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# A budget page of a programme with many subjects posts more than Django's 1,000 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# Nothing loads from outside, no inline script or style: the users' networks are closed.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "ledger.views.request.errors.form_expired"
