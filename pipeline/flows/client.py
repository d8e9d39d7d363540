"""What fills the documents for the client: facts that were cut to what it may see, its language, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from pipeline.analyse import analyse_for_client, declarations
from pipeline.client_actions import NAME as CLIENT_ACTIONS
from pipeline.client_actions import Sent
from pipeline.columns import Row
from pipeline.compose import client_composed, compose_for_client, composed
from pipeline.compose.client_actions import handout
from pipeline.documents import Document, in_language, names_file
from pipeline.facts import Facts
from pipeline.phrases import Phrases, read_phrases
from pipeline.render import Rendered, render
from pipeline.render.excel_client import draw_client_actions
from pipeline.restrict import executives, restrict
from pipeline.sheets.account import Ask, Profile
from pipeline.sheets.goals import Action, Goal
from pipeline.sheets.performance import Measure, Value
from pipeline.tags import Pages, Tag, registry
from pipeline.workspace import Workspace

ENGLISH = "en"
SHARED: tuple[type[Row], ...] = (Goal, Action, Measure, Value, Ask)  # without a row of them there is nothing to say
INTERNAL = "is internal: no client may see it"


@dataclass
class Client:
    """One client's documents. `people` are the facts of the hand-outs by executive; `sent` what comes back, `told`
    which documents were not made and why.
    """

    facts: Facts
    people: Mapping[str, Facts]
    language: str
    workspace: Workspace
    sent: Sent | None = None
    told: list[str] = field(default_factory=list)

    def draw(self, document: Document) -> dict[str, Rendered]:
        """Fill one document: its files by the executive that each is for, or by nothing where it is for the client.

        A document that would say nothing is not made, which is told.
        """
        if document.name == CLIENT_ACTIONS:
            return {"": self._actions(document)}
        if document.per_person:
            return self._hand_outs(document)
        if not any(self.facts.of(sheet) for sheet in SHARED):
            tabs = ", ".join(sheet.tab for sheet in SHARED)
            self.told.append(f"{document.name} is not made: no row of {tabs} is shared with the client")
            return {}
        return {"": self._filled(document, self.pages)}

    @cached_property
    def pages(self) -> Pages:
        """What the client's own documents can say."""
        return self.pages_of(self.facts)

    def pages_of(self, facts: Facts) -> Pages:
        """What documents made from restricted facts can say."""
        return compose_for_client(analyse_for_client(facts, self.workspace.settings))

    def _hand_outs(self, document: Document) -> dict[str, Rendered]:
        """A file for each executive; one whose id can't stand in a file's name has none."""
        made: dict[str, Rendered] = {}
        names: set[str] = set()
        for person, facts in self.people.items():
            if not names_file(person) or person.casefold() in names:
                self.told.append(f"{document.name} is not made for {person}: a file can't be named after the id")
                continue
            names.add(person.casefold())
            made[person] = self._filled(document, self.pages_of(facts))
        return made

    def _actions(self, document: Document) -> Rendered:
        """The workbook that comes back; it is kept in mind as it was sent."""
        language, phrases = self._words(document)
        wording, settings = self.workspace.client_wording(language), self.workspace.settings
        made, self.sent = draw_client_actions(handout(self.facts), wording, settings, self.facts.as_of, phrases)
        return made

    def _filled(self, document: Document, pages: Pages) -> Rendered:
        language, phrases = self._words(document)
        template = self.workspace.document_template(document.template, language)
        wording = self.workspace.client_wording(language)
        return render(document, template, wording, client_vocabulary(), pages, phrases)

    def _words(self, document: Document) -> tuple[str, Phrases]:
        """The language of a document and its phrases: English where the client's lacks wording or template."""
        language, place = self.language, self.workspace
        spoken = place.client_wording(language) != place.client_wording(ENGLISH)
        drawn = not document.template or place.template(in_language(document.template, language)).is_file()
        language = language if spoken and drawn else ENGLISH
        return language, read_phrases(place.phrases_in(language), language)


def client_of(facts: Facts, workspace: Workspace) -> Client:
    """The client of an account: the one place where its facts are cut."""
    people = {person: restrict(facts, person) for person in executives(facts)}
    return Client(restrict(facts), people, _language(facts), workspace)


def _language(facts: Facts) -> str:
    """The language of client editions, by its code; English where none is given."""
    profile = facts.one(Profile)
    given = (profile.language if profile else None) or ENGLISH
    code = given.strip().lower()[:2]
    return code if code.isalpha() and code.isascii() else ENGLISH


@cache
def client_vocabulary() -> dict[str, Tag]:
    """Every tag that a client's template can use; the internal ones are there to be refused by name."""
    seen = {name for name, declared in declarations().items() if declared.for_client}
    seen |= {one.tag.name for one in client_composed()}
    tags = registry(declarations().values(), (*client_composed(), *composed()))
    return {name: tag if name in seen else replace(tag, refused=INTERNAL) for name, tag in tags.items()}
