"""Google VSAQ: questionnaires as JSON, with comments between. https://github.com/google/vsaq (doc/template_syntax.md)

Blocks hold items. Those that ask have an id; groups offer choices. Answers, where a file brings them, stand under
"answers" by id, as the program exports them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from vendor_risk.formats.listing import Listing, ListingItem
from vendor_risk.formats.plain import mapping, mappings, text

MAX_DEPTH = 20
_ASKS = {"line", "box", "yesno", "check", "radio", "radiogroup", "checkgroup", "upload", "date", "number"}
_MARKUP = re.compile(r"</?(?:a|b|br|code|em|i|li|ol|p|pre|strong|tt|u|ul)\b[^<>]{0,500}>", re.IGNORECASE)


def is_questionnaire(document: object) -> bool:
    """Whether a JSON document is such a questionnaire."""
    return any("type" in item for item in mappings(mapping(document).get("questionnaire")))


def read(document: object) -> Listing:
    """What the questionnaire asks, with the answers the file brings."""
    found = mapping(document)
    blocks = mappings(found.get("questionnaire"))
    titles = [_plain(block.get("text")) for block in blocks if block.get("type") == "block"]
    answers = {str(key): text(value) for key, value in mapping(found.get("answers")).items()}
    return Listing(next(iter(titles), "VSAQ"), tuple(_of_items(blocks, (), answers, 0)))


def _of_items(
    elements: list[Mapping[str, object]], path: tuple[str, ...], answers: Mapping[str, str], depth: int
) -> Iterator[ListingItem]:
    if depth > MAX_DEPTH:
        return
    said = ""
    for number, element in enumerate(elements, start=1):
        kind, words = text(element.get("type")), _plain(element.get("text"))
        if kind == "block":
            inner = (*path, words) if words and depth else path
            yield from _of_items(mappings(element.get("items")), inner, answers, depth + 1)
        elif kind in _ASKS:
            yield _asked(element, words or said, path, answers, f"{len(path)}.{number}")
        if kind == "info":
            said = words  # a text before a group without a text of its own is its question
        elif kind in _ASKS:
            said = ""


def _asked(
    element: Mapping[str, object], words: str, path: tuple[str, ...], answers: Mapping[str, str], place: str
) -> ListingItem:
    kind = text(element.get("type"))
    choices = [(key, _plain(label)) for choice in mappings(element.get("choices")) for key, label in choice.items()]
    own_id = text(element.get("id")) or (choices[0][0] if choices else place)
    options = tuple(label for _key, label in choices)
    answer = answers.get(own_id, "")
    if kind == "yesno":
        options = (text(element.get("yes")) or "Yes", text(element.get("no")) or "No")
        answer = {"yes": options[0], "no": options[1]}.get(answer, answer)
    elif kind in {"check", "radio"}:
        options = ("Yes", "No")
        answer = "Yes" if answer in {"checked", "yes"} else answer
    elif choices:
        answer = "; ".join(label for key, label in choices if answers.get(key) in {"checked", "yes"}) or answer
    asked = words or " / ".join(options) or own_id
    return ListingItem(own_id, " › ".join(path), asked, text(element.get("placeholder")), options, answer)


def _plain(value: object) -> str:
    """A text without the markup that the program shows it with."""
    return _MARKUP.sub("", text(value)).strip()


def without_comments(source: str) -> str:
    """JSON without the comments (`// …` and `/* … */`) that the program allows; texts keep theirs."""
    out, place, quoted = [], 0, False
    while place < len(source):
        character = source[place]
        if quoted:
            step = 2 if character == "\\" else 1
            out.append(source[place : place + step])
            quoted = character != '"'
            place += step
        elif source.startswith("//", place):
            end = source.find("\n", place)
            place = len(source) if end < 0 else end
        elif source.startswith("/*", place):
            end = source.find("*/", place + 2)
            place = len(source) if end < 0 else end + 2
        else:
            quoted = character == '"'
            out.append(character)
            place += 1
    return "".join(out)
