"""Who can hurt us, through whom: the index, and one organization with its what-ifs."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask_babel import gettext as _
from flask_babel import to_user_timezone

from vendor_risk import web
from vendor_risk.database import now
from vendor_risk.engagements.categories import category_name
from vendor_risk.exposure import pages, queries
from vendor_risk.exposure.advice import What
from vendor_risk.exposure.snapshot import Snapshot
from vendor_risk.i18n import language
from vendor_risk.permissions import Permission, requires

bp = Blueprint("exposure", __name__, url_prefix="/exposure")


def snapshot() -> Snapshot:
    """What the signed-in person sees of the chain."""
    return queries.snapshot(web.scope())


def _case() -> bool:
    """Whether the address asks for the worst case."""
    return request.args.get("case") == "worst"


def shared(view: Snapshot) -> dict[str, Any]:
    """What every page of exposure is handed."""
    return {
        "view": view,
        "today": to_user_timezone(now()).date().toordinal(),
        "worst_case": _case(),
        "category_name": lambda key: category_name(key, language()),
    }


@bp.get("/")
@requires(Permission.HEATMAP_VIEW)
def index() -> str:
    """The first screen: numbers, worst paths, best measures, unknown ones, concentration."""
    view = snapshot()
    return render_template("exposure/index.html", **pages.index(view, worst=_case()), **shared(view))


def node_or_404(view: Snapshot, organization_id: int) -> int:
    """The node of an organization that is seen."""
    found = view.node_of(organization_id)
    return abort(404) if found is None else found


def _what_labels() -> dict[What, str]:
    return {
        What.FAILS: _("It fails"),
        What.LEAVES: _("It leaves"),
        What.WEAKEST: _("Its weakest section reaches its target"),
        What.TARGET: _("It reaches every target, with evidence"),
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
        **pages.node(view, at, what, worst=_case()),
        **shared(view),
        what=what,
        what_labels=_what_labels(),
        organization_id=organization_id,
    )


from vendor_risk.exposure import map_views, picture_views  # noqa: E402, F401 - add their pages to `bp`
