from __future__ import annotations

import io
import math
import os
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workbook import hostile, odd_files
from vendor_risk.workbook import WorkbookRefused, read_workbook
from vendor_risk.workbook.package import bookparts
from vendor_risk.workbook.package.marks import marks_of
from vendor_risk.workbook.read import careful, preflight
from vendor_risk.workbook.read import opening as read_opening

WORKBOOKS = os.environ.get("VENDOR_RISK_WORKBOOKS", "")


def _trimmed(rows: list[list[object]]) -> list[list[object]]:
    """The rows without empty ends, which readers keep or not."""
    found = []
    for cells in rows:
        row = list(cells)
        while row and row[-1] == "":
            row.pop()
        found.append(row)
    while found and not found[-1]:
        found.pop()
    return found


@pytest.mark.parametrize("case", list(odd_files.ODD))
def test_what_one_reader_refuses_or_misreads_is_read_as_a_person_sees_it(case: str) -> None:
    make, rows = odd_files.ODD[case]
    sheet = read_workbook(make(), "odd.xlsx").sheets[0]
    assert _trimmed(sheet.rows) == _trimmed(rows)
    assert "\x00" not in sheet.name


def test_facts_of_oddly_written_sheets_are_known_too() -> None:
    xml = (
        "<row r='1' hidden='1'><c r='A1'><f>1+1</f><v>2</v></c><c r='B1' t='e'><v>#SPILL!</v></c>"
        "<c r='C1'><f>A1</f></c></row>"
    )
    after = (
        "<mergeCells><mergeCell ref='A2:B3'/></mergeCells><dataValidations><dataValidation type='list' sqref='D1:D9'>"
        "<formula1>&quot;Yes,No&quot;</formula1></dataValidation></dataValidations>"
    )
    before = "<cols><col min='3' max='4' hidden='1'/></cols>"
    workbook = read_workbook(hostile.package(hostile.sheet_xml(xml, after, before)), "odd.xlsx")
    sheet = workbook.sheets[0]
    assert (sheet.formulas, sheet.errors) == ({(1, 1), (1, 3)}, {(1, 2): "#SPILL!"})
    assert (sheet.merged, sheet.hidden_rows, sheet.hidden_columns) == (((2, 1, 3, 2),), {1}, {3, 4})
    assert sheet.options(5, 4) == ("Yes", "No")
    assert workbook.details["uncalculated"] == {"number": "1", "sheet": "Sheet1"}


def test_a_sheet_that_is_listed_but_not_there_is_named() -> None:
    data = odd_files.without(hostile.package(names=("Here", "Gone")), "xl/worksheets/sheet2.xml")
    workbook = read_workbook(data, "half.xlsx")
    assert [sheet.name for sheet in workbook.sheets] == ["Here"]
    assert (workbook.notes, workbook.details["missing_sheets"]) == (("missing_sheets",), {"sheets": "Gone"})


@pytest.mark.parametrize("xml", ['<c r="A1"><v>1</c>', '<c r="A1" t="inlineStr"><is><t>A & B</t></is></c>'])
def test_a_sheet_nobody_can_read_is_refused_by_its_name(xml: str) -> None:
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook(odd_files.sheet(xml), "torn.xlsx")
    assert (refusal.value.code, refusal.value.params["part"]) == ("damaged", "Sheet1")


def test_texts_that_end_before_the_one_a_cell_shows_are_not_read_as_empty() -> None:
    strings = b"<sst><si><t>first</t></si><si><t>sec"
    data = odd_files.sheet('<c r="A1" t="s"><v>1</v></c>', extra={"xl/sharedStrings.xml": strings})
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook(data, "torn.xlsx")
    assert refusal.value.params["part"] == "sharedStrings.xml"


def _by_both(data: bytes, name: str) -> list[tuple[str, list[list[object]], list[list[object]]]]:
    """Every sheet by the fast engine and by the careful reader."""
    fast = {sheet.name: sheet for sheet in read_opening.read(data, name).sheets}
    package = preflight.open_package(data, name)
    book = bookparts.open_book(package.parts)
    bookparts.look_up(package.parts, book)
    marks = marks_of(package.parts, book)
    found = []
    for entry in book.entries:
        rows, facts = careful.read_sheet(package.parts[entry.part], book, marks, name, entry.name)
        known = fast[entry.name]
        assert (sorted(facts.formulas), sorted(facts.errors)) == (sorted(known.formulas), sorted(known.errors))
        assert (sorted(facts.merged), sorted(facts.hidden_rows)) == (
            sorted(known.merged),
            sorted(known.hidden_rows),
        )
        assert len(facts.lists) == len(known.validations)
        found.append((entry.name, _trimmed(known.rows), _trimmed(rows)))
    return found


@pytest.mark.skipif(not WORKBOOKS, reason="needs VENDOR_RISK_WORKBOOKS")
@pytest.mark.parametrize(
    "name", ["mvsp-3.0.xlsx", "calamine_date_1904.xlsx", "サーバチェックシート.xlsx", "asvs_checklist_en.xlsx"]
)
def test_both_readers_give_the_same_of_real_workbooks(name: str) -> None:
    path = next(Path(WORKBOOKS).rglob(name))
    for sheet, fast, slow in _by_both(path.read_bytes(), name):
        assert slow == fast, sheet


_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=20)
_FIRST = datetime(1900, 3, 1)  # noqa: DTZ001 - before it, the day numbers of spreadsheets are off by one
_NUMBERS = st.floats(allow_nan=False, allow_infinity=False).map(lambda number: float(f"{number:.12g}"))
_VALUES = st.one_of(
    _TEXTS,
    _NUMBERS,
    st.booleans(),
    st.dates(_FIRST.date()),
    st.datetimes(_FIRST).map(lambda t: t.replace(microsecond=0)),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(_VALUES, min_size=1, max_size=4), min_size=1, max_size=4))
def test_both_readers_give_the_same_of_any_cells(rows: list[list[object]]) -> None:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    workbook.active.append(["always something"])
    for row in rows:
        workbook.active.append([value if not isinstance(value, str) else value.lstrip("=") for value in row])
    out = io.BytesIO()
    workbook.save(out)
    for _, fast, slow in _by_both(out.getvalue(), "any.xlsx"):
        assert len(fast) == len(slow)
        for one, other in zip(fast, slow, strict=True):
            assert [_rounded(value) for value in one] == [_rounded(value) for value in other]


def _rounded(value: object) -> object:
    return round(value, 12) if isinstance(value, float) and math.isfinite(value) else value
