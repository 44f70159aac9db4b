"""The numbers of the nation are dialled as they are written."""

from caseapp.rules.codes.duty import DUTY_ROLES, NATIONAL_NUMBERS
from caseapp.rules.duty import OF_CITY, OF_WARD, dialled


def test_a_code_of_a_national_number_is_what_a_telephone_dials():
    assert [dialled(code) for code in NATIONAL_NUMBERS.codes] == ["111", "113", "115"]


def test_every_place_is_on_the_list_of_a_ward_or_of_the_city():
    assert sorted((*OF_WARD, *OF_CITY)) == sorted(DUTY_ROLES.codes)
