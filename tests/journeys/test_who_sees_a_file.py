"""One rich file, every page of it, and each who looks: what they are answered, and what they read.

A new page of a file must be placed in the table, or the test fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseapp.casework.assistance import AssistanceEntry, record_assistance
from caseapp.casework.care import NewCare, decide_care, prepare_care
from caseapp.casework.care_verdicts import CareVerdict
from caseapp.casework.carers import register_carer
from caseapp.casework.children import move_child
from caseapp.casework.data_requests import Answer as RequestAnswer
from caseapp.casework.data_requests import NewRequest, answer_request, record_request
from caseapp.casework.decisions import decide_measure
from caseapp.casework.flags import set_flag
from caseapp.casework.incidents import IncidentEntry, record_incident
from caseapp.casework.intake import Intake
from caseapp.casework.kept_papers import Decision, look, put_paper
from caseapp.casework.measure_papers import Place
from caseapp.casework.minutes import write_minutes
from caseapp.casework.placements import NewPlacement, start_placement
from caseapp.casework.reports import log_report
from caseapp.casework.screening import open_case
from caseapp.casework.suspects import Suspect
from caseapp.rules.access import Actor
from caseapp.web.deciding_papers import drawn_copies
from tests.factories.assessments import CLOSE, DETAILED, REVIEW, assess
from tests.factories.care import a_carer
from tests.factories.children import a_child, actor_of
from tests.factories.files import photo, post_file
from tests.factories.house import NOW, House, Template, opened
from tests.factories.long_run import LONG, seed
from tests.factories.measures import TODAY, Desk, decide, follow, prepare
from tests.factories.plans import approved
from tests.factories.printed_text import texts_of
from tests.factories.referrals import add_agency, draft
from tests.factories.reports import HOUR, told
from tests.factories.transfers import Handing
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, boxes, faceless, make_user, sign_in

MARKERS = {
    "name": "Thạch Thị Sa Rương",
    "home": "Số 7 hẻm Mười Bốn",
    "phone": "0903 555 123",
    "suspect": "Danh Văn Dượng",
    "words": "Con không muốn về nhà dượng",
    "reporter": "Lâm Thị Báo Tin",
    "reporters phone": "0904 666 321",
    "safe place": "Số 9 hẻm Bí Mật",
    "placed at": "Số 5 hẻm Yên Ổn",
    "carers home": "Số 21 hẻm Kín Đáo",
}
"""Words of the file that are met nowhere else."""


SEERS = ("officer.own", "supervisor.one")
OTHERS = ("officer.marked", "officer.far", "statistician.one", "administrator.one")
TABLE = Path(__file__).with_name("file_pages.txt")
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
MOVES = {"cases": "submit", "referrals": "withdraw"}
ASKED = {
    "/cases/<code>/as-of": urlencode(boxes("moment", "2026-11-23 10:00")),
    "/reports/<code>/form-01.pdf": "reporter=1",
    "/cases/<code>/plans/<int:number>/form-04.pdf": "copy=file",
    "/cases/<code>/plans/<int:number>/form-05.pdf": "copy=file",
    "/cases/<code>/separations/<int:number>/form-07.pdf": "copy=file",
    "/cases/<code>/separation-orders/<int:number>/decision.pdf": "copy=file",
    "/reports/<code>/decisions/<int:number>/decision.pdf": "copy=file",
    "/cases/<code>/care/<int:number>/decision.pdf": "copy=file",
}
"""What some pages are asked in their address, and show then."""
ANOTHER_STATE = {"reports.own_one"}
"""What only a collaborator has, of reports that they logged themselves."""
BESIDE = {*Path(__file__).with_name("pages_beside.txt").read_text(encoding="utf-8").split()}
"""Addresses that name a person, a unit, a job, or a file on another of its ways."""


@dataclass
class Town:
    """A house with the file, and the codes of all that belongs to it by the word of its address."""

    house: House
    codes: dict[str, str] = field(default_factory=dict)

    def who(self, name: str) -> Actor:
        return actor_of(self.house, name)


def build(house: House) -> Town:
    town = Town(house)
    for name, role, area in (
        ("officer.own", "officer", NINH_KIEU), ("officer.marked", "officer", NINH_KIEU),
        ("chair.own", "chair", NINH_KIEU), ("officer.far", "officer", CAI_KHE),
        ("supervisor.one", "supervisor", CITY), ("statistician.one", "statistician", CITY),
        ("administrator.one", "administrator", CITY),
    ):  # fmt: skip
        make_user(house, role, area, username=name)
    officer, chair = town.who("officer.own"), town.who("chair.own")
    with house.app.app_context():
        _begin(town, officer, chair)
    assess(house, town.codes["reports"], by=officer)
    desk = Desk(town.codes["cases"], town.codes["reports"], officer, chair, chair)
    case = desk.case
    prepare(house, desk)
    decide(house, chair, case)
    follow(house, desk, "court_request", NOW, body="court", body_name="Tòa án khu vực 1")
    assess(house, case, DETAILED, by=officer)
    assess(house, case, REVIEW, by=officer, now=NOW, conclusion=CLOSE)
    approved(house, officer, chair, case)
    with house.app.app_context():
        _go_on(officer, chair, case)
    town.codes["referrals"] = draft(house, officer, case, add_agency(house))
    writer = sign_in(house, "officer.own")
    post_file(writer, f"/cases/{case}", photo())
    page = writer.get(f"/cases/{case}").text
    for kind, mark in (("files", "TL"), ("children", "TE")):
        found = re.search(rf"/{kind}/({mark}-26-\w+)", page)
        assert found
        town.codes[kind] = found[1]
    given = AssistanceEntry("monthly_allowance", TODAY, None, True, "UBND phường", "")
    with house.app.app_context():
        record_assistance(officer, town.codes["children"], given, now=NOW)
    town.codes["kept-papers"] = _put(house, officer, case)
    town.codes["data-requests"] = _ask(house, officer, chair, town.codes["children"])
    return town


def _ask(house: House, officer: Actor, chair: Actor, child: str) -> str:
    """Record a request of access, which the chair accepts; return its mark."""
    asked = NewRequest("access", "child", "letter", NOW, "Con muốn biết")
    with house.app.app_context():
        code = record_request(officer, child, asked, now=NOW)
        answer_request(chair, code, RequestAnswer("accept", "Đồng ý"), version=None, now=NOW)
    return code


def _put(house: House, officer: Actor, case: str) -> str:
    """Put the separation before its signer, as it is drawn; return the paper's mark."""
    about = Decision("separation", case, 1)
    with house.app.test_request_context("/"):
        seen = look(officer, about, now=NOW)
        drawn = drawn_copies(officer, "separation", case, 1, now=NOW, demo=False)
        return put_paper(officer, about, drawn, seen=seen, now=NOW)


def _begin(town: Town, officer: Actor, chair: Actor) -> None:
    """From the report to the case: all who are named, and one from whom it is kept."""
    suspect = Suspect("no", name=MARKERS["suspect"])
    answers = told(
        NOW - HOUR, child_name=MARKERS["name"], reporter_name=MARKERS["reporter"],
        reporter_phone=MARKERS["reporters phone"],
    )  # fmt: skip
    report = log_report(officer, answers, intake=Intake(suspect, ("officer.marked",)), now=NOW)
    incident = IncidentEntry("confirmed", ("sexual_abuse",), (), None, "Em kể với cô giáo")
    record_incident(officer, report, incident, now=NOW)
    decide_measure(
        chair, report, kind="emergency", decided_at=NOW, reason="Không an toàn", signed_at=None,
        now=NOW,
    )  # fmt: skip
    child = a_child(
        full_name=MARKERS["name"], address=MARKERS["home"], guardian_name="Bà Sáu",
        guardian_relation="grandparent", guardian_phone=MARKERS["phone"],
    )  # fmt: skip
    town.codes |= {"reports": report, "cases": open_case(officer, report, child, now=NOW)}


def _go_on(officer: Actor, chair: Actor, case: str) -> None:
    """Minutes, a flag, a placement and alternative care: each bears a row of its own."""
    minutes = {"met_at": NOW, "chaired_by": "Chủ tịch", "present": "Công an", "agreed": "Lập"}
    write_minutes(officer, case, minutes, now=NOW)
    set_flag(officer, case, flag="runs_away", reason="Đã bỏ đi hai lần", now=NOW)
    place = Place("Dì Út", MARKERS["placed at"], "")
    start_placement(officer, case, NewPlacement("family", "relative", place, TODAY, True), now=NOW)
    register_carer(officer, NINH_KIEU, a_carer(address=MARKERS["carers home"]), now=NOW)
    prepare_care(officer, case, NewCare(1, "Không còn ai chăm sóc", TODAY), now=NOW)
    decide_care(chair, case, 1, CareVerdict("decide", NOW, "Đồng ý", "36/QĐ-UBND", NOW), now=NOW)


@pytest.fixture(scope="module")
def town(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with opened(template, tmp_path_factory.mktemp("file") / "instance") as house:
        yield build(house)


def of_the_file(town: Town) -> tuple[dict[str, str], set[str]]:
    """Return the addresses of the file's pages by their rules, and the rules that name another."""
    found, beside = {}, set()
    for rule in town.house.app.url_map.iter_rules():
        kind = rule.rule.split("/")[1]
        if "GET" not in (rule.methods or set()) or not rule.arguments:
            continue
        if kind not in town.codes or rule.endpoint in ANOTHER_STATE:
            beside.add(rule.rule)
            continue
        values = {"move": MOVES.get(kind, ""), "purpose": "referral", "code": town.codes[kind]}
        values |= {"procedure": "plan", "decision": "plan"}
        found[rule.rule] = ARGUMENT.sub(lambda part, v=values: v.get(part[1], "1"), rule.rule)
    for rule, asked in ASKED.items():
        found[f"{rule}?{asked}"] = f"{found[rule]}?{asked}"
    return found, beside


def _said(answer: TestResponse) -> str:
    """Return the words of a page or a print; a picture has none."""
    if answer.mimetype == "application/pdf":
        return "\n".join(texts_of(answer.data))
    return answer.text if answer.mimetype.startswith("text/") else ""


def seen(browser: FlaskClient, address: str) -> str:
    """Return the status of a page, and which words of the file stand in it."""
    answer = browser.get(address)
    said = " ".join(_said(answer).split())
    words = [name.replace(" ", "-") for name, word in MARKERS.items() if word in said]
    return " ".join([str(answer.status_code), *words])


def test_each_who_may_see_it_reads_what_the_table_says(town: Town) -> None:
    browsers = [sign_in(town.house, name) for name in SEERS]
    addresses, _ = of_the_file(town)
    lines = [
        f"{rule}: {' | '.join(seen(browser, address) for browser in browsers)}"
        for rule, address in sorted(addresses.items())
    ]
    assert lines == TABLE.read_text(encoding="utf-8").splitlines()


def test_the_table_holds_what_the_policy_says() -> None:
    """Read from the table itself, so that whoever changes a line sees what it would mean."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.rpartition(": ")[2].split(" | ") for line in lines]
    officer, supervisor = (set(" ".join(column).split()) for column in zip(*rows, strict=True))
    # Everything is met by the officer, so that what the supervisor lacks is kept from them.
    known = {name.replace(" ", "-") for name in MARKERS}
    assert known <= officer
    assert known - supervisor == {"reporter", "reporters-phone"}
    # Where the child is stands on no page but its own and the file's own copy of a decision, which
    # are asked for on purpose and logged.
    kept = {"safe-place", "placed-at", "carers-home"}
    told = {line.rpartition(": ")[0] for line in lines if kept & set(line.split())}
    assert {address.rpartition("/")[2] for address in told} == {
        "place", "form-07.pdf?copy=file", "decision.pdf?copy=file", "file.pdf",
    }  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_to_all_others_no_page_of_it_is_there(town: Town, name: str) -> None:
    browser = sign_in(town.house, name)
    never = browser.get("/cases/HS-26-22222222")
    assert never.status_code == 404
    addresses, _ = of_the_file(town)
    for address in addresses.values():
        answer = browser.get(address)
        assert answer.status_code == 404, address
        assert faceless(answer.text, escape(address)) == faceless(
            never.text, "/cases/HS-26-22222222"
        )


def test_every_page_with_a_name_in_its_address_is_in_one_of_the_lists(town: Town) -> None:
    assert of_the_file(town)[1] == BESIDE


def test_handed_over_it_is_read_whole_in_the_new_ward_and_nowhere_in_the_old(
    town: Town, template: Template, tmp_path: Path
) -> None:
    """Every fourth page, other ones each day: prints are drawn from what they show."""
    made = replace(template, folder=town.house.path)
    with opened(made, tmp_path / "instance") as house:
        chair = make_user(house, "chair", CAI_KHE)
        names = ("officer.own", "chair.own", "officer.far", chair)
        people = [actor_of(house, name) for name in names]
        city = actor_of(house, "supervisor.one")
        pages = [each for each in of_the_file(town)[0].values() if ".pdf" not in each]
        addresses = pages if LONG else pages[seed() % 4 :: 4]
        own, far = sign_in(house, "officer.own"), sign_in(house, "officer.far")
        told = {address: seen(own, address) for address in addresses}
        with house.app.app_context():
            child = town.codes["children"]
            move_child(people[0], child, area_code=CAI_KHE, since=TODAY, now=NOW)
        handing = Handing(house, town.codes["cases"], *people, city, city, {})
        handing.ask()
        handing.accept(officer="officer.far")
        assert {address: seen(far, address) for address in addresses} == told
        assert {seen(own, address) for address in addresses} == {"404"}
