"""Everything that a marked user can fetch, in two towns: with the marked case, and without it.

What is random, marks and tokens, is named by the order in which it is met. Nothing else may differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseapp.casework.acting import actor_named
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.decisions import decide_measure
from caseapp.casework.emergency import open_file
from caseapp.casework.incidents import IncidentEntry, record_incident
from caseapp.casework.intake import Intake
from caseapp.casework.reports import log_report
from caseapp.casework.screening import open_case
from caseapp.casework.suspects import Suspect
from caseapp.rules.access import Actor
from tests.factories.children import a_child
from tests.factories.files import photo, post_file
from tests.factories.house import NOW, House, Template, opened
from tests.factories.long_run import turns
from tests.factories.printed_text import texts_of
from tests.factories.referrals import add_agency, draft, take
from tests.factories.reports import HOUR, SUPERVISOR, told
from tests.factories.walk import LINK, endpoint_of
from tests.factories.web import CAI_KHE, CITY, boxes, key, make_user, sign_in

MARKED = ("officer.marked", "chair.marked")
MARK = re.compile(r"\b(?:BC|HS|TE|GT|TL|BI|VB)-26-[A-Z0-9]{6,8}\b|(?<=/notices/)[0-9a-f]{24}")
TOKEN = re.compile(
    r'(?<=name="csrf_token" value=")[^"]+|(?<=name="post_key" value=")[^"]+|(?<=name="draft" value=")[^"]+'
)
HIDDEN = "Danh Thị Sóc Kha"
WITH, WITHOUT = True, False
FILES = turns(2, 3)  # that all may see: of so many each page is looked at
PRINTS = 2  # of one route that makes a PDF: of one file, and of another


@dataclass
class Town:
    """A ward with files that all see, and in one town one that two must not."""

    house: House
    hidden: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def plain(self, text: str) -> str:
        """The text with its marks named by the order in which they were met, and no token."""
        return MARK.sub(
            lambda m: self.names.setdefault(m[0], f"#{len(self.names)}"), TOKEN.sub("", text)
        )


def bare(text: str) -> str:
    """The text with all that is random taken out."""
    return MARK.sub("#", TOKEN.sub("", text))


def who(name: str) -> Actor:
    return actor_named(name, None)


def shown_file(name: str, hours: int) -> str:
    """A report that its officer takes to a case; return the case's code."""
    officer = who("officer.writer")
    answers = told(NOW - hours * HOUR, child_name=name)
    code = log_report(officer, answers, intake=Intake(Suspect("no")), now=NOW)
    record_incident(officer, code, IncidentEntry("confirmed", ("neglect",), (), None, "x"), now=NOW)
    return open_case(officer, code, a_child(full_name=name), now=NOW)


def hidden_file(town: Town) -> None:
    """The same for the case that is kept from two, with everything that could hang on it."""
    officer = who("officer.writer")
    intake = Intake(Suspect("yes", name="Người dùng x"), MARKED)
    answers = told(NOW - 11 * HOUR, child_name=HIDDEN)
    report = log_report(officer, answers, intake=intake, now=NOW)
    case = open_case(
        officer, report, a_child(full_name=HIDDEN, personal_id="092215001234"), now=NOW
    )
    alone = log_report(officer, answers | {"channel": "police"}, intake=intake, now=NOW)
    record_incident(
        officer, report, IncidentEntry("confirmed", ("violence",), (), None, "x"), now=NOW
    )
    town.hidden = {"reports": report, "cases": case}
    for code in (report, alone):
        mark_conflict(SUPERVISOR, "report", code, username="supervisor.one", reason="x", now=NOW)


def decided(code: str) -> None:
    decide_measure(
        who("chair.second"), code, kind="none", decided_at=NOW, reason="x", signed_at=None, now=NOW
    )


def build(house: House, *, hidden: bool) -> Town:
    """Fill a town; the hidden file comes between the others, so that a gap would show."""
    town = Town(house)
    for name, role, area in (
        ("officer.marked", "officer", None), ("chair.marked", "chair", None),
        ("officer.writer", "officer", None), ("chair.second", "chair", None),
        ("officer.far", "officer", CAI_KHE), ("supervisor.one", "supervisor", CITY),
    ):  # fmt: skip
        make_user(house, role, area, username=name)
    service = add_agency(house)
    with house.app.app_context():
        first = shown_file("Đỗ Thị Hòa", 20)
        if hidden:
            hidden_file(town)
    if hidden:
        referral = draft(house, who_in(house, "officer.writer"), town.hidden["cases"], service)
        take(house, SUPERVISOR, referral, "send")
        writer = sign_in(house, "officer.writer")
        post_file(writer, f"/reports/{town.hidden['reports']}", photo())
        with house.app.app_context():
            open_file(
                who("officer.far"), town.hidden["cases"], reason="Cháu đang ở bệnh viện", now=NOW
            )
            decided(town.hidden["reports"])
    with house.app.app_context():
        shown_file("Thạch Sa Rương", 10)
        log_report(who("officer.writer"), told(NOW - 11 * HOUR, child_name="Bé Na"), now=NOW)
        watch_clocks(now=NOW)
    draft(house, who_in(house, "officer.writer"), first, service)
    return town


def who_in(house: House, name: str) -> Actor:
    with house.app.app_context():
        return who(name)


@pytest.fixture(scope="module")
def towns(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Town]]:
    with ExitStack() as stack:
        folder: Path = tmp_path_factory.mktemp("towns")
        yield [
            build(stack.enter_context(opened(template, folder / f"{hidden}")), hidden=hidden)
            for hidden in (WITH, WITHOUT)
        ]


def fetched(town: Town, browser: FlaskClient) -> list[tuple[str, int, str]]:
    """Follow every link from page to page; return addresses, status and what was answered.

    The own account is left out: its sessions and secrets are each town's own.
    """
    town.names.clear()
    found: list[tuple[str, int, str]] = []
    waiting, known = ["/", "/indicators/figures.csv", "/children?text=danh", "/?x=1"], {"/"}
    visits: Counter[str | None] = Counter()
    while waiting:
        address = waiting.pop(0)
        endpoint = endpoint_of(town.house, urlsplit(address).path)
        visits[endpoint] += 1
        most = PRINTS if address.endswith(".pdf") else FILES
        if endpoint == "static" or address.startswith("/account") or visits[endpoint] > most:
            continue
        answer = browser.get(address)
        body = told_in(answer)
        found.append((town.plain(address), answer.status_code, town.plain(body)))
        for link in LINK.findall(body) if answer.mimetype == "text/html" else ():
            target = urlsplit(urljoin(f"http://localhost{address}", link.replace("&amp;", "&")))
            path = target.path + (f"?{target.query}" if target.query else "")
            if target.netloc == "localhost" and path not in known:
                known.add(path)
                waiting.append(path)
    return found


def told_in(answer: TestResponse) -> str:
    """What an answer tells: a page's source, a PDF's letters, of other files what they are."""
    if answer.mimetype == "application/pdf":
        # Where a line ends follows from the width of the number that each print bears.
        pages = texts_of(answer.data)
        told = " ".join("\n".join(pages).split())
        return told.replace("- ", "-")
    return answer.text if answer.mimetype.startswith("text/") else answer.mimetype


@pytest.mark.parametrize("name", [*MARKED, "supervisor.one"])
def test_no_page_differs(towns: list[Town], name: str) -> None:
    with_it, without = (fetched(town, sign_in(town.house, name)) for town in towns)
    for (address, status, mine), (same, code, theirs) in zip(with_it, without, strict=False):
        assert (address, status) == (same, code)
        if name == "supervisor.one" and address.startswith("/indicators"):
            continue  # the city counts exactly, whoever looks (contracts §5)
        assert mine.splitlines() == theirs.splitlines(), address
    assert len(with_it) == len(without)
    said = " ".join(body for *_, body in with_it)
    assert "Thạch Sa Rương" in said
    prints = [body for address, _, body in with_it if address.endswith(".pdf")]
    assert any("tóm tắt hồ sơ" in body.casefold() for body in prints) or name not in MARKED
    assert HIDDEN not in said
    if name in MARKED:
        assert "phạm vi bạn được xem" in said


@pytest.mark.parametrize("name", MARKED)
def test_what_is_asked_for_by_its_mark_is_as_missing_as_what_never_was(
    towns: list[Town], name: str
) -> None:
    town = towns[0]
    browser = sign_in(town.house, name)
    for kind, code in town.hidden.items():
        never = code[:6] + "22222222"[: len(code) - 6]
        addresses = ["", "/log", "/amendment", "/decision", "/form-01.pdf", "/summary.pdf"]
        for address in addresses:
            answers = [browser.get(f"/{kind}/{each}{address}") for each in (code, never)]
            assert answers[0].status_code == answers[1].status_code == 404
            assert bare(answers[0].text) == bare(answers[1].text)
        form = {"reason": "Cháu đang ở bệnh viện một mình", "post_key": key()}
        answers = []
        for each in (code, never):
            browser.get("/")  # counts what waits: after a post nothing is said of it
            answers.append(browser.post("/emergency", data={**form, "code": each}))
        assert answers[0].status_code == answers[1].status_code
        assert bare(answers[0].text) == bare(answers[1].text)


def test_the_same_child_entered_anew_is_taken_as_any_new_child(towns: list[Town]) -> None:
    form = {
        "full_name": HIDDEN, "sex": "female", "personal_id": "092215001234",
        "area_code": "31135", **boxes("born", "2015-09-05"), **boxes("resident_from", "2025-07-01"),
    }  # fmt: skip
    answers = []
    for town in towns:
        browser = sign_in(town.house, "officer.marked")
        answer = browser.post("/children/new", data={**form, "post_key": key()})
        page = browser.get(answer.location).text
        answers.append((answer.status_code, bare(page)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 302
