"""From an id and a name to an account's folder with blank workbooks, its profile begun."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from pipeline.blank import workbook
from pipeline.kinds import CONTROL
from pipeline.problems import PipelineError
from pipeline.sheets import ACCOUNT
from pipeline.sheets.account import Profile
from pipeline.workspace import Workspace

BOOKS = tuple(dict.fromkeys(sheet.book for sheet in ACCOUNT))


def new(workspace: Workspace, account: str, name: str) -> Path:
    """Make the folder, whole or not at all; raise `PipelineError` where it exists or the id or the name is none."""
    folder = workspace.inputs(account)
    called = " ".join(name.split())
    if not called or CONTROL.search(called):
        raise PipelineError("the account's name is empty or holds a character that can't be printed: write --name NAME")
    if os.path.lexists(folder):
        raise PipelineError(f"there is an account {account} already: choose another id, or fill in its workbooks")
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = folder.with_name(f".{account}.new-{os.getpid()}")
    profile: dict[str, object] = {Profile.account_id.name: account, Profile.name.name: called}
    try:
        building.mkdir()
        for book in BOOKS:
            (building / f"{book}.xlsx").write_bytes(workbook(book, {Profile: [profile]}))
        building.rename(folder)
    except OSError:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return folder
