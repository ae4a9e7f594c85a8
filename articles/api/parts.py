"""What stands inside other things: which newspaper, issue, page; pictures, credits, zones."""

from functools import cached_property

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.serializers import (
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    FloatField,
    IntegerField,
    ListField,
    URLField,
)

from articles.models import CorrectionKind, CreditRole, Edition, ZoneRole


class Resource(serializers.Serializer):
    """Shows a thing; the API takes none."""

    def link(self, thing):
        return self.context["site"] + thing.get_absolute_url()

    def stored(self, path):
        """The address of a stored file, None if there is none."""
        return f"{self.context['site']}{path}" if path.startswith("/") else path or None

    def expands(self, name):
        return name in self.context["expand"]

    def show(self, serializer, thing, inside=""):
        """`thing` as part of this, what is expanded in it being named after `inside`."""
        if thing is None:
            return None
        if serializer not in self.parts:
            before = f"{inside}."
            paths = [path for path in self.context["expand"] if path.startswith(before)]
            within = {path.removeprefix(before) for path in paths}
            self.parts[serializer] = serializer(context=self.context | {"expand": within})
        return self.parts[serializer].to_representation(thing)

    @cached_property
    def parts(self):
        """{serializer: the one of its kind that shows the parts of all rows}."""
        return {}


class Name(Resource):
    """What identifies a thing in others; worked out once for all rows of a list."""

    def to_representation(self, thing):
        if thing.pk not in self.known:
            self.known[thing.pk] = self.identify(thing)
        return self.known[thing.pk]

    @cached_property
    def known(self):
        """{id: what is shown}."""
        return {}


class NewspaperNameSerializer(Name):
    """Which newspaper."""

    id = IntegerField()
    slug = CharField(help_text=_("First part of its addresses."))
    name = CharField()

    def identify(self, newspaper):
        return {"id": newspaper.pk, "slug": newspaper.slug, "name": newspaper.name}


class SectionNameSerializer(Resource):
    """Which section."""

    id = IntegerField()
    slug = CharField()
    name = CharField()


class ColumnNameSerializer(Resource):
    """Which column, with the award line printed beside its name."""

    id = IntegerField()
    slug = CharField()
    name = CharField()
    honor = CharField(help_text=_("Award line, or empty."))


class IssueNameSerializer(Name):
    """Which issue."""

    id = IntegerField()
    date = DateField()
    edition = ChoiceField(choices=Edition.choices)
    number = IntegerField(allow_null=True, help_text=_("Total issue number; extras have none."))
    url = URLField()

    def identify(self, issue):
        return {
            "id": issue.pk,
            "date": issue.date.isoformat(),
            "edition": issue.edition,
            "number": issue.number,
            "url": self.link(issue),
        }


class PageNameSerializer(Resource):
    """Which page."""

    id = IntegerField()
    label = CharField(help_text=_("As printed: A01."))
    number = IntegerField(help_text=_("Place in the issue, from 1."))
    title = CharField(help_text=_("As printed: 要闻."))


class RenditionSerializer(Resource):
    """A copy of a picture at one width."""

    width = IntegerField()
    url = URLField()


class PictureSerializer(Resource):
    """A picture in several sizes. `width` and `height` are those of the original."""

    url = URLField(allow_null=True, help_text=_("A middle size; null until it is delivered."))
    width = IntegerField(allow_null=True)
    height = IntegerField(allow_null=True)
    renditions = RenditionSerializer(many=True)

    def to_representation(self, picture):
        """Of {"src", "srcset", "width", "height"}."""
        return {
            "url": self.stored(picture["src"]),
            "width": picture["width"],
            "height": picture["height"],
            "renditions": [
                {"width": int(width.removesuffix("w")), "url": self.stored(path)}
                for path, width in map(str.split, filter(None, picture["srcset"].split(", ")))
            ],
        }


class PhotoSerializer(PictureSerializer):
    """A photo of an article with what is printed beside it."""

    id = IntegerField()
    caption = CharField()
    credit = CharField(help_text=_("As printed: 本报记者 张三 摄."))

    def to_representation(self, photo):
        own = {name: photo[name] for name in ("id", "caption", "credit")}
        return own | super().to_representation(photo)


class ArticleCreditSerializer(Resource):
    """A person's part in an article."""

    id = IntegerField(help_text=_("Of the contributor."))
    name = CharField()
    affiliation = CharField(help_text=_("Empty for the paper's own people."))
    role = ChoiceField(choices=CreditRole.choices)


class CorrectionNoteSerializer(Resource):
    """What was put right in an article since it was published."""

    kind = ChoiceField(choices=CorrectionKind.choices)
    corrected_at = DateTimeField()
    note = CharField(help_text=_("What was wrong, as readers are told."))


class PageCreditSerializer(Resource):
    """责编 周听澜: as printed in the page's credit box."""

    role = CharField()
    person = CharField()

    def to_representation(self, credit):
        return {"role": credit.role, "person": credit.person}


class ZoneSerializer(Resource):
    """A polygon of the page, and the article that stands there."""

    id = IntegerField()
    article = IntegerField(allow_null=True, help_text=_("Id of the article; adverts have none."))
    role = ChoiceField(choices=ZoneRole.choices)
    points = ListField(
        child=ListField(child=FloatField(min_value=0, max_value=1), min_length=2, max_length=2),
        help_text=_("[x, y] in fractions of width and height from the top left."),
    )

    def to_representation(self, zone):
        return {
            "id": zone.pk,
            "article": zone.article_id,
            "role": zone.role,
            "points": zone.points,
        }


class PassageSerializer(Resource):
    """Where it was found: HTML with the words in <mark>."""

    headline = CharField()
    passage = CharField()
