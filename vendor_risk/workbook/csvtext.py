"""Text tables: which encoding, which separator, and the rows.

Encodings are tried by evidence: byte order marks, the zero bytes of UTF-16, valid UTF-8, then the Japanese encodings
and Windows-1252 by how plausible the characters they give are.
"""

from __future__ import annotations

import csv
import io
from collections import Counter

from vendor_risk.workbook import limits
from vendor_risk.workbook.errors import WorkbookRefused

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SEPARATORS = (",", "\t", ";", "|")


def decode(data: bytes, file: str) -> tuple[str, str]:
    """The text and the name of its encoding. Raises WorkbookRefused when it is not text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, file)
    if b"\x00" in data[:4096]:
        sample = data[: min(len(data), 4096) & ~1]
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if max(even, odd) < len(sample) // 10 or min(even, odd) > max(even, odd) // 4:
            raise WorkbookRefused("unknown", file=file, found="?")
        return _strict(data, "utf-16-le" if odd > even else "utf-16-be", file)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    candidates = [found for encoding in ("cp932", "euc_jp", "cp1252") if (found := _try(data, encoding))]
    if not candidates:
        raise WorkbookRefused("encoding", file=file)
    _, text, encoding = max(candidates, key=lambda found: found[0])
    return text, encoding


def _strict(data: bytes, encoding: str, file: str) -> tuple[str, str]:
    try:
        return data.decode(encoding).removeprefix("\ufeff"), encoding
    except UnicodeDecodeError:
        raise WorkbookRefused("encoding", file=file) from None


def _try(data: bytes, encoding: str) -> tuple[float, str, str] | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    beyond = [character for character in text[:200_000] if character > "\x7f"]
    if any("\x80" <= character <= "\x9f" for character in beyond):
        return None
    return sum(map(_plausibility, beyond)) / max(len(beyond), 1), text, encoding


def _plausibility(character: str) -> float:
    """How likely a character is in a text that people wrote, given that a wrong decoding gives almost anything."""
    if "\u3040" <= character <= "\u30ff" or "\u3000" <= character <= "\u3002":
        return 2.0  # kana and Japanese punctuation: in every Japanese text
    if "\u4e00" <= character <= "\u9fff" or "\uff01" <= character <= "\uff5e":
        return 1.0
    if "\uff61" <= character <= "\uff9f":
        return -1.0  # half-width katakana: what EUC-JP looks like when read as Shift-JIS
    if character.isalpha() and character <= "\u017f":
        return 0.6  # é, ü: but Japanese read as Windows-1252 gives many signs between them
    return -0.5 if character < "\u0180" else 0.0


def rows_of(text: str, file: str) -> tuple[list[list[str]], str]:
    """The rows and the separator. Raises WorkbookRefused when there is no table or too much of it."""
    if "\x00" in text:
        raise WorkbookRefused("unknown", file=file, found="?")
    separator = _separator(text)
    csv.field_size_limit(limits.MAX_UNPACKED)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(row)
            cells += len(row)
            if cells > limits.MAX_CELLS or len(rows) > limits.MAX_ROWS:
                raise WorkbookRefused("too_many_cells", file=file, sheet="CSV", limit=f"{limits.MAX_CELLS:,}")
    except csv.Error:
        raise WorkbookRefused("damaged", file=file, part="CSV") from None
    return rows, separator


def _separator(text: str) -> str:
    """The separator that splits the most lines into the same number of fields."""
    lines = [line for line in text[:65_536].splitlines() if line.strip()][:200]

    def steadiness(separator: str) -> tuple[float, int]:
        counts = Counter(line.count(separator) for line in lines)
        counts.pop(0, None)
        if not counts:
            return 0.0, 0
        number, often = counts.most_common(1)[0]
        return often / max(len(lines), 1) + (0.5 if lines and lines[0].count(separator) == number else 0.0), number

    return max(_SEPARATORS, key=steadiness) if lines else ","
