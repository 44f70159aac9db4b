"""What a step is about, as its page names it."""

from __future__ import annotations

from caseapp.casework.transfer_reading import read_going
from caseapp.rules.access import Act
from caseapp.web.transfers.steps import About, about
from tests.factories.house import NOW
from tests.factories.transfers import WHY, Handing


def test_the_sending_side_reads_the_child_and_the_words(handing: Handing) -> None:
    house = handing.house
    handing.ask()
    with house.app.app_context():
        view = read_going(handing.chair, handing.case, now=NOW, act=Act.TRANSFER_ASK)
    assert about(view) == About(handing.case, view.transfer, "Đỗ Thị Hòa", WHY)
