"""How much of the portfolio hangs on few accounts: shares of revenue and profit, the largest, the five largest, HHI."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from math import fsum

from pipeline.account_packs import AccountPack
from pipeline.analyse.lines import Part, line
from pipeline.analyse.portfolio_packs import NO_PACKS, built, name_of, number_of, sources
from pipeline.columns import natural
from pipeline.figures import Answer, Case, Declaration, Unit, figure, found, missing

BASES = {"revenue": "finance.revenue_rolling", "profit": "finance.profit_rolling"}
FEW = 5
# 10,000 where one account is all; 10,000 / n where n accounts are equal.
HHI = "sum over the accounts of (share in %) squared: the Herfindahl-Hirschman index, 0 to 10,000"
BASE = "of the accounts above 0, over the last four quarters"

OF_REVENUE, OF_PROFIT = (f"{basis} / sum, {BASE}" for basis in BASES)


@dataclass(frozen=True, slots=True)
class Shares:
    """The accounts above 0, the largest first, with their shares of the sum of these; and those left out."""

    figure: str
    packs: tuple[AccountPack, ...]
    shares: tuple[float, ...]
    total: float
    below: tuple[AccountPack, ...]
    lacking: tuple[AccountPack, ...]

    @property
    def hhi(self) -> float:
        """The Herfindahl-Hirschman index, above 0 and up to 10,000."""
        return fsum((100 * share) ** 2 for share in self.shares)

    def note(self) -> str:
        """Whom the shares leave out, and why."""
        said = [
            f"{len(left):,} {'account' if len(left) == 1 else 'accounts'} {why} left out"
            for left, why in ((self.below, "at 0 or below"), (self.lacking, "without it"))
            if left
        ]
        return "; ".join(said)


def shares_of(case: Case, basis: str) -> Shares:
    """The shares of revenue or profit, worked out once.

    A share of a sum that losses had lowered could pass 100 %: accounts at 0 or below have no share and are named.
    """
    made: Shares = case.shared(f"shares of {basis}", lambda _facts: _shares(case, BASES[basis]))
    return made


def _shares(case: Case, figure: str) -> Shares:
    known = {pack.account: number for pack in built(case) if (number := number_of(pack, figure)) is not None}
    above = [pack for pack in built(case) if known.get(pack.account, 0.0) > 0]
    above.sort(key=lambda pack: (-known[pack.account], natural(pack.account)))
    total = fsum(known[pack.account] for pack in above)
    return Shares(
        figure,
        tuple(above),
        tuple(known[pack.account] / total for pack in above),
        total,
        tuple(pack for pack in built(case) if pack.account in known and known[pack.account] <= 0),
        tuple(pack for pack in built(case) if pack.account not in known),
    )


def _absent(case: Case, basis: str) -> str:
    """Why there are no shares; empty where there are."""
    if not built(case):
        return NO_PACKS
    return "" if shares_of(case, basis).packs else f"no account has a {basis} above 0 over the last four quarters"


def share_of(case: Case, pack: AccountPack, basis: str) -> Answer:
    """An account's share of the portfolio's revenue or profit."""
    shares: dict[str, float] = case.shared(
        f"shares of {basis} by account",
        lambda _facts: {
            one.account: share
            for one, share in zip(shares_of(case, basis).packs, shares_of(case, basis).shares, strict=True)
        },
    )
    if pack.account in shares:
        return found(shares[pack.account], pack.source(BASES[basis]))
    known = number_of(pack, BASES[basis]) is not None
    return missing(f"its {basis} is not above 0" if known else f"no {basis} of four quarters given")


def _figures(basis: str) -> tuple[Declaration, ...]:
    """The figures of one basis."""

    def top(case: Case, number: int) -> Answer:
        if why := _absent(case, basis):
            return missing(why)
        held = shares_of(case, basis)
        return Answer(round(fsum(held.shares[:number]), 12), sources(held.packs, held.figure), note=held.note())

    def largest(case: Case) -> Answer:
        if why := _absent(case, basis):
            return missing(why)
        pack = shares_of(case, basis).packs[0]
        return found(name_of(pack), pack.source("account.name"))

    def hhi(case: Case) -> Answer:
        if why := _absent(case, basis):
            return missing(why)
        held = shares_of(case, basis)
        return Answer(held.hhi, sources(held.packs, held.figure), note=held.note())

    def equal(case: Case) -> Answer:
        index = case[f"portfolio.{basis}_hhi"]
        return missing(index.reason) if index.absent else found(10_000 / index.number, index.sources)

    def declared(name: str, unit: Unit, meaning: str, formula: str, compute: Callable[[Case], Answer]) -> Declaration:
        return figure(f"portfolio.{basis}_{name}", unit, meaning, formula)(compute)

    of = f"the portfolio's {basis}"
    return (
        declared("top1_account", Unit.TEXT, f"The account with most of {of}", f"the largest {basis} {BASE}", largest),
        declared("top1", Unit.PERCENT, f"Share of the largest account in {of}", f"largest {basis} / sum, {BASE}",
                 lambda case: top(case, 1)),
        declared("top5", Unit.PERCENT, f"Share of the five largest accounts in {of}",
                 f"sum of the five largest / sum, {BASE}", lambda case: top(case, FEW)),
        declared("hhi", Unit.NUMBER, f"How concentrated {of} is: HHI, 0 to 10,000", f"{HHI}, {BASE}", hhi),
        declared("equal_accounts", Unit.RATIO, f"How many equal accounts would be as concentrated as {of}",
                 "10,000 / HHI", equal),
    )  # fmt: skip


REVENUE, PROFIT = _figures("revenue"), _figures("profit")


@figure(
    "portfolio.concentration",
    Unit.LIST,
    "The largest accounts first: account, revenue and share of it, profit and share of it, shares so far",
    f"revenue / sum and profit / sum, {BASE}",
)
def concentration(case: Case) -> Answer:
    if why := _absent(case, "revenue"):
        return missing(why)
    held, lines = shares_of(case, "revenue"), []
    for pack, share, so_far in zip(held.packs, held.shares, accumulate(held.shares), strict=True):
        parts: dict[str, Part] = {
            "account": (Unit.TEXT, "the account's id", found(pack.account)),
            "name": (Unit.TEXT, "Name in Profile", found(name_of(pack), pack.source("account.name"))),
            "revenue": (
                Unit.MONEY,
                "rolling revenue",
                found(number_of(pack, held.figure) or 0.0, pack.source(held.figure)),
            ),
            "revenue_share": (Unit.PERCENT, OF_REVENUE, found(share, pack.source(held.figure))),
            "so_far": (Unit.PERCENT, "its share and those of all larger ones", found(min(so_far, 1.0))),
            "profit_share": (Unit.PERCENT, OF_PROFIT, share_of(case, pack, "profit")),
        }
        lines.append(line(case, f"portfolio.concentration.{pack.account}", None, parts))
    return found(tuple(lines), sources(held.packs, held.figure))
