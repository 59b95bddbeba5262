from __future__ import annotations

import os
import time
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.workbook import hostile, hostile_formats
from vendor_risk import paths
from vendor_risk.workbook import WorkbookRefused, limits, read_workbook
from vendor_risk.workbook.read import safe


@cache
def _japanese() -> dict[str, str]:
    with (paths.TRANSLATIONS / "ja" / "reading.po").open("rb") as handle:
        return {str(message.id): str(message.string) for message in read_po(handle) if message.id}


def _code_of(data: bytes, name: str) -> str:
    """The code of the refusal, "" when the file is read (and no NUL is in what was read)."""
    try:
        workbook = read_workbook(data, name)
    except WorkbookRefused as refusal:
        return refusal.code
    return "NUL" if any("\x00" in sheet.name for sheet in workbook.sheets) else ""


def _seconds(pid: int) -> float:
    """Processor seconds the process has used, which do not depend on what else the machine does; else the time."""
    used = Path(f"/proc/{pid}/stat")
    if not used.exists():
        return time.monotonic()
    user, system = used.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _reader_pid() -> int:
    read_workbook(hostile.package(), "warm-up.xlsx")
    return safe._IDLE[-1].process.pid


REFUSED = {**hostile.REFUSED, **hostile_formats.REFUSED}


@pytest.mark.parametrize("case", list(REFUSED))
def test_a_hostile_file_is_refused_in_a_sentence_within_three_seconds_and_the_reader_lives(case: str) -> None:
    name, make, codes = REFUSED[case]
    data = make()
    before = _reader_pid()
    started = _seconds(before)
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook(data, name)
    assert _seconds(before) - started < 3
    assert refusal.value.code in codes.split()
    assert name in str(refusal.value)
    assert str(refusal.value).endswith(".")
    assert "%(" not in str(refusal.value)
    assert "“?”" not in str(refusal.value)  # everything the sentence names was said
    in_japanese = refusal.value.message(_japanese().__getitem__)
    assert in_japanese.endswith("。")
    assert name in in_japanese
    assert _reader_pid() == before


def test_a_file_that_kills_the_reading_process_is_refused_and_the_next_file_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _reader_pid()
    reader = safe._IDLE[-1]
    os.kill(reader.process.pid, 9)
    reader.process.wait()
    assert read_workbook(hostile.package(), "next.xlsx").sheets[0].text(2, 1) == "Q-02"


def test_a_reading_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vendor_risk.workbook.limits.MAX_WAIT", 0.2)
    _start = safe._START
    monkeypatch.setattr(safe, "_START", "import time; time.sleep(60)")
    safe.close_readers()
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook(hostile.package(), "slow.xlsx")
    assert refusal.value.code == "too_slow"
    monkeypatch.setattr(safe, "_START", _start)


def test_a_process_out_of_memory_ends_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    safe.close_readers()
    monkeypatch.setattr(safe, "_START", "import os; os.abort()")
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook(hostile.package(), "abort.xlsx")
    assert refusal.value.code == "failed"


def test_a_million_shared_strings_are_read_or_refused_in_time() -> None:
    data = hostile.big_shared_strings()
    before = _reader_pid()
    started = _seconds(before)
    code = _code_of(data, "strings.xlsx")
    assert code in ("", "too_big", "ratio", "unpacks_too_big")
    assert _seconds(before) - started < 3


def test_a_table_that_says_it_holds_billions_of_texts_is_read_without_making_room_for_them() -> None:
    before = _reader_pid()
    assert read_workbook(hostile_formats.many_texts_declared(), "billions.xlsx").sheets[0].rows == [["one"]]
    assert _reader_pid() == before


def test_very_many_of_one_thing_are_read_in_time() -> None:
    reader = _reader_pid()
    for name, data in hostile_formats.storms().items():
        started = _seconds(reader)
        assert read_workbook(data, f"{name}.xlsx").sheets, name
        assert _seconds(reader) - started < 3, name


def test_macros_under_their_own_name_give_values_and_a_note() -> None:
    workbook = read_workbook(hostile.renamed_macros(), "macro.xlsm")
    assert workbook.notes == ("macros",)
    assert workbook.sheets[0].text(2, 3) == "Yes"


def test_links_to_other_files_are_noted_and_not_followed() -> None:
    link = f'<externalLink xmlns="{hostile.MAIN}"><externalBook/></externalLink>'.encode()
    workbook = read_workbook(hostile.package(extra={"xl/externalLinks/externalLink1.xml": link}), "links.xlsx")
    assert workbook.notes == ("links",)


def test_a_hidden_sheet_is_read_and_known_as_hidden() -> None:
    workbook = read_workbook(hostile.package(names=("Shown", "Kept"), states={"Kept": "veryHidden"}), "hidden.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in workbook.sheets] == [("Shown", False), ("Kept", True)]
    assert workbook.sheets[1].text(2, 1) == "Q-02"


def test_the_longest_cell_there_can_be_comes_back_whole() -> None:
    text = "x" * 32_767
    workbook = read_workbook(hostile.package(hostile.sheet_xml(hostile.row_xml(1, text))), "long.xlsx")
    assert workbook.sheets[0].text(1, 1) == text


def test_dates_counted_from_1904_come_back_as_their_day() -> None:
    styles = (
        f'<styleSheet xmlns="{hostile.MAIN}"><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>'
        '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    data = hostile.package(
        hostile.sheet_xml('<row r="1"><c r="A1" s="0"><v>42735</v></c></row>'),
        properties='<workbookPr date1904="1"/>',
        extra={"xl/styles.xml": styles.encode()},
    )
    workbook = read_workbook(_with_relation(data), "1904.xlsx")
    assert workbook.sheets[0].text(1, 1) == "2021-01-01"


def _with_relation(data: bytes) -> bytes:
    """The styles part made known to the workbook."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
                more = f'<Relationship Id="rId99" Type="{kind}" Target="styles.xml"/></Relationships>'
                content = content.replace(b"</Relationships>", more.encode())
            target.writestr(name, content)
    return out.getvalue()


def test_a_formula_without_a_stored_value_is_an_empty_calculated_cell() -> None:
    rows = '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><v>3</v></c></row>'
    sheet = read_workbook(hostile.package(hostile.sheet_xml(rows)), "formula.xlsx").sheets[0]
    assert sheet.text(1, 1) == ""
    assert sheet.formulas == {(1, 1)}
    assert sheet.text(1, 2) == "3"


def test_a_nul_in_a_sheet_name_does_not_reach_the_name() -> None:
    assert _code_of(hostile.package(names=("A&#0;B",)), "nul.xlsx") in ("", "damaged")


def test_error_cells_are_empty_and_known() -> None:
    rows = '<row r="1"><c r="A1" t="e"><f>VLOOKUP(1,B:C,2)</f><v>#N/A</v></c><c r="B1"><v>1</v></c></row>'
    sheet = read_workbook(hostile.package(hostile.sheet_xml(rows)), "error.xlsx").sheets[0]
    assert sheet.text(1, 1) == ""
    assert sheet.errors == {(1, 1): "#N/A"}


def test_a_far_cell_is_told_with_how_much_is_read_in_numbers() -> None:
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook(hostile.far_cell("XFD1048576"), "far.xlsx")
    said = f"only the first {limits.MAX_ROWS:,} rows and {limits.MAX_COLUMNS:,} columns are read"
    assert said in str(refusal.value), "a column's letters would read as a word: ALL"


def test_the_refusal_speaks_japanese_when_asked_to() -> None:
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook(b"", "empty.xlsx")
    assert refusal.value.message(lambda text: "空です：%(file)s") == "空です：empty.xlsx"
