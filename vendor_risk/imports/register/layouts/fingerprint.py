"""What a register file is recognised by when it comes back: the shape of its sheets and their headings."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence

from vendor_risk.imports.register.mapping import SheetMapping
from vendor_risk.imports.register.sheets.headings import normal
from vendor_risk.workbook.model import Workbook, WorkbookSheet, plain

_LOOKED_AT = 15
_LONGEST = 200
_DIGITS = re.compile(r"[0-9]+")


def layout_of(workbooks: Sequence[Workbook], proposed: Sequence[SheetMapping]) -> str:
    """The fingerprint of a file: the headings of every sheet, by column. Names of file and sheets, years and the rows
    below make no difference. `proposed` is the mapping before anybody corrected it.
    """
    sheets = {(workbook.name, sheet.name): sheet for workbook in workbooks for sheet in workbook.sheets}
    shape = [_headings(mapping, sheets[mapping.file, mapping.sheet]) for mapping in proposed]
    return hashlib.sha256(json.dumps(["register", shape], ensure_ascii=False).encode()).hexdigest()


def _headings(mapping: SheetMapping, sheet: WorkbookSheet) -> list[tuple[int, str]]:
    texts = mapping.headers if mapping.table else _first_row(sheet)
    return [(number, _DIGITS.sub("#", normal(text[:_LONGEST]))) for number, text in sorted(texts.items())]


def _first_row(sheet: WorkbookSheet) -> dict[int, str]:
    """The first row with several texts of a sheet that no table was recognised in."""
    for cells in sheet.rows[:_LOOKED_AT]:
        texts = {number: text for number, cell in enumerate(cells, start=1) if (text := plain(cell).strip())}
        if len(texts) > 1:
            return texts
    return {}
