"""The demo's supervisor has an export and prints in the lists, whose files are gone."""

from __future__ import annotations

import json

from caseapp.casework.print_batches import batch_of
from caseapp.rules.print_batches import check_batch
from tests.upkeep.demo.conftest import Demo


def test_there_are_an_export_and_prints_that_were_fetched(demo: Demo) -> None:
    rows = demo.ask(
        "SELECT username, kind, state, result FROM jobs JOIN users ON users.id = jobs.user_id "
        "ORDER BY jobs.id"
    )
    assert rows == [
        ("giamsat", "export", "done", None),
        ("giamsat", "prints", "done", None),
    ]


def test_the_prints_could_have_been_asked_for(demo: Demo) -> None:
    ((asked,),) = demo.ask("SELECT arguments FROM jobs WHERE kind = 'prints'")
    batch = batch_of(json.loads(asked))
    check_batch(batch, batch.last_day)
