"""A ward whose chair is the suspect of a report of this night, and one whose only officer is."""

from __future__ import annotations

import pytest

from caseapp.casework.report_list import list_reports
from caseapp.casework.report_reading import read_report
from caseapp.rules.outcomes import Missing
from caseapp.upkeep.demo.suspects import CHAIR_WARD, OFFICER_WARD
from tests.factories.children import actor_of
from tests.factories.house import NOW
from tests.factories.reports import SUPERVISOR
from tests.upkeep.demo.conftest import Demo


@pytest.mark.parametrize(
    ("ward", "role", "suspect", "stands_in"),
    [
        (CHAIR_WARD, "chair", "chutich.omon", "chutich.cairang"),
        (OFFICER_WARD, "officer", "canbo.thotnot", "canbo.ninhkieu"),
    ],
)
def test_the_suspect_finds_nothing_and_somebody_else_stands_in(
    demo: Demo, ward: int, role: str, suspect: str, stands_in: str
) -> None:
    ((code, name),) = demo.ask(
        "SELECT r.code, u.full_name FROM conflict_marks m JOIN reports r ON r.id = m.report_id"
        f" JOIN users u ON u.id = m.user_id WHERE r.area_id = {ward}"
    )
    involved, other = actor_of(demo.house, suspect), actor_of(demo.house, stands_in)
    with demo.house.app.app_context():
        view = read_report(SUPERVISOR, code, now=NOW)
        assert (view.suspect.name, view.suspect.works_here) == (name, "yes")
        (instead,) = view.instead.stand_ins
        assert (instead.role, instead.person, instead.unconfirmed) == (role, other.name, True)
        assert read_report(other, code, now=NOW).code == code
        assert view.entered_by != name
        with pytest.raises(Missing):
            read_report(involved, code, now=NOW)
        assert code not in {line.code for line in list_reports(involved, now=NOW).lines}
