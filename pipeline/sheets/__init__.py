"""All sheets in tab order, and the workbooks they are filled in."""

from pipeline.columns import Row
from pipeline.sheets.account import (
    Ask,
    Comment,
    Contract,
    Intelligence,
    Message,
    Profile,
    Review,
    Strategy,
    TeamMember,
    Whitespace,
)
from pipeline.sheets.goals import Action, Goal, Progress
from pipeline.sheets.people import Interaction, Person, RelationshipPlan
from pipeline.sheets.performance import Feedback, Financial, Measure, Opportunity, Reading, Transaction, Value
from pipeline.sheets.programme import Assessment, SelfCheck
from pipeline.sheets.risks import Risk
from pipeline.sheets.scoring import Candidate, Criterion, Score
from pipeline.sheets.swot import Point

ACCOUNT: tuple[type[Row], ...] = (
    Profile, TeamMember, Intelligence, Strategy, Whitespace, Contract, Message, Review, Ask, Comment,
    Person, RelationshipPlan, Interaction,
    Point,
    Goal, Progress, Action,
    Risk,
    Financial, Transaction, Measure, Reading, Value, Opportunity, Feedback,
)  # fmt: skip

PORTFOLIO: tuple[type[Row], ...] = (Criterion, Candidate, Score, Assessment, SelfCheck)

ALL: tuple[type[Row], ...] = ACCOUNT + PORTFOLIO

# Workbook (file name without ".xlsx") -> what it is for, in the order people fill them in.
BOOKS = {
    "account": "Who the account is, what it wants, our answer, contracts, communication, reviews and asks",
    "people": "The people of the customer, the plans made with the key executives, and our contacts with them",
    "swot": "Strengths, weaknesses, opportunities and threats of our position",
    "goals": "SMART goals, their progress, and the actions that reach them",
    "risks": "The risk register: threats and opportunities, what we do about them",
    "performance": "Quarterly figures, agreed measures, value delivered, pipeline and feedback",
    "scoring": "Which accounts to select: criteria, candidates and votes",
    "programme": "How good our account programme is",
}

# Tabs that hold no data: how to fill in a workbook, the lists behind its dropdowns, what a marked copy finds.
READ_ME, LISTS, ISSUES = "Read me", "Lists", "Issues"


def in_book(book: str) -> tuple[type[Row], ...]:
    """The sheets of one workbook, in tab order."""
    return tuple(sheet for sheet in ALL if sheet.book == book)
