import re

import pytest
from sqlalchemy import select

from tests.builders import accounts, flows, organizations
from vendor_risk.assessments import queries
from vendor_risk.assessments.models import Assessment, AssessmentStatus, Result, StoredAnswer
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
    assert "Everything matches the stored result: the score, evidence-backed score, prudent score" in page


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


def test_a_reason_without_another_level_stands_at_the_question_and_a_note_only_where_it_is_returned(scene, sign_in):
    group, assessment_id = scene
    client = sign_in(group.reviewer)
    judgement(client, assessment_id, override_reason="Seen on site.", note="Which version?")
    page = client.get(f"/reviews/{assessment_id}").text
    assert re.search(r"Reviewer’s reason: </strong>Seen on site\.</p>", page)
    assert not re.search(r"To the respondent: </strong>Which version", page)
    assert ">Which version?</textarea>" in page
    judgement(client, assessment_id, seen_version=2, review="returned", note="Which version?")
    assert re.search(r"To the respondent: </strong>Which version", client.get(f"/reviews/{assessment_id}").text)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "score, prudent score, evidence-backed score, grade"),
        ("ja", "スコア、保守的スコア、裏付けスコア、評価ランク"),
    ],
)
@pytest.mark.parametrize("path", ["result", "result/replay"])
def test_what_a_changed_result_differs_in_is_said_in_words(scene, sign_in, path, lang, words):
    group, assessment_id = scene
    row = db.session.scalars(select(Result)).one()
    row.score, row.assured, row.backed, row.grade = 1.0, 2.0, 3.0, "Z"
    db.session.commit()
    assert words in sign_in(group.auditor).get(f"/reviews/{assessment_id}/{path}?lang={lang}").text


def test_risk_stands_on_one_scale_on_the_result_the_vendor_and_its_list(group, sign_in):
    vendor = organizations.vendor("Acme", group.a, tier="T1", inherent_risk=0.36, inherent_risk_could_be=0.36)
    assessment = flows.issued(vendor, group.a, flows.version(), inherent_risk=0.36)
    flows.accepted(assessment, {"Q1": 4, "Q2": 4, "Q3": 4, "Q4": 4})
    db.session.commit()
    row = db.session.query(Result).filter_by(assessment_id=assessment.id, provisional=False).one()
    client = sign_in(group.owner)
    page = client.get(f"/reviews/{assessment.id}/result").text
    shown = {key: re.search(r"\d+(?:\.\d+)?", page.partition(f'data-number="{key}">')[2])[0]
             for key in ("inherent-risk", "residual-risk")}  # fmt: skip
    assert shown["inherent-risk"] == "36"
    assert float(shown["residual-risk"]) == pytest.approx(100 * row.residual_risk, abs=0.5)
    for address in (f"/organizations/{vendor.id}", "/organizations/vendors"):
        assert re.search(r">\s*36\s*<", client.get(address).text), address


def test_no_strength_is_a_score_above_100(group, sign_in):
    vendor = organizations.vendor("Acme", group.a)
    assessment = flows.issued(vendor, group.a, flows.version(), tier="T3")
    flows.accepted(assessment, {"Q1": 5, "Q2": 5, "Q3": 5, "Q4": 0})
    db.session.commit()
    row = db.session.query(Result).filter_by(assessment_id=assessment.id, provisional=False).one()
    assert row.uncut > 200, "strength elsewhere would make up for the gap twice over"
    page = sign_in(group.owner).get(f"/reviews/{assessment.id}/result").text
    assert "Strengths above target" in page
    headline = page.partition('class="card headline"')[2].partition("</section>")[0]
    assert "the score would be 100.0" in headline
    assert f"{row.uncut:.1f}" not in page
    assert f"{row.uncut:.0f}" not in re.sub(r"<[^>]*>", " ", page)


@pytest.mark.parametrize(
    ("words", "lang", "said"), [("As above", "en", "Refers to an answer above"), ("同上", "ja", "上の回答を参照")]
)
def test_as_above_is_flagged_with_the_answer_it_points_to(group, sign_in, words, lang, said):
    vendor = organizations.vendor("Acme", group.a)
    asked = flows.issued(vendor, group.a, flows.version())
    submitted = flows.submitted(asked, {"Q1": 4, "Q2": 3, "Q3": 1, "Q4": 2}, comment="Written in 2026")
    second = db.session.scalars(
        select(StoredAnswer).where(StoredAnswer.assessment_id == submitted.id, StoredAnswer.question_id == "Q2")
    ).one()
    second.comment = words
    db.session.commit()
    page = sign_in(group.reviewer).get(f"/reviews/{submitted.id}?lang={lang}").text
    item = page.partition('id="q-Q2"')[2].partition("</article>")[0]
    assert said in item
    assert '<a href="#q-Q1">Q1</a>' in item
    assert "Written in 2026" in item
    assert said not in page.partition('id="q-Q1"')[2].partition("</article>")[0]
