"""The risks scored and priced again, and the account valued as an asset."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.oracle.finance import Books
from tests.oracle.plain import Found, Plain, Row, listed, months_on, numbers, over

WORDS = ("rare", "unlikely", "possible", "likely", "almost certain")
BANDS = ((16, "critical"), (10, "high"), (5, "medium"), (1, "low"))


def likelihood(risk: Row) -> int | None:
    """Residual likelihood, else inherent."""
    return risk.get("residual_likelihood", risk.get("likelihood"))


def score(risk: Row) -> int | None:
    """Likelihood x impact, residual where rated."""
    chance, impact = likelihood(risk), risk.get("residual_impact", risk.get("impact"))
    return None if chance is None or impact is None else chance * impact


def open_threats(account: Plain) -> list[Row]:
    """Threats that neither happened nor are closed; what is not said to help is taken for a threat."""
    return [row for row in account["Risks"] if row.get("kind") != "opportunity" and _open(row)]


def _open(row: Row) -> bool:
    return row.get("status") not in ("happened", "closed")


def exposure_of(account: Plain, risk: Row) -> float | None:
    """Revenue at risk by the share of its likelihood."""
    shares = account.settings["exposure_shares"]
    if "revenue" not in risk or risk.get("kind") == "opportunity" or not _open(risk):
        return None
    if risk.get("status") == "happening":
        return float(risk["revenue"] * shares["happening"])
    chance = likelihood(risk)
    return None if chance is None else float(risk["revenue"] * shares[WORDS[chance - 1]])


def risks(account: Plain) -> Found:
    """All figures of the topic risks."""
    rows, threats = account["Risks"], open_threats(account)
    chances = [row for row in rows if row.get("kind") == "opportunity" and _open(row)]
    scores = [s for row in threats if (s := score(row)) is not None]
    prices = [e for row in threats if (e := exposure_of(account, row)) is not None]
    rolling = Books(account).amount("revenue", account.rolling)
    total = None if not rows or (threats and not prices) else sum(prices)
    capped = total if total is None or rolling is None else min(total, max(rolling, 0.0))
    found: Found = {
        "risks.open_count": len(threats) if rows else None,
        "risks.opportunity_count": len(chances) if rows else None,
        "risks.high_count": sum(s >= 10 for s in scores) if rows else None,
        "risks.unrated_count": len(threats) - len(scores) if rows else None,
        "risks.unpriced_count": len(threats) - len(prices) if rows else None,
        "risks.highest_score": max(scores, default=None),
        "risks.exposure_sum": total,
        "risks.exposure": capped,
        "risks.exposure_share": over(capped, rolling),
        "risks.open_threats": frozenset(numbers(threats)),
        "risks.opportunities": frozenset(numbers(chances)),
        "risks.unrated": frozenset(numbers(row for row in threats if score(row) is None)),
        "risks.ended": frozenset(numbers(row for row in rows if not _open(row))),
    }
    flagged = [row for row in rows if _open(row) and _to_mend(account, row)]
    found["risks.flagged"] = frozenset(numbers(flagged))
    found["risks.flagged_count"] = len(flagged) if rows else None
    for row in threats:
        if score(row) is not None:
            place = f"risks.map.{likelihood(row)}x{row.get('residual_impact', row.get('impact'))}.count"
            found[place] = found.get(place, 0) + 1
    for row in rows:
        line, now = f"risks.{row['id']}", score(row)
        found[f"{line}.current_score"] = now
        judged = now if row.get("kind") != "opportunity" else None
        found[f"{line}.band"] = next((word for least, word in BANDS if judged and judged >= least), None)
        found[f"{line}.exposure"] = exposure_of(account, row)
    return found


def _to_mend(account: Plain, risk: Row) -> bool:
    """Review overdue; a serious threat without plan, trigger or owner; reviewed again and nothing changed."""
    last, following = risk.get("last_reviewed"), risk.get("next_review")
    due = None if last is None else last + timedelta(days=account.settings["review_days"])
    if following is not None and (last is None or following > last):
        due = following
    serious = risk.get("kind") != "opportunity" and (score(risk) or 0) >= 10
    bare = serious and not {"contingency", "trigger", "owner"} <= set(risk)
    return (due is not None and due < account.as_of) or bare or _unchanged(account, risk)


def _unchanged(account: Plain, risk: Row) -> bool:
    before = account.earlier_row("Risks", risk["id"])
    if account.earlier is None or before is None or "last_reviewed" not in risk or "last_reviewed" not in before:
        return False
    old = set(account.earlier["rows"].get("Actions", {}))
    new = any(risk["id"] in listed(a.get("risks")) and a["id"] not in old for a in account["Actions"])
    again = risk["last_reviewed"] > date.fromisoformat(before["last_reviewed"])
    return again and not new and score(risk) == score(dict(before))


def assets(account: Plain) -> Found:
    """All figures of the topic assets."""
    books, settings = Books(account), account.settings
    contracts = account["Contracts"]
    current = [r for r in contracts if r.get("start", account.as_of) <= account.as_of <= r.get("end", account.as_of)]
    rolling, before = books.amount("revenue", account.rolling), books.amount("revenue", account.before)
    found: Found = {"assets.contract_count": len(current) if contracts else None}
    far = account.as_of + timedelta(days=settings["notice_days"])
    ahead = [row for row in current if "notice_by" in row and row["notice_by"] >= account.as_of]
    soon = [row for row in ahead if row["notice_by"] <= far]
    found["assets.notices"] = frozenset(numbers(soon))
    found["assets.notice_count"] = len(soon) if contracts else None
    found["assets.next_notice"] = min((row["notice_by"] for row in ahead), default=None)
    ends = [row for row in current if "end" in row]
    found["assets.next_end"] = min((row["end"] for row in ends), default=None)
    valued = [row for row in ends if "annual_value" in row]
    beyond = [row["annual_value"] for row in valued if row["end"] > months_on(account.as_of, 12)]
    found["assets.cover"] = sum(beyond) if contracts and (valued or not current) else None
    share = over(found["assets.cover"], rolling)
    found["assets.cover_share"] = None if share is None else min(share, 1.0)
    profit = books.amount("profit", account.rolling)
    basis: str | None = "account profit"
    if profit is None:
        profit, basis = books.amount("margin", account.rolling), "gross margin, before cost to serve"
    found["assets.profit"] = profit
    found["assets.profit_basis"] = basis if profit is not None else None
    measured = over(rolling, before)
    grown = None if measured is None else measured - 1
    cap = settings["growth_cap"]
    rate = 0.0 if grown is None else min(max(grown, -cap), cap)
    found["assets.growth_measured"] = grown
    found["assets.growth_rate"] = rate
    stays = _retention(account, current, rolling)
    found["assets.retention"] = stays
    found |= _valued(profit, rate, stays, settings["discount_rate"])
    found["assets.at_risk_share"] = over(found["assets.at_risk"], found["assets.gross_value"])
    return found


def _retention(account: Plain, current: list[Row], rolling: float | None) -> float | None:
    """The share of revenue expected to stay a year."""
    if rolling is None:
        return None
    rates = account.settings["retention_rates"]
    known = [row for row in current if {"annual_value", "renewal", "end"} <= set(row)]
    value = sum(row["annual_value"] for row in known)
    kept = sum(row["annual_value"] * rates[row["renewal"]] for row in known)
    return over(kept + max(rolling - value, 0.0) * rates["uncovered"], max(value, rolling))


def _valued(profit: float | None, growth: float, stays: float | None, discount: float) -> dict[str, Any]:
    """Three years of profit, in full and as far as it stays."""
    gross = asset = 0.0
    year, kept = profit or 0.0, 1.0
    for _ in range(3):
        year *= (1 + growth) / (1 + discount)
        kept *= stays or 0.0
        gross += year
        asset += year * kept
    both = profit is not None and stays is not None
    return {
        "assets.gross_value": gross if both else None,
        "assets.asset_value": asset if both else None,
        "assets.at_risk": gross - asset if both and gross > 0 else None,
    }
