"""Made-up reports of this night that name somebody of the house: a chair, and an only officer."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update

from caseapp.records.conflicts import ConflictMark
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.reports import Answers, Incident, Report
from caseapp.records.users import User
from caseapp.rules.access import Role
from caseapp.rules.deciding import Way
from caseapp.upkeep.demo.notices import tell_of_stand_in
from caseapp.upkeep.demo.reports import Logged
from caseapp.upkeep.demo.story import Story
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN

CHAIR_WARD: Final = DOZEN[4]
"""Ô Môn: its chair is the suspect of a report whose 12 hours run."""

OFFICER_WARD: Final = DOZEN[5]
"""Thốt Nốt: its only officer is."""

_NAMED_AFTER: Final = timedelta(minutes=25)


def write_suspects(told: Telling, logged: Logged) -> None:
    """Keep the newest report of each of the two wards from whom it names; let others stand in."""
    staff = told.staff
    told.rows.flush()
    newest = {
        ward: max((story for story, _ in logged if story.area_id == ward), key=_came)
        for ward in (CHAIR_WARD, OFFICER_WARD)
    }
    _keep(told, newest[CHAIR_WARD], staff.chairs[CHAIR_WARD], staff.officers[CHAIR_WARD])
    _stand_in(told, newest[CHAIR_WARD], Role.CHAIR, staff.chairs[DOZEN[3]])
    story, chair = newest[OFFICER_WARD], staff.chairs[OFFICER_WARD]
    for model in (Answers, Incident):
        told.rows.door.session.execute(
            update(model).where(model.report_id == story.report_id).values(entered_by=chair)
        )
    told.rows.door.session.execute(
        update(Report).where(Report.id == story.report_id).values(entered_by=chair)
    )
    _keep(told, story, staff.officers[OFFICER_WARD], chair)
    _stand_in(told, story, Role.OFFICER, staff.officers[DOZEN[0]])


def _came(story: Story) -> datetime:
    return story.received


def _keep(told: Telling, story: Story, suspect: int, writer: int) -> None:
    """Name the suspect in the report and keep it from them, from the moment it was entered."""
    rows = told.rows
    name = rows.door.session.scalar(select(User.full_name).where(User.id == suspect))
    said = {"works_here": "yes", "name": name, "phone": "", "personal_id": ""}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    sealed = rows.seal(story.key_id, "reports.suspect", story.report_id, text)
    rows.door.session.execute(
        update(Report).where(Report.id == story.report_id).values(suspect=sealed)
    )
    rows.add(
        ConflictMark,
        id=rows.new_id(ConflictMark),
        user_id=suspect,
        child_id=None,
        report_id=story.report_id,
        reason=None,
        origin="intake",
        set_at=story.entered,
        set_by=writer,
        lifted_at=None,
        lifted_by=None,
        lift_reason=None,
    )


def _stand_in(told: Telling, story: Story, role: Role, person: int) -> None:
    """Let somebody of another ward stand in, named by the supervisor a little later."""
    at = told.span.capped(story.entered + _NAMED_AFTER)
    told.rows.add(
        FileStandIn,
        id=told.rows.new_id(FileStandIn),
        user_id=person,
        role=role.value,
        report_id=story.report_id,
        area_id=story.area_id,
        way=Way.NAMED.value,
        set_at=at,
        set_by=told.staff.supervisor,
    )
    tell_of_stand_in(told, story, person, at)
