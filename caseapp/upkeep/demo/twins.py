"""Made-up children who were entered twice: a pair that waits, one asked about, one merged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update

from caseapp.records.children import Child
from caseapp.records.twins import Merge, MergeWord, TwinPair, TwinPreview
from caseapp.rules.values import local_day, sixteenth_birthday
from caseapp.upkeep.demo.assistance import Help, add_help
from caseapp.upkeep.demo.notices import tell_of_merge
from caseapp.upkeep.demo.people import Person
from caseapp.upkeep.demo.register import Register
from caseapp.upkeep.demo.telling import Telling, folded_name
from caseapp.upkeep.demo.wards import DOZEN

_AGO: Final = timedelta(days=3)
_WHY: Final = "Mẹ của cháu xác nhận qua điện thoại: trước ở phường bạn, nay chuyển về đây."
_AGREED: Final = "Đã gặp gia đình, đúng là một trẻ."


def write_twins(told: Telling, register: Register) -> None:
    """Make three children of the other wards the same as three of the first, if there are so many.

    It is told before anything else of them, so that all that follows knows them by these names.
    """
    own, third = DOZEN[0], DOZEN[2]
    beside = [second for ward in DOZEN[1:] for second in _of(register, ward)]
    pairs = list(_paired(_of(register, own), beside))[:3]
    told.rows.flush()
    for first, second in pairs:
        _make_alike(told, first, second)
    makers = (_asked, _merged, _waiting)
    for make, (first, second) in zip(makers, pairs, strict=False):
        make(told, first, second)
    for first, _ in pairs[:1]:
        told.rows.add(
            TwinPreview,
            id=told.rows.new_id(TwinPreview),
            user_id=told.staff.officers[third],
            child_id=first.id,
            shown_at=told.span.end - _AGO,
        )


def _paired(firsts: Iterable[Person], beside: list[Person]) -> Iterator[tuple[Person, Person]]:
    """Yield each child with another who may have been born on the same day, each once."""
    for first in firsts:
        for second in beside:
            since = second.stays[0].since
            if first.born and first.born <= since < sixteenth_birthday(first.born):
                beside.remove(second)
                yield first, second
                break


def _of(register: Register, ward: int) -> Iterator[Person]:
    """Yield children of the ward who are in no special circumstances, so that no figure changes."""
    for person in (*register.others, *register.at_risk):
        if person.keeper == ward and person.born and len(person.stays) == 1:
            yield person


def _make_alike(told: Telling, first: Person, second: Person) -> None:
    """Write the second child as another ward would have written the first one."""
    second.name, second.sex, second.born = _bare(first.name), first.sex, first.born
    second.precision, second.ethnicity = first.precision, first.ethnicity
    session = told.rows.door.session
    carer = session.execute(
        select(Child.guardian_name, Child.guardian_relation, Child.guardian_phone).where(
            Child.id == first.id
        )
    ).one()
    session.execute(
        update(Child)
        .where(Child.id == second.id)
        .values(
            full_name=second.name,
            folded_name=folded_name(second.name),
            sex=second.sex,
            date_of_birth=second.born,
            birth_precision=second.precision,
            ethnicity=second.ethnicity,
            personal_id=None,
            personal_id_mac=None,
            guardian_name=carer.guardian_name,
            guardian_relation=carer.guardian_relation,
            guardian_phone=carer.guardian_phone,
        )
    )


def _bare(name: str) -> str:
    return folded_name(name).title()


def _waiting(told: Telling, first: Person, second: Person) -> None:
    told.rows.add(
        TwinPair,
        id=told.rows.new_id(TwinPair),
        child_id=max(first.id, second.id),
        other_id=min(first.id, second.id),
        reasons="folded;born",
        found_at=told.span.end - _AGO,
        settled_at=None,
        settled_by=None,
    )


def _asked(told: Telling, first: Person, second: Person) -> None:
    number, asked_at = _ask(told, first, second, "asked", by=second.keeper)
    _say(told, number, second.keeper, asked_at, "")
    code = told.rows.door.session.scalar(select(Child.code).where(Child.id == first.id))
    tell_of_merge(told, first.keeper, str(code), number, asked_at)


def _merged(told: Telling, first: Person, second: Person) -> None:
    number, asked_at = _ask(told, first, second, "merged", by=first.keeper)
    for person, note in ((first, ""), (second, _AGREED)):
        _say(told, number, person.keeper, asked_at, note)
    session = told.rows.door.session
    session.execute(update(Child).where(Child.id == second.id).values(merged_into_id=first.id))
    told.open_to(first, second.keeper)
    told.open_to(second, first.keeper)
    _help_since(told, first)


def _help_since(told: Telling, child: Person) -> None:
    """Write down help given since the merge: an undoing asks whose it was."""
    given = told.span.end - timedelta(days=1)
    one = Help(
        child.id, None, "education", local_day(given), None, False, "Trường tiểu học", "", given,
        told.officer(child),
    )  # fmt: skip
    add_help(told, one)


def _ask(
    told: Telling, first: Person, second: Person, state: str, *, by: int
) -> tuple[int, datetime]:
    rows, staff = told.rows, told.staff
    number, asked_at = rows.new_id(Merge), told.span.end - _AGO
    merged = state == "merged"
    units = {str(first.id): [second.keeper], str(second.id): [first.keeper]}
    rows.add(
        Merge,
        id=number,
        first_id=first.id,
        second_id=second.id,
        state=state,
        asked_at=asked_at,
        asked_by=staff.officers[by],
        reason=rows.door.place.vault.seal_own(f"merges.reason:{number}", _WHY),
        decided_at=asked_at + timedelta(hours=5) if merged else None,
        decided_by=staff.supervisor if merged else None,
        decision=None,
        undone_at=None,
        undone_by=None,
        undoing=None,
        restore=json.dumps({"moved": [], "units": units, "before": {}}) if merged else "",
    )
    return number, asked_at


def _say(told: Telling, merge: int, unit: int, asked_at: datetime, note: str) -> None:
    rows = told.rows
    number = rows.new_id(MergeWord)
    sealed = rows.door.place.vault.seal_own(f"merge_words.note:{number}", note) if note else None
    rows.add(
        MergeWord,
        id=number,
        merge_id=merge,
        area_id=unit,
        user_id=told.staff.officers[unit],
        agrees=True,
        said_at=asked_at + timedelta(hours=2 if note else 0),
        note=sealed,
    )
