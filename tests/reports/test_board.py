"""The paper says what the pages say, within its reader's scope, as sentences, in both languages."""

from datetime import UTC, timedelta

import pytest

from tests.builders.chains import scope_of
from tests.builders.clock import NOW
from tests.builders.history import THEN
from tests.builders.papers import column, texts
from tests.reports.papers import TODAY, blocks, paper_of, part
from vendor_risk.changes import comparison
from vendor_risk.changes import queries as change_queries
from vendor_risk.database import db
from vendor_risk.domain.scoring.findings import GapThreshold
from vendor_risk.exposure.analysis import answers
from vendor_risk.exposure.queries import snapshot
from vendor_risk.i18n import speaking
from vendor_risk.improvement import queries as improvement_queries
from vendor_risk.improvement.actions import set_threshold
from vendor_risk.overview.position import position
from vendor_risk.permissions import Scope
from vendor_risk.reports import style as report_style
from vendor_risk.reports import subjects
from vendor_risk.reports.board_paper import board_paper
from vendor_risk.reports.paper import Bars, Heat, Numbers, PaperTable, PaperTrend, Paragraph


def test_the_headline_and_the_numbers_are_those_of_the_first_screen(scene):
    group, _rows = scene
    scope = scope_of(group.holding, group.a, group.b)
    shown = position(scope, TODAY, UTC)
    paper = paper_of(scope)
    moved = shown.numbers.moved
    difference = abs(moved.group_after - moved.group_before) * 100
    assert f"{difference:.1f} points" in paper.sections[0].headline
    values = [item.value for item in blocks(paper, Numbers)[0].items]
    assert values[1] == f"{shown.numbers.now.poor}/{shown.critical}"
    assert values[2] == f"{shown.numbers.unknown[1]}/{shown.chain.view.in_chain.sum()}"
    assert f"compared with {THEN.day} {THEN.strftime('%B')} {THEN.year}" in paper.subtitle


def test_the_parts_of_the_change_are_those_of_the_page_of_changes_and_add_up(scene):
    group, _rows = scene
    scope = scope_of(group.holding, group.a, group.b)
    moved = change_queries.since(snapshot(scope), THEN.date())
    (bars,) = blocks(paper_of(scope), Bars)
    assert [value for _name, value in bars.rows] == pytest.approx(list(moved.group.values()), abs=6e-4)
    assert bars.together[1] == pytest.approx(sum(value for _name, value in bars.rows))


def test_the_rows_of_the_heatmap_are_the_results(scene):
    group, _rows = scene
    (vendors,) = [heat for heat in blocks(paper_of(scope_of(group.holding, group.a, group.b)), Heat) if heat.total == 3]
    assert {row.name for row in vendors.rows} == {"Acme", "Bolt", "Deep Cloud"}
    assert all(len(row.cells) == len(vendors.columns) for row in vendors.rows)


def test_a_report_on_a_company_speaks_of_its_branch_only(scene):
    group, _rows = scene
    everything = scope_of(group.holding, group.a, group.b)
    about_a = " ".join(texts(paper_of(everything, organization=group.a.id)))
    assert "Acme" in about_a
    assert "Bolt" not in about_a
    assert group.b.name not in about_a


def test_what_is_outside_the_scope_is_no_subject(scene):
    group, rows = scene
    only_a = scope_of(group.a)
    assert subjects.subject(only_a, group.b.id) is None
    assert subjects.subject(only_a, rows["bolt"].id) is None
    assert subjects.branch(scope_of(group.holding, group.a, group.b), group.a.id).companies == {group.a.id}


def test_both_languages_say_the_same_numbers(scene):
    group, _rows = scene
    scope = scope_of(group.holding, group.a, group.b)
    english, japanese = paper_of(scope), paper_of(scope, "ja")
    assert [section.key for section in english.sections] == [section.key for section in japanese.sections]
    assert [len(table.rows) for table in blocks(english, PaperTable)] == [
        len(table.rows) for table in blocks(japanese, PaperTable)
    ]
    assert all(section.headline.endswith(("。", "？")) for section in japanese.sections)
    assert all(section.headline.endswith(".") for section in english.sections)
    assert "エクスポージャー" in japanese.sections[0].headline


def test_an_empty_installation_says_so_and_what_to_do(app):
    paper = paper_of(Scope(frozenset()))
    assert len(paper.sections) == 1
    assert (
        "There is nothing to report yet: no vendor is connected to the group by an engagement or a relationship, "
        "and there are no assessment results." in paper.sections[0].headline
    )


def test_without_a_kept_day_the_paper_says_that_nothing_can_be_compared(scene):
    group, _rows = scene
    for row in db.session.query(change_queries.KeptSnapshot).all():
        db.session.delete(row)
    db.session.commit()
    paper = paper_of(scope_of(group.holding, group.a, group.b))
    assert "Our known exposure is" in paper.sections[0].headline
    assert "No earlier data to compare with yet." in part(paper, "changes").headline


def test_decisions_name_the_findings_and_who_must_be_asked(scene):
    group, _rows = scene
    scope = scope_of(group.holding, group.a, group.b)
    set_threshold(group.holding.id, GapThreshold(0.0, 0.0), actor="test", at=NOW)
    found = part(paper_of(scope), "decisions")
    measures = answers.measures(snapshot(scope))
    assert f"approve {len(measures)} actions" in found.headline
    assert f"{abs(answers.shown_gains(answers.group(snapshot(scope))[0], measures).whole):.1f} points" in found.headline
    ownerless = improvement_queries.counts(scope, TODAY).ownerless
    assert f"the {ownerless} open findings that have none" in " ".join(texts(found))


def test_the_trend_ends_with_the_exposure_of_today(scene):
    group, _rows = scene
    scope = scope_of(group.holding, group.a, group.b)
    days = [THEN.date(), TODAY]
    line = comparison.exposure_trend(snapshot(scope), days, TODAY)[-1]
    trend = next(b for s in paper_of(scope).sections for b in s.blocks if isinstance(b, PaperTrend))
    assert trend.lines[0].values == pytest.approx([100 * value for value in line])


def test_a_day_before_all_kept_ones_compares_with_the_first(scene):
    group, _rows = scene
    with speaking("en"):
        chosen = subjects.group(scope_of(group.holding, group.a, group.b))
        paper = board_paper(chosen, THEN.date() - timedelta(days=400), TODAY, UTC)
    assert f"{THEN.year}" in paper.subtitle.split("compared with")[1]
    assert any(isinstance(block, Paragraph) for block in paper.sections[0].blocks)


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [(0.049, "change", "+4.9"), (-0.0004, "change", "−0.04"), (0.0, "change", "0.0"), (0.128, "points", "12.8"),
     (None, "share", "–"), (0.286, "share", "29%"), (12_345, "number", "12,345")],
)  # fmt: skip
def test_values_are_written_with_their_sign_and_never_vanish(app, value, kind, said):
    with speaking("en"):
        assert report_style.written(value, column(kind)) == said
