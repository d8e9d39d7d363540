"""The block of the brief: what each department does next, by when, and what success means for it."""

from __future__ import annotations

from pipeline.blocks import Block, Entry, Finding, Head, Label, Table, Words
from pipeline.compose.rows import cell, first
from pipeline.figures import Figures, Line, beyond
from pipeline.tags import block

SHOWN = 3  # actions of a department; how many more the plan has is said


@block("actions.departments_table", "Each department: what it does next and by when, and what success means for it")
def departments_table(figures: Figures) -> Block:
    """List the departments with open actions, those with the most to do first."""
    heads = (
        Head(Label("department"), width=1),
        Head(Label("what_it_does"), width=4.5),
        Head(Label("what_success_means"), width=1.7),
    )
    listed = figures["actions.by_department"]
    alt = Finding("actions_departments_alt", {"departments": listed})
    return Table(heads, tuple(map(_department, listed.lines)), alt, Label("no_open_actions"))


def _department(line: Line) -> tuple[Entry, ...]:
    """A department with its next actions; the sign says that one is overdue."""
    does: list[Words] = [
        Finding("actions_next", {name: one[name] for name in ("activity", "owner", "due", "days_overdue")})
        for one in first(line["actions"], SHOWN)
    ]
    rest = beyond(line["actions"], SHOWN)
    if not rest.absent:
        does.append(Finding("more_in_plan", {"rest": rest}))
    late = line["overdue"]
    return (
        cell(line["department"], strong=True),
        cell(*does, tone=late.tone if late.value else None),
        cell(line["success"]),
    )
