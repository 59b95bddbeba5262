"""Results and answers as compact bytes, so that a page can read ten thousand of them by joining blobs.

Every blob starts with eight bytes: "VR", what it holds, the version of its layout, and a count. Little-endian
throughout. Reading many blobs of one shape is one join and one view, without a loop over rows.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.documents import Json
from vendor_risk.domain.questionnaires import Answer, AnswerState, EvidenceGrade, NaDecision, given_value

_HEADER = struct.Struct("<2sBBI")
_MAGIC = b"VR"
_VERSION = 2
_SECTIONS, _CONTRIBUTIONS, _LEVELS, _LEVELS_EXACT, _ANSWERS = range(1, 6)
SECTION_FIELDS = ("score", "assured", "available", "unknown", "blank", "backed")
"""Columns of packed sections: scores 0–100 (NaN: no score), points of the overall score, two counts, and the
evidence-backed part of the score.
"""
CONTRIBUTION_FIELDS = ("level", "target", "points", "assured_points", "available", "backed_points")
"""Columns of packed contributions; level is NaN where the question leaves both sums."""
_STEPS_PER_LEVEL = 40  # 0.025 of a level: whole, half, quarter and tenth levels fit one byte exactly
_MAX_DOCUMENT = 32 * 1024 * 1024


class UnreadableBlobError(ValueError):
    """Bytes that are not what they should be: foreign, cut off, or of a layout this version does not know."""


def _head(kind: int, count: int) -> bytes:
    return _HEADER.pack(_MAGIC, kind, _VERSION, count)


def _count(blob: bytes, kind: int) -> int:
    if len(blob) < _HEADER.size:
        raise UnreadableBlobError("too short for a header")
    magic, found, version, count = _HEADER.unpack_from(blob)
    if (magic, found, version) != (_MAGIC, kind, _VERSION):
        raise UnreadableBlobError(f"expected kind {kind} version {_VERSION}, found {magic!r} {found} {version}")
    return int(count)


def _body(blob: bytes, kind: int, width: int) -> tuple[int, memoryview]:
    count = _count(blob, kind)
    body = memoryview(blob)[_HEADER.size :]
    if len(body) != count * width:
        raise UnreadableBlobError(f"{count} entries of {width} bytes announced, {len(body)} bytes found")
    return count, body


def pack_sections_rows(rows: NDArray[np.float64]) -> list[bytes]:
    """The section scores of many results as float32, from n × sections × SECTION_FIELDS.

    Give the sections of the whole questionnaire, not of the tailored one (NaN where a result has no such section), so
    that all rows of a heatmap have one shape.
    """
    head = _head(_SECTIONS, rows.shape[1])
    return [head + row.tobytes() for row in rows.astype("<f4")]


def unpack_sections_many(blobs: Sequence[bytes]) -> NDArray[np.float32]:
    """n × sections × SECTION_FIELDS from blobs of one questionnaire; (0, 0, 6) without any.

    Raises UnreadableBlobError when one is foreign, cut off, or of another shape than the first.
    """
    if not blobs:
        return np.empty((0, 0, len(SECTION_FIELDS)), dtype=np.float32)
    count, _ = _body(blobs[0], _SECTIONS, 4 * len(SECTION_FIELDS))
    joined, size = b"".join(blobs), len(blobs[0])
    if len(joined) != size * len(blobs):
        raise UnreadableBlobError("section scores of different questionnaires")
    rows = np.frombuffer(joined, dtype=np.uint8).reshape(len(blobs), size)
    if not (rows[:, : _HEADER.size] == rows[0, : _HEADER.size]).all():
        raise UnreadableBlobError("section scores of different questionnaires")
    values = np.ascontiguousarray(rows[:, _HEADER.size :]).view("<f4")
    return values.reshape(len(blobs), count, len(SECTION_FIELDS)).astype(np.float32, copy=False)


def pack_contributions_rows(rows: NDArray[np.float64], asked: NDArray[np.bool_]) -> list[bytes]:
    """The contributions of many results as float64, exact, so that they still sum to the scores: from n × questions ×
    CONTRIBUTION_FIELDS, of which the `asked` ones are kept.
    """
    rows = rows.astype("<f8", copy=False)
    numbers = asked.sum(axis=1)
    return [
        _head(_CONTRIBUTIONS, int(number)) + row[kept].tobytes()
        for row, kept, number in zip(rows, asked, numbers, strict=True)
    ]


def unpack_contributions(blob: bytes) -> NDArray[np.float64]:
    """questions × CONTRIBUTION_FIELDS. Raises UnreadableBlobError."""
    count, body = _body(blob, _CONTRIBUTIONS, 8 * len(CONTRIBUTION_FIELDS))
    return np.frombuffer(body, dtype="<f8").reshape(count, len(CONTRIBUTION_FIELDS)).astype(np.float64, copy=False)


def pack_levels(levels: NDArray[np.float64], grades: NDArray[np.uint8]) -> bytes:
    """One row of a level matrix with its evidence (`level_matrix.encode`): one byte each where that is exact.

    A level that no fortieth hits (a table may say 10/3) makes the row use eight bytes per level instead.
    """
    steps = np.where(levels < 0, 256 + levels, np.rint(levels * _STEPS_PER_LEVEL)).astype(np.uint8)
    exact = bool((_levels_of(steps) == levels).all())
    body = steps.tobytes() if exact else levels.astype("<f8").tobytes()
    return _head(_LEVELS if exact else _LEVELS_EXACT, len(levels)) + grades.tobytes() + body


def _levels_of(steps: NDArray[np.uint8]) -> NDArray[np.float64]:
    wide = steps.astype(np.float64)
    return np.where(wide > 5 * _STEPS_PER_LEVEL, wide - 256, wide / _STEPS_PER_LEVEL)


def unpack_levels_many(blobs: Sequence[bytes]) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """Level and evidence matrices (n × q) from rows of one questionnaire. Raises UnreadableBlobError."""
    if not blobs:
        return np.empty((0, 0)), np.empty((0, 0), dtype=np.uint8)
    count, size = _HEADER.unpack_from(blobs[0])[3] if len(blobs[0]) >= _HEADER.size else 0, len(blobs[0])
    if size == _HEADER.size + 2 * count and all(len(blob) == size for blob in blobs):
        rows = np.frombuffer(b"".join(blobs), dtype=np.uint8).reshape(len(blobs), size)
        if (rows[:, : _HEADER.size] == np.frombuffer(_head(_LEVELS, count), dtype=np.uint8)).all():
            split = _HEADER.size + count
            return _levels_of(rows[:, split:]), np.ascontiguousarray(rows[:, _HEADER.size : split])
    pairs = [_unpack_levels(blob) for blob in blobs]
    if len({len(levels) for levels, _ in pairs}) > 1:
        raise UnreadableBlobError("levels of different questionnaires")
    return np.stack([levels for levels, _ in pairs]), np.stack([grades for _, grades in pairs])


def _unpack_levels(blob: bytes) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    exact = len(blob) > 2 and blob[2] == _LEVELS_EXACT
    count, body = _body(blob, _LEVELS_EXACT if exact else _LEVELS, 9 if exact else 2)
    grades = np.frombuffer(body[:count], dtype=np.uint8)
    if exact:
        return np.frombuffer(body[count:], dtype="<f8").astype(np.float64, copy=False), grades
    return _levels_of(np.frombuffer(body[count:], dtype=np.uint8)), grades


def pack_answers(answers: Mapping[str, Answer]) -> bytes:
    """Answers as scoring sees them, losslessly: compressed JSON, a list per answer, sorted by question id."""
    rows = [
        [
            a.question_id,
            a.state.value,
            a.value,
            a.grade.value,
            a.na_decision.value,
            a.override_level,
            a.given_on.isoformat() if a.given_on else None,
        ]
        for _, a in sorted(answers.items())
    ]
    document = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
    return _head(_ANSWERS, len(rows)) + zlib.compress(document, 6)


def unpack_answers(blob: bytes) -> dict[str, Answer]:
    """The answers by question id. Raises UnreadableBlobError."""
    count = _count(blob, _ANSWERS)
    try:
        reader = zlib.decompressobj()
        rows = json.loads(reader.decompress(blob[_HEADER.size :], _MAX_DOCUMENT))
        answers = {row[0]: _answer(row) for row in rows}
    except (zlib.error, ValueError, TypeError, LookupError) as error:
        raise UnreadableBlobError("damaged answers") from error
    if len(answers) != count or not reader.eof:
        raise UnreadableBlobError("answers are missing")
    return answers


def _answer(row: tuple[str, str, Json, str, str | bool, float | None, str | None]) -> Answer:
    question_id, state, value, grade, decision, override, given_on = row
    day = date.fromisoformat(given_on) if isinstance(given_on, str) else None
    if isinstance(decision, bool):  # written before claims were told from accepted ones
        decision = NaDecision.REFUSED if decision else NaDecision.CLAIMED
    return Answer(
        question_id, AnswerState(state), given_value(value), EvidenceGrade(grade), NaDecision(decision), override, day
    )
