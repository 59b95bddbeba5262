"""“As above” is no answer: it is named with its cell, and never a level."""

import pytest

from tests.builders import flows
from vendor_risk.domain.questionnaires import AnswerState
from vendor_risk.formats.own.answers import from_cell
from vendor_risk.formats.own.labels import NotALabelError
from vendor_risk.reading.words.undecided import refers_back


@pytest.mark.parametrize(
    "text",
    ["as above", "As above.", "Same as above", "(see above)", "Please see above", "ditto", "see previous answer",
     "Same as Q3", "see A.5.1", "same answer as above", "〃", "同上", "同上。",
     "上記のとおり", "上記の通り", "上に同じ", "前問と同じ",
     "上記を参照", "同様です", "左記のとおり", "siehe oben"],
)  # fmt: skip
def test_a_text_that_only_points_to_another_answer(text):
    assert refers_back(text)


@pytest.mark.parametrize(
    "text",
    ["", "3", "Yes", "Yes, as above for the office; the plant has none", "above average",
     "See our policy ISMS-2026-01, page 4",
     "上記以外は未実施", "同業他社に委託している", "Level 3", "see ISO 27001", "same-day restore", "Not applicable"],
)  # fmt: skip
def test_a_text_that_says_something_itself(text):
    assert not refers_back(text)


@pytest.mark.parametrize("text", ["同上", "As above", "same as Q2", "〃"])
def test_in_our_own_file_it_is_refused_with_the_reason_and_never_a_level(text):
    for question in (flows.QUESTIONNAIRE.sections[0].questions[0],):
        with pytest.raises(NotALabelError) as refusal:
            from_cell(question, None, text)
        assert refusal.value.code == "refers_back"
    assert from_cell(flows.QUESTIONNAIRE.sections[0].questions[0], None, "3").state is AnswerState.ANSWERED
