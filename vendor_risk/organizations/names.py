"""Names folded for finding and sorting: width, case, kana, old characters, accents and corporate forms count nothing.

"㈱ﾔﾏﾀﾞ製作所", "株式会社やまだ製作所" and "株式会社 ヤマダ製作所" are found by the same words.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from vendor_risk.domain.texts.spelling import plain_letters, spelled_out, spellings
from vendor_risk.domain.texts.two_languages import shown

_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
_FORMS = (("(株)", "株式会社"), ("(有)", "有限会社"), ("(同)", "合同会社"), ("(資)", "合資会社"), ("(名)", "合名会社"))
_LEGAL_FORM = re.compile(
    r"^(株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|一般財団法人|公益財団法人|the ) ?"
    r"| ?(株式会社|有限会社|合同会社|合資会社|合名会社)$"
)


def fold(text: str) -> str:
    """`text` without differences of width, case, hiragana and katakana, dashes and spacing; (株) written out.

    Old characters are written as new ones (髙橋: 高橋) and Latin letters without accents (`domain.texts.spelling`).
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES).translate(_HIRAGANA_TO_KATAKANA)
    folded = plain_letters(folded)
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
    return "".join(bare_words(text))


def bare_words(text: str) -> list[str]:
    """The words of `bare_name`, in their order."""
    plain = re.sub(r"[\W_]+", " ", fold(text).replace("&", " and "))
    return _ANY_FORM.sub(" ", plain).split() or plain.split()


def bare_names(*texts: str | None) -> set[str]:
    """The bare names of an organization, each also with its umlauts as two letters: "muller" and "mueller"."""
    return {bare for text in texts if text for bare in (bare_name(text), bare_name(spelled_out(text))) if bare}


def search_text(*texts: str | None) -> str:
    """Everything an organization is found by, one folded piece after another; umlauts in both ways."""
    ways = [way for text in texts if text for way in (text, spelled_out(text))]
    return " ".join(dict.fromkeys(piece for way in ways if (piece := squeeze(way))))


class SearchWord(NamedTuple):
    """One word of a search: a row fits when it holds one of the `folded` in its `search_text`.

    `written` are its spellings for columns that are kept as somebody wrote them.
    """

    folded: tuple[str, ...]
    written: tuple[str, ...]

    def is_in(self, folded_text: str) -> bool:
        """Whether a folded text holds it."""
        return any(way in folded_text for way in self.folded)


def search_words(query: str) -> list[SearchWord]:
    """The words of a search, ten at most; every one of them must fit."""
    return [_search_word(word) for word in unicodedata.normalize("NFKC", query[:200]).split()[:10]]


def _search_word(word: str) -> SearchWord:
    folded = tuple(dict.fromkeys(squeeze(way) for way in (word, spelled_out(word))))
    return SearchWord(folded, tuple(dict.fromkeys([word, *(way for each in folded for way in spellings(each))])))


def display(row: object, lang: str, prefix: str = "") -> str:
    """The name to show a reader of `lang`, of any row with (prefixed) `name`, `name_en` and `name_ja`."""
    return shown(row, lang, f"{prefix}name")
