"""Which reports there are: half-years and years with what they are compared with, the programme."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.rules.indicator_reports import Length, offered, read_span
from caseapp.rules.values import RuleBroken


@pytest.mark.parametrize(
    ("text", "name", "length", "periods"),
    [
        ("2025", "2025", Length.YEAR, "2021 2022 2023 2024 2025"),
        ("2022", "2022", Length.YEAR, "2021 2022"),
        ("2028-01-01..2028-12-31", "2028", Length.YEAR, "2024 2025 2026 2027 2028"),
        ("2026H1", "2026H1", Length.HALF, "2024H1 2024H2 2025H1 2025H2 2026H1"),
        ("2021-07-01..2021-12-31", "2021H2", Length.HALF, "2021H1 2021H2"),
        ("2026Q3", "2026Q3", Length.OTHER, "2026Q3"),
        (
            "2024-12-15..2025-12-14",
            "2024-12-15..2025-12-14",
            Length.OTHER,
            "2024-12-15..2025-12-14",
        ),
        ("2021-2025", "2021-2025", Length.MIDTERM, "2021 2022 2023 2024 2025"),
        ("midterm", "2021-2025", Length.MIDTERM, "2021 2022 2023 2024 2025"),
        (" 2021-2030 ", "2021-2030", Length.FINAL, " ".join(map(str, range(2021, 2031)))),
        ("final", "2021-2030", Length.FINAL, " ".join(map(str, range(2021, 2031)))),
    ],
)
def test_what_a_text_names(text: str, name: str, length: Length, periods: str) -> None:
    span = read_span(text)
    assert (span.id, span.length) == (name, length)
    assert [period.id for period in span.periods] == periods.split()
    assert span.whole_programme is (length in {Length.MIDTERM, Length.FINAL})
    assert span.year == span.periods[-1].end.year


@pytest.mark.parametrize("text", ["", "2025H3", "2022-2025", "x" * 500, "2025-12-31..2025-01-01"])
def test_what_names_none(text: str) -> None:
    with pytest.raises(RuleBroken, match="Write a period as") as refused:
        read_span(text)
    assert refused.value.field == "period"


@pytest.mark.parametrize("text", ["2020", "2020H2", "2019-01-01..2020-12-31"])
def test_before_the_programme(text: str) -> None:
    with pytest.raises(RuleBroken, match="begins with 2021"):
        read_span(text)


def test_a_year_that_ends_in_the_programme_is_taken() -> None:
    assert read_span("2020-12-15..2021-12-14").length == Length.OTHER


def test_only_what_is_over_is_offered_and_the_programme_last() -> None:
    found = [span.id for span in offered(date(2026, 11, 23))]
    assert found[:4] == ["2026H1", "2025", "2025H2", "2025H1"]
    assert found[-4:] == ["2021H2", "2021H1", "2021-2025", "2021-2030"]
    assert "2026" not in found
    assert "2026H2" not in found
    assert "2026" in [span.id for span in offered(date(2027, 1, 1))]
