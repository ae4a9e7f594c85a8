"""Make sure there is a Chromium for the browser tests, or say loudly that there is none."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALLS = (
    ["apt-get", "update", "-qq"],
    ["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk"],
)


def system_chromium():
    """The path of an installed Chromium, the system's or Playwright's own, or None."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if os.path.exists(own) else None


def install():
    if shutil.which("apt-get") and os.geteuid() == 0:
        for command in INSTALLS:
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    if not system_chromium():
        install()
    if not system_chromium():
        sys.stderr.write("\n*** NO CHROMIUM: the browser tests will be SKIPPED. ***\n\n")
