"""Which rows are case content and who may reach them: the lists that the row filter goes by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from sqlalchemy.dialects.postgresql.pg_catalog import pg_catalog_meta

from caseapp.records.agencies import Agency, AgencyMember, PhoneChange, Service, ServiceUnit
from caseapp.records.answer_links import AnswerLink
from caseapp.records.api_tokens import ApiToken
from caseapp.records.areas import Area, AreaLink
from caseapp.records.assistance import AssistanceBatch
from caseapp.records.audit import AuditEntry
from caseapp.records.calendar_days import CalendarDays
from caseapp.records.callback import CallbackEntry
from caseapp.records.calls import Call
from caseapp.records.carers import Carer
from caseapp.records.case_clocks import CaseClock, ClockChange
from caseapp.records.cases import Case, CaseEvent, Deadline, Measure
from caseapp.records.children import (
    Assistance,
    Child,
    ChildUnit,
    Circumstance,
    Residence,
    SubjectKey,
)
from caseapp.records.conflicts import ConflictMark
from caseapp.records.consents import ConsentEntry, ReferralHold
from caseapp.records.data_breaches import BreachAddendum, DataBreach
from caseapp.records.data_requests import DataRequest, FileRestriction
from caseapp.records.db import Row
from caseapp.records.details import ChildName, HealthNote, Schooling
from caseapp.records.disasters import Disaster, DisasterUnit, Impact
from caseapp.records.disclosures import Addendum, Disclosure
from caseapp.records.duty import DutyEntry
from caseapp.records.emergency import EmergencyEntry
from caseapp.records.erasures import ErasedMark, Erasure
from caseapp.records.figure_hand_outs import FigureHandOut
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
from caseapp.records.frozen_sheets import FrozenSheet
from caseapp.records.handed_works import HandedWork
from caseapp.records.jobs import Job
from caseapp.records.kept_forms import KeptForm
from caseapp.records.kept_papers import KeptCopy, KeptPaper
from caseapp.records.lone_reports import LoneReport
from caseapp.records.messages import Message, NoticeAddress
from caseapp.records.name_hidings import NameHiding
from caseapp.records.notices import Notice
from caseapp.records.papers import Paper, PaperText, PlanActivity
from caseapp.records.pasts import CasePast, ChildPast
from caseapp.records.people import ChildPerson, Representative
from caseapp.records.populations import PastPopulation, Population
from caseapp.records.posts import Post
from caseapp.records.proposals import Proposal
from caseapp.records.referrals import Referral, ReferralMove
from caseapp.records.releases import FigureExposure, Release, ReleaseProposal
from caseapp.records.reports import Answers, Incident, Report
from caseapp.records.settings import Fact, Setting
from caseapp.records.standing_in import Naming
from caseapp.records.suspects import SuspectEntry
from caseapp.records.transfers import Transfer
from caseapp.records.twins import Merge, MergeWord, TwinPair, TwinPreview
from caseapp.records.users import (
    AccountChange,
    KnownBrowser,
    RecoveryCode,
    RoleGrant,
    SignIn,
    SignInAttempt,
    User,
)

BY_AREA: Final[tuple[type[Row], ...]] = (
    Addendum,
    Answers,
    AssistanceBatch,
    Call,
    Carer,
    Case,
    CaseClock,
    CaseEvent,
    CaseFlag,
    CasePast,
    ChildUnit,
    ClockChange,
    DataRequest,
    Deadline,
    Disclosure,
    FilePart,
    HandOut,
    Incident,
    KeptCopy,
    KeptPaper,
    LoneReport,
    Measure,
    Notice,
    Paper,
    PaperText,
    PlanActivity,
    Proposal,
    ReceiptCorrection,
    Referral,
    ReferralHold,
    ReferralMove,
    Report,
    SafetyStep,
    SpokenDecision,
    StoredFile,
    SuspectEntry,
)
"""Rows that carry the unit which answers for them."""

BY_CHILD: Final[tuple[type[Row], ...]] = (
    Assistance,
    Child,
    ChildName,
    ChildPast,
    ChildPerson,
    Circumstance,
    ConsentEntry,
    FileRestriction,
    HealthNote,
    Impact,
    NameHiding,
    Representative,
    Residence,
    Schooling,
)
"""Rows that a unit may open when it may open their child."""

PUBLIC: Final[tuple[type[Row], ...]] = (
    AccountChange,
    Agency,
    AgencyMember,
    AnswerLink,
    ApiToken,
    Area,
    AreaLink,
    AuditEntry,
    BreachAddendum,
    CalendarDays,
    CallbackEntry,
    ConflictMark,
    DataBreach,
    Disaster,
    DisasterUnit,
    DutyEntry,
    EmergencyEntry,
    ErasedMark,
    Erasure,
    Fact,
    FigureExposure,
    FigureHandOut,
    InternalTarget,
    Forwarding,
    FileStandIn,
    FrozenSheet,
    HandedWork,
    Job,
    KeptForm,
    KnownBrowser,
    Merge,
    MergeWord,
    Message,
    Naming,
    NoticeAddress,
    PastPopulation,
    PhoneChange,
    Population,
    Post,
    RecoveryCode,
    Release,
    ReleaseProposal,
    RoleGrant,
    Service,
    ServiceUnit,
    Setting,
    SignIn,
    SignInAttempt,
    Transfer,
    TwinPair,
    TwinPreview,
    User,
)
"""Tables without case content; acts on them are guarded by the policy alone."""

KEPT: Final = SubjectKey.__tablename__
"""The table of the keys of children and reports: reached through the keyring alone."""

SCOPED: Final = {model.__tablename__: model for model in (*BY_AREA, *BY_CHILD)}
"""The rows of case content by the name of their table."""

_SHAPES: Final = (
    "alembic_version",
    "sqlite_master",
    *(t.name for t in pg_catalog_meta.tables.values()),
)
"""Where the databases keep what their tables look like, and no row of them."""

OPEN: Final = frozenset({*_SHAPES, *(model.__tablename__ for model in PUBLIC)})
"""Tables that may be read without a principal; any that no list knows may not."""


class OutOfScope(Exception):
    """A statement or a row that the reader's units do not cover, or that nobody asked for."""


_keys: ContextVar[bool] = ContextVar("caseapp_keys", default=False)


def keys_open() -> bool:
    """Tell whether the keyring is at the table of keys."""
    return _keys.get()


@contextmanager
def at_the_keys() -> Iterator[None]:
    """Let the statements of a block reach the table of keys; the keyring alone calls this, and
    what gathers rows for it.
    """
    token = _keys.set(True)
    try:
        yield
    finally:
        _keys.reset(token)


def unlisted() -> list[str]:
    """Return the mapped tables that are neither scoped nor declared public: must be none."""
    return sorted(set(Row.metadata.tables) - set(SCOPED) - OPEN - {KEPT})
