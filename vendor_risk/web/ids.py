"""Numbers in addresses and forms that name rows: no larger than a database can hold, and read in one place."""

from __future__ import annotations

from collections.abc import Iterable

from werkzeug.exceptions import BadRequest
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**63 - 1
"""The largest id of SQLite and of PostgreSQL's bigint; asking either for a larger number is a fault."""
_DIGITS = len(str(LARGEST))
MOST_IDS = 20_000
"""Rows that one form may name."""


def an_id(text: str) -> int:
    """The id that a text spells in plain digits. Raises `ValueError` for anything else (the `type=` of `args.get`)."""
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS and int(text) <= LARGEST):
        raise ValueError("not an id")
    return int(text)


def id_or_none(text: str | None) -> int | None:
    """The id that a text spells; None when it spells none."""
    try:
        return an_id(text or "")
    except ValueError:
        return None


def ids_of(texts: Iterable[str]) -> list[int]:
    """The ids among these texts, each once, in their order; what spells none is left out. More than any page of ours
    sends are a broken request (400): a database takes only so many in one question.
    """
    found = list(dict.fromkeys(number for text in texts if (number := id_or_none(text.strip())) is not None))
    if len(found) > MOST_IDS:
        raise BadRequest
    return found


class IdConverter(IntegerConverter):
    """`<int:…>` of the addresses: a number that no row can have is an address that does not exist (404)."""

    def __init__(self, url_map: Map, *args: int, **options: int) -> None:
        """As werkzeug's, with a largest number."""
        super().__init__(url_map, max=LARGEST)
        if args or options:
            raise TypeError("<int:…> takes no arguments here")
