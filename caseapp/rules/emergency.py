"""Opening a file in an emergency: for how long, and how often one person may."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

OPEN_FOR: Final = timedelta(hours=24)
"""Through the night and the working day after it: the child's own unit answers by then."""

WITHIN: Final = timedelta(hours=24)
MOST: Final = 3
"""So many files in so many hours: more is no emergency of one officer."""

SHORTEST_REASON: Final = 10
