"""A referral is given to another agency: the first one is shut out, the new draft says the same."""

from __future__ import annotations

import pytest

from caseapp.casework.outcomes import AlreadyDone, Missing, Stale
from caseapp.casework.reassigning import read_version, reassign_referral
from caseapp.casework.referral_reading import ReferralView, read_referral
from caseapp.rules.access import Actor, Denied
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import SHARED, add_agency, draft, open_a_case, take
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, key, make_user

OTHER = "Tạm trú an toàn"


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture(params=[CITY, NINH_KIEU])
def supervisor(house: House, request: pytest.FixtureRequest) -> Actor:
    """Of the city, or of a part of it: the row filter stands in every statement then."""
    return actor_of(house, make_user(house, "supervisor", request.param))


@pytest.fixture
def same(house: House) -> int:
    """The service that was asked first."""
    return add_agency(house)


@pytest.fixture
def code(house: House, officer: Actor, same: int) -> str:
    return draft(house, officer, open_a_case(house, officer), same)


def give(by: Actor, code: str, service: int, *, version: int | None = None, post: str = "") -> str:
    seen = read_version(by, code, now=NOW) if version is None else version
    return reassign_referral(
        by, code, service_id=service, why="Chưa trả lời", version=seen, now=NOW, post=post
    )


def read(by: Actor, code: str) -> ReferralView:
    return read_referral(by, code, now=NOW)


@pytest.mark.parametrize(
    ("moves", "ends"),
    [
        (("send",), "withdrawn"),
        (("send", "receive"), "withdrawn"),
        (("send", "decline"), "declined"),
    ],
)
def test_another_agency_is_asked_for_the_same(
    house: House, supervisor: Actor, code: str, moves: tuple[str, ...], ends: str
) -> None:
    take(house, supervisor, code, *moves)
    other = add_agency(house, OTHER)
    with house.app.app_context():
        new = give(supervisor, code, other)
        before, after = read(supervisor, code), read(supervisor, new)
        assert (before.state, after.state, after.service) == (ends, "draft", OTHER)
        assert after.reason == before.reason
        assert before.shared is not None
        assert after.shared is not None
        assert (after.shared.fields, after.shared.basis) == (before.shared.fields, SHARED.basis)
        assert after.shared.shared_at is None  # nothing went out yet
        said = [step.comment for step in before.history if step.move == "withdraw"]
        assert said == (["Chưa trả lời"] if ends == "withdrawn" else [])
    take(house, supervisor, new, "send")


@pytest.mark.parametrize("moves", [(), ("send", "accept"), ("send", "accept", "start", "complete")])
def test_not_a_draft_and_not_where_help_is_under_way_or_was_given(
    house: House, supervisor: Actor, code: str, moves: tuple[str, ...]
) -> None:
    take(house, supervisor, code, *moves)
    with house.app.app_context(), pytest.raises(RuleBroken):
        give(supervisor, code, add_agency(house, OTHER))
    with house.app.app_context():
        assert len(read(supervisor, code).history) == len(moves) + 1


def test_once_and_by_the_supervisor_alone(
    house: House, officer: Actor, supervisor: Actor, code: str, same: int
) -> None:
    take(house, supervisor, code, "send")
    other, third = add_agency(house, OTHER), add_agency(house, "Khác")
    part = actor_of(house, make_user(house, "supervisor", CAI_KHE))
    with house.app.app_context():
        for refused, who in ((Denied, officer), (Missing, part)):
            with pytest.raises(refused):
                give(who, code, other)
        with pytest.raises(RuleBroken) as broken:
            give(supervisor, code, same)
        assert broken.value.field == "service_id"
        with pytest.raises(RuleBroken):
            give(supervisor, code, 999)
        seen, post = read_version(supervisor, code, now=NOW), f"{key()}:x"
        assert read(supervisor, code).state == "sent"
        give(supervisor, code, other, version=seen, post=post)
        with pytest.raises(AlreadyDone):
            give(supervisor, code, other, version=seen, post=post)
        with pytest.raises(Stale):  # somebody else, who has seen it as it was
            give(supervisor, code, third, version=seen)
