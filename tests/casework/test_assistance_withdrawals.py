"""A whole entry is withdrawn with one reason, as it was seen, and no help that is kept from one."""

from __future__ import annotations

import pytest

from caseapp.casework.assistance import withdraw_assistance
from caseapp.casework.assistance_batch_reading import list_batches, read_batch
from caseapp.casework.assistance_batches import record_batch
from caseapp.casework.assistance_withdrawals import withdraw_batch
from caseapp.casework.child_reading import read_child
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.casework.test_assistance_batches import GIFT, many
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user


def test_all_who_are_seen_lose_it_and_nobody_else(house: House) -> None:
    actor, far = officer_of(house), officer_of(house, CAI_KHE)
    codes = many(house, actor, 3)
    make_user(house, "officer", NINH_KIEU, username="khac")
    over = actor_of(house, make_user(house, "supervisor", CITY))
    with house.app.app_context():
        number = int(record_batch(actor, NINH_KIEU, GIFT, codes, now=NOW))
        mark_conflict(over, "child", codes[0], username="khac", reason="Người nhà", now=NOW)
        seen = read_batch(actor_of(house, "khac"), NINH_KIEU, number, now=NOW)
        shown = [each.row for each in seen.standing]
        assert len(shown) == 2
        with pytest.raises(Missing):
            withdraw_batch(far, NINH_KIEU, number, shown, why="Nhầm", now=NOW)
        with pytest.raises(RuleBroken, match="changed since"):  # another one stands, unseen
            withdraw_batch(actor, NINH_KIEU, number, shown, why="Nhầm", now=NOW)
        other = actor_of(house, "khac")
        withdraw_batch(other, NINH_KIEU, number, shown, why="Nhập nhầm năm", now=NOW)
        view = read_batch(actor, NINH_KIEU, number, now=NOW)
        assert [each.child.code for each in view.standing] == codes[:1]
        assert [line.children for line in list_batches(actor, NINH_KIEU, now=NOW).lines] == [1]
        (row,) = read_child(actor, codes[1], now=NOW).withdrawn
        assert row.withdrawn is not None
        assert row.withdrawn.why == "Nhập nhầm năm"
        with pytest.raises(RuleBroken, match="changed since"):  # again: nothing stands any more
            withdraw_batch(other, NINH_KIEU, number, shown, why="Nhầm", now=NOW)
        last = [each.row for each in view.standing]
        withdraw_assistance(actor, codes[0], last[0], why="Vắng mặt", now=NOW)
        with pytest.raises(RuleBroken, match="changed since"):
            withdraw_batch(actor, NINH_KIEU, number, last, why="Nhầm", now=NOW)
        assert list_batches(actor, NINH_KIEU, now=NOW).lines == []
