"""In which encoding a text file is written: by its marks, else by which decoding gives what people write.

Byte order marks and escape sequences are certain, and so is valid UTF-8 beyond ASCII. The others are told apart by how
many of the decoded characters are common in their language: a wrong decoding gives almost anything, and rarely those.
"""

from __future__ import annotations

import re

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_ESCAPES = (
    (b"\x1b$)C", ("iso2022_kr",)),
    (b"\x1b$", ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2004")),
    (b"\x1b(", ("iso2022_jp", "iso2022_jp_ext")),
)
_SAMPLE = 200_000  # characters, or bytes, that are weighed

_KANA = "".join(map(chr, range(0x3041, 0x30FF)))
_COMMON = {
    "ja": _KANA + "、。「」・年月日人大一中本会社事業者国内外部分全理情報安管理質問回答番号委託先対応実施方針規程"
    "責任個業務確認"
    "有無利用時間場合必要手順記録教育訓練監査契約書定期見直変更契取得保存期間施設権限認証暗号化通信機器設定事故発"
    "生者名住所電話",
    "zh-Hans": "，。、；：？！的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着"
    "下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心从前开但因只想实日军者意无力"
    "它与长把机十"
    "民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加"
    "西斯月话合回"
    "安管信息数据系统供应商题答编号否是策略保护密码访问控权限审计备份风险评估网络",
    "zh-Hant": "，。、；：？！的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著"
    "下自之年過發後作裡"
    "用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心從前開但因只想實日者意無力它"
    "與長把機十"
    "第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應向頭文體政美相見被利什二等產或新己制身果加月話合回"
    "安管資訊數據系統供應商題答編號否是策略保護密碼存取控權限稽核備份風險評估網路",
    "ko": "이다는을에의가를한고하지로은서도기사대인자시그리어있수정해나보과일들상아부여제장전것소성적주공동용우구"
    "조업관원경문안당국"
    "신실미연위비교개방내생면발금세무계민간체마중오입출유방감모된할되며와으만라했게니면화질답변항목번호예아니오않"
    "없음준책법령"
    "규칙절차암접근통권백점검평험협력회약처탁",
}  # fmt: skip
_LANGUAGES = {"cp932": "ja", "euc_jp": "ja", "gb18030": "zh-Hans", "big5": "zh-Hant", "cp950": "zh-Hant", "cp949": "ko"}
_BLOCKS = {
    "ja": re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e\uff61-\uff9f]"),
    "zh-Hans": re.compile("[\u3000-\u301f\u4e00-\u9fff\uff01-\uff5e]"),
    "zh-Hant": re.compile("[\u3000-\u301f\u4e00-\u9fff\uff01-\uff5e]"),
    "ko": re.compile("[\u3000-\u301f\uac00-\ud7a3\uff01-\uff5e]"),
}
_SETS = {language: frozenset(characters) for language, characters in _COMMON.items()}
_ALONE = re.compile("(?<![\x80-\uffff])[ªºµÀ-ÖØ-öø-ÿŒœŠšŽžŸ€£§°–—‘’“”„…•«»¿¡](?![\x80-\uffff])")


def decode(data: bytes) -> tuple[str, str] | None:
    """The text and the name of its encoding; None when it is not text in any known one."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _try(data, encoding)
    if b"\x00" in data:
        return _utf_16(data)
    for mark, encodings in _ESCAPES:
        if mark in data[:_SAMPLE]:
            return next(filter(None, (_try(data, encoding) for encoding in encodings)), None)
    if (found := _try(data, "utf-8")) is not None:
        return found
    return _most_plausible(data, ("cp932", "euc_jp", "cp949", "big5", "cp950", "gb18030", "cp1252"))


def _try(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        return data.decode(encoding).removeprefix("\ufeff"), encoding
    except UnicodeDecodeError:
        return None


def _utf_16(data: bytes) -> tuple[str, str] | None:
    """Zero bytes belong to UTF-16, whose ASCII characters have one each, always on the same side."""
    sample = data[: min(len(data), _SAMPLE) & ~1]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if not max(even, odd) or min(even, odd) > max(even, odd) // 4:
        return None
    found = _try(data, "utf-16-le" if odd > even else "utf-16-be")
    if found is None or "\x00" in found[0] or not re.search("[\n\r,;\t|]", found[0][:_SAMPLE]):
        return None
    return found


def _most_plausible(data: bytes, encodings: tuple[str, ...]) -> tuple[str, str] | None:
    best: tuple[float, tuple[str, str]] | None = None
    for encoding in encodings:
        found = _try(data, encoding)
        if found is None:
            continue
        score = _score(found[0][:_SAMPLE], encoding)
        if score is not None and (best is None or score > best[0]):
            best = score, found
    return best[1] if best is not None else None


def _score(text: str, encoding: str) -> float | None:
    """How much of what is not ASCII is common in the language of the encoding, 0 to 2.5; None when it is no text."""
    beyond = [character for character in text if character > "\x7f"]
    if any("\x80" <= character <= "\x9f" or "\ue000" <= character <= "\uf8ff" for character in beyond):
        return None
    language = _LANGUAGES.get(encoding)
    if language is None:  # single letters with accents, between plain ones
        return 2.2 * len(_ALONE.findall(text)) / max(len(beyond), 1)
    common = sum(character in _SETS[language] for character in beyond)
    known = len(_BLOCKS[language].findall("".join(beyond)))
    return (2 * common + 0.5 * known) / max(len(beyond), 1)
