"""Every paper of the house drawn for the eye, of a made-up child.

`PYTHONPATH=. python -m tests.factories.all_papers FOLDER` writes each paper, filled and empty, in
its copies and states, as a PDF with a picture of each of its pages: read them against the law
before calling a layout done.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from caseapp.casework.form07 import gather_form07
from caseapp.casework.referral_slips import gather_slip
from caseapp.casework.summaries import WHOLE, gather
from caseapp.rules.copies import Copy
from caseapp.web.cases.summary_paper import summary_pdf
from caseapp.web.referrals.slips import slip_html
from caseapp.web.separation_paper import form07_html
from tests.factories.house import NOW, House, make_template, opened
from tests.factories.papers import STORY, draw, every_paper
from tests.factories.referrals import add_agency, draft
from tests.factories.told_case import every_print, tell

_LINK = "https://caseapp.example/inbox/GT-26-7KQ4MX2B"


def of_a_case(house: House) -> Iterator[tuple[str, str | bytes]]:
    """Yield what needs a whole case: its forms and decisions, summaries, dossiers, the slip."""
    desk = tell(house, STORY)
    referral = draft(house, desk.officer, desk.case, add_agency(house))
    for name, html in every_print(house, desk):
        yield f"case-{name.replace(' ', '-')}", html
    with house.app.test_request_context():
        served = gather_form07(desk.officer, desk.case, 1, now=NOW, copy=Copy.SERVED)
        yield "case-07-served", form07_html(served, now=NOW, demo=True)
        for name, brief in (("brief", True), ("whole", False)):
            found = gather(desk.officer, desk.case, now=NOW, wanted=replace(WHOLE, brief=brief))
            yield f"case-summary-{name}", summary_pdf(found, demo=True)
        slip = gather_slip(desk.officer, referral, now=NOW)
        yield "referral-slip", slip_html(slip, _LINK, demo=True)


def draw_all(folder: Path) -> list[Path]:
    """Write all of them into a folder; return the pictures."""
    with tempfile.TemporaryDirectory() as place:
        template = make_template(Path(place) / "template")
        with opened(template, Path(place) / "house") as house:
            drawn = draw(folder, of_a_case(house))
    return [*drawn, *draw(folder, every_paper())]


if __name__ == "__main__":
    for picture in draw_all(Path(sys.argv[1])):
        print(picture)  # noqa: T201 - the command's answer
