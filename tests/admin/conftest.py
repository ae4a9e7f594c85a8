"""Signed-in editors of each kind."""

import pytest

from tests.factories import make_user


def signed_in(client, group):
    client.force_login(make_user(group, group))
    return client


@pytest.fixture
def editor(client, db):
    return signed_in(client, "责任编辑")


@pytest.fixture
def head(client, db):
    return signed_in(client, "部主任")


@pytest.fixture
def chief(client, db):
    return signed_in(client, "总编辑")
