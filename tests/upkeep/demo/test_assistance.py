"""Made-up help: gifts for lists, what runs and is confirmed or not, what ended or was withdrawn."""

from __future__ import annotations

from caseapp.upkeep.demo.assistance import worth_of
from tests.upkeep.demo.conftest import Demo


def test_each_of_the_dozen_wards_gave_to_a_list_and_put_something_right(demo: Demo) -> None:
    assert demo.one("SELECT count(DISTINCT area_id) FROM assistance_batches") == 12
    lists = demo.ask(
        "SELECT b.id, count(*), sum(a.deleted_at IS NOT NULL), count(DISTINCT a.value)"
        " FROM assistance_batches b JOIN assistance a ON a.batch_id = b.id GROUP BY 1"
    )
    assert all(rows > 10 and withdrawn == 2 and values == 2 for _, rows, withdrawn, values in lists)


def test_some_help_runs_unconfirmed_some_is_confirmed_and_some_has_ended(demo: Demo) -> None:
    running = "SELECT count(*) FROM assistance WHERE open_ended AND deleted_at IS NULL AND "
    assert demo.one(running + "confirmed_on IS NULL AND given_on < date(?, '-1 year')", demo.today)
    assert demo.one(running + "confirmed_on >= date(?, '-1 year')", demo.today)
    assert demo.one("SELECT count(*) FROM assistance WHERE ended_at IS NOT NULL")
    assert not demo.ask(
        "SELECT id FROM assistance WHERE confirmed_on > ?1 OR confirmed_on < given_on"
        " OR (ended_at IS NOT NULL AND (open_ended OR given_until < given_on OR given_until > ?1))",
        demo.today,
    )


def test_activities_that_were_done_are_recorded_as_help_or_still_offered(demo: Demo) -> None:
    done = "SELECT count(*) FROM plan_activities p WHERE state = 'done' AND "
    helped = "EXISTS (SELECT 1 FROM assistance a WHERE a.activity_id = p.id)"
    assert demo.one(f"{done}{helped}")
    assert demo.one(f"{done}NOT {helped}")
    assert not demo.ask(
        "SELECT a.id FROM assistance a JOIN plan_activities p ON p.id = a.activity_id"
        " JOIN cases c ON c.id = p.case_id WHERE c.child_id <> a.child_id"
    )


def test_of_some_help_nobody_wrote_the_value_down() -> None:
    assert worth_of("education", 5) == (None, "")
    assert worth_of("education", 1) == (1_500_000, "Bộ sách giáo khoa, cặp, đồng phục")
    assert worth_of("legal_aid", 1) == (None, "")
