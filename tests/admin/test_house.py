"""House style in the admin: the list beside an article's text, its buttons, and the rules."""

import pytest
from django.urls import reverse

from articles.models import Article, StyleOverride, StyleRule
from tests.admin.test_reviews import form, press
from tests.factories import make_article, make_newspaper, make_published_issue, make_user

pytestmark = pytest.mark.django_db
RULES = reverse("admin:articles_stylerule_changelist")
ADD = reverse("admin:articles_stylerule_add")


@pytest.fixture
def article():
    return make_article(status="draft", headline="渡口复航", body="<p>船座落在帐号边,人多。</p>")


def signed_in(client, group):
    client.force_login(make_user(group, group))
    return client


def remark(client, article, words):
    """The entry of the list for these words: its keys, and the first of them."""
    entries = client.get(form(article)).context["remarks"]
    entry = next(one for one in entries if one["first"].words == words)
    return entry["keys"], entry["first"].key


class TestInTheForm:
    def test_each_is_explained_at_its_place(self, client, article):
        text = signed_in(client, "责任编辑").get(form(article)).text
        assert "船<mark>座落</mark>在帐号边,人" in text
        assert "应为“坐落”。" in text
        assert "正文 ¶1" in text

    def test_one_click_mends_and_saves_what_was_typed(self, client, article):
        client = signed_in(client, "责任编辑")
        keys, _first = remark(client, article, "座落")
        body = article.body.replace("人多", "人更多")
        answer = press(client, article, "", fix=keys, headline="渡口今日复航", body=body)
        article = Article.objects.get()
        assert article.body == "<p>船坐落在帐号边,人更多。</p>"
        assert article.headline == "渡口今日复航"
        assert "改好 1 处。" in answer.text
        assert answer.redirect_chain[-1][0] == form(article) + "#style-group"

    def test_what_was_typed_over_is_told_and_kept(self, client, article):
        client = signed_in(client, "责任编辑")
        keys, _first = remark(client, article, "座落")
        answer = press(client, article, "", fix=keys, body="<p>船停在帐号边。</p>")
        assert "这些词语已经不在那里了。" in answer.text
        assert Article.objects.get().body == "<p>船停在帐号边。</p>"

    def test_it_is_let_stand_with_a_reason(self, client, article):
        client = signed_in(client, "责任编辑")
        keys, first = remark(client, article, "座落")
        answer = press(client, article, "", **{"let-stand": keys, f"reason-{first}": ""})
        assert "请写明照原样保留的理由。" in answer.text
        said = {"let-stand": keys, f"reason-{first}": "引用旧碑文。"}
        answer = press(client, article, "", **said)
        assert "<mark>座落</mark>" not in answer.text
        assert StyleOverride.objects.get().by.username == "责任编辑"

    def test_a_save_says_how_much_there_is_to_look_at(self, client, article):
        client = signed_in(client, "责任编辑")
        assert "有 3 处请看一看" in press(client, article, "", _save="1").text
        answer = press(client, article, "", _save="1", body="<p>船停了。</p>")
        assert "请看一看" not in answer.text

    def test_what_is_published_shows_remarks_without_buttons(self, client):
        issue = make_published_issue(articles=1)
        article = issue.articles.get()
        article.body = "<p>船座落在渡口。</p>"
        article.correct(by=make_user("chief", is_superuser=True), note="补全。")
        text = signed_in(client, "总编辑").get(form(article)).text
        assert "<mark>座落</mark>" in text
        assert 'name="fix"' not in text

    def test_a_new_article_is_added_without_remarks(self, client):
        make_newspaper()
        answer = signed_in(client, "记者").get(reverse("admin:articles_article_add"))
        assert answer.status_code == 200
        assert "用语规范" not in answer.text.split("<form", 2)[-1]


class TestRules:
    def add(self, client, words, kind="wrong", newspaper=""):
        fields = {"newspaper": newspaper, "kind": kind, "words": words}
        return client.post(ADD, fields, follow=True)

    def test_rules_are_pasted_many_at_a_time(self, client):
        make_newspaper()
        client = signed_in(client, "校对")
        pasted = "残废人 → 残疾人 → 规范称呼\n文体部门\t文化体育局\n\n渡轮=>轮渡"
        assert "新增 3 条。" in self.add(client, pasted).text
        rules = list(StyleRule.objects.order_by("pk").values_list("text", "instead", "explanation"))
        assert rules == [
            ("残废人", "残疾人", "规范称呼"),
            ("文体部门", "文化体育局", ""),
            ("渡轮", "轮渡", ""),
        ]
        assert StyleRule.objects.filter(newspaper=None).count() == 3
        assert "这些规则都已经有了" in self.add(client, pasted).text

    def test_a_line_that_says_nothing_is_refused_with_its_words_and_nothing_is_kept(self, client):
        make_newspaper()
        answer = self.add(signed_in(client, "总编辑"), "残废人 → 残疾人\n渡轮")
        assert "“渡轮”：请写明正确写法或此人职务。" in answer.text
        assert not StyleRule.objects.exists()

    def test_a_rule_is_changed_by_its_keepers_only(self, client):
        make_newspaper()
        self.add(signed_in(client, "管理员"), "傻子", kind="banned")
        rule = StyleRule.objects.get()
        change = reverse("admin:articles_stylerule_change", args=[rule.pk])
        fields = {"version": 1, "text": "傻子", "kind": "cautious", "instead": "", "newspaper": ""}
        assert client.post(change, fields, follow=True).status_code == 200
        assert not StyleRule.objects.get().is_active
        client.logout()
        client.force_login(make_user("wang", "责任编辑"))
        assert client.get(RULES).status_code == 200
        assert client.get(ADD).status_code == 403
        assert client.post(change, fields).status_code == 403
