"""Each number of the first screen opens the list it counts, and what moved it adds up to the whole difference."""

import io
from datetime import UTC, timedelta

import openpyxl
import pytest

from tests.builders import flows, organizations
from tests.builders.chains import GOOD, POOR, engagement
from tests.builders.history import NOW, THEN, everything, scene
from vendor_risk.database import db, now
from vendor_risk.domain.chain.changes import ChangePart
from vendor_risk.home import numbers, words
from vendor_risk.overview import basis as overview_basis
from vendor_risk.overview.position import position
from vendor_risk.supply_chain import actions as supply_chain_actions

__all__ = ["scene"]


@pytest.fixture
def many(scene):
    """Besides: one that fell, one assessed for the first time as poor, one whose result went stale, one unknown."""
    group, rows = scene
    version = db.session.query(flows.QuestionnaireVersion).first()
    for name, history in {
        "fell": [(GOOD, THEN - timedelta(days=2)), (POOR, NOW - timedelta(days=1))],
        "fresh": [(POOR, NOW - timedelta(days=2))],
        "aged": [(GOOD, NOW - timedelta(days=380))],
        "mystery": [],
    }.items():
        rows[name] = organizations.vendor(name.title(), group.a, tier="T1", inherent_risk=0.48)
        engagement(group.a, rows[name], 500)
        for levels, at in history:
            flows.accepted(flows.issued(rows[name], group.a, version), levels, at)
    supply_chain_actions.rebuild_reach()
    db.session.commit()
    return group, rows


def about():
    return overview_basis.basis(everything(), now().date(), UTC)


def ids(found, what):
    return {number for cause in found if cause.what == what for number in cause.organizations}


def test_every_list_is_as_long_as_its_number(many):
    found = position(everything(), now().date(), UTC)
    lengths = {name: len(numbers.behind(about(), name, words.CAUSES).sheet.rows) for name in numbers.LISTS}
    assert lengths["graded"] == found.numbers.now.poor == 2
    assert lengths["unknown"] == found.numbers.unknown[1] == 1
    assert lengths["stale"] == found.numbers.now.stale == 1


def test_the_means_of_the_lists_are_the_numbers(many):
    found = position(everything(), now().date(), UTC)
    exposure = numbers.behind(about(), "exposure", words.CAUSES).sheet.rows
    for column, value in zip((3, 4), found.chain.group, strict=True):
        assert sum(row.cells[column] for row in exposure) / len(exposure) == pytest.approx(value)
    gaps = [row.cells[4] for row in numbers.behind(about(), "self-declared", words.CAUSES).sheet.rows]
    assert sum(gaps) / len(gaps) == pytest.approx(found.numbers.now.unsupported)


def test_what_moved_a_number_adds_up_and_names_whom(many):
    _group, rows = many
    found, causes = position(everything(), now().date(), UTC).numbers, overview_basis.causes(about())
    assert sum(cause.amount for cause in causes["graded"]) == found.now.poor - found.then.poor
    assert sum(cause.amount for cause in causes["stale"]) == found.now.stale - found.then.stale
    assert sum(cause.amount for cause in causes["unknown"]) == found.unknown[1] - found.unknown[0]
    whole = found.now.unsupported - found.then.unsupported
    assert sum(cause.amount for cause in causes["self-declared"]) == pytest.approx(whole, abs=0.1)
    group = 100 * (found.moved.group_after - found.moved.group_before)
    assert sum(cause.amount for cause in causes["exposure"]) == pytest.approx(group, abs=0.2)
    assert ids(causes["graded"], "graded_fell") == {rows["fell"].id}
    assert ids(causes["graded"], "graded_new") == {rows["fresh"].id}
    assert ids(causes["graded"], "graded_recovered") == {rows["acme"].id}
    assert ids(causes["stale"], "stale_went") == {rows["aged"].id}


def test_without_a_day_to_compare_with_nothing_is_said_to_have_moved(group):
    vendor = organizations.vendor("First", group.a, tier="T1")
    engagement(group.a, vendor)
    flows.accepted(flows.issued(vendor, group.a, flows.version()), POOR, now())
    db.session.commit()
    assert overview_basis.causes(about()) == {name: [] for name in numbers.LISTS}
    assert len(numbers.behind(about(), "graded", words.CAUSES).sheet.rows) == 1


def test_every_cause_has_a_name(many):
    for causes in overview_basis.causes(about()).values():
        assert all(cause.what in words.CAUSES for cause in causes)
    assert {f"exposure_{part}" for part in ChangePart} <= set(words.CAUSES)


@pytest.mark.parametrize("name", list(numbers.LISTS))
def test_a_list_opens_for_who_sees_in_both_languages_and_as_a_file(many, sign_in, stranger, name):
    group, _rows = many
    client = sign_in(group.manager_a)
    for lang in ("en", "ja"):
        assert client.get(f"/numbers/{name}?lang={lang}").status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/numbers/{name}/table.xlsx").data))
    names = {row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)}
    assert "Bolt" not in names, "another company's vendor"
    assert client.get(f"/numbers/{name}/table.csv").mimetype == "text/csv"
    assert client.get(f"/numbers/{name}/table.pdf").status_code == 404
    assert stranger.get(f"/numbers/{name}").status_code == 302


def test_a_number_there_is_not_is_not_found(group, sign_in):
    assert sign_in(group.ciso).get("/numbers/luck").status_code == 404
    assert sign_in(group.ciso).get("/numbers/luck/table.csv").status_code == 404


def test_who_may_ask_can_ask_again_from_the_list_and_others_are_not_offered_it(many, sign_in):
    group, rows = many
    client = sign_in(group.owner)
    page = client.get("/numbers/stale").text
    assert f'name="organization" value="{rows["aged"].id}"' in page
    assert 'name="organization"' not in sign_in(group.ciso).get("/numbers/stale").text


def test_what_is_only_new_in_the_register_is_named_apart_and_is_no_news_about_risk(scene, sign_in):
    group, _rows = scene
    first_assessed = [cause for cause in overview_basis.causes(about())["exposure"] if cause.what == "exposure_known"]
    fresh = organizations.vendor("Imported", group.a, tier="T1", inherent_risk=0.5)
    engagement(group.a, fresh, 501)
    supply_chain_actions.rebuild_reach()
    db.session.commit()
    found, causes = position(everything(), now().date(), UTC).numbers, overview_basis.causes(about())
    (came,) = [cause for cause in causes["unknown"] if fresh.id in cause.organizations]
    assert (came.what, came.amount, came.news) == ("unknown_registered", 1, False)
    assert found.registered == 1
    assert len([cause for cause in causes["exposure"] if cause.what == "exposure_known"]) == len(first_assessed)
    client = sign_in(group.ciso)
    page = client.get("/?lang=ja").text
    assert "台帳に登録" in page
    assert "新たに判明" not in page
    assert "1 added to the register" in client.get("/changes/?lang=en").text
