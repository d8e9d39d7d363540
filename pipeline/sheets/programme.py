"""programme.xlsx: how good the account programme is, as we and others see it."""

from __future__ import annotations

from datetime import date

from pipeline.columns import Component, Key, Row, Wanted
from pipeline.kinds import Choice, Day, Ref, Text
from pipeline.sheets.words import FREQUENCY, MATURITY

PRACTICES = ("profit measurement", "long-term strategy", "asset protection", "communication", "third-party assessment")


class Assessment(Row):
    """An assessor's answer to one question about one practice."""

    tab, book, component = "Assessment", "programme", Component.PORTFOLIO
    about = "How well the programme does in five practices, as assessed by us and by others."
    minimum = 1

    practice = Key("Practice", Choice(PRACTICES), "What is assessed.", example="communication")
    question = Key("Question", Text(), "What is asked.", example="Does every account have a communication plan that is kept?")
    score = Wanted("Score", MATURITY, "How well it is done.", example=3)
    assessor = Key("Assessor", Text(), "Who answers.", example="Helena Brandt")
    assessor_type = Wanted("Assessor type", Choice(("own team", "management", "customer", "third party")), "Whose view it is.", example="own team")
    evidence = Wanted("Evidence", Text(), "What the score rests on.", example="Eight of ten plans kept")
    day = Key("Date", Day(), "When.", example=date(2026, 5, 18))

    unique = (practice, question, assessor, day)


class SelfCheck(Row):
    """An account manager's four habits; a sum of 10 or more is good."""

    tab, book, component = "Self-check", "programme", Component.PORTFOLIO
    about = "Four habits of an account manager, each 0 (never) to 4 (always)."
    minimum = 1

    manager = Key("Account manager", Text(), "Who answers.", example="Anna Keller")
    account = Key("Account", Ref(("Candidates",)), "The account's id.", example="northwind")
    day = Key("Date", Day(), "When.", example=date(2026, 5, 18))
    senior_plans = Wanted("Plans with senior people", FREQUENCY, "Do you make plans with senior people of the customer?", example=2)
    followed_up = Wanted("Agreements followed up in writing", FREQUENCY, "Do you follow up agreements in writing?", example=3)
    asked_help = Wanted("Customers asked what would help", FREQUENCY, "Do you ask customers what would help them?", example=3)
    own_expectation = Wanted("Own expectation stated", FREQUENCY, "Do you say what you expect of them?", example=2)

    unique = (manager, account, day)
