"""The minutes of the meeting on protective measures on paper (Decree 30/2020, Annex III)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from caseapp.casework.minutes_prints import MinutesPrint
from caseapp.rules.forms.answers import restore
from caseapp.rules.forms.minutes import FORM
from caseapp.web.form_lines import lines_of
from caseapp.web.pdf_answer import footing
from caseapp.web.printing import Sheet, drawn_minutes

_SYMBOL: Final = "……/BB-UBND"


def minutes_html(found: MinutesPrint, *, now: datetime, demo: bool) -> str:
    """Draw the minutes; who chaired and who wrote them sign."""
    values = restore(FORM, found.minutes.said)
    return drawn_minutes(
        FORM,
        Sheet(now, demo, footing(found.code, found.printed)),
        heading={**found.letterhead.heading, "symbol": _SYMBOL},
        child_name=found.child_name,
        lines=lines_of(FORM.section("meeting").fields, values, {}),
        chaired_by=str(values.get("chaired_by") or ""),
        written_by=found.minutes.written_by,
    )
