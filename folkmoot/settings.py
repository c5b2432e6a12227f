"""Every setting, in one file. Each has a default that runs with no service; the environment overrides it.

`docs/running.md` lists the variables. `FOLKMOOT_DATA` is the one folder in which an instance on its
embedded default keeps everything it writes.
"""

import json
import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name, default=""):
    """The variable, or what the file named by NAME_FILE holds: secrets need not stand in the environment."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    return os.environ.get(name, default)


def env_bool(name, default=False):
    value = env(name, "yes" if default else "no").lower()
    if value not in {"1", "0", "yes", "no", "true", "false", ""}:
        raise ImproperlyConfigured(f"{name} is {value!r}: say yes or no.")
    return value in {"1", "yes", "true"}


def env_list(name, default=""):
    return [item.strip() for item in env(name, default).split(",") if item.strip()]


DEBUG = env_bool("DEBUG")
DEMO = env_bool("FOLKMOOT_DEMO")  # keeps every mail at /outbox/ and offers the cast on the sign-in page
DATA = Path(env("FOLKMOOT_DATA", str(BASE_DIR / "data"))).resolve()


def kept_secret():
    """The secret key of an instance that was given none: made once, kept beside its database."""
    path = DATA / "secret-key"
    try:
        if not path.exists():
            DATA.mkdir(parents=True, exist_ok=True)
            with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
                file.write(get_random_secret_key())
        return path.read_text()
    except OSError as error:
        raise SystemExit(f"Nothing can be kept in {DATA}: {error}. FOLKMOOT_DATA names the folder.") from None


SECRET_KEY = env("SECRET_KEY") or kept_secret()

# Where it answers. SITE_URL is what stands in mails and feeds.
SITE_URL = env("SITE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or [urlsplit(SITE_URL).hostname, "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS") or [SITE_URL]
HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_bool("BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = int(env("HSTS_SECONDS", "0"))
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows its preview in a frame of the same site

INSTALLED_APPS = [
    "folkmoot.core",
    "folkmoot.ui",
    "folkmoot.accounts",
    "folkmoot.activity",
    "folkmoot.files",
    "folkmoot.search",
    "folkmoot.members",
    "folkmoot.conversations",
    "folkmoot.groups",
    "folkmoot.events",
    "folkmoot.recruitment",
    "folkmoot.publishing",
    "folkmoot.insights",
    "folkmoot.announcements",
    "folkmoot.home",
    "wagtail.contrib.redirects",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
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
    "allauth.usersessions",
    "django_htmx",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "folkmoot.core.middleware.WithoutNul",
    "folkmoot.insights.middleware.Counting",
    "folkmoot.core.page_cache.PageCache",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # files need no policy of pages
    "folkmoot.core.middleware.SiteContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "folkmoot.accounts.middleware.Reader",
    "folkmoot.accounts.middleware.TheirsAlone",
    "folkmoot.accounts.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "folkmoot.accounts.middleware.SessionsSeen",
    "django_htmx.middleware.HtmxMiddleware",
    "folkmoot.accounts.middleware.KeptForms",
    "folkmoot.accounts.middleware.HouseRules",
    "folkmoot.core.middleware.RefusedPage",
    "folkmoot.publishing.wordpress.middleware.OldAddresses",
    "folkmoot.publishing.moved.Moved",
]

OUTSIDE_ALLOWED_HOSTS = env_list("OUTSIDE_ALLOWED_HOSTS")

FORM_RENDERER = "folkmoot.ui.forms.Renderer"
ROOT_URLCONF = "folkmoot.urls"
WSGI_APPLICATION = "folkmoot.wsgi.application"
ASGI_APPLICATION = "folkmoot.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "folkmoot.home.context.house",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "folkmoot.ui.templatetags.ui",
            ],
        },
    }
]


# A page asks short questions, many at a time: a second process to help with each makes all of them wait.
POSTGRES_STARTS_WITH = "-c max_parallel_workers_per_gather=0"


def database(url):
    """sqlite:////path or postgresql://user:password@host:port/name?sslmode=…"""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")) or ":memory:",
            "CONN_MAX_AGE": None,  # to open the file anew costs a request more than what it asks
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 60,  # in a rush SQLite takes turns badly: 20 were too few for 1 of 320
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
                    "PRAGMA mmap_size=134217728;PRAGMA cache_size=-16000"
                ),
            },
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL begins with sqlite:// or postgresql://.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {
            "options": POSTGRES_STARTS_WITH,
            **dict(parse_qsl(parts.query)),
            "pool": env_bool("DATABASE_POOL", True),
        },
    }


DATABASES = {"default": database(env("DATABASE_URL") or f"sqlite:///{DATA / 'folkmoot.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# One cache that all processes share: rate limits and the freshness stamp depend on it.
if CACHE_URL := env("CACHE_URL"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 50_000}  # rate limits must not be pushed out

# Wagtail would write a row for every picture it shows; the table of renditions is as quick to ask.
CACHES["renditions"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}

# Whole pages kept in each process for strangers (core/page_cache.py).
PAGE_CACHE = env_bool("PAGE_CACHE", True)
PAGE_CACHE_BYTES = int(env("PAGE_CACHE_MB", "32")) * 1024 * 1024

# Page views are counted, without cookies and without keeping who read them (insights/).
COUNTING = env_bool("COUNTING", True)

# "default" runs in the request: Wagtail's index is never stale. Our own slow work goes to "queue".
TASKS = {
    "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"},
    "queue": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []},
}

# Who signs in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/today/"
ACCOUNT_ADAPTER = "folkmoot.activity.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]  # no password: a code is e-mailed; one can be set later
ACCOUNT_FORMS = {
    "login": "folkmoot.accounts.forms.entrance.LoginForm",
    "signup": "folkmoot.accounts.forms.entrance.SignupForm",
    "request_login_code": "folkmoot.accounts.forms.entrance.RequestLoginCodeForm",
    "confirm_login_code": "folkmoot.accounts.forms.entrance.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "folkmoot.accounts.forms.entrance.ConfirmEmailVerificationCodeForm",
    "add_email": "folkmoot.accounts.forms.entrance.AddEmailForm",
    "set_password": "folkmoot.accounts.forms.entrance.SetPasswordForm",
    "change_password": "folkmoot.accounts.forms.entrance.ChangePasswordForm",
    "reset_password": "folkmoot.accounts.forms.entrance.ResetPasswordForm",
    "reset_password_from_key": "folkmoot.accounts.forms.entrance.ResetPasswordKeyForm",
    "reauthenticate": "folkmoot.accounts.forms.entrance.ReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = False  # several addresses, one primary
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = int(env("PROXY_COUNT", "1" if env_bool("BEHIND_PROXY") else "0"))
USERSESSIONS_TRACK_ACTIVITY = True  # by accounts.middleware.SessionsSeen, each ten minutes
USERSESSIONS_ADAPTER = "folkmoot.activity.adapter.SessionsAdapter"
MFA_ADAPTER = "folkmoot.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "folkmoot.accounts.forms.entrance.AuthenticateForm",
    "reauthenticate": "folkmoot.accounts.forms.entrance.SecondStepReauthenticateForm",
    "activate_totp": "folkmoot.accounts.forms.entrance.ActivateTOTPForm",
    "add_webauthn": "folkmoot.accounts.forms.entrance.AddWebAuthnForm",
    "edit_webauthn": "folkmoot.accounts.forms.entrance.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers accept it for localhost only

# Mail: every letter is a row first; this is how rows leave.
MAIL_URL = env("MAIL_URL")  # smtp://user:password@host:587, smtps://…, empty: kept, not sent
MAIL_FROM = env("MAIL_FROM")


def mailer(url):
    if not url:
        return {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": bool(dict(parse_qsl(parts.query)).get("tls")) and parts.scheme == "smtp",
            "timeout": 20,
        },
    }


MAILERS = {
    "default": {"BACKEND": "folkmoot.activity.backend.Rows"},  # whoever sends a mail writes a letter
    "post": mailer("" if DEMO else MAIL_URL),  # brings the letters out
}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM or f"community@{urlsplit(SITE_URL).hostname}"

# Mail coming in: answers to letters, at reply+…@MAIL_DOMAIN. Without a domain, none.
MAIL_DOMAIN = env("MAIL_DOMAIN").lower()
MAIL_RETURN_PATH = env_bool(
    "MAIL_RETURN_PATH", True
)  # what cannot be delivered comes back to bounce+…@MAIL_DOMAIN
MAIL_SERVICE = env("MAIL_SERVICE")  # a mail service whose webhooks bring mail and tell of bounces: mailgun, …
ANYMAIL = json.loads(env("MAIL_SERVICE_SETTINGS", "{}"))
if MAIL_SERVICE:
    if not ANYMAIL.get("WEBHOOK_SECRET"):
        raise ImproperlyConfigured("MAIL_SERVICE needs a WEBHOOK_SECRET in MAIL_SERVICE_SETTINGS.")
    INSTALLED_APPS.append("anymail")

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
LOCALE_PATHS = [BASE_DIR / "folkmoot" / "locale"]
FORMAT_MODULE_PATH = ["folkmoot.ui.formats"]
TIME_ZONE = "Europe/London"  # the community's own zone is a setting in its database
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", str(DATA / "static")))
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "files"
TOWNS = Path(env("TOWNS", str(DATA / "towns")))  # where towns lie, written there at first need
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "folkmoot.core.static.ModuleManifestStorage"},
}
CSRF_FAILURE_VIEW = "folkmoot.accounts.kept.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = (16 if MAIL_SERVICE else 2) * 1024 * 1024  # webhooks bring whole mails
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
MESSAGE_FILES = int(env("MESSAGE_FILES", "4"))  # in one message
MESSAGE_FILE_BYTES = int(env("MESSAGE_FILE_MB", "10")) * 1024 * 1024

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
# Wagtail 8 writes a few inline scripts and styles; a nonce would switch 'unsafe-inline' off again.
SECURE_CSP_OFFICE = {
    **SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
}

WAGTAIL_SITE_NAME = "Folkmoot"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "publishing.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "publishing.Attachment"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # unpacked, some 150 MB
WAGTAILEMBEDS_FINDERS = []  # nothing is fetched from third parties
WAGTAIL_WORKFLOW_ENABLED = True  # another editor looks at it, beside publishing at once
# People, addresses and passwords are looked after on the site itself.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = (
    False
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django.tasks": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "WARNING")},
}
