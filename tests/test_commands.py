"""Commands an operator types: what they do, and what they answer when they cannot."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Article, Issue
from tests.factories import DAY, make_article, make_issue, make_newspaper, make_page

pytestmark = pytest.mark.django_db


def publish(*extra):
    call_command("publish_issue", "--paper", "chao", "--date", str(DAY), *extra)


def test_publish_issue_makes_it_public():
    make_article(make_page())
    publish()
    assert Article.objects.published().count() == 1


def test_archive_issue_is_public_since_its_own_morning():
    make_article(make_page())
    publish("--archive")
    moment = timezone.localtime(Issue.objects.get().publish_at)
    assert (moment.date(), moment.hour) == (DAY, 6)


def test_publish_issue_says_everything_that_is_missing():
    make_page()
    with pytest.raises(CommandError, match="A01"):
        publish()
    assert not Issue.objects.published().exists()


def test_publishing_twice_is_refused():
    make_article(make_page())
    publish()
    with pytest.raises(CommandError):
        publish()


def test_publish_issue_names_a_missing_issue():
    make_newspaper()
    with pytest.raises(CommandError):
        publish()


def test_sample_is_refused_where_a_newspaper_lives():
    make_issue()
    with pytest.raises(CommandError):
        call_command("load_sample")
    call_command("load_sample", "--if-empty")
    assert Issue.objects.count() == 1
