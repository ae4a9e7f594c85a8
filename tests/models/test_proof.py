"""Three proofs by three people, and a sign-off that holds for what was signed and nothing else."""

import datetime

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Assignment, Issue, NotAllowed, Page, PageCredit
from articles.models.proof import hash_of
from tests.factories import (
    DAY,
    UPPER,
    make_article,
    make_contributor,
    make_credit,
    make_issue,
    make_newspaper,
    make_page,
    make_photo,
    make_user,
    make_zone,
    sign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_article(headline="渡口昨日复航").page


def fresh(page):
    return Page.objects.get(pk=page.pk)


def signed(page):
    sign(page.issue)
    return fresh(page)


class TestProof:
    def test_each_round_is_read_by_another_person(self, page):
        first, second = make_user("lu", "校对"), make_user("yin", "校对")
        assert str(page.proof(by=first, note="“航”误作“杭”")) == "一校"
        with pytest.raises(NotAllowed, match="另一校次"):
            page.proof(by=first)
        assert str(page.proof(by=second)) == "二校"
        assert [(p.round, p.reader.username) for p in page.proofs.all()] == [(1, "lu"), (2, "yin")]

    def test_who_has_not_the_duty_reads_none(self, page):
        with pytest.raises(NotAllowed, match="职责"):
            page.proof(by=make_user("zheng", "记者"))

    def test_of_another_newspaper_one_reads_none(self, page):
        reader = make_user("lu", "校对")
        Assignment.objects.create(user=reader, newspaper=make_newspaper("lin", "邻报"))
        with pytest.raises(NotAllowed, match="未分派"):
            page.proof(by=reader)


class TestSignOff:
    def test_it_waits_for_every_proof_and_every_review(self, page):
        chief = make_user("he", "总编辑")
        with pytest.raises(NotAllowed, match="还差3个校次"):
            page.sign_off(by=chief, seen=hash_of(page.content()))
        paper = page.issue.newspaper
        paper.proof_rounds = 1
        paper.save()
        page = fresh(page)
        page.proof(by=make_user("lu", "校对"))
        draft = make_article(page, status="draft")
        with pytest.raises(NotAllowed, match="尚未审定"):
            page.sign_off(by=chief, seen=hash_of(page.content()))
        draft.place(None, by=None)
        assert page.sign_off(by=chief, seen=hash_of(page.content())) == page.valid_sign_off()

    def test_what_was_not_looked_at_is_not_signed(self, page):
        seen = hash_of(page.content())
        signed(page)
        make_credit(page.articles.get())
        with pytest.raises(NotAllowed, match="又有改动"):
            page.sign_off(by=make_user("he", "总编辑"), seen=seen)

    def test_who_has_not_the_duty_signs_nothing(self, page):
        with pytest.raises(NotAllowed, match="职责"):
            page.sign_off(by=make_user("lu", "校对"), seen="")


def change_headline(page):
    article = page.articles.get()
    article.headline = "渡口复航"
    article.save()


def change_column(page):
    paper = page.issue.newspaper
    column = paper.columns.create(slug="chao", name="潮声")
    article = page.articles.get()
    article.column = column
    article.save()


def rename_column(page):
    column = page.issue.newspaper.columns.get(slug="old")
    column.name = "新栏目"
    column.save()


def change_furniture(page):
    page.furniture = [{"kind": "notice", "text": "停水通知"}]
    page.save()


CHANGES = {
    "a word": change_headline,
    "a name": lambda page: make_credit(page.articles.get()),
    "a renamed person": lambda page: rename(page.issue.newspaper.contributors.get(name="老名")),
    "a photo": lambda page: make_photo(page.articles.get()),
    "a column": change_column,
    "a renamed column": rename_column,
    "a zone": lambda page: make_zone(page, points=UPPER),
    "a responsible editor": lambda page: PageCredit(page=page, role="责编", person="周听澜").save(),
    "an article more": make_article,
    "an article less": lambda page: page.articles.get().place(None, by=None),
    "furniture": change_furniture,
    "its day": lambda page: move_issue(page.issue),
}


def rename(person):
    person.name = "新名"
    person.save()


def move_issue(issue):
    issue.number = 99
    issue.save()


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_of_the_page_voids_it(page, what):
    article = page.articles.get()
    article.column = page.issue.newspaper.columns.create(slug="old", name="旧栏目")
    article.save()
    make_credit(article, make_contributor(name="老名"), role="photographer")
    page = signed(page)
    assert page.valid_sign_off()
    CHANGES[what](fresh(page))
    assert not fresh(page).valid_sign_off()
    assert any("须重新签发" in problem for problem in page.issue.publication_problems())


def test_it_holds_for_what_was_signed_when_the_page_is_put_back(page):
    page = signed(page)
    change_headline(page)
    article = Article.objects.get()
    article.headline = "渡口昨日复航"
    article.save()
    assert fresh(page).valid_sign_off()


def test_it_tells_what_has_changed_since(page):
    page = signed(page)
    change_headline(page)
    article = Article.objects.get()
    changes = page.sign_offs.get().changes(fresh(page).content())
    assert (str(article.pk), "headline", "渡口昨日复航", "渡口复航") in changes
    article.place(None, by=None)
    gone = page.sign_offs.get().changes(fresh(page).content())
    assert (str(article.pk), "headline", "渡口昨日复航", "") in gone


ACTS = ["change", "photo", "review", "proof", "sign", "publish", "withdraw"]
PEOPLE = {"ye": "责任编辑", "cui": "部主任", "he": "总编辑", "lu": "校对", "yin": "校对"}


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from([*PEOPLE])), max_size=16))
def test_nothing_is_published_unread_or_unsigned(acts):
    """Whoever does what in whichever order, on pages that are ready and pages that are not."""
    people = {name: room(name, group) for name, group in PEOPLE.items()}
    day = DAY + datetime.timedelta(days=Issue.objects.count())
    page = make_page(make_issue(date=day))
    article = make_article(page, status="draft")
    way_there = [("submit", "ye"), *(("review", n) for n in ("ye", "cui", "he"))]
    way_there += [("proof", "lu"), ("proof", "yin"), ("proof", "ye"), ("sign", "he")]
    for at, (act, name) in enumerate([*way_there, *acts]):
        try:
            do(act, Article.objects.get(pk=article.pk), people[name], at)
        except NotAllowed:
            continue
        if act == "publish":
            uses = article.reviews.filter(verdict="use").values_list("reviewer", flat=True)
            assert len(set(uses)) >= 3
            assert Article.objects.get(pk=article.pk).reviews.last().is_of_this_text
            assert fresh(page).valid_sign_off()


def room(name, group):
    return User.objects.filter(username=name).first() or make_user(name, group)


DOING = {
    "photo": lambda article, by: make_photo(article, credit="尹小楷 摄"),
    "submit": lambda article, by: article.submit(by=by),
    "review": lambda article, by: article.pass_review(by=by),
    "proof": lambda article, by: article.page.proof(by=by),
    "sign": lambda article, by: article.page.sign_off(by=by, seen=hash_of(article.page.content())),
    "publish": lambda article, by: article.issue.publish(by=by),
    "withdraw": lambda article, by: article.issue.withdraw(by=by, reason="有误"),
}


def do(act, article, by, at):
    if act in DOING:
        return DOING[act](article, by)
    article.headline = f"改了{at}次"
    return article.save(by=by)
