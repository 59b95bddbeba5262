"""The menu: every page stands here, or is listed in the tests as reached from one that does."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from vendor_risk.i18n import Lazy
from vendor_risk.permissions import Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu: where it leads, what it is called, and who sees it (None: everyone signed in)."""

    endpoint: str
    label: Lazy
    permission: Permission | None
    group: Lazy  # the heading it stands under


_STEER = _l("Risk overview")
_REGISTER = _l("Register")
_ASK = _l("Assess and review")
_ADMIN = _l("Administration")


def entries() -> list[Entry]:
    """The menu in its order."""
    return [
        Entry("home.index", _l("Home"), None, _STEER),
        Entry("exposure.index", _l("Exposure"), Permission.HEATMAP_VIEW, _STEER),
        Entry("changes.index", _l("Changes"), Permission.HEATMAP_VIEW, _STEER),
        Entry("exposure.chain_map", _l("Supply chain map"), Permission.HEATMAP_VIEW, _STEER),
        Entry("heatmaps.group", _l("Group heatmap"), Permission.HEATMAP_VIEW, _STEER),
        Entry("heatmaps.vendors", _l("Vendor heatmap"), Permission.HEATMAP_VIEW, _STEER),
        Entry("companies.index", _l("By company"), Permission.HEATMAP_VIEW, _STEER),
        Entry("board.index", _l("Supply chain board"), Permission.HEATMAP_VIEW, _STEER),
        Entry("reports.index", _l("Reports"), Permission.REPORT_VIEW, _STEER),
        Entry("improvement.index", _l("Findings"), Permission.ASSESSMENT_VIEW, _STEER),
        Entry("saved_views.index", _l("Saved views"), Permission.HEATMAP_VIEW, _STEER),
        Entry("organizations.vendors", _l("Vendors"), Permission.REGISTER_VIEW, _REGISTER),
        Entry("organizations.companies", _l("Group companies"), Permission.REGISTER_VIEW, _REGISTER),
        Entry("engagements.index", _l("Engagements"), Permission.REGISTER_VIEW, _REGISTER),
        Entry("supply_chain.index", _l("Supplier relationships"), Permission.REGISTER_VIEW, _REGISTER),
        Entry("declarations.index", _l("Declared subcontractors"), Permission.REGISTER_VIEW, _REGISTER),
        Entry("duplicates.index", _l("Possible duplicates"), Permission.REGISTER_EDIT, _REGISTER),
        Entry("imports.index", _l("Import"), Permission.REGISTER_EDIT, _REGISTER),
        Entry("campaigns.index", _l("Assessment rounds"), Permission.ASSESSMENT_VIEW, _ASK),
        Entry("assessments.index", _l("Assessments"), Permission.ASSESSMENT_VIEW, _ASK),
        Entry("reviews.index", _l("Review queue"), Permission.REVIEW_DECIDE, _ASK),
        Entry("questionnaires.index", _l("Questionnaires"), Permission.QUESTIONNAIRE_VIEW, _ASK),
        Entry("jobs.index", _l("Background jobs"), None, _ADMIN),
        Entry("notifications.index", _l("Outbox"), Permission.OUTBOX_VIEW, _ADMIN),
        Entry("accounts.people", _l("Users"), Permission.USER_EDIT, _ADMIN),
        Entry("audit.index", _l("Audit log"), Permission.AUDIT_VIEW, _ADMIN),
    ]
