"""A questionnaire as a JSON-able document and back: what the database keeps, and its fingerprint.

The document leaves out what equals its default, sorts sets and writes whole numbers as integers. So the fingerprint
stays the same when the domain gains an optional field, and two equal questionnaires never differ by notation.
`from_document(to_document(q)) == q` for every questionnaire whose numbers are finite.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from enum import Enum

import msgspec

from vendor_risk.content.errors import ContentError, ContentProblem
from vendor_risk.domain.documents import Json
from vendor_risk.domain.questionnaires import Questionnaire

_Defaults = tuple[tuple[str, object], ...]


def to_document(questionnaire: Questionnaire) -> dict[str, Json]:
    """The questionnaire as plain dicts, lists, texts and numbers, ready for JSON."""
    return _plain_fields(questionnaire)


def from_document(document: Mapping[str, object]) -> Questionnaire:
    """The questionnaire that `to_document` was given. ContentError when the document is not one."""
    try:
        return msgspec.convert(document, Questionnaire)
    except msgspec.ValidationError as error:
        raise ContentError([ContentProblem("stored questionnaire", "", str(error))]) from error


def fingerprint(questionnaire: Questionnaire) -> str:
    """SHA-256 (hex) of the document as canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(
        to_document(questionnaire), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _fields(kind: type) -> _Defaults:
    """(name, default) of each field; a field without default has MISSING."""
    found = []
    for field in dataclasses.fields(kind):
        default = field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
        found.append((field.name, default))
    return tuple(found)


def _plain(value: object) -> Json:
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return _plain_parts(value)


def _plain_parts(value: object) -> Json:
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted((_plain(item) for item in value), key=str)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return _plain_fields(value)


def _plain_fields(value: object) -> dict[str, Json]:
    pairs = ((name, getattr(value, name), default) for name, default in _fields(type(value)))
    return {name: _plain(item) for name, item, default in pairs if item != default}
