"""Django's PostgreSQL, which sees that the server has hung up without asking it."""

from selectors import EVENT_READ, DefaultSelector

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self):
        """Whether a connection kept from an earlier request still stands.

        One that nobody waits for an answer on is silent; a server that ends it says so there.
        Django's own way is a query, a tenth of what an article's page costs.
        """
        if self.connection.closed:
            return False
        with DefaultSelector() as heard:
            heard.register(self.connection.pgconn.socket, EVENT_READ)
            return not heard.select(timeout=0)
