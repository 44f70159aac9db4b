"""Details entered since a merge go where they belong, sealed anew; a person with all they said."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from caseapp.casework.case_reading import read_case
from caseapp.casework.child_health import HealthEntry, end_health, note_health
from caseapp.casework.child_names import add_name
from caseapp.casework.child_people import PersonView, add_person, edit_person
from caseapp.casework.child_reading import read_child
from caseapp.casework.child_schools import SchoolEntry, record_school
from caseapp.casework.children import move_child
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.consent_reading import ConsentView, read_consents
from caseapp.casework.consents import Word, record_word
from caseapp.casework.outcomes import Missing
from caseapp.casework.representing import end_representative, name_representative
from caseapp.casework.screening import open_case
from caseapp.casework.unmerging import read_since, undo_merge
from caseapp.records.consents import ConsentEntry
from caseapp.records.db import db
from caseapp.records.people import ChildPerson, Representative
from caseapp.records.reach import Reach, reaching
from caseapp.rules.access import Actor
from caseapp.rules.values import RuleBroken
from caseapp.upkeep.kept_rows import cells_that_do_not_open
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.merges import LATER, Two, two_wards, undo
from tests.factories.people import MOTHER, SINCE, a_person, add, add_speaker, say
from tests.factories.reports import SUPERVISOR, kept, log_one
from tests.factories.web import NINH_KIEU, make_user


@pytest.fixture
def two(house: House) -> Two:
    return two_wards(house)


def fill(two: Two, actor: Actor, code: str, mark: str, *, late: bool = False) -> None:
    """Enter one of each part of a child, told apart by a mark."""
    at, day = (LATER, date(2026, 11, 24)) if late else (NOW, date(2025, 9, 5))
    with two.house.app.app_context():
        add_name(actor, code, kind="home", name=f"Bé {mark}", now=at)
        record_school(actor, code, SchoolEntry("attends", f"Trường {mark}", "", day), now=at)
        note_health(actor, code, HealthEntry(f"Hen {mark}"), now=at)


def seen(two: Two, actor: Actor, code: str) -> dict[str, set[str]]:
    with two.house.app.app_context():
        details = read_child(actor, code, now=LATER).details
        assert details is not None
        return {
            "names": {each.name for each in details.names},
            "people": {each.name for each in details.people},
            "schools": {each.school for each in details.schools},
            "health": {each.entry.text for each in details.health},
        }


def read_people(two: Two) -> list[PersonView]:
    details = read_child(two.own, two.first, now=LATER).details
    assert details is not None
    return details.people


def words_in(view: ConsentView) -> set[tuple[str, str]]:
    return {(each.who, each.words) for purpose in view.purposes for each in purpose.entries}


def whole(mark: str, who: str) -> dict[str, set[str]]:
    return {"names": {f"Bé {mark}"}, "people": {who}, "schools": {f"Trường {mark}"},
            "health": {f"Hen {mark}"}}  # fmt: skip


def joined(one: dict[str, set[str]], other: dict[str, set[str]]) -> dict[str, set[str]]:
    return {part: one[part] | other[part] for part in one}


def test_all_parts_of_both_records_are_read_and_written_as_one_childs(two: Two) -> None:
    fill(two, two.own, two.first, "Một")
    fill(two, two.other, two.second, "Hai")
    add(two.house, two.own, two.first, name="Bà Tư", relation="grandparent")
    mother = add_speaker(two.house, two.other, two.second)
    with two.house.app.app_context():
        word = Word("referral", "given", mother, NOW, "Tôi đồng ý")
        record_word(two.other, two.second, word, now=NOW)
    two.merge()
    both = joined(whole("Một", "Bà Tư"), whole("Hai", MOTHER))
    for actor, code in ((two.own, two.first), (two.other, two.second)):
        assert seen(two, actor, code) == both
    with two.house.app.app_context():
        assert words_in(read_consents(two.own, two.first, now=NOW)) == {(MOTHER, "Tôi đồng ý")}
        # rows of the other record are corrected and ended by either code
        (known,) = [p for p in read_people(two) if p.number == mother]
        edit_person(
            two.own, two.first, mother, a_person(name="Mẹ Mai"), version=known.version, now=LATER
        )
        word = Word("referral", "withdrawn", mother, NOW, "Tôi rút")
        record_word(two.own, two.first, word, now=LATER)
        view = read_consents(two.other, two.second, now=LATER)
        assert words_in(view) == {("Mẹ Mai", "Tôi đồng ý"), ("Mẹ Mai", "Tôi rút")}
        details = read_child(two.own, two.first, now=LATER).details
        assert details is not None
        end_representative(
            two.own, two.first, details.speaking[0].number, on=date(2026, 11, 20), now=LATER
        )
        for note in details.health:
            end_health(two.own, two.second, note.number, now=LATER)
    assert seen(two, two.own, two.first)["health"] == set()
    with two.house.app.app_context(), pytest.raises(Missing):
        end_health(two.own, two.first, 99, now=LATER)


def test_what_was_entered_since_goes_where_it_is_said_to_and_a_person_with_their_words(
    two: Two,
) -> None:
    fill(two, two.own, two.first, "Một")
    old = add_speaker(two.house, two.other, two.second, name="Cô Lan", relation="relative")
    number = two.merge()
    fill(two, two.own, two.second, "Hai", late=True)
    new = add_since(two, MOTHER)
    with two.house.app.app_context():
        for person, text in ((new, "Mẹ nói"), (old, "Cô nói"), (0, "Con nói")):
            word = Word("referral", "given", person, NOW, text)
            record_word(two.own, two.first, word, now=LATER)
        rows = read_since(two.supervisor, number, now=LATER).rows
        assert sorted((row.kind, row.what) for row in rows) == [
            ("child_names", "home"), ("child_people", "mother"),
            ("consent_entries", "referral;given"), ("health_notes", ""), ("schoolings", "attends"),
        ]  # fmt: skip
        belongs = {row.key: two.second for row in rows}
        undo_merge(two.supervisor, number, belongs=belongs, reason="Hai em họ", now=LATER)
    assert schools_of(two, two.own, two.first) == [("Trường Một", None)]  # it goes on
    assert schools_of(two, two.other, two.second) == [("Trường Hai", None)]
    one, other = seen(two, two.own, two.first), seen(two, two.other, two.second)
    assert one == {**whole("Một", ""), "people": set()}
    assert other == {**whole("Hai", ""), "people": {"Cô Lan", MOTHER}}
    with two.house.app.app_context():
        view = read_consents(two.other, two.second, now=LATER)
        assert words_in(view) == {(MOTHER, "Mẹ nói"), ("Cô Lan", "Cô nói"), ("", "Con nói")}
        assert {each.name for each in view.speakers} == {MOTHER, "Cô Lan"}
        assert words_in(read_consents(two.own, two.first, now=LATER)) == set()
        with reaching(Reach(None, "bulk")), db.engine.connect() as connection:
            assert list(cells_that_do_not_open(connection)) == []
    for model in (ChildPerson, Representative, ConsentEntry):
        assert len({child for (child,) in kept(two.house, select(model.child_id))}) == 1


def schools_of(two: Two, actor: Actor, code: str) -> list[tuple[str, date | None]]:
    with two.house.app.app_context():
        details = read_child(actor, code, now=LATER).details
        assert details is not None
        return [(each.school, each.valid_until) for each in details.schools]


def add_since(two: Two, name: str) -> int:
    """Enter somebody who speaks for the child since the merge; return the number."""
    with two.house.app.app_context():
        add_person(two.own, two.first, a_person(name=name), now=LATER)
        details = read_child(two.own, two.first, now=LATER).details
        assert details is not None
        number = next(each.number for each in details.people if each.name == name)
        name_representative(
            two.own, two.first, number, ground="parent", valid_from=SINCE, valid_until=None,
            now=LATER,
        )  # fmt: skip
    return number


def test_the_same_group_is_looked_for_in_both_records(two: Two) -> None:
    two.record(two.other, two.second, "02")
    two.merge()
    with pytest.raises(RuleBroken):
        two.record(two.own, two.first, "02", late=True)
    say(two.house, two.own, two.second, "given")  # leads on


def test_a_home_entered_since_ends_the_one_of_the_child_to_which_it_goes(two: Two) -> None:
    number = two.merge()
    with two.house.app.app_context():
        move_child(two.own, two.first, area_code="31150", since=date(2026, 10, 1), now=LATER)
        (row,) = read_since(two.supervisor, number, now=LATER).rows
        stays = read_child(two.own, two.first, now=LATER).stays
        assert [stay.valid_until for stay in stays].count(None) == 1  # one home at a time
    undo(two, number, row.key)
    assert homes(two) == [[LIVED], [MOVED, LEFT]]


def test_a_home_that_stays_where_it_was_entered_ends_none_of_the_other_child(two: Two) -> None:
    number = two.merge()
    with two.house.app.app_context():
        move_child(two.own, two.first, area_code="31150", since=date(2026, 10, 1), now=LATER)
    undo(two, number)
    assert homes(two) == [[MOVED, LEFT], [LIVED]]


LIVED = (date(2025, 7, 1), None)
LEFT = (date(2025, 7, 1), date(2026, 10, 1))
MOVED = (date(2026, 10, 1), None)


def homes(two: Two) -> list[list[tuple[date, date | None]]]:
    """Return the stays of the first and of the second child, the newest first."""
    with two.house.app.app_context():
        return [
            [
                (stay.valid_from, stay.valid_until)
                for stay in read_child(actor, code, now=LATER).stays
            ]
            for actor, code in ((two.own, two.first), (two.other, two.second))
        ]


@pytest.mark.parametrize("screened", [False, True])
def test_a_report_that_is_kept_from_somebody_stays_so(two: Two, *, screened: bool) -> None:
    """Kept before its child was known, or since: by the report's own mark, or by the child's."""
    number = two.merge()
    report = log_one(two.house)
    username = make_user(two.house, "chair", NINH_KIEU)
    with two.house.app.app_context():
        steps = [
            lambda: mark_conflict(
                SUPERVISOR, "report", report, username=username, reason="Chú", now=LATER
            ),
            lambda: open_case(two.own, report, two.first, now=LATER),
        ]
        case = [step() for step in (reversed(steps) if screened else steps)][0 if screened else 1]
        assert case is not None
        rows = read_since(two.supervisor, number, now=LATER).rows
    undo(two, number, *(row.key for row in rows))
    with two.house.app.app_context():
        assert read_case(two.own, case, now=LATER).child.code == two.second
        with pytest.raises(Missing):
            read_case(actor_of(two.house, username), case, now=LATER)
