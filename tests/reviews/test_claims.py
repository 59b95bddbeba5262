"""“Not applicable” is a claim until a reviewer accepted or refused it: nothing takes claims along unseen."""

import re

import pytest

from tests.builders import flows, organizations
from tests.builders.clock import NOW
from vendor_risk.assessments import queries
from vendor_risk.assessments.models import Assessment, AssessmentStatus, Result
from vendor_risk.assessments.results.rescore_actions import replay
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import NaDecision
from vendor_risk.domain.scoring.packing import pack_answers, unpack_answers
from vendor_risk.errors import Refused
from vendor_risk.reviews import actions

BY = "user:1 Reviewer"
CLAIMING = {"Q1": 4, "Q2": "na", "Q3": 4, "Q4": "na"}


@pytest.fixture
def claiming(group):
    vendor = organizations.vendor("Vendor", group.a)
    assessment = flows.submitted(flows.issued(vendor, group.a, flows.version(), tier="T2"), CLAIMING)
    db.session.commit()
    return assessment


def test_a_provisional_result_counts_claims_as_claims_and_tells_the_score_both_ways(claiming):
    result = db.session.query(Result).one()
    assert (result.counts["na"], result.counts["na_claimed"]) == (0, 2)
    assert result.score == pytest.approx(100)
    assert result.if_refused < 75
    assert replay(result).same


def test_nothing_is_accepted_while_a_claim_is_open(claiming):
    with pytest.raises(Refused, match="2 claims of “Not applicable” have not been decided"):
        actions.accept(claiming, actor=BY, at=NOW)
    actions.decide_claims(claiming, {"Q2": NaDecision.ACCEPTED, "Q4": NaDecision.REFUSED}, actor=BY, at=NOW)
    result = actions.accept(claiming, actor=BY, at=NOW)
    assert (result.counts["na"], result.counts["na_refused"], result.counts["na_claimed"]) == (1, 1, 0)
    assert result.score == result.if_refused < 100


def test_marking_what_is_unremarkable_decides_no_claim(claiming):
    every = frozenset(claiming.question_ids)
    assert actions.mark_in_order(claiming, every, actor=BY, at=NOW) == 2
    assert actions.open_claims(claiming) == ["Q2", "Q4"]


def test_a_claim_that_is_marked_as_in_order_on_its_own_is_accepted(claiming):
    answer = actions.judge(claiming, "Q2", actions.Judgement("ok"), seen_version=1, actor=BY, at=NOW)
    assert answer.na_decision == NaDecision.ACCEPTED
    assert actions.open_claims(claiming) == ["Q4"]


def test_accepting_many_leaves_those_with_open_claims(claiming):
    left = actions.accept_many([(claiming, claiming.version)], actor=BY, at=NOW)
    assert left == [claiming]
    assert claiming.status == AssessmentStatus.SUBMITTED


def test_answers_packed_before_claims_were_told_from_accepted_ones_are_read(claiming):
    answers = unpack_answers(db.session.query(Result).one().inputs)
    assert answers["Q2"].na_decision is NaDecision.CLAIMED
    assert unpack_answers(pack_answers(answers)) == answers


def posted(client, assessment_id, **values):
    url = f"/reviews/{assessment_id}"
    page = client.get(url).text
    csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    seen = re.search(r'id="claims-version"[^>]*value="(\d+)"', page)[1]
    return client.post(f"{url}/claims", data={"csrf_token": csrf, "seen_version": seen} | values, follow_redirects=True)


@pytest.mark.parametrize(
    ("values", "expected", "said"),
    [
        ({"every": "accepted"}, {"Q2": "accepted", "Q4": "accepted"}, "2 accepted, 0 rejected"),
        ({"every": "refused"}, {"Q2": "refused", "Q4": "refused"}, "0 accepted, 2 rejected"),
        ({"claim-Q2": "refused"}, {"Q2": "refused", "Q4": ""}, "1 claim is still open"),
        ({"claim-Q2": "nonsense"}, {"Q2": "", "Q4": ""}, "2 claims are still open"),
    ],
)
def test_claims_stand_first_on_the_page_and_are_decided_there(claiming, group, sign_in, values, expected, said):
    client, number = sign_in(group.reviewer), claiming.id
    page = client.get(f"/reviews/{number}").text
    assert page.index('id="claims"') < page.index('class="tabs"')
    assert ">2</span>" in page.partition("Accept all claims")[2][:80]
    assert "Provisional score: 100.0 if all are accepted" in page
    assert said in posted(client, number, **values).text
    db.session.expire_all()
    kept = queries.answers(number)
    assert {name: kept[name].na_decision for name in ("Q2", "Q4")} == expected


def test_who_may_not_decide_decides_no_claim(claiming, group, sign_in):
    for who in (group.auditor, group.manager_b):
        client = sign_in(who)
        csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/").text)[1]
        data = {"csrf_token": csrf, "seen_version": "1", "every": "accepted"}
        assert client.post(f"/reviews/{claiming.id}/claims", data=data).status_code == 403
    assert actions.open_claims(db.session.get_one(Assessment, claiming.id)) == ["Q2", "Q4"]


@pytest.mark.parametrize(
    ("lang", "claimed", "accepted"),
    [("en", "Not applicable, claimed", "accepted</dt><dd>0 "), ("ja", "該当なし（申告のみ）", "dd>0 ")],
)
def test_no_page_calls_a_claim_accepted(claiming, group, sign_in, lang, claimed, accepted):
    page = sign_in(group.reviewer).get(f"/reviews/{claiming.id}/result?lang={lang}").text
    assert claimed in page
    assert accepted in page
