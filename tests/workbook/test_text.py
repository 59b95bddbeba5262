from __future__ import annotations

import csv
import io

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from vendor_risk.workbook import csv_safe, read_workbook, write_text
from vendor_risk.workbook.text import clean, csv_plain

TRICKY = st.sampled_from(
    [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "'=1",
        "_x000D_",
        "_x005F_",
        "{=1}",
        "http://a.example",
        "＝1",
        "007",
        "1e5",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), TRICKY, st.builds(lambda a, b: a + b, TRICKY, st.text(max_size=20)))


def _written(texts: list[str]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_string(0, 1, "kept")
        for row, text in enumerate(texts):
            write_text(sheet, row, 0, text)
    return out.getvalue()


@settings(deadline=None, max_examples=60)  # the first file starts a process
@given(texts=st.lists(TEXTS, min_size=1, max_size=8))
def test_any_text_comes_back_from_a_workbook_as_itself_and_never_as_a_formula(texts: list[str]) -> None:
    sheet = read_workbook(_written(texts), "export.xlsx").sheets[0]
    assert not sheet.formulas
    for row, text in enumerate(texts, 1):
        assert sheet.value(row, 1) == clean(text)


@given(TEXTS)
def test_a_csv_cell_never_begins_like_a_formula_and_gives_its_text_back(text: str) -> None:
    safe = csv_safe(text)
    if safe == text.replace("\x00", ""):
        begins = safe.lstrip("' \u00a0\u3000")[:1]
        assert (
            begins not in tuple("=+-@\t\r\n＝＋－＠|%")
            or safe.lstrip("+-").replace(",", ".", 1).replace(".", "", 1).isdigit()
        )
    assert csv_plain(safe) == text.replace("\x00", "")


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_csv_rows_of_safe_cells_are_read_back(texts: list[str]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([csv_safe(text) for text in texts])
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert [csv_plain(text) for text in row] == [text.replace("\x00", "") for text in texts]


def test_a_plain_number_is_left_alone_in_a_csv() -> None:
    assert [csv_safe(text) for text in ("-5", "+81", "3.5", "-0,5")] == ["-5", "+81", "3.5", "-0,5"]
    assert csv_safe("+81 3 1234 5678") == "'+81 3 1234 5678"


def test_an_empty_text_leaves_the_cell_blank() -> None:
    assert read_workbook(_written([""]), "a.xlsx").sheets[0].value(1, 1) == ""
