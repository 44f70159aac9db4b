"""The kinds of the city that a directory needs, and a place for all others at the end."""

from caseapp.rules.codes.agencies import AGENCY_KINDS


def test_the_kinds_of_the_city_are_there_and_the_rest_comes_last():
    wanted = {"health_station", "hospital", "legal_aid", "social_work", "police", "women"}
    assert wanted | {"helpline", "school", "youth", "front", "justice", "reception"} == set(
        AGENCY_KINDS.codes[:-1]
    )
    assert AGENCY_KINDS.codes[-1] == "other"
