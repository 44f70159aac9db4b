"""A made-up case at which papers are written step by step, with what stood before each step."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from caseapp.records.papers import Paper, PaperText
from caseapp.records.pasts import PAPER, CasePast
from caseapp.rules.access import Role
from caseapp.upkeep.demo import cases
from caseapp.upkeep.demo.notices import tell_of_measure
from caseapp.upkeep.demo.story import CaseFile, Story
from caseapp.upkeep.demo.telling import Telling

HOSTS: Final = (
    ("family", "Gia đình bà Lê Thị Mẫu", "Số 12 đường Thử Nghiệm, khu vực 3"),
    ("facility", "Mái ấm Thử Nghiệm", "Số 7 hẻm 21, đường Mẫu"),
    ("person", "Bà ngoại của cháu", "Ấp Mẫu, xã kế bên"),
)
"""Who keeps a child: the kind, the name, the address."""

_UNDECIDED: Final = dict.fromkeys(("decided_at", "decided_by", "signed_at"))


@dataclass(frozen=True)
class Was:
    """What stood in a paper until a moment: the columns that differ from those of today.

    `unsaid` are the words that came with the step of that moment.
    """

    until: datetime
    columns: dict[str, Any]
    unsaid: tuple[str, ...] = ()


def waited(until: datetime, since: datetime, **columns: Any) -> Was:  # noqa: ANN401 - of a paper
    """Return how a paper waited for the chair, who then spoke."""
    unsaid = ("decided_in", "number")
    return Was(until, {**_UNDECIDED, "state": "submitted", "happened_at": since, **columns}, unsaid)


@dataclass
class Desk:
    """A case that was made for this, and how its papers are written."""

    told: Telling
    story: Story
    file: CaseFile
    place: int
    _empty: dict[str, Any] = field(
        default_factory=lambda: {column.name: None for column in Paper.__table__.columns}
    )

    def paper(
        self,
        kind: str,
        said: dict[str, Any],
        state: str,
        at: datetime,
        *,
        before: Sequence[Was] = (),
        **more: Any,  # noqa: ANN401 - columns of a paper
    ) -> int:
        """Write a paper, entered at that moment; what the chair decided bears their words.

        `before` is what stood in it until each of its steps, the oldest first.
        """
        rows, number = self.told.rows, self.told.rows.new_id(Paper)
        words = more.pop("words", "")
        known = {"version": 1 + len(before), "edition": "", "level": "", "proposed_level": ""}
        row = {
            **self._empty, **known, "id": number, "kind": kind, "state": state, "happened_at": at,
            "case_id": self.file.id, "area_id": self.story.area_id, "entered_at": at,
            "entered_by": self.story.officer, **more,
            "decision": rows.seal(self.story.key_id, "papers.decision", number, words),
        }  # fmt: skip
        rows.add(Paper, **row)
        for version, was in enumerate(before, 1):
            self._past(row, version, was)
        for version, (since, content) in enumerate(_texts(said, at, before), 1):
            self._text(number, version, since, content)
        return number

    def _past(self, row: dict[str, Any], version: int, was: Was) -> None:
        """Write what stood in a paper before a step."""
        stood = {**row, **was.columns, "version": version}
        decision = stood.pop("decision")
        plain = {name: _plain(value) for name, value in stood.items()}
        self.told.rows.add(
            CasePast,
            id=self.told.rows.new_id(CasePast),
            case_id=self.file.id,
            area_id=self.story.area_id,
            version=version,
            field=f"{PAPER}{row['id']}",
            was=json.dumps(plain, ensure_ascii=False),
            was_sealed=decision if stood["decided_at"] else None,
            changed_at=was.until,
            changed_by=self.story.officer,
        )

    def _text(self, paper: int, version: int, since: datetime, said: dict[str, Any]) -> None:
        rows, text = self.told.rows, self.told.rows.new_id(PaperText)
        content = json.dumps(said, ensure_ascii=False, sort_keys=True)
        rows.add(
            PaperText,
            id=text,
            paper_id=paper,
            report_id=None,
            case_id=self.file.id,
            area_id=self.story.area_id,
            version=version,
            content=rows.seal(self.story.key_id, "paper_texts.content", text, content),
            entered_at=since,
            entered_by=self.story.officer,
        )

    def keep(self, paper: int, at: datetime) -> None:
        """Write the place that a separation or placement names."""
        _, name, address = HOSTS[self.place % len(HOSTS)]
        said = {"name": name, "address": address, "phone": "02923 000 111"}
        self.paper("place", said, "kept", at, follows_id=paper)

    def note(self, kind: str, at: datetime, text: str = "") -> None:
        """Add a line to the case's timeline."""
        cases.write_event(self.told, self.story, self.file, kind, at, text=text)

    def tell(self, kind: str, *roles: Role, cause: object = "") -> None:
        """Tell those who hold a role what waits for them."""
        tell_of_measure(self.told, self.story.area_id, kind, self.file.code, roles, cause)


def _texts(
    said: dict[str, Any], at: datetime, before: Iterable[Was]
) -> Iterator[tuple[datetime, dict[str, Any]]]:
    """Yield since when a paper said what: a text for each step that brought words."""
    steps = [(was.until, set(was.unsaid) & said.keys()) for was in before]
    steps = [(until, words) for until, words in steps if words]
    starts = [at, *(until for until, _ in steps)]
    for place, since in enumerate(starts):
        later = set().union(*(words for _, words in steps[place:]))
        yield since, {name: value for name, value in said.items() if name not in later}


def _plain(value: Any) -> Any:  # noqa: ANN401 - the value of any column
    return value.isoformat() if isinstance(value, date | datetime) else value
