"""Names that look alike: the same but for the form of the company, old and new characters, accents, or one letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from vendor_risk.organizations.names import bare_name

_OLD = str.maketrans(
    "髙﨑濵濱邊邉齋齊斎澤廣國嶋嶌眞惠冨舘德櫻龍瀨槇榮壽藏藪淵淸晴鐵橫增靑黑內與萬實會學驛辯豐瀧條彥",
    "高崎浜浜辺辺斉斉斉沢広国島島真恵富館徳桜竜瀬槙栄寿蔵薮渕清晴鉄横増青黒内与万実会学駅弁豊滝条彦",
)
"""Characters of names that are written either way."""
_SPELLED = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"}
_PLAIN = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "ı": "i", "ð": "d", "þ": "th"})
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _without_accents(text: str) -> str:
    kept = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", kept).translate(_PLAIN)


def like_keys(*names: str | None) -> set[str]:
    """What names that look alike have in common: two names are alike when they share one of these."""
    found = set()
    for name in names:
        if not name:
            continue
        bare = bare_name(name).translate(_OLD)
        spelled = "".join(_SPELLED.get(letter, letter) for letter in bare)
        if _CJK.search(bare):
            found.add(bare)  # a dakuten is no accent
        else:
            found |= {_without_accents(bare), _without_accents(spelled)}
    return {key for key in found if key}


def one_letter_apart(first: str, second: str) -> bool:
    """Whether two keys differ in one letter that is no digit, and are long enough for that to look like a slip."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    if min(len(first), len(second)) < (4 if _CJK.search(first) else 9):
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    a, b = first[start:], second[start:]
    same = a[1:] == b[1:] or a[1:] == b or a == b[1:]
    return same and not any(letter.isdigit() for letter in (a[:1] + b[:1]))


def pieces(key: str) -> Iterable[str]:
    """What keys that are one letter apart have in common: one of their halves."""
    middle = len(key) // 2
    return {f"<{key[:middle]}", f"{key[middle:]}>", f"<{key[: (len(key) - 1) // 2]}", f"{key[(len(key) + 1) // 2 :]}>"}
