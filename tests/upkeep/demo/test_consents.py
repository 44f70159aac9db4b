"""The demo's first ward has a referral that is held, and a dispute that waits for the chair."""

from __future__ import annotations

from datetime import date

from caseapp.casework.consent_reading import read_consents
from caseapp.casework.notices import list_own
from caseapp.casework.referral_reading import read_referral
from caseapp.rules.consents import CHILD, child_speaks
from tests.factories.children import actor_of
from tests.factories.house import NOW
from tests.upkeep.demo.conftest import Demo


def test_held_and_disputed(demo: Demo) -> None:
    officer = actor_of(demo.house, "canbo.ninhkieu")
    chair = actor_of(demo.house, "chutich.ninhkieu")
    with demo.house.app.app_context():
        held = [n.mark for n in list_own(officer, now=NOW) if n.kind == "referral_held"]
        hold = read_referral(officer, held[0], now=NOW).hold
        assert hold is not None
        assert hold.due_at > NOW
        (child,) = [n.mark for n in list_own(chair, now=NOW) if n.kind == "consent_disputed"]
        assert read_consents(chair, child, now=NOW).disputed == ["referral"]


def test_no_child_is_heard_before_it_is_seven(demo: Demo) -> None:
    heard = demo.ask(
        "SELECT date_of_birth, birth_precision, happened_at FROM consent_entries "
        "JOIN children ON children.id = child_id WHERE speaker = ?",
        CHILD,
    )
    assert heard
    for born, precision, said in heard:
        day = date.fromisoformat(said[:10])
        assert child_speaks(born and date.fromisoformat(born), precision, day)
