"""Questions that need no answer because another one switched them off, told from those that were left blank."""

from __future__ import annotations

import re

from vendor_risk.reading.items import QuestionTable, SheetQuestion
from vendor_risk.reading.words.lexicon import Lexicon, normal

_LONGEST = 300


class SwitchedOff:
    """What the guidance beside the questions says is not required: whole sections by name, or single questions."""

    def __init__(self, tables: list[QuestionTable], lexicon: Lexicon) -> None:
        self._forms = lexicon.switched_off
        self._known: dict[str, re.Match[str] | None] = {"": None}
        self._sections: set[str] = set()
        self._items: set[int] = set()
        for table in tables:
            guidance = table.roles.columns.get("guidance")
            if guidance is not None:
                self._look(table, guidance)

    def _look(self, table: QuestionTable, guidance: int) -> None:
        sections = {normal(item.section) for item in table.items if not item.answer}
        for item in table.items:
            match = self._match(table.grid.texts[item.row][guidance])
            if match is None:
                continue
            if not match.re.groups:
                self._items.add(id(item))
                continue
            name = normal(match[1]).removeprefix("the ")
            self._sections |= {section for section in sections if section == name or section.startswith(name + " ")}

    def _match(self, text: str) -> re.Match[str] | None:
        if text not in self._known:
            found = (form.match(text) for form in self._forms if len(text) < _LONGEST)
            self._known[text] = next((match for match in found if match is not None), None)
        return self._known[text]

    def is_off(self, item: SheetQuestion, blank: bool) -> bool:
        """Whether the question was switched off; `blank` says that its answer is none."""
        if blank and not item.answer:
            return id(item) in self._items or normal(item.section) in self._sections
        match = self._match(item.answer) if item.calculated else None  # the form itself says so in place of an answer
        return match is not None and not match.re.groups
