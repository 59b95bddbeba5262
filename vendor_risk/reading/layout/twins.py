"""Sheets that repeat others. The sheet a person filled in wins; the others are named, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from vendor_risk.reading.items import QuestionTable, SheetQuestion
from vendor_risk.reading.words.lexicon import Lexicon, normal

_SAME = 0.5
_FEWEST = 5
_ENOUGH = 100  # shared questions that show whose they are


@dataclass(frozen=True)
class Twin:
    """`table` repeats `original`, told by `reason` (a code of evidence.py)."""

    table: QuestionTable
    original: QuestionTable
    reason: str


def find_twins(tables: list[QuestionTable], lexicon: Lexicon) -> list[Twin]:
    """The tables that repeat others: one other table, or (a report over several sheets) several together."""
    ranked = sorted(tables, key=lambda table: _worth(table, lexicon), reverse=True)
    known_ids: dict[str, SheetQuestion] = {}
    known_texts: dict[str, QuestionTable] = {}
    homes: dict[int, QuestionTable] = {}  # of known items
    twins: list[Twin] = []
    kept: list[QuestionTable] = []
    for table in ranked:
        ids, texts = _keys(table)
        reason = None
        if _overlap(ids, texts, known_ids, known_texts) >= _SAME:
            original = _original(ids, texts, known_ids, known_texts, homes)
            reason = _reason(table, original, known_ids, lexicon)
            if reason is not None:
                twins.append(Twin(table, original, reason))
        elif (other := _translated(table, kept)) is not None:
            reason = "twin_no_answers"
            twins.append(Twin(table, other, reason))
        if reason is None:
            kept.append(table)
            for key, item in ids.items():
                known_ids.setdefault(key, item)
                homes[id(item)] = table
            for text in texts:
                known_texts.setdefault(text, table)
    return twins


def _translated(table: QuestionTable, kept: list[QuestionTable]) -> QuestionTable | None:
    """The answered sheet of which this one is the same form in another language, left blank; None when it is none."""
    if any(item.answer for item in table.items):
        return None
    ids = [item.id for item in table.items if item.own_id]
    plain = all(key.isdigit() for key in ids)  # numbers alone prove nothing within one language
    for other in kept:
        same = ids == [item.id for item in other.items if item.own_id] and len(ids) >= _FEWEST
        if same and other.answered and table.roles.columns.get("answer") == other.roles.columns.get("answer"):
            apart = _foreign(table) != _foreign(other)
            if apart or not plain:
                return other
    return None


def _foreign(table: QuestionTable) -> bool:
    """Whether most of the questions are in a script other than the Latin one."""
    return sum(item.question[:1] > "\u024f" for item in table.items) * 2 > len(table.items)


def _original(
    ids: dict[str, SheetQuestion],
    texts: set[str],
    known_ids: dict[str, SheetQuestion],
    known_texts: dict[str, QuestionTable],
    homes: dict[int, QuestionTable],
) -> QuestionTable:
    """Of the tables that are repeated, the one with the most of the questions."""
    met: dict[int, tuple[int, QuestionTable]] = {}
    shared = [homes[id(known_ids[key])] for key in ids if key in known_ids]
    for table in (shared or [known_texts[text] for text in sorted(texts & known_texts.keys())])[:_ENOUGH]:
        met[id(table)] = (met.get(id(table), (0, table))[0] + 1, table)
    return max(met.values(), key=lambda often: often[0])[1]


def _worth(table: QuestionTable, lexicon: Lexicon) -> tuple[float, ...]:
    name = normal(table.grid.name)
    calculated = sum(1 for item in table.items if item.calculated)
    typed = table.answered
    spare = any(word in name for word in lexicon.twin_sheets)
    return (
        float(table.answerable and calculated * 2 <= len(table.items)),
        float(not _scores(table)),
        float(not table.grid.hidden),
        float(not spare),
        float(typed > 0),
        float(sum(1 for item in table.items if item.options)) / max(len(table.items), 1),
        float(typed),
        float(len(table.items)),
    )


def _scores(table: QuestionTable) -> bool:
    """Whether the table is there to score answers: it says which one is preferred, and what it weighs."""
    return "preferred" in table.roles.columns and "weight" in table.roles.others


def _keys(table: QuestionTable) -> tuple[dict[str, SheetQuestion], set[str]]:
    ids = {normal(item.id).replace(" ", ""): item for item in table.items if item.own_id}
    texts = {normal(item.question)[:80] for item in table.items if len(item.question) > 12}
    return ids, texts


def _overlap(
    ids: dict[str, SheetQuestion],
    texts: set[str],
    known_ids: dict[str, SheetQuestion],
    known_texts: dict[str, QuestionTable],
) -> float:
    """The share of a table's questions that the other has too. An id alone is no key where both have texts."""
    by_text = len(texts & known_texts.keys()) / len(texts) if texts and known_texts else 0.0
    if not ids or not known_ids:
        return by_text
    shared = ids.keys() & known_ids.keys()
    by_id = len(shared) / len(ids)
    both = [key for key in shared if len(ids[key].question) > 12 and len(known_ids[key].question) > 12]
    if len(both) * 2 > len(shared):
        alike = sum(1 for key in both if normal(ids[key].question)[:40] == normal(known_ids[key].question)[:40])
        by_id *= alike / len(both)
    return max(by_id, by_text)


def _reason(  # noqa: PLR0911 - one return for each reason
    table: QuestionTable, original: QuestionTable, known: dict[str, SheetQuestion], lexicon: Lexicon
) -> str | None:
    """Why a table with the same questions is a repetition; None when it holds answers of its own."""
    answered = [item for item in table.items if item.answer]
    calculated = sum(1 for item in answered if item.calculated)
    if not table.answerable or not answered:
        return "twin_no_answers"
    if calculated * 2 > len(answered):
        return "twin_formulas"
    if _scores(table) and not _scores(original):
        return "twin_scheme"
    if table.grid.hidden and not original.grid.hidden:
        return "twin_hidden"
    if "planned" in table.roles.others or "planned" in table.roles.columns:
        return "twin_planned"
    pairs = [(item, known[key]) for item in answered if (key := normal(item.id).replace(" ", "")) in known]
    equal = sum(1 for item, other in pairs if item.answer == other.answer)
    kinds = len({item.answer for item, _ in pairs})
    typed_twin = table.grid.sheet.knows_formulas and not any(
        word in normal(table.grid.name) for word in lexicon.twin_sheets
    )
    if not typed_twin and len(pairs) >= 5 and kinds >= 2 and equal * 20 >= len(pairs) * 19:
        return "twin_same_answers"
    if any(word in normal(table.grid.name) for word in lexicon.twin_sheets) and equal * 2 >= len(pairs):
        return "twin_name"
    return None
