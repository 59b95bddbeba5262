"""Letters that are written either way in names: old and new characters, accents and umlauts.

"髙橋" and "高橋", "Công ty" and "Cong ty" are the same by `plain_letters`; "Müller" and "Mueller" by `spelled_out`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import islice, product

_PAIRS = (  # noqa: SIM905 - a list of two hundred strings is harder to read
    "髙高 﨑崎 碕崎 𠮷吉 濵浜 濱浜 邊辺 邉辺 齋斉 齊斉 斎斉 澤沢 廣広 國国 嶋島 嶌島 眞真 惠恵 "
    "冨富 舘館 德徳 櫻桜 龍竜 瀨瀬 槇槙 榮栄 壽寿 藏蔵 藪薮 淵渕 淸清 鐵鉄 橫横 增増 靑青 黑黒 "
    "內内 與与 萬万 實実 會会 學学 驛駅 辯弁 辨弁 豐豊 瀧滝 條条 彥彦 圓円 應応 淺浅 曾曽 縣県 "
    "關関 鹽塩 桒桑 彌弥 禮礼 靜静 曉暁 晉晋 堯尭 巖巌 峯峰 峽峡 嶽岳 壯壮 變変 寬寛 將将 專専 "
    "戶戸 擴拡 收収 數数 斷断 曆暦 樂楽 樓楼 權権 步歩 歸帰 每毎 淨浄 溪渓 澁渋 燒焼 獨独 畫画 "
    "當当 發発 碎砕 祿禄 稻稲 穗穂 竝並 絲糸 經経 緣縁 總総 綠緑 縱縦 聲声 聽聴 臺台 舊旧 莊荘 "
    "薰薫 藝芸 藥薬 號号 處処 裝装 覽覧 觀観 譽誉 讀読 賣売 轉転 醫医 釋釈 銳鋭 雜雑 靈霊 顯顕 "
    "飮飲 體体 齒歯 龜亀 鄕郷 鄉郷 卽即 吳呉 姬姫 祕秘"
).split()
_NEW = {pair[0]: pair[1] for pair in _PAIRS}
_OLD: dict[str, list[str]] = {}
for _old, _new in _NEW.items():
    _OLD.setdefault(_new, [_new]).append(_old)
_LETTERS = {"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "ŋ": "n"}
_SPELLED = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
_MOST_SPELLINGS = 16


@lru_cache(maxsize=20_000)
def _plain_letter(letter: str) -> str:
    if letter in _NEW:
        return _NEW[letter]
    if letter in _LETTERS:
        return _LETTERS[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base != letter and unicodedata.name(base, "").startswith(("LATIN", "GREEK")) else letter


def plain_letters(text: str) -> str:
    """A lower-case text with new characters for old ones and Latin and Greek letters without their accents.

    Marks that make another letter (が, й, Thai and Arabic vowels) stay.
    """
    if text.isascii():
        return text
    found: list[str] = []
    for letter in text:
        if unicodedata.category(letter) == "Mn" and found and unicodedata.name(found[-1][-1:], "").startswith("LATIN"):
            continue
        found.append(_plain_letter(letter))
    return "".join(found)


def spelled_out(text: str) -> str:
    """A text in any case with umlauts written as two letters, as in addresses and on older machines: "Mueller"."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(
        (_SPELLED[small].capitalize() if letter.isupper() else _SPELLED[small])
        if (small := letter.lower()) in _SPELLED
        else letter
        for letter in plain
    )


def spellings(text: str) -> list[str]:
    """A text with new characters in each way it may be written with old ones, itself first; 16 at most."""
    each = [_OLD.get(letter, [letter]) for letter in text]
    return ["".join(letters) for letters in islice(product(*each), _MOST_SPELLINGS)]
