"""An agency is told where somebody speaks for it here, of what it may read, and of nothing held."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.addenda import add_addendum
from caseapp.casework.inbox import note_addendum
from caseapp.casework.inbox_telling import tell_agency
from caseapp.casework.notices import list_own
from caseapp.records.consents import ReferralHold
from caseapp.records.notices import Notice
from caseapp.records.referrals import Referral
from caseapp.rules.access import Act, Actor
from tests.casework.test_inbox import speaker
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.reports import kept
from tests.factories.web import CITY, make_user


def tell(code: str, cause: int, *, held: bool = False) -> bool:
    with desk.writing(SYSTEM, Act.REFERRAL_SEND, now=NOW) as door:
        row = door.find(Referral, code=code)
        if held:
            more = {"entered_at": NOW, "held_at": NOW, "due_at": NOW + timedelta(days=2)}
            door.session.add(ReferralHold(referral_id=row.id, area_id=row.area_id, **more))
            door.session.flush()
        return tell_agency(door, "inbox_added", row, cause=cause)


def kinds(actor: Actor) -> list[str]:
    return [view.kind for view in list_own(actor, now=NOW)]


def test_nobody_without_an_account_is_told_and_one_with_it_until_it_acts(house: House) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    take(house, supervisor, code, "send", "accept")
    assert kept(house, select(Notice.id).where(Notice.role == "agency")) == []
    agency, other = speaker(house, supervisor), actor_of(house, make_user(house, "agency"))
    with house.app.app_context():
        assert [tell(code, 1), tell(code, 1), tell(code, 2)] == [True, False, True]
        assert [kinds(agency), kinds(other)] == [["inbox_added"] * 2, []]
        assert not tell(code, 3, held=True)
        assert "inbox_added" not in kinds(supervisor)
    take(house, supervisor, code, "start")
    with house.app.app_context():
        assert kinds(agency) == []


def test_what_the_agency_notes_ends_what_told_it(house: House) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    take(house, supervisor, code, "send", "accept")
    agency = speaker(house, supervisor)
    with house.app.app_context():
        add_addendum(officer, code, kind="danger", text="Cha đã về", now=NOW)
        assert kinds(agency) == ["inbox_added"]
        note_addendum(agency, code, 1, now=NOW)
        assert kinds(agency) == []
