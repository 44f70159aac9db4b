"""What tests of copies need: words that open them, another machine, every table's content."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from caseapp.config import Settings
from caseapp.records.db import Row, db, place_of
from caseapp.records.scope import Reach, reaching
from caseapp.upkeep.recovery import lock_away
from tests.factories.cluster import Cluster
from tests.factories.house import House


def new_words(house: House) -> str:
    """Give the instance another recovery key, whose words are known here."""
    with house.app.app_context():
        own = place_of(db.engine).vault
    return " ".join(lock_away(own, house.path / "keys" / "master.recovery"))


def elsewhere(house: House, folder: Path, cluster: Cluster | None) -> Settings:
    """A machine that never saw the instance: an empty folder, an empty database."""
    url = cluster.make() if cluster else ""
    return replace(house.settings, instance=folder, database_url=url)


def content_of_tables() -> dict[str, str]:
    """Return the SHA-256 of all rows of each table of the open instance, in order."""
    found = {}
    with reaching(Reach(None, "bulk")), db.engine.connect() as connection:
        for table in Row.metadata.sorted_tables:
            rows = connection.execute(select(table).order_by(*table.primary_key)).all()
            found[table.name] = hashlib.sha256(repr([tuple(row) for row in rows]).encode())
    return {name: digest.hexdigest() for name, digest in found.items()}
