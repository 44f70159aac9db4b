"""Collects made-up rows and hands them to the database in bundles, parents before children."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, Final, cast

from sqlalchemy import Table, func, select

from caseapp.desk import Door
from caseapp.records.agencies import Agency, AgencyMember, PhoneChange, Service, ServiceUnit
from caseapp.records.answer_links import AnswerLink
from caseapp.records.assistance import AssistanceBatch
from caseapp.records.calendar_days import CalendarDays
from caseapp.records.calls import Call
from caseapp.records.carers import Carer
from caseapp.records.case_clocks import CaseClock, ClockChange
from caseapp.records.cases import Case, CaseEvent, Deadline, Measure
from caseapp.records.children import Assistance, Child, ChildUnit, Circumstance, Residence
from caseapp.records.conflicts import ConflictMark
from caseapp.records.consents import ConsentEntry, ReferralHold
from caseapp.records.data_requests import DataRequest, FileRestriction
from caseapp.records.db import Row, insert_rows
from caseapp.records.details import ChildName, HealthNote, Schooling
from caseapp.records.disasters import Disaster, DisasterUnit, Impact
from caseapp.records.disclosures import Addendum, Disclosure
from caseapp.records.duty import DutyEntry
from caseapp.records.emergency import EmergencyEntry
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.files import FilePart, HandOut, StoredFile
from caseapp.records.first_hours import (
    InternalTarget,
    ReceiptCorrection,
    SafetyStep,
    SpokenDecision,
)
from caseapp.records.flags import CaseFlag
from caseapp.records.forwardings import Forwarding
from caseapp.records.handed_works import HandedWork
from caseapp.records.jobs import Job
from caseapp.records.kept_papers import KeptCopy, KeptPaper
from caseapp.records.lone_reports import LoneReport
from caseapp.records.messages import Message, NoticeAddress
from caseapp.records.name_hidings import NameHiding
from caseapp.records.notices import Notice
from caseapp.records.papers import Paper, PaperText, PlanActivity
from caseapp.records.pasts import CasePast, ChildPast
from caseapp.records.people import ChildPerson, Representative
from caseapp.records.populations import PastPopulation, Population
from caseapp.records.proposals import Proposal
from caseapp.records.referrals import Referral, ReferralMove
from caseapp.records.reports import Answers, Incident, Report
from caseapp.records.settings import Setting
from caseapp.records.standing_in import Naming
from caseapp.records.suspects import SuspectEntry
from caseapp.records.transfers import Transfer
from caseapp.records.twins import Merge, MergeWord, TwinPair, TwinPreview
from caseapp.records.users import RoleGrant, User

ORDER: Final[tuple[type[Row], ...]] = (
    User,
    RoleGrant,
    DutyEntry,
    NoticeAddress,
    Message,
    Naming,
    Agency,
    AgencyMember,
    Service,
    ServiceUnit,
    PhoneChange,
    Population,
    PastPopulation,
    Setting,
    Disaster,
    DisasterUnit,
    Child,
    ChildUnit,
    ChildPast,
    Residence,
    Circumstance,
    Impact,
    ChildName,
    Schooling,
    HealthNote,
    ChildPerson,
    Representative,
    ConsentEntry,
    DataRequest,
    FileRestriction,
    Case,
    Report,
    LoneReport,
    Incident,
    Answers,
    Measure,
    Call,
    Deadline,
    CaseEvent,
    CaseFlag,
    CasePast,
    SuspectEntry,
    NameHiding,
    StoredFile,
    FilePart,
    HandOut,
    Referral,
    ReferralMove,
    ReferralHold,
    Disclosure,
    Addendum,
    AnswerLink,
    Forwarding,
    Transfer,
    Proposal,
    Paper,
    PaperText,
    KeptPaper,
    KeptCopy,
    PlanActivity,
    AssistanceBatch,
    Assistance,
    CaseClock,
    ClockChange,
    Carer,
    ConflictMark,
    FileStandIn,
    HandedWork,
    EmergencyEntry,
    SpokenDecision,
    SafetyStep,
    ReceiptCorrection,
    InternalTarget,
    TwinPreview,
    TwinPair,
    Merge,
    MergeWord,
    CalendarDays,
    Notice,
    Job,
)
"""Every table that is filled, so that what a row refers to is there before it."""

_BUNDLE: Final = 20_000


class Rows:
    """The rows of a demo on their way: `new_id` numbers them, `add` takes one, `flush` writes."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.counts: dict[str, int] = {model.__tablename__: 0 for model in ORDER}
        self._waiting: dict[type[Row], list[dict[str, Any]]] = {model: [] for model in ORDER}
        self._numbers: dict[type[Row], Iterator[int]] = {}
        self._held = 0

    def new_id(self, model: type[Row]) -> int:
        """Return the next free id of a table."""
        if model not in self._numbers:
            last = self.door.session.scalar(select(func.max(model.__table__.c.id))) or 0
            self._numbers[model] = count(last + 1)
        return next(self._numbers[model])

    def add(self, model: type[Row], **row: Any) -> None:  # noqa: ANN401 - values of any column
        """Take a row; every row of a table names the same columns."""
        self._waiting[model].append(row)
        self._held += 1
        if self._held >= _BUNDLE:
            self.flush()

    def seal(self, key_id: int | None, column: str, row_id: int, text: str) -> bytes | None:
        """Seal a text for the cell `table.column`; without a key there is nothing to seal."""
        return None if key_id is None else self.door.seal(key_id, column, row_id, text)

    def flush(self) -> None:
        """Write what waits, parents first."""
        connection = self.door.session.connection()
        for model in ORDER:
            if waiting := self._waiting[model]:
                columns = {name: [row[name] for row in waiting] for name in waiting[0]}
                insert_rows(connection, cast(Table, model.__table__), columns)
                self.counts[model.__tablename__] += len(waiting)
                self._waiting[model] = []
        self._held = 0
