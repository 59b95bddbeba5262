"""Who can hurt us, through whom: the index, and one organization with its what-ifs."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _

from vendor_risk.exposure import link_views, map_views, pages, panels, picture_views, what_if_views
from vendor_risk.exposure.analysis.advice import What
from vendor_risk.exposure.blueprint import bp, node_or_404, shared, snapshot, worst_case
from vendor_risk.organizations.queries import contacts
from vendor_risk.permissions import Permission, requires

__all__ = ["bp", "link_views", "map_views", "picture_views", "what_if_views"]


@bp.get("/")
@requires(Permission.HEATMAP_VIEW)
def index() -> str:
    """The first screen: numbers, worst paths, best measures, unknown ones, concentration."""
    view = snapshot()
    page = pages.index(view, worst=worst_case())
    return render_template("exposure/index.html", **vars(page), **shared(view), since=panels.since(view))


def _what_labels() -> dict[What, str]:
    return {
        What.FAILS: _("If this organisation suffers an outage or breach"),
        What.LEAVES: _("If all contracts with this organisation end"),
        What.WEAKEST: _("If the weakest section reaches its target"),
        What.TARGET: _("If every target is reached, with evidence"),
    }


@bp.get("/organizations/<int:organization_id>")
@requires(Permission.HEATMAP_VIEW)
def node(organization_id: int) -> str:
    """One organization: who rests on it, whom it rests on, and what if."""
    view = snapshot()
    at, asked = node_or_404(view, organization_id), request.args.get("what", "")
    what = What(asked) if asked in set(What) else None
    return render_template(
        "exposure/node.html",
        **vars(pages.node(view, at, what, worst=worst_case())),
        **shared(view),
        what=what,
        what_labels=_what_labels(),
        contacts=contacts(organization_id)[:1] if not view.company[at] else [],
        organization_id=organization_id,
    )
