"""A file in which nothing runs any more, two people of the city, and its erasure by them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update

from caseapp import desk
from caseapp.casework.circumstances import CircumstanceEntry, record_circumstance
from caseapp.casework.data_requests import Answer, NewRequest, answer_request, record_request
from caseapp.casework.erasures import Proposal, decide_erasure, propose_erasure
from caseapp.casework.fresh_factor import Fresh
from caseapp.casework.limits import Caller
from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case, Deadline
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.rules.access import Act, Actor
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.measures import Desk
from tests.factories.told_case import tell
from tests.factories.web import CITY, make_user

NAME = "Thạch Thị Sa Rương"
STORY = "chuyện riêng XQZJ7041"
ASKED = Proposal("asked", "12/PYC", "Người giám hộ yêu cầu", proceedings=False, complaint=False)
FRESH = Fresh("", Caller("192.0.2.9"), NOW)
LATER = NOW + timedelta(hours=1)


def city_people(house: House) -> tuple[Actor, Actor]:
    """Two supervisors of the whole city."""
    return (
        actor_of(house, make_user(house, "supervisor", CITY)),
        actor_of(house, make_user(house, "supervisor", CITY)),
    )


def a_finished_file(house: House) -> tuple[str, Desk]:
    """Tell a whole case, then let all that runs in it have ended; return the child's code."""
    told = tell(house, STORY, NAME)
    end_all(house)
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        child = door.session.scalar(select(Child.code).where(Child.full_name == NAME))
        assert child is not None
    entry = CircumstanceEntry("01", "", "confirmed", date(2026, 1, 5), None, STORY)
    with house.app.app_context():
        record_circumstance(told.officer, child, entry, now=NOW)
    return child, told


def end_all(house: House) -> None:
    """End every case, clock and paper of the house, as if time had passed."""
    tables: Any = [model.__table__ for model in (Case, CaseClock, Deadline, Paper)]
    case, clock, deadline, paper = tables
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        run = door.session.execute
        run(update(case).values(state="closed", closed_at=NOW))
        run(update(clock).values(stopped_at=NOW))
        run(update(deadline).values(stopped_at=NOW))
        ended = update(paper).where(paper.c.kind.in_(("separation", "placement", "care")))
        run(ended.values(state="lifted"))


def erase(house: House, code: str, first: Actor, second: Actor) -> int:
    """Let one propose and the other decide."""
    with house.app.app_context():
        number = propose_erasure(first, code, ASKED, now=NOW)
        decide_erasure(second, number, proceedings=False, complaint=False, now=LATER, fresh=FRESH)
    return number


@dataclass(frozen=True)
class Bare:
    """A child of whom nothing but the entry is kept, the ward's people, and two of the city."""

    house: House
    child: str
    officer: Actor
    chair: Actor
    first: Actor
    second: Actor

    def request(self, kind: str = "erasure", *moves: str) -> str:
        """Take a request about the child down, and let the chair answer it; return its code."""
        with self.house.app.app_context():
            new = NewRequest(kind, "child", "letter", NOW, "Lời của em")
            code = record_request(self.officer, self.child, new, now=NOW)
            for move in moves:
                answer = Answer(move, "Trả lời em", "duty" if move == "refuse" else "")
                answer_request(self.chair, code, answer, version=None, now=NOW)
        return code

    def propose(self, request: str = "") -> int:
        """Propose the erasure, resting on a request."""
        with self.house.app.app_context():
            asked = replace(ASKED, request=request)
            return propose_erasure(self.first, self.child, asked, now=NOW)

    def decide(self, number: int) -> None:
        """Carry it out by the second person."""
        with self.house.app.app_context():
            decide_erasure(
                self.second, number, proceedings=False, complaint=False, now=LATER, fresh=FRESH
            )


def a_bare_child(house: House, **fields: object) -> Bare:
    """Enter a child with nothing to its file, and all who take part in its erasure."""
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    child = enter_child(house, officer, **fields)
    return Bare(house, child, officer, chair, *city_people(house))
