"""Weights and preferred answers wherever a questionnaire of the family keeps them; the sums are computed apart."""

from __future__ import annotations

from tests.reading.contact import LEXICON
from tests.reading.form import Form, layout, topic
from vendor_risk import paths
from vendor_risk.content import load_rules
from vendor_risk.domain.scoring.score import score
from vendor_risk.reading import Understanding, to_questionnaire, understand

ANSWERS = ("Yes", "No", "Yes", "N/A", "", "Yes", "No", "Yes", "Yes", "No", "Yes", "Yes")
PREFERRED = ("Yes", "No", "Yes", "Yes", "Yes", "No", "Yes", "Qualitative question", "Yes", "Yes", "Yes", "No")
WEIGHTS = (10, 20, 5, 10, 15, 25, 10, 10, 40, 5, 10, 30)


def _filled(prefix: str = "APPL", name: str = "HECVAT - On-Premise") -> Form:
    form = Form(name, ["ID", "Question", "Vendor Answers", "Additional Information"])
    for number, answer in enumerate(ANSWERS, 1):
        form.ask(f"{prefix}-{number:02}", f"Do you keep {topic(number)}?", answer or None, None, key="", answer=answer)
        form.offer(3, "Yes", "No", "N/A")
    return form


def _expected(weights: tuple[float, ...] = WEIGHTS) -> tuple[float, float]:
    given = zip(ANSWERS, PREFERRED, weights, strict=True)
    return float(sum(w for a, p, w in given if a and p in a)), float(sum(weights))


def _read(*parts: Form) -> Understanding:
    return understand(layout("scheme", *parts).workbook, LEXICON)


def _points(found: Understanding) -> tuple[float, float]:
    assert found.score is not None
    assert found.score.earned == sum(section.earned for section in found.score.sections)
    assert found.score.possible == sum(section.possible for section in found.score.sections)
    return found.score.earned, found.score.possible


def _master(form: Form, heads: list[str], rows: list[list[object]], name: str = "Questions") -> Form:
    master = Form(name, ["All questions of every edition"], ["ID", "Question", *heads])
    for item, row in zip(form.expected, rows, strict=True):
        master.say(*form.rows[item.row - 1][:2], *row)
    master.hidden = True
    return master


def test_a_hidden_list_of_all_questions_scores_them() -> None:
    form = _filled()
    rows = [[p, w] for p, w in zip(PREFERRED, WEIGHTS, strict=True)]
    assert _points(_read(form, _master(form, ["C_Answer", "Weight"], rows))) == _expected()


def test_hidden_columns_beside_the_answers_score_them() -> None:
    form = Form("Lite", ["ID", "Question", "Answer", "Comments", "Compliant answer", "Weight"])
    for number, (answer, preferred, weight) in enumerate(zip(ANSWERS, PREFERRED, WEIGHTS, strict=True), 1):
        form.ask(f"Q-{number:02}", f"Is there {topic(number)}?", answer or None, None, preferred, weight, key="")
    form.hidden_columns = [5, 6]
    found = _read(form)
    assert _points(found) == _expected()
    assert found.sheets[0].tables[0].columns["answer"] == "C"


def test_weights_may_be_words_of_importance() -> None:
    form = _filled()
    words = ("Critical Importance", "Standard Importance", "Minor Importance")
    rows = [[p, words[n % 3]] for n, p in enumerate(PREFERRED)]
    weights = tuple(float((20, 10, 5)[n % 3]) for n in range(12))
    assert _points(_read(form, _master(form, ["Compliant Response", "Default Importance"], rows))) == _expected(weights)


def test_rows_that_are_not_scored_stay_out_and_words_weigh_what_the_workbook_says() -> None:
    form = _filled()
    heads = ["Score Location", "Compliant Response", "Default Importance", "Default Weight"]
    rows: list[list[object]] = [["Institution", p, "Standard Importance", 7] for p in PREFERRED]
    rows[0][0] = rows[7][0] = "Not Scored"
    evaluation = Form("Institution Evaluation", ["ID", "Question", "Importance Override"])
    for item in form.expected:
        evaluation.say(*form.rows[item.row - 1][:2], "Standard Importance" if item.row == 3 else None)
    earned, possible = _points(_read(form, _master(form, heads, rows), evaluation))
    kept = [n for n in range(12) if n not in (0, 7)]
    assert possible == 7 * len(kept)
    assert earned == 7 * sum(bool(ANSWERS[n]) and PREFERRED[n] in ANSWERS[n] for n in kept)


def test_an_assessors_verdict_and_importance_count_instead() -> None:
    form = _filled()
    heads = ["Compliant Response", "Default Importance", "Default Weight"]
    rows: list[list[object]] = [[p, "Standard Importance", 10] for p in PREFERRED]
    evaluation = Form(
        "Institution Evaluation",
        ["ID", "Question", "Response", "Importance Override", "Compliance Override", "Analyst Notes"],
    )
    for item, answer in zip(form.expected, ANSWERS, strict=True):
        n = item.row - 1
        importance = "Critical Importance" if n == 1 else None
        verdict = {3: "Mark as Compliant", 1: "Mark as Non-Compliant"}.get(n)
        evaluation.say(*form.rows[item.row - 1][:2], answer or 0, importance, verdict, "seen")
        evaluation.formulas += [(evaluation.row, 3)]
    found = _read(form, _master(form, heads, rows), evaluation)
    base, _ = _expected((10.0,) * 12)
    # the first question weighs 20 now and is marked not compliant (its 10 are lost); the third was compliant before
    assert _points(found) == (base - 10, 130)
    questionnaire, filled = to_questionnaire(found, LEXICON)
    rules = load_rules(paths.QUESTIONNAIRES).scoring
    result = score(questionnaire, {a.answer.question_id: a.answer for a in filled}, None, rules, submitted=True)
    assert found.score is not None
    assert found.score.ratio is not None
    assert abs((result.overall.score or 0) - 100 * found.score.ratio) < 1e-9


def test_not_applicable_leaves_the_sum_in_editions_whose_authors_take_it_out() -> None:
    form = _filled("AIGN", "AI")
    rows = [[p, w] for p, w in zip(PREFERRED, WEIGHTS, strict=True)]
    start = Form("START HERE", ["HECVAT 4.1.4"], ["Date Completed", None, "2025-05-01"])
    earned, possible = _expected()
    found = _read(start, form, _master(form, ["Compliant Response", "Default Weight"], rows))
    assert found.recognised is not None
    assert found.recognised.version == "4.1.4"
    assert _points(found) == (earned, possible - 10)


def test_a_question_on_several_sheets_is_scored_once() -> None:
    form, other = _filled(), _filled(name="Product")
    other.formulas = [(row, 3) for row in range(2, 14)]
    rows = [[p, w] for p, w in zip(PREFERRED, WEIGHTS, strict=True)]
    assert _points(_read(form, other, _master(form, ["C_Answer", "Weight"], rows))) == _expected()


def test_questions_the_form_itself_switched_off_leave_the_sum() -> None:
    form = Form("AI", ["ID", "Question", "Answer", "Additional Information", "Guidance"])
    for number, answer in enumerate(ANSWERS, 1):
        off = number > 8
        guidance = "Based on the response to REQU-04, this question is not required." if off else "Explain."
        form.ask(
            f"AIGN-{number:02}", f"Is there {topic(number)}?", None if off else answer or None, None, guidance, key=""
        )
        form.offer(3, "Yes", "No", "N/A")
    rows = [[p, w] for p, w in zip(PREFERRED, WEIGHTS, strict=True)]
    found = _read(form, _master(form, ["C_Answer", "Weight"], rows))
    assert [question.switched_off for question in found.questions] == [False] * 8 + [True] * 4
    assert _points(found)[1] == sum(WEIGHTS[:8]) - WEIGHTS[3]  # "N/A" leaves: only the fourth edition asks about AI
