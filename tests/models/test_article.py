"""Article: cleaned, counted, traced and guarded on every way in."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from articles.models import Article, EditorialEvent, NotAllowed, Stale
from tests.factories import (
    DAY,
    make_article,
    make_column,
    make_contributor,
    make_credit,
    make_issue,
    make_newspaper,
    make_page,
    make_photo,
    make_published_issue,
    make_user,
    make_zone,
    publish,
)

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def test_text_is_sanitised_by_a_plain_save():
    article = make_article(body='<p onclick="x()">正文</p><script>alert(1)</script>')
    assert Article.objects.get(pk=article.pk).body == "<p>正文</p>"


def test_characters_are_counted_without_blanks_and_marks():
    article = make_article(body="<p>　　渡轮 7 点开。</p><h2>小标题</h2>")
    assert article.characters == len("渡轮7点开。小标题")


def test_stale_copy_is_refused_and_the_newer_text_is_at_hand():
    article = make_article(headline="旧")
    mine, theirs = Article.objects.get(pk=article.pk), Article.objects.get(pk=article.pk)
    theirs.headline = "新"
    theirs.save()
    mine.headline = "我的"
    with pytest.raises(Stale) as refusal:
        mine.save()
    assert refusal.value.current.headline == "新"
    assert Article.objects.get(pk=article.pk).headline == "新"


def test_change_leaves_who_and_what():
    user = make_user()
    article = make_article(headline="旧", status="draft")
    article.headline = "新"
    article.save(by=user)
    event = EditorialEvent.objects.about(article).first()
    assert (event.verb, event.by, event.changes) == ("changed", user, {"headline": ["旧", "新"]})


def test_save_that_changes_nothing_leaves_no_trace():
    article = make_article()
    article.save()
    assert EditorialEvent.objects.about(article).count() == 1


def test_article_on_a_page_of_another_issue_is_refused_by_the_database():
    newspaper = make_newspaper()
    page = make_page(make_issue(newspaper))
    other = make_issue(newspaper, DAY + datetime.timedelta(days=1))
    article = make_article(page)
    with pytest.raises(DatabaseError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(issue=other)


def test_credits_and_photos_are_prepared_for_reading():
    article = make_article()
    make_credit(article, make_contributor(name="许望舒"))
    make_photo(article)
    article.refresh_from_db()
    assert article.prepared["credits"][0]["name"] == "许望舒"
    assert article.prepared["photos"][0]["caption"] == "图为晨光中的渡口。"


def test_prepared_photo_goes_with_the_photo():
    article = make_article()
    make_photo(article).delete()
    article.refresh_from_db()
    assert article.prepared["photos"] == []


def test_issue_and_column_are_prepared_and_kept_up():
    column = make_column()
    article = make_article(column=column)
    article.issue.number = 8123
    article.issue.save()
    column.name = "渡口新闻"
    column.save()
    article.refresh_from_db()
    assert article.prepared["issue"] == {"date": f"{DAY}", "edition": "daily", "number": 8123}
    assert article.prepared["column"]["name"] == "渡口新闻"


def test_article_settles_in_its_issue_and_column_without_a_query(django_assert_num_queries):
    kept = make_article(column=make_column())
    with django_assert_num_queries(1):
        article = Article.objects.for_own_page().get()
        article.settle()
        addresses = article.page.get_absolute_url(), article.column.get_absolute_url()
    assert addresses == (kept.page.get_absolute_url(), kept.column.get_absolute_url())


def test_article_of_the_pool_is_public_once_released():
    article = make_article(issue=None)
    assert not Article.objects.published().exists()
    article.release(by=None)
    assert Article.objects.published().get() == article


def test_article_in_an_issue_cannot_be_released():
    with pytest.raises(NotAllowed):
        make_article().release(by=None)


def test_article_without_text_cannot_be_released():
    with pytest.raises(NotAllowed):
        make_article(issue=None, body="").release(by=None)


def test_embargo_holds_one_article_back():
    page = make_page()
    make_article(page, headline="早")
    make_article(page, headline="晚", embargo=timezone.now() + HOUR)
    publish(page.issue)
    assert [a.headline for a in Article.objects.published()] == ["早"]
    assert Article.objects.published(now=timezone.now() + 2 * HOUR).count() == 2


def test_withdrawn_article_is_gone_and_comes_back_when_restored():
    issue = make_published_issue()
    article = Article.objects.get()
    article.withdraw(by=None, reason="姓名有误")
    assert not Article.objects.published().exists()
    article.restore(by=None)
    assert Article.objects.published().get().issue == issue


def test_unpublished_article_cannot_be_withdrawn():
    with pytest.raises(NotAllowed):
        make_article().withdraw(by=None, reason="无")


def test_withdrawing_an_article_needs_a_reason():
    make_published_issue()
    with pytest.raises(NotAllowed):
        Article.objects.get().withdraw(by=None, reason=" ")


def test_restoring_what_was_not_withdrawn_is_refused():
    with pytest.raises(NotAllowed):
        make_article().restore(by=None)


@pytest.mark.parametrize("embargo", [None, -2 * HOUR, 2 * HOUR])
@pytest.mark.parametrize("withdrawn", [False, True])
@pytest.mark.parametrize("where", ["draft", "published", "withdrawn issue", "pool", "released"])
def test_what_the_public_sees(where, withdrawn, embargo):
    in_pool = where in {"pool", "released"}
    article = make_article(issue=None) if in_pool else make_article()
    article.embargo = embargo and timezone.now() + embargo
    article.released_at = timezone.now() - HOUR if where == "released" else None
    if withdrawn:
        article.withdrawn_at, article.withdrawal_reason = timezone.now(), "有误"
    article.save()
    if not in_pool and where != "draft":
        publish(article.issue)
    if where == "withdrawn issue":
        article.issue.withdraw(by=None, reason="有误")
    shown = not withdrawn and where in {"published", "released"} and embargo != 2 * HOUR
    assert Article.objects.published().exists() == shown


def saved_into(issue, page):
    article = make_article(issue=None)
    article.issue, article.page = issue, page
    article.save()
    return article


def placed_in(issue, page):
    article = make_article(issue=None)
    article.place(issue, page, by=None)
    return article


def made_in(issue, page):
    return make_article(page, released=False)


def brought_into(issue, page):
    made = Article(
        newspaper=issue.newspaper,
        issue=issue,
        page=page,
        headline="补",
        body="<p>补</p>",
        status="approved",
    )
    Article.objects.bulk_create([made])
    Article.objects.all().bring_up_to_date()
    return made


@pytest.mark.parametrize("add", [saved_into, placed_in, made_in, brought_into])
def test_article_added_to_a_published_issue_waits_for_its_release(add):
    issue = make_published_issue()
    article = add(issue, issue.pages.get())
    assert not Article.objects.published().filter(pk=article.pk).exists()
    article = Article.objects.get(pk=article.pk)
    assert article.awaits_release
    article.release(by=make_user())
    assert Article.objects.published().filter(pk=article.pk).exists()
    assert EditorialEvent.objects.about(article).first().verb == "released"


def test_article_released_into_an_issue_of_tomorrow_appears_with_it():
    tomorrow = timezone.now() + 24 * HOUR
    page = make_page()
    make_article(page)
    publish(page.issue, at=tomorrow)
    make_article(page, released=False).release(by=None)
    assert set(Article.objects.values_list("public_from", flat=True)) == {tomorrow}


def test_article_added_to_a_withdrawn_issue_was_never_public():
    issue = make_published_issue()
    issue.withdraw(by=None, reason="头版图片有误")
    added = make_article(issue.pages.get())
    assert added not in Article.objects.withdrawn()
    assert Article.objects.withdrawn().count() == 1
    with pytest.raises(NotAllowed):
        added.release(by=None)
    publish(issue)
    assert Article.objects.published().filter(pk=added.pk).exists()


def test_release_with_one_issue_does_not_count_in_another_place():
    page = make_page()
    article = make_article(page)
    publish(page.issue, at=timezone.now() + HOUR)
    page.issue.withdraw(by=None, reason="改时")
    article = Article.objects.get()
    article.place(None, by=None)
    assert article.awaits_release
    assert not Article.objects.published(now=timezone.now() + 2 * HOUR).exists()


def test_published_article_does_not_leave_its_page_by_a_plain_save():
    issue = make_published_issue()
    article = Article.objects.get()
    article.page = make_page(issue, "A02", 2)
    with pytest.raises(NotAllowed):
        article.save()


def test_deleting_keeps_the_text_in_the_record():
    article = make_article(body="<p>不能丢。</p>")
    subject = article.pk
    article.delete(by=make_user())
    event = EditorialEvent.objects.filter(subject="article", subject_id=subject).first()
    assert event.verb == "deleted"
    assert event.changes["body"] == ["<p>不能丢。</p>", None]


def test_copy_read_before_publication_does_not_hide_the_article():
    article = make_article()
    old = Article.objects.select_related("issue").get()
    publish(article.issue)
    old.save()
    assert Article.objects.published().get() == old
    assert old.is_public


def test_copy_read_before_publication_does_not_change_what_was_published():
    article = make_article(headline="原题")
    old = Article.objects.select_related("issue").get()
    publish(article.issue)
    old.headline = "改好了的题"
    with pytest.raises(NotAllowed):
        old.save()
    assert Article.objects.published().get().headline == "原题"


def test_copy_read_before_withdrawal_does_not_show_the_article_again():
    issue = make_published_issue()
    old = Article.objects.select_related("issue").get()
    issue.withdraw(by=None, reason="头版图片有误")
    old.save()
    assert not Article.objects.published().exists()


def test_withdrawn_article_stays_where_it_was_printed():
    make_published_issue()
    article = Article.objects.get()
    article.withdraw(by=None, reason="姓名有误")
    with pytest.raises(NotAllowed):
        article.place(None, by=None)


def test_placed_article_stands_last_on_its_page():
    page = make_page()
    make_article(page, headline="头条", position=12)
    article = make_article(issue=None, headline="新来")
    article.place(page.issue, page, by=None)
    order = Article.objects.filter(page=page).in_reading_order()
    assert [a.headline for a in order] == ["头条", "新来"]


def test_zones_do_not_follow_an_article_into_another_issue():
    page = make_page()
    article = make_article(page)
    make_zone(page, article)
    other = make_page(make_issue(date=DAY + datetime.timedelta(days=1)))
    article.place(other.issue, other, by=None)
    assert not article.zones.exists()
    assert EditorialEvent.objects.filter(subject="zone", verb="deleted").exists()


def test_unplaced_articles_come_last():
    page = make_page()
    make_article(None, issue=page.issue, headline="未上版")
    make_article(page, headline="头条")
    order = page.issue.articles.in_reading_order()
    assert [a.headline for a in order] == ["头条", "未上版"]


def test_article_of_another_newspaper_is_not_continued():
    article = make_article()
    article.continues = make_article(issue=None, newspaper=make_newspaper("wan", "晚报"))
    with pytest.raises(ValidationError) as error:
        article.full_clean()
    assert "continues" in error.value.message_dict


def test_new_name_of_a_column_is_found():
    column = make_column(name="潮评")
    make_article(column=column)
    column.name = "江声"
    column.save()
    assert "江声" in Article.objects.get().search_entry.text
