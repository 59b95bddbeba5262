"""Remembering how a layout was read, and reading the next file of that layout the same way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from vendor_risk.imports.models import ImportBatch, ImportKind
from vendor_risk.imports.profiles import actions as profile_actions
from vendor_risk.imports.register.corrections.fixes import SheetFixes
from vendor_risk.imports.register.corrections.sheet_rows import MENDED
from vendor_risk.imports.register.layouts.profile import (
    RegisterProfile,
    answers_with,
    fixes_with,
    mappings_with,
    profile_of,
)
from vendor_risk.imports.register.mapping import SheetMapping, propose
from vendor_risk.imports.register.plan import RegisterPlan
from vendor_risk.organizations.names import squeeze
from vendor_risk.workbook.model import Workbook

_LONGEST_WORD = 200


class KnownLayout(Struct, frozen=True):
    """How a file is read because one of its layout was imported before."""

    at: datetime
    number: int
    sheets: list[SheetMapping]
    answers: dict[str, str]
    fixes: dict[str, SheetFixes]
    home: int | None


def known(
    layout: str, company_id: int | None, workbooks: Sequence[Workbook], proposed: Sequence[SheetMapping]
) -> KnownLayout | None:
    """How this company read a file of this layout before; None when it has not."""
    found = profile_actions.matching(layout, company_id, ImportKind.REGISTER)
    if found is None:
        return None
    kept = msgspec.convert(found.settings, RegisterProfile, str_keys=True)
    if len(kept.sheets) != len(proposed):
        return None
    sheets = mappings_with(kept, workbooks, proposed)
    answers, fixes = answers_with(kept, sheets), fixes_with(kept, sheets)
    number = len(answers) + sum(one.number for one in fixes.values())
    return KnownLayout(found.updated_at, number, sheets, answers, fixes, kept.home)


def remember(
    batch: ImportBatch,
    workbooks: Sequence[Workbook],
    plan: RegisterPlan,
    layout: str,
    home: int | None,
    *,
    at: datetime,
    actor: str,
) -> None:
    """Keep how an imported file was read, for the next one of its layout. Files in our own layout need none."""
    mappings = plan.mappings
    if not layout or all(mapping.own or not mapping.table for mapping in mappings):
        return
    kept = profile_of(propose(workbooks), mappings, _answers(plan), _words(plan), home)
    settings: dict[str, object] = msgspec.to_builtins(kept, str_keys=True)
    profile_actions.keep(
        ImportKind.REGISTER, layout, batch.file_name, settings, company_id=batch.company_id, at=at, actor=actor
    )


def _answers(plan: RegisterPlan) -> dict[str, str]:
    """The answers, and the codes that vendors got whose rows have none: their names mean them from now on."""
    given = {}
    for row in plan.rows["vendors"]:
        name = row.line.text("name")
        if name and "code" in row.line.places and any(note.code == "code_given" for note in row.line.notes):
            given[f"same_vendor:{name}"] = str(row.values["code"])
    return {**plan.state.answers, **given}


def _words(plan: RegisterPlan) -> dict[str, dict[str, dict[str, str]]]:
    """What was put right, by sheet, field and squeezed text: for a whole column, or a text that could not be read.

    A text that says something by itself is right in another row of another month.
    """
    found = {name: {spot: dict(words) for spot, words in fixes.words.items()} for name, fixes in plan.fixes.items()}
    for rows in plan.rows.values():
        for row in rows:
            for note in row.line.notes:
                text = note.params.get("value", "")
                if note.code in MENDED and "unreadable" in note.params and 0 < len(text) <= _LONGEST_WORD:
                    read = note.params.get("read", "")
                    found.setdefault(note.sheet, {}).setdefault(note.spot, {})[squeeze(text)] = read
    return found
