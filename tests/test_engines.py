"""Work is spread over processes; one that dies, hangs or takes too much costs only the item that it works on."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from pipeline.cells import Cells
from pipeline.engines import Died, run, watched
from pipeline.flows.accounts import Lost, over
from pipeline.limits import Bounds, Limits
from pipeline.problems import PipelineError, Problem
from pipeline.read import read
from tests.read.books import book

LIMITS = Limits(seconds=60)


def doubled(number: int) -> tuple[int, int]:
    return number * 2, os.getpid()


def deadly(word: str) -> str:
    """What a word says."""
    if word == "outside":
        os.abort()
    with watched(f"{word}.xlsx", Limits(seconds=1) if word == "hang" else LIMITS):
        if word == "abort":
            os.abort()
        if word == "hang":
            time.sleep(60)
        if word == "hungry":
            try:
                bytearray(2**40)
            except MemoryError:
                return "no memory"
    return word


def shouting(word: str) -> str:
    with watched("a.xlsx", LIMITS):
        os.write(2, b"thread '<unnamed>' panicked")
    return word


def raising(word: str) -> None:
    if word == "planned":
        raise PipelineError("the disk is full")
    raise ValueError("a bug")


def test_each_item_comes_back_with_its_result_from_another_process() -> None:
    found = dict(run(doubled, range(5), jobs=2))
    assert {item: result[0] for item, result in found.items() if not isinstance(result, Died)} == {
        0: 0, 1: 2, 2: 4, 3: 6, 4: 8,
    }  # fmt: skip
    workers = {result[1] for result in found.values() if not isinstance(result, Died)}
    assert len(workers) <= 2
    assert os.getpid() not in workers


def test_nothing_to_do_starts_no_process() -> None:
    assert list(run(doubled, [])) == []


def test_a_single_item_is_not_worked_on_in_this_process_either() -> None:
    ((_, result),) = run(doubled, [4], jobs=1)
    assert not isinstance(result, Died)
    assert (result[0], result[1] != os.getpid()) == (8, True)


def test_a_worker_that_dies_or_hangs_is_blamed_and_the_others_go_on() -> None:
    words = ["one", "abort", "two", "hang", "hungry", "outside", "three"]
    started = time.monotonic()
    found = dict(run(deadly, words, jobs=2))
    assert time.monotonic() - started < 15
    assert found == {
        "one": "one", "two": "two", "three": "three", "hungry": "no memory",
        "abort": Died("abort.xlsx"), "hang": Died("hang.xlsx", 1), "outside": Died(),
    }  # fmt: skip


def test_the_end_of_a_worker_is_one_sentence_about_its_file() -> None:
    died = {Died("a.xlsx"): "comes to an end", Died("a.xlsx", 10): "longer than 10 seconds", Died(): "this account"}
    for one, words in died.items():
        problem = one.problem("acme")
        assert words in problem.found
        assert problem.place.file == (one.file or "acme")
        assert "\n" not in str(problem)


def test_what_the_work_raises_is_raised_here() -> None:
    with pytest.raises(PipelineError, match="the disk is full"):
        list(run(raising, ["planned"]))
    with pytest.raises(ValueError, match="a bug") as caught:
        list(run(raising, ["unplanned"]))
    assert "in raising" in "".join(caught.value.__notes__)  # where it was raised


def test_what_a_parser_says_of_itself_is_kept_from_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(run(shouting, ["x"])) == [("x", "x")]
    assert capfd.readouterr().err == ""


def test_outside_a_worker_nothing_is_limited() -> None:
    with watched("a.xlsx", Limits(seconds=0, memory_mib=0)):
        assert len(bytearray(2**20)) == 2**20


def reading(root: str, bounds: Bounds, account: str, lost: Lost) -> Cells:
    return read(Path(root) / account, bounds, watched, lost)


class Reading:
    """Read an account's folder in a worker, its invoice lines under these limits."""

    def __init__(self, root: Path, limits: Limits) -> None:
        self.root, self.bounds = str(root), Bounds(invoice_lines=limits)

    def __call__(self, account: str, lost: Lost) -> Cells:
        return reading(self.root, self.bounds, account, lost)


@pytest.mark.parametrize(
    ("limits", "words"), [(Limits(memory_mib=12), "memory|comes to an end"), (Limits(seconds=0.01), "longer than")]
)
def test_a_file_that_costs_too_much_is_named_and_its_neighbours_are_read(
    limits: Limits, words: str, tmp_path: Path
) -> None:
    large = book({"Risks": [[f"R{n}", f"Event {n}", n, n + 0.5] for n in range(40_000)]})
    for account in ("acme", "brook"):
        (tmp_path / account).mkdir()
        (tmp_path / account / "goals.xlsx").write_bytes(book({"Goals": [["Id"], ["G1"]]}))
    (tmp_path / "acme" / "transactions.xlsx").write_bytes(large)
    found = dict(over(Reading(tmp_path, limits), ["acme", "brook"], jobs=2))
    acme, brook = found["acme"], found["brook"]
    assert isinstance(acme, Cells)
    assert isinstance(brook, Cells)
    (problem,) = acme.problems
    assert problem.place.file == "transactions.xlsx"
    assert any(word in problem.found for word in words.split("|"))
    assert [tab.name for tab in acme.tabs] == [tab.name for tab in brook.tabs] == ["Goals"]
    assert not brook.problems


def ending(account: str, lost: Lost) -> str:
    if account == "acme":
        os.abort()
    return account


def test_an_account_that_ends_its_worker_without_a_file_is_a_problem_itself() -> None:
    found = dict(over(ending, ["acme", "brook"], jobs=1))
    assert found["brook"] == "brook"
    assert isinstance(found["acme"], Problem)
    assert found["acme"].place.file == "acme"
