"""Corrections: what is published changes by them alone, and stays citable as printed."""

import pytest

from articles.models import Article, ArticleStatus, Assignment, EditorialEvent, NotAllowed, Verb
from tests.factories import (
    correct,
    make_article,
    make_newspaper,
    make_page,
    make_photo,
    make_published_issue,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    make_published_issue()
    article = Article.objects.get()
    correct(article, "重排录入。", kind="transcript", headline="渡轮复航", body="<p>六点离岸。</p>")
    return article


@pytest.fixture
def chief():
    return make_user("chief", "总编辑")


def test_other_words_are_refused_and_nothing_is_changed(article):
    article.headline = "悄悄换题"
    with pytest.raises(NotAllowed):
        article.save()
    article.refresh_from_db()
    assert article.headline == "渡轮复航"


def test_what_readers_do_not_read_may_be_changed(article):
    article.embargo = None
    article.save()


def test_corrected_article_stays_approved_and_public(article):
    correct(article, headline="渡轮昨日复航")
    article = Article.objects.published().get()
    assert (article.headline, article.status) == ("渡轮昨日复航", ArticleStatus.APPROVED)
    event = EditorialEvent.objects.filter(verb=Verb.CORRECTED).latest("pk")
    assert event.note == "标题有误。"


def test_as_printed_is_what_stood_before_the_first_correction_told(article):
    assert article.as_printed() is None
    correct(article, headline="渡轮昨日复航")
    correct(article, kind="update", body="<p>七点离岸。</p>")
    printed = article.as_printed()
    assert (printed["headline"], printed["body"]) == ("渡轮复航", "<p>六点离岸。</p>")


def test_readers_are_told_of_corrections_and_updates(article):
    correct(article, "题中漏字。", headline="渡轮昨日复航")
    article.refresh_from_db()
    (told,) = article.prepared["corrections"]
    assert (told["kind"], told["note"]) == ("correction", "题中漏字。")


@pytest.mark.parametrize("note", ["", " \n "])
def test_correction_without_a_note_is_refused(article, chief, note):
    article.headline = "渡轮昨日复航"
    with pytest.raises(NotAllowed):
        article.correct(by=chief, note=note)


@pytest.mark.parametrize("group", ["记者", "责任编辑", "校对", "版面编辑"])
def test_only_heads_correct(article, group):
    article.headline = "渡轮昨日复航"
    with pytest.raises(NotAllowed):
        article.correct(by=make_user("somebody", group), note="题")
    with pytest.raises(NotAllowed):
        article.correct(by=None, note="题")


def test_who_is_assigned_elsewhere_does_not_correct(article, chief):
    other = make_newspaper(slug="other", name="山城日报")
    Assignment.objects.create(user=chief, newspaper=other)
    with pytest.raises(NotAllowed):
        article.correct(by=chief, note="题")


def test_draft_and_withdrawn_articles_are_not_corrected(article, chief):
    with pytest.raises(NotAllowed):
        make_article(make_page(article.issue, label="A09", number=9), status="draft").correct(
            by=chief, note="题"
        )
    article.withdraw(by=chief, reason="失实")
    with pytest.raises(NotAllowed):
        article.correct(by=chief, note="题")


def test_withdrawn_article_is_mended_and_reviewed_before_it_comes_back(article, chief):
    article.withdraw(by=chief, reason="失实")
    article.body = "<p>已经核实。</p>"
    article.save(by=chief)
    assert article.status == ArticleStatus.FINAL
    with pytest.raises(NotAllowed):
        article.restore(by=chief)
    article.pass_review(by=chief)
    article.restore(by=chief)
    assert Article.objects.published().get().body == "<p>已经核实。</p>"


def test_photos_of_a_published_article_change_with_a_correction_only(article):
    photo = make_photo(article, caption="图为渡口。")
    photo.caption = "图为码头。"
    for act in (photo.save, photo.delete, lambda: photo.return_to_pool(by=None)):
        with pytest.raises(NotAllowed):
            act()
    photo = article.photos.get()
    photo.caption = "图为码头。"
    photo.save(correction=correct(article, "图说有误。"))
    assert article.as_printed()["photos"] == [["图为渡口。", photo.credit]]
