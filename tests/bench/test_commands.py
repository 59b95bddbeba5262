"""Every suite runs at its quick sizes and prints what the contract says."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from vendor_risk.bench.commands import SUITES, bench


@pytest.mark.parametrize("suite", sorted(SUITES))
def test_a_suite_runs_and_prints_one_object_a_line(suite: str) -> None:
    done = CliRunner().invoke(bench, ["--only", suite, "--sizes", "quick", "--json"])
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines
    for line in lines:
        assert set(line) == {"name", "n", "seconds", "limit_seconds", "ratio", "exponent"}
        assert line["seconds"] > 0
        assert line["limit_seconds"] > 0
