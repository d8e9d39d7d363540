"""What the portfolio reads of an account's pack, and which lists a pack keeps for it and for the next quarter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.manifest import Manifest, without_texts
from pipeline.problems import Place

HEALTH_PARTS = ("financial", "relationships", "value", "goals", "risk", "freshness")

# The figures of an account that the portfolio quotes or adds up.
QUOTED = (
    "account.name", "account.tier", "account.manager", "account.completeness", "account.wanted_count",
    "account.gap_count",
    "finance.revenue", "finance.revenue_target", "finance.revenue_variance", "finance.revenue_ytd",
    "finance.revenue_rolling", "finance.margin", "finance.margin_target", "finance.margin_variance",
    "finance.margin_rolling", "finance.margin_share", "finance.profit", "finance.profit_rolling",
    "finance.receivables", "finance.overdue", "finance.overdue_long",
    "assets.gross_value", "assets.asset_value", "assets.at_risk", "assets.next_end", "assets.next_end_contract",
    "risks.exposure", "growth.open_potential", "growth.pipeline_open", "growth.pipeline_weighted",
    "value.delivered_year", "value.confirmed_year",
    "health.score", "health.change", "health.last_review",
    *(f"health.{part}" for part in HEALTH_PARTS),
    "people.verdict", "people.coverage", "people.structural_count", "people.gaps.single_thread.all.number",
    "actions.open_count", "actions.on_time_share",
)  # fmt: skip

# The lists whose lines a pack keeps: what the account itself says of its rows, so that nobody works it out again.
KEPT_LISTS: Mapping[str, tuple[str, ...]] = {
    "actions.open": ("activity", "owner", "customer_owner", "due", "slips"),
    "people.key": ("name", "owner", "contacted_on", "contact_due"),
    "account.reviews_due": ("type", "next_review"),
    "assets.contracts": ("contract", "end", "annual_value", "renewal", "notice_by"),
    "asks.all": ("ask", "why", "directed_at", "of_whom", "by", "outcome", "outcome_date", "cost", "if_refused"),
    "risks.top": ("event", "band", "current_score"),
    "finance.quarters": ("quarter", "revenue"),
    "selection.criteria": ("criterion", "axis", "weight"),
    "selection.ranking": ("name", "total", "attractiveness", "fit", "rank", "tier", "field", "total_before",
                          "rank_before", "tier_before", "field_before"),
    "selection.decisions": ("account", "name", "decision", "decided_on", "tier", "total"),
}  # fmt: skip
REASONS = "absent"  # under this name the rows of a pack keep why a quoted figure is absent
ORDER = "order"  # under this name a kept line says its place in its list, from 0: JSON sorts lines by their names
PORTFOLIO_TOPICS = ("selection.", "programme.", "portfolio.")  # how the names of the portfolio's own figures begin


@dataclass(frozen=True, slots=True)
class AccountPack:
    """What an account's pack says, as far as the portfolio asks: the quoted figures, the kept lists' lines.

    `built` is False where this run built no pack: then `why` says so ("not built: 3 problems") and the rest is what
    the last pack said, if there is one. `lists` holds each list's lines as values in the order of `KEPT_LISTS`, each
    led by the line's own name; a list that a pack did not keep is not there. `files` are the names of its documents.
    """

    account: str
    built: bool = True
    why: str = ""
    period: str = ""
    as_of: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)
    lists: Mapping[str, tuple[tuple[Any, ...], ...]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    @classmethod
    def of(cls, manifest: Manifest) -> AccountPack:
        """What a pack says that this run built, or that is still true."""
        kept = manifest.rows.get(REASONS, {})
        return cls(
            manifest.account,
            period=manifest.period,
            as_of=manifest.as_of,
            figures={name: manifest.figures[name] for name in QUOTED if name in manifest.figures},
            lists={
                name: tuple(
                    (key, *map(line.get, attributes)) for key, line in sorted(manifest.rows[name].items(), key=_order)
                )
                for name, attributes in KEPT_LISTS.items()
                if name in manifest.rows
            },
            reasons={name: str(cells.get("reason", "")) for name, cells in kept.items()},
            files=tuple(manifest.files),
        )

    @classmethod
    def read(cls, data: bytes) -> AccountPack:
        """What a pack's `pack.json` says; raise `ValueError` for what is none."""
        return cls.of(Manifest.from_bytes(without_texts(data)))

    @classmethod
    def stopped(cls, account: str, problems: int, last: Manifest | None = None) -> AccountPack:
        """An account whose problems kept this run from building its pack, with the last pack there is."""
        why = f"not built: {problems} problem{'' if problems == 1 else 's'}" if problems else "not built"
        said = cls.of(last) if last else cls(account)
        return replace(said, account=account, built=False, why=why)

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """The lines of a kept list by attribute, each with its own name as `key`; none where it was not kept."""
        attributes = ("key", *KEPT_LISTS[name])
        for line in self.lists.get(name, ()):
            yield dict(zip(attributes, line, strict=True))

    def source(self, name: str) -> tuple[Place, ...]:
        """Where a figure of the pack stands: in its `pack.json`, under the figure's name."""
        return (Place(f"{self.account}/pack.json", name),)


def _order(kept: tuple[str, Mapping[str, Any]]) -> int:
    """The place of a kept line in its list."""
    return int(kept[1].get(ORDER, 0))
