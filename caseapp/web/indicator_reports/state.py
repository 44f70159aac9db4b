"""One period of a report in one shape, whether its figures are exact or released."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from caseapp.rules.values import Period

WHOLE: Final = ""
"""In a division: all sexes, or all ages."""


@dataclass(frozen=True)
class Figure:
    """A figure; `why` says why there is no share, `hidden` that it is confidential.

    `count`: how many count (8a, 9), or fulfil (8b, 12); `of`: of how many, where that is known;
    `share` in percent.
    """

    count: int | None
    of: int | None = None
    share: Decimal | None = None
    per_10000: Decimal | None = None
    why: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Source:
    """Where figures come from: a name, and facts as label and words."""

    name: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class State:
    """What a period says. `figures` by indicator and area, `divided` by indicator, sex and age.

    `area`: the code that the report is of; `units`: codes and names of all others that stand in
    the figures, in order; `notes`: words about these figures alone; `lacking`: names of units
    without a denominator; `absent`: indicators of which nothing is there, and why; `kinds`: counts
    of 8a by group and of 9 by type of abuse, of the report's own area.
    """

    period: Period
    area: str
    figures: Mapping[tuple[str, str], Figure]
    divided: Mapping[tuple[str, str, str], Figure]
    units: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    absent: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[tuple[str, str], Figure] = field(default_factory=dict)

    def of(self, indicator: str, area: str = "") -> Figure | None:
        """Return the figure of an indicator in an area, of the report's own when none is named."""
        return self.figures.get((indicator, area or self.area))
