"""What the demo leaves out of releases: a preparation that is done and not proposed yet."""

from __future__ import annotations

from caseapp.exchange.release_jobs import ask_preparation
from caseapp.exchange.working import Worker
from caseapp.statistics.frozen_reading import list_frozen
from tests.factories.children import actor_of
from tests.factories.house import House


def releases_under_way(house: House) -> None:
    """Let the statistician prepare a layout over the newest frozen edition."""
    now = house.settings.now()
    with house.app.app_context():
        counts = actor_of(house, "thongke")
        number = list_frozen(counts, now=now)[0].number
        ask_preparation(counts, number, "relief-wards", now=now)
        assert Worker(house.app.app_context, house.settings.now, beats=0.01).work_once()
