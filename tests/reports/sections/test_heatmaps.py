"""The two heatmaps of a board paper: their cells are those of the heatmap's own page, their sentences count them."""

from dataclasses import replace

import numpy as np
import pytest

from tests.builders import flows, organizations
from tests.builders.chains import POOR, scope_of
from tests.builders.history import NOW
from tests.reports.papers import TODAY, blocks_of, material_of, said
from vendor_risk.assessments.models import Result
from vendor_risk.database import db
from vendor_risk.heatmaps import queries as heatmap_queries
from vendor_risk.heatmaps.heatmap import make_heatmap
from vendor_risk.heatmaps.lines import UnscoredColumns
from vendor_risk.heatmaps.queries import HeatmapFilters
from vendor_risk.i18n import speaking
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.questionnaires.queries import domain_questionnaire, rules
from vendor_risk.reports.paper import Heat
from vendor_risk.reports.sections import heatmaps


@pytest.mark.usefixtures("english")
def test_every_cell_is_the_one_of_the_heatmaps_page(scene, material):
    group, _rows = scene
    scope, kind = scope_of(group.holding, group.a, group.b), OrganizationKind.VENDOR
    (version,) = heatmap_queries.versions_with_results(scope, kind)
    rows = heatmap_queries.rows(scope, kind, version.id, HeatmapFilters(), lang="en", today=TODAY)
    questionnaire = domain_questionnaire(version.id)
    page = make_heatmap(questionnaire, rows, UnscoredColumns(), rules().scoring, sort="shortfall", today=TODAY)
    (heat,) = blocks_of(heatmaps.vendors(material), Heat)
    assert [row.name for row in heat.rows] == [line.name for line in page.lines]
    assert [row.cells for row in heat.rows] == [page.cells(row) for row in range(len(page.lines))]
    assert [row.overall.score for row in heat.rows] == [line.score for line in page.lines]
    assert [row.overall.backed for row in heat.rows] == [line.backed for line in page.lines]
    assert [row.overall.grade for row in heat.rows] == [line.grade for line in page.lines]
    assert heat.means == page.summary.means
    assert heat.total == len(page.lines) == 3


@pytest.mark.usefixtures("english")
def test_the_mean_of_a_column_is_the_mean_of_its_cells(material):
    (heat,) = blocks_of(heatmaps.vendors(material), Heat)
    for place, mean in enumerate(heat.means):
        assert mean == pytest.approx(np.mean([row.cells[place].score for row in heat.rows]))
    assert len(heat.letters) == len(heat.floors)
    assert list(heat.floors) == sorted(heat.floors, reverse=True)


@pytest.mark.usefixtures("english")
def test_what_is_graded_d_or_e_is_counted_from_the_rows(scene, material):
    (heat,) = blocks_of(heatmaps.vendors(material), Heat)
    poor = sum(row.overall.grade in {"D", "E"} for row in heat.rows)
    assert poor == 1
    summary = material.vendors.board.summary
    assert heatmaps.vendors(material).headline == (
        "One of 3 vendor results is graded D or E. The weakest section overall is "
        f"“{summary.weakest.title.en}” (average {min(heat.means):.0f} out of 100)."
    )
    group, _rows = scene
    version = db.session.query(flows.QuestionnaireVersion).one()
    more = organizations.vendor("Cedar", group.a, tier="T1", inherent_risk=0.48)
    flows.accepted(flows.issued(more, group.a, version), POOR, NOW)
    db.session.commit()
    found = heatmaps.vendors(material_of(scope_of(group.holding, group.a, group.b)))
    assert found.headline.startswith("2 vendor results are graded D or E, out of 4.")


@pytest.mark.usefixtures("english")
def test_rows_that_are_not_handed_over_are_counted_all_the_same(material):
    more = replace(material, vendors=replace(material.vendors, more=40))
    (heat,) = blocks_of(heatmaps.vendors(more), Heat)
    assert heat.total == len(heat.rows) + 40
    summary = replace(material.vendors.board.summary, rows=43)
    more = replace(more, vendors=replace(more.vendors, board=replace(more.vendors.board, summary=summary)))
    assert heatmaps.vendors(more).headline.startswith("One of 43 vendor results is graded D or E.")


@pytest.mark.usefixtures("english")
def test_none_below_d_is_said_without_a_weakest_section(material):
    board = material.vendors.board
    fine = replace(material.vendors, board=replace(board, summary=replace(board.summary, poor=0)))
    assert heatmaps.vendors(replace(material, vendors=fine)).headline == (
        "No vendor results are graded D or E (number of results: 3)."
    )


def test_a_result_that_waits_for_review_is_named_and_counted_nowhere_else(scene):
    group, _rows = scene
    version = db.session.query(flows.QuestionnaireVersion).one()
    more = organizations.vendor("Cedar", group.a, tier="T1", inherent_risk=0.48)
    flows.submitted(flows.issued(more, group.a, version), dict.fromkeys(POOR, 0), NOW)
    db.session.commit()
    for lang, counted, waiting in (
        ("en", "One of 3 vendor results is graded D or E.", "1 more has not been reviewed yet and is not counted."),
        (
            "ja",
            "評価結果3件のうち、評価ランクがDまたはEのものは1件です。",
            "このほか1件は未審査のため集計に含みません。",
        ),
    ):
        with speaking(lang):
            found = heatmaps.vendors(material_of(scope_of(group.holding, group.a, group.b), lang=lang))
        assert counted in found.headline
        assert found.headline.endswith(waiting)
        (heat,) = blocks_of(found, Heat)
        assert heat.total == 4
        reviewed = [row for row in heat.rows if row.code != more.code]
        assert heat.means == pytest.approx([np.mean([row.cells[place].score for row in reviewed]) for place in (0, 1)])


@pytest.mark.usefixtures("english")
def test_an_unreviewed_company_is_never_named_as_the_one_with_most_to_improve(scene):
    group, _rows = scene
    version = db.session.query(flows.QuestionnaireVersion).one()
    flows.accepted(flows.issued(group.a, group.holding, version), POOR, NOW)
    flows.submitted(flows.issued(group.b, group.holding, version), dict.fromkeys(POOR, 0), NOW)
    db.session.commit()
    scope = scope_of(group.holding, group.a, group.b)
    found = heatmaps.companies(material_of(scope)).headline
    assert f"{group.a.display_name('en')} has the most to improve. 1 more has not been reviewed yet" in found
    db.session.query(Result).filter(Result.organization_id == group.a.id).delete()
    db.session.commit()
    assert heatmaps.companies(material_of(scope)).headline == (
        "There is no accepted result with scored items yet. 1 more has not been reviewed yet and is not counted."
    )


def test_nobody_assessed_is_said_and_what_to_do(material):
    nobody = replace(material, vendors=None, companies=None)
    with speaking("en"):
        vendors, companies = heatmaps.vendors(nobody), heatmaps.companies(nobody)
    assert vendors.headline == "No vendors have been assessed yet."
    assert companies.headline == "No group companies have been assessed yet."
    assert "Send the first questionnaires" in said(vendors)
    assert "Send the ten-item questionnaire to your group companies" in said(companies)
    assert blocks_of(vendors, Heat) == blocks_of(companies, Heat) == []
    with speaking("ja"):
        assert heatmaps.vendors(nobody).headline.endswith("。")
        assert heatmaps.companies(nobody).headline.endswith("。")


def test_companies_have_a_heatmap_of_their_own_and_one_alone_is_not_ranked(scene):
    group, _rows = scene
    version = db.session.query(flows.QuestionnaireVersion).one()
    for company in (group.a, group.b):
        flows.accepted(flows.issued(company, group.holding, version), POOR, NOW)
    db.session.commit()
    for lang, phrase in (("en", "across our companies is “Rules”"), ("ja", "「ルール」")):
        with speaking(lang):
            both = heatmaps.companies(material_of(scope_of(group.holding, group.a, group.b), lang=lang))
            alone = heatmaps.companies(material_of(scope_of(group.a), lang=lang))
        assert phrase in both.headline
        assert {row.code for row in blocks_of(both, Heat)[0].rows} == {group.a.code, group.b.code}
        assert [row.code for row in blocks_of(alone, Heat)[0].rows] == [group.a.code]
        assert group.a.display_name(lang) in alone.headline
    assert "across our companies" not in alone.headline
    assert group.b.code not in said(alone)


def test_the_signs_in_the_cells_are_explained_beside_them(material):
    for lang in ("en", "ja"):
        with speaking(lang):
            found = heatmaps.vendors(material)
        explained = said(found.blocks[-1])
        assert all(sign in explained for sign in "◆†?"), lang
