"""A form that was taken is known again by its own writer, and by its content."""

from __future__ import annotations

from caseapp.casework.sent_forms import made_before, sent_before
from caseapp.casework.transfers import ask_transfer
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW
from tests.factories.transfers import Handing, a_wish
from tests.factories.web import key


def test_the_same_form_is_known_again(handing: Handing) -> None:
    house, post = handing.house, key()
    other = actor_of(house, handing.names["chair"])
    assert other.user_id == handing.chair.user_id
    with house.app.app_context():
        assert made_before(handing.chair, f"{post}:a") is None
        ask_transfer(handing.chair, handing.case, a_wish(), now=NOW, post=f"{post}:a")
        assert made_before(handing.chair, f"{post}:a") == handing.case
        assert made_before(handing.chair, f"{post}:b") is None
        assert sent_before(handing.chair, f"{post}:b")
        assert not sent_before(officer_of(house), f"{post}:a")
        assert made_before(handing.chair, "") is None
