"""Remembered import profiles, for staff: what was put right once for a layout; rename it, look at it, forget it."""

from __future__ import annotations

import msgspec
from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from vendor_risk import web
from vendor_risk.database import db, now
from vendor_risk.imports import corrections
from vendor_risk.imports.blueprint import bp
from vendor_risk.imports.foreign import words as foreign_import_words
from vendor_risk.imports.models import ImportKind, ImportProfile
from vendor_risk.imports.profiles import actions
from vendor_risk.imports.register.layouts.profile import RegisterProfile
from vendor_risk.organizations.queries import names_of
from vendor_risk.permissions import Permission, requires
from vendor_risk.web import saving


def _profile(profile_id: int) -> ImportProfile:
    return actions.profile(web.scope(), profile_id) or abort(404)


@bp.get("/profiles")
@requires(Permission.ASSESSMENT_ISSUE)
def profile_index() -> str:
    """Every profile of one's companies, with what it puts right."""
    found, registers = actions.profiles(web.scope()), actions.profiles(web.scope(), ImportKind.REGISTER)
    return render_template(
        "imports/profiles.html",
        profiles=[(profile, corrections.from_settings(profile.settings)) for profile in found],
        registers=[
            (profile, msgspec.convert(profile.settings, RegisterProfile, str_keys=True).number) for profile in registers
        ],
        companies=names_of({one.company_id for one in (*found, *registers) if one.company_id is not None}),
        words=foreign_import_words,
    )


@bp.post("/profiles/<int:profile_id>/rename")
@requires(Permission.ASSESSMENT_ISSUE)
def profile_rename(profile_id: int) -> web.Reply:
    """Give a profile another name."""
    with saving.committed():
        actions.rename(_profile(profile_id), request.form.get("name", ""), at=now(), actor=web.actor())
    return redirect(url_for("imports.profile_index"), 303)


@bp.post("/profiles/<int:profile_id>/forget")
@requires(Permission.ASSESSMENT_ISSUE)
def profile_forget(profile_id: int) -> web.Reply:
    """Forget a profile; what was imported with it stays."""
    actions.forget(_profile(profile_id), at=now(), actor=web.actor())
    db.session.commit()
    flash(_("Profile deleted. Data imported with it has been kept."), "success")
    return redirect(url_for("imports.profile_index"), 303)
