"""The menu: every page stands here, or is listed in the tests as reached from one that does."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from vendor_risk.i18n import Lazy
from vendor_risk.permissions import Permission


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the menu: where it leads, what it is called, and who sees it (None: everyone signed in)."""

    endpoint: str
    label: Lazy
    permission: Permission | None
    group: Lazy  # the heading it stands under


_STEER = _l("Risk overview")
_REGISTER = _l("Register")
_ASK = _l("Assess and review")
_ADMIN = _l("Administration")


def entries() -> list[MenuEntry]:
    """The menu in its order."""
    return [
        MenuEntry("home.index", _l("Home"), None, _STEER),
        MenuEntry("exposure.index", _l("Exposure"), Permission.HEATMAP_VIEW, _STEER),
        MenuEntry("changes.index", _l("Changes"), Permission.HEATMAP_VIEW, _STEER),
        MenuEntry("exposure.chain_map", _l("Supply chain map"), Permission.HEATMAP_VIEW, _STEER),
        MenuEntry("heatmaps.group", _l("Group heatmap"), Permission.HEATMAP_VIEW, _STEER),
        MenuEntry("heatmaps.vendors", _l("Vendor heatmap"), Permission.HEATMAP_VIEW, _STEER),
        MenuEntry("companies.index", _l("By company"), Permission.HEATMAP_VIEW, _STEER),
        MenuEntry("board.index", _l("Supply chain board"), Permission.HEATMAP_VIEW, _STEER),
        MenuEntry("reports.index", _l("Reports"), Permission.REPORT_VIEW, _STEER),
        MenuEntry("improvement.index", _l("Findings"), Permission.ASSESSMENT_VIEW, _STEER),
        MenuEntry("saved_views.index", _l("Saved views"), Permission.HEATMAP_VIEW, _STEER),
        MenuEntry("organizations.vendors", _l("Vendors"), Permission.REGISTER_VIEW, _REGISTER),
        MenuEntry("organizations.companies", _l("Group companies"), Permission.REGISTER_VIEW, _REGISTER),
        MenuEntry("engagements.index", _l("Engagements"), Permission.REGISTER_VIEW, _REGISTER),
        MenuEntry("supply_chain.index", _l("Supplier relationships"), Permission.REGISTER_VIEW, _REGISTER),
        MenuEntry("declarations.index", _l("Declared subcontractors"), Permission.REGISTER_VIEW, _REGISTER),
        MenuEntry("duplicates.index", _l("Possible duplicates"), Permission.REGISTER_EDIT, _REGISTER),
        MenuEntry("imports.index", _l("Import"), Permission.REGISTER_EDIT, _REGISTER),
        MenuEntry("campaigns.index", _l("Assessment rounds"), Permission.ASSESSMENT_VIEW, _ASK),
        MenuEntry("assessments.index", _l("Assessments"), Permission.ASSESSMENT_VIEW, _ASK),
        MenuEntry("reviews.index", _l("Review queue"), Permission.REVIEW_DECIDE, _ASK),
        MenuEntry("questionnaires.index", _l("Questionnaires"), Permission.QUESTIONNAIRE_VIEW, _ASK),
        MenuEntry("jobs.index", _l("Background jobs"), None, _ADMIN),
        MenuEntry("notifications.index", _l("Outbox"), Permission.OUTBOX_VIEW, _ADMIN),
        MenuEntry("accounts.people", _l("Users"), Permission.USER_EDIT, _ADMIN),
        MenuEntry("audit.index", _l("Audit log"), Permission.AUDIT_VIEW, _ADMIN),
    ]
