"""Nothing of one company reaches people of another: every address is asked with the others' ids, every answer searched.

A whole demo, in whose every text column a canary stands; and a new company with a person who holds every role there.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import accounts, organizations, worlds
from tests.codebase import access
from vendor_risk.accounts.models import Membership
from vendor_risk.assessments.models import Assessment, Campaign, Evidence
from vendor_risk.database import db, now, writing
from vendor_risk.declarations.models import Declaration
from vendor_risk.engagements.models import Engagement
from vendor_risk.imports.models import ImportBatch, ImportKind
from vendor_risk.improvement.models import Finding
from vendor_risk.notifications.models import OutboxMail
from vendor_risk.organizations.models import Contact, Organization, OrganizationKind
from vendor_risk.permissions import Role
from vendor_risk.questionnaires.models import Origin, QuestionnaireVersion
from vendor_risk.supply_chain.models import SupplyLink

CANARY = re.compile(rb"cnry-\w+")
"""Pages repeat what was searched for ("cnry"), so only more than that is a leak."""
WORDS = {"layout": "xlsx", "kind": "csv", "name": "map", "what": "trends", "section_id": "S01", "question_id": "OP-01"}
FOR_THE_WHOLE_GROUP = {"version_id"}
"""Shipped questionnaires are everybody's."""


@pytest.fixture
def world(folder_of_demo: Path, tmp_path: Path) -> Iterator[tuple[Flask, FlaskClient]]:
    """The demo with canaries, and a client of somebody who may do everything in one new company, nothing elsewhere."""
    shutil.copytree(folder_of_demo, tmp_path / "data")
    app = worlds.reopened(tmp_path / "data", database_url=f"sqlite:///{tmp_path / 'data' / 'test.db'}")
    with app.app_context(), writing():
        planted = worlds.plant(lambda column: f"cnry-{column.table.name}_{column.name}"[: column.type.length or 80])
        assert len(planted) >= 40
        company = organizations.company("Elsewhere Works")
        person = accounts.person(Role.ADMINISTRATOR, company)
        for role in set(Role) - {Role.ADMINISTRATOR}:
            db.session.add(Membership(user_id=person.id, company_id=company.id, role=role))
        db.session.commit()
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"], session["fs_cc"] = person.fs_uniquifier, True, "set"
        yield app, client
        db.session.remove()
        db.engine.dispose()


def some(model: Any, *conditions: Any) -> int:
    """The id of a row of somebody else."""
    found = db.session.scalar(sa.select(model.id).where(*conditions).order_by(model.id.desc()).limit(1))
    assert found is not None, model
    return int(found)


def made(name: str, **given: Any) -> int:
    """The id of a new row of the top company and its administrator, where the demo leaves none."""
    owner = db.session.scalars(sa.select(Membership).order_by(Membership.id)).first()
    assert owner is not None
    fillings = {"organization": owner.company_id, "user": owner.user_id}
    plain: dict[type, Any] = {str: f"cnry-{name}", int: 0, float: 0.0, bool: False, bytes: b"", dict: {}}
    plain[date] = now().date()
    values: dict[str, Any] = {}
    for column in db.metadata.tables[name].columns:
        target = next((key.column.table.name for key in column.foreign_keys), "")
        if target in fillings:
            values[column.name] = fillings[target]
        elif not (column.primary_key or column.nullable or column.default or column.server_default):
            json = isinstance(column.type, sa.JSON)
            text = {} if json else plain.get(column.type.python_type, now())  # our type of moments names no Python type
            values[column.name] = text[: column.type.length or 80] if isinstance(text, str) else text
    done = db.session.execute(sa.insert(db.metadata.tables[name]).values(values | given))
    return int(done.inserted_primary_key[0])


def others() -> dict[str, int]:
    """For each argument of an address the id of a row that belongs to other companies."""
    vendor, company = Organization.kind == OrganizationKind.VENDOR, Organization.kind == OrganizationKind.GROUP_COMPANY
    with_result = sa.select(Finding.assessment_id)
    return {
        "organization_id": some(Organization, vendor),
        "company_id": some(Organization, company, Organization.name.like("cnry%")),
        "first_id": some(Organization, vendor),
        "second_id": some(Organization, vendor) - 1,
        "contact_id": some(Contact, Contact.organization_id == some(Organization, vendor)),
        "engagement_id": some(Engagement),
        "link_id": some(SupplyLink),
        "declaration_id": some(Declaration),
        "assessment_id": some(Assessment, Assessment.id.in_(with_result)),
        "campaign_id": some(Campaign),
        "evidence_id": some(Evidence),
        "finding_id": some(Finding),
        "mail_id": some(OutboxMail),
        "batch_id": some(ImportBatch, ImportBatch.kind == ImportKind.FOREIGN_WORKBOOK),
        "version_id": some(QuestionnaireVersion, QuestionnaireVersion.origin == Origin.SHIPPED),
        "user_id": db.session.scalar(sa.select(Membership.user_id).order_by(Membership.id).limit(1)) or 0,
        "membership_id": some(Membership) - 6,
        "bulk_id": made("bulk_import"),
        "job_id": made("job"),
        "number": 1,  # of a sheet
        "place": 0,  # of a sheet in a list
        "row": 2,  # of a sheet
        "merge_id": made("organization_merge", gone_id=some(Organization, vendor)),
        "profile_id": made("import_profile"),
        "schedule_id": made("report_schedule"),
        "view_id": made("saved_view"),
    }


def unpacked(data: bytes) -> bytes:
    """What can be read in an answer; of a workbook what its parts say."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def rows() -> dict[str, list[Any]]:
    """Everything stored, but the log and what a request of one's own may leave."""
    db.session.commit()
    left = {"audit_event", "job", "kept_snapshot", "user"}
    tables = [table for table in db.metadata.sorted_tables if table.name not in left]
    return {table.name: list(db.session.execute(sa.select(table)).all()) for table in tables}


def addresses(app: Flask, ids: dict[str, int]) -> Iterator[tuple[str, str, set[str]]]:
    """Method, address with others' ids, and the names of its ids; every address of staff."""
    for endpoint, methods, path, declared in access.routes(app):
        if declared.kind in {"public", "invited"} or endpoint in {"security.logout", "security.verify"}:
            continue
        names = set(re.findall(r"<int:(\w+)>", path))
        assert names <= set(ids), f"{path}: say above whose {names - set(ids)} to try"
        filled = re.sub(r"<int:(\w+)>", lambda found: str(ids[found[1]]), path)
        filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: WORDS[found[1]], filled)
        for method in methods.split():
            yield method, filled, names


def test_no_address_shows_or_changes_anything_of_another_company(world: tuple[Flask, FlaskClient]) -> None:
    app, client = world
    ids = others()
    token = client.get("/accounts/profile").text.split('name="csrf_token" value="')[1].split('"')[0]
    before, refused, looked = rows(), 0, 0
    for method, path, names in addresses(app, ids):
        if method == "GET":
            answer = client.get(path, query_string={"q": "cnry"} if not names else {})
        elif names:
            answer = client.open(path, method=method, data={"csrf_token": token})
        else:
            continue  # makes something of one's own
        leaked = CANARY.findall(unpacked(answer.data))
        assert leaked == [], f"{method} {path}: {leaked[:3]}"
        if names - FOR_THE_WHOLE_GROUP:
            assert answer.status_code in {403, 404}, f"{method} {path}: {answer.status_code}"
            refused += 1
        else:
            assert answer.status_code < 500, f"{method} {path}: {answer.status_code}"
            looked += 1
        answer.close()
    assert refused >= 60
    assert looked >= 30
    assert rows() == before


def test_forms_that_name_rows_of_another_company_make_nothing(world: tuple[Flask, FlaskClient]) -> None:
    _app, client = world
    ids, token = others(), client.get("/accounts/profile").text.split('name="csrf_token" value="')[1].split('"')[0]
    own = some(Organization, Organization.name == "Elsewhere Works")
    service = {"service_en": "Care", "category": "other", "status": "active"}
    service |= {"supplier": f"cnry-organization_code-{own}"}
    campaign = {"name_en": "All", "ids": ids["organization_id"], "issuer": own, "due_on": "2099-01-01"}
    campaign |= {"vendor_version": ids["version_id"], "company_version": 0}
    before = rows()
    for path, data in {
        "/engagements/new": service | {"buyer_id": ids["company_id"]},
        "/engagements/missing/ask": {"owner": f"{ids['company_id']} owner@elsewhere.example"},
        "/supply_chain/new": {"buyer": f"cnry-organization_code-{ids['organization_id']}", "source": "declared"},
        "/campaigns/": campaign,
        "/campaigns/preview": campaign | {"issuer": ids["company_id"]},
        "/imports/foreign": {"organization": f"cnry-organization_code-{ids['organization_id']}", "company_id": own},
        "/organizations/companies/new": {"name": "New", "code": "NEW", "parent_id": ids["company_id"]},
        "/accounts/people/add": {
            "name_en": "X",
            "email": "x@x.example",
            "company": ids["company_id"],
            "role": "auditor",
        },
    }.items():
        answer = client.post(path, data=data | {"csrf_token": token})
        assert answer.status_code in {302, 303, 403, 404, 422}, f"{path}: {answer.status_code}"
        assert CANARY.findall(answer.data.replace(b"cnry-organization_code", b"")) == [], path
    assert rows() == before


def test_the_canaries_are_seen_by_those_who_may(world: tuple[Flask, FlaskClient]) -> None:
    app, _client = world
    top = db.session.scalar(sa.select(Membership).where(Membership.role == Role.ADMINISTRATOR).order_by(Membership.id))
    assert top is not None
    client = app.test_client()
    with client.session_transaction() as session:
        uniquifier = db.session.scalar(
            sa.text("SELECT fs_uniquifier FROM user WHERE id = :id").bindparams(id=top.user_id)
        )
        session["_user_id"], session["_fresh"], session["fs_cc"] = uniquifier, True, "set"
    paths = [
        "/", "/organizations/vendors?q=cnry", "/engagements/?q=cnry", "/supply_chain/", "/assessments/",
        "/improvement/",
        "/notifications/", "/heatmaps/vendors/figure", "/heatmaps/vendors/export", "/imports/register/export.xlsx",
        "/accounts/people",
    ]  # fmt: skip
    for path in paths:
        assert CANARY.search(unpacked(client.get(path).data)), path
