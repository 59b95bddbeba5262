"""What goes through the pipe to the process that reads workbooks, and back. Nothing in it can run; an answer of
another shape is no answer (msgspec refuses to decode it).
"""

from __future__ import annotations

from msgspec import Struct, field

from vendor_risk.workbook.model import Box, Value

Place = tuple[int, int]
"""A cell: row and column, from 1."""


class ReadRequest(Struct, frozen=True):
    """A file, by the name its refusal is to say."""

    name: str
    data: bytes


class FoundSheet(Struct, omit_defaults=True):
    """A sheet as plain values, with the facts its format tells. `validations` are areas and a place in `offered`:
    each list of answers goes through the pipe once.
    """

    name: str
    rows: list[list[Value]]
    hidden: bool
    knows_formulas: bool
    merged: list[Box] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: list[Place] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    comments: list[tuple[int, int, str]] = field(default_factory=list)
    struck: list[tuple[int, int, str]] = field(default_factory=list)
    percents: list[Place] = field(default_factory=list)
    offered: list[tuple[str, ...]] = field(default_factory=list)
    validations: list[tuple[tuple[Box, ...], int]] = field(default_factory=list)


class FoundWorkbook(Struct):
    """A workbook as plain values."""

    name: str
    kind: str
    sheets: list[FoundSheet]
    notes: list[str]
    details: dict[str, dict[str, str]]
    encoding: str = ""


class ReadAnswer(Struct, omit_defaults=True):
    """The workbook, or why there is none: the code and what its sentence names. `fault`: of ours, for the log."""

    workbook: FoundWorkbook | None = None
    refused: str = ""
    params: dict[str, str] = field(default_factory=dict)
    fault: str = ""
