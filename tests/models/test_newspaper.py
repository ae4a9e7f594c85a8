"""Newspaper: reachable, well numbered, with its menu prepared."""

import pytest
from django.db import IntegrityError

from articles.models import Newspaper
from tests.factories import make_newspaper, make_section

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("cn_number", ["35-0001", "CN 35-1001", "CN35-0001", "CN 5-0001"])
def test_malformed_cn_number_is_refused(cn_number):
    with pytest.raises(IntegrityError):
        make_newspaper(cn_number=cn_number)


@pytest.mark.parametrize("slug", ["admin", "api", "search", "static"])
def test_address_of_the_site_itself_is_refused(slug):
    with pytest.raises(IntegrityError):
        make_newspaper(slug=slug)


@pytest.mark.parametrize("issn", ["1234567X", "1234-567", "abcd-1234"])
def test_malformed_issn_is_refused(issn):
    with pytest.raises(IntegrityError):
        make_newspaper(issn=issn)


def test_menu_follows_the_sections():
    newspaper = make_newspaper()
    section = make_section(newspaper, "sports", "体育", position=2)
    make_section(newspaper, "news", "要闻", position=1)
    section.name = "文体"
    section.save()
    menu = Newspaper.objects.get().menu
    assert [entry["name"] for entry in menu] == ["要闻", "文体"]
    section.delete()
    assert [entry["name"] for entry in Newspaper.objects.get().menu] == ["要闻"]


def test_hotlines_are_what_for_and_number():
    newspaper = Newspaper(hotlines="新闻热线 0599-8211 0110\n发行投递 0599-8211 0660")
    assert newspaper.hotline_list[0] == ("新闻热线", "0599-8211 0110")
