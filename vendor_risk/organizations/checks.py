"""What counts as an address, for forms and imports alike."""

from __future__ import annotations

import re

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(
    rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@(?:{_LABEL}\.)+(?:[A-Za-z]{{2,63}}|xn--[A-Za-z0-9-]{{1,59}})"
)
"""Before the @ dots may stand anywhere, as in old addresses of Japanese carriers; after it only what names a host."""
_WEB = re.compile(r"https?://[^\s<>\"']+")


def is_email(text: str) -> bool:
    """Whether a text can be an address of mail. Whether it arrives only sending shows."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """Whether a text is an address of the web that a page may link to."""
    return len(text) <= 2_000 and _WEB.fullmatch(text) is not None
