"""EditorialEvent: written once, never rewritten."""

import pytest
from django.db import IntegrityError, connection, transaction

from articles.models import AppendOnly, EditorialEvent, Verb
from tests.factories import make_newspaper, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    make_newspaper()
    return EditorialEvent.objects.first()


def test_event_cannot_be_changed(event):
    event.note = "另一回事"
    with pytest.raises(AppendOnly):
        event.save()


def test_event_cannot_be_deleted(event):
    with pytest.raises(AppendOnly):
        event.delete()


def test_events_cannot_be_changed_or_deleted_in_bulk(event):
    with pytest.raises(AppendOnly):
        EditorialEvent.objects.update(note="x")
    with pytest.raises(AppendOnly):
        EditorialEvent.objects.all().delete()


@pytest.mark.parametrize(
    "sql", ["UPDATE articles_editorialevent SET note = 'x'", "DELETE FROM articles_editorialevent"]
)
def test_the_database_itself_refuses(event, sql):
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(sql)
    event.refresh_from_db()
    assert event.note == ""


def test_event_outlives_whoever_did_it():
    editor = make_user()
    event = EditorialEvent.objects.record(make_newspaper(), Verb.CREATED, by=editor)
    editor.delete()
    event.refresh_from_db()
    assert event.by_name == "editor"
