"""Nothing that is printed is missed, nothing else is found, on either database."""

from datetime import timedelta
from html import escape

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from articles.models import Article
from articles.search.entry import byline_lines, column_lines, text_lines, title_lines
from articles.search.query import parse
from tests.factories import (
    correct,
    make_article,
    make_column,
    make_credit,
    make_page,
    make_photo,
    make_published_issue,
    publish,
)
from tests.search import reference

pytestmark = pytest.mark.django_db
many = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ALPHABET = (
    "北京和服产品务的一臺灣後ＡＢｃ１5.3%-—·，。“”\"'、！《》<&>\\*_()｜ \u3000\u200b😀👍🏽é㎡龘"
)
printed = st.text(alphabet=st.sampled_from(ALPHABET), min_size=1, max_size=40)


def search(typed, **options):
    return [article.pk for article in Article.objects.published().search(typed, **options)]


def lines_of(article):
    parts = (title_lines, column_lines, byline_lines, text_lines)
    return [line for lines in parts for line in lines(article)]


def make_public(**fields):
    return make_article(
        issue=None, page=None, released_at=timezone.now() - timedelta(hours=1), **fields
    )


@many
@given(st.data())
def test_any_part_of_any_field_of_an_article_finds_it(data):
    fields = {name: data.draw(printed) for name in ("kicker", "headline", "label", "byline")}
    paragraphs = data.draw(st.lists(printed, min_size=1, max_size=3))
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    article = make_public(body=body, author_note=data.draw(printed), **fields)
    line = data.draw(st.sampled_from(lines_of(article)))
    start = data.draw(st.integers(0, len(line)))
    typed = line[start : start + data.draw(st.integers(1, 12))]
    assume(parse(typed).words and not any(word.is_excluded for word in parse(typed).words))
    assert article.pk in search(typed)
    assert article.pk in search(typed, ordering="date")


@many
@given(st.data(), st.sampled_from(["draft", "embargoed", "withdrawn"]))
def test_no_part_of_what_is_not_public_finds_it(data, why):
    text = data.draw(printed)
    hidden = {
        "draft": {"released_at": None, "released": False},
        "embargoed": {"embargo": timezone.now() + timedelta(days=1)},
        "withdrawn": {"withdrawn_at": timezone.now(), "withdrawal_reason": "重复"},
    }
    fields = {"released_at": timezone.now() - timedelta(hours=1)} | hidden[why]
    article = make_article(
        issue=None, page=None, headline=text, body=f"<p>{escape(text)}</p>", **fields
    )
    start = data.draw(st.integers(0, len(text) - 1))
    typed = text[start : start + data.draw(st.integers(1, 12))]
    assume(parse(typed).words and not any(word.is_excluded for word in parse(typed).words))
    assert article.pk in [found.pk for found in Article.objects.all().search(typed)]
    found = Article.objects.published().search(typed)
    assert (found.count, found.is_found, list(found), sum(found.facets.values())) == (
        0, False, [], 0
    )  # fmt: skip


@many
@given(st.lists(printed, min_size=1, max_size=8), printed)
def test_what_is_found_is_what_contains_it_in_the_defined_order(headlines, typed):
    assume(parse(typed[:6]).words)
    Article.objects.all().delete()
    for headline in headlines:
        make_public(headline=headline, body=f"<p>{escape(headlines[0])}</p>")
    articles = Article.objects.published()
    for ordering in ("relevance", "date"):
        expected = reference.found(articles, typed[:6], ordering)
        assert search(typed[:6], ordering=ordering) == expected


def test_captions_credits_columns_and_people_are_found():
    article = make_public(headline="渡口", column=make_column(name="潮评"))
    make_photo(article, caption="晨光中的渡轮", credit="施南乔 摄")
    make_credit(article)
    for typed in ("潮评", "晨光中", "施南乔", "郑朗"):
        assert search(typed) == [article.pk], typed


def test_no_match_reaches_from_one_field_or_paragraph_into_the_next():
    make_public(headline="台风", kicker="登陆", body="<p>今日停课</p><p>明日复课</p>")
    assert search("台风登陆") == search("停课明日") == []
    assert len(search("台风 明日")) == 1


@pytest.mark.parametrize(
    "typed",
    ["OR", "a AND b", "NEAR(", '"', "''", "%", "_", "\\", "*", "北*", "#北京", "=2c", ":*", "!北",
     "|", "&", "1; DROP TABLE", "--", "{}", "\x00北京", "北\ud800京", "?", "^", "()"],
)  # fmt: skip
def test_syntax_of_databases_is_text(typed):
    plain = make_public(headline="北京城里的事")
    strange = make_public(
        headline="""OR a AND b NEAR("''%_\\*北*#北京=2c:*!北|&1; DROP TABLE--{}?^()"""
    )
    found = search(typed)
    assert strange.pk in found
    assert (plain.pk in found) == reference.answers(plain, parse(typed))


def test_very_many_and_very_long_words_are_answered():
    words = " ".join(chr(0x4E00 + at) for at in range(100))
    article = make_public(body=f"<p>{words.replace(' ', '')}</p>")
    assert search(words) == [article.pk]
    assert search(words.replace(" ", "")) == [article.pk]
    assert search("，" * 200) == []


def test_what_the_public_may_not_see_is_never_found():
    draft = make_page(label="A02").issue
    make_article(draft.pages.get(), headline="潮汐桥合龙")
    assert search("潮汐桥") == []
    publish(draft)
    article = draft.articles.get()
    assert search("潮汐桥") == [article.pk]
    article.withdraw(by=None, reason="重复")
    assert search("潮汐桥") == []
    article.restore(by=None)
    assert search("潮汐桥") == [article.pk]
    draft.refresh_from_db()
    draft.withdraw(by=None, reason="重排")
    assert search("潮汐桥") == []


def test_an_embargo_holds_in_search():
    make_public(headline="潮汐桥", embargo=timezone.now() + timedelta(days=1))
    assert search("潮汐桥") == []


def test_editors_find_what_is_not_public_yet():
    article = make_published_issue().articles.get()
    draft = make_article(issue=None, headline="未刊的正文")
    assert {found.pk for found in Article.objects.all().search("正文")} == {article.pk, draft.pk}


def test_an_article_is_found_by_its_new_words_and_not_by_the_old():
    article = make_public(headline="旧标题")
    correct(article, headline="新标题")
    assert search("旧标") == []
    assert search("新标") == [article.pk]
