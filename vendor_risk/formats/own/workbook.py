"""Our own workbook: made for one assessment, filled in by a vendor, read back without loss.

It carries its identity in a hidden sheet: which assessment and questionnaire version, and for each question the version
of the answer as it was when the workbook was made, so that a later change on the web is seen as a conflict. A keyed
signature covers that, so a workbook cannot be turned into another vendor's. No weight and no score is inside.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from msgspec import Struct

from vendor_risk.domain.questionnaires import AnswerState, AnswerValue, Questionnaire
from vendor_risk.formats.own import words
from vendor_risk.formats.own.answers import to_cell
from vendor_risk.formats.own.kinds import OWN_KINDS
from vendor_risk.formats.own.labels import label
from vendor_risk.formats.own.tables import cells_of
from vendor_risk.formats.own.template import ANSWER, COMMENT, EVIDENCE, META_FIXED, NA_REASON, TITLE_CELL, build
from vendor_risk.workbook.model import Workbook, plain

MARK = "vendor_risk questionnaire"
FORMAT = 1
ACTIVE = frozenset({"macros", "links", "controls"})
"""Notes of what we never put in: nobody needs it to answer, so a workbook of ours that carries it is not taken."""


class OwnAnswer(Struct, frozen=True, gc=False):
    """One answer as the workbook carries it; `version` is that of the stored answer (0: none yet).

    A Struct, as what follows by row: three hundred of each are made for one workbook, in a fifth of a dataclass's time.
    """

    state: AnswerState = AnswerState.BLANK
    value: AnswerValue = None
    comment: str = ""
    na_reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook says it is. `versions` maps question ids to the answer versions it was made from."""

    assessment_id: int
    questionnaire_key: str
    questionnaire_version: str
    language: str
    serial: str
    versions: Mapping[str, int]

    @property
    def reference(self) -> str:
        """The same as a person sees it on the first line of the sheet, in letters that every encoding has."""
        return f"[{self.assessment_id} / {self.questionnaire_key} {self.questionnaire_version}]"

    def signature(self, key: str) -> str:
        """The keyed signature over everything above."""
        content = json.dumps(
            [
                FORMAT,
                self.assessment_id,
                self.questionnaire_key,
                self.questionnaire_version,
                self.language,
                self.serial,
                sorted(self.versions.items()),
            ]
        )
        return hmac.new(key.encode(), content.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first sheet tells: who asks whom, until when."""

    asked_by: str
    organization: str
    due_on: date | None


class NotOwnError(ValueError):
    """The file is not one of our workbooks, or its hidden part was changed; `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def make(
    questionnaire: Questionnaire,
    answers: Mapping[str, OwnAnswer],
    identity: Identity,
    key: str,
    cover: Cover,
    *,
    closed: frozenset[str] = frozenset(),
    evidence: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """The workbook (xlsx) of one assessment with its present answers. `closed` questions cannot be changed.

    `evidence` says by question where it can be seen, a line each.
    """
    lang = identity.language
    template = build(questionnaire, lang, closed)
    cells: dict[str, str | float] = {}
    tables: dict[str, str | float] = {}
    for question_id, answer in answers.items():
        row = template.rows[question_id]
        question = questionnaire.by_id[question_id]
        scale = questionnaire.scales.get(question.scale_id or "")
        cells[f"{ANSWER}{row}"] = to_cell(question, scale, answer.state, answer.value, lang)
        cells[f"{COMMENT}{row}"] = answer.comment
        cells[f"{NA_REASON}{row}"] = answer.na_reason
        if OWN_KINDS[question.kind].in_tables:
            tables |= cells_of(question, answer.value, template.table_rows[question_id], lang)
    for question_id, lines in (evidence or {}).items():
        cells[f"{EVIDENCE}{template.rows[question_id]}"] = "\n".join(lines)
    title = f"{questionnaire.title.get(lang)} - {cover.asked_by} / {cover.organization} {identity.reference}"
    cells[TITLE_CELL] = title
    due = format_date(cover.due_on, "long", locale=lang) if cover.due_on else "–"
    values = (cover.asked_by, cover.organization, due, label(questionnaire.title, lang), str(len(template.rows)))
    guide = {f"B{row}": value for row, value in enumerate(values, start=3)}
    return template.fill(guide, cells, _meta(identity, key), tables)


def _meta(identity: Identity, key: str) -> dict[str, str | float]:
    fixed = (
        ("mark", MARK),
        ("format", str(FORMAT)),
        ("assessment", str(identity.assessment_id)),
        ("questionnaire", identity.questionnaire_key),
        ("version", identity.questionnaire_version),
        ("language", identity.language),
        ("serial", identity.serial),
        ("signature", identity.signature(key)),
    )
    cells: dict[str, str | float] = {}
    pairs = (*fixed, *((question_id, str(version)) for question_id, version in identity.versions.items()))
    for row, (name, value) in enumerate(pairs, start=1):
        cells[f"A{row}"], cells[f"B{row}"] = name, value
    return cells


def has_identity(workbook: Workbook) -> bool:
    """Whether the workbook has the hidden sheet that says what it was made for."""
    meta = workbook.sheet(words.META)
    return meta is not None and meta.text(1, 2) == MARK


def read_identity(workbook: Workbook) -> tuple[Identity, str]:
    """Which assessment a workbook belongs to, and the signature it carries; NotOwnError when it is none of ours."""
    meta = workbook.sheet(words.META)
    if meta is None or meta.text(1, 2) != MARK:
        raise NotOwnError("not_own")
    if meta.text(2, 2) != str(FORMAT):
        raise NotOwnError("other_format")
    if ACTIVE.intersection(workbook.notes):
        raise NotOwnError("active")
    try:
        pairs = [(plain(cells[0]), plain(cells[1])) for cells in meta.rows[META_FIXED:] if len(cells) > 1]
        versions = {question_id: int(version) for question_id, version in pairs if question_id}
        identity = Identity(
            int(meta.text(3, 2)), meta.text(4, 2), meta.text(5, 2), meta.text(6, 2), meta.text(7, 2), versions
        )
    except ValueError:
        raise NotOwnError("changed") from None
    return identity, meta.text(8, 2)
