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
    Option,
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
from vendor_risk.reading.words.undecided import alternatives, has_only_empty_boxes, is_prompt, ticked_boxes

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
    `described`: the guide is the questionnaire's own text, which nobody is to change.
    `in_tables`: the value stands on the sheet of tables, and the cell only says so.
    """

    write: Callable[[Scale, AnswerValue, str], str | float]
    read: Callable[[Scale, str], CellAnswer]
    entries: Callable[[Scale, str], tuple[str, ...]] = _no_list
    guide: Callable[[Question, Scale, str], str] = _no_guide
    as_text: bool = False
    prose: bool = False
    in_tables: bool = False
    described: bool = False


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


def _level_forms() -> dict[str, int]:
    """Every way our own words name a level, folded: its name, and its entry of the list."""
    found = dict[str, int]()
    for level, name in enumerate(LEVEL_NAMES):
        for names in (name, _FORMER_LEVEL_NAMES.get(level, name)):
            for form in forms(names):
                found |= {form: level, f"{level}: {form}": level}
    return found


_LEVELS = _level_forms()
_LEVEL_WORD = re.compile(r"^(?:level|lv\.?|レベル|水準|段階)\s*")
_ONE_LEVEL = re.compile(r"([0-5])(?:\.0+)?\s*(?:点|級)?")
_LEVEL_AND_WORDS = re.compile(r"([0-5])(?:\s*[:.)(（、,]\s*|\s+[-–—]\s+|\s+)(.+)", re.DOTALL)
_ANY_LEVEL = re.compile(r"(?<![\d.,%])[0-5](?![\d%]|[.,]\d)")
_BETWEEN_LEVELS = re.compile(r"([0-5])[.,](\d+)")
_RANGE = re.compile(r"([0-5])\s*(?:-|–|—|~|〜|to|から)\s*([0-5])")
_AS_DATE = re.compile(r"\d{4}-0([1-5])-0([1-5])")
_DOUBT = re.compile(r"\?|(?<![a-z])or(?![a-z])|または|又は|くらい|ぐらい|程度|maybe|perhaps|about|約")
_KANJI = {digit: level for level, digit in enumerate("零一二三四五")}  # "〇" is a tick as well, so no level
_LONGEST_DOUBT = 60


def _read_level(_scale: Scale, text: str) -> CellAnswer:
    folded = fold(text)
    bare = _LEVEL_WORD.sub("", folded)
    level = _LEVELS.get(folded, _LEVELS.get(bare, _KANJI.get(bare)))
    if level is None and (found := _ONE_LEVEL.fullmatch(bare)):
        level = int(found[1])
    if level is None and (found := _LEVEL_AND_WORDS.fullmatch(bare)):
        level = _of_words(int(found[1]), found[2])
    if level is not None:
        return _answered(level)
    raise _no_level(folded, bare)


def _of_words(level: int, words_beside: str) -> int | None:
    """The level, where the words beside it neither name another one nor doubt it; None otherwise."""
    named = _LEVELS.get(words_beside.strip(" ()[]-–—:"), level)
    doubted = _ANY_LEVEL.search(words_beside) or _DOUBT.search(words_beside)
    return level if named == level and not doubted else None


def _no_level(folded: str, bare: str) -> NotALabelError:
    """Why a text is no level: it names several or doubts itself ("4 or 5", "3?", "3.5"), or none at all."""
    if is_prompt(folded):
        return NotALabelError("preset")
    named: list[int] = []
    if found := _BETWEEN_LEVELS.fullmatch(bare):  # "3.5"
        low = int(found[1])
        named = [low, min(low + 1, MAX_LEVEL)]
    elif found := _AS_DATE.fullmatch(bare):  # "4-5", which a spreadsheet made a date of
        named = [int(found[1]), int(found[2])]
    elif len(bare) <= _LONGEST_DOUBT and not bare.startswith("-"):
        named = [int(digit) for digit in _ANY_LEVEL.findall(bare)]
        for low, high in _RANGE.findall(bare):
            named += range(int(low), int(high) + 1)
        named += [level for part in alternatives(bare) if (level := _LEVELS.get(part)) is not None]
        if found := _LEVEL_AND_WORDS.fullmatch(bare):
            named += [level for form, level in _LEVELS.items() if form == found[2].strip(" ()[]-–—:")]
    levels = tuple(sorted(set(named)))
    if len(levels) > MAX_LEVEL:
        return NotALabelError("preset")
    return NotALabelError("ambiguous", choices=levels) if levels else NotALabelError("not_in_list")


def _anchors(question: Question, _scale: Scale, lang: str) -> str:
    return "\n".join(f"{level}: {anchor.get(lang)}" for level, anchor in enumerate(question.anchors))


def _options(scale: Scale, lang: str) -> tuple[str, ...]:
    options = scale.options if scale else ()
    return tuple(label(option.label, lang) for option in options if option.state is AnswerState.ANSWERED)


def _write_options(scale: Scale, value: AnswerValue, lang: str) -> str:
    chosen = value if isinstance(value, tuple) else (value,)
    return "\n".join(label(scale.option(str(one)).label, lang) if scale else str(one) for one in chosen)


def _read_option(scale: Scale, text: str) -> CellAnswer:
    options = scale.options if scale else ()
    option = option_of(options, text) or _chosen(options, text)
    return _answered(option.id) if option.state is AnswerState.ANSWERED else CellAnswer(option.state)


def _chosen(options: tuple[Option, ...], text: str) -> Option:
    """The one option that boxes tick or that is said in two languages; NotALabelError for several and for none."""
    ticked = ticked_boxes(text)
    parts = alternatives(text) if ticked is None else ticked
    named = [option for part in parts if (option := option_of(options, part)) is not None]
    found = {option.id: option for option in named} if len(named) == len(parts) else {}
    if len(found) == 1 and (ticked is None or len(ticked) == 1):
        return named[0]
    if is_prompt(text) or (ticked is None and has_only_empty_boxes(text)) or ticked == []:
        raise NotALabelError("preset")
    if ticked is None and len(found) > 1:
        levels = [option.level for option in options if option.level is not None]
        named_levels = {option.level for option in found.values()}
        if levels and {min(levels), max(levels)} <= named_levels:
            raise NotALabelError("preset")
    if not found and (doubted := option_of(options, text.rstrip("?？ "))) is not None:
        found = {doubted.id: doubted}
    if found:
        raise NotALabelError("ambiguous", choices=tuple(found))
    raise NotALabelError("not_in_list")


def _read_options(scale: Scale, text: str) -> CellAnswer:
    found: set[str] = set()
    options = scale.options if scale else ()
    for line in re.split(r"[\n;；]", text):
        if not line.strip():
            continue
        option = option_of(options, line.strip(" ・-•\u3000"))
        if option is None:
            code = "preset" if is_prompt(line) or has_only_empty_boxes(line) else "not_in_list"
            raise NotALabelError(code, tuple(label(option.label, "en") for option in options))
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
    QuestionKind.MATURITY: OwnKind(_write_level, _read_level, _levels, _anchors, described=True),
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
