"""The HTML part of a mail, made from its plain text when it is sent: nothing in it that the text does not say.

The text is escaped by the template; only addresses of this installation become links. No pictures, no scripts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from flask import render_template

from vendor_risk.notifications.models import OutboxMail


class Piece(NamedTuple):
    """A stretch of text, and whether it is an address of ours."""

    text: str
    link: bool


def pieces(text: str, base_url: str) -> list[Piece]:
    """The text cut where addresses of this installation begin and end."""
    ours = re.compile(rf"({re.escape(base_url)}/[A-Za-z0-9/_.?=&%-]*)")
    return [Piece(part, number % 2 == 1) for number, part in enumerate(ours.split(text)) if part]


def html_of(mail: OutboxMail, base_url: str) -> str:
    """The mail as an HTML document."""
    paragraphs = [pieces(part, base_url) for part in re.split(r"\n{2,}", mail.body.strip())]
    return render_template("notifications/mail.html", mail=mail, paragraphs=paragraphs)
