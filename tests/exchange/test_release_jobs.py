"""The preparation as a job: done by the worker, a refusal is a result, another's is as none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.accounts import disable_account
from caseapp.exchange.release_folders import FOLDER
from caseapp.exchange.release_jobs import ask_preparation, made_by_job, read_preparation
from caseapp.exchange.release_rules import set_k
from caseapp.exchange.releasing import propose, read_proposal
from caseapp.exchange.working import RUNNERS, Worker
from caseapp.records.jobs import Job
from caseapp.records.releases import Release, ReleaseProposal
from caseapp.rules.access import Denied, Role
from caseapp.rules.job_states import DONE, FAILED, RELEASE
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day
from caseapp.statistics.disclosure.model import BudgetExceeded
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.released import (
    LAYOUT,
    UNASKED,
    Office,
    an_office,
    frozen,
    hit_children,
    signed,
)

Work = Callable[[], None]


@pytest.fixture
def office(house: House) -> Office:
    return an_office(house)


@pytest.fixture
def work(house: House) -> Work:
    def once() -> None:
        assert Worker(house.app.app_context, lambda: NOW, beats=0.01).work_once()

    return once


def test_prepared_by_the_worker_and_proposed_from_its_page(
    house: House, office: Office, work: Work
) -> None:
    with house.app.app_context():
        hit_children()
        number = frozen()
        job = int(ask_preparation(office.statistician, number, LAYOUT, now=NOW))
        view, found = read_preparation(office.statistician, job, now=NOW)
        assert (view.is_open, found) == (True, None)
        with pytest.raises(RuleBroken, match="not kept"):
            propose(office.statistician, job, note="", now=NOW)
        work()
        view, found = read_preparation(office.statistician, job, now=NOW)
        assert (view.state, view.kind) == (DONE, RELEASE)
        assert found
        assert (found.layout, found.frozen, found.edition, found.k) == (LAYOUT, number, 1, 5)
        assert (found.refusal, found.stale) == (None, False)
        assert found.hidden > 0
        assert found.shares[0].dimensions == ("geo",)
        proposal = int(propose(office.statistician, job, note="", now=NOW))
        assert read_proposal(office.supervisor, proposal, now=NOW).hidden == found.hidden


def test_the_coarser_layout_is_counted_beside(house: House, office: Office, work: Work) -> None:
    with house.app.app_context():
        hit_children()
        job = int(ask_preparation(office.statistician, frozen(), "relief-wards", now=NOW))
        work()
        _, found = read_preparation(office.statistician, job, now=NOW)
        assert found
        assert [share.dimensions for share in found.coarser] == [
            ("geo",), ("cluster", "relief"), ("sex", "age_band", "relief"),
        ]  # fmt: skip


def test_a_refusal_is_a_result_with_its_reason_and_nothing_else_is_left(
    house: House, office: Office, work: Work
) -> None:
    with house.app.app_context():
        number = frozen()  # nobody was hit: fewer in all than a count that may be printed
        job = int(ask_preparation(office.statistician, number, LAYOUT, now=NOW))
        work()
        view, found = read_preparation(office.statistician, job, now=NOW)
        assert view.state == DONE
        assert found
        assert found.refusal
        assert found.refusal.name == "TooFew"
        assert (found.cells, found.hidden, found.shares) == (0, 0, ())
        with pytest.raises(RuleBroken, match="cannot be released"):
            propose(office.statistician, job, note="", now=NOW)
        with desk.ledger() as session:
            assert session.scalars(select(Release.id)).all() == []
            assert session.scalars(select(ReleaseProposal.id)).all() == []
        assert not (house.path / FOLDER).exists()


def test_work_that_runs_out_is_a_refusal_with_its_cells(
    house: House, office: Office, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_out(*_: object) -> None:
        raise BudgetExceeded("92|T is not proved", ["T|T|T|late"])

    with house.app.app_context():
        hit_children()
        monkeypatch.setattr("caseapp.exchange.release_preparations.prepare", run_out)
        job = int(ask_preparation(office.statistician, frozen(), LAYOUT, now=NOW))
        work()
        _, found = read_preparation(office.statistician, job, now=NOW)
        assert found
        assert found.refusal
        assert (found.refusal.name, found.refusal.cells) == ("BudgetExceeded", ("T|T|T|late",))
        assert found.refusal.reason == "92|T is not proved"


def test_a_preparation_goes_stale(house: House, office: Office, work: Work) -> None:
    with house.app.app_context():
        hit_children()
        number = frozen()
        jobs = []
        for layout in (LAYOUT, "relief-wards"):
            jobs.append(int(ask_preparation(office.statistician, number, layout, now=NOW)))
            work()
        first, second = jobs
        proposal = int(propose(office.statistician, first, note="", now=NOW))
        signed(office.supervisor, proposal)
        _, found = read_preparation(office.statistician, second, now=NOW)
        assert found
        assert found.stale
        with pytest.raises(RuleBroken, match="prepare it once more"):
            propose(office.statistician, second, note="", now=NOW)


def test_a_rule_of_today_makes_it_stale(house: House, office: Office, work: Work) -> None:
    with house.app.app_context():
        hit_children()
        job = int(ask_preparation(office.statistician, frozen(), LAYOUT, now=NOW))
        work()
        today = local_day(NOW)
        set_k(office.supervisor, 6, decision="1", valid_from=today, now=NOW, fresh=UNASKED)
        _, found = read_preparation(office.statistician, job, now=NOW)
        assert found
        assert (found.stale, found.k) == (True, 5)


def test_another_s_preparation_is_as_none(house: House, office: Office, work: Work) -> None:
    other = an_actor(Role.STATISTICIAN, user_id=office.other.user_id)
    with house.app.app_context():
        job = int(ask_preparation(office.statistician, frozen(), LAYOUT, now=NOW))
        work()
        for actor in (other, office.supervisor):
            with pytest.raises(Missing):
                read_preparation(actor, job, now=NOW)
            with pytest.raises(Missing):
                made_by_job(actor, job, now=NOW)


def test_only_who_counts_for_the_city_asks_and_by_the_rights_of_the_moment(
    house: House, office: Office, work: Work
) -> None:
    with house.app.app_context():
        number = frozen()
        for role in set(Role) - {Role.STATISTICIAN}:
            with pytest.raises(Denied):
                ask_preparation(an_actor(role), number, LAYOUT, now=NOW)
        with pytest.raises(Denied):
            ask_preparation(an_actor(Role.STATISTICIAN, 31135), number, LAYOUT, now=NOW)
        for field, frozen_id, layout in (("layout", number, "x"), ("frozen", 99, LAYOUT)):
            with pytest.raises(RuleBroken) as broken:
                ask_preparation(office.statistician, frozen_id, layout, now=NOW)
            assert broken.value.field == field
        job = int(ask_preparation(office.statistician, number, LAYOUT, now=NOW))
        with pytest.raises(RuleBroken, match="not ready yet"):
            ask_preparation(office.statistician, number, LAYOUT, now=NOW)
        disable_account(SYSTEM, "thongke", now=NOW)
        work()
        with desk.ledger() as session:
            row = session.get_one(Job, job)
            assert (row.state, row.fault, row.result) == (FAILED, "rights", None)


def test_what_was_prepared_is_not_kept_for_good(house: House, office: Office, work: Work) -> None:
    with house.app.app_context():
        job = int(ask_preparation(office.statistician, frozen(), LAYOUT, now=NOW))
        work()
        later = NOW + timedelta(hours=25)
        assert read_preparation(office.statistician, job, now=later)[1] is None
        with pytest.raises(RuleBroken, match="not kept"):
            propose(office.statistician, job, note="", now=later)


def test_the_worker_knows_the_kind() -> None:
    assert RELEASE in RUNNERS
