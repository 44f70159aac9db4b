"""Every fault that an answer can have, in English msgids that say what to do."""

from __future__ import annotations

from typing import Final

from caseapp.rules.values import msgid

FILL: Final = msgid("Fill in “%(label)s”")
CHOOSE: Final = msgid("Choose an answer to “%(label)s”")
CHOOSE_LISTED: Final = msgid("Choose one of the answers listed under “%(label)s”")
TOO_LONG: Final = msgid("Shorten “%(label)s” to %(limit)d characters or fewer")
UNREADABLE: Final = msgid(
    "Type “%(label)s” again by hand: it holds hidden control characters, perhaps from a copied text"
)
DATE_WHOLE: Final = msgid("Enter day, month and year of “%(label)s”, for example 5 9 2015")
DATE_DIGITS: Final = msgid(
    "Use digits only for day, month and year of “%(label)s”, for example 5 9 2015"
)
DATE_MONTH: Final = msgid("Enter a month from 1 to 12 in “%(label)s”")
DATE_YEAR: Final = msgid("Enter the year of “%(label)s” with four digits, for example 2015")
DATE_CALENDAR: Final = msgid("Check the day of “%(label)s”: that month has no such day")
DATE_FUTURE: Final = msgid("Check “%(label)s”: it cannot be later than today")
MOMENT_TIME: Final = msgid(
    "Enter hour and minute of “%(label)s” on the 24-hour clock, for example 14 and 05"
)
MOMENT_FUTURE: Final = msgid("Check day and time of “%(label)s”: they cannot be later than now")
BIRTH_ONE: Final = msgid("Enter either the birth or the estimated age, and clear the other")
BIRTH_MONTH_FIRST: Final = msgid(
    "Enter the month of birth too, or clear the day: the year alone may stand, or month and year"
)
BIRTH_YEAR_FIRST: Final = msgid(
    "Enter the year of birth too, or clear the boxes and estimate the age"
)
BIRTH_TOO_LONG_AGO: Final = msgid(
    "Check the year of birth: it makes the child older than %(most)d years"
)
BIRTH_AGE: Final = msgid("Enter the estimated age as a whole number from 0 to %(most)d")
NUMBER_RANGE: Final = msgid("Enter “%(label)s” as a whole number from 0 to %(most)d")
PHONE: Final = msgid("Enter “%(label)s” with 3 to 15 digits, for example 0912 345 678")
AREA: Final = msgid("Choose the ward or commune from the list")
CONSENT: Final = msgid("Tick “%(label)s” or leave it open")

#: All of the above: the Vietnamese catalogue must hold each one.
ALL: Final[tuple[str, ...]] = (
    FILL, CHOOSE, CHOOSE_LISTED, TOO_LONG, UNREADABLE, DATE_WHOLE, DATE_DIGITS, DATE_MONTH,
    DATE_YEAR, DATE_CALENDAR, DATE_FUTURE, MOMENT_TIME, MOMENT_FUTURE, BIRTH_ONE,
    BIRTH_MONTH_FIRST, BIRTH_YEAR_FIRST, BIRTH_TOO_LONG_AGO, BIRTH_AGE, NUMBER_RANGE, PHONE,
    AREA, CONSENT,
)  # fmt: skip
