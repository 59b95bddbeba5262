"""Every suite runs at its quick sizes and prints what the contract says."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from vendor_risk.bench.chain import libraries
from vendor_risk.bench.commands import SUITES, bench


@pytest.mark.parametrize("suite", sorted(SUITES))
def test_a_suite_runs_and_prints_one_object_a_line(suite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VENDOR_RISK_WORKBOOKS", raising=False)  # measured by people, not by every run
    done = CliRunner().invoke(bench, ["--only", suite, "--sizes", "quick", "--json"])
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines
    for line in lines:
        assert set(line) == {"name", "n", "seconds", "limit_seconds", "ratio", "exponent"}
        assert line["seconds"] > 0
        assert line["limit_seconds"] > 0


def test_the_graph_suite_says_which_library_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "NAMES", ("networkx", "no_such_graph_library"))
    done = CliRunner().invoke(bench, ["--only", "graph", "--sizes", "quick", "--json"])
    assert done.exit_code == 0, done.output
    assert "| networkx" in done.stdout
    assert "no_such_graph_library" not in done.stdout
    assert "Not installed, so not compared: no_such_graph_library" in done.stderr
