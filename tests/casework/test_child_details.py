"""The child's own page tells all of it, and who may not speak; a case's page does without."""

from __future__ import annotations

from caseapp.casework.case_reading import read_case
from caseapp.casework.child_reading import read_child
from caseapp.casework.emergency import open_file, read_file
from tests.factories.children import officer_of
from tests.factories.house import NOW, House
from tests.factories.people import MOTHER, add_speaker, child_of
from tests.factories.referrals import open_a_case
from tests.factories.web import CAI_KHE


def test_details_are_told_on_the_childs_page_and_in_an_emergency(house: House) -> None:
    officer, stranger = officer_of(house), officer_of(house, CAI_KHE)
    case = open_a_case(house, officer)
    child = child_of(house, case)
    number = add_speaker(house, officer, child, no_call=True)
    with house.app.app_context():
        details = read_child(officer, child, now=NOW).details
        assert details is not None
        person = details.person(number)
        assert person is not None
        assert (person.name, details.barred) == (MOTHER, frozenset())
        assert details.person(0) is None
        assert read_case(officer, case, now=NOW).child.details is None
        why = "Cháu bị thương, đang ở bệnh viện, phường không nghe máy"
        file = read_file(stranger, open_file(stranger, case, reason=why, now=NOW), now=NOW)
        assert file.child.details is not None
        assert [each.phone for each in file.child.details.uncalled] == ["0909 111 222"]
