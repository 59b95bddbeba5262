from __future__ import annotations

from collections import Counter

from tests.workbook import binaries, fuzz, hostile, hostile_formats
from vendor_risk.workbook import limits
from vendor_risk.workbook.read import safe


def _files() -> list[tuple[str, bytes]]:
    row = f"<table:table-row>{hostile_formats.CELL * 3}</table:table-row>"
    cells = binaries.row_record(0) + binaries.said(0, "質問") + binaries.real(1, 2.0, formula=True)
    merges = '<mergeCells><mergeCell ref="A7:C8"/></mergeCells>'
    return [
        ("small.xlsx", hostile.package(hostile.sheet_xml(hostile.SMALL, merges), names=("Form", "Other"))),
        ("small.ods", hostile_formats.ods(row * 3)),
        ("small.xls", binaries.xls([("Form", 0, binaries.text(0, 0, "質問") + binaries.number(1, 1))])),
        ("small.xlsb", binaries.xlsb([("Form", 0, cells, b"")])),
        ("small.csv", "番号,質問\n1,方針はありますか\n".encode("cp932")),
    ]


def test_three_hundred_damaged_files_each_end_in_rows_or_a_sentence_and_the_reading_process_lives() -> None:
    safe.close_readers()
    found = Counter(code for _, _, code, _ in fuzz.tried(_files(), min(300, limits.FILES_PER_PROCESS // 3), seed=7))
    assert not {code for code in found if code.startswith(("failed", "died", "too_slow"))}, found
    assert found["read"] > 30  # the damage is not so great that only the archive is tried
    assert found["damaged"] > 30
