"""`planpack.toml`: the workspace's settings, each with its default and its meaning."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.limits import INVOICE_LINES, Bounds, Limits
from pipeline.problems import PipelineError


def setting(default: Any, meaning: str) -> Any:
    """A setting with its default and the comment that stands above it in `planpack.toml`."""
    if isinstance(default, dict):
        return field(default_factory=lambda: dict(default), metadata={"meaning": meaning})
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True)
class Settings:
    """What a workspace may set; `meaning` of each field is the comment in `planpack.toml`."""

    company: str = setting("Our company", "who we are, as documents name us")
    currency: str = setting("EUR", "the currency of all money, an ISO 4217 code")
    locale: str = setting("en_GB", "how numbers and dates are read and written")
    language: str = setting("", "the language of the documents, such as fr; empty: the locale's, where there are words in it")
    fiscal_year_start: int = setting(1, "the month in which the fiscal year begins, 1 to 12")
    period: str = setting("", "the quarter that packs are about, such as 2026-Q3; empty: the quarter last ended")
    as_of: str = setting("", "the day that packs are true of, such as 2026-10-15; empty: today")
    confidentiality: str = setting("INTERNAL - not for the client", "the line on every page of every internal document")
    documents: tuple[str, ...] = setting((
        "plan", "review", "report", "relationships", "brief", "agenda", "calendar",
        "client-plan", "client-review", "client-actions", "client-relationship",
    ), "the documents of an account's pack")
    portfolio_documents: tuple[str, ...] = setting(("selection", "portfolio"), "the documents of the portfolio's pack")
    contact_days: int = setting(
        90, "a key person is to be contacted within this many days, where People says nothing else"
    )
    review_days: int = setting(90, "a risk is to be reviewed within this many days")
    register_stale_days: int = setting(180, "health leaves risks out when none was reviewed in this many days")
    claim_stale_days: int = setting(180, "a claim of value that is not confirmed is stale after this many days")
    notice_days: int = setting(180, "contract notices are shown this many days ahead")
    green_from: float = setting(1.0, "a measure is green from this share of its target")
    amber_from: float = setting(0.9, "a measure is amber from this share of its target")
    csat_green: float = setting(0.8, "satisfaction is green from this share of satisfied customers")
    csat_amber: float = setting(0.6, "satisfaction is amber from this share of satisfied customers")
    nps_green: float = setting(0.3, "the net promoter score is green from this; 0.3 is 30 of 100")
    nps_amber: float = setting(0.0, "the net promoter score is amber from this")
    pace_green: float = setting(1.0, "a goal is green from this pace")
    pace_amber: float = setting(0.6, "a goal is amber from this pace")
    exposure_shares: dict[str, float] = setting(
        {"rare": 0.05, "unlikely": 0.2, "possible": 0.4, "likely": 0.6, "almost certain": 0.9, "happening": 1.0},
        "the share of the revenue at risk that a threat is taken to cost, by how likely it is",
    )
    aged_days: int = setting(180, "a deal is aged when open this many days, where too few won deals say what is usual")
    win_rate_deals: int = setting(5, "a win rate, and the usual time to win, need this many deals")
    growth_cap: float = setting(0.15, "asset value: growth is kept within plus or minus this")
    discount_rate: float = setting(0.10, "asset value: the yearly discount rate")
    health_green: float = setting(67.0, "health is green from this score")
    health_amber: float = setting(34.0, "health is amber from this score")
    health_weights: dict[str, float] = setting(
        {"financial": 25, "relationships": 20, "value": 15, "goals": 20, "risk": 15, "freshness": 5},
        "what each part of the health score weighs",
    )
    retention_rates: dict[str, float] = setting(
        {"secure": 0.95, "in talks": 0.8, "at risk": 0.5, "lost": 0.0, "uncovered": 0.85},
        "asset value: the share of revenue expected to stay a year, by how the renewal stands",
    )
    tier_cut_offs: dict[str, float] = setting(
        {"Strategic": 4.0, "Key": 3.25, "Core": 2.5},
        "selection: from which total, of two decimals, an account is of a tier; below the last it is a Prospect",
    )
    grid_midline: float = setting(3.0, "selection: attractiveness and fit are high from this score, 1 to 5")
    disagreement_from: float = setting(1.5, "selection: departments disagree when their means differ by this or more")
    self_check_good: int = setting(10, "programme: a self-check is good from this sum, of 16")

    pdf_seconds: int = setting(120, "how long LibreOffice may take to make the PDF of one file")
    workbook_limits: dict[str, float] = setting(asdict(Limits()), "how large a workbook may be, and what reading it may cost")
    invoice_line_limits: dict[str, float] = setting(asdict(INVOICE_LINES), "the same for files named transactions*")

    @property
    def bounds(self) -> Bounds:
        """The limits of the files that are read."""
        return Bounds(Limits(**self.workbook_limits), Limits(**self.invoice_line_limits))

    @property
    def period_day(self) -> date | None:
        """The as-of day; None means today."""
        return date.fromisoformat(self.as_of) if self.as_of else None


def load(path: Path) -> Settings:
    """Read `planpack.toml`; raise `PipelineError` with the line and a suggestion for an unknown key or a bad value."""
    try:
        text = path.read_text(encoding="utf-8")
        given = tomllib.loads(text)
    except FileNotFoundError:
        raise PipelineError(f"{path.name} is missing: this folder is no workspace; `planpack init` makes one") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PipelineError(f"{path.name} can't be read: {error}") from None
    known = {f.name: f for f in fields(Settings)}
    values: dict[str, Any] = {}
    for key, value in given.items():
        line = next((n for n, row in enumerate(text.splitlines(), 1) if row.strip().startswith((key, f"[{key}"))), 0)
        where = f"{path.name}, line {line}"
        if key not in known:
            near = get_close_matches(key, known, n=1)
            raise PipelineError(f"{where}: {key} is no setting" + (f"; did you mean {near[0]}?" if near else ""))
        values[key] = _checked(where, key, value, getattr(Settings(), key))
    return Settings(**values)


def _checked(where: str, key: str, value: Any, default: Any) -> Any:
    """The value in the default's type; raise `PipelineError` where it does not fit."""
    if isinstance(default, tuple):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise PipelineError(f"{where}: {key} is a list of words")
    if isinstance(default, dict):
        if not isinstance(value, dict):
            raise PipelineError(f"{where}: {key} is a table of numbers")
        for part, number in value.items():
            if part not in default:
                raise PipelineError(f"{where}: {key} has no part {part}; it has {', '.join(default)}")
            if isinstance(number, bool) or not isinstance(number, int | float) or number < 0:
                raise PipelineError(f"{where}: {key}, {part} is a number of 0 or more")
        values = {**default, **{part: float(number) for part, number in value.items()}}
        if key == "tier_cut_offs" and list(values.values()) != sorted(values.values(), reverse=True):
            raise PipelineError(f"{where}: {key} fall from the highest tier to the lowest: {', '.join(default)}")
        return values
    if isinstance(default, str):
        if not isinstance(value, str):
            raise PipelineError(f"{where}: {key} is words in quotes")
        return _checked_words(where, key, value)
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or (isinstance(default, int) and value != int(value))
    ):
        raise PipelineError(f"{where}: {key} is a {'whole ' if isinstance(default, int) else ''}number")
    if key == "fiscal_year_start" and not 1 <= value <= 12:
        raise PipelineError(f"{where}: {key} is a month, 1 to 12")
    return type(default)(value)


def _checked_words(where: str, key: str, value: str) -> str:
    """Words that mean a period, a day, a locale or a currency are checked for it."""
    from pipeline.kinds import known_locale
    from pipeline.periods import Period

    try:
        if key == "period" and value:
            Period.parse(value)
        elif key == "as_of" and value:
            date.fromisoformat(value)
        elif key == "locale":
            known_locale(value)
        elif key == "language" and value and not (value.isascii() and value.isalpha() and value.islower()):
            raise ValueError(f"{value!r} is not a language such as en or fr")
        elif key == "currency" and not (len(value) == 3 and value.isalpha() and value.isupper()):
            raise ValueError(f"{value!r} is not a currency code such as EUR")
    except ValueError as error:
        raise PipelineError(f"{where}: {key}: {error}") from None
    return value
