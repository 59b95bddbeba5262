"""What a page's address says about it: read from the address, changed, and written into the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self

from flask import url_for

_LONGEST = 100
"""Characters that are read of a value; no key or search that means anything is longer."""


@dataclass(frozen=True, slots=True)
class QueryState:
    """A page as its address says it: a frozen dataclass of texts, each with its usual value, which is left out."""

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Self:
        """What an address says; what is unknown or absent there takes its default."""
        return cls(**{field.name: args[field.name][:_LONGEST] for field in fields(cls) if args.get(field.name)})

    def args(self, **changes: str) -> dict[str, str]:
        """The arguments of the address that shows this, with changes; what has its default is omitted."""
        changed, usual = replace(self, **changes), type(self)()
        named = {field.name: str(getattr(changed, field.name)) for field in fields(changed)}
        return {name: value for name, value in named.items() if value != getattr(usual, name)}


def address(endpoint: str, args: Mapping[str, object]) -> str:
    """The address of an endpoint with these arguments, which may come from another address: what Flask would take for
    its own (`_external`, `_anchor` …) is left out.
    """
    given = {name: value for name, value in args.items() if not name.startswith("_") and name != "endpoint"}
    return url_for(endpoint, _anchor=None, _method=None, _scheme=None, _external=None, **given)
