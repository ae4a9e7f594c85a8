"""Dates in a text against the calendar and against the day it is printed.

A date without a year is the one nearest to that day, as readers take it.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from articles.text.mark import Mark

WEEKDAYS = "一二三四五六日"
WEEKDAY = "(?:星期|礼拜|周)([一二三四五六日天])"
DATE = re.compile(
    r"(?<![\d.])(?:(\d{4})年)?(1?\d|[2-9]\d)月(\d{1,2})[日号](?:[(（，]?" + WEEKDAY + "[)）]?)?"
)
NEAR = {"今": 0, "昨": -1, "明": 1}
NEAR_DAY = re.compile(
    r"([今昨明])[日天][(（](?:(1?\d)月)?(\d{1,2})[日号][)）]"
    r"|([今昨明])[日天][(（]?" + WEEKDAY + "(?=[)），。、上下中晚早凌])"
)
NEAR_YEAR = re.compile(r"([今去明])年[(（](\d{4})年?[)）]")
SENT = re.compile(r"(?:(1?\d)月)?(\d{1,2})日(?:电|讯)")


def dates(text, day):
    """Marks of what cannot be: 2月30日, a weekday of another day, 昨日 for another date."""
    for match in DATE.finditer(text):
        year, month, number, weekday = match.groups()
        meant = nearest(int(month), int(number), day, year and int(year))
        if meant is None:
            yield Mark(*match.span(), "no-such-date", None, {"said": match.group()})
        elif weekday and not _falls_on(meant, weekday):
            yield _other_weekday(match, meant)
    yield from _near_days(text, day)
    for match in NEAR_YEAR.finditer(text):
        year = day.year + {"今": 0, "去": -1, "明": 1}[match.group(1)]
        if int(match.group(2)) != year:
            told = {"said": match.group(1) + "年", "date": f"{year}年"}
            yield Mark(*match.span(), "other-day", None, told)


def sent(text, day):
    """Marks of a dateline that says it was sent after the day it is printed."""
    match = SENT.search(text)
    if match and match.group(1):
        meant = nearest(int(match.group(1)), int(match.group(2)), day)
        if meant is None:
            yield Mark(*match.span(), "no-such-date", None, {"said": match.group()})
        elif meant > day:
            yield Mark(*match.span(), "sent-later", None, {"date": spoken(day)})


def nearest(month, number, day, year=None):
    """The date meant by month and day in `year`, or in the one that brings it nearest to `day`."""
    if not 1 <= month <= 12 or number < 1:
        return None
    years = [year] if year else [day.year - 1, day.year, day.year + 1]
    possible = [
        date(one, month, number) for one in years if one > 0 and number <= monthrange(one, month)[1]
    ]
    return min(possible, key=lambda one: abs(one - day), default=None)


def spoken(day):
    return f"{day.month}月{day.day}日"


def _falls_on(day, weekday):
    return WEEKDAYS[day.weekday()] == weekday.replace("天", "日")


def _other_weekday(match, day):
    told = {"date": spoken(day), "weekday": "星期" + WEEKDAYS[day.weekday()]}
    return Mark(*match.span(), "weekday", None, told)


def _near_days(text, day):
    for match in NEAR_DAY.finditer(text):
        said, month, number, near, weekday = match.groups()
        meant = day + timedelta(days=NEAR[said or near])
        told = {"said": match.group()[:2], "date": spoken(meant)}
        if weekday and not _falls_on(meant, weekday):
            yield _other_weekday(match, meant)
        elif number and (int(number) != meant.day or (month and int(month) != meant.month)):
            yield Mark(*match.span(), "other-day", None, told)
