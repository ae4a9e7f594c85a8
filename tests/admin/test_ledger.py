"""A month in figures: the error ledger and the count of pieces, shown and taken along."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from articles.models import EditorialEvent, Mistake, PageCredit
from tests.factories import make_credit, make_issue, make_page, make_published_issue, make_user

pytestmark = pytest.mark.django_db
ERRORS = reverse("admin:errors")
COUNTS = reverse("admin:counts")
ADD = reverse("admin:articles_mistake_add")
MARCH = {"month": "2026-03"}


@pytest.fixture
def page():
    issue = make_published_issue()
    page = issue.pages.get()
    PageCredit(page=page, role="责编", person="周听澜").save()
    make_credit(issue.articles.get())
    return page


def signed_in(client, group):
    client.force_login(make_user(group, group))
    return client


def error(page, **fields):
    return {
        "page": page.pk, "kind": "word", "words": "座落", "instead": "坐落", "weight": "1",
        "person": "周听澜", "is_printed": "on", "found_on": "2026-03-03", **fields,
    }  # fmt: skip


def test_an_error_is_written_down_and_counted(client, page):
    client = signed_in(client, "校对")
    assert client.post(ADD, error(page)).status_code == 302
    assert EditorialEvent.objects.about(Mistake.objects.get()).get().by_name == "校对"
    text = client.get(ERRORS, MARCH).text
    assert "超过限度" in text
    assert "周听澜" in text


def test_the_page_brings_who_answers_and_whether_it_was_printed(client, page):
    client = signed_in(client, "校对")
    initial = client.get(ADD, {"page": page.pk}).context["adminform"].form.initial
    assert (initial["person"], initial["is_printed"]) == ("周听澜", True)
    draft = make_page(make_issue(edition="extra"))
    initial = client.get(ADD, {"page": draft.pk}).context["adminform"].form.initial
    assert (initial["person"], initial["is_printed"]) == ("", False)


@pytest.mark.parametrize(
    ("table", "head", "row"),
    [
        ("page", "按版面,字数,差错,每万字,超过限度", "A01,"),
        ("person", "按责任人,字数,差错,每万字,超过限度", "周听澜,"),
        ("month", "按月,字数,差错,每万字,超过限度", "2026-03,"),
        ("mistake", "日期,版面,稿件,种类,见报文字,应为,责任人,计", "2026-03-02,A01,,"),
    ],
)
def test_each_table_is_taken_along(client, page, table, head, row):
    client = signed_in(client, "校对")
    client.post(ADD, error(page))
    answer = client.get(ERRORS, MARCH | {"table": table, "as": "csv"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith(head)
    assert lines[1].startswith(row)
    assert "attachment" in answer.headers["Content-Disposition"]
    answer = client.get(ERRORS, MARCH | {"table": table, "as": "xlsx"})
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet["A2"].value == row.split(",")[0]


def test_what_everybody_wrote(client, page):
    client = signed_in(client, "部主任")
    text = client.get(COUNTS, MARCH).text
    assert "郑朗" in text
    answer = client.get(COUNTS, MARCH | {"as": "csv"})
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "作者,单位,身份,篇数,字数,篇数（均摊）,字数（均摊）",
        "郑朗,,记者,1,6,1.0,6.0",
    ]
    assert client.get(COUNTS, {"month": "2026-13"}).status_code == 200
    assert client.get(COUNTS, {"newspaper": "nowhere"}).status_code == 404


@pytest.mark.parametrize("group", ["记者", "责任编辑", "校对"])
def test_what_everybody_wrote_is_for_heads(client, page, group):
    assert signed_in(client, group).get(COUNTS).status_code == 403


def test_errors_are_changed_by_who_keeps_the_ledger(client, page):
    made = Mistake.objects.create(page=page, kind="word", words="座落")
    change = reverse("admin:articles_mistake_change", args=[made.pk])
    assert signed_in(client, "责任编辑").post(change, error(page)).status_code == 403
    assert (
        signed_in(client, "校对").post(change, error(page, version=made.version)).status_code == 302
    )
    assert Mistake.objects.get().instead == "坐落"
