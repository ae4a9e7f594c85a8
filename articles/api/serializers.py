"""What the API says of each thing. The declared fields are the documentation in the schema;
`to_representation` beside them is written out, because a list of a hundred articles takes a
third of the time that way. A test holds the two together.

Addresses are absolute. The context is `site` (scheme and host) and `expand` (dotted names of
what was asked for in full).
"""

import re
from datetime import date

from django.db.models import F
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    DictField,
    IntegerField,
    ListField,
    URLField,
)

from articles.api.parts import (
    ArticleCreditSerializer,
    ColumnNameSerializer,
    CorrectionNoteSerializer,
    IssueNameSerializer,
    NewspaperNameSerializer,
    PageCreditSerializer,
    PageNameSerializer,
    PassageSerializer,
    PhotoSerializer,
    PictureSerializer,
    Resource,
    SectionNameSerializer,
    ZoneSerializer,
)
from articles.models import CorrectionKind, Edition, Issue, Newspaper
from articles.models.newspaper import address
from articles.search import highlight

# In text we sanitised ourselves, only addresses of our own begin with one slash.
OWN_ADDRESS = re.compile(r'(<(?:a|img) [^>]*?(?:href|src)=")/(?!/)')


class ArticleSerializer(Resource):
    """An article. Texts are as printed; line breaks of headlines are kept as \\n."""

    id = IntegerField()
    url = URLField(help_text=_("Where people read it, for ever."))
    newspaper = NewspaperNameSerializer()
    issue = IssueNameSerializer(
        allow_null=True, help_text=_("Null for an article outside any issue.")
    )
    page = PageNameSerializer(allow_null=True)
    section = SectionNameSerializer(allow_null=True)
    column = ColumnNameSerializer(allow_null=True)
    label = CharField(help_text=_("Column label as printed."))
    kicker = CharField()
    headline = CharField()
    subheadline = CharField()
    dateline = CharField(help_text=_("As printed: 本报讯."))
    byline = CharField(help_text=_("As printed; `credits` is what it says."))
    credits = ArticleCreditSerializer(many=True)
    summary = CharField(help_text=_("The first 120 characters of the text."))
    characters = IntegerField(help_text=_("字数: characters without white space."))
    photos = PhotoSerializer(many=True)
    author_note = CharField()
    source = CharField(help_text=_("Where it is reprinted from, or empty."))
    jump = CharField(help_text=_("As printed: （下转第2版）."))
    continues = IntegerField(allow_null=True, help_text=_("Id of the article it continues."))
    continuations = ListField(
        child=IntegerField(), help_text=_("Ids of the articles that continue it.")
    )
    corrections = CorrectionNoteSerializer(many=True)
    published_at = DateTimeField(help_text=_("Public from that time."))
    updated_at = DateTimeField(help_text=_("Last change of the text, or publication."))
    body = CharField(required=False, help_text=_("HTML. In lists with `expand=body` only."))

    PLACES = ("newspaper", "issue", "page", "section", "column")
    AS_STORED = (
        "label", "kicker", "headline", "subheadline", "dateline", "byline", "summary",
        "characters", "author_note", "source", "jump",
    )  # fmt: skip

    @classmethod
    def with_parts(cls, articles, *more):
        """With all that is shown of each. Issue and column are prepared, the section stands in
        the newspaper's menu: with every table joined, planning costs more than the answer."""
        fields = [*cls.AS_STORED, *cls.PLACES, "prepared", "public_from", "updated_at", *more]
        joined = {"newspaper": ("slug", "name", "menu"), "page": ("label", "number", "title")}
        columns = {
            f"{place}_{name}": F(f"{place}__{name}")
            for place, names in joined.items()
            for name in names
        }
        return articles.with_jumps().only(*fields).annotate(**columns)

    def to_representation(self, article):
        shown = {
            "id": article.pk,
            "url": self.context["site"] + self.path(article),
            **{place: self.place(article, place) for place in self.PLACES},
            **{name: getattr(article, name) for name in self.AS_STORED},
            "credits": article.prepared["credits"],
            "photos": [self.show(PhotoSerializer, it) for it in article.prepared["photos"]],
            "continues": article.earlier,
            "continuations": [part.pk for part in article.later],
            # What was prepared before there were corrections has none.
            "corrections": article.prepared.get("corrections", []),
            "published_at": _moment(article.public_from),
            "updated_at": _moment(max(article.updated_at, article.public_from)),
        }
        if self.expands("body"):
            shown["body"] = OWN_ADDRESS.sub(rf"\g<1>{self.context['site']}/", article.body)
        return shown

    def path(self, article):
        return address("article", article.newspaper_slug, article.pk)

    def place(self, article, name):
        """Of a list's few newspapers, issues and sections each is worked out once."""
        known = self.parts.setdefault(name, {})
        pk = getattr(article, f"{name}_id")
        if pk not in known:
            known[pk] = getattr(self, f"{name}_of")(article) if pk else None
        return known[pk]

    def newspaper_of(self, article):
        slug, name = article.newspaper_slug, article.newspaper_name
        return {"id": article.newspaper_id, "slug": slug, "name": name}

    def issue_of(self, article):
        issue = article.prepared["issue"] | {"newspaper": Newspaper(slug=article.newspaper_slug)}
        issue["date"] = date.fromisoformat(issue["date"])
        return self.show(IssueNameSerializer, Issue(pk=article.issue_id, **issue))

    def page_of(self, article):
        return {
            "id": article.page_id,
            "label": article.page_label,
            "number": article.page_number,
            "title": article.page_title,
        }

    def section_of(self, article):
        entry = next(it for it in article.newspaper_menu if it["id"] == article.section_id)
        return {name: entry[name] for name in ("id", "slug", "name")}

    def column_of(self, article):
        return {"id": article.column_id, **article.prepared["column"]}


class NewspaperSerializer(Resource):
    """A newspaper with its imprint and filings."""

    id = IntegerField()
    url = URLField()
    slug = CharField(help_text=_("First part of its addresses."))
    name = CharField()
    name_en = CharField()
    slogan = CharField()
    city = CharField()
    accent = CharField(help_text=_("Its colour, as #a3231f."))
    nameplate = URLField(allow_null=True, help_text=_("The lettering of the name, a picture."))
    cn_number = CharField(help_text=_("CN number, as CN 35-0001."))
    issn = CharField()
    post_code = CharField(help_text=_("邮发代号: postal distribution code."))
    sponsors = CharField()
    publisher = CharField()
    editor_in_chief = CharField()
    address = CharField()
    zip_code = CharField()
    email = CharField()
    hotlines = ListField(child=CharField(), help_text=_("What for, a space, the number."))
    price = CharField()
    printer = CharField()
    icp_number = CharField()
    police_number = CharField()
    news_licence = CharField()
    complaints = CharField()

    AS_STORED = (
        "slug", "name", "name_en", "slogan", "city", "accent", "cn_number", "issn", "post_code",
        "sponsors", "publisher", "editor_in_chief", "address", "zip_code", "email", "price",
        "printer", "icp_number", "police_number", "news_licence", "complaints",
    )  # fmt: skip

    def to_representation(self, newspaper):
        nameplate = newspaper.nameplate.url if newspaper.nameplate else ""
        return {
            "id": newspaper.pk,
            "url": self.link(newspaper),
            **{name: getattr(newspaper, name) for name in self.AS_STORED},
            "nameplate": self.stored(nameplate),
            "hotlines": newspaper.hotlines.splitlines(),
        }


class SectionSerializer(Resource):
    """要闻, 经济, 副刊: a standing department of a newspaper."""

    id = IntegerField()
    url = URLField()
    newspaper = NewspaperNameSerializer()
    slug = CharField()
    name = CharField()
    name_en = CharField()

    def to_representation(self, section):
        return {
            "id": section.pk,
            "url": self.link(section),
            "newspaper": self.show(NewspaperNameSerializer, section.newspaper),
            "slug": section.slug,
            "name": section.name,
            "name_en": section.name_en,
        }


class ColumnSerializer(SectionSerializer):
    """A standing label over stories."""

    honor = CharField(help_text=_("Award line, or empty."))
    description = CharField()

    def to_representation(self, column):
        own = {"honor": column.honor, "description": column.description}
        return super().to_representation(column) | own


class ContributorSerializer(Resource):
    """A person whose name stands with something published."""

    id = IntegerField()
    url = URLField()
    newspaper = NewspaperNameSerializer()
    name = CharField()
    affiliation = CharField(help_text=_("Empty for the paper's own people."))
    title = CharField()
    bio = CharField()

    def to_representation(self, person):
        return {
            "id": person.pk,
            "url": self.link(person),
            "newspaper": self.show(NewspaperNameSerializer, person.newspaper),
            "name": person.name,
            "affiliation": person.affiliation,
            "title": person.title,
            "bio": person.bio,
        }


class PageSerializer(Resource):
    """A page of an issue."""

    id = IntegerField()
    url = URLField()
    newspaper = NewspaperNameSerializer()
    issue = IssueNameSerializer()
    label = CharField(help_text=_("As printed: A01."))
    number = IntegerField(help_text=_("Place in the issue, from 1."))
    title = CharField(help_text=_("As printed: 要闻."))
    is_advert = BooleanField(help_text=_("An advertising page, without articles."))
    credits = PageCreditSerializer(many=True)
    image = PictureSerializer(
        allow_null=True, help_text=_("The facsimile; null while text on it is not public.")
    )
    pdf = URLField(allow_null=True, help_text=_("Null while text on it is not public."))
    zones = ZoneSerializer(many=True, required=False, help_text=_("With `expand=zones`."))
    articles = ArticleSerializer(
        many=True, required=False, help_text=_("With `expand=articles`, in reading order.")
    )

    def to_representation(self, page):
        shown = {
            "id": page.pk,
            "url": self.link(page),
            "newspaper": self.show(NewspaperNameSerializer, page.issue.newspaper),
            "issue": self.show(IssueNameSerializer, page.issue),
            "label": page.label,
            "number": page.number,
            "title": page.title,
            "is_advert": page.is_advert,
            "credits": [self.show(PageCreditSerializer, it) for it in page.credits.all()],
            "image": self.show(PictureSerializer, _measured(page.facsimile)),
            "pdf": self.stored(page.pdf.url) if page.pdf and not page.is_withheld else None,
        }
        if self.expands("zones"):
            shown["zones"] = [self.show(ZoneSerializer, zone) for zone in page.zones.all()]
        if self.expands("articles"):
            shown["articles"] = [
                self.show(ArticleSerializer, article, "articles") for article in page.articles.all()
            ]
        return shown


def _measured(picture):
    names = ("src", "srcset", "width", "height")
    return picture and {name: getattr(picture, name) for name in names}


class IssueSerializer(Resource):
    """A day's paper."""

    id = IntegerField()
    url = URLField()
    newspaper = NewspaperNameSerializer()
    date = DateField()
    edition = ChoiceField(choices=Edition.choices)
    number = IntegerField(allow_null=True, help_text=_("Total issue number; extras have none."))
    title = CharField(help_text=_("Of a special edition."))
    lunar = CharField(help_text=_("The date in the lunar calendar."))
    page_count = IntegerField(help_text=_("今日N版."))
    imprint = DictField(child=CharField(), help_text=_("The newspaper's, as it was that day."))
    published_at = DateTimeField(help_text=_("Public from that time."))
    updated_at = DateTimeField()
    pages = PageSerializer(many=True, required=False, help_text=_("With `expand=pages`."))

    def to_representation(self, issue):
        shown = {
            "id": issue.pk,
            "url": self.link(issue),
            "newspaper": self.show(NewspaperNameSerializer, issue.newspaper),
            "date": issue.date.isoformat(),
            "edition": issue.edition,
            "number": issue.number,
            "title": issue.title,
            "lunar": issue.lunar,
            "page_count": len(issue.pages.all()),
            "imprint": issue.imprint,
            "published_at": _moment(issue.publish_at),
            "updated_at": _moment(max(issue.updated_at, issue.publish_at)),
        }
        if self.expands("pages"):
            shown["pages"] = [self.show(PageSerializer, it, "pages") for it in issue.pages.all()]
        return shown


class CorrectionSerializer(Resource):
    """One thing put right since it was published."""

    id = IntegerField()
    url = URLField(help_text=_("Of the list of corrections, at this one."))
    newspaper = NewspaperNameSerializer()
    article = IntegerField(help_text=_("Id of the article."))
    headline = CharField(help_text=_("Of the article, as it stands now, on one line."))
    kind = ChoiceField(choices=CorrectionKind.choices)
    note = CharField(help_text=_("What was wrong, as readers are told."))
    corrected_at = DateTimeField()

    def to_representation(self, correction):
        newspaper = correction.article.newspaper
        path = address("corrections", newspaper.slug)
        return {
            "id": correction.pk,
            "url": f"{self.context['site']}{path}#correction-{correction.pk}",
            "newspaper": self.show(NewspaperNameSerializer, newspaper),
            "article": correction.article_id,
            "headline": correction.article.short_title,
            "kind": correction.kind,
            "note": correction.note,
            "corrected_at": _moment(correction.at),
        }


class HitSerializer(ArticleSerializer):
    """An article that was found."""

    found = PassageSerializer()

    def to_representation(self, article):
        found = highlight(article, self.context["words"])
        return super().to_representation(article) | {"found": found._asdict()}


class RootSerializer(Resource):
    """The addresses of everything there is to read."""

    newspapers = URLField()
    sections = URLField()
    columns = URLField()
    contributors = URLField()
    issues = URLField()
    pages = URLField()
    articles = URLField()
    corrections = URLField()
    search = URLField()
    schema = URLField()
    docs = URLField()


def _moment(at):
    return localtime(at).isoformat()
