"""remake: articles follow what an editor does to the make-up, and keep what editors wrote."""

import datetime

import pytest
from django.utils import timezone

from articles.importers.facsimile import changes
from articles.importers.facsimile.records import Reading
from articles.importers.remake import remake
from articles.models import Article, ImportProblem, NotAllowed, Photo, Stale
from tests.factories import publish
from tests.press import CAPTION, HEADLINES, MARKET

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(press_page):
    return press_page


def reading(page):
    return Reading.from_json(page.make_up.reading)


def story_of(page, headline):
    """The number of the story under that headline, and its article."""
    article = page.articles.get(headline=headline)
    return next(int(n) for n, pk in page.make_up.articles.items() if pk == article.pk), article


def texts(reading, story):
    return [b for b in reading.blocks if b.story == story and b.role == "text"]


def do(page, change, *arguments, **more):
    make_up = type(page.make_up).objects.get(page=page)
    remake(make_up, change(Reading.from_json(make_up.reading), *arguments), by=None, **more)
    page.make_up.refresh_from_db()


def bodies(page):
    return "".join(page.articles.values_list("body", flat=True))


MARKET_HEAD, BIRDS_HEAD = HEADLINES["A01"][1:]


def test_merged_stories_are_one_article_with_all_text_and_photos(page):
    market, article = story_of(page, MARKET_HEAD)
    birds, other = story_of(page, BIRDS_HEAD)
    do(page, changes.merged, market, birds)
    article.refresh_from_db()
    assert MARKET[1] in article.body
    assert "一百四十二只" in article.body
    assert article.photos.get().caption == CAPTION
    assert not Article.objects.filter(pk=other.pk).exists()
    assert str(birds) not in page.make_up.articles


def test_split_story_is_two_articles(page):
    market, article = story_of(page, MARKET_HEAD)
    parts = texts(reading(page), market)
    do(page, changes.split, parts[-1].id)
    assert page.articles.count() == 4
    assert "".join(b.text for b in parts[-1:])[:8] not in Article.objects.get(pk=article.pk).body


def test_what_an_editor_wrote_goes_where_its_paragraph_goes(page):
    market, article = story_of(page, MARKET_HEAD)
    birds, other = story_of(page, BIRDS_HEAD)
    other.body = other.body.replace("一百四十二只", "一百四十三只")
    other.save()
    do(page, changes.merged, market, birds)
    article.refresh_from_db()
    assert "一百四十三只" in article.body
    assert "一百四十二只" not in bodies(page)
    assert not Article.objects.filter(pk=other.pk).exists()


def test_merged_article_whose_headline_an_editor_wrote_goes_to_the_pool(page):
    market, _article = story_of(page, MARKET_HEAD)
    birds, other = story_of(page, BIRDS_HEAD)
    other.headline = "白鹭早到"
    other.save()
    do(page, changes.merged, market, birds)
    other.refresh_from_db()
    assert (other.issue, other.page, other.headline) == (None, None, "白鹭早到")


def test_article_comes_back_from_the_pool_with_its_text(page):
    market, _article = story_of(page, MARKET_HEAD)
    birds, other = story_of(page, BIRDS_HEAD)
    other.headline = "白鹭早到"
    other.save()
    earlier, before = page.make_up.articles, reading(page)
    do(page, changes.merged, market, birds)
    do(page, lambda _now: before, earlier=earlier)
    other.refresh_from_db()
    assert (other.page, other.headline) == (page, "白鹭早到")
    assert page.articles.count() == 3
    assert other.photos.get().caption == CAPTION


def test_undone_merge_gives_both_articles_as_they_were_read(page):
    market, _article = story_of(page, MARKET_HEAD)
    birds, _other = story_of(page, BIRDS_HEAD)
    before, was = reading(page), sorted(page.articles.values_list("headline", "body"))
    do(page, changes.merged, market, birds)
    do(page, lambda _now: before)
    assert sorted(page.articles.values_list("headline", "body")) == was
    assert page.zones.filter(article__isnull=False).count() > 0


def test_block_becomes_a_kicker_by_pointing_at_it(page):
    market, article = story_of(page, MARKET_HEAD)
    byline = next(b for b in reading(page).blocks if b.story == market and b.role == "byline")
    do(page, changes.with_role, [byline.id], "kicker")
    article.refresh_from_db()
    assert (article.kicker, article.byline) == ("本报记者 方小满", "")
    assert not article.credits.exists()


def test_two_different_words_for_one_thing_keep_the_editors_and_tell_the_other(page):
    market, article = story_of(page, MARKET_HEAD)
    article.headline = "牡蛎晚开秤"
    article.save()
    byline = next(b for b in reading(page).blocks if b.story == market and b.role == "byline")
    do(page, changes.with_role, [byline.id], "headline")
    article.refresh_from_db()
    told = ImportProblem.objects.get(code="edited-differs")
    assert article.headline == "牡蛎晚开秤"
    assert told.article == article
    assert "方小满" in told.sentence


def test_advert_leaves_its_article_for_the_furniture_and_may_come_back(page):
    market, _article = story_of(page, MARKET_HEAD)
    [first, *_others] = texts(reading(page), market)
    do(page, changes.set_apart, [first.id], "advert")
    page.refresh_from_db()
    assert {"kind": "advert", "text": first.text} in page.furniture
    do(page, changes.moved, [first.id], market)
    page.refresh_from_db()
    assert first.text not in [part["text"] for part in page.furniture]


def test_picture_follows_its_caption(page):
    lead, article = story_of(page, HEADLINES["A01"][0])
    caption = next(b for b in reading(page).blocks if b.role == "caption")
    before = Photo.objects.count()
    do(page, changes.moved, [caption.id], lead)
    assert article.photos.get().caption == CAPTION
    assert Photo.objects.count() == before


def test_caption_typed_anew_stays_when_its_picture_moves(page):
    lead, article = story_of(page, HEADLINES["A01"][0])
    photo = Photo.objects.get(caption=CAPTION)
    photo.caption = "白鹭归来"
    photo.save()
    caption = next(b for b in reading(page).blocks if b.role == "caption")
    do(page, changes.moved, [caption.id], lead)
    assert article.photos.get().caption == "白鹭归来"


def test_zone_an_editor_drew_stays(page):
    market, article = story_of(page, MARKET_HEAD)
    zone = article.zones.first()
    zone.points = [[0, 0], [0.5, 0], [0.5, 0.5]]
    zone.save()
    article.zones.exclude(pk=zone.pk).delete()
    do(page, changes.split, texts(reading(page), market)[-1].id)
    assert article.zones.get().points == [[0, 0], [0.5, 0], [0.5, 0.5]]


def test_embargo_goes_with_the_text(page):
    market, article = story_of(page, MARKET_HEAD)
    birds, other = story_of(page, BIRDS_HEAD)
    other.embargo = timezone.now() + datetime.timedelta(days=2)
    other.save()
    do(page, changes.merged, market, birds)
    article.refresh_from_db()
    assert article.embargo == other.embargo


def test_untouched_articles_are_not_written(page):
    _lead, article = story_of(page, HEADLINES["A01"][0])
    market, _article = story_of(page, MARKET_HEAD)
    birds, _other = story_of(page, BIRDS_HEAD)
    do(page, changes.merged, market, birds)
    assert Article.objects.get(pk=article.pk).version == article.version


def test_question_about_a_block_is_answered_by_placing_it_and_asked_again_when_undone(page):
    market, _article = story_of(page, MARKET_HEAD)
    [first, *_others] = texts(reading(page), market)
    question = ImportProblem.objects.create(
        run=page.issue.import_runs.get(), issue=page.issue, page="A01", needs_decision=True,
        code="unplaced-text", message="x", item=f"block {first.id}",
    )  # fmt: skip
    do(page, changes.set_apart, [first.id], "unplaced")
    do(page, changes.moved, [first.id], market)
    question.refresh_from_db()
    assert question.decided_at
    do(page, changes.set_apart, [first.id], "unplaced")
    question.refresh_from_db()
    assert question.decided_at is None


def test_published_issue_is_not_made_up_anew(page):
    before = reading(page)
    publish(page.issue)
    with pytest.raises(NotAllowed):
        remake(page.make_up, before, by=None)


def test_stale_make_up_is_refused(page):
    market, _article = story_of(page, MARKET_HEAD)
    first = texts(reading(page), market)[-1].id
    old = type(page.make_up).objects.get(page=page)
    do(page, changes.split, first)
    with pytest.raises(Stale):
        remake(old, reading(page), by=None)
