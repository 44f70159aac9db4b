"""The files of the charts hold what the sheet of the same question holds, by the same columns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.factories.house import House, Template, opened
from tests.factories.web import CAI_KHE, NINH_KIEU, signed_in
from tests.statistics.opened_town import a_drawn_town, write
from tests.web.statistics.test_routes import rows_of

SHEET = "/indicators/figures.csv?other=2025H2"
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def home(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(template, tmp_path_factory.mktemp("charts") / "instance") as made:
        with made.app.app_context():
            write(a_drawn_town())
        yield made


def _without(rows: Rows, *names: str) -> Rows:
    return [{key: value for key, value in row.items() if key not in names} for row in rows]


def test_each_file_says_what_the_sheet_says(home: House) -> None:
    client = signed_in(home, "statistician")
    sheet = rows_of(client, f"{SHEET}&area=92&each_ward=y")
    helped = [row for row in sheet if row["indicator"] == "8b"]
    found = rows_of(client, "/indicators/map.csv?indicator=8b&other=2025H2")
    assert found == helped
    assert list(found[0]) == list(sheet[0])
    trend = rows_of(client, "/indicators/trend.csv?area=92&indicator=8b")
    half = [row for row in trend if row["period"] == "2025H2"]
    of_city = [row for row in sheet if row["area"] == "92"]
    assert [row for row in _without(half, "period") if row["area"] == "92"] == of_city
    assert [row for row in _without(half, "period") if row["indicator"] == "8b"] == helped
    assert next(iter(trend[0])) == "period"
    divided = "/indicators/divided.csv?indicator=8b&by=group&across=sex&other=2025H2&area=92"
    crossed = rows_of(client, divided)
    whole, parts = crossed[0], crossed[1:]
    assert (whole["group"], whole["sex"]) == ("", "")
    assert _without([whole], "group", "sex") == _without(helped[:1], "x")
    assert len({(row["group"], row["sex"]) for row in parts}) == len(parts) == 14 * 3
    asked = f"/indicators/group.csv?other=2025H2&units={NINH_KIEU}&units={CAI_KHE}"
    grouped = rows_of(client, asked)
    own = {NINH_KIEU, CAI_KHE, "unassigned"}
    assert [row for row in grouped if row["area"] != "group"] == [
        row for row in sheet if row["area"] in own
    ]
    for row in grouped:
        if row["area"] == "group":
            parts = [each for each in grouped if each["indicator"] == row["indicator"]]
            total = sum(int(each["numerator"]) for each in parts if each["area"].isdigit())
            assert int(row["numerator"]) == total


def test_a_file_is_marked_as_internal_and_is_nobody_else_s(home: House) -> None:
    client = signed_in(home, "officer", NINH_KIEU)
    for name, more in (("trend", ""), ("divided", "?by=sex")):
        answer = client.get(f"/indicators/{name}.csv{more}")
        assert answer.data.startswith(b"\xef\xbb\xbf")
        assert "-noi-bo-2026" in answer.headers["Content-Disposition"]
    assert client.get("/indicators/trend.csv?area=92").status_code == 422
    for name in ("map.csv", "map?indicator=x", "group.csv"):
        assert client.get(f"/indicators/{name}").status_code == 404
    city = signed_in(home, "statistician")
    for name in ("group", "map?indicator=x", "divided?by=x"):
        address = name.replace("?", ".csv?") if "?" in name else f"{name}.csv"
        assert city.get(f"/indicators/{address}").status_code == 422


def test_a_former_district_stands_on_the_units_of_its_days(home: House) -> None:
    client = signed_in(home, "statistician")
    before = rows_of(client, "/indicators/group.csv?other=2025H1&district=918")
    after = rows_of(client, "/indicators/group.csv?other=2025H2&district=918")
    assert {row["area"] for row in before} >= {"31178", "group"}  # Bùi Hữu Nghĩa, split since
    assert {row["area"] for row in after if row["indicator"] == "8a"} == {
        "group", "31168", "31174", "31183", "unassigned",
    }  # fmt: skip
    page = client.get("/indicators/group?other=2025H1&district=918").get_data(as_text=True)
    assert "Quận Bình Thuỷ (cũ, Cần Thơ)" in page
    assert "tính theo đơn vị hành chính của thời điểm đó" in page
