"""The sentences of the application: extracted from code and templates, and what the Japanese catalogues hold.

`python -m tests.codebase.catalogue [feature]` prints what is missing or obsolete, as entries to paste.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from vendor_risk import paths

KEYWORDS = {"_": None, "_l": None, "_n": (1, 2), "gettext": None, "ngettext": (1, 2), "lazy_gettext": None, "N_": None}
KEYWORDS |= {"lazy_ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-zA-Z]|\{(\w*)\}")
ROOT = paths.PACKAGE.parent


def sources() -> list[tuple[Path, str, dict[str, str]]]:
    """Every file that can hold sentences, with Babel's method for it."""
    jinja = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
    code = [(file, "python", {}) for file in sorted(paths.PACKAGE.rglob("*.py")) if "_shipped" not in file.parts]
    pages = [
        (file, "jinja2.ext:babel_extract", jinja)
        for file in sorted(paths.TEMPLATES.rglob("*"))
        if file.suffix in {".html", ".txt"}
    ]
    return code + pages


@cache
def extracted() -> dict[str, list[str]]:
    """English sentence → where it stands ("file:line")."""
    found: dict[str, list[str]] = defaultdict(list)
    for file, method, options in sources():
        for line, message, _comments, _context in extract_from_file(method, file, keywords=KEYWORDS, options=options):
            msgid = message[0] if isinstance(message, tuple) else message
            if msgid:
                found[msgid].append(f"{file.relative_to(ROOT)}:{line}")
    return dict(found)


@cache
def catalogue(lang: str = "ja") -> dict[str, list[tuple[str, Message]]]:
    """English sentence → the catalogue files that translate it, with the entry."""
    found: dict[str, list[tuple[str, Message]]] = defaultdict(list)
    for file in sorted((paths.TRANSLATIONS / lang).glob("*.po")):
        with file.open("rb") as handle:
            for message in read_po(handle, locale=lang, abort_invalid=True):
                if message.id:
                    msgid = message.id[0] if isinstance(message.id, tuple) else message.id
                    found[msgid].append((file.stem, message))
    return dict(found)


def placeholders(text: str) -> set[str]:
    """The names of the values a sentence takes."""
    return {"".join(found) for found in PLACEHOLDER.findall(text)}


def main(words: list[str]) -> None:
    """Print what is missing (of files with one of `words` in their path) and what is obsolete."""
    have, want = catalogue(), extracted()
    for msgid, places in want.items():
        translated = any(message.string and all(message.string) for _file, message in have.get(msgid, []))
        if not translated and (not words or any(word in place for word in words for place in places)):
            escaped = msgid.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            print(f'#: {places[0]}\nmsgid "{escaped}"\nmsgstr ""\n')
    for msgid in have.keys() - want.keys():
        print(f"obsolete in {have[msgid][0][0]}.po: {msgid!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
