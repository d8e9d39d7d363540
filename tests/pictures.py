"""`python -m tests.pictures` makes the pictures of the README from the example packs under `outputs/`."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.office import convert

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
# Name of the picture -> folder, document, page, dots an inch.
PAGES = {
    "plan-decide": ("calder", "calder-plan-2026-Q3.docx", 1, 70),
    "review-people": ("brightwell", "brightwell-review-2026-Q3.pptx", 7, 80),
    "review-result": ("calder", "calder-review-2026-Q3.pptx", 5, 80),
    "relationships": ("calder", "calder-relationships-2026-Q3.docx", 2, 70),
    "brief": ("calder", "calder-brief-2026-Q3.docx", 1, 70),
    "client-plan": ("calder/client", "calder-client-plan-2026-Q3.docx", 1, 70),
    "portfolio": ("portfolio", "portfolio-2026-Q3.pptx", 2, 70),
    "report-summary": ("calder", "calder-report-2026-Q3.xlsx", 1, 70),
}
INDEX = ("index", ROOT / "outputs" / "2026-Q3" / "index.html", {"width": 1600, "height": 740})


def main() -> None:
    """Convert each document to PDF and the page to a picture; take one of the index page, too."""
    documents()
    index(shutil.which("chromium"))


def index(chromium: str | None) -> None:
    """Take the picture of the index page with a Chromium; without one the old picture stays."""
    picture, page, size = INDEX
    if chromium is None:
        print(f"{picture}.png: Chromium is not installed, so the old picture stays")
        return
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport=size, color_scheme="light")
        tab.goto(page.as_uri())
        tab.screenshot(path=PICTURES / f"{picture}.png")
        browser.close()


def documents() -> None:
    """Convert each document to PDF and the page to a picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for picture, (place, document, page, dots) in PAGES.items():
            file = ROOT / "outputs" / "2026-Q3" / place / document
            convert([file], "pdf", folder)
            pages = ["-png", "-singlefile", "-r", str(dots), "-f", str(page), "-l", str(page)]
            subprocess.run(["pdftoppm", *pages, folder / f"{file.stem}.pdf", folder / picture], check=True)
            shutil.copy2(folder / f"{picture}.png", PICTURES / f"{picture}.png")


if __name__ == "__main__":
    main()
