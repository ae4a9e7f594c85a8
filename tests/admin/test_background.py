"""Press PDFs brought in by the admin: in the background, seen, cancelled and run again."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles.models import ImportFile, ImportRun, Issue, RunStatus
from tests.factories import DAY, make_newspaper
from tests.press import press_pdf

pytestmark = pytest.mark.django_db


def send(client, *files, **typed):
    paper = typed.pop("newspaper", None) or make_newspaper()
    sources = [SimpleUploadedFile(name, content) for name, content in files]
    form = {"newspaper": paper.pk, "edition": "daily", "date": str(DAY), "source": sources}
    return client.post(reverse("admin:import"), form | typed)


def screen(client, run):
    return client.get(reverse("admin:import-report", args=[run.pk])).text


def act(client, run, verb):
    return client.post(reverse("admin:import-act", args=[run.pk]), {"act": verb})


@pytest.fixture
def run(editor):
    send(editor, ("夜班.pdf", press_pdf()))
    return ImportRun.objects.get()


def test_pdfs_wait_with_their_files(editor, run):
    assert run.status == RunStatus.WAITING
    assert [kept.name for kept in run.files.all()] == ["夜班.pdf"]
    assert not Issue.objects.exists()
    text = screen(editor, run)
    assert 'id="progress"' in text
    assert "取消" in text


def test_a_waiting_run_becomes_a_draft_issue(editor, run):
    call_command("run_imports")
    run.refresh_from_db()
    assert run.status in {RunStatus.DONE, RunStatus.PROBLEMS}
    assert run.issue.date == DAY
    assert run.issue.pages.filter(make_up__isnull=False).count() == 2
    report = screen(editor, run)
    assert 'id="progress"' not in report
    for page in run.issue.pages.all():
        assert f'href="{reverse("admin:make-up", args=[page.pk])}"' in report


def test_a_run_is_worked_off_once(run):
    assert ImportRun.objects.claim(run.pk)
    assert ImportRun.objects.claim(run.pk) is None


def test_the_same_pdfs_again_change_nothing(editor, run):
    call_command("run_imports")
    send(editor, ("夜班.pdf", press_pdf()), newspaper=run.newspaper)
    call_command("run_imports")
    again = ImportRun.objects.latest("pk")
    assert again.issue == Issue.objects.get()
    assert again.issue.articles.count() == ImportRun.objects.first().issue.articles.count()
    assert again.pages_total == 0
    assert "未作任何改动" in again.error


def test_a_cancelled_run_writes_nothing_and_can_run_again(editor, run):
    act(editor, run, "cancel")
    run.refresh_from_db()
    assert run.status == RunStatus.CANCELLED
    call_command("run_imports")
    assert not Issue.objects.exists()
    assert "重新运行" in screen(editor, run)
    act(editor, run, "retry")
    call_command("run_imports")
    assert Issue.objects.exists()


def test_cancelling_while_it_runs_stops_it(editor, run):
    ImportRun.objects.update(cancel_asked_at=timezone.now())
    call_command("run_imports")
    run.refresh_from_db()
    assert (run.status, run.error) == (RunStatus.CANCELLED, "")


def test_a_run_that_ended_cannot_be_cancelled(editor, run):
    call_command("run_imports")
    assert act(editor, run, "cancel").status_code == 302
    run.refresh_from_db()
    assert run.status != RunStatus.CANCELLED


def test_a_run_whose_process_died_can_run_again(editor, run):
    long_ago = timezone.now() - datetime.timedelta(minutes=10)
    ImportRun.objects.update(status=RunStatus.RUNNING, seen_at=long_ago)
    assert "没有动静" in screen(editor, run)
    act(editor, run, "retry")
    run.refresh_from_db()
    assert run.status == RunStatus.WAITING


def test_a_broken_pdf_fails_in_words(editor):
    send(editor, ("坏.pdf", press_pdf()[:600]))
    call_command("run_imports")
    run = ImportRun.objects.get()
    assert run.status == RunStatus.FAILED
    assert run.error
    assert run.error in screen(editor, run)


def test_a_text_among_pdfs_is_refused(editor):
    response = send(editor, ("a.pdf", press_pdf()), ("b.txt", "本报讯".encode()))
    assert response.status_code == 400
    assert "b.txt" in response.text
    assert not ImportFile.objects.exists()


def test_an_unknown_act_is_refused(editor, run):
    assert act(editor, run, "publish").status_code == 400


def test_sources_are_never_public(client, editor, run):
    (kept,) = run.files.all()
    assert editor.get(kept.file.url).status_code == 200
    client.logout()
    assert client.get(kept.file.url).status_code == 404
