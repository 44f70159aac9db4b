"""A person at a browser who finds the way by the pages' own links and buttons, and a clock to move."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from playwright.sync_api import Locator, Page, Response

from caseapp.casework.clock_rounds import watch_clocks
from caseapp.rules.values import LOCAL, local_day
from tests.factories.house import House
from tests.factories.web import PASSWORD


@dataclass
class Days:
    """The clock of the house: it stands still until a test moves it, and its rounds are made."""

    house: House

    @property
    def now(self) -> datetime:
        return self.house.app.extensions["caseapp.settings"].now()

    @property
    def today(self) -> date:
        return local_day(self.now)

    def go_on(self, by: timedelta) -> None:
        """Move the clock, and look at all that is due as the worker does."""
        later = replace(self.house.settings, fixed_now=self.now + by)
        self.house.app.extensions["caseapp.settings"] = later
        with self.house.app.app_context():
            watch_clocks(now=self.now)


@dataclass
class Person:
    """Types an address once, to sign in; from then on there is only what the pages offer."""

    page: Page
    site: str
    days: Days
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("response", self._hear)

    def _hear(self, answer: Response) -> None:
        if answer.status >= 400:
            self.faults.append(f"{answer.status} {answer.url.removeprefix(self.site)}")

    def sign_in(self, username: str) -> None:
        self.page.goto(self.site)
        self.page.fill("#username", username)
        self.page.fill("#password", PASSWORD)
        self.press("Đăng nhập")

    def come_in(self, browser: FlaskClient) -> None:
        """Go on from where somebody signed in without a browser, to save the time of a page."""
        host = urlsplit(self.site).hostname
        self.page.context.add_cookies(
            [
                {"name": each.key, "value": each.value, "domain": host, "path": each.path}
                for each in browser._cookies.values()  # nothing lists them in public
            ]
        )
        self.page.goto(self.site)

    def home(self) -> None:
        """Go to what is to be done, by the bar that stands on each page."""
        self.follow("Việc cần làm", within="nav")

    def follow(self, words: str, *, within: str = "main", last: bool = False) -> None:
        """Click the link that says so, the first of them when there are more.

        On a phone the navigation is unfolded before.
        """
        menu = self.page.locator(".app-menu:not([open]) summary")
        if within == "nav" and menu.is_visible():
            menu.click()
        found = self.page.locator(f"{within} a").filter(has_text=words)
        (found.last if last else found.first).click()
        self._arrived()

    def back(self) -> None:
        """Click the page's own link to where it hangs."""
        self.page.locator("a.govuk-back-link").click()
        self._arrived()

    def press(self, words: str) -> None:
        """Click the button that says so; there must be one alone beside that of the draft."""
        self.page.locator("main button:not([name=draft_saving])").filter(has_text=words).click()
        self._arrived()

    def _arrived(self) -> None:
        self.page.wait_for_load_state()
        faults, self.faults[:] = self.faults[:], []
        assert faults == [], f"{faults} {self.said()[:3000]}"
        refused = self.page.locator(".govuk-error-summary:not(.app-no-copy)")
        assert refused.count() == 0, refused.inner_text()

    def box(self, name: str) -> Locator:
        return self.page.locator(f"main [name='{name}']")

    def write(self, **answers: str) -> None:
        """Fill boxes by their names."""
        for name, text in answers.items():
            self.box(name.replace("__", "-")).fill(text)

    def tick(self, name: str, *codes: str) -> None:
        for code in codes:
            self.page.locator(f"main [name='{name}'][value='{code}']").check()

    def choose(self, name: str, words: str) -> None:
        """Choose the line of a list that holds the words."""
        line = self.box(name).locator("option").filter(has_text=words).first
        self.box(name).select_option(value=line.get_attribute("value"))

    def date(self, name: str, day: date) -> None:
        for part in ("day", "month", "year"):
            self.box(f"{name}-{part}").fill(str(getattr(day, part)))

    def moment(self, name: str, at: datetime) -> None:
        local = at.astimezone(LOCAL)
        self.date(name, local.date())
        self.write(**{f"{name}-hour": str(local.hour), f"{name}-minute": str(local.minute)})

    def said(self) -> str:
        """All that the page says, its blanks made single."""
        return " ".join(self.page.inner_text("main").split())

    def sees(self, *words: str) -> None:
        said = self.said()
        assert [each for each in words if each not in said] == [], said

    def misses(self, *words: str) -> None:
        said = self.said()
        assert [each for each in words if each in said] == [], said


@dataclass
class Ward:
    """The three who act, each at a browser of their own: the chair's is a telephone."""

    days: Days
    officer: Person
    chair: Person
    supervisor: Person
