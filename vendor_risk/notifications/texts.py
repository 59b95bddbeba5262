"""The texts of mails: one plain-text template per kind and language, its first line the subject."""

from __future__ import annotations

import re

from flask import render_template

from vendor_risk.figures.figure import FigureReading
from vendor_risk.i18n import language, speaking
from vendor_risk.redaction import redact

TEMPLATES: dict[tuple[str, str], str] = {
    ("invitation", "en"): "notifications/invitation.en.txt",
    ("invitation", "ja"): "notifications/invitation.ja.txt",
    ("link_renewed", "en"): "notifications/link_renewed.en.txt",
    ("link_renewed", "ja"): "notifications/link_renewed.ja.txt",
    ("returned", "en"): "notifications/returned.en.txt",
    ("returned", "ja"): "notifications/returned.ja.txt",
    ("receipt", "en"): "notifications/receipt.en.txt",
    ("receipt", "ja"): "notifications/receipt.ja.txt",
    ("result", "en"): "notifications/result.en.txt",
    ("result", "ja"): "notifications/result.ja.txt",
    ("missing_facts", "en"): "notifications/missing_facts.en.txt",
    ("missing_facts", "ja"): "notifications/missing_facts.ja.txt",
    ("report", "en"): "notifications/report.en.txt",
    ("report", "ja"): "notifications/report.ja.txt",
    ("findings", "en"): "notifications/findings.en.txt",
    ("findings", "ja"): "notifications/findings.ja.txt",
    ("code", "en"): "notifications/code.en.txt",
    ("code", "ja"): "notifications/code.ja.txt",
    ("account_invitation", "en"): "notifications/account_invitation.en.txt",
    ("account_invitation", "ja"): "notifications/account_invitation.ja.txt",
    ("password_reset", "en"): "notifications/password_reset.en.txt",
    ("password_reset", "ja"): "notifications/password_reset.ja.txt",
    ("password_changed", "en"): "notifications/password_changed.en.txt",
    ("password_changed", "ja"): "notifications/password_changed.ja.txt",
}
"""Every mail the application sends; a test holds both languages complete."""
ACCOUNT_KINDS = frozenset({"account_invitation", "password_reset", "password_changed"})
"""Mails about somebody's own account."""
PERIODS = {("code", "minutes"), ("password_reset", "minutes"), ("report", "days")}
"""Numbers that are no figures: how long something is valid, as it is set."""


HONORIFICS = ("様", "さま", "殿", "御中", "先生")


def addressed(name: str) -> str:
    """A Japanese form of address: 様 once, whatever was stored with the name; ご担当者様 when there is none."""
    name = " ".join(name.split())
    if not name:
        return "ご担当者様"
    return name if name.endswith(HONORIFICS) else f"{name} 様"


def bare(name: str) -> str:
    """One's own person, named to others: without an honorific."""
    name = " ".join(name.split())
    ending = next((ending for ending in HONORIFICS if name.endswith(ending)), "")
    return name.removesuffix(ending).strip()


def _only_figures(name: str, value: object) -> None:
    """TypeError for a bare number: what a mail counts is a figure, so that it has the figure's name and rounding."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise TypeError(f"{name}: a number without a figure")
    if isinstance(value, list | tuple):
        for one in value:
            if not isinstance(one, FigureReading):
                _only_figures(name, one)


def labelled(reading: FigureReading, width: int) -> str:
    """A figure's name before its amount, with its colon, so wide that amounts below one another stand in line."""
    if language() == "ja":
        return reading.figure.heading.ljust(width, "\u3000") + "："
    return f"{reading.figure.heading}:".ljust(width)


def compose(kind: str, lang: str, **values: object) -> tuple[str, str]:
    """(subject, body) of a mail in `lang`. Values are untrusted text: the body is plain text and stays so.

    Numbers are figures; TypeError otherwise.
    """
    for name, value in values.items():
        if (kind, name) not in PERIODS:
            _only_figures(name, value)
    with speaking(lang):
        text = render_template(TEMPLATES[kind, lang], addressed=addressed, bare=bare, labelled=labelled, **values)
    subject, _, body = text.partition("\n")
    return subject.strip(), re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"


def blotted(kind: str, body: str) -> str:
    """The text without its link or code."""
    text = redact(body)
    return re.sub(r"^(\s*)\d{6}\s*$", r"\1••••••", text, flags=re.MULTILINE) if kind == "code" else text
