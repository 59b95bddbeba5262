"""What was put right once for a layout: found again by its company, told to nobody else, carried elsewhere and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import accounts, organizations
from tests.builders.clock import NOW
from tests.builders.foreign_workbooks import BY
from tests.builders.forms import post
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.imports import corrections as import_corrections
from vendor_risk.imports.models import ImportProfile
from vendor_risk.imports.profiles import actions as profile_actions
from vendor_risk.imports.profiles.commands import profile_commands
from vendor_risk.permissions import Role, Scope
from vendor_risk.reading import AnswerWord, Corrections

SignIn = Callable[..., FlaskClient]


def remembered(company_id: int | None, layout: str = "a" * 64, name: str = "Kept") -> ImportProfile:
    corrections = import_corrections.with_column(Corrections(), "Sheet", "answer", "D")
    return profile_actions.remember(layout, name, corrections, company_id=company_id, at=NOW, actor=BY)


def test_profiles_are_listed_renamed_and_forgotten_on_their_page(group: organizations.Group, sign_in: SignIn) -> None:
    profile = remembered(group.a.id)
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
    profile = remembered(group.a.id)
    elsewhere = sign_in(accounts.person(Role.PROCUREMENT, group.b))
    assert "Kept" not in elsewhere.get("/imports/profiles").text
    for verb in ("rename", "forget"):
        assert post(elsewhere, f"/imports/profiles/{profile.id}/{verb}", {"name": "x"}).status_code == 404
        assert post(sign_in(group.auditor), f"/imports/profiles/{profile.id}/{verb}").status_code == 403
    assert sign_in(group.auditor).get("/imports/profiles").status_code == 403
    db.session.expire_all()
    assert db.session.get_one(ImportProfile, profile.id).name == "Kept"


def test_profiles_go_to_another_installation_and_back(app: Flask, group: organizations.Group, tmp_path: Path) -> None:
    remembered(group.a.id)
    db.session.commit()
    runner = app.test_cli_runner()
    exported = runner.invoke(profile_commands, ["export"])
    assert exported.exit_code == 0, exported.output
    assert json.loads(exported.output)[0]["columns"] == {"Sheet": {"answer": "D"}}
    file = tmp_path / "profiles.json"
    file.write_text(exported.output)
    done = runner.invoke(profile_commands, ["import", str(file), "--company", group.b.code])
    assert done.output == "Profiles imported: 1\n"
    found = profile_actions.matching("a" * 64, group.b.id)
    assert found is not None
    assert import_corrections.from_settings(found.settings).columns == {"Sheet": {"answer": "D"}}
    file.write_text('{"no": "list"}')
    refused = runner.invoke(profile_commands, ["import", str(file), "--company", group.b.code])
    assert refused.exit_code == 1
    assert "is not a list of profiles" in refused.output


def test_profiles_are_listed_shown_and_deleted(app: Flask, group: organizations.Group) -> None:
    corrections = Corrections(answers={"banana": AnswerWord("partial", 2.5)})
    kept = profile_actions.remember("f" * 32, "Fruit", corrections, company_id=group.a.id, at=NOW, actor="user:1")
    number = kept.id
    db.session.commit()

    def run(*arguments: object) -> Result:
        return app.test_cli_runner().invoke(profile_commands, [str(argument) for argument in arguments])

    assert "Fruit" in run("list").output
    shown = json.loads(run("show", number).output)
    assert shown["answers"] == {"banana": ["partial", 2.5]}
    assert run("forget", number).exit_code == 0
    gone = run("show", number)
    assert gone.exit_code == 1
    assert "There is no profile" in gone.output


def test_the_companys_own_profile_goes_before_the_groups_and_the_newest_before_older_ones(
    group: organizations.Group,
) -> None:
    for_all = remembered(None, name="All")
    assert profile_actions.matching("a" * 64, group.a.id) is for_all
    own = remembered(group.a.id, name="Own")
    assert profile_actions.matching("a" * 64, group.a.id) is own
    assert profile_actions.matching("a" * 64, group.b.id) is for_all
    assert profile_actions.matching("a" * 64, None) is for_all
    assert profile_actions.matching("b" * 64, group.a.id) is None


def test_remembering_again_replaces_the_companys_own_and_leaves_the_groups(group: organizations.Group) -> None:
    for_all, own = remembered(None, name="All"), remembered(group.a.id, name="Own")
    words = Corrections(answers={"banana": AnswerWord("partial", 2.5)})
    again = profile_actions.remember("a" * 64, "New", words, company_id=group.a.id, at=NOW, actor=BY)
    assert again is own
    assert (own.name, own.settings["answers"]) == ("New", {"banana": ["partial", 2.5]})
    assert import_corrections.from_settings(own.settings).columns == {}
    assert for_all.name == "All"
    assert db.session.query(ImportProfile).count() == 2


def test_a_scope_shows_its_companies_profiles_by_name_and_the_command_line_all(group: organizations.Group) -> None:
    first, second = remembered(group.a.id, name="Zeta"), remembered(group.a.id, "b" * 64, "Alpha")
    other, for_all = remembered(group.b.id, name="Other"), remembered(None, "c" * 64, "Whole")
    only_a = Scope(frozenset({group.a.id}))
    assert list(profile_actions.profiles(only_a)) == [second, first]
    assert set(profile_actions.profiles(None)) == {first, second, other, for_all}
    assert profile_actions.profile(only_a, other.id) is None
    assert profile_actions.profile(only_a, for_all.id) is None
    assert profile_actions.profile(only_a, first.id) is first
    assert profile_actions.profile(None, other.id) is other


@pytest.mark.parametrize(("given", "kept"), [("  Better  ", "Better"), ("x" * 400, "x" * 300), ("a\x00b\x0b", "ab")])
def test_a_name_is_trimmed_cut_and_cleaned(group: organizations.Group, given: str, kept: str) -> None:
    found = remembered(group.a.id)
    profile_actions.rename(found, given, at=NOW, actor=BY)
    assert found.name == kept


@pytest.mark.parametrize("nothing", ["", "   ", "\x00\x0b"])
def test_a_profile_is_never_without_a_name(group: organizations.Group, nothing: str) -> None:
    found = remembered(group.a.id)
    with pytest.raises(Refused, match="Enter a name"):
        profile_actions.rename(found, nothing, at=NOW, actor=BY)
    assert found.name == "Kept"


def test_what_is_done_with_a_profile_stands_in_the_log_of_its_company(group: organizations.Group) -> None:
    found = remembered(group.a.id)
    number = found.id
    profile_actions.rename(found, "Better", at=NOW, actor=BY)
    profile_actions.forget(found, at=NOW, actor=BY)
    db.session.flush()
    events = db.session.query(AuditEvent).filter_by(object_type="import_profile").order_by(AuditEvent.id).all()
    assert [(event.action, event.object_id, event.company_id) for event in events] == [
        ("imports.remember", str(number), group.a.id),
        ("imports.remember", str(number), group.a.id),
        ("imports.forget", str(number), group.a.id),
    ]
    assert profile_actions.profile(None, number) is None


def test_a_name_of_strangers_is_text_on_the_page_in_both_languages(group: organizations.Group, sign_in: SignIn) -> None:
    remembered(group.a.id, name="<script>alert(1)</script>")
    for lang in ("en", "ja"):
        page = sign_in(group.owner).get(f"/imports/profiles?lang={lang}").text
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("written", ["[1]", '[{"name": "x"}]', '[{"name": "x", "layout": "y", "evil": 1}]', "\x00", ""])
def test_a_file_that_is_no_list_of_profiles_brings_nothing(
    app: Flask, group: organizations.Group, tmp_path: Path, written: str
) -> None:
    db.session.commit()
    file = tmp_path / "profiles.json"
    file.write_text(written)
    done = app.test_cli_runner().invoke(profile_commands, ["import", str(file), "--company", group.b.code])
    assert (done.exit_code, db.session.query(ImportProfile).count()) == (1, 0)
    assert "profiles.json is not a list of profiles" in done.output


def test_a_vendor_keeps_no_profiles(app: Flask, group: organizations.Group, tmp_path: Path) -> None:
    vendor = organizations.vendor("Bolt", group.a)
    db.session.commit()
    file = tmp_path / "profiles.json"
    file.write_text('[{"name": "x", "layout": "y"}]')
    done = app.test_cli_runner().invoke(profile_commands, ["import", str(file), "--company", vendor.code])
    assert done.exit_code == 1
    assert f"There is no group company “{vendor.code}”" in done.output
    assert db.session.query(ImportProfile).count() == 0
