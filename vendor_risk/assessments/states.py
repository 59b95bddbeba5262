"""The life of an assessment in one table: which verb leads from which states to which.

Everything that changes a status goes through `move`; no other module writes `Assessment.status`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _

from vendor_risk.assessments.models import Assessment
from vendor_risk.assessments.models import AssessmentStatus as Status
from vendor_risk.errors import Refused


class Verb(StrEnum):
    """What can happen to an assessment."""

    ISSUE = "issue"
    OPEN = "open"
    ANSWER = "answer"
    SUBMIT = "submit"
    BEGIN_REVIEW = "begin_review"
    RETURN = "return"
    ACCEPT = "accept"
    EXPIRE = "expire"
    REOPEN = "reopen"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Transition:
    """A verb: the states it may start from, where it leads (None: stays), and why not from anywhere else."""

    sources: frozenset[Status]
    target: Status | None
    refusal: Callable[[], str]


WITH_RESPONDENT = frozenset({Status.ISSUED, Status.OPENED, Status.IN_PROGRESS, Status.RETURNED})
"""States in which the respondent may answer (in RETURNED: the returned questions only)."""
WITH_REVIEWER = frozenset({Status.SUBMITTED, Status.IN_REVIEW})
"""States in which the reviewer decides."""

MOVES: dict[Verb, Transition] = {
    Verb.ISSUE: Transition(
        frozenset({Status.DRAFT}),
        Status.ISSUED,
        lambda: _("This questionnaire has already been sent. Send a new link instead."),
    ),
    Verb.OPEN: Transition(
        frozenset({Status.ISSUED}), Status.OPENED, lambda: _("This questionnaire has already been opened.")
    ),
    Verb.ANSWER: Transition(
        frozenset({Status.DRAFT, Status.ISSUED, Status.OPENED, Status.IN_PROGRESS}),
        Status.IN_PROGRESS,
        lambda: _(
            "These answers can no longer be changed: they have been submitted, or the questionnaire "
            "has been closed. To change an answer, contact the company that sent the questionnaire."
        ),
    ),
    Verb.SUBMIT: Transition(
        frozenset({Status.IN_PROGRESS, Status.RETURNED}),
        Status.SUBMITTED,
        lambda: _(
            "These answers cannot be submitted: no questions have been answered, the answers have already been "
            "submitted, or the questionnaire has been closed."
        ),
    ),
    Verb.BEGIN_REVIEW: Transition(
        frozenset({Status.SUBMITTED}),
        Status.IN_REVIEW,
        lambda: _("Only submitted answers can be reviewed."),
    ),
    Verb.RETURN: Transition(
        WITH_REVIEWER,
        Status.RETURNED,
        lambda: _("Only submitted answers that have not yet been accepted can be returned."),
    ),
    Verb.ACCEPT: Transition(
        WITH_REVIEWER,
        Status.ACCEPTED,
        lambda: _("Only submitted answers can be accepted."),
    ),
    Verb.EXPIRE: Transition(
        WITH_RESPONDENT - {Status.RETURNED},
        Status.EXPIRED,
        lambda: _("Only a questionnaire that has been sent but not yet submitted can be closed."),
    ),
    Verb.REOPEN: Transition(
        frozenset({Status.EXPIRED}), Status.IN_PROGRESS, lambda: _("Only a closed questionnaire can be reopened.")
    ),
    Verb.SUPERSEDE: Transition(
        WITH_RESPONDENT | WITH_REVIEWER | {Status.DRAFT, Status.ACCEPTED, Status.EXPIRED},
        Status.SUPERSEDED,
        lambda: _("This questionnaire has already been replaced by a newer one."),
    ),
    Verb.WITHDRAW: Transition(
        WITH_RESPONDENT | {Status.DRAFT},
        Status.EXPIRED,
        lambda: _("Only assessments that have not been submitted can be withdrawn."),
    ),
}

DONE = WITH_REVIEWER | {Status.ACCEPTED}
"""States in which the answers are complete and closed."""
RUNNING = WITH_RESPONDENT | WITH_REVIEWER | {Status.DRAFT}
"""States in which the same questionnaire need not be asked again."""


def can(assessment: Assessment, verb: Verb) -> bool:
    """Whether `verb` is possible now. For buttons and conditions."""
    return assessment.status in MOVES[verb].sources


def move(assessment: Assessment, verb: Verb) -> None:
    """Change the status as `verb` does; Refused (409) with what to do when it is not possible now."""
    if not can(assessment, verb):
        raise Refused(MOVES[verb].refusal(), status=409)
    target = MOVES[verb].target
    if target is not None:
        assessment.status = target
