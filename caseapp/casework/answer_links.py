"""Links for an agency's answer as their maker knows them: made, shown once, revoked, made anew."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.limits import hashed
from caseapp.casework.referral_history import find_referral
from caseapp.casework.referral_holds import insist_unheld
from caseapp.casework.shared_values import near_is_safe
from caseapp.casework.staff import name_of
from caseapp.records.agencies import Agency, Service, number_of
from caseapp.records.answer_links import AnswerLink
from caseapp.records.children import Child
from caseapp.records.referrals import Referral
from caseapp.rules.access import Act, Actor
from caseapp.rules.answer_links import DIGITS, TOKEN_BYTES, spaced
from caseapp.rules.outcomes import Missing
from caseapp.rules.referral_states import LIVE
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class Made:
    """A link, shown this once: the secret is read out to the number that is called."""

    code: str
    token: str
    secret: str
    agency: str
    called: str
    plain: bool


@dataclass(frozen=True)
class LinkView:
    """A link as its maker sees it; `open` while it may be used."""

    made_at: datetime
    made_by: str
    called: str
    plain: bool
    tries: int
    entries: int
    entered_last: datetime | None
    ended_at: datetime | None
    way: str
    open: bool


@dataclass(frozen=True)
class LinksView:
    """The page of a referral's links; `forced`: the slip bears code and picture only."""

    code: str
    unit_id: int
    child_name: str
    agency: str
    phone: str
    possible: bool
    forced: bool
    links: list[LinkView]

    @property
    def running(self) -> LinkView | None:
        """The link that may be used now."""
        return next((each for each in self.links if each.open), None)


@dataclass(frozen=True)
class Slip:
    """What the slip on paper says; a plain one says the code alone."""

    code: str
    unit_id: int
    unit: str
    agency: str
    service: str
    plain: bool


def read_links(actor: Actor, code: str, *, now: datetime) -> LinksView:
    """Return the links of a referral, the newest first, and whether one may be made."""
    with desk.reading(actor, Act.REFERRAL_LINK, now=now) as door:
        row, _ = find_referral(door, code)
        door.log(f"referral:{row.id}", row.area_id, links=True)
        child = door.session.get_one(Child, row.child_id)
        agency, service = _asked(door, row)
        return LinksView(
            code=row.code,
            unit_id=row.area_id,
            child_name=child.full_name,
            agency=agency.name,
            phone=number_of(agency, service),
            possible=row.state in LIVE,
            forced=not near_is_safe(door, child),
            links=[_view(door, row, each) for each in _links(door, row)],
        )


def _asked(door: desk.Door, row: Referral) -> tuple[Agency, Service]:
    session = door.session
    return session.get_one(Agency, row.agency_id), session.get_one(Service, row.service_id)


def _links(door: desk.Door, row: Referral) -> list[AnswerLink]:
    own = select(AnswerLink).where(AnswerLink.referral_id == row.id)
    return list(door.session.scalars(own.order_by(AnswerLink.id.desc())))


def _view(door: desk.Door, row: Referral, link: AnswerLink) -> LinkView:
    return LinkView(
        link.made_at,
        name_of(door, link.made_by),
        link.called,
        link.plain,
        link.tries,
        link.entries,
        link.entered_last,
        link.ended_at,
        link.way,
        link.ended_at is None and row.state in LIVE,
    )


def make_link(actor: Actor, code: str, *, plain: bool, now: datetime, post: str = "") -> Made:
    """Make a link for a sent referral; one that was open ends with it.

    RuleBroken before it was sent and after it ended, while it is held, and where the directory has
    no number to call. Where a carer may be the danger the slip bears code and picture only.
    """
    with desk.writing(actor, Act.REFERRAL_LINK, now=now, post=post) as door:
        row, _ = find_referral(door, code)
        if row.state not in LIVE:
            raise RuleBroken("A link is made for a referral that was sent and has not ended")
        child = door.session.get_one(Child, row.child_id)
        insist_unheld(door, row, child)
        agency, service = _asked(door, row)
        called = number_of(agency, service).strip()
        if not called:
            raise RuleBroken(
                "The directory has no telephone number of this agency: enter it there first"
            )
        _end_open(door, row, "renewed")
        made = _new(door, row, called, plain=plain or not near_is_safe(door, child))
        door.log(f"referral:{row.id}", row.area_id, link=made.id)
        token, secret = secrets.token_urlsafe(TOKEN_BYTES), _new_secret()
        made.token_hash = hashed(token)
        made.secret_hash = secret_mark(door, made.id, secret)
        door.session.flush()
        door.made = row.code
        return Made(row.code, token, spaced(secret), agency.name, made.called, made.plain)


def _new_secret() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def secret_mark(door: desk.Door, number: int, secret: str) -> bytes:
    """Return the keyed hash of a link's secret; the same one fits no other link."""
    return door.place.vault.recovery_mark(number, f"answer:{secret}")


def _new(door: desk.Door, row: Referral, called: str, *, plain: bool) -> AnswerLink:
    assert door.actor.user_id is not None
    link = AnswerLink(
        referral_id=row.id,
        area_id=row.area_id,
        token_hash=secrets.token_bytes(TOKEN_BYTES),
        secret_hash=b"",
        called=called,
        plain=plain,
        made_at=door.now,
        made_by=door.actor.user_id,
        tries=0,
        entries=0,
        way="",
    )
    door.session.add(link)
    door.session.flush()
    return link


def _end_open(door: desk.Door, row: Referral, way: str) -> int:
    running = [link for link in _links(door, row) if link.ended_at is None]
    for link in running:
        link.ended_at, link.ended_by, link.way = door.now, door.actor.user_id, way
    door.session.flush()
    return len(running)


def revoke_link(actor: Actor, code: str, *, now: datetime) -> None:
    """End the link of a referral; again is no fault."""
    with desk.writing(actor, Act.REFERRAL_LINK, now=now) as door:
        row, _ = find_referral(door, code)
        ended = _end_open(door, row, "revoked")
        door.log(f"referral:{row.id}", row.area_id, links_ended=ended)
        door.made = row.code


def read_slip(actor: Actor, code: str, token: str, *, now: datetime) -> Slip:
    """Return what the slip of a link says, to be printed; Missing for another's link.

    Only whoever was just shown the link has its token: it is kept nowhere.
    """
    with desk.reading(actor, Act.REFERRAL_LINK, now=now) as door:
        row, _ = find_referral(door, code)
        wanted = hashed(token)
        own = [link for link in _links(door, row) if hmac.compare_digest(link.token_hash, wanted)]
        link = own[0] if own else None
        if link is None or link.ended_at is not None:
            raise Missing(f"referral:{row.id}")
        door.log(f"referral:{row.id}", row.area_id, slip=link.id)
        agency = door.session.get_one(Agency, row.agency_id)
        service = door.session.get_one(Service, row.service_id)
        unit = areas.label(row.area_id)
        return Slip(row.code, row.area_id, unit, agency.name, service.name, link.plain)
