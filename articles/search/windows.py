"""Stretches of time as terms of the index: weeks, quarters and years."""

from datetime import date

from articles.search.entry import quarter, week

QUARTERS_A_YEAR = 4
MOST_NAMED = 12  # a longer stretch is not worth naming


def windows(newest):
    """[(first day, terms of which a hit has one, share)], each longer than the one before.

    All end on the day `newest`; share is how long each is beside the newest two quarters.
    """
    end = newest.toordinal() + 1
    half_year = end - quarters(newest, 2)[0]
    for stretch, count in STRETCHES:
        start, terms = stretch(newest, count)
        yield start, terms, (end - start) / half_year


def quarters(day, count):
    """(first day, terms) of the quarter of that day and those before it, as many as asked."""
    year, index = divmod(_number(day) - count + 1, QUARTERS_A_YEAR)
    start = date(year, index * 3 + 1, 1).toordinal()
    return start, [f"@{quarter(day, back=back)}" for back in range(count)]


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


def _weeks(day, count):
    start = (day.toordinal() // 7 - count + 1) * 7
    return start, [f"@{week(day, back=back)}" for back in range(count)]


def _years(day, count):
    start = date(day.year - count + 1, 1, 1).toordinal()
    return start, [f"@y{day.year - back}" for back in range(count)]


def _number(day):
    return int(quarter(day).removeprefix("q"))


STRETCHES = (
    *((_weeks, count) for count in (2, 4, 8)),
    *((quarters, count) for count in range(2, MOST_NAMED)),
    *((_years, count) for count in range(4, MOST_NAMED)),
)
