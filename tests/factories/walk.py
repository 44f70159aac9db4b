"""A walk through the pages: a busy demo, and every link followed from page to page by each role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient
from sqlalchemy import event, select
from werkzeug.exceptions import HTTPException

from caseapp import desk
from caseapp.casework.account_changes import RoleEntry, ask_password, ask_role
from caseapp.casework.accounts import disable_account
from caseapp.casework.case_entry import open_directly
from caseapp.casework.cases import move_case
from caseapp.casework.hidden_names import hide_name
from caseapp.cli.demo_data_law import show_data_law
from caseapp.cli.demo_erasures import show_erasures
from caseapp.cli.demo_frozen import freeze_last_year
from caseapp.cli.demo_handed import hand_out_last_year
from caseapp.cli.demo_imports import bring_files
from caseapp.cli.demo_released import release_last_year
from caseapp.records.db import db
from caseapp.records.reports import Report
from caseapp.rules.access import Act, operator
from caseapp.rules.values import local_day
from caseapp.upkeep.demo import DemoResult, make_demo
from tests.factories.children import actor_of, enter_child
from tests.factories.disasters import disaster_under_way
from tests.factories.house import SYSTEM, House, Template, opened
from tests.factories.kept_papers import papers_under_way
from tests.factories.long_run import turns
from tests.factories.plans import plans_under_way
from tests.factories.rare_pages import (
    GROUP_PAGE,
    added_pages,
    answer_page,
    kept_pages,
    rare_pages,
)
from tests.factories.releases_under_way import releases_under_way
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
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
ASKING = re.compile(r"<form\b(?![^>]*method=\"post\")[^>]*>(.*?)</form>", re.DOTALL)
BOX = re.compile(r"<(?:input|textarea)\b[^>]*>")
NAMED = re.compile(r'\bname="([^"]+)"')
PRESSED = re.compile(r'\btype="(?:radio|checkbox|hidden|submit)"|\bdata-units=')
SAID = re.compile(r'\b(?!class=|type=|role=|data-module=)([a-z-]+)="[^"]*"')
VISITS = 5  # of one route by one role: enough to meet rows in different states
BY_OTHERS = turns(4, 5)  # than officer, chair and supervisor, from whose rows most pages hang
FEWER = 3  # by the deputy, who sees the pages of the chair
PRINTS = 1  # of one route that makes a PDF: each takes a fifth of a second
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
    addresses: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    typed: set[tuple[str, str]] = field(default_factory=set)
    """Text boxes whose words a form puts into an address: the route, and the box's name."""


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
    noting: Seen | None = None,
) -> dict[str, list[int]]:
    """Follow links from page to page; return the status codes that each route gave.

    `first` is given the first address of each route that answered with a page, and that page;
    `noting` what lands in a browser's history. `more` are looked at first, and what is linked
    while its route was seen less than `visits` times.
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
            links += note_history(noting, endpoint, address, html)
        found = dict.fromkeys(inside(address, link) for link in links)
        waiting += [path for path in found if path and path not in known]
        known |= {*found}
    return seen


def inside(address: str, link: str) -> str:
    """Return where a link on a page leads in the house itself, '' for elsewhere."""
    target = urlsplit(urljoin(f"http://localhost{address}", link.replace("&amp;", "&")))
    path = target.path + (f"?{target.query}" if target.query else "")
    return path if target.netloc == "localhost" else ""


def note_history(seen: Seen | None, endpoint: str, address: str, html: str) -> list[str]:
    """Put down what a browser keeps of a page, and which words its forms would add to that.

    A ward or commune is offered while one types (data-units), and is no word of a person.

    Return the links of the page.
    """
    links = LINK.findall(html)
    if seen is None:
        return links
    seen.addresses |= {address, *(unescape(link) for link in links)}
    seen.titles |= {unescape(title) for title in TITLE.findall(html)}
    for form in ASKING.findall(html):
        boxes = [box for box in BOX.findall(form) if not PRESSED.search(box)]
        seen.typed |= {(endpoint, name) for box in boxes for name in NAMED.findall(box)}
    return links


def shape_of(html: str) -> frozenset[str]:
    """Return the kinds of elements of a page: what they are, not what they say."""
    return frozenset(SAID.sub(r"\1", tag) for tag in TAG.findall(html))


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
        show_erasures(now)
        freeze_last_year(now)
        hand_out_last_year(house.path, now)
        bring_files(now)
        show_data_law(now)
        release_last_year(now)
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
    disaster_under_way(house)
    transfers_under_way(house, SYSTEM)
    plans_under_way(house, SYSTEM)
    papers_under_way(house, SYSTEM)
    releases_under_way(house)
    give_factor(house, "canbo.caikhe")
    return made


Busy = tuple[Template, DemoResult]
"""A busy demo to be copied, and what it was filled with."""


def prepare(template: Template, folder: Path) -> Busy:
    """Make a busy demo once, for others to be copied from: it takes six seconds."""
    with opened(template, folder) as house:
        return replace(template, folder=folder), busy_house(house)


def walk(house: House, made: DemoResult) -> dict[str, Seen]:
    """Let each role sign in to a busy demo, its officer with a second factor, and go everywhere."""
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
            rare += (
                [*kept_pages(house), *added_pages(house), GROUP_PAGE]
                if role == "supervisor"
                else []
            )
            rare += [link] if role == "agency" else []
            most = VISITS if role in ROLES[:3] else FEWER if role == "deputy" else BY_OTHERS
            seen = Seen(browser, {}, written=written)
            seen.codes = crawl(house, browser, first=first, more=rare, visits=most, noting=seen)
        seen.pages = {name: (address, shape_of(html)) for name, (address, html) in first.items()}
        found[role] = seen
    return found
