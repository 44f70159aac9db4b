"""The indicators, one module each, in the order of their numbers."""

from __future__ import annotations

from typing import Final

from caseapp.statistics.indicator import Indicator
from caseapp.statistics.indicators.i08 import HELPED, IN_CIRCUMSTANCES
from caseapp.statistics.indicators.i09 import ABUSED
from caseapp.statistics.indicators.i12 import RELIEVED

INDICATORS: Final[tuple[Indicator, ...]] = (IN_CIRCUMSTANCES, HELPED, ABUSED, RELIEVED)
