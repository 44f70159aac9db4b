"""What is asked for a report: over what, of which figures, and what its writer adds."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm

from caseapp.rules.indicator_reports import (
    LONGEST_WORDS,
    Length,
    ReportKind,
    Span,
    offered,
    read_span,
)
from caseapp.rules.values import RuleBroken
from caseapp.web.lengths import at_most
from caseapp.web.release_words import period_title
from caseapp.web.widgets import (
    GovCheckbox,
    GovRadios,
    GovSelect,
    GovSubmit,
    GovText,
    GovTextArea,
    refuse,
)

_LENGTHS = {
    Length.MIDTERM: lazy_gettext("Mid-term report of the programme, 2021–2025"),
    Length.FINAL: lazy_gettext("Final report of the programme, 2021–2030"),
}


class ReportForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Which report: it changes nothing, so it is asked by GET."""

    class Meta:
        """No token: nothing is changed."""

        csrf = False

    period = GovSelect(lazy_gettext("Report over"))
    other = GovText(
        lazy_gettext("Or another period that was frozen"),
        description=lazy_gettext("For example 2024-12-15..2025-12-14"),
        render_kw={"classes": "govuk-input--width-20"},
    )
    kind = GovRadios(
        lazy_gettext("Which figures"),
        choices=[
            (
                str(ReportKind.INTERNAL),
                lazy_gettext("Internal: exact figures from the frozen edition, not for publishing"),
            ),
            (
                str(ReportKind.PUBLIC),
                lazy_gettext("Published: only what was released to everybody"),
            ),
        ],
    )
    basis = GovRadios(
        lazy_gettext("Internal figures: indicator 9 counts a report on the day"),
        choices=[
            ("received", lazy_gettext("it was received")),
            ("occurred", lazy_gettext("the abuse happened, where that is known")),
        ],
    )
    submit = GovSubmit(lazy_gettext("Show the report"))

    def __init__(self, today: date, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(
            data={"period": str(today.year - 1), "kind": "internal", "basis": "received"}, **more
        )
        self.period.choices = [(span.id, _name(span)) for span in offered(today)]

    def read(self) -> Span | None:
        """Return the span that was asked for; None, said beside the box, where it is none."""
        typed = (self.other.data or "").strip()
        try:
            return read_span(typed or self.period.data or "")
        except RuleBroken as refusal:
            refuse(self, "other" if typed else "period", gettext(refusal.message, **refusal.params))
            return None


def _name(span: Span) -> str:
    return str(_LENGTHS.get(span.length) or period_title(span.periods[-1]))


class WrittenForm(FlaskForm):  # type: ignore[misc]  # as above
    """What the writer of a report adds; it is printed and kept nowhere."""

    assessment = GovTextArea(
        lazy_gettext("Assessment and causes"),
        validators=[at_most(LONGEST_WORDS)],
        description=lazy_gettext("Left empty, dotted lines are printed to write on"),
        render_kw={"rows": 6},
    )
    proposals = GovTextArea(
        lazy_gettext("Proposals"),
        validators=[at_most(LONGEST_WORDS)],
        render_kw={"rows": 6},
    )
    both_sides = GovCheckbox(
        lazy_gettext("Print on both sides"),
        description=lazy_gettext("The wide margin stands where the sheets are bound"),
    )
    submit = GovSubmit(lazy_gettext("Print the report (PDF)"))

    def written(self) -> dict[str, str]:
        """Return what was typed by the name of its place."""
        return {"assessment": self.assessment.data or "", "proposals": self.proposals.data or ""}
