"""Made-up notices: what the acts told of would have left waiting, made as the acts make them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from caseapp.records.notices import Notice
from caseapp.rules.access import Role
from caseapp.rules.notices import cause_of, told_of_step
from caseapp.upkeep.demo.story import Story
from caseapp.upkeep.demo.telling import Telling

FRESH: Final = timedelta(days=14)
"""What is older has been taken note of."""


def tell_of_report(told: Telling, story: Story) -> None:
    """Tell the chair of a report on which no decision was made yet."""
    _add(told, story.area_id, "report_logged", story.code, Role.CHAIR, story.entered, story.officer)


def tell_of_lone(told: Telling, story: Story) -> None:
    """Tell the supervisor of a report that one person handled."""
    at, by = story.entered, story.chair
    _add(told, story.area_id, "lone_report", story.code, Role.SUPERVISOR, at, by)


def tell_of_harm(told: Telling, story: Story, number: int, at: datetime) -> None:
    """Tell the chair of an assessment that calls for emergency measures."""
    cause = f"paper {number}"
    _add(told, story.area_id, "harm_in_report", story.code, Role.CHAIR, at, story.officer, cause)


def tell_of_forwarding(told: Telling, story: Story, unit: int, number: int, at: datetime) -> None:
    """Tell the officer and the chair of the other unit that a report waits for them."""
    for role in (Role.OFFICER, Role.CHAIR):
        _add(told, unit, "report_forwarded", story.code, role, at, story.officer, number)


def tell_of_referral(
    told: Telling, story: Story, code: str, move: str, happened_at: datetime, *, by_account: bool
) -> None:
    """Tell the officer of the last step of a referral, when it is fresh and another's.

    Of one that waits for its answer those are told who speak for the agency.
    """
    if move == "draft" or story.officer is None or happened_at < told.span.end - FRESH:
        return
    at, by = told.span.capped(happened_at), told.staff.supervisor
    _add(told, story.area_id, told_of_step(move), code, story.officer, at, by)
    if move == "send" and by_account:
        _add(told, story.area_id, "inbox_sent", code, Role.AGENCY, at, by)


def tell_of_addendum(told: Telling, story: Story, code: str, number: int, at: datetime) -> None:
    """Tell those who speak for an agency of what was added and waits for their word."""
    _add(told, story.area_id, "inbox_added", code, Role.AGENCY, at, story.officer, number)


def tell_of_failure(told: Telling, unit: int, person: int, at: datetime) -> None:
    """Tell somebody that a message to them could not be delivered."""
    _add(told, unit, "message_failed", f"user:{person}", person, at, None)


def tell_of_plan(told: Telling, story: Story, code: str, state: str, at: datetime) -> None:
    """Tell the chair of a plan that waits, and the officer of one that was returned."""
    if state == "submitted":
        _add(told, story.area_id, "plan_submitted", code, Role.CHAIR, at, story.officer)
    elif state == "returned" and story.officer is not None:
        _add(told, story.area_id, "plan_returned", code, story.officer, at, story.chair)


def tell_of_opening(told: Telling, code: str, unit: int, opener: int, opened_at: datetime) -> None:
    """Tell the unit and the supervisor of a file that was opened in an emergency."""
    staff = told.staff
    for person in (staff.officers[unit], staff.chairs[unit], staff.supervisor):
        _add(told, unit, "file_opened", code, person, opened_at, opener)


def tell_of_hold(told: Telling, unit: int, code: str, at: datetime, number: int) -> None:
    """Tell the officers of a referral of which nothing new goes out."""
    officer = told.staff.officers.get(unit)
    _add(told, unit, "referral_held", code, Role.OFFICER, at, officer, number)


def tell_of_dispute(told: Telling, unit: int, child_code: str, at: datetime) -> None:
    """Tell the chair that child and representative differ."""
    officer = told.staff.officers.get(unit)
    _add(told, unit, "consent_disputed", child_code, Role.CHAIR, at, officer)


def tell_of_spoken(told: Telling, story: Story, at: datetime) -> None:
    """Tell the chair of a decision that the officer entered in the chair's name."""
    assert story.chair is not None
    _add(told, story.area_id, "decision_recorded", story.code, story.chair, at, story.officer)


def tell_of_receipt(told: Telling, story: Story, at: datetime) -> None:
    """Tell the supervisor of a correction that would turn late into on time."""
    _add(told, story.area_id, "receipt_proposed", story.code, Role.SUPERVISOR, at, story.officer)


def tell_of_stand_in(told: Telling, story: Story, person: int, at: datetime) -> None:
    """Tell somebody of another unit that they stand in, in a report's file."""
    _add(told, story.area_id, "stands_in", story.code, person, at, told.staff.supervisor)


def tell_of_merge(told: Telling, unit: int, code: str, merge: int, at: datetime) -> None:
    """Tell the other ward's officer that a merge waits for the ward's word."""
    officers = told.staff.officers
    _add(told, unit, "merge_asked", code, officers[unit], at, None, merge)


def tell_of_transfer(
    told: Telling, unit: int, kind: str, code: str, to: Role | int, at: datetime, transfer: int
) -> None:
    """Tell one unit's people, or the supervisor, of a case on its way."""
    _add(told, unit, kind, code, to, at, None, transfer)


def tell_of_measure(
    told: Telling, unit: int, kind: str, code: str, roles: Iterable[Role], cause: object
) -> None:
    """Tell those who hold a role in the unit what a separation asks of them."""
    for role in roles:
        _add(told, unit, kind, code, role, told.span.end, None, cause)


def _add(
    told: Telling,
    unit: int,
    kind: str,
    mark: str,
    to: Role | int,
    entered_at: datetime,
    by: int | None,
    cause: object = "",
) -> None:
    personal = not isinstance(to, Role)
    told.rows.add(
        Notice,
        id=told.rows.new_id(Notice),
        kind=kind,
        mark=mark,
        area_id=unit,
        role="" if personal else str(to),
        user_id=to if personal else None,
        detail="",
        cause=cause_of(kind, mark, to, cause),
        entered_at=entered_at,
        entered_by=by,
    )
