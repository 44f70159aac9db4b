"""What is asked of a help, for one child or for a list of them, and how it is said in words."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from caseapp.casework.assistance import AssistanceEntry
from caseapp.rules.assistance import HelpDays, read_value
from caseapp.rules.values import RuleBroken
from caseapp.web import filters
from caseapp.web.boxes import GovDate
from caseapp.web.code_choices import code_choices
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovCheckbox, GovRadios, GovText, GovTextArea


class GovDong(GovText):
    """An amount in whole đồng, typed with or without points between the thousands."""

    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the amount; ValueError says what to do."""
        self.data = None
        try:
            self.data = read_value(str(valuelist[0]) if valuelist else "")
        except RuleBroken as broken:
            raise ValueError(gettext(broken.message)) from None

    def _value(self) -> str:
        """What was typed, to show it again as it was; a known amount with its points."""
        if self.raw_data:
            return str(self.raw_data[0])
        return filters.decimal(self.data) if self.data else ""

    def parameters(self) -> dict[str, Any]:
        """The parameters of the input macro, with the digits' keyboard and the unit beside it."""
        more = {"inputmode": "numeric", "classes": "govuk-input--width-10"}
        return {**super().parameters(), **more, "suffix": {"text": gettext("VND")}}


class HelpForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A help; fields as in casework.AssistanceEntry."""

    kind = GovRadios(
        lazy_gettext("Kind of help"), validators=[InputRequired(lazy_gettext("Choose the kind"))]
    )
    given_on = GovDate(
        lazy_gettext("Given on, or since"),
        validators=[InputRequired(lazy_gettext("Enter the day"))],
    )
    given_until = GovDate(
        lazy_gettext("Last day of it"),
        description=lazy_gettext("Leave empty for help on one day, or when it is still running"),
    )
    open_ended = GovCheckbox(lazy_gettext("Still running"))
    provider = GovText(lazy_gettext("Given by"), validators=[at_most(200)])
    value = GovDong(
        lazy_gettext("Value"),
        description=lazy_gettext(
            "In whole đồng: of all of it, or of a month for help that runs. Leave empty if unknown"
        ),
    )
    in_kind = GovText(
        lazy_gettext("Given in kind"),
        validators=[at_most(500)],
        description=lazy_gettext("For example: 10 kg of rice, a bicycle, a set of school books"),
    )
    note = GovTextArea(lazy_gettext("Note"), validators=[at_most(10_000)])

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.kind.choices = code_choices("assistance_kinds")

    def entry(self, activity: int | None = None) -> AssistanceEntry:
        """Return what was asked, once it is found sound."""
        return AssistanceEntry(
            kind=self.kind.data or "",
            given_on=self.given_on.data,
            given_until=self.given_until.data,
            open_ended=bool(self.open_ended.data),
            provider=self.provider.data or "",
            note=(self.note.data or "").strip(),
            value=self.value.data,
            in_kind=(self.in_kind.data or "").strip(),
            activity=activity,
        )


def days_words(days: HelpDays) -> str:
    """Say when help was given: on a day, until a day, or still running."""
    first = filters.day(days.first)
    if days.running:
        return str(gettext("since %(day)s, still running", day=first))
    if days.last is not None and days.last != days.first:
        return f"{first} – {filters.day(days.last)}"
    return first


def value_words(value: int | None) -> str:
    """Say an amount: "500.000 đồng"; empty when none is known."""
    return str(gettext("%(amount)s VND", amount=filters.decimal(value))) if value else ""
