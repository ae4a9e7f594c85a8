"""Who may do what to an article: every role, verb, state, in the own and in another section.

Done is what leaves an EditorialEvent; everything is asked through the editors' screens.
"""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from articles.models import Article, Assignment, EditorialEvent
from tests.factories import make_article, make_issue, make_page, make_section, make_user, publish

pytestmark = pytest.mark.django_db

ROLES = ("anonymous", "记者", "责任编辑", "部主任", "总编辑", "校对", "版面编辑", "管理员")
BEFORE = ("draft", "first", "second", "final", "approved", "held", "rejected", "pool")
REOPENED = ("first", "second", "final", "held", "rejected")
STATES = (*BEFORE, "public", "withdrawn")
FORMS = {
    f"{part}-{count}_FORMS": number
    for part in ("credits", "photos")
    for count, number in (("TOTAL", 0), ("INITIAL", 0), ("MIN_NUM", 0), ("MAX_NUM", 1000))
}


def form(article, **pressed):
    """What the article's form sends, with the button that was pressed."""
    text = {"headline": article.headline, "body": article.body, "section": article.section_id}
    return "articles_article_change", FORMS | text | {"version": article.version, **pressed}


VERBS = {
    "change": lambda article: form(article, headline="渡口今日复航"),
    "submit": lambda article: form(article, review="submit"),
    "use": lambda article: form(article, review="use"),
    "revise": lambda article: form(article, review="revise", opinion="请核对。"),
    "hold": lambda article: form(article, review="hold"),
    "reject": lambda article: form(article, review="reject", opinion="不用。"),
    "reopen": lambda article: form(article, review="reopen"),
    "correct": lambda article: form(
        article, headline="渡口今日复航", kind="correction", note="标题有误。"
    ),
    "release": lambda article: ("release", {}),
    "withdraw": lambda article: ("withdraw-article", {"reason": "失实。"}),
    "restore": lambda article: ("restore", {}),
}


WRITERS = {"记者", "责任编辑", "部主任", "总编辑", "校对", "版面编辑"}
HEADS = {"部主任", "总编辑"}
CHANGED = dict.fromkeys([*BEFORE, "withdrawn"], WRITERS)
REVIEWED = {"first": {"责任编辑"}, "second": {"部主任"}, "final": {"总编辑"}}
# {verb: ({state: who does it in their own section}, {the same in another one})}
TABLE = {
    "change": (CHANGED, CHANGED),
    "correct": (CHANGED | {"public": HEADS}, CHANGED),
    "submit": ({"draft": WRITERS}, {"draft": WRITERS}),
    **dict.fromkeys(("use", "revise", "hold", "reject"), (REVIEWED, {})),
    "reopen": (dict.fromkeys(REOPENED, WRITERS), dict.fromkeys(REOPENED, WRITERS)),
    "release": ({"pool": HEADS}, {}),
    "withdraw": ({"public": HEADS}, {}),
    "restore": ({"withdrawn": HEADS}, {}),
}


@pytest.fixture
def clients(db):
    newspaper = make_section().newspaper
    own = newspaper.sections.get()
    clients = {"anonymous": Client()}
    for role in ROLES[1:]:
        user = make_user(role, role)
        Assignment.objects.create(user=user, newspaper=newspaper, section=own)
        clients[role] = Client()
        clients[role].force_login(user)
    return clients


@pytest.fixture
def articles(clients):
    """{(section, state): the article's id}, in issues of their own."""
    own = Assignment.objects.first().section
    other = make_section(own.newspaper, "sports", "体育")
    made = {}
    for place, section in (("own", own), ("other", other)):
        for number, state in enumerate(STATES):
            is_out = state in {"public", "withdrawn"}
            day = date(2026, 3 if place == "own" else 4, number + 1)
            page = make_page(make_issue(own.newspaper, date=day))
            status = "approved" if is_out or state == "pool" else state
            article = make_article(
                page, section=section, status=status, released=False, headline="渡口复航"
            )
            made[place, state] = article.pk
            if state == "pool":
                article.place(None, by=None)
            if is_out:
                publish(page.issue)
            if state == "withdrawn":
                Article.objects.get(pk=article.pk).withdraw(by=None, reason="失实。")
    return made


def is_done(client, verb, pk):
    """Whether it leaves an event; everything is as before afterwards."""
    article = Article.objects.get(pk=pk)
    screen, sent = VERBS[verb](article)
    with transaction.atomic():
        before = EditorialEvent.objects.count()
        sent = {name: value for name, value in sent.items() if value is not None}
        client.post(reverse(f"admin:{screen}", args=[pk]), sent)
        done = EditorialEvent.objects.count() > before
        transaction.set_rollback(True)
    return done


def test_every_verb_has_a_row():
    assert VERBS.keys() == TABLE.keys()


@pytest.mark.parametrize("verb", VERBS)
def test_every_role_in_every_state_in_the_own_and_another_section(verb, clients, articles):
    done = {"own": {}, "other": {}}
    for (place, state), pk in articles.items():
        if found := {role for role, client in clients.items() if is_done(client, verb, pk)}:
            done[place][state] = found
    assert (done["own"], done["other"]) == TABLE[verb]
