"""Histories: who did what when, with differences to the character."""

import pytest
from django.urls import reverse

from articles.models import Article, EditorialEvent
from tests.factories import make_article, make_column, make_page, make_user, publish


def history(client, thing):
    address = reverse(f"admin:articles_{thing._meta.model_name}_history", args=[thing.pk])
    return client.get(address)


def told(response):
    """{label: [(kind, text)]} of the newest act."""
    _event, changes = response.context["acts"][0]
    return {str(label): parts for label, parts in changes}


def test_a_change_of_text_is_told_to_the_character(editor):
    article = make_article(status="draft", body="<p>会议研究部署防汛工作。</p>")
    article.body = "<p>会议研究防汛抢险工作。</p>"
    article.save(by=make_user("郑朗"))
    response = history(editor, article)
    parts = next(iter(told(response).values()))
    assert ("deleted", "部署") in parts
    assert ("inserted", "抢险") in parts
    assert "<del>部署</del>" in response.text
    assert "郑朗" in response.text


def test_what_was_typed_is_never_taken_for_html(editor):
    article = make_article(headline="<b>粗</b>")
    article.headline = "<i>斜</i>"
    article.save()
    assert "<i>斜</i>" not in history(editor, article).text


def test_long_unchanged_stretches_are_left_out(editor):
    text = "一二三四五六七八九十" * 30
    article = make_article(status="draft", body=f"<p>{text}甲</p>")
    article.body = f"<p>{text}乙</p>"
    article.save()
    (parts,) = told(history(editor, article)).values()
    assert [kind for kind, _text in parts] == ["elided", "same", "deleted", "inserted"]


def test_a_change_of_marks_alone_is_told_in_html(editor):
    article = make_article(status="draft", body="<p>重点</p>")
    article.body = "<p><strong>重点</strong></p>"
    article.save()
    (parts,) = told(history(editor, article)).values()
    assert ("inserted", "<strong>") in parts


def test_people_read_names_not_keys(editor):
    article = make_article()
    article.column = make_column(name="潮评")
    article.save()
    (parts,) = told(history(editor, article)).values()
    assert parts == [("inserted", "潮评")]


def test_a_move_to_another_page_is_in_the_history_of_the_article(editor):
    page = make_page()
    article = make_article(page)
    other = make_page(page.issue, label="A02", number=2, title="经济")
    now = [[page.pk, []], [other.pk, [article.pk]], [None, []]]
    page.issue.arrange(page.issue.layout(), now, by=None)
    assert "A02 经济" in history(editor, article).text


def test_a_history_costs_the_same_for_any_number_of_acts(editor, django_assert_max_num_queries):
    article = make_article()
    for number in range(6):
        article = Article.objects.get(pk=article.pk)
        article.column = make_column(slug=f"c{number}", name=f"栏目{number}")
        article.save(by=make_user(f"编辑{number}"))
    # session, user, permissions (2), article, its credits and photos, events, and one for each
    # kind of thing named: newspaper, issue, page, column
    with django_assert_max_num_queries(12):
        history(editor, article)


def test_an_unknown_thing_has_no_history(editor):
    article = make_article()
    article.pk = 999
    assert history(editor, article).status_code == 404


class TestBringBack:
    @pytest.fixture
    def article(self):
        """Written, then rewritten twice."""
        article = make_article(headline="渡口今日复航", body="<p>甲段</p>")
        article.headline, article.kicker = "渡口昨日复航", "今晨六时"
        article.save()
        article.body = "<p>乙段</p>"
        article.save()
        return article

    def post(self, client, article, version=None):
        first = EditorialEvent.objects.about(article).earliest("pk")
        address = reverse("admin:bring-back", args=[article.pk, first.pk])
        seen = article.version if version is None else version
        return client.post(address, {"version": seen}, follow=True)

    def test_the_text_of_then_is_there_again_and_that_of_now_on_record(self, editor, article):
        assert "恢复当时的文字" in history(editor, article).text
        self.post(editor, article)
        article.refresh_from_db()
        assert (article.headline, article.kicker) == ("渡口今日复航", "")
        assert article.body == "<p>甲段</p>"
        newest = EditorialEvent.objects.about(article).latest("pk")
        assert newest.changes["body"] == ["<p>乙段</p>", "<p>甲段</p>"]
        assert newest.by_name == "责任编辑"

    @pytest.mark.parametrize("version", ["1", "", "x", "9" * 30])
    def test_what_somebody_saved_meanwhile_is_not_lost(self, editor, article, version):
        assert "有人保存过" in self.post(editor, article, version).text
        article.refresh_from_db()
        assert article.headline == "渡口昨日复航"

    def test_what_is_published_needs_a_correction(self, editor, article):
        publish(article.issue)
        article.refresh_from_db()
        assert "须作更正" in self.post(editor, article).text
        article.refresh_from_db()
        assert article.headline == "渡口昨日复航"
