"""Countries by ISO 3166-1 code, with their names in both languages (from Babel's CLDR data)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale

from vendor_risk.organizations.names import squeeze


@cache
def names(lang: str) -> Mapping[str, str]:
    """Country names by code, in the order of their names; Japan first, where most vendors are."""
    territories = {str(code): str(name) for code, name in Locale(lang).territories.items()}
    codes = [code for code in territories if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES]
    codes.sort(key=lambda code: (code != "JP", territories[code]))
    return {code: territories[code] for code in codes}


_NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


@cache
def _by_word() -> Mapping[str, str]:
    words = {squeeze(name): code for lang in ("en", "ja") for code, name in names(lang).items()}
    words |= {"usa": "US", "uk": "GB", "アメリカ": "US", "米国": "US", "英国": "GB", "日本国": "JP", "韓国": "KR"}
    words |= {"china": "CN", "中華人民共和国": "CN", "台湾": "TW", "taiwan": "TW", "vietnam": "VN"}
    return words


def code_of(text: str) -> str | None:
    """The code of a country given as code or as name in either language; None when it is not known."""
    code = text.strip().upper()
    return code if code in names("en") else _by_word().get(squeeze(text))
