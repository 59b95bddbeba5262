"""What stands in a paper."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass


def texts(value: object) -> Iterator[str]:
    """Every text in a paper or a part of it, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from texts(getattr(value, one.name))
