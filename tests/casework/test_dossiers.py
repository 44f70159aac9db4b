"""A dossier holds what the file has of a procedure, what was ticked of it, and is logged."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.dossiers import bind, survey
from caseapp.casework.plan_decisions import Verdict, decide_plan
from caseapp.casework.separation_orders import NewOrder, decide_order, prepare_order
from caseapp.casework.separations import Verdict as OrderVerdict
from caseapp.records.audit import AuditEntry
from caseapp.rules.access import Denied, Role
from caseapp.rules.copies import Copy
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.dossiers import a_rich_case
from tests.factories.files import photo, post_file
from tests.factories.house import NOW, House, an_actor
from tests.factories.measures import TODAY, Desk, a_desk, decide, prepare
from tests.factories.plans import submitted
from tests.factories.reports import STRANGER
from tests.factories.web import CITY, signed_in


@pytest.fixture
def rich(house: House) -> Desk:
    return a_rich_case(house)


def keys(house: House, rich: Desk, procedure: str) -> list[str]:
    with house.app.app_context():
        return [
            each.pick.key for each in survey(rich.officer, rich.case, procedure, now=NOW).papers
        ]


def test_each_procedure_finds_its_own_papers_in_its_order(house: House, rich: Desk) -> None:
    case, report = rich.case, rich.report
    begun = [f"01:{report}:1", f"02:{report}:1"]
    assert keys(house, rich, "separation") == [*begun, f"07:{case}:1", f"order:{case}:1"]
    planned = [f"05:{case}:1", f"05:{case}:2"]
    assert keys(house, rich, "plan") == [*begun, f"03:{case}:1", f"BB:{case}:1", *planned]
    assert keys(house, rich, "review") == [*planned, f"BB:{case}:1"]


def test_what_waits_for_a_decision_is_a_draft_and_the_newest_is_proposed(
    house: House, rich: Desk
) -> None:
    with house.app.app_context():
        found = survey(rich.officer, rich.case, "plan", now=NOW)
    drafts = [each.pick.key for each in found.papers if each.draft]
    assert drafts == [f"05:{rich.case}:2"]
    assert f"05:{rich.case}:2" in found.proposed
    assert f"05:{rich.case}:1" not in found.proposed


def test_what_the_chair_returned_or_refused_is_bound_as_a_draft(house: House) -> None:
    desk = a_desk(house)
    submitted(house, desk.officer, desk.case)
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    with house.app.app_context():
        returned = Verdict("return", NOW, "Bổ sung nguồn lực")
        decide_plan(desk.chair, desk.case, 1, returned, version=1, now=NOW)
        asked = NewOrder("lifting", "Đã đánh giá", assessed_on=TODAY)
        prepare_order(desk.officer, desk.case, 1, asked, now=NOW)
        refused = OrderVerdict("refuse", NOW, "Còn nguy hiểm", None)
        decide_order(desk.chair, desk.case, 1, refused, now=NOW)
        for procedure, key in (
            ("plan", f"05:{desk.case}:1"), ("separation", f"order:{desk.case}:1")
        ):  # fmt: skip
            found = survey(desk.officer, desk.case, procedure, now=NOW)
            assert [each.draft for each in found.papers if each.pick.key == key] == [True]
            bound = bind(
                desk.officer, desk.case, procedure, papers=[key], files=[], reason="file", now=NOW
            )  # fmt: skip
            assert not bound.kept


def test_who_may_not_print_the_report_is_told_that_it_is_there(house: House, rich: Desk) -> None:
    with house.app.app_context():
        found = survey(an_actor(Role.SUPERVISOR), rich.case, "plan", now=NOW)
        assert found.barred == {"01"}
        assert not [each for each in found.papers if each.pick.paper == "01"]
        assert survey(rich.officer, rich.case, "plan", now=NOW).barred == frozenset()


def test_what_is_bound_is_logged_under_a_number(house: House, rich: Desk) -> None:
    picked = [f"07:{rich.case}:1", f"01:{rich.report}:1"]
    with house.app.app_context():
        bound = bind(
            rich.officer, rich.case, "separation", papers=picked, files=[], reason="decision",
            now=NOW,
        )  # fmt: skip
        assert [each.key for each in bound.picks] == picked[::-1]
        assert bound.copy is Copy.FILE
        with desk.ledger() as session:
            last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
            assert last is not None
            assert (last.act, last.outcome) == ("case.print", "done")
            for part in (bound.printed.number, "separation", "decision"):
                assert part in last.detail


def test_what_goes_elsewhere_holds_the_copies_that_are_handed_out(house: House, rich: Desk) -> None:
    with house.app.app_context():
        bound = bind(
            rich.officer, rich.case, "separation", papers=[f"07:{rich.case}:1"], files=[],
            reason="court", now=NOW,
        )  # fmt: skip
    assert bound.copy is Copy.SERVED


def test_documents_are_ticked_by_their_codes(house: House, rich: Desk) -> None:
    post_file(signed_in(house, "officer"), f"/cases/{rich.case}", photo())
    with house.app.app_context():
        (file,) = survey(rich.officer, rich.case, "plan", now=NOW).files
        bound = bind(
            rich.officer, rich.case, "plan", papers=[f"01:{rich.report}:1"], files=[file.code],
            reason="file", now=NOW,
        )  # fmt: skip
        assert [each.code for each in bound.files] == [file.code]


@pytest.mark.parametrize(
    ("papers", "files", "reason", "field"),
    [
        ([], [], "decision", "papers"),
        (["01:BC-26-22222222:1"], [], "decision", "papers"),
        (None, ["TL-26-22222222"], "decision", "files"),
        (None, [], "family", "reason"),
    ],
)
def test_what_cannot_be_bound_is_refused_at_its_field(
    house: House, rich: Desk, papers: list[str] | None, files: list[str], reason: str, field: str
) -> None:
    picked = [f"01:{rich.report}:1"] if papers is None else papers
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        bind(rich.officer, rich.case, "plan", papers=picked, files=files, reason=reason, now=NOW)
    assert broken.value.field == field


def test_nobody_else_binds_it(house: House, rich: Desk) -> None:
    asked = {"papers": [f"02:{rich.report}:1"], "files": [], "reason": "file", "now": NOW}
    with house.app.app_context():
        for procedure in ("plan", "none-such"):
            actor = STRANGER if procedure == "plan" else rich.officer
            with pytest.raises(Missing):
                survey(actor, rich.case, procedure, now=NOW)
            with pytest.raises(Missing):
                bind(actor, rich.case, procedure, **asked)  # type: ignore[arg-type]
        with pytest.raises(Denied):
            bind(an_actor(Role.STATISTICIAN), rich.case, "plan", **asked)  # type: ignore[arg-type]
    assert signed_in(house, "statistician", CITY).get(f"/cases/{rich.case}").status_code == 404
