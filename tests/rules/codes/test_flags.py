"""Flags: those that an officer sets, and those that the software raises."""

from __future__ import annotations

from caseapp.rules.codes.flags import CASE_FLAGS, RAISED_FLAGS


def test_no_flag_is_set_by_hand_and_raised_as_well() -> None:
    assert not set(CASE_FLAGS.codes) & set(RAISED_FLAGS.codes)
    assert RAISED_FLAGS.codes == ("soon_sixteen", "sixteen")
    assert {"health_critical", "suicide_threat", "violent_suspect"} <= set(CASE_FLAGS.codes)


def test_each_has_a_source() -> None:
    assert all(row.source for rows in (CASE_FLAGS, RAISED_FLAGS) for row in rows)
