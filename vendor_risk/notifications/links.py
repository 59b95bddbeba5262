"""What mailed links are made of: the site they lead to, and the token that is their key.

A token is 32 random bytes behind the prefix `vrp_`, so that log filters and secret scanners recognise it. Its mail is
the one place it stands in; the outbox blots it out once that is sent. Only its SHA-256 is stored.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from vendor_risk.config import Config

PREFIX = "vrp_"


@dataclass(frozen=True, slots=True)
class Site:
    """Where links lead and mail comes from: always the settings, never the request (its Host may be forged)."""

    base_url: str
    mail_domain: str
    timezone: str

    @classmethod
    def of(cls, config: Config) -> Site:
        """The site of these settings."""
        return cls(config.base_url, config.mail_from.rpartition("@")[2].strip("> "), config.timezone)

    def zone_name(self, lang: str) -> str:
        """What a mail in `lang` calls the site's time."""
        if self.timezone != "Asia/Tokyo":
            return self.timezone
        return "日本時間" if lang == "ja" else "Japan time"

    def end_of(self, day: date) -> datetime:
        """The last moment of a day, where the site is."""
        return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(self.timezone))


def new_token() -> str:
    """A fresh token: 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token. Unsalted on purpose: 256 random bits cannot be looked up in a table."""
    return hashlib.sha256(token.encode()).hexdigest()
