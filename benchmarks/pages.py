"""What a public page costs beside a bare Django view, on PostgreSQL behind gunicorn.

    make bench-pages            N=20000 articles
    make bench-pages N=100000

Rounds alternate over the pages in one run, so that a busy machine slows them all alike. CPU is
the web process's own, from the kernel. Exit status 1 when a ratio claimed in the README fails.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time

import django
import psutil

ROUNDS, REQUESTS = 8, 60
LIMITS = {"home": 18, "article": 7}
MEGABYTES = 80


def main(count):
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ.setdefault("SECRET_KEY", "only-for-this-run")
    django.setup()
    paths = prepare(count)
    server = gunicorn()
    try:
        worker = wait_for(server)
        measured = measure(worker, paths)
        megabytes = worker.memory_info().rss / 2**20
    finally:
        server.terminate()
    return report(count, measured, megabytes)


def prepare(count):
    """Fill the database; {name of the page: its address}."""
    from django.core.management import call_command

    from articles.models import Article
    from benchmarks.archive import make_archive

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    started = time.perf_counter()
    newspaper = make_archive(count)
    print(f"{Article.objects.count()} articles made in {time.perf_counter() - started:.0f} s")
    article = Article.objects.published().newest_first()[7]
    return {
        "bare": "/bare/",
        "home": "/",
        "article": article.get_absolute_url(),
        "section": newspaper.sections.first().get_absolute_url(),
        "API list": "/api/v1/articles/",
        "API detail": f"/api/v1/articles/{article.pk}/",
    }


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


PORT = free_port()


def gunicorn():
    command = [
        sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--workers", "1", "--threads", "1",
        "--bind", f"127.0.0.1:{PORT}", "--log-level", "warning",
    ]  # fmt: skip
    return subprocess.Popen(command)


def wait_for(server):
    """The one worker process, warm."""
    for _attempt in range(100):
        time.sleep(0.1)
        try:
            get(http.client.HTTPConnection("127.0.0.1", PORT), "/bare/")
        except OSError:
            continue
        return psutil.Process(server.pid).children()[0]
    raise SystemExit("gunicorn did not start")


def get(connection, path):
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise SystemExit(f"{path} answered {response.status}")
    return len(body)


def measure(worker, paths):
    """{name: [(CPU seconds a request, requests a second), …]}, the first round thrown away."""
    measured = {name: [] for name in paths}
    for round_number in range(ROUNDS + 1):
        for name, path in paths.items():
            cpu, clock = cpu_seconds(worker), time.perf_counter()
            connection = http.client.HTTPConnection("127.0.0.1", PORT)
            for _request in range(REQUESTS):
                get(connection, path)
                connection.close()
            spent, elapsed = cpu_seconds(worker) - cpu, time.perf_counter() - clock
            if round_number:
                measured[name].append((spent / REQUESTS, REQUESTS / elapsed))
    return measured


def cpu_seconds(process):
    times = process.cpu_times()
    return times.user + times.system


def report(count, measured, megabytes):
    bare = statistics.median(cpu for cpu, _rate in measured["bare"])
    failed = megabytes > MEGABYTES
    print(f"\n{count} articles on PostgreSQL, one gunicorn worker, {megabytes:.0f} MB\n")
    print(f"{'page':12}{'CPU ms':>9}{'requests/s':>12}{'× bare':>9}{'limit':>7}")
    for name, rounds in measured.items():
        cpu = statistics.median(cpu for cpu, _rate in rounds)
        rate = statistics.median(rate for _cpu, rate in rounds)
        limit = LIMITS.get(name)
        failed = failed or bool(limit and cpu / bare > limit)
        print(f"{name:12}{cpu * 1000:9.2f}{rate:12.0f}{cpu / bare:9.1f}{limit or '':>7}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
