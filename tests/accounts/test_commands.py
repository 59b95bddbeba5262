"""The first administrator, from the command line."""

import pytest

from tests.builders import accounts, organizations
from vendor_risk.accounts import first_language
from vendor_risk.accounts.commands import admin
from vendor_risk.accounts.models import User
from vendor_risk.config import from_environment, settle_language
from vendor_risk.database import db
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Role


@pytest.fixture
def run(app):
    return lambda *words, **more: app.test_cli_runner().invoke(admin, words, **more)


def test_the_first_administrator_brings_the_first_company(run):
    options = ["create", "chief@group.example", "--name", "Chief", "--company", "Kawasemi Group", "--password-stdin"]
    result = run(*options, input="four words in a row\n")
    assert result.exit_code == 0, result.output
    user = db.session.query(User).one()
    company = db.session.query(Organization).one()
    assert (company.name, company.kind, company.parent_id) == ("Kawasemi Group", "group_company", None)
    assert [(m.company_id, m.role) for m in user.memberships] == [(company.id, "administrator")]
    assert user.password.startswith("$argon2id$")


def test_a_typed_password_is_asked_twice(run):
    options = ["create", "chief@group.example", "--name", "Chief", "--company", "Group"]
    result = run(*options, input="four words in a row\nfour other words\nfour words in a row\nfour words in a row\n")
    assert result.exit_code == 0, result.output
    assert db.session.query(User).count() == 1


def test_a_short_password_a_known_address_or_no_company_changes_nothing(run):
    assert run("create", "a@b.example", "--name", "A", "--company", "G", "--password-stdin", input="x\n").exit_code == 1
    assert run("create", "a@b.example", "--name", "A", "--password-stdin", input="four words in a row\n").exit_code == 1
    top = organizations.company("Top")
    person = accounts.person(Role.AUDITOR, top)
    result = run("create", person.email, "--name", "A", "--password-stdin", input="four words in a row\n")
    assert "already has an account" in result.output
    assert db.session.query(User).count() == 1


def test_an_operator_gives_a_new_password(run):
    person = accounts.person(Role.AUDITOR, organizations.company("Top"))
    before = person.fs_uniquifier
    assert run("password", person.email, "--password-stdin", input="four words in a row\n").exit_code == 0
    assert person.password.startswith("$argon2id$")
    assert person.fs_uniquifier != before
    assert run("password", "nobody@x.example", "--password-stdin", input="four words in a row\n").exit_code == 1


@pytest.mark.parametrize(
    ("words", "terminal", "spoken"),
    [([], "ja_JP.UTF-8", "ja"), (["--language", "en"], "ja_JP.UTF-8", "en"), ([], "C", "en")],
)
def test_the_first_administrator_settles_the_language_of_the_installation(run, app, words, terminal, spoken):
    options = ["create", "chief@group.example", "--name", "Chief", "--company", "Group", "--password-stdin", *words]
    env = {"LC_ALL": terminal, "VENDOR_RISK_LANGUAGE": None}
    assert run(*options, input="four words in a row\n", env=env).exit_code == 0
    data = app.extensions["vendor_risk.config"].data
    assert from_environment({"VENDOR_RISK_DATA": str(data)}).default_language == spoken
    assert db.session.query(User).one().language == spoken
    assert f'<html lang="{spoken}">' in app.test_client().get("/accounts/sign-in").text
    again = ["create", "second@group.example", "--name", "Second", "--password-stdin", "--language", "ja"]
    assert run(*again, input="four words in a row\n", env=env).exit_code == 0
    assert from_environment({"VENDOR_RISK_DATA": str(data)}).default_language == spoken


@pytest.mark.parametrize(("typed", "terminal", "spoken"), [("", "ja_JP.UTF-8", "ja"), ("en\n", "ja_JP.UTF-8", "en"),
                                                         ("xx\nja\n", "C", "ja")])  # fmt: skip
def test_the_first_start_asks_for_the_language_in_both_and_offers_the_terminals(
    run, app, monkeypatch, typed, terminal, spoken
):
    monkeypatch.setattr(first_language, "interactive", lambda: True)
    options = ["create", "chief@group.example", "--name", "Chief", "--company", "Group", "--other-name", "長 一郎"]
    password, env = "four words in a row\n", {"LC_ALL": terminal, "VENDOR_RISK_LANGUAGE": None}
    result = run(*options, input=password * 2 + (typed or "\n"), env=env)
    assert result.exit_code == 0, result.output
    assert "Language of this installation / 本システムの言語" in result.output
    data = app.extensions["vendor_risk.config"].data
    assert from_environment({"VENDOR_RISK_DATA": str(data)}).default_language == spoken
    user = db.session.query(User).one()
    assert (user.name, user.name_en, user.name_ja, user.language) == ("Chief", "Chief", "長 一郎", spoken)
    second = ["create", "second@group.example", "--name", "Second"]
    assert "Language of this installation" not in run(*second, input=password * 2, env=env).output


def test_nobody_is_asked_where_the_setting_or_the_option_says_the_language(run, monkeypatch):
    monkeypatch.setattr(first_language, "interactive", lambda: True)
    for number, (words, setting) in enumerate((([], "ja"), (["--language", "ja"], None))):
        options = ["create", f"chief{number}@group.example", "--name", "Chief", "--company", "Group", *words]
        result = run(*options, input="four words in a row\n" * 2, env={"VENDOR_RISK_LANGUAGE": setting, "LC_ALL": "C"})
        assert result.exit_code == 0, result.output
        assert "Language of this installation" not in result.output
    assert {user.language for user in db.session.query(User)} == {"ja"}


def test_the_setting_wins_over_what_the_first_start_chose(tmp_path):
    assert settle_language(tmp_path, "ja", {}) == "ja"
    environ = {"VENDOR_RISK_DATA": str(tmp_path), "VENDOR_RISK_LANGUAGE": "en"}
    assert settle_language(tmp_path, None, environ) == from_environment(environ).default_language == "en"
