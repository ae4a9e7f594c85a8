"""Logging in: how fast passwords may be tried, and what the administrator sees of it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import LoginAttempt, LoginOutcome
from tests.factories import make_user

pytestmark = pytest.mark.django_db
OFFICE, ELSEWHERE = "192.0.2.7", "198.51.100.9"


def log_in(client, name="editor", password="wrong", address=OFFICE, **headers):
    return client.post(
        reverse("admin:login"),
        {"username": name, "password": password},
        REMOTE_ADDR=address,
        headers=headers,
    )


def fail(client, times=5, **arguments):
    for _time in range(times):
        response = log_in(client, **arguments)
    return response


def right(client, **arguments):
    """Whether the right password opens the door."""
    return log_in(client, password="paper-and-ink", **arguments).status_code == 302


@pytest.fixture(autouse=True)
def editor():
    return make_user("editor")


def test_five_wrong_passwords_make_the_right_one_wait(client):
    fail(client)
    response = log_in(client, password="paper-and-ink")
    assert response.status_code == 200
    assert "登录失败次数太多" in response.text
    assert not response.wsgi_request.user.is_authenticated


def test_four_do_not(client):
    fail(client, 4)
    assert right(client)


def test_the_wait_names_the_time_and_ends_then(client):
    fail(client)
    until = timezone.localtime() + datetime.timedelta(minutes=16)
    assert f"{until:%H:%M}" in log_in(client).text
    LoginAttempt.objects.update(at=timezone.now() - datetime.timedelta(minutes=15))
    assert right(client)


def test_knocking_while_waiting_does_not_lengthen_it(client):
    fail(client)
    LoginAttempt.objects.update(at=timezone.now() - datetime.timedelta(minutes=14, seconds=59))
    fail(client, 9)
    wrong = LoginAttempt.objects.filter(outcome=LoginOutcome.WRONG)
    wrong.update(at=timezone.now() - datetime.timedelta(minutes=15))
    assert right(client)


def test_guesses_made_at_one_moment_count_each_other():
    attempts = [LoginAttempt.objects.create(username="editor", address=OFFICE) for _ in range(8)]
    assert all(attempt.wait_until() for attempt in attempts)


def test_whoever_guesses_elsewhere_keeps_nobody_out(client):
    fail(client, address=ELSEWHERE)
    assert right(client, address=OFFICE)


def test_a_colleague_at_the_same_address_is_let_in(client):
    make_user("chief")
    fail(client)
    assert right(client, name="chief")


def test_logging_in_begins_the_count_anew(client):
    fail(client, 4)
    assert right(client)
    fail(client, 4)
    assert right(client)


def test_name_that_does_not_exist_is_answered_the_same(client):
    assert "登录失败次数太多" in fail(client, 6, name="nobody").text


def test_form_left_empty_is_no_attempt(client):
    log_in(client, password="")
    assert not LoginAttempt.objects.exists()


def test_of_ipv6_the_network_counts(client):
    for host in range(1, 6):
        log_in(client, address=f"2001:db8:1:2::{host}")
    assert not right(client, address="2001:db8:1:2:ffff::9")
    assert right(client, address="2001:db8:1:3::9")


def test_without_a_proxy_nobody_chooses_their_address(client):
    for host in range(1, 6):
        log_in(client, **{"x-forwarded-for": f"10.0.0.{host}"})
    assert not right(client, **{"x-forwarded-for": "10.0.0.9"})


def test_behind_the_proxy_its_word_counts_and_not_the_client_s(client, settings):
    settings.BEHIND_PROXY = True
    for host in range(1, 6):
        fail(client, 1, address="127.0.0.1", **{"x-forwarded-for": f"10.0.0.{host}, {OFFICE}"})
    assert not right(client, address="127.0.0.1", **{"x-forwarded-for": OFFICE})
    assert right(client, address="127.0.0.1", **{"x-forwarded-for": ELSEWHERE})


@pytest.mark.parametrize("address", ["", "unix:", "192.0.2.7:443"])
def test_address_that_is_none_counts_as_one_unknown_place(client, address):
    fail(client, address=address)
    assert not right(client, address=address)


def test_administrator_sees_every_attempt_and_unlocks(client, admin_client):
    fail(client, 6)
    attempts = reverse("admin:articles_loginattempt_changelist")
    shown = admin_client.get(attempts).text
    assert OFFICE in shown
    assert "被要求等待" in shown
    chosen = list(LoginAttempt.objects.values_list("pk", flat=True))
    admin_client.post(attempts, {"action": "unlock", "_selected_action": chosen})
    (unlocked,) = LoginAttempt.objects.filter(outcome=LoginOutcome.UNLOCKED)
    assert unlocked.unlocked_by == "admin"
    assert right(client)


def test_attempts_are_kept_for_a_year(client):
    fail(client, 2)
    LoginAttempt.objects.update(at=timezone.now() - datetime.timedelta(days=366))
    fail(client, 1)
    assert right(client)
    assert LoginAttempt.objects.count() == 2


def test_queries_are_counted(client, django_assert_num_queries):
    # the attempt; those before it; nothing else: no password is looked at; how it ended
    fail(client)
    with django_assert_num_queries(3):
        log_in(client)
