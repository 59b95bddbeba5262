"""`vendor-risk admin …`: the first administrator, and a way back in for an operator."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext
from flask_security.proxies import _security
from flask_security.utils import hash_password

from vendor_risk.accounts import actions, first_language, queries
from vendor_risk.database import db, now, writing
from vendor_risk.domain.texts.two_languages import language_of
from vendor_risk.i18n import LANGUAGES
from vendor_risk.organizations.models import Organization, OrganizationKind, OrganizationStatus
from vendor_risk.permissions import Role

ACTOR = "command line"


@click.group()
def admin() -> None:
    """Manage administrator accounts."""


def _ask_password(from_stdin: bool) -> str:
    """The password, typed twice or read from the standard input; the library's rules are checked."""
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password (12 characters or more)", hide_input=True, confirmation_prompt=True)
    faults, normal = _security.password_util.validate(password, True)
    if faults:
        raise click.ClickException(" ".join(str(fault) for fault in faults))
    return str(hash_password(normal))


def _first_company(name: str) -> Organization:
    """The company at the top of the group; made when there is none."""
    for company in db.session.query(Organization).filter_by(kind=OrganizationKind.GROUP_COMPANY, parent_id=None):
        if not name or name in {company.name, company.name_en, company.name_ja, company.code}:
            return company
    if not name:
        raise click.ClickException("There is no group company yet. Specify its name with --company.")
    company = Organization(
        code="GROUP", kind=OrganizationKind.GROUP_COMPANY, name=name, status=OrganizationStatus.ACTIVE,
        sort_name=name.casefold(), search_text=name.casefold(), created_at=now(), updated_at=now(),
    )  # fmt: skip
    db.session.add(company)
    db.session.flush()
    return company


@admin.command()
@click.argument("email")
@click.option("--name", required=True, help="The administrator's name, in either language.")
@click.option("--other-name", default="", help="The same name in the other language; users see the one in their own.")
@click.option("--company", default="", help="Name of the top company of the group; created if it does not exist.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Default: the language of this installation; the first start asks for it.",
)
@click.option("--password-stdin", is_flag=True, help="Read the password from the standard input.")
@with_appcontext
def create(email: str, name: str, other_name: str, company: str, language: str | None, password_stdin: bool) -> None:
    """Create an administrator of the whole group with the email address EMAIL.

    The first one settles the language of this installation: the option, else what you answer when asked for it.
    """
    with writing():
        if queries.user_with_email(email) is not None:
            raise click.ClickException(f"{email} already has an account.")
        hashed = _ask_password(password_stdin)
        top = _first_company(company)
        installed = first_language.settle(language)
        names = {f"name_{language_of(text)}": text for text in (other_name.strip(), name.strip()) if text}
        user = actions.add_person(email=email, name=name, **names, language=language or installed, at=now())
        actions.give_membership(user, top.id, Role.ADMINISTRATOR, at=now(), actor=ACTOR)
        actions.choose_password(user, hashed, at=now(), actor=ACTOR)
        db.session.commit()
        click.echo(f"{email} is now an administrator of {top.name} and all its subsidiaries.")


@admin.command()
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the password from the standard input.")
@with_appcontext
def password(email: str, password_stdin: bool) -> None:
    """Set a new password for the account EMAIL. The user will be signed out."""
    with writing():
        user = queries.user_with_email(email)
        if user is None:
            raise click.ClickException(f"There is no account for {email}.")
        actions.choose_password(user, _ask_password(password_stdin), at=now(), actor=ACTOR)
        db.session.commit()
        click.echo(f"Password changed for {email}.")
