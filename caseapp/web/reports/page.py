"""What may be done with a report, the one thing to do next before all else."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext

from caseapp.casework.report_reading import ReportView
from caseapp.rules.access import Act
from caseapp.web.moves import Moves, Step, choose
from caseapp.web.rights import allowed


def moves_of(view: ReportView) -> Moves:
    """Return what the signed-in person may do with the report, the most urgent as `main`."""
    steps = _steps(view)
    due = view.clock is not None and view.clock.stopped_at is None
    urgent = {"decide": due, "open_case": view.state == "received"}
    main: str | None = next(
        (name for name in ("decide", "open_case") if name in steps and urgent[name]), None
    )
    if main is None and "case" in steps:
        main = "case"
    return choose(steps, main or "", _why(main, due=due))


def _steps(view: ReportView) -> dict[str, Step]:
    """Everything that may be done, in the order of the page."""
    code, unit = view.code, view.unit_id
    steps = {}
    if view.case_code and allowed(Act.CASE_READ, unit):
        steps["case"] = Step(gettext("Go to the case"), url_for("cases.show", code=view.case_code))
    if view.state == "received" and allowed(Act.REPORT_SCREEN, unit):
        steps["open_case"] = Step(gettext("Open a case"), url_for("reports.open_case", code=code))
    if not view.imported and allowed(Act.MEASURE_DECIDE, unit):
        words = gettext("Record another decision") if view.decisions else gettext("Record decision")
        steps["decide"] = Step(words, url_for("reports.decide", code=code))
    if allowed(Act.INCIDENT_RECORD, unit):
        words = gettext("Record what happened")
        steps["incident"] = Step(words, url_for("reports.incident", code=code))
    if view.answers_version and allowed(Act.REPORT_LOG, unit):
        steps["amend"] = Step(gettext("Amend Mẫu 01"), url_for("reports.amend", code=code))
    if view.answers_version and allowed(Act.REPORT_PRINT, unit):
        words, url = gettext("Print Mẫu 01 (PDF)"), url_for("reports.form_01", code=code)
        steps["print"] = Step(words, url)
        if not view.reporter_hidden:
            words = gettext("Print Mẫu 01 with part 3, who gave the information (PDF)")
            steps["print_whole"] = Step(words, f"{url}?reporter=1")
    return steps


def _why(main: str | None, *, due: bool) -> str:
    if main == "decide":
        return str(gettext("Decide whether emergency measures apply. The decision stops the clock"))
    if main == "open_case":
        return str(gettext("Open a case, so that the risk is judged and help begins"))
    if due:
        return str(gettext("The decision of the chair on emergency measures is awaited"))
    return ""
