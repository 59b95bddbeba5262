from __future__ import annotations

import time

import pytest

from tests.builders.real_workbooks import FOLDER, needs_workbooks
from tests.reading.evaluation import measure, truths
from vendor_risk import paths
from vendor_risk.content import load_rules
from vendor_risk.content.reading_words import load_lexicon
from vendor_risk.domain.scoring.score import score
from vendor_risk.imports.inspect.document import understand_file
from vendor_risk.reading import to_questionnaire
from vendor_risk.workbook import WorkbookRefused, read_workbook

pytestmark = needs_workbooks
TRUTHS = truths() if FOLDER.is_dir() else []


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth["meta"]["sheet"])
def test_at_least_99_of_100_rows_ids_answers_and_notes_are_as_a_careful_reader_finds_them(truth) -> None:  # type: ignore[no-untyped-def]
    result = measure(understand_file(FOLDER / truth["meta"]["file"]), truth)
    assert {fact: result.share(fact) for fact in ("row", "id", "answer", "notes") if result.share(fact) < 0.99} == {}
    assert len(result.extra) <= result.rows // 100
    assert result.doubles == 0


@pytest.mark.parametrize(
    ("part", "earned", "possible"),
    [("lite_oldest", 1545, 1755), ("lite_latest", 1555, 1755), ("full_latest", 3145, 3600)],
)
def test_the_authors_own_scores_are_reproduced_from_answers_weights_and_preferred_answers(
    part: str, earned: int, possible: int
) -> None:
    (path,) = (FOLDER / "hecvat").glob(f"*{part}*")
    found = understand_file(path)
    assert found.score is not None
    assert (found.score.earned, found.score.possible) == (earned, possible)
    report = read_workbook(path).sheet("Analyst Report")
    assert report is not None
    theirs = {}
    for row in range(13, 33):
        name = report.text(row, 3)
        if name == "Overall Score":
            break
        if name:
            points = [float(report.text(row, column)) for column in (4, 5, 6) if report.text(row, column)]
            theirs[name] = (points[1], points[0])
    ours = {section.name: (section.earned, section.possible) for section in found.score.sections}
    assert ours == theirs


def test_the_questionnaire_made_of_the_workbook_scores_as_its_authors_do() -> None:
    rules = load_rules(paths.QUESTIONNAIRES).scoring
    lexicon = load_lexicon(paths.QUESTIONNAIRES)
    for path in sorted((FOLDER / "hecvat").glob("*.xlsx")):
        found = understand_file(path)
        questionnaire, filled = to_questionnaire(found, lexicon)
        result = score(questionnaire, {a.answer.question_id: a.answer for a in filled}, None, rules, submitted=True)
        assert found.score is not None
        assert found.score.ratio is not None
        assert result.overall.score == pytest.approx(100 * found.score.ratio)
        assert sum(part.points for part in result.contributions) == pytest.approx(result.overall.score)


def test_sections_that_a_qualifier_switched_off_are_told_from_unanswered_ones() -> None:
    (path,) = (FOLDER / "hecvat").glob("*full_latest*")
    questions = understand_file(path).questions
    assert sum(question.switched_off for question in questions) == 41
    assert sum(question.value == "blank" for question in questions) == 11
    assert {question.section for question in questions if question.switched_off} == {
        "HIPAA - Optional based on QUALIFIER response.",
        "PCI DSS",
    }


def test_a_later_edition_can_be_compared_answer_by_answer() -> None:
    old, new = (understand_file(next((FOLDER / "hecvat").glob(f"*lite_{when}*"))) for when in ("oldest", "latest"))
    before = {question.id: question for question in old.questions}
    changed = [
        q.id for q in new.questions if before[q.id].value != q.value and {q.value, before[q.id].value} & {"yes", "no"}
    ]
    assert "DOCU-11" in changed
    assert len(changed) <= 18


BROKEN = {
    "broken/govready_800-171-source_2-bytes-missing.xlsx": "damaged",
    "broken/notify_actually_a_png.xlsx": "unknown",
    "odd/calamine_pass_protected.xlsx": "encrypted",
    "odd/notify_conversions__originals__xlsx_QQQ1234567.xlsx": "too_far",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_gets_one_clear_sentence(name: str) -> None:
    started = time.monotonic()
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook(FOLDER / name)
    assert time.monotonic() - started < 3
    assert refusal.value.code == BROKEN[name]
    assert name.rpartition("/")[2] in str(refusal.value)


def test_odd_files_that_can_be_read_are_read() -> None:
    assert read_workbook(FOLDER / "odd/calamine_date_1904.xlsx").sheets[0].text(1, 1) == "2021-01-01"
    assert read_workbook(FOLDER / "odd/notify_equivalents__EXCEL_95.XLS").sheets[0].text(1, 1) == "phone number"
    assert read_workbook(FOLDER / "odd/calamine_strict_iso_paths.xlsx").sheets[0].text(1, 1) == "Item"
    assert read_workbook(FOLDER / "odd/calamine_vba.xlsm").notes == ("macros",)
    assert read_workbook(FOLDER / "csv/sjis_syukujitsu.csv").encoding == "cp932"
    assert read_workbook(FOLDER / "csv/messy_utf-16le_encoded.csv").encoding.startswith("utf-16")


def test_the_document_keeps_its_contract() -> None:
    document = understand_file(next((FOLDER / "caiq").glob("*.xlsx"))).to_json()
    assert set(document) == {"file", "recognised", "metadata", "sheets", "questions", "skipped", "warnings", "score"}
    assert document["recognised"] == {"family": "CAIQ", "version": "4.0.3", "confidence": 1.0}
    assert set(document["questions"][0]) == {
        "sheet",
        "row",
        "cell",
        "id",
        "section",
        "question",
        "answer",
        "comment",
        "value",
        "level",
    }
    assert document["questions"][0]["cell"] == "C3"
    sheet = next(sheet for sheet in document["sheets"] if sheet["role"] == "questionnaire")
    assert set(sheet) == {"name", "hidden", "rows", "role", "why", "tables"}
    assert set(sheet["tables"][0]) == {"header_row", "first_row", "last_row", "columns"}
    assert {question["value"] for question in document["questions"]} == {"yes", "no", "na"}


@pytest.mark.parametrize(
    ("pattern", "questions"),
    [
        ("alz_checklist.ja.xlsx", 245),
        ("asvs_checklist_en.*", 286),
        ("asvs_4.0.3_ar.csv", 286),
        ("mobile_*", 168),
        ("mvsp*", 25),
        ("samm_*", 77),
    ],
)
def test_files_without_a_truth_give_all_their_questions(pattern: str, questions: int) -> None:
    paths_found = sorted(FOLDER.glob(f"*/{pattern}"))
    assert paths_found
    for path in paths_found:
        assert len(understand_file(path).questions) == questions
