"""Which kinds of background work there are. Features register handlers when they are imported; this one knows none.

    @handler("bulk_import", permission=Permission.ASSESSMENT_ISSUE, name=_l("Import of many files"))
    def run(work: Work) -> None: ...

A handler is called in an application context, in the owner's language, outside `database.writing()`: it opens that
around each step that writes, and commits the step inside. It must be repeatable: after a crash it is called again with
the same params, and does only what is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from vendor_risk.i18n import Lazy
from vendor_risk.permissions import Permission

if TYPE_CHECKING:
    from vendor_risk.jobs.models import Job
    from vendor_risk.jobs.work import Work

Run = TypeVar("Run", bound="Callable[[Work], None]")


@dataclass(frozen=True, slots=True)
class Handler:
    """What does a kind of work; who has `permission` in a job's company sees the job and its result."""

    kind: str
    permission: Permission
    name: Lazy
    run: Callable[[Work], None]
    page: Callable[[Job], str | None]
    """The address of the page that shows the outcome, when there is one besides the job's own."""


_handlers: dict[str, Handler] = {}


def handler(
    kind: str, *, permission: Permission, name: Lazy = "", page: Callable[[Job], str | None] = lambda _job: None
) -> Callable[[Run], Run]:
    """Register the decorated function as what does this kind of work. ValueError when another does it already."""

    def register(run: Run) -> Run:
        known = _handlers.get(kind)
        if known is not None and known.run.__qualname__ != run.__qualname__:
            raise ValueError(f"two handlers for {kind!r}")
        _handlers[kind] = Handler(kind, permission, name, run, page)
        return run

    return register


def find(kind: str) -> Handler | None:
    """The handler of a kind; None when no feature here knows it."""
    return _handlers.get(kind)


def handlers() -> tuple[Handler, ...]:
    """Every handler, by kind."""
    return tuple(_handlers[kind] for kind in sorted(_handlers))
