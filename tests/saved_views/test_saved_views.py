"""A saved view opens what was seen, within the scope of who opens it, and belongs to who saved it."""

import re
from datetime import date, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest

from tests.builders import accounts
from tests.builders.forms import post
from tests.builders.history import scene
from vendor_risk.database import db, now
from vendor_risk.permissions import Role
from vendor_risk.saved_views import places
from vendor_risk.saved_views.models import SavedView

__all__ = ["scene"]
ADDRESS = "/heatmaps/vendors?tier=T1&sort=name"


def save(client, name="Mine", address=ADDRESS, company=0, since=""):
    return post(client, "/saved_views/", {"address": address, "name": name, "company": company, "since": since})


def only():
    return db.session.query(SavedView).one()


def opened(client, view):
    return client.get(f"/saved_views/{view.id}")


def test_a_page_offers_to_save_it_and_the_link_opens_it_with_its_filters(scene, sign_in):
    group, _rows = scene
    client = sign_in(group.ciso)
    link = re.search(r'class="save-view" href="([^"]+)"', client.get(ADDRESS).text)[1].replace("&amp;", "&")
    assert 'value="/heatmaps/vendors?tier=T1&amp;sort=name"' in client.get(link).text
    assert save(client).location == ADDRESS
    assert opened(client, only()).location == ADDRESS
    for page in ("/", "/saved_views/"):
        assert f"/saved_views/{only().id}" in client.get(page).text


def test_what_is_no_filter_is_not_kept(group, sign_in):
    save(sign_in(group.ciso), address="/heatmaps/vendors?tier=T1&page=3&lang=ja")
    assert only().query == "tier=T1"


def test_a_private_view_is_there_for_nobody_else(group, sign_in):
    save(sign_in(group.ciso), name="Secret plan")
    other = sign_in(group.administrator)
    assert opened(other, only()).status_code == 404
    assert "Secret plan" not in other.get("/saved_views/").text
    for verb in ("rename", "delete"):
        assert post(other, f"/saved_views/{only().id}/{verb}", {"name": "Taken"}).status_code == 404
    assert only().name == "Secret plan"


def test_a_shared_view_opens_for_everybody_of_the_company_and_below_and_for_no_other(group, sign_in):
    save(sign_in(group.ciso), name="For all", company=group.holding.id)
    save(sign_in(group.ciso), name="For A", company=group.a.id)
    page = sign_in(group.manager_b).get("/saved_views/").text
    assert "For all" in page
    assert "For A" not in page
    for_a = db.session.query(SavedView).filter_by(name="For A").one()
    assert opened(sign_in(group.manager_b), for_a).status_code == 404
    assert opened(sign_in(group.manager_a), for_a).location == ADDRESS
    assert post(sign_in(group.manager_a), f"/saved_views/{for_a.id}/delete").status_code == 404


def test_a_view_never_widens_what_its_reader_sees(scene, sign_in):
    group, _rows = scene
    address = f"/board/?rows=vendor&company={group.a.id}"
    save(sign_in(group.ciso), address=address, company=group.holding.id)
    reader = sign_in(group.manager_b)
    page = reader.get(f"/saved_views/{only().id}", follow_redirects=True)
    assert page.status_code == 200
    assert "Acme" not in page.text
    assert "Alpha Works" not in page.text


def test_sharing_with_a_company_out_of_scope_is_refused_and_nothing_saved(group, sign_in):
    assert save(sign_in(group.manager_a), company=group.b.id).status_code == 422
    assert db.session.query(SavedView).count() == 0


def test_its_owner_renames_and_deletes_it(group, sign_in):
    client = sign_in(group.ciso)
    save(client)
    post(client, f"/saved_views/{only().id}/rename", {"name": "Better name"})
    assert only().name == "Better name"
    post(client, f"/saved_views/{only().id}/rename", {"name": ""})
    assert only().name == "Better name"
    post(client, f"/saved_views/{only().id}/delete")
    assert db.session.query(SavedView).count() == 0


@pytest.mark.parametrize("address", [
    "https://evil.example/board/", "//evil.example/board/", "/accounts/people", "/", "/saved_views/", "",
    "/board/nothing",
    "/board/?q=" + "x" * 2100,
])  # fmt: skip
def test_only_pages_of_ours_with_something_to_save_can_be_saved(group, sign_in, address):
    client = sign_in(group.ciso)
    assert client.get(f"/saved_views/new?address={quote(address)}").status_code == 404
    assert save(client, address=address).status_code == 404
    assert db.session.query(SavedView).count() == 0


def test_a_view_without_a_name_is_asked_for_one_and_nothing_is_lost(group, sign_in):
    answer = save(sign_in(group.ciso), name="")
    assert answer.status_code == 422
    assert "Enter a name for the view." in answer.text
    assert "sort=name" in answer.text


def test_a_moment_stays_a_day_or_moves_along(app, scene, sign_in):
    group, _rows = scene
    client = sign_in(group.ciso)
    here = ZoneInfo(app.extensions["vendor_risk.config"].timezone)
    day = (now().astimezone(here).date() - timedelta(days=91)).isoformat()
    page = client.get("/saved_views/new?address=" + quote("/board/?since=quarter")).text
    assert f'value="{day}"' in page, "the day it means today can be kept"
    save(client, "Moves", "/board/?since=quarter", since="quarter")
    save(client, "Stays", "/board/?since=quarter", since=day)
    moves, stays = (db.session.query(SavedView).filter_by(name=name).one() for name in ("Moves", "Stays"))
    assert opened(client, moves).location == "/board/?since=quarter"
    assert opened(client, stays).location == f"/board/?since={day}"
    save(client, "Changes", "/changes/", since="quarter")
    changes = db.session.query(SavedView).filter_by(name="Changes").one()
    assert opened(client, changes).location == f"/changes/?since={day}", "the page of changes is told the day"


def test_moving_moments_are_resolved_from_the_day_of_opening():
    assert places.resolved("a=1&since=year", date(2027, 1, 1)) == "a=1&since=2026-01-01"
    assert places.resolved("since=2026-05-05", date(2027, 1, 1)) == "since=2026-05-05"


def test_every_page_that_can_be_saved_exists(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert endpoints >= places.PAGES


def test_strangers_may_not_and_every_role_that_sees_may_in_both_languages(group, sign_in, stranger):
    assert stranger.get("/saved_views/").status_code == 302
    for user in (group.auditor, group.manager_a, accounts.person(Role.REVIEWER, group.b)):
        for lang in ("en", "ja"):
            assert sign_in(user).get(f"/saved_views/?lang={lang}").status_code == 200
            assert sign_in(user).get(f"/saved_views/new?address=/board/&lang={lang}").status_code == 200
