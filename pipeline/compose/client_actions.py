"""Composes what the client gets to edit and send back, from facts that were cut to what it may see."""

from __future__ import annotations

import base64
import hashlib
import json

from pipeline.client_actions import PARTS, Handout, code_of
from pipeline.facts import Facts
from pipeline.manifest import json_value
from pipeline.sheets.account import Profile


def handout(facts: Facts) -> Handout:
    """The rows of the client's tabs; raise `ValueError` for facts that were not cut for a client."""
    if not facts.hidden:
        raise ValueError("the client's workbook is made from restricted facts alone")
    profile = facts.one(Profile)
    rows = {part.sheet: facts.of(part.sheet) for part in PARTS}
    shown = [
        [{column.name: json_value(row.values.get(column.name)) for column in part.columns} for row in rows[part.sheet]]
        for part in PARTS
    ]
    period = str(facts.period)
    said = json.dumps([facts.account, period, shown], ensure_ascii=False, sort_keys=True)
    letters = base64.b32encode(hashlib.sha256(said.encode()).digest()).decode()
    name = profile.name if profile else facts.account
    return Handout(facts.account, name, period, code_of(facts.account, period, f"{letters[:4]}-{letters[4:8]}"), rows)
