"""Made-up data to try the application on: lifelike, the same for the same seed, of nobody."""

from caseapp.upkeep.demo.accounts import DemoAccount
from caseapp.upkeep.demo.making import (
    CHILDREN,
    EARLIEST,
    MOST_CHILDREN,
    SEED,
    DemoResult,
    make_demo,
    require_sensible,
)

__all__ = [
    "CHILDREN",
    "EARLIEST",
    "MOST_CHILDREN",
    "SEED",
    "DemoAccount",
    "DemoResult",
    "make_demo",
    "require_sensible",
]
