"""CISO Assistant: framework libraries as YAML, and the workbooks they are made from.

A framework is a list of requirement nodes with a depth; those marked assessable are asked, the others are headings.
A node may hold questions of its own with choices. https://intuitem.gitbook.io/ciso-assistant
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vendor_risk.formats.listing import IMPLEMENTED, Listing, ListingItem
from vendor_risk.formats.plain import items, mapping, mappings, text
from vendor_risk.workbook.model import Workbook, WorkbookSheet

_HEADINGS = 40
_META = ("library_content", "library_meta")


def is_library(document: object) -> bool:
    """Whether a YAML document is a library that holds a framework."""
    library = mapping(document)
    return text(library.get("urn")).startswith("urn:") and bool(_frameworks(library))


def _frameworks(library: Mapping[str, object]) -> list[Mapping[str, object]]:
    objects = mapping(library.get("objects"))
    found = [mapping(objects.get("framework")), *mappings(objects.get("frameworks"))]
    return [framework for framework in found if items(framework.get("requirement_nodes"))]


def read(document: object) -> Listing:
    """The assessable nodes of a library's frameworks as questions."""
    library = mapping(document)
    found: list[ListingItem] = []
    for framework in _frameworks(library):
        found += _of_nodes(mappings(framework.get("requirement_nodes")))
    return Listing(text(library.get("name")) or text(library.get("ref_id")), tuple(found))


def _of_nodes(nodes: Sequence[Mapping[str, object]]) -> Iterator[ListingItem]:
    headings: dict[int, str] = {}
    for node in nodes:
        told = node.get("depth")
        depth = (told or 1) if isinstance(told, int) else 1
        headings = {level: title for level, title in headings.items() if level < depth}
        title = " ".join(part for part in (text(node.get("ref_id")), text(node.get("name"))) if part)
        if node.get("assessable") is True:
            yield from _of_node(node, " › ".join(list(headings.values())[:_HEADINGS]))
        headings[depth] = title or text(node.get("description"))[:120]


def _of_node(node: Mapping[str, object], section: str) -> Iterator[ListingItem]:
    node_id = text(node.get("ref_id")) or text(node.get("urn")).rpartition(":")[2]
    words = "\n".join(part for part in (text(node.get("name")), text(node.get("description"))) if part)
    guidance = "\n".join(part for part in (text(node.get("annotation")), text(node.get("typical_evidence"))) if part)
    asked = list(_questions(node))
    if not asked:
        yield ListingItem(node_id, section, words or node_id, guidance, IMPLEMENTED)
    for number, (question, options) in enumerate(asked, start=1):
        own_id = node_id if len(asked) == 1 else f"{node_id}.{number}"
        yield ListingItem(own_id, section, question, "\n".join(part for part in (words, guidance) if part), options)


def _questions(node: Mapping[str, object]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The questions of a node with their choices, in the present shape and the one before."""
    for question in mapping(node.get("questions")).values():
        choices = [choice.get("value") for choice in mappings(mapping(question).get("choices"))]
        yield text(mapping(question).get("text")), tuple(text(choice) for choice in choices if text(choice))
    before = mapping(node.get("question"))
    options = tuple(text(choice) for choice in items(before.get("question_choices")) if text(choice))
    for question in mappings(before.get("questions")):
        yield text(question.get("text")), options


def is_workbook(workbook: Workbook) -> bool:
    """Whether a workbook is one that such a library is made from."""
    return any(sheet.name in _META for sheet in workbook.sheets) and any(map(_columns, workbook.sheets))


def _columns(sheet: WorkbookSheet) -> dict[str, int]:
    """The columns of a sheet of requirement nodes by name, from 1; empty for any other sheet."""
    names = {sheet.text(1, column).strip().lower(): column for column in range(1, min(sheet.width, 60) + 1)}
    return names if {"assessable", "depth"} <= set(names) else {}


def read_workbook(workbook: Workbook) -> Listing:
    """The assessable rows of a library's workbook as questions."""
    title = next((name for sheet in workbook.sheets if sheet.name in _META for name in _meta_names(sheet)), "")
    answers = {key: options for sheet in workbook.sheets for key, options in _answers(sheet)}
    found: list[ListingItem] = []
    for sheet in workbook.sheets:
        columns = _columns(sheet)
        if columns:
            found += _of_nodes([_node(sheet, row, columns, answers) for row in range(2, len(sheet.rows) + 1)])
    return Listing(title or workbook.name, tuple(found))


def _meta_names(sheet: WorkbookSheet) -> Iterator[str]:
    for row in range(1, min(len(sheet.rows), 60) + 1):
        if sheet.text(row, 1).strip().lower() in {"name", "library_name"} and sheet.text(row, 2):
            yield sheet.text(row, 2)


def _answers(sheet: WorkbookSheet) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The lists of answers that a sheet defines, by their id."""
    names = {sheet.text(1, column).strip().lower(): column for column in range(1, min(sheet.width, 20) + 1)}
    if {"id", "question_type", "question_choices"} <= set(names):
        for row in range(2, len(sheet.rows) + 1):
            lines = sheet.text(row, names["question_choices"]).splitlines()
            yield (
                sheet.text(row, names["id"]).strip(),
                tuple(line.lstrip("|").strip() for line in lines if line.strip()),
            )


def _node(
    sheet: WorkbookSheet, row: int, columns: Mapping[str, int], answers: Mapping[str, tuple[str, ...]]
) -> dict[str, object]:
    """A row as a node of the library has it."""
    texts = {name: sheet.text(row, column) for name, column in columns.items()}
    asked = [line.strip() for line in texts.get("questions", "").splitlines() if line.strip()]
    kinds = [line.strip() for line in texts.get("answer", "").splitlines() if line.strip()]
    questions = {
        str(number): {
            "text": line,
            "choices": [{"value": value} for value in answers.get(kinds[min(number, len(kinds) - 1)], ())]
            if kinds
            else [],
        }
        for number, line in enumerate(asked)
    }
    depth = int(texts["depth"]) if texts["depth"].isdecimal() else 1
    return {**texts, "assessable": bool(texts["assessable"].strip()), "depth": depth, "questions": questions}
