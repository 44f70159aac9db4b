"""A walk through the pages: a busy demo, and every link followed from page to page by each role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient
from sqlalchemy import event, or_, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from caseapp import desk
from caseapp.casework.account_changes import RoleEntry, ask_password, ask_role
from caseapp.casework.accounts import disable_account
from caseapp.casework.answer_links import make_link
from caseapp.casework.case_entry import open_directly
from caseapp.casework.cases import move_case
from caseapp.casework.hidden_names import hide_name
from caseapp.records.cases import Case
from caseapp.records.children import Child, ChildUnit, Residence
from caseapp.records.consents import ReferralHold
from caseapp.records.db import db
from caseapp.records.disclosures import Addendum
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.first_hours import ReceiptCorrection, SpokenDecision
from caseapp.records.name_hidings import NameHiding
from caseapp.records.papers import Paper, PlanActivity
from caseapp.records.proposals import Proposal
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.transfers import Transfer
from caseapp.rules.access import Act, operator
from caseapp.rules.referral_states import LIVE
from caseapp.rules.units import OUTSIDE_ID
from caseapp.rules.values import local_day
from caseapp.upkeep.demo import DemoResult, make_demo
from tests.factories.children import actor_of, enter_child
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.plans import plans_under_way
from tests.factories.signing import give_factor, post_code
from tests.factories.transfers import transfers_under_way
from tests.factories.web import CAI_KHE, NINH_KIEU, PASSWORD, client

ROLES = (
    "officer",
    "chair",
    "supervisor",
    "statistician",
    "administrator",
    "collaborator",
    "auditor",
    "agency",
    "deputy",
)
LINK = re.compile(r'\b(?:href|src)="([^"#]+)')
TAG = re.compile(r"<[a-z][^>]*>")
SAID = re.compile(r'\b(?!class=|type=|role=|data-module=)([a-z-]+)="[^"]*"')
VISITS = 5  # of one route by one role: enough to meet rows in different states
FEWER = 3  # by the deputy, who sees the pages of the chair
PRINTS = 2  # of one route that makes a PDF: each takes a fifth of a second
WRITE = re.compile(
    r"\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b(?:\s+OR\s+\w+)?(?:\s+INTO|\s+FROM)?\s+(\w+)"
)
# What looking may write: that one looked, and that one's session is alive.
TRACES = frozenset({"audit_entries", "sign_ins"})


@dataclass
class Seen:
    """What a role saw: the codes and the first page of each route, what it wrote by looking.

    Of a page its address, and what it is made of (shape_of).
    """

    browser: FlaskClient
    codes: dict[str, list[int]]
    pages: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)


@contextmanager
def writes_noted(house: House) -> Iterator[list[str]]:
    """Note each statement that writes anything but the traces of a look."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if (match := WRITE.match(statement)) and match[1] not in TRACES:
            found.append(statement)

    with house.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def endpoint_of(house: House, path: str) -> str | None:
    try:
        return str(house.app.url_map.bind("localhost").match(path, method="GET")[0])
    except HTTPException:
        return None


def crawl(
    house: House,
    browser: FlaskClient,
    start: str = "/",
    first: dict[str, tuple[str, str]] | None = None,
    more: Iterable[str] = (),
    visits: int = VISITS,
) -> dict[str, list[int]]:
    """Follow links from page to page; return the status codes that each route gave.

    `first` is given the first address of each route that answered with a page, and that page.
    `more` are looked at first, and what is linked while its route was seen less than `visits` times.
    """
    seen: dict[str, list[int]] = {}
    waiting = [start, *more]
    known, asked = {*waiting}, {*waiting}
    while waiting:
        address = waiting.pop(0)
        endpoint = endpoint_of(house, urlsplit(address).path)
        if endpoint is None:
            seen.setdefault(f"no route for {address}", []).append(404)
            continue
        most = PRINTS if address.endswith(".pdf") else visits
        if endpoint == "static" or (address not in asked and len(seen.get(endpoint, ())) >= most):
            continue
        answer = browser.get(address)
        seen.setdefault(endpoint, []).append(answer.status_code)
        links = [answer.location] if answer.location else []
        if answer.mimetype == "text/html":
            html = answer.get_data(as_text=True)
            if first is not None and answer.status_code == 200:
                first.setdefault(endpoint, (address, html))
            links += LINK.findall(html)
        for link in links:
            target = urlsplit(urljoin(f"http://localhost{address}", link.replace("&amp;", "&")))
            path = target.path + (f"?{target.query}" if target.query else "")
            if target.netloc == "localhost" and path not in known:
                known.add(path)
                waiting.append(path)
    return seen


def shape_of(html: str) -> frozenset[str]:
    """Return the kinds of elements of a page: what they are, not what they say."""
    return frozenset(SAID.sub(r"\1", tag) for tag in TAG.findall(html))


def _rare_cases(session: Session, ward: int) -> list[str]:
    """Pages of cases without a report, with plans, care, separations, hand-overs under way."""
    found = []
    told = select(Report.case_id).where(Report.case_id.is_not(None))
    alone = select(Case.code).where(Case.area_id == ward, Case.id.not_in(told))
    running = alone.where(Case.state == "open", Case.deleted_at.is_(None)).limit(1)
    found += [f"/cases/{code}" for code in session.scalars(running)]
    planned = select(PlanActivity.case_id).where(PlanActivity.state == "planned")
    codes = select(Case.code).where(Case.area_id == ward, Case.id.in_(planned)).limit(2)
    found += [f"/cases/{code}/plans" for code in session.scalars(codes)]
    cared = select(Paper.case_id).where(Paper.kind.like("care%"), Paper.area_id == ward)
    codes = select(Case.code).where(Case.id.in_(cared))
    found += [f"/cases/{code}/care" for code in session.scalars(codes)]
    parted = select(Paper.case_id).where(
        Paper.kind == "separation",
        Paper.area_id == ward,
        Paper.state.in_(("draft", "submitted", "returned")),
    )
    codes = select(Case.code).where(Case.id.in_(parted))
    found += [f"/cases/{code}/measures" for code in session.scalars(codes)]
    return found


def rare_pages(house: House) -> list[str]:
    """Pages of the first ward in states of which a busy ward has one or two."""
    ward = int(NINH_KIEU)
    asked = (
        ("reports", Report, SpokenDecision.report_id, SpokenDecision.settled_at.is_(None)),
        ("reports", Report, Proposal.report_id, Proposal.state == "proposed"),
        ("reports", Report, ReceiptCorrection.report_id, ReceiptCorrection.decided_at.is_(None)),
        ("cases", Case, Proposal.case_id, Proposal.state == "proposed"),
    )
    found = []
    with house.app.app_context(), desk.reading(SYSTEM, Act.CASE_READ, now=NOW) as door:
        for noun, model, column, waits in asked:
            codes = select(model.code).where(
                model.area_id == ward, model.id.in_(select(column).where(waits))
            )
            found += [f"/{noun}/{code}" for code in door.session.scalars(codes.limit(2))]
        found += _rare_cases(door.session, ward)
        found += _of_transfers(door, ward)
        hidden = select(NameHiding.child_id).where(NameHiding.lifted_at.is_(None))
        own = select(ChildUnit.child_id).where(ChildUnit.area_id == ward)
        children = select(Child.code).where(Child.id.in_(hidden), Child.id.in_(own)).limit(2)
        found += [f"/children/{code}" for code in door.session.scalars(children)]
        door.log("walk:rare")
    return found


def _of_transfers(door: desk.Door, ward: int) -> list[str]:
    """Cases that are proposed to go or could go by letter, and the newest plan carried out."""
    outside = select(Residence.child_id).where(Residence.unit_id == OUTSIDE_ID)
    proposed = select(Transfer.case_id).where(Transfer.state == "proposed")
    going = or_(Case.child_id.in_(outside), Case.id.in_(proposed))
    codes = select(Case.code).where(Case.area_id == ward, going)
    found = [f"/cases/{code}" for code in door.session.scalars(codes.limit(3))]
    carried = select(Paper.case_id).where(Paper.kind == "plan", Paper.state == "approved")
    newest = select(Case.code).where(Case.area_id == ward, Case.id.in_(carried))
    codes = door.session.scalars(newest.order_by(Case.id.desc()).limit(1))
    return [*found, *(f"/cases/{code}/plans" for code in codes)]


def kept_pages(house: House) -> list[str]:
    """Pages about reports that are kept from somebody, and in which somebody stands in."""
    with house.app.app_context(), desk.reading(SYSTEM, Act.CASE_READ, now=NOW) as door:
        lent = select(FileStandIn.report_id).where(FileStandIn.ended_at.is_(None))
        codes = door.session.scalars(select(Report.code).where(Report.id.in_(lent)).limit(2))
        door.log("walk:kept")
        return [f"/reports/{code}/{noun}" for code in codes for noun in ("conflicts", "stand-ins")]


def added_pages(house: House) -> list[str]:
    """The page on which is recorded that an agency knows of what was added."""
    with house.app.app_context(), desk.reading(SYSTEM, Act.REFERRAL_READ, now=NOW) as door:
        added = select(Addendum.referral_id)
        codes = select(Referral.code).where(Referral.id.in_(added)).limit(1)
        door.log("walk:added")
        return [f"/referrals/{code}/addenda/1/known" for code in door.session.scalars(codes)]


def answer_page(house: House) -> str:
    """Make a link by which an agency without an account answers; return its address."""
    now = house.settings.now()
    with house.app.app_context():
        held = select(ReferralHold.referral_id).where(ReferralHold.ended_at.is_(None))
        with desk.reading(SYSTEM, Act.REFERRAL_READ, now=now) as door:
            sent = select(Referral.code).where(Referral.state.in_(LIVE), Referral.id.not_in(held))
            code = door.session.scalars(sent).first()
            door.log("walk:link")
        assert code
        made = make_link(actor_of(house, "giamsat"), code, plain=False, now=now)
    return f"/answer/{made.token}"


def without_a_report(house: House) -> None:
    """Open two cases of the first ward without a report, propose to close one, hide a name."""
    now = house.settings.now()
    first = enter_child(house, SYSTEM, full_name="Thạch Thị Một")
    second = enter_child(house, SYSTEM, full_name="Danh Văn Hai")
    with house.app.app_context():
        officer = actor_of(house, "canbo.ninhkieu")
        open_directly(officer, first, reason="Trẻ mồ côi", now=now)
        case = open_directly(officer, second, reason="Trẻ mồ côi", now=now)
        move_case(SYSTEM, case, move="propose_closing", reason="Đã ở với bà ngoại", now=now)
        hide_name(SYSTEM, second, reason="Gia đình bị đe dọa", now=now)


def busy_house(house: House) -> DemoResult:
    """A demo in which changes of accounts wait for a second person and for their owner.

    One officer's account is closed, with all that hangs on it. What waits in the first ward
    happened in the next one, so that passing it on is offered.
    """
    machine, now = operator(production=True), house.settings.now()
    with house.app.app_context():
        made = make_demo(house.settings, now, children=200)
        ask_password(machine, "canbo.binhthuy", PASSWORD, now=now)
        role = RoleEntry("statistician", "92", local_day(now), None)
        ask_role(machine, "canbo.ninhkieu", role, now=now)
        disable_account(machine, "canbo.ngabay", now=now)
        with desk.writing(SYSTEM, Act.REPORT_LOG, now=now) as door:
            waits = (Report.area_id == int(NINH_KIEU), Report.state == "received")
            for report in door.session.scalars(select(Report).where(*waits)):
                report.event_unit_id = int(CAI_KHE)
            door.log("reports:moved", None)
    without_a_report(house)
    transfers_under_way(house, SYSTEM)
    plans_under_way(house, SYSTEM)
    give_factor(house, "canbo.caikhe")
    return made


def walk(house: House) -> dict[str, Seen]:
    """Let each role sign in to a busy demo, its officer with a second factor, and go everywhere."""
    made = busy_house(house)
    secret, _ = give_factor(house, "canbo.ninhkieu")
    link = answer_page(house)
    found = {}
    for role in ROLES:
        account = next(person for person in made.accounts if person.role == role)
        browser = client(house)
        form = {"username": account.username, "password": account.password}
        answer = browser.post("/sign-in", data=form)
        if role == "officer":
            assert account.username == "canbo.ninhkieu"
            answer = post_code(browser, answer.location, secret)
        assert answer.status_code == 302
        first: dict[str, tuple[str, str]] = {}
        with writes_noted(house) as written:
            rare = rare_pages(house) if role in ROLES[:3] else []
            rare += kept_pages(house) + added_pages(house) if role == "supervisor" else []
            rare += [link] if role == "agency" else []
            most = FEWER if role == "deputy" else VISITS
            codes = crawl(house, browser, first=first, more=rare, visits=most)
        pages = {name: (address, shape_of(html)) for name, (address, html) in first.items()}
        found[role] = Seen(browser, codes, pages, written)
    return found
