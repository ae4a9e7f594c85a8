"""The newspaper's dictionary, and the keywords suggested for an article."""

import pytest
from django.urls import reverse

from articles.models import EditorialEvent, Term, TermKind
from tests.factories import make_article, make_newspaper, make_term

ADD = reverse("admin:articles_term_add")


def added(client, words, newspaper=None, kind=TermKind.PLACE):
    newspaper = newspaper or make_newspaper()
    return client.post(ADD, {"newspaper": newspaper.pk, "kind": kind, "words": words})


def test_many_words_are_added_at_once_and_traced(head):
    assert added(head, "听潮塔\r\n\r\n 埕边街 \n听潮塔\n").status_code == 302
    assert list(Term.objects.values_list("text", "kind")) == [
        ("听潮塔", "place"),
        ("埕边街", "place"),
    ]
    events = EditorialEvent.objects.filter(subject="term")
    assert {(event.title, event.by_name) for event in events} == {
        ("听潮塔", "部主任"),
        ("埕边街", "部主任"),
    }


def test_words_that_are_there_are_passed_over(head):
    term = make_term(text="听潮塔")
    added(head, "听潮塔\n埕边街", term.newspaper)
    assert Term.objects.count() == 2


def test_words_of_another_newspaper_are_not_in_the_way(head):
    make_term(text="听潮塔")
    added(head, "听潮塔", make_newspaper("wan", "潮城晚报"))
    assert Term.objects.count() == 2


def test_an_empty_dictionary_says_what_it_is_for(head):
    address = reverse("admin:articles_term_changelist")
    empty = head.get(address).content.decode()
    assert "还没有。" in empty
    assert "本报常用的人名、地名、栏目名。" in empty
    assert "没有找到。" in head.get(address, {"q": "听潮塔"}).content.decode()


@pytest.mark.parametrize("words", ["", "\n", "塔", "听 潮塔", "听潮塔\n塔", "潮" * 17])
def test_a_line_that_is_no_word_is_named_and_nothing_is_added(head, words):
    response = added(head, words)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["words"]
    assert not Term.objects.exists()


def test_nothing_new_is_said_to_be_so(head):
    term = make_term(text="听潮塔")
    response = added(head, "听潮塔", term.newspaper)
    assert response.context["adminform"].form.errors["words"]


def test_more_than_a_thousand_are_refused(head):
    assert added(head, "\n".join(f"潮{n}" for n in range(1001))).status_code == 200
    assert not Term.objects.exists()


def test_an_editor_adds_none(editor):
    assert added(editor, "听潮塔").status_code == 403


def test_a_word_is_changed_alone(head):
    term = make_term(text="听潮塔")
    address = reverse("admin:articles_term_change", args=[term.pk])
    typed = {"text": "听潮台", "kind": "place", "version": term.version}
    assert head.post(address, typed).status_code == 302
    term.refresh_from_db()
    assert (term.text, term.kind) == ("听潮台", "place")


def test_a_word_cannot_become_one_that_is_there(head):
    term = make_term(text="听潮塔")
    make_term(text="听潮台")
    address = reverse("admin:articles_term_change", args=[term.pk])
    response = head.post(address, {"text": "听潮台", "kind": "place", "version": term.version})
    assert response.status_code == 200
    assert response.context["errors"]


def test_keywords_are_suggested_when_asked_for(editor):
    article = make_article(headline="渡轮复航", body="<p>渡轮昨日复航，记者在渡轮上。</p>")
    form = editor.get(reverse("admin:articles_article_change", args=[article.pk]))
    address = reverse("admin:keywords", args=[article.pk])
    assert f'href="{address}"' in form.content.decode()
    response = editor.get(address)
    assert response.context["keywords"][0] == "渡轮"
    assert "记者" not in response.context["keywords"]


def test_an_article_without_text_has_no_keywords(editor):
    article = make_article(headline="", body="")
    response = editor.get(reverse("admin:keywords", args=[article.pk]))
    assert response.context["keywords"] == []
