"""Every code of every layout has its name, and a table says what it counts."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.rules.values import Period
from caseapp.statistics.releases.layouts import CLUSTER, RELEASE_LAYOUTS, SUBJECTS
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.tables import dimensions
from caseapp.web.publications.labels import AREA, FILES, Labels, by_words, file_words, heading
from tests.factories.house import House

LAST = date(2025, 12, 31)


@pytest.mark.parametrize("period", ["2024", "2025"])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_code_of_a_subject_has_a_name_of_its_own(
    house: House, subject: str, period: str
) -> None:
    asked, policy = Period.parse(period), usual_policy()
    with house.app.test_request_context():
        labels = Labels(asked.end, policy.clusters)
        for dimension in dimensions(subject, asked, policy):
            for short in (False, True):
                names = [labels.of(dimension.name, code, short=short) for code in dimension.codes]
                same = {name for name in names if names.count(name) > 1}
                assert not same or period == "2024", same  # old communes of other districts
                assert not [n for n, c in zip(names, dimension.codes, strict=True) if n == c]


def test_a_cell_is_said_without_what_it_leaves_whole(house: House) -> None:
    with house.app.test_request_context():
        labels = Labels(LAST, usual_policy().clusters)
        said = labels.cell(SUBJECTS["9"], "31135|female|T|sexual_abuse")
        assert said == "Phường Ninh Kiều – Nữ – Xâm hại tình dục"
        assert labels.cell(SUBJECTS["9"], "T|T|T|T") == "Toàn thành phố"
        assert labels.cell(SUBJECTS["9"], "only-a-name") == "only-a-name"
        assert labels.of("geo", "C99") == "C99"
        assert labels.of("sex", "elsewhere") == "elsewhere"


def test_a_table_says_what_it_counts_and_by_what(house: House) -> None:
    with house.app.test_request_context():
        assert by_words("abuse-wards", ("geo",), wards=True) == "Trẻ em bị xâm hại theo phường, xã"
        said = by_words("relief-clusters", ("geo", "relief"), wards=False)
        assert said == ("Trẻ em bị ảnh hưởng bởi thiên tai theo cụm phường, xã và việc cứu trợ")
        said = by_words("abuse-wards", ("sex", "age_band", "abuse_type"), wards=True)
        assert said == "Trẻ em bị xâm hại theo giới tính, tuổi và hình thức xâm hại"
        assert heading(AREA, wards=False) == "Cụm phường, xã"
        for layout in RELEASE_LAYOUTS.values():
            for table in layout.tables:
                names = tuple(AREA if name == CLUSTER else name for name in table)
                assert by_words(layout.name, names, wards=True)


def test_a_file_has_its_words(house: House) -> None:
    with house.app.test_request_context():
        assert file_words("published.csv") == str(FILES["published.csv"])
        assert file_words("later.bin") == "later.bin"
