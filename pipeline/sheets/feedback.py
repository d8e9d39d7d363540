"""performance.xlsx: what the customer tells us, in surveys and otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.catalogue.sense import recommend_scale, scale_upside_down, score_outside, score_uncounted
from pipeline.columns import Component, Free, Key, Row, Wanted
from pipeline.facts import Facts
from pipeline.kinds import Choice, Day, Long, Number, Ref, Text
from pipeline.problems import Note, Problem


class Feedback(Row):
    """What somebody at the customer told us."""

    tab, book, component = "Feedback", "performance", Component.INTELLIGENCE
    about = "What the customer told us: surveys, interviews, complaints, praise."
    minimum = 1

    day = Key("Date", Day(), "When it was said.", example=date(2026, 5, 12))
    person = Free("Person", Ref(("People",)), "Who said it.", example="P1")
    kind = Wanted("Kind", Choice(("survey", "interview", "complaint", "praise", "meeting")), "How it came.", example="meeting")
    said = Key("What they said", Long(), "In their own words.", example="The gates work; the papers do not.")
    question = Free("Question", Choice(("satisfaction", "recommend", "other")), "What was asked, in a survey.", more=True)
    score = Free("Score", Number(), "The answer's number.", more=True)
    scale_min = Free("Scale min", Number(), "The scale's lowest number.", more=True)
    scale_max = Free("Scale max", Number(), "The scale's highest number.", more=True)
    best = Free("Best score", Choice(("high", "low")), "Which end of the scale is best.", more=True)
    theme = Free("Theme", Text(), "What it is about.", example="Freight papers", more=True)
    follow_up = Free("Follow-up", Ref(("Actions",)), "The action that follows.", example="A1", more=True)

    @staticmethod
    def scores_are_on_their_scale(facts: Facts) -> Iterator[Problem]:
        """A scale goes up, and a score lies on it."""
        for row in facts.of(Feedback):
            low, high, score = row.scale_min, row.scale_max, row.score
            if low is not None and high is not None and low >= high:
                yield scale_upside_down.at(row.place(Feedback.scale_max)[0], low, high)
            elif low is not None and high is not None and score is not None and not low <= score <= high:
                yield score_outside.at(row.place(Feedback.score)[0], score, low, high)

    @staticmethod
    def recommendations_are_from_none_to_ten(facts: Facts) -> Iterator[Note]:
        """Only answers on a scale from 0 to 10 make a net promoter score."""
        asked = [row for row in facts.of(Feedback) if row.question == "recommend"]
        odd = [(row, row.scale_min, row.scale_max) for row in asked if row.scale_min is not None and row.scale_max is not None and (row.scale_min, row.scale_max) != (0, 10)]
        for row, low, high in odd[:1]:
            yield recommend_scale.at(row.place(Feedback.scale_max)[0], low, high, len(odd) - 1)

    @staticmethod
    def scores_can_be_counted(facts: Facts) -> Iterator[Note]:
        """A score of a survey has its question and its scale."""
        for column in (Feedback.question, Feedback.scale_min, Feedback.scale_max):
            bare = [row for row in facts.of(Feedback) if row.score is not None and column.name not in row.values]
            for row in bare[:1]:
                yield score_uncounted.at(row.place(column)[0], column.heading, len(bare) - 1)

    rules = (scores_are_on_their_scale, recommendations_are_from_none_to_ten, scores_can_be_counted)
