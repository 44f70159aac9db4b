"""What a list of children was given: its words stand sealed, bound to their place."""

from __future__ import annotations

import pytest

from caseapp.records.assistance import AssistanceBatch, cell_of
from caseapp.records.db import db, place_of
from caseapp.records.vault import KeyTrouble
from tests.factories.house import House


def test_words_are_sealed_and_open_at_their_own_place_alone(house: House) -> None:
    texts = {c.key for c in AssistanceBatch.__table__.c if str(c.type).startswith("VARCHAR")}
    assert texts == {"kind", "provider"}
    assert AssistanceBatch.content.info["sealed"]
    one, other = cell_of(AssistanceBatch(id=1)), cell_of(AssistanceBatch(id=2))
    with house.app.app_context():
        vault = place_of(db.engine).vault
        sealed = vault.seal_own(one, "Gạo")
        assert vault.unseal_own(one, sealed) == "Gạo"
        with pytest.raises(KeyTrouble):
            vault.unseal_own(other, sealed)
