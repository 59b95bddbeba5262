"""Papers made for tests, and what stands in them."""

from datetime import UTC

from tests.builders.papers import texts
from vendor_risk.database import now
from vendor_risk.i18n import speaking
from vendor_risk.reports import subjects
from vendor_risk.reports.board_paper import board_paper
from vendor_risk.reports.material import Material, gather
from vendor_risk.reports.paper import Paper

TODAY = now().date()


def paper_of(scope, lang="en", organization=None) -> Paper:
    """The board paper over this scope, or about one organization of it."""
    with speaking(lang):
        chosen = subjects.subject(scope, organization)
        assert chosen is not None
        return board_paper(chosen, None, TODAY, UTC)


def blocks(paper, kind):
    """All blocks of one kind, in the order of the paper."""
    return [block for section in paper.sections for block in section.blocks if isinstance(block, kind)]


def part(paper, key):
    """The section with this key."""
    return next(section for section in paper.sections if section.key == key)


def said(value) -> str:
    """Everything a paper or a part of it says, as one text."""
    return " ".join(texts(value))


def material_of(scope, wanted=None, lang="en") -> Material:
    """What a paper over this scope is made of, with its names in this language."""
    with speaking(lang):
        return gather(scope, wanted, TODAY, UTC)


def blocks_of(section, kind):
    """The blocks of one kind in one section."""
    return [block for block in section.blocks if isinstance(block, kind)]
