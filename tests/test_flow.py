"""One story through the real doors: a typed page in the evening, read and found in the morning."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from articles.models import Article, ImportProblem, Issue
from tests.factories import DAY, make_newspaper, make_section, make_user

pytestmark = pytest.mark.django_db

DUMP = """\
A01 要闻

末班渡轮开到夜里十点

本报讯(记者 郑朗)昨晚起,渡口亮了三盏灯,晚归的人有船可坐。
"""
DOORS = (
    "/",
    "/chao/",
    f"/chao/{DAY}/",
    f"/chao/{DAY}/A01/",
    "/chao/sections/news/",
    "/search/?q=晚归的人",
    "/api/v1/articles/",
    "/api/v1/search/?q=晚归的人",
    "/chao/feeds/rss.xml",
    "/chao/feeds/feed.json",
)


def doors_showing(client, words):
    """The public addresses whose answer holds these words, \\u escapes undone."""
    return [door for door in DOORS if words in shown(client.get(door))]


def shown(response):
    text = response.content.decode()
    return text.encode().decode("unicode_escape") if "\\u" in text else text


def test_from_a_typed_page_to_every_door_and_back(client, tmp_path):
    make_section(make_newspaper())
    source = tmp_path / "A01.txt"
    source.write_text(DUMP, "utf-8")
    with pytest.raises(SystemExit) as status:
        call_command("import_issue", str(source), "--paper", "chao", "--date", str(DAY))
    assert status.value.code == 0
    assert not ImportProblem.objects.undecided().exists()
    assert doors_showing(client, "末班渡轮") == []

    issue, article = Issue.objects.get(), Article.objects.get()
    editor, chief = make_user("editor", "编辑"), make_user("chief", "总编辑")
    client.force_login(editor)
    assert client.post(reverse("admin:publish", args=[issue.pk])).status_code == 403
    client.force_login(chief)
    client.post(reverse("admin:publish", args=[issue.pk]))
    client.logout()
    assert doors_showing(client, "末班渡轮") == list(DOORS)
    assert client.get(article.get_absolute_url()).status_code == 200

    client.force_login(chief)
    client.post(reverse("admin:withdraw-issue", args=[issue.pk]), {"reason": "版面有误"})
    client.logout()
    assert doors_showing(client, "末班渡轮") == []
    assert client.get(article.get_absolute_url()).status_code == 410
