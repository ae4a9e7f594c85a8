"""Import in the browser: the form, the report, and the decisions left to a person."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, EditorialEvent, ImportProblem, ImportRun, Issue, Verb
from articles.text.paragraphs import paragraphs
from tests.factories import DAY, make_article, make_issue, make_newspaper, make_page, publish

DUMP = """渡口昨日复航

本报讯（记者 郑朗）昨日上午八时，停航四十天的东门渡口恢复通航，首班渡船载客六十人。

渡口管理所负责人介绍，恢复通航后每天往返十六班，末班为晚上九时。

"""


def bring_in(client, text=DUMP, name="a01.txt", **typed):
    paper = typed.pop("newspaper", None) or make_newspaper()
    source = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    form = {"newspaper": paper.pk, "edition": "daily", "date": "2026-03-02", "source": source}
    return client.post(reverse("admin:import"), form | typed)


def make_problem(**fields):
    """An orphan of a run, with an article it might belong to."""
    article = make_article(make_page(), body="<p>第一段没有完</p><p>第二段。</p>")
    issue = article.issue
    run = ImportRun.objects.create(
        newspaper=issue.newspaper, date=issue.date, issue=issue, source_name="a.txt", size=1
    )
    fields.setdefault("candidates", [candidate(article, 1)])
    return article, ImportProblem.objects.create(
        run=run,
        issue=issue,
        code="orphan",
        message="Line %(line)s begins nowhere and continues no story with certainty. "
        "Choose where it goes.",
        params={"line": 7},
        page=article.page.label,
        text=fields.pop("text", "的半句话。"),
        needs_decision=True,
        **fields,
    )


def candidate(article, position, **more):
    return {"article": article.pk, "position": position, "score": 0.8, "why": "nearby"} | more


def decide(client, problem, **typed):
    return client.post(reverse("admin:decide", args=[problem.pk]), typed)


class TestImport:
    def test_a_dump_becomes_a_draft_issue_and_a_report(self, editor):
        response = bring_in(editor)
        run = ImportRun.objects.get()
        assert response.url == reverse("admin:import-report", args=[run.pk])
        assert run.by.username == "责任编辑"
        assert Issue.objects.get().articles.get().headline == "渡口昨日复航"
        report = editor.get(response.url)
        counts = report.context["counts"]
        assert counts["read"] == counts["placed"] + counts["apart"] + counts["unplaced"]
        assert "渡口昨日复航" in report.text

    def test_what_is_kept_apart_is_named_in_words(self, editor):
        run = ImportRun.objects.create(
            newspaper=make_newspaper(),
            date=DAY,
            source_name="a.txt",
            size=1,
            report={"apart": [{"page": "", "kind": "masthead", "text": "潮城日报"}]},
        )
        text = editor.get(reverse("admin:import-report", args=[run.pk])).text
        assert "<dt>报头</dt>" in text

    def test_a_total_number_that_does_not_fit_is_told(self, editor):
        paper = make_newspaper()
        make_issue(paper, DAY, number=14210)
        report = editor.get(bring_in(editor, "总第14211期\n" + DUMP, newspaper=paper).url)
        assert "总期号是 14211" in report.text
        assert "推算应为 14210" in report.text

    def test_the_same_file_twice_changes_nothing_and_says_so(self, editor):
        paper = make_newspaper()
        first = bring_in(editor, newspaper=paper)
        again = bring_in(editor, newspaper=paper)
        assert again.url == first.url
        assert Issue.objects.count() == Article.objects.count() == 1
        assert len(list(editor.get(again.url).context["messages"])) == 1

    @pytest.mark.parametrize("source", [b"", b"\x00\x01\x02\x03" * 99, b"\x89PNG\r\n\x1a\n\x00"])
    def test_an_unusable_file_is_one_clear_sentence_and_no_issue(self, editor, source):
        response = bring_in(editor, source)
        assert response.status_code == 400
        assert len(response.context["form"].errors["source"]) == 1
        assert not Issue.objects.exists()

    def test_a_published_day_is_refused(self, editor):
        paper = make_newspaper()
        bring_in(editor, newspaper=paper)
        publish(Issue.objects.get())
        response = bring_in(editor, DUMP + "又一段。", newspaper=paper)
        assert response.status_code == 400
        assert Article.objects.count() == 1

    def test_a_form_half_filled_is_shown_again(self, editor):
        assert bring_in(editor, edition="weekly").status_code == 400
        assert editor.post(reverse("admin:import"), {}).status_code == 400

    def test_the_report_of_a_failed_run_says_why(self, editor):
        bring_in(editor, b"")
        run = ImportRun.objects.get()
        assert run.error in editor.get(reverse("admin:import-report", args=[run.pk])).text


class TestDecisions:
    def test_candidates_are_shown_with_the_words_around_them(self, editor):
        article, problem = make_problem()
        report = editor.get(reverse("admin:import-report", args=[problem.run_id]))
        (decision,) = report.context["decisions"]
        (choice,) = decision["choices"]
        assert (choice["before"], choice["after"]) == ("第一段没有完", "第二段。")
        assert "的半句话。" in editor.get(issue_page(article)).text
        assert "的半句话。" in editor.get(article_page(article)).text

    def test_a_fragment_becomes_a_paragraph(self, editor):
        article, problem = make_problem()
        decide(editor, problem, act="place", article=article.pk, position=1, version=1)
        article.refresh_from_db()
        assert paragraphs(article.body) == ["第一段没有完", "的半句话。", "第二段。"]
        problem.refresh_from_db()
        assert problem.decided_by.username == "责任编辑"
        assert EditorialEvent.objects.about(article.issue).first().verb == Verb.DECIDED

    def test_a_fragment_ends_the_sentence_it_belongs_to(self, editor):
        article, problem = make_problem()
        decide(editor, problem, act="join", article=article.pk, position=1, version=1)
        article.refresh_from_db()
        assert paragraphs(article.body) == ["第一段没有完的半句话。", "第二段。"]

    def test_a_fragment_goes_last_into_an_article_nobody_proposed(self, editor):
        article, problem = make_problem(candidates=[])
        decide(editor, problem, act="append", article=article.pk)
        article.refresh_from_db()
        assert paragraphs(article.body)[-1] == "的半句话。"

    def test_a_fragment_set_aside_stands_in_the_furniture_of_its_page(self, editor):
        article, problem = make_problem(text="责编 周听澜")
        decide(editor, problem, act="set-aside")
        article.page.refresh_from_db()
        assert article.page.furniture == [{"kind": "furniture", "text": "责编 周听澜"}]

    def test_a_fragment_of_a_page_the_issue_lacks_is_not_lost(self, editor):
        _article, problem = make_problem()
        ImportProblem.objects.update(page="Z99")
        decide(editor, problem, act="set-aside")
        problem.refresh_from_db()
        assert problem.decided_at
        assert problem.text == "的半句话。"

    def test_a_fragment_becomes_an_article_of_its_own(self, editor):
        article, problem = make_problem()
        decide(editor, problem, act="make-article")
        problem.refresh_from_db()
        assert problem.article.page == article.page
        assert paragraphs(problem.article.body) == ["的半句话。"]

    def test_a_question_is_decided_once(self, editor):
        article, problem = make_problem()
        decide(editor, problem, act="set-aside")
        decide(editor, problem, act="place", article=article.pk, position=1, version=1)
        article.refresh_from_db()
        assert paragraphs(article.body) == ["第一段没有完", "第二段。"]

    def test_an_article_changed_meanwhile_is_looked_at_again(self, editor):
        article, problem = make_problem()
        article.body = "<p>重写。</p>"
        article.save()
        response = decide(editor, problem, act="place", article=article.pk, position=1, version=1)
        article.refresh_from_db()
        problem.refresh_from_db()
        assert response.status_code == 302
        assert (article.body, problem.decided_at) == ("<p>重写。</p>", None)

    def test_other_questions_about_the_article_count_the_new_paragraph(self, editor):
        article, problem = make_problem()
        later = ImportProblem.objects.get(pk=problem.pk)
        later.pk, later.candidates = None, [candidate(article, 2)]
        later.save()
        decide(editor, problem, act="place", article=article.pk, position=1, version=1)
        later.refresh_from_db()
        assert later.candidates[0]["position"] == 3

    def test_html_in_a_fragment_is_text(self, editor):
        article, problem = make_problem(text="a<b>&c")
        decide(editor, problem, act="place", article=article.pk, position=0, version=1)
        article.refresh_from_db()
        assert paragraphs(article.body)[0] == "a<b>&c"

    def test_an_article_of_another_issue_is_not_touched(self, editor):
        _article, problem = make_problem()
        stranger = make_article(None, issue=None)
        response = decide(editor, problem, act="append", article=stranger.pk)
        assert response.status_code == 404

    @pytest.mark.parametrize("typed", [{"act": "place", "position": "x"}, {"act": "dance"}, {}])
    def test_nonsense_changes_nothing(self, editor, typed):
        article, problem = make_problem()
        response = decide(editor, problem, **({"article": article.pk} | typed))
        assert response.status_code == 400
        problem.refresh_from_db()
        assert problem.decided_at is None

    def test_no_redirect_leads_off_the_site(self, editor):
        _article, problem = make_problem()
        response = decide(editor, problem, act="set-aside", next="https://example.com/")
        assert response.url == reverse("admin:import-report", args=[problem.run_id])


def test_a_reader_with_an_account_is_not_let_in(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.get(reverse("admin:import")).status_code == 302
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))
    assert client.get(reverse("admin:import")).status_code == 403


def issue_page(article):
    return reverse("admin:articles_issue_change", args=[article.issue_id])


def article_page(article):
    return reverse("admin:articles_article_change", args=[article.pk])
