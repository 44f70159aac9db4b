"""What may be done with a report, the one thing to do next before all else."""

from __future__ import annotations

from typing import Final

from flask import url_for
from flask_babel import gettext, lazy_gettext

from caseapp.casework.report_reading import ReportView
from caseapp.rules.access import Act
from caseapp.web.moves import Moves, Step, choose
from caseapp.web.rights import allowed


def moves_of(view: ReportView) -> Moves:
    """Return what the signed-in person may do with the report, the most urgent as `main`."""
    steps = _steps(view)
    due = view.clock is not None and view.clock.stopped_at is None
    baseless = _baseless(view)
    urgent = {
        "decide": due,
        "end": baseless and not due,
        "open_case": view.state == "received" and not baseless,
    }
    main: str | None = next(
        (name for name in ("decide", "end", "open_case") if name in steps and urgent[name]), None
    )
    if main is None and "case" in steps:
        main = "case"
    return choose(steps, main or "", _why(main, view.unit_id, due=due, baseless=baseless))


def _baseless(view: ReportView) -> bool:
    """Whether everything that was found out says that nothing happened, and no case is open."""
    known = [incident for incident in view.incidents if incident.abuse_types]
    return (
        view.state == "received"
        and bool(known)
        and all(incident.certainty == "unfounded" for incident in known)
    )


def _steps(view: ReportView) -> dict[str, Step]:
    """Everything that may be done, in the order of the page."""
    code, unit = view.code, view.unit_id
    steps = {}
    if view.case_code and allowed(Act.CASE_READ, unit):
        steps["case"] = Step(gettext("Go to the case"), url_for("cases.show", code=view.case_code))
    if view.state in {"received", "ended"} and allowed(Act.REPORT_SCREEN, unit):
        steps["open_case"] = Step(gettext("Open a case"), url_for("reports.open_case", code=code))
    if not view.imported and allowed(Act.MEASURE_DECIDE, unit):
        words = gettext("Record another decision") if view.decisions else gettext("Record decision")
        steps["decide"] = Step(words, url_for("reports.decide", code=code))
    owed = view.clock is not None and view.clock.stopped_at is None
    if view.state == "received" and not owed and allowed(Act.REPORT_END, unit):
        words = gettext("End the report without a case")
        steps["end"] = Step(words, url_for("reports.end", code=code))
    if allowed(Act.FILE_ADD, unit):
        words = gettext("Attach a picture or PDF")
        steps["file"] = Step(words, url_for("files.add_to_report", code=code))
    if allowed(Act.INCIDENT_RECORD, unit):
        words = gettext("Record what happened")
        steps["incident"] = Step(words, url_for("reports.incident", code=code))
    if view.answers_version and allowed(Act.REPORT_LOG, unit):
        steps["amend"] = Step(gettext("Amend Mẫu 01"), url_for("reports.amend", code=code))
    return steps | _next_child(view) | _prints(view) | _conflicts(view)


def _next_child(view: ReportView) -> dict[str, Step]:
    """A Mẫu 01 for another child of the same event, where there is one to copy from."""
    if view.imported or not view.answers_version or not allowed(Act.REPORT_LOG, view.unit_id):
        return {}
    url = url_for("reports.sibling", code=view.code)
    return {"sibling": Step(gettext("Add a child of this event"), url)}


def _prints(view: ReportView) -> dict[str, Step]:
    """The prints of the form: without part 3, and with it for those who may see it."""
    if not view.answers_version or not allowed(Act.REPORT_PRINT, view.unit_id):
        return {}
    url = url_for("reports.form_01", code=view.code)
    prints = {"print": Step(gettext("Print Mẫu 01 (PDF)"), url)}
    if not view.reporter_hidden:
        words = gettext("Print Mẫu 01 with part 3, who gave the information (PDF)")
        prints["print_whole"] = Step(words, f"{url}?reporter=1")
    return prints


def _conflicts(view: ReportView) -> dict[str, Step]:
    """Keeping the file from somebody: the child's whole file where the child is known."""
    if not allowed(Act.CONFLICT_MARK, view.unit_id):
        return {}
    url = url_for("conflicts.show", kind="report", code=view.code)
    return {"conflict": Step(gettext("Conflict of interest: keep this file from somebody"), url)}


def _why(main: str | None, unit: int, *, due: bool, baseless: bool) -> str:
    """The sentence above the button: what is asked of this person, or awaited of another."""
    if main == "decide":
        return str(_WHY["decide"])
    if due:
        return str(_WHY["bring" if allowed(Act.REPORT_SCREEN, unit) else "awaited"])
    if baseless and main is None:
        return str(_WHY["baseless"])
    return str(_WHY.get(main or "", ""))


_WHY: Final = {
    "decide": lazy_gettext("Decide whether emergency measures apply. The decision stops the clock"),
    "bring": lazy_gettext(
        "Call the chair now and hand over Mẫu 01: the chair decides on emergency measures, "
        "and the clock runs until then"
    ),
    "awaited": lazy_gettext("The decision of the chair on emergency measures is awaited"),
    "end": lazy_gettext("What was reported is unfounded: end the report, or open a case"),
    "open_case": lazy_gettext("Open a case, so that the risk is judged and help begins"),
    "baseless": lazy_gettext("What was reported is unfounded. The chair may end the report"),
}
