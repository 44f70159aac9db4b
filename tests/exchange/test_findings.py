from __future__ import annotations

from datetime import date

from caseapp.exchange import findings
from caseapp.exchange.faults import Fault
from caseapp.exchange.import_results import Change, ImportResult
from caseapp.rules.reasons import Reason


def test_what_is_kept_comes_back_whole() -> None:
    result = ImportResult(
        True,
        (),
        {"children": {"new": 2, "changed": 1, "same": 4}},
        (Change("children", 3, "sex", "TE-1"),),
        ("Bệnh viện",),
        (("Bệnh viện", "Khám"),),
        ("BC-1",),
    )
    found = findings.read(findings.keep(result))
    assert found.result == result
    assert (found.rows, found.differing, found.has_copy) == (7, 3, False)
    assert findings.read_copy(findings.keep(result, b"copy")) == b"copy"


def test_faults_keep_their_words_and_are_put_together_by_kind() -> None:
    words = "lies after %(day)s"
    late = [Fault("children", n, "sex", Reason(words, day=date(2026, 1, n))) for n in range(1, 12)]
    other = Fault("children", 3, "address", Reason("is required"))
    plain = Fault("notes", 1, "", "as the reader of the file said it")
    found = findings.read(findings.keep(ImportResult(True, (*late, other, plain)), b"x"))
    assert found.has_copy
    assert [str(fault) for fault in found.result.faults] == [str(f) for f in (*late, other, plain)]
    kinds = [(kind.column, kind.reason, kind.count, kind.rows) for kind in found.kinds]
    assert kinds == [
        ("sex", "lies after 2026-01-01", 11, (1, 2, 3, 4, 5, 6, 7, 8)),
        ("address", "is required", 1, (3,)),
        ("", "as the reader of the file said it", 1, (1,)),
    ]
