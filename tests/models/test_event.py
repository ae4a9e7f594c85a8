"""EditorialEvent: written once, never rewritten."""

import pytest

from articles.models import AppendOnly, EditorialEvent
from tests.factories import make_newspaper

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
