"""Plotly's script without the kinds of chart that are not drawn here: a quarter of it.

The installed package ships one script with everything (3-D, maps with tiles, statistics). It is written by a bundler
(esbuild) as a row of statements, each a module that does nothing until another one calls it; the last one registers
the kinds of chart. So the script is taken apart into these statements, the register is cut to the kinds that are
wanted, and every statement is left out that nothing kept can reach. Nothing is fetched, and nothing that is kept is
changed: the script stays that of the version the locks name. A script of another shape raises `UnknownShapeError`, and
is then served whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

_OPEN = "var Plotly=(()=>{"
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|/\*.*?\*/|//[^\n]*|[`/(){}\[\];]', re.DOTALL)
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(`|\$\{)", re.DOTALL)
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_BEFORE_REGEX = re.compile(
    r"(?:[(,=:\[!&|?{};+*%~^<>-]|(?:^|[^\w$.])(?:return|typeof|case|in|of|void|throw|else|do))\s*$"
)
_FUNCTION = re.compile(r"\s*(?:async )?function\*? ?([\w$]+)")
_LAZY = re.compile(r"\s*var ([\w$]+(?:,[\w$]+)*)=([\w$]+)\(\(")
_EXPORTS = re.compile(r"\s*([\w$]+)\(([\w$]+),\{")
_NAME = re.compile(r"(?<![\w$.])(?<![{,](?=[\w$]{1,60}:))[A-Za-z_$][\w$]*")
_CALLED = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*)\(\)")
_PASSED = re.compile(r"\(([A-Za-z_$][\w$]*)\)")
_KIND = re.compile(r'moduleType:"trace",name:"(\w+)"')
_HANDS_ON = re.compile(r"exports=([\w$]+)\(\)")


class UnknownShapeError(ValueError):
    """The script is not built as expected, so it cannot be cut."""


class _Statement(NamedTuple):
    text: str
    code: str
    """The text without what is in strings, templates, regular expressions and comments."""


def _marks(script: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Brackets and semicolons of the code from `start` on, and "" for what is no code (strings, comments, …): each with
    where it begins and ends.
    """
    place, in_template = start, [False]  # for each open bracket, whether it is a template's ${
    while (match := _TOKEN.search(script, place)) is not None:
        sign, at, place = match[0], match.start(), match.end()
        if sign in "([{":
            in_template.append(False)
        elif sign == "/":
            if _BEFORE_REGEX.search(script, max(start, at - 12), at) is None:
                continue  # divided by
            if found := _REGEX.match(script, at):
                place = found.end()
        if sign == "`" or (sign in ")]}" and in_template.pop()):
            text = _TEMPLATE.match(script, place)
            if text is None:
                break
            place = text.end()
            if text[1] == "${":
                in_template.append(True)
            sign = ""
        yield sign if sign in ("(", "[", "{", ")", "]", "}", ";") else "", at, place
    raise UnknownShapeError("the script ends within something")


def _statements(script: str, start: int) -> Iterator[_Statement]:
    """The statements of the block that begins at `start`, up to its closing brace."""
    begin = kept = start
    depth, code = 0, list[str]()
    for sign, at, end in _marks(script, start):
        if sign == "":
            code.append(script[kept:at])
            kept = end
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        if depth < 0:
            if script[begin:at].strip():
                yield _Statement(script[begin:at], "".join((*code, script[kept:at])))
            return
        if depth == 0 and (sign == ";" or (sign == "}" and _FUNCTION.match(script, begin))):
            yield _Statement(script[begin:end], "".join((*code, script[kept:end])))
            begin = kept = end
            code = []


class _Bundle:
    """The statements by the names they declare, and what each of them needs."""

    def __init__(self, statements: list[_Statement]) -> None:
        self.statements = statements
        self.declares = [_declared(statement.code) for statement in statements]
        self.place = {name: place for place, names in enumerate(self.declares) for name in names}
        exports = [_EXPORTS.match(statement.code) for statement in statements]
        self.exporting = {found[2]: place for place, found in enumerate(exports) if found is not None}
        last = re.fullmatch(r"\s*return ([\w$]+)\(\);?\s*", statements[-1].code)
        entry = self.place.get(last[1]) if last else None
        if entry is None or (lazy := _LAZY.match(statements[entry].code)) is None:
            raise UnknownShapeError("the script does not end with one module")
        self.entry, self.wrapper = entry, lazy[2]

    def is_module(self, place: int) -> bool:
        """Whether a statement is a module, which reaches others by calling them only."""
        lazy = _LAZY.match(self.statements[place].code)
        return lazy is not None and lazy[2] == self.wrapper

    def needs(self, place: int, code: str) -> set[int]:
        """The statements that this one may reach."""
        if self.is_module(place):
            names = set(_CALLED.findall(code)) | (set(_PASSED.findall(code)) & self.exporting.keys())
        else:
            names = set(_NAME.findall(code))
        # one letter is a parameter: the bundler gives only its own helpers, which are kept anyhow, such short names
        found = {self.place[name] for name in names if len(name) > 1 and name in self.place}
        return found | {self.exporting[name] for name in self.declares[place] if name in self.exporting}

    def kind(self, name: str, steps: int = 4) -> str | None:
        """The kind of chart that a registered module draws; None for what is no such module."""
        text = self.statements[self.place[name]].text
        found = _KIND.search(text)
        if found:
            return found[1]
        further = _HANDS_ON.search(text)
        return self.kind(further[1], steps - 1) if further and steps and further[1] in self.place else None


def _declared(code: str) -> list[str]:
    if function := _FUNCTION.match(code):
        return [function[1]]
    if lazy := _LAZY.match(code):
        return lazy[1].split(",")
    if not code.lstrip().startswith("var "):
        return []
    names, depth = [], 0
    for token in re.finditer(r"[(\[{]|[)\]}]|(?:^\s*var |,)([\w$]+)", code):
        if token[1] is None:
            depth += 1 if token[0] in "([{" else -1
        elif depth == 0:
            names.append(token[1])
    return names


def cut(script: str, kinds: Collection[str]) -> str:
    """The script with these kinds of chart only ("scatter" is always there). UnknownShapeError when it cannot be."""
    start = script.find(_OPEN) + len(_OPEN)
    if start < len(_OPEN):
        raise UnknownShapeError("no block to cut")
    bundle = _Bundle(list(_statements(script, start)))
    entry = bundle.statements[bundle.entry].text
    register = re.search(r"\.register\(\[([^\]]*)\]\)", entry)
    if register is None:
        raise UnknownShapeError("nothing is registered")
    by_kind = {bundle.kind(name.removesuffix("()")): name for name in register[1].split(",")}
    if missing := set(kinds) - by_kind.keys():
        raise UnknownShapeError(f"no module draws {', '.join(sorted(missing))}")
    entry = entry.replace(register[1], ",".join(by_kind[kind] for kind in sorted(kinds)))
    kept = _reached(bundle, entry)
    body = "".join(
        entry if place == bundle.entry else statement.text
        for place, statement in enumerate(bundle.statements)
        if place in kept
    )
    end = start + sum(len(statement.text) for statement in bundle.statements)
    return script[:start] + body + script[end:]


def _reached(bundle: _Bundle, entry: str) -> set[int]:
    """What the entry can reach, and what runs by itself: the bundler's own helpers and the last statement."""
    first_module = next(place for place in range(len(bundle.statements)) if bundle.is_module(place))
    waiting = [bundle.entry, *range(first_module), len(bundle.statements) - 1]
    kept: set[int] = set()
    while waiting:
        place = waiting.pop()
        if place not in kept:
            kept.add(place)
            waiting += bundle.needs(place, entry if place == bundle.entry else bundle.statements[place].code)
    return kept
