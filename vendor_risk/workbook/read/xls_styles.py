"""Which cell styles of an xls workbook strike text through or show shares in percent ([MS-XLS] Font, Format, XF)."""

from __future__ import annotations

import struct

from vendor_risk.workbook.package.parts import SheetParts
from vendor_risk.workbook.package.values import is_percent

FONT, FORMAT, XF = 0x0031, 0x041E, 0x00E0
_STRUCK = 0x0008
_NUMBERS = (0x0203, 0x027E, 0x0006)


class XlsStyles:
    """The styles as their records come, before the sheets."""

    def __init__(self) -> None:
        self._fonts: list[bool] = []
        self._formats: dict[int, str] = {}
        self._struck: set[int] = set()
        self._percent: set[int] = set()
        self._number = 0

    def note(self, kind: int, raw: bytes) -> None:
        """Take a record of the globals; others than those of styles are passed over."""
        if kind == FONT and len(raw) >= 4:
            self._fonts.append(bool(struct.unpack_from("<H", raw, 2)[0] & _STRUCK))
        elif kind == FORMAT and len(raw) >= 5:
            wide = raw[4] & 1
            code = raw[5:].decode("utf-16-le" if wide else "latin-1", "replace")
            self._formats[struct.unpack_from("<H", raw)[0]] = code
        elif kind == XF and len(raw) >= 4:
            font, number_format = struct.unpack_from("<HH", raw)
            font -= font > 4  # there is no font 4
            if font < len(self._fonts) and self._fonts[font]:
                self._struck.add(self._number)
            if is_percent(self._formats.get(number_format), str(number_format)):
                self._percent.add(self._number)
            self._number += 1

    def mark(self, kind: int, place: tuple[int, int], style: int, facts: SheetParts) -> None:
        """Note what the style of a filled cell says of it."""
        if style in self._struck:
            facts.struck.append((*place, ""))
        if style in self._percent and kind in _NUMBERS:
            facts.percents.append(place)
