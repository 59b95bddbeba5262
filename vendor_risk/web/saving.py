"""Saving what a form brought, and showing a refusal on the form instead of losing what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import flash
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError

from vendor_risk.database import db
from vendor_risk.errors import Conflict, Refused
from vendor_risk.web import flash_errors

Saved = TypeVar("Saved")


def save(form: FlaskForm, action: Callable[[], Saved]) -> Saved | None:
    """What `action` made, committed; None when the form has faults or the action refuses, which the page then says.

    A conflict (somebody else was first) is raised on: the form on the page is out of date.
    """
    if not form.validate_on_submit():
        flash_errors(form)
        return None
    try:
        saved = action()
        db.session.commit()
    except Conflict:
        raise
    except IntegrityError:  # somebody else took the same code between the question and the answer
        db.session.rollback()
        raise Conflict(
            _("Another user has already saved this. Open the page again to see the latest version.")
        ) from None
    except Refused as refusal:
        db.session.rollback()
        flash(refusal.message, "error")
        return None
    return saved
