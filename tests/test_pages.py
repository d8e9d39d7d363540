"""How LibreOffice lays out the example documents: page 1 of a plan is one page, and no page is near empty."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.documents import CLIENT
from pipeline.workspace import Workspace
from tests.conftest import order_of
from tests.examples.write import ACCOUNTS
from tests.office import convert, requires_office

pytestmark = [pytest.mark.xdist_group("example"), requires_office]
DOTS = 18  # an inch: enough to see what is printed and what is not
INK = 200  # of 255: what is darker is printed
HEADER, FOOTER = 0.09, 0.92  # what of a page's height lies above and below its body


@pytest.fixture(scope="module")
def printed(whole: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a PDF of every Word document of all accounts, made in one call."""
    folder = tmp_path_factory.mktemp("printed")
    packs = [whole.outputs(str(order_of(whole).period)) / account for account in ACCOUNTS]
    files = [file for pack in packs for place in (pack, pack / CLIENT) for file in sorted(place.glob("*.docx"))]
    convert(files, "pdf", folder)
    assert {path.stem for path in folder.glob("*.pdf")} == {file.stem for file in files}
    return folder


def words(pdf: Path, page: int) -> str:
    """What a page says, all spaces plain."""
    only = ["-f", str(page), "-l", str(page)]
    done = subprocess.run(["pdftotext", "-layout", *only, str(pdf), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def filled(pictures: bytes) -> Iterator[float]:
    """How far down each page's body is printed on, of its height, from grey pictures of the pages (PGM) in a row."""
    at = 0
    while at < len(pictures):
        _, width, height = pictures[at : at + 32].split(maxsplit=3)[:3]
        across, down = int(width), int(height)
        start = pictures.index(b"\n255\n", at) + 5
        rows = [pictures[start + y * across : start + (y + 1) * across] for y in range(down)]
        top, foot = int(down * HEADER), int(down * FOOTER)
        last = max((y for y in range(top, foot) if min(rows[y]) < INK), default=top)
        yield (last - top) / (foot - top)
        at = start + across * down


def test_how_far_a_page_is_filled_is_seen() -> None:
    blank, dark = b"\xff" * 10, b"\xff" * 4 + b"\x10" + b"\xff" * 5
    page = b"P5\n10 100\n255\n" + b"".join(dark if y in (2, 40, 97) else blank for y in range(100))
    empty = b"P5\n10 100\n255\n" + b"".join(dark if y in (2, 97) else blank for y in range(100))
    assert [round(one, 2) for one in filled(page + empty)] == [0.37, 0.0]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_page_1_of_the_plan_is_the_first_page_and_no_more(printed: Path, account: str) -> None:
    plan = printed / f"{account}-plan-2026-Q3.pdf"
    first, second = words(plan, 1), words(plan, 2)
    assert "Signature, date" in first, "the sign-off block ends page 1"
    assert "What we do, and who does it" not in first
    assert "What we do, and who does it" in second[:200], "page 2 begins with what is done"


@pytest.mark.parametrize("account", ACCOUNTS)
def test_no_page_but_the_last_is_less_than_a_quarter_full(printed: Path, account: str) -> None:
    seen = 0
    for pdf in sorted(printed.glob(f"{account}-*.pdf")):
        pages = subprocess.run(["pdftoppm", "-r", str(DOTS), "-gray", str(pdf)], capture_output=True, check=True).stdout
        shares = [round(share, 2) for share in filled(pages)]
        seen += len(shares)
        assert [n for n, share in enumerate(shares[:-1], 1) if share < 0.25] == [], f"{pdf.stem}: {shares}"
        assert shares[-1] > 0, f"the last page of {pdf.stem} is empty"
    assert seen > 12
