"""The codes of a child's details: none was compared with its official text yet."""

from caseapp.rules.codes.children import (
    ATTENDANCE,
    BIRTH_REGISTRATION,
    DISABILITY_LEVELS,
    DISABILITY_TYPES,
    GROUNDS,
    IN_SCHOOL,
    NAME_KINDS,
    NUMBER_MISSING,
)


def test_what_law_md_names_is_there():
    assert NUMBER_MISSING.codes == ("abandoned", "unregistered", "foreigner", "unknown")
    assert len(DISABILITY_TYPES) == 6
    assert len(DISABILITY_LEVELS) == 3


def test_all_await_the_official_text():
    lists = (NAME_KINDS, NUMBER_MISSING, BIRTH_REGISTRATION, ATTENDANCE, DISABILITY_TYPES)
    for rows in (*lists, DISABILITY_LEVELS, GROUNDS):
        assert not any(row.confirmed for row in rows)


def test_a_school_has_a_name_only_while_the_child_belongs_to_it():
    assert set(ATTENDANCE.codes) > IN_SCHOOL
