"""How often the child is seen: by the level of risk, as our own rule until a text says otherwise."""

from datetime import date

import pytest

from caseapp.rules.codes.cases import RISK_LEVELS
from caseapp.rules.codes.code_list import PENDING
from caseapp.rules.visits import RHYTHMS, Seen, next_visit, rhythms_on

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("level", "due"),
    [
        ("high", date(2026, 11, 30)), ("medium", date(2026, 12, 7)),
        ("low", date(2026, 12, 23)), ("", None),
    ],
)  # fmt: skip
def test_the_next_visit(level, due):
    assert next_visit(level, TODAY, TODAY) == due


def test_every_level_has_its_rhythm_and_none_is_said_to_be_the_laws():
    assert set(rhythms_on(TODAY)) == set(RISK_LEVELS.codes)
    assert all(PENDING in row.citation for row in RHYTHMS)
    assert rhythms_on(date(2017, 6, 30)) == {}


@pytest.mark.parametrize(
    ("seen", "kept"),
    [
        (Seen("seen", "Chị Lan"), "seen;Chị Lan"), (Seen("not_seen", " "), "not_seen"),
        (Seen("seen", "A; B"), "seen;A B"), (Seen("seen", "x" * 500), "seen;" + "x" * 180),
    ],
)  # fmt: skip
def test_how_it_is_kept(seen, kept):
    assert seen.detail == kept
