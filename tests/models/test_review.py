"""Three reviews by three people: who may, what each verdict does, and what a change undoes."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import (
    Article,
    Assignment,
    EditorialEvent,
    Issue,
    Newspaper,
    NotAllowed,
    NotReady,
    Stale,
)
from tests.factories import (
    make_article,
    make_contributor,
    make_credit,
    make_newspaper,
    make_page,
    make_photo,
    make_section,
    make_user,
    sign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    """A reader for each level, and one more for the first."""
    groups = {"ye": "责任编辑", "tang": "责任编辑", "cui": "部主任", "he": "总编辑"}
    for name, group in groups.items():
        make_user(name, group)
    return {name: User.objects.get(username=name) for name in groups}


@pytest.fixture
def article():
    return make_article(status="draft", headline="渡口昨日复航")


def reviewed(article, room, *names):
    """Handed in, and passed by these people in order."""
    article.submit(by=room["ye"])
    for name in names:
        article.pass_review(by=room[name])
    return article


class TestWay:
    def test_three_people_approve_it(self, article, room):
        reviewed(article, room, "ye", "cui", "he")
        assert Article.objects.get().status == "approved"
        said = [(r.level, r.reviewer.username, r.verdict) for r in article.reviews.all()]
        assert said == [("first", "ye", "use"), ("second", "cui", "use"), ("final", "he", "use")]
        assert all(review.is_of_this_text for review in article.reviews.all())
        verbs = EditorialEvent.objects.about(article).values_list("verb", flat=True)
        assert [*verbs][:4] == ["reviewed", "reviewed", "reviewed", "submitted"]

    @pytest.mark.parametrize(
        ("count", "levels"), [(1, ["final"]), (2, ["first", "final"]), (3, 3 * [None])]
    )
    def test_a_newspaper_says_how_many(self, room, count, levels):
        paper = make_newspaper("xiao", "小报", review_levels=count)
        article = make_article(None, issue=None, newspaper=paper, status="draft")
        reviewed(article, room, *{1: ["he"], 2: ["ye", "he"], 3: ["ye", "cui", "he"]}[count])
        assert article.status == "approved"
        if None not in levels:
            assert [review.level for review in article.reviews.all()] == levels

    def test_a_newspaper_has_one_to_three(self):
        with pytest.raises(ValidationError) as refusal:
            Newspaper(slug="da", name="大报", review_levels=4).full_clean()
        assert "review_levels" in refusal.value.message_dict

    def test_a_level_given_up_meanwhile_is_passed_over(self, article, room):
        reviewed(article, room, "ye")
        paper = article.newspaper
        paper.review_levels = 2
        paper.save()
        article = Article.objects.get()
        assert article.level == "final"
        article.pass_review(by=room["he"])
        assert article.status == "approved"

    def test_returned_it_begins_anew(self, article, room):
        reviewed(article, room, "ye").return_to_author(by=room["cui"], opinion="标题太长")
        assert article.status == "draft"
        assert article.reviews.last().opinion == "标题太长"
        reviewed(article, room, "ye", "cui", "he")
        assert article.status == "approved"

    def test_held_over_and_turned_down_it_can_be_taken_up_again(self, article, room):
        for verb in (article.hold, article.reject):
            article.submit(by=room["ye"])
            verb(by=room["ye"], opinion="改日再用")
            assert article.status in {"held", "rejected"}
            article.reopen(by=room["ye"])
            assert article.status == "draft"


class TestRefused:
    @pytest.mark.parametrize("verb", ["return_to_author", "reject"])
    def test_a_no_without_a_reason(self, article, room, verb):
        article.submit(by=room["ye"])
        with pytest.raises(NotAllowed, match="请说明"):
            getattr(article, verb)(by=room["ye"], opinion=" ")
        assert Article.objects.get().status == "first"

    def test_without_the_duty(self, article, room):
        article.submit(by=room["ye"])
        with pytest.raises(NotAllowed, match="一审不在您的职责内"):
            article.pass_review(by=room["he"])

    def test_of_ones_own_copy(self, article, room):
        article.author = room["tang"]
        article.save()
        article.submit(by=room["tang"])
        with pytest.raises(NotAllowed, match="自己的稿件"):
            article.pass_review(by=room["tang"])

    def test_of_copy_one_has_signed(self, article, room):
        make_credit(article, make_contributor(article.newspaper, user=room["tang"]))
        article.refresh_from_db()
        article.submit(by=room["ye"])
        with pytest.raises(NotAllowed, match="自己的稿件"):
            article.pass_review(by=room["tang"])

    def test_by_who_did_another_level(self, article, room):
        admin = User.objects.create_superuser("admin")
        article.submit(by=room["ye"])
        article.pass_review(by=admin)
        with pytest.raises(NotAllowed, match="另一"):
            article.pass_review(by=admin)

    def test_outside_ones_assignment(self, article, room):
        other = make_newspaper("lin", "邻报")
        Assignment.objects.create(user=room["tang"], newspaper=other)
        article.submit(by=room["ye"])
        with pytest.raises(NotAllowed, match="未分派"):
            article.pass_review(by=room["tang"])
        section = make_section(article.newspaper)
        Assignment.objects.create(user=room["tang"], newspaper=article.newspaper, section=section)
        assert article.why_not_reviewed_by(room["tang"])
        article.section = section
        article.save()
        article.pass_review(by=room["tang"])

    @pytest.mark.parametrize("fields", [{"headline": ""}, {"body": ""}])
    def test_handing_in_what_is_not_written(self, room, fields):
        article = make_article(status="draft", **fields)
        with pytest.raises(NotAllowed):
            article.submit(by=room["ye"])

    def test_from_an_old_copy(self, article, room):
        old = Article.objects.get()
        article.submit(by=room["ye"])
        with pytest.raises(Stale):
            old.submit(by=room["ye"])
        read = Article.objects.get()
        article.headline = "渡口今日复航"
        article.save()
        with pytest.raises(Stale):
            read.pass_review(by=room["ye"])
        assert not article.reviews.exists()

    def test_of_what_is_not_saved(self, article, room):
        article.submit(by=room["ye"])
        article.headline = "渡口今日复航"
        with pytest.raises(NotAllowed, match="先保存"):
            article.pass_review(by=room["ye"])
        assert Article.objects.get().headline == "渡口昨日复航"

    def test_answers_for_the_captions_of_this_moment(self, article, room):
        photo = make_photo(article)
        article.refresh_from_db()
        reviewed(article, room, "ye", "cui")
        photo.caption = "图为夜里的渡口。"
        photo.save(by=room["tang"])
        article.pass_review(by=room["he"])
        assert Article.objects.get().reviews.last().is_of_this_text


class TestChange:
    def test_of_the_text_goes_back_to_the_last_review(self, article, room):
        reviewed(article, room, "ye", "cui", "he")
        article.headline = "渡口今日复航"
        article.save(by=room["ye"])
        article = Article.objects.get()
        assert article.status == "final"
        assert not article.reviews.last().is_of_this_text
        event = EditorialEvent.objects.about(article).first()
        assert event.changes["status"] == ["approved", "final"]
        article.pass_review(by=room["he"])
        assert article.status == "approved"

    def test_of_nothing_that_is_read_changes_nothing(self, article, room):
        reviewed(article, room, "ye", "cui", "he")
        article.position = 7
        article.body += "\n"
        article.save(by=room["ye"])
        assert Article.objects.get().status == "approved"

    def test_of_a_caption_goes_back_too(self, article, room):
        photo = make_photo(article)
        article.refresh_from_db()
        reviewed(article, room, "ye", "cui", "he")
        photo.caption = "图为夜里的渡口。"
        photo.save(by=room["ye"])
        assert Article.objects.get().status == "final"

    def test_taking_a_photo_off_goes_back_too(self, article, room):
        photo = make_photo(article)
        article.refresh_from_db()
        reviewed(article, room, "ye", "cui", "he")
        photo.return_to_pool(by=room["ye"])
        assert Article.objects.get().status == "final"


def test_an_issue_waits_for_all_reviews(article, room):
    issue = article.issue
    with pytest.raises(NotReady) as refusal:
        issue.publish(by=room["he"])
    assert any("渡口昨日复航" in problem for problem in refusal.value.problems)
    reviewed(article, room, "ye", "cui", "he")
    sign(issue).publish(by=room["he"])


def test_an_issue_of_the_archive_was_reviewed_on_paper(article):
    article.issue.publish(by=None, is_archive=True)
    assert Article.objects.get().status == "approved"


def test_what_waits_for_somebody(article, room):
    article.submit(by=room["ye"])
    waiting = {name: [*Article.objects.waiting_for(user)] for name, user in room.items()}
    assert waiting == {"ye": [article], "tang": [article], "cui": [], "he": []}


VERBS = "submit pass_review return_to_author hold reject reopen change release".split()
PEOPLE = ["ye", "tang", "cui", "he", "admin"]


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(acts=st.lists(st.tuples(st.sampled_from(VERBS), st.sampled_from(PEOPLE)), max_size=14))
def test_nothing_is_approved_without_three_people(room, acts):
    room.setdefault("admin", User.objects.filter(is_superuser=True).first())
    room["admin"] = room["admin"] or User.objects.create_superuser("admin")
    article = make_article(make_page_once(), status="draft")
    for at, (verb, name) in enumerate(acts):
        article = Article.objects.get(pk=article.pk)
        try:
            do(article, verb, room[name], at)
        except NotAllowed:
            continue
    article = Article.objects.get(pk=article.pk)
    mine = Article.objects.filter(pk=article.pk)
    for user in room.values():
        assert mine.waiting_for(user).exists() is (article.why_not_reviewed_by(user) == "")
    if article.status == "approved" or article.is_public:
        uses = [review for review in article.reviews.all() if review.verdict == "use"]
        assert len({review.reviewer_id for review in uses}) >= 3
        assert {review.level for review in uses} == {"first", "second", "final"}
        assert article.reviews.last().is_of_this_text


def do(article, verb, by, at):
    if verb == "change":
        article.headline = f"改了{at}次"
        article.save(by=by)
    elif verb in {"return_to_author", "reject"}:
        getattr(article, verb)(by=by, opinion="不行")
    else:
        getattr(article, verb)(by=by)


def make_page_once():
    return Issue.objects.first().pages.first() if Issue.objects.exists() else make_page()
