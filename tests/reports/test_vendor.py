"""What a vendor is handed: its own result, reasons and gaps, and nothing of the group or of anybody else."""

from tests.builders import flows
from tests.builders.chains import POOR, scope_of
from tests.builders.history import NOW
from tests.reports.papers import TODAY, blocks, texts
from vendor_risk.database import db
from vendor_risk.i18n import speaking
from vendor_risk.portal.result_pages import own_result
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.reports import queries, subjects
from vendor_risk.reports.paper import PaperTable
from vendor_risk.reports.vendor_paper import vendor_paper


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
    assert f"{row.score:.0f} out of 100" in paper_of(scope, rows["bolt"]).sections[0].headline


def test_without_a_result_it_says_so(scene):
    group, _rows = scene
    with speaking("ja"):
        chosen = subjects.subject(scope_of(group.holding, group.a, group.b), group.a.id)
        paper = vendor_paper(chosen, chosen.organization, TODAY)
    assert "には、確定した評価結果がまだありません。" in paper.sections[0].headline
