"""What the first screen calls its numbers and what moved them."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

CAUSES: dict[str, Any] = {
    "exposure_answers": _l("new answers"),
    "exposure_known": _l("assessed for the first time"),
    "exposure_links": _l("links and services that came or went"),
    "exposure_services": _l("which services count as critical"),
    "graded_new": _l("assessed for the first time"),
    "graded_fell": _l("fell to D or E"),
    "graded_recovered": _l("recovered"),
    "graded_left": _l("no longer counted"),
    "unknown_assessed": _l("assessed"),
    "unknown_left": _l("left the chain"),
    "unknown_came": _l("found in the chain"),
    "stale_went": _l("went stale"),
    "stale_renewed": _l("answered anew"),
    "unsupported_same": _l("answers and evidence of the same vendors"),
    "unsupported_others": _l("vendors assessed for the first time"),
}
NUMBERS: dict[str, Any] = {
    "exposure": _l("Exposure of what matters most"),
    "graded": _l("Critical and important vendors graded D or E"),
    "unknown": _l("Organizations in the chain without any result"),
    "stale": _l("Vendors whose result is stale"),
    "self-declared": _l("How much of the scores rests on self-declaration only"),
}
MEANING: dict[str, Any] = {
    "exposure": _l(
        "Exposure says how much of a supplier’s weakness can reach us, from 0 to 100 %: its own remaining risk and what"
        " its own suppliers add, each weighted by how much we depend on them. It is a measure to compare and to steer"
        " by, not the probability of an incident. The first figure counts only what is known; the second takes every"
        " organization that nobody has assessed at its worst."
    ),
    "graded": _l(
        "The grade says how far a vendor attains what its tier asks. D and E fall well short of it, or a critical"
        " question lies below its floor."
    ),
    "unknown": _l(
        "Somebody in the chain of our companies rests on them, and nobody has assessed them. They count as unknown,"
        " between no risk and their whole inherent risk; they are not counted as safe."
    ),
    "stale": _l("The answers are older than they may be. The score still counts, and says so."),
    "self-declared": _l(
        "The score counts all answers; the assured score counts each answer only as far as its evidence supports it."
        " The distance between them is what rests on the vendor’s own word. The number on the first screen is the"
        " mean of the last column."
    ),
}
