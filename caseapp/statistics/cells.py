"""One count of the figures and what it is made of: the children, or the reports, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from caseapp.rules.units import Territory
from caseapp.statistics.ages import UNKNOWN
from caseapp.statistics.counting import Ask
from caseapp.statistics.dimensions import DIMENSIONS, Cell
from caseapp.statistics.facts.kinds import Facts
from caseapp.statistics.indicator import Indicator
from caseapp.statistics.indicators import INDICATORS
from caseapp.statistics.indicators.i09 import APART, Apart
from caseapp.statistics.territory import UNASSIGNED, UNASSIGNED_CODE, Ground

Part = Literal["numerator", "denominator"]
BY_REPORT: Final = frozenset({"reports_without_child", "reports_without_occurred_on"})
"""Notes that count reports, not children."""
_BY_ID: Final = {each.id: each for each in INDICATORS}


class NoSuchCell(ValueError):
    """No figure has a count like the one that is asked for."""


@dataclass(frozen=True)
class CellAsk:
    """A count: of an indicator or a note (`of`), in some areas, undivided or in one crossing.

    `ask` has the period, the basis, the borders and the divisions; its own area does not matter.
    Of a share of the population only the numerator counts anybody here. An area twice counts once.
    """

    ask: Ask
    of: str
    part: Part
    areas: tuple[str, ...]
    cell: Cell = ()

    def __post_init__(self) -> None:
        if not self.areas or len(self.cell) != len(self.ask.by) or not self._stands():
            raise NoSuchCell(self.of)
        object.__setattr__(self, "areas", tuple(dict.fromkeys(self.areas)))

    def _stands(self) -> bool:
        indicator = self.indicator
        if indicator is None:
            return self.of in APART and self.part == "numerator" and not self.cell
        parts = ("numerator",) if indicator.of_population else ("numerator", "denominator")
        divided = indicator.divides_by(self.ask.by) and all(map(_may_be, self.ask.by, self.cell))
        return self.part in parts and divided

    @property
    def of_no_list(self) -> bool:
        """Whether a code of the cell stands in no list: it is a word until somebody bears it."""
        return any(not DIMENSIONS[name].codes for name in self.ask.by)

    @property
    def indicator(self) -> Indicator | None:
        """The indicator that is counted; None for a note beside it."""
        return _BY_ID.get(self.of)

    @property
    def source(self) -> str:
        """The kind of facts that it is counted from."""
        return self.indicator.source if self.indicator else "9"

    @property
    def only_fulfilled(self) -> bool:
        """Whether only those count who were helped or relieved as well."""
        indicator = self.indicator
        return indicator is not None and not indicator.of_population and self.part == "numerator"


def _may_be(name: str, code: str) -> bool:
    """Tell whether a dimension has the code, as far as its list says."""
    codes = DIMENSIONS[name].codes
    return not codes or code in codes or code == UNKNOWN


def area_of(ground: Ground, code: str) -> int:
    """Return the area that rows of this code stand for; UnknownArea."""
    return UNASSIGNED if code == UNASSIGNED_CODE else ground.area(code)


def found_in(asked: CellAsk, facts: Facts, land: Territory) -> list[Apart]:
    """Return what the count is made of, each once; UnknownArea."""
    ground = asked.ask.ground(land)
    areas = {area_of(ground, code) for code in asked.areas}
    return [
        each
        for each in _everywhere(asked, facts, ground)
        if any(ground.lies_in(each.unit, area) for area in areas)
    ]


def _everywhere(asked: CellAsk, facts: Facts, ground: Ground) -> Iterator[Apart]:
    ask, indicator = asked.ask, asked.indicator
    if indicator is None:
        yield from APART[asked.of](facts, ask.period, ask.basis)
        return
    for one in indicator.count(facts, ask.period, ask.by, ask.basis):
        wanted = one.fulfilled or not asked.only_fulfilled
        if wanted and asked.cell in one.cells and ground.home(one.unit) is not None:
            yield Apart(one.unit, one.child)
