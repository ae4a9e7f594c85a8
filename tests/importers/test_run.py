"""Bringing a source in: a draft issue once, nothing by halves, every failure on record."""

import datetime
import json
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from articles.importers.run import ImportRefused, SourceUnreadable, import_source, rehearse
from articles.models import (
    Article,
    Contributor,
    EditorialEvent,
    ImportProblem,
    ImportRun,
    Issue,
    RunStatus,
)
from tests.factories import (
    DAY,
    make_column,
    make_issue,
    make_newspaper,
    make_section,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db

DUMP = """\
A01 要闻

【潮评】

渡口灯亮 夜航有伴

本报讯(记者 郑  朗 许望舒 通讯员 柯海生)昨晚7时,末班渡轮改到十点。

末班船上坐着三十多人。船长说,灯亮着,心就不慌。

岸边多了三盏灯

码头管理处昨天装好了三盏灯。

本版责编:周听澜  版式:吴  绘
""".encode()


@pytest.fixture
def newspaper():
    newspaper = make_newspaper()
    make_section(newspaper, "news", "要闻")
    make_column(newspaper, "chaoping", "潮评")
    return newspaper


def bring(newspaper, source=DUMP, **options):
    return import_source(source, "渡口.txt", newspaper=newspaper, date=DAY, **options)


def test_dump_becomes_a_draft_issue(newspaper):
    run = bring(newspaper, by=make_user())
    issue = Issue.objects.get()
    assert (issue.status, run.issue, issue.date) == ("draft", issue, DAY)
    assert [page.label for page in issue.pages.all()] == ["A01"]
    article = issue.articles.get()
    assert article.headline == "渡口灯亮 夜航有伴"
    assert article.column.name == "潮评"
    assert article.section.name == "要闻"
    assert article.body.startswith("<p>昨晚7时，末班渡轮改到十点。</p>")
    assert "<h2>岸边多了三盏灯</h2>" in article.body


def test_signed_people_become_contributors_in_order(newspaper):
    bring(newspaper)
    credits = Article.objects.get().prepared["credits"]
    assert [(c["name"], c["role"]) for c in credits] == [
        ("郑朗", "reporter"),
        ("许望舒", "reporter"),
        ("柯海生", "correspondent"),
    ]


def test_own_reporters_have_no_affiliation_whatever_their_post(newspaper):
    opening = "(记者 郑  朗 许望舒 通讯员 柯海生)"
    printed = "(泊阳晚报记者 程述白 本报首席记者 郑朗 潮城日报记者 许望舒)"
    bring(newspaper, DUMP.decode().replace(opening, printed).encode())
    people = set(Contributor.objects.values_list("name", "affiliation"))
    assert people == {("程述白", "泊阳晚报"), ("郑朗", ""), ("许望舒", "")}


def test_known_contributor_is_not_made_twice(newspaper):
    bring(newspaper)
    later = DUMP.replace("渡口灯亮".encode(), "渡口灯明".encode())
    import_source(later, "b.txt", newspaper=newspaper, date=DAY + datetime.timedelta(days=1))
    assert Contributor.objects.filter(name="郑朗").count() == 1


def test_same_file_twice_changes_nothing(newspaper):
    first = bring(newspaper)
    events = EditorialEvent.objects.count()
    assert bring(newspaper) == first
    assert (Issue.objects.count(), ImportRun.objects.count()) == (1, 1)
    assert EditorialEvent.objects.count() == events


def test_second_page_joins_the_draft_issue(newspaper):
    bring(newspaper)
    bring(newspaper, DUMP.replace("A01 要闻".encode(), "A02 民生".encode()))
    assert [page.label for page in Issue.objects.get().pages.all()] == ["A01", "A02"]


def test_page_that_has_articles_is_not_overwritten(newspaper):
    bring(newspaper)
    with pytest.raises(ImportRefused, match="A01"):
        bring(newspaper, DUMP + "又一段。".encode())
    assert Article.objects.count() == 1
    assert ImportRun.objects.first().status == RunStatus.FAILED


def test_published_issue_is_not_touched(newspaper):
    issue = bring(newspaper).issue
    ImportProblem.objects.update(needs_decision=False)
    publish(issue)
    with pytest.raises(ImportRefused):
        bring(newspaper, DUMP.replace("A01 要闻".encode(), "A02 民生".encode()))
    assert Article.objects.count() == 1


def test_withdrawn_issue_takes_what_was_forgotten(newspaper):
    issue = bring(newspaper).issue
    ImportProblem.objects.update(needs_decision=False)
    publish(issue)
    issue.withdraw(by=None, reason="漏了一版")
    bring(newspaper, DUMP.replace("A01 要闻".encode(), "A02 民生".encode()))
    assert [page.label for page in issue.pages.all()] == ["A01", "A02"]


def test_masthead_that_comes_later_brings_the_number(newspaper):
    issue = bring(newspaper, DUMP.replace("A01 要闻".encode(), "A02 民生".encode())).issue
    assert issue.number is None
    bring(newspaper, "总第14210期\n".encode() + DUMP)
    issue.refresh_from_db()
    assert issue.number == 14210


def test_malformed_page_label_is_one_sentence(newspaper):
    with pytest.raises(ImportRefused):
        bring(newspaper, page_label="第一版")
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    "source",
    [b"", b"  \n\n", b"%PDF-1.7\x00\x01\x02" * 40, b"\x89PNG\r\n\x1a\n" + bytes(200)],
    ids=["empty", "blank", "PDF", "PNG"],
)
def test_unreadable_source_leaves_one_failed_run_and_nothing_else(newspaper, source):
    with pytest.raises(SourceUnreadable):
        bring(newspaper, source)
    run = ImportRun.objects.get()
    assert (run.status, run.issue) == (RunStatus.FAILED, None)
    assert run.error
    assert not Issue.objects.exists()


def test_source_without_a_date_asks_for_one_and_leaves_a_failed_run(newspaper):
    with pytest.raises(ImportRefused, match="渡口") as refusal:
        import_source(DUMP, "渡口.txt", newspaper=newspaper)
    run = ImportRun.objects.get()
    assert (run, run.status, run.error) == (refusal.value.run, "failed", str(refusal.value))
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        (datetime.date(26, 1, 2), "报纸的年份在 1815 至 2199 年之间。"),
        (DAY.replace(year=2100), "日期在一年以后。"),
    ],
)
def test_date_of_no_newspaper_is_one_sentence(newspaper, date, sentence):
    for bring_in in (import_source, rehearse):
        with pytest.raises(ImportRefused) as refusal:
            bring_in(DUMP, "渡口.txt", newspaper=newspaper, date=date)
        assert str(refusal.value) == sentence
    assert not Issue.objects.exists()
    assert ImportRun.objects.get().status == RunStatus.FAILED


def test_masthead_that_contradicts_the_date_is_reported(newspaper):
    masthead = "2026年3月3日 星期二 农历丙午年正月十五 今日4版 第123期\n\n".encode()
    run = bring(newspaper, masthead + DUMP)
    assert {"date-differs", "weekday-differs"} <= {problem.code for problem in run.problems.all()}


def numbered(number):
    """The dump under a masthead that says this total number."""
    return f"总第{number}期\n".encode() + DUMP


def doubts_about_numbers(problems):
    told = (trouble for trouble in problems if trouble.code == "number-differs")
    return [(one.params["printed"], one.params["expected"]) for one in told]


@pytest.mark.parametrize(
    ("day", "number", "printed", "expected"),
    [
        (DAY, 14210, 14211, 14210),
        (DAY + datetime.timedelta(days=3), 14211, 14211, 14208),
        (DAY - datetime.timedelta(days=1), 14211, 14211, 14212),
        (DAY - datetime.timedelta(days=2), 14210, 14209, 14212),
    ],
    ids=["the issue has another", "a later day has it", "the day before has it", "too small"],
)
def test_total_number_that_does_not_fit_is_reported(newspaper, day, number, printed, expected):
    make_issue(newspaper, day, number=number)
    run = bring(newspaper, numbered(printed))
    assert doubts_about_numbers(run.problems.all()) == [(printed, expected)]
    assert run.issue.number == (number if day == DAY else None if printed == number else printed)


def test_total_number_after_the_last_one_is_not_doubted(newspaper):
    make_issue(newspaper, DAY - datetime.timedelta(days=4), number=14209)
    make_issue(newspaper, DAY - datetime.timedelta(days=1))
    make_issue(make_newspaper("boyang", "泊阳晚报"), number=14210)
    run = bring(newspaper, numbered(14210))
    assert doubts_about_numbers(run.problems.all()) == []


def test_extra_edition_has_no_total_number_to_doubt(newspaper):
    make_issue(newspaper, number=14210)
    for told in (
        bring(newspaper, numbered(14211), edition="extra").report,
        rehearse(numbered(14211), "渡口.txt", newspaper=newspaper, date=DAY, edition="extra"),
    ):
        assert "number-differs" not in {trouble["code"] for trouble in told["problems"]}


def test_rehearsal_names_the_printed_and_the_expected_number(newspaper):
    make_issue(newspaper, number=14210)
    told = rehearse(numbered(14211), "渡口.txt", newspaper=newspaper, date=DAY)
    (message,) = (p["message"] for p in told["problems"] if p["code"] == "number-differs")
    assert "14211" in message
    assert "14210" in message


def test_label_in_the_file_name_serves_a_page_without_header(newspaper):
    source = DUMP.replace("A01 要闻\n\n".encode(), b"")
    run = import_source(source, "2026-03-02-B02.txt", newspaper=newspaper, date=DAY)
    assert [page.label for page in run.issue.pages.all()] == ["B02"]


def test_everything_read_is_accounted_for(newspaper):
    report = bring(newspaper).report
    counts = report["counts"]
    assert counts["read"] == len("".join(DUMP.decode().split()))
    assert counts["read"] == counts["placed"] + counts["apart"] + counts["unplaced"]


def test_everything_read_is_in_the_database(newspaper):
    """Width of punctuation aside, the issue holds exactly the characters of the source."""
    run = bring(newspaper)
    article = Article.objects.get()
    fields = ("label", "kicker", "headline", "subheadline", "dateline", "byline", "jump")
    texts = [getattr(article, name) for name in fields]
    texts += [article.body.replace("<p>", "").replace("</p>", "")]
    texts += [part["text"] for part in run.issue.pages.get().furniture]
    texts += [problem.text for problem in run.problems.all()]
    held = Counter("".join("".join(texts).split()).replace("<h2>", "").replace("</h2>", ""))
    narrow = str.maketrans("，：（）", ",:()")
    assert Counter(c.translate(narrow) for c in held.elements()) == Counter(
        c.translate(narrow) for c in "".join(DUMP.decode().split())
    )


def run_command(capsys, *arguments):
    with pytest.raises(SystemExit) as exit_status:
        call_command("import_issue", *map(str, arguments))
    return exit_status.value.code, capsys.readouterr()


def test_command_prints_one_report(newspaper, tmp_path, capsys):
    source = tmp_path / "渡口.txt"
    source.write_bytes(DUMP)
    status, printed = run_command(
        capsys, source, "--paper", newspaper.slug, "--date", DAY, "--json"
    )
    report = json.loads(printed.out)
    assert status == (1 if report["problems"] else 0)
    assert report["issue"] == {"paper": "chao", "date": "2026-03-02"}
    assert report["run"] == ImportRun.objects.get().pk


def test_dry_run_prints_the_report_and_writes_nothing(newspaper, tmp_path, capsys):
    source = tmp_path / "渡口.txt"
    source.write_bytes(DUMP)
    _status, printed = run_command(
        capsys, source, "--paper", newspaper.slug, "--date", DAY, "--json", "--dry-run"
    )
    assert json.loads(printed.out)["articles"][0]["headline"] == "渡口灯亮 夜航有伴"
    assert not ImportRun.objects.exists()
    assert not Issue.objects.exists()


def test_command_answers_1_to_a_source_without_a_date(newspaper, tmp_path, capsys):
    source = tmp_path / "渡口.txt"
    source.write_bytes(DUMP)
    status, printed = run_command(capsys, source, "--paper", newspaper.slug, "--json")
    told = json.loads(printed.out)
    assert status == 1
    assert told["status"] == "failed"
    assert told["run"] == ImportRun.objects.get().pk
    assert told["issue"] == {"paper": "chao", "date": None}
    assert "渡口.txt" in printed.err


def test_rehearsal_without_a_date_says_that_one_is_wanted(newspaper):
    told = rehearse(DUMP, "渡口.txt", newspaper=newspaper)
    assert [problem["code"] for problem in told["problems"]] == ["no-date"]


def test_page_that_goes_on_elsewhere_needs_nobody(newspaper, tmp_path, capsys):
    source = tmp_path / "渡口.txt"
    source.write_bytes(DUMP.replace("三盏灯。".encode(), "三盏灯。（下转第3版）".encode()))
    status, printed = run_command(
        capsys, source, "--paper", newspaper.slug, "--date", DAY, "--json"
    )
    (told,) = json.loads(printed.out)["problems"]
    assert (status, told["code"]) == (0, "jump-elsewhere")
    assert ImportRun.objects.get().status == RunStatus.DONE


def test_command_answers_2_to_an_unreadable_source(newspaper, tmp_path, capsys):
    source = tmp_path / "图.png"
    source.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    status, printed = run_command(capsys, source, "--paper", newspaper.slug, "--date", DAY)
    assert status == 2
    assert "图.png" in printed.err


def test_command_answers_2_to_a_missing_file(newspaper, tmp_path, capsys):
    status, _printed = run_command(
        capsys, tmp_path / "无.txt", "--paper", newspaper.slug, "--date", DAY
    )
    assert status == 2


def test_command_names_an_unknown_newspaper(tmp_path):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("import_issue", str(tmp_path), "--paper", "nowhere")


def test_page_emptied_into_the_pool_can_be_brought_in_again(newspaper):
    page = bring(newspaper).issue.pages.get()
    credits, furniture = page.credits.count(), page.furniture
    Article.objects.update(page=None, issue=None)
    bring(newspaper, DUMP + "\n又一段。".encode())
    page.refresh_from_db()
    assert (page.credits.count(), page.furniture) == (credits, furniture)
