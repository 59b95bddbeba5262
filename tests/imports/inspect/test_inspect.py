"""What a file holds and what a later edition changed, told without a database, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from tests.builders import workbooks
from tests.builders.foreign_workbooks import LATER, ROWS, workbook
from tests.builders.real_workbooks import FOLDER, needs_workbooks, workbook_path
from vendor_risk.imports.inspect.commands import inspect
from vendor_risk.imports.inspect.compare import compare
from vendor_risk.imports.inspect.compare import describe as describe_changes
from vendor_risk.imports.inspect.document import describe, understand_file
from vendor_risk.workbook import WorkbookRefused


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def told(*arguments: Any) -> Any:
    return CliRunner().invoke(inspect, [str(argument) for argument in arguments])


def test_inspect_prints_the_contract_as_json_and_a_summary_for_people(tmp_path: Path) -> None:
    path = write(tmp_path, "sheet.xlsx", workbook())
    document = json.loads(told(path, "--json").output)
    assert {"file", "recognised", "metadata", "sheets", "questions", "skipped", "warnings"} <= document.keys()
    assert document["questions"][0]["cell"] == "C4"
    assert "Questions: 7; " in told(path).output
    bad = told(write(tmp_path, "x.xlsx", b"\x89PNG\r\n\x1a\n"))
    assert bad.exit_code == 1
    assert "is not a spreadsheet" in bad.output


def test_the_command_lists_what_changed_between_two_files(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook())
    (tmp_path / "b.xlsx").write_bytes(workbook(LATER))
    arguments = [str(tmp_path / "a.xlsx"), "--compare", str(tmp_path / "b.xlsx")]
    told = CliRunner().invoke(inspect, arguments).output
    assert told.startswith(
        "Changed answers: 1; changed comments: 1; questions with the same answer and comment: 5\n"
        "Questions reworded: 1; added: 1; removed: 0"
    )
    assert "C-9 (C-7)" not in told  # renumbered, and it says what it said
    found = json.loads(CliRunner().invoke(inspect, [*arguments, "--json"]).output)
    assert (found["answers_changed"], found["notes_changed"], found["new"]) == (1, 1, ["C-10"])


@needs_workbooks
def test_the_two_hecvat_lite_differ_exactly_where_a_careful_reader_says() -> None:
    names = ("oldest", "latest")
    files = [str(workbook_path(f"hecvat/filled_instructure_catalog_hecvat-lite_{name}.xlsx")) for name in names]
    found = json.loads(CliRunner().invoke(inspect, [files[0], "--compare", files[1], "--json"]).output)
    old, new = (
        {item["id"]: item for item in json.loads(path.read_text())["items"]}
        for name in names
        for path in (FOLDER / "truth").glob(f"*hecvat-lite_{name}__*.json")
    )
    for field, key in (("answer", "answer"), ("notes", "comment")):
        expected = {each for each in new if _plain(old[each][field]) != _plain(new[each][field])}
        assert {change["id"] for change in found["changes"] if change[key]} == expected
    assert (found["answers_changed"], found["notes_changed"]) == (19, 35)


def _plain(text: object) -> str:
    return " ".join(str(text or "").split())


def understood(rows: list[tuple[str, ...]]) -> Any:
    return understand_file(workbook(rows), "sheet.xlsx")


def test_every_question_of_the_document_stands_with_its_place_and_answer(tmp_path: Path) -> None:
    document = understand_file(write(tmp_path, "sheet.xlsx", workbook())).to_json()
    assert document["file"] == "sheet.xlsx"
    found = [(one["id"], one["question"], one["answer"], one["comment"]) for one in document["questions"]]
    assert found == list(ROWS)
    assert [one["cell"] for one in document["questions"]] == [f"C{row}" for row in range(4, 11)]


def test_a_sheet_of_nobody_known_is_told_as_such_with_its_columns(tmp_path: Path) -> None:
    lines = describe(understood(ROWS)).splitlines()
    assert lines[0] == "sheet.xlsx"
    assert "  Does not match any known questionnaire" in lines
    assert any(line.startswith("  Questions: 7; answers: 6; ") for line in lines)
    assert any("[questionnaire] Customer sheet:" in line for line in lines)
    assert any("answer C" in line and "question B" in line for line in lines)


def test_placeholders_are_in_no_number_of_answers() -> None:
    rows = [(row[0], row[1], "▼選択" if place % 2 else "Yes/No", "") for place, row in enumerate(ROWS)]
    text = describe(understood(rows))
    assert "Questions: 7; answers: 0; " in text
    assert "(answers entered: 0)" in text
    kept = describe(understood([*rows[:-1], (*rows[-1][:2], "Yes", "")]))
    assert "Questions: 7; answers: 1; " in kept
    assert "(answers entered: 1)" in kept


def test_a_file_without_questions_says_so_and_is_no_error(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Minutes of the meeting"])
    done = told(write(tmp_path, "minutes.xlsx", workbooks.saved(book)))
    assert done.exit_code == 0
    assert "Questions: 0; answers: 0; " in done.output


def test_the_same_file_twice_changed_nothing() -> None:
    found = compare(understood(ROWS), understood(ROWS))
    assert (found.changes, found.new, found.gone, found.unchanged) == ((), (), (), len(ROWS))
    assert describe_changes(found).splitlines() == [
        "Changed answers: 0; changed comments: 0; questions with the same answer and comment: 7",
        "Questions reworded: 0; added: 0; removed: 0",
    ]


def test_blanks_and_line_ends_are_no_change_and_every_other_sign_is() -> None:
    spaced = [(*ROWS[0][:2], " Yes ", "since\n  2020"), *ROWS[1:]]
    assert compare(understood(ROWS), understood(spaced)).changes == ()
    other = [(*ROWS[0][:2], "Yes", "since 2021"), *ROWS[1:]]
    (change,) = compare(understood(ROWS), understood(other)).changes
    assert (change.answer, change.note) == (False, True)
    assert change.was.comment == "since 2020"


def test_what_came_is_gone_the_other_way_round() -> None:
    there, back = compare(understood(ROWS), understood(LATER)), compare(understood(LATER), understood(ROWS))
    assert [one.question for one in there.new] == [one.question for one in back.gone]
    assert [one.question for one in back.new] == [one.question for one in there.gone]
    assert len(there.changes) == len(back.changes)
    for first, second in zip(there.changes, back.changes, strict=True):
        assert (first.now.answer, first.was.answer) == (second.was.answer, second.now.answer)


def test_long_texts_are_cut_for_people_and_whole_for_programs() -> None:
    text = "because " * 60
    changed = [(*ROWS[0][:2], "No", text), *ROWS[1:]]
    found = compare(understood(ROWS), understood(changed))
    lines = describe_changes(found).splitlines()
    assert max(len(line) for line in lines) <= 200
    assert any(line.endswith("…") for line in lines)
    assert found.to_json()["changes"][0]["comment"][1].split() == text.split()


def test_an_emptied_answer_is_a_dash_for_people() -> None:
    emptied = [(*ROWS[0][:2], "", ""), *ROWS[1:]]
    lines = describe_changes(compare(understood(ROWS), understood(emptied))).splitlines()
    assert lines[lines.index("  - Yes") + 1] == "  + –"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" + b"\x00" * 600])
def test_what_is_no_workbook_is_refused_with_a_sentence_as_either_side(tmp_path: Path, data: bytes) -> None:
    good, bad = write(tmp_path, "good.xlsx", workbook()), write(tmp_path, "bad.xlsx", data)
    for arguments in ((bad,), (good, "--compare", bad), (bad, "--compare", good), (bad, "--json")):
        done = told(*arguments)
        assert done.exit_code == 1
        assert done.output.startswith("Error: ")
        assert "Traceback" not in done.output
    with pytest.raises(WorkbookRefused):
        understand_file(bad)
