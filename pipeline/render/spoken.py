"""Hands on drawn XML in the documents' language: what its runs are marked as, and the letters of its number formats."""

from __future__ import annotations

DRAWN = 'lang="en-GB"'  # as the XML files of the blocks have it
# The letters of compact numbers in charts, as XML holds them in quotes, by language.
LETTERS = {"fr": (("&#34;m&#34;", "&#34; M&#34;"), ("&#34;bn&#34;", "&#34; Md&#34;"), ("&#34;k&#34;", "&#34; k&#34;"))}


def in_language(xml: str, tag: str) -> str:
    """The XML of a block or chart in a language such as fr-FR."""
    xml = xml if tag == "en-GB" else xml.replace(DRAWN, f'lang="{tag}"')
    for ours, theirs in LETTERS.get(tag.partition("-")[0], ()):
        xml = xml.replace(ours, theirs)
    return xml
