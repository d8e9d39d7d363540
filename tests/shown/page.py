"""A web page as lines: headings, paragraphs, rows of its tables with where each links to."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html

from tests.shown.text import row

BLOCKS = ("h1", "h2", "h3", "p", "li", "figcaption", "title", "label", "button", "summary", "dt", "dd")


def lines(text: str) -> Iterator[str]:
    """The words of the page in their order."""
    for one in html.fromstring(text).iter():
        if not isinstance(one.tag, str):
            continue
        inside = next((up for up in one.iterancestors() if up.tag in (*BLOCKS, "tr")), None)
        if inside is None and one.tag == "tr":
            yield row(_words(cell) for cell in one)
        elif inside is None and one.tag in BLOCKS:
            level = int(one.tag[1]) if one.tag[1:].isdigit() else 0
            if said := _words(one):
                yield f"{'#' * level + ' ' if level else ''}{said}"


def _words(element: etree._Element) -> str:
    """An element's words, each link with where it leads."""
    said = " ".join(" ".join(element.itertext()).split())
    links = [f"<{one.get('href')}>" for one in element.iter("a")]
    return " ".join([said, *links])
