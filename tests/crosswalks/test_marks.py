"""Whoever sees a carried-over answer sees where it came from: respondent, staff, reviewer; until it is changed."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests.builders import crosswalks, organizations
from tests.builders.assessments import SITE, visitor
from tests.builders.clock import NOW
from vendor_risk.assessments.answers import actions as answer_actions
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.links.invitation_actions import Recipient, add_invitation
from vendor_risk.crosswalks import actions
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import AnswerState

SignIn = Callable[..., FlaskClient]
MARK = "data-carried"


def test_the_respondent_sees_what_was_carried_over_and_makes_it_theirs(app: Flask, group: organizations.Group) -> None:
    target, source = crosswalks.pair(group)
    actions.carry(target, source, {"OP-07-02": None}, at=NOW, actor=crosswalks.BY)
    _invitation, link = add_invitation(target, Recipient("Rin", "rin@vendor.example", "en"), site=SITE, at=NOW)
    db.session.commit()
    client = visitor(app, link.rsplit("/", 1)[1])
    shown = [number for number in range(1, 11) if MARK in client.get(f"/portal/sections/{number}").text]
    assert shown == [7]
    page = client.get("/portal/sections/7").text
    assert "Carried over from your answers to another questionnaire: CAIQ 4.0.3 (2026-11-22)" in page
    assert page.count(MARK) == 1
    theirs = AnswerContent(AnswerState.ANSWERED, 4, "counted every month")
    answer_actions.save_answer(target, "OP-07-02", theirs, expected_version=1, actor="Rin", at=NOW)
    db.session.commit()
    assert MARK not in client.get("/portal/sections/7").text


def test_the_result_page_names_the_source_beside_the_answer(group: organizations.Group, sign_in: SignIn) -> None:
    target, source = crosswalks.pair(group)
    actions.carry(target, source, {"OP-07-02": None}, at=NOW, actor=crosswalks.BY)
    actions.hand_in(target, at=NOW, actor=crosswalks.BY)
    client = sign_in(group.reviewer)
    link = f"/crosswalks/{target.id}/source/OP-07-02"
    assert link in client.get(f"/reviews/{target.id}").text
    assert link in client.get(f"/reviews/{target.id}/sections/S07").text
