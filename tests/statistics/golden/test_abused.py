"""9 worked out by hand: confirmed reports, their basis, what stands apart (contracts §5)."""

from __future__ import annotations

import pytest

from tests.factories.register import Register
from tests.statistics.golden.reading import (
    CAI_KHE,
    NINH_KIEU,
    OLD_THOI_BINH,
    OUTSIDE,
    counts,
    numerator,
)

pytestmark = pytest.mark.usefixtures("records")


def test_a_child_with_two_confirmed_reports_counts_once() -> None:
    town = Register()
    child = town.child(NINH_KIEU)
    town.report(child, "2026-02-01")
    town.report(child, "2026-03-01")
    assert numerator(town, "2026", "9") == 1


def test_a_report_belongs_to_its_local_day() -> None:
    # 00:30 on 1 January in Cần Thơ is still 31 December in UTC, where moments are kept.
    town = Register()
    town.report(town.child(NINH_KIEU), "2026-01-01T00:30")
    town.report(town.child(NINH_KIEU), "2025-12-31T23:59")
    assert numerator(town, "2026", "9") == 1
    assert numerator(town, "2025", "9") == 1


def test_a_report_counts_with_its_strongest_incident() -> None:
    town = Register()
    child = town.child(NINH_KIEU)
    # Confirmed twice and suspected once: the types and settings of the confirmed ones, together.
    report = town.report(
        child, "2026-02-01", types="violence", places="family", occurred="2026-01-20"
    )
    town.incident(report, "confirmed", types="neglect", places="school", occurred="2025-12-30")
    town.incident(report, "suspected", types="trafficking", places="online", occurred="2025-01-01")
    town.incident(report, "confirmed", types="other", places="other", deleted=True)
    sheet = town.count("2026", by=("abuse_type",))
    found = {r.by["abuse_type"] for r in sheet.rows if r.by and r.numerator}
    assert found == {"violence", "neglect"}
    # Their earliest known day is 30 December 2025: by `occurred` it is a report of 2025.
    assert town.count("2026", basis="occurred").row("9").numerator == 0
    assert town.count("2025", basis="occurred").row("9").numerator == 1


def test_types_and_settings_cross_within_one_report() -> None:
    # Violence in the family in one report, neglect at school in another: never violence at school.
    town = Register()
    child = town.child(NINH_KIEU)
    town.report(child, "2026-02-01", types="violence", places="family")
    town.report(child, "2026-03-01", types="neglect", places="school;online")
    sheet = town.count("2026", by=("abuse_type", "setting"))
    found = {(r.by["abuse_type"], r.by["setting"]) for r in sheet.rows if r.by and r.numerator}
    assert found == {("violence", "family"), ("neglect", "school"), ("neglect", "online")}
    assert len([r for r in sheet.rows if r.by]) == 7 * 7  # every combination of codes stands


def test_a_report_without_types_stands_under_unknown() -> None:
    town = Register()
    town.report(town.child(NINH_KIEU), "2026-02-01", types="", places="")
    sheet = town.count("2026", by=("abuse_type", "setting"))
    found = [dict(r.by) for r in sheet.rows if r.by and r.numerator]
    assert found == [{"abuse_type": "unknown", "setting": "unknown"}]


def test_suspected_and_unfounded_stand_apart() -> None:
    town = Register()
    only = town.child(NINH_KIEU)
    town.report(only, "2026-02-01", "suspected")
    town.report(only, "2026-02-02", None)  # logged, nobody has said more: suspected
    both = town.child(NINH_KIEU)
    town.report(both, "2026-02-01", "suspected")
    town.report(both, "2026-02-02", "confirmed")
    town.report(town.child(NINH_KIEU), "2026-02-01", "unfounded")
    town.report(town.child(CAI_KHE), "2026-02-01", "suspected")
    sheet = town.count("2026")
    assert sheet.row("9").numerator == 1
    assert sheet.notes["suspected"] == 2  # `only`, and the child in Cái Khế
    assert town.count("2026", area="31135").notes["suspected"] == 1


def test_whoever_was_a_child_on_the_day_counts_though_sixteen_since() -> None:
    # Sixteen on 1 March 2026: received in February it counts, in March no longer.
    town = Register()
    town.report(town.child(NINH_KIEU, born="2010-03-01"), "2026-02-28")
    town.report(town.child(NINH_KIEU, born="2010-03-01"), "2026-03-01")
    assert numerator(town, "2026", "9") == 1


def test_the_age_in_9_is_that_of_the_first_counting_day() -> None:
    # Six on 1 June 2026. A suspected report in 2026 does not count, so the first counting day is
    # 2 February, at five; the second is in July, at six.
    town = Register()
    child = town.child(NINH_KIEU, born="2020-06-01")
    town.report(child, "2026-07-01", types="neglect")
    town.report(child, "2026-02-02")
    sheet = town.count("2026", by=("age_band",))
    assert [dict(r.by) for r in sheet.rows if r.indicator == "9" and r.by and r.numerator] == [
        {"age_band": "3-5"}
    ]


def test_9_counts_where_the_child_lived_last_when_no_stay_covers_the_last_day() -> None:
    town = Register()
    gone = town.child()
    town.stay(gone, NINH_KIEU, "2020-01-01", "2024-01-01")
    town.stay(gone, CAI_KHE, "2024-01-01", "2026-03-01")
    town.stay(gone, OUTSIDE, "2026-03-01")  # as if no residence covered the day
    town.report(gone, "2026-02-01")
    later = town.child(NINH_KIEU, since="2027-01-01")  # none up to the last day: nowhere
    town.report(later, "2026-02-01")
    town.report(town.child(), "2026-02-01")
    assert counts(town.count("2026", each_ward=True), "9") == {"92": 1, "31120": 1}


def test_9_carries_old_units_and_gives_a_rate_for_ten_thousand() -> None:
    town = Register()
    town.report(town.child(OLD_THOI_BINH), "2025-03-01")
    town.population(NINH_KIEU, "2025-12-01", 30_000)
    row = town.count("2025", area="31135").row("9", "31135")
    # 100 × 1 / 30 000 = 0.0033…, and 10 000 × 1 / 30 000 = 0.333…
    assert (str(row.value), str(row.per_10000), row.status) == ("0.00", "0.33", "ok")
    bare = town.count("2025", area="31120").row("9", "31120")
    assert (bare.value, bare.per_10000, bare.status) == (None, None, "no_denominator")


def test_by_occurred_reports_without_a_day_are_left_out_and_counted_apart() -> None:
    town = Register()
    town.report(town.child(NINH_KIEU), "2026-02-01", occurred="2026-01-15")
    town.report(town.child(NINH_KIEU), "2026-02-01")
    town.report(town.child(NINH_KIEU), "2026-02-01", "suspected")
    town.report(town.child(NINH_KIEU), "2027-01-05", occurred="2026-12-31")  # told of later
    sheet = town.count("2026", basis="occurred")
    assert sheet.row("9").numerator == 2
    assert sheet.notes["reports_without_occurred_on"] == 1
    assert town.count("2026").notes["reports_without_occurred_on"] == 0
    elsewhere = town.count("2026", basis="occurred", area="31120")
    assert elsewhere.notes["reports_without_occurred_on"] == 0


def test_reports_without_a_child_are_a_note_by_where_it_happened() -> None:
    town = Register()
    town.report(None, "2026-02-01", event=NINH_KIEU)
    town.report(None, "2026-02-01", "suspected", event=NINH_KIEU)
    town.report(None, "2026-02-01", None, event=CAI_KHE)
    town.report(None, "2026-02-01", "unfounded", event=NINH_KIEU)
    town.report(None, "2025-02-01", event=OLD_THOI_BINH)
    town.report(None, "2026-02-01", event=NINH_KIEU, deleted=True)
    town.report(None, "2026-02-01", event=OUTSIDE)
    town.report(town.child(deleted=True), "2026-02-01", event=NINH_KIEU)  # has a child: no note
    sheet = town.count("2026")
    assert sheet.row("9").numerator == 0
    assert sheet.notes["reports_without_child"] == 4
    assert town.count("2026", area="31135").notes["reports_without_child"] == 2
    # The event of February 2025 lies in an old ward that passed whole to Ninh Kiều.
    assert town.count("2025", area="31135").notes["reports_without_child"] == 1
