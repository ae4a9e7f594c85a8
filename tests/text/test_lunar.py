"""The lunar date as mastheads print it."""

import datetime

import pytest

from articles.text.lunar import lunar_date


@pytest.mark.parametrize(
    ("date", "lunar"),
    [
        ((2025, 2, 27), "农历乙巳年正月三十"),
        ((2025, 7, 25), "农历乙巳年闰六月初一"),
        ((2026, 9, 25), "农历丙午年八月十五"),
        ((1950, 1, 1), "农历己丑年冬月十三"),
    ],
)
def test_lunar_date(date, lunar):
    assert lunar_date(datetime.date(*date)) == lunar
