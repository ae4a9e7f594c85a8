"""Every address with every role: what each may open. A new address without a row fails.

Only opening (GET) is walked here; what a POST may do is tested with its own desk or verb.
"""

import re
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from articles.models import (
    Article,
    Assignment,
    EditorialEvent,
    ImportProblem,
    ImportRun,
    LoginAttempt,
    MakeUp,
    Mistake,
    StyleRule,
)
from tests.factories import (
    DAY,
    correct,
    make_article,
    make_column,
    make_contributor,
    make_credit,
    make_issue,
    make_page,
    make_photo,
    make_section,
    make_term,
    make_user,
    make_zone,
    picture_file,
    publish,
)
from tests.press import press_pdf

ROLES = ("anonymous", "责任编辑", "部主任", "总编辑", "administrator")
LOGIN = 302  # the admin asks strangers to sign in
OPEN = (200, 200, 200, 200, 200)
STAFF = (LOGIN, 200, 200, 200, 200)
HEADS = (LOGIN, 403, 200, 200, 200)
CHIEF = (LOGIN, 403, 403, 200, 200)
ADMINISTRATOR = (LOGIN, 403, 403, 403, 200)
NOBODY = (LOGIN, 403, 403, 403, 403)
# Allowed, but by POST only.
STAFF_POST = (LOGIN, 405, 405, 405, 405)
HEADS_POST = (LOGIN, 403, 405, 405, 405)
CHIEF_POST = (LOGIN, 403, 403, 405, 405)

FOR_EVERYONE = """
    home search search-suggest search-feed sitemap sitemap-news robots opensearch manifest
    healthz readyz theme media newspaper article related section column contributor archive
    archive-month sitemap-month feed section-feed column-feed corrections-feed corrections
    as-printed issue issue-edition issue-pdf
    issue-pdf-edition page page-edition
    api:root api:newspapers api:newspapers-detail api:sections api:sections-detail api:columns
    api:columns-detail api:contributors api:contributors-detail api:issues api:issues-detail
    api:pages api:pages-detail api:articles api:articles-detail api:corrections
    api:corrections-detail api:search api:schema api:docs
""".split()

# model: (add, delete); everybody on the staff may look at lists, forms and histories.
MODELS = {
    "articles_article": (STAFF, NOBODY),  # an article goes back to the pool, it is not deleted
    "articles_column": (HEADS, CHIEF),
    "articles_contributor": (STAFF, CHIEF),
    "articles_editorialevent": (NOBODY, NOBODY),
    "articles_importproblem": (NOBODY, NOBODY),
    "articles_importrun": (NOBODY, NOBODY),
    "articles_issue": (STAFF, NOBODY),
    "articles_mistake": (STAFF, ADMINISTRATOR),
    "articles_newspaper": (CHIEF, NOBODY),
    "articles_page": (STAFF, NOBODY),
    "articles_photo": (STAFF, NOBODY),  # of a published article
    "articles_section": (CHIEF, CHIEF),
    "articles_stylerule": (CHIEF, ADMINISTRATOR),
    "articles_term": (HEADS, CHIEF),
    "articles_zone": (STAFF, STAFF),
}

TABLE = dict.fromkeys(FOR_EVERYONE, OPEN) | {
    "language": (302,) * 5,
    "admin:index": STAFF,
    "admin:keep-draft": STAFF_POST,
    "admin:discard-draft": STAFF_POST,
    "admin:presence": STAFF_POST,
    "admin:app_list": STAFF,
    "admin:jsi18n": STAFF,
    "admin:autocomplete": NOBODY,  # without naming a field
    "admin:view_on_site": (302,) * 5,
    "admin:login": (200, 302, 302, 302, 302),
    "admin:logout": STAFF_POST,
    "admin:password_change": STAFF,
    "admin:password_change_done": STAFF,
    "admin:auth_user_password_change": ADMINISTRATOR,
    "admin:bin": STAFF,
    "admin:take-out": STAFF_POST,
    "admin:import": STAFF,
    "admin:import-report": STAFF,
    "admin:import-act": STAFF_POST,
    "admin:decide": STAFF_POST,
    "admin:arrange": STAFF_POST,
    "admin:errors": STAFF,
    "admin:counts": HEADS,
    "admin:preflight": STAFF,
    "admin:sign-off": STAFF,
    "admin:sign-off-sheet": STAFF,
    "admin:keywords": STAFF,
    "admin:review-sheet": STAFF,
    "admin:make-up": STAFF,
    "admin:place": STAFF,
    "admin:bring-back": STAFF_POST,
    "admin:publish": CHIEF_POST,
    "admin:withdraw-issue": CHIEF,
    "admin:release": HEADS_POST,
    "admin:restore": HEADS_POST,
    "admin:withdraw-article": HEADS,
}
for _model, (_add, _delete) in MODELS.items():
    TABLE |= {
        f"admin:{_model}_changelist": STAFF,
        f"admin:{_model}_change": STAFF,
        f"admin:{_model}_history": STAFF,
        f"admin:{_model}_add": _add,
        f"admin:{_model}_delete": _delete,
    }
for _model in ("auth_user", "auth_group"):
    for _page in ("changelist", "change", "history", "add", "delete"):
        TABLE[f"admin:{_model}_{_page}"] = ADMINISTRATOR

for _page in ("changelist", "change", "history", "add", "delete"):
    TABLE[f"admin:articles_assignment_{_page}"] = CHIEF

for _page in ("changelist", "change", "history"):
    TABLE[f"admin:articles_loginattempt_{_page}"] = ADMINISTRATOR
for _page in ("add", "delete"):
    TABLE[f"admin:articles_loginattempt_{_page}"] = NOBODY

PAPER = {"paper": "chao"}
DATED = PAPER | {"date": DAY}


def of(model, **more):
    return lambda things: more | {"pk": things[model].pk}


ARGUMENTS = {
    "newspaper": lambda things: PAPER,
    "article": of("article", **PAPER),
    "related": of("article", **PAPER),
    "as-printed": of("article", **PAPER),
    "corrections": lambda things: PAPER,
    "corrections-feed": lambda things: PAPER | {"kind": "rss.xml"},
    "section": lambda things: PAPER | {"slug": "news"},
    "column": lambda things: PAPER | {"slug": "chaoping"},
    "contributor": of("contributor", **PAPER),
    "archive": lambda things: PAPER,
    "archive-month": lambda things: PAPER | {"year": DAY.year, "month": DAY.month},
    "sitemap-month": lambda things: PAPER | {"year": DAY.year, "month": DAY.month},
    "feed": lambda things: PAPER | {"kind": "rss.xml"},
    "section-feed": lambda things: PAPER | {"slug": "news", "kind": "atom.xml"},
    "column-feed": lambda things: PAPER | {"slug": "chaoping", "kind": "feed.json"},
    "issue": lambda things: DATED,
    "issue-edition": lambda things: DATED | {"edition": "extra"},
    "issue-pdf": lambda things: DATED,
    "issue-pdf-edition": lambda things: DATED | {"edition": "extra"},
    "page": lambda things: DATED | {"label": "A01"},
    "page-edition": lambda things: DATED | {"edition": "extra", "label": "A01"},
    "theme": lambda things: {"accent": "a3231f"},
    "media": lambda things: {"name": things["photo"].image.name},
    **{
        f"api:{model}s-detail": of(model)
        for model in (
            "newspaper",
            "section",
            "column",
            "contributor",
            "issue",
            "page",
            "article",
            "correction",
        )
    },
    "admin:import-report": of("importrun"),
    "admin:import-act": of("importrun"),
    "admin:decide": of("importproblem"),
    "admin:publish": of("issue"),
    "admin:withdraw-issue": of("issue"),
    "admin:arrange": of("issue"),
    "admin:preflight": of("issue"),
    "admin:sign-off": of("page"),
    "admin:sign-off-sheet": of("page"),
    "admin:keywords": of("article"),
    "admin:review-sheet": of("article"),
    "admin:make-up": of("page"),
    "admin:place": of("article"),
    "admin:take-out": lambda things: {"pk": 1},
    "admin:discard-draft": lambda things: {"pk": uuid4()},
    "admin:presence": of("article"),
    "admin:bring-back": of("article", event=1),
    "admin:release": of("article"),
    "admin:withdraw-article": of("article"),
    "admin:restore": of("article"),
    "admin:app_list": lambda things: {"app_label": "articles"},
    "admin:view_on_site": lambda things: {
        "content_type_id": ContentType.objects.get_for_model(Article).pk,
        "object_id": things["article"].pk,
    },
}


def routes(resolver=None, namespace=""):
    """The names of all addresses; a nameless one only redirects or answers 404."""
    for part in (resolver or get_resolver()).url_patterns:
        if not isinstance(part, URLPattern):
            yield from routes(part, part.namespace or namespace)
        elif part.name:
            yield f"{namespace}:{part.name}" if namespace else part.name


def pdf_file():
    return ContentFile(press_pdf(), "page.pdf")


@pytest.fixture
def things(db):
    """One of everything, published, and what the addresses need to name it."""
    page = make_page(number=1, image=picture_file("page.png"), pdf=pdf_file())
    newspaper = page.issue.newspaper
    article = make_article(
        page, section=make_section(newspaper), column=make_column(newspaper), headline="渡口灯亮"
    )
    person = make_contributor(newspaper)
    make_credit(article, person)
    photo = make_photo(article)
    zone = make_zone(page, article)
    MakeUp.objects.create(page=page)
    run = ImportRun.objects.create(
        newspaper=newspaper, date=DAY, issue=page.issue, source_name="a.txt", size=1
    )
    problem = ImportProblem.objects.create(run=run, issue=page.issue, code="orphan", message="x")
    publish(page.issue)
    correction = correct(article)
    extra = make_page(make_issue(newspaper, edition="extra"), pdf=pdf_file())
    make_article(extra)
    publish(extra.issue)
    return {
        "newspaper": newspaper, "section": article.section, "column": article.column,
        "contributor": person, "issue": page.issue, "page": page, "zone": zone,
        "article": article, "correction": correction, "photo": photo, "term": make_term(newspaper),
        "stylerule": StyleRule.objects.create(text="渡轮", instead="轮渡"),
        "mistake": Mistake.objects.create(page=page, kind="word", words="渡轮"),
        "importrun": run, "importproblem": problem,
        "editorialevent": EditorialEvent.objects.first(),
        "loginattempt": LoginAttempt.objects.create(username="somebody"),
        "assignment": Assignment.objects.create(user=make_user("ye"), newspaper=newspaper),
        "user": make_user("somebody"), "group": Group.objects.get(name="责任编辑"),
    }  # fmt: skip


def address(route, things):
    """An address of this route that names an existing thing."""
    model = re.match(
        r"admin:(?:articles|auth)_([a-z]+)_(?:change|delete|history|password_change)$", route
    )
    if model:
        thing = things[model[1]]
        return reverse(route, args=[thing.pk])
    if route in ("api:search", "search", "search-suggest", "search-feed"):
        return f"{reverse(route)}?q=渡口"
    return reverse(route, kwargs=ARGUMENTS.get(route, lambda things: {})(things))


def statuses(clients, route, things):
    return tuple(client.get(address(route, things)).status_code for client in clients)


def test_every_address_has_a_row_and_every_row_an_address():
    assert set(routes()) == TABLE.keys()


@pytest.fixture
def clients(db):
    """One for each of ROLES, signed in."""
    people = [make_user(group, group) for group in ROLES[1:-1]]
    people.append(User.objects.create_superuser("administrator", password="paper-and-ink"))
    clients = [Client() for _role in ROLES]
    for client, user in zip(clients[1:], people, strict=True):
        client.force_login(user)
    return clients


@pytest.mark.parametrize("route", ["issue", "page", "article"])
def test_before_publication_the_staff_alone_see_a_preview(clients, route):
    page = make_page()
    article = make_article(page)
    assert statuses(clients, route, {"article": article}) == (404, 200, 200, 200, 200)
    publish(page.issue)
    assert statuses(clients, route, {"article": article}) == OPEN


def test_every_role_at_every_address(clients, things):
    answers = {route: statuses(clients, route, things) for route in TABLE}
    wrong = {route: answer for route, answer in answers.items() if answer != TABLE[route]}
    assert not wrong
