"""Commands an operator types: what they do, and what they answer when they cannot."""

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.checks import nobody_has_the_public_password
from articles.management.commands import load_sample
from articles.models import Article, Issue
from articles.sample import LOGINS, PASSWORD
from tests.factories import (
    DAY,
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_user,
    sign,
)

pytestmark = pytest.mark.django_db


def publish(*extra):
    call_command("publish_issue", "--paper", "chao", "--date", str(DAY), *extra)


def test_publish_issue_makes_it_public():
    sign(make_article(make_page()).issue)
    publish()
    assert Article.objects.published().count() == 1


def test_archive_issue_is_public_since_its_own_morning():
    sign(make_article(make_page()).issue)
    publish("--archive")
    moment = timezone.localtime(Issue.objects.get().publish_at)
    assert (moment.date(), moment.hour) == (DAY, 6)


def test_publish_issue_says_everything_that_is_missing():
    make_page()
    with pytest.raises(CommandError, match="A01"):
        publish()
    assert not Issue.objects.published().exists()


def test_publishing_twice_is_refused():
    sign(make_article(make_page()).issue)
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


@pytest.fixture
def short_sample(monkeypatch, tmp_path):
    """The sample's newspaper without its issues, which take a while."""
    for part in ("newspaper.toml", "pictures"):
        (tmp_path / part).symlink_to(load_sample.SAMPLE / part)
    (tmp_path / "issues").mkdir()
    monkeypatch.setattr(load_sample, "SAMPLE", tmp_path)


def test_sample_makes_no_logins_with_a_public_password_on_a_real_site(short_sample, capsys):
    call_command("load_sample")
    assert not User.objects.exists()
    assert "--demo-logins" in capsys.readouterr().out


def test_sample_makes_them_when_asked(short_sample):
    call_command("load_sample", "--demo-logins")
    assert {*User.objects.values_list("username", flat=True)} == LOGINS.keys()


def test_sample_makes_them_on_a_developer_s_machine(short_sample, settings):
    settings.DEBUG = True
    call_command("load_sample")
    assert {*User.objects.values_list("username", flat=True)} == LOGINS.keys()


def test_public_password_on_a_real_site_is_warned_of():
    make_user("careful")
    assert not nobody_has_the_public_password(None)
    for name, active in (("gone", False), ("renamed", True)):
        User.objects.create_user(name, password=PASSWORD, is_active=active)
    (warning,) = nobody_has_the_public_password(None)
    assert warning.msg.endswith(": renamed.")


def test_public_password_is_as_it_should_be_on_a_developer_s_machine(settings):
    settings.DEBUG = True
    User.objects.create_user("editor", password=PASSWORD)
    assert not nobody_has_the_public_password(None)
