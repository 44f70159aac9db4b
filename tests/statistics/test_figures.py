"""Who may read the figures, what the log keeps of it, and codes that no unit bears."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp.records.audit import AuditEntry
from caseapp.records.db import db
from caseapp.rules.access import Denied, Role
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from caseapp.statistics.territory import UnknownArea
from tests.factories.house import NOW, SYSTEM, an_actor
from tests.factories.register import Register
from tests.statistics.golden.reading import NINH_KIEU

pytestmark = pytest.mark.usefixtures("records")


def test_who_holds_a_ward_reads_its_figures_alone() -> None:
    officer = an_actor(Role.OFFICER, NINH_KIEU)
    ask = Ask(Period.parse("2026"), area="31135")
    assert read_indicators(officer, ask, now=NOW).row("8a", "31135").numerator == 0
    # Before the reform the code named old Tân An, for which Ninh Kiều answers today.
    read_indicators(officer, Ask(Period.parse("2024"), area="31135"), now=NOW)
    for refused in (
        Ask(Period.parse("2026")),
        Ask(Period.parse("2026"), area="31120"),
        Ask(Period.parse("2026"), area="31135", each_ward=True),
        Ask(Period.parse("2024"), area="31178"),  # split: the city answers
    ):
        with pytest.raises(Denied):
            read_indicators(officer, refused, now=NOW)
    with pytest.raises(Denied):
        read_indicators(an_actor(Role.ADMINISTRATOR), ask, now=NOW)
    assert (
        len(
            read_indicators(
                an_actor(Role.STATISTICIAN), Ask(ask.period, each_ward=True), now=NOW
            ).rows
        )
        == 4 * 105
    )


def test_the_read_is_logged_with_what_was_asked() -> None:
    read_indicators(SYSTEM, Ask(Period.parse("2026Q3"), area="31135", by=("sex",)), now=NOW)
    with db.engine.connect() as connection:
        row = (
            connection.execute(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1))
            .mappings()
            .one()
        )
    assert (row["act"], row["area_id"]) == ("figures.read", NINH_KIEU)
    assert '"period": "2026Q3"' in row["detail"]


def test_an_unknown_code_is_an_error_and_an_old_code_too() -> None:
    for period, code in (
        ("2026", "99999"),
        ("2026", "31123"),
        ("2026", "outside"),
        ("2025H1", "916"),
    ):
        with pytest.raises(UnknownArea):
            Register().count(period, area=code)
    assert Register().count("2025H1", area="31123").row("8a", "31123").numerator == 0
