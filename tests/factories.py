"""Plain functions that make the newsroom's things with good defaults."""

import datetime
import itertools
import mimetypes
from io import BytesIO
from pathlib import PurePath

from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from articles.models import (
    Article,
    ArticleStatus,
    Column,
    Contributor,
    CorrectionKind,
    Credit,
    Issue,
    Newspaper,
    Page,
    Photo,
    Section,
    Term,
    Zone,
)
from articles.models.proof import hash_of

DAY = datetime.date(2026, 3, 2)
UPPER = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.4), (0.1, 0.4))  # a stretch of a page
_numbers = itertools.count(1)


def make_newspaper(slug="chao", name="潮城日报", **fields):
    return Newspaper.objects.create(slug=slug, name=name, **fields)


def make_section(newspaper=None, slug="news", name="要闻", **fields):
    return Section.objects.create(
        newspaper=newspaper or the_newspaper(), slug=slug, name=name, **fields
    )


def make_column(newspaper=None, slug="chaoping", name="潮评", **fields):
    return Column.objects.create(
        newspaper=newspaper or the_newspaper(), slug=slug, name=name, **fields
    )


def make_term(newspaper=None, text="云舟号", **fields):
    return Term.objects.create(newspaper=newspaper or the_newspaper(), text=text, **fields)


def make_contributor(newspaper=None, name="郑朗", **fields):
    return Contributor.objects.create(newspaper=newspaper or the_newspaper(), name=name, **fields)


def make_issue(newspaper=None, date=DAY, **fields):
    """A draft issue; give it to `publish` to make it public."""
    return Issue.objects.create(newspaper=newspaper or the_newspaper(), date=date, **fields)


def make_page(issue=None, label="A01", number=1, title="要闻", **fields):
    return Page.objects.create(
        issue=issue or make_issue(), label=label, number=number, title=title, **fields
    )


def make_article(page=None, headline=None, body="<p>正文在这里。</p>", released=True, **fields):
    """An approved article on a page of a draft issue, unless told otherwise
    (`status=…`, `page=None, issue=None`).

    In an issue that is published already it is released with the rest.
    """
    if page is None and "issue" not in fields:
        page = make_page()
    if page:
        fields.setdefault("issue", page.issue)
        fields.setdefault("newspaper", page.issue.newspaper)
    fields.setdefault("newspaper", the_newspaper())
    fields.setdefault("status", ArticleStatus.APPROVED)
    headline = f"第{next(_numbers)}条新闻" if headline is None else headline
    article = Article.objects.create(page=page, headline=headline, body=body, **fields)
    if released and article.issue and article.awaits_release:
        article.release(by=None, at=article.issue.publish_at)
    return article


def make_articles(page, count, contributor=None, **fields):
    """So many on a page of a draft issue, signed if somebody is named, each with its zone.

    At once, so that a test can afford forty; their parts are shown once the issue is published.
    """
    made = [
        Article(
            newspaper=page.issue.newspaper,
            issue=page.issue,
            page=page,
            position=position,
            headline=f"第{next(_numbers)}条新闻",
            body="<p>正文在这里。</p>",
            status=ArticleStatus.APPROVED,
            **fields,
        )
        for position in range(count)
    ]
    for article in made:
        article.prepare()
    Article.objects.bulk_create(made)
    if contributor:
        Credit.objects.bulk_create(Credit(article=one, contributor=contributor) for one in made)
    zones = [Zone(page=page, article=article, points=UPPER) for article in made]
    for zone in zones:
        zone.prepare()
    Zone.objects.bulk_create(zones)
    return made


def make_credit(article, contributor=None, **fields):
    contributor = contributor or make_contributor(article.newspaper)
    return Credit.objects.create(article=article, contributor=contributor, **fields)


def make_photo(article=None, newspaper=None, caption="图为晨光中的渡口。", **fields):
    """Beside a published article too, as a correction would bring it."""
    newspaper = article.newspaper if article else newspaper or the_newspaper()
    fields.setdefault("image", picture_file())
    photo = Photo(article=article, newspaper=newspaper, caption=caption, **fields)
    photo.save(correction=True)
    return photo


def make_zone(page, article=None, points=UPPER, **fields):
    return Zone.objects.create(page=page, article=article, points=points, **fields)


def make_published_issue(newspaper=None, date=DAY, articles=1, **fields):
    """An issue of one page with that many articles, public since its morning."""
    page = make_page(make_issue(newspaper, date, **fields))
    for position in range(articles):
        make_article(page, position=position)
    return publish(page.issue)


def publish(issue, at=None):
    """As an issue of the archive, whatever of it was reviewed here."""
    at = at or timezone.now() - datetime.timedelta(hours=1)
    issue.publish(by=None, at=at, is_archive=True)
    return issue


def approve(issue):
    """Let three people review all that is written for the issue."""
    groups = ("责任编辑", "部主任", "总编辑")
    first, *_rest = readers = [make_user(f"reader-{group}", group) for group in groups]
    for article in issue.articles.filter(status=ArticleStatus.DRAFT):
        article.submit(by=first)
        for reader in readers:
            article.pass_review(by=reader)


def correct(article, note="标题有误。", kind=CorrectionKind.CORRECTION, **words):
    """Give a published article other words, and say so."""
    by = User.objects.filter(username="corrector").first() or make_user("corrector", "总编辑")
    for name, text in words.items():
        setattr(article, name, text)
    return article.correct(by=by, note=note, kind=kind)


def sign(issue):
    """Let three people proofread every page of the issue, and another one sign it."""
    readers = [make_user(f"proof-{number}", "校对") for number in (1, 2, 3)]
    signer = make_user("signer", "总编辑")
    for page in issue.pages.all():
        for reader in readers:
            page.proof(by=reader)
        page.sign_off(by=signer, seen=hash_of(page.content()))
    return issue


def make_user(name="editor", group=None, **fields):
    user = User.objects.create_user(name, password="paper-and-ink", is_staff=True, **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def picture_file(name="ferry.png", size=(60, 40)):
    """In the format that its name says."""
    buffer = BytesIO()
    image = Image.new("RGB", size, "#7a9a9a")
    image.save(buffer, Image.registered_extensions()[PurePath(name).suffix])
    return SimpleUploadedFile(name, buffer.getvalue(), mimetypes.guess_type(name)[0])


def the_newspaper():
    return Newspaper.objects.first() or make_newspaper()
