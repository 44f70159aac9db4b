"""The log's last head outside the database."""

from __future__ import annotations

import pytest

from caseapp.records import anchor
from caseapp.records.db import db, place_of
from caseapp.rules.outcomes import Unwritable
from tests.factories.house import House


def test_a_head_is_kept_in_one_step_and_an_empty_one_changes_nothing(house: House) -> None:
    with house.app.app_context():
        place = place_of(db.engine)
        for head in ("1:aa", "", "2:bb", ""):
            anchor.draft(place, head)
            anchor.keep(place, head)
        assert place.anchor.read_text("ascii") == "2:bb"
        assert not place.anchor.with_suffix(".new").exists()


def test_where_nothing_can_be_written_the_act_is_refused_before_its_commit(house: House) -> None:
    with house.app.app_context():
        place = place_of(db.engine)
        place.anchor.with_suffix(".new").mkdir()
        with pytest.raises(Unwritable):
            anchor.draft(place, "1:aa")
