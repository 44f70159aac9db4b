"""What goes with a file: drafts that name the child, and what jobs hold that read it before."""

from __future__ import annotations

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import handed_files, job_turns, jobs
from caseapp.records.jobs import Job
from caseapp.records.kept_forms import KeptForm, seal_fields
from caseapp.rules.access import Act, Actor
from caseapp.rules.job_states import EXPORT
from tests.factories.children import actor_of
from tests.factories.erasures import LATER, NAME, a_bare_child, a_finished_file, city_people, erase
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import CITY, make_user


def test_drafts_that_name_the_child_are_thrown_away(house: House) -> None:
    child, told = a_finished_file(house)
    texts = (f"Về em {NAME.upper()}", f"Xem {child}", "Về em khác")
    _draft(told.officer, house, texts)
    erase(house, child, *city_people(house))
    assert _dropped(house) == [True, True, False]


def _draft(writer: Actor, house: House, texts: tuple[str, ...]) -> None:
    """Keep a draft of a report with each of the texts in one box."""
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        for number, text in enumerate(texts):
            row = KeptForm(user_id=writer.user_id, path="/reports/new", at=NOW, token=str(number))
            door.session.add(row)
            door.session.flush()
            seal_fields(door.place.vault, row, "", [("family", text)])


def _dropped(house: House) -> list[bool]:
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        rows = door.session.scalars(select(KeptForm).order_by(KeptForm.token)).all()
        return [row.fields is None for row in rows]


def take(worker: str) -> job_turns.Turn:
    turn = job_turns.take(worker, clock=NOW, now=NOW, gone=lambda _: False)
    assert turn is not None
    return turn


def seen(actor: Actor, number: int) -> tuple[str, str]:
    view = jobs.read_own(actor, number, now=LATER)
    return view.state, view.fault


def test_an_export_that_read_the_child_cannot_be_kept_and_begins_anew(house: House) -> None:
    bare = a_bare_child(house)
    with house.app.app_context():
        jobs.ask(bare.first, Act.EXPORT_RUN, EXPORT, {"period": "2026"}, now=NOW)
        turn = take("before")
    bare.decide(bare.propose())
    with house.app.app_context():
        assert not job_turns.finish(turn, "before", b"names the child", now=LATER)
        assert not job_turns.beat(turn, "before", job_turns.Progress(), clock=NOW)
        assert seen(bare.first, turn.number) == ("waiting", "")
        assert job_turns.finish(take("after"), "after", b"does not", now=LATER)
        assert jobs.fetch(bare.first, Act.EXPORT_RUN, turn.number, now=LATER) == b"does not"


def test_files_handed_in_go_and_their_imports_end_with_a_word(house: House) -> None:
    bare = a_bare_child(house)
    asked = (bare.first, bare.second, actor_of(house, make_user(house, "supervisor", CITY)))
    with house.app.app_context():
        waits, runs, tried = (
            int(handed_files.hand_in(actor, {}, b"names the child", now=NOW)) for actor in asked
        )
        for worker in ("one", "two", "three"):
            assert take(worker)
            if worker == "one":
                job_turns.finish(job_turns.Turn(waits, 0, "", {}), worker, b"found", now=NOW)
        tried, waits = waits, tried
        imports = int(handed_files.take_in(asked[0], tried, now=NOW))
    bare.decide(bare.propose())
    with house.app.app_context():
        for actor, number in ((asked[1], runs), (asked[2], waits), (asked[0], imports)):
            assert seen(actor, number) == ("failed", "erased")
        assert not handed_files.is_kept(asked[0], tried, now=LATER)
        assert job_turns.take("next", clock=NOW, now=LATER, gone=lambda _: True) is None
        with desk.ledger() as session:
            assert session.scalars(select(Job.id).where(Job.input.is_not(None))).all() == []


def test_a_name_of_one_word_is_found_where_it_fills_a_box(house: House) -> None:
    bare = a_bare_child(house, full_name="Sương")
    texts = ("  SƯƠNG ", "Sáng nay sương mù", "Sương Mai")
    _draft(bare.officer, house, texts)
    bare.decide(bare.propose())
    assert _dropped(house) == [True, False, False]
