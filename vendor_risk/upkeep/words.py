"""Words for why something is left as it is, for what must be kept, and for the points of a closing list."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from vendor_risk.i18n import Lazy
from vendor_risk.upkeep.fates import Hindrance
from vendor_risk.upkeep.models import ClosingState


def hindrances() -> dict[str, str]:
    """Why a vendor or an engagement is left as it is."""
    return {
        Hindrance.NOT_YOURS: _("Another group company manages this record."),
        Hindrance.ALREADY: _("The record already has this status, so nothing will change."),
        Hindrance.ELSEWHERE: _("Other group companies still have engagements or assessments with this vendor."),
        Hindrance.KEPT: _("This vendor cannot be deleted because records that must be kept depend on it."),
        Hindrance.CLOSING: _("The engagement cannot be deleted because its offboarding checklist must be kept."),
        Hindrance.ASKED: _(
            "This engagement cannot be deleted because questionnaires have been sent based on its registered details."
        ),
        Hindrance.VENDOR_ENDED: _("The vendor’s status is “Ended”. Make the vendor active again first."),
    }


def kept() -> dict[str, Lazy]:
    """What must be kept, by table."""
    return {
        "answer": _l("Answers"),
        "assessment": _l("Assessments and their answers"),
        "bulk_file": _l("Imported answer files"),
        "contact": _l("Contacts"),
        "declaration": _l("Declared subcontractors"),
        "engagement_closing": _l("Offboarding checklists"),
        "finding": _l("Findings"),
        "import_batch": _l("Imported files"),
        "organization": _l("Records merged into this record"),
        "organization_merge": _l("Record merges"),
        "result": _l("Results"),
        "audit_event": _l("Entries in the audit log"),
        "membership": _l("User roles"),
        "engagement": _l("Engagements"),
        "supply_link": _l("Supplier relationships"),
    }


def kept_name(table: str) -> str:
    """What rows of this table are called where they keep something from being deleted."""
    return str(kept().get(table, _l("Other records")))


def closing_states() -> dict[str, Lazy]:
    """Where a point of a closing list stands."""
    return {
        ClosingState.OPEN.value: _l("Not done yet"),
        ClosingState.DONE.value: _l("Done"),
        ClosingState.NOT_NEEDED.value: _l("Not needed"),
    }
