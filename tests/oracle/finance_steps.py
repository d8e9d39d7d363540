"""The bridge from last year's quarter to this one, the age of what is owed, and quarters that were restated."""

from __future__ import annotations

from tests.oracle.finance import Books, finance
from tests.oracle.plain import Found, Plain, added, minus, named, over

CENT = 0.005
RESTATED = ("revenue", "cost_of_sales", "margin", "cost_to_serve", "profit", "recurring", "receivables")
BANDS = {"1-30": "30", "31-60": "60", "61-90": "90", "over 90": "more"}


def finance_steps(account: Plain) -> Found:
    """The steps of both bridges, the bands of receivables, the restated amounts."""
    books, money = Books(account), finance(account)
    return {**_bridges(books, money), **_ageing(books), **_restated(account, money)}


def _by_product(books: Books, column: str) -> dict[str, float] | None:
    """The change of a column by product; none where a quarter has no lines, or one of its lines no such cell."""
    now = books.account.quarter
    this, before, known, lines = books.tables.execute(
        f"select sum(quarter = :now), sum(quarter < :now), count({column}), count(*) from line"
        " where quarter in (:now, :now - 4)",
        {"now": now},
    ).fetchone()
    if not this or not before or known < lines:
        return None
    return dict(
        books.tables.execute(
            f"select product, sum(case when quarter = :now then {column} else -({column}) end) from line"
            " where quarter in (:now, :now - 4) group by product",
            {"now": now},
        ).fetchall()
    )


def _steps(changes: dict[str, float], whole: float) -> dict[str, float]:
    """The six largest changes, the smaller ones together, and what no product explains."""
    moved = sorted((c for c in changes.items() if abs(c[1]) >= CENT), key=lambda c: (-abs(c[1]), c[0]))
    shown = dict(moved if len(moved) <= 7 else moved[:6])
    rest = moved[len(shown) :]
    if rest:
        shown["other products"] = sum(amount for _, amount in rest)
    apart = whole - sum(shown.values())
    return {**shown, "not by product": apart} if abs(apart) >= CENT else shown


def _bridges(books: Books, money: Found) -> Found:
    found: Found = {}
    whole, products = money["finance.revenue_change"], _by_product(books, "revenue")
    if whole is not None and products is not None:
        found |= {f"finance.revenue_changes.{p}.amount": v for p, v in _steps(products, whole).items()}
    margin = money["finance.margin_change"]
    if margin is None:
        return found
    rates = money["finance.margin_share"], money["finance.margin_share_year_before"]
    steps: dict[str, float | None] = {}
    by_product = _by_product(books, "revenue - cost")
    if by_product is not None:
        steps |= _steps(by_product, margin)
    elif None not in rates:
        steps["volume and price"] = whole * rates[1]
        steps["margin rate"] = money["finance.revenue"] * (rates[0] - rates[1])
    served = minus(money["finance.cost_to_serve_year_before"], money["finance.cost_to_serve"])
    if money["finance.profit_change"] is not None and steps:
        steps["cost to serve"] = served
    return found | {f"finance.profit_changes.{step}.amount": amount for step, amount in steps.items()}


def _ageing(books: Books) -> Found:
    now = books.account.quarter
    bands = {band: books.cell(f"overdue_{column}", now) for band, column in BANDS.items()}
    owed, late = books.cell("receivables", now), added(bands.values())
    if set(bands.values()) == {None}:
        return {}
    whole = {} if owed is None or late is None else {"not due": owed - late}
    amounts = {**whole, **bands}
    return {
        **{f"finance.ageing.{band}.amount": amount for band, amount in amounts.items()},
        **{f"finance.ageing.{band}.share": over(amount, owed) for band, amount in amounts.items()},
    }


def _restated(account: Plain, money: Found) -> Found:
    """Amounts of the last twelve quarters, but for this one, that the last pack printed otherwise."""
    if account.earlier is None:
        return {"finance.restated_count": None}
    printed, names = account.earlier["figures"], []
    for quarter in range(account.quarter - 11, account.quarter):
        for what in RESTATED:
            line = f"finance.quarters.{named(quarter)}.{what}"
            before, now = printed.get(line), money.get(line)
            if line in money and before is not None and (now is None or abs(now - before) >= CENT):
                names.append(f"finance.restated.{named(quarter)}.{what}")
    return {"finance.restated": frozenset(names), "finance.restated_count": len(names)}
