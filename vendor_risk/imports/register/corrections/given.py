"""What a person put right on a preview, as its form gives it. Sheets are named by their place in the mapping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vendor_risk.imports.register.corrections.fixes import RowDecision, RowStay

TAKE = "take"
"""A form's word for a row that is imported once it is complete."""
_LONGEST_REASON = 500


@dataclass(slots=True)
class GivenFixes:
    """Corrections by field of the form: `cell-0-12-country`, `drop-0-12-country`, `word-0-country-Atlantis`,
    `without-0-country-not_country`, `stay-0-12` and `why-0-12` (sheet, row, field, word or mistake).
    """

    cells: dict[tuple[int, int, str], str] = field(default_factory=dict)
    drops: set[tuple[int, int, str]] = field(default_factory=set)
    words: dict[tuple[int, str, str], str] = field(default_factory=dict)
    without: set[tuple[int, str, str]] = field(default_factory=set)
    rows: dict[tuple[int, int], RowDecision | None] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether the form had no field of these."""
        return not (self.cells or self.drops or self.words or self.without or self.rows)


def given_fixes(form: Mapping[str, str]) -> GivenFixes:
    """What the fields of a form say. ValueError for a field of that kind that cannot be one."""
    found = GivenFixes()
    for name, value in form.items():
        kind, _dash, rest = name.partition("-")
        text = "\n".join(value.splitlines()).strip()
        if kind in ("cell", "drop"):
            place, row, spot = _parts(rest, 3)
            if kind == "cell":
                found.cells[_number(place), _number(row), spot] = text
            else:
                found.drops.add((_number(place), _number(row), spot))
        elif kind == "word":
            place, spot, word = _parts(rest, 3)
            found.words[_number(place), spot, word] = text
        elif kind == "without":
            place, spot, code = _parts(rest, 3)
            found.without.add((_number(place), spot, code))
        elif kind == "stay":
            place, row = _parts(rest, 2)
            found.rows[_number(place), _number(row)] = _decision(text, form.get(f"why-{rest}", ""))
    return found


def _parts(text: str, number: int) -> list[str]:
    parts = text.split("-", number - 1)
    if len(parts) != number:
        raise ValueError(text)
    return parts


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise ValueError(text)
    return int(text)


def _decision(stay: str, why: str) -> RowDecision | None:
    return None if stay in ("", TAKE) else RowDecision(RowStay(stay), why.strip()[:_LONGEST_REASON])


def without_reason(rows: Iterable[RowDecision | None]) -> bool:
    """Whether a row is left out and nobody says why."""
    return any(one is not None and one.stay is RowStay.LEAVE and not one.reason for one in rows)
