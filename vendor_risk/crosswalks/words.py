"""How pages say why questions of two questionnaires are thought to ask the same."""

from __future__ import annotations

from flask_babel import gettext as _

from vendor_risk.crosswalks.proposal import CrosswalkProposal, Leaf, ProposalState
from vendor_risk.crosswalks.proposals import rules
from vendor_risk.domain.questionnaires import LEVEL_NAMES
from vendor_risk.domain.scoring.readings import Mark
from vendor_risk.i18n import listed, tell


def why(leaf: Leaf) -> str:
    """Why a question of theirs stands behind one of ours."""
    pair = leaf.pair
    control = tell(rules().controls[pair.control].title) if pair.control else ""
    sentences: list[str] = []
    if pair.reference:
        number = pair.reference.replace(":", " ", 1)
        sentences.append(_("Both questions are about “%(control)s” (%(number)s).", control=control, number=number))
    elif pair.control:
        sentences.append(_("Wording similar to “%(control)s”.", control=control))
    if pair.words:
        words = listed(f"“{word}”" for word in pair.words)
        likeness = round(100 * pair.likeness)
        sentences.append(
            _("Text similarity: %(percent)s%%. Words in common: %(words)s.", percent=likeness, words=words)
        )
    return " ".join(sentences)


def meaning(proposal: CrosswalkProposal) -> str:
    """What is proposed, in words."""
    carried = proposal.carried
    if carried is None:
        return ""
    if carried.level is not None:
        return f"{carried.level} {tell(LEVEL_NAMES[carried.level])}"
    if carried.not_applicable:
        return str(_("Not applicable"))
    return str(_("“I do not know”") if carried.unknown else _("Free-text answer"))


def choose(proposal: CrosswalkProposal) -> str:
    """Why a person must choose the level."""
    if all(leaf.reading.mark is Mark.NOT_APPLICABLE for leaf in proposal.leaves):
        return str(_("Answered “not applicable”, but our question applies to all organisations: select a level"))
    return str(_("Free-text answer: select a level"))


def states() -> dict[str, str]:
    """What stands in the way of a proposal, or what it would do."""
    return {
        ProposalState.OPEN: _("Not answered yet"),
        ProposalState.REFRESH: _("Already carried over; the original answer has since changed"),
        ProposalState.SAME: _("Carried over"),
        ProposalState.ANSWERED: _("Already answered; will not be changed"),
        ProposalState.CLOSED: _("Can no longer be changed"),
    }
