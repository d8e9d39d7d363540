"""Writes the golden texts anew: `python -m tests.golden`; then read the diff, for it is what readers will read."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from pipeline.documents import PORTFOLIO
from tests.conftest import example_workspace, whole_run
from tests.golden import documents
from tests.golden.texts import path_of, text_of, text_of_portfolio

with tempfile.TemporaryDirectory() as folder:
    workspace = example_workspace(Path(folder))
    for account in workspace.accounts():
        path_of(account).write_text(text_of(workspace, account), encoding="utf-8", newline="\n")
        print(path_of(account).name)
    path_of(PORTFOLIO).write_text(text_of_portfolio(workspace), encoding="utf-8", newline="\n")
    print(path_of(PORTFOLIO).name)
    whole_run(workspace)
    shutil.rmtree(documents.FOLDER, ignore_errors=True)
    made = [documents.index_of(workspace)]
    for pack in (*workspace.accounts(), PORTFOLIO):
        made += documents.texts_of(workspace, pack)
    for path, text in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path.relative_to(documents.FOLDER))
