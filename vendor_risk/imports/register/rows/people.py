"""People in a cell: several names or addresses become several contacts; forms of address are no part of a name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from vendor_risk.organizations.names import squeeze

_BREAK = re.compile(r"\n|、|;|；|／| / |\||・(?=\S{1,80} \S)")
_MAIL_BREAK = re.compile(r"[\s、,;；/／|]+")
_TITLE = re.compile(r" ?(様|さま|殿|さん|御中|氏)$")
_BLANKS = re.compile(r"[^\S\n]+")
_LONGEST = 2_000
"""So many characters of a cell are looked through for names."""
_NOBODY = frozenset(
    map(
        squeeze,
        ("ご担当者様", "ご担当者", "御担当者様", "御担当者", "担当者", "担当者様", "担当", "ご担当", "contact",
         "n/a", "tbd", "-", "なし", "不明", "未定"),
    )
)  # fmt: skip
"""What stands where nobody knows the name."""
_NO_MAIL = frozenset(map(squeeze, ("なし", "無し", "無", "-", "ー", "n/a", "none", "不明", "未定", "tbd", "unknown")))


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A person of a row: a name or an address of mail may be missing, and then is ""."""

    name: str
    email: str
    phone: str


def split_mails(text: str) -> list[str]:
    """The addresses of mail in a cell, half width; texts that are none come along, to be said."""
    parts = _MAIL_BREAK.split(unicodedata.normalize("NFKC", text).strip())
    return [part.removeprefix("mailto:") for part in parts if part and squeeze(part) not in _NO_MAIL]


def split_names(text: str, mails: int) -> list[str]:
    """The names in a cell. A comma parts names only where there are as many addresses: "Smith, John" is one person."""
    text = _BLANKS.sub(" ", text.strip()[:_LONGEST])
    parts = [part for part in map(str.strip, _BREAK.split(text)) if part]
    commas = [part.strip() for part in re.split(r"[,，]", text) if part.strip()]
    if len(parts) == 1 and mails > 1 and len(commas) == mails:
        parts = commas
    return parts


def bare_person(name: str) -> str:
    """A name without its form of address; "" for what names nobody."""
    if squeeze(name) in _NOBODY:
        return ""
    return _TITLE.sub("", " ".join(name.split())).strip() or name


def people(names: str, mails: str, phones: str) -> list[PersonFound] | None:
    """The people of a row, each name with its address; None when there are several of both and their numbers differ."""
    addresses = split_mails(mails)
    called = split_names(names, len(addresses))
    numbers = [part.strip() for part in re.split(r"[\n、;；]", phones) if part.strip()]
    most = max(len(called), len(addresses))
    if len(called) > 1 and len(addresses) > 1 and len(called) != len(addresses):
        return None
    if len(numbers) != most:
        numbers = ["、".join(numbers)] * most
    pad = [""] * most
    rows = zip(called + pad, addresses + pad, numbers, strict=False)
    return [PersonFound(bare_person(name), mail, phone) for name, mail, phone in list(rows)[:most]]
