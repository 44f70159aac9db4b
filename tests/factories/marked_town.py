"""A busy town in which one ward's files bear markers, and everybody who may come by them or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import delete, select

from caseapp import desk
from caseapp.casework.accounts import disable_account
from caseapp.casework.conflicts import mark_conflict
from caseapp.records.cases import Case
from caseapp.records.children import Child, ChildUnit
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.users import SignInAttempt
from caseapp.rules.access import Act
from caseapp.rules.matching import fold
from tests.factories.house import SYSTEM, House, Template, opened
from tests.factories.markers import Markers
from tests.factories.passed_on import READ_BY, Passed, Passing
from tests.factories.planted import (
    of_the_ward,
    plant,
    plant_in_a_result,
    plant_in_papers,
    that_passed,
)
from tests.factories.rare_pages import answer_page
from tests.factories.reports import kept
from tests.factories.served import Answer, Caller
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, client, make_user, sign_in
from tests.journeys.test_no_trace import Town as Filled
from tests.journeys.test_no_trace import work

WARD = int(NINH_KIEU)
ACCOUNTS = {
    "officer": ("officer", NINH_KIEU), "chair": ("chair", NINH_KIEU),
    "deputy": ("deputy", NINH_KIEU), "supervisor": ("supervisor", CITY),
    "administrator": ("administrator", CITY), "statistician": ("statistician", CITY),
    "auditor": ("auditor", CITY), "agency": ("agency", None),
    "collaborator": ("collaborator", NINH_KIEU), "officer far": ("officer", CAI_KHE),
    "chair far": ("chair", CAI_KHE), "deputy far": ("deputy", CAI_KHE),
    "officer marked": ("officer", NINH_KIEU), "officer gone": ("officer", NINH_KIEU),
}  # fmt: skip
"""Everybody with an account, by role and unit."""
NOBODY = ("nobody", "by link")
SEERS = (*ACCOUNTS, *NOBODY)

_WARD = frozenset({"officer", "chair", "deputy"})
_OF_THE_WARD = _WARD | {"officer marked"}
MAY_MEET = {
    "reporter": _WARD,
    "content": _WARD | {"supervisor"},
    "second reporter": _OF_THE_WARD,
    # The ward's other files, children's names: its own staff, who supervises it, no one else. Agencies
    # and collaborators read of those that were referred to them or told by them: none of these.
    "ward": _OF_THE_WARD | {"supervisor"},
    # What an agency was told of a child, or told: the sweep's link is that of one referral.
    "to agencies": _OF_THE_WARD | {"supervisor", "by link"},
    # A unit that is asked to take a file over reads who can be called there.
    "between units": _OF_THE_WARD | {"supervisor", "officer far", "chair far", "deputy far"},
    # What a job made is handed out to who asked for it.
    "job": frozenset({"supervisor"}),
}
for how, ward in READ_BY.items():  # the same three classes of what passed from ward to ward
    MAY_MEET[how] = ward | {"supervisor"}
    MAY_MEET[f"{how} reporter"] = ward
    MAY_MEET[f"{how} to agencies"] = ward | {"supervisor", "by link"}
"""Who may ever meet a marker of a class; written from the statement of roles, not from the policy:
the ward that keeps the file, and the city's supervisor but for who reported."""

_PUBLIC_PAGES = ("/duty/", "/agencies/new")
"""What is typed there is a directory, which the house shows to its users."""


_OWN = {
    "cases": select(Case.code),
    "reports": select(Report.code).join(Case, Case.id == Report.case_id),
    "children": select(Child.code).join(Case, Case.child_id == Child.id),
    "referrals": select(Referral.code).join(Case, Case.id == Referral.case_id),
    "inbox": select(Referral.code).join(Case, Case.id == Referral.case_id),
}


class Inside(Caller):
    """A browser of the test client, asked as the one is that speaks over a line."""

    def __init__(self, browser: FlaskClient) -> None:
        super().__init__(0)
        self.browser = browser

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> Answer:
        """Send one request in the process."""
        answer = self.browser.open(path, method=method, data=form)
        return Answer(answer.status_code, answer.location or "", answer.data)


class Noting(Filled):
    """Fills forms, and remembers on which page each marker was typed.

    Those of the report and the child that are entered beside the file are set `aside`.
    """

    def __init__(self, people: dict[str, Caller]) -> None:
        super().__init__(None, people)  # type: ignore[arg-type]  # it needs no server
        self.pages: dict[str, str] = {}
        self.first: str | None = None
        self.others: list[str] = []
        self.aside: set[str] = set()

    def kinds(self) -> dict[str, str]:
        """Return the markers with their classes, without what is no secret in the house."""
        found = {}
        for marker, where in self.markers.made.items():
            page = self.pages.get(marker, "")
            if not page or page.startswith(_PUBLIC_PAGES):
                continue
            own = marker not in self.aside
            told = where.startswith("reporter")
            second = "second reporter" if told else "ward"
            found[marker] = ("reporter" if told else "content") if own else second
        return found

    def fill(self, role: str, path: str, *, refused: bool = False, **given: str) -> str:
        """Fill a form as the other does, but leave the file open: more of it can be asked for."""
        if path.startswith("/cases/") and path.endswith(("/closing", "/decision")):
            return ""
        known = {*self.markers.made}
        went = super().fill(role, path, refused=refused, **given)
        if path in {"/reports/new", "/children/new"} and self.first is not None:
            self.others.append(went.removesuffix("/calls"))
        self.first = self.first or went
        made = {*self.markers.made} - known
        self.pages |= dict.fromkeys(made, path)
        if self.others and path.startswith((*self.others, "/reports/new", "/children/new")):
            self.aside |= made
        return went


@dataclass
class MarkedTown:
    """The house, a browser for each who looks, and the markers with their classes.

    `link`, `paper` and `job` are an agency's link, a signed paper of the ward, and a file that a
    job made for the supervisor, as addresses name them.
    """

    house: House
    case: str
    names: dict[str, str]
    browsers: dict[str, FlaskClient]
    markers: dict[str, str]
    link: str
    paper: str
    job: str
    passed: list[Passed]

    def enter(self, seer: str) -> FlaskClient:
        """Let somebody sign in anew, whatever was tried before from the same address."""
        forget_attempts(self.house)
        self.browsers[seer] = sign_in(self.house, self.names[seer])
        return self.browsers[seer]

    def own_codes(self, word: str) -> list[str]:
        """Return the codes of what belongs to the marked file, by the first word of its address."""
        asked = _OWN.get(word)
        rows = kept(self.house, asked.where(Case.code == self.case)) if asked is not None else []
        return [code for (code,) in rows]

    @cached_property
    def every_code(self) -> list[str]:
        """All of them."""
        return [code for word in _OWN for code in self.own_codes(word)]


def forget_attempts(house: House) -> None:
    """Let nobody be slowed by what others tried."""
    with house.app.app_context(), desk.ledger(write=True) as session:
        session.execute(delete(SignInAttempt))


def name_children(house: House, markers: Markers, passed: Iterable[Passed]) -> dict[str, str]:
    """Give a marker as a name to every child that only the ward has had, in whatever state.

    And to those that passed. Not to others of whom an agency was told: their names are met there
    by right, as are those that passed with what was sent.
    """
    others = select(ChildUnit.child_id).where(ChildUnit.area_id != WARD)
    own = select(ChildUnit.child_id).where(ChildUnit.area_id == WARD)
    told = select(Case.child_id).join(Referral, Referral.case_id == Case.id)
    only = Child.id.in_(own), Child.id.not_in(others), Child.id.not_in(told)
    made = {}
    with (
        house.app.app_context(),
        desk.writing(SYSTEM, Act.CHILD_EDIT, now=house.settings.now()) as d,
    ):
        sent = {*d.session.scalars(told)}
        named = [(child, "ward") for child in d.session.scalars(select(Child).where(*only))]
        for how in passed:
            for child in d.session.scalars(select(Child).where(Child.id.in_(how.children))):
                ending = " to agencies" if child.id in sent else ""
                named.append((child, f"{how.name}{ending}"))
        for child, kind in dict(named).items():
            word = markers.word("full_name")
            made[word] = kind
            child.full_name, child.folded_name = word, fold(word)
        d.log("children:named")
    return made


@contextmanager
def marked_town(template: Template, folder: Path) -> Iterator[MarkedTown]:
    """Make it in a copy of a busy demo."""
    with opened(template, folder) as house:
        house.app.config["PROPAGATE_EXCEPTIONS"] = False
        names = {seer: make_user(house, *place) for seer, place in ACCOUNTS.items()}
        forget_attempts(house)
        browsers = {seer: sign_in(house, name) for seer, name in names.items()}
        noting = Noting({seer: Inside(browser) for seer, browser in browsers.items()})
        passing = Passing(house, names, noting.markers)
        passed = passing.all()
        planted = {**passing.papers}
        paper = plant_in_papers(house, noting.markers)
        planted = dict.fromkeys(noting.markers.made, "ward") | planted
        planted |= plant(house, noting.markers, [of_the_ward(WARD), *map(that_passed, passed)])
        job = plant_in_a_result(house, noting.markers, names["supervisor"])
        planted |= dict.fromkeys({*noting.markers.made} - {*planted}, "job")
        named = name_children(house, noting.markers, passed)
        case = work(noting)
        code = case.rpartition("/")[2]
        markers = noting.kinds() | planted | named
        town = MarkedTown(house, code, names, browsers, markers, "", paper, job, passed)
        about = select(Report.code).join(Case, Case.id == Report.case_id).where(Case.code == code)
        ((report,),) = kept(house, about)
        with house.app.app_context():
            now = house.settings.now()
            reason = "Có quan hệ họ hàng"
            kin = names["officer marked"]
            mark_conflict(SYSTEM, "report", report, username=kin, reason=reason, now=now)
            disable_account(SYSTEM, names["officer gone"], now=now)
        browsers |= {seer: client(house) for seer in NOBODY}
        town.link = answer_page(house)
        yield town
