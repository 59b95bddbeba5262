"""Where a campaign asks for the mailed code, a link alone shows and changes nothing: every address of the portal."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from tests.builders import assessments, organizations
from tests.builders.assessments import csrf, visitor
from vendor_risk.assessments import actions
from vendor_risk.assessments.models import Assessment
from vendor_risk.database import db, now

OPEN = {"portal.code", "portal.send_code", "portal.check_code", "portal.leave"}
CODE = "/portal/code?next="


@pytest.fixture
def asked(app: Flask, group: organizations.Group) -> tuple[Assessment, Any]:
    """An assessment with answers whose campaign asks for the code, and a visitor who has not shown it."""
    campaign = assessments.campaign(group, mail_code_required=True)
    assessment, token = assessments.issued(group, in_campaign=campaign)
    assessments.answer_all(assessment)
    db.session.commit()
    return assessment, visitor(app, token)


def addresses(app: Flask) -> list[tuple[str, str, str]]:
    """Every invited address of the portal as (endpoint, method, path)."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            access = getattr(app.view_functions[rule.endpoint], "access", None)
            if rule.endpoint.startswith("portal.") and access is not None and access.kind == "invited":
                path = re.sub(r"<[^>]+>", "1", rule.rule)
                found += [(rule.endpoint, method, path) for method in rule.methods & {"GET", "POST", "PUT", "DELETE"}]
    return found


def show_code(client: Any, wanted: str) -> Any:
    token = csrf(client, CODE + wanted)
    client.post(f"/portal/code/send?next={wanted}", data={"csrf_token": token})
    code = re.search(r"^\s*(\d{6})\s*$", assessments.mails("code")[-1].body, re.MULTILINE)
    assert code
    return client.post(CODE + wanted, data={"csrf_token": token, "code": code[1]})


@pytest.mark.parametrize("submitted", [False, True])
def test_without_the_code_no_address_of_the_portal_shows_or_changes_anything(
    app: Flask, asked: tuple[Assessment, Any], submitted: bool
) -> None:
    assessment, client = asked
    if submitted:
        actions.submit(assessment, actor="x", at=now(), confirmed=True)
        db.session.commit()
    token = csrf(client, CODE)
    tried = [each for each in addresses(app) if each[0] not in OPEN]
    assert {"portal.overview", "portal.section", "portal.receipt", "portal.workbook_download", "portal.save"} <= {
        endpoint for endpoint, _method, _path in tried
    }
    assert any(path.endswith("answers.pdf") for _endpoint, _method, path in tried)
    for endpoint, method, path in tried:
        response = client.open(path, method=method, headers={"X-CSRFToken": token})
        assert response.status_code in {302, 303}, (endpoint, method, response.status_code)
        assert response.location.startswith("/portal/code?next="), endpoint
        as_json = client.open(path, method=method, headers={"X-CSRFToken": token, "Accept": "application/json"})
        assert as_json.status_code == 401, endpoint
        assert as_json.json["error"] == "Enter the code sent to your email address first."


def test_the_code_leads_on_to_what_was_asked_for(asked: tuple[Assessment, Any]) -> None:
    _assessment, client = asked
    wanted = client.get("/portal/workbook/file?in=ja").location
    assert wanted == "/portal/code?next=/portal/workbook/file?in%3Dja"
    assert show_code(client, "/portal/workbook/file?in%3Dja").location == "/portal/workbook/file?in=ja"
    assert client.get("/portal/sections/1").status_code == 200
    assert client.get("/portal/workbook/file?in=ja").status_code == 200


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/portal/", "/companies", "/portal/code", "/portal/nowhere", ""]
)
def test_the_code_never_leads_out_of_the_vendors_pages(asked: tuple[Assessment, Any], wanted: str) -> None:
    _assessment, client = asked
    assert show_code(client, wanted).location == "/portal/"


def test_a_campaign_without_the_code_asks_for_none(app: Flask, group: organizations.Group) -> None:
    _assessment, token = assessments.issued(group, in_campaign=assessments.campaign(group))
    assert visitor(app, token).get("/portal/sections/1").status_code == 200
