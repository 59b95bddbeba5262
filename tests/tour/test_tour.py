"""The tour: offered once, leads only where one may go, says what each page is for, and can be left on any page."""

import re

import pytest

from tests.builders import accounts
from tests.builders.forms import post
from vendor_risk import features
from vendor_risk.database import db
from vendor_risk.permissions import Role
from vendor_risk.tour import stops

OFFER = "Start the tour"


def heading(page):
    """What the tour says above the stop's text."""
    found = re.search(r"<strong>(Tour step \d+ of \d+: [^<]+)</strong>", page)
    return found[1] if found else ""


def test_home_offers_the_tour_until_it_is_declined(group, sign_in):
    client = sign_in(group.owner)
    assert OFFER in client.get("/").text
    assert OFFER not in client.get("/organizations/vendors").text
    answer = post(client, "/tour/end", {"next": "/?"})
    assert answer.status_code == 303
    assert OFFER not in client.get("/").text
    assert group.owner.tour == stops.ENDED


def test_every_stop_leads_to_its_page_which_says_what_it_is_for(group, sign_in):
    client, seen = sign_in(group.owner), []
    answer = post(client, "/tour/")
    while answer.status_code == 303:
        page = client.get(answer.location).text
        seen.append(heading(page))
        key = re.search(r'name="stop" value="(\w+)">\s*<button class="button primary"', page)
        if key is None:
            break
        answer = post(client, "/tour/", {"stop": key[1]})
    total = len(stops.STOPS)
    assert seen == [f"Tour step {number} of {total}: {stop.title}" for number, stop in enumerate(stops.STOPS, start=1)]
    assert "End the tour" in page


def test_the_tour_says_the_same_way_back_on_any_other_page(group, sign_in):
    client = sign_in(group.owner)
    post(client, "/tour/", {"stop": "rounds"})
    page = client.get("/accounts/profile").text
    assert "Continue the tour: Assessment rounds" in page
    assert "Leave the tour" in page
    post(client, "/tour/end", {"next": "/accounts/profile?"})
    assert "Continue the tour" not in client.get("/accounts/profile").text


@pytest.mark.parametrize("role", list(Role))
def test_no_stop_is_a_page_one_may_not_open(group, sign_in, role):
    person = accounts.person(role, group.a)
    db.session.commit()
    client = sign_in(person)
    answer = post(client, "/tour/")
    for _step in stops.STOPS:
        page = client.get(answer.location)
        assert page.status_code == 200
        assert heading(page.text)
        key = re.search(r'name="stop" value="(\w+)">\s*<button class="button primary"', page.text)
        if key is None:
            break
        answer = post(client, "/tour/", {"stop": key[1]})
    assert "End the tour" in page.text


def test_a_stop_one_may_not_see_is_not_found_and_moves_nobody(group, sign_in):
    auditor = sign_in(group.auditor)
    assert post(auditor, "/tour/", {"stop": "import"}).status_code == 404
    assert post(auditor, "/tour/", {"stop": "nowhere"}).status_code == 404
    assert group.auditor.tour == stops.NOT_TAKEN


def test_a_right_that_was_taken_away_ends_nothing_but_that_stop(group, sign_in):
    group.auditor.tour = "import"
    db.session.commit()
    page = sign_in(group.auditor).get("/").text
    assert 'class="tour' not in page


def test_leaving_leads_to_no_other_site(group, sign_in):
    answer = post(sign_in(group.owner), "/tour/end", {"next": "https://elsewhere.example/"})
    assert answer.location == "/"


def test_the_tour_can_be_taken_again_from_the_profile(group, sign_in):
    group.owner.tour = stops.ENDED
    db.session.commit()
    client = sign_in(group.owner)
    assert 'action="/tour/"' in client.get("/accounts/profile").text
    post(client, "/tour/")
    assert group.owner.tour == stops.STOPS[0].key


def test_strangers_are_offered_nothing(stranger):
    assert "tour-ways" not in stranger.get("/accounts/login").text
    assert stranger.post("/tour/", data={}).status_code in (302, 400, 401)


def test_a_stop_is_a_page_of_the_menu_with_the_permission_the_menu_asks(app):
    entries = {entry.endpoint: entry for entry in features.menu()}
    for stop in stops.STOPS:
        assert entries[stop.endpoint].permission == stop.permission
        assert str(entries[stop.endpoint].label) == str(stop.title)
