"""Made-up files open like real ones, hang on reports and cases, and tell that they are made up."""

from __future__ import annotations

import hashlib

from caseapp import desk
from caseapp.casework.file_reading import files_of_report, open_part, read_copy
from caseapp.records.files import ORIGINAL, StoredFile
from caseapp.rules.access import Act, Role
from caseapp.rules.file_kinds import kind_of
from tests.factories.house import NOW, an_actor
from tests.upkeep.demo.conftest import Demo

NINH_KIEU = 31135


def test_reports_that_wait_have_a_photo_and_cases_a_paper(demo: Demo) -> None:
    kinds = dict(demo.ask("SELECT kind, count(*) FROM files GROUP BY kind"))
    assert set(kinds) == {"jpeg", "pdf"}
    assert demo.one("SELECT count(*) FROM hand_outs") > 0
    assert demo.one("SELECT count(*) FROM file_parts") == 3 * sum(kinds.values())
    late = "SELECT count(*) FROM files WHERE entered_at > ?"
    assert demo.one(late, NOW.replace(tzinfo=None).isoformat(" ", "microseconds")) == 0


def test_they_open_with_the_keys_that_real_ones_have(demo: Demo) -> None:
    officer = demo.one(
        "SELECT entered_by FROM files WHERE report_id IS NOT NULL AND area_id = ?", NINH_KIEU
    )
    code = demo.one(
        "SELECT r.code FROM reports r JOIN files f ON f.report_id = r.id WHERE f.area_id = ?",
        NINH_KIEU,
    )
    actor = an_actor(Role.OFFICER, NINH_KIEU, user_id=officer)
    with demo.house.app.app_context():
        file = files_of_report(actor, code, now=NOW)[0]
        assert "ảnh mẫu" in file.description
        assert kind_of(read_copy(actor, file.code, 1, now=NOW)) == "jpeg"
        assert kind_of(read_copy(actor, file.code, None, now=NOW)) == "jpeg"
        with desk.reading(actor, Act.FILE_ORIGINAL, now=NOW) as door:
            content = open_part(door, door.find(StoredFile, code=file.code), ORIGINAL)
    assert isinstance(content, bytes)
    assert hashlib.sha256(content).hexdigest() == file.sha256
