"""The lunar date as a Chinese masthead prints it."""

from functools import lru_cache


@lru_cache(maxsize=400)
def lunar_date(date):
    """农历丙午年十月十四, with 闰 before a leap month; for dates from 1900 to 2099.

    The calendar is imported here because it takes a second to load, and only writers need it.
    """
    from lunar_python import Solar

    lunar = Solar.fromYmd(date.year, date.month, date.day).getLunar()
    return f"农历{lunar.getYearInGanZhi()}年{lunar.getMonthInChinese()}月{lunar.getDayInChinese()}"
