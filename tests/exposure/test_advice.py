"""What-ifs and measures on random chains: nothing good ever makes anybody worse, and gains are what they say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.graphs import cases, graph_of
from vendor_risk.domain.chain.exposure import exposures
from vendor_risk.exposure.analysis import advice, arrays
from vendor_risk.exposure.analysis import paths as analysis_paths
from vendor_risk.exposure.analysis.advice import What
from vendor_risk.exposure.analysis.snapshot import Engagements, OwnRisks, Snapshot
from vendor_risk.exposure.pictures import layers

ROUNDING = 1e-9


@st.composite
def snapshots(draw):
    """Small chains: the first nodes are companies, some organizations are unknown."""
    case = draw(cases(most=8))
    size, own = case[0], case[2]
    companies = draw(st.integers(1, size))
    known = np.array(draw(st.lists(st.booleans(), min_size=size, max_size=size)))
    share = np.array(draw(st.lists(st.floats(0, 1), min_size=size, max_size=size)))
    none = np.zeros(size, dtype=np.int64)
    empty = np.empty(0, dtype=np.int64)
    risks = OwnRisks(
        low=np.where(known, own, 0.0), high=own, known=known, assessment=none, questionnaire=none,
        section=none - 1, after=own * share, valid_until=none,
    )  # fmt: skip
    return Snapshot(
        ids=np.arange(1, size + 1),
        company=np.arange(size) < companies,
        tier=(None,) * size,
        country=("JP",) * size,
        risks=risks,
        graph=graph_of(case),
        engagements=Engagements(empty, empty, empty, (), empty.astype(bool), empty.astype(float), empty.astype(float)),
    )


@settings(max_examples=150, deadline=None)
@given(snapshots(), st.data(), st.booleans())
def test_failing_never_lowers_and_leaving_or_improving_never_raises_anything(view, data, worst):
    node = data.draw(st.integers(0, view.graph.size - 1))
    before = view.case(worst=worst)
    for what in What:
        graph, then = advice.after(view, node, what, worst=worst)
        sign = 1.0 if what is What.FAILS else -1.0
        for values, earlier in ((then.worst, before.worst), (then.combined, before.combined)):
            assert (sign * (values - earlier) >= -ROUNDING).all(), what
        alone = exposures(graph, then.own)
        assert then.combined == pytest.approx(alone.combined, abs=ROUNDING)
        assert advice.inherited(graph, then.worst) == pytest.approx(alone.worst_inherited, abs=ROUNDING)


@settings(max_examples=150, deadline=None)
@given(snapshots(), st.booleans())
def test_paths_lose_on_the_way_what_their_edges_say_and_come_worst_first(view, worst):
    exposure = view.case(worst=worst)
    weights = {(int(i), int(j)): float(w) for i, j, w in zip(*view.graph.edges(), strict=True)}
    for found in (analysis_paths.worst_paths(view, exposure, 9), analysis_paths.deeper_paths(view, exposure, 9)):
        assert [path.value for path in found] == sorted((path.value for path in found), reverse=True)
        for path in found:
            product = np.prod([weights[edge] for edge in zip(path.nodes, path.nodes[1:], strict=False)])
            assert path.value == pytest.approx(product * exposure.own[path.origin], abs=ROUNDING)
            assert view.company[path.nodes[0]]
            assert len(set(path.nodes)) == len(path.nodes)


@settings(max_examples=80, deadline=None)
@given(snapshots())
def test_measures_take_off_what_they_say_one_after_the_other(view):
    own, left = view.risks.low.copy(), advice.group_exposure(view, worst=False)
    for chosen in advice.best_measures(view):
        own[chosen.measure.node] = chosen.measure.own_after
        now = sum(exposures(view.graph, own).combined[node] * share for node, share in view.importance.items())
        assert now == pytest.approx(chosen.exposure_after, abs=ROUNDING)
        assert left - now == pytest.approx(chosen.gain, abs=ROUNDING)
        assert view.risks.known[chosen.measure.node]
        left = now


@settings(max_examples=80, deadline=None)
@given(snapshots())
def test_only_unknown_ones_are_to_be_asked_and_knowing_them_moves_no_bound_outwards(view):
    for row in advice.ask_first(view):
        assert not view.risks.known[row.node]
        assert row.rise >= -ROUNDING
    low, high = view.known_case, view.worst_case
    assert (high.worst - low.worst >= -ROUNDING).all()
    assert (high.combined - low.combined >= -ROUNDING).all()


def test_a_share_of_spend_is_within_one_buyer_and_kind_and_unknown_without_a_sum():
    buyer, supplier = np.array([0, 0, 0, 1, 0]), np.array([2, 3, 2, 2, 4])
    spend = np.array([100.0, 300.0, 100.0, 50.0, np.nan])
    found = arrays.shares(buyer, supplier, ["x", "x", "x", "x", "y"], spend)
    assert found[:4].tolist() == [0.4, 0.6, 0.4, 1.0]
    assert np.isnan(found[4])


def test_every_layer_of_the_map_is_spread_evenly():
    layer = np.array([0, 0, 1, 1, 1, 2])
    heights = layers.heights(layer, np.array([0, 1, 1, 2]), np.array([2, 3, 4, 5]))
    assert sorted(heights[layer == 1]) == pytest.approx([1 / 6, 3 / 6, 5 / 6])
    assert heights[5] == 0.5
    assert (np.sort(heights[layer == 0]) == [0.25, 0.75]).all()
