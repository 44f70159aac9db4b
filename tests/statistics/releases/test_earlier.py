"""What an earlier release printed is read from its own files, whatever would be made today."""

from __future__ import annotations

import pytest

from caseapp.statistics.disclosure.layout import Layout
from caseapp.statistics.disclosure.model import Malformed
from caseapp.statistics.releases.core import core_files
from caseapp.statistics.releases.earlier import Earlier, piece_of
from caseapp.statistics.releases.layouts import find_layout
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.tables import make_cells
from tests.factories.public_city import source


def test_a_piece_has_the_cells_codes_and_k_of_its_files() -> None:
    town, policy = source(), usual_policy()
    full = make_cells(find_layout("relief-clusters"), town.period, policy)
    some = Layout(7, full.dimensions, full.cells[:40])
    printed = {codes: None if at % 3 else at for at, codes in enumerate(some.cells)}
    files = core_files(some, printed, "12", {})
    found = piece_of(Earlier("CB-2026-001", "relief-clusters", 1, town, policy, files))
    assert (found.number, found.source, found.printed) == ("CB-2026-001", town, printed)
    assert found.layout == some


def test_files_that_are_none_are_refused() -> None:
    with pytest.raises(Malformed):
        piece_of(Earlier("CB-2026-001", "relief-clusters", 1, source(), usual_policy(), {}))
