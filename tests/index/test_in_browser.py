"""The index page in a real Chromium: sorting, filters, search, keyboard, small and large, dark, print, 10,000 rows."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.documents import DOCUMENTS
from tests.index.pages import many, pack, page

CHROMIUM = shutil.which("chromium")
QUIET = ("gpu", "quic", "background-networking", "component-update", "sync")
FLAGS = ["--headless", "--no-sandbox", "--no-first-run", *(f"--disable-{what}" for what in QUIET)]
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.xdist_group("browser"),
    pytest.mark.filterwarnings("default"),
]
HOSTILE = '<script>document.title="owned"</script>"\'‮'


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all tests of this file."""
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Open a page from disk; at the end no error and no message may stand in its console."""
    told: list[str] = []
    contexts = []

    def opened(data: bytes, width: int = 1600, height: int = 900, scheme: str = "light") -> Any:
        path = tmp_path / "index.html"
        path.write_bytes(data)
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: told.append(message.text))
        tab.on("pageerror", lambda error: told.append(str(error)))
        tab.goto(path.as_uri())
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert told == []


def names(tab: Any) -> list[str]:
    """The accounts shown, from the top."""
    found: list[str] = tab.eval_on_selector_all(
        "tbody tr", "rows => rows.filter(r => !r.hidden).map(r => r.cells[0].textContent)"
    )
    return found


def expect(tab: Any, count: int) -> None:
    """Wait until so many accounts are said to be shown."""
    tab.locator("#shown", has_text=re.compile(f"^{count}$")).wait_for(timeout=5_000)


def three() -> bytes:
    return page(
        pack("ann", health__score=90.0, finance__revenue=10.0, account__manager="Zoë", account__tier="Key"),
        pack("bob", health__score=20.0, finance__revenue=9.0, account__manager="Émile", account__tier="Core"),
        pack("cid", finance__revenue=200.0, account__manager="Zoë", account__tier="Core"),
        pack("hostile", health__score=50.0, account__name=HOSTILE, account__manager=HOSTILE),
    )


def test_it_sorts_by_numbers_and_by_words_and_tells_which_way(open_page: Any) -> None:
    tab = open_page(three())
    head = tab.get_by_role("button", name="Revenue", exact=True)
    head.click()
    assert names(tab)[:3] == ["Cid", "Ann", "Bob"]
    assert head.locator("..").get_attribute("aria-sort") == "descending"
    head.click()
    assert names(tab)[:3] == ["Bob", "Ann", "Cid"]
    tab.get_by_role("button", name="Account", exact=True).click()
    assert names(tab)[1:] == ["Ann", "Bob", "Cid"]
    assert head.locator("..").get_attribute("aria-sort") is None


def test_search_and_filters_work_together_and_can_be_cleared(open_page: Any) -> None:
    tab = open_page(three())
    tab.get_by_label("Search").fill("emile")
    expect(tab, 1)
    assert names(tab) == ["Bob"]
    tab.get_by_label("Tier").select_option("Key")
    assert names(tab) == []
    assert tab.locator("#none").is_visible()
    tab.get_by_role("button", name="Clear").click()
    expect(tab, 4)
    tab.get_by_label("Health").select_option("off track")
    assert names(tab) == ["Bob"]


def test_the_keyboard_is_enough(open_page: Any) -> None:
    tab = open_page(three())
    seen = []
    for _ in range(30):
        tab.keyboard.press("Tab")
        seen.append(tab.evaluate("document.activeElement.textContent || document.activeElement.id"))
        if seen[-1] == "Health":
            tab.keyboard.press("Enter")
            break
    assert names(tab)[0] == "Ann"


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1600, "light"), (1600, "dark"), (360, "light")])
def test_it_fits_small_and_large_and_is_accessible(open_page: Any, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    tab = open_page(three(), width, 800, scheme)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.Axe().run(tab).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_hostile_names_are_only_names(open_page: Any) -> None:
    tab = open_page(three())
    assert "owned" not in tab.title()
    assert HOSTILE in names(tab)
    tab.get_by_label("Account manager").select_option(HOSTILE)
    assert names(tab) == [HOSTILE]


def test_links_open(open_page: Any, tmp_path: Path) -> None:
    tab = open_page(three())
    (tmp_path / "ann").mkdir()
    (tmp_path / "ann" / "ann-plan-2026-Q3.docx").write_bytes(b"a plan")
    with tab.expect_download() as download:
        tab.get_by_role("row", name="Ann").get_by_role("link", name="Account plan", exact=True).click()
    assert Path(download.value.path()).read_bytes() == b"a plan"


def packed() -> bytes:
    """A page of one account with many documents."""
    names = [document.file_name("ann", "2026-Q3") for document in DOCUMENTS if not document.per_person]
    return page(replace(pack("ann"), files=tuple(names)))


def test_many_documents_are_folded_and_the_keyboard_unfolds_them(open_page: Any) -> None:
    tab = open_page(packed())
    link = tab.get_by_role("link", name="Account plan", exact=True)
    assert not link.is_visible()
    tab.locator("summary").focus()
    tab.keyboard.press("Enter")
    assert link.is_visible()
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    assert axe.Axe().run(tab).response["violations"] == []


def test_ten_thousand_accounts_are_usable_and_print_whole(open_page: Any, tmp_path: Path) -> None:
    tab = open_page(page(*many(10_000)))
    assert len(names(tab)) == 250
    spent = tab.evaluate(
        """() => { const began = performance.now();
        document.querySelector('thead button').click(); document.body.offsetHeight;
        return performance.now() - began; }"""
    )
    assert spent < 5_000
    tab.get_by_label("Search").fill("a09999")
    expect(tab, 1)
    assert names(tab) == ["A09999"]


def test_it_prints_every_row_without_its_tools(open_page: Any) -> None:
    tab = open_page(page(*many(300)))
    assert tab.pdf(format="A4", landscape=True)[:5] == b"%PDF-"
    tab.emulate_media(media="print")
    assert not tab.locator("#tools").is_visible()
    tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert len(names(tab)) == 300
