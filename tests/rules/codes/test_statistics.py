"""The age bands leave no gap from birth to the last day before the 16th birthday."""

from caseapp.rules.codes.statistics import AGE_BANDS


def test_every_age_of_a_child_stands_in_one_band():
    ages = [age for band in AGE_BANDS for age in range(band.first, band.last + 1)]
    assert ages == list(range(16))


def test_labels():
    assert AGE_BANDS.label("0-2") == "Dưới 3 tuổi"
    assert AGE_BANDS.label("11-15") == "Từ 11 đến 15 tuổi"
