"""The financial position worked out in SQL: the invoice lines and quarters are tables, each sum is a query."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

from tests.oracle.plain import Found, Plain, added, counted, growth, minus, named, over

AMOUNTS = ("revenue", "cost_of_sales", "cost_to_serve", "margin", "profit")
LAID_OUT = """
create table line(quarter int, product text, revenue real, cost real, unit text, kind text);
create table typed(quarter int primary key, revenue real, revenue_target real, cost_of_sales real, margin_target real,
    cost_to_serve real, category_spend real, spend_source text, recurring real, receivables real, overdue_30 real,
    overdue_60 real, overdue_90 real, overdue_more real, credit_sales real, as_of_date text);
create view invoiced as
    select quarter, count(*) as lines, sum(revenue) as revenue, count(revenue) as priced,
        sum(cost) as cost, count(cost) as costed
    from line group by quarter;
create view known as select quarter from typed union select quarter from line;
create view actual as
    select known.quarter,
        coalesce(typed.revenue, case when lines = priced then invoiced.revenue end) as revenue,
        coalesce(typed.cost_of_sales, case when lines = costed then invoiced.cost end) as cost_of_sales,
        typed.cost_to_serve
    from known left join typed using (quarter) left join invoiced using (quarter);
create view money as
    select quarter, actual.revenue, actual.cost_of_sales, actual.cost_to_serve,
        actual.revenue - actual.cost_of_sales as margin,
        actual.revenue - actual.cost_of_sales - actual.cost_to_serve as profit,
        typed.revenue_target, typed.margin_target, typed.recurring, typed.receivables
    from actual left join typed using (quarter);
"""


class Books:
    """An account's invoice lines and quarters as tables of a database."""

    def __init__(self, account: Plain) -> None:
        self.account = account
        self.tables = sqlite3.connect(":memory:")
        self.tables.executescript(LAID_OUT)
        self.tables.executemany(
            "insert into line values (?, ?, ?, ?, ?, ?)",
            [
                (
                    account.quarter_of(row["day"]),
                    row["product"],
                    *(row.get(c) for c in ("revenue", "cost", "unit", "revenue_type")),
                )
                for row in account["Transactions"]
            ],
        )
        columns = [column for _, column, *_ in self.tables.execute("pragma table_info(typed)")][1:]
        self.tables.executemany(
            f"insert into typed values ({','.join('?' * (len(columns) + 1))})",
            [
                (counted(row["quarter"]), *(_sql(row.get(column)) for column in columns))
                for row in account["Financials"]
            ],
        )

    def one(self, query: str, *values: object) -> float | None:
        """The single value that a query asks for; None where there is none."""
        row = self.tables.execute(query, values).fetchone()
        return None if row is None else row[0]

    def amount(self, column: str, quarters: Iterable[int]) -> float | None:
        """The sum of an amount over quarters, if each of them has it."""
        return added(self.one(f"select {column} from money where quarter = ?", quarter) for quarter in quarters)

    def cell(self, column: str, quarter: int) -> float | None:
        """What is typed for a quarter."""
        return self.one(f"select {column} from typed where quarter = ?", quarter)


def _sql(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def finance(account: Plain) -> Found:
    """All figures of the topic."""
    books = Books(account)
    found = {**_sums(books), **_receivables(books), **_retention(books), **_recurring_and_wallet(books)}
    return {f"finance.{name}": value for name, value in {**found, **_quarters(books), **_products(books)}.items()}


def _sums(books: Books) -> Found:
    """Amounts by span, against target and against a year before."""
    now = books.account.quarter
    year = books.account.year
    spans = {
        "": [now], "_year_before": [now - 4], "_prior": [now - 1], "_ytd": range(year[0], now + 1),
        "_rolling": books.account.rolling, "_rolling_before": books.account.before,
    }  # fmt: skip
    found: Found = {
        f"{amount}{span}": books.amount(amount, quarters)
        for amount in AMOUNTS
        for span, quarters in spans.items()
        if span != "_rolling_before" or amount in ("revenue", "margin", "profit")
    }
    for span in ("", "_year_before", "_prior", "_ytd", "_rolling"):
        found[f"margin_share{span}"] = over(found[f"margin{span}"], found[f"revenue{span}"])
    for amount in ("revenue", "margin"):
        for span in ("", "_ytd"):
            target = books.amount(f"{amount}_target", spans[span])
            variance = minus(found[f"{amount}{span}"], target)
            found[f"{amount}{span}_target"] = target
            found[f"{amount}{span}_variance"] = variance
            found[f"{amount}{span}_variance_share"] = over(variance, target)
    found["revenue_year_target"] = books.amount("revenue_target", year)
    for amount in ("revenue", "margin", "profit"):
        found[f"{amount}_growth"] = growth(found[amount], found[f"{amount}_year_before"])
        found[f"{amount}_change"] = minus(found[amount], found[f"{amount}_year_before"])
    found["revenue_rolling_growth"] = growth(found["revenue_rolling"], found["revenue_rolling_before"])
    found["margin_share_change"] = minus(found["margin_share"], found["margin_share_year_before"])
    found["margin_share_target"] = over(found["margin_target"], found["revenue_target"])
    found["margin_share_variance"] = minus(found["margin_share"], found["margin_share_target"])
    return found


def _receivables(books: Books) -> Found:
    """What is owed, how old it is, and how many days of sales it makes."""
    now = books.account.quarter
    owed = books.cell("receivables", now)
    bands = [books.cell(f"overdue_{band}", now) for band in ("30", "60", "90", "more")]
    overdue, long = added(bands), added(bands[2:])
    found: Found = {
        "receivables": owed,
        "overdue": overdue,
        "overdue_long": long,
        "overdue_share": 0.0 if overdue == owed == 0 else over(overdue, owed),
        "overdue_long_share": 0.0 if long == owed == 0 else over(long, owed),
    }
    for span, quarter in {"": now, "_prior": now - 1, "_year_before": now - 4}.items():
        credit = books.cell("credit_sales", quarter)
        sales = books.amount("revenue", [quarter]) if credit is None else credit
        days = (books.account.first_day(quarter + 1) - books.account.first_day(quarter)).days
        per_day = over(books.cell("receivables", quarter), sales)
        found[f"dso{span}"] = None if per_day is None else per_day * days
    return found


def _retention(books: Books) -> Found:
    """What became of the revenue of the four quarters before, by product."""
    account = books.account
    first, last = account.before[0], account.quarter
    missing = ("nrr", "grr", "recurring_new", "recurring_lost")
    lines, priced, typed, quarters = books.tables.execute(
        "select count(*), count(revenue), count(kind), count(distinct quarter) from line where quarter between ? and ?",
        (first, last),
    ).fetchone()
    if quarters < 8 or priced < lines:
        return dict.fromkeys(missing)
    only = "kind = 'recurring'" if typed == lines else "true"
    products = books.tables.execute(
        "select sum(case when quarter >= :start then revenue else 0 end), sum(case when quarter < :start then revenue "
        f"else 0 end) from line where quarter between :first and :last and {only} group by product",
        {"start": account.rolling[0], "first": first, "last": last},
    ).fetchall()
    kept = sum(min(max(now, 0), base) for now, base in products if base > 0)
    recurring = typed == lines
    return {
        "nrr": over(sum(now for now, _ in products), sum(base for _, base in products)),
        "grr": over(kept, sum(base for _, base in products if base > 0)),
        "recurring_new": sum(now for now, base in products if base <= 0 < now) if recurring else None,
        "recurring_lost": sum(base for now, base in products if now <= 0 < base) if recurring else None,
    }


def _recurring_and_wallet(books: Books) -> Found:
    now = books.account.quarter
    recurring, before = books.cell("recurring", now), books.cell("recurring", now - 4)
    newest = books.tables.execute(
        "select category_spend, quarter, as_of_date, spend_source from typed"
        " where quarter <= ? and category_spend is not null order by quarter desc limit 1",
        (now,),
    ).fetchone()
    spend, quarter, day, source = newest or (None, None, None, None)
    return {
        "recurring": recurring,
        "recurring_year_before": before,
        "recurring_growth": growth(recurring, before),
        "recurring_change": minus(recurring, before),
        "category_spend": spend,
        "spend_source": source,
        "spend_date": (day and date.fromisoformat(day)) or (books.account.last_day(quarter) if quarter else None),
        "wallet_share": over(books.amount("revenue", books.account.rolling), spend),
    }


def _quarters(books: Books) -> Found:
    """The last twelve quarters, from the first that anything is known of."""
    now = books.account.quarter
    first = books.one("select min(quarter) from known where quarter between ? and ?", now - 11, now)
    found: Found = {}
    for quarter in range(int(first), now + 1) if first is not None else ():
        line = f"quarters.{named(quarter)}"
        for amount in (*AMOUNTS, "revenue_target", "margin_target", "recurring", "receivables"):
            found[f"{line}.{amount}"] = books.amount(amount, [quarter])
        found[f"{line}.revenue_variance"] = minus(found[f"{line}.revenue"], found[f"{line}.revenue_target"])
        found[f"{line}.margin_variance"] = minus(found[f"{line}.margin"], found[f"{line}.margin_target"])
        found[f"{line}.revenue_variance_share"] = over(
            found[f"{line}.revenue_variance"], found[f"{line}.revenue_target"]
        )
        found[f"{line}.margin_share"] = over(found[f"{line}.margin"], found[f"{line}.revenue"])
    return found


def _products(books: Books) -> Found:
    """Revenue of each product in the quarter and a year before."""
    now = books.account.quarter
    # A product whose lines do not all have their revenue has no sum.
    products = books.tables.execute(
        """
        select product,
            case when sum(quarter = :now) = sum(quarter = :now and revenue is not null)
                then total(case when quarter = :now then revenue end) end,
            case when sum(quarter < :now) = sum(quarter < :now and revenue is not null)
                then total(case when quarter < :now then revenue end) end
        from line where quarter in (:now, :now - 4) group by product
        """,
        {"now": now},
    ).fetchall()
    found: Found = {}
    for product, revenue, before in products:
        found[f"products.{product}.revenue"] = revenue
        found[f"products.{product}.year_before"] = before
        found[f"products.{product}.change"] = minus(revenue, before)
    return found
