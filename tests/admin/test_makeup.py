"""The make-up desk: what its buttons do to the page, and what they must not do."""

import re

import pytest
from django.urls import reverse

from articles.importers.facsimile import changes
from articles.importers.facsimile.records import Reading
from articles.models import Article, EditorialEvent, ImportProblem, ImportRun, MakeUp, Verb
from tests.factories import make_article, make_page, make_zone, picture_file, publish
from tests.press import CAPTION, HEADLINES, MARKET

LEAD_HEAD, MARKET_HEAD, BIRDS_HEAD = HEADLINES["A01"]


@pytest.fixture
def page(press_page):
    """Without anything left to look at."""
    make_up = made(press_page)
    for one in make_up.reading["blocks"]:
        one.update(confidence=1.0, doubts=[])
    make_up.save()
    return press_page


def made(page):
    return MakeUp.objects.get(page=page)


def reading(page):
    return Reading.from_json(made(page).reading)


def story(page, headline):
    return next(
        int(number)
        for number, pk in made(page).articles.items()
        if page.articles.get(headline=headline).pk == pk
    )


def block(page, headline, role="text", at=0):
    return [b for b in reading(page).stories()[story(page, headline)] if b.role == role][at].id


def look(client, page, **query):
    return client.get(reverse("admin:make-up", args=[page.pk]), query)


def act(client, page, verb, **sent):
    sent = {"act": verb, "version": made(page).version} | sent
    return client.post(reverse("admin:make-up", args=[page.pk]), sent, follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def doubtful(page, number):
    """The page as if its reading had not been sure of a block, and of another knew nothing."""
    make_up = made(page)
    for one in make_up.reading["blocks"]:
        if one["id"] == number:
            one.update(confidence=0.4, doubts=["unsure-link"])
    make_up.waiting = 1
    make_up.save()


class TestWhatIsShown:
    def test_every_story_with_its_article_and_every_block_of_the_page(self, editor, page):
        html = look(editor, page).content.decode()
        assert all(f"block-{one.id}" in html for one in reading(page).blocks)
        for article in page.articles.all():
            assert reverse("admin:articles_article_change", args=[article.pk]) in html

    def test_the_first_question_is_answered_by_enter(self, editor, page):
        doubtful(page, block(page, MARKET_HEAD))
        html = look(editor, page).content.decode()
        [focused] = re.findall(r"<(?:button|input)[^>]* autofocus[^>]*>", html)
        assert f'value="accept {block(page, MARKET_HEAD)}"' in focused

    def test_who_comes_back_to_a_block_is_at_that_block(self, editor, page):
        doubtful(page, block(page, MARKET_HEAD))
        html = look(editor, page, at=block(page, BIRDS_HEAD)).content.decode()
        [focused] = re.findall(r"<(?:button|input)[^>]* autofocus[^>]*>", html)
        assert f'value="{block(page, BIRDS_HEAD)}"' in focused

    def test_it_costs_the_same_however_much_stands_on_the_page(
        self, editor, page, django_assert_num_queries
    ):
        with django_assert_num_queries(9):
            look(editor, page)
        act(editor, page, f"split {block(page, MARKET_HEAD)}")
        with django_assert_num_queries(9):
            look(editor, page)

    def test_a_page_without_text_says_what_can_be_done(self, editor, page):
        other = make_page(page.issue, label="A09", number=9, image=picture_file("page.png"))
        MakeUp.objects.create(page=other)
        assert "图片上的文字" in look(editor, other).content.decode()
        assert act(editor, other, "split 1").status_code == 200

    def test_a_page_that_was_never_read_has_no_desk(self, editor, page):
        assert look(editor, make_page(page.issue, label="A09", number=9)).status_code == 404

    def test_the_board_and_the_page_lead_there(self, editor, page):
        doubtful(page, block(page, MARKET_HEAD))
        address = reverse("admin:make-up", args=[page.pk])
        board = editor.get(reverse("admin:articles_issue_change", args=[page.issue_id]))
        form = editor.get(reverse("admin:articles_page_change", args=[page.pk]))
        assert address in board.content.decode()
        assert "1 处待看" in board.content.decode()
        assert address in form.content.decode()


class TestActs:
    def test_stories_are_merged(self, editor, page):
        market, birds = story(page, MARKET_HEAD), story(page, BIRDS_HEAD)
        article = page.articles.get(headline=MARKET_HEAD)
        answer = act(editor, page, f"merge {birds}", **{f"into-{birds}": market})
        assert said(answer) == ["已合并。"]
        article.refresh_from_db()
        assert MARKET[0][:20] in article.body
        assert "一百四十二只" in article.body
        assert article.photos.get().caption == CAPTION
        assert page.articles.count() == 2

    def test_a_story_is_split(self, editor, page):
        act(editor, page, f"split {block(page, MARKET_HEAD)}")
        assert page.articles.count() == 4

    def test_chosen_blocks_move_to_another_story(self, editor, page):
        moving, birds = block(page, MARKET_HEAD), story(page, BIRDS_HEAD)
        act(editor, page, "move", block=[moving], story=birds)
        assert MARKET[0][:20] in page.articles.get(headline=BIRDS_HEAD).body

    def test_the_reading_order_is_changed(self, editor, page):
        first = block(page, LEAD_HEAD)
        before = page.articles.get(headline=LEAD_HEAD).body
        act(editor, page, f"down {first}")
        assert page.articles.get(headline=LEAD_HEAD).body != before
        act(editor, page, f"up {first}")
        assert page.articles.get(headline=LEAD_HEAD).body == before

    @pytest.mark.parametrize(
        ("role", "field"),
        [("headline", "headline"), ("kicker", "kicker"), ("subheadline", "subheadline")],
    )
    def test_a_printed_line_is_given_its_part(self, role, field, editor, page):
        article = page.articles.get(headline=MARKET_HEAD)
        act(editor, page, f"role {role}", block=block(page, MARKET_HEAD, "byline"))
        article.refresh_from_db()
        assert "本报记者 方小满" in getattr(article, field)

    def test_a_caption_belongs_to_the_nearest_picture(self, editor, page):
        number = block(page, BIRDS_HEAD)
        act(editor, page, "role caption", block=number)
        one = next(one for one in reading(page).blocks if one.id == number)
        assert (one.role, one.figure) == ("caption", reading(page).figures[0].id)

    @pytest.mark.parametrize("kind", ["advert", "notice", "furniture", "unplaced"])
    def test_what_is_no_story_is_kept_apart(self, kind, editor, page):
        number = block(page, MARKET_HEAD)
        act(editor, page, f"apart {kind}", block=number)
        page.refresh_from_db()
        assert MARKET[0][:20] not in page.articles.get(headline=MARKET_HEAD).body
        kept = [one.role for one in reading(page).blocks if one.id == number]
        assert kept == [kind]
        assert made(page).waiting == (1 if kind == "unplaced" else 0)

    def test_a_question_is_answered_and_the_next_one_asked(self, editor, page):
        number = block(page, MARKET_HEAD)
        doubtful(page, number)
        act(editor, page, f"accept {number}")
        assert made(page).waiting == 0
        assert not changes.queue(reading(page))

    def test_all_the_rest_is_accepted_but_what_has_no_story(self, editor, page):
        doubtful(page, block(page, MARKET_HEAD))
        act(editor, page, "apart unplaced", block=block(page, BIRDS_HEAD))
        act(editor, page, "accept-rest")
        assert made(page).waiting == 1

    def test_unplaced_words_are_put_where_they_are_printed(self, editor, page):
        number, market = block(page, MARKET_HEAD), story(page, MARKET_HEAD)
        before = page.articles.get(headline=MARKET_HEAD).body
        act(editor, page, "apart unplaced", block=number)
        act(editor, page, f"place {number} {market}")
        assert page.articles.get(headline=MARKET_HEAD).body == before

    def test_a_jump_is_joined_and_undone(self, editor, page):
        lead = page.articles.get(headline=LEAD_HEAD)
        other = page.issue.articles.exclude(page=page).exclude(continues=lead).first()
        market = page.articles.get(headline=MARKET_HEAD)
        number = story(page, MARKET_HEAD)
        act(editor, page, f"join {number}", **{f"continues-{number}": other.pk})
        market.refresh_from_db()
        assert market.continues == other
        act(editor, page, "undo")
        market.refresh_from_db()
        assert market.continues is None
        act(editor, page, "redo")
        market.refresh_from_db()
        assert market.continues == other


class TestReadingOff:
    @pytest.fixture
    def scan(self, page):
        other = make_page(page.issue, label="A09", number=9, image=picture_file("page.png"))
        MakeUp.objects.create(page=other)
        return other

    def test_the_part_asked_for_waits_to_be_read(self, editor, scan):
        zone = make_zone(scan)
        act(editor, scan, "read-off", zone=zone.pk)
        [region] = made(scan).regions
        assert region["zone"] == zone.pk
        assert region["box"] == [zone.left, zone.top, zone.right, zone.bottom]
        assert "data-reading" in look(editor, scan).content.decode()

    def test_what_failed_is_told_until_it_is_put_aside(self, editor, scan):
        MakeUp.objects.update(regions=[{"box": [0, 0, 1, 1], "by": 1, "error": "ocr-failed"}])
        assert "不再提示" in look(editor, scan).content.decode()
        act(editor, scan, "forget")
        assert made(scan).regions == []

    def test_a_published_page_is_not_read(self, editor, page, scan):
        zone = make_zone(scan)
        make_article(scan)
        publish(scan.issue)
        assert said(act(editor, scan, "read-off", zone=zone.pk)) == [
            "本期已经出版，请逐篇更正稿件。"
        ]
        assert made(scan).regions == []

    def test_the_zone_of_another_page_is_not_read(self, editor, page, scan):
        sent = {"act": "read-off", "version": made(scan).version, "zone": page.zones.first().pk}
        answer = editor.post(reverse("admin:make-up", args=[scan.pk]), sent)
        assert answer.status_code == 404
        assert made(scan).regions == []


class TestUndo:
    def test_every_act_is_undone_in_turn_and_redone(self, editor, page):
        was = sorted(page.articles.values_list("headline", "body"))
        act(editor, page, f"split {block(page, MARKET_HEAD)}")
        act(editor, page, "apart advert", block=block(page, BIRDS_HEAD))
        now = sorted(page.articles.values_list("headline", "body"))
        act(editor, page, "undo")
        act(editor, page, "undo")
        assert sorted(page.articles.values_list("headline", "body")) == was
        act(editor, page, "redo")
        act(editor, page, "redo")
        assert sorted(page.articles.values_list("headline", "body")) == now

    def test_a_new_act_ends_what_could_be_redone(self, editor, page):
        act(editor, page, f"split {block(page, MARKET_HEAD)}")
        act(editor, page, "undo")
        act(editor, page, f"split {block(page, MARKET_HEAD)}")
        assert said(act(editor, page, "redo")) == ["没有可以撤销或重做的操作。"]

    def test_an_article_in_the_pool_comes_back_with_what_its_editor_wrote(self, editor, page):
        market, birds = story(page, MARKET_HEAD), story(page, BIRDS_HEAD)
        article = page.articles.get(headline=BIRDS_HEAD)
        article.headline = "白鹭早到"
        article.save()
        act(editor, page, f"merge {birds}", **{f"into-{birds}": market})
        article.refresh_from_db()
        assert article.page is None
        act(editor, page, "undo")
        article.refresh_from_db()
        assert (article.page, article.headline) == (page, "白鹭早到")


class TestRefusals:
    def test_a_page_that_somebody_else_changed_is_left_as_it_is(self, editor, page):
        old = made(page).version
        act(editor, page, f"split {block(page, MARKET_HEAD)}")
        kept = made(page).reading
        answer = act(editor, page, f"split {block(page, BIRDS_HEAD)}", version=old)
        assert said(answer) == ["别人刚刚改过这一版。请看过再操作。"]
        assert made(page).reading == kept

    def test_a_published_issue_is_only_looked_at(self, editor, page):
        publish(page.issue)
        kept = made(page).reading
        number = block(page, MARKET_HEAD)
        assert 'name="act"' not in look(editor, page).content.decode()
        assert said(act(editor, page, f"split {number}")) == ["本期已经出版，请逐篇更正稿件。"]
        assert made(page).reading == kept

    @pytest.mark.parametrize(
        ("verb", "sentence"),
        [
            ("move", "请先选中文字块。"),
            ("role headline", "请先选中文字块。"),
            ("split 99999", "请先选中文字块。"),
            ("merge 99999", "请先选择稿件。"),
            ("undo", "没有可以撤销或重做的操作。"),
            ("accept-rest", "请先选中文字块。"),
        ],
    )
    def test_what_cannot_be_done_is_said_and_changes_nothing(self, verb, sentence, editor, page):
        kept = made(page).version
        assert said(act(editor, page, verb)) == [sentence]
        assert made(page).version == kept

    @pytest.mark.parametrize(
        "sent",
        [
            {"act": ""}, {"act": "explode 1"}, {"act": "split"}, {"act": "split x"},
            {"act": "move", "block": "x"}, {"act": "role"}, {"act": "up 1 2"},
            {"act": "split 1", "version": ""}, {"act": "place 1"}, {"act": "join 999"},
        ],
    )  # fmt: skip
    def test_what_no_button_sends_is_refused(self, sent, editor, page):
        kept = made(page).version
        sent = {"version": kept} | sent
        answer = editor.post(reverse("admin:make-up", args=[page.pk]), sent)
        assert answer.status_code == 400
        assert made(page).version == kept

    def test_what_enter_on_a_box_sends_changes_nothing(self, editor, page):
        kept = made(page).version
        assert said(act(editor, page, "stay", block=block(page, MARKET_HEAD))) == []
        assert made(page).version == kept

    def test_a_question_of_the_import_about_a_block_is_answered_on_the_desk(self, editor, page):
        number = block(page, MARKET_HEAD)
        question = ImportProblem.objects.create(
            run=ImportRun.objects.get(), issue=page.issue, page=page.label, needs_decision=True,
            code="unplaced-text", message="x", item=f"block {number}", text="牡蛎",
        )  # fmt: skip
        report = editor.get(reverse("admin:import-report", args=[question.run_id]))
        address = f"{reverse('admin:make-up', args=[page.pk])}?at={number}"
        assert address in report.content.decode()
        sent = {"act": "make-article"}
        editor.post(reverse("admin:decide", args=[question.pk]), sent)
        question.refresh_from_db()
        assert question.decided_at is None


def test_each_act_is_on_record_with_the_page(editor, page):
    act(editor, page, f"split {block(page, MARKET_HEAD)}")
    event = EditorialEvent.objects.about(page).get(verb=Verb.DECIDED)
    assert (event.note, event.by.username) == ("拼版台: 已拆分。", "责任编辑")
    assert Article.objects.filter(page=page).count() == 4
