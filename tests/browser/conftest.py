"""A running site with the sample loaded, and a real Chromium that tolerates no error.

The site is started as an operator starts it, commands and all. That takes a while, so all of these
tests run in one process while others run the rest; a test that changes something makes its own
issue.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from tests.browser.ensure_chromium import system_chromium

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
PASSWORD = "newsroom"
expect.set_options(timeout=15_000)  # the machine may be busy with other things


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def installation(tmp_path_factory):
    """The environment of a site of its own with the sample loaded, for `manage()`."""
    folder = tmp_path_factory.mktemp("site")
    environment = os.environ | {
        "DEBUG": "false",
        "HTTPS": "false",
        "SECRET_KEY": "only-for-the-browser-tests",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "DATABASE_URL": own_database(folder),
    }
    manage(environment, "migrate")
    manage(environment, "collectstatic", "--no-input")
    manage(environment, "load_sample", "--demo-logins")
    return environment


@pytest.fixture(scope="session")
def site(installation):
    """The address of the running site."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--threads", "4", "--bind",
         f"127.0.0.1:{port}", "--log-level", "warning"],
        cwd=ROOT, env=installation,
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def own_database(folder):
    """A database beside the other tests' one, of the same kind."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return f"sqlite:///{folder / 'site.sqlite3'}"
    name = f"newsroom_browser_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
    return url.replace("/newsroom", f"/{name}", 1)


def manage(environment, *command):
    subprocess.run(
        [sys.executable, "manage.py", *command, "--verbosity", "0"],
        cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(address):
    for _attempt in range(100):
        try:
            return urllib.request.urlopen(address)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError(address)


def until(page, expression):
    """Wait for what a script says of the page. Playwright's own `wait_for_function` asks again by
    `eval()`, which our policy forbids."""
    for _attempt in range(150):
        if page.evaluate(expression):
            return
        time.sleep(0.1)
    raise TimeoutError(expression)


@pytest.fixture(scope="package")
def chromium():
    """Gone before a test of another folder asks the database: Playwright's event loop would make
    Django take this process for an asynchronous one."""
    path = system_chromium()
    if not path or not shutil.which(path):
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, site):
    """A page of a fresh browser; the test fails on any console error or policy violation."""
    context = chromium.new_context(base_url=site, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    errors = []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors


@pytest.fixture(scope="session")
def signed_in():
    """{who has signed in: their cookies}"""
    return {}


@pytest.fixture
def login(page, signed_in):
    """`login("editor")` signs in through the admin's own form, once for all tests."""

    def sign_in(name):
        if name not in signed_in:
            page.goto("/admin/login/")
            page.fill("[name=username]", name)
            page.fill("[name=password]", PASSWORD)
            page.click("[type=submit]")
            page.wait_for_url("**/admin/")
            signed_in[name] = page.context.cookies()
        page.context.add_cookies(signed_in[name])

    return sign_in


@pytest.fixture(scope="session")
def axe():
    """`axe(page)` lists the accessibility violations of what the page shows now."""

    rules = {
        "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"],
        "resultTypes": ["violations"],  # of what is as it should be, one element tells enough
    }

    def violations(page):
        found = Axe().run(page, options=rules)
        return [
            f"{violation['id']}: {violation['help']}: {violation['nodes'][0]['html'][:160]}"
            for violation in found.response["violations"]
        ]

    return violations
