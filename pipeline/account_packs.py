"""What an account's pack says to the portfolio: the quoted figures and the lines of the kept lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.manifest import Manifest
from pipeline.problems import Place
from pipeline.quoted import KEPT_LISTS, ORDER, QUOTED, REASONS


@dataclass(frozen=True, slots=True)
class AccountPack:
    """What an account's pack says, as far as the portfolio asks: the quoted figures, the kept lists' lines.

    `built` is False where there is no pack of the workbooks as they are: then `why` says so ("not built: 3 problems")
    and the rest is what the last pack said, if there is one. `lists` holds each list's lines as values in the order of
    `KEPT_LISTS`, each led by the line's own name; a list that a pack did not keep is not there. `files` are the names
    of its documents.
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
    def stopped(cls, account: str, problems: int, last: Manifest | None = None) -> AccountPack:
        """An account whose problems kept this run from building its pack, with the last pack there is."""
        why = f"not built: {problems} problem{'' if problems == 1 else 's'}" if problems else "not built"
        said = cls.of(last) if last else cls(account)
        return replace(said, account=account, built=False, why=why)

    @classmethod
    def outdated(cls, manifest: Manifest) -> AccountPack:
        """An account whose workbooks are others than those that its pack was made of."""
        return replace(cls.of(manifest), built=False, why="its workbooks changed since its pack was made")

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
