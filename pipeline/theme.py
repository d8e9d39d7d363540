"""Tones and what they look like: a colour slot of the brand's theme and a sign, never a colour alone."""

from __future__ import annotations

from enum import Enum


class Tone(Enum):
    """What a mark says about its value."""

    __hash__ = object.__hash__  # they are looked up by the thousand; the usual way hashes their names

    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    NEUTRAL = "neutral"
    MUTED = "muted"


SIGNS = {Tone.GOOD: "●", Tone.WATCH: "▲", Tone.BAD: "◆", Tone.NEUTRAL: "○", Tone.MUTED: "–"}

# Theme slots (Office's names) that the shipped brand fills with a colour-blind safe set; a company's own brand replaces
# the colours behind the names. `tint` is the light background that carries dark text at 4.5:1 or more.
SLOTS = {
    Tone.GOOD: "accent3",
    Tone.WATCH: "accent4",
    Tone.BAD: "accent5",
    Tone.NEUTRAL: "accent1",
    Tone.MUTED: "accent6",
}

# The shipped brand: Office theme slots -> RGB. Dark teal-blue for actuals, blue-green / amber / vermilion for tones
# (after Okabe and Ito's colour-blind safe palette), greys for what is context.
BRAND = {
    "dk1": "1F2933",
    "lt1": "FFFFFF",
    "dk2": "12394A",
    "lt2": "EEF2F4",
    "accent1": "1B5E7B",
    "accent2": "8FA7B3",
    "accent3": "0B7A5E",
    "accent4": "B7791F",
    "accent5": "B83A1E",
    "accent6": "6B7780",
    "hlink": "1B5E7B",
    "folHlink": "5B4B7A",
}

# Light backgrounds of the tones in the shipped brand, where theme tints are not known (Excel's conditional formats).
TINTS = {
    Tone.GOOD: "DCEFE8",
    Tone.WATCH: "F8EBD0",
    Tone.BAD: "F7DED6",
    Tone.NEUTRAL: "DCE8EE",
    Tone.MUTED: "EEF2F4",
}

# Quiet lines and bars of workbooks, light enough for what stands beside or on them.
RULE, GRIDLINE, BAR = "D5DCE0", "E3E8EB", "C5D5DD"

BODY_FONT = "Calibri"
HEADING_FONT = "Calibri"
