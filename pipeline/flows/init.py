"""From nothing to a workspace: settings, blank workbooks, default templates, and the example accounts if wanted."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path

from pipeline.blank import workbook
from pipeline.problems import PipelineError
from pipeline.settings import Settings
from pipeline.workspace import SHIPPED

PORTFOLIO_BOOKS = ("scoring", "programme")


def init(folder: Path, *, example: bool) -> None:
    """Make a workspace in a folder that is new or empty; raise `PipelineError` where it is not."""
    if folder.exists() and any(folder.iterdir()):
        raise PipelineError(f"{folder.resolve().name} is not empty: name a new folder")
    (folder / "outputs").mkdir(parents=True)
    shutil.copytree(SHIPPED / "templates", folder / "templates")
    if example:
        shutil.copytree(SHIPPED / "inputs", folder / "inputs")
        shutil.copy2(SHIPPED / "planpack.toml", folder / "planpack.toml")
        return
    (folder / "inputs" / "accounts").mkdir(parents=True)
    for book in PORTFOLIO_BOOKS:
        (folder / "inputs" / f"{book}.xlsx").write_bytes(workbook(book))
    (folder / "planpack.toml").write_text(commented(Settings()), encoding="utf-8")


def commented(settings: Settings) -> str:
    """The settings as a file with a comment above each."""
    lines = ["# The settings of this workspace. A line that begins with # is a default: take the # away to change it."]
    for item in sorted(fields(settings), key=lambda f: isinstance(getattr(settings, f.name), dict)):
        value = getattr(settings, item.name)
        lines += ["", f"# {item.metadata['meaning']}"]
        if isinstance(value, dict):
            lines += [f"# [{item.name}]", *(f"# {_word(key)} = {_toml(part)}" for key, part in value.items())]
        else:
            lines.append(f"# {item.name} = {_toml(value)}")
    return "\n".join(lines) + "\n"


def _word(key: str) -> str:
    return key if key.isalnum() else f'"{key}"'


def _toml(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
