"""One vendor never reaches another's: every portal route is asked with another's ids."""

import io

import pytest
from sqlalchemy import select

from tests.builders import assessments, files
from tests.builders.assessments import level, put, visitor
from vendor_risk.assessments.evidence import actions as evidence_actions
from vendor_risk.assessments.models import Assessment
from vendor_risk.database import db, now
from vendor_risk.declarations import actions as declaration_actions
from vendor_risk.declarations.actions import Subcontractor
from vendor_risk.declarations.models import Declaration
from vendor_risk.imports.models import ImportBatch, ImportKind, ImportStatus

CANARY = "canary-only-for-vendor-two"


@pytest.fixture
def two(app, group):
    """A visitor of vendor one, and vendor two's assessment with an answer, a file and an upload."""
    _mine, token = assessments.issued(group)
    theirs, their_token = assessments.issued(group)
    other = visitor(app, their_token)
    put(other, "A-1", level(3, CANARY))
    item = evidence_actions.add_file(
        theirs, "A-1", f"{CANARY}.pdf", files.pdf(), store=lambda _data: "0" * 64, actor="invitation:2", at=now()
    )
    batch = ImportBatch(
        kind=ImportKind.OWN_WORKBOOK,
        status=ImportStatus.PREVIEWED,
        assessment_id=theirs.id,
        file_name=CANARY,
        sha256="0" * 64,
        size=1,
        created_by="invitation:2",
        created_at=now(),
    )
    db.session.add(batch)
    named = Subcontractor(CANARY, "JP", CANARY)
    declaration_actions.declare(theirs, [named], at=now(), actor="invitation:2")
    db.session.commit()
    return visitor(app, token), theirs, item, batch


def rows_of(assessment: Assessment):
    """Everything that hangs on an assessment, as it is stored."""
    db.session.commit()
    found = []
    for table in db.metadata.sorted_tables:
        key = table.c.id if table.name == "assessment" else table.c.get("assessment_id")
        if key is not None:
            found.append((table.name, db.session.execute(select(table).where(key == assessment.id)).fetchall()))
    return found


def test_no_portal_route_reaches_another_vendors_assessment(app, two):
    client, theirs, item, batch = two
    declaration = db.session.scalars(select(Declaration.id)).one()
    ids = {
        "evidence_id": item.id, "batch_id": batch.id, "number": theirs.id, "declaration_id": declaration,
    }  # fmt: skip
    before = rows_of(theirs)
    token = assessments.csrf(client)
    reached = 0
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if not rule.endpoint.startswith("portal.") or view.access.kind != "invited":
            continue
        address = rule.rule
        for argument in rule.arguments:
            address = address.replace(f"<int:{argument}>", str(ids[argument])).replace(
                f"<{argument}>", str(ids[argument])
            )
        query = f"?assessment_id={theirs.id}&assessment={theirs.id}&item={item.id}&next=evidence"
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            if rule.endpoint == "portal.leave":
                continue
            data = {"csrf_token": token, "assessment_id": theirs.id, "remove_evidence": item.id, "version1": "0"}
            headers = {"X-CSRFToken": token}
            response = client.open(address + query, method=method, data=data, headers=headers)
            assert CANARY.encode() not in response.data, address
            response.close()
            if {"evidence_id", "batch_id", "declaration_id"} & rule.arguments:
                assert response.status_code == 404, f"{method} {address}"
                reached += 1
    assert reached >= 3
    assert rows_of(theirs) == before


def test_answering_names_no_assessment_so_only_the_own_one_changes(app, two):
    client, theirs, _item, _batch = two
    before = rows_of(theirs)
    assert put(client, "A-1", level(5), assessment_id=theirs.id).status_code == 400
    assert put(client, "A-1", level(5)).status_code == 200
    assert rows_of(theirs) == before


def test_evidence_of_another_vendor_cannot_be_taken_away(app, two):
    client, theirs, item, _batch = two
    put(client, "A-1", level(3))
    before = rows_of(theirs)
    fields = {"csrf_token": assessments.csrf(client), "version1": "1", "s1": "=3", "remove_evidence": str(item.id)}
    client.post("/portal/sections/1", data=fields | {"f1": (io.BytesIO(b""), "")})
    assert rows_of(theirs) == before


def test_a_session_is_no_key_to_the_staffs_pages(app, two):
    client, theirs, item, _batch = two
    for page in (f"/assessments/{theirs.id}", f"/assessments/{theirs.id}/evidence/{item.id}", "/assessments/", "/"):
        assert client.get(page).status_code == 302
