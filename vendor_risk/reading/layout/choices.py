"""Choosing the role of every column. Each role is a sum of evidence; nothing is forced."""

from __future__ import annotations

from vendor_risk.reading.layout.answer_column import choose_answer, choose_neighbour
from vendor_risk.reading.layout.columns import MarkedColumns, Roles, SheetColumn, because
from vendor_risk.reading.words.lexicon import STRONG, Lexicon


def choose(columns: list[SheetColumn], lexicon: Lexicon, bare: bool = False) -> Roles:
    """The role of every column. Nothing is forced: a role nothing speaks for stays open.

    `bare` says that the sheet has no headings at all: then answers may be sentences right beside the questions.
    """
    roles = Roles()
    _choose_id(columns, roles)
    _choose_question(columns, roles)
    groups = _groups(columns, roles, lexicon)
    choose_answer(columns, roles, groups)
    if bare and "answer" not in roles.columns and roles.answers is None:
        choose_neighbour(columns, roles, {index for group in groups for index in group.columns})
    _choose_comment(columns, roles, groups)
    _choose_rest(columns, roles)
    return roles


def _choose_id(columns: list[SheetColumn], roles: Roles) -> None:
    best, best_score = None, 2.5
    for column in columns:
        if not column.filled or column.length > 40:
            continue
        named = column.says("id")
        alike = column.share(column.ids)
        if column.ascending and (named or column.index <= 1) and not column.hidden:
            first = all(not before.filled for before in columns[: column.index])
            alike = max(alike, 0.6 if named or first else 0.4)
        if column.names_ids:
            alike = max(alike, 0.5)
        if alike < 0.5 and not (named >= STRONG and column.share(column.numbers + column.ids) >= 0.5):
            continue
        unique = column.distinct / column.filled
        fill = min(column.filled / (0.5 * column.rows), 1.0)
        score = named * 0.6 + 2 * alike + 2.5 * unique + 2 * fill - 3
        unlike = column.role in ("reference", "version", "level")
        if alike < 0.8 or column.share(column.numbers) >= 0.5:  # clear ids are no dates, points or remarks
            unlike = unlike or column.role in ("date", "score", "weight", "comment")
        score -= (3 if column.weight >= STRONG * 0.6 else 0.5) if unlike else 0
        score -= 1.5 if column.hidden or (column.formulas * 2 > column.filled and not named) else 0
        score -= 0.05 * column.index
        if unique < 0.5 or column.filled < 0.55 * column.rows:
            score -= 2.5
        if score > best_score:
            best, best_score = column, score
    if best is not None:
        roles.columns["id"] = best.index
        roles.evidence["id"] = because(best, ("ids", best.ids), ("distinct", best.distinct), said=best.role == "id")


_NOT_QUESTIONS = (
    *("comment", "guidance", "answer", "evidence", "review", "reference", "owner"),
    *("weight", "date", "planned", "score", "level", "version", "preferred"),
)


def _choose_question(columns: list[SheetColumn], roles: Roles) -> None:
    answered = next((column.index for column in columns if column.says("answer") >= STRONG), None)
    wordy = _first_text(columns, roles.columns.get("id"))
    best, best_score = None, 2.0
    for column in columns:
        if not column.filled or column.index == roles.columns.get("id"):
            continue
        named = column.says("question")
        score = named + 3 * column.share(column.questions) + min(column.length, 120) / 60
        score += column.distinct / column.filled + min(column.filled / (0.6 * column.rows), 1.0) - 1
        score -= (4 if column.weight >= STRONG * 0.6 else 1) if column.role in _NOT_QUESTIONS else 0
        score -= 2 if column.role == "section" and column.weight >= STRONG else 0
        score -= 3 if column.share(column.links) > 0.5 or column.share(column.numbers) > 0.5 else 0
        score -= 3 if column.distinct / column.filled < 0.4 or column.filled * 5 < column.rows else 0
        score -= 2.5 if column.length < (5 if named else 12) else 0
        score -= 3 if column.share(column.answers) > 0.5 or column.share(column.ids) > 0.6 else 0
        score -= 1.5 if column.share(column.words) < 0.5 else 0
        score -= 2 if answered is not None and column.index > answered and not named else 0
        score += 1 if column.index == wordy else 0
        score -= 0.05 * column.index
        if score > best_score:
            best, best_score = column, score
    if best is not None:
        roles.columns["question"] = best.index
        roles.evidence["question"] = because(
            best, ("asking", best.questions), ("length", round(best.length)), said=best.role == "question"
        )


def _first_text(columns: list[SheetColumn], after: int | None) -> int | None:
    """The first column (right of the ids) that holds a text of its own in nearly every row."""
    shortest = 20 if after is not None else 40
    for column in columns[(-1 if after is None else after) + 1 :]:
        own = column.filled * 5 >= column.rows * 4 and column.distinct * 10 >= column.filled * 9
        if own and column.length >= shortest and column.share(column.words) >= 0.8:
            return column.index
    return None


def _groups(columns: list[SheetColumn], roles: Roles, lexicon: Lexicon) -> list[MarkedColumns]:
    """Runs of neighbouring columns that hold marks, split where the heading above them changes."""
    taken = set(roles.columns.values())
    runs: list[list[SheetColumn]] = []
    for column in columns:
        named = bool(column.title) and len(column.title) <= 200
        answer_title = lexicon.answer(column.title) is not None
        counted = column.share(column.numbers) >= 0.8 and not answer_title  # "1" is a mark only under an answer
        marked = column.share(column.marks) >= 0.8 and column.length <= 4 and not counted
        same = column.filled > 0 and column.distinct == 1 and column.share(column.answers) == 1 and answer_title
        empty = not column.filled and (answer_title or bool(column.parent))
        if (
            column.index in taken
            or not named
            or not (marked or same or empty)
            or (column.lists > column.rows // 2 > 0 and not marked)
        ):
            continue
        before = runs[-1][-1] if runs else None
        if before is not None and before.index == column.index - 1 and before.parent == column.parent:
            runs[-1].append(column)
        else:
            runs.append([column])
    groups = []
    for run in runs:
        if len(run) < 2 or not (any(column.marks for column in run) or all(lexicon.answer(c.title) for c in run)):
            continue
        answers = sum(1 for column in run if lexicon.answer(column.title) is not None)
        parent = lexicon.meaning(run[0].parent) if run[0].parent else None
        levels = sum(1 for column in run if column.role == "level")
        if levels * 2 >= len(run):
            kind = "level"
        elif answers * 2 >= len(run) or (parent is not None and parent.role == "answer"):
            kind = "answer"
        else:
            kind = "comment"
        groups.append(MarkedColumns([c.index for c in run], [c.title for c in run], run[0].parent, kind))
    return groups


def _choose_comment(columns: list[SheetColumn], roles: Roles, groups: list[MarkedColumns]) -> None:
    last_answer = max(
        [*(roles.answers.columns if roles.answers else ()), *roles.scores, roles.columns.get("answer", -1)]
    )
    taken = {*roles.columns.values(), *roles.scores, *(index for group in groups for index in group.columns)}
    best, best_score = None, 1.9
    for column in columns:
        if column.index in taken:
            continue
        named = column.says("comment")
        prose = column.role == "answer" and column.length > 25 and column.share(column.answers) < 0.2
        other = column.role and column.weight >= STRONG * 0.6 and not prose
        if not named and (not column.filled or last_answer < 0 or other or column.lists * 2 >= column.rows):
            continue
        score = named + (min(column.length, 80) / 40 + column.share(column.words) if column.filled else 0)
        score -= 2 if not named and column.filled >= 8 and column.distinct * 5 <= column.filled else 0
        score += 1 if column.index > last_answer else -1
        score -= 0.15 * abs(column.index - last_answer) if last_answer >= 0 else 0
        score -= (
            3 * column.share(column.formulas) + 2 * column.share(column.numbers) + 1.5 * column.share(column.answers)
        )
        score -= 2 if column.share(column.ids) > 0.6 or column.share(column.links) > 0.8 else 0
        if score > best_score:
            best, best_score = column, score
    if best is not None:
        roles.columns["comment"] = best.index
        roles.evidence["comment"] = because(best, ("length", round(best.length)), ("right_of_answer", 1))
        return
    proof = next((c for c in columns if c.role == "evidence" and c.index > last_answer and _is_prose(c)), None)
    if proof is not None and proof.index not in taken and last_answer >= 0:
        roles.columns["comment"] = proof.index
        roles.evidence["comment"] = because(proof, ("length", round(proof.length)))
        return
    marked = next((g for g in groups if g.kind == "comment" and min(g.columns) > last_answer), None)
    if marked is not None and (roles.answers is not None or last_answer >= 0):
        roles.remarks = marked
        roles.evidence["comment"] = [("marks", " / ".join(marked.titles))]


def _is_prose(column: SheetColumn) -> bool:
    """Whether a column says something, rather than naming files or linking to them."""
    return column.filled > 0 and column.share(column.links) < 0.5 and column.share(column.ids) < 0.5


def _choose_rest(columns: list[SheetColumn], roles: Roles) -> None:
    taken = {*roles.columns.values(), *roles.scores, *(roles.answers.columns if roles.answers else ())}
    for column in columns:
        if column.index in taken or not column.role:
            continue
        if column.role == "section" and (
            not column.filled or (column.distinct / column.filled > 0.8 and column.filled * 2 > column.rows)
        ):
            continue
        roles.others.setdefault(column.role, []).append(column.index)
        if column.role not in roles.columns and column.role not in ("answer", "question", "id", "comment"):
            roles.columns[column.role] = column.index
            roles.evidence[column.role] = because(column)
