"""The page of one help for a list of children: as it stands today, without what is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp.casework import assistance_batch_reading
from caseapp.casework.assistance import correct_assistance, withdraw_assistance
from caseapp.casework.assistance_batch_reading import list_batches, read_batch
from caseapp.casework.assistance_batches import record_batch
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.outcomes import Missing
from tests.casework.test_assistance_batches import GIFT, many
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user


def test_one_child_is_put_right_or_taken_off_and_the_others_stay(house: House) -> None:
    actor = officer_of(house)
    codes = many(house, actor, 3)
    with house.app.app_context():
        number = int(record_batch(actor, NINH_KIEU, GIFT, codes, now=NOW))
        rows = {
            each.child.code: each.row
            for each in read_batch(actor, NINH_KIEU, number, now=NOW).given
        }
        right = replace(GIFT, value=700_000)
        correct_assistance(actor, codes[0], rows[codes[0]], right, why="Nhập nhầm", now=NOW)
        withdraw_assistance(actor, codes[1], rows[codes[1]], why="Vắng mặt", now=NOW)
        view = read_batch(actor, NINH_KIEU, number, now=NOW)
    now_has = {each.child.code: (each.value, each.corrected, each.withdrawn) for each in view.given}
    assert now_has == {
        codes[0]: (700_000, True, False),
        codes[1]: (500_000, False, True),
        codes[2]: (500_000, False, False),
    }
    assert view.total == 1_200_000


def test_what_is_kept_from_a_reader_is_in_no_list_of_theirs(house: House) -> None:
    actor, far = officer_of(house), officer_of(house, CAI_KHE)
    codes = many(house, actor, 2)
    make_user(house, "officer", NINH_KIEU, username="khac")
    make_user(house, "supervisor", CITY, username="giamsat")
    with house.app.app_context():
        number = int(record_batch(actor, NINH_KIEU, GIFT, codes, now=NOW))
        with pytest.raises(Missing):
            read_batch(far, NINH_KIEU, number, now=NOW)
        with pytest.raises(Missing):
            read_batch(far, CAI_KHE, number, now=NOW)
        with pytest.raises(Missing):
            record_batch(far, NINH_KIEU, GIFT, codes, now=NOW)
        over = actor_of(house, "giamsat")
        mark_conflict(over, "child", codes[0], username="khac", reason="Người nhà", now=NOW)
        view = read_batch(actor_of(house, "khac"), NINH_KIEU, number, now=NOW)
        assert [each.child.code for each in view.given] == codes[1:]
        assert list_batches(actor_of(house, "khac"), NINH_KIEU, now=NOW).lines[0].children == 1
        mark_conflict(over, "child", codes[1], username="khac", reason="Người nhà", now=NOW)
        with pytest.raises(Missing):
            read_batch(actor_of(house, "khac"), NINH_KIEU, number, now=NOW)
        assert list_batches(actor_of(house, "khac"), NINH_KIEU, now=NOW).lines == []


def test_entries_follow_page_by_page_the_newest_first(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistance_batch_reading, "PAGE", 2)
    actor = officer_of(house)
    (code,) = many(house, actor, 1)
    found, after = [], 0
    with house.app.app_context():
        for value in (1, 2, 3):
            gift = replace(GIFT, provider=f"Nhà hảo tâm {value}")
            record_batch(actor, NINH_KIEU, gift, [code], now=NOW)
        for following in (2, 0):
            page = list_batches(actor, NINH_KIEU, after, now=NOW)
            found += [line.provider[-1] for line in page.lines]
            assert bool(page.next) is bool(following)
            after = page.next
    assert found == ["3", "2", "1"]
