"""What a new password may not be: one of the common ones, a run of keys, or words of the house.

ASVS 5.0, 6.2.4 and 6.2.11. No kind of sign is demanded or forbidden (6.2.5).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from caseapp.rules.matching import fold
from caseapp.rules.values import RuleBroken

SHORTEST: Final = 10
"""Characters of a password, at least."""

_LIST: Final = Path(__file__).with_name("common_passwords.txt.gz")

VIETNAMESE: Final = frozenset((
    "anhnhoem", "anhyeuem", "baclieu", "bamecon", "bome", "buonlam", "buonqua", "camon",
    "cantho", "canthogaotrang", "chaoban", "chucmungnammoi", "concho", "conga", "congty",
    "conmeo", "conyeubome", "conyeume", "danang", "dangki", "dangky", "dangnhap", "deobiet",
    "deocho", "doimatkhau", "emnhoanh", "emyeuanh", "giadinh", "giadinhlaso", "giadinhtoi",
    "hanhphuc", "hanoi", "haugiang", "hoahong", "hoamai", "hoangsa", "hoangvan", "hocsinh",
    "khongbiet", "khongco", "khongcogi", "khongnho", "khongnoi", "levan", "maimai",
    "maimaiyeuem", "maiyeuem", "matkhau", "matkhaucuatoi", "matma", "mautim", "mauxanh",
    "maymanthanhcong", "mientay", "motngay", "nguoidung", "nguyen", "nguyenvana", "nguyenvanan",
    "nhanvien", "ninhkieu", "phamvan", "quantri", "quantrivien", "quenroi", "saigon",
    "soctrang", "songhau", "sonla", "taikhoan", "taydo", "thanhcong", "thaydoi", "tinhyeu",
    "tinhyeucuaanh", "toiyeuban", "toiyeuvietnam", "tranthi", "truonghoc", "truongsa",
    "vanphong", "vietnam", "vietnamvodich", "xincamon", "xinchao", "yeuanh", "yeuban",
    "yeubome", "yeuem", "yeumotnguoi",
))  # fmt: skip
"""Vietnamese ones, which lists from elsewhere lack: chosen by the builders, not counted."""

HOUSE: Final = (
    "caseapp", "cantho", "treem", "baove", "baovetreem", "canbo", "canbobaovetreem", "uyban",
    "ubnd", "uybannhandan", "phuong", "thanhpho", "congtacxahoi", "lanhdao", "chutich",
    "giamsat", "congtacvien", "quantri", "thongke", "hoso", "vuviec", "soyte",
    "congan", "tongdai111",
)  # fmt: skip
"""Words of the house (ASVS 6.1.2): the program, the place, its units, its roles, its papers."""

_ROWS: Final = (
    "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "azertyuiop",
    "qwertzuiop", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "a1b2c3d4e5f6g7h8i9j0", "!@#$%^&*()",
)  # fmt: skip
_RUN: Final = 3
_LEFT: Final = 3
_OWN_LEFT: Final = 5
_SIGNS: Final = str.maketrans("@401!3$57", "aaoiiesst")
_ENDS: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_NUMBER: Final = re.compile(r"[+(]?(?:\d[ .()/-]{0,2}){9,12}")
_AGAIN: Final = re.compile(r"(.{1,5})\1+(.{0,4})")
_YEAR: Final = re.compile(r"(?:19|20)\d\d|0?123\d*|[\W_]")


@cache
def common() -> frozenset[str]:
    """Return the common passwords as they are compared: folded, without blanks."""
    listed = gzip.decompress(_LIST.read_bytes()).decode("ascii").split()
    return frozenset(fold(word) for word in listed) | VIETNAMESE


def refuse_weak(password: str, about: Iterable[str] = (), *, field: str = "password") -> None:
    """Raise RuleBroken, naming the field, for a password that a stranger would soon try.

    `about` are words that anybody knows of the account: sign-in name, full name, names of units.
    """
    if len(password) < SHORTEST:
        raise RuleBroken("Choose a password of at least 10 characters", field=field)
    if is_common(password):
        raise RuleBroken(
            "Choose another password: this one, or one nearly like it, is used by many", field=field
        )
    if says_who(password, about):
        raise RuleBroken(
            "Choose a password that is more than your name, your unit or words of this work",
            field=field,
        )


def is_common(password: str) -> bool:
    """Tell whether a password stands on the lists, is a number or a run of keys, or is nearly so.

    Digits and signs around a common word, and signs in the place of letters, hide nothing.
    """
    plain = fold(password).replace(" ", "")
    bare = _ENDS.sub("", plain)
    forms = {plain, bare, bare.translate(_SIGNS), _ENDS.sub("", plain.translate(_SIGNS))}
    return any(_is_listed(form) for form in forms) or _is_pattern(plain, password)


def _is_listed(form: str) -> bool:
    half, odd = divmod(len(form), 2)
    twice = not odd and form[:half] == form[half:]
    return form in common() or (twice and form[:half] in common())


def _is_pattern(plain: str, password: str) -> bool:
    """Tell whether it is a telephone or personal number or a day, few signs again, or key runs."""
    if _NUMBER.fullmatch(password.strip()):
        return True
    again = _AGAIN.fullmatch(plain)
    if again and (again[1] + again[2]).startswith(again[2]):
        return True
    return len(_without_runs(plain)) < _LEFT


def _without_runs(text: str) -> str:
    """Return what is left of a text when runs along the keyboard or the alphabet are taken out."""
    left, at = "", 0
    while at < len(text):
        run = _run_at(text, at)
        if run > _RUN:
            at += run
        else:
            left += text[at]
            at += 1
    return left


def _run_at(text: str, at: int) -> int:
    """Return how long the longest run is that begins here: of a row, backwards, or of one key."""
    longest = 0
    for row in (*_ROWS, text[at] * len(text)):
        for keys in (row, row[::-1]):
            length = longest
            while at + length < len(text) and text[at : at + length + 1] in keys:
                length += 1
            longest = length
    return longest


def says_who(password: str, about: Iterable[str] = ()) -> bool:
    """Tell whether hardly anything is left beside words of the house and of the account."""
    left = fold(password).replace(" ", "")
    words = {part for text in about for part in (fold(text).replace(" ", ""), *fold(text).split())}
    known = {re.sub(r"[\W_]", "", word) for word in words} | set(HOUSE)
    parts = [word for word in sorted(known, key=len, reverse=True) if len(word) > 1]
    bare = re.sub(r"[\W_]", "", left)
    found = False
    for word in parts:
        found = found or word in bare
        bare = bare.replace(word, "")
    return found and len(_YEAR.sub("", bare)) < _OWN_LEFT
