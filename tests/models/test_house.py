"""House style on articles: what is said of them, mended in them, let stand."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import EditorialEvent, NotAllowed, Photo, Stale, StyleRule
from articles.models.remark import banned, fix, let_stand, remarks
from tests.factories import (
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_photo,
    make_published_issue,
    make_user,
    sign,
)

pytestmark = pytest.mark.django_db
SLIPS = "<p>船<em>座落</em>在帐号边,人多。</p><p>昨日（3日）开船。</p>"


@pytest.fixture
def article():
    return make_article(headline="渡口的的灯", body=SLIPS, status="draft")


def said(article):
    return [(one.where, one.words, str(one.sentence)) for one in remarks([article])[article.pk]]


def keys(article, words):
    return [one.key for one in remarks([article])[article.pk] if one.words == words]


def make_rule(text="渡轮", kind="wrong", instead="轮渡", **fields):
    rule = StyleRule(text=text, kind=kind, instead=instead, **fields)
    rule.full_clean()
    rule.save()
    return rule


def test_everything_printed_of_an_article_is_read(article):
    make_photo(article, caption="图为渡轮,靠岸。")
    make_rule(explanation="本报写轮渡。")
    article.refresh_from_db()
    assert said(article) == [
        ("标题", "的的", "重复了。"),
        ("正文", "座落", "应为“坐落”。"),
        ("正文", "帐号", "应为“账号”。"),
        ("正文", ",", "中文句子里用了半角标点。"),
        ("正文", "昨日（3日）", "本期的昨日是3月1日。"),
        ("图说", "渡轮", "本报写轮渡。"),
        ("图说", ",", "中文句子里用了半角标点。"),
    ]


def test_a_mistake_is_mended_there_and_nowhere_else(article):
    user = make_user()
    assert fix(article, keys(article, "座落"), by=user) == 1
    article.refresh_from_db()
    assert article.body == SLIPS.replace("座落", "坐落")
    event = EditorialEvent.objects.about(article).first()
    assert (event.by, event.note) == (user, "座落 → 坐落")


def test_several_are_mended_at_once(article):
    make_photo(article, caption="图为帐号,靠岸。")
    article.refresh_from_db()
    every = [one.key for one in remarks([article])[article.pk]]
    assert fix(article, every, by=make_user()) == 6
    article.refresh_from_db()
    assert article.headline == "渡口的灯"
    assert article.body.startswith("<p>船<em>坐落</em>在账号边，人多。</p>")
    assert Photo.objects.get().caption == "图为账号，靠岸。"
    assert [words for _where, words, _why in said(article)] == ["昨日（3日）"]


def test_what_stands_there_no_more_is_not_mended(article):
    user, found = make_user(), keys(article, "座落")
    fix(article, found, by=user)
    with pytest.raises(NotAllowed, match="已经不在"):
        fix(article, found, by=user)
    with pytest.raises(NotAllowed, match="已经不在"):
        fix(article, keys(article, "昨日（3日）"), by=user)


def test_a_stale_copy_mends_nothing(article):
    other = type(article).objects.get(pk=article.pk)
    other.kicker = "今晨六时"
    other.save()
    with pytest.raises(Stale):
        fix(article, keys(article, "座落"), by=make_user())


def test_what_is_published_is_not_mended_past_its_correction():
    article = make_published_issue(articles=1).articles.get()
    article.body = SLIPS
    article.correct(by=make_user("chief", is_superuser=True), note="补全。")
    with pytest.raises(NotAllowed, match="更正"):
        fix(article, keys(article, "座落"), by=make_user())


def test_an_approved_text_goes_back_to_its_last_review():
    article = make_article(body=SLIPS, status="approved", released=False)
    fix(article, keys(article, "座落"), by=make_user())
    article.refresh_from_db()
    assert article.status == "final"


def test_what_is_let_stand_is_silent_while_it_stands(article):
    user = make_user()
    with pytest.raises(NotAllowed, match="理由"):
        let_stand(article, keys(article, "座落"), by=user, reason=" ")
    let_stand(article, keys(article, "座落"), by=user, reason="引用旧碑文。")
    assert not keys(article, "座落")
    assert EditorialEvent.objects.about(article).first().note == "座落：引用旧碑文。"
    article.kicker = "今晨六时"
    article.save()
    assert not keys(article, "座落")
    article.body = article.body.replace("落</em>在", "落</em>于")
    article.save()
    assert keys(article, "座落")


def test_a_quotation_may_go_on_in_the_next_paragraph():
    body = "<p>他说：“船来了。</p><p>“人也来了。”</p><p>她说：“灯亮了。</p>"
    article = make_article(body=body, status="draft")
    found = remarks([article])[article.pk]
    assert [(one.place, one.mark.kind) for one in found] == [(2, "unpaired")]


class TestRules:
    def test_a_word_not_printed_stops_publication_until_it_is_let_stand(self, article):
        make_rule("渡口", "banned", "")
        problem = f"《{article.short_title}》标题：“渡口”。本报不用这个词。"
        assert problem in article.issue.publication_problems()
        assert problem not in article.issue.publication_problems(is_archive=True)
        with pytest.raises(NotAllowed, match="负责用语规范"):
            let_stand(article, keys(article, "渡口"), by=make_user(), reason="地名。")
        keeper = make_user("keeper", "校对")
        let_stand(article, keys(article, "渡口"), by=keeper, reason="地名。")
        assert problem not in article.issue.publication_problems()

    def test_a_rule_holds_for_its_newspaper_and_while_in_force(self, article):
        make_rule("船", newspaper=make_newspaper("other", "岚海日报"))
        make_rule("人", is_active=False)
        assert not keys(article, "船")
        assert not keys(article, "人")

    def test_a_newspapers_own_rule_counts_before_everybodys(self, article):
        make_rule("渡口", "banned", "")
        make_rule("渡口", "wrong", "码头", newspaper=article.newspaper)
        found = next(one for one in remarks([article])[article.pk] if one.words == "渡口")
        assert found.mark.instead == "码头"
        assert not banned([article])[article.pk]

    @pytest.mark.parametrize(
        "fields",
        [
            {"instead": ""},
            {"kind": "name", "instead": ""},
            {"text": " 渡轮"},
            {"text": ""},
        ],
    )
    def test_a_rule_that_says_nothing_is_refused(self, fields):
        with pytest.raises(ValidationError):
            make_rule(**fields)

    def test_words_have_one_rule(self):
        make_rule()
        with pytest.raises(ValidationError, match="已有"):
            make_rule(kind="cautious")


def test_an_issue_is_read_with_two_queries(django_assert_num_queries):
    page = make_page(make_issue())
    for number in range(5):
        make_article(page, headline=f"渡口{number}", body=SLIPS)
    make_rule()
    articles = list(page.articles.select_related("issue"))
    with django_assert_num_queries(2):  # the rules, what was let stand
        assert sum(map(len, remarks(articles).values())) == 20
    with django_assert_num_queries(2):
        assert not any(banned(articles).values())


def test_a_signed_page_is_void_after_a_mistake_is_mended(article):
    article.status = "approved"
    article.save()
    sign(article.issue)
    page = article.page
    assert page.valid_sign_off()
    fix(article, keys(article, "座落"), by=make_user())
    assert not type(page).objects.get(pk=page.pk).valid_sign_off()
