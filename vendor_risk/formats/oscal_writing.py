"""Our questionnaires as NIST OSCAL catalogues (JSON, model 1.1.2): sections are groups, questions are controls.

Ids and uuids are made of the questionnaire's own key, version and ids, so that the same version is the same file.
What the model has no place for (answers offered, weight, the other language) is in parts and props of a name space
of ours, as the model allows. https://pages.nist.gov/OSCAL-Reference/models/v1.1.2/catalog/json-definitions/
"""

from __future__ import annotations

import re
import uuid
from datetime import datetime

import orjson

from vendor_risk.content import fingerprint
from vendor_risk.domain.questionnaires import LANGUAGES, Lang, Question, Questionnaire, Section, Text
from vendor_risk.formats.kinds import offered
from vendor_risk.formats.plain import Names

OSCAL_VERSION = "1.1.2"
NAME_SPACE = "urn:vendor-risk:oscal"
_NAMES = uuid.UUID("6f1c1f2a-0d3b-5f0e-9a51-1b6f0f5a7c11")
_NO_TOKEN = re.compile(r"[^\w.-]", re.UNICODE)


def write(questionnaire: Questionnaire, lang: Lang, at: datetime) -> bytes:
    """The catalogue in `lang` with the other language beside it; `at` is when this version was made."""
    name = f"{questionnaire.key} {questionnaire.version} {lang} {fingerprint(questionnaire)}"
    other, names = _other(questionnaire, lang), Names(token)
    metadata: dict[str, object] = {
        "title": questionnaire.title.get(lang),
        "last-modified": at.isoformat(timespec="seconds"),
        "version": questionnaire.version,
        "oscal-version": OSCAL_VERSION,
        "props": [
            _prop("key", questionnaire.key),
            _prop("language", lang),
            *_in(other, "title", questionnaire.title),
        ],
    }
    if questionnaire.description and questionnaire.description.get(lang):
        metadata["remarks"] = questionnaire.description.get(lang)
    catalog = {
        "uuid": str(uuid.uuid5(_NAMES, name)),
        "metadata": metadata,
        "groups": [_group(questionnaire, section, lang, other, names) for section in questionnaire.sections],
    }
    return orjson.dumps({"catalog": catalog}, option=orjson.OPT_INDENT_2)


def _other(questionnaire: Questionnaire, lang: Lang) -> Lang | None:
    """The other language, where the questionnaire has both."""
    return None if questionnaire.language else next(other for other in LANGUAGES if other != lang)


def _group(
    questionnaire: Questionnaire, section: Section, lang: Lang, other: Lang | None, names: Names
) -> dict[str, object]:
    return {
        "id": names(f"section-{section.id}"),
        "class": "section",
        "title": section.title.get(lang),
        "props": [_prop("label", section.id, ours=False), *_in(other, "title", section.title)],
        "controls": [_control(questionnaire, question, lang, other, names) for question in section.questions],
    }


def _control(
    questionnaire: Questionnaire, question: Question, lang: Lang, other: Lang | None, names: Names
) -> dict[str, object]:
    control_id = names(question.id)
    title = (question.title or question.text).get(lang)
    parts = [_part(control_id, "smt", "statement", question.text.get(lang))]
    if question.help and question.help.get(lang):
        parts.append(_part(control_id, "gdn", "guidance", question.help.get(lang)))
    answers = offered(questionnaire, question, lang)
    if answers:
        inner = [{"name": "item", "ns": NAME_SPACE, "prose": answer} for answer in answers if answer]
        parts.append({"id": f"{control_id}_ans", "name": "answers", "ns": NAME_SPACE, "parts": inner})
    if other:
        prose = question.text.get(other)
        parts.append(
            {"id": f"{control_id}_{other}", "name": "translation", "ns": NAME_SPACE, "class": other, "prose": prose}
        )
    props = [
        _prop("label", question.id, ours=False),
        _prop("kind", question.kind.value),
        _prop("weight", f"{question.weight:g}"),
    ]
    props += [_prop("target", f"{level:g}", tier.value) for tier, level in question.targets.items()]
    return {"id": control_id, "class": "question", "title": title, "props": props, "parts": parts}


def _part(control_id: str, suffix: str, name: str, prose: str) -> dict[str, object]:
    return {"id": f"{control_id}_{suffix}", "name": name, "prose": prose}


def _in(other: Lang | None, name: str, text: Text) -> list[dict[str, str]]:
    return [_prop(name, text.get(other), other)] if other and text.get(other) else []


def _prop(name: str, value: str, kind: str = "", *, ours: bool = True) -> dict[str, str]:
    """A property: its value is one line without spaces around it, as the model demands."""
    prop = {"name": name, "value": " ".join(value.split()) or "-"}
    return prop | ({"ns": NAME_SPACE} if ours else {}) | ({"class": kind} if kind else {})


def token(name: str) -> str:
    """A name as the model's token: letters, figures, "." "-" "_", beginning with a letter or "_"."""
    plain = _NO_TOKEN.sub("_", name)
    return plain if plain[:1].isalpha() or plain.startswith("_") else f"q-{plain}"
