"""Answers of Mẫu 01 as an officer checks them in, on the night before the tests' morning."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from caseapp.rules.values import LOCAL

RECEIVED = datetime(2026, 11, 22, 22, 0, tzinfo=LOCAL)  # Sunday night; NOW is Monday 10:00
VALUES: dict[str, Any] = {
    "received_at": RECEIVED,
    "event_area": "31135",
    "channel": "phone",
    "child_name": "Bé Na",
    "child_state": "Sợ hãi, không chịu về nhà",
    "reporter_consents": True,
    "reporter_name": "Trần Thị Báo",
}
