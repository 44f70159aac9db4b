"""What the pages of erasures say: states, and what an erasure rests on."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext

STATE_WORDS: Final = {
    "proposed": lazy_gettext("Waits for another person's decision"),
    "withdrawn": lazy_gettext("Withdrawn"),
    "refused": lazy_gettext("The file stays"),
    "done": lazy_gettext("Erased"),
}

GROUND_WORDS: Final = {
    "asked": lazy_gettext("Whoever the data are about, or their guardian, asked for it"),
    "unlawful": lazy_gettext("The data should never have been kept"),
    "purpose_over": lazy_gettext("What the data were kept for is over"),
}
