"""The guards of the house, what is put in the place of each, and the tests that must then fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from caseapp.rules.access import Act, Role


@dataclass(frozen=True)
class Guard:
    """Where it stands, how it is taken away, and the tests that must fail then.

    `does` is run in the place of a function; `value` makes what is bound instead.
    """

    place: str
    how: str
    tests: tuple[str, ...]
    does: FunctionType | None = None
    value: Callable[[Any], Any] | None = None


def _nothing(*_args: Any, **_named: Any) -> None:
    return None


def _no(*_args: Any, **_named: Any) -> bool:
    return False


def _yes(*_args: Any, **_named: Any) -> bool:
    return True


def _none_of_it(*_args: Any, **_named: Any) -> tuple[()]:
    return ()


def _same(text: Any, *_args: Any, **_named: Any) -> Any:
    return text


def _third(_form: Any, values: Any, *_args: Any, **_named: Any) -> Any:
    return dict(values)


def _whole(state: Any, *_args: Any, **_named: Any) -> Any:
    return state.statement


def _png(_content: Any) -> str:
    return "png"


def _own(_self: Any) -> str:
    return "the same for every key"


def _fetched(_self: Any, url: str, headers: Any = None) -> Any:
    from weasyprint.urls import URLFetcherResponse

    del headers
    return URLFetcherResponse(url, b"", {"Content-Type": "text/css"})


def _unbound(aead: Any) -> Any:
    class Made:
        """Stands for the class: it cannot be derived from."""

        def __init__(self, key: Any) -> None:
            self._aead = aead(key)

        def encrypt(self, nonce: Any, data: Any, _place: Any) -> Any:
            return self._aead.encrypt(nonce, data, None)

        def decrypt(self, nonce: Any, data: Any, _place: Any) -> Any:
            return self._aead.decrypt(nonce, data, None)

    return Made


def _link_lives(link: Any) -> Any:
    from sqlalchemy import select

    from caseapp.records.answer_links import AnswerLink
    from caseapp.records.referrals import Referral

    return Referral.id.in_(select(AnswerLink.referral_id).where(AnswerLink.id == link.number))


def _plain_cookie(response: Any, entry: Any) -> Any:
    response.set_cookie("caseapp_session", entry.token or "", path="/")
    return response


def _untriggered(fill: Any) -> Any:
    def filled(*given: Any, **named: Any) -> Any:
        from caseapp.records.audit import TRIGGERS
        from caseapp.records.db import db
        from caseapp.records.scope import Reach, reaching

        found = fill(*given, **named)
        with reaching(Reach(None, "bulk")), db.engine.begin() as connection:
            for trigger in TRIGGERS:
                connection.exec_driver_sql(f"DROP TRIGGER {trigger.split()[2]}")
        return found

    return filled


def _wider(policy: Any) -> Any:
    return {**policy, Role.STATISTICIAN: policy[Role.STATISTICIAN] | {Act.CASE_READ}}


def _without(*names: str) -> Callable[[Any], Any]:
    return lambda heads: {name: value for name, value in heads.items() if name not in names}


def _unkept(response: Any) -> Any:
    return response


def _idle_alone(row: Any, clock: Any) -> Any:
    from caseapp.casework.sessions import IDLE

    return clock - row.seen_at > IDLE


_WAYS = "tests/records/test_ways.py"
_WRITING = "tests/records/test_ways_writing.py"
GUARDS = {
    "row filter": Guard(
        "caseapp.records.scope:_filtered", "leaving the select as it is",
        (f"{_WAYS}::test_nobody_is_told_of_another_wards_rows",), does=_whole,
    ),
    "flush check": Guard(
        "caseapp.records.claims:check_flush", "checking nothing",
        (f"{_WRITING}::test_nothing_is_written_but_the_own",), does=_nothing,
    ),
    "refusal of statements that pass the filter": Guard(
        "caseapp.records.scope:_guard", "checking nothing",
        ("tests/records/test_scope.py::test_statements_on_the_connection_are_refused",),
        does=_nothing,
    ),
    "refusal of raw SQL": Guard(
        "caseapp.records.scope:_guard_sql", "checking nothing",
        ("tests/records/test_scope.py::test_words_are_not_taken_inside_a_door_even_when_they_name_nothing",),
        does=_nothing,
    ),
    "policy table": Guard(
        "caseapp.rules.access:POLICY", "letting the statistician read cases",
        ("tests/rules/test_access.py::test_each_role_may_do_what_the_table_says_and_nothing_else",),
        value=_wider,
    ),
    "policy before a route": Guard(
        "caseapp.casework.sign_in:require", "requiring nothing",
        ("tests/web/test_actor.py::test_a_route_runs_for_its_act_alone_and_a_refusal_is_written_down",),
        does=_nothing,
    ),
    "denials in the log": Guard(
        "caseapp.desk:note_denial", "writing nothing",
        ("tests/test_desk.py::test_an_act_without_the_right_is_refused_and_written_down",),
        does=_nothing,
    ),
    "conflict marks": Guard(
        "caseapp.records.own_reach:hidden_from", "finding no mark",
        ("tests/casework/test_conflicts.py::test_a_mark_hides_at_once_and_is_written_down_by_numbers",),
        does=_nothing,
    ),
    "CSRF token": Guard(
        "flask_wtf.csrf:CSRFProtect.protect", "asking for none",
        ("tests/web/account/test_routes.py::test_a_post_without_its_token_is_refused",),
        does=_nothing,
    ),
    "Sec-Fetch-Site": Guard(
        "caseapp.web.headers:_same_site_only", "asking nothing",
        ("tests/web/test_headers.py::test_a_post_that_another_site_sent_is_refused",),
        does=_nothing,
    ),
    "end of sessions": Guard(
        "caseapp.casework.sessions:_over", "never over",
        ("tests/casework/test_sessions.py::test_an_idle_session_ends",), does=_no,
    ),
    "longest session": Guard(
        "caseapp.casework.sessions:_over",
        "looking at its rest alone",
        (
            "tests/casework/test_sessions.py::test_a_session_ends_after_eight_hours_however_busy",
        ),
        does=_idle_alone,
    ),
    "end of answer links": Guard(
        "caseapp.records.own_reach:_of_link", "taking ended ones",
        ("tests/casework/test_answering.py::test_revoked_and_renewed_it_opens_nothing",),
        does=_link_lives,
    ),
    "fields of the served copy": Guard(
        "caseapp.rules.served:for_copy", "handing out all",
        ("tests/rules/test_served.py::test_only_the_files_own_copy_bears_the_fields_for_few_eyes",),
        does=_third,
    ),
    "words of the served copy": Guard(
        "caseapp.rules.served:covered", "covering none",
        ("tests/rules/test_served.py::test_a_secret_is_found_whatever_its_case_and_spaces",),
        does=_same,
    ),
    "formulas": Guard(
        "caseapp.exchange.plain_text:neutralise", "leaving them",
        ("tests/exchange/test_plain_text.py::test_no_neutralised_text_begins_like_a_formula",),
        does=_same,
    ),
    "fetcher of prints": Guard(
        "caseapp.web.pdf_renderer:_OwnFilesOnly.fetch", "answering every address",
        ("tests/web/test_pdf_renderer.py::test_the_fetcher_itself_hands_out_nothing_else",),
        does=_fetched,
    ),
    "kind of an upload": Guard(
        "caseapp.rules.file_kinds:kind_of", "taking all for a picture",
        ("tests/rules/test_file_kinds.py::test_all_else_is_refused_by_what_is_taken",), does=_png,
    ),
    "double files": Guard(
        "caseapp.rules.file_kinds:_looks_double", "never looking",
        ("tests/rules/test_file_kinds.py::test_an_archive_behind_it_is_refused",), does=_no,
    ),
    "triggers of the log": Guard(
        "caseapp.upkeep.instance:fill", "dropping them",
        ("tests/records/test_audit.py::test_the_triggers_refuse_to_change_what_was_written",),
        value=_untriggered,
    ),
    "look for the log's triggers": Guard(
        "caseapp.records.audit:unguarded", "naming none",
        ("tests/records/test_audit.py::test_a_guard_taken_away_or_weakened_is_named",),
        does=_none_of_it,
    ),
    "place of a sealed cell": Guard(
        "caseapp.records.vault:AESGCM", "binding to no place",
        ("tests/records/test_vault.py::test_a_cell_moved_elsewhere_does_not_open",),
        value=_unbound,
    ),
    "flags of the cookie": Guard(
        "caseapp.web.account.entering:keep", "setting none",
        ("tests/web/test_actor.py::test_the_session_cookie_is_kept_from_scripts_and_other_sites",),
        does=_plain_cookie,
    ),
    "version of a row": Guard(
        "caseapp.desk:Door.expect_version", "comparing nothing",
        ("tests/casework/test_assessments.py",), does=_nothing,
    ),
    "key of a form": Guard(
        "caseapp.desk:Door.first_post", "knowing none",
        ("tests/test_desk.py::test_a_form_that_is_sent_again_is_written_down",), does=_nothing,
    ),
    "second factor": Guard(
        "caseapp.rules.stages:owed", "owing no step", ("tests/rules/test_stages.py",),
        does=_nothing,
    ),
    "second factor in production": Guard(
        "caseapp.casework.sessions:stage_of", "stopping nowhere",
        ("tests/casework/test_sessions.py::test_a_session_without_second_factor_stops_where_one_is_demanded",),
        does=_nothing,
    ),
    "limiter": Guard(
        "caseapp.casework.limits:must_wait", "nobody waits",
        ("tests/casework/test_limits.py::test_an_address_waits_after_ten_failures_whoever_is_tried",),
        does=_no,
    ),
    "cache headers": Guard(
        "caseapp.web.headers:_after", "leaving the answer as it is",
        ("tests/web/test_headers.py::test_pages_redirects_and_errors_are_guarded_and_never_kept",),
        does=_unkept,
    ),
    "content policy": Guard(
        "caseapp.web.headers:_ALWAYS", "without Content-Security-Policy",
        ("tests/web/test_headers.py::test_pages_redirects_and_errors_are_guarded_and_never_kept",),
        value=_without("Content-Security-Policy"),
    ),
    "audit of a release": Guard(
        "caseapp.statistics.disclosure.release:_audit", "auditing nothing",
        ("tests/statistics/disclosure/test_release.py::test_a_release_that_the_auditor_refuses_names_the_cells",),
        does=_nothing,
    ),
    "own key of an instance": Guard(
        "caseapp.upkeep.server:require_own_key", "asking for none",
        ("tests/upkeep/test_server.py::test_another_instances_key_is_refused",),
        does=_nothing,
    ),
    "proof of who acts by command": Guard(
        "caseapp.casework.acting:_prove", "taking any",
        ("tests/casework/test_acting.py::test_password_and_code_are_asked_and_the_code_serves_once",),
        does=_yes,
    ),
}  # fmt: skip
