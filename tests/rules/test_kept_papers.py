"""Numbers as a clerk writes them, moments of a signature, files that were signed digitally."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.rules.kept_papers import (
    KEPT_PAPERS,
    check_signed,
    clean_number,
    clean_symbol,
    is_signed_file,
    next_number,
    number_key,
    own_register,
)
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.house import NOW

DAY = timedelta(days=1)
KEPT = b"%PDF-1.7 what was put before the signer %%EOF\n"


DER = b"<3082" + 150 * b"0a" + 60 * b"00" + b">"


def signed(
    kept: bytes = KEPT, gap: int = 0, rest: int | None = None, contents: bytes = DER
) -> bytes:
    """What a signing program makes of a PDF: the same bytes, and a signature behind them."""
    tail = b"/Type /Sig /ByteRange [0 %06d %06d %06d] /Contents " + contents + b" %%%%EOF"
    length = len(kept) + len(tail % (0, 0, 0))
    start = len(kept) + (tail % (0, 0, 0)).index(contents) + gap
    end = start + len(contents)
    return kept + tail % (start, end, length - end if rest is None else rest)


@pytest.mark.parametrize(
    ("state", "move", "to"),
    [
        ("waiting", "complete", "completed"),
        ("waiting", "replace", "replaced"),
        ("completed", "complete", None),
        ("completed", "replace", None),
        ("replaced", "complete", None),
        ("replaced", "replace", None),
    ],
)
def test_every_move_from_every_state(state: str, move: str, to: str | None) -> None:
    if to is not None:
        assert KEPT_PAPERS.next_state(state, move) == to
        return
    with pytest.raises(RuleBroken):
        KEPT_PAPERS.next_state(state, move)


@pytest.mark.parametrize(
    ("typed", "kept", "key"),
    [("27", "27", "27"), (" 05 ", "05", "5"), ("12a", "12A", "12A"), ("000", "000", "0")],
)
def test_a_number_is_kept_as_written_and_told_from_others(typed: str, kept: str, key: str) -> None:
    assert clean_number(typed) == kept
    assert number_key(kept) == key


@pytest.mark.parametrize("typed", ["", "mười", "27/QĐ-UBND", "Nguyễn Văn A", "1" * 8, "-1", "٣"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        clean_number(typed)
    assert refusal.value.field == "number"


def test_a_symbol_is_kept_in_capitals_and_composed() -> None:
    assert clean_symbol(" qđ-ubnd ") == "QĐ-UBND"
    assert clean_symbol("UBND-VP.XH") == "UBND-VP.XH"
    for typed in ("", "QĐ UBND", "Nguyễn Văn A", "QĐ--UBND", "A" * 60):
        with pytest.raises(RuleBroken) as refusal:
            clean_symbol(typed)
        assert refusal.value.field == "symbol"


def test_the_next_number_follows_the_highest() -> None:
    assert next_number([]) == "01"
    assert next_number(["1", "8", "12A"]) == "09"
    assert next_number(["9", "120"]) == "121"
    assert own_register(31135) == "own_register:31135"


def test_a_signature_counts_from_its_hour_or_from_the_decision() -> None:
    decided, day = NOW - DAY, local_day(NOW - DAY)
    assert check_signed(decided, day, None, NOW) == decided
    later = decided + timedelta(hours=2)
    assert check_signed(decided, day, later, NOW) == later


def test_of_a_later_day_without_its_hour_the_day_is_kept() -> None:
    day = local_day(NOW)
    moment = check_signed(NOW - 2 * DAY, day, None, NOW)
    assert (local_day(moment), moment.hour, moment.minute) == (day, 0, 0)


def test_not_before_the_decision_nor_to_come() -> None:
    decided = NOW - DAY
    for day, moment in (
        (local_day(NOW - 2 * DAY), None),
        (local_day(NOW + DAY), None),
        (local_day(decided), decided - timedelta(minutes=2)),
        (local_day(NOW), NOW + timedelta(minutes=1)),
    ):
        with pytest.raises(RuleBroken) as refusal:
            check_signed(decided, day, moment, NOW)
        assert refusal.value.field == "signed_on"


def test_a_signature_over_the_kept_bytes_is_known() -> None:
    assert is_signed_file(KEPT, signed())
    assert not is_signed_file(KEPT, KEPT)
    assert not is_signed_file(KEPT, KEPT + b"something was added %%EOF")
    assert not is_signed_file(KEPT, b"%PDF-1.4 a scan" + signed())
    # Over a part of it alone, or over more than there is.
    assert not is_signed_file(KEPT, signed(gap=-4))
    assert not is_signed_file(KEPT, signed(gap=-len(signed())))
    assert not is_signed_file(KEPT, signed(rest=9999))


@pytest.mark.parametrize(
    "contents", [b"<>", b"<00ff>", b"<" + 300 * b"0" + b">", b"<3082>", b"(30" + 300 * b"0" + b")"]
)
def test_a_range_around_no_signature_makes_none(contents: bytes) -> None:
    assert not is_signed_file(KEPT, signed(contents=contents))


def test_numbers_without_end_are_no_range() -> None:
    assert not is_signed_file(KEPT, KEPT + b"/ByteRange [0 " + 5000 * b"9" + b" 1 1]")
