"""A later edition, a known questionnaire, a draft, a profile: what pages and commands say of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import accounts, organizations
from tests.builders.clock import NOW
from tests.builders.foreign_workbooks import BY, ROWS, bring, take, workbook
from tests.builders.forms import post
from tests.builders.real_workbooks import FOLDER, needs_workbooks, workbook_path
from vendor_risk.database import db
from vendor_risk.imports import corrections as import_corrections
from vendor_risk.imports.inspect.commands import inspect
from vendor_risk.imports.models import ImportProfile
from vendor_risk.imports.profiles import actions as profile_actions
from vendor_risk.permissions import Role
from vendor_risk.questionnaires.models import QuestionnaireStatus, QuestionnaireVersion
from vendor_risk.reading import Corrections

SignIn = Callable[..., FlaskClient]
LATER = [
    ("C-1", "Is there a security policy?", "Yes", "renewed in 2026"),
    ("C-2", "Are backups tested every quarter?", "Yes", ""),
    *ROWS[2:6],
    ("C-9", "Is software updated every week?", "No", ""),
    ("C-10", "Is there a list of all devices?", "Yes", ""),
]


def test_a_later_edition_says_what_changed_answer_by_answer(group: organizations.Group, sign_in: SignIn) -> None:
    vendor = organizations.vendor("Bolt", group.a)
    first, _assessment = bring(group, workbook(), vendor)
    second, _assessment = bring(group, workbook(LATER), vendor)
    client = sign_in(group.owner)
    assert f"/imports/foreign/{second.id}/changes" in client.get(f"/imports/foreign/{second.id}").text
    page = client.get(f"/imports/foreign/{second.id}/changes").text
    assert "<strong>1</strong> answers changed" in page
    assert "<strong>1</strong> comments changed" in page
    assert "<strong>1</strong> questions reworded" in page
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


def remembered(group: organizations.Group, company_id: int) -> ImportProfile:
    corrections = import_corrections.with_column(Corrections(), "Sheet", "answer", "D")
    return profile_actions.remember("a" * 64, "Kept", corrections, company_id=company_id, at=NOW, actor=BY)


def test_profiles_are_listed_renamed_and_forgotten_on_their_page(group: organizations.Group, sign_in: SignIn) -> None:
    profile = remembered(group, group.a.id)
    client = sign_in(group.owner)
    page = client.get("/imports/profiles").text
    assert "Kept" in page
    assert "Answers: D" in page
    post(client, f"/imports/profiles/{profile.id}/rename", {"name": "Better"})
    assert "Better" in client.get("/imports/profiles").text
    unnamed = post(client, f"/imports/profiles/{profile.id}/rename", {"name": " "}, follow_redirects=True).text
    assert "Enter a name for the profile." in unnamed
    assert "Better" in unnamed
    post(client, f"/imports/profiles/{profile.id}/forget")
    assert "No profiles yet" in client.get("/imports/profiles").text


def test_profiles_of_other_companies_are_not_found(group: organizations.Group, sign_in: SignIn) -> None:
    profile = remembered(group, group.a.id)
    elsewhere = sign_in(accounts.person(Role.PROCUREMENT, group.b))
    assert "Kept" not in elsewhere.get("/imports/profiles").text
    for verb in ("rename", "forget"):
        assert post(elsewhere, f"/imports/profiles/{profile.id}/{verb}", {"name": "x"}).status_code == 404
        assert post(sign_in(group.auditor), f"/imports/profiles/{profile.id}/{verb}").status_code == 403
    assert sign_in(group.auditor).get("/imports/profiles").status_code == 403
    db.session.expire_all()
    assert db.session.get_one(ImportProfile, profile.id).name == "Kept"


def test_profiles_go_to_another_installation_and_back(app: Flask, group: organizations.Group, tmp_path: Path) -> None:
    remembered(group, group.a.id)
    db.session.commit()
    runner = app.test_cli_runner()
    from vendor_risk.imports.profiles.commands import profile_commands

    exported = runner.invoke(profile_commands, ["export"])
    assert exported.exit_code == 0, exported.output
    assert json.loads(exported.output)[0]["columns"] == {"Sheet": {"answer": "D"}}
    file = tmp_path / "profiles.json"
    file.write_text(exported.output)
    done = runner.invoke(profile_commands, ["import", str(file), "--company", group.b.code])
    assert done.output == "1 profiles imported\n"
    found = profile_actions.matching("a" * 64, group.b.id)
    assert found is not None
    assert import_corrections.from_settings(found.settings).columns == {"Sheet": {"answer": "D"}}
    file.write_text('{"no": "list"}')
    refused = runner.invoke(profile_commands, ["import", str(file), "--company", group.b.code])
    assert refused.exit_code == 1
    assert "is not a list of profiles" in refused.output


def test_the_command_lists_what_changed_between_two_files(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook())
    (tmp_path / "b.xlsx").write_bytes(workbook(LATER))
    arguments = [str(tmp_path / "a.xlsx"), "--compare", str(tmp_path / "b.xlsx")]
    told = CliRunner().invoke(inspect, arguments).output
    assert told.startswith(
        "1 answers changed, 1 comments changed, 5 questions unchanged\n1 questions reworded, 1 added, 0 removed"
    )
    assert "C-9 (C-7)" not in told  # renumbered, and it says what it said
    found = json.loads(CliRunner().invoke(inspect, [*arguments, "--json"]).output)
    assert (found["answers_changed"], found["notes_changed"], found["new"]) == (1, 1, ["C-10"])


@needs_workbooks
def test_the_two_hecvat_lite_differ_exactly_where_a_careful_reader_says() -> None:
    names = ("oldest", "latest")
    files = [str(workbook_path(f"hecvat/filled_instructure_catalog_hecvat-lite_{name}.xlsx")) for name in names]
    found = json.loads(CliRunner().invoke(inspect, [files[0], "--compare", files[1], "--json"]).output)
    old, new = (
        {item["id"]: item for item in json.loads(path.read_text())["items"]}
        for name in names
        for path in (FOLDER / "truth").glob(f"*hecvat-lite_{name}__*.json")
    )
    for field, key in (("answer", "answer"), ("notes", "comment")):
        expected = {each for each in new if _plain(old[each][field]) != _plain(new[each][field])}
        assert {change["id"] for change in found["changes"] if change[key]} == expected
    assert (found["answers_changed"], found["notes_changed"]) == (19, 35)


def _plain(text: object) -> str:
    return " ".join(str(text or "").split())
