"""What the first screen calls its numbers and what moved them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

CAUSES: dict[str, str] = {
    "exposure_answers": _l("new answers and evidence"),
    "exposure_known": _l("assessed for the first time"),
    "exposure_questionnaire": _l("assessed with another questionnaire"),
    "exposure_weights": _l("changes in how strongly we depend on suppliers"),
    "exposure_links": _l("relationships and engagements added or removed"),
    "exposure_services": _l("changes in which engagements are critical"),
    "graded_new": _l("assessed for the first time"),
    "graded_fell": _l("fell to D or E"),
    "graded_recovered": _l("rose to C or better"),
    "graded_left": _l("no longer counted"),
    "graded_other": _l("assessed with another questionnaire"),
    "unknown_assessed": _l("now assessed"),
    "unknown_left": _l("left the supply chain"),
    "unknown_registered": _l("added to the register"),
    "unknown_joined": _l("joined the supply chain"),
    "unknown_lost": _l("now without a result"),
    "stale_went": _l("newly expired"),
    "stale_renewed": _l("reassessed"),
    "unsupported_same": _l("answers and evidence from the same vendors"),
    "unsupported_other": _l("assessed with another questionnaire"),
    "unsupported_others": _l("vendors assessed for the first time"),
}
