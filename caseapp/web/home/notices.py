"""Puts notices into words: those that belong to a task become its tag, the others a list."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import url_for
from flask_babel import gettext, lazy_gettext

from caseapp.casework.home_count import is_of_task
from caseapp.casework.jobs import JobView
from caseapp.casework.notices import NoticeView
from caseapp.rules.job_states import DONE, EXPORT, IMPORT, IMPORT_CHECK, PRINTS, RELEASE
from caseapp.rules.notice_kinds import KINDS
from caseapp.rules.notice_kinds.kind import NEW
from caseapp.rules.values import Period
from caseapp.web.release_words import layout_title, period_title

_PAGES: Final = {
    "report": "reports.show",
    "case": "cases.show",
    "child": "children.show",
    "referral": "referrals.show",
    "forwarded": "forwarding.receive",
    "sent": "forwarding.sent",
    "disputed": "forwarding.assign",
    "arriving": "transfers.show",
    "moved": "transfers.show",
    "contested": "transfers.decide",
    "inbox": "inbox.show",
    "population": "populations.show",
}

_OWN_PAGES: Final = {
    "twin_of_kept": "merges.pairs",
    "twin_found": "merges.pairs",
    "merge_asked": "merges.index",
    "merge_ready": "merges.index",
    "message_failed": "account.address",
    "work_given_to_you": "hand_overs.received",
    "work_given": "hand_overs.received",
    "work_taken_from_you": "hand_overs.received",
}
"""Where a kind leads that waits in a list of its own."""

_RELEASE: Final = "release"
_ERASURE: Final = "erasure"
_DETAILS: Final = {
    "after_30m": lazy_gettext("not taken up for 30 minutes"),
    "after_4h": lazy_gettext("4 hours without a decision"),
    "after_8h": lazy_gettext("8 hours without a decision"),
    "after_10h": lazy_gettext("10 hours without a decision"),
    "print": lazy_gettext("a print"),
    "export": lazy_gettext("an export of the registers"),
    "import": lazy_gettext("an import of registers"),
}


@dataclass(frozen=True)
class Line:
    """A notice in the list: its words, where it leads, and the button that ends it, if any."""

    words: str
    url: str
    about: str
    at: datetime
    known_url: str


def tags_of(found: Iterable[NoticeView], tasks: Collection[str]) -> dict[str, str]:
    """Return the tag of each task that a notice tells of as well, by the task's mark.

    Where several do, one that says more than that it is new.
    """
    return {
        notice.mark: gettext(KINDS[notice.kind].short)
        for notice in sorted(found, key=lambda each: KINDS[each.kind].short != NEW)
        if is_of_task(notice, tasks) and KINDS[notice.kind].short
    }


_JOB_WORDS: Final = {
    EXPORT: (
        lazy_gettext("The export that you asked for is ready"),
        lazy_gettext("The export that you asked for was not done"),
    ),
    IMPORT_CHECK: (
        lazy_gettext("The file that you handed in is checked: see what was found"),
        lazy_gettext("The file that you handed in could not be checked"),
    ),
    IMPORT: (
        lazy_gettext("The import that you asked for is over: see what was written"),
        lazy_gettext("The import that you asked for was not done"),
    ),
    PRINTS: (
        lazy_gettext("The papers that you asked for are ready to be printed"),
        lazy_gettext("The papers that you asked for were not made"),
    ),
    RELEASE: (
        lazy_gettext("The release that you asked for is prepared: see what it would hide"),
        lazy_gettext("The release that you asked for was not prepared"),
    ),
}
"""What is said of a job that ended: done, and not done."""


_JOB_PAGES: Final = {
    EXPORT: "jobs.show",
    RELEASE: "publications.preparation",
    PRINTS: "print_batches.show",
}
"""Where a job leads; those of an import to its own page."""


def lines_of(
    found: Iterable[NoticeView], ended: Iterable[JobView], tasks: Collection[str]
) -> list[Line]:
    """Return what no task says, the newest first."""
    lines = [_line(notice) for notice in found if not is_of_task(notice, tasks)]
    lines += [_job_line(job) for job in ended]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _line(notice: NoticeView) -> Line:
    kind = KINDS[notice.kind]
    page = _PAGES.get(kind.about)
    about = f"{notice.mark}, {notice.unit}" if page else notice.who
    if notice.detail:
        words = _detail(notice)
        about = f"{about}: {words}" if about else words
    return Line(
        words=gettext(kind.words),
        url=_url(notice, page),
        about=about,
        at=notice.at,
        known_url=url_for("home.know", token=notice.token) if notice.known else "",
    )


def _detail(notice: NoticeView) -> str:
    """Say what a notice tells beside its kind; of a release its layout and period."""
    if KINDS[notice.kind].about == _ERASURE:
        return str(gettext("Erasure %(number)s", number=notice.detail))
    if KINDS[notice.kind].about == _RELEASE:
        layout, _, period = notice.detail.partition(" ")
        return f"{layout_title(layout)}, {period_title(Period.parse(period))}"
    return str(_DETAILS.get(notice.detail, notice.detail))


def _url(notice: NoticeView, page: str | None) -> str:
    if (own := _OWN_PAGES.get(notice.kind)) is not None:
        return url_for(own)
    if KINDS[notice.kind].about == _RELEASE:
        return url_for("publications.proposal", number=notice.mark.removeprefix("release:"))
    if KINDS[notice.kind].about == _ERASURE:
        return url_for("erasures.show", number=notice.mark.removeprefix("erasure:"))
    return url_for(page, code=notice.mark) if page else ""


def _job_line(job: JobView) -> Line:
    done, failed = _JOB_WORDS[job.kind]
    page = _JOB_PAGES.get(job.kind, "imports.show")
    return Line(
        words=str(done if job.state == DONE else failed),
        url=url_for(page, token=job.token),
        about="",
        at=job.ended_at or job.asked_at,
        known_url=url_for("jobs.known", token=job.token),
    )
