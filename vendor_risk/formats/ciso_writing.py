"""Our questionnaires as CISO Assistant libraries (YAML): sections are headings, questions are assessable nodes.

Both languages: the library is in one, its `translations` hold the other. Ids are made of ours, in the alphabet that the
program allows in a URN.
"""

from __future__ import annotations

import re
import unicodedata

from vendor_risk.content.untrusted_yaml import write_yaml
from vendor_risk.domain.questionnaires import LANGUAGES, Lang, Question, Questionnaire, Section, Text
from vendor_risk.formats.kinds import ciso_type, offered
from vendor_risk.formats.plain import Names

_PACKAGER = "vendor-risk"
_NO_URN = re.compile(r"[^a-z0-9_\-.\[\]():]")


def write(questionnaire: Questionnaire, lang: Lang) -> bytes:
    """The library in `lang`, with translations where the questionnaire has both languages."""
    return write_yaml(_Writer(questionnaire, lang).library())


class _Writer:
    def __init__(self, questionnaire: Questionnaire, lang: Lang) -> None:
        self.questionnaire, self.lang = questionnaire, lang
        self.others = () if questionnaire.language else tuple(other for other in LANGUAGES if other != lang)
        self.names = Names(suffix)
        self.ref = suffix(f"{questionnaire.key}-{questionnaire.version}")

    def library(self) -> dict[str, object]:
        q = self.questionnaire
        about = {
            "ref_id": self.ref,
            "name": q.title.get(self.lang),
            "description": q.description.get(self.lang) if q.description else q.title.get(self.lang),
        }
        translations = self.translations(name=q.title, description=q.description)
        return {
            "urn": self.urn("library"),
            "locale": self.lang,
            **about,
            "copyright": q.licence or q.source or "–",
            "version": int(re.match(r"\d*", q.version)[0] or 1),  # type: ignore[index]
            "provider": _PACKAGER,
            "packager": _PACKAGER,
            **translations,
            "objects": {
                "framework": {
                    "urn": self.urn("framework"),
                    **about,
                    **translations,
                    "requirement_nodes": [node for section in q.sections for node in self.nodes(section)],
                }
            },
        }

    def urn(self, kind: str, name: str = "") -> str:
        return f"urn:{_PACKAGER}:risk:{kind}:{self.ref}" + (f":{self.names(name)}" if name else "")

    def nodes(self, section: Section) -> list[dict[str, object]]:
        parent = self.urn("req_node", f"section-{section.id}")
        heading = {"urn": parent, "assessable": False, "depth": 1, "name": section.title.get(self.lang)}
        return [
            heading | self.translations(name=section.title, description=section.purpose),
            *(self.node(question, parent) for question in section.questions),
        ]

    def node(self, question: Question, parent: str) -> dict[str, object]:
        urn = self.urn("req_node", question.id)
        evidence = "\n".join(f"- {text.get(self.lang)}" for text in question.evidence)
        node: dict[str, object] = {
            "urn": urn,
            "assessable": True,
            "depth": 2,
            "parent_urn": parent,
            "ref_id": question.id,
            "name": question.title.get(self.lang) if question.title else None,
            "description": question.text.get(self.lang),
            "annotation": question.help.get(self.lang) if question.help else None,
            "typical_evidence": evidence or None,
        }
        found = {name: value for name, value in node.items() if value not in {None, ""}}
        found |= self.translations(name=question.title, description=question.text, annotation=question.help)
        return found | {"questions": {f"{urn}:question:1": self.question(question, f"{urn}:question:1")}}

    def question(self, question: Question, urn: str) -> dict[str, object]:
        answers = offered(self.questionnaire, question, self.lang)
        kind = ciso_type(question)
        found: dict[str, object] = {"type": kind, "text": question.text.get(self.lang)}
        if answers and kind in {"unique_choice", "multiple_choice"}:
            others = {other: offered(self.questionnaire, question, other) for other in self.others}
            found["choices"] = [
                {"urn": f"{urn}:choice:{place}", "value": answer}
                | _translated({other: {"value": texts[place - 1]} for other, texts in others.items()})
                for place, answer in enumerate(answers, start=1)
            ]
        return found | self.translations(text=question.text)

    def translations(self, **texts: Text | None) -> dict[str, object]:
        """The same texts in the other languages, where there are any."""
        return _translated(
            {
                other: {name: text.get(other) for name, text in texts.items() if text and text.get(other)}
                for other in self.others
            }
        )


def _translated(by_language: dict[object, dict[str, str]]) -> dict[str, object]:
    kept = {language: texts for language, texts in by_language.items() if texts}
    return {"translations": kept} if kept else {}


def suffix(name: str) -> str:
    """A name in the alphabet of a URN there: lower case, without accents, "_" for anything else."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace(" ", "-")
    return _NO_URN.sub("_", plain) or "_"
