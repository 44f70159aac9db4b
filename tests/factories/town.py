"""A demo town to be attacked: a neighbour's case, a browser for each role, the forms each is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

from flask.testing import FlaskClient
from sqlalchemy import delete, exists, func, select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BuildError
from werkzeug.test import TestResponse

from caseapp import desk
from caseapp.casework import plans
from caseapp.casework.referrals import MOVES
from caseapp.records.audit import AuditEntry
from caseapp.records.cases import Case
from caseapp.records.children import Child, ChildUnit, Circumstance
from caseapp.records.db import db
from caseapp.records.files import StoredFile
from caseapp.records.forwardings import Forwarding
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.scope import BY_AREA, Reach, reaching
from caseapp.records.users import SignInAttempt
from caseapp.rules.access import POLICY, Act, Role
from tests.factories.forms import Field, Form, Pairs, forms_on
from tests.factories.house import House, Template, opened
from tests.factories.rare_pages import rare_pages
from tests.factories.reports import kept
from tests.factories.walk import crawl
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user, post_case, post_report, sign_in
from tests.house.test_routes import PUBLIC, STAGED, act_of

ROLES = ("officer", "chair", "supervisor", "administrator", "statistician", "agency")
MEETINGS = 2  # of one page by one role: two forms of an address are enough (Town.shown)
SECRET = "Lâm Khác Phường"  # a child of the neighbours, to be read by nobody here
FAIR = {200, 302, 303, 400, 404, 405, 409, 413, 422, 429}


@lru_cache(maxsize=64)
def _quoted(text: str | bytes, *how: Any) -> str:
    """Quote a value as forms do, a megabyte of it once."""
    return quote_plus(text, *how)


@dataclass
class Town:
    """A demo with a neighbour's case, a browser for each role, and the forms that each was shown."""

    house: House
    neighbours: dict[str, str]
    names: dict[str, str]
    browsers: dict[str, FlaskClient]
    forms: dict[str, list[Form]]
    answer: TestResponse | None = None
    """What the last post was answered with."""
    _known: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)

    def endpoint(self, path: str) -> tuple[str, dict[str, Any]]:
        if path not in self._known:
            self._known[path] = self._matched(path)
        return self._known[path]

    def _matched(self, path: str) -> tuple[str, dict[str, Any]]:
        try:
            found, values = self.house.app.url_map.bind("localhost").match(path, method="POST")
        except HTTPException:
            return "", {}
        return str(found), dict(values)

    def build(self, endpoint: str, values: dict[str, Any]) -> str | None:
        try:
            return self.house.app.url_map.bind("localhost").build(endpoint, values)
        except (BuildError, ValueError):
            return None

    def shown(self, role: str) -> Iterator[tuple[str, Form]]:
        """Each form that a role was shown, at most two of one address."""
        seen: defaultdict[str, int] = defaultdict(int)
        for form in self.forms[role]:
            endpoint, _ = self.endpoint(urlsplit(form.action).path)
            seen[endpoint] += 1
            if seen[endpoint] <= 2:
                yield endpoint, form

    def every(self) -> dict[str, tuple[str, Form]]:
        """One form of each address, with a role that was shown it."""
        return {endpoint: (role, form) for role in ROLES for endpoint, form in self.shown(role)}

    def post(self, role: str, form: Form, pairs: Pairs) -> TestResponse:
        """Send it as the role does; signed in anew when an earlier post had ended the session."""
        answer = self.send(role, form, pairs)
        if urlsplit(answer.location or "").path == "/sign-in" and "sign-out" not in form.action:
            self.sign_in(role)
            answer = self.send(role, form, pairs)
        return answer

    def sign_in(self, role: str) -> FlaskClient:
        """Open a new session, whatever was tried before from the same address."""
        with self.house.app.app_context(), desk.ledger(write=True) as session:
            session.execute(delete(SignInAttempt))
        self.browsers[role] = sign_in(self.house, self.names[role])
        return self.browsers[role]

    def send(self, role: str, form: Form, pairs: Pairs) -> TestResponse:
        return self.browsers[role].post(
            form.action,
            data=urlencode(pairs, quote_via=_quoted),
            content_type="application/x-www-form-urlencoded",
        )

    def fault(self, role: str, form: Form, pairs: Pairs, what: str) -> list[str]:
        """Send it; tell what is wrong with the answer, in words."""
        last = last_entry(self.house)
        answer = self.answer = self.post(role, form, pairs)
        where = f"{role} {form.action[:80]} {what}"
        faults = []
        if answer.status_code not in FAIR:
            faults.append(f"{where}: {answer.status_code}")
        if SECRET.encode() in answer.data:
            faults.append(f"{where}: the neighbours' child is shown")
        known = self.endpoint(urlsplit(form.action).path)[0]
        if answer.status_code == 404 and known and not denied_since(self.house, last):
            faults.append(f"{where}: refused, and nothing is logged")
        return faults


def last_entry(house: House) -> int:
    """The number of the log's newest entry: the log only grows, and counting it takes its time."""
    with house.app.app_context(), db.engine.connect() as connection:
        return connection.scalar(select(func.max(AuditEntry.id))) or 0


def denied_since(house: House, last: int) -> bool:
    """Tell whether the log has a denial after an entry."""
    denied = exists().where(AuditEntry.id > last, AuditEntry.outcome == "denied")
    with house.app.app_context(), db.engine.connect() as connection:
        return bool(connection.scalar(select(denied)))


COUNTED = select(
    *(
        select(func.count())
        .select_from(model.__table__)
        .scalar_subquery()
        .label(model.__tablename__)
        for model in BY_AREA
    )
)


def counted(house: House) -> dict[str, int]:
    with house.app.app_context(), reaching(Reach(None, "bulk")), db.engine.connect() as connection:
        return dict(connection.execute(COUNTED).mappings().one())


def walk(
    house: House, browser: FlaskClient, more: Iterable[str] = (), *, meetings: int = MEETINGS
) -> Iterator[Form]:
    """Go from page to page as the crawl of the house tests does; yield the forms that are met."""
    found: list[Form] = []
    inner = browser.get

    def get(address: str) -> TestResponse:
        if address.endswith(".pdf"):
            return inner("/units")  # holds no form, and takes its time
        answer = inner(address)
        if answer.mimetype == "text/html":
            found.extend(forms_on(address, answer.get_data(as_text=True)))
        return answer

    browser.get = get  # type: ignore[method-assign]  # for the length of the walk
    try:
        crawl(house, browser, more=more, visits=meetings)
    finally:
        browser.get = inner  # type: ignore[method-assign]
    yield from found


def look_further(town: Town, nowhere: Container[str] = ()) -> None:
    """Find a page of each address that the walk did not meet: it stops after some of a kind.

    `nowhere` are those whose form is known to be on no page here: every page was looked at for it.
    """
    met = set(town.every())
    for rule in town.house.app.url_map.iter_rules():
        taken = "POST" in (rule.methods or set()) and rule.endpoint not in met
        if taken and act_of(town.house.app, rule.endpoint) not in {PUBLIC, STAGED}:
            look = rule.endpoint not in nowhere
            role, form = _further(town, rule.endpoint, rule.arguments, look=look)
            town.forms[role].append(form)
            met.add(rule.endpoint)


def _further(town: Town, endpoint: str, arguments: set[str], *, look: bool) -> tuple[str, Form]:
    """A form of an address, from the first page that has one; else one with every usual part.

    What is open to nobody of the town (the auditor's) is tried by the officer, in vain.
    """
    paths = [town.build(endpoint, values) for values in known_values(town, endpoint, arguments)]
    act = Act(act_of(town.house.app, endpoint))
    entitled = [role for role in ROLES if act in POLICY[Role(role)]]
    for role in entitled if look else ():
        for path in filter(None, paths):
            html = town.browsers[role].get(path).get_data(as_text=True)
            for form in forms_on(path, html):
                if town.endpoint(urlsplit(form.action).path)[0] == endpoint:
                    return role, form
    usual = [Field(name, "text") for name in ("reason", "answer", "move", "current", "code")]
    usual += [Field(name, "hidden", "1") for name in ("version", "seen", "post_key")]
    return [*entitled, ROLES[0]][0], Form("/", str(paths[0]), usual)


def known_values(town: Town, endpoint: str, arguments: set[str]) -> list[dict[str, Any]]:
    """What an address may name: rows of the own ward, newest first, steps, accounts, numbers."""
    kind = {
        "cases": Case, "reports": Report, "referrals": Referral, "conflicts": Report,
        "files": StoredFile, "measures": Case, "clocks": Case, "plans": Case, "care": Case,
        "assessments": Report if "initial" in endpoint else Case,
    }.get(endpoint.partition(".")[0])  # fmt: skip
    codes: list[Any] = [1]
    if kind is not None:
        own = select(kind.code).where(kind.area_id == int(NINH_KIEU)).order_by(kind.id.desc())
        codes = [row[0] for row in kept(town.house, own.limit(60))]
    if endpoint.startswith("consents."):
        opened_here = select(ChildUnit.child_id).where(ChildUnit.area_id == int(NINH_KIEU))
        own = select(Child.code).where(Child.id.in_(opened_here)).limit(60)
        codes = [row[0] for row in kept(town.house, own)]
    if endpoint.startswith("populations."):
        codes = [NINH_KIEU]
    offered = {
        "day": ["2026-01-01"], "code": codes, "number": [1], "kind": ["report"], "username": ["canbo.binhthuy"], "row": [1], "move": [*MOVES, *plans.MOVES],
        "unit": [NINH_KIEU], "token": ["no-token-of-ours"], "member": [1], "place": [1],
        "purpose": ["referral"], "name": ["published.csv"], "procedure": ["plan", "separation"],
        "decision": ["plan", "separation"],
    }  # fmt: skip
    names = sorted(arguments)
    return [dict(zip(names, v, strict=True)) for v in product(*(offered[name] for name in names))]


def ending_pages(house: House) -> list[str]:
    """Pages on which something of the first ward is ended, and which few others lead to."""
    asked = (
        select(Child.code, Circumstance.id)
        .join(Circumstance, Circumstance.child_id == Child.id)
        .join(ChildUnit, ChildUnit.child_id == Child.id)
        .where(ChildUnit.area_id == int(NINH_KIEU), Circumstance.valid_until.is_(None))
        .limit(1)
    )
    ((code, number),) = kept(house, asked)
    passed = select(Report.code).join(Forwarding, Forwarding.report_id == Report.id)
    waiting = Forwarding.from_area_id == int(NINH_KIEU), Forwarding.state == "waiting"
    ((report,),) = kept(house, passed.where(*waiting).limit(1))
    return [
        f"/children/{code}/circumstances/{number}/end",
        f"/reports/{report}",
        "/agencies/1/accounts",
    ]


@contextmanager
def a_town(template: Template, folder: Path, nowhere: Container[str] = ()) -> Iterator[Town]:
    """Make it in a copy of a busy demo (`nowhere`: see look_further)."""
    with opened(template, folder) as house:
        house.app.config["PROPAGATE_EXCEPTIONS"] = False
        neighbour = sign_in(house, make_user(house, "officer", CAI_KHE))
        report = post_report(neighbour, child_name=SECRET, event_area=CAI_KHE)
        case = post_case(neighbour, report, full_name=SECRET, area_code=CAI_KHE)
        names = {
            role: make_user(house, role, None if role in ROLES[3:] else NINH_KIEU, f"zz-{role}")
            for role in ROLES
        }
        browsers = {role: sign_in(house, name) for role, name in names.items()}
        for name in names.values():
            sign_in(house, name)  # a second session of each, which the first may end
        made = Town(house, {"case": case, "report": report}, names, browsers, {})
        rare = [*rare_pages(house), *ending_pages(house)]
        made.forms = {role: list(walk(house, browser, rare)) for role, browser in browsers.items()}
        look_further(made, nowhere)
        yield made
