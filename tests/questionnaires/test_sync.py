"""The shipped content comes into the database once, and a released version never changes."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.builders.clock import NOW
from vendor_risk import paths
from vendor_risk.content import load_library
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Text
from vendor_risk.errors import Refused
from vendor_risk.questionnaires import actions, queries
from vendor_risk.questionnaires.models import QuestionnaireStatus, QuestionnaireVersion, ScoringRulesVersion

LIBRARY = load_library(paths.QUESTIONNAIRES)


def sync(library=LIBRARY):
    report = actions.sync(library, actor="test", at=NOW)
    db.session.commit()
    return report


def version_named(key, number):
    return db.session.query(QuestionnaireVersion).filter_by(key=key, version=number).one()


def changed(key="outsourcing-vendor", **changes):
    known = dict(LIBRARY.questionnaires)
    old = LIBRARY.questionnaire(key)
    if "version" in changes:
        del known[key, old.version]
    new = replace(old, **changes)
    known[key, new.version] = new
    return replace(LIBRARY, questionnaires=known)


def test_everything_shipped_is_stored_and_read_back_without_loss(app):
    report = sync()
    assert {name.split()[0] for name in report.added} >= {"meti-csmg-3", "outsourcing", "outsourcing-vendor"}
    for (key, version), questionnaire in LIBRARY.questionnaires.items():
        row = version_named(key, version)
        assert queries.domain_questionnaire(row.id) == questionnaire
        assert row.question_count == len(questionnaire.by_id)
    rules = LIBRARY.scoring_rules
    assert queries.scoring_rules(rules.version) == rules


def test_doing_it_again_changes_nothing(app):
    sync()
    before = db.session.execute(select(QuestionnaireVersion.id, QuestionnaireVersion.fingerprint)).all()
    report = sync()
    assert report.added == report.updated == []
    assert db.session.execute(select(QuestionnaireVersion.id, QuestionnaireVersion.fingerprint)).all() == before


def test_a_released_version_with_another_text_is_refused_and_nothing_is_stored(app):
    sync()
    title = Text("Another title", "別の題名")
    with pytest.raises(Refused, match=r"outsourcing-vendor 2\.0 was changed after its release"):
        actions.sync(changed(title=title), actor="test", at=NOW)
    db.session.rollback()
    row = queries.latest("outsourcing-vendor")
    assert row.title_en != "Another title"
    assert queries.domain_questionnaire(row.id).title != title


def test_a_new_number_is_stored_beside_the_old_one_which_is_no_longer_offered(app):
    sync()
    old = queries.latest("outsourcing-vendor")
    report = sync(changed(version="3.0", title=Text("Second edition", "第2版")))
    assert report.added == ["outsourcing-vendor 3.0"]
    new = queries.latest("outsourcing-vendor")
    assert (new.version, new.status) == ("3.0", QuestionnaireStatus.RELEASED)
    assert db.session.get(QuestionnaireVersion, old.id).status == QuestionnaireStatus.RETIRED
    assert queries.domain_questionnaire(old.id).version == "2.0"  # assessments that use it go on


def test_a_draft_may_change_under_its_number_until_it_is_released(app):
    key = ("outsourcing-vendor", "2.0")
    draft = replace(LIBRARY, drafts=frozenset({key}))
    sync(draft)
    row = version_named(*key)
    assert row.status == QuestionnaireStatus.DRAFT
    title = Text("Better title", "よりよい題名")
    sync(replace(changed(title=title), drafts=frozenset({key})))
    assert queries.domain_questionnaire(row.id).title == title
    sync(changed(title=title))
    assert version_named(*key).status == QuestionnaireStatus.RELEASED
    with pytest.raises(Refused):
        sync(changed(title=Text("Too late", "手遅れ")))


def test_rules_under_a_known_version_must_not_change(app):
    sync()
    rules = replace(LIBRARY.scoring_rules, validity_days=10)
    library = replace(LIBRARY, rules=replace(LIBRARY.rules, scoring=rules))
    with pytest.raises(Refused, match="Scoring rules"):
        sync(library)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(ScoringRulesVersion)) == 1


def test_the_command_says_what_it_did(app):
    from vendor_risk.questionnaires.commands import content

    db.session.commit()
    runner = app.test_cli_runner()
    first = runner.invoke(content, ["sync"])
    assert first.exit_code == 0, first.output
    assert "added     outsourcing-vendor 2.0" in first.output
    assert "unchanged outsourcing-vendor 2.0" in runner.invoke(content, ["sync"]).output


def test_the_pages_show_questions_levels_and_how_they_are_scored(app, group, sign_in):
    sync()
    client = sign_in(group.manager_a)
    index = client.get("/questionnaires/").text
    row = queries.latest("outsourcing-vendor")
    assert f'href="/questionnaires/{row.id}"' in index
    page = client.get(f"/questionnaires/{row.id}").text
    question = LIBRARY.questionnaire("outsourcing-vendor").sections[0].questions[0]
    for text in (question.text.en, question.anchors[3].en, "Up to level", "Target for T1"):
        assert text in page.replace("&#39;", "'")
    assert client.get("/questionnaires/999").status_code == 404


def test_a_built_questionnaire_is_seen_in_its_companys_scope_only(app, group, sign_in):
    from vendor_risk.questionnaires.models import Origin

    own = replace(LIBRARY.questionnaire("outsourcing"), key="our-own")
    row = actions.add_version(
        own, status=QuestionnaireStatus.RELEASED, origin=Origin.BUILT, company_id=group.a.id, at=NOW
    )
    db.session.commit()
    assert sign_in(group.manager_a).get(f"/questionnaires/{row.id}").status_code == 200
    assert sign_in(group.manager_b).get(f"/questionnaires/{row.id}").status_code == 404
    assert f"/questionnaires/{row.id}" not in sign_in(group.manager_b).get("/questionnaires/").text
