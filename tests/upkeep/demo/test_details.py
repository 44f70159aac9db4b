"""The demo's children have people, names, schools and health, and the numbers stay in range."""

from __future__ import annotations

from caseapp.casework.child_reading import read_child
from tests.factories.children import actor_of
from tests.factories.house import NOW
from tests.upkeep.demo.conftest import Demo


def test_a_known_child_of_the_first_ward_is_whole(demo: Demo) -> None:
    officer = actor_of(demo.house, "canbo.ninhkieu")
    code = str(
        demo.one(
            "SELECT c.code FROM children c JOIN child_units u ON u.child_id = c.id "
            "JOIN child_names n ON n.child_id = c.id JOIN schoolings s ON s.child_id = c.id "
            "WHERE u.area_id = 31135 ORDER BY c.id LIMIT 1"
        )
    )
    with demo.house.app.app_context():
        details = read_child(officer, code, now=NOW).details
    assert details is not None
    assert [each.ground for each in details.speaking] in (["parent"], ["guardian"])
    assert all(each.number for each in details.people)  # the register's carer has a row
    assert details.names
    assert details.schools
    assert any(each.entry.cares for each in details.people)


def test_some_numbers_are_never_called_and_some_children_have_a_disability(demo: Demo) -> None:
    assert int(demo.one("SELECT count(*) FROM child_people WHERE no_call")) > 0
    assert int(demo.one("SELECT count(*) FROM health_notes")) > 0
