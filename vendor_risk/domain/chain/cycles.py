"""The least fixed point of combined exposure inside cycles: what every other node gets by one evaluation.

F(c)(i) = 1 - (1 - own(i)) · Π_j (1 - w_ij · c(j)) is monotone and concave. Rows that draw on no own or outside risk
stay at 0; on all others the fixed point is unique. Two ways lead to it, both with proof:

- from below, c ← F(c) rises monotonically; where steps shrink steadily, most of the geometric rest is added at once if
  F(g) ≥ g certifies that the guess g is still below;
- from above, Newton's steps from 1 fall monotonically and quadratically: F lies below its tangents, and the tangent at
  any point above the fixed point has spectral radius < 1.

The first is cheap and enough for most components; the second finishes those whose steps hardly shrink (long rings of
weights near 1). Both end within a few roundings of it, each of which the cycle returns as often as (1 - F')⁻¹ says: a
ring that passes on all but a ten-millionth leaves nine digits, any ring of weights up to 0.99 thirteen. Who knows
values of nearly the same cycle may begin with them (`solve(…, near)`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, eye_array
from scipy.sparse.linalg import spsolve

from vendor_risk.domain.chain.jagged import Jagged

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

_PATTERN = 6  # rounds from one guess to the next; the last two go half way, so that steps do not circle
_BOLDEST = 0.98  # of the geometric rest; all of it would overshoot, F being concave
_SLOW = 0.7  # steps that shrink faster than this need no help
_ROUNDS = 60  # before Newton takes over
_MOST_ROUNDS = 5_000  # for components too large for Newton's sparse factors
_MOST_ROWS = 20_000
_NEWTON_STEPS = 60
_SURE = 0.99  # steps from near values must shrink at least so fast
_CLOSE = 1e-12  # what the steps still to come may add up to
_NOTHING = 1e-17  # a step below the resolution of the sum


@dataclass(frozen=True)
class Cycle:
    """Rows whose values depend on each other: `cols` are positions among the rows themselves.

    Edges that lead out have weight 0 here; what they leave (Π of 1 - w · c over them) is in `outside`. `components` is
    where each strongly connected component starts.
    """

    own: Floats
    outside: Floats
    cols: Ints
    weights: Floats
    seg: Ints
    components: Ints
    layout: Jagged | None = None
    """`edges` of an earlier cycle with the same `cols`, `weights` and `seg`."""

    @cached_property
    def minus_alive(self) -> Floats:
        """own - 1: what an escape is worth, negated."""
        return self.own - 1.0

    @cached_property
    def edges(self) -> Jagged:
        """The edges, laid out for many rounds."""
        return self.layout or Jagged(self.seg, self.cols, self.weights)

    def escaped(self, values: Floats) -> Floats:
        """The probability that no supplier passes anything on to each row."""
        product = self.edges.escaped(values)
        product *= self.outside
        return product

    def step(self, values: Floats) -> Floats:
        """F(values)."""
        after = self.escaped(values)
        after *= self.minus_alive
        after += 1.0
        return after


def solve(cycle: Cycle, near: Floats | None = None) -> Floats:
    """The least fixed point, 0–1 by row. `near` are values thought to be near it, such as before a small change."""
    if near is not None:
        values, done = _from_near(cycle, near)
        if done:
            return values
    values, settled, _rate = _approach(cycle, cycle.own.copy(), _ROUNDS)
    return values if settled.all() else _finish(cycle, values, settled)


def _from_near(cycle: Cycle, near: Floats) -> tuple[Floats, bool]:
    """Steps from values near the fixed point, and whether they got there.

    Rows that draw on nothing are put to 0 first; then steps from 0 and from 1 meet in the one fixed point, and steps
    from anywhere between them are held by both. Slowly shrinking ones are left to the ways that carry a proof of where
    they stand.
    """
    if bool(((cycle.own <= 0) & (cycle.outside >= 1)).any()):
        near = np.where(_drawing(cycle), near, 0.0)
    rising = float((cycle.step(near) - near).sum()) >= 0
    values, settled, rate = _approach(cycle, near, _ROUNDS, 1.0 if rising else -1.0)
    return values, bool(settled.all()) and float(rate.max(initial=0.0)) <= _SURE


def _finish(cycle: Cycle, values: Floats, done: NDArray[np.bool_]) -> Floats:
    """The fixed point where steps from below hardly shrink."""
    sizes = np.diff(np.append(cycle.components, len(values)))
    rest = np.repeat(~done, sizes)
    if np.count_nonzero(rest) > _MOST_ROWS:
        return _approach(cycle, cycle.own.copy(), _MOST_ROUNDS)[0]
    return _from_above(cycle, values, rest)


def _approach(
    cycle: Cycle, values: Floats, rounds: int, direction: float = 1.0
) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """Steps from values below the fixed point (direction 1) or above it (-1), and never past it from there; which
    components have reached it, and by which factor their steps shrank last.
    """
    components, number = cycle.components, len(cycle.components)
    sizes = np.diff(np.append(components, len(cycle.own)))
    before, boldness = np.full(number, np.inf), np.full(number, _BOLDEST)
    done = np.zeros(number, dtype=np.bool_)
    rate = before
    for turn in range(rounds):
        half = turn % _PATTERN >= _PATTERN - 2 and float(rate.max()) > _SLOW
        after = cycle.step(values)
        step = np.subtract(after, values)
        if half:
            step *= 0.5
            after = values + step
        values = after
        size = np.maximum.reduceat(np.abs(step), components)
        with np.errstate(invalid="ignore", divide="ignore"):
            known = np.where(np.isinf(before), 1.0, np.where(before > 0, size / before, 0.0))
        rate, last, before = np.minimum(known, 1.0 - 1e-12), before, size
        if not half:
            # A small step after a great one says nothing of those to come, which may hardly shrink: two must be small.
            done = (size <= _CLOSE * (1.0 - rate)) & (last <= _CLOSE) | (size <= _NOTHING)
            if done.all():
                break
        if turn % _PATTERN == _PATTERN - 1:
            guess = np.clip(values + step * np.repeat(boldness * rate / (1.0 - rate), sizes), 0.0, 1.0)
            reached = cycle.step(guess)
            sure = np.minimum.reduceat(direction * (reached - guess), components) >= 0
            values = np.where(np.repeat(sure, sizes), reached, values)
            before[sure] = np.inf
            boldness = np.where(sure, (boldness + _BOLDEST) / 2, boldness / 2)
    return values, done, rate


def _drawing(cycle: Cycle) -> NDArray[np.bool_]:
    """Rows that draw on some own or outside risk, directly or through others; the rest stays at 0."""
    drawing = (cycle.own > 0) | (cycle.outside < 1)
    while True:
        wider = drawing | (np.maximum.reduceat(drawing.take(cycle.cols) * cycle.weights, cycle.seg) > 0)
        if (wider == drawing).all():
            return drawing
        drawing = wider


def _from_above(cycle: Cycle, below: Floats, rest: NDArray[np.bool_]) -> Floats:
    """Newton's steps on the rows of `rest` that draw on any risk; the others keep what they have."""
    rows = np.flatnonzero(rest & _drawing(cycle))
    values = below.copy()
    values[rows] = 1.0
    lengths = np.diff(np.append(cycle.seg, len(cycle.cols)))
    row_of = np.repeat(np.arange(len(values)), lengths)
    position = np.full(len(values), -1, dtype=np.intp)
    position[rows] = np.arange(len(rows))
    inner = np.flatnonzero((position[row_of] >= 0) & (position[cycle.cols] >= 0))
    at = (position[row_of[inner]], position[cycle.cols[inner]])
    for _ in range(_NEWTON_STEPS):
        excess = (values - cycle.step(values))[rows]
        if float(excess.max(initial=0.0)) <= 1e-16:
            break
        slope = _slopes(cycle, values, row_of)[inner]
        tangent = eye_array(len(rows), format="csc") - csc_array((slope, at), shape=(len(rows), len(rows)))
        fall = np.maximum(spsolve(tangent, excess), 0.0)
        values[rows] = np.maximum(values[rows] - fall, below[rows])
        if float(fall.max(initial=0.0)) <= 1e-15:
            break
    return values


def _slopes(cycle: Cycle, values: Floats, row_of: Ints) -> Floats:
    """∂F(i)/∂c(j) per edge: (1 - own) · w · the product over the *other* suppliers (one of them may be certain)."""
    factor = 1.0 - values.take(cycle.cols) * cycle.weights
    certain = factor == 0
    product = np.multiply.reduceat(np.where(certain, 1.0, factor), cycle.seg)
    zeros = np.add.reduceat(certain.astype(np.intp), cycle.seg)
    others = np.where(certain, product[row_of], product[row_of] / np.where(certain, 1.0, factor))
    others = np.where(zeros[row_of] - certain > 0, 0.0, others)
    slopes: Floats = (1.0 - cycle.own)[row_of] * cycle.outside[row_of] * cycle.weights * others
    return slopes
