from __future__ import annotations

from caseapp.rules.export_reasons import CSV, FORMATS, REASONS, WORKBOOK


def test_each_reason_and_form_has_words() -> None:
    assert set(FORMATS) == {WORKBOOK, CSV}
    assert all(words[0].isupper() for words in (*REASONS.values(), *FORMATS.values()))
    assert all(len(code) <= 40 for code in REASONS)  # it stands in the log and in a job's row
