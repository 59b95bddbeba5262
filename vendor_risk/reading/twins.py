"""Sheets that repeat others. The sheet a person filled in wins; the others are named, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from vendor_risk.reading.items import Item, Table
from vendor_risk.reading.lexicon import Lexicon, normal

_SAME = 0.5


@dataclass(frozen=True)
class Twin:
    """`table` repeats `original`, told by `reason` (a code of evidence.py)."""

    table: Table
    original: Table
    reason: str


def find_twins(tables: list[Table], lexicon: Lexicon) -> list[Twin]:
    """The tables that repeat another one."""
    ranked = sorted(tables, key=lambda table: _worth(table, lexicon), reverse=True)
    kept: list[tuple[Table, dict[str, Item], set[str]]] = []
    twins: list[Twin] = []
    for table in ranked:
        best: tuple[float, Table, dict[str, Item]] | None = None
        ids, texts = _keys(table)
        for original, known_ids, known_texts in kept:
            share = _overlap(ids, texts, known_ids, known_texts)
            if share >= _SAME and (best is None or share > best[0]):
                best = share, original, known_ids
        reason = _reason(table, best[1], best[2], lexicon) if best is not None else None
        if best is not None and reason is not None:
            twins.append(Twin(table, best[1], reason))
        else:
            kept.append((table, ids, texts))
    return twins


def _worth(table: Table, lexicon: Lexicon) -> tuple[float, ...]:
    name = normal(table.grid.name)
    calculated = sum(1 for item in table.items if item.calculated)
    typed = table.answered
    spare = any(word in name for word in lexicon.twin_sheets)
    return (
        float(table.answerable and calculated * 2 <= len(table.items)),
        float(not table.grid.hidden),
        float(not spare),
        float(typed > 0),
        float(sum(1 for item in table.items if item.options)) / max(len(table.items), 1),
        float(typed),
        float(len(table.items)),
    )


def _keys(table: Table) -> tuple[dict[str, Item], set[str]]:
    ids = {normal(item.id).replace(" ", ""): item for item in table.items if item.own_id}
    texts = {normal(item.question)[:80] for item in table.items if len(item.question) > 12}
    return ids, texts


def _overlap(ids: dict[str, Item], texts: set[str], known_ids: dict[str, Item], known_texts: set[str]) -> float:
    """The share of a table's questions that the other has too. An id alone is no key where both have texts."""
    by_text = len(texts & known_texts) / len(texts) if texts and known_texts else 0.0
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
    table: Table, original: Table, known: dict[str, Item], lexicon: Lexicon
) -> str | None:
    """Why a table with the same questions is a repetition; None when it holds answers of its own."""
    answered = [item for item in table.items if item.answer]
    calculated = sum(1 for item in answered if item.calculated)
    if not table.answerable or not answered:
        return "twin_no_answers"
    if calculated * 2 > len(answered):
        return "twin_formulas"
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
