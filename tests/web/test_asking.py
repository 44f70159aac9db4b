"""A question before a step: what is asked, and one button that says what it does."""

from __future__ import annotations

from caseapp.web.asking import Question, YesForm, ask
from tests.factories.house import House

QUESTION = Question("Bé Na", "Kết thúc?", "Không hoàn tác được.", "Trang trước", "/children")


def test_nothing_is_done_before_the_answer_and_then_it_leads_back(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    done: list[str] = []
    with house.app.test_request_context("/"):
        page = ask(YesForm("Kết thúc"), QUESTION, lambda: done.append("x"), "Đã xong")
    assert isinstance(page, str)
    for words in ("Kết thúc?", "Không hoàn tác được.", 'href="/children"', "Kết thúc</button>"):
        assert words in " ".join(page.split()).replace(" </button>", "</button>"), words
    assert done == []
    with house.app.test_request_context("/", method="POST"):
        answer = ask(YesForm("Kết thúc"), QUESTION, lambda: done.append("x"), "Đã xong")
    assert getattr(answer, "location", "") == "/children"
    assert done == ["x"]
