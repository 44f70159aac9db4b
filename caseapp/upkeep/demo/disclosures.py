"""What made-up referrals shared, what was added to them, and the links by which some are answered.

Nothing is drawn by chance here: what a referral has follows from its number.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from caseapp.records.answer_links import AnswerLink
from caseapp.records.disclosures import Addendum, Disclosure
from caseapp.rules.referral_states import REPLIES
from caseapp.rules.sharing import ALWAYS, BEFOREHAND, in_order
from caseapp.upkeep.demo.notices import tell_of_addendum
from caseapp.upkeep.demo.story import CaseFile, Story
from caseapp.upkeep.demo.telling import Telling

_WHY: Final = "Trẻ cần được trợ giúp kịp thời theo kế hoạch của xã, phường."
_ADDED: Final = (
    ("contact", "Từ nay liên hệ cô giáo chủ nhiệm khi cần đón trẻ."),
    ("danger", "Người gây tổn hại có thể quay lại khu vực; không cho trẻ ra về một mình."),
)
_BY_LINK, _ON_PAPER, _WAYS = 0, 3, 4
POST: Final = "Phụ trách dịch vụ"
_LATER: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Sent:
    """A referral as it was written: its steps as pairs of move and moment, in their order."""

    id: int
    code: str
    reason: str
    state: str
    steps: Sequence[tuple[str, datetime]]

    def at(self, *moves: str) -> datetime | None:
        """Return when the first of these steps was taken."""
        return next((moment for move, moment in self.steps if move in moves), None)


def way_of(number: int, *, by_account: bool) -> str:
    """Return how the answers to a referral came."""
    if by_account:
        return "account"
    return {_BY_LINK: "link", _ON_PAPER: "paper"}.get(number % _WAYS, "phone")


def write_shared(
    told: Telling, story: Story, file: CaseFile, sent: Sent, how: tuple[str, str]
) -> None:
    """Write what a referral shared, what was added to it, and its link if it is answered by one.

    `how` are the way of answering and the agency's number.
    """
    way, phone = how
    _write_disclosure(told, story, file, sent)
    accepted = sent.at("accept")
    if accepted is not None and sent.id % 2:
        _write_addendum(told, story, sent, accepted, by_account=way == "account")
    if way == "link" and sent.at("send") is not None:
        _write_link(told, story, sent, phone)


def _write_disclosure(told: Telling, story: Story, file: CaseFile, sent: Sent) -> None:
    person, number = story.person, told.rows.new_id(Disclosure)
    assert person is not None
    shared_at = sent.at("send")
    values: dict[str, object] = {"reason": sent.reason, "name": person.name, "sex": person.sex}
    if person.born is not None:
        values["birth"] = {"on": person.born.isoformat(), "precision": person.precision}
    fields = in_order((*ALWAYS, *BEFOREHAND, *(("risk",) if file.level else ())))
    if file.level:
        values["risk"] = file.level
    content = json.dumps(values, ensure_ascii=False) if shared_at else ""
    told.rows.add(
        Disclosure,
        id=number,
        referral_id=sent.id,
        area_id=story.area_id,
        fields=",".join(fields),
        basis="duty",
        reason=told.rows.seal(story.key_id, "disclosures.reason", number, _WHY),
        content=told.rows.seal(story.key_id, "disclosures.content", number, content),
        shared_at=shared_at,
        shared_by=told.staff.supervisor if shared_at else None,
        version=1,
        entered_at=sent.steps[0][1],
        entered_by=story.officer,
    )


def _write_addendum(
    told: Telling, story: Story, sent: Sent, accepted: datetime, *, by_account: bool
) -> None:
    number = told.rows.new_id(Addendum)
    kind, text = _ADDED[sent.id // 2 % len(_ADDED)]
    at = told.span.capped(accepted + _LATER)
    known = sent.state == "completed" or sent.id % 3 == 0
    told.rows.add(
        Addendum,
        id=number,
        referral_id=sent.id,
        area_id=story.area_id,
        kind=kind,
        text=told.rows.seal(story.key_id, "addenda.text", number, text),
        acknowledged_at=told.span.capped(at + _LATER) if known else None,
        acknowledged_by=POST if known else "",
        way="phone" if known else "",
        entered_at=at,
        entered_by=story.officer,
    )
    if by_account and not known:
        tell_of_addendum(told, story, sent.code, number, at)


def _write_link(told: Telling, story: Story, sent: Sent, phone: str) -> None:
    """Write a link that nobody has: its hashes are of nothing that was ever shown."""
    made = sent.at("send")
    assert made is not None
    chance = Random(sent.id)  # noqa: S311 - opens nothing
    answers = [moment for move, moment in sent.steps if move in REPLIES]
    told.rows.add(
        AnswerLink,
        id=told.rows.new_id(AnswerLink),
        referral_id=sent.id,
        area_id=story.area_id,
        token_hash=chance.randbytes(32),
        secret_hash=chance.randbytes(32),
        called=phone,
        plain=False,
        made_at=made,
        made_by=told.staff.supervisor,
        tries=0,
        entries=len(answers),
        entered_last=answers[-1] if answers else None,
        ended_at=None,
        ended_by=None,
        way="",
    )
