"""Pairs, previews and merges: ids and sealed texts alone, and each pair or word once."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from caseapp.records.children import Child
from caseapp.records.twins import Merge, MergeWord, TwinPair, TwinPreview
from tests.factories.house import NOW
from tests.factories.wards import Wards


def test_a_pair_is_written_once(books: Wards) -> None:
    child, other = books.own[Child], books.other[Child]
    for _ in range(2):
        books.session.add(TwinPair(child_id=child, other_id=other, found_at=NOW))
    with pytest.raises(IntegrityError):
        books.session.flush()
    books.session.rollback()


def test_they_hold_ids_codes_moments_and_sealed_texts() -> None:
    texts = {"reasons", "state", "restore"}  # codes, and ids in JSON
    for model in (TwinPreview, TwinPair, Merge, MergeWord):
        for column in model.__table__.c:
            if str(column.type).startswith("VARCHAR"):
                assert column.key in texts
            elif str(column.type) == "BLOB":
                assert column.info["sealed"]
