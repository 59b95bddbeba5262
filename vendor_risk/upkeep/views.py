"""Looking after the register: pages, by what they are about; what stands on the pages of engagements and vendors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import Flask, has_request_context

from vendor_risk import web
from vendor_risk.config import Config
from vendor_risk.imports.register.preview.endings import HangingSums, register_counting
from vendor_risk.organizations import panels
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Permission, Scope
from vendor_risk.upkeep import engagement_views, queries, vendor_views
from vendor_risk.upkeep.blueprint import bp
from vendor_risk.upkeep.hanging_queries import hanging
from vendor_risk.upkeep.models import EngagementClosing
from vendor_risk.upkeep.undo import views as undo_views
from vendor_risk.upkeep.words import closing_states

__all__ = ["bp", "engagement_views", "undo_views", "vendor_views"]


def _panel(organization: Organization) -> panels.Panel | None:
    """The closing lists of a vendor's ended engagements that have something left to do; nothing without any."""
    rows = queries.open_closings(web.scope(), organization.id)
    return panels.Panel("upkeep/_panel.html", {"rows": rows, "states": closing_states()}) if rows else None


def closing_of(engagement_id: int) -> EngagementClosing | None:
    """The closing list of an ended engagement, for its page."""
    return queries.closing(web.scope(Permission.REGISTER_VIEW), engagement_id) if has_request_context() else None


def init_app(app: Flask, _config: Config) -> None:
    """Let the page of an engagement show its closing list."""
    app.jinja_env.globals.update(closing_of=closing_of, closing_states=closing_states)


def _sums(edit: Scope, issue: Scope, ids: Sequence[int], at: datetime) -> HangingSums:
    """What hangs on the vendors that a register import ends."""
    found = hanging(edit, issue, ids, at).values()
    return HangingSums(
        *(sum(getattr(one, name) for one in found) for name in ("engagements", "running", "links", "findings"))
    )


register_counting(_sums)
panels.register(_panel, order=11)
