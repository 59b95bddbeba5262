"""The settings: one frozen object, read from the environment in one function, refusing to start when wrong.

Every field of `Config` is documented in `docs/settings.md`; a test holds the two equal.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from babel.dates import get_timezone

LANGUAGES = ("en", "ja")
"""What an installation may speak."""


class ConfigError(Exception):
    """A setting is missing or wrong; the message names the variable and says what to write."""


@dataclass(frozen=True, slots=True)
class Config:
    """How this installation runs. Build it with `from_environment()`, or directly in tests."""

    data: Path
    """Folder of database, files and keys (`VENDOR_RISK_DATA`)."""
    database_url: str
    """SQLAlchemy address of the database (`VENDOR_RISK_DATABASE_URL`); SQLite in the data folder by default."""
    secret_key: str
    """Signs sessions and forms (`VENDOR_RISK_SECRET_KEY`); made once and kept in the data folder by default."""
    base_url: str = "http://127.0.0.1:8000"
    """Address people reach the site by (`VENDOR_RISK_BASE_URL`); mailed links are made from it alone."""
    host: str = "127.0.0.1"
    """Address the server listens on (`HOST`)."""
    port: int = 8000
    """Port the server listens on (`PORT`)."""
    threads: int = 8
    """Request threads of the server (`VENDOR_RISK_THREADS`)."""
    workers: int = 1
    """Threads for background work beside the pages (`VENDOR_RISK_WORKERS`); 0: `vendor-risk work` does all of it."""
    smtp_url: str = ""
    """`smtp://user:password@host:port` or `smtps://…` (`VENDOR_RISK_SMTP_URL`); empty: mail stays in the outbox."""
    mail_from: str = "vendor-risk@localhost"
    """Sender of mail (`VENDOR_RISK_MAIL_FROM`)."""
    rate_limit_storage: str = "memory://"
    """Where request limits are counted (`VENDOR_RISK_RATE_LIMIT_STORAGE`): `memory://` or `redis://host:6379/0`."""
    default_language: str = "en"
    """Language of pages before a person chooses (`VENDOR_RISK_LANGUAGE`); unset: the one chosen at the first start."""
    timezone: str = "Asia/Tokyo"
    """Time zone of dates and due days (`VENDOR_RISK_TIMEZONE`)."""
    upload_limit_mb: int = 10
    """Largest file taken by an upload, in megabytes (`VENDOR_RISK_UPLOAD_LIMIT_MB`)."""
    demo: bool = False
    """Whether the sign-in page shows the demo's accounts (`VENDOR_RISK_DEMO`); set by `make demo` only."""
    testing: bool = False
    """Tests only: cheap password hashes, no limits (never read from the environment)."""

    @property
    def files(self) -> Path:
        """Folder of uploaded and made files."""
        return self.data / "files"

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies are sent over https only: when the site's address is https."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def trusted_hosts(self) -> list[str]:
        """Host names requests may carry: the configured address, and loopback."""
        own = urlsplit(self.base_url).hostname or "127.0.0.1"
        return sorted({own, "127.0.0.1", "localhost"})

    def flask(self) -> dict[str, object]:
        """The settings as Flask and its extensions name them."""
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_RECORD_QUERIES": False,
            "TRUSTED_HOSTS": self.trusted_hosts,
            "MAX_CONTENT_LENGTH": self.upload_limit_mb * 1024 * 1024 + 64 * 1024,
            "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
            "MAX_FORM_PARTS": 4000,
            "SESSION_COOKIE_NAME": "__Host-vr" if self.secure_cookies else "vr",
            "SESSION_COOKIE_SECURE": self.secure_cookies,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "PERMANENT_SESSION_LIFETIME": 12 * 3600,
            "WTF_CSRF_TIME_LIMIT": None,
            "WTF_CSRF_CHECK_DEFAULT": False,  # web.py checks, so that one place decides what is exempt and why
            "BABEL_DEFAULT_LOCALE": self.default_language,
            "BABEL_DEFAULT_TIMEZONE": self.timezone,
            "RATELIMIT_STORAGE_URI": self.rate_limit_storage,
            "RATELIMIT_ENABLED": not self.testing,
            "RATELIMIT_HEADERS_ENABLED": True,
            "COMPRESS_MIN_SIZE": 1024,
            "TESTING": self.testing,
        }


def _secret(data: Path) -> str:
    """The key kept in the data folder, made on first use and readable by the owner only."""
    file = data / "secret.key"
    if not file.exists():
        data.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(48))
    return file.read_text().strip()


def _kept_language(data: Path) -> str:
    """The language chosen at the first start; "" when none was."""
    file = data / "language"
    text = file.read_text().strip() if file.exists() else ""
    return text if text in LANGUAGES else ""


def known_language(data: Path, environ: Mapping[str, str] | None = None) -> str:
    """The language of the setting, else the one chosen at the first start; "" before it."""
    environ = os.environ if environ is None else environ
    return environ.get("VENDOR_RISK_LANGUAGE") or _kept_language(data)


def terminal_language(environ: Mapping[str, str] | None = None) -> str:
    """The language of the terminal, as far as it is one of ours."""
    environ = os.environ if environ is None else environ
    terminal = next((text for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (text := environ.get(name))), "")
    return "ja" if terminal.lower().startswith("ja") else "en"


def settle_language(data: Path, wanted: str | None = None, environ: Mapping[str, str] | None = None) -> str:
    """The installation's language: the setting's, else the one kept in the data folder.

    Where there is neither, this is the first start: what is wanted, or the language of the terminal, is kept.
    """
    known = known_language(data, environ)
    if known:
        return known
    chosen = wanted or terminal_language(environ)
    data.mkdir(parents=True, exist_ok=True)
    (data / "language").write_text(f"{chosen}\n")
    return chosen


def _integer(environ: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = environ.get(name, str(default))
    if not text.isdigit() or not low <= int(text) <= high:
        raise ConfigError(f"{name} is {text!r}. Enter a whole number from {low} to {high}.")
    return int(text)


def _choice(environ: Mapping[str, str], name: str, default: str, choices: tuple[str, ...]) -> str:
    text = environ.get(name, default)
    if text not in choices:
        raise ConfigError(f"{name} is {text!r}. Enter one of: {', '.join(choices)}.")
    return text


def _url(environ: Mapping[str, str], name: str, default: str, schemes: tuple[str, ...]) -> str:
    text = environ.get(name, default)
    if text and (urlsplit(text).scheme not in schemes or not urlsplit(text).hostname):
        raise ConfigError(f"{name} is {text!r}. Enter an address that starts with {' or '.join(schemes)}://")
    return text.rstrip("/")


def _timezone(environ: Mapping[str, str]) -> str:
    name = environ.get("VENDOR_RISK_TIMEZONE", "Asia/Tokyo")
    try:
        get_timezone(name)
    except LookupError:
        raise ConfigError(f"VENDOR_RISK_TIMEZONE is {name!r}. Enter a time zone name such as Asia/Tokyo.") from None
    return name


def _limit_storage(environ: Mapping[str, str]) -> str:
    address = environ.get("VENDOR_RISK_RATE_LIMIT_STORAGE", "memory://")
    if urlsplit(address).scheme not in {"memory", "redis", "rediss"}:
        raise ConfigError(f"VENDOR_RISK_RATE_LIMIT_STORAGE is {address!r}. Enter memory:// or redis://host:6379/0.")
    return address


def from_environment(environ: Mapping[str, str] | None = None) -> Config:
    """The settings of this process; ConfigError when one is wrong."""
    environ = os.environ if environ is None else environ
    data = Path(environ.get("VENDOR_RISK_DATA", "data")).expanduser().resolve()
    secret_key = environ.get("VENDOR_RISK_SECRET_KEY") or _secret(data)
    if len(secret_key) < 32:
        raise ConfigError("VENDOR_RISK_SECRET_KEY is too short. Use at least 32 characters, or remove the setting.")
    host = environ.get("HOST", "127.0.0.1")
    port = _integer(environ, "PORT", 8000, 1, 65535)
    return Config(
        data=data,
        database_url=environ.get("VENDOR_RISK_DATABASE_URL") or f"sqlite:///{data / 'vendor_risk.db'}",
        secret_key=secret_key,
        base_url=_url(environ, "VENDOR_RISK_BASE_URL", f"http://127.0.0.1:{port}", ("http", "https")),
        host=host,
        port=port,
        threads=_integer(environ, "VENDOR_RISK_THREADS", 8, 1, 256),
        workers=_integer(environ, "VENDOR_RISK_WORKERS", 1, 0, 16),
        smtp_url=_url(environ, "VENDOR_RISK_SMTP_URL", "", ("smtp", "smtps")),
        mail_from=environ.get("VENDOR_RISK_MAIL_FROM", "vendor-risk@localhost"),
        rate_limit_storage=_limit_storage(environ),
        default_language=_choice(environ, "VENDOR_RISK_LANGUAGE", _kept_language(data) or "en", LANGUAGES),
        timezone=_timezone(environ),
        upload_limit_mb=_integer(environ, "VENDOR_RISK_UPLOAD_LIMIT_MB", 10, 1, 10),
        demo=_choice(environ, "VENDOR_RISK_DEMO", "0", ("0", "1")) == "1",
    )
