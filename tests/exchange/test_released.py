"""What everybody reads: from the registry alone, without an actor, and nothing that is not there."""

from __future__ import annotations

import json
import shutil

import pytest
from sqlalchemy import func, select

from caseapp import desk
from caseapp.exchange.release_folders import FOLDER
from caseapp.exchange.released import list_released, read_released, released_file
from caseapp.records.audit import AuditEntry
from caseapp.rules.outcomes import Missing
from tests.factories.house import House
from tests.factories.released import an_office, frozen, hit_children, proposed, signed


def entries() -> int:
    with desk.ledger() as session:
        return session.scalar(select(func.count(AuditEntry.id))) or 0


def test_read_from_the_registry_and_not_from_the_folder(house: House) -> None:
    office = an_office(house)
    with house.app.app_context():
        hit_children()
        number = signed(office.supervisor, proposed(office.statistician, frozen()))
        before = entries()
        view = read_released(number)
        (place := house.path / FOLDER / number / "published.csv").write_bytes(b"other")
        assert released_file(number, "published.csv") != place.read_bytes()
        shutil.rmtree(house.path / FOLDER)
        assert read_released(number) == view
        assert dict(view.files) == {
            name: len(released_file(number, name)) for name, _ in view.files
        }
        told = json.loads(released_file(number, "release.json"))
        assert (told["number"], told["hash"]) == (number, view.sha256)
        assert (view.superseded_by, view.supersedes) == ("", "")
        (listed,) = list_released()
        assert (listed.number, listed.tables, listed.files) == (number, (), ())
        assert entries() == before  # nobody is written down for reading what is public


def test_what_is_not_there(house: House) -> None:
    office = an_office(house)
    with house.app.app_context():
        assert list_released() == []
        hit_children()
        number = signed(office.supervisor, proposed(office.statistician, frozen()))
        for wrong in ("CB-2026-002", "", "cb-2026-001", "../x"):
            with pytest.raises(Missing):
                read_released(wrong)
            with pytest.raises(Missing):
                released_file(wrong, "model.json")
        for name in ("", "..", "../model.json", "model", "MODEL.JSON"):
            with pytest.raises(Missing):
                released_file(number, name)
