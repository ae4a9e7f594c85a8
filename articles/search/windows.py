"""Stretches of time as terms of the index; see `articles.search.entry.times`."""

from datetime import date

from articles.search.entry import quarter, week

QUARTERS_A_YEAR = 4
MOST_NAMED = 12  # a longer stretch is not worth naming


def windows(newest, steps):
    """[(first day, terms of which a hit has one)], each window longer than the one before.

    `newest` is the ordinal of the day they end on. Each reaches at least one step back.
    """
    for step in steps:
        yield WINDOWS[step](date.fromordinal(newest))


def named(first, last):
    """Groups of terms for the stretch from day to day: none if open, or too long to name."""
    if not first or first > last:
        return []
    start, end = date.fromordinal(first), date.fromordinal(last)
    quarters = _number(end) - _number(start) + 1
    if quarters <= MOST_NAMED:
        return [[f"@{quarter(end, back=back)}" for back in range(quarters)]]
    if end.year - start.year < MOST_NAMED:
        return [[f"@y{year}" for year in range(start.year, end.year + 1)]]
    return []


def _weeks(day):
    start = (day.toordinal() // 7 - 1) * 7
    return start, [f"@{week(day, back=back)}" for back in range(2)]


def _quarters(day, count=2):
    first = _number(day) - count + 1
    year, index = divmod(first, QUARTERS_A_YEAR)
    start = date(year, index * 3 + 1, 1).toordinal()
    return start, [f"@{quarter(day, back=back)}" for back in range(count)]


def _year(day):
    return _quarters(day, QUARTERS_A_YEAR + 1)


def _years(day):
    start = date(day.year - 4, 1, 1).toordinal()
    return start, [f"@y{day.year - back}" for back in range(5)]


def _number(day):
    return int(quarter(day).removeprefix("q"))


WINDOWS = {"week": _weeks, "quarter": _quarters, "year": _year, "years": _years}
