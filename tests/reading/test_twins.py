from __future__ import annotations

from tests.reading.contact import LEXICON
from tests.reading.form import Form, layout, topic
from vendor_risk.reading import Understanding, understand


def _form(name: str, text: str, answered: bool, prefix: str = "") -> Form:
    form = Form(name, ["No.", "質問" if name == "日本語" else "Question", "回答" if name == "日本語" else "Answer"])
    for n in range(1, 13):
        form.ask(f"{prefix}{n}", text.format(n=n, topic=topic(n)), ("Yes", "No")[n % 2] if answered else None, key="")
        form.offer(3, "Yes", "No", "N/A")
    return form


def _roles(found: Understanding) -> dict[str, str]:
    return {sheet.name: sheet.role for sheet in found.sheets}


def test_the_same_form_in_another_language_left_blank_is_no_second_questionnaire() -> None:
    english = _form("English", "Is there {topic}?", answered=True)
    japanese = _form("日本語", "規程{n}を定めていますか。", answered=False)
    found = understand(layout("two languages", japanese, english).workbook, LEXICON)
    assert _roles(found) == {"English": "questionnaire", "日本語": "twin"}
    assert len(found.questions) == 12


def test_a_blank_part_with_the_same_numbers_is_a_part_of_its_own() -> None:
    first, second = (
        _form("Part 1", "Is there {topic}?", answered=True),
        _form("Part 2", "Who owns rule {n}?", answered=False),
    )
    found = understand(layout("two parts", first, second).workbook, LEXICON)
    assert _roles(found) == {"Part 1": "questionnaire", "Part 2": "questionnaire"}


def test_a_sheet_that_scores_is_a_twin_even_where_formulas_are_not_told() -> None:
    filled = _form("Answers", "Is there {topic}?", answered=True, prefix="A-")
    report = Form("Evaluation", ["ID", "Question", "Answer", "Preferred answer", "Weight"])
    for row in filled.rows[1:]:
        report.say(*row[:2], row[2], "Yes", 10)
    for form in (filled, report):
        form.knows_formulas = False
    report.rows[3][2] = "Yes"  # the assessor saw it otherwise
    found = understand(layout("scored", report, filled).workbook, LEXICON)
    assert _roles(found) == {"Answers": "questionnaire", "Evaluation": "twin"}
    assert found.score is not None
    assert (found.score.earned, found.score.possible) == (
        70,
        120,
    )  # six were answered with yes, and one more was seen so
