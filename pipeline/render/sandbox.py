"""Hands on the Jinja environments of templates and wording: a sandbox that knows figures and runs nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import StrictUndefined, TemplateError, nodes, pass_context
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import SandboxedEnvironment

from pipeline.blocks import Finding, Label
from pipeline.figures import Figure, Line, quote
from pipeline.tags import Topic

# What an expression may look into. People's texts, numbers and dates have no attributes that a template needs.
OPEN_TYPES = (Figure, Line, Label, Finding, Topic, LoopContext, dict)
BUILT_IN = ("length", "first", "last", "list", "map", "select", "reject", "selectattr", "rejectattr")


BUDGET = "the budget"  # under this name, which no expression can write, the context holds what may still be done
STEP = "planpack_step"
MOST_STEPS = 500_000  # of the loops of a part, or of a sentence
MOST_LETTERS = 8_000_000  # of a part, its drawings included
EXPRESSION_ERRORS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError)


class TooMuch(Exception):
    """A template does more than any document needs."""


@dataclass
class Budget:
    """How much a part may still do, in steps of loops and letters, so that one that never ends is stopped."""

    steps: int = MOST_STEPS
    letters: int = MOST_LETTERS

    def step(self) -> None:
        """Take one step; raise `TooMuch` where there are none left."""
        self.steps -= 1
        if self.steps < 0:
            raise TooMuch(f"its loops take more than {MOST_STEPS:,} steps")

    def print(self, text: str) -> str:
        """Print a text; raise `TooMuch` where there is no room left for it."""
        self.letters -= len(text)
        if self.letters < 0:
            raise TooMuch(f"it prints more than {MOST_LETTERS:,} letters")
        return text


@pass_context
def _step(context: Context, value: Any) -> Any:
    """Count a step of a loop; prints nothing."""
    budget: Budget = context[BUDGET]
    budget.step()
    return value


def count_steps(tree: nodes.Template) -> None:
    """Let each loop of a program count its steps."""
    for loop in tree.find_all(nodes.For):
        loop.body.insert(0, nodes.Output([nodes.Filter(nodes.TemplateData(""), STEP, [], [], None, None)]))
        loop.body[0].set_lineno(loop.lineno, override=True)


class Sandbox(SandboxedEnvironment):
    """Reads the attributes of figures and lines, calls macros and the listed filters, and refuses all else."""

    def __init__(self, filters: Mapping[str, Callable[..., Any]], finalize: Callable[..., Any], **marks: Any) -> None:
        super().__init__(
            undefined=StrictUndefined, finalize=finalize, autoescape=False, keep_trailing_newline=True, **marks
        )
        self.filters = {**{name: self.filters[name] for name in BUILT_IN}, STEP: _step, **filters}
        self.globals.clear()

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only what is meant to be read."""
        return not attr.startswith("_") and isinstance(obj, OPEN_TYPES) and not callable(value)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only the wording file's own macros."""
        return isinstance(obj, Macro)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The attribute; of a line always its figure, also where the line has an attribute of that name itself."""
        kind = type(obj)
        if kind is Line:
            return self._of_line(obj, attribute)
        if (kind is Figure or kind is Topic) and not attribute.startswith("_"):  # as most are: without the way around
            value = getattr(obj, attribute, None)
            if value is not None and not callable(value):
                return value
        return super().getattr(obj, attribute)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What a macro makes; all else is refused."""
        if type(obj) is not Macro:
            return super().call(context, obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return obj(*args, **kwargs)

    def getitem(self, obj: Any, argument: str | Any) -> Any:
        """The item; of a line its figure."""
        if isinstance(obj, Line) and isinstance(argument, str):
            return self._of_line(obj, argument)
        return super().getitem(obj, argument)

    def _of_line(self, line: Line, attribute: str) -> Any:
        """A line's figure: what was computed, else the row's cell, else its key or own fields."""
        found = line.computed.get(attribute)
        if found is not None:
            return found
        if line.row is not None:
            if any(column.name == attribute for column in line.row.columns):
                return quote(line.name, line.row, line.row.column(attribute))
            if attribute in ("key", "own"):
                return getattr(line, attribute)
        return self.undefined(f"{line.name} has no {attribute}")


def refused(tree: nodes.Template) -> list[tuple[int, str]]:
    """Line and reason of each construct that neither templates nor wording may use."""
    found = [
        (node.lineno, "~ would print a figure without its format: write two tags")
        for node in tree.find_all(nodes.Concat)
    ]
    loading = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
    return found + [(node.lineno, "a file that is not there can't be taken in") for node in tree.find_all(loading)]


def line_of(error: BaseException, program: Any) -> int:
    """The line of a program's source that an error came from; 0 where it came from elsewhere."""
    found, trace = 0, error.__traceback__
    while trace is not None:
        template: Any = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None and template == program:
            found = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return found


def why(error: Exception) -> str:
    """An error of an expression as the end of a sentence."""
    text = " ".join(str(error).split()).rstrip(".")
    return text if len(text) <= 300 else f"{text[:300]}…"
