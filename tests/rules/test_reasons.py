from __future__ import annotations

import json

from caseapp.rules.reasons import Reason


def test_a_reason_is_its_text_and_knows_its_words() -> None:
    reason = Reason("row %(row)d of %(sheet)s", row=3, sheet="children")
    assert reason == "row 3 of children"
    assert (reason.words, reason.values) == (
        "row %(row)d of %(sheet)s",
        {"row": 3, "sheet": "children"},
    )
    assert json.dumps([reason]) == '["row 3 of children"]'
    assert Reason("100 %") == "100 %"  # nothing to fill in, so nothing is filled in
