"""Who must not know of a report: asked before it is saved, and kept from them with its first row.

The mark is written in the transaction that writes the report, before any notice. Nobody is marked
by the house itself: whoever bears the suspect's name is proposed to the writer, who decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.entrusting import engage
from caseapp.casework.marked import (
    Colleague,
    add_mark,
    colleagues_of,
    marked_ever,
    subject_of,
    users_with_files,
)
from caseapp.casework.notices import Subject, tell_supervisors
from caseapp.casework.one_child import in_one
from caseapp.casework.suspects import UNASKED, Suspect, keep_suspect
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.records.users import User
from caseapp.rules.forms.answers import Value
from caseapp.rules.matching import personal_id_faults
from caseapp.rules.namesakes import Known, names_in, numbers_in, plain_phone
from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import RuleBroken, msgid

NOBODY: Final = "nobody"
_HOUSEHOLD: Final = ("father_name", "mother_name", "current_carer")


@dataclass(frozen=True)
class Intake:
    """The answers to the first question: the suspect, and from whom to keep the report.

    `keep_from` are sign-in names. `asked` is what the writer has been asked already: the names
    that were proposed, `unit:ID` of the units whose people were shown, NOBODY.
    """

    suspect: Suspect = UNASKED
    keep_from: tuple[str, ...] = ()
    asked: frozenset[str] = frozenset()


class MustAsk(RuleBroken):
    """The writer has to answer something before the report is saved; `people` are to choose from.

    Those `proposed` are ticked; `tokens` belong to `asked` from then on.
    """

    def __init__(
        self,
        message: str,
        *,
        people: Iterable[Colleague] = (),
        proposed: bool = False,
        tokens: Iterable[str] = (),
    ) -> None:
        self.people = tuple(people)
        self.proposed = proposed
        self.tokens = frozenset(tokens)
        names = ", ".join(person.full_name for person in self.people) if proposed else ""
        super().__init__(message, field="keep_from", params={"people": names} if proposed else {})


@dataclass(frozen=True)
class Chosen:
    """From whom the report is kept, and who was proposed and not ticked."""

    kept: list[User]
    declined: list[User]


def list_colleagues(units: Collection[int], *, now: datetime) -> list[Colleague]:
    """Return the accounts of some units, and those of the city, from whom files can be kept."""
    with desk.ledger() as session:
        return colleagues_of(session, {*units, CITY_ID}, now)


def choose(
    door: desk.Door, intake: Intake, values: Mapping[str, Value], unit: int, event_unit: int
) -> Chosen:
    """Return whom the writer chose; MustAsk while a question is open, RuleBroken for a stranger."""
    suspect = intake.suspect
    if suspect.personal_id and personal_id_faults(suspect.personal_id):
        raise RuleBroken("A personal id has exactly 12 digits", field="suspect_personal_id")
    proposed = _namesakes(door, suspect, household(values))
    _ask_about(door, intake, proposed)
    keeper = territory().keeper(event_unit)
    _ask_for_the_place(door, intake, unit, keeper)
    ticked = set(intake.keep_from)
    listed = users_with_files(door.session, {unit, keeper, CITY_ID}, door.now)
    known = {user.id: user for user in [*listed, *proposed]}
    kept = [user for user in known.values() if user.username in ticked]
    if len(kept) != len(ticked):
        raise RuleBroken("Choose a person of the list", field="keep_from")
    return Chosen(kept, [user for user in proposed if user.username not in ticked])


def _ask_about(door: desk.Door, intake: Intake, proposed: list[User]) -> None:
    unasked = [
        user
        for user in proposed
        if user.username not in intake.asked and user.username not in intake.keep_from
    ]
    if unasked:
        raise MustAsk(
            msgid(
                "A name or number in the report is that of %(people)s, who works with this "
                "program. Is it the same person? The tick keeps the report from them; take it "
                "away if it is somebody else, then send once more"
            ),
            people=colleagues_of(door.session, None, door.now, only={user.id for user in unasked}),
            proposed=True,
            tokens=[user.username for user in unasked],
        )


def _ask_for_the_place(door: desk.Door, intake: Intake, unit: int, keeper: int) -> None:
    """Ask once more where it happened elsewhere, and where "yes" was said and nobody ticked."""
    if intake.suspect.works_here not in {"yes", "unsure"}:
        return
    token = f"unit:{keeper}"
    if keeper != unit and token not in intake.asked:
        raise MustAsk(
            msgid(
                "It happened in another unit: its people stand in the list as well now. "
                "Tick from whom to keep the report, then send once more"
            ),
            people=colleagues_of(door.session, {keeper}, door.now),
            tokens=[token],
        )
    if intake.suspect.works_here == "yes" and not intake.keep_from and NOBODY not in intake.asked:
        raise MustAsk(
            msgid(
                "Tick from whom to keep the report. Is the person not in the list? "
                "Then send once more: the supervisor is told"
            ),
            tokens=[NOBODY],
        )


def household(values: Mapping[str, Value]) -> list[str]:
    """Return the names of those who live with the child, as Mẫu 01 asks for them."""
    return [str(values.get(key) or "") for key in _HOUSEHOLD]


def _namesakes(door: desk.Door, suspect: Suspect, household: Iterable[str]) -> list[User]:
    """Return the users, of any unit, who bear a name or number of the suspect or the household."""
    users = {user.id: user for user in users_with_files(door.session, None, door.now)}
    known = [
        Known(user.id, user.full_name, user.phone_mac, user.personal_id_mac)
        for user in users.values()
    ]
    phone = plain_phone(suspect.phone)
    found = names_in([suspect.name, *household], known) | numbers_in(
        known,
        phone_mac=door.mac(phone) if phone else None,
        personal_id_mac=door.mac(suspect.personal_id) if suspect.personal_id else None,
    )
    return [user for number, user in users.items() if number in found]


def keep(door: desk.Door, report: Report, intake: Intake, chosen: Chosen) -> None:
    """Write the marks with the report's first row, then tell the supervisor what is open."""
    for user in chosen.kept:
        add_mark(door, report, user.id, origin="intake")
    for user in chosen.declined:
        add_mark(door, report, user.id, origin="declined", holds=False)
    door.session.flush()
    keep_suspect(door, report, intake.suspect)
    door.log(
        f"report:{report.id}",
        report.area_id,
        kept_from=[user.id for user in chosen.kept],
        proposed=[user.id for user in chosen.declined],
    )
    open_question = intake.suspect.works_here == "unsure" or (
        intake.suspect.works_here == "yes" and not chosen.kept
    )
    for kind, is_open in (("mark_unsure", open_question), ("mark_proposed", chosen.declined)):
        if is_open:
            tell_supervisors(door, kind, Subject(report.code, report.area_id))
    if chosen.kept:
        engage(door, report)


def propose(
    door: desk.Door,
    report: Report,
    household: Iterable[str],
    phones: Iterable[str] = (),
    suspects: Iterable[Suspect] = (),
) -> None:
    """Propose marks to the supervisor for names and numbers that were entered after the report.

    An officer sets a mark at intake alone. Whoever was proposed or marked before is not again.
    """
    found: dict[int, User] = {}
    texts = list(household)
    for said in [*(Suspect(phone=phone) for phone in phones), *suspects, UNASKED]:
        found |= {user.id: user for user in _namesakes(door, said, texts)}
    new = sorted(set(found) - marked_ever(door, subject_of(door, report)))
    for number in new:
        add_mark(door, report, number, origin="proposed", holds=False)
    if new:
        door.session.flush()
        subject = Subject(report.code, report.area_id)
        tell_supervisors(door, "mark_proposed", subject, cause=new)


def propose_around(door: desk.Door, child: Child, name: str, phone: str) -> None:
    """Propose marks for whoever bears the name or number of somebody entered around a child.

    They hang on the newest report about the child: one that was imported tells of nobody here.
    """
    newest = (
        select(Report)
        .where(in_one(door, Report.child_id, child), Report.deleted_at.is_(None))
        .where(Report.imported.is_(False))
        .order_by(Report.id.desc())
        .limit(1)
    )
    for report in door.session.scalars(newest).all():
        propose(door, report, [name], [phone] if phone else [])
