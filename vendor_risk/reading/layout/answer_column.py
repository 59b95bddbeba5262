"""Which column holds the answers: one column, one of several marked ones, or scores side by side."""

from __future__ import annotations

from vendor_risk.reading.layout.columns import MarkedColumns, Roles, SheetColumn, because
from vendor_risk.reading.words.lexicon import STRONG

_NOT_ANSWERS = (
    *("comment", "guidance", "id", "question", "level", "review", "planned", "weight"),
    *("preferred", "reference", "owner", "section", "date", "version", "evidence"),
)


def choose_answer(columns: list[SheetColumn], roles: Roles, groups: list[MarkedColumns]) -> None:
    """Set the column, the marked columns or the scores that hold the answers, with what speaks for them."""
    in_groups = {index for group in groups for index in group.columns}
    after = roles.columns.get("question", roles.columns.get("id", -1))
    best, best_score = None, 2.4
    for column in columns:
        if column.index in roles.columns.values() or column.index in in_groups:
            continue
        score = _answer_score(column)
        score += 0.5 if column.index > after else -1.5
        score -= 0.02 * column.index
        if score > best_score:
            best, best_score = column, score
    marked = next((group for group in groups if group.kind == "answer"), None)
    if marked is not None and (best is None or best.says("answer") < STRONG or best.filled * 4 < best.rows):
        roles.answers = marked
        roles.evidence["answer"] = [("marks", " / ".join(marked.titles))]
        return
    if best is None:
        return
    roles.columns["answer"] = best.index
    roles.evidence["answer"] = because(
        best, ("answer_words", best.answers), ("drop_down", best.lists), said=best.role in ("answer", "score")
    )
    roles.scores = _scores_beside(columns, best)


def choose_neighbour(columns: list[SheetColumn], roles: Roles, in_groups: set[int]) -> None:
    """Questions without headings, answered in sentences: what was typed right beside them are the answers."""
    place = roles.columns.get("question")
    question = next((column for column in columns if column.index == place), None)
    if question is None or question.share(question.questions) < 0.5:
        return
    for column in columns[question.index + 1 : question.index + 3]:
        if column.index not in in_groups and column.filled * 3 >= question.filled and not column.formulas:
            roles.columns["answer"] = column.index
            roles.evidence["answer"] = [("beside_question", "")]
            return


def _answer_score(column: SheetColumn) -> float:
    named = column.says("answer")
    if not named and not column.filled and not column.answer_lists:
        return 0.0
    often = min(column.filled / 5, 1.0) * (1.0 if named else min(3 * column.filled / column.rows, 1.0))
    score = named + 3 * column.share(column.answers) * often
    score += 3 if column.answer_lists * 3 >= column.rows else 1.5 if column.lists * 3 >= column.rows else 0
    score += 1.5 if column.answer_lists or column.lists else 0
    score += 1 if named and column.filled and column.scores == column.filled else 0
    typed = column.formulas * 5 < column.filled
    levels = column.scores if not column.reach else column.numbers
    if column.role in ("answer", "score") and typed and column.share(levels) >= 0.8:
        score += 2 * min(2 * column.filled / column.rows, 1.0)  # levels that somebody typed
    score += 0.5 if column.says("score") and (column.lists or typed) else 0
    score -= 4 if column.role in _NOT_ANSWERS and column.weight >= STRONG * 0.6 else 0
    score -= 2 * column.share(column.formulas)
    ids = column.share(column.ids) > 0.6 and column.share(column.numbers) < 0.5
    score -= 2 if column.share(column.links) > 0.5 or ids else 0
    if column.distinct == 1 and column.length > 30:
        score -= 3  # the same sentence in every row: what may be chosen, or how to fill it in
    if not named and column.share(column.marks) > 0.8 and column.distinct == 1:
        score -= 2  # ticks of one kind: a scope, not an answer
    return score


def _scores_beside(columns: list[SheetColumn], chosen: SheetColumn) -> list[int]:
    """Other scores of the same kind beside the chosen one ("documentation" and "implementation")."""
    if not chosen.filled or chosen.share(chosen.numbers) < 0.8:
        return []
    beside = [
        column.index
        for column in columns
        if column.filled * 2 >= chosen.filled
        and column.share(column.numbers) >= 0.8
        and not column.formulas * 2 > column.filled
        and (column.role in ("answer", "score") or (column.parent and column.parent == chosen.parent))
        and column.length <= 4
        and bool(column.lists) == bool(chosen.lists)
    ]
    return beside if 2 <= len(beside) <= 3 and chosen.index in beside else []
