"""What can be wrong with content, said so that the author of a file can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContentProblem:
    """One thing that is wrong: the file, the place in it ("questions > OP-01-02 > anchors"), and what to do."""

    file: str
    place: str
    advice: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.place}" if self.place else self.file
        return f"{where}: {self.advice}"


class ContentError(Exception):
    """Content cannot be used. The message has one line per problem; `problems` holds them apart."""

    def __init__(self, problems: Iterable[ContentProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
