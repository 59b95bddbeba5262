"""What a vendor is handed: its own result, reasons and gaps, and nothing of the group or of anybody else."""

from datetime import timedelta

import pytest

from tests.builders import flows, organizations
from tests.builders.chains import GOOD, POOR, scope_of
from tests.builders.history import NOW
from tests.builders.papers import texts
from tests.reports.papers import TODAY, blocks
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import EvidenceGrade
from vendor_risk.i18n import speaking
from vendor_risk.portal.result_pages import own_result
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.reports import queries, subjects
from vendor_risk.reports.paper import Numbers, PaperTable
from vendor_risk.reports.vendor_paper import vendor_paper
from vendor_risk.reviews import actions as review_actions
from vendor_risk.reviews.actions import Judgement


def paper_of(scope, vendor, lang="en"):
    with speaking(lang):
        return vendor_paper(subjects.subject(scope, vendor.id), vendor, TODAY)


def test_nothing_of_the_group_or_of_others_stands_in_it(scene):
    group, rows = scene
    said = " ".join(texts(paper_of(scope_of(group.holding, group.a, group.b), rows["bolt"])))
    assert "Bolt" in said
    for other in ("Acme", "Deep Cloud", "Holding", group.a.name_en or group.a.name, "xposure", "inherent"):
        assert other not in said, other


def test_the_gaps_are_those_of_the_vendors_own_page_in_its_order(scene):
    group, rows = scene
    scope = scope_of(group.holding, group.a, group.b)
    version = db.session.query(QuestionnaireVersion).one()
    flows.accepted(flows.issued(rows["bolt"], group.b, version), POOR, NOW)
    (row,) = queries.results_of(scope, rows["bolt"].id)
    with speaking("en"):
        own = own_result(row, TODAY)
    gaps = next(table for table in blocks(paper_of(scope, rows["bolt"]), PaperTable) if "Gaps" in table.caption)
    assert [line[-1] for line in gaps.rows] == [one.gain for one in own.improvements]
    assert f"{row.score:.1f} out of 100" in paper_of(scope, rows["bolt"]).sections[0].headline


def test_without_a_result_it_says_so(scene):
    group, _rows = scene
    with speaking("ja"):
        chosen = subjects.subject(scope_of(group.holding, group.a, group.b), group.a.id)
        paper = vendor_paper(chosen, chosen.organization, TODAY)
    assert "には、確定した評価結果がまだありません。" in paper.sections[0].headline


def handed(rows, group, name="bolt", levels=GOOD, at=NOW, lang="en"):
    """The paper about a vendor of company B after one more accepted assessment with these levels."""
    version = db.session.query(QuestionnaireVersion).one()
    flows.accepted(flows.issued(rows[name], group.b, version), levels, at)
    return paper_of(scope_of(group.b), rows[name], lang)


def test_a_capped_grade_says_which_it_would_be_and_until_when(scene):
    group, rows = scene
    levels = {"Q1": 5, "Q2": 5, "Q3": 1, "Q4": 5}  # Q3 is the key question
    paper = handed(rows, group, levels=levels)
    said = " ".join(texts(paper.sections[0]))
    (row,) = queries.results_of(scope_of(group.b), rows["bolt"].id)
    with speaking("en"):
        alone = own_result(row, TODAY).explanation.result.grade_uncapped
    assert (row.grade, alone < "D") == ("D", True)
    assert f"The score alone would give grade {alone}. The grade is limited to D until" in said
    assert "◆ Thing 3: Incidents go unreported." in said
    japanese = " ".join(texts(paper_of(scope_of(group.b), rows["bolt"], "ja").sections[0]))
    assert "◆ 事項3" in japanese
    assert "事故が報告されません。" in japanese


def test_with_every_target_met_there_is_nothing_to_improve(scene):
    group, rows = scene
    paper = handed(rows, group, levels=dict.fromkeys(GOOD, 5))
    improve = next(section for section in paper.sections if section.key == "improve")
    assert improve.headline.startswith("All targets have been met.")
    assert improve.blocks == ()


def test_nothing_scorable_is_no_score_and_neither_0_nor_100(scene):
    group, rows = scene
    paper = handed(rows, group, levels=dict.fromkeys(GOOD, "na"))
    first = paper.sections[0]
    assert first.headline == "No answers can be scored."
    assert "This is neither 0 nor 100." in " ".join(texts(first))
    assert not any(isinstance(block, Numbers) for block in first.blocks)


def test_an_expired_result_says_so_beside_its_date(scene):
    group, rows = scene
    paper = handed(rows, group, at=NOW - timedelta(days=900))
    (until,) = [text for text in texts(paper.sections[0]) if text.startswith("Result valid until")]
    assert until.endswith("This result has expired.")
    (until,) = [text for text in texts(handed(rows, group).sections[0]) if text.startswith("Result valid until")]
    assert "expired" not in until


def test_the_score_of_every_section_is_the_one_of_its_own_page(scene):
    group, rows = scene
    version = db.session.query(QuestionnaireVersion).one()
    assessment = flows.submitted(flows.issued(rows["bolt"], group.b, version), POOR)
    by = "user:1 Reviewer"
    seen = Judgement(grade=EvidenceGrade.REVIEWED)
    review_actions.judge(assessment, "Q1", seen, seen_version=1, actor=by, at=NOW)
    review_actions.accept(assessment, actor=by, at=NOW)
    paper = paper_of(scope_of(group.b), rows["bolt"])
    row = queries.results_of(scope_of(group.b), rows["bolt"].id)[0]
    with speaking("en"):
        own = own_result(row, TODAY)
    table = next(table for table in blocks(paper, PaperTable) if table.caption == "Sections of the questionnaire")
    parts = [part for part in own.explanation.parts if part.score is not None]
    assert [line[0] for line in table.rows] == [part.section.title.en for part in parts]
    assert [line[1].score for line in table.rows] == [part.score.scores.score for part in parts]
    assert [line[2] for line in table.rows] == [part.score.scores.backed for part in parts]
    # of S01 only Q1 (weight 3 of 4, a quarter of its target) rests on more than the vendor's word, of S02 nothing
    assert [line[2] for line in table.rows] == pytest.approx([18.75, 0.0])
    assert [(line[1].backed, line[1].weak) for line in table.rows] == [(line[2], line[2] < 12.5) for line in table.rows]
    assert f"Evidence-backed score: {row.backed:.0f}." in paper.sections[0].headline


def test_another_companys_result_of_the_same_vendor_is_not_handed_over(scene):
    group, rows = scene
    mine = paper_of(scope_of(group.a), rows["acme"])
    assert "Grade" in mine.sections[0].headline
    assert subjects.subject(scope_of(group.b), rows["acme"].id) is None
    assert queries.results_of(scope_of(group.b), rows["acme"].id) == []


def test_a_vendor_without_any_result_gets_one_page_that_promises_nothing(scene):
    group, _rows = scene
    new = organizations.vendor("New <b>& Co</b>", group.a)
    for lang, phrase in (("en", "New <b>& Co</b> does not have an accepted result yet."), ("ja", "まだありません")):
        paper = paper_of(scope_of(group.a), new, lang)
        (only,) = paper.sections
        assert phrase in only.headline
        assert paper.file_stem == f"result-{new.code.lower()}-{lang}-{TODAY.isoformat()}"
        assert blocks(paper, Numbers) == blocks(paper, PaperTable) == []


def test_answers_that_wait_for_review_are_no_result_yet(scene):
    group, _rows = scene
    new = organizations.vendor("New", group.a)
    version = db.session.query(QuestionnaireVersion).one()
    flows.submitted(flows.issued(new, group.a, version), GOOD)
    assert "does not have an accepted result yet" in paper_of(scope_of(group.a), new).sections[0].headline
