"""A questionnaire made of the workbook itself, with its answers: so that any foreign workbook can be kept and scored.

Sections, texts and answer lists are the workbook's own. Choices score by what their words mean (yes 5, partial 2.5,
no 0), texts and dates do not score. Where the workbook brings its authors' weights and preferred answers, those decide:
a preferred answer earns, anything else does not.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass

from vendor_risk.domain.questionnaires import (
    MAX_LEVEL,
    Answer,
    AnswerScale,
    AnswerState,
    Lang,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
    Text,
    Threshold,
    Tier,
)
from vendor_risk.domain.scoring.kinds import KINDS, ScalePart
from vendor_risk.reading.layout.shapes import Shapes
from vendor_risk.reading.understanding import QuestionFound, SchemeQuestion, Understanding
from vendor_risk.reading.words.answers import Interpreter
from vendor_risk.reading.words.lexicon import Lexicon, normal

_SCORED = ("yes", "partial", "no", "level")
_CHOICE = ("yes", "partial", "no", "na", "unknown", "choice")
_TARGETS = {tier: float(MAX_LEVEL) for tier in Tier}
_LETTERS = re.compile(r"([A-Za-z&]{2,8})[-_. ]?\d")
_JAPANESE = re.compile(r"[\u3040-\u30ff]")
_STATES = {"na": AnswerState.NOT_APPLICABLE, "unknown": AnswerState.UNKNOWN, "blank": AnswerState.BLANK}
FREE_TEXT = "free-text"
_SCALE_TITLE = Text("Answers of this questionnaire", "この質問票の回答")
_FREE_TEXT_LABEL = Text("Free-text answer", "文章による回答")


@dataclass(frozen=True, slots=True)
class FilledAnswer:
    """One answer of the workbook: for scoring, with the words it was given in and where they stand."""

    answer: Answer
    text: str
    comment: str
    sheet: str
    cell: str


def to_questionnaire(understanding: Understanding, lexicon: Lexicon) -> tuple[Questionnaire, list[FilledAnswer]]:
    """The workbook as a questionnaire of its own and its answers, one for each question, in order."""
    return _Maker(understanding, lexicon).make()


class _Maker:
    def __init__(self, understanding: Understanding, lexicon: Lexicon) -> None:
        self.understanding = understanding
        self.interpreter = Interpreter(lexicon, Shapes(lexicon))
        self.scales: dict[str, AnswerScale] = {}
        self.scheme = {rule.id: rule for rule in understanding.score.questions} if understanding.score else {}
        self.offered = self._offered()
        self.given = {
            (found.sheet, found.answer): (found.value, found.level)
            for found in understanding.questions
            if found.answer and not found.options
        }
        self.several = len({question.sheet for question in understanding.questions}) > 1
        japanese = sum(1 for question in understanding.questions if _JAPANESE.search(question.question))
        self.language: Lang = "ja" if japanese * 2 > len(understanding.questions) else "en"

    def make(self) -> tuple[Questionnaire, list[FilledAnswer]]:
        sections: dict[str, list[Question]] = {}
        answers: list[FilledAnswer] = []
        taken: set[str] = set()
        for found in self.understanding.questions:
            question = self._question(found, _unique(found, taken))
            sections.setdefault(self._section(found), []).append(question)
            answers.append(self._answer(found, question))
        recognised = self.understanding.recognised
        name = f"{recognised.name} {recognised.version}".strip() if recognised else self.understanding.file
        questionnaire = Questionnaire(
            key=self._key(),
            version=self._version(sections),
            title=_both(name),
            sections=tuple(
                Section(f"s{number}", _both(title), tuple(questions))
                for number, (title, questions) in enumerate(sections.items(), start=1)
            ),
            scales=self.scales,
            scheme=self._scheme(),
            language=self.language,
            source=self.understanding.file,
        )
        return questionnaire, answers

    def _offered(self) -> dict[str, tuple[str, ...]]:
        """Per sheet, the answers that are chosen rather than written: what a question without a list may have."""
        counted: dict[str, Counter[str]] = {}
        given: Counter[str] = Counter()
        for found in self.understanding.questions:
            if found.answer:
                given[found.sheet] += 1
                if found.value in _CHOICE:
                    counted.setdefault(found.sheet, Counter())[found.answer] += 1
        return {
            sheet: tuple(sorted(answers))
            for sheet, answers in counted.items()
            if answers.total() * 2 >= given[sheet] and len(answers) <= 40
        }

    def _question(self, found: QuestionFound, question_id: str) -> Question:
        text = _both(found.question or found.id)
        rule = self.scheme.get(found.id)
        if rule is not None:
            scale = self._preferred_scale(found, rule)
            return Question(
                question_id,
                QuestionKind.CHOICE,
                text,
                _TARGETS,
                rule.weight,
                scale_id=scale,
                na_allowed=found.switched_off,
            )
        kind, scale_id = self._kind(found)
        if self.scheme:  # the authors score their own selection; the rest is for reading
            return Question(question_id, kind, text, scale_id=scale_id, scored=False)
        scored = bool(KINDS[kind].levels(None if scale_id is None else self.scales[scale_id]))
        return Question(question_id, kind, text, _TARGETS if scored else {}, scale_id=scale_id, scored=scored)

    def _kind(self, found: QuestionFound) -> tuple[QuestionKind, str | None]:
        if found.value == "level" and found.answer and not any(c.isalpha() for c in found.answer):
            return QuestionKind.NUMBER, self._number_scale(found.level or 0.0)
        if found.value in (*_CHOICE, "level") or self._is_choice(found.options):
            return QuestionKind.CHOICE, self._scale(found)
        if found.value == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", found.answer):
            return QuestionKind.DATE, None
        if found.value == "blank" and self.offered.get(found.sheet):
            return QuestionKind.CHOICE, self._scale(found)
        return QuestionKind.TEXT, None

    def _is_choice(self, options: tuple[str, ...]) -> bool:
        return any(self.interpreter.of(option, options).value in _SCORED for option in options)

    def _scale(self, found: QuestionFound) -> str:
        texts = list(found.options) or list(self.offered.get(found.sheet, ()))
        chosen = found.value in (*_CHOICE, "level")
        if found.answer and found.answer not in texts and chosen:
            texts.append(found.answer)
        if not texts:
            texts = ["Yes", "No", "N/A"]
        options: list[tuple[str, float | None, AnswerState]] = []
        for text in texts:
            value, level = self.given.get((found.sheet, text)) or self.interpreter.of(text, found.options)
            if text == found.answer:
                value, level = found.value, found.level
            if value != "blank":
                state = _STATES.get(value, AnswerState.ANSWERED)
                options.append((text, None if state is not AnswerState.ANSWERED else level, state))
        return self._keep(options, None)

    def _preferred_scale(self, found: QuestionFound, rule: SchemeQuestion) -> str:
        texts = list(found.options) or list(self.offered.get(found.sheet, ())) or ["Yes", "No"]
        options: list[tuple[str, float | None, AnswerState]] = []
        for text in texts:
            state = _STATES.get(self.interpreter.of(text, found.options).value, AnswerState.ANSWERED)
            if state is AnswerState.BLANK:
                continue
            level = float(MAX_LEVEL) if rule.preferred and rule.preferred in text else 0.0
            options.append((text, None if state is not AnswerState.ANSWERED else level, state))
        if not any(level == MAX_LEVEL for _, level, _ in options):
            options.append((rule.preferred or "Yes", float(MAX_LEVEL), AnswerState.ANSWERED))
        compliant = bool(rule.preferred) and rule.preferred in found.answer
        if found.answer and found.answer not in {text for text, _, _ in options} and compliant:
            options.append((found.answer[:200], float(MAX_LEVEL), AnswerState.ANSWERED))
        return self._keep(options, 0.0)

    def _keep(self, options: list[tuple[str, float | None, AnswerState]], in_words: float | None) -> str:
        """The scale with these options (the same one for the same options)."""
        made = {_slug(text): Option(_slug(text), _both(text), level, state) for text, level, state in options}
        made[FREE_TEXT] = Option(FREE_TEXT, _FREE_TEXT_LABEL, in_words)
        scale_id = _digest(repr(sorted((option.id, option.level, option.state) for option in made.values())))
        self.scales.setdefault(scale_id, AnswerScale(scale_id, _SCALE_TITLE, options=tuple(made.values())))
        return scale_id

    def _number_scale(self, level: float) -> str:
        levels = {float(step) for step in range(MAX_LEVEL + 1)}
        levels |= {found.level for found in self.understanding.questions if found.level is not None}
        scale_id = "levels"
        if scale_id not in self.scales:
            steps = tuple(Threshold(step, step) for step in sorted(levels | {level}))
            self.scales[scale_id] = AnswerScale(scale_id, _SCALE_TITLE, thresholds=steps)
        return scale_id

    def _answer(self, found: QuestionFound, question: Question) -> FilledAnswer:
        state, value = self._value(found, question)
        rule = self.scheme.get(found.id)
        override = None
        if rule is not None and rule.assessed:  # an assessor's word in the workbook stands above the answer
            override = float(MAX_LEVEL) if rule.preferred and rule.preferred in rule.assessed else 0.0
        answer = Answer(question.id, state, value, override_level=override)
        return FilledAnswer(answer, found.answer, found.comment, found.sheet, found.cell)

    def _value(self, found: QuestionFound, question: Question) -> tuple[AnswerState, str | float | None]:
        if found.value in ("na", "unknown"):
            return _STATES[found.value], None
        if not found.answer or found.value == "blank":
            return AnswerState.BLANK, None
        if question.scale_id is None:
            return AnswerState.ANSWERED, found.answer
        if KINDS[question.kind].scale is ScalePart.OPTIONS:
            known = {option.id for option in self.scales[question.scale_id].options}
            option = _slug(found.answer[:200])
            return AnswerState.ANSWERED, option if option in known else FREE_TEXT
        return AnswerState.ANSWERED, float(found.level or 0.0)

    def _section(self, found: QuestionFound) -> str:
        title = found.section
        if not title and not found.id.startswith("#") and (match := _LETTERS.match(found.id)) is not None:
            title = match[1].upper()
        if self.several:
            return f"{found.sheet} – {title}" if title else found.sheet
        return title or found.sheet

    def _scheme(self) -> str:
        if self.understanding.score is not None:
            return self.understanding.score.scheme
        return self.understanding.recognised.scheme if self.understanding.recognised else "attainment"

    def _key(self) -> str:
        recognised = self.understanding.recognised
        if recognised is None:
            return f"workbook-{self.understanding.layout[:8]}"
        return "-".join([recognised.family, *re.findall(r"[a-z]+", recognised.version.casefold())])

    def _version(self, sections: dict[str, list[Question]]) -> str:
        """The recognised version and a fingerprint: what differs in a question or a list of answers is another one."""
        recognised = self.understanding.recognised
        number = "".join(re.findall(r"\d[\d.]*", recognised.version)[:1]) if recognised else ""
        told = [
            (question.id, normal(question.text.en), question.kind, question.scale_id)
            for group in sections.values()
            for question in group
        ]
        return f"{number or '1'}+{_digest(repr(told))}"


def _unique(found: QuestionFound, taken: set[str]) -> str:
    """The question's id, made unique by its sheet or by its row where it stands more than once."""
    for candidate in (found.id, f"{found.id} ({found.sheet})", f"{found.id} ({found.sheet} {found.row})"):
        if candidate not in taken:
            taken.add(candidate)
            return candidate
    raise ValueError(found.id)  # one sheet cannot have one row twice


def _both(text: str) -> Text:
    return Text(text, text)


def _slug(text: str) -> str:
    """A short stable id for an answer text."""
    plain = re.sub(r"[^\w]+", "-", normal(text)).strip("-")
    return plain if 0 < len(plain) <= 40 else _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
