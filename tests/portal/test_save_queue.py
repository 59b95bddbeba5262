"""What the portal's script decides about saving, without a page: waiting, trying again, conflicts, completeness."""

import json
from typing import Any

import pytest
from py_mini_racer import MiniRacer

from vendor_risk import paths

SETUP = """
const stored = {};
const storage = {
  full: false,
  getItem: (name) => stored[name] ?? null,
  setItem: (name, text) => { if (storage.full) throw new Error("full"); stored[name] = text; },
  removeItem: (name) => { delete stored[name]; },
};
const kept = new KeptEntries(() => storage);
const answered = (value) => ({ state: "answered", value, comment: "", na_reason: "" });
let queue = new SaveQueue(kept, "answers-1");
"""


class Script:
    """The script's own names, asked from here; values come back as JSON."""

    def __init__(self) -> None:
        self.engine = MiniRacer()
        self.engine.eval((paths.STATIC / "save_queue.js").read_text() + SETUP)

    def run(self, code: str) -> None:
        self.engine.eval(code)

    def say(self, expression: str) -> Any:
        text = self.engine.eval(f"JSON.stringify({expression}) ?? null")
        return None if text is None else json.loads(text)

    def stored(self) -> Any:
        """What the browser keeps for the section."""
        return self.say('JSON.parse(stored["answers-1"] ?? "{}")')


@pytest.fixture
def script():
    return Script()


def test_an_answer_is_kept_until_it_is_acknowledged_and_then_no_longer(script):
    script.run('queue.put("Q1", answered("yes"), 3, "key-1")')
    assert script.stored() == {
        "Q1": {
            "content": {"state": "answered", "value": "yes", "comment": "", "na_reason": ""},
            "expected_version": 3,
            "idempotency_key": "key-1",
        }
    }
    outcome = script.say('queue.settle("Q1", queue.entries.Q1, 200, {version: 4})')
    assert outcome == {"kind": "saved", "version": 4, "all": True}
    assert script.stored() == {}
    assert script.say("queue.isEmpty() && queue.savedAny") is True


def test_the_request_carries_the_question_its_version_its_key_and_the_answer(script):
    script.run('queue.put("Q1", answered(["a", "b"]), 3, "key-1")')
    assert script.say('SaveQueue.request("Q1", queue.entries.Q1)') == {
        "question_id": "Q1",
        "expected_version": 3,
        "idempotency_key": "key-1",
        "state": "answered",
        "value": ["a", "b"],
        "comment": "",
        "na_reason": "",
    }


def test_what_was_typed_offline_is_there_when_the_page_opens_again(script):
    script.run('queue.put("Q1", answered("typed in a tunnel"), 0, "key-1")')
    script.run('queue = new SaveQueue(new KeptEntries(() => storage), "answers-1")')
    assert script.say('queue.resume("Q1")')["value"] == "typed in a tunnel"
    assert script.say('queue.resume("Q2")') is None
    assert script.say("queue.next()") == "Q1"
    assert script.say("queue.savedAny") is False


@pytest.mark.parametrize("break_it", ["storage.full = true", 'kept.storage = () => { throw new Error("forbidden") }'])
def test_without_the_browsers_storage_the_page_itself_remembers(script, break_it):
    script.run(break_it)
    script.run('queue.put("Q1", answered("yes"), 0, "key-1")')
    assert script.say("queue.next()") == "Q1"
    assert script.stored() == {}
    if "throw new Error" in break_it:
        assert script.say('kept.read("answers-1")')["Q1"]["idempotency_key"] == "key-1"


def test_broken_entries_in_storage_are_no_answers(script):
    script.run('stored["answers-1"] = "{half"')
    assert script.say('new SaveQueue(new KeptEntries(() => storage), "answers-1").entries') == {}


def test_other_sections_are_kept_apart(script):
    script.run('queue.put("Q1", answered("yes"), 0, "key-1")')
    script.run('const other = new SaveQueue(kept, "answers-2"); other.put("Q9", answered("no"), 0, "key-9")')
    assert script.say("Object.keys(stored)") == ["answers-1", "answers-2"]
    assert script.say("queue.next()") == "Q1"


def test_what_is_typed_while_sending_is_sent_next_against_the_version_just_saved(script):
    script.run('queue.put("Q1", answered("first"), 3, "key-1"); const sent = queue.entries.Q1')
    script.run('queue.put("Q1", answered("second"), 3, "key-2")')
    assert script.say('queue.settle("Q1", sent, 200, {version: 4})') == {
        "kind": "saved",
        "version": 4,
        "all": False,
    }
    assert script.stored()["Q1"]["expected_version"] == 4
    assert script.stored()["Q1"]["content"]["value"] == "second"
    assert script.say("queue.next()") == "Q1"


@pytest.mark.parametrize("status", [409, 422, 404])
def test_a_refusal_of_what_is_out_of_date_here_says_nothing(script, status):
    script.run('queue.put("Q1", answered("first"), 3, "key-1"); const sent = queue.entries.Q1')
    script.run('queue.put("Q1", answered("second"), 3, "key-2")')
    reply = '{current: {state: "blank", version: 5}, error: "No"}'
    assert script.say(f'queue.settle("Q1", sent, {status}, {reply})') == {"kind": "superseded"}
    assert script.stored()["Q1"]["content"]["value"] == "second"


def test_a_clash_waits_for_the_person_and_others_go_on(script):
    script.run('queue.put("Q1", answered("mine"), 3, "key-1"); queue.put("Q2", answered("x"), 0, "key-2")')
    outcome = script.say(
        'queue.settle("Q1", queue.entries.Q1, 409, {current: {state: "answered", value: "theirs", version: 5}})'
    )
    assert outcome == {"kind": "clash", "current": {"state": "answered", "value": "theirs", "version": 5}}
    assert script.say("queue.next()") == "Q2"
    assert script.stored()["Q1"]["held"] is True


def test_after_a_clash_mine_is_sent_against_their_version(script):
    script.run('queue.put("Q1", answered("mine"), 3, "key-1")')
    script.run('queue.settle("Q1", queue.entries.Q1, 409, {current: {version: 5}})')
    script.run('queue.put("Q1", answered("mine"), 5, "key-2")')
    assert script.say("queue.next()") == "Q1"
    assert script.stored()["Q1"]["expected_version"] == 5


def test_after_a_clash_theirs_leaves_nothing_to_send(script):
    script.run('queue.put("Q1", answered("mine"), 3, "key-1")')
    script.run('queue.settle("Q1", queue.entries.Q1, 409, {current: {version: 5}}); queue.drop("Q1")')
    assert script.say("queue.isEmpty()") is True
    assert script.stored() == {}


def test_what_waited_for_a_person_is_tried_again_when_the_page_opens_again(script):
    script.run('queue.put("Q1", answered("mine"), 3, "key-1")')
    script.run('queue.settle("Q1", queue.entries.Q1, 409, {current: {version: 5}})')
    script.run('queue = new SaveQueue(kept, "answers-1")')
    assert script.say("queue.next()") is None
    assert script.say('queue.resume("Q1")')["value"] == "mine"
    assert script.say("queue.next()") == "Q1"


@pytest.mark.parametrize(("status", "reply"), [(401, "{}"), (400, "{}")])
def test_an_ended_visit_sends_nothing_more_and_forgets_nothing(script, status, reply):
    script.run('queue.put("Q1", answered("yes"), 0, "key-1")')
    assert script.say(f'queue.settle("Q1", queue.entries.Q1, {status}, {reply})') == {"kind": "ended"}
    assert script.say("queue.ended") is True
    assert script.stored()["Q1"]["content"]["value"] == "yes"


def test_a_refused_answer_is_kept_but_not_sent_in_circles(script):
    script.run('queue.put("Q1", answered("x"), 0, "key-1")')
    outcome = script.say('queue.settle("Q1", queue.entries.Q1, 422, {error: "Please enter a number."})')
    assert outcome == {"kind": "refused", "text": "Please enter a number."}
    assert script.say("queue.next()") is None
    assert script.stored()["Q1"]["content"]["value"] == "x"


@pytest.mark.parametrize(("status", "reply"), [(404, '{error: "Closed"}'), (409, '{closed: true, error: "Closed"}')])
def test_what_was_typed_after_a_colleague_submitted_is_kept_with_the_reason_and_not_sent_again(script, status, reply):
    script.run('queue.put("Q1", answered("important"), 0, "key-1")')
    assert script.say(f'queue.settle("Q1", queue.entries.Q1, {status}, {reply})') == {
        "kind": "closed",
        "text": "Closed",
    }
    assert script.stored()["Q1"]["content"]["value"] == "important"
    assert script.stored()["Q1"]["closed"] == "Closed"
    assert script.say("queue.next()") is None
    assert script.say("queue.held()") == ["Q1"]
    assert script.say("queue.isEmpty()") is False


def test_what_came_too_late_is_tried_again_when_the_question_is_open_again(script):
    script.run('queue.put("Q1", answered("important"), 0, "key-1")')
    script.run('queue.settle("Q1", queue.entries.Q1, 409, {closed: true, error: "Closed"}); queue.resumeAll()')
    assert script.say("queue.next()") == "Q1"
    assert script.say("queue.entries.Q1.closed") is None


def test_two_windows_keep_their_answers_beside_each_other(script):
    script.run('const other = new SaveQueue(kept, "answers-1")')
    script.run('queue.put("Q1", answered("one"), 0, "key-1"); other.put("Q2", answered("two"), 0, "key-2")')
    assert sorted(script.stored()) == ["Q1", "Q2"]
    script.run('other.settle("Q2", other.entries.Q2, 200, {version: 1})')
    assert sorted(script.stored()) == ["Q1"]
    script.run("other.reread()")
    assert script.say("other.next()") == "Q1"


def test_an_acknowledged_answer_does_not_take_away_what_another_window_typed_to_the_same_question(script):
    script.run('queue.put("Q1", answered("first"), 0, "key-1")')
    script.run('new SaveQueue(kept, "answers-1").put("Q1", answered("second"), 0, "key-2")')
    assert script.say('queue.settle("Q1", queue.entries.Q1, 200, {version: 1})')["kind"] == "saved"
    assert script.stored()["Q1"]["content"]["value"] == "second"


@pytest.mark.parametrize(
    ("written", "over"),
    [("abc", 0), ("abcde", 0), ("abcdef", 1), ("a\r\nbcd", 0), ("𠮷𠮷𠮷𠮷𠮷", 0), ("𠮷𠮷𠮷𠮷𠮷𠮷", 1)],
)
def test_a_text_is_measured_as_the_server_measures_it(script, written, over):
    assert script.say(f"tooLong({json.dumps(written)}, 5)") == over


def test_files_that_cannot_be_sent_are_told_apart_by_what_is_wrong_with_them(script):
    files = '[{name: "a", size: 5}, {name: "b", size: 11}, {name: "c", size: 0}, {name: "d", size: 10}]'
    assert script.say(f"sortFiles({files}, 10)") == {
        "sent": [{"name": "a", "size": 5}, {"name": "d", "size": 10}],
        "refused": [{"name": "b", "why": "big"}, {"name": "c", "why": "empty"}],
    }


def test_a_refusal_without_words_says_its_number(script):
    script.run('queue.put("Q1", answered("x"), 0, "key-1")')
    assert script.say('queue.settle("Q1", queue.entries.Q1, 418, {}).text') == "418"


def test_busy_and_broken_servers_are_asked_again_and_others_are_not(script):
    asked = {status: script.say(f"SaveQueue.isTemporary({status})") for status in (200, 400, 401, 409, 429, 500, 503)}
    assert asked == {200: False, 400: False, 401: False, 409: False, 429: True, 500: True, 503: True}


def test_tries_come_more_and_more_seldom_up_to_half_a_minute_and_at_once_when_the_line_is_back(script):
    assert [script.say("queue.later()") for _ in range(6)] == [2, 4, 8, 16, 30, 30]
    script.run("queue.atOnce()")
    assert script.say("queue.later()") == 2


@pytest.mark.parametrize(
    ("saved", "full", "done"),
    [
        ('{state: "blank", na_reason: ""}', True, False),
        ('{state: "answered", na_reason: ""}', True, True),
        ('{state: "answered", na_reason: ""}', False, False),
        ('{state: "unknown", na_reason: ""}', False, True),
        ('{state: "na", na_reason: "  "}', True, False),
        ('{state: "na", na_reason: "No servers of our own"}', False, True),
    ],
)
def test_an_answer_is_done_with_all_required_fields_or_a_reason(script, saved, full, done):
    assert script.say(f"isDone({saved}, {json.dumps(full)})") is done
    assert script.say(f"lacksReason({saved})") is (saved == '{state: "na", na_reason: "  "}')
