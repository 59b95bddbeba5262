"""Kept snapshots come back as they were, within the reader's scope; the page says what moved and why."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import organizations
from tests.builders.chains import engagement, link, scope_of
from tests.builders.history import NOW, THEN, everything, scene
from tests.builders.statements import statements_of
from tests.changes.material import view_of
from vendor_risk.changes import actions, comparison, daily_snapshot, queries
from vendor_risk.changes.packing import arrays, pack, unpack
from vendor_risk.database import db, now
from vendor_risk.domain.chain.changes import ChangePart
from vendor_risk.exposure.queries import read, snapshot
from vendor_risk.supply_chain import actions as supply_chain_actions
from vendor_risk.supply_chain.models import SupplyLink

__all__ = ["scene"]


def test_a_packed_snapshot_comes_back_as_it_was(scene):
    view = read(everything())
    data, digest = pack(view)
    back = unpack(data, view.ids)
    for name, values in arrays(view).items():
        assert arrays(back)[name].tolist() == pytest.approx(values.tolist(), nan_ok=True), name
    assert (back.tier, back.country) == (view.tier, view.country)
    assert pack(back)[1] == digest


@given(st.data())
def test_a_snapshot_over_fewer_organizations_is_the_part_between_them(data):
    size = data.draw(st.integers(1, 6))
    view = view_of(size, data.draw(st.lists(st.tuples(*[st.integers(0, size - 1)] * 2), max_size=12)))
    kept = np.array(sorted(data.draw(st.sets(st.sampled_from(view.ids.tolist())))), dtype=np.int64)
    part = unpack(pack(view)[0], kept)
    place = {number: at for at, number in enumerate(view.ids.tolist())}
    for at, number in enumerate(kept.tolist()):
        assert part.risks.low[at] == view.risks.low[place[number]]
    buyers, suppliers, _weights = view.graph.edges()
    pairs = {(int(view.ids[b]), int(view.ids[s])) for b, s in zip(buyers, suppliers, strict=True)}
    b, s, _w = part.graph.edges()
    found = {(int(kept[i]), int(kept[j])) for i, j in zip(b, s, strict=True)}
    assert found == {pair for pair in pairs if set(pair) <= set(kept.tolist())}


def test_nothing_is_kept_twice_and_the_last_state_of_a_day_counts(scene):
    _group, rows = scene
    first = actions.keep(at=NOW, actor="test")
    assert first is not None
    assert actions.keep(at=NOW, actor="test") is None
    assert actions.keep(at=NOW + timedelta(days=1), actor="test") is None
    link(rows["acme"], rows["bolt"], 0.3)
    again = actions.keep(at=NOW, actor="test")
    assert again is not None
    assert again.id == first.id
    assert [row.day for row in queries.kept_days()] == [NOW.date(), THEN.date()]


def test_an_empty_installation_keeps_nothing(app):
    assert actions.keep(at=NOW, actor="test") is None


def test_what_moved_is_told_apart_by_its_reason(scene):
    group, rows = scene
    view = snapshot(scope_of(group.holding, group.a, group.b))
    found = queries.since(view, THEN.date())
    worse, better, known, other = comparison.changed(view, queries.kept(view, THEN.date()), found)
    assert [view.ids[change.node] for change in better] == [rows["acme"].id]
    assert better[0].part is ChangePart.ANSWERS
    assert better[0].scores[0] < better[0].scores[1] == 100
    assert better[0].section.before < better[0].section.after
    assert [view.ids[change.node] for change in known] == [rows["bolt"].id]
    assert not worse
    assert not other
    came, went = comparison.links(view, queries.kept(view, THEN.date()))
    assert [(view.ids[one.buyer], view.ids[one.supplier]) for one in came] == [(rows["acme"].id, rows["deep"].id)]
    assert not went


def test_a_link_that_was_taken_away_is_told(scene):
    group, rows = scene
    db.session.query(SupplyLink).filter_by(buyer_id=rows["bolt"].id).delete()
    view = read(scope_of(group.holding, group.a, group.b))
    _came, went = comparison.links(view, queries.kept(view, THEN.date()))
    assert [(view.ids[one.buyer], view.ids[one.supplier]) for one in went] == [(rows["bolt"].id, rows["deep"].id)]


def test_the_page_says_who_got_better_and_why(scene, sign_in):
    group, _rows = scene
    for lang, words in (
        ("en", ("Improved", "Acme", "Largest change:")),
        ("ja", ("改善した組織", "最も変化した分野は「")),
    ):
        page = sign_in(group.ciso).get(f"/changes/?lang={lang}")
        assert page.status_code == 200
        for word in words:
            assert word in page.text


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_page_of_exposure_says_how_the_groups_exposure_moved_and_where_it_is_told_why(scene, sign_in, lang):
    group, _rows = scene
    client = sign_in(group.ciso)
    page = client.get(f"/exposure/?lang={lang}").text
    shown = queries.since(read(scope_of(group.holding, group.a, group.b)), THEN.date()).shown
    line = " ".join(page.split('<div class="grid')[0].rsplit("<p>", 1)[1].split())
    assert f"{shown.before:.1f}% → <strong>{shown.after:.1f}%</strong>" in line
    assert 'href="/changes/"' in line


def test_without_a_kept_day_the_page_of_exposure_compares_with_nothing(group, sign_in):
    vendor = organizations.vendor("Acme", group.a, tier="T1", inherent_risk=0.5)
    engagement(group.a, vendor, 3_000)
    page = sign_in(group.ciso).get("/exposure/").text
    assert 'id="paths"' in page
    assert "What changed and why" not in page


def test_a_manager_of_one_company_sees_nothing_of_another(scene, sign_in):
    group, _rows = scene
    page = sign_in(group.manager_a).get("/changes/").text
    assert "Acme" in page
    assert "Bolt" not in page
    figure = sign_in(group.manager_a).get("/changes/figure/exposure").text
    assert group.b.name not in figure


@pytest.mark.parametrize("what", ["exposure", "tiers", "stages"])
def test_every_trend_has_a_value_for_every_day(scene, sign_in, what):
    group, _rows = scene
    figure = sign_in(group.ciso).get(f"/changes/figure/{what}").get_json()
    assert figure["data"]
    for line in figure["data"]:
        assert line["x"] == [THEN.date().isoformat(), line["x"][-1]]
        assert len(line["y"]) == 2
    assert sign_in(group.ciso).get("/changes/figure/nothing").status_code == 404


@pytest.mark.parametrize("since", ["2020-01-01", "yesterday", "2999-12-31", ""])
def test_any_day_asked_for_is_answered_by_a_kept_one(scene, sign_in, since):
    group, _rows = scene
    page = sign_in(group.ciso).get(f"/changes/?since={since}")
    assert page.status_code == 200
    assert f'value="{THEN.date().isoformat()}" selected' in page.text


def test_without_a_kept_day_the_page_says_when_there_will_be_one(group, sign_in):
    assert "No comparison available yet" in sign_in(group.ciso).get("/changes/").text


def test_strangers_and_people_without_the_permission_are_kept_out(scene, stranger):
    assert stranger.get("/changes/").status_code == 302


def test_the_page_asks_the_database_a_fixed_number_of_times(scene, sign_in):
    group, _rows = scene
    client = sign_in(group.ciso)
    before = statements_of(client, "/changes/")
    for number in range(6):
        vendor = organizations.vendor(f"More {number}", group.a, tier="T1", inherent_risk=0.3)
        engagement(group.a, vendor)
    supply_chain_actions.rebuild_reach()
    db.session.commit()
    after = statements_of(client, "/changes/")
    assert len(after) == len(before) < 40


def test_the_chosen_day_is_some_four_weeks_back_or_the_oldest():
    days = [date(2026, 11, 20), date(2026, 11, 1), date(2026, 10, 1)]
    today = date(2026, 11, 23)
    assert queries.chosen_day(days, None, today) == date(2026, 10, 1)
    assert queries.chosen_day(days, date(2026, 11, 10), today) == date(2026, 11, 1)
    assert queries.chosen_day(days[:1], None, today) == date(2026, 11, 20)
    assert queries.chosen_day([today], None, today) is None


def test_what_a_day_changed_is_kept_while_serving(scene):
    assert daily_snapshot.keep_now()
    assert not daily_snapshot.keep_now()
    assert queries.kept_days()[0].day == now().date()


@pytest.mark.parametrize(
    ("scores", "backed", "by"),
    [((60, 60), (20, 45), True), ((60, 80), (20, 45), False), ((60, 61), (20, 21), False), (None, None, False)],
)
def test_it_is_the_evidence_that_moved_when_the_answers_hardly_did(scores, backed, by):
    change = comparison.ExposureChange(
        node=1, before=0.4, after=0.3, part=ChangePart.ANSWERS, own=-0.1, origin=1, scores=scores, backed=backed,
        stale_since=None, section=None, assessment_id=1,
    )  # fmt: skip
    assert change.by_evidence is by


@pytest.mark.parametrize("what", ["exposure", "tiers", "stages"])
def test_a_trend_is_kept_as_a_file_with_a_row_a_day_within_the_readers_scope(app, scene, sign_in, stranger, what):
    group, _rows = scene
    client = sign_in(group.ciso)
    page = client.get("/changes/").text
    assert f'href="/changes/trends/{what}.xlsx' in page
    assert f'data-name="trend-{what}"' in page
    today = NOW.astimezone(ZoneInfo(app.extensions["vendor_risk.config"].timezone)).date()
    text = client.get(f"/changes/trends/{what}.csv").data.decode("utf-8-sig")
    assert [line.split(",")[0] for line in text.split()[-2:]] == [THEN.date().isoformat(), today.isoformat()]
    assert client.get(f"/changes/trends/{what}.pdf").status_code == 404
    assert client.get("/changes/trends/luck.csv").status_code == 404
    assert "Beta Works" not in sign_in(group.manager_a).get(f"/changes/trends/{what}.csv").text
    assert stranger.get(f"/changes/trends/{what}.csv").status_code == 302
