"""What the pages of merges say: states, and entries made since, in words."""

from __future__ import annotations

from typing import Final

from flask_babel import gettext, lazy_gettext

from caseapp.casework.unmerging import Added
from caseapp.web import filters

STATE_WORDS: Final = {
    "asked": lazy_gettext("Waits"),
    "merged": lazy_gettext("Merged"),
    "declined": lazy_gettext("Stay two children"),
    "undone": lazy_gettext("Undone"),
}

_KINDS: Final = {
    "residences": lazy_gettext("Where the child lived"),
    "circumstances": lazy_gettext("Special circumstance"),
    "assistance": lazy_gettext("Help given"),
    "impacts": lazy_gettext("Harm by a disaster"),
    "cases": lazy_gettext("Case"),
    "reports": lazy_gettext("Report"),
    "referrals": lazy_gettext("Referral"),
    "child_names": lazy_gettext("Other name"),
    "child_people": lazy_gettext("Somebody around the child"),
    "schoolings": lazy_gettext("School"),
    "health_notes": lazy_gettext("Health and disability"),
    "consent_entries": lazy_gettext("Consent"),
}
_LISTS: Final[dict[str, tuple[str, ...]]] = {
    "circumstances": ("groups",),
    "assistance": ("assistance_kinds",),
    "child_names": ("name_kinds",),
    "child_people": ("relation",),
    "schoolings": ("attendance",),
    "consent_entries": ("consent_purposes", "consent_kinds"),
}


def row_words(row: Added) -> str:
    """Say what an entry is: its kind, which one, and when it was made."""
    kind = str(_KINDS.get(row.kind) or gettext("Entry"))
    which = row.what
    if lists := _LISTS.get(row.kind):
        codes = zip(lists, row.what.split(";"), strict=True)
        which = ", ".join(filters.code_label(name, code) for name, code in codes)
    what = f"{kind}: {which}" if which else kind
    return str(gettext("%(what)s, entered %(moment)s", what=what, moment=filters.moment(row.at)))
