"""What an erasure does, in the transaction of its decision: keys, rows, drafts, downloads."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from sqlalchemy import select, update

from caseapp import desk
from caseapp.casework.erasure_requests import close_requests
from caseapp.records.children import Child
from caseapp.records.erasing import (
    FileRows,
    blank,
    clear_beside,
    mark,
    overwrite_freed,
    rename,
    rows_of,
)
from caseapp.records.erasures import Erasure
from caseapp.records.kept_forms import KeptForm, open_fields
from caseapp.records.vault import KeyTrouble
from caseapp.rules.erasures import kept_birth
from caseapp.rules.matching import fold

WORDS: Final = "Hồ sơ đã xóa theo yêu cầu số %d"
"""What stands where the child's name stood, with the number of the erasure."""


def erase_file(door: desk.Door, erasure: Erasure, family: tuple[int, ...]) -> int:
    """Erase the records of one child; return how many keys were destroyed. Needs the bulk door."""
    session = door.session
    session.flush()
    overwrite_freed(session)
    rows = rows_of(session, family)
    codes = rows.codes(session)
    _drop_drafts(door, codes, _names(door, rows))
    keys = rows.keys(session)
    blank(session, rows)
    rename(session, rows, WORDS % erasure.id)
    _keep_years(door, family)
    clear_beside(session, codes, door.now)
    close_requests(door, erasure, family)
    mark(session, codes - rows.register_codes(session), erasure.id)
    session.expire_all()
    for key, child in sorted(keys.items()):
        door.destroy(key, door.now, of_child=child)
    return len(keys)


def _names(door: desk.Door, rows: FileRows) -> frozenset[str]:
    """Return the folded names by which a draft may call the child."""
    asked = select(Child.__table__.c.folded_name).where(rows.wheres["children"])
    return frozenset(name for name in door.session.scalars(asked) if name)


def _drop_drafts(door: desk.Door, codes: Collection[str], names: Collection[str]) -> None:
    """Throw away each draft of a page of the file, and each other one that names the child.

    A code and a whole name of two words and more are looked for anywhere; a name of one word only
    where it fills a box: it stands in too many texts of other children, whose reports must not be
    lost. A draft that tells of the child without either stays its writer's, until it is sent or
    its days are over.
    """
    for row in door.session.scalars(select(KeptForm).where(KeptForm.fields.is_not(None))).all():
        try:
            title, fields = open_fields(door.place.vault, row)
        except KeyTrouble:
            continue
        texts = (row.path, title, *(value for _, value in fields))
        if _names_it(texts, names) or any(code in text for code in codes for text in texts):
            row.fields = None
            row.path = "/"
    door.session.flush()


def _names_it(texts: Collection[str], names: Collection[str]) -> bool:
    boxes = [" ".join(fold(text).split()) for text in texts]
    return any(
        f" {name} " in f" {box} " if " " in name else name == box for name in names for box in boxes
    )


def _keep_years(door: desk.Door, family: tuple[int, ...]) -> None:
    """Keep of each birth its year: figures count by age and ask for no more."""
    table: Any = Child.__table__
    asked = select(table.c.id, table.c.date_of_birth).where(table.c.id.in_(family))
    born: list[tuple[int, date]] = [
        (number, day) for number, day in door.session.execute(asked) if day is not None
    ]
    for number, day in born:
        values = {"date_of_birth": kept_birth(day), "birth_precision": "year"}
        door.session.execute(update(table).where(table.c.id == number).values(values))
