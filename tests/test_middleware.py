"""The language a person is answered in: chosen by a form, kept in a cookie, Chinese till then."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_published_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    """One that sends no Referer, as many do that guard their owner's privacy."""
    make_published_issue()
    return Client(enforce_csrf_checks=True)


def fields(page):
    """What the language form sends besides the button."""
    form = re.search(r'<form id="language".*?</form>', page, re.DOTALL)[0]
    return dict(re.findall(r'name="(\w+)" value="(.*?)"', form))


def test_is_chinese_until_chosen_whatever_the_browser_says(browser):
    assert '<html lang="zh-hans">' in browser.get("/", headers={"accept-language": "en"}).text


def test_choosing_it_stays_on_the_page_and_lasts(browser):
    address = "/search/?q=%E6%B8%A1%E8%BD%AE"
    chosen = fields(browser.get(address).text) | {"language": "en"}
    response = browser.post(reverse("language"), chosen)
    assert response.headers["Location"] == address
    assert '<html lang="en">' in browser.get(address).text


@pytest.mark.parametrize("next_page", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_choosing_it_leads_to_nobody_else_s_site(browser, next_page):
    response = browser.post(reverse("language"), {"language": "en", "next": next_page})
    assert response.headers["Location"] == "/"
