"""Mẫu 02, 03 and 06 on paper: the rated tables, the needs, the conclusion; filled, draft, empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from caseapp.casework.assessment_prints import AssessmentPrint
from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.assessment_parts import OURS, VOICE
from caseapp.rules.forms.spec import Field, Form, Rating, Section
from caseapp.rules.risk import Tally, tally
from caseapp.rules.values import local_day
from caseapp.web.form_lines import Line, lines_of
from caseapp.web.pdf_answer import EMPTY_HEADING, footing
from caseapp.web.printing import Sheet, drawn_assessment

_PENDING: Final = "chờ đối chiếu"
_OURS: Final = "phần ghi thêm, không thuộc mẫu"
_DRAFT: Final = "dự thảo, chưa ký"
_FOLLOWED: Final = "đã có bản đánh giá sau"
_SERVICE: Final = "_service"
_GIVER: Final = "_giver"
"""How the keys of a row of needs end: which service meets it, and who gives that."""
_BRIEF: Final = 4
"""Lines of a block that is not broken over two pages."""


@dataclass(frozen=True, slots=True)
class Level:
    """One of the three levels of a row: its name, what it means, whether it was chosen."""

    label: str
    why: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Need:
    """A row of the table of needs; the answers are empty where there is none."""

    label: str
    service: str
    giver: str


@dataclass(frozen=True, slots=True)
class Block:
    """A headed part of the paper; `mark` says what kind of text it is, empty for confirmed text.

    It has lines, or rated rows with their total (None on the empty form), or needs.
    """

    heading: str
    mark: str = ""
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[str, tuple[Level, ...]], ...] = ()
    total: Tally | None = None
    needs: tuple[Need, ...] = ()

    @property
    def brief(self) -> bool:
        """Whether it may be kept on one page."""
        return len(self.lines) <= _BRIEF and not any(line.long for line in self.lines)


def blocks_of(form: Form, values: Mapping[str, Value]) -> list[Block]:
    """Return the parts of the paper below its head, in order; the empty form for no values.

    What the child said is no part of the official form: it stands last, and is left out where
    nothing of it was recorded. So is any other line of ours that has no answer.
    """
    official = [section for section in form.sections if section.key != VOICE]
    mixed = any(section.confirmed for section in official if section.title)
    blocks = [_block(form, part, values, mixed=mixed) for part in official if part.title]
    return [*blocks, *_voice(form, values)]


def _block(form: Form, section: Section, values: Mapping[str, Value], *, mixed: bool) -> Block:
    mark = _PENDING if mixed and not section.confirmed else ""
    rated = [field for field in section.fields if field.kind == "rating"]
    if rated:
        total = tally(form, values, section.key) if values else None
        rows = tuple((field.label, tuple(_levels(field, values))) for field in rated)
        return Block(section.title, mark, rows=rows, total=total)
    if any(field.key.endswith(_SERVICE) for field in section.fields):
        return Block(section.title, mark, needs=tuple(_needs(section.fields, values)))
    return Block(section.title, mark, lines_of(_printed(section.fields, values), values, {}))


def _printed(fields: Iterable[Field], values: Mapping[str, Value]) -> Iterator[Field]:
    """Yield the fields of the form, and of ours those that were answered, marked as such."""
    for field in fields:
        if field.source != OURS:
            yield field
        elif field.key in values:
            yield replace(field, label=f"{field.label} ({_OURS})")


def _levels(field: Field, values: Mapping[str, Value]) -> Iterator[Level]:
    for code in field.codes:
        why = code.why if isinstance(code, Rating) else ""
        yield Level(code.vi, why, values.get(field.key) == code.code)


def _needs(fields: Iterable[Field], values: Mapping[str, Value]) -> Iterator[Need]:
    for field in fields:
        if field.key.endswith(_SERVICE):
            giver = field.key.removesuffix(_SERVICE) + _GIVER
            said = (str(values.get(key) or "") for key in (field.key, giver))
            yield Need(field.ask.partition(":")[0], *said)


def _voice(form: Form, values: Mapping[str, Value]) -> Iterator[Block]:
    section = form.section(VOICE)
    asked = [field for field in section.fields if field.key in values or not values]
    if asked:
        yield Block(section.title, _OURS, lines_of(asked, values, {}))


def assessment_html(found: AssessmentPrint, *, now: datetime, demo: bool) -> str:
    """Draw an assessment; a draft says so, and bears neither day nor name of who signs."""
    view = found.view
    signed = local_day(view.signed_at) if view.signed_at else None
    named = {
        "child_name": found.child_name,
        "officer_name": view.signed_by if signed else view.entered_by,
    }
    heading = {**found.letterhead.heading, "day": signed}
    return _drawn(
        view.form,
        view.values | named,
        Sheet(now, demo, footing(view.subject, found.printed)),
        heading=heading,
        standing={"draft": _DRAFT, "followed": _FOLLOWED}.get(view.state, ""),
        signer=view.signed_by if signed else "",
    )


def blank_assessment(form: Form, sheet: Sheet) -> str:
    """Draw the empty form."""
    return _drawn(form, {}, sheet, heading=EMPTY_HEADING, standing="", signer="")


def _drawn(form: Form, values: Mapping[str, Value], sheet: Sheet, **more: object) -> str:
    head = [replace(field, asked=True) for field in form.section("head").fields]
    return drawn_assessment(
        form,
        sheet,
        head=lines_of(head, values, {}),
        blocks=blocks_of(form, values),
        **more,
    )
