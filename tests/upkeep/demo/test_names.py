"""Names are put together from the lists and from nothing else."""

from __future__ import annotations

from random import Random

import pytest

from caseapp.rules.codes.people import ETHNICITY
from caseapp.upkeep.demo import names


def composed(people: str) -> set[str]:
    stock = names.STOCKS[people]
    return {
        f"{surname} {middle} {given}"
        for surname in stock.surnames
        for sex in ("male", "female")
        for middle in stock.middles[sex]
        for given in stock.given[sex]
    }


@pytest.mark.parametrize("people", sorted(names.STOCKS))
@pytest.mark.parametrize("sex", ["male", "female", "unknown"])
def test_a_name_has_three_or_four_syllables_of_its_people(people: str, sex: str) -> None:
    rng, invented = Random(people + sex), composed(people)
    drawn = [names.full_name(rng, sex, people) for _ in range(300)]
    assert set(drawn) <= invented
    assert {len(name.split()) for name in drawn} == {3, 4}


def test_no_syllable_stands_twice_running() -> None:
    rng = Random(1)
    for _ in range(3000):
        _, middle, *given = names.full_name(rng, "female", "Khmer").split()
        assert middle not in given


def test_khmer_children_bear_khmer_surnames() -> None:
    rng = Random(2)
    drawn = [names.surname(rng, "Khmer") for _ in range(400)]
    assert {"Thạch", "Sơn", "Lâm", "Danh", "Kim", "Châu"} <= set(drawn)
    assert "Nguyễn" not in drawn


def test_a_family_name_given_is_kept() -> None:
    assert names.full_name(Random(3), "male", "Hoa", "Quách").startswith("Quách ")


def test_the_stocks_are_ethnic_groups_and_all_others_are_named_like_the_majority() -> None:
    assert set(names.STOCKS) <= set(ETHNICITY.codes)
    assert names.stock_of("Chăm") == names.stock_of("") == "Kinh"


def test_every_surname_has_its_weight() -> None:
    for stock in names.STOCKS.values():
        assert len(stock.surnames) == len(stock.weights) == len(set(stock.surnames))


def test_telephone_numbers_begin_like_nobodys() -> None:
    # 010 was never a mobile prefix and eleven-digit 01 numbers ended in 2018.
    number = names.phone(Random(4))
    assert number.startswith("0100 ")
    assert len(number.replace(" ", "")) == 10
