"""Articles: the form, stale saves, photos and credits, place, release and withdrawal."""

import datetime

import pytest
from django.urls import reverse

from articles.models import Article, EditorialEvent, Photo, Verb
from tests.factories import (
    make_article,
    make_column,
    make_contributor,
    make_credit,
    make_newspaper,
    make_page,
    make_photo,
    make_published_issue,
    make_user,
    picture_file,
)


def change(thing):
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])


def filled(article, **typed):
    """What a browser sends from the article's form."""
    texts = ("kicker", "headline", "subheadline", "body", "dateline", "byline", "label")
    form = {name: getattr(article, name) for name in (*texts, "jump", "source", "author_note")}
    for prefix, parts in (("credits", article.credits), ("photos", article.photos)):
        form |= {f"{prefix}-TOTAL_FORMS": parts.count(), f"{prefix}-INITIAL_FORMS": parts.count()}
        for n, part in enumerate(parts.order_by("position")):
            form |= {f"{prefix}-{n}-{name}": value for name, value in as_sent(part).items()}
    return form | {"version": article.version} | typed


def as_sent(part):
    names = ("caption", "credit", "rights") if isinstance(part, Photo) else ("role",)
    sent = {name: getattr(part, name) for name in (*names, "id", "version", "position")}
    sent |= {"article": part.article_id}
    return sent if isinstance(part, Photo) else sent | {"contributor": part.contributor_id}


def test_a_save_is_stamped_and_traced(editor):
    article = make_article(headline="旧标题")
    response = editor.post(change(article), filled(article, headline="新标题\n第二行"))
    assert response.status_code == 302
    event = EditorialEvent.objects.about(article).first()
    assert (event.verb, event.by_name) == (Verb.CHANGED, "责任编辑")
    assert event.changes["headline"] == ["旧标题", "新标题\r\n第二行".replace("\r", "")]


def test_the_text_is_sanitised(editor):
    article = make_article()
    typed = '<p onclick="x()">正文</p><script>x()</script>'
    editor.post(change(article), filled(article, body=typed))
    article.refresh_from_db()
    assert article.body == "<p>正文</p>"


class TestStaleSave:
    @pytest.fixture
    def refused(self, editor):
        """An editor saves over what somebody else has saved: the answer, and the article."""
        article = make_article(headline="渡口今日复航", body="<p>甲段</p>")
        typed = filled(article, headline="渡口明日复航", byline="（记者 郑朗）")
        article.body = "<p>甲段</p><p>乙段</p>"
        article.headline = "渡口昨日复航"
        article.save()
        return editor.post(change(article), typed), Article.objects.get(pk=article.pk)

    def test_nothing_is_written(self, refused):
        response, article = refused
        assert response.status_code == 200
        assert (article.headline, article.byline) == ("渡口昨日复航", "")

    def test_what_was_typed_is_kept(self, refused):
        form = refused[0].context["adminform"].form
        assert form["headline"].value() == "渡口明日复航"
        assert form["byline"].value() == "（记者 郑朗）"

    def test_what_only_the_other_changed_is_taken(self, refused):
        form = refused[0].context["adminform"].form
        assert form["body"].value() == "<p>甲段</p><p>乙段</p>"

    def test_the_newer_text_is_taken_instead(self, editor, refused):
        response, article = refused
        version = response.context["adminform"].form["version"].value()
        again = filled(article, headline="渡口明日复航", version=version)
        editor.post(change(article), again | {"take-headline": "1"})
        article.refresh_from_db()
        assert article.headline == "渡口昨日复航"

    def test_the_newer_text_stands_beside_each_field_that_differs(self, refused):
        response, _article = refused
        form = response.context["adminform"].form
        assert form["headline"].newer["text"] == "渡口昨日复航"
        assert not hasattr(form["body"], "newer")
        assert not hasattr(form["kicker"], "newer")
        assert "<del>昨</del><ins>明</ins>" in response.text

    def test_line_ends_of_a_browser_are_no_difference(self, editor):
        article = make_article(kicker="一\n二")
        typed = filled(article, kicker="一\r\n二", headline="渡口明日复航")
        article.headline = "渡口昨日复航"
        article.save()
        response = editor.post(change(article), typed)
        assert not hasattr(response.context["adminform"].form["kicker"], "newer")

    def test_saving_once_more_is_to_overwrite_knowingly(self, editor, refused):
        response, article = refused
        form = response.context["adminform"].form
        again = filled(article, headline="渡口明日复航", version=form["version"].value())
        assert editor.post(change(article), again).status_code == 302
        article.refresh_from_db()
        assert article.headline == "渡口明日复航"

    def test_other_fields_and_other_paragraphs_are_merged(self, editor):
        first, second, third = "<p>甲段</p>", "<p>乙段</p>", "<p>丙段</p>"
        article = make_article(headline="渡口今日复航", body=first + second + third)
        typed = filled(article, kicker="今晨六时", body=f"<p>甲段改</p>{second}{third}")
        article.headline, article.body = "渡口昨日复航", f"{first}{second}<p>丙段改</p>"
        article.save(by=make_user("other", "责任编辑"))
        response = editor.post(change(article), typed, follow=True)
        article.refresh_from_db()
        assert (article.kicker, article.headline) == ("今晨六时", "渡口昨日复航")
        assert article.body == f"<p>甲段改</p>{second}<p>丙段改</p>"
        assert "与 other 刚保存的内容合并" in response.text

    def test_the_same_paragraph_is_not_merged_and_nothing_is_saved(self, editor):
        article = make_article(body="<p>甲段</p><p>乙段</p>")
        typed = filled(article, kicker="今晨六时", body="<p>甲段我改</p><p>乙段</p>")
        article.body = "<p>甲段他改</p><p>乙段</p>"
        article.save()
        form = editor.post(change(article), typed).context["adminform"].form
        assert form["body"].newer["text"] == "甲段他改\n乙段"
        assert form["body"].value() == "<p>甲段我改</p><p>乙段</p>"
        article.refresh_from_db()
        assert (article.kicker, article.body) == ("", "<p>甲段他改</p><p>乙段</p>")

    def test_what_the_record_cannot_tell_is_not_merged(self, editor):
        article = make_article(headline="渡口今日复航")
        typed = filled(article, kicker="今晨六时", version=0)
        response = editor.post(change(article), typed)
        assert response.status_code == 200
        article.refresh_from_db()
        assert article.kicker == ""

    def test_a_form_without_a_version_is_refused(self, editor):
        article = make_article(headline="旧")
        typed = filled(article, headline="新")
        del typed["version"]
        assert editor.post(change(article), typed).status_code == 200
        article.refresh_from_db()
        assert article.headline == "旧"

    def test_a_photo_somebody_else_changed_is_not_overwritten(self, editor):
        photo = make_photo(make_article(), caption="旧图说")
        typed = filled(photo.article)
        photo.caption = "别人的图说"
        photo.save()
        mine = typed | {"photos-0-caption": "我的图说"}
        assert editor.post(change(photo.article), mine).status_code == 200
        photo.refresh_from_db()
        assert photo.caption == "别人的图说"
        assert editor.post(change(photo.article), typed).status_code == 302
        photo.refresh_from_db()
        assert photo.caption == "别人的图说"


class TestParts:
    def test_credits_are_stamped_and_shown_at_once(self, editor):
        article = make_article()
        person = make_contributor(article.newspaper)
        typed = filled(article) | {
            "credits-TOTAL_FORMS": 1,
            "credits-0-contributor": person.pk,
            "credits-0-role": "reporter",
            "credits-0-position": 0,
        }
        assert editor.post(change(article), typed).status_code == 302
        article.refresh_from_db()
        assert article.prepared["credits"][0]["name"] == "郑朗"
        assert EditorialEvent.objects.about(article.credits.get()).get().by_name == "责任编辑"

    def test_the_same_credit_twice_is_refused(self, editor):
        credit = make_credit(make_article())
        typed = filled(credit.article) | {
            "credits-TOTAL_FORMS": 2,
            "credits-1-contributor": credit.contributor_id,
            "credits-1-role": credit.role,
            "credits-1-position": 1,
        }
        assert editor.post(change(credit.article), typed).status_code == 200
        assert credit.article.credits.count() == 1

    def test_a_new_photo_belongs_to_the_newspaper_of_its_article(self, editor):
        article = make_article()
        typed = filled(article) | {
            "photos-TOTAL_FORMS": 1,
            "photos-0-image": picture_file(),
            "photos-0-caption": "图为渡口。",
            "photos-0-position": 0,
        }
        assert editor.post(change(article), typed).status_code == 302
        photo = article.photos.get()
        assert photo.newspaper == article.newspaper
        article.refresh_from_db()
        assert article.prepared["photos"][0]["caption"] == "图为渡口。"

    def test_a_photo_taken_off_goes_back_to_the_pool(self, editor):
        photo = make_photo(make_article())
        typed = filled(photo.article) | {"photos-0-DELETE": "on"}
        assert editor.post(change(photo.article), typed).status_code == 302
        article = photo.article
        photo.refresh_from_db()
        article.refresh_from_db()
        assert photo.article is None
        assert article.prepared["photos"] == []

    @pytest.mark.parametrize("typed", [{"photos-0-DELETE": "on"}, {"photos-0-image": picture_file}])
    def test_a_photo_that_the_text_shows_stays(self, editor, typed):
        photo = make_photo(make_article())
        article = photo.article
        article.body += f'<figure><img src="{photo.src}"></figure>'
        article.save()
        typed = {name: value() if callable(value) else value for name, value in typed.items()}
        assert editor.post(change(article), filled(article) | typed).status_code == 200
        assert article.photos.get().renditions == photo.renditions

    def test_photos_that_have_come_are_offered_for_the_text(self, editor):
        photo = make_photo(make_article())
        make_photo(photo.article, image="")
        form = editor.get(change(photo.article)).context["adminform"].form
        assert [offered["id"] for offered in form.fields["body"].widget.photos] == [photo.pk]

    def test_a_column_of_another_newspaper_is_refused(self, editor):
        article = make_article()
        foreign = make_column(make_newspaper("other", "他报"))
        response = editor.post(change(article), filled(article, column=foreign.pk))
        assert response.status_code == 200
        assert "column" in response.context["adminform"].form.errors


class TestNewArticle:
    def add(self, client, **typed):
        empty = {f"{p}-{n}_FORMS": 0 for p in ("credits", "photos") for n in ("TOTAL", "INITIAL")}
        return client.post(reverse("admin:articles_article_add"), empty | typed)

    def test_the_form_of_a_page_brings_issue_and_newspaper(self, editor):
        page = make_page()
        add = reverse("admin:articles_article_add")
        form = editor.get(add, {"page": page.pk}).context["adminform"].form
        assert form.initial["issue"] == page.issue_id
        assert form.initial["newspaper"] == page.issue.newspaper_id

    def test_an_article_without_a_page_waits_in_the_pool(self, editor):
        paper = make_newspaper()
        self.add(editor, newspaper=paper.pk, headline="新稿", body="<p>一</p>")
        assert Article.objects.in_pool().get().headline == "新稿"

    def test_a_page_of_another_issue_is_refused(self, editor):
        page = make_page()
        other = make_page(
            make_published_issue(date=datetime.date(2026, 3, 5)), label="A09", number=9
        )
        paper = page.issue.newspaper
        response = self.add(
            editor, newspaper=paper.pk, headline="新稿", issue=page.issue_id, page=other.pk
        )
        assert response.status_code == 200
        assert not Article.objects.filter(headline="新稿").exists()


class TestVerbs:
    def test_place_puts_a_pool_article_last_on_a_page(self, editor):
        page = make_article(position=1).page
        article = make_article(None, issue=None)
        response = editor.post(reverse("admin:place", args=[article.pk]), {"page": page.pk})
        assert response.url == change(article)
        article.refresh_from_db()
        assert (article.page, article.issue, article.position) == (page, page.issue, 2)

    def test_place_offers_no_published_issue(self, editor):
        page = make_published_issue().pages.get()
        article = make_article(None, issue=None)
        response = editor.post(reverse("admin:place", args=[article.pk]), {"page": page.pk})
        assert response.status_code == 400

    def test_a_published_article_stays_where_it_was_printed(self, editor):
        article = make_published_issue().articles.get()
        response = editor.post(reverse("admin:place", args=[article.pk]), {})
        assert response.status_code == 400
        article.refresh_from_db()
        assert article.page

    def test_articles_return_to_the_pool_by_action(self, editor):
        article = make_article()
        published = make_published_issue(date=datetime.date(2026, 3, 9)).articles.get()
        chosen = {"action": "return_to_pool", "_selected_action": [article.pk, published.pk]}
        editor.post(reverse("admin:articles_article_changelist"), chosen)
        assert Article.objects.in_pool().get() == article

    def test_an_article_is_never_deleted(self, chief):
        article = make_article()
        delete = reverse("admin:articles_article_delete", args=[article.pk])
        assert chief.post(delete, {"post": "yes"}).status_code == 403

    def test_a_section_head_withdraws_with_a_reason_and_restores(self, head):
        article = make_published_issue().articles.get()
        address = reverse("admin:withdraw-article", args=[article.pk])
        assert head.post(address, {"reason": ""}).status_code == 400
        assert head.post(address, {"reason": "失实"}).url == change(article)
        assert not Article.objects.published().exists()
        head.post(reverse("admin:restore", args=[article.pk]))
        assert Article.objects.published().get() == article

    def test_release_outside_an_issue(self, head):
        article = make_article(None, issue=None)
        head.post(reverse("admin:release", args=[article.pk]))
        assert Article.objects.published().get() == article

    @pytest.mark.parametrize("name", ["withdraw-article", "restore", "release"])
    def test_an_editor_may_not(self, editor, name):
        article = make_published_issue().articles.get()
        assert editor.post(reverse(f"admin:{name}", args=[article.pk])).status_code == 403


def test_the_newspaper_is_changed_by_the_chief_editor_only(head):
    paper = make_newspaper()
    assert head.get(change(paper)).status_code == 200
    assert head.post(change(paper), {"name": "他报", "version": paper.version}).status_code == 403
