"""One story through the real doors: a typed page in the evening, read and found in the morning."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from articles.models import Article, ImportProblem, Issue, Photo
from tests.factories import DAY, approve, make_newspaper, make_section, make_user, sign
from tests.press import CAPTION, DATE, press_pdf

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
    editor, chief = make_user("editor", "责任编辑"), make_user("chief", "总编辑")
    client.force_login(editor)
    assert client.post(reverse("admin:publish", args=[issue.pk])).status_code == 403
    client.force_login(chief)
    refusal = client.post(reverse("admin:publish", args=[issue.pk]))
    assert "尚未审定" in refusal.text
    approve(issue)
    refusal = client.post(reverse("admin:publish", args=[issue.pk]))
    assert "尚未签发" in refusal.text
    sign(issue)
    client.post(reverse("admin:publish", args=[issue.pk]))
    client.logout()
    assert doors_showing(client, "末班渡轮") == list(DOORS)
    assert client.get(article.get_absolute_url()).status_code == 200

    client.force_login(chief)
    client.post(reverse("admin:withdraw-issue", args=[issue.pk]), {"reason": "版面有误"})
    client.logout()
    assert doors_showing(client, "末班渡轮") == []
    assert client.get(article.get_absolute_url()).status_code == 410


def test_from_press_pdfs_in_the_evening_to_a_reader_in_the_morning(client):
    """Two page PDFs are brought in, checked, published at six and read at seven."""
    paper = make_section(make_newspaper()).newspaper
    client.force_login(make_user("editor", "责任编辑"))
    pdf = SimpleUploadedFile("夜班.pdf", press_pdf())
    typed = {"newspaper": paper.pk, "edition": "daily", "date": DATE, "source": pdf}
    report = client.post(reverse("admin:import"), typed).url
    call_command("run_imports")
    assert "海上第一班公交" in client.get(report).text
    for problem in ImportProblem.objects.undecided():
        client.post(reverse("admin:decide", args=[problem.pk]), {"act": "set-aside"})
    client.force_login(make_user("chief", "总编辑"))
    (photo,) = Photo.objects.filter(credit="")
    photo.credit = "资料图片"
    photo.save()
    approve(Issue.objects.get())
    sign(Issue.objects.get())
    client.post(reverse("admin:publish", args=[Issue.objects.get().pk]))
    client.logout()

    page = client.get(f"/chao/{DATE}/A01/?q=灯屿岛").text
    assert "<polygon" in page
    assert "data-hit" in page
    lead = Article.objects.get(headline__contains="海上第一班公交", continues=None)
    read = client.get(lead.get_absolute_url()).text
    assert "作业本都是邮局托渔船捎来的" in read
    assert "二十六家民宿" in read  # the half on the other page
    assert CAPTION in client.get("/search/?q=月牙湾的滩涂").text.replace("<mark>", "").replace(
        "</mark>", ""
    )
    assert client.get(f"/chao/{DATE}/pdf/").status_code == 200
