"""The title of a questionnaire in the reader's language."""

from __future__ import annotations

from typing import Protocol


class Titled(Protocol):
    """A questionnaire or a row of one."""

    @property
    def title_en(self) -> str:
        """In English."""

    @property
    def title_ja(self) -> str:
        """In Japanese."""


def title_in(lang: str, row: Titled) -> str:
    """The title of `row` in `lang`."""
    return row.title_ja if lang == "ja" else row.title_en
