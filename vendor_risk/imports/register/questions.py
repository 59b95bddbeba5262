"""What a person is asked of a file before it is stored: each question once, with its cells and possible answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct

from vendor_risk.imports.register.words import RowProblem
from vendor_risk.organizations.names import squeeze


class RegisterAsked(NamedTuple):
    """What an answer looks like: its choices ("company": a group company; "given": those that the row names)."""

    kind: str
    choices: tuple[str, ...] = ()
    per: str = "column"
    """Whether it is asked once for a column, for a value, for the currency, for a row, or for the file."""


_ASKED: Mapping[str, RegisterAsked] = {
    "doubtful_number": RegisterAsked("decimal_mark", (".", ",")),
    "doubtful_date": RegisterAsked("date_order", ("day", "month")),
    "no_rate": RegisterAsked("exchange_rate", (), "currency"),
    "unknown_company": RegisterAsked("company", ("company",), "value"),
    "two_companies": RegisterAsked("company", ("given",), "value"),
    "company_proposed": RegisterAsked("buyer", ("company",), "file"),
    "no_home": RegisterAsked("buyer", ("company",), "file"),
    "look_alike": RegisterAsked("same_vendor", ("given", "new"), "row"),
    "nearly_alike": RegisterAsked("same_vendor", ("given", "new"), "row"),
    "alike_in_file": RegisterAsked("same_vendor", ("given", "new"), "row"),
    "no_code_alike": RegisterAsked("same_vendor", ("given", "new"), "row"),
    "no_code": RegisterAsked("same_vendor", ("new",), "row"),
    "company_alike": RegisterAsked("same_vendor", ("new",), "row"),
    "double_name": RegisterAsked("check", (), "row"),
    "again": RegisterAsked("check"),
    "other_unit": RegisterAsked("check"),
    "about": RegisterAsked("check"),
    "at_most": RegisterAsked("check"),
    "at_least": RegisterAsked("check"),
    "maybe_ended": RegisterAsked("check"),
    "dash": RegisterAsked("check"),
    "partly": RegisterAsked("check"),
    "word_meant": RegisterAsked("check"),
    "term_only": RegisterAsked("check"),
    "people_differ": RegisterAsked("check", (), "row"),
    "period_unread": RegisterAsked("check"),
}
_MOST_CELLS = 50


ASKED = frozenset(code for code, asked in _ASKED.items() if asked.kind != "check")
"""What is settled by an answer."""
DOUBTS = frozenset(code for code, asked in _ASKED.items() if asked.kind == "check") | {"nearly_alike", "no_rate"}
"""What was read one way although it may mean another: a person should see the row."""


class RegisterQuestion(Struct, frozen=True):
    """A question. `held`: the rows of these cells wait for the answer. `answer` is what was answered, "" while open.

    Kind "check" has no answer: the reading was applied as said, and the person corrects the file where it is wrong.
    """

    id: str
    kind: str
    code: str
    sheet: str
    column: str
    header: str
    params: dict[str, str]
    cells: tuple[str, ...]
    values: tuple[str, ...]
    number: int
    choices: tuple[str, ...]
    held: bool

    def message(self, gettext: Callable[[str], str] = str, lang: str = "en") -> str:
        """What is asked, in the reader's language."""
        row = int("".join(filter(str.isdigit, self.cells[0])) or 0) if self.cells else 0
        return RowProblem(self.sheet, row, self.column, self.header, self.code, self.params).message(gettext, lang)


def questions_of(problems: Iterable[RowProblem], notes: Iterable[RowProblem]) -> list[RegisterQuestion]:
    """The questions that these problems and notes raise, each once, those that hold rows back first."""
    found: dict[str, list[RowProblem]] = {}
    held: set[str] = set()
    for said, holds in (*((problem, True) for problem in problems), *((note, False) for note in notes)):
        if said.code in _ASKED:
            key = _id(said, _ASKED[said.code])
            found.setdefault(key, []).append(said)
            if holds:
                held.add(key)
    asked = [_question(key, group, key in held) for key, group in found.items()]
    return sorted(asked, key=lambda question: (not question.held, question.kind == "check"))


def _id(said: RowProblem, asked: RegisterAsked) -> str:
    if asked.kind == "check":
        return f"check:{said.code}:{said.sheet}!{said.cell if asked.per == 'row' else said.column}"
    about = {
        "column": f"{said.sheet}!{said.column}",
        "value": squeeze(said.params.get("value", "")),
        "currency": said.params.get("currency", ""),
        "row": said.params.get("value", ""),
        "file": "",
    }[asked.per]
    return f"{asked.kind}:{about}"


def _question(key: str, group: list[RowProblem], held: bool) -> RegisterQuestion:
    first, asked = group[0], _ASKED[group[0].code]
    cells = list(dict.fromkeys(said.cell for said in group))
    choices: list[str] = []
    for choice in asked.choices:
        choices += first.params.get("choices", "").split("|") if choice == "given" else [choice]
    return RegisterQuestion(
        id=key,
        kind=asked.kind,
        code=first.code,
        sheet=first.sheet,
        column=first.column,
        header=first.header,
        params=dict(first.params),
        cells=tuple(cells[:_MOST_CELLS]),
        values=tuple(dict.fromkeys(said.params.get("value", "") for said in group[:_MOST_CELLS])),
        number=len(cells),
        choices=tuple(choices),
        held=held,
    )
