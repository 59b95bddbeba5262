"""The audit log is added to and never changed: by trigger; and who goes around the trigger is found by the chain."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text

from tests.builders.applications import make_config
from tests.builders.clock import NOW
from vendor_risk.app import create_app
from vendor_risk.audit import actions, anchor
from vendor_risk.audit.commands import audit
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db, writing


def write_events(count=5):
    for number in range(count):
        actions.record("test.do", "thing", number, actor="user:1 Ä 山田", at=NOW, note=f"№{number} \ud800")
    db.session.commit()


def with_triggers_gone(statement):
    """What somebody with all rights on the database could do."""
    for name in ("audit_event_no_update", "audit_event_no_delete"):
        db.session.execute(text(f"DROP TRIGGER {name}"))
    db.session.execute(text(statement))
    db.session.commit()
    db.session.expire_all()


def test_a_log_nobody_touched_is_whole(app):
    write_events()
    verdict = actions.verify(anchor.read(anchor.file_of(app)))
    assert verdict.whole
    assert verdict.events == 5


def test_moments_of_any_zone_verify_after_reading_back(app):
    tokyo = datetime(2026, 11, 22, 18, 0, 0, 123456, tzinfo=timezone(timedelta(hours=9)))
    actions.record("test.do", "thing", 1, actor="a", at=tokyo, nested={"b": [1, 2.5, None], "a": ("x",)})
    db.session.commit()
    db.session.expire_all()
    assert actions.verify().whole
    assert db.session.scalars(select(AuditEvent)).one().at == tokyo.astimezone(UTC)


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event"])
def test_the_database_refuses_to_change_the_log(app, statement):
    write_events()
    with pytest.raises(Exception, match="only added to"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert actions.verify().events == 5


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor = 'user:2 somebody else' WHERE id = 3",
        "UPDATE audit_event SET details = '{}' WHERE id = 1",
        "UPDATE audit_event SET at = '2020-01-01 00:00:00.000000' WHERE id = 2",
        "DELETE FROM audit_event WHERE id = 3",
        "DELETE FROM audit_event WHERE id = 1",
        "UPDATE audit_event SET id = CASE id WHEN 2 THEN -1 WHEN 3 THEN 2 ELSE id END WHERE id IN (2, 3)",
        "DELETE FROM audit_event WHERE id > 3",
        "DELETE FROM audit_event",
    ],
    ids=["edit", "edit-details", "edit-time", "delete", "delete-first", "swap", "cut", "cut-all"],
)
def test_edits_deletions_swaps_and_cuts_are_found(app, statement):
    write_events()
    noted = anchor.read(anchor.file_of(app))
    with_triggers_gone(statement)
    assert not actions.verify(noted).whole


def test_a_cut_end_that_was_written_over_is_found(app):
    write_events()
    noted = anchor.read(anchor.file_of(app))
    with_triggers_gone("DELETE FROM audit_event WHERE id > 3")
    actions.record("test.other", "thing", 9, actor="b", at=NOW)
    db.session.flush()
    assert actions.verify(noted).cut


def test_what_is_rolled_back_is_neither_logged_nor_noted(app):
    write_events(1)
    noted = anchor.read(anchor.file_of(app))
    actions.record("test.do", "thing", 1, actor="a", at=NOW)
    db.session.rollback()
    db.session.commit()
    assert anchor.read(anchor.file_of(app)) == noted
    assert actions.verify(noted).events == 1


def test_the_command_says_whole_or_not_and_after_a_restore_the_end_can_be_noted_anew(app):
    write_events()
    runner = app.test_cli_runner()
    good = runner.invoke(audit, ["verify"])
    assert good.exit_code == 0
    assert "The log is intact." in good.output
    head = good.output.split("Last event: ")[1].split()[0]
    with_triggers_gone("DELETE FROM audit_event WHERE id > 3")
    bad = runner.invoke(audit, ["verify"])
    assert bad.exit_code == 1
    assert "NOT INTACT" in bad.output
    assert runner.invoke(audit, ["anchor"]).exit_code == 0
    assert runner.invoke(audit, ["verify"]).exit_code == 0
    assert runner.invoke(audit, ["verify", "--expect", head]).exit_code == 1


@pytest.mark.postgresql
def test_on_postgresql_the_log_refuses_changes_and_does_not_fork(tmp_path, postgresql):
    import threading

    application = create_app(make_config(tmp_path, database_url=postgresql))
    with application.app_context(), writing():
        db.create_all()

        def many():
            with application.app_context(), writing():
                for number in range(40):
                    actions.record("test.do", "thing", number, actor="a", at=NOW)
                    db.session.commit()

        threads = [threading.Thread(target=many) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        verdict = actions.verify(anchor.read(anchor.file_of(application)))
        assert verdict.whole
        assert verdict.events == 240
        db.session.commit()
        for statement in ("UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event", "TRUNCATE audit_event"):
            with pytest.raises(Exception, match="only added to"):
                db.session.execute(text(statement))
            db.session.rollback()
        db.session.remove()
        db.engine.dispose()
