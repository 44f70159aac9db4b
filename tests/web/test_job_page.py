from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from caseapp.casework.jobs import JobView
from caseapp.rules.job_states import DONE, RUNNING, WAITING
from caseapp.web.job_page import SLOW, WATCHED, is_stuck, watched
from tests.factories.house import NOW, House

JOB = JobView(1, "export", {}, WAITING, NOW, None, "", 0, 0, "", None, told=False)


def test_only_a_job_that_waits_long_is_stuck() -> None:
    late = NOW + SLOW + timedelta(seconds=1)
    assert not is_stuck(JOB, NOW + SLOW)
    assert is_stuck(JOB, late)
    assert not is_stuck(replace(JOB, state=RUNNING), late)


def test_a_page_is_loaded_again_while_the_work_goes_on_and_not_for_ever(house: House) -> None:
    with house.app.test_request_context():
        assert watched("x", JOB, NOW).headers["Refresh"] == "3"
        assert "Refresh" not in watched("x", JOB, NOW + WATCHED).headers
        assert "Refresh" not in watched("x", replace(JOB, state=DONE), NOW).headers
