"""Which questionnaire is this? By the forms of its ids and the words of its titles, never by its texts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vendor_risk.reading.items import SheetQuestion
from vendor_risk.reading.layout.grid import SheetGrid
from vendor_risk.reading.words.lexicon import Lexicon, QuestionnaireFamily, normal

_SAMPLE = 60  # ids of one questionnaire look alike: so many show whose they are


@dataclass(frozen=True)
class Recognised:
    """A known questionnaire: family, version as far as it can be told, how sure (0–1), and how its authors score it."""

    family: str
    name: str
    version: str
    confidence: float
    scheme: str = "attainment"
    na_leaves: bool = False  # "not applicable" leaves the sum, as its authors have it


def recognise(
    grids: list[SheetGrid],
    items: list[SheetQuestion],
    lexicon: Lexicon,
    file: str,
    headings: frozenset[str] = frozenset(),
) -> Recognised | None:
    """The family a workbook belongs to, None when nothing fits well enough. `headings` stand above its questions."""
    titles = _titles(grids, file)
    joined = [(weight, "\n".join(text for own, text in titles if own == weight)) for weight in (1.0, 0.6, 0.5)]
    ids = [item.id for item in items if item.own_id]
    best: tuple[float, QuestionnaireFamily, float] | None = None
    known = headings | {normal(grid.name) for grid in grids}
    for family in lexicon.families:
        named = max((weight for weight, text in joined for word in family.titles if _has(text, word)), default=0.0)
        alike = sum(word in known for word in family.headings) / len(family.headings) if family.headings else 0.0
        if family.together and not named and alike < 0.75:
            continue
        share = _share(ids, family)
        score = 0.55 * named + 0.45 * share + (0.35 * alike if alike >= 0.5 else 0.0)
        if score < 0.4:
            continue
        if best is None or score > best[0]:
            best = score, family, share
    if best is None:
        return None
    score, family, _ = best
    version = _version(family, titles, ids)
    leaves = any(part.startswith(family.na_leaves) for part in version.split()) if family.na_leaves else False
    return Recognised(family.key, family.name, version, round(min(score, 1.0), 2), family.scheme, leaves)


def _has(text: str, word: str) -> bool:
    if word not in text:
        return False
    if len(word) > 5 or not word.isascii():
        return True
    return re.search(rf"(?<![a-z]){re.escape(word)}", text) is not None


def _titles(grids: list[SheetGrid], file: str) -> list[tuple[float, str]]:
    """Where a questionnaire says its name: sheet names, first rows, and (less) the file's name."""
    found = {(1.0, normal(grid.name)): None for grid in grids}
    for grid in grids:
        for row in grid.texts[:4]:
            found.update({(1.0, normal(text)): None for text in row if text and len(text) <= 200})
        for row in grid.texts[4:20]:
            found.update({(0.6, normal(text)): None for text in row if text and len(text) <= 120})
    found[0.5, normal(file)] = None
    return list(found)


def _share(ids: list[str], family: QuestionnaireFamily) -> float:
    if not ids or not family.ids:
        return 0.0
    ids = ids[:: max(len(ids) // _SAMPLE, 1)]
    fitting = sum(1 for text in ids if any(form.fullmatch(text.strip("* ")) for form in family.ids))
    return fitting / len(ids)


def _version(family: QuestionnaireFamily, titles: list[tuple[float, str]], ids: list[str]) -> str:
    version = ""
    if family.version is not None:
        about = [text for _, text in titles if any(_has(text, word) for word in family.titles)]
        others = [text for weight, text in titles if weight >= 1.0 and len(text) <= 40]
        for text in [*about, *others]:
            if any(form.fullmatch(text.upper()) for form in family.ids):
                continue  # an id, not a title
            match = family.version.search(text)
            number = next((group for group in match.groups() if group), "") if match else ""
            if len(number) > len(version) and (not version or number.startswith(version)):
                version = number
    if not version:
        for edition, forms in family.by_id.items():
            if any(form.match(text) for text in ids for form in forms):
                version = edition
    names = [text for weight, text in titles if weight >= 1.0 and any(_has(text, word) for word in family.titles)]
    for edition, words in family.editions.items():
        if any(word in text for text in names for word in words):
            return f"{edition} {version}".strip()
    return version
