"""The account itself: its profile, its pack, and what its data lacks."""

from __future__ import annotations

from pipeline.analyse.lines import Part, line, said
from pipeline.columns import Column
from pipeline.facts import Completeness
from pipeline.figures import Answer, Case, Declaration, Unit, figure, found, missing, quote, unit_of
from pipeline.kinds import Scale
from pipeline.problems import Place
from pipeline.sheets import ACCOUNT
from pipeline.sheets.account import Profile


def _quoted(column: Column[object]) -> Declaration:
    """A field of the profile as a figure."""

    def compute(case: Case) -> Answer:
        profile = case.facts.one(Profile)
        if profile is None:
            return missing("to confirm" if column.wanted or column.identifies else "not given")
        typed = quote("account", profile, column)
        return Answer(typed.value, typed.sources, None, typed.reason)

    meaning = f"{column.heading}: {column.help}"
    return Declaration(f"account.{column.name}", unit_of(column), meaning, "as given in Profile", (column,), compute)


PROFILE_FIGURES = tuple(_quoted(column) for column in Profile.columns)


@figure("account.id", Unit.TEXT, "The account's id", "the name of the account's folder")
def account_id(case: Case) -> Answer:
    return found(case.facts.account)


@figure("account.company", Unit.TEXT, "Who we are", "the setting company")
def company(case: Case) -> Answer:
    return said(case.settings.company)


@figure("account.period", Unit.TEXT, "The quarter the pack is about", "the period of the run")
def period(case: Case) -> Answer:
    return found(str(case.facts.period))


@figure("account.as_of", Unit.DATE, "The day the pack is true of", "the as-of day of the run")
def as_of(case: Case) -> Answer:
    return found(case.facts.as_of)


@figure("account.edition", Unit.TEXT, "Who the edition is for", "Internal, or Client where columns are hidden")
def edition(case: Case) -> Answer:
    return found("Client" if case.facts.hidden else "Internal")


@figure("account.confidentiality", Unit.TEXT, "The line on every page", "the setting confidentiality", ours=True)
def confidentiality(case: Case) -> Answer:
    return said(case.settings.confidentiality)


@figure("account.currency", Unit.TEXT, "The currency of all money", "the setting currency")
def currency(case: Case) -> Answer:
    return found(case.settings.currency)


def _level_word(case: Case, column: Column[int]) -> Answer:
    """What a relationship level means."""
    profile = case.facts.one(Profile)
    level = profile.values.get(column.name) if profile else None
    if profile is None or level is None or not isinstance(column.kind, Scale):
        return missing("to confirm")
    return found(column.kind.word(level), profile.place(column))


@figure(
    "account.level_now_word",
    Unit.TEXT,
    "The relationship level in words",
    "the scale's own words",
    (Profile.level_now,),
)
def level_now_word(case: Case) -> Answer:
    return _level_word(case, Profile.level_now)


@figure(
    "account.level_target_word",
    Unit.TEXT,
    "The target level in words",
    "the scale's own words",
    (Profile.level_target,),
)
def level_target_word(case: Case) -> Answer:
    return _level_word(case, Profile.level_target)


# What the data lacks


WANTED = tuple(column for sheet in ACCOUNT for column in sheet.columns if column.identifies or column.wanted)


def _total(case: Case) -> Completeness:
    return case.facts.completeness.get("total", Completeness(0, 0))


@figure(
    "account.completeness", Unit.PERCENT, "How complete the data is", "filled / wanted cells, all components", WANTED
)
def completeness(case: Case) -> Answer:
    share = _total(case).share
    return missing("no cell is wanted") if share is None else found(share)


@figure("account.wanted_count", Unit.COUNT, "Cells that are wanted", "cells of identifying and wanted columns", WANTED)
def wanted_count(case: Case) -> Answer:
    return found(_total(case).wanted)


@figure(
    "account.gap_count",
    Unit.COUNT,
    "Wanted cells that are empty",
    "empty cells of wanted columns in begun rows",
    WANTED,
)
def gap_count(case: Case) -> Answer:
    return found(len(case.facts.gaps), (gap.place for gap in case.facts.gaps))


@figure(
    "account.gaps",
    Unit.LIST,
    "Wanted cells that are empty: heading, row, owner, component, place",
    "as checked",
    WANTED,
)
def gaps(case: Case) -> Answer:
    lines = []
    for number, gap in enumerate(case.facts.gaps, 1):
        parts: dict[str, Part] = {
            part: (Unit.TEXT, "as checked", said(text, (gap.place,)))
            for part, text in (
                ("heading", gap.heading),
                ("row", gap.row),
                ("owner", gap.owner),
                ("component", gap.component),
                ("place", str(gap.place)),
            )
        }
        lines.append(line(case, f"account.gaps.{number}", None, parts))
    return found(tuple(lines))


@figure(
    "account.missing_rows",
    Unit.LIST,
    "Sheets with fewer rows than a plan needs: sheet, rows, how many are missing, owner, component, place",
    "the sheet's least number of rows - its rows",
    WANTED,
)
def missing_rows(case: Case) -> Answer:
    profile = case.facts.one(Profile)
    manager = said(None)
    if profile is not None:
        manager = said(profile.manager, profile.place(Profile.manager) if profile.manager else ())
    lines = []
    for sheet in ACCOUNT:
        rows = len(case.facts.of(sheet))
        if rows >= sheet.minimum:
            continue
        parts: dict[str, Part] = {
            "sheet": (Unit.TEXT, "its name", found(sheet.tab)),
            "rows": (Unit.COUNT, "rows of the sheet", found(rows)),
            "missing": (Unit.COUNT, "least number of rows - rows", found(sheet.minimum - rows)),
            "owner": (Unit.TEXT, "Account manager", manager),
            "component": (Unit.TEXT, "the sheet's component", found(sheet.component.value)),
            "place": (Unit.TEXT, "its workbook and tab", found(str(Place(f"{sheet.book}.xlsx", sheet.tab)))),
        }
        lines.append(line(case, f"account.missing_rows.{sheet.tab}", None, parts))
    return found(tuple(lines))


@figure("account.components", Unit.LIST, "Completeness by component", "filled / wanted cells of each component", WANTED)
def components(case: Case) -> Answer:
    lines = []
    for name, cells in case.facts.completeness.items():
        if name == "total":
            continue
        share = missing("no cell is wanted") if cells.share is None else found(cells.share)
        parts: dict[str, Part] = {
            "component": (Unit.TEXT, "its name", found(name)),
            "share": (Unit.PERCENT, "filled / wanted", share),
            "filled": (Unit.COUNT, "wanted cells that are filled", found(cells.filled)),
            "wanted": (Unit.COUNT, "wanted cells", found(cells.wanted)),
        }
        lines.append(line(case, f"account.components.{name}", None, parts))
    return found(tuple(lines))
