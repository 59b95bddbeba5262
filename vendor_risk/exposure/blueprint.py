"""The blueprint that the pages of exposure are registered with, and what all of them show: the chain as its reader sees
it.
"""

from __future__ import annotations

from flask import Blueprint, abort, request

from vendor_risk import web
from vendor_risk.engagements.categories import category_name
from vendor_risk.exposure import queries
from vendor_risk.exposure.analysis.answers import shown_gains
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.i18n import language, local_today

bp = Blueprint("exposure", __name__, url_prefix="/exposure")


def snapshot() -> Snapshot:
    """What the signed-in person sees of the chain."""
    return queries.snapshot(web.scope())


def worst_case() -> bool:
    """Whether the address asks for the worst case."""
    return request.args.get("case") == "worst"


def shared(view: Snapshot) -> dict[str, object]:
    """What every page of exposure receives."""
    return {
        "view": view,
        "today": local_today().toordinal(),
        "worst_case": worst_case(),
        "shown_gains": shown_gains,
        "category_name": lambda key: category_name(key, language()),
    }


def node_or_404(view: Snapshot, organization_id: int) -> int:
    """The node of an organization that is seen."""
    found = view.node_of(organization_id)
    return abort(404) if found is None else found
