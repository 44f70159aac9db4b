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
}
_LISTS: Final = {"circumstances": "groups", "assistance": "assistance_kinds"}


def row_words(row: Added) -> str:
    """Say what an entry is: its kind, which one, and when it was made."""
    kind = str(_KINDS.get(row.kind) or gettext("Entry"))
    which = filters.code_label(_LISTS[row.kind], row.what) if row.kind in _LISTS else row.what
    what = f"{kind}: {which}" if which else kind
    return str(gettext("%(what)s, entered %(moment)s", what=what, moment=filters.moment(row.at)))
