"""Countries by ISO 3166-1 code, with their names in both languages (from Babel's CLDR data)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from babel import Locale

from vendor_risk.organizations.names import fold, squeeze


@cache
def names(lang: str) -> Mapping[str, str]:
    """Country names by code, in the order of their names; Japan first, where most vendors are."""
    territories = {str(code): str(name) for code, name in Locale(lang).territories.items()}
    codes = [code for code in territories if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES]
    codes.sort(key=lambda code: (code != "JP", territories[code]))
    return {code: territories[code] for code in codes}


_NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


_READ = ("en", "ja", "de", "fr", "es", "it", "pt", "nl", "zh", "zh_Hant", "ko", "vi", "th")
"""Languages whose names of countries are understood; English and Japanese ones first."""
_ALSO = {
    "usa": "US", "u.s.a.": "US", "u.s.": "US", "unitedstatesofamerica": "US", "america": "US", "uk": "GB", "u.k.": "GB",
    "greatbritain": "GB", "england": "GB", "アメリカ": "US", "アメリカ合衆国": "US", "米国": "US", "英国": "GB",
    "イギリス": "GB",
    "日本国": "JP", "韓国": "KR", "大韓民国": "KR", "korea": "KR", "southkorea": "KR", "rok": "KR", "northkorea": "KP",
    "dprk": "KP", "china": "CN", "prc": "CN", "中国": "CN", "中華人民共和国": "CN", "台湾": "TW", "taiwan": "TW",
    "roc": "TW",
    "vietnam": "VN", "ヴェトナム": "VN", "ヴィエトナム": "VN", "holland": "NL", "uae": "AE", "czechrepublic": "CZ",
    "russianfederation": "RU", "hongkong": "HK", "香港": "HK", "macau": "MO", "turkey": "TR", "laos": "LA", "独": "DE",
    "仏": "FR", "伊": "IT", "印": "IN",
}  # fmt: skip
_THREE_LETTERS = {
    "JPN": "JP", "GBR": "GB", "DEU": "DE", "FRA": "FR", "ITA": "IT", "ESP": "ES", "NLD": "NL", "BEL": "BE", "CHE": "CH",
    "AUT": "AT", "SWE": "SE", "NOR": "NO", "DNK": "DK", "FIN": "FI", "POL": "PL", "CZE": "CZ", "IRL": "IE", "PRT": "PT",
    "CHN": "CN", "KOR": "KR", "TWN": "TW", "HKG": "HK", "VNM": "VN", "THA": "TH", "MYS": "MY", "SGP": "SG", "IDN": "ID",
    "PHL": "PH", "IND": "IN", "AUS": "AU", "NZL": "NZ", "CAN": "CA", "MEX": "MX", "BRA": "BR", "TUR": "TR", "RUS": "RU",
    "UKR": "UA", "ZAF": "ZA", "ARE": "AE", "SAU": "SA", "ISR": "IL",
}  # fmt: skip
_LONGEST = 100
"""No country has a longer name."""
_STATE = re.compile(
    r"^(the )?((people's|democratic|socialist|united|federal|federative|plurinational|"
    r"islamic|kingdom|republic|commonwealth|state|dem\.|rep\.)"
    r"[ -]?(of )?)+(the )?"
)


@cache
def _by_word() -> Mapping[str, str]:
    words: dict[str, str] = {}
    for lang in _READ:
        for code, name in names(lang).items():
            words.setdefault(squeeze(name), code)
    return words | _ALSO


def code_of(text: str) -> str | None:
    """The code of a country given as code or as a name in one of many languages; None when it is not known.

    "Korea, Republic of", "Republic of Korea" and "South Korea" are the same; "Congo", which could be two, is none.
    """
    code = "" if len(text) > _LONGEST else unicodedata.normalize("NFKC", text).strip().upper()
    if code in names("en"):
        return code
    words = _by_word()
    if not code or squeeze(text) == "congo":
        return None
    if found := words.get(squeeze(text)) or _THREE_LETTERS.get(code):
        return found
    name = fold(re.sub(r"\(([^)]*)\)$", r", \1", text))
    first = name.split(",", 1)[0].strip()
    if "," in name:
        name = " ".join(reversed([part.strip() for part in name.split(",", 1)]))
        if found := words.get(squeeze(name)):
            return found
    if "democratic people" in name and "korea" in name:
        return "KP"
    short = squeeze(_STATE.sub("", name))
    return None if "congo" in (short, first) else words.get(short) or words.get(squeeze(first))
