"""One made-up instance for all these tests, and a way to ask it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from caseapp.records.db import db
from caseapp.rules.values import local_day
from caseapp.upkeep.demo import DemoResult, make_demo
from tests.factories.house import NOW, House, Template, opened

TODAY = local_day(NOW)


@dataclass(frozen=True)
class Demo:
    """A filled instance; `ask` runs a plain SQL question, round the row filter."""

    house: House
    made: DemoResult
    today: date = TODAY

    def ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self.house.app.app_context():
            connection = db.engine.raw_connection()
            try:
                return list(connection.cursor().execute(sql, values).fetchall())
            finally:
                connection.close()

    def one(self, sql: str, *values: object) -> Any:
        return self.ask(sql, *values)[0][0]


def fill(house: House, **wishes: Any) -> Demo:
    with house.app.app_context():
        return Demo(house, make_demo(house.settings, NOW, **wishes))


@pytest.fixture(scope="session")
def demo(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with opened(template, tmp_path_factory.mktemp("demo") / "instance") as house:
        yield fill(house)
