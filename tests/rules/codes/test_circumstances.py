"""The 14 groups in the order and letters of the law, and the sub-groups that are known."""

from caseapp.rules.codes.circumstances import GROUPS, SUBGROUPS


def test_letters_follow_the_vietnamese_alphabet():
    # Art. 10.1 has no f, and its letters go on from i to k: there is no j.
    assert [group.letter for group in GROUPS] == list("abcdđeghiklmno")


def test_each_group_has_its_article_of_the_decree():
    # Art. 3 describes the first group, Art. 16 the last.
    assert [group.article for group in GROUPS] == list(range(3, 17))
    assert "Điều 13" in SUBGROUPS["11.1"].source


def test_labels_are_the_law_s():
    assert GROUPS.label("03") == "Trẻ em không nơi nương tựa"
    assert GROUPS["08"].vi.endswith("chưa hoàn thành phổ cập giáo dục trung học cơ sở")


def test_how_many_subgroups_are_known():
    counted = {
        group.code: sum(1 for sub in SUBGROUPS if sub.group == group.code) for group in GROUPS
    }
    assert counted == {
        "01": 4, "02": 2, "03": 12, "04": 3, "05": 0, "06": 3, "07": 3, "08": 2, "09": 2,
        "10": 5, "11": 5, "12": 0, "13": 0, "14": 0,
    }  # fmt: skip


def test_what_was_only_reconstructed_says_so():
    confirmed = {sub.code for sub in SUBGROUPS if sub.confirmed}
    assert confirmed == {
        "01.1", "01.2", "01.3", "01.4", "02.1", "02.2", "03.1", "03.2", "03.3", "03.4", "03.11",
        "03.12", "10.1", "11.1", "11.2", "11.3", "11.4", "11.5",
    }  # fmt: skip


def test_codes_follow_their_group():
    assert all(sub.code.startswith(f"{sub.group}.") for sub in SUBGROUPS)
