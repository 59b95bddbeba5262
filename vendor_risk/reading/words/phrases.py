"""Finding many known phrases in a short text at once, the longest first: by their first word instead of one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TOKEN = re.compile(r"\w+|[^\w\s]")


class Phrases:
    """Phrases of scripts that put spaces between words; each is found as whole words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):
            if (first := _TOKEN.search(phrase)) is not None:
                self._by_first.setdefault(first[0], []).append(phrase)

    def find(self, text: str) -> list[tuple[str, int]]:
        """The phrases in a text and where each ends, none inside another."""
        found: list[tuple[str, int]] = []
        past = 0
        for token in _TOKEN.finditer(text):
            start = token.start()
            if start < past:
                continue
            for phrase in self._by_first.get(token[0], ()):
                end = start + len(phrase)
                if text.startswith(phrase, start) and not (
                    phrase[-1].isalnum() and end < len(text) and (text[end].isalnum() or text[end] == "_")
                ):
                    found.append((phrase, end))
                    past = end
                    break
        return found
