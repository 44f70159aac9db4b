"""All that somebody has in a unit goes to one officer of it, at once, and nothing else does."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.accounts import disable_account
from caseapp.casework.assigning import assign_officer
from caseapp.casework.case_reading import read_case
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.handing_on import Handing, hand_on
from caseapp.casework.handing_on_reading import Left, read_left
from caseapp.casework.kept_forms import Ended, Typed, end_sent, give_back, list_kept, save
from caseapp.casework.leaving_work import CASE, PAPER, REFERRAL, REPORT
from caseapp.casework.notices import Subject, list_own, tell, tell_officers
from caseapp.casework.outcomes import AlreadyDone, Missing, Stale
from caseapp.records.audit import AuditEntry
from caseapp.records.cases import Case
from caseapp.records.kept_forms import KeptForm
from caseapp.records.reports import Report
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Act, Actor, Denied, Role
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.leaving import Leaving, act_of
from tests.factories.proposals import take_out
from tests.factories.reports import kept
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user


def left_of(leaving: Leaving, username: str = "canbo", by: Actor | None = None) -> Left:
    with leaving.house.app.app_context():
        return read_left(by or leaving.supervisor, username, NINH_KIEU, act_of, now=NOW)


def marks(left: Left) -> set[tuple[str, str]]:
    return {(thing.kind, thing.mark) for thing in left.things}


def pages_of(leaving: Leaving, person: Actor) -> dict[str, str]:
    """The addresses of somebody's drafts, and who had typed each."""
    with leaving.house.app.app_context():
        return {draft.path: draft.typed_by for draft in list_kept(person)}


def test_everything_of_each_kind_moves_at_once_and_nothing_else(leaving: Leaving) -> None:
    before, note = left_of(leaving), f"/cases/{leaving.case}/notes/new"
    assert marks(before) == {
        (CASE, leaving.case),
        (CASE, leaving.second),
        (REPORT, leaving.report),
        (REFERRAL, leaving.referral),
        (PAPER, leaving.case),
        (PAPER, leaving.of_ban),
    }
    assert sorted(draft.mark for draft in before.typed) == ["", leaving.case]
    assert [(each.username, each.cases, each.kept) for each in before.takers] == [
        ("ban", 1, 0),
        ("moi", 0, 0),
    ]
    assert leaving.give() == "8/0"
    after = left_of(leaving)
    assert after.is_empty
    assert marks(left_of(leaving, "moi")) == marks(before)
    with leaving.house.app.app_context():
        view = read_case(leaving.moi, leaving.case, now=NOW)
        assert "assigned" in {event.kind for event in view.events}
        assert read_case(leaving.ban, leaving.of_ban, now=NOW).officer == leaving.ban.name
    assert pages_of(leaving, leaving.moi) == {
        "/reports/new": leaving.canbo.name,
        note: leaving.canbo.name,
    }
    assert pages_of(leaving, leaving.canbo) == {
        f"/cases/{leaving.elsewhere}/notes/new": "",
        "/account/password": "",
        "/agencies/new": "",
    }


def test_a_draft_is_sealed_for_its_new_owner_and_ended_for_its_writer(leaving: Leaving) -> None:
    leaving.give()
    with leaving.house.app.app_context():
        found = give_back(leaving.moi, "/reports/new", "n" * 24)
        assert found is not None
        assert dict(found.fields)["child_name"] == "Bé Bi"
        assert found.typed_at == found.at < NOW
        assert give_back(leaving.canbo, "/reports/new") is None
        late = Typed("n" * 24, "/reports/new", "", [("child_name", "Bé Bi B")])
        with pytest.raises(Ended):  # still under way in the writer's browser
            save(leaving.canbo, late, clock=NOW)
        end_sent(leaving.canbo, "n" * 24, clock=NOW)  # whose form was open all the while
        assert give_back(leaving.moi, "/reports/new") is None
    lines = kept(leaving.house, select(AuditEntry.subject, AuditEntry.detail))
    told = [detail for subject, detail in lines if subject.startswith("kept_form:")]
    assert len(told) == 2
    assert all(f'"to_user":{leaving.moi.user_id}' in text.replace(" ", "") for text in told)
    assert "Bé" not in str(lines)


def test_one_notice_tells_each_and_what_is_told_later_goes_to_the_new_one(
    leaving: Leaving,
) -> None:
    leaving.give()
    with leaving.house.app.app_context():
        with desk.writing(leaving.chair, Act.PLAN_DECIDE, now=NOW) as door:
            about = Subject(leaving.report, int(NINH_KIEU))
            tell_officers(door, "measure_decided", about, leaving.canbo.user_id)
            of_case = Subject(door.rows(Report.case_id, 1)[0].code, int(NINH_KIEU))
            tell(door, "receipt_declined", of_case, to=leaving.canbo.user_id or 0)
        told = {
            who: [notice.kind for notice in list_own(getattr(leaving, who), now=NOW)]
            for who in ("canbo", "moi", "ban", "chair")
        }
        assert told["canbo"] == ["work_taken_from_you"]
        assert told["moi"].count("work_given_to_you") == 1
        assert {"plan_returned", "measure_decided", "receipt_declined"} <= set(told["moi"])
        assert "measure_decided" not in told["ban"]
        assert told["chair"].count("work_given") == 1


def test_what_asks_somebody_to_decide_is_no_work_of_an_officer(leaving: Leaving) -> None:
    canbo, about = leaving.canbo.user_id or 0, Subject(leaving.report, int(NINH_KIEU))
    with leaving.house.app.app_context():
        with desk.writing(leaving.chair, Act.MEASURE_DECIDE, now=NOW) as door:
            tell(door, "mark_proposed", about, to=canbo)
        leaving.give()
        with desk.ledger(write=True) as session:  # and became the chair
            session.add(
                RoleGrant(
                    user_id=canbo, role="chair", area_id=int(NINH_KIEU), valid_from=NOW.date(),
                    entered_at=NOW,
                )
            )  # fmt: skip
        with desk.writing(leaving.chair, Act.MEASURE_DECIDE, now=NOW) as door:
            for kind in ("called_out", "decision_denied"):
                tell(door, kind, about, to=canbo)
        told = {
            who: {view.kind for view in list_own(getattr(leaving, who), now=NOW)}
            for who in ("canbo", "moi")
        }
    assert {"mark_proposed", "called_out", "decision_denied"} <= told["canbo"]
    assert told["moi"].isdisjoint({"mark_proposed", "called_out"})
    assert "decision_denied" in told["moi"]  # it was theirs to hear of, too


def test_what_is_kept_from_the_one_chosen_stays_and_goes_to_another(leaving: Leaving) -> None:
    with leaving.house.app.app_context():
        child = read_case(leaving.supervisor, leaving.case, now=NOW).child.code
        mark_conflict(leaving.supervisor, "child", child, username="moi", reason="Cháu", now=NOW)
    assert [each.kept for each in left_of(leaving).takers] == [
        0,
        3,
    ]  # the case, its referral and draft
    assert leaving.give() == "4/3"
    stays = {(CASE, leaving.case), (PAPER, leaving.case), (REFERRAL, leaving.referral)}
    left = left_of(leaving)
    assert (marks(left), [draft.mark for draft in left.typed]) == (stays, [leaving.case])
    assert left.notices == 1
    assert pages_of(leaving, leaving.moi) == {"/reports/new": leaving.canbo.name}
    assert leaving.give("ban", version=left.version) == "4/0"
    assert left_of(leaving).is_empty


def test_a_chair_from_whom_all_of_it_is_kept_is_told_of_nothing(leaving: Leaving) -> None:
    with leaving.house.app.app_context():
        child = read_case(leaving.supervisor, leaving.of_ban, now=NOW).child.code
        number = leaving.chair.user_id or 0
        with desk.ledger() as session:
            chair = session.get_one(User, number).username
        for who in ("moi", chair):
            mark_conflict(leaving.supervisor, "child", child, username=who, reason="A", now=NOW)
        handing = Handing("canbo", act_of)
        hand_on(leaving.supervisor, "ban", NINH_KIEU, handing, now=NOW)
        told = {view.kind for view in list_own(leaving.chair, now=NOW)}
        assert "work_given" not in told
        assert "work_given_to_you" in {view.kind for view in list_own(leaving.canbo, now=NOW)}


def test_only_an_officer_of_the_unit_today_can_be_chosen(leaving: Leaving) -> None:
    house = leaving.house
    make_user(house, "officer", CAI_KHE, "xa")
    make_user(house, "chair", NINH_KIEU, "chutich")
    make_user(house, "officer", NINH_KIEU, "dong")
    with house.app.app_context():
        disable_account(SYSTEM, "dong", now=NOW)
    for to in ("canbo", "xa", "chutich", "dong", "nobody", ""):
        with pytest.raises(RuleBroken) as broken:
            leaving.give(to)
        assert broken.value.field == "officer", to
    assert not left_of(leaving).is_empty


def test_twice_the_same_is_one_act_and_the_second_supervisor_sees_the_first(
    leaving: Leaving,
) -> None:
    second = actor_of(leaving.house, make_user(leaving.house, "supervisor", CITY))
    seen = left_of(leaving, by=second).version
    assert leaving.give(post="k" * 20 + ":h", version=seen) == "8/0"
    with pytest.raises(AlreadyDone) as done:
        leaving.give(post="k" * 20 + ":h", version=seen)
    assert (done.value.made, done.value.changed) == ("8/0", False)
    with pytest.raises(Stale):
        leaving.give("ban", by=second, version=seen)
    assert left_of(leaving, by=second).version > seen
    with pytest.raises(RuleBroken):
        leaving.give("ban", by=second)


def test_work_comes_back_and_a_case_assigned_since_keeps_its_officer(leaving: Leaving) -> None:
    leaving.give()
    back = leaving.house
    with back.app.app_context():
        version = read_case(leaving.supervisor, leaving.second, now=NOW).version
        assign_officer(leaving.supervisor, leaving.second, username="ban", version=version, now=NOW)
        hand_on(leaving.supervisor, "moi", NINH_KIEU, Handing("canbo", act_of), now=NOW)
        with desk.writing(leaving.chair, Act.PLAN_DECIDE, now=NOW) as door:
            for mark in (leaving.second, leaving.case):
                about = Subject(mark, int(NINH_KIEU))
                tell_officers(door, "plan_approved", about, leaving.canbo.user_id)
        told = {
            who: {
                note.mark
                for note in list_own(getattr(leaving, who), now=NOW)
                if note.kind == "plan_approved"
            }
            for who in ("canbo", "ban", "moi")
        }
    assert told == {"canbo": {leaving.case}, "ban": {leaving.second}, "moi": set()}
    assert pages_of(leaving, leaving.canbo)["/reports/new"] == ""  # their own words again


def test_a_closed_account_is_handed_on_and_one_of_another_unit_is_not_there(
    leaving: Leaving,
) -> None:
    elsewhere = actor_of(leaving.house, make_user(leaving.house, "supervisor", CAI_KHE))
    with leaving.house.app.app_context():
        disable_account(SYSTEM, "canbo", now=NOW)
    with pytest.raises(Missing):
        leaving.give(by=elsewhere)
    assert leaving.give() == "8/0"
    rows = kept(leaving.house, select(KeptForm.user_id).where(KeptForm.fields.is_not(None)))
    assert rows.count((leaving.canbo.user_id,)) == 3


def test_nobody_else_hands_on(house: House) -> None:
    handing = Handing("moi", act_of)
    for role in sorted(set(Role) - {Role.SUPERVISOR}):
        with house.app.app_context(), pytest.raises(Denied):
            hand_on(an_actor(role), "canbo", NINH_KIEU, handing, now=NOW)


def test_a_case_taken_out_by_mistake_is_not_handed_on(leaving: Leaving) -> None:
    take_out(leaving.house, leaving.canbo, leaving.second)
    leaving.give()
    owners = kept(leaving.house, select(Case.officer_id).where(Case.code == leaving.second))
    assert owners == [(leaving.canbo.user_id,)]
