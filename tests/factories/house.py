"""Makes an instance for a test: encrypted, migrated, with the territory, in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine

from caseapp.app import create_app
from caseapp.config import Settings
from caseapp.records.db import db
from caseapp.rules.access import Actor, Grant, Role, operator
from caseapp.upkeep import instance
from tests.factories.cluster import Cluster
from tests.factories.lighter import roomy, share

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # Monday, 10:00 in Cần Thơ


@dataclass(frozen=True)
class House:
    """An application on an instance of its own."""

    app: Flask
    settings: Settings

    @property
    def path(self) -> Path:
        return self.settings.instance


@dataclass(frozen=True)
class Template:
    """One migrated instance that others are copied from: migrating takes a second."""

    folder: Path
    engine: Engine
    cluster: Cluster | None = None
    url: str = ""


def settings_for(
    folder: Path, now: datetime = NOW, environment: str = "test", url: str = ""
) -> Settings:
    return Settings(environment=environment, instance=folder, fixed_now=now, database_url=url)


def make_template(folder: Path, cluster: Cluster | None = None) -> Template:
    """Make the instance, its rows in the cluster when there is one."""
    settings = settings_for(folder, url=cluster.make() if cluster else "")
    instance.make_keys(settings)
    app = create_app(settings)
    with app.app_context():
        instance.fill(settings, NOW)
        engine = roomy(db.engine)
        engine.dispose()
    return Template(folder, engine, cluster, settings.database_url)


@contextmanager
def opened(template: Template, folder: Path, now: datetime = NOW) -> Iterator[House]:
    """Copy the template and open it; close its connections at the end."""
    shutil.copytree(template.folder, folder)
    url = template.cluster.make(template.url) if template.cluster else ""
    settings = settings_for(folder, now, url=url)
    app = create_app(settings)
    app.config["TESTING"] = True
    share(app, template.engine)
    try:
        yield House(app, settings)
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        if template.cluster:
            template.cluster.drop(url)


SYSTEM = operator(production=False)


def an_actor(role: Role, *units: int, user_id: int | None = None, name: str = "") -> Actor:
    """An actor with one role in some units; none given means the whole city."""
    grant = Grant(role, frozenset(units) or None, date(2020, 1, 1), None)
    return Actor(user_id, name or f"test-{role}", (grant,))
