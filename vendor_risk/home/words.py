"""What the first screen calls its numbers and what moved them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

CAUSES: dict[str, str] = {
    "exposure_answers": _l("new answers and evidence"),
    "exposure_known": _l("assessed for the first time"),
    "exposure_questionnaire": _l("assessed with another questionnaire"),
    "exposure_weights": _l("changes in how strongly we depend on suppliers"),
    "exposure_links": _l("relationships and services added or removed"),
    "exposure_services": _l("changes in which services are critical"),
    "graded_new": _l("assessed for the first time"),
    "graded_fell": _l("fell to D or E"),
    "graded_recovered": _l("rose to C or better"),
    "graded_left": _l("no longer counted"),
    "unknown_assessed": _l("now assessed"),
    "unknown_left": _l("left the supply chain"),
    "unknown_came": _l("newly found in the supply chain"),
    "stale_went": _l("newly expired"),
    "stale_renewed": _l("reassessed"),
    "unsupported_same": _l("answers and evidence from the same vendors"),
    "unsupported_others": _l("vendors assessed for the first time"),
}
NUMBERS: dict[str, str] = {
    "exposure": _l("Group exposure"),
    "graded": _l("Critical and important vendors graded D or E"),
    "unknown": _l("Unassessed organisations in the supply chain"),
    "stale": _l("Vendors with expired results"),
    "self-declared": _l("Points based on self-declared answers only"),
}
MEANING: dict[str, str] = {
    "exposure": _l(
        "Exposure shows how much of a supplier’s weakness can reach us, from 0 to 100%: its "
        "own residual risk and the risk its suppliers add, each weighted by how strongly we "
        "depend on them. It is a measure for comparison and decision-making, not the "
        "probability of an incident. The first figure counts only known risk; the second "
        "assumes the worst case for every unassessed organisation."
    ),
    "graded": _l(
        "The grade shows how far a vendor meets the requirements of its tier. D and E mean that the vendor "
        "falls well short of them, or that a key question is below its minimum level."
    ),
    "unknown": _l(
        "At least one of our companies depends on these organisations, directly or through "
        "others, but they have not been assessed. Their risk is counted as a range from zero "
        "to their full inherent risk; they are not treated as safe."
    ),
    "stale": _l("The answers are past their validity period. The score still counts, but is marked as expired."),
    "self-declared": _l(
        "The evidence-backed score counts only points supported by a document or stronger "
        "evidence; self-declared answers add nothing to it. The figure on the home page is the "
        "average difference between the score and the evidence-backed score."
    ),
}
