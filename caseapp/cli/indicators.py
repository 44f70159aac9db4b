"""The command that counts the indicators of a period."""

from __future__ import annotations

from typing import Final

import click

from caseapp.cli.opening import opened
from caseapp.rules.figure_kinds import INTERNAL
from caseapp.rules.units import CITY_CODE
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask, NothingLeft
from caseapp.statistics.dimensions import DIMENSIONS
from caseapp.statistics.exchange_mapping import MappingFault
from caseapp.statistics.figures import read_indicators
from caseapp.statistics.indicator import Basis
from caseapp.statistics.observations import FreeRange
from caseapp.statistics.territory import UnknownArea
from caseapp.statistics.written import EXCHANGE, PLAIN, check_form, printed, write_sheet


class PeriodType(click.ParamType[Period]):
    """A period as contracts §3 writes it."""

    name = "period"

    def convert(
        self, value: str | Period, param: click.Parameter | None, ctx: click.Context | None
    ) -> Period:
        """Read the text; a usage error with the reason when it is no period."""
        if isinstance(value, Period):
            return value
        try:
            return Period.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.command()
@click.option("--period", type=PeriodType(), required=True, help="2026, 2026H1, 2026Q3, 2026M07 …")
@click.option("--area", metavar="CODE", default=CITY_CODE, help="A unit's code; 92 is the city.")
@click.option("--each-ward", is_flag=True, help="Also every unit in force on the last day.")
@click.option("--by", multiple=True, type=click.Choice(tuple(DIMENSIONS)), help="Divide; repeat.")
@click.option(
    "--basis",
    type=click.Choice(("received", "occurred")),
    default="received",
    help="The day a report counts on.",
)
@click.option(
    "--format",
    "layout",
    type=click.Choice((*PLAIN, *EXCHANGE)),
    default="table",
    help="dhis2: dataValueSets; sdmx: SDMX-CSV 2.0; units only with --each-ward or --area.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def indicators(
    period: Period,
    area: str,
    each_ward: bool,
    by: tuple[str, ...],
    basis: Basis,
    layout: str,
    as_json: bool,
) -> None:
    """Count the indicators 8a, 8b, 9 and 12 exactly, for authorised staff."""
    ask = Ask(period, area, each_ward, by, basis)
    form = "json" if as_json else layout
    try:
        _ = ask.indicators  # wrong usage is said before an instance is opened
        check_form(form, period)
        with opened() as here:
            sheet = read_indicators(here.actor, ask, now=here.settings.now())
            written = write_sheet(sheet, form, here.settings.instance)
    except (UnknownArea, NothingLeft, FreeRange) as error:
        raise click.UsageError(str(error)) from error
    except MappingFault as error:
        raise click.ClickException(str(error)) from error
    if form == "csv":
        click.echo(INTERNAL, err=True)  # its columns are those of contracts §5, with no room for it
    click.echo(printed(written), nl=False)


COMMANDS: Final = {"indicators": indicators}
