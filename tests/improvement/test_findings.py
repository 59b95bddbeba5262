import re

import pytest
from sqlalchemy import select

from tests.builders import flows, organizations
from tests.improvement.scene import chosen
from vendor_risk.database import db
from vendor_risk.improvement.models import Finding, FindingStatus


@pytest.fixture
def scene(group):
    vendor = organizations.vendor("Vendor", group.a)
    flows.accepted(flows.issued(vendor, group.a, flows.version()), {"Q1": 1, "Q2": 4, "Q3": 1, "Q4": 3})
    finding = db.session.scalars(select(Finding).where(Finding.question_id == "Q1")).one()
    db.session.commit()
    return group, finding.id


def decision(client, finding_id, **values):
    url = f"/improvement/{finding_id}"
    page = client.get(url).text
    csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    version = re.search(r'name="seen_version"[^>]*value="(\d+)"', page)
    data = {
        "csrf_token": csrf[1] if csrf else "",
        "seen_version": version[1] if version else 1,
        "status": "in_progress",
        "owner": "",
    }
    data |= values
    return client.post(url, data=data | {"owner": chosen(data["owner"])})


def stored(finding_id):
    db.session.expire_all()
    return db.session.get(Finding, finding_id)


def test_findings_stand_critical_first_and_then_by_impact(scene, sign_in):
    group, _finding_id = scene
    page = sign_in(group.owner).get("/improvement/?view=list&small=y").text
    assert re.findall(r">(Q\d)\s+Thing", page) == ["Q3", "Q1", "Q4"]


@pytest.mark.parametrize(
    ("args", "shown"),
    [
        ("severity=critical", ["Q3"]),
        ("question=Q4", ["Q4"]),
        ("status=closed", []),
        ("kind=group_company", []),
        ("q=nobody", []),
    ],
)
def test_the_address_narrows_the_list(scene, sign_in, args, shown):
    group, _finding_id = scene
    page = sign_in(group.owner).get(f"/improvement/?view=list&small=y&{args}").text
    assert re.findall(r">(Q\d)\s+Thing", page) == shown


def test_a_finding_says_where_it_stands_where_it_should_and_how_to_get_there(scene, sign_in):
    group, finding_id = scene
    for lang, words in (
        ("en", ("level 1", "level 4", "Do thing 1 better.", "basics")),
        ("ja", ("水準1", "水準4", "事項1を改善")),
    ):
        page = sign_in(group.ciso).get(f"/improvement/{finding_id}?lang={lang}").text
        assert all(word in page for word in words)


def test_who_may_decides_owner_date_and_state(scene, sign_in):
    group, finding_id = scene
    done = decision(sign_in(group.manager_a), finding_id, owner=group.reviewer, due_on="2027-01-31", note="In hand.")
    assert done.status_code == 303
    row = stored(finding_id)
    assert (row.status, row.owner, str(row.due_on)) == (FindingStatus.IN_PROGRESS, group.reviewer, "2027-01-31")
    decision(sign_in(group.owner), finding_id, status="closed", note="Seen on site.")
    assert stored(finding_id).closed_at is not None
    decision(sign_in(group.owner), finding_id, status="open")
    assert stored(finding_id).closed_at is None


def test_accepting_a_risk_needs_a_reason_and_keeps_what_was_typed(scene, sign_in):
    group, finding_id = scene
    page = decision(sign_in(group.owner), finding_id, status="accepted_risk", owner=group.ciso)
    assert page.status_code == 422
    assert f'<option selected value="{group.ciso.id}">' in page.text
    assert stored(finding_id).status == FindingStatus.OPEN
    decision(sign_in(group.owner), finding_id, status="accepted_risk", note="Replaced in March.")
    assert stored(finding_id).status == FindingStatus.ACCEPTED_RISK


def test_the_second_of_two_people_is_told_and_overwrites_nothing(scene, sign_in):
    group, finding_id = scene
    decision(sign_in(group.owner), finding_id, owner=group.ciso)
    assert decision(sign_in(group.owner), finding_id, owner=group.reviewer, seen_version=1).status_code == 409
    assert stored(finding_id).owner == group.ciso


def test_an_auditor_reads_and_changes_nothing(scene, sign_in):
    group, finding_id = scene
    client = sign_in(group.auditor)
    assert client.get(f"/improvement/{finding_id}").status_code == 200
    csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/").text)[1]
    assert decision(client, finding_id, csrf_token=csrf).status_code == 403
    assert stored(finding_id).status == FindingStatus.OPEN


def test_another_companys_finding_is_not_there(scene, sign_in):
    group, finding_id = scene
    client = sign_in(group.manager_b)
    csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/").text)[1]
    assert client.get(f"/improvement/{finding_id}").status_code == 404
    assert decision(client, finding_id, csrf_token=csrf).status_code == 404
    assert "Thing" not in client.get("/improvement/").text
    assert stored(finding_id).status == FindingStatus.OPEN
