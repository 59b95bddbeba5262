"""Numbers of frameworks in their many spellings, and which questions they bring together."""

import pytest

from vendor_risk import paths
from vendor_risk.content.crosswalks import load_crosswalks
from vendor_risk.domain.crosswalk.controls import mentioned, plain_id
from vendor_risk.domain.crosswalk.matching import match
from vendor_risk.domain.questionnaires import Question, QuestionKind, Questionnaire, Section, Text

RULES = load_crosswalks(paths.QUESTIONNAIRES)
OWN = Questionnaire(
    "outsourcing-vendor",
    "1.0",
    Text("Ours", "当社"),
    (
        Section(
            "s",
            Text("s", "s"),
            (
                Question(
                    "OP-07-04", QuestionKind.MATURITY, Text("How do you install security updates?", "更新の適用は。")
                ),
                Question("OP-08-02", QuestionKind.MATURITY, Text("How would you act in the first hours?", "初動は。")),
            ),
        ),
    ),
)


def theirs(key, *questions, version="1", section="General"):
    made = tuple(
        Question(each[0], QuestionKind.TEXT, Text(each[1], each[1]), references=tuple(each[2:])) for each in questions
    )
    return Questionnaire(key, version, Text("T", "T"), (Section("s", Text(section, section), made),))


def found(foreign):
    return {(pair.own, pair.foreign, pair.reference) for pair in match(foreign, OWN, RULES)}


@pytest.mark.parametrize(
    ("framework", "text", "expected"),
    [
        ("SP800-53", "AC-02 (01)", "SP800-53:AC-2(1)"),
        ("CCM", "A&A - 02", "CCM:A&A-2"),
        ("CSF", "gv.sc-01", "CSF:GV.SC-1"),
        ("ISO27001", "A.5.19", "ISO27001:A.5.19"),
        ("ISO27001", "5.19", "ISO27001:A.5.19"),
        ("CIS", "15.10", "CIS:15.10"),
    ],
)
def test_a_number_has_one_form(framework, text, expected):
    assert plain_id(framework, text) == expected


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        ("ISO 27001:2022", "A.5.19, A.8.8", {"ISO27001:A.5.19", "ISO27001:A.8.8"}),
        ("ISO 27002:2013", "A.5.1.1", set()),
        ("NIST 800-53r5", "SI-2, RA-5 (11)", {"SP800-53:SI-2", "SP800-53:RA-5(11)"}),
        ("参照", "PR.AA-01 と A.8.8", {"CSF:PR.AA-1", "ISO27001:A.8.8"}),
        ("Comment", "see A.5.19 and SI-2", set()),
    ],
)
def test_numbers_beside_a_question_count_under_a_heading_that_names_their_framework(heading, text, expected):
    assert mentioned(RULES.mentions, heading, text) == expected


@pytest.mark.parametrize(
    ("foreign", "reference"),
    [
        (theirs("caiq", ("TVM-03.1", "?"), version="4.0.3+1"), "CCM:TVM-3"),
        (theirs("caiq", ("TVM-02.1", "?"), version="3.1+1"), "CCM3:TVM-2"),
        (theirs("fedramp", ("SI-02 (a)", "?")), "SP800-53:SI-2"),
        (theirs("nist-csf", ("ID.RA-01", "?")), "CSF:ID.RA-1"),
        (theirs("vda-isa", ("5.2.5", "?")), "VDA-ISA:5.2.5"),
        (theirs("cmmc", ("SI.L2-3.14.1", "?")), "SP800-171:3.14.1"),
        (
            theirs("samm", ("Environment Hardening#1", "?"), section="Environment Hardening"),
            "SAMM:environment hardening",
        ),
    ],
)
def test_their_ids_lead_to_ours_by_the_framework_they_belong_to(foreign, reference):
    assert {(own, number) for own, _theirs, number in found(foreign)} == {("OP-07-04", reference)}


def test_a_repetition_on_another_sheet_is_not_counted_twice():
    assert found(theirs("fedramp", ("SI-02 (a)", "?"), ("SI-02 (a) (PaaS CRM)", "?"))) == {
        ("OP-07-04", "SI-02 (a)", "SP800-53:SI-2")
    }


def test_a_number_beside_the_question_counts_only_with_texts_that_are_alike():
    one = ("1", "Are security patches applied in time?", "ISO27001:A.8.8")
    other = ("2", "What is the name of the vendor?", "ISO27001:A.8.8")
    rest = [(str(number), f"Question about matter {number} of chapter {number}?") for number in range(10, 40)]
    assert found(theirs("workbook-1", one, other, *rest)) == {("OP-07-04", "1", "ISO27001:A.8.8")}


def test_japanese_texts_propose_for_a_person_to_confirm():
    rest = [(str(number), f"{number}章の事項{number}について記入してください。") for number in range(10, 40)]
    pairs = match(theirs("workbook-1", ("1", "インシデント対応手順を定めていますか。"), *rest), OWN, RULES)
    assert [(pair.own, pair.foreign, pair.reference) for pair in pairs] == [("OP-08-02", "1", "")]
    assert pairs[0].control == "incident-response"
    assert RULES.confidence.shown <= pairs[0].confidence < RULES.confidence.clear


def test_nothing_in_common_proposes_nothing():
    assert match(theirs("workbook-1", ("1", "What colour is the sky?")), OWN, RULES) == ()
    assert match(theirs("workbook-1"), OWN, RULES) == ()
