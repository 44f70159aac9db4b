"""What the pages have in common: the question carried on, and told to a file as it was asked."""

from __future__ import annotations

from caseapp.web.statistics.questions import file_address, file_of, with_question
from tests.factories.house import House


def test_the_question_is_carried_on_as_it_was_asked(house: House) -> None:
    address = "/indicators/group?units=31135&units=31120&province=C%E1%BA%A7n+Th%C6%A1&_external=1"
    with house.app.test_request_context(address):
        query = address.partition("?")[2]
        assert file_address("group_file") == f"/indicators/group.csv?{query}"
        paged = with_question("/x", units="2")
        assert paged == "/x?province=C%E1%BA%A7n+Th%C6%A1&_external=1&units=2"
    with house.app.test_request_context("/indicators/group"):
        assert with_question("/x") == "/x"


def test_a_file_is_one_that_excel_reads(house: House) -> None:
    with house.app.test_request_context():
        answer = file_of("a,b\n", "ten.csv")
    assert (answer.mimetype, answer.data) == ("text/csv", b"\xef\xbb\xbfa,b\n")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ten.csv"'
