"""The contracts that end and the notices that are due over all accounts in the twelve months ahead, by month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import fsum
from typing import Any

from pipeline.account_packs import AccountPack
from pipeline.analyse.lines import Part, later, line, said
from pipeline.analyse.portfolio_dues import none_kept, not_kept
from pipeline.analyse.portfolio_packs import built, day_of, folded, name_of
from pipeline.figures import Answer, Case, Line, Unit, figure, found, missing
from pipeline.periods import months_later
from pipeline.problems import Place

CONTRACTS = "assets.contracts"
MONTHS = 12
SPAN = f"from the as-of day to {MONTHS} months later"


@dataclass(frozen=True, slots=True)
class Event:
    """A contract's end or its last day for notice."""

    kind: str
    day: date
    pack: AccountPack
    contract: dict[str, Any]

    @property
    def value(self) -> float | None:
        """The contract's value a year."""
        value = self.contract["annual_value"]
        return float(value) if isinstance(value, int | float) else None

    @property
    def month(self) -> str:
        """The month of its day."""
        return self.day.isoformat()[:7]

    @property
    def at(self) -> tuple[AccountPack, str, str]:
        """The pack, the topic and the key of the contract's line."""
        return self.pack, "assets", str(self.contract["contract"])

    @property
    def source(self) -> tuple[Place, ...]:
        """Where the contract stands in the pack."""
        return folded((self.at,))


def events(case: Case) -> list[Event]:
    """The ends and notices of the accounts' current contracts in the months ahead, the first first."""
    made: list[Event] = case.shared("contract dates", lambda _facts: _events(case))
    return made


def _events(case: Case) -> list[Event]:
    first, last = case.facts.as_of, months_later(case.facts.as_of, MONTHS)
    found_events = [
        Event(kind, day, pack, contract)
        for pack in built(case)
        for contract in pack.lines(CONTRACTS)
        for kind, column in (("notice", "notice_by"), ("end", "end"))
        if (day := day_of(contract[column])) is not None and first <= day <= last
    ]
    return sorted(found_events, key=lambda one: one.day)  # it is stable: of equal days the accounts keep their order


def _by_month(case: Case) -> dict[str, list[Event]]:
    """The events of each month that has any, grouped once."""
    made: dict[str, list[Event]] = case.shared("contract dates by month", lambda _facts: _grouped(events(case)))
    return made


def _grouped(listed: list[Event]) -> dict[str, list[Event]]:
    by_month: dict[str, list[Event]] = defaultdict(list)
    for one in listed:
        by_month[one.month].append(one)
    return dict(by_month)


@figure(
    "portfolio.contract_dates",
    Unit.LIST,
    "Contracts that end and notices that are due in twelve months, the first first: day, kind, account, contract, "
    "value a year, renewal",
    f"End and Notice by of the accounts' current contracts, {SPAN}",
)
def contract_dates(case: Case) -> Answer:
    if why := none_kept(case, CONTRACTS):
        return missing(why)
    lines = tuple(contract_line(case, "portfolio.contract_dates", one) for one in events(case))
    return Answer(lines, folded(one.at for one in events(case)), note=not_kept(case, CONTRACTS))


def contract_line(case: Case, name: str, one: Event) -> Line:
    """An end or a notice as a line."""
    name = f"{name}.{one.pack.account}.{one.contract['contract']}.{one.kind}"
    return later(case, name, partial(_event_parts, one))


def _event_parts(one: Event) -> dict[str, Part]:
    return {
        "day": (Unit.DATE, "End or Notice by", found(one.day, one.source)),
        "kind": (Unit.TEXT, "end or notice", found(one.kind)),
        "account": (Unit.TEXT, "the account's id", found(one.pack.account)),
        "name": (Unit.TEXT, "Name in Profile", found(name_of(one.pack))),
        "contract": (Unit.TEXT, "Contract", found(str(one.contract["contract"]), one.source)),
        "value": (
            Unit.MONEY,
            "Annual value",
            missing("no value given", one.source) if one.value is None else found(one.value, one.source),
        ),
        "renewal": (Unit.TEXT, "Renewal", said(one.contract["renewal"], one.source, "to confirm")),
    }


@figure(
    "portfolio.contract_months",
    Unit.LIST,
    "Renewals and notices by month: month, contracts that end, their value a year, not secure of it, notices due",
    f"End and Notice by of the accounts' current contracts, {SPAN}; months without either are left out",
)
def contract_months(case: Case) -> Answer:
    if why := none_kept(case, CONTRACTS):
        return missing(why)
    lines = []
    for month, held in sorted(_by_month(case).items()):
        ends = [one for one in held if one.kind == "end"]
        valued = [one for one in ends if one.value is not None]
        open_ends = [one for one in valued if one.contract["renewal"] != "secure"]
        notices = [one for one in held if one.kind == "notice"]
        none = missing("no contract with a value ends in it")
        parts: dict[str, Part] = {
            "month": (Unit.TEXT, "the month of the day", found(month)),
            "ends": (Unit.COUNT, "contracts that end", found(len(ends), folded(one.at for one in ends))),
            "value": (
                Unit.MONEY,
                "sum of Annual value where given",
                found(fsum(one.value or 0.0 for one in valued), folded(one.at for one in valued)) if valued else none,
            ),
            "not_secure": (
                Unit.MONEY,
                "sum of Annual value where Renewal is not secure",
                found(fsum(one.value or 0.0 for one in open_ends), folded(one.at for one in open_ends))
                if valued
                else none,
            ),
            "notices": (
                Unit.COUNT,
                "notices due",
                found(len(notices), folded(one.at for one in notices)),
            ),
        }
        lines.append(line(case, f"portfolio.contract_months.{month}", None, parts))
    return Answer(tuple(lines), folded(one.at for one in events(case)), note=not_kept(case, CONTRACTS))


@figure(
    "portfolio.contract_calendar",
    Unit.LIST,
    "The months ahead, each with the value of the contracts that end in it: month, secure, not secure, ends, notices",
    f"sum of Annual value where given, by Renewal; {SPAN}; months without either too",
)
def contract_calendar(case: Case) -> Answer:
    if why := none_kept(case, CONTRACTS):
        return missing(why)
    lines = []
    for number in range(MONTHS + 1):
        month = f"{months_later(case.facts.as_of.replace(day=1), number):%Y-%m}"
        held = _by_month(case).get(month, [])
        ends = [one for one in held if one.kind == "end"]
        secure = [one for one in ends if one.contract["renewal"] == "secure"]
        open_ends = [one for one in ends if one.contract["renewal"] != "secure"]
        parts: dict[str, Part] = {
            "month": (Unit.TEXT, "the month of the day", found(month)),
            "ends": (Unit.COUNT, "contracts that end", found(len(ends), folded(one.at for one in ends))),
            "secure": (Unit.MONEY, "sum of Annual value where Renewal is secure", _value(secure)),
            "not_secure": (Unit.MONEY, "sum of Annual value where Renewal is not secure", _value(open_ends)),
            "notices": (Unit.COUNT, "notices due", found(len(held) - len(ends))),
        }
        lines.append(line(case, f"portfolio.contract_calendar.{month}", None, parts))
    return Answer(tuple(lines), folded(one.at for one in events(case)), note=not_kept(case, CONTRACTS))


def _value(ends: list[Event]) -> Answer:
    """What these contracts are worth a year, where it is given."""
    return found(fsum(one.value or 0.0 for one in ends), folded(one.at for one in ends))


@figure(
    "portfolio.ending_value",
    Unit.MONEY,
    "Value a year of the contracts that end in twelve months",
    f"sum of Annual value where given, {SPAN}",
)
def ending_value(case: Case) -> Answer:
    return _ending(case, [one for one in events(case) if one.kind == "end"])


@figure(
    "portfolio.ending_not_secure",
    Unit.MONEY,
    "Value a year of the contracts that end in twelve months and are not secure",
    f"sum of Annual value where Renewal is not secure, {SPAN}",
)
def ending_not_secure(case: Case) -> Answer:
    ends = [one for one in events(case) if one.kind == "end"]
    return _ending(case, [one for one in ends if one.contract["renewal"] != "secure"])


def _ending(case: Case, ends: list[Event]) -> Answer:
    if why := none_kept(case, CONTRACTS):
        return missing(why)
    return Answer(_value(ends).value, _value(ends).sources, note=not_kept(case, CONTRACTS))


@figure(
    "portfolio.ending_count",
    Unit.COUNT,
    "Contracts that end in twelve months",
    f"End of the accounts' current contracts, {SPAN}",
)
def ending_count(case: Case) -> Answer:
    if why := none_kept(case, CONTRACTS):
        return missing(why)
    ends = [one for one in events(case) if one.kind == "end"]
    return found(len(ends), folded(one.at for one in ends))
