"""Papers inside an open door: made, written in versions that all stay, read and numbered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Required, TypedDict, Unpack

from sqlalchemy import ColumnElement, func, select

from caseapp import desk
from caseapp.casework.case_lines import key_of_case
from caseapp.records.cases import Case
from caseapp.records.papers import Paper, PaperText
from caseapp.records.reports import Report
from caseapp.rules.outcomes import Missing

Content = dict[str, Any]
"""What a paper says, by the keys of its form: texts, codes, numbers, lists of such rows."""


class Columns(TypedDict, total=False):
    """The columns of a paper that its maker fills in; the others follow from what it is about."""

    state: Required[str]
    happened_at: Required[datetime]
    edition: str
    level: str
    proposed_level: str
    valid_from: date | None
    valid_until: date | None
    submitted_at: datetime
    submitted_by: int | None
    decided_at: datetime
    decided_by: int | None
    naming_id: int | None
    signed_at: datetime | None
    follows_id: int | None


def add_paper(
    door: desk.Door,
    subject: Case | Report,
    kind: str,
    content: Mapping[str, Any],
    **fields: Unpack[Columns],
) -> Paper:
    """Add a paper to a case or a report, with its first text sealed under the child's key."""
    row = Paper(
        kind=kind,
        report_id=subject.id if isinstance(subject, Report) else None,
        case_id=subject.id if isinstance(subject, Case) else None,
        area_id=subject.area_id,
        entered_at=door.now,
        entered_by=door.actor.user_id,
        **fields,
    )
    door.session.add(row)
    door.session.flush()
    _add_text(door, row, content, 1)
    return row


def save_text(door: desk.Door, paper: Paper, content: Mapping[str, Any]) -> None:
    """Keep what a paper says now, as its next version; what it said before stays."""
    _add_text(door, paper, content, newest_text(door, paper) + 1)


def _add_text(door: desk.Door, paper: Paper, content: Mapping[str, Any], version: int) -> None:
    row = PaperText(
        paper_id=paper.id,
        report_id=paper.report_id,
        case_id=paper.case_id,
        area_id=paper.area_id,
        version=version,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(row)
    door.session.flush()
    said = json.dumps(content, ensure_ascii=False, sort_keys=True)
    row.content = door.seal(key_of_paper(door, paper), "paper_texts.content", row.id, said)
    door.session.flush()


def key_of_paper(door: desk.Door, paper: Paper) -> int:
    """Return the key of the child, or of the report while there is no child."""
    if paper.report_id is not None:
        return door.key_of(door.session.get_one(Report, paper.report_id))
    return key_of_case(door, door.session.get_one(Case, paper.case_id))


def decide_paper(door: desk.Door, paper: Paper, words: str) -> None:
    """Keep who decided on a paper, when, and with which words; its state is the caller's."""
    paper.decided_at, paper.decided_by = door.now, door.actor.user_id
    paper.decision = door.seal(key_of_paper(door, paper), "papers.decision", paper.id, words)


def words_of(door: desk.Door, paper: Paper) -> str:
    """Return the words of who decided on a paper."""
    return door.unseal(key_of_paper(door, paper), "papers.decision", paper.id, paper.decision)


def writers_of(door: desk.Door, paper: Paper) -> set[int]:
    """Return who wrote any version of a paper, or submitted it: none of them decides on it."""
    asked = select(PaperText.entered_by).where(PaperText.paper_id == paper.id).distinct()
    wrote = {paper.entered_by, paper.submitted_by, *door.session.scalars(asked)}
    return {each for each in wrote if each is not None}


def newest_text(door: desk.Door, paper: Paper) -> int:
    """Return the number of the newest version of what a paper says."""
    asked = select(func.max(PaperText.version)).where(PaperText.paper_id == paper.id)
    return door.session.scalar(asked) or 0


def expect_text(door: desk.Door, paper: Paper, version: int) -> None:
    """Raise Stale when a paper says something else than in the version that was read."""
    door.expect_version(paper, version, newest_text(door, paper))


def contents_of(door: desk.Door, papers: Iterable[Paper]) -> dict[int, Content]:
    """Return what each paper says in its newest version, by its id: one statement for all."""
    papers = list(papers)
    if not papers:
        return {}
    found = select(PaperText).where(PaperText.paper_id.in_([paper.id for paper in papers]))
    return opened(door, papers, door.session.scalars(found))


def opened(
    door: desk.Door, papers: Iterable[Paper], texts: Iterable[PaperText]
) -> dict[int, Content]:
    """Return the same from texts that were read already, in any order, also of other papers."""
    keys = {paper.id: key_of_paper(door, paper) for paper in papers}
    newest: dict[int, PaperText] = {}
    for row in sorted(texts, key=lambda text: text.version):
        if row.paper_id in keys:
            newest[row.paper_id] = row
    return {
        number: json.loads(
            door.unseal(keys[number], "paper_texts.content", row.id, row.content) or "{}"
        )
        for number, row in newest.items()
    }


def content_of(door: desk.Door, paper: Paper) -> Content:
    """Return what a paper says in its newest version."""
    return contents_of(door, [paper]).get(paper.id, {})


def on(subject: Case | Report) -> ColumnElement[bool]:
    """Return what tells the papers on a report, or of a case with those of its reports."""
    if isinstance(subject, Report):
        return Paper.report_id == subject.id
    reports = select(Report.id).where(Report.case_id == subject.id)
    return (Paper.case_id == subject.id) | Paper.report_id.in_(reports)


def papers_of(door: desk.Door, subject: Case | Report, *kinds: str) -> list[Paper]:
    """Return the papers of these kinds, the first entered first; of all when none is named."""
    asked = select(Paper).where(on(subject))
    if kinds:
        asked = asked.where(Paper.kind.in_(kinds))
    return list(door.session.scalars(asked.order_by(Paper.entered_at, Paper.id)))


def numbered(door: desk.Door, subject: Case | Report, number: int, *kinds: str) -> Paper:
    """Return the paper of that number among those of these kinds, counted from 1; or Missing.

    The number of its row would tell how many others there are, of files that are kept as well.
    """
    rows = papers_of(door, subject, *kinds)
    if not 1 <= number <= len(rows):
        raise Missing(f"papers:{subject.code},{number}")
    return rows[number - 1]
