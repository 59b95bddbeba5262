"""NIST OSCAL catalogues (JSON): groups of controls, whose parts state what is required.

The structure is that of the OSCAL catalog model 1.1: https://pages.nist.gov/OSCAL-Reference/models/latest/catalog/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from vendor_risk.formats.listing import IMPLEMENTED, Listing, ListingItem
from vendor_risk.formats.plain import items, mapping, mappings, text

MAX_DEPTH = 20
_INSERT = re.compile(r"\{\{\s*(?:insert:\s*)?param[,:]\s*([\w.-]+)\s*\}\}|\{\{\s*([\w.-]+_prm_[\w.]+)\s*\}\}")
_Params = dict[str, str]


def is_catalog(document: object) -> bool:
    """Whether a JSON document is a catalogue."""
    catalog = mapping(mapping(document).get("catalog"))
    return bool(catalog.get("metadata")) and ("groups" in catalog or "controls" in catalog)


def read(document: object) -> Listing:
    """The controls of a catalogue as questions; withdrawn ones are none."""
    catalog = mapping(mapping(document).get("catalog"))
    title = text(mapping(catalog.get("metadata")).get("title"))
    return Listing(title, tuple(_of_group(catalog, (), {}, 0)))


def _of_group(group: Mapping[str, object], path: tuple[str, ...], params: _Params, depth: int) -> Iterator[ListingItem]:
    if depth > MAX_DEPTH:
        return
    known = params | _params(group)
    for control in mappings(group.get("controls")):
        yield from _of_control(control, path, known, depth + 1)
    for inner in mappings(group.get("groups")):
        title = text(inner.get("title"))
        yield from _of_group(inner, (*path, title) if title else path, known, depth + 1)


def _of_control(
    control: Mapping[str, object], path: tuple[str, ...], params: _Params, depth: int
) -> Iterator[ListingItem]:
    if depth > MAX_DEPTH:
        return
    known = params | _params(control)
    props = {text(prop.get("name")): text(prop.get("value")) for prop in reversed(mappings(control.get("props")))}
    if props.get("status", "").lower() != "withdrawn":
        statement = "\n".join(_prose(control, "statement", known))
        guidance = "\n".join((*_prose(control, "guidance", known), *_prose(control, "overview", known)))
        title = text(control.get("title"))
        yield ListingItem(
            _id(control, props),
            " › ".join(path),
            "\n".join(part for part in (title, statement) if part),
            guidance,
            _options(control) or IMPLEMENTED,
        )
    for inner in mappings(control.get("controls")):
        yield from _of_control(inner, path, known, depth + 1)


def _id(control: Mapping[str, object], props: Mapping[str, str]) -> str:
    """The label people know a control by ("AC-2(1)"), where it is one word, else its number; else its id."""
    names = (props.get("label", ""), props.get("sort-id", "") if "label" in props else "")
    return next((name for name in names if name and " " not in name), text(control.get("id")))


def _options(control: Mapping[str, object]) -> tuple[str, ...]:
    """The answers that a catalogue of ours offers (see `oscal_writing`)."""
    for part in mappings(control.get("parts")):
        if part.get("name") == "answers":
            return tuple(text(inner.get("prose")) for inner in mappings(part.get("parts")) if text(inner.get("prose")))
    return ()


def _params(holder: Mapping[str, object]) -> _Params:
    """What stands in place of each parameter: its values, its choices, or its label in brackets."""
    found = {}
    for param in mappings(holder.get("params")):
        select = mapping(param.get("select"))
        values = [text(value) for value in items(param.get("values")) if text(value)]
        choices = [text(choice) for choice in items(select.get("choice")) if text(choice)]
        words = ", ".join(values) or " / ".join(choices) or text(param.get("label")) or text(param.get("usage"))
        found[text(param.get("id"))] = words if values else f"[{words or text(param.get('id'))}]"
    return found


def _prose(holder: Mapping[str, object], name: str, params: _Params) -> Iterator[str]:
    for part in mappings(holder.get("parts")):
        if part.get("name") == name:
            yield from _of_part(part, params, 0)


def _of_part(part: Mapping[str, object], params: _Params, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        return
    label = next((text(p.get("value")) for p in mappings(part.get("props")) if p.get("name") == "label"), "")
    prose = _inserted(text(part.get("prose")), params, 3)
    if prose:
        yield f"{label} {prose}" if label and depth else prose
    for inner in mappings(part.get("parts")):
        if inner.get("name") in {"item", "statement"}:
            yield from _of_part(inner, params, depth + 1)


def _inserted(prose: str, params: _Params, left: int) -> str:
    """The prose with its parameters written out; parameters within parameters as often as `left`."""
    if not left or "{{" not in prose:
        return prose
    filled = _INSERT.sub(lambda found: params.get(found.group(1) or found.group(2), "[…]"), prose)
    return _inserted(filled[:20_000], params, left - 1)
