"""Every report tells of something; codes and days are such as pages keep them."""

from __future__ import annotations

from caseapp.rules.codes.abuse import ABUSE_TYPES, SETTINGS
from tests.upkeep.demo.conftest import Demo


def test_every_report_has_an_incident(demo: Demo) -> None:
    assert not demo.ask("SELECT id FROM reports WHERE id NOT IN (SELECT report_id FROM incidents)")


def test_all_certainties_and_most_types_and_settings_are_met(demo: Demo) -> None:
    certainties = {row[0] for row in demo.ask("SELECT DISTINCT certainty FROM incidents")}
    assert certainties == {"suspected", "confirmed", "unfounded"}
    rows = demo.ask("SELECT abuse_types, settings FROM incidents WHERE abuse_types <> ''")
    types = {code for types, _ in rows for code in types.split(";")}
    settings = {code for _, settings in rows for code in settings.split(";")}
    assert types <= set(ABUSE_TYPES.codes)
    assert settings <= set(SETTINGS.codes)
    assert min(len(types), len(settings)) >= 6
    assert any(";" in types for types, _ in rows)
    assert all(list(types.split(";")) == sorted(set(types.split(";"))) for types, _ in rows)


def test_nothing_happened_after_its_report_or_before_the_birth(demo: Demo) -> None:
    assert not demo.ask(
        "SELECT i.id FROM incidents i JOIN reports r ON r.id = i.report_id"
        " LEFT JOIN children c ON c.id = r.child_id"
        " WHERE i.occurred_on > date(r.received_at, '+7 hours')"
        "    OR i.occurred_on < c.date_of_birth OR i.entered_at < r.entered_at"
    )


def test_what_logging_left_is_bare_and_suspected(demo: Demo) -> None:
    rows = demo.ask(
        "SELECT DISTINCT certainty, settings, occurred_on, ground FROM incidents"
        " WHERE abuse_types = ''"
    )
    assert rows == [("suspected", "", None, None)]
