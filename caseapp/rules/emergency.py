"""Opening a file in an emergency: for how long, and how often one person may."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

OPEN_FOR: Final = timedelta(hours=12)
"""As long as the decision on emergency measures may take (Decree 56/2017, Art. 26.3)."""

WITHIN: Final = timedelta(hours=24)
MOST: Final = 3
"""So many files in so many hours: more is no emergency of one officer."""

SHORTEST_REASON: Final = 10
