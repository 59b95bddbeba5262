"""`vendor-risk profiles`: remembered import profiles; listed, shown, carried to another installation, forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import click
import msgspec
from flask.cli import with_appcontext

from vendor_risk.accounts.queries import company_tree
from vendor_risk.database import db, now, writing
from vendor_risk.imports import corrections as import_corrections
from vendor_risk.imports.corrections import CorrectionSettings
from vendor_risk.imports.models import ImportProfile
from vendor_risk.imports.profiles import actions
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.permissions import Scope

ACTOR = "command line"


class _Kept(CorrectionSettings, forbid_unknown_fields=True, kw_only=True):
    """One exported profile."""

    name: str
    layout: str


@click.group("profiles")
def profile_commands() -> None:
    """Import profiles: saved corrections for a file layout."""


def _profile(number: int) -> ImportProfile:
    found = actions.profile(None, number)
    if found is None:
        raise click.ClickException(f"There is no profile {number}. Run “vendor-risk profiles list” to see them all.")
    return found


def _document(profile: ImportProfile) -> dict[str, object]:
    settings = import_corrections.to_settings(import_corrections.from_settings(profile.settings))
    return {"name": profile.name, "layout": profile.fingerprint, **settings}


@profile_commands.command("list")
@with_appcontext
def list_profiles() -> None:
    """List all profiles: number, name and layout."""
    for profile in actions.profiles(None):
        click.echo(f"{profile.id:6} {profile.name}  ({profile.fingerprint[:12]})")


@profile_commands.command("show")
@click.argument("number", type=int)
@with_appcontext
def show_profile(number: int) -> None:
    """Show the corrections in a profile as JSON."""
    click.echo(json.dumps(_document(_profile(number)), ensure_ascii=False, indent=1))


@profile_commands.command("export")
@click.argument("numbers", nargs=-1, type=int)
@with_appcontext
def export_profiles(numbers: tuple[int, ...]) -> None:
    """Export profiles (default: all) as one JSON list, for `profiles import` on another installation."""
    chosen = [_profile(number) for number in numbers] if numbers else actions.profiles(None)
    click.echo(json.dumps([_document(profile) for profile in chosen], ensure_ascii=False, indent=1))


@profile_commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--company", required=True, help="The group company that owns the profiles: code or name.")
@with_appcontext
def import_profiles(file: Path, company: str) -> None:
    """Import profiles from a JSON list. A profile for the same layout is replaced; safe to repeat."""
    try:
        given = msgspec.json.decode(file.read_bytes(), type=list[_Kept])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file.name} is not a list of profiles: {error}") from None
    with writing():
        keeper = organization_queries.named(Scope(frozenset(company_tree())), company)
        if keeper is None or keeper.kind != OrganizationKind.GROUP_COMPANY:
            raise click.ClickException(f"There is no group company “{company}”. Use the code.")
        for one in given:
            corrections = import_corrections.corrections_of(one)
            actions.remember(one.layout[:64], one.name, corrections, company_id=keeper.id, at=now(), actor=ACTOR)
        db.session.commit()
    click.echo(f"Profiles imported: {len(given)}")


@profile_commands.command("forget")
@click.argument("number", type=int)
@with_appcontext
def forget_profile(number: int) -> None:
    """Delete a profile. Data imported with it is kept."""
    with writing():
        actions.forget(_profile(number), at=now(), actor=ACTOR)
        db.session.commit()
    click.echo("Profile deleted.")
