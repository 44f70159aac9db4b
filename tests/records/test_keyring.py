"""The keys of an open door: one for a child, shared by its reports; destroyed means gone."""

from __future__ import annotations

import pytest
from sqlalchemy import event, func, select, text

from caseapp.records.children import Child, SubjectKey
from caseapp.records.db import Place, db, place_of
from caseapp.records.keyring import Keyring
from caseapp.records.reports import Report
from caseapp.records.scope import OutOfScope, Reach, reaching
from caseapp.records.vault import KeyTrouble
from tests.factories.house import NOW
from tests.factories.rows import NINH_KIEU, a_child, a_report, stored
from tests.factories.wards import ALL, OWN, Wards, nobody


@pytest.fixture
def ring(books: Wards) -> Keyring:
    return Keyring(books.session, place_of(db.engine))


def again(ring: Keyring) -> Keyring:
    """The same keys as another door finds them: nothing is open yet."""
    return Keyring(ring.session, ring.place)


def test_two_children_have_two_keys_and_each_keeps_its_own(ring: Keyring) -> None:
    first, second = a_child(NINH_KIEU), a_child(NINH_KIEU)
    stored(ring.session, first)
    stored(ring.session, second)
    assert ring.key_of(first) != ring.key_of(second)
    assert ring.key_of(first) == first.key_id
    cell = ring.seal(ring.key_of(first), "children.personal_id", first.id, "092215001234")
    assert (
        again(ring).unseal(first.key_id, "children.personal_id", first.id, cell) == "092215001234"
    )
    with pytest.raises(KeyTrouble):
        again(ring).unseal(second.key_id, "children.personal_id", first.id, cell)
    with pytest.raises(KeyTrouble):
        again(ring).unseal(first.key_id, "children.personal_id", second.id, cell)


def test_a_report_about_a_known_child_is_sealed_under_the_childs_key(ring: Keyring) -> None:
    child = stored(ring.session, a_child(NINH_KIEU))
    report, free = a_report(NINH_KIEU, child_id=child), a_report(NINH_KIEU)
    stored(ring.session, report)
    stored(ring.session, free)
    assert ring.key_of(report) == ring.session.get_one(Child, child).key_id
    assert ring.key_of(free) not in {None, ring.key_of(report)}


def test_a_key_is_made_only_when_something_must_be_sealed(ring: Keyring) -> None:
    child = a_child(NINH_KIEU)
    stored(ring.session, child)
    assert child.key_id is None
    assert ring.unseal(None, "children.personal_id", child.id, None) == ""
    assert ring.seal(ring.key_of(child), "children.personal_id", child.id, "") is None


def test_what_a_destroyed_key_sealed_is_gone(ring: Keyring) -> None:
    child = a_child(NINH_KIEU)
    stored(ring.session, child)
    cell = ring.seal(ring.key_of(child), "children.personal_id", child.id, "092215001234")
    ring.session.get_one(SubjectKey, child.key_id).wrapped = None
    ring.session.flush()
    with pytest.raises(KeyTrouble, match="destroyed"):
        again(ring).unseal(child.key_id, "children.personal_id", child.id, cell)


def test_a_key_is_destroyed_only_when_nobody_holds_it(ring: Keyring) -> None:
    child, report = a_child(NINH_KIEU), a_report(NINH_KIEU)
    stored(ring.session, child)
    stored(ring.session, report)
    held, spent = ring.key_of(child), ring.key_of(report)
    cell = ring.seal(spent, "reports.narrative", report.id, "text")
    for key in (held, spent):
        with pytest.raises(OutOfScope):
            ring.destroy(key, NOW)
    report.key_id = held
    ring.destroy(spent, NOW)
    for keys in (ring, again(ring)):
        with pytest.raises(KeyTrouble, match="destroyed"):
            keys.unseal(spent, "reports.narrative", report.id, cell)
    assert ring.session.get_one(SubjectKey, spent).destroyed_at == NOW


def test_a_ward_uses_keys_but_cannot_ask_for_them(wards: Wards) -> None:
    ring = Keyring(wards.session, place_of(db.engine))
    child = wards.session.get_one(Child, wards.own[Child])
    number = ring.key_of(child)
    cell = ring.seal(number, "children.personal_id", child.id, "092215001234")
    assert again(ring).unseal(number, "children.personal_id", child.id, cell) == "092215001234"
    again(ring).open_keys([number])
    for reach in (OWN, ALL, Reach(None, "figures"), None):
        with reaching(reach) if reach else nobody():
            with pytest.raises(OutOfScope):
                wards.session.scalar(select(func.count(SubjectKey.id)))
            with pytest.raises(OutOfScope):
                wards.session.connection().scalar(select(SubjectKey.__table__.c.id))
    wards.session.add(SubjectKey())
    with pytest.raises(OutOfScope):
        wards.session.flush()


def test_a_wrapped_key_put_into_another_row_does_not_open(ring: Keyring) -> None:
    first, second = ring.new_keys(2)
    ring.session.execute(
        text(
            f"UPDATE subject_keys SET wrapped = (SELECT wrapped FROM subject_keys WHERE id = {first})"
            f" WHERE id = {second}"
        )
    )
    ring.session.expire_all()
    with pytest.raises(KeyTrouble, match=str(second)):
        again(ring).seal(second, "reports.narrative", 1, "text")


def test_many_keys_are_made_and_opened_by_few_statements(ring: Keyring) -> None:
    said: list[str] = []
    ring.session.connection()
    event.listen(db.engine, "before_cursor_execute", lambda *a: said.append(a[2]))
    numbers = ring.new_keys(1200)
    assert len(said) == 2
    cells = [ring.seal(n, "reports.narrative", n, "text") for n in numbers]
    other = again(ring)
    said.clear()
    other.open_keys([*numbers, *numbers])
    assert len(said) == 3
    opened = [
        other.unseal(n, "reports.narrative", n, c) for n, c in zip(numbers, cells, strict=True)
    ]
    assert opened == ["text"] * 1200
    assert len(said) == 3
    assert ring.new_keys(0) == []


def test_keys_made_at_once_follow_those_there_are(ring: Keyring) -> None:
    report = a_report(NINH_KIEU)
    stored(ring.session, report)
    before = ring.key_of(report)
    assert min(ring.new_keys(3)) > before
    known = ring.session.scalars(select(SubjectKey.id)).all()
    assert len(known) == len(set(known))


def test_a_keyring_does_not_show_its_keys(ring: Keyring) -> None:
    (number,) = ring.new_keys(1)
    assert ring._keys[number].hex() not in repr(ring)
    assert str(ring._keys[number]) not in repr(ring)
    assert isinstance(ring.place, Place)
    assert ring.session.get(Report, -1) is None
