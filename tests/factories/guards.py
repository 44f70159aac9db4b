"""The guards of the house, what is put in the place of each, and the tests that must then fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from tests.factories.no_guard import (
    fetched,
    idle_alone,
    link_lives,
    no,
    none_of_it,
    nothing,
    nowhere,
    plain_cookie,
    png,
    same,
    third,
    unbound,
    unkept,
    untriggered,
    whole,
    wider,
    without,
    written_anyway,
    yes,
)


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


_WAYS = "tests/records/test_ways.py"
_WRITING = "tests/records/test_ways_writing.py"
GUARDS = {
    "row filter": Guard(
        "caseapp.records.scope:_filtered", "leaving the select as it is",
        (f"{_WAYS}::test_nobody_is_told_of_another_wards_rows",), does=whole,
    ),
    "flush check": Guard(
        "caseapp.records.claims:check_flush", "checking nothing",
        (f"{_WRITING}::test_nothing_is_written_but_the_own",), does=nothing,
    ),
    "refusal of statements that pass the filter": Guard(
        "caseapp.records.scope:_guard", "checking nothing",
        ("tests/records/test_scope.py::test_statements_on_the_connection_are_refused",),
        does=nothing,
    ),
    "refusal of raw SQL": Guard(
        "caseapp.records.scope:_guard_sql", "checking nothing",
        ("tests/records/test_scope.py::test_words_are_not_taken_inside_a_door_even_when_they_name_nothing",),
        does=nothing,
    ),
    "policy table": Guard(
        "caseapp.rules.access:POLICY", "letting the statistician read cases",
        ("tests/rules/test_access.py::test_each_role_may_do_what_the_table_says_and_nothing_else",),
        value=wider,
    ),
    "policy before a route": Guard(
        "caseapp.casework.sign_in:require", "requiring nothing",
        ("tests/web/test_actor.py::test_a_route_runs_for_its_act_alone_and_a_refusal_is_written_down",),
        does=nothing,
    ),
    "denials in the log": Guard(
        "caseapp.desk:note_denial", "writing nothing",
        ("tests/test_desk.py::test_an_act_without_the_right_is_refused_and_written_down",),
        does=nothing,
    ),
    "conflict marks": Guard(
        "caseapp.records.own_reach:hidden_from", "finding no mark",
        ("tests/casework/test_conflicts.py::test_a_mark_hides_at_once_and_is_written_down_by_numbers",),
        does=nothing,
    ),
    "CSRF token": Guard(
        "flask_wtf.csrf:CSRFProtect.protect", "asking for none",
        ("tests/web/account/test_routes.py::test_a_post_without_its_token_is_refused",),
        does=nothing,
    ),
    "Sec-Fetch-Site": Guard(
        "caseapp.web.headers:_same_site_only", "asking nothing",
        ("tests/web/test_headers.py::test_a_post_that_another_site_sent_is_refused",),
        does=nothing,
    ),
    "end of sessions": Guard(
        "caseapp.casework.sessions:_over", "never over",
        ("tests/casework/test_sessions.py::test_an_idle_session_ends",), does=no,
    ),
    "longest session": Guard(
        "caseapp.casework.sessions:_over",
        "looking at its rest alone",
        (
            "tests/casework/test_sessions.py::test_a_session_ends_after_eight_hours_however_busy",
        ),
        does=idle_alone,
    ),
    "end of answer links": Guard(
        "caseapp.records.own_reach:_of_link", "taking ended ones",
        ("tests/casework/test_answering.py::test_revoked_and_renewed_it_opens_nothing",),
        does=link_lives,
    ),
    "fields of the served copy": Guard(
        "caseapp.rules.served:for_copy", "handing out all",
        ("tests/rules/test_served.py::test_only_the_files_own_copy_bears_the_fields_for_few_eyes",),
        does=third,
    ),
    "words of the served copy": Guard(
        "caseapp.rules.served:covered", "covering none",
        ("tests/rules/test_served.py::test_a_secret_is_found_whatever_its_case_and_spaces",),
        does=same,
    ),
    "formulas": Guard(
        "caseapp.exchange.plain_text:neutralise", "leaving them",
        ("tests/exchange/test_plain_text.py::test_no_neutralised_text_begins_like_a_formula",),
        does=same,
    ),
    "fetcher of prints": Guard(
        "caseapp.web.pdf_renderer:_OwnFilesOnly.fetch", "answering every address",
        ("tests/web/test_pdf_renderer.py::test_the_fetcher_itself_hands_out_nothing_else",),
        does=fetched,
    ),
    "kind of an upload": Guard(
        "caseapp.rules.file_kinds:kind_of", "taking all for a picture",
        ("tests/rules/test_file_kinds.py::test_all_else_is_refused_by_what_is_taken",), does=png,
    ),
    "double files": Guard(
        "caseapp.rules.file_kinds:_looks_double", "never looking",
        ("tests/rules/test_file_kinds.py::test_an_archive_behind_it_is_refused",), does=no,
    ),
    "triggers of the log": Guard(
        "caseapp.upkeep.instance:fill", "dropping them",
        ("tests/records/test_audit.py::test_the_triggers_refuse_to_change_what_was_written",),
        value=untriggered,
    ),
    "look for the log's triggers": Guard(
        "caseapp.records.audit:unguarded", "naming none",
        ("tests/records/test_audit.py::test_a_guard_taken_away_or_weakened_is_named",),
        does=none_of_it,
    ),
    "place of a sealed cell": Guard(
        "caseapp.records.vault:AESGCM", "binding to no place",
        ("tests/records/test_vault.py::test_a_cell_moved_elsewhere_does_not_open",),
        value=unbound,
    ),
    "units sent as values": Guard(
        "caseapp.records.own_units:refuse_values", "refusing none",
        ("tests/records/test_own_units.py::test_values_of_the_name_are_refused",),
        does=nothing,
    ),
    "units written as values": Guard(
        "caseapp.records.own_units:is_forged", "taking all for the filter's own",
        ("tests/records/test_own_units.py::test_a_parameter_of_its_name_is_forged",),
        does=no,
    ),
    "reads beside a long act": Guard(
        "caseapp.records.reads:_settle", "putting none into the log",
        ("tests/records/test_reads_beside.py::test_pages_show_beside_a_bulk_act_and_are_in_the_log_after_it",),
        does=none_of_it,
    ),
    "place of a line beside the log": Guard(
        "caseapp.records.read_book:_cell", "binding to no place",
        ("tests/records/test_read_book.py::test_a_line_changed_or_taken_out_is_told_and_hides_no_other",),
        does=nowhere,
    ),
    "flags of the cookie": Guard(
        "caseapp.web.account.entering:keep", "setting none",
        ("tests/web/test_actor.py::test_the_session_cookie_is_kept_from_scripts_and_other_sites",),
        does=plain_cookie,
    ),
    "version of a row": Guard(
        "caseapp.desk:Door.expect_version", "comparing nothing",
        ("tests/casework/test_assessments.py",), does=nothing,
    ),
    "key of a form": Guard(
        "caseapp.desk:Door.first_post", "knowing none",
        ("tests/test_desk.py::test_a_form_that_is_sent_again_is_written_down",), does=nothing,
    ),
    "second factor": Guard(
        "caseapp.rules.stages:owed", "owing no step", ("tests/rules/test_stages.py",),
        does=nothing,
    ),
    "second factor in production": Guard(
        "caseapp.casework.sessions:_stage", "stopping nowhere",
        ("tests/casework/test_sessions.py::test_a_session_without_second_factor_stops_where_one_is_demanded",),
        does=nothing,
    ),
    "limiter": Guard(
        "caseapp.casework.limits:must_wait", "nobody waits",
        ("tests/casework/test_limits.py::test_an_address_waits_after_ten_failures_whoever_is_tried",),
        does=no,
    ),
    "cache headers": Guard(
        "caseapp.web.headers:_after", "leaving the answer as it is",
        ("tests/web/test_headers.py::test_pages_redirects_and_errors_are_guarded_and_never_kept",),
        does=unkept,
    ),
    "content policy": Guard(
        "caseapp.web.headers:_ALWAYS", "without Content-Security-Policy",
        ("tests/web/test_headers.py::test_pages_redirects_and_errors_are_guarded_and_never_kept",),
        value=without("Content-Security-Policy"),
    ),
    "audit of a release": Guard(
        "caseapp.statistics.disclosure.release:_audit", "auditing nothing",
        ("tests/statistics/disclosure/test_release.py::test_a_release_that_the_auditor_refuses_names_the_cells",),
        does=nothing,
    ),
    "own key of an instance": Guard(
        "caseapp.upkeep.server:require_own_key", "asking for none",
        ("tests/upkeep/test_server.py::test_another_instances_key_is_refused",),
        does=nothing,
    ),
    "proof of who acts by command": Guard(
        "caseapp.casework.acting:_prove", "taking any",
        ("tests/casework/test_acting.py::test_password_and_code_are_asked_and_the_code_serves_once",),
        does=yes,
    ),
    "nothing between an import and its turn": Guard(
        "caseapp.records.doors:Door.take_over", "writing whatever came between",
        ("tests/records/test_doors.py::test_nothing_is_written_once_another_act_was_let_in",),
        does=written_anyway,
    ),
    "import of a file that was erased": Guard(
        "caseapp.casework.handed_files:insist_kept", "asking nothing",
        ("tests/exchange/test_import_jobs.py::test_a_file_that_an_erasure_took_meanwhile_is_not_written",),
        does=nothing,
    ),
    "erasure before a merge": Guard(
        "caseapp.casework.erasure_bars:insist_none_proposed", "holding nothing up",
        ("tests/casework/test_erasure_bars.py::test_no_merge_is_asked_while_one_of_the_two_is_to_be_erased",),
        does=nothing,
    ),
    "restricted files in an export": Guard(
        "caseapp.records.left_out:restricted_files", "leaving none out",
        ("tests/exchange/test_exporting_restricted.py::test_the_child_is_left_out_told_and_back_once_it_is_lifted",),
        does=nothing,
    ),
    "a child handed over": Guard(
        "caseapp.casework.handing_over:_close_to", "closing it to nobody",
        ("tests/casework/test_handing_over.py::test_a_child_that_moved_away_is_closed_to_the_old_unit_too",),
        does=nothing,
    ),
    "requests of a child handed over": Guard(
        "caseapp.casework.data_following:follow", "leaving them behind",
        ("tests/casework/test_data_following.py::test_with_a_child_that_moved_away_they_pass_to_the_new_unit",),
        does=nothing,
    ),
    "prints of a file handed over": Guard(
        "caseapp.casework.jobs:forget_prints", "forgetting none",
        ("tests/casework/test_handing_over.py::test_no_batch_of_prints_with_its_papers_stays_with_the_old_unit",),
        does=nothing,
    ),
    "hidden name in a correction": Guard(
        "caseapp.casework.hidden_names:in_charge", "asking nobody",
        ("tests/casework/test_data_corrections.py::test_of_a_hidden_name_neither_the_old_nor_the_new_is_told",),
        does=yes,
    ),
    "common passwords": Guard(
        "caseapp.rules.passwords:is_common", "knowing none",
        ("tests/rules/test_passwords.py::test_variants_of_what_is_common_are_common",),
        does=no,
    ),
    "no command of another account": Guard(
        "caseapp.cli.opening:refuse_another_account", "letting any open the instance",
        ("tests/cli/test_opening.py::test_a_folder_of_another_account_is_refused_before_anything_is_made",),
        does=nothing,
    ),
    "no root in production": Guard(
        "caseapp.cli.opening:refuse_root", "letting root serve",
        ("tests/cli/test_opening.py::test_root_serves_no_production_and_may_try_the_rest",),
        does=nothing,
    ),
}  # fmt: skip
