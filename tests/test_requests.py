"""What others write into a request is no fault of ours: broken addresses, names of Flask's own, endless forms."""

import re

import pytest
from flask import request

from tests.builders.forms import post, token
from tests.codebase import access
from vendor_risk.web import requests as web_requests
from vendor_risk.web.ids import MOST_IDS

BROKEN = ("//[", "http://[", "https://[::1/", "\\/[")
STRANGERS = ("/accounts/sign-in", "/accounts/forgotten", "/portal/open", "/nowhere", "/upkeep/vendors")
FLASKS = {"endpoint": "x", "_external": "1", "_scheme": "javascript", "_method": "POST", "_anchor": "x"}


@pytest.mark.parametrize("address", BROKEN)
def test_a_way_back_that_cannot_be_taken_apart_leads_to_the_start_page(group, sign_in, address):
    client = sign_in(group.owner)
    for path, data in (("/accounts/language", {"language": "en"}), ("/tour/end", {})):
        answer = post(client, path, data | {"next": address})
        assert (answer.status_code, answer.location) in {(302, "/"), (303, "/")}, path
    assert post(client, "/saved_views/", {"address": address, "name": "x"}).status_code in {400, 404, 422}


@pytest.mark.parametrize("address", BROKEN)
def test_signing_in_takes_no_broken_way_back(group, stranger, address):
    page = stranger.get("/accounts/sign-in").text
    data = {"csrf_token": re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1], "email": "a@b.example"}
    data |= {"password": "wrong"}
    assert stranger.post("/accounts/sign-in", query_string={"next": address}, data=data).status_code == 400
    assert stranger.post("/accounts/sign-in", data=data | {"next": address}).status_code == 400
    assert stranger.get("/accounts/sign-in", query_string={"next": address}).status_code == 400


def test_a_broken_origin_is_a_foreign_one(group, sign_in):
    client = sign_in(group.owner)
    for origin in ("http://[", "null://[", "https://elsewhere.example"):
        answer = post(client, "/accounts/language", {"language": "en"}, headers={"Origin": origin})
        assert answer.status_code == 403, origin


def test_names_that_flask_takes_for_its_own_are_left_out_and_all_others_stay(app):
    with app.test_request_context("/?" + "&".join(f"{name}={text}" for name, text in FLASKS.items()) + "&q=a&q=b&x_=1"):
        assert request.args.to_dict(flat=False) == {"q": ["a", "b"], "x_": ["1"]}


def test_no_page_fails_over_hostile_arguments_or_makes_an_address_of_another_kind(app, group, sign_in):
    """Every page without an id, asked with names of Flask's and with values that no date, number or name can have."""
    client, asked = sign_in(group.administrator), 0
    names = ("q", "page", "sort", "dir", "since", "until", "on", "batch", "company", "organization", "tier", "name",
             "view", "status", "by", "focus", "section", "kind", "self")  # fmt: skip
    for _endpoint, methods, path, declared in access.routes(app):
        if "GET" not in methods.split() or "<" in path or declared.kind == "invited":
            continue
        for values in (FLASKS, *(dict.fromkeys(names, text) for text in ("9" * 20, "0001-01-01", "9999-12-31", "x"))):
            answer = client.get(path, query_string=values)
            assert answer.status_code < 500, f"{path} {values}"
            if "html" in answer.mimetype:
                assert not re.search(r"""(href|action)=["']?javascript:""", answer.text), path
            answer.close()
            asked += 1
    assert asked > 200


def test_a_page_of_one_thing_keeps_to_it_whatever_the_arguments_name(group, sign_in):
    client = sign_in(group.owner)
    page = client.get(f"/companies/{group.a.id}", query_string={"company_id": "x"})
    assert page.status_code == 200


def test_forms_without_files_have_so_many_fields_and_bytes(group, sign_in, monkeypatch):
    client, parsed = sign_in(group.owner), []
    plain = web_requests.FormDataParser._parse_urlencoded
    monkeypatch.setattr(
        web_requests.FormDataParser, "_parse_urlencoded", lambda *args: parsed.append(1) or plain(*args)
    )
    body = f"csrf_token={token(client)}&language=en" + "&a=" * (web_requests.MOST_FIELDS - 2)
    kind = {"content_type": "application/x-www-form-urlencoded"}
    assert client.post("/accounts/language", data=body, **kind).status_code == 302
    assert len(parsed) == 1
    assert client.post("/accounts/language", data=body + "&a=", **kind).status_code == 413
    long = f"csrf_token={token(client)}&language=en&a=" + "x" * web_requests.LARGEST_FORM
    assert client.post("/accounts/language", data=long, **kind).status_code == 413
    assert len(parsed) == 1, "what is too large is not taken apart"


@pytest.mark.parametrize("path", STRANGERS)
def test_little_is_taken_from_strangers_and_more_from_who_signed_in(group, sign_in, stranger, path):
    assert stranger.post(path, data={"csrf_token": "x" * 70_000}).status_code == 413
    assert stranger.post(path, data={"csrf_token": "x" * 60_000}).status_code in {400, 404}
    assert sign_in(group.owner).post(path, data={"csrf_token": "x" * 70_000}).status_code in {400, 404}


def test_a_form_that_names_more_rows_than_any_page_is_a_broken_one(group, sign_in):
    client, ids = sign_in(group.owner), ",".join(map(str, range(1, MOST_IDS + 3)))
    for path in ("/upkeep/engagements/edit", "/improvement/assign", "/campaigns/preview"):
        field = "findings" if "improvement" in path else "ids"
        assert post(client, path, {field: ids, "status": "planned"}).status_code == 400, path


def test_files_made_for_somebody_are_kept_by_no_browser(group, sign_in):
    client = sign_in(group.owner)
    for path in ("/imports/register/export.xlsx", "/imports/register/template.xlsx", "/companies/table.csv"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store"), path
