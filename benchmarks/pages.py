"""What a public page costs beside a bare Django view, on PostgreSQL behind gunicorn.

    make bench-pages            N=20000 articles
    make bench-pages N=100000

Rounds alternate over the pages in one run, so that a busy machine slows them all alike. CPU is
the web process's own, from the kernel. Exit status 1 when a limit is passed. The table is kept
in benchmarks/results/pages.md.
"""

import http.client
import os
import platform
import socket
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import django
import psutil

ROUNDS, REQUESTS = 8, 60
LIMITS = {"home": 18, "article": 7}
MEGABYTES = 80
RESULTS = Path(__file__).parent / "results" / "pages.md"


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
    """Print and keep the table; 1 when a limit is passed, else 0."""
    # The sum of all rounds: the kernel counts hundredths of a second, much of one round's.
    costs = {name: statistics.mean(cpu for cpu, _rate in it) for name, it in measured.items()}
    rows = [
        "| page | CPU ms | requests/s | × bare | limit |",
        "|---|--:|--:|--:|--:|",
    ]
    for name, rounds in measured.items():
        rate = statistics.median(rate for _cpu, rate in rounds)
        times, limit = costs[name] / costs["bare"], LIMITS.get(name, "")
        rows.append(f"| {name} | {costs[name] * 1000:.2f} | {rate:.0f} | {times:.1f} | {limit} |")
    text = (
        "# What a public page costs\n\n"
        f"{date.today():%Y-%m-%d}, {os.cpu_count()} cores, Python {platform.python_version()}: "
        f"{count} articles on PostgreSQL,\none gunicorn worker, "
        f"{megabytes:.0f} MB of at most {MEGABYTES}.\nAgain: `make bench-pages N={count}`.\n\n"
    ) + "\n".join(rows)
    print(text)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text + "\n")
    too_dear = any(costs[name] > limit * costs["bare"] for name, limit in LIMITS.items())
    return int(too_dear or megabytes >= MEGABYTES)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
