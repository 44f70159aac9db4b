"""The register of reports: as many as asked, over the wards, each with its clock."""

from __future__ import annotations

from sqlalchemy import func, select

from caseapp import desk
from caseapp.records.cases import Deadline
from caseapp.records.reports import Report
from caseapp.rules.access import Act
from caseapp.upkeep.bench.reports import fill_reports, kept_codes
from tests.factories.house import NOW, SYSTEM, House


def test_one_ward_has_a_long_list(house: House) -> None:
    with house.app.app_context():
        ward = int(fill_reports(2000, NOW))
        with desk.figures(SYSTEM, Act.FIGURES_READ, now=NOW) as door:
            total = door.session.scalar(select(func.count()).select_from(Report))
            clocks = door.session.scalar(select(func.count()).select_from(Deadline))
            there = door.session.scalar(
                select(func.count()).select_from(Report).where(Report.area_id == ward)
            )
        assert len(set(kept_codes(NOW))) == total
        assert total == clocks == 2000
        assert there > 100
