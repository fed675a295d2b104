"""Assembly of the service: what is installed, where it keeps things, how strict it is.

Everything that differs between machines comes from the environment:
DATABASE_URL (default: SQLite under CHUNGSUC_DATA_DIR), CHUNGSUC_DATA_DIR (default: var/ in the checkout),
CHUNGSUC_SECRET_KEY (default: made once and kept in the data folder), CHUNGSUC_ALLOWED_HOSTS, CHUNGSUC_HTTPS
(1 behind TLS), CHUNGSUC_PUBLIC_ADDRESS (the service's own address, printed in QR codes),
CHUNGSUC_SIGNATURE_ROOTS_DIR (certificates that signatures are proven by), CHUNGSUC_JOURNAL_HEADS_DIR (better on another
disk), CHUNGSUC_TODAY (a demonstration's or a test's own
present day, d/m/Y or ISO; else the day that `setup-demo` left in the data folder, else the clock),
CHUNGSUC_DEMONSTRATION (0 once the data are official), CHUNGSUC_MAIL_HOST,
CHUNGSUC_MAIL_PORT, CHUNGSUC_MAIL_USER, CHUNGSUC_MAIL_PASSWORD, CHUNGSUC_MAIL_SECURITY (starttls, tls or empty) and
CHUNGSUC_MAIL_FROM (the mail server; without a host messages stay in the application).
"""

from contextlib import suppress
from pathlib import Path

from csp.constants import NONE, SELF
from environs import Env

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("CHUNGSUC_DATA_DIR", str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
JOURNAL_HEADS_DIR = Path(env.str("CHUNGSUC_JOURNAL_HEADS_DIR", str(DATA_DIR / "journal-heads"))).resolve()
UPLOAD_DIR = DATA_DIR / "uploads"
EVIDENCE_DIR = DATA_DIR / "evidence"
PAPERS_DIR = DATA_DIR / "papers"
SIGNATURE_ROOTS_DIR = Path(env.str("CHUNGSUC_SIGNATURE_ROOTS_DIR", str(DATA_DIR / "signature-roots"))).resolve()
PUBLIC_ADDRESS = env.str("CHUNGSUC_PUBLIC_ADDRESS", "http://127.0.0.1:8000")  # printed in the QR codes of certificates
EVIDENCE_FILE_MIB = env.int("CHUNGSUC_EVIDENCE_FILE_MIB", 20)  # the largest photograph or document that is taken in
PACKS_DIR = BASE_DIR / "packs"


def _secret_key() -> str:
    """The key from the environment, else one made once and readable by its owner only."""
    given = env.str("CHUNGSUC_SECRET_KEY", "")
    if given:
        return given
    kept = DATA_DIR / "secret-key"
    if not kept.exists():
        import secrets

        made = DATA_DIR / f".secret-key-{secrets.token_hex(8)}"
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            kept.hardlink_to(made)  # the first process wins, no half-written key is ever read
        made.unlink()
    return kept.read_text()


SECRET_KEY = _secret_key()
DEBUG = False
HTTPS = env.bool("CHUNGSUC_HTTPS", False)
ALLOWED_HOSTS = env.list("CHUNGSUC_ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CHUNGSUC_TRUSTED_ORIGINS", [])
DEMONSTRATION = env.bool("CHUNGSUC_DEMONSTRATION", True)  # pages say so until whoever runs the service says otherwise
DEMONSTRATION_DAY = DATA_DIR / "demonstration-day"  # written by `setup-demo`: the day on which its work stands


def _demonstration_day() -> str:
    """The day on which the demonstration of this data folder stands; "" without one, and for official data."""
    with suppress(FileNotFoundError):
        return DEMONSTRATION_DAY.read_text().strip() if DEMONSTRATION else ""
    return ""


TODAY = env.str("CHUNGSUC_TODAY", "") or _demonstration_day()

ROOMS = [
    "audit",
    "web",
    "jobs",
    "workbooks",
    "typesetting",
    "accounts",
    "rulebook",
    "notices",
    "organisations",
    "documents",
    "deadlines",
    "locks",
    "imports",
    "evidence",
    "criteria",
    "councils",
    "oversight",
    "recognition",
    "movement",
    "exemplars",
    "resources",
    "budget",
    "pledges",
    "scoring",
    "reviews",
    "awards",
    "reports",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "huey.contrib.djhuey",
    *[f"chungsuc.{room}" for room in ROOMS],
    "chungsuc.wiring.Wiring",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "chungsuc.accounts.middleware.LeaveNoPageBehind",
    "chungsuc.accounts.middleware.PasswordChangeRequired",
    "chungsuc.web.middleware.RefuseNullCharacters",
    "chungsuc.web.middleware.TellOfCollisions",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "chungsuc.urls"
WSGI_APPLICATION = "chungsuc.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chungsuc.web.context.page",
            ],
            "builtins": ["chungsuc.web.templatetags.figures"],
        },
    }
]

DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{DATA_DIR / 'chungsuc.sqlite3'}")


def _database(url: str) -> dict:
    """Django's settings for `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST:PORT/NAME`."""
    if url.startswith("sqlite:///"):
        pragmas = (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            # a process holds 8 MiB of pages; the system's own cache has the file anyway, whoever of us reads it
            "PRAGMA secure_delete=ON; PRAGMA cache_size=-8192; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY"
        )
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
        return {
            "ENGINE": "chungsuc.turns",
            "NAME": url.removeprefix("sqlite:///"),
            "CONN_MAX_AGE": None,
            "OPTIONS": options,
            "TEST": {"NAME": ":memory:"},
        }
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError("DATABASE_URL: chỉ nhận sqlite:///… hoặc postgresql://…")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

LANGUAGE_CODE = "vi"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["chungsuc.web.formats"]
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(UPLOAD_DIR)}},
    "staticfiles": {"BACKEND": "chungsuc.web.storage.StaticStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_ADAPTER = "chungsuc.accounts.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # axes counts failures; two counters would lock out twice
ACCOUNT_SESSION_REMEMBER = False
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = "chungsuc.accounts.lockout.counted_together"  # nobody locks a colleague's own browser out
AXES_USERNAME_CALLABLE = "chungsuc.accounts.lockout.counted_name"
AXES_CLIENT_IP_CALLABLE = "chungsuc.accounts.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "chungsuc.accounts.lockout.locked_response"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "oldpassword", "password1", "password2"]
AXES_VERBOSE = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
SILENCED_SYSTEM_CHECKS = [
    *([] if HTTPS else ["security.W004", "security.W008", "security.W012", "security.W016"]),
    "axes.W003",
    "security.W021",  # preloading is the domain owner's act, not ours
]

EMAIL_HOST = env.str("CHUNGSUC_MAIL_HOST", "")
EMAIL_PORT = env.int("CHUNGSUC_MAIL_PORT", 25)
EMAIL_HOST_USER = env.str("CHUNGSUC_MAIL_USER", "")
EMAIL_HOST_PASSWORD = env.str("CHUNGSUC_MAIL_PASSWORD", "")
EMAIL_USE_TLS = env.str("CHUNGSUC_MAIL_SECURITY", "") == "starttls"
EMAIL_USE_SSL = env.str("CHUNGSUC_MAIL_SECURITY", "") == "tls"
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = env.str("CHUNGSUC_MAIL_FROM", "chung-suc@localhost")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_AGE = 8 * 3600
KNOWN_DEVICE_AGE = 180 * 24 * 3600  # seconds since the last sign-in for which a browser stays known to an account
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20
LARGEST_UPLOAD_MIB = max(20, EVIDENCE_FILE_MIB) + 1  # above every room's own limit, so that its own words are said
FILE_UPLOAD_HANDLERS = [
    "chungsuc.web.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

HUEY = {
    "huey_class": "huey.SqliteHuey",
    "name": "chungsuc",
    "filename": str(DATA_DIR / "queue.sqlite3"),
    "immediate": env.bool("CHUNGSUC_JOBS_INLINE", False),
    "consumer": {"workers": 1, "worker_type": "thread"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_personal_data": {"()": "chungsuc.web.logs.WithoutPersonalData"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_personal_data"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
