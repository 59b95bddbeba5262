"""What counts as an address, for forms and imports alike."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[^@\s<>\",;]+@[^@\s<>\",;]+\.[^@\s<>\",;.]+")
_WEB = re.compile(r"https?://[^\s<>\"']+")


def is_email(text: str) -> bool:
    """Whether a text can be an address of mail. Whether it arrives only sending shows."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """Whether a text is an address of the web that a page may link to."""
    return len(text) <= 2_000 and _WEB.fullmatch(text) is not None
