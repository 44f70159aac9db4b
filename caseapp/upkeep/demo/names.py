"""Invented names: Vietnamese, Khmer and Hoa, of three or four syllables, for nobody who lives."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Final


@dataclass(frozen=True)
class Stock:
    """What the names of a people are put together from; `given` holds one or two syllables."""

    surnames: tuple[str, ...]
    weights: tuple[int, ...]
    middles: dict[str, tuple[str, ...]]
    given: dict[str, tuple[str, ...]]

    @property
    def running(self) -> list[int]:
        """The surnames' weights as running totals."""
        return list(accumulate(self.weights))


def _words(text: str) -> tuple[str, ...]:
    """Split at commas, so that two syllables may stay together."""
    return tuple(" ".join(part.split()) for part in text.split(","))


def _counted(text: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    pairs = [part.rpartition(" ") for part in _words(text)]
    return tuple(name for name, _, _ in pairs), tuple(int(number) for *_, number in pairs)


_KINH: Final = Stock(
    *_counted(
        "Nguyễn 34, Trần 12, Lê 10, Huỳnh 8, Phạm 7, Phan 4, Võ 5, Đặng 3, Bùi 2, Đỗ 2, Hồ 2, "
        "Ngô 2, Dương 2, Lý 1, Trương 3, Lâm 1, Mai 1, Đoàn 1, Cao 1, Châu 1, Tô 1, La 1"
    ),
    {
        "male": _words("Văn, Hoàng, Minh, Quốc, Gia, Thanh, Hữu, Đức, Phúc, Tấn, Nhật, Chí, Trọng"),
        "female": _words("Thị, Ngọc, Thanh, Kim, Bảo, Mỹ, Như, Hồng, Thùy, Gia, Phương, Cẩm, Diễm"),
    },
    {
        "male": _words(
            "An, Bảo, Cường, Duy, Đạt, Hải, Hào, Hậu, Hiếu, Huy, Khang, Khoa, Lộc, Long, "
            "Luân, Nhân, Phát, Phong, Phú, Quân, Sang, Tâm, Thịnh, Tiến, Toàn, Trí, "
            "Vinh, Anh Khôi, Bảo Long, Hoài Nam, Khánh Duy, Thiên Ân, Tuấn Kiệt"
        ),
        "female": _words(
            "An, Anh, Châu, Dung, Duyên, Giang, Hà, Hân, Hằng, Hương, Lan, Linh, Ly, My, Mỹ, Ngân, "
            "Nghi, Nhi, Nhung, Oanh, Quyên, Tâm, Thảo, Thơ, Thư, Tiên, Trâm, Trân, Trúc, Tuyền, "
            "Vy, Yến, Anh Thư, Bảo Ngọc, Khánh Vy, Minh Châu, Tường Vi, Yến Nhi"
        ),
    },
)
_KHMER: Final = Stock(
    *_counted(
        "Thạch 24, Sơn 15, Lâm 14, Danh 10, Kim 9, Châu 7, Lý 6, Trà 3, Kiên 3, Liêu 3, Tăng 2, "
        "Kiêm 1, Đào 1, Hứa 1"
    ),
    {
        "male": _words("Sà, Chanh, Sô, Ra, Minh, Văn, Thanh, Sa, Ngọc, Hoàng, Đa, Rích"),
        "female": _words("Thị, Sô, Na, Chanh, Ngọc, Sa, Thanh, Kim, Sóc, Mây"),
    },
    {
        "male": _words(
            "Rây, Đa Ra, Thi, Rết, Phia, Rương, Khêl, Sóc Kha, Phi Rum, Ươl, Pha, Vuông, Sà Mết, "
            "Tha Na, Kha, Quyên, Sung, Chanh Tha, Rinh, Đô, Vi Sal, Sô Thia, Khương, Rạ"
        ),
        "female": _words(
            "Sô Phi, Phi, Na Vy, Rây, Lin Đa, Chanh Thu, Sà Quên, Phol Ly, Rịt, Nary, Thia, Duyên, "
            "Mô Ni, Sa Rinh, Đa Lin, Na, Hên, Sà Vươn, Bô Pha, Lài, Thu, Diệu, Sô Khom, Ny"
        ),
    },
)
_HOA: Final = Stock(
    *_counted(
        "Trần 12, Lâm 12, Lý 10, Quách 9, Huỳnh 8, Trịnh 6, Vương 6, Hứa 5, Mã 5, Tăng 5, Ong 4, "
        "Thái 4, Lưu 4, Khưu 3, Đái 2, Giang 2, Tạ 2, Phù 1"
    ),
    {
        "male": _words("Gia, Chí, Vĩ, Quốc, Thế, Tuấn, Vĩnh, Kiến, Minh, Hán"),
        "female": _words("Mỹ, Tuyết, Bội, Gia, Huệ, Tú, Ngọc, Lệ, Thục, Bảo"),
    },
    {
        "male": _words(
            "Hào, Cường, Huy, Thành, Phong, Vinh, Hưng, Luân, Quyền, Minh, Đạt, Khang, "
            "Xương, Bân, Hào Kiệt, Diệu"
        ),
        "female": _words(
            "Linh, Nghi, San, Hân, Phụng, Dung, Nhi, Kỳ, Trân, Quân, Mẫn, Văn, Phối, Linh Nghi, "
            "Anh, Yến"
        ),
    },
)
STOCKS: Final = {"Kinh": _KINH, "Khmer": _KHMER, "Hoa": _HOA}
_RUNNING: Final = {people: stock.running for people, stock in STOCKS.items()}


def stock_of(ethnicity: str) -> str:
    """Return whose names a child of the ethnic group is given: its own, or the majority's."""
    return ethnicity if ethnicity in STOCKS else "Kinh"


def surname(rng: Random, ethnicity: str) -> str:
    """Draw a surname, the common ones more often."""
    people = stock_of(ethnicity)
    stock = STOCKS[people]
    return rng.choices(stock.surnames, cum_weights=_RUNNING[people])[0]


def full_name(rng: Random, sex: str, ethnicity: str, family: str = "") -> str:
    """Draw a name of three or four syllables; `family`: the surname to bear, else drawn.

    A child whose sex is not known is named like either.
    """
    stock = STOCKS[stock_of(ethnicity)]
    named_as = sex if sex in stock.given else rng.choice(("male", "female"))
    first = family or surname(rng, ethnicity)
    middles, given = stock.middles[named_as], stock.given[named_as]
    middle = middles[int(rng.random() * len(middles))]
    last = given[int(rng.random() * len(given))]
    while middle in last.split():
        last = given[int(rng.random() * len(given))]
    return f"{first} {middle} {last}"


def phone(rng: Random) -> str:
    """Draw a telephone number that rings nowhere: 010 was withdrawn and given to nobody."""
    return f"0100 {rng.randrange(1000):03} {rng.randrange(1000):03}"
