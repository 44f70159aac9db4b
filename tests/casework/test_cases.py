"""Cases: levels, notes and steps, each a dated line of the timeline by whoever may take it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.case_reading import CaseView, read_case
from caseapp.casework.case_timeline import EventView
from caseapp.casework.cases import add_note, move_case, set_level
from caseapp.casework.outcomes import AlreadyDone, Missing, Stale
from caseapp.records.cases import Case, CaseEvent
from caseapp.rules.access import Actor, Denied
from caseapp.rules.values import RuleBroken
from caseapp.rules.visits import MEETINGS, Seen
from tests.factories.assessments import close
from tests.factories.children import officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, HOUR, OFFICER, STRANGER, SUPERVISOR, kept, last_logged
from tests.factories.web import key


@pytest.fixture
def case(house: House) -> str:
    return open_a_case(house, OFFICER)


def read(house: House, case: str) -> CaseView:
    with house.app.app_context():
        return read_case(OFFICER, case, now=NOW)


def newest(house: House, case: str) -> EventView:
    return read(house, case).events[0]


def level(
    house: House,
    case: str,
    version: int,
    level: str = "high",
    reason: str = "Còn sống chung",
    actor: Actor = OFFICER,
) -> None:
    with house.app.app_context():
        set_level(actor, case, level=level, reason=reason, version=version, now=NOW + HOUR)


def note(house: House, case: str, actor: Actor = OFFICER, **more: object) -> None:
    given = {"kind": "visit", "happened_at": NOW - HOUR, "text": "Bé đi học lại", "now": NOW} | more
    if given["kind"] in MEETINGS:
        given["seen"] = Seen("seen", "Chị Lan")
    with house.app.app_context():
        add_note(actor, case, **given)


def move(
    house: House,
    case: str,
    move: str,
    actor: Actor,
    *,
    reason: str = "Bé đã an toàn",
    at: datetime = NOW,
    **more: object,
) -> None:
    if move == "propose_closing" and actor is OFFICER and read(house, case).state == "open":
        close(house, case, now=at)  # closing rests on a review
    with house.app.app_context():
        move_case(actor, case, move=move, reason=reason, now=at, **more)


def test_a_level_stands_with_its_reason_which_is_sealed(house: House, case: str) -> None:
    level(house, case, read(house, case).version)
    line = newest(house, case)
    assert read(house, case).level == "high"
    assert (line.kind, line.detail, line.text, line.happened_at) == (
        "level",
        "high",
        "Còn sống chung",
        NOW + HOUR,
    )
    texts = [text for (text,) in kept(house, select(CaseEvent.text)) if text]
    assert len(texts) == 1
    assert "sống chung".encode() not in texts[0]


def test_who_judges_second_is_told_and_the_first_stands(house: House, case: str) -> None:
    version = read(house, case).version
    level(house, case, version, "high")
    with pytest.raises(Stale):
        level(house, case, version, "low")
    assert read(house, case).level == "high"
    assert [event.kind for event in read(house, case).events] == ["level", "opened", "received"]
    level(house, case, read(house, case).version, "low")
    assert read(house, case).level == "low"


@pytest.mark.parametrize(
    ("words", "field"),
    [({"level": "huge"}, "level"), ({"level": ""}, "level"), ({"reason": " "}, "reason")],
)
def test_a_level_that_cannot_be(house: House, case: str, words: dict[str, str], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        level(house, case, read(house, case).version, **words)
    assert broken.value.field == field
    assert read(house, case).level == ""


def test_a_note_keeps_when_it_happened_and_when_it_was_entered(house: House, case: str) -> None:
    for kind in ("note", "contact", "visit"):
        note(house, case, kind=kind, text=f" {kind} ")
        (line,) = [event for event in read(house, case).events if event.kind == kind]
        assert (line.happened_at, line.entered_at, line.text) == (NOW - HOUR, NOW, kind)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"kind": "close"}, "kind"),  # a step is no note
        ({"text": "\n"}, "text"),
        ({"happened_at": NOW + timedelta(seconds=1)}, "happened_at"),
        ({"happened_at": NOW - timedelta(days=365 * 30)}, "happened_at"),  # the child was not born
    ],
)
def test_a_note_that_cannot_be(
    house: House, case: str, words: dict[str, object], field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        note(house, case, **words)
    assert broken.value.field == field
    assert [event.kind for event in read(house, case).events] == ["opened", "received"]


def test_a_note_posted_twice_is_stored_once(house: House, case: str) -> None:
    officer, post = officer_of(house), key()
    note(house, case, officer, post=post)
    with pytest.raises(AlreadyDone) as again:
        note(house, case, officer, post=post)
    assert again.value.made == case
    assert [event.kind for event in read(house, case).events].count("visit") == 1


# How each state is reached, and the steps that Decree 56/2017, Art. 30.1 leaves from it.
PATHS = {
    "open": (),
    "closing_proposed": ("propose_closing",),
    "closed": ("propose_closing", "close"),
}
POSSIBLE = {
    "open": {"propose_closing"},
    "closing_proposed": {"return_closing", "close"},
    "closed": {"reopen"},
}
WHO = {"propose_closing": OFFICER, "return_closing": CHAIR, "close": CHAIR, "reopen": CHAIR}


@pytest.mark.parametrize("state", PATHS)
def test_only_the_steps_of_the_state_are_taken(house: House, case: str, state: str) -> None:
    for step in PATHS[state]:
        move(house, case, step, WHO[step])
    assert (read(house, case).state, set(read(house, case).moves)) == (state, POSSIBLE[state])
    lines = len(read(house, case).events)
    for step in set(WHO) - POSSIBLE[state]:
        with pytest.raises(RuleBroken, match="not possible in the present state"):
            move(house, case, step, WHO[step])
    assert (read(house, case).state, len(read(house, case).events)) == (state, lines)


def test_a_case_closes_with_its_moment_and_opens_again_without(house: House, case: str) -> None:
    signed = NOW + HOUR  # before the move
    move(house, case, "propose_closing", OFFICER)
    move(house, case, "close", CHAIR, at=NOW + 2 * HOUR, signed_at=signed, reason="Đã ổn định")
    view = read(house, case)
    assert view.closed_at == NOW + 2 * HOUR
    assert (view.events[0].kind, view.events[0].text) == ("close", "Đã ổn định")
    written = select(CaseEvent.happened_at, CaseEvent.entered_at, CaseEvent.signed_at)
    assert kept(house, written.where(CaseEvent.kind == "close")) == [
        (NOW + 2 * HOUR, NOW + 2 * HOUR, signed)
    ]
    move(house, case, "reopen", CHAIR, at=NOW + 3 * HOUR)
    assert (read(house, case).state, read(house, case).closed_at) == ("open", None)


def test_a_returned_closing_leaves_it_open(house: House, case: str) -> None:
    move(house, case, "propose_closing", OFFICER)
    move(house, case, "return_closing", CHAIR)
    assert (read(house, case).state, read(house, case).closed_at) == ("open", None)


def test_the_officer_proposes_and_the_chair_decides(house: House, case: str) -> None:
    with pytest.raises(Denied):
        move(house, case, "propose_closing", SUPERVISOR)
    for actor in (CHAIR, SUPERVISOR):
        with pytest.raises(Denied):
            note(house, case, actor)
        with pytest.raises(Denied):
            level(house, case, 1, actor=actor)
    move(house, case, "propose_closing", OFFICER)
    with pytest.raises(Denied):
        move(house, case, "close", OFFICER)
    with pytest.raises(RuleBroken):  # it is the chair's word
        move(house, case, "close", SUPERVISOR)
    assert read(house, case).state == "closing_proposed"


@pytest.mark.parametrize(
    ("words", "field"), [({"move": "burn"}, "move"), ({"reason": " "}, "reason")]
)
def test_a_step_that_cannot_be(house: House, case: str, words: dict[str, str], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        move(house, case, **{"move": "propose_closing", "actor": OFFICER} | words)
    assert broken.value.field == field
    assert read(house, case).state == "open"


def test_another_ward_changes_nothing_and_each_attempt_is_written_down(
    house: House, case: str
) -> None:
    before = kept(house, select(Case.version, Case.state, Case.level))
    with pytest.raises(Missing):
        level(house, case, read(house, case).version, actor=STRANGER)
    with pytest.raises(Missing):
        note(house, case, STRANGER)
    with pytest.raises(Missing):
        move(house, case, "propose_closing", STRANGER)
    with house.app.app_context():
        assert last_logged(3) == [
            ("stranger", "case.propose_closing", "denied"),
            ("stranger", "case.edit", "denied"),
            ("stranger", "case.edit", "denied"),
        ]
    assert kept(house, select(Case.version, Case.state, Case.level)) == before
