"""Reasons of several quarters are said as one."""

from __future__ import annotations

from pipeline.analyse.lacking import folded


def test_quarters_that_follow_each_other_are_a_span() -> None:
    reasons = [f"no revenue given for {quarter}" for quarter in ("2025-Q4", "2026-Q1", "2026-Q2")]
    assert folded(reasons) == "no revenue given for 2025-Q4 to 2026-Q2"


def test_quarters_apart_are_listed() -> None:
    reasons = [f"no revenue given for {quarter}" for quarter in ("2026-Q3", "2025-Q1", "2025-Q2")]
    assert folded(reasons) == "no revenue given for 2025-Q1 to 2025-Q2 and 2026-Q3"


def test_what_the_same_quarters_lack_is_said_together() -> None:
    reasons = ["no revenue given for 2026-Q2; no cost of sales given for 2026-Q2", "no revenue given for 2026-Q3"]
    assert folded([*reasons, "no cost of sales given for 2026-Q3"]) == (
        "no revenue given, no cost of sales given for 2026-Q2 to 2026-Q3"
    )


def test_other_reasons_stay_as_they_are_each_once() -> None:
    assert folded(["no transactions given", "no revenue given for 2026-Q3", "no transactions given"]) == (
        "no revenue given for 2026-Q3; no transactions given"
    )
    assert folded(["no comment on result given for them"]) == "no comment on result given for them"
    assert folded([]) == ""
