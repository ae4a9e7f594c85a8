"""How the code is described in OpenAPI, where drf-spectacular cannot know it by itself."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework.serializers import CharField, IntegerField

from articles.api.examples import EXAMPLES, PROBLEMS
from articles.api.parts import Resource
from articles.api.problems import CONTENT_TYPE, KINDS

WITHDRAWABLE = ("issues", "pages", "articles")
RESOURCES = (
    "Newspaper", "Section", "Column", "Contributor", "Issue", "Page", "Article", "Hit",
)  # fmt: skip


class ParameterProblemSerializer(Resource):
    """What is wrong with one parameter."""

    parameter = CharField()
    detail = CharField(help_text=_("A sentence in the language asked for."))


class ProblemSerializer(Resource):
    """An error as RFC 9457 describes it. Programs compare `type`; people read the rest."""

    type = CharField(help_text=_("urn:problem-type:newsroom: and the name of the problem."))
    title = CharField(help_text=_("A sentence in the language asked for."))
    status = IntegerField()
    instance = CharField(help_text=_("What was asked for."))
    detail = CharField(required=False)
    reason = CharField(required=False, help_text=_("Why something was withdrawn."))
    errors = ParameterProblemSerializer(many=True, required=False)


class Schema(AutoSchema):
    """Every operation with all its statuses, parameters and an example."""

    def get_tags(self):
        return [self.resource]

    @property
    def resource(self):
        return (self._tokenize_path() or ["root"])[0]

    @property
    def action(self):
        return getattr(self.view, "action", None)

    def get_summary(self):
        return getattr(self.view, "about", {}).get(self.action)

    def get_description(self):
        return ""

    def get_examples(self):
        return [OpenApiExample(self.resource, EXAMPLES[self.resource], response_only=True)]

    def get_response_serializers(self):
        found = super().get_response_serializers()
        responses = {200: found, 304: OpenApiResponse(description=_("Not changed since."))}
        for status in filter(self.may_answer, KINDS):
            name, title = KINDS[status]
            examples = [OpenApiExample(name, PROBLEMS[status])]
            problem = OpenApiResponse(ProblemSerializer, title, examples)
            responses[status, CONTENT_TYPE] = problem
        return responses

    def may_answer(self, status):
        if status == 405:  # never to GET
            return False
        if status == 404:
            return self.action == "retrieve"
        if status == 410:
            return self.action == "retrieve" and self.resource in WITHDRAWABLE
        return True

    def get_override_parameters(self):
        etag = OpenApiParameter(
            "ETag", location="header", response=[200, 304], description=_("Of this answer.")
        )
        known = OpenApiParameter(
            "If-None-Match", location="header", description=_("An ETag: 304 if it is still so.")
        )
        return [known, *self.choices(), etag]

    def choices(self):
        """fields, expand and ordering, as far as this operation has them."""
        if self.action is None:
            return
        yield _names("fields", _("Show these alone, and the id."), self.view.field_names())
        expandable = self.view.expandable[self.action]
        if expandable:
            yield _names("expand", _("Show these in full."), expandable)
        if self.action == "list" and self.view.orderings:
            names = list(self.view.orderings)
            yield OpenApiParameter("ordering", enum=names, default=names[0])


def _names(name, description, choices):
    items = {"type": "string", "enum": list(choices)}
    return OpenApiParameter(
        name, {"type": "array", "items": items}, explode=False, description=description
    )


def only_the_id_is_certain(result, generator, request, public):
    """`fields=` may leave out anything of a resource but its id."""
    for name in RESOURCES:
        result["components"]["schemas"][name]["required"] = ["id"]
    return result
