"""Reaching into documents of strangers: whatever is not of the expected shape is nothing, and never an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence


def mapping(value: object) -> Mapping[str, object]:
    """The mapping, or an empty one."""
    return value if isinstance(value, Mapping) else {}


def items(value: object) -> Sequence[object]:
    """The list, or an empty one."""
    return value if isinstance(value, list) else []


def mappings(value: object) -> list[Mapping[str, object]]:
    """The mappings of a list."""
    return [item for item in items(value) if isinstance(item, Mapping)]


class Names:
    """Makes names that differ: the second of two equal ones gets a number."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self._make, self._given, self._taken = make, dict[str, str](), set[str]()

    def __call__(self, name: str) -> str:
        """The name made of this one; the same each time it is asked for."""
        if name not in self._given:
            made = first = self._make(name)
            number = 1
            while made in self._taken:
                number += 1
                made = f"{first}_{number}"
            self._taken.add(made)
            self._given[name] = made
        return self._given[name]


def text(value: object) -> str:
    """A text, or a number or truth value as text; "" for anything else."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip() if isinstance(value, str | int | float) else ""
