"""Further sheets of an own workbook, read beside the answers by features above: each registers itself here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from vendor_risk.assessments.models import Assessment
from vendor_risk.workbook import Workbook


@dataclass(frozen=True, slots=True)
class SheetChanges:
    """What a sheet would change, for a page: sentences of what is added, and faults by cell."""

    title: str
    added: Sequence[str] = ()
    faults: Sequence[str] = ()


class FurtherSheet(Protocol):
    """A sheet that a feature reads. Neither changes anything where the workbook does not have it."""

    def look(self, assessment: Assessment, workbook: Workbook) -> SheetChanges | None:
        """What taking the sheet over would change; None for nothing to say."""

    def take_over(self, assessment: Assessment, workbook: Workbook, *, at: datetime, actor: str) -> None:
        """Take it over. Never commits; Refused with a sentence."""


_sheets: list[FurtherSheet] = []


def register(sheet: FurtherSheet) -> None:
    """Let a sheet be read with every own workbook that comes back."""
    _sheets.append(sheet)


def further_sheets() -> Sequence[FurtherSheet]:
    """The sheets that features read, in the order in which they were registered."""
    return tuple(_sheets)


def changes(assessment: Assessment, workbook: Workbook) -> list[SheetChanges]:
    """What all of them would change."""
    return [found for sheet in _sheets if (found := sheet.look(assessment, workbook)) is not None]
