"""Words for what an import wrote and for what stands in the way of undoing it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk.i18n import Lazy
from vendor_risk.upkeep.undo.queries import UndoHindrance


def undone_tables() -> dict[str, Lazy]:
    """What rows of an import are, by table."""
    return {
        "organization": _l("Organisations"),
        "contact": _l("Contacts"),
        "engagement": _l("Engagements"),
        "supply_link": _l("Supplier relationships"),
    }


def undo_hindrances() -> dict[str, Lazy]:
    """Why an import cannot be undone."""
    return {
        UndoHindrance.CHANGED: _l("The record has been changed since the import."),
        UndoHindrance.GONE: _l("The record has been deleted since the import, so it cannot be restored."),
        UndoHindrance.HANGS: _l("Records added later depend on this record."),
        UndoHindrance.RELIED_ON: _l(
            "The record’s status is “Ended”, or questionnaires have been sent based on its registered details."
        ),
        UndoHindrance.NOT_YOURS: _l("Another group company manages this record."),
    }
