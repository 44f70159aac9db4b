"""Papers before their signer: kept byte for byte, numbered by the clerk, never changed after."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.kept_opening import open_copy
from caseapp.casework.kept_papers import Decision, Made, look, put_paper
from caseapp.casework.kept_reading import kept_in_case, read_kept
from caseapp.casework.measures_reading import read_measures
from caseapp.casework.outcomes import Missing, Stale
from caseapp.casework.separation_orders import NewOrder, prepare_order
from caseapp.records.audit import AuditEntry
from caseapp.records.cases import Measure
from caseapp.records.files import StoredFile
from caseapp.records.kept_papers import KeptCopy, KeptPaper
from caseapp.rules.access import Actor, Denied
from caseapp.rules.copies import Copy
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.kept_papers import PDF, a_completion, complete, put
from tests.factories.measures import DAY, TODAY, Desk, a_desk, decide, follow, prepare
from tests.factories.plans import approved, plans_in
from tests.factories.reports import kept
from tests.factories.web import CAI_KHE, make_user
from tests.rules.test_kept_papers import signed


@pytest.fixture
def desk(house: House) -> Desk:
    """A case in which a separation is decided, and the 12 hours of its report with it."""
    made = a_desk(house)
    prepare(house, made)
    decide(house, made.chair, made.case)
    return made


def opened(house: House, actor: Actor, code: str, copy: Copy = Copy.SERVED) -> bytes:
    with house.app.app_context():
        return open_copy(actor, code, copy, now=NOW).content


def test_both_copies_are_kept_as_they_were_drawn(house: House, desk: Desk) -> None:
    code = put(house, desk.officer, desk.case)
    for copy, content in PDF.items():
        assert opened(house, desk.chair, code, copy) == content
    with house.app.app_context():
        view = read_kept(desk.officer, code, now=NOW)
    assert code.startswith("VB-26-")
    assert (view.state, view.version, view.form, view.place) == ("waiting", 1, "07", 1)
    assert {each.copy: each.sha256 for each in view.copies} == {
        copy: hashlib.sha256(content).hexdigest() for copy, content in PDF.items()
    }
    assert view.numbered_in == view.unit_id
    assert (view.put_by, view.child_name) == (desk.officer.name, "Đỗ Thị Hòa")


def test_nothing_of_them_lies_open(house: House, desk: Desk) -> None:
    put(house, desk.officer, desk.case)
    columns = (KeptCopy.content, KeptCopy.source, KeptCopy.content_key)
    for content, source, key in kept(house, select(*columns)):
        assert b"%PDF" not in content
        assert b"<p>" not in source
        assert len(key) > 32


def test_putting_is_logged_with_the_hash_of_each_copy(house: House, desk: Desk) -> None:
    put(house, desk.officer, desk.case)
    rows = kept(house, select(AuditEntry.act, AuditEntry.detail))
    told = [json.loads(detail) for act, detail in rows if act == "paper.put"]
    hashes = {each["copy"]: each["sha256"] for each in told if "sha256" in each}
    assert hashes["file"] == hashlib.sha256(PDF[Copy.FILE]).hexdigest()
    assert set(hashes) == {"file", "served"}


def test_nothing_is_put_before_a_signer_that_nobody_decided(house: House) -> None:
    made = a_desk(house)
    prepare(house, made)
    with pytest.raises(RuleBroken, match="Nothing has been decided"):
        put(house, made.officer, made.case)
    with pytest.raises(Missing):
        put(house, made.officer, made.case, number=2)
    decide(house, made.chair, made.case, "refuse")
    with pytest.raises(RuleBroken, match="Nothing has been decided"):
        put(house, made.officer, made.case)


def test_not_when_the_record_changed_while_it_was_drawn(house: House, desk: Desk) -> None:
    about = Decision("separation", desk.case, 1)
    with house.app.app_context():
        seen = look(desk.officer, about, now=NOW)
    follow(house, desk, "extension", NOW + 6 * DAY, last_day=TODAY + 15 * DAY)
    copies = {copy: Made(content, "") for copy, content in PDF.items()}
    with house.app.app_context(), pytest.raises(Stale):
        put_paper(desk.officer, about, copies, seen=seen, now=NOW + 6 * DAY)


def test_a_new_version_takes_the_place_of_one_that_waits(house: House, desk: Desk) -> None:
    first = put(house, desk.officer, desk.case)
    with pytest.raises(RuleBroken) as refusal:
        put(house, desk.officer, desk.case)
    assert refusal.value.field == "reason"
    second = put(house, desk.chair, desk.case, reason="Sai tên đường", words="2")
    with house.app.app_context():
        views = kept_in_case(desk.officer, desk.case, now=NOW)
    assert [(each.code, each.version, each.state, each.newest) for each in views] == [
        (second, 2, "waiting", True),
        (first, 1, "replaced", False),
    ]
    assert views[0].reason == "Sai tên đường"
    assert opened(house, desk.officer, first) == PDF[Copy.SERVED]
    assert opened(house, desk.officer, second) == PDF[Copy.SERVED] + b"2"
    with pytest.raises(RuleBroken):
        complete(house, desk.officer, first)


def test_the_number_and_the_scan_complete_it_and_sign_the_decision(
    house: House, desk: Desk
) -> None:
    code = put(house, desk.officer, desk.case)
    hour = NOW + timedelta(hours=2)
    done = a_completion("05", signed_at=hour, symbol="qđ-ubnd")
    complete(house, desk.officer, code, done, now=hour)
    with house.app.app_context():
        view = read_kept(desk.chair, code, now=hour)
        parted = read_measures(desk.officer, desk.case, now=hour).separations[0]
    assert (view.state, view.number, view.symbol, view.how) == (
        "completed",
        "05",
        "QĐ-UBND",
        "scan",
    )
    assert (view.signed_on, view.signed_at, view.completed_by) == (
        local_day(NOW), hour, desk.officer.name,
    )  # fmt: skip
    assert kept(house, select(StoredFile.code)) == [(view.scan,)]
    assert parted.signed_at == hour
    # The separation is the decision that the report waited for: it is signed with it.
    assert kept(house, select(Measure.signed_at)) == [(hour,)]
    with pytest.raises(RuleBroken):
        complete(house, desk.officer, code, a_completion("06"))


def test_a_digitally_signed_copy_is_known_by_the_kept_bytes(house: House, desk: Desk) -> None:
    code = put(house, desk.officer, desk.case)
    complete(house, desk.officer, code, a_completion(content=signed(PDF[Copy.SERVED])))
    with house.app.app_context():
        assert read_kept(desk.officer, code, now=NOW).how == "digital"


def test_a_number_is_used_once_in_a_unit_a_year_and_a_symbol(house: House, desk: Desk) -> None:
    code = put(house, desk.officer, desk.case)
    complete(house, desk.officer, code, a_completion("7"))
    again = put(house, desk.officer, desk.case, reason="Ký lại")
    with pytest.raises(RuleBroken) as refusal:
        complete(house, desk.officer, again, a_completion("07"))
    assert refusal.value.field == "number"
    assert refusal.value.params == {"number": "07", "symbol": "QĐ-UBND", "year": 2026}
    with house.app.app_context():
        view = read_kept(desk.officer, again, now=NOW)
    assert (view.state, view.number, view.scan) == ("waiting", "", "")
    assert len(kept(house, select(StoredFile.id))) == 1  # the refused scan is not kept
    complete(house, desk.officer, again, a_completion("07", symbol="QĐ-UB"))


def test_the_next_year_and_another_unit_have_numbers_of_their_own(house: House, desk: Desk) -> None:
    code = put(house, desk.officer, desk.case)
    complete(house, desk.officer, code, a_completion("7"))
    later = NOW + 60 * DAY
    again = put(house, desk.officer, desk.case, reason="Ký lại", now=later)
    complete(house, desk.officer, again, a_completion("7", local_day(later)), now=later)
    columns = (KeptPaper.year, KeptPaper.number_key, KeptPaper.unit_id)
    assert [row[:2] for row in kept(house, select(*columns))] == [(2026, "7"), (2027, "7")]


def test_the_other_chair_who_decided_gives_the_number_of_their_unit(house: House) -> None:
    made = a_desk(house)
    prepare(house, made)
    decide(house, actor_of(house, "chutich.caikhe"), made.case)  # who is let in by now
    code = put(house, made.officer, made.case)
    with house.app.app_context():
        view = read_kept(made.officer, code, now=NOW)
    assert (view.unit_id, view.numbered_in) == (31135, int(CAI_KHE))


@pytest.mark.parametrize(
    "wrong",
    [
        {"signed_on": TODAY - DAY},
        {"signed_on": TODAY + DAY},
        {"signed_at": NOW + timedelta(minutes=5)},
        {"number": "Nguyễn Văn A"},
        {"symbol": ""},
        {"content": b"no picture and no PDF"},
    ],
)
def test_what_cannot_be_is_refused_and_leaves_it_waiting(
    house: House, desk: Desk, wrong: dict[str, object]
) -> None:
    code = put(house, desk.officer, desk.case)
    with pytest.raises(RuleBroken):
        complete(house, desk.officer, code, a_completion(**wrong))
    with house.app.app_context():
        assert read_kept(desk.officer, code, now=NOW).waits


def test_a_plan_that_was_approved_bears_the_clerks_number(house: House, desk: Desk) -> None:
    number = approved(house, desk.officer, desk.chair, desk.case)
    typed = plans_in(house, desk.officer, desk.case).plan(number)
    assert typed.decision_number == "27/QĐ-UBND"  # as it was typed with the decision
    code = put(house, desk.officer, desk.case, "plan", number)
    complete(house, desk.officer, code, a_completion("102"))
    view = plans_in(house, desk.officer, desk.case).plan(number)
    assert view.decision_number == "102/QĐ-UBND"
    assert view.signed_at == NOW


def test_what_follows_a_separation_is_put_under_its_own_number(house: House, desk: Desk) -> None:
    later = NOW + 6 * DAY
    follow(house, desk, "extension", later, last_day=TODAY + 15 * DAY)
    with house.app.app_context():
        new = NewOrder("lifting", "Đã an toàn", assessed_on=TODAY + 5 * DAY)
        prepare_order(desk.officer, desk.case, 1, new, now=later)
    code = put(house, desk.officer, desk.case, "extension", 1, now=later)
    with pytest.raises(RuleBroken, match="Nothing has been decided"):
        put(house, desk.officer, desk.case, "lifting", 2, now=later)
    with pytest.raises(Missing):
        put(house, desk.officer, desk.case, "lifting", 1, now=later)
    with house.app.app_context():
        assert read_kept(desk.officer, code, now=later).place == 1


def test_nobody_else_puts_or_completes(house: House, desk: Desk) -> None:
    supervisor = actor_of(house, make_user(house, "supervisor", "92"))
    stranger = actor_of(house, make_user(house, "officer", CAI_KHE, "la"))
    code = put(house, desk.officer, desk.case)
    for actor, refused in ((supervisor, Denied), (stranger, Missing)):
        with pytest.raises(refused):
            put(house, actor, desk.case, reason="x")
        with pytest.raises(refused):
            complete(house, actor, code)
    with pytest.raises(Missing):
        opened(house, stranger, code)
    assert opened(house, supervisor, code, Copy.FILE) == PDF[Copy.FILE]
