"""Pages of children, referrals, agencies, indicators and accounts in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page

from caseapp.casework import job_turns
from caseapp.casework.acting import actor_named, tell_of
from caseapp.casework.assistance import AssistanceEntry, record_assistance
from caseapp.casework.circumstances import CircumstanceEntry, record_circumstance
from caseapp.casework.files import NewFile, Room, attach_file, hand_out
from caseapp.casework.reports import log_report
from caseapp.casework.tokens import token_of
from caseapp.exchange.export_jobs import ask_export
from caseapp.exchange.working import Worker
from caseapp.rules.access import Actor
from caseapp.web import job_page
from tests.browser.axe import axe, sideways
from tests.browser.chromium import PHONE, WIDE, NewPage
from tests.browser.sample import served
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.files import COPIES, picture
from tests.factories.house import NOW, House
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.reports import told
from tests.factories.web import CITY, PASSWORD, make_user

LONG = "Nguyễn Hoàng Thị Ngọc Phương Thảo Nguyên"


@pytest.fixture
def busy(house: House) -> dict[str, str]:
    """A child with all that can hang on it; the addresses of its pages by name."""
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY, username="giamsat"))
    make_user(house, "administrator", CITY, username="quantri")
    make_user(house, "officer", username="canbo")
    _long_work(house, supervisor)
    child = enter_child(house, officer, full_name=LONG, born=date(2010, 12, 24))
    with house.app.app_context():
        for status, group in (("confirmed", "08"), ("at_risk", "06")):
            entry = CircumstanceEntry(
                group, f"{group}.1", status, date(2026, 3, 1), None, "Biên bản 12"
            )
            record_circumstance(officer, child, entry, now=NOW)
        record_assistance(
            officer,
            child,
            AssistanceEntry("education", date(2026, 4, 1), None, True, "Trường", "Học phí"),
            now=NOW,
        )
    referral = draft(house, officer, open_a_case(house, officer), add_agency(house))
    take(house, supervisor, referral, "send")
    with house.app.app_context():
        report = log_report(officer, told(), now=NOW)
        new = NewFile(picture(), LONG, None, COPIES)
        file = attach_file(officer, new, report=report, room=Room(9, 9), now=NOW)
        hand_out(actor_of(house, "canbo"), file, recipient=LONG, paper="12/CV-CAP", now=NOW)
        work = {f"job_{number}": f"/jobs/{token_of('job', number)}" for number in (1, 2, 3)}
    return work | {
        "child": f"/children/{child}",
        "referral": f"/referrals/{referral}",
        "report": f"/reports/{report}",
        "file": f"/files/{file}",
    }


def _long_work(house: House, supervisor: Actor) -> None:
    """Jobs 1 to 3 of the supervisor: failed, ready, waiting; and a notice for two people."""
    with house.app.app_context():
        tell_of(actor_named("canbo", None, operator="root"), "print", now=NOW)
        for end in (job_turns.fail, job_turns.finish, None):
            ask_export(supervisor, period="2026", area="", now=NOW)
            if end is not None:
                turn = job_turns.take("w", clock=NOW, now=NOW, gone=lambda _: False)
                assert turn
                end(turn, "w", "no_room" if end is job_turns.fail else b"PK", now=NOW)


@pytest.fixture
def site(house: House) -> Iterator[str]:
    with served(house.app) as address:
        yield address


def enter(page: Page, site: str, username: str) -> None:
    page.goto(f"{site}/sign-in")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/")


OFFICER = (
    "/",
    "/children",
    "{child}",
    "{child}/identity",
    "{child}/residences/new",
    "{child}/circumstances/new",
    "{child}/assistance/new",
    "/children/new",
    "{referral}",
    "/indicators",
    "/indicators?other=2026Q9",
    "/indicators/rows?other=2026&area=31135&of=8a",
    "{report}",
    "{report}/files/new",
    "{file}",
    "{file}/hand-outs/new",
    "{file}/withdrawal",
)
SUPERVISOR = (
    "/",
    "/exports",
    "{job_1}",
    "{job_2}",
    "{job_3}",
    "/referrals",
    "{referral}",
    "{referral}/moves/accept",
    "/agencies",
    "/agencies/new",
    "/indicators?each_ward=y&area=92",
    "/indicators/trend?borders=then",
    "/indicators/map?indicator=9",
    "/indicators/divided?by=group&across=sex",
    "/indicators/group?province=Hậu+Giang",
)
OWN = ("/account", "/account/password", "/account/second-factor", "/account/changes")
ADMINISTRATOR = (
    "/accounts",
    "/accounts/new",
    "/accounts/canbo",
    "/accounts/canbo/password",
    "/accounts/canbo/roles/new",
    "/accounts/changes",
    "/accounts/canbo/disablement",
)


@pytest.mark.parametrize(
    ("username", "addresses"),
    [("canbo", OFFICER), ("giamsat", SUPERVISOR), ("quantri", (*ADMINISTRATOR, *OWN))],
    ids=["officer", "supervisor", "administrator"],
)
def test_pages_keep_nobody_out_and_fit_the_window(
    busy: dict[str, str],
    site: str,
    new_page: NewPage,
    username: str,
    addresses: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(job_page, "WATCHED", timedelta())  # it loads itself anew under axe's hands
    page = new_page(PHONE)
    enter(page, site, username)
    for address in addresses:
        page.goto(site + address.format(**busy))
        assert page.locator("h1").count() == 1, address
        assert axe(page) == [], address
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            assert sideways(page) <= 0, (address, size)


def test_a_refused_entry_moves_the_focus_to_what_is_wrong(
    busy: dict[str, str], site: str, new_page: NewPage
) -> None:
    page = new_page(PHONE)
    enter(page, site, "canbo")
    page.goto(site + busy["child"] + "/circumstances/new")
    page.click("main form[method=post] button")
    page.wait_for_selector(".govuk-error-summary")
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    page.click(".govuk-error-summary a >> nth=0")
    assert page.evaluate("document.activeElement.name") == "group_code"
    assert axe(page) == []
    assert sideways(page) <= 0


def test_a_circumstance_is_recorded_without_scripts(
    busy: dict[str, str], site: str, new_page: NewPage
) -> None:
    page = new_page(PHONE, scripts=False)
    enter(page, site, "canbo")
    page.goto(site + busy["child"] + "/circumstances/new")
    page.check("input[name=group_code][value='04']")
    page.check("input[name=status][value='confirmed']")
    for part, text in (("day", "1"), ("month", "10"), ("year", "2026")):
        page.fill(f"#valid_from-{part}", text)
    page.click("main form[method=post] button")
    page.wait_for_url(site + busy["child"])
    assert page.get_by_text("04. Trẻ em khuyết tật").is_visible()


def test_a_job_s_page_follows_it_to_its_end_without_scripts(
    house: House,
    busy: dict[str, str],
    site: str,
    new_page: NewPage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(job_page, "EVERY", 1)
    page = new_page(PHONE, scripts=False)
    enter(page, site, "giamsat")
    page.goto(site + busy["job_3"])
    assert page.locator("progress").is_visible()
    with house.app.app_context():
        assert Worker(house.app.app_context, house.settings.now).work_once()
    page.wait_for_selector("text=Tệp đã sẵn sàng")
    with page.expect_download() as loading:
        page.click("text=Tải tệp về")
    assert loading.value.suggested_filename == "du-lieu-noi-bo.xlsx"
