"""Once a referral is completed or withdrawn its receiver finds nothing of the child any more.

Every page, print and file of the application is asked for by each mark of the file, with the
agency's account and with the link that had opened it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from caseapp.casework.addenda import add_addendum
from caseapp.casework.agency_members import tie_member
from caseapp.casework.answer_links import make_link
from caseapp.casework.files import NewFile, Room, attach_file
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.files import StoredFile
from caseapp.records.reports import Report
from caseapp.rules.access import Actor, Role
from caseapp.rules.policy import POLICY
from tests.factories.children import actor_of
from tests.factories.files import COPIES, picture
from tests.factories.house import NOW, House
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.reports import kept
from tests.factories.web import CITY, NINH_KIEU, client, key, make_user, sign_in
from tests.house.test_routes import PUBLIC, act_of

CHILD, REASON, ADDED = "Đỗ Thị Hòa", "Mất ngủ sau sự việc", "Cha đã về nhà"
ENDS = {"completed": ("start", "complete"), "withdrawn": ("withdraw",)}
MARKED = {"children": Child, "cases": Case, "reports": Report, "files": StoredFile}
"""Where the marks of a file stand in addresses; those of referrals beside."""
OPEN = {*POLICY[Role.AGENCY], PUBLIC, ""}
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass
class Scene:
    """A child whom an agency was sent twice, and took; its account, and its link to each."""

    house: House
    supervisor: Actor
    agency: FlaskClient
    sent: dict[str, str]
    links: dict[str, tuple[str, str]]
    marks: dict[str, str]

    @property
    def words(self) -> list[str]:
        """All that a page could give away."""
        return [CHILD, REASON, ADDED, *self.sent.values(), *self.marks.values()]


@pytest.fixture
def scene(house: House) -> Scene:
    names = [make_user(house, *who) for who in (("officer",), ("supervisor", CITY), ("agency",))]
    officer, supervisor = (actor_of(house, name) for name in names[:2])
    case = open_a_case(house, officer)
    with house.app.app_context():
        paper = NewFile(picture(), "Ảnh", None, COPIES)
        attach_file(officer, paper, case=case, room=Room(1024, 20_480), now=NOW)
    sent, links = {}, {}
    for end, service in zip(ENDS, ("Tư vấn tâm lý", "Tạm trú"), strict=True):
        code = sent[end] = draft(house, officer, case, add_agency(house, service))
        take(house, supervisor, code, "send", "accept")
        with house.app.app_context():
            add_addendum(officer, code, kind="danger", text=ADDED, now=NOW)
            made = make_link(officer, code, plain=False, now=NOW)
            links[end] = made.token, made.secret
    with house.app.app_context():
        tie_member(supervisor, 1, names[2], now=NOW)
    marks = {}
    for place, model in MARKED.items():
        ((marks[place],),) = kept(house, select(model.code))
    return Scene(house, supervisor, sign_in(house, names[2]), sent, links, marks)


def addresses(rule: Rule, scene: Scene) -> Iterator[str]:
    """Yield the addresses that a rule makes of the marks of a file; one where it asks for none.

    By all of them where an agency may come at all, or anybody; else by the one that it is made for.
    """
    names, act = ARGUMENT.findall(rule.rule), act_of(scene.house.app, rule.endpoint)
    own = scene.marks.get(rule.rule.split("/")[1], scene.sent["completed"])
    marks = [
        *scene.sent.values(),
        *scene.marks.values(),
        *(link for link, _ in scene.links.values()),
    ]
    for mark in [""] if not names else marks if act in OPEN else [own]:
        values = dict.fromkeys(names, "1")
        texts = [name for name in names if f":{name}>" not in rule.rule]
        values |= dict.fromkeys(texts, mark) | {"move": "accept", "unit": NINH_KIEU}
        yield ARGUMENT.sub(lambda found, values=values: values[found[1]], rule.rule)


def told(answer: TestResponse, scene: Scene) -> list[str]:
    """Return what a page gives away that the agency may open for other reasons."""
    text = answer.data.decode(errors="replace") if answer.status_code == 200 else ""
    return [word for word in scene.words if word in text]


def test_after_the_end_no_address_of_the_application_says_a_word(scene: Scene) -> None:
    agency, outside = scene.agency, client(scene.house)
    for end, code in scene.sent.items():
        token, secret = scene.links[end]
        for opened in (
            agency.get(f"/inbox/{code}"),
            outside.post(f"/answer/{token}", data={"secret": secret}),
        ):
            assert told(opened, scene) == [CHILD, REASON, ADDED, code]  # it lives
        take(scene.house, scene.supervisor, code, *ENDS[end])
    found, asked = {}, 0
    for rule in scene.house.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        for address in addresses(rule, scene):
            answer = agency.get(address)
            asked += 1
            words = told(answer, scene)
            # A program of theirs is refused for who they are, whatever it asks for; an empty form
            # tells of nobody, nor does how a unit names itself on paper.
            quiet = {403} if rule.rule.startswith("/api/") else {404, 429}
            open_ones = {"blank_forms.printed", "paper_settings.unit"}
            quiet |= {200} if rule.endpoint in open_ones else set()
            if words or ("<" in rule.rule and answer.status_code not in quiet):
                found[address] = answer.status_code, words
    assert found == {}
    assert agency.get("/api/v1/frozen/999999").status_code == 403  # as one that is there
    assert asked > 200


def test_after_the_end_no_answer_is_taken(scene: Scene) -> None:
    agency, outside = scene.agency, client(scene.house)
    for end, code in scene.sent.items():
        token, secret = scene.links[end]
        opened = outside.post(f"/answer/{token}", data={"secret": secret})
        ticket = re.search(r'name="ticket"[^>]*value="([^"]+)"', opened.text)
        assert ticket
        take(scene.house, scene.supervisor, code, *ENDS[end])
        form = {
            "secret": secret, "ticket": ticket[1], "name": "Bà Lan", "role": "y tá", "move": "start",
            "post_key": key(), "note1-ticket": ticket[1], "note1-name": "x", "note1-role": "x",
        }  # fmt: skip
        for browser, address in (
            (agency, f"/inbox/{code}/replies/start"), (agency, f"/inbox/{code}/addenda/1/known"),
            (outside, f"/answer/{token}"), (outside, f"/answer/{token}/replies"),
            (outside, f"/answer/{token}/addenda/1"),
        ):  # fmt: skip
            answer = browser.post(address, data=form)
            assert (address, answer.status_code) == (address, 404)
