"""Pages opened in Debian's chromium, with what they said and asked for."""

import os
import shutil

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
LAST_PLOT = "#plot-ordinary .main-svg"
ALL_DRAWN = """() => [...document.querySelectorAll('.plot')]
    .every(p => p.querySelector('.main-svg') && p.dataset.shut)"""


def chromium_path():
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or ""


class Visit:
    """An open page with what it said and asked for."""

    def __init__(self, chromium, address, **options):
        self.page = chromium.new_context(**options).new_page()
        self.said, self.asked = [], []
        self.page.on("console", lambda m: self.said.append(m.text))
        self.page.on("pageerror", lambda e: self.said.append(str(e)))
        self.page.on("dialog", lambda d: self.said.append(d.message))
        self.page.on("request", lambda r: self.asked.append(r.url))
        self.page.goto(address.as_uri())

    def ready(self):
        self.page.locator(LAST_PLOT).first.wait_for(state="attached")
        return self.page

    def drawn(self):
        """Wait until every figure stands and its table is shut."""
        self.page.wait_for_function(ALL_DRAWN)
        return self.page
