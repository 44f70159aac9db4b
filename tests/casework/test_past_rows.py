"""A row as it stood is a copy with the values that the first later change kept."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from caseapp.casework.past_rows import PastRows
from caseapp.records.papers import Paper
from caseapp.records.pasts import CasePast
from tests.factories.house import NOW

HOUR = timedelta(hours=1)
ROW = Paper(
    id=7, kind="separation", state="lifted", version=3, case_id=1, valid_until=date(2026, 12, 9),
    decided_at=NOW, decision=b"now",
)  # fmt: skip


def kept(version: int, hour: int, sealed: bytes | None, **was: object) -> CasePast:
    return CasePast(
        column="paper:7", version=version, changed_at=NOW + hour * HOUR, was=json.dumps(was),
        was_sealed=sealed,
    )  # fmt: skip


PASTS = [
    kept(1, 1, None, state="submitted", decided_at=None, valid_until="2026-12-01"),
    kept(2, 2, b"then", state="in_force", decided_at=NOW.isoformat(), valid_until="2026-12-05"),
    CasePast(column="paper:70", version=1, changed_at=NOW + 9 * HOUR, was='{"state": "no"}'),
]


@pytest.mark.parametrize(
    ("hour", "stood"),
    [
        (0, ("submitted", None, date(2026, 12, 1), None)),
        (1, ("in_force", NOW, date(2026, 12, 5), b"then")),
        (2, ("lifted", NOW, date(2026, 12, 9), b"now")),
    ],
)
def test_the_first_change_after_a_moment_tells_what_stood(
    hour: int, stood: tuple[object, ...]
) -> None:
    row = PastRows(PASTS, NOW + hour * HOUR).then(ROW)
    assert (row.state, row.decided_at, row.valid_until, row.decision) == stood
    assert row.kind == "separation"
    assert row is not ROW
    assert ROW.state == "lifted"


def test_a_change_that_was_not_kept_is_told() -> None:
    assert PastRows(PASTS, NOW).is_whole(ROW)
    assert not PastRows(PASTS[1:], NOW).is_whole(ROW)
    assert PastRows(PASTS[1:], NOW + 2 * HOUR).is_whole(ROW)
