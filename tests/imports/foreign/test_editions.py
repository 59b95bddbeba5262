"""A later edition, a known questionnaire, a draft, a profile: what pages and commands say of them."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient

from tests.builders import accounts, organizations
from tests.builders.foreign_workbooks import LATER, ROWS, bring, take, workbook
from tests.builders.forms import post
from vendor_risk.database import db
from vendor_risk.permissions import Role
from vendor_risk.questionnaires.models import QuestionnaireStatus, QuestionnaireVersion

SignIn = Callable[..., FlaskClient]


def test_a_later_edition_says_what_changed_answer_by_answer(group: organizations.Group, sign_in: SignIn) -> None:
    vendor = organizations.vendor("Bolt", group.a)
    first, _assessment = bring(group, workbook(), vendor)
    second, _assessment = bring(group, workbook(LATER), vendor)
    client = sign_in(group.owner)
    assert f"/imports/foreign/{second.id}/changes" in client.get(f"/imports/foreign/{second.id}").text
    page = client.get(f"/imports/foreign/{second.id}/changes").text
    assert "<strong>1</strong> Changed answers" in page
    assert "<strong>1</strong> Changed comments" in page
    assert "<strong>1</strong> Reworded questions" in page
    assert "renewed in 2026" in page
    assert "Are backups tested every month?" in page
    assert "Is there a list of all devices?" in page
    assert client.get(f"/imports/foreign/{first.id}/changes").status_code == 404


def test_changes_drafts_and_releases_are_for_those_who_import(group: organizations.Group, sign_in: SignIn) -> None:
    vendor = organizations.vendor("Bolt", group.a)
    bring(group, workbook(), vendor)
    batch, _assessment = bring(group, workbook(LATER), vendor)
    waiting = take(group, workbook(ROWS[:4]), vendor, "short.xlsx")
    elsewhere = accounts.person(Role.PROCUREMENT, group.b)
    version = db.session.query(QuestionnaireVersion).first()
    assert version is not None
    for person, expected in ((group.auditor, 403), (elsewhere, 404)):
        client = sign_in(person)
        assert client.get(f"/imports/foreign/{batch.id}/changes").status_code == expected
        assert post(client, f"/imports/foreign/{waiting.id}/draft").status_code == expected
        assert post(client, f"/questionnaires/{version.id}/release").status_code == expected


def test_the_preview_compares_with_what_is_stored_and_makes_a_draft(
    group: organizations.Group, sign_in: SignIn
) -> None:
    vendor = organizations.vendor("Bolt", group.a)
    bring(group, workbook(), vendor)
    batch = take(group, workbook(LATER), vendor)
    client = sign_in(group.owner)
    page = client.get(f"/imports/foreign/{batch.id}").text
    assert "Differences from the closest match" in page
    assert "C-10" in page
    made = post(client, f"/imports/foreign/{batch.id}/draft")
    version = db.session.get_one(QuestionnaireVersion, int(made.location.rsplit("/", 1)[1]))
    assert version.status == QuestionnaireStatus.DRAFT
    assert post(client, f"/imports/foreign/{batch.id}/draft").location == made.location
    assert "/discard" in client.get(made.location).text
    version.company_id = None  # as of a known family: the whole group's, so nobody takes it from the others
    db.session.commit()
    page = client.get(made.location).text
    assert "Release" in page
    assert "/discard" not in page
    assert post(client, f"/questionnaires/{version.id}/discard").status_code == 409
    released = post(client, f"/questionnaires/{version.id}/release")
    assert released.location == made.location
    db.session.expire_all()
    assert version.status == QuestionnaireStatus.RELEASED
    assert post(client, f"/questionnaires/{version.id}/release").status_code == 409
