"""What is printed in more than one place: the same figure has the same value everywhere, and reads the same."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, datetime

import pytest

from pipeline.flows.build import Outcome
from pipeline.flows.history import manifest_of
from pipeline.workspace import Workspace
from tests.conftest import order_of
from tests.examples.write import ACCOUNTS

pytestmark = pytest.mark.xdist_group("example")

UNITS = {"": 1.0, "k": 1e3, "m": 1e6, "bn": 1e9, "%": 0.01, "point": 0.01, "points": 0.01, "day": 1.0, "days": 1.0}
ITEMS = (".sources",)
NUMBER = re.compile(r"([+−-]?)[£$€]?(\d[\d,]*)(?:\.(\d+))?[\u00a0 ]?(k|m|bn|%|points?|days?|)")
PLAIN = re.compile(r"-?\d+(?:\.\d{3,})?(?:[eE][+-]?\d+)?")  # as a cell holds a number: in full
FIGURE = re.compile(r"[a-z_]+\.")
Said = dict[str, dict[str, set[str]]]


def interval(text: str) -> tuple[float, float] | None:
    """Between which sizes a number lies that is printed so; None for what is no number.

    Its sign is left out: "slipped by 12 days" prints the size of a change.
    """
    if PLAIN.fullmatch(text):
        size = abs(float(text))
        return size - 1e-9 * max(size, 1), size + 1e-9 * max(size, 1)
    found = NUMBER.fullmatch(text)
    if found is None:
        return None
    _, whole, rest, unit = found.groups()
    size = float(f"{whole.replace(',', '')}.{rest or 0}")
    slack = 0.5 * 10.0 ** -len(rest or "") * 1.000001
    if unit == "%" and size == 99.9:
        slack = 0.4  # a share that lacks a little is never 100 %
    return (size - slack) * UNITS[unit], (size + slack) * UNITS[unit]


def day(text: str) -> date | None:
    """The day that a text says."""
    for form in ("%Y-%m-%d", "%d %b %Y"):
        try:
            return datetime.strptime(text.replace("\u00a0", " ").replace("Sept", "Sep"), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def differs(texts: set[str]) -> bool:
    """Whether texts of one figure do not say the same number, the same day or the same words."""
    if all(sizes := [interval(text) for text in texts]):
        return max(one[0] for one in sizes if one) > min(one[1] for one in sizes if one)
    if all(days := [day(text) for text in texts]):
        return len(set(days)) > 1
    short, *longer = sorted((" ".join(text.casefold().rstrip("…").split()) for text in texts), key=len)
    return not all(text.startswith(short) for text in longer)


NUMBERED = re.compile(r"\.\d+(\.|$)")  # a line that is named by its place in a list
UNKNOWN = ("to be agreed",)  # a client's words for what is still to confirm


def said(built: tuple[Workspace, dict[str, Outcome]], account: str) -> Said:
    """What a pack prints of each figure: by its name, by file the texts."""
    workspace, _ = built
    manifest = manifest_of(workspace, account, order_of(workspace).period)
    assert manifest
    texts: Said = defaultdict(lambda: defaultdict(set))
    for file, log in manifest.printed.items():
        for name, text in log:
            if FIGURE.match(name) and not name.startswith("page."):
                # A client has shorter lists: their third line may be another row. What is lacking has its own words.
                of_client = file.startswith("client/")
                if not (of_client and text in UNKNOWN):
                    texts[f"{name} (client)" if of_client and NUMBERED.search(name) else name][file].add(text)
    return texts


@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_figure_that_is_printed_in_several_places_says_the_same_in_all(
    built: tuple[Workspace, dict[str, Outcome]], account: str
) -> None:
    found = said(built, account)
    whole = {name: set().union(*texts.values()) for name, texts in found.items()}
    # Lists are printed item by item, all under the list's name.
    single = {name: texts for name, texts in whole.items() if not name.endswith(ITEMS)}
    assert {name: texts for name, texts in single.items() if differs(texts)} == {}
    in_several = [name for name in single if len(found[name]) > 1]
    assert len(in_several) > 400
    assert sum(all(map(interval, whole[name])) for name in in_several) > 80


def test_what_differs_is_seen() -> None:
    assert not differs({"£1.24\u00a0m", "1240123.5", "£1,240,124", "−£1.24\u00a0m"})
    assert differs({"£1.24\u00a0m", "1250000"})
    assert differs({"12\u00a0%", "0.135"})
    assert not differs({"12\u00a0%", "0.1234", "12.3\u00a0%"})
    assert not differs({"15\u00a0Oct\u00a02026", "2026-10-15"})
    assert differs({"15\u00a0Oct\u00a02026", "2026-10-16"})
    assert differs({"on track", "late"})
    assert not differs({"Warn of blockages before…", "warn of blockages before they spill"})
