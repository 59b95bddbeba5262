"""The loops beside the pages: one that fails takes its next turn, and all end when they are told to."""

import threading

from vendor_risk import server
from vendor_risk.database import DatabaseBusyError


def test_a_step_that_fails_is_taken_again_and_the_loop_ends_when_told(app, caplog):
    stop, taken = threading.Event(), []
    ends = [DatabaseBusyError(), ValueError("broken"), None]

    def step():
        taken.append(1)
        if len(taken) == len(ends):
            stop.set()
        end = ends[len(taken) - 1]
        if end is not None:
            raise end

    thread = server.every(0.01, "trial", step, app, stop)
    thread.join(5)
    assert not thread.is_alive()
    assert len(taken) == 3
    assert [record.levelname for record in caplog.records if record.name == "vendor_risk.server"][-1] == "ERROR"
