"""What a unit's population figures are asked by, and the day of the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import InputRequired, Length

from caseapp.rules.populations import ALL, BANDS, CELLS, LONGEST_SOURCE, SEXES, Cell, name_of
from caseapp.web.boxes import GovDate
from caseapp.web.filters import decimal
from caseapp.web.widgets import GovInteger, GovSubmit, GovText

_SEX: Final = {"male": lazy_gettext("Boys"), "female": lazy_gettext("Girls")}


def words_of(cell: Cell) -> str:
    """Say which children a cell counts."""
    sex, band = cell
    if cell == ALL:
        return str(gettext("Children in all"))
    years = str(gettext("%(band)s years", band=band.replace("-", "–"))) if band else ""
    return ", ".join(part for part in (str(_SEX.get(sex, "")), years) if part)


class Group(NamedTuple):
    """Some controls below one heading, as the form's template takes them."""

    title: str
    level: int
    note: str
    controls: list[Field]


class DayForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The day of the list; it changes nothing, so it is asked by GET."""

    class Meta:
        """No token: nothing is changed."""

        csrf = False

    day = GovDate(
        lazy_gettext("On this day"),
        validators=[InputRequired(lazy_gettext("Enter the day"))],
        description=lazy_gettext("Before 1 July 2025 the units of that time are listed"),
    )
    submit = GovSubmit(lazy_gettext("Show"))


class PopulationForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.populations.enter_figures; one number for each cell."""

    reference_date = GovDate(
        lazy_gettext("The figure holds for this day"),
        validators=[InputRequired(lazy_gettext("Enter the day"))],
        description=lazy_gettext("For example 1 1 2026: the day the register was counted"),
    )
    source = GovText(
        lazy_gettext("Where it comes from"),
        validators=[InputRequired(lazy_gettext("Say where the figure comes from")),
                    Length(max=LONGEST_SOURCE, message=lazy_gettext("At most 200 letters"))],
        description=lazy_gettext("For example the list of children of the ward, June 2026"),
    )  # fmt: skip
    submit = GovSubmit(lazy_gettext("Save the figures"))

    def __init__(self, *, dated: bool = False, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        if dated:
            del self.reference_date
        for cell in CELLS:
            self[name_of(cell)].label.text = words_of(cell)

    def figures(self) -> dict[Cell, int]:
        """Return the numbers that were entered, by cell."""
        return {
            cell: self[name_of(cell)].data for cell in CELLS if self[name_of(cell)].data is not None
        }

    def laid_out(self) -> list[Group]:
        """The whole first; then by sex and by age, then both together, where they are known."""
        first = [each for each in (self._fields.get("reference_date"), self.source) if each]
        return [
            Group("", 2, "", [*first, self[name_of(ALL)]]),
            Group(str(gettext("By sex, where it is known")), 2, "", self._of(*_BY_SEX)),
            Group(str(gettext("By age, where it is known")), 2, "", self._of(*_BY_AGE)),
            Group(
                str(gettext("By sex and age, where both are known")),
                2,
                str(
                    gettext("Completed years. A box that stays empty is not known, and not nought.")
                ),
                self._of(*_BY_BOTH),
            ),
        ]

    def _of(self, *cells: Cell) -> list[Field]:
        return [self[name_of(cell)] for cell in cells]


_BY_SEX: Final = tuple((sex, "") for sex in SEXES)
_BY_AGE: Final = tuple(("", band) for band in BANDS)
_BY_BOTH: Final = tuple((sex, band) for sex in SEXES for band in BANDS)

for _cell in CELLS:
    setattr(
        PopulationForm, name_of(_cell), GovInteger(render_kw={"classes": "govuk-input--width-10"})
    )


def filled(figures: Mapping[Cell, int], source: str) -> dict[str, Any]:
    """Return what a form is filled with from the figures of a day."""
    return {"source": source} | {name_of(cell): figures.get(cell) for cell in CELLS}


def lacks(short: tuple[tuple[Cell, int], ...]) -> list[str]:
    """Say which parts make less than their whole."""
    return [
        str(
            gettext(
                "%(whole)s: the parts make %(number)s less", whole=words_of(cell), number=decimal(n)
            )
        )
        for cell, n in short
    ]
