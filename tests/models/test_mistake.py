"""The error ledger: errors in ten thousand printed characters."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from articles.models import Mistake, PageCredit
from articles.models.mistake import Ledger, months
from tests.factories import (
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_published_issue,
    publish,
)

pytestmark = pytest.mark.django_db
FIRST = date(2026, 3, 1)


def printed(day, characters, person="周听澜", newspaper=None):
    """A published page of so many characters, which `person` answers for."""
    page = make_page(make_issue(newspaper, date=day))
    make_article(page, body=f"<p>{'字' * characters}</p>")
    PageCredit(page=page, role="责编", person=person).save()
    publish(page.issue)
    return page


def mistake(page, **fields):
    made = Mistake(**{"page": page, "kind": "word", "words": "座落", **fields})
    made.full_clean()
    made.save()
    return made


def told(rates):
    return [(rate.name, rate.characters, rate.errors, rate.per_ten_thousand) for rate in rates]


def test_errors_are_counted_by_page_by_person_and_by_month():
    page, other = printed(FIRST, 4000), printed(date(2026, 3, 31), 6000, "崔北辰")
    mistake(page, person="周听澜", weight=Decimal("0.5"))
    mistake(page, person="周听澜")
    mistake(other, person="")
    mistake(other, is_printed=False)
    ledger = Ledger(page.issue.newspaper, FIRST)
    assert told([ledger.whole("三月")]) == [("三月", 10000, Decimal("2.5"), Decimal("2.50"))]
    assert told(ledger.by_page()) == [("A01", 10000, Decimal("2.5"), Decimal("2.50"))]
    assert told(ledger.by_person()) == [
        ("周听澜", 4000, Decimal("1.5"), Decimal("3.75")),
        ("崔北辰", 6000, Decimal(0), Decimal("0.00")),
        ("未写明", 0, Decimal(1), None),
    ]
    assert [rate.is_over for rate in ledger.by_person()] == [True, False, True]


def test_three_in_ten_thousand_are_within_the_limit():
    page = printed(FIRST, 10000)
    for _time in range(3):
        mistake(page)
    assert not Ledger(page.issue.newspaper, FIRST).whole("").is_over
    mistake(page, weight=Decimal("0.5"))
    assert Ledger(page.issue.newspaper, FIRST).whole("").is_over


def test_other_months_papers_and_drafts_do_not_count():
    page = printed(FIRST, 4000)
    mistake(printed(date(2026, 2, 28), 100))
    mistake(printed(FIRST, 100, newspaper=make_newspaper("other", "岚海日报")))
    draft = make_page(make_issue(page.issue.newspaper, date=date(2026, 3, 9)))
    make_article(draft, body="<p>未见报。</p>")
    assert told([Ledger(page.issue.newspaper, FIRST).whole("")]) == [
        ("", 4000, Decimal(0), Decimal(0))
    ]


def test_twelve_months_cost_two_queries(django_assert_num_queries):
    page = printed(FIRST, 4000)
    mistake(page)
    mistake(printed(date(2026, 1, 5), 2000))
    with django_assert_num_queries(2):  # characters by month, errors by month
        rates = months(page.issue.newspaper, FIRST)
    assert len(rates) == 12
    assert told(rates)[:3] == [
        ("2026-03", 4000, Decimal(1), Decimal("2.50")),
        ("2026-02", 0, Decimal(0), None),
        ("2026-01", 2000, Decimal(1), Decimal("5.00")),
    ]


def test_a_month_costs_three_queries(django_assert_num_queries):
    page = printed(FIRST, 4000)
    for day in range(2, 9):
        mistake(printed(date(2026, 3, day), 1000))
    with django_assert_num_queries(3):  # pages with their characters, their credits, the errors
        ledger = Ledger(page.issue.newspaper, FIRST)
        assert ledger.whole("").errors == 7
        assert len(ledger.by_person()) == 2


def test_an_error_is_of_an_article_of_its_page():
    page = printed(FIRST, 10)
    elsewhere = make_published_issue(date=date(2026, 3, 2)).articles.get()
    with pytest.raises(ValidationError, match="别的版面"):
        mistake(page, article=elsewhere)
    with pytest.raises(ValidationError):
        mistake(page, weight=Decimal(0))
