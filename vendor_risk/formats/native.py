"""Our own JSON: a questionnaire with everything it holds, in both languages, and read back without loss."""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from vendor_risk.content import from_document, to_document
from vendor_risk.content.errors import ContentError
from vendor_risk.domain.questionnaires import Lang, Questionnaire
from vendor_risk.formats.kinds import offered
from vendor_risk.formats.listing import Listing, ListingItem
from vendor_risk.formats.plain import mapping

FORMAT = "vendor_risk questionnaire"
SCHEMA = 1


def write(questionnaire: Questionnaire) -> bytes:
    """The questionnaire as JSON in UTF-8; `questionnaire_of` is the inverse."""
    document = {"format": FORMAT, "schema": SCHEMA, "questionnaire": to_document(questionnaire)}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


def is_questionnaire(document: object) -> bool:
    """Whether a JSON document is one that `write` made."""
    found = mapping(document)
    return found.get("format") == FORMAT and isinstance(found.get("questionnaire"), Mapping)


def questionnaire_of(data: bytes) -> Questionnaire | None:
    """The questionnaire in a file that `write` made; None for any other, or when it was damaged."""
    try:
        document = orjson.loads(data)
        return from_document(document["questionnaire"]) if is_questionnaire(document) else None
    except (orjson.JSONDecodeError, ContentError):
        return None


def read(document: object) -> Listing:
    """The questions as a plain list, in the questionnaire's language (English where it has both)."""
    try:
        found = from_document(mapping(mapping(document).get("questionnaire")))
    except ContentError:
        return Listing("", ())
    return listing(found, found.language or "en")


def listing(questionnaire: Questionnaire, lang: Lang) -> Listing:
    """The questions as a plain list in one language."""
    items = tuple(
        ListingItem(
            question.id,
            section.title.get(lang),
            question.text.get(lang),
            question.help.get(lang) if question.help else "",
            offered(questionnaire, question, lang),
        )
        for section in questionnaire.sections
        for question in section.questions
    )
    return Listing(questionnaire.title.get(lang), items)
