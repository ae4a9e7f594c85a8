"""The screens on a page's way to print: proofs, sign-off, the sheet, the preflight."""

import pytest
from django.urls import reverse

from articles.models import Article, EditorialEvent
from articles.models.proof import hash_of
from tests.factories import make_article, make_page, make_user, make_zone, sign

pytestmark = pytest.mark.django_db


def screen(page):
    return reverse("admin:sign-off", args=[page.pk])


@pytest.fixture
def page():
    return make_article(headline="渡口昨日复航", body="<p>渡口亮了三盏灯。</p>").page


def signed_in(client, name, group):
    client.force_login(make_user(name, group))
    return client


def test_three_readers_and_the_chief_bring_a_page_to_print(client, page):
    for name in ("lu", "yin", "shi"):
        signed_in(client, name, "校对").post(screen(page), {"act": "proof", "note": f"{name}已读"})
    chief = signed_in(client, "he", "总编辑")
    seen = chief.get(screen(page)).context["seen"]
    text = chief.post(screen(page), {"act": "sign", "seen": seen}, follow=True).text
    assert "A01版已签发" in text
    assert [note in text for note in ("lu已读", "yin已读", "shi已读")] == [True] * 3
    assert page.valid_sign_off().by.username == "he"
    verbs = [*EditorialEvent.objects.about(page).values_list("verb", flat=True)]
    assert verbs[:4] == ["signed_off", "proofed", "proofed", "proofed"]


def test_a_refusal_says_why_and_writes_nothing(client, page):
    chief = signed_in(client, "he", "总编辑")
    seen = hash_of(page.content())
    refused = chief.post(screen(page), {"act": "sign", "seen": seen}, follow=True)
    assert "还差3个校次" in refused.text
    assert not page.sign_offs.exists()


def test_who_signs_again_sees_the_difference_to_the_character(client, page):
    sign(page.issue)
    article = Article.objects.get()
    article.body = "<p>渡口亮了四盏灯。</p>"
    article.save()
    Article.objects.update(status="approved")
    chief = signed_in(client, "he", "总编辑")
    text = chief.get(screen(page)).text
    assert "<del>三</del><ins>四</ins>" in text
    assert "已失效" in text
    make_zone(page, article)
    assert "热区" in chief.get(screen(page)).text


def test_the_sheet_names_everybody(client, page):
    sign(page.issue)
    text = (
        signed_in(client, "he", "总编辑").get(reverse("admin:sign-off-sheet", args=[page.pk])).text
    )
    for word in ("一校", "二校", "三校", "proof-3", "signer", "有效", "渡口昨日复航"):
        assert word in text


def test_the_preflight_leads_to_the_place_that_mends_each_thing(client, page):
    make_page(page.issue, "A02", 2)
    draft = make_article(page, headline="未审稿", status="draft")
    chief = signed_in(client, "he", "总编辑")
    text = chief.get(reverse("admin:preflight", args=[page.issue_id])).text
    assert reverse("admin:articles_article_change", args=[draft.pk]) in text
    assert screen(page) in text
    assert "A02版" in text
    assert "未归版块" in text


def test_the_preflight_costs_the_same_for_sixteen_pages(client, django_assert_num_queries, page):
    for number in range(2, 17):
        make_zone(more := make_page(page.issue, f"A{number:02}", number), make_article(more))
    chief = signed_in(client, "he", "总编辑")
    address = reverse("admin:preflight", args=[page.issue_id])
    chief.get(address)
    # session, user, two kinds of permissions; the issue, its pages, their credits, zones, proofs
    # and sign-offs, its articles; pages as read, open decisions, doubts; what is not printed, the
    # rules of style, what was let stand against each
    with django_assert_num_queries(18):
        chief.get(address)


def test_a_page_that_was_changed_stops_publication_from_the_board(client, page):
    sign(page.issue)
    article = Article.objects.get()
    article.section = page.issue.newspaper.sections.create(slug="x", name="民生")
    article.dateline = "本报讯"
    article.save()
    chief = signed_in(client, "he", "总编辑")
    board = reverse("admin:articles_issue_change", args=[page.issue_id])
    assert "签发后有改动" in chief.get(board).text
    refused = chief.post(reverse("admin:publish", args=[page.issue_id]))
    assert refused.status_code == 409
    assert "须重新签发" in refused.text
