"""How much a release would hide, beside its coarser layout; a refusal names its cells."""

from __future__ import annotations

from dataclasses import replace

from caseapp.exchange.release_jobs import Preparation
from caseapp.exchange.release_preparations import Refusal
from caseapp.rules.releasing import REFUSAL_WORDS
from caseapp.rules.values import Period
from caseapp.statistics.releases.layouts import RELEASE_LAYOUTS
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.preparing import TableShare
from caseapp.web.publications.shares import compared, refused
from tests.factories.house import House

FOUND = Preparation(
    layout="relief-wards", version=1, period=Period.parse("2025"), frozen=1, edition=1, k=5,
    shares=(TableShare(("geo", "relief"), 40, 30), TableShare(("sex", "relief"), 10, 0)),
    coarser=(TableShare(("cluster", "relief"), 20, 5),), cells=50, hidden=30,
    refusal=None, stale=False, clusters=usual_policy().clusters,
)  # fmt: skip


def test_each_table_and_their_sum_beside_the_coarser_layout(house: House) -> None:
    with house.app.test_request_context():
        found = compared(FOUND)
        assert [(row.cells, row.hidden, row.share) for row in found.own] == [
            ("40", "30", "75,0\u00a0%"), ("10", "0", "0,0\u00a0%"), ("50", "30", "60,0\u00a0%"),
        ]  # fmt: skip
        assert found.own[0].bar.length == 90
        assert found.own[1].bar.length == 0
        assert found.coarser[0].table.endswith("theo cụm phường, xã và việc cứu trợ")
        assert found.coarser_name == "relief-clusters"
        assert [row.share for row in found.both] == ["60,0\u00a0%", "25,0\u00a0%"]
        alone = compared(replace(FOUND, layout="relief-clusters", coarser=()))
        assert (alone.coarser, alone.both, alone.coarser_name) == ((), (), "")


def test_a_refusal_names_its_cells_in_words_and_no_more_than_can_be_read(house: House) -> None:
    cells = ("31135|T|T|late", *(f"C{number:02d}|T|T|late" for number in range(1, 61)))
    found = replace(FOUND, refusal=Refusal("Unprotectable", cells, "no other table fits"))
    with house.app.test_request_context():
        said = refused(found)
        assert said is not None
        assert said.words == "Dù bảo mật thêm ô nào thì vẫn tính ra được các số đếm này"
        assert said.cells[0] == "Phường Ninh Kiều – Không kịp thời"
        assert (len(said.cells), said.more) == (50, 11)
        assert refused(FOUND) is None
        other = refused(replace(found, refusal=Refusal("Unheard", (), "x")))
        assert other is not None
        assert other.words == "Unheard"
        for name in REFUSAL_WORDS:
            each = refused(replace(found, refusal=Refusal(name, (), "x")))
            assert each is not None
            assert each.words != name


def test_the_layouts_with_a_coarser_one_name_one_that_there_is() -> None:
    coarser = {layout.coarser for layout in RELEASE_LAYOUTS.values()} - {""}
    assert coarser <= set(RELEASE_LAYOUTS)
