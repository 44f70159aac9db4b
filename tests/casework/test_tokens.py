"""A row in an address: its token tells nothing of its number, and stands for that row alone."""

from __future__ import annotations

from caseapp.casework.tokens import meant, token_of
from tests.factories.house import House


def test_a_token_stands_for_one_row_of_one_kind(house: House) -> None:
    with house.app.app_context():
        tokens = [token_of("job", number) for number in range(1, 4)]
        assert len({*tokens, token_of("mark", 1)}) == 4
        assert all(len(token) == 24 for token in tokens)
        assert meant("job", tokens[1], [3, 2, 1]) == 2
        assert meant("mark", tokens[1], [3, 2, 1]) == meant("job", "2", [1, 2]) == 0
