"""What the pages of the crosswalks send."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from vendor_risk.web.ids import id_or_none


def chosen_levels(form: MultiDict[str, str]) -> Mapping[str, int | None]:
    """The ticked questions of ours, each with the level a person chose (None: as proposed)."""
    found: dict[str, int | None] = {}
    for question_id in form.getlist("take"):
        found[question_id] = id_or_none(form.get(f"level|{question_id}"))
    return found
