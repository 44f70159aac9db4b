"""Whoever asks for whatever: no word of another's file is met, and nothing is a fault of the server.

Every role with every address of the application, with objects of the own, another and the parent
unit in each state that a busy house has, by GET and POST: some thousands in every run, other ones
each day; CASEAPP_TEST_SEED repeats those of a day, and the long run asks for all of them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from caseapp.records.audit import AuditEntry
from caseapp.records.notices import Notice
from tests.factories.long_run import seed, turns
from tests.factories.marked_town import MAY_MEET, SEERS, MarkedTown
from tests.factories.reports import kept
from tests.factories.sweep import Sweep, codes_of


@pytest.fixture(scope="module")
def sweep(marked: MarkedTown) -> Iterator[Sweep]:
    logging.disable(logging.CRITICAL)
    yield Sweep(marked)
    logging.disable(logging.NOTSET)


def test_those_who_may_do_meet_the_markers(sweep: Sweep) -> None:
    """Else the sweep would prove nothing: it looks for words that no page has."""
    town = sweep.town
    page = town.enter("officer").get(f"/cases/{town.case}")
    assert "content" in sweep.kinds_in(page)
    report = town.own_codes("reports")[0]
    whole = town.browsers["officer"].get(f"/reports/{report}/form-01.pdf?reporter=1")
    assert {"reporter", "content"} <= sweep.kinds_in(whole)
    for path in ("/children", f"/kept-papers/{town.paper}/served.pdf"):
        assert "ward" in sweep.kinds_in(town.browsers["officer"].get(path))
    home = town.enter("supervisor").get("/")
    assert (home.status_code, town.job in home.text) == (200, True)
    assert "job" in sweep.kinds_in(town.browsers["supervisor"].post(f"/jobs/{town.job}/file"))
    told = [town.enter("officer").get(f"/referrals/{code}") for code in sweep.codes["referrals"]]
    assert any("to agencies" in sweep.kinds_in(page) for page in told)
    assert all(seers <= set(SEERS) for seers in MAY_MEET.values())


@pytest.mark.parametrize("seer", ["officer", "officer far"])
def test_what_passed_is_read_where_it_went(sweep: Sweep, seer: str) -> None:
    """The new ward reads a file whole, the old one no page of it; of one child both read."""
    town, browser = sweep.town, sweep.town.enter(seer)
    for how in town.passed:
        mine = seer in MAY_MEET[how.name]
        for word, codes in codes_of(town, [how]).items():
            for code in codes:
                answer = browser.get(f"/{word}/{code}")
                assert (answer.status_code != 404) == mine, (how.name, word, code)
                met = sweep.kinds_in(answer)
                if answer.status_code == 200 and word in {"cases", "children"}:
                    assert met, (how.name, word, code)
                assert all(seer in MAY_MEET[kind] for kind in met), (how.name, met)


def test_nobody_meets_what_is_not_theirs(sweep: Sweep) -> None:
    """After those that tell who reads what: what is posted here changes the files that they read."""
    asked = sweep.some(turns(1_000, len(sweep.everything)), seed())
    for request in asked:
        sweep.ask(request)
    print(f"seed {seed()}: {sweep.sent} of {len(sweep.everything)}; {sweep.counted}")  # noqa: T201
    assert sweep.leaks == []
    assert sweep.sent == len(asked)


def test_log_and_notices_hold_no_marker(sweep: Sweep) -> None:
    for model in (AuditEntry, Notice):
        rows = kept(sweep.town.house, select(model.__table__))
        assert rows
        assert sweep.kinds(repr(rows).encode()) == set()
