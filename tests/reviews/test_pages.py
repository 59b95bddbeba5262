import re

import pytest
from sqlalchemy import select

from tests.builders import accounts, flows, organizations
from vendor_risk.assessments import queries
from vendor_risk.assessments.models import Assessment, AssessmentStatus, Result
from vendor_risk.database import db
from vendor_risk.permissions import Role

FULL = {"Q1": 4, "Q2": 3, "Q3": 1, "Q4": "unknown"}


@pytest.fixture
def scene(group):
    vendor = organizations.vendor("<b>Vendor & Co</b>", group.a)
    assessment = flows.submitted(
        flows.issued(vendor, group.a, flows.version()), FULL, comment="<script>alert(1)</script>"
    )
    db.session.commit()
    return group, assessment.id


def token(client, url):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(url).text)[1]


def judgement(client, assessment_id, question="Q1", **values):
    url = f"/reviews/{assessment_id}"
    return client.post(
        f"{url}/questions/{question}",
        data={"csrf_token": token(client, url), "seen_version": 1, "grade": "self_declared", "review": "ok"} | values,
    )


def test_the_queue_shows_what_waits_to_who_may_decide_and_to_nobody_else(scene, sign_in, stranger):
    group, _assessment_id = scene
    page = sign_in(group.reviewer).get("/reviews/")
    assert page.status_code == 200
    assert "&lt;b&gt;Vendor &amp; Co&lt;/b&gt;" in page.text
    assert sign_in(group.manager_b).get("/reviews/").status_code == 403
    assert sign_in(group.auditor).get("/reviews/").status_code == 403
    assert stranger.get("/reviews/").status_code == 302


def test_the_queue_narrows_by_its_address(scene, sign_in):
    group, _assessment_id = scene
    client = sign_in(group.reviewer)
    assert "Vendor &amp; Co" in client.get("/reviews/?tier=T1&q=vendor&status=submitted").text
    for args in ("tier=T2", "q=nobody", "status=returned", f"company={group.b.id}"):
        assert "No answers found" in client.get(f"/reviews/?{args}").text


def test_a_reviewer_of_another_company_finds_nothing_and_changes_nothing(scene, sign_in, group):
    _group, assessment_id = scene
    other = accounts.person(Role.REVIEWER, group.b)
    client = sign_in(other)
    csrf = token(client, "/reviews/")
    assert "No answers found" in client.get("/reviews/").text
    for method, path in (
        ("get", ""),
        ("get", "/result"),
        ("get", "/sections/S01"),
        ("post", "/accept"),
        ("post", "/ask-back"),
        ("post", "/mark"),
        ("post", "/questions/Q1"),
        ("get", "/evidence/1"),
    ):
        data = {"data": {"csrf_token": csrf, "seen_version": 1, "grade": "on_site"}} if method == "post" else {}
        assert getattr(client, method)(f"/reviews/{assessment_id}{path}", **data).status_code == 404
    db.session.expire_all()
    assert db.session.get(Assessment, assessment_id).status == AssessmentStatus.SUBMITTED
    assert {a.grade for a in queries.answers(assessment_id).values()} == {"self_declared"}


def test_the_review_page_shows_each_answer_as_text_with_its_remarks(scene, sign_in):
    group, assessment_id = scene
    page = sign_in(group.reviewer).get(f"/reviews/{assessment_id}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "Key question below minimum" in page
    assert "4 Measured" in page
    assert "level 4" in page  # the anchor


def test_a_judgement_is_kept_and_scripts_get_the_block_back(scene, sign_in):
    group, assessment_id = scene
    client = sign_in(group.reviewer)
    assert judgement(client, assessment_id).status_code == 303
    url = f"/reviews/{assessment_id}"
    answer = client.post(
        f"{url}/questions/Q2",
        data={"csrf_token": token(client, url), "seen_version": 1, "grade": "reviewed", "review": "ok"},
        headers={"Accept": "application/json"},
    ).json
    assert answer["tally"] == {"look": 2, "plain": 0, "ok": 2, "returned": 0}
    assert 'id="q-Q2"' in answer["html"]
    db.session.expire_all()
    kept = queries.answers(assessment_id)
    assert (kept["Q1"].review, kept["Q2"].grade) == ("ok", "reviewed")
    assert db.session.get(Assessment, assessment_id).status == AssessmentStatus.IN_REVIEW


def test_a_judgement_on_an_older_state_is_a_conflict_with_a_sentence(scene, sign_in):
    group, assessment_id = scene
    client = sign_in(group.reviewer)
    judgement(client, assessment_id)
    late = judgement(client, assessment_id, review="returned", note="late")
    assert late.status_code == 409
    assert "This answer has changed since you opened the page. Check the latest version and decide again." in late.text


def test_accepting_by_the_page_makes_the_result_current_and_findings(scene, sign_in):
    group, assessment_id = scene
    client = sign_in(group.reviewer)
    url = f"/reviews/{assessment_id}"
    page = client.get(url).text
    version = re.search(r'id="accept-version"[^>]*value="(\d+)"', page)[1]
    stale = client.post(f"{url}/accept", data={"csrf_token": token(client, url), "seen_version": "99"})
    assert stale.status_code == 409
    done = client.post(f"{url}/accept", data={"csrf_token": token(client, url), "seen_version": version})
    assert done.status_code == 303
    assert client.get(done.location).status_code == 200
    assert db.session.scalars(select(Result.provisional).where(Result.current)).all() == [False]
    findings = client.get("/improvement/").text
    assert "Thing 3" in findings
    assert "Thing 1" not in findings


def test_points_on_the_result_page_sum_to_the_score_it_shows(scene, sign_in):
    group, assessment_id = scene
    page = sign_in(group.auditor).get(f"/reviews/{assessment_id}/result").text
    points = [float(value) for value in re.findall(r'<td class="number points">([\d.]+)</td>', page)]
    result = db.session.scalars(select(Result).where(Result.assessment_id == assessment_id)).one()
    assert len(points) == 4
    assert sum(points) == pytest.approx(result.score, abs=0.05 * len(points))
    assert f'<span class="headline-score" data-number="score">{result.score:.1f}</span>' in page
    assert "Incidents go unreported." in page
    assert "Provisional" in page


@pytest.mark.parametrize("path", ["/result", "/sections/S02", "/result/replay"])
def test_result_pages_speak_both_languages_to_the_auditor(scene, sign_in, path):
    group, assessment_id = scene
    client = sign_in(group.auditor)
    for lang in ("en", "ja"):
        page = client.get(f"/reviews/{assessment_id}{path}?lang={lang}")
        assert page.status_code == 200
        assert f'<html lang="{lang}">' in page.text


def test_replay_is_for_those_who_read_the_audit_log(scene, sign_in):
    group, assessment_id = scene
    assert sign_in(group.manager_a).get(f"/reviews/{assessment_id}/result").status_code == 200
    assert sign_in(group.manager_a).get(f"/reviews/{assessment_id}/result/replay").status_code == 403
    page = sign_in(group.auditor).get(f"/reviews/{assessment_id}/result/replay").text
    assert "Everything matches the stored result: score, prudent score, grade and all" in page


def test_an_unknown_section_or_question_is_not_found(scene, sign_in):
    group, assessment_id = scene
    client = sign_in(group.reviewer)
    assert client.get(f"/reviews/{assessment_id}/sections/S99").status_code == 404
    assert judgement(client, assessment_id, "Q99").status_code == 422


def test_unremarkable_answers_are_marked_by_one_button(scene, sign_in):
    group, assessment_id = scene
    client = sign_in(group.reviewer)
    url = f"/reviews/{assessment_id}"
    assert client.post(f"{url}/mark", data={"csrf_token": token(client, url)}).status_code == 303
    assert client.get(f"{url}?show=look").status_code == 200


def test_asking_back_by_the_page_names_how_many_were_mailed(scene, sign_in):
    group, assessment_id = scene
    client = sign_in(group.reviewer)
    url = f"/reviews/{assessment_id}"
    judgement(client, assessment_id, review="returned", note="Please explain.")
    version = re.search(r'id="ask-version"[^>]*value="(\d+)"', client.get(url).text)[1]
    data = {"csrf_token": token(client, url), "seen_version": version, "note": "Thank you"}
    assert client.post(f"{url}/ask-back", data=data).status_code == 303
    assert "1 question returned by email." in client.get("/reviews/").text
    db.session.expire_all()
    assert db.session.get(Assessment, assessment_id).return_note == "Thank you"
