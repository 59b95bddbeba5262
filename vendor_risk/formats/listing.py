"""A list of questions, whatever program it comes from, and the sheet it is looked at and corrected as."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from vendor_risk.workbook.limits import MAX_ROWS
from vendor_risk.workbook.model import Box, Validation, Value, Workbook, WorkbookSheet
from vendor_risk.workbook.text import clean

HEAD = ("ID", "Section", "Question", "Guidance", "Answer", "Comment")
IMPLEMENTED = ("Implemented", "Partially implemented", "Not implemented", "Not applicable")
"""What a requirement of a framework can be answered by, where the framework itself says nothing."""
_ANSWER = HEAD.index("Answer") + 1
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class ListingItem:
    """One question. `options` are the answers it offers; empty: answered in words."""

    id: str
    section: str
    text: str
    guidance: str = ""
    options: tuple[str, ...] = ()
    answer: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A questionnaire of another program."""

    title: str
    items: tuple[ListingItem, ...]


def to_workbook(listing: Listing, name: str, kind: str, sha256: str) -> Workbook:
    """The list as a workbook of one sheet, with a drop-down where a question offers answers."""
    rows: list[list[Value]] = [list(HEAD)]
    offered: dict[tuple[str, ...], list[Box]] = defaultdict(list)
    for row, item in enumerate(listing.items[: MAX_ROWS - 1], start=2):
        texts = (item.id, item.section, item.text, item.guidance, item.answer, item.comment)
        rows.append([clean(text) for text in texts])
        if item.options:
            offered[item.options].append((row, _ANSWER, row, _ANSWER))
    validations = tuple(Validation(tuple(_joined(boxes)), options) for options, boxes in offered.items())
    title = clean(listing.title).translate(_FORBIDDEN).strip()[:60] or "Questionnaire"
    return Workbook(name, kind, [WorkbookSheet(title, rows, validations=validations)], sha256=sha256, encoding="utf-8")


def listing_title(workbook: Workbook) -> str:
    """The title of a workbook that `to_workbook` made; "" for any other."""
    first = workbook.sheets[0] if len(workbook.sheets) == 1 else None
    return first.name if first is not None and tuple(first.rows[:1] and first.rows[0]) == HEAD else ""


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of one cell each, those below each other as one."""
    found: list[Box] = []
    for box in boxes:
        if found and found[-1][2] == box[0] - 1:
            found[-1] = (found[-1][0], box[1], box[2], box[3])
        else:
            found.append(box)
    return found
