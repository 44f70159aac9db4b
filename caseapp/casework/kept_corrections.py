"""A number that was typed wrongly: put right beside what stood there, who did it, and when.

The signed paper itself is not touched. What stood there is free again for the paper whose it is.
"""

from __future__ import annotations

from datetime import datetime

from caseapp import desk
from caseapp.casework.kept_papers import give_number
from caseapp.casework.kept_reading import decision_number, owner_of, subject_of
from caseapp.records.kept_papers import KeptPaper
from caseapp.rules.access import Act, Actor
from caseapp.rules.kept_papers import COMPLETED, clean_number, clean_symbol
from caseapp.rules.values import RuleBroken


def correct_number(
    actor: Actor, code: str, number: str, symbol: str, *, now: datetime, post: str = ""
) -> str:
    """Enter the number that stands on a signed paper instead of another; return the mark.

    RuleBroken while the paper has none, for the same once more, and for one that the unit gave in
    that year under that symbol. Each correction stands in the log, the last one on the paper.
    """
    right, after = clean_number(number), clean_symbol(symbol)
    with desk.writing(actor, Act.PAPER_COMPLETE, now=now, post=post) as door:
        row = door.find(KeptPaper, code=code)
        if row.state != COMPLETED or row.signed_on is None:
            raise RuleBroken("The paper has no number yet that could be corrected")
        before = decision_number(row)
        if before == f"{right}/{after}":
            raise RuleBroken("This number stands there already", field="number")
        give_number(door, row, right, after, row.signed_on)
        row.former_number, row.corrected_at, row.corrected_by = before, now, actor.user_id
        owner = owner_of(door, row)
        door.log(
            subject_of(owner), row.area_id, kept=row.id, was=before, number=decision_number(row)
        )
        door.made = row.code
        return row.code
