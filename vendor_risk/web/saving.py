"""Saving what a form brought, and showing a refusal on the page instead of losing what was typed.

`committed` is how a view ends a transaction that an action may refuse; `save` puts a form before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from flask import flash
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError

from vendor_risk.database import db
from vendor_risk.errors import Conflict, Refused
from vendor_risk.web import flash_errors

Saved = TypeVar("Saved")


@dataclass(slots=True)
class Ending:
    """How a transaction ended: `refusal` is None until the block has been refused."""

    refusal: Refused | None = None

    def __bool__(self) -> bool:
        """Whether it was committed."""
        return self.refusal is None


@contextmanager
def committed(*, tell: bool = True) -> Iterator[Ending]:
    """Commit what the block wrote. When an action refuses, roll all of it back, say why on the next page (unless not
    to `tell`) and go on after the block; what was given then is false and holds the refusal.

    Any other error is rolled back and raised on.
    """
    ending = Ending()
    try:
        yield ending
        db.session.commit()
    except Refused as refusal:
        db.session.rollback()
        ending.refusal = refusal
        if tell:
            flash(refusal.message, "error")
    except BaseException:
        db.session.rollback()
        raise


def save(form: FlaskForm, action: Callable[[], Saved]) -> Saved | None:
    """What `action` made, committed; None when the form has faults or the action refuses, which the page then says.

    A conflict (somebody else was first) is raised on: the form on the page is out of date.
    """
    if not form.validate_on_submit():
        flash_errors(form)
        return None
    saved = None
    try:
        with committed(tell=False) as ending:
            saved = action()
    except IntegrityError:  # somebody else took the same code between the question and the answer
        raise Conflict(
            _("Another user has already saved this record. Open the page again to see the latest version.")
        ) from None
    if isinstance(ending.refusal, Conflict):
        raise ending.refusal
    if ending.refusal is not None:
        flash(ending.refusal.message, "error")
        return None
    return saved
