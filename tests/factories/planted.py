"""Markers in every sealed cell and open text of one ward's files, in whatever state they stand.

What people typed in the busy town stands there already: to each text a word is added that stands
nowhere else, one for each column, under the key and for the place that the cell was sealed for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Table, and_, false, or_, select, update
from sqlalchemy.engine import Connection

from caseapp import desk
from caseapp.casework.tokens import token_of
from caseapp.records import vault
from caseapp.records.cases import Case
from caseapp.records.children import ChildUnit, SubjectKey
from caseapp.records.db import WRITE, Row, db, place_of
from caseapp.records.jobs import Job, place_of_result
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.scope import Reach, reaching
from caseapp.records.transfers import Transfer
from caseapp.records.users import User
from caseapp.records.vault import Vault
from caseapp.rules.job_states import DONE, EXPORT
from caseapp.upkeep.resealing import _unwatched
from tests.factories.house import SYSTEM, House
from tests.factories.kept_papers import SCAN, a_completion, complete, put
from tests.factories.markers import Markers
from tests.factories.passed_on import Passed
from tests.factories.plans import approved
from tests.factories.referrals import open_a_case

OPEN_TEXTS: Final = {
    "reports": ("subject", "child_name"), "children": ("address", "guardian_name"),
    "child_names": ("name",), "referral_moves": ("answered_by", "post", "called"),
    "addenda": ("acknowledged_by",), "assistance": ("provider",), "schoolings": ("school",),
}  # fmt: skip
"""What people type about a child and the house keeps as it is (docs/decisions/0005)."""

SHARED: Final = frozenset({"transfers", "forwardings", "merges", "merge_words", "case_clocks"})
"""What the other unit or the second supervisor reads by right: words between two offices."""
OF_ALL: Final = frozenset({"carers", "assistance_batches", "figure_hand_outs", "api_tokens"})
"""What belongs to a unit and to no file."""
NUMBERS: Final = frozenset({"personal_id", "birth_certificate", "content_key", "hidden_name"})
"""Cells that are found by what they hold, or that open others."""
TO_AGENCIES: Final = frozenset({"referrals", "disclosures", "addenda", "referral_moves"})
"""What is told to the agency of a referral, or by it."""


@dataclass(frozen=True)
class Files:
    """Which files are marked: what asks for the ids of their parts, and of the children's own.

    `whole`: what hangs on a file counts only with a child of these, for one of another unit has
    its own. `name` is empty for the ward's, else how they passed.
    """

    name: str
    unit: int
    cases: Select[tuple[int]]
    reports: Select[tuple[int]]
    children: Select[tuple[int]]
    whole: bool = False

    @property
    def referrals(self) -> Select[tuple[int]]:
        """What was sent of the files."""
        return select(Referral.id).where(
            Referral.area_id == self.unit, Referral.case_id.in_(self.cases)
        )


def of_the_ward(ward: int) -> Files:
    """Return the files of a ward that no other unit has had."""
    others = select(ChildUnit.child_id).where(ChildUnit.area_id != ward)
    children = select(ChildUnit.child_id).where(
        ChildUnit.area_id == ward, ChildUnit.child_id.not_in(others)
    )
    cases = select(Case.id).where(Case.area_id == ward, Case.id.not_in(select(Transfer.case_id)))
    reports = select(Report.id).where(
        Report.area_id == ward, or_(Report.case_id.is_(None), Report.case_id.in_(cases))
    )
    return Files("", ward, cases, reports, children, whole=True)


def that_passed(how: Passed) -> Files:
    """Return the files, or the children without their files, that passed in a way."""
    return Files(
        how.name,
        how.unit,
        select(Case.id).where(Case.id.in_(how.cases)),
        select(Report.id).where(Report.case_id.in_(how.cases)),
        select(ChildUnit.child_id).where(ChildUnit.child_id.in_(how.children)),
    )


def plant(house: House, markers: Markers, each: Iterable[Files]) -> dict[str, str]:
    """Add a marker to each text of some files; return each with its class."""
    kinds: dict[str, str] = {}
    known: dict[str, str] = {}

    def word(column: str, kind: str) -> str:
        whole = f"{column} {kind}"
        if whole not in known:
            known[whole] = markers.word(whole)
            kinds[known[whole]] = kind
        return known[whole]

    with house.app.app_context(), reaching(Reach(None, "bulk")):
        with (
            db.engine.connect().execution_options(**{WRITE: True}) as connection,
            connection.begin(),
            _unwatched(connection),
        ):
            for files in each:
                for table in Row.metadata.sorted_tables:
                    if table.name not in OF_ALL and (own := _rows(table, files)) is not None:
                        _sealed(connection, table, own, _Words(word, files.name))
                        _open(connection, table, own, _Words(word, files.name))
        db.engine.dispose()
    return kinds


def plant_in_papers(house: House, markers: Markers) -> str:
    """Put papers with a marker in each copy before a signer: one replaced, one signed since.

    Return the mark of the signed one.
    """
    case = open_a_case(house, SYSTEM)
    approved(house, SYSTEM, SYSTEM, case)
    put(house, SYSTEM, case, "plan", words=markers.word("a paper that was replaced"))
    again = markers.word("a paper that was signed")
    signed = put(house, SYSTEM, case, "plan", reason="Ký lại", words=again)
    scan = SCAN + markers.word("the scan of a paper").encode()
    return complete(house, SYSTEM, signed, a_completion("28", content=scan))


def plant_in_a_result(house: House, markers: Markers, user: str) -> str:
    """Let a job for somebody have made a file with a marker; return what names it in addresses."""
    now = house.settings.now()
    with house.app.app_context(), desk.ledger(write=True) as session:
        owner = session.scalars(select(User.id).where(User.username == user)).one()
        job = Job(user_id=owner, kind=EXPORT, state=DONE, asked_at=now, ended_at=now)
        session.add(job)
        session.flush()
        content = markers.word("the file of a job").encode()
        job.result = place_of(db.engine).vault.seal_file(place_of_result(job.id), content)
        return token_of("job", job.id)


_TIES: Final = {"case_id": "cases", "report_id": "reports", "referral_id": "referrals"}
_TO_CHILDREN: Final = ("child_id", "first_id", "second_id")


def _rows(table: Table, files: Files) -> ColumnElement[bool] | None:
    """Return which rows of a table belong to the files, None for a table of other things."""
    if table.name in {*_TIES.values(), "children"}:
        return table.c.id.in_(getattr(files, table.name))
    columns = [table.c[name] for name in (*_TIES, *_TO_CHILDREN) if name in table.c]
    if not columns:
        return None
    ties = [column for column in columns if column.key in _TIES]
    in_file = [or_(c.is_(None), c.in_(getattr(files, _TIES[c.key]))) for c in ties]
    of_child = [or_(c.is_(None), c.in_(files.children)) for c in columns if c not in set(ties)]
    if files.whole:
        own = and_(*in_file, *of_child)
    else:
        told = or_(false(), *(c.is_not(None) for c in ties))
        own = or_(and_(told, *in_file), and_(~told, *of_child) if of_child else false())
    return own & (table.c.area_id == files.unit) if "area_id" in table.c else own


@dataclass(frozen=True)
class _Words:
    """Makes the words of some files: one for each column and class."""

    make: Callable[[str, str], str]
    name: str

    def __call__(self, place: str, table: str, column: str = "") -> str:
        kind = _kind(table, column)
        if self.name and kind != "between units":
            kind = f"{self.name}{_ENDINGS[kind]}"
        return self.make(place, kind)


_ENDINGS: Final = {"ward": "", "second reporter": " reporter", "to agencies": " to agencies"}


def _kind(table: str, name: str = "") -> str:
    if name.startswith("reporter"):
        return "second reporter"
    if table in SHARED:
        return "between units"
    return "to agencies" if table in TO_AGENCIES else "ward"


def _sealed(connection: Connection, table: Table, own: ColumnElement[bool], word: _Words) -> None:
    for column in table.c:
        if not column.info.get("sealed") or column.key in NUMBERS:
            continue
        bound = table.c[column.info.get("by", "id")]
        asked = select(table.c.id, bound, column).where(column.is_not(None), own)
        for row, by, blob in connection.execute(asked).all():
            place = f"{table.name}.{column.key}:{by}"
            opened = _opened(connection, place, blob)
            if opened is None:
                continue  # erased: the cell is there, its key is not
            text, seal = opened
            new = _with_marker(text, table.name, column.key, word)
            changed = update(table).where(table.c.id == row).values({column.key: seal(new)})
            connection.execute(changed)


def _opened(
    connection: Connection, place: str, blob: bytes
) -> tuple[str, Callable[[str], bytes]] | None:
    master: Vault = place_of(connection).vault
    number = vault.key_named(blob)
    if number == 0:
        return master.unseal_own(place, blob), lambda text: master.seal_own(place, text)
    keys: Any = SubjectKey.__table__.c
    wrapped = connection.scalar(select(keys.wrapped).where(keys.id == number))
    if wrapped is None:
        return None
    key = master.open_subject_key(number, wrapped)
    return vault.unseal(key, place, blob), lambda text: vault.seal(number, key, place, text)


def _with_marker(text: str, table: str, column: str, word: _Words) -> str:
    """Return the text with a marker behind it; in an object, behind each of its texts."""
    try:
        told = json.loads(text)
    except ValueError:
        return f"{text} {word(f'{table}.{column}', table, column)}"
    return json.dumps(_within(told, f"{table}.{column}", table, word), ensure_ascii=False)


def _within(told: object, place: str, table: str, word: _Words) -> object:
    if isinstance(told, dict):
        return {name: _within(each, f"{place}.{name}", table, word) for name, each in told.items()}
    if isinstance(told, list):
        return [_within(each, place, table, word) for each in told]
    # Codes, days and marks are one word each, and must stay what they are.
    if isinstance(told, str) and " " in told.strip():
        return f"{told} {word(place, table, place.rpartition('.')[2])}"
    return told


def _open(connection: Connection, table: Table, own: ColumnElement[bool], word: _Words) -> None:
    for name in OPEN_TEXTS.get(table.name, ()):
        column = table.c[name]
        rows = connection.execute(select(table.c.id, column).where(column != "", own)).all()
        for row, text in rows:
            told = f"{text} {word(f'{table.name}.{name}', table.name)}"
            connection.execute(update(table).where(table.c.id == row).values({name: told}))
