"""Every request that anybody could make in the marked town, in an order that a seed decides."""

from __future__ import annotations

import io
import random
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from itertools import product
from typing import Any
from urllib.parse import quote, urlsplit

import pypdfium2
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from caseapp.casework import plans
from caseapp.casework.referrals import MOVES
from caseapp.records.cases import Case
from caseapp.records.children import Child, ChildUnit
from caseapp.records.data_breaches import DataBreach
from caseapp.records.data_requests import DataRequest
from caseapp.records.files import StoredFile
from caseapp.records.forwardings import Forwarding
from caseapp.records.kept_papers import KeptPaper
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.transfers import Transfer
from tests.factories.marked_town import MAY_MEET, SEERS, MarkedTown
from tests.factories.markers import any_of, encodings
from tests.factories.passed_on import Passed
from tests.factories.reports import kept
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user

UNITS = (NINH_KIEU, CAI_KHE, CITY)
"""The ward that keeps the marked files, its neighbour, and the unit above both."""
EACH = 8
"""Objects of one state in one unit."""
_KINDS = {
    "cases": Case, "reports": Report, "referrals": Referral, "inbox": Referral,
    "kept-papers": KeptPaper, "files": StoredFile, "data-requests": DataRequest,
}  # fmt: skip
_BETWEEN = {
    "transfers": select(Case.code).join(Transfer, Transfer.case_id == Case.id),
    "forwarded": select(Report.code).join(Forwarding, Forwarding.report_id == Report.id),
    "proposals": select(Case.code).where(Case.deleted_at.is_not(None)),
    "data-breaches": select(DataBreach.code),
}
"""What two units, or the city alone, are asked about."""
_POSTED = {
    "reason": "Thử nghiệm", "answer": "Thử nghiệm", "version": "1", "seen": "1", "move": "send",
    "current": "x", "code": "000000", "q": "Đ",
}  # fmt: skip
BARRED = frozenset(SEERS) - {"officer", "chair", "deputy", "supervisor"}
"""To these no address that names the marked file is there."""


@dataclass(frozen=True)
class Request:
    """One request: who makes it, how, of which address."""

    seer: str
    method: str
    path: str


def codes_by_kind(town: MarkedTown) -> dict[str, list[str]]:
    """Return one object of each state of each unit by the first word of its address.

    The marked file's own are the first.
    """
    found: dict[str, list[str]] = {}
    for word, model in _KINDS.items():
        state = getattr(model, "state", model.id)
        rows = kept(town.house, select(model.area_id, state, model.code).order_by(model.id.desc()))
        each: defaultdict[tuple[int, object], list[str]] = defaultdict(list)
        for area, kind, code in rows:
            if str(area) in UNITS:
                each[area, kind if hasattr(model, "state") else 0].append(code)
        near = [code for codes in each.values() for code in codes[:EACH]]
        found[word] = [*near, *town.own_codes(word)]
    asked = select(ChildUnit.area_id, Child.code).join(Child, Child.id == ChildUnit.child_id)
    found["children"] = [
        *town.own_codes("children"),
        *[c for a, c in kept(town.house, asked) if str(a) in UNITS][::-1][:16],
    ]
    for word, codes in codes_of(town, town.passed).items():
        found[word] += codes
    for word, asked in _BETWEEN.items():
        found[word] = [*dict.fromkeys(code for (code,) in kept(town.house, asked))]
    return found


def codes_of(town: MarkedTown, passed: Sequence[Passed]) -> dict[str, list[str]]:
    """Return the codes of what passed from ward to ward, by the first word of its address."""
    cases = [number for how in passed for number in how.cases]
    children = [number for how in passed for number in how.children]
    asked = {
        "cases": select(Case.code).where(Case.id.in_(cases)),
        "reports": select(Report.code).where(Report.case_id.in_(cases)),
        "referrals": select(Referral.code).where(Referral.case_id.in_(cases)),
        "kept-papers": select(KeptPaper.code).where(KeptPaper.case_id.in_(cases)),
        "files": select(StoredFile.code).where(StoredFile.case_id.in_(cases)),
        "children": select(Child.code).where(Child.id.in_(children)),
        "data-requests": select(DataRequest.code).where(DataRequest.child_id.in_(children)),
    }
    return {word: [code for (code,) in kept(town.house, each)] for word, each in asked.items()}


@dataclass
class Sweep:
    """The whole of the requests, and what is wrong with what they were answered."""

    town: MarkedTown
    sent: int = 0
    leaks: list[str] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.codes = codes_by_kind(self.town)

    @cached_property
    def _wanted(self) -> dict[bytes, str]:
        forms = {}
        for marker, kind in self.town.markers.items():
            plain = [form for form in encodings(marker) if b"\0" not in form]
            forms |= dict.fromkeys(plain, kind)
        return forms

    @cached_property
    def _pattern(self) -> Any:
        return any_of(self._wanted)

    @cached_property
    def everything(self) -> list[Request]:
        """Every role with every address, with every object that it may name, both ways."""
        found = []
        for rule in self.town.house.app.url_map.iter_rules():
            if rule.endpoint in {"static", "account.sign_out"}:
                continue
            for path, method in product(self._paths(rule), sorted(rule.methods or ())):
                if method in {"GET", "POST"}:
                    found += [Request(seer, method, path) for seer in SEERS]
        return found

    def _paths(self, rule: Rule) -> Iterator[str]:
        adapter = self.town.house.app.url_map.bind("localhost")
        names = sorted(rule.arguments)
        for values in product(*(self._offered(rule, name) for name in names)):
            path = adapter.build(rule.endpoint, dict(zip(names, values, strict=True)))
            yield path
            if path.endswith(".pdf"):
                yield f"{path}?reporter=1&copy=file"
            if not names:
                # The first half of a marker: the page may repeat it, and must not complete it.
                yield f"{path}?{'&'.join(f'{key}={self._half}' for key in ('q', 'name', 'text'))}"

    @cached_property
    def _spare(self) -> str:
        """An account of the ward for others to close and change: who asks must be able to go on."""
        return make_user(self.town.house, "officer", NINH_KIEU, "spare")

    @cached_property
    def _half(self) -> str:
        return quote(next(iter(self.town.markers))[:5])

    def _offered(self, rule: Rule, name: str) -> list[Any]:
        word = rule.rule.split("/")[1]
        if name == "code":
            whole: list[Any] = self.codes.get(word, [])
            return whole or ([1] if "int:code" in rule.rule else [*UNITS])
        return {
            "number": [1, 2], "unit": [int(u) for u in UNITS], "row": [1], "place": [1],
            "member": [1], "service": [1], "username": [self._spare, "giamsat"],
            "token": [self.town.link.rpartition("/")[2], self.town.job, "no-token-of-ours"],
            "move": [*MOVES, *plans.MOVES][:6], "purpose": ["referral"], "day": ["2026-01-01"],
            "procedure": ["plan", "separation"], "decision": ["plan"],
            "name": ["published.csv", "heading"], "kind": ["report"],
        }[name]  # fmt: skip

    def some(self, number: int, seed: int) -> list[Request]:
        """Return so many of all, each seed others; all of them when there are no more.

        One in ten names what passed between the wards: of a busy house's files those are few.
        """
        chance, every = random.Random(seed), self.everything
        if number >= len(every):
            return every
        passed = chance.sample(self.of_what_passed, min(number // 10, len(self.of_what_passed)))
        return [*passed, *chance.sample(every, number - len(passed))]

    @cached_property
    def of_what_passed(self) -> list[Request]:
        """The requests that name a file or a child that passed from ward to ward."""
        codes = {code for codes in codes_of(self.town, self.town.passed).values() for code in codes}
        return [each for each in self.everything if codes & {*each.path.split("?")[0].split("/")}]

    def ask(self, request: Request) -> None:
        """Make a request, and note what is wrong with its answer."""
        answer = self._answered(request)
        self.sent += 1
        self.counted[str(answer.status_code)] = self.counted.get(str(answer.status_code), 0) + 1
        where = f"{request.seer} {request.method} {request.path}: {answer.status_code}"
        if answer.status_code >= 500:
            self.leaks.append(where)
        if request.seer in BARRED and self._is_of_the_file(request.path):
            shut = urlsplit(answer.location or "").path == "/sign-in"
            if answer.status_code not in {404, 405} and not shut:
                self.leaks.append(f"{where} of the marked file")
        for kind in self.kinds_in(answer):
            self.counted[f"{kind} met"] = self.counted.get(f"{kind} met", 0) + 1
            if request.seer not in MAY_MEET[kind]:
                self.leaks.append(f"{where} tells {kind}")

    def _is_of_the_file(self, path: str) -> bool:
        return any(f"/{code}" in path for code in self.town.every_code)

    def _answered(self, request: Request) -> TestResponse:
        answer = self._send(request)
        known = request.seer in self.town.names and request.seer != "officer gone"
        if known and urlsplit(answer.location or "").path == "/sign-in":
            self.town.enter(request.seer)  # an earlier post had ended the session
            answer = self._send(request)
        return answer

    def _send(self, request: Request) -> TestResponse:
        browser = self.town.browsers[request.seer]
        sought = {name: next(iter(self.town.markers))[:5] for name in ("who", "words")}
        post = {**_POSTED, **sought, "post_key": f"{self.sent:020}"}
        data = post if request.method == "POST" else None
        answer = browser.open(request.path, method=request.method, data=data)
        # A search leads to a sealed address, which tells what was found.
        return browser.get(answer.location) if answer.status_code == 303 else answer

    def kinds_in(self, answer: TestResponse) -> set[str]:
        """Return the classes of the markers in an answer: headers, text, print, or workbook."""
        heads = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        return self.kinds(heads.encode() + b"\n" + written(answer.data))

    def kinds(self, text: bytes) -> set[str]:
        """Return the classes of the markers in a text."""
        return {self._wanted[form] for form in set(self._pattern.findall(text))}


def written(body: bytes) -> bytes:
    """Return what a body says: words of a print, members of an archive, a page without escapes."""
    if body.startswith(b"%PDF"):
        try:
            pages = pypdfium2.PdfDocument(body)
        except pypdfium2.PdfiumError:
            return body  # what stands for a print in the made-up town
        said = [page.get_textpage().get_text_bounded() for page in pages]
        return "\n".join(said).encode("utf-8", "replace")
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return b"\n".join(
                name.encode() + b"\n" + written(archive.read(name)) for name in archive.namelist()
            )
    text = body.decode("utf-8", "replace")
    return (unescape(text) if "&" in text else text).encode()
