"""What is ours about the connection to PostgreSQL."""

import psycopg
import pytest
from django.db import close_old_connections, connection

from articles.models import Article

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite is no server to lose"),
]


def hang_up():
    """End our connection as a server does that is restarted."""
    ours = connection.connection.info
    server = psycopg.connect(host=ours.host, dbname=ours.dbname, user=ours.user, autocommit=True)
    with server:
        server.execute("SELECT pg_terminate_backend(%s, 5000)", [ours.backend_pid])


def test_a_server_that_hung_up_between_requests_is_called_again():
    connection.ensure_connection()
    hang_up()
    close_old_connections()  # as a request begins
    assert not Article.objects.exists()


def test_a_connection_that_stands_is_kept(django_assert_num_queries):
    connection.ensure_connection()
    kept = connection.connection
    close_old_connections()
    with django_assert_num_queries(1):
        Article.objects.exists()
    assert connection.connection is kept
