"""What a benchmark says: ratios to a limit of the same run, growth, a table and one JSON object a line."""

from __future__ import annotations

import json
import math

import pytest

from vendor_risk.bench.report import BenchMeasure, as_json, as_table, exponents, measured

LINEAR = [BenchMeasure("read", n, 0.01 * n, 0.005 * n) for n in (1, 10, 100)]


def test_the_ratio_is_times_the_limit() -> None:
    assert LINEAR[0].ratio == pytest.approx(2.0)
    assert BenchMeasure("read", 1, 1.0, 0.0).ratio == math.inf


def test_the_exponent_of_linear_work_is_one_and_of_the_smallest_size_unknown() -> None:
    found = exponents(LINEAR)
    assert found["read", 1] is None
    assert found["read", 10] == pytest.approx(1.0)
    assert found["read", 100] == pytest.approx(1.0)


def test_quadratic_work_shows() -> None:
    found = exponents([BenchMeasure("cross", n, 0.001 * n * n, 0.001 * n) for n in (10, 100)])
    assert found["cross", 100] == pytest.approx(2.0)


def test_each_json_line_has_the_promised_keys() -> None:
    lines = [json.loads(line) for line in as_json(LINEAR)]
    assert [set(line) for line in lines] == [{"name", "n", "seconds", "limit_seconds", "ratio", "exponent"}] * 3
    assert lines[2]["exponent"] == 1.0


def test_the_table_has_a_line_for_each_measure() -> None:
    lines = list(as_table(LINEAR))
    assert len(lines) == 4
    assert "n^1.00" in lines[2]


def test_work_and_limit_are_run_in_turn_and_equally_often() -> None:
    done: list[str] = []
    found = measured("turns", 1, lambda: done.append("work"), lambda: done.append("limit"), least_seconds=0.0)
    assert done == ["work", "limit"] * 6  # one run of each that does not count, then five
    assert found.seconds >= 0
