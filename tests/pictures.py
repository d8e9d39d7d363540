"""`python -m tests.pictures` makes the pictures of the README from the example packs under `outputs/`."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.office import convert

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
# Name of the picture -> account, document, page, dots an inch.
PAGES = {
    "review-people": ("brightwell", "review.pptx", 7, 80),
    "review-result": ("calder", "review.pptx", 5, 80),
    "plan-decide": ("calder", "plan.docx", 1, 70),
    "report-summary": ("calder", "report.xlsx", 1, 70),
}


def main() -> None:
    """Convert each document to PDF and the page to a picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for picture, (account, document, page, dots) in PAGES.items():
            file = ROOT / "outputs" / "2026-Q3" / account / f"{account}-{document.replace('.', '-2026-Q3.')}"
            convert([file], "pdf", folder)
            pages = ["-png", "-singlefile", "-r", str(dots), "-f", str(page), "-l", str(page)]
            subprocess.run(["pdftoppm", *pages, folder / f"{file.stem}.pdf", folder / picture], check=True)
            shutil.copy2(folder / f"{picture}.png", PICTURES / f"{picture}.png")


if __name__ == "__main__":
    main()
