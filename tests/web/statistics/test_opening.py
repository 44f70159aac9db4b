"""Each count on a page leads to as many rows as it says; who may not open them has no link to one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from caseapp.records.audit import AuditEntry
from caseapp.records.db import db
from caseapp.rules.access import Role
from caseapp.rules.codes import LISTS
from caseapp.rules.values import Period
from caseapp.statistics.freezing import freeze
from tests.factories.house import NOW, House, Template, an_actor, opened
from tests.factories.web import CAI_KHE, NINH_KIEU, signed_in
from tests.statistics.opened_town import a_drawn_town, write
from tests.web.statistics.test_routes import words

LINK = re.compile(r'<a class="govuk-link" href="(/indicators/rows[^"]*)">([^<]*)</a>')
HEADING = re.compile(r"<h1[^>]*>[^<]*: ([\d.]+)</h1>")
PAGES = (
    "?other=2025&basis=occurred{area}",
    "/trend?borders=then{area}",
    "/divided?indicator=12&by=sex&across=age_band&other=2025{area}",
    "/divided?indicator=9&by=abuse_type&other=2025{area}",
    "/frozen/1",
)
CITY_PAGES = (
    "?other=2025&area=92&each_ward=y",
    "/map?indicator=8b&other=2025",
    f"/group?other=2025&units={NINH_KIEU}&units={CAI_KHE}",
    "/group?other=2025H1&district=918",
    "/frozen/1",
)


@pytest.fixture(scope="module")
def home(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A drawn town; its year was frozen when half of it was not known yet."""
    with opened(template, tmp_path_factory.mktemp("opening") / "instance") as made:
        with made.app.app_context():
            actor, year = an_actor(Role.STATISTICIAN), Period.parse("2025")
            freeze(actor, year, "received", reason="", seen=0, now=NOW)
            write(a_drawn_town())
        yield made


def _links(client: FlaskClient, addresses: tuple[str, ...], area: str = "") -> dict[str, str]:
    """Return where the counts of some pages lead, with the words of each link."""
    found: dict[str, str] = {}
    for address in addresses:
        answer = client.get("/indicators" + address.format(area=area))
        assert answer.status_code == 200
        own = {unescape(to): said for to, said in LINK.findall(answer.get_data(as_text=True))}
        found |= own
    return found


@pytest.mark.parametrize(
    ("role", "unit", "pages", "area"),
    [
        ("officer", NINH_KIEU, PAGES, ""),
        ("supervisor", "92", (*CITY_PAGES, PAGES[1]), "&area=92"),
    ],
)
def test_a_count_leads_to_as_many_rows(
    home: House, role: str, unit: str, pages: tuple[str, ...], area: str
) -> None:
    client = signed_in(home, role, unit)
    links = _links(client, pages, area)
    assert len(links) > 20
    for address, said in list(links.items())[::11]:
        answer = client.get(address)
        html = answer.get_data(as_text=True)
        heading = HEADING.search(html)
        assert heading, address
        assert heading[1] == said
        assert html.count('scope="row"') == min(int(said), 50)
        assert " style=" not in html


def test_the_rows_say_why_they_count(home: House) -> None:
    client = signed_in(home, "chair", NINH_KIEU)

    def said(of: str, *more: str) -> str:
        address = f"/indicators/rows?other=2025&area={NINH_KIEU}&of={of}&{'&'.join(more)}"
        answer = client.get(address)
        assert answer.status_code == 200
        return words(answer.get_data(as_text=True))

    assert re.search(r"từ \d\d/\d\d/2025", said("8a"))
    assert "Trợ giúp: " in said("8b")
    assert "Trợ giúp: " not in said("8b", "part=denominator")
    assert re.search(r"BC-26-\d+ , đã xác định: bạo lực", said("9"))
    struck, relieved = said("12", "part=denominator"), said("12")
    assert "không kịp thời hạn" in struck
    assert re.search(r"\d kịp thời hạn", relieved)
    assert "không kịp thời" not in relieved
    assert "nghi ngờ" in said("suspected")
    assert "chưa rõ ngày xảy ra" in said("reports_without_occurred_on", "basis=occurred")
    assert re.search(r"chưa rõ trẻ em \(không tính\): 1\b", said("reports_without_child"))
    for code in ("01", "04", "14"):
        of_group = said("8a", "by=group", f"cell={code}")
        assert LISTS["groups"].label(code, "vi") in of_group


def test_who_counts_only_has_no_link_and_no_page(home: House) -> None:
    client = signed_in(home, "statistician")
    assert _links(client, (*CITY_PAGES[:2], *CITY_PAGES[-2:])) == {}
    missing = client.get("/indicators/nothing")
    assert missing.status_code == 404
    for address in ("other=2025&area=92&of=8a", "other=2025&area=92&of=nothing"):
        answer = client.get(f"/indicators/rows?{address}")
        assert answer.status_code == 404
        assert words(answer.get_data(as_text=True)) == words(missing.get_data(as_text=True))


def test_an_address_that_names_no_count_of_the_reader_s_is_missing(home: House) -> None:
    client = signed_in(home, "officer", NINH_KIEU)
    own = f"other=2025&area={NINH_KIEU}"
    assert client.get(f"/indicators/rows?{own}&of=8a").status_code == 200
    for wrong in (
        f"other=2025&area={CAI_KHE}&of=8a",
        "other=2025&area=92&of=8a",
        "other=2025&area=unassigned&of=8a",
        f"{own}&area={CAI_KHE}&of=8a",
        f"{own}&of=8a&part=denominator",
        f"{own}&of=8b&part=x",
        f"{own}&of=8a&by=setting&cell=family",
        f"{own}&of=8a&by=x&cell=y",
        f"{own}&of=8a&by=sex",
        f"{own}&of=8a&by=sex&cell=0912345678",
        f"{own}&of=8a&by=ethnicity&cell=0912345678",
        "other=2025&of=8a&area=0912345678",
        f"area={NINH_KIEU}&of=8a",
        f"other=2025Q7&area={NINH_KIEU}&of=8a",
        "other=2025&of=8a",
        own,
    ):
        assert client.get(f"/indicators/rows?{wrong}").status_code == 404, wrong
    with home.app.app_context(), db.engine.connect() as connection:
        written = [str(entry) for entry in connection.execute(select(AuditEntry.__table__))]
    assert written
    assert not [entry for entry in written if "0912345678" in entry]
