"""From workbooks and packs to where each account stands: how complete, what is wrong, what is stale, what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from pipeline.account_packs import AccountPack
from pipeline.analyse import declarations
from pipeline.check import check
from pipeline.engines import garbage_kept, watched
from pipeline.facts import Completeness
from pipeline.figures import Case
from pipeline.flows.accounts import Lost, over
from pipeline.flows.check import readable
from pipeline.flows.history import history, manifest_of
from pipeline.manifest import Manifest
from pipeline.periods import Period
from pipeline.problems import Gap, Problem
from pipeline.read import read
from pipeline.record import kept, kept_lists
from pipeline.sheets import ACCOUNT
from pipeline.sheets.account import Profile
from pipeline.workspace import Workspace

# What the staff meeting asks of an account.
ASKED = (
    "account.name", "account.manager", "health.score", "finance.revenue", "finance.revenue_target",
    "finance.revenue_rolling", "people.gaps", "actions.open", "people.key", "account.reviews_due", "assets.contracts",
    "asks.all", "risks.top",
)  # fmt: skip


@dataclass(frozen=True)
class Due:
    """Something with a day: a review or a contract's notice, and in how many days it is (fewer than none: overdue)."""

    what: str
    day: date
    days: int


@dataclass(frozen=True)
class Pack:
    """The newest pack: its quarter, the day it is true of, whether its workbooks have changed since."""

    period: str
    as_of: str
    changed: bool


@dataclass(frozen=True)
class Status:
    """Where an account stands; `stale` are tabs with their age in days, `told` what a pack of today would tell."""

    account: str
    name: str = ""
    completeness: Mapping[str, Completeness] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    gaps: tuple[Gap, ...] = ()
    pack: Pack | None = None
    stale: tuple[tuple[str, int], ...] = ()
    reviews: tuple[Due, ...] = ()
    notices: tuple[Due, ...] = ()
    told: AccountPack | None = None

    @property
    def share(self) -> float | None:
        """How complete the account is, 0..1; None where nothing is wanted."""
        total = self.completeness.get("total")
        return total.share if total else None

    @property
    def gaps_by_owner(self) -> dict[str, int]:
        """How many gaps each owner has, most first; those without an owner under an empty name."""
        counted = Counter(gap.owner for gap in self.gaps)
        return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0] == "", pair[0])))

    def as_json(self) -> dict[str, Any]:
        """The status for programs."""
        return {
            "account": self.account,
            "name": self.name,
            "completeness": {n: {"filled": c.filled, "wanted": c.wanted} for n, c in self.completeness.items()},
            "problems": len(self.problems),
            "gaps": len(self.gaps),
            "gaps_by_owner": self.gaps_by_owner,
            "pack": vars(self.pack) if self.pack else None,
            "stale_sheets": [{"sheet": sheet, "days": days} for sheet, days in self.stale],
            "reviews_due": [{"review": d.what, "day": d.day.isoformat(), "days": d.days} for d in self.reviews],
            "notices_due": [{"contract": d.what, "day": d.day.isoformat(), "days": d.days} for d in self.notices],
        }


def status_all(workspace: Workspace, accounts: Sequence[str], period: Period, as_of: date) -> Iterator[Status]:
    """Where these accounts stand, in their order."""
    told: dict[str, Status] = {}
    names = list(accounts)
    for account, one in over(partial(_status, workspace, period, as_of), names):
        told[account] = Status(account, problems=(one,)) if isinstance(one, Problem) else one
        while names and names[0] in told:
            yield told.pop(names.pop(0))


@garbage_kept()
def _status(workspace: Workspace, period: Period, as_of: date, account: str, lost: Lost) -> Status:
    """Where an account stands."""
    settings = workspace.settings
    cells = read(workspace.inputs(account), settings.bounds, watched, lost)
    checked = check(cells, ACCOUNT, account, period, as_of, settings)
    case = Case(checked.facts, settings, declarations(), history(workspace, account, period).newest)
    profile = checked.facts.one(Profile)
    return Status(
        account,
        profile.name if profile else "",
        checked.facts.completeness,
        checked.problems,
        checked.gaps,
        _pack(workspace, account, readable(cells)),
        tuple((str(line.sheet.value), int(line.age.number)) for line in case["health.stale_sheets"].lines),
        tuple(_due(line, "type", "next_review", "due_in") for line in case["account.reviews_due"].lines),
        tuple(_due(line, "contract", "notice_by", "notice_in") for line in case["assets.notices"].lines),
        _told(case),
    )


def _told(case: Case) -> AccountPack:
    """What the staff meeting asks of an account, as a pack of today would say it."""
    figures = {name: case[name] for name in ASKED}
    about = (case.facts.account, str(case.facts.period), case.facts.as_of.isoformat(), "")
    return AccountPack.of(Manifest(*about, figures=kept(figures), rows=kept_lists(figures)))


def _due(line: Any, what: str, day: str, days: str) -> Due:
    """A line of a list figure as something due."""
    return Due(str(line[what].value), line[day].value, int(line[days].number))


def _pack(workspace: Workspace, account: str, hashes: Mapping[str, str]) -> Pack | None:
    """The newest pack that can be read, of any quarter."""
    for name in sorted(workspace.packs(account), reverse=True):
        try:
            manifest = manifest_of(workspace, account, Period.parse(name, workspace.settings.fiscal_year_start))
        except ValueError:
            continue
        if manifest:
            return Pack(manifest.period, manifest.as_of, _changed(manifest, hashes))
    return None


def _changed(manifest: Manifest, hashes: Mapping[str, str]) -> bool:
    """Whether the workbooks that are read differ from those the pack was made of."""
    return any(manifest.inputs.get(file) != value for file, value in hashes.items()) or any(
        file.endswith((".xlsx", ".xlsm")) or file.casefold().startswith("transactions")
        for file in manifest.inputs.keys() - hashes.keys()
    )
