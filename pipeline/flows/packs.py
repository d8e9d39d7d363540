"""What the packs of a period say, account by account: what the portfolio and the index page are made of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.account_packs import AccountPack
from pipeline.flows.build import Order
from pipeline.flows.history import history, manifest_of
from pipeline.manifest import Manifest, read_quoted
from pipeline.migrations import Unreadable
from pipeline.publish import MANIFEST
from pipeline.record import is_outdated


@dataclass(frozen=True)
class Packs:
    """The packs by account, in the order of their ids, and the hash of all that they say."""

    by_account: Mapping[str, AccountPack]
    hash: str


def packs_of(order: Order, stopped: Mapping[str, int]) -> Packs:
    """What every account's pack of the period says; `stopped` are the accounts that this run built none of, with how
    many problems each has. Reads manifests, and of each the few lines that it quotes; of workbooks no more than whether
    they are those that the pack was made of.
    """
    packs: dict[str, AccountPack] = {}
    total = hashlib.sha256()
    for account in order.workspace.accounts():
        problems = stopped.get(account)
        data = _data(order, account) if problems is None else b""
        try:
            packs[account] = _said(order, account, data) if data else _stopped(order, account, problems)
        except Unreadable:
            packs[account] = _stopped(order, account, problems)
        said = data if packs[account].built else repr(packs[account]).encode()
        total.update(hashlib.sha256(said).digest())
    return Packs(packs, total.hexdigest())


def _said(order: Order, account: str, data: bytes) -> AccountPack:
    """What a pack says; it counts where the account's workbooks are still those that it was made of."""
    manifest = Manifest.from_bytes(data)
    since = (order.workspace.outputs(str(order.period)) / account / MANIFEST).stat().st_mtime
    if is_outdated(order.workspace.inputs(account), manifest.inputs, since):
        return AccountPack.outdated(manifest)
    return AccountPack.of(manifest)


def _data(order: Order, account: str) -> bytes:
    """The manifest of an account's pack of the period; empty where there is none."""
    try:
        return read_quoted(order.workspace.outputs(str(order.period)) / account / MANIFEST)
    except FileNotFoundError:
        return b""


def _stopped(order: Order, account: str, problems: int | None) -> AccountPack:
    """An account that was stopped, or never built, with what its last pack says."""
    last = manifest_of(order.workspace, account, order.period) or history(order.workspace, account, order.period).newest
    return AccountPack.stopped(account, problems or 0, last)
