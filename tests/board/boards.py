"""A chain of five vendors, and boards over it."""

from datetime import UTC

from tests.builders.history import everything
from vendor_risk.board.address import BoardAddress
from vendor_risk.board.build import build
from vendor_risk.database import now


def board(**asked):
    """A board over the whole group, as of today."""
    return build(everything(), BoardAddress(**asked), now().date(), UTC)


def by_row(found, name):
    """One figure of every row's total."""
    return dict(zip(found.grid.rows, getattr(found.grid.overall, name)[:, 0].tolist(), strict=True))


def build_for(scope, **asked):
    """A board as a reader of this scope sees it, as of today."""
    return build(scope, BoardAddress(**asked), now().date(), UTC)
