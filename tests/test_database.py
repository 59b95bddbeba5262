"""The write gate: writers take turns in the order they came, nobody fails, readers never wait."""

import threading
import time

import pytest
from sqlalchemy import select, text

from tests.builders import organizations
from tests.builders.applications import make_config
from tests.builders.clock import NOW
from vendor_risk import database
from vendor_risk.app import create_app
from vendor_risk.database import DatabaseBusyError, WriteGate, db, writing
from vendor_risk.organizations.models import Organization


@pytest.fixture
def quiet_app(app):
    """The application with nothing open: threads of the test come as requests do."""
    organizations.company("Counter", employees=0)
    db.session.commit()
    db.session.remove()
    return app


def in_threads(work, count):
    """Run `work(number)` in that many threads at once; the exceptions they ended with."""
    faults = []

    def guarded(number):
        try:
            work(number)
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=guarded, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_the_gate_lets_writers_in_by_the_order_they_came():
    gate, order = WriteGate(), []
    gate.enter(1)

    def wait_for_turn(number):
        time.sleep(number * 0.03)
        gate.enter(5)
        order.append(number)
        gate.leave()

    starter = threading.Timer(0.4, gate.leave)
    starter.start()
    assert in_threads(wait_for_turn, 8) == []
    assert order == list(range(8))


def test_who_waits_too_long_is_sent_away_and_the_next_still_gets_a_turn():
    gate = WriteGate()
    gate.enter(1)
    with pytest.raises(DatabaseBusyError):
        gate.enter(0.01)
    gate.leave()
    gate.enter(0.01)
    gate.leave()


def test_fifty_writers_that_read_first_lose_no_update(quiet_app):
    def add_one(_number):
        with quiet_app.app_context(), writing():
            row = db.session.scalars(select(Organization)).one()
            time.sleep(0.001)
            row.employees += 1
            db.session.commit()

    assert in_threads(add_one, 50) == []
    assert db.session.scalar(select(Organization.employees)) == 50


def test_readers_do_not_wait_for_a_writer(quiet_app):
    reading_took = []

    def read(_number):
        with quiet_app.app_context():
            token = database._may_write.set(False)
            start = time.perf_counter()
            db.session.scalar(select(Organization.employees))
            reading_took.append(time.perf_counter() - start)
            database._may_write.reset(token)

    db.session.execute(text("UPDATE organization SET employees = 7"))
    assert in_threads(read, 4) == []
    assert max(reading_took) < 1
    db.session.rollback()


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_the_gate_opens_when_the_transaction_ends_in_whatever_way(quiet_app, monkeypatch, end):
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.2)
    db.session.execute(text("UPDATE organization SET employees = 1"))
    assert len(in_threads(lambda _number: _one_write(quiet_app), 1)) == 1
    getattr(db.session, end)()
    assert in_threads(lambda _number: _one_write(quiet_app), 1) == []


def test_the_gate_opens_when_the_connection_is_given_up(quiet_app, monkeypatch):
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.2)
    db.session.execute(text("UPDATE organization SET employees = 1"))
    db.session().invalidate()
    assert in_threads(lambda _number: _one_write(quiet_app), 1) == []


def test_the_gate_opens_when_the_write_itself_fails(quiet_app, monkeypatch):
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.2)
    with pytest.raises(Exception, match="NOT NULL"):
        db.session.execute(text("INSERT INTO organization (id) VALUES (NULL)"))
    db.session.rollback()
    assert in_threads(lambda _number: _one_write(quiet_app), 1) == []


def _one_write(app):
    with app.app_context(), writing():
        db.session.execute(text("UPDATE organization SET employees = employees + 1"))
        db.session.commit()


def test_a_write_that_never_gets_its_turn_answers_503_and_says_when_to_come_again(group, sign_in, monkeypatch):
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.2)
    client = sign_in(group.owner)
    csrf = client.get("/accounts/profile").text.split('name="csrf_token" value="')[1].split('"')[0]
    held, done = threading.Event(), threading.Event()

    def hold(_number):
        with client.application.app_context(), writing():
            db.session.execute(text("UPDATE organization SET employees = 1"))
            held.set()
            done.wait(10)
            db.session.rollback()

    holder = threading.Thread(target=in_threads, args=(hold, 1))
    db.session.commit()
    holder.start()
    held.wait(5)
    answer = client.post("/accounts/language", data={"language": "ja", "csrf_token": csrf})
    done.set()
    holder.join()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"


def test_every_sqlite_connection_is_safe_against_power_loss_and_dangling_rows(app):
    settings = {
        name: db.session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_moment_needs_its_zone_and_keeps_it(app):
    company = organizations.company()
    db.session.commit()
    assert company.created_at == NOW
    assert company.created_at.tzinfo is not None
    company.created_at = NOW.replace(tzinfo=None)
    with pytest.raises(Exception, match="time zone"):
        db.session.flush()
    db.session.rollback()


@pytest.mark.postgresql
def test_on_postgresql_writers_need_no_gate(tmp_path, postgresql):
    application = create_app(make_config(tmp_path, database_url=postgresql))
    with application.app_context(), writing():
        db.create_all()
        organizations.company("Counter", employees=0)
        db.session.commit()
        db.session.remove()
        assert in_threads(lambda _number: _one_write(application), 8) == []
        assert db.session.scalar(select(Organization.employees)) == 8
        db.session.remove()
        db.engine.dispose()


def test_changes_not_committed_are_not_lost_to_slow_work(app):
    company = organizations.company("Slow", employees=0)
    db.session.commit()
    company.name = "Changed"
    with pytest.raises(RuntimeError, match="would be lost"):
        database.end_transaction_before_slow_work()
    db.session.commit()
    database.end_transaction_before_slow_work()
    assert company.name == "Changed"
