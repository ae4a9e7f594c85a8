"""The description is valid, complete, and true of what is answered."""

import io
import json

import pytest
from django.core.management import call_command
from django.urls import reverse
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from articles.api.examples import EXAMPLES, PROBLEMS
from articles.api.urls import urlpatterns
from tests.api.test_resources import article, newspaper  # noqa: F401 - fixtures
from tests.factories import make_zone

COMPONENT = {
    "newspapers": "Newspaper",
    "sections": "Section",
    "columns": "Column",
    "contributors": "Contributor",
    "issues": "Issue",
    "pages": "Page",
    "articles": "Article",
    "search": "Hit",
    "root": "Root",
}


@pytest.fixture(scope="module")
def schema():
    out = io.StringIO()
    call_command(
        "spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", stdout=out
    )
    return json.loads(out.getvalue())


def check(schema, component, value):
    """`value` has the component's form, and nothing the component does not know of."""
    components = json.loads(json.dumps(schema["components"]))
    for known in components["schemas"].values():
        if "properties" in known:
            known["additionalProperties"] = False
    whole = {"$ref": f"#/components/schemas/{component}", "components": components}
    Draft202012Validator(whole).validate(value)


def test_it_is_valid_openapi_3_1(schema):
    validate(schema)
    assert schema["openapi"] == "3.1.0"


def test_it_is_served_as_json_and_as_yaml(client, schema):
    answer = client.get("/api/v1/schema/", headers={"accept-language": "en"})
    assert answer.json()["paths"].keys() == schema["paths"].keys()
    yaml = client.get("/api/v1/schema/", headers={"accept": "application/vnd.oai.openapi"})
    assert yaml.content.startswith(b"openapi: 3.1.0")


def test_every_address_is_described(schema):
    undescribed = {"schema", "docs", None}
    addresses = {
        f"/api/v1/{pattern.pattern}".replace("<int:pk>", "{id}")
        for pattern in urlpatterns
        if pattern.name not in undescribed
    }
    assert schema["paths"].keys() == addresses


def test_every_operation_names_its_answers_and_shows_an_example(schema):
    for path, methods in schema["paths"].items():
        answers = methods["get"]["responses"]
        assert {"200", "304", "400", "406", "429", "500"} <= answers.keys(), path
        assert ("404" in answers) == path.endswith("{id}/")
        for status, answer in answers.items():
            if status != "304":
                (content,) = answer["content"].values()
                assert content["examples"], (path, status)


def test_what_can_be_withdrawn_may_answer_410(schema):
    gone = [
        path for path, methods in schema["paths"].items() if "410" in methods["get"]["responses"]
    ]
    assert gone == [f"/api/v1/{kind}/{{id}}/" for kind in ("articles", "issues", "pages")]


@pytest.mark.parametrize("kind", COMPONENT)
def test_examples_are_true_to_it(schema, kind):
    check(schema, COMPONENT[kind], EXAMPLES[kind])


@pytest.mark.parametrize("status", PROBLEMS)
def test_examples_of_problems_are_true_to_it(schema, status):
    check(schema, "Problem", PROBLEMS[status])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind in COMPONENT if kind not in ("search", "root")])
def test_answers_have_exactly_the_fields_described(api, schema, article, kind):  # noqa: F811
    make_zone(article.page, article)
    expand = {"issues": "pages.zones,pages.articles.body", "pages": "zones,articles.body"}
    (row,) = api(f"{kind}/")["results"]
    asked = {"expand": expand[kind]} if kind in expand else {}
    shown = api(f"{kind}/{row['id']}/", **asked)
    check(schema, COMPONENT[kind], shown)
    described = schema["components"]["schemas"][COMPONENT[kind]]["properties"]
    assert shown.keys() == described.keys()


@pytest.mark.django_db
def test_hits_have_exactly_the_fields_described(api, schema, article):  # noqa: F811
    page = api("search/", q="渡轮", expand="body")
    check(schema, "PaginatedHitList", page)
    assert page["results"][0].keys() == schema["components"]["schemas"]["Hit"]["properties"].keys()


@pytest.mark.django_db
def test_problems_have_the_form_described(api, schema):
    check(schema, "Problem", api("articles/", 400, sektion="news"))
    check(schema, "Problem", api("articles/1/", 404))


def test_lists_are_described_with_all_their_parameters(schema):
    described = schema["paths"][reverse("api:articles")]["get"]["parameters"]
    names = {parameter["name"] for parameter in described}
    filters = "newspaper issue date date_after date_before edition page section column contributor"
    rest = "has_photo updated_since q cursor page_size fields expand ordering If-None-Match"
    assert names == {*filters.split(), *rest.split()}
