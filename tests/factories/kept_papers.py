"""Papers before their signer, as officers put them there and enter them when they come back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from caseapp.casework.decisions import decide_measure
from caseapp.casework.files import NewFile, Room
from caseapp.casework.kept_papers import (
    Completion,
    Decision,
    Made,
    complete_paper,
    look,
    put_paper,
)
from caseapp.casework.reports import log_report
from caseapp.rules.access import Actor
from caseapp.rules.copies import Copy
from caseapp.rules.file_kinds import Copies
from caseapp.rules.values import local_day
from tests.factories.files import picture
from tests.factories.house import NOW, House
from tests.factories.plans import approved
from tests.factories.referrals import open_a_case
from tests.factories.web import NINH_KIEU

ROOM = Room(1024, 20_480)
TODAY = local_day(NOW)
PDF = {copy: f"%PDF-1.7 the {copy.value} copy %%EOF\n".encode() for copy in Copy}
SCAN = b"%PDF-1.4 a scan with signature and seal %%EOF\n"


def put(
    house: House,
    actor: Actor,
    code: str,
    kind: str = "separation",
    number: int = 1,
    *,
    reason: str = "",
    now: datetime = NOW,
    words: str = "",
) -> str:
    """Put a decision before its signer; return the mark of the paper."""
    about = Decision(kind, code, number)
    copies = {
        copy: Made(content + words.encode(), f"<p>{copy.value} {words}")
        for copy, content in PDF.items()
    }
    with house.app.app_context():
        seen = look(actor, about, now=now)
        return put_paper(actor, about, copies, seen=seen, reason=reason, now=now)


def a_completion(
    number: str = "27",
    signed_on: date = TODAY,
    content: bytes = SCAN,
    **more: Any,
) -> Completion:
    """What comes back from the clerk: a number, today's signature, a scan."""
    file = NewFile(content, "Bản đã ký", None, Copies(picture(size=(8, 6)), (picture(),), 1))
    known = {"symbol": "QĐ-UBND", "signed_at": None, "file": file} | more
    return Completion(number=number, signed_on=signed_on, **known)


def complete(
    house: House,
    actor: Actor,
    code: str,
    done: Completion | None = None,
    *,
    now: datetime = NOW,
) -> str:
    """Enter number and signed file of a paper; return its mark."""
    with house.app.app_context():
        return complete_paper(actor, code, done or a_completion(), room=ROOM, now=now)


def papers_under_way(house: House, actor: Actor) -> None:
    """Papers in the first ward: of a plan that waits, of one that is numbered, of a report."""
    waits, done = open_a_case(house, actor), open_a_case(house, actor)
    for case in (waits, done):
        approved(house, actor, actor, case)
    put(house, actor, waits, "plan")
    complete(house, actor, put(house, actor, done, "plan"))
    values = {"received_at": NOW, "event_area": NINH_KIEU, "channel": "phone"}
    said = {"kind": "emergency", "decided_at": NOW, "reason": "Đủ lý do", "signed_at": None}
    with house.app.app_context():
        report = log_report(actor, values | {"child_name": "Lý Thị Mận"}, now=NOW)
        decide_measure(actor, report, **said, now=NOW)  # type: ignore[arg-type]
    put(house, actor, report, "emergency")
