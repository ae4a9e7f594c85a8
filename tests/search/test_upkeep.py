import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from articles import search
from articles.models import Article, SearchEntry
from articles.search import store
from articles.search.entry import microseconds
from tests.factories import make_article, make_newspaper, make_photo, make_published_issue

pytestmark = pytest.mark.django_db


def found(typed):
    return [article.pk for article in Article.objects.all().search(typed)]


def test_every_article_has_an_entry_whether_public_or_not():
    make_published_issue()
    make_article(issue=None)
    assert SearchEntry.objects.count() == Article.objects.count() == 2


def test_an_article_deleted_is_found_no_more():
    article = make_article(issue=None, headline="渡口")
    article.delete()
    assert found("渡口") == []
    assert not SearchEntry.objects.exists()


def test_a_photo_taken_away_takes_its_caption_along():
    article = make_article(issue=None)
    photo = make_photo(article, caption="晨光")
    assert found("晨光") == [article.pk]
    photo.delete()
    assert found("晨光") == []


def test_a_page_that_gets_another_label_is_found_and_shown_by_it(client):
    article = make_published_issue().articles.get()
    article.page.label = "B07"
    article.page.save()
    assert found("版:A01") == []
    assert found("版:B07") == [article.pk]
    assert "B07" in client.get(article.get_absolute_url()).text


def test_the_entry_is_written_in_the_transaction_of_the_text():
    with transaction.atomic():
        make_article(issue=None, headline="渡口")
        transaction.set_rollback(True)
    assert found("渡口") == []
    assert not SearchEntry.objects.exists()


def test_a_changed_entry_costs_few_queries_and_an_unchanged_one_two(django_assert_num_queries):
    article = make_article(issue=None)
    articles = Article.objects.filter(pk=article.pk)
    with django_assert_num_queries(2):  # the article, its entry
        search.index(articles)
    articles.update(headline="新标题")
    # and the entry with its terms; on SQLite they are taken back and written for themselves
    with django_assert_num_queries(3 if connection.vendor == "postgresql" else 5):
        search.index(articles)


def test_publication_moves_the_entry_in_time_only():
    issue = make_published_issue()
    article = issue.articles.get()
    assert article.public_from == issue.publish_at
    assert article.search_entry.at == microseconds(article.public_from)


def test_many_articles_are_indexed_at_once():
    newspaper = make_newspaper()
    Article.objects.bulk_create(
        Article(newspaper=newspaper, headline=f"第{at}号") for at in range(1001)
    )
    search.index(Article.objects.all())
    assert SearchEntry.objects.count() == 1001
    assert len(found("第1000号")) == 1


def test_check_finds_nothing_where_nothing_has_drifted(capsys):
    make_published_issue(articles=3)
    call_command("rebuild_search", "--check")
    assert capsys.readouterr().out
    call_command("rebuild_search")
    assert "0" in capsys.readouterr().out


@pytest.mark.parametrize("damage", ["text", "entry", "terms", "stray"])
def test_drift_is_reported_and_mended(damage, capsys):
    article, other = (make_article(issue=None, headline=name) for name in ("渡口", "潮汐"))
    entry = article.search_entry
    if damage == "text":
        Article.objects.filter(pk=article.pk).update(headline="码头")
    if damage == "entry":
        entry.delete()
    if damage == "terms":
        other_terms = SearchEntry.objects.get(pk=entry.pk)
        other_terms.text = "xx"
        store.write(connection, [other_terms], [entry])
        SearchEntry.objects.filter(pk=entry.pk).update(text=entry.text)
    if damage == "stray":
        add_term(article, "鬼魂")
        assert found("鬼魂") == [article.pk]
    with pytest.raises(CommandError, match="1"):
        call_command("rebuild_search", "--check")
    assert capsys.readouterr().out == f"{article.pk}\n"
    call_command("rebuild_search", "--fix")
    call_command("rebuild_search", "--check")
    assert found("码头" if damage == "text" else "渡口") == [article.pk]
    assert found("潮汐") == [other.pk]
    assert found("鬼魂") == []


def add_term(article, term):
    """As a bug would that the index, and not the entry, has of an article."""
    add = {
        "sqlite": "INSERT INTO articles_searchterms (terms, rowid) VALUES (%s, %s)",
        "postgresql": "UPDATE articles_searchentry SET terms = terms || %s::tsvector"
        " WHERE article_id = %s",
    }
    with connection.cursor() as cursor:
        cursor.execute(add[connection.vendor], [term, article.pk])


def test_since_leaves_older_articles_alone():
    article = make_article(issue=None)
    article.search_entry.delete()
    call_command("rebuild_search", "--since", "2999-01-01")
    assert not SearchEntry.objects.exists()
    call_command("rebuild_search", "--since", "2000-01-01")
    assert SearchEntry.objects.exists()
