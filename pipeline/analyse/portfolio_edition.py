"""What every page of the portfolio's documents says of itself: who we are, the quarter, the day, the currency."""

from __future__ import annotations

from pipeline.analyse.backing import defined
from pipeline.analyse.lines import said
from pipeline.figures import Answer, Case, Unit, figure, found


@figure("portfolio.company", Unit.TEXT, "Who we are", "the setting company")
def company(case: Case) -> Answer:
    return said(case.settings.company)


@figure("portfolio.period", Unit.TEXT, "The quarter the portfolio is about", "the period of the run")
def period(case: Case) -> Answer:
    return found(str(case.facts.period))


@figure("portfolio.as_of", Unit.DATE, "The day the portfolio is true of", "the as-of day of the run")
def as_of(case: Case) -> Answer:
    return found(case.facts.as_of)


@figure("portfolio.confidentiality", Unit.TEXT, "The line on every page", "the setting confidentiality")
def confidentiality(case: Case) -> Answer:
    return said(case.settings.confidentiality)


@figure("portfolio.currency", Unit.TEXT, "The currency of all money", "the setting currency")
def currency(case: Case) -> Answer:
    return found(case.settings.currency)


@figure(
    "portfolio.definitions",
    Unit.LIST,
    "How each figure of the portfolio is worked out: topic, name, meaning, formula",
    "the figures of the portfolio and the programme that are there and are more than quoted rows or cells",
)
def definitions(case: Case) -> Answer:
    return defined(case, "portfolio.definitions", ("portfolio.", "programme."))
