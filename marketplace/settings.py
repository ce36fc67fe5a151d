"""Settings of the product. Every variable comes from `marketplace.env`; nothing else is read from outside."""

from __future__ import annotations

from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from marketplace.env import BASE_DIR, declare

VAR_DIR = Path(declare("TALAT_VAR", str, str(BASE_DIR / "var"), "Folder for everything the product writes to disk: database, index, queue, uploads, keys."))
DEMO = declare("TALAT_DEMO", bool, False, "Demo mode: invented people and purchases, one shared password, a clock that can be moved forward. Never set it in production.")
DEBUG = declare("TALAT_DEBUG", bool, False, "Django's debug pages. Never set it where others can reach the server.")
SECRET_KEY = declare("TALAT_SECRET_KEY", str, "", "Django's secret key: sessions and signed links.", secret=True)
PLATFORM_KEY = declare("TALAT_PLATFORM_KEY", str, "", "Base64 of 32 random bytes: the platform's own half of every seal, and the seed of the log's signing key.", secret=True)
ALLOWED_HOSTS = declare("TALAT_HOSTS", list, ["localhost", "127.0.0.1", "[::1]"], "Host names under which the product is served, separated by commas.")
BASE_URL = declare("TALAT_BASE_URL", str, "http://127.0.0.1:8000", "Public address of the product, used in papers, e-mails and open data.")
SECURE = declare("TALAT_SECURE", bool, False, "Served over HTTPS: secure cookies, redirect, HSTS. Set it in production.")
SECURE_PROXY = declare("TALAT_BEHIND_PROXY", bool, False, "A reverse proxy sets X-Forwarded-Proto and strips it from what clients send.")


def _local_secret(name: str, length: int) -> str:
    """A secret made on first use and kept in VAR_DIR, so that a laptop needs no set-up."""
    import base64
    import os
    import secrets

    VAR_DIR.mkdir(parents=True, exist_ok=True)
    path = VAR_DIR / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        value = base64.b64encode(secrets.token_bytes(length)).decode()
        file.write(value)
    return value


if not SECRET_KEY:
    if SECURE:
        raise ImproperlyConfigured("Set TALAT_SECRET_KEY: a server that others reach must not invent its own.")
    SECRET_KEY = _local_secret("secret-key", 48)
if not PLATFORM_KEY:
    if SECURE:
        raise ImproperlyConfigured("Set TALAT_PLATFORM_KEY (base64 of 32 random bytes) and keep it away from the database's backups.")
    PLATFORM_KEY = _local_secret("platform-key", 32)

INSTALLED_APPS = [
    "marketplace.web",
    "marketplace.api",
    "marketplace.oversight",
    "marketplace.notifications",
    "cms",
    "marketplace.contracts",
    "marketplace.needs",
    "tenders",
    "marketplace.pricing",
    "catalog",
    "suppliers",
    "marketplace.payments",
    "marketplace.procedure",
    "marketplace.accounts",
    "marketplace.audit",
    "marketplace.law",
    "marketplace.ui",
    "marketplace.kernel",
    "wagtail.contrib.redirects",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_celery_beat",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "marketplace.kernel.middleware.PageClockMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "marketplace.accounts.middleware.ActorMiddleware",
]

ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "marketplace.ui.context.frame",
            ],
            "builtins": ["marketplace.ui.templatetags.ui"],
        },
    },
]

DATABASE_URL = declare("DATABASE_URL", str, "", "PostgreSQL as postgresql://user:password@host:port/name. Empty: SQLite in TALAT_VAR.", secret=True)
if DATABASE_URL:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=0)}
    if DATABASES["default"]["ENGINE"].endswith("postgresql"):
        DATABASES["default"].setdefault("OPTIONS", {}).update(
            {
                "pool": {"min_size": 1, "max_size": 8, "timeout": 20},
                "options": "-c lock_timeout=15000 -c idle_in_transaction_session_timeout=60000",
            }
        )
else:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(VAR_DIR / "talat.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "marketplace.accounts.passwords.NotLikeYourData"},
    {"NAME": "marketplace.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "marketplace.accounts.passwords.NotCommon"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none" if DEMO else "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser in which the account was made
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "marketplace.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "marketplace.accounts.forms.SignupForm",
    "login": "marketplace.accounts.forms.LoginForm",
    "reset_password": "marketplace.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "marketplace.accounts.forms.ResetPasswordKeyForm",
    "change_password": "marketplace.accounts.forms.ChangePasswordForm",
    "add_email": "marketplace.accounts.forms.AddEmailForm",
}
MFA_FORMS = {
    "authenticate": "marketplace.accounts.forms.AuthenticateForm",
    "reauthenticate": "marketplace.accounts.forms.ReauthenticateForm",
    "activate_totp": "marketplace.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "marketplace.accounts.forms.AddKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/work/"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "marketplace.ui.errors.csrf_failure"

# --- transport
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if SECURE_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/cms/",),
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# --- language and time
LANGUAGE_CODE = "th"
LANGUAGES = [("th", _("Thai")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "talat_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"

# --- files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media-never-served/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
UPLOAD_MAX_BYTES = declare("TALAT_UPLOAD_MAX_MB", int, 5, "Largest file that a person may upload, in megabytes.") * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
CLAMD = declare("TALAT_CLAMD", str, "", "Virus scanner (clamd) for uploads, as host:port or the path of its socket. Empty: only the test signature is recognised, and every file says so.")

# --- mail
EMAIL_HOST = declare("TALAT_SMTP_HOST", str, "", "Mail server. Empty: mails are written as files into TALAT_VAR/mail.")
EMAIL_PORT = declare("TALAT_SMTP_PORT", int, 587, "Port of the mail server.")
EMAIL_HOST_USER = declare("TALAT_SMTP_USER", str, "", "User name at the mail server.")
EMAIL_HOST_PASSWORD = declare("TALAT_SMTP_PASSWORD", str, "", "Password at the mail server.", secret=True)
EMAIL_USE_TLS = bool(EMAIL_HOST)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
DEFAULT_FROM_EMAIL = declare("TALAT_MAIL_FROM", str, "Talat <no-reply@talat.example>", "Sender of the product's mails.")

SERVICE_CONTACT = declare("TALAT_CONTACT", str, "help@talat.example", "Address to which people write who cannot get on.")
SECURITY_CONTACT = declare("TALAT_SECURITY_CONTACT", str, "security@talat.example", "Address to which weaknesses are reported.")

# --- background work
REDIS_URL = declare("TALAT_REDIS_URL", str, "", "Redis for background work and the shared cache, as redis://host:port/0. Empty: queue and cache in TALAT_VAR.", secret=True)
_queue = VAR_DIR / "queue"
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict = {}
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CELERY_BROKER_URL = "filesystem://localhost/"  # the name only keeps kombu from asking for one
    CELERY_BROKER_TRANSPORT = "marketplace.kernel.file_queue:Transport"
    for part in ("messages", "control"):
        (_queue / part).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue / "messages"),
        "data_folder_out": str(_queue / "messages"),
        "control_folder": str(_queue / "control"),
        "polling_interval": 0.05,
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(VAR_DIR / "cache"), "OPTIONS": {"MAX_ENTRIES": 2_000}}}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ALWAYS_EAGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "audit.deliver": {"task": "marketplace.audit.tasks.deliver", "schedule": 10.0},
    "audit.checkpoint": {"task": "marketplace.audit.tasks.checkpoint", "schedule": 300.0},
    "procedure.wake": {"task": "marketplace.procedure.tasks.wake", "schedule": 60.0},
    "catalog.sheets": {"task": "catalog.tasks.go_on_with_sheets", "schedule": 60.0},
    "oversight.listings": {"task": "marketplace.oversight.tasks.compare_listings", "schedule": 86_400.0},
    "notifications.mails": {"task": "marketplace.notifications.tasks.send_mails", "schedule": 3600.0},
}
AUDIT_NUDGE = True  # wake the subscribers right after each commit, not only by the beat
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

# --- search
SEARCH_ENGINE = declare("TALAT_SEARCH", str, "embedded", "Search engine: `embedded` (tantivy, files in TALAT_VAR) or `elasticsearch`.")
ELASTICSEARCH_URL = declare("TALAT_ELASTICSEARCH_URL", str, "http://127.0.0.1:9200", "Address of Elasticsearch 8, where TALAT_SEARCH is `elasticsearch`.")
RESULTS_KEPT = 60  # seconds for which results are kept for visitors, unless the index changes before; 0: never
ELASTICSEARCH_PREFIX = declare("TALAT_ELASTICSEARCH_PREFIX", str, "talat", "How the names of this installation's indices in Elasticsearch begin.")

# --- outside registers
COMPANY_REGISTER = declare("TALAT_COMPANY_REGISTER", str, "local" if DEMO else "", "Register that is asked about companies: `dbd` (open register of the Department of Business Development), `local` (invented companies to practise with), empty: registrars look companies up by hand.")
DBD_URL = declare("TALAT_DBD_URL", str, "https://openapi.dbd.go.th/api/v1", "Address of the open register, where TALAT_COMPANY_REGISTER is `dbd`.")

# --- public API
API_RATE = declare("TALAT_API_RATE", str, "120/m", "Requests that one caller may make to the public API, as number/s, m, h or d.")
RATE_LIMITS_ON = True  # tests of other things switch it off

# --- catalogue
CATALOG_DATA = BASE_DIR / "catalog" / "data"  # categories, question sets, units and word lists

# --- open data
OCID_PREFIX = declare("TALAT_OCID_PREFIX", str, "ocds-213czf", "Open-contracting prefix of the publisher; the default is the documented example prefix.")

# --- payments
STRIPE_KEY = declare("TALAT_STRIPE_KEY", str, "", "Stripe secret key. Empty: only payments made outside and evidenced.", secret=True)

# --- content
WAGTAIL_SITE_NAME = "Talat"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = [("th", "ไทย")]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.documents.LetterForm"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

SILENCED_SYSTEM_CHECKS: list[str] = ["treebeard.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": declare("TALAT_LOG_LEVEL", str, "WARNING", "Least severe level that is printed.")},
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "marketplace.kernel.failure_reports.NamesOnly"
TEST_RUNNER = "django.test.runner.DiscoverRunner"
