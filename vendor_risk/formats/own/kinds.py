"""Each kind of question in our own workbook: its list, its cell, and the guide beside it. One entry per kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from vendor_risk.domain.questionnaires import (
    LEVEL_NAMES,
    MAX_LEVEL,
    AnswerScale,
    AnswerState,
    AnswerValue,
    Question,
    QuestionKind,
    Text,
)
from vendor_risk.formats.own import words
from vendor_risk.formats.own.columns import OWN_COLUMNS
from vendor_risk.formats.own.labels import (
    CellAnswer,
    NotALabelError,
    day_of,
    fold,
    forms,
    label,
    number_of,
    option_of,
)

Scale = AnswerScale | None


def _no_list(_scale: Scale, _lang: str) -> tuple[str, ...]:
    return ()


def _no_guide(_question: Question, _scale: Scale, _lang: str) -> str:
    return ""


def _says(text: Text) -> Callable[[Question, Scale, str], str]:
    return lambda _question, _scale, lang: text.get(lang)


@dataclass(frozen=True, slots=True)
class OwnKind:
    """`write` and `read` are inverse; `entries` are those of the drop-down list, `guide` stands beside the answer.

    `as_text`: the cell is formatted as text. `prose`: only our own words for "unknown" mean that, not any.
    `in_tables`: the value stands on the sheet of tables, and the cell only says so.
    """

    write: Callable[[Scale, AnswerValue, str], str | float]
    read: Callable[[Scale, str], CellAnswer]
    entries: Callable[[Scale, str], tuple[str, ...]] = _no_list
    guide: Callable[[Question, Scale, str], str] = _no_guide
    as_text: bool = False
    prose: bool = False
    in_tables: bool = False


def _answered(value: AnswerValue) -> CellAnswer:
    return CellAnswer(AnswerState.ANSWERED, value)


def level_label(level: int, lang: str) -> str:
    """The list entry of a maturity level: "2: Partial / 部分的"."""
    return f"{level}: {label(LEVEL_NAMES[level], lang)}"


def _levels(_scale: Scale, lang: str) -> tuple[str, ...]:
    return tuple(level_label(level, lang) for level in range(MAX_LEVEL + 1))


def _write_level(_scale: Scale, value: AnswerValue, lang: str) -> str:
    return level_label(int(value), lang)  # type: ignore[arg-type]  # a level


_FORMER_LEVEL_NAMES = {1: Text("Ad hoc", "場当たり的"), 3: Text("Defined", "標準化")}
"""Names of levels in workbooks sent out earlier, which respondents still return."""


def _read_level(_scale: Scale, text: str) -> CellAnswer:
    folded = fold(text)
    found = re.match(r"(?:level |レベル ?)?([0-5])(?:$|[^0-9.])", folded)
    if found:
        return _answered(int(found[1]))
    for level, name in enumerate(LEVEL_NAMES):
        if folded in forms(name) | forms(_FORMER_LEVEL_NAMES.get(level, name)):
            return _answered(level)
    raise NotALabelError("not_in_list")


def _anchors(question: Question, _scale: Scale, lang: str) -> str:
    return "\n".join(f"{level}: {anchor.get(lang)}" for level, anchor in enumerate(question.anchors))


def _options(scale: Scale, lang: str) -> tuple[str, ...]:
    options = scale.options if scale else ()
    return tuple(label(option.label, lang) for option in options if option.state is AnswerState.ANSWERED)


def _write_options(scale: Scale, value: AnswerValue, lang: str) -> str:
    chosen = value if isinstance(value, tuple) else (value,)
    return "\n".join(label(scale.option(str(one)).label, lang) if scale else str(one) for one in chosen)


def _read_option(scale: Scale, text: str) -> CellAnswer:
    option = option_of(scale.options if scale else (), text)
    if option is None:
        raise NotALabelError("not_in_list")
    return _answered(option.id) if option.state is AnswerState.ANSWERED else CellAnswer(option.state)


def _read_options(scale: Scale, text: str) -> CellAnswer:
    found: set[str] = set()
    options = scale.options if scale else ()
    for line in re.split(r"[\n;；]", text):
        if not line.strip():
            continue
        option = option_of(options, line.strip(" ・-•\u3000"))
        if option is None:
            raise NotALabelError("not_in_list", tuple(label(option.label, "en") for option in options))
        found.add(option.id)
    return _answered(tuple(sorted(found)))


def _several(_question: Question, scale: Scale, lang: str) -> str:
    options = [f"・{option.label.get(lang)}" for option in scale.options] if scale else []
    return "\n".join([words.SEVERAL.get(lang), *options])


def _in_tables(_scale: Scale, lang: str) -> tuple[str, ...]:
    return (label(words.IN_TABLES, lang),)


def _read_in_tables(_scale: Scale, text: str) -> CellAnswer:
    """What the answer cell of a table says, which is only where the rows are (see `formats.own.tables`)."""
    if fold(text) not in forms(words.IN_TABLES):
        raise NotALabelError("not_in_list")
    return _answered(())


def _columns(question: Question, _scale: Scale, lang: str) -> str:
    lines = [words.ANY_ROWS.get(lang)]
    for column in question.columns:
        star, guide = "*" if column.required else "", OWN_COLUMNS[column.kind].guide(column, lang)
        lines.append(f"・{column.title.get(lang)}{star}{f' – {guide}' if guide else ''}")
    return "\n".join(lines)


OWN_KINDS: dict[QuestionKind, OwnKind] = {
    QuestionKind.MATURITY: OwnKind(_write_level, _read_level, _levels, _anchors),
    QuestionKind.CHOICE: OwnKind(_write_options, _read_option, _options),
    QuestionKind.MULTICHOICE: OwnKind(_write_options, _read_options, guide=_several, as_text=True),
    QuestionKind.NUMBER: OwnKind(
        lambda _scale, value, _lang: float(value),  # type: ignore[arg-type]  # a number
        lambda _scale, text: _answered(number_of(text)),
        guide=_says(words.ANY_NUMBER),
    ),
    QuestionKind.DATE: OwnKind(
        lambda _scale, value, _lang: str(value),
        lambda _scale, text: _answered(day_of(text)),
        guide=_says(words.ANY_DATE),
        as_text=True,
    ),
    QuestionKind.TEXT: OwnKind(
        lambda _scale, value, _lang: str(value),
        lambda _scale, text: _answered(text),
        guide=_says(words.ANY_TEXT),
        as_text=True,
        prose=True,
    ),
    QuestionKind.TABLE: OwnKind(
        lambda _scale, _value, lang: label(words.IN_TABLES, lang),
        _read_in_tables,
        _in_tables,
        _columns,
        in_tables=True,
    ),
}
