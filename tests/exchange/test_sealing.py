from __future__ import annotations

from pathlib import Path

import pytest

from caseapp import desk
from caseapp.exchange.linking import Links, Names
from caseapp.exchange.sealing import Sealing
from caseapp.rules.access import Act
from tests.exchange.contents import first, rows_of
from tests.exchange.folders import AN, BINH, HELP, REFERRAL, REPORT, a_folder, imported
from tests.factories.house import NOW, SYSTEM, House


@pytest.fixture(autouse=True)
def _inside(house: House) -> object:
    with house.app.app_context():
        yield


def opened(key: int, column: str, row: dict[str, object]) -> str:
    name = column.partition(".")[2]
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        return door.unseal(key, column, row["id"], row[name])  # type: ignore[arg-type]


def test_all_that_is_told_of_a_child_is_sealed_under_one_key_of_its_own(tmp_path: Path) -> None:
    imported(
        a_folder(
            tmp_path / "in",
            children=[AN | {"personal_id": "092315001234"}, BINH],
            assistance=[HELP | {"note": "Ghi chú"}],
            reports=[REPORT | {"narrative": "Nội dung"}],
            referrals=[REFERRAL | {"reason": "Lý do"}],
        )
    )
    an, binh = rows_of("children")
    assert an["key_id"] is not None
    assert binh["key_id"] is None  # nothing to seal, no key
    assert len(rows_of("subject_keys")) == 1
    assert opened(an["key_id"], "children.personal_id", an) == "092315001234"
    assert opened(an["key_id"], "assistance.note", first("assistance")) == "Ghi chú"
    assert opened(an["key_id"], "reports.narrative", first("reports")) == "Nội dung"
    assert first("reports")["key_id"] == an["key_id"]
    assert opened(an["key_id"], "referrals.reason", first("referrals")) == "Lý do"


def test_a_report_without_child_has_a_key_of_its_own(tmp_path: Path) -> None:
    told = REPORT | {"child_ref": "", "narrative": "Chưa rõ trẻ nào"}
    silent = told | {"report_ref": "BC-2", "narrative": ""}
    imported(a_folder(tmp_path / "in", reports=[told, silent]))
    with_text, without = rows_of("reports")
    assert opened(with_text["key_id"], "reports.narrative", with_text) == "Chưa rõ trẻ nào"
    assert without["key_id"] is None


def test_a_report_that_passes_to_a_child_passes_to_its_key(tmp_path: Path) -> None:
    sheets = {"children": [AN, BINH], "reports": [REPORT | {"child_ref": "", "narrative": "Kể"}]}
    imported(a_folder(tmp_path / "1", **sheets))
    for child in (AN, BINH):
        sheets["reports"] = [REPORT | {"child_ref": child["child_ref"], "narrative": "Kể"}]
        told = imported(a_folder(tmp_path / "2", **sheets), update=True)
        assert [change.column for change in told.changes] == ["child_ref"]
        report = first("reports")
        owner = next(row for row in rows_of("children") if row["ref"] == child["child_ref"])
        assert report["key_id"] == owner["key_id"] is not None
        assert opened(report["key_id"], "reports.narrative", report) == "Kể"


def test_keys_are_made_at_once_for_those_who_lack_them() -> None:
    names = Names()
    names.keys[7] = 0
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        names.keys.clear()
        sealing = Sealing(door, Links(names, Names(), Names(), Names()))
        sealing.make_keys(
            {
                "children": ({"id": [1, 2, 3], "personal_id": ["x", "", "y"]},),
                "assistance": ({"sealed_for": [1, 2], "note": ["n", ""]},),
                "reports": (
                    {
                        "id": [1, 2, 3],
                        "child_id": [None, None, 4],
                        "narrative": ["a", "", "c"],
                    },
                ),
            }
        )
        assert set(sealing.children) == {1, 3, 4}
        assert set(sealing.reports) == {1}
        assert len({*sealing.children.values(), *sealing.reports.values()}) == 4
        assert sealing.seal(sealing.children[1], "assistance.note", 1, "") is None
        assert sealing.seal(sealing.children[1], "assistance.note", 1, "n")
