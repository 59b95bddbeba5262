"""`vendor-risk inspect A --compare B`: what a later edition of a filled questionnaire changed, answer by answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vendor_risk.domain.crosswalk.editions import Editions, compare_editions
from vendor_risk.reading import QuestionFound, Understanding


def _(message: str) -> str:
    """Marks a message id for the catalogue; the command's language is chosen when it is shown."""
    return message


_COUNTS = _(
    "Changed answers: %(answers)s; changed comments: %(notes)s; questions with the same answer and comment: %(same)s"
)
_TEXTS = _("Questions reworded: %(reworded)s; added: %(new)s; removed: %(gone)s")
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """One question that says something else now. `was` is the question of the earlier edition."""

    now: QuestionFound
    was: QuestionFound

    @property
    def answer(self) -> bool:
        """Whether the answer changed."""
        return _plain(self.now.answer) != _plain(self.was.answer)

    @property
    def note(self) -> bool:
        """Whether the comment changed."""
        return _plain(self.now.comment) != _plain(self.was.comment)


@dataclass(frozen=True)
class EditionComparison:
    """Two editions side by side."""

    editions: Editions
    changes: tuple[QuestionChange, ...]
    new: tuple[QuestionFound, ...]
    gone: tuple[QuestionFound, ...]

    @property
    def unchanged(self) -> int:
        """How many questions say what they said."""
        return len(self.editions.same) - len(self.changes)

    def to_json(self) -> dict[str, object]:
        """The document `--json` prints."""
        return {
            "answers_changed": sum(change.answer for change in self.changes),
            "notes_changed": sum(change.note for change in self.changes),
            "unchanged": self.unchanged,
            "changes": [
                {
                    "id": change.now.id,
                    "id_before": change.was.id,
                    "question": change.now.question,
                    "question_before": change.was.question if change.now.question != change.was.question else None,
                    "answer": [change.was.answer, change.now.answer] if change.answer else None,
                    "comment": [change.was.comment, change.now.comment] if change.note else None,
                    "cell": f"{change.now.sheet}!{change.now.cell}",
                }
                for change in self.changes
            ],
            "reworded": sorted(self.editions.reworded),
            "new": list(self.editions.new),
            "gone": list(self.editions.gone),
        }


def compare(earlier: Understanding, later: Understanding) -> EditionComparison:
    """What `later` says that `earlier` did not."""
    before, after = _by_id(earlier.questions), _by_id(later.questions)
    editions = compare_editions(
        {key: question.question for key, question in before.items()},
        {key: question.question for key, question in after.items()},
    )
    pairs = [QuestionChange(after[key], before[was]) for key, was in editions.same.items()]
    return EditionComparison(
        editions,
        tuple(pair for pair in pairs if pair.answer or pair.note),
        tuple(after[key] for key in editions.new),
        tuple(before[key] for key in editions.gone),
    )


def _by_id(questions: Sequence[QuestionFound]) -> dict[str, QuestionFound]:
    """By id; a second question of the same id is told apart by its place."""
    found: dict[str, QuestionFound] = {}
    for question in questions:
        key = question.id if question.id not in found else f"{question.id} ({question.sheet} {question.row})"
        found[key] = question
    return found


def _plain(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    text = _plain(text)
    return (text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…") or "–"


def describe(found: EditionComparison, gettext: Callable[[str], str] = str) -> str:
    """The comparison as a text for people: the numbers, then every change with both sides."""
    answers = sum(change.answer for change in found.changes)
    notes = sum(change.note for change in found.changes)
    editions = found.editions
    texts = {"reworded": len(editions.reworded), "new": len(editions.new), "gone": len(editions.gone)}
    lines = [
        gettext(_COUNTS) % {"answers": answers, "notes": notes, "same": found.unchanged},
        gettext(_TEXTS) % texts,
    ]
    for change in found.changes:
        moved = f" ({change.was.id})" if change.was.id != change.now.id else ""
        lines.append(f"{change.now.id}{moved}  {_short(change.now.question)}")
        for differs, was, now in (
            (change.answer, change.was.answer, change.now.answer),
            (change.note, change.was.comment, change.now.comment),
        ):
            if differs:
                lines += [f"  - {_short(was)}", f"  + {_short(now)}"]
    lines += [f"+ {question.id}  {_short(question.question)}" for question in found.new]
    lines += [f"- {question.id}  {_short(question.question)}" for question in found.gone]
    return "\n".join(lines)
