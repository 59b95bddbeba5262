"""Names folded for finding and sorting: width, case, kana and corporate forms make no difference.

"㈱ﾔﾏﾀﾞ製作所", "株式会社やまだ製作所" and "株式会社 ヤマダ製作所" are found by the same words.
"""

from __future__ import annotations

import re
import unicodedata

from vendor_risk.domain.texts.two_languages import shown

_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
_FORMS = (("(株)", "株式会社"), ("(有)", "有限会社"), ("(同)", "合同会社"), ("(資)", "合資会社"), ("(名)", "合名会社"))
_LEGAL_FORM = re.compile(
    r"^(株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|一般財団法人|公益財団法人|the ) ?"
    r"| ?(株式会社|有限会社|合同会社|合資会社|合名会社)$"
)


def fold(text: str) -> str:
    """`text` without differences of width, case, hiragana and katakana, dashes and spacing; (株) written out."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES).translate(_HIRAGANA_TO_KATAKANA)
    for short, full in _FORMS:
        folded = folded.replace(short, full)
    return " ".join(folded.split())


def squeeze(text: str) -> str:
    """`text` folded and without any space, so that "山田 製作所" holds "山田製作所"."""
    return fold(text).replace(" ", "")


def sort_name(name: str, name_en: str | None = None) -> str:
    """What a list is sorted by: the English name where there is one (its reading), else the official name.

    The corporate form before or after the name does not count.
    """
    folded = fold(name_en or name)
    return (_LEGAL_FORM.sub("", folded) or folded)[:300]


_ANY_FORM = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|(一般|公益)(社団|財団)法人|独立行政法人|学校法人"
    r"|股份有限公司|有限责任公司|有限公司|주식회사|\b(kabushiki [kg]aisha|yugen [kg]aisha|godo [kg]aisha|sdn bhd)\b"
    r"|\b(co|ltd|limited|inc|incorporated|corp|corporation|company|llc|llp|plc|gmbh|ag|kg|se|sa|sas|sarl|srl|spa|bv|nv"
    r"|ab|as|oy|pte|pty|pvt|private|kk|k k|gk|tbk|pt|jsc|ooo|s a de c v|sa de cv|s a|s r l|s p a|b v|n v)\b"
)


def bare_name(text: str) -> str:
    """What a name says besides the form of the company: folded, without form, punctuation and spaces.

    "㈱ヤマダ製作所" and "株式会社 やまだ製作所" are the same, as are "ABC Co., Ltd." and "ABC Company Limited". A name
    that is nothing but a form stays as it is.
    """
    plain = re.sub(r"[\W_]+", " ", fold(text).replace("&", " and "))
    return _ANY_FORM.sub(" ", plain).replace(" ", "") or plain.replace(" ", "")


def search_text(*texts: str | None) -> str:
    """Everything an organization is found by, one folded piece after another."""
    return " ".join(dict.fromkeys(piece for text in texts if text and (piece := squeeze(text))))


def search_words(query: str) -> list[str]:
    """The folded words of a search; a row fits when its `search_text` holds every one of them."""
    return fold(query[:200]).split()[:10]


def display(row: object, lang: str, prefix: str = "") -> str:
    """The name to show a reader of `lang`, of any row with (prefixed) `name`, `name_en` and `name_ja`."""
    return shown(row, lang, f"{prefix}name")
