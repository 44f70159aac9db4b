"""A decision has two prints, and addresses name them by these words."""

from caseapp.rules.copies import Copy


def test_the_words_that_addresses_and_commands_use():
    assert [copy.value for copy in Copy] == ["file", "served"]
