"""The indicators' page and file: exact figures, for whoever may see them, and what is said of each."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html import unescape

import pytest
from flask.testing import FlaskClient

from caseapp.casework.assistance import AssistanceEntry, record_assistance
from caseapp.casework.circumstances import CircumstanceEntry, record_circumstance
from caseapp.records.db import db
from caseapp.records.populations import Population
from caseapp.rules.matching import name_order
from caseapp.rules.units import territory
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, boxes, signed_in

ORPHAN = CircumstanceEntry("01", "", "confirmed", date(2026, 3, 1), None, "")
CARD = AssistanceEntry("health_insurance", date(2026, 4, 1), None, False, "", "")


@pytest.fixture
def counted(house: House) -> House:
    """Ninh Kiều has 300 children, three of them in special circumstances, two of those helped.

    Cái Khế has one child in special circumstances and no population figure.
    """
    ours, theirs = officer_of(house), officer_of(house, CAI_KHE)
    with house.app.app_context():
        db.session.add(
            Population(
                unit_id=int(NINH_KIEU),
                reference_date=date(2026, 1, 1),
                children=300,
                entered_at=NOW,
            )
        )
        db.session.commit()
    for number in range(3):
        code = enter_child(house, ours)
        with house.app.app_context():
            record_circumstance(ours, code, ORPHAN, now=NOW)
            if number:
                record_assistance(ours, code, CARD, now=NOW)
    code = enter_child(house, theirs, area_code=CAI_KHE)
    with house.app.app_context():
        record_circumstance(theirs, code, ORPHAN, now=NOW)
    return house


def overview(client: FlaskClient, address: str) -> dict[str, str]:
    """Return the text of each indicator's line in the overview by its id, and what follows it."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status
    page = answer.get_data(as_text=True)
    body = page[page.index("<tbody") : page.index("</tbody>")]
    found = {}
    for part in body.split("</tr>")[:-1]:
        text = words(part)
        found[text.split(".", 1)[0]] = text
    return found | {"below": words(page[page.index("</tbody>") :])}


def words(html: str) -> str:
    """Return the text of a part of a page, its blanks made single."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def rows_of(client: FlaskClient, address: str) -> list[dict[str, str]]:
    """Return the rows of the file as a spreadsheet reads them."""
    text = client.get(address).data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_an_officer_sees_the_figures_of_the_own_ward(counted: House) -> None:
    shown = overview(signed_in(counted, "officer"), "/indicators?period=2026H1")
    # 3 of 300 children; 2 of the 3 were helped: 66.666… rounded half up.
    assert "1,00 %" in shown["8a"]
    assert "3 / 300" in shown["8a"]
    assert "66,67 %" in shown["8b"]
    assert shown["8a"].endswith("< 1,5 % 1 %")


@pytest.mark.parametrize(
    ("basis", "words"), [("received", "theo ngày tiếp nhận"), ("occurred", "theo ngày xảy ra")]
)
def test_the_page_names_its_definitions(house: House, basis: str, words: str) -> None:
    client = signed_in(house, "officer")
    page = client.get(f"/indicators?basis={basis}").get_data(as_text=True)
    said = "8a bản 1; 8b bản 1; 9 bản 1; 12 bản 1; chỉ tiêu 9 "
    assert f"{said}{words}; chỉ tiêu 12: kịp thời là trong 2 ngày" in page


def test_what_did_not_occur_is_neither_0_nor_100_percent(counted: House) -> None:
    shown = overview(signed_in(counted, "officer"), "/indicators?period=2026H1")
    assert "không phát sinh" in shown["12"]
    assert "0,00 %" not in shown["12"]


def test_a_missing_denominator_is_said_and_its_units_named(counted: House) -> None:
    client = signed_in(counted, "officer", CAI_KHE)
    shown = overview(client, "/indicators?period=2026H1")
    assert "chưa có mẫu số" in shown["8a"]
    assert "100,00 %" not in shown["8a"]
    assert "0,00 %" in shown["8b"]  # one child, not helped: a true nought
    page = client.get("/indicators?period=2026H1").get_data(as_text=True)
    assert "Đơn vị chưa có số dân trẻ em: 1" in page
    wide = signed_in(counted, "statistician", CITY).get("/indicators").get_data(as_text=True)
    assert "Đơn vị chưa có số dân trẻ em: 102" in wide


def test_indicator_9_carries_its_caveat_and_no_tick(counted: House) -> None:
    shown = overview(signed_in(counted, "officer"), "/indicators?period=2026H1")
    assert "0,00 trên 10.000 trẻ em" in shown["9"]
    assert shown["9"].endswith("< 4,5 % < 4 %")
    for said in ("điều tra khảo sát", "Chỉ mới nghi ngờ"):
        assert said in shown["below"]
    page = signed_in(counted, "officer").get("/indicators").get_data(as_text=True)
    assert "✓" not in page
    assert "govuk-tag--green" not in page
    assert "nội bộ" in page.casefold()
    assert "không công bố" in page.casefold()


@pytest.mark.parametrize("role", ["officer", "chair"])
@pytest.mark.parametrize("area", [CAI_KHE, CITY])
@pytest.mark.parametrize("file", ["", "/figures.csv"])
def test_a_ward_sees_no_other_area(counted: House, role: str, area: str, file: str) -> None:
    client = signed_in(counted, role)
    assert client.get(f"/indicators{file}?period=2026H1&area={area}").status_code == 422
    page = client.get("/indicators").get_data(as_text=True)
    assert f'value="{area}"' not in page


def test_a_ward_cannot_ask_for_each_ward(counted: House) -> None:
    client = signed_in(counted, "officer")
    address = "/indicators/figures.csv?period=2026H1&each_ward=y"
    rows = rows_of(client, address)
    assert {row["area"] for row in rows} == {NINH_KIEU}


def test_the_city_sees_each_ward_and_the_sum_agrees(counted: House) -> None:
    client = signed_in(counted, "supervisor", CITY)
    page = client.get("/indicators?period=2026H1&area=92&each_ward=y").get_data(as_text=True)
    table = page[page.index("app-wards") :]
    assert table.count("Phường Cái Khế</th>") == 1
    assert table.count("<tr ") == 1 + 1 + 103 + 1  # headings, city, wards, unassigned
    order = [words(part) for part in re.findall(r'rowheader"[^>]*>([^<]*)<', table)]
    assert order[1:-1] == sorted(order[1:-1], key=name_order)
    address = "/indicators/figures.csv?period=2026H1&area=92&each_ward=y"
    answer = client.get(address)
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="chi-tieu-noi-bo-2026H1.csv"'
    )
    rows = rows_of(client, address)
    of_8a = {row["area"]: int(row["numerator"]) for row in rows if row["indicator"] == "8a"}
    assert (of_8a.pop("92"), sum(of_8a.values())) == (4, 4)
    assert (of_8a[NINH_KIEU], of_8a[CAI_KHE], len(of_8a)) == (3, 1, 104)


def test_the_file_holds_what_the_page_says(counted: House) -> None:
    client = signed_in(counted, "officer")
    page = client.get("/indicators?other=2026-01-01..2026-03-31&basis=occurred")
    link = re.search(r'href="(/indicators/figures\.csv[^"]*)"', page.get_data(as_text=True))
    assert link
    rows = rows_of(client, link[1].replace("&amp;", "&"))
    assert [(row["indicator"], row["numerator"], row["value"]) for row in rows] == [
        ("8a", "3", "1.00"),
        ("8b", "0", "0.00"),  # the cards came in April
        ("9", "0", "0.00"),
        ("12", "0", ""),
    ]


def test_the_file_opens_in_excel_with_its_vietnamese(counted: House) -> None:
    """Excel takes a CSV without a byte order mark for another encoding; the command's has none."""
    client = signed_in(counted, "officer")
    found = client.get("/indicators/figures.csv?period=2026H1").data
    assert found.startswith(b"\xef\xbb\xbfindicator,area,")
    assert found.count(b"\xef\xbb\xbf") == 1


def test_two_days_are_a_period_and_lead_to_the_same_file(counted: House) -> None:
    client = signed_in(counted, "officer")
    days = boxes("since", "2026-01-01") | boxes("until", "2026-03-31")
    page = client.get("/indicators", query_string=days).get_data(as_text=True)
    assert "01/01/2026 – 31/03/2026" in page
    assert "other=2026-01-01..2026-03-31" in page


@pytest.mark.parametrize(
    ("wrong", "anchor"),
    [
        ("other=2026Q5", "other"),
        ("other=0001-01-01..9999-12-31", "other"),
        ("period=1066", "period"),
        ("since-day=31&since-month=2&since-year=2026&until-day=1", "since-day"),
        ("since-day=1&since-month=2&since-year=2026", "until-day"),
    ],
)
def test_a_text_that_is_no_period_is_said_so(counted: House, wrong: str, anchor: str) -> None:
    client = signed_in(counted, "officer")
    answer = client.get(f"/indicators?{wrong}")
    assert answer.status_code == 422
    assert f'href="#{anchor}"' in answer.get_data(as_text=True)
    assert client.get(f"/indicators/figures.csv?{wrong}").status_code == 422


def test_before_the_reform_a_ward_sees_the_units_that_became_its_own(counted: House) -> None:
    client = signed_in(counted, "officer")
    page = client.get("/indicators?other=2024").get_data(as_text=True)
    offered = re.findall(r'<option value="(\d{5})"', page)
    land = territory()
    assert {land.keeper(land.at(code, date(2024, 12, 31)).id) for code in offered} == {31135}  # type: ignore[union-attr]
    for code in offered:
        assert client.get(f"/indicators?other=2024&area={code}").status_code == 200
        # The same code may name another unit today: then it is not this ward's.
        today = client.get(f"/indicators?other=2026&area={code}").status_code
        assert today == (200 if code == NINH_KIEU else 422)


def test_who_keeps_accounts_sees_no_figures(house: House) -> None:
    client = signed_in(house, "administrator", CITY)
    assert client.get("/indicators").status_code == 404
    assert client.get("/indicators/figures.csv").status_code == 404


def test_the_charts_say_what_the_figures_say(counted: House) -> None:
    client = signed_in(counted, "supervisor", CITY)
    trend = client.get("/indicators/trend?indicator=8b").get_data(as_text=True)
    assert trend.count('role="img"') == 4 + 103 + 1
    assert "Phường Ninh Kiều: 1–6/24 không phát sinh" in unescape(trend)
    assert "1–6/26 66,67" in unescape(trend)
    then = client.get("/indicators/trend?borders=then&indicator=9").get_data(as_text=True)
    assert "Bảng số liệu: các đơn vị trước ngày 01/07/2025" in then
    shown = client.get("/indicators/map?indicator=8b&period=2026H1").get_data(as_text=True)
    assert "<title>Phường Ninh Kiều: 66,67\u00a0%</title>" in shown
    cut = client.get("/indicators/divided?indicator=8b&by=group&period=2026H1")
    assert "2 / 4" in words(cut.get_data(as_text=True))
    for page in (trend, then, shown, cut.get_data(as_text=True)):
        assert " style=" not in page
        assert page.count("<script") == client.get("/indicators").get_data(as_text=True).count(
            "<script"
        )


def test_a_ward_has_the_charts_of_its_own(counted: House) -> None:
    client = signed_in(counted, "officer")
    trend = client.get("/indicators/trend?borders=then").get_data(as_text=True)
    assert "Phường Tân An (cũ" in trend
    assert "/indicators/map" not in trend
    assert client.get("/indicators/map").status_code == 404
    assert client.get("/indicators/divided?by=sex").status_code == 200
    for refused in (
        "trend?area=92",
        f"divided?area={CAI_KHE}",
        "divided?by=x",
        "divided?by=setting",
    ):
        assert client.get(f"/indicators/{refused}").status_code == 422


def test_the_charts_of_9_carry_its_caveat_and_no_target(counted: House) -> None:
    client = signed_in(counted, "statistician", CITY)
    for address in ("trend?area=31135", "map?indicator=9", "divided?indicator=9&by=setting"):
        page = client.get(f"/indicators/{address}").get_data(as_text=True)
        assert "điều tra khảo sát" in page
        assert "4,5" not in page
        assert "✓" not in page


def test_a_group_of_wards_adds_up(counted: House) -> None:
    client = signed_in(counted, "statistician", CITY)
    assert client.get("/indicators/group").status_code == 200
    asked = f"/indicators/group?period=2026H1&units={NINH_KIEU}&units={CAI_KHE}"
    shown = overview(client, asked)
    assert "4 / –" in shown["8a"]
    assert "2 / 4" in shown["8b"]
    assert "50,00 %" in shown["8b"]
    assert "Đơn vị chưa có số dân trẻ em: 1" in shown["below"]
    whole = client.get("/indicators/group?period=2026H1&province=Cần+Thơ").get_data(as_text=True)
    assert "50,00\u00a0%" in whole
    for wrong in ("province=", f"province=Cần+Thơ&units={CAI_KHE}", "units=99999", "province=x"):
        assert client.get(f"/indicators/group?{wrong}").status_code == 422
    assert signed_in(counted, "officer").get("/indicators/group").status_code == 404
