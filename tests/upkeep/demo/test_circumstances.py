"""Circumstances and help: plausible shares, days that hold together."""

from __future__ import annotations

from caseapp.rules.codes.circumstances import SUBGROUPS
from tests.upkeep.demo.conftest import Demo


def test_disability_leads_and_all_common_groups_are_met(demo: Demo) -> None:
    rows = dict(
        demo.ask(
            "SELECT group_code, count(*) FROM circumstances WHERE status = 'confirmed' GROUP BY 1"
        )
    )
    assert max(rows, key=lambda group: rows[group]) == "04"
    assert {"01", "02", "03", "04", "08", "09", "11", "13"} <= set(rows)


def test_as_many_children_as_chosen_and_those_at_risk_apart(demo: Demo) -> None:
    count = "SELECT count(DISTINCT child_id) FROM circumstances WHERE status = ?"
    assert demo.one(count, "confirmed") == 800
    assert demo.one(count, "at_risk") == 400
    assert not demo.ask(
        "SELECT child_id FROM circumstances GROUP BY 1 HAVING count(DISTINCT status) > 1"
    )


def test_circumstances_begin_in_childhood_and_within_the_first_stay(demo: Demo) -> None:
    assert not demo.ask(
        "SELECT s.id FROM circumstances s JOIN children c ON c.id = s.child_id"
        " JOIN residences r ON r.child_id = c.id AND r.first"
        " WHERE s.valid_from < r.valid_from"
        "    OR s.valid_from >= date(c.date_of_birth, '+16 years')"
        "    OR s.entered_at < c.entered_at"
    )


def test_no_group_stands_twice_from_one_day(demo: Demo) -> None:
    assert not demo.ask(
        "SELECT 1 FROM circumstances GROUP BY child_id, group_code, status, valid_from"
        " HAVING count(*) > 1"
    )


def test_children_who_work_or_break_the_law_are_old_enough(demo: Demo) -> None:
    assert not demo.ask(
        "SELECT s.id FROM circumstances s JOIN children c ON c.id = s.child_id"
        " WHERE s.group_code IN ('06', '07', '08', '10', '12')"
        "   AND s.valid_from < date(c.date_of_birth, '+8 years')"
    )


def test_subgroups_belong_to_their_group(demo: Demo) -> None:
    for group, subgroup in demo.ask(
        "SELECT DISTINCT group_code, subgroup FROM circumstances WHERE subgroup <> ''"
    ):
        assert SUBGROUPS[subgroup].group == group


def test_nine_of_ten_are_helped_after_their_circumstances_began(demo: Demo) -> None:
    helped = demo.one("SELECT count(DISTINCT child_id) FROM assistance WHERE activity_id IS NULL")
    assert 0.85 * 800 < helped < 0.95 * 800
    assert not demo.ask(
        "SELECT a.id FROM assistance a WHERE a.given_on <"
        " (SELECT min(valid_from) FROM circumstances s WHERE s.child_id = a.child_id)"
        " AND a.activity_id IS NULL"
        " OR a.given_until < a.given_on OR (a.open_ended AND a.given_until IS NOT NULL)"
    )


def test_help_of_one_day_stands_once(demo: Demo) -> None:
    assert not demo.ask(
        "SELECT 1 FROM assistance WHERE deleted_at IS NULL GROUP BY child_id, kind, given_on, provider HAVING count(*) > 1"
    )
