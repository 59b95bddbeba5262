"""Replaying and re-scoring from the command line."""

import pytest

from tests.builders import flows, organizations
from vendor_risk.assessments.models import Result
from vendor_risk.assessments.results.commands import results
from vendor_risk.database import db


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(results, words)


@pytest.fixture
def result_id(group):
    made = flows.accepted(flows.issued(organizations.vendor("Vendor", group.a), group.a, flows.version()), {"Q1": 4})
    db.session.commit()
    return made.id


def test_replay_says_how_many_are_as_stored(run, result_id):
    answer = run("replay")
    assert (answer.exit_code, answer.output) == (0, "Identical: 2. Different: 0.\n")  # the provisional one too


def test_replay_of_a_changed_result_names_it_and_fails(run, result_id):
    db.session.get(Result, result_id).score = 99.0
    db.session.commit()
    answer = run("replay", str(result_id))
    assert answer.exit_code == 1
    assert f"Result {result_id} differs from the stored result: score" in answer.output


def test_replay_of_an_unknown_result_fails(run, result_id):
    assert run("replay", "4711").exit_code == 1


def test_rescore_leaves_results_of_todays_rules_alone(run, result_id):
    assert "Rescored: 0." in run("rescore").output
    assert db.session.query(Result).count() == 2
