"""A brand's colours in place of ours: always readable, each tone with its meaning, light ground or dark."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.grounds import colour_of, ground_of, mapping_of, palette_of_pages
from pipeline.palette import (
    APART,
    MAPPING,
    SHAPE_CONTRAST,
    TEXT_CONTRAST,
    Shade,
    contrast,
    mixed,
    palette_of,
    readable,
    shaded,
    theme_colours,
)
from pipeline.seeing import least_distance
from pipeline.theme import BRAND, SLOTS, Tone

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06X}")
NAMES = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)))
THEMES = st.fixed_dictionaries(dict.fromkeys(NAMES, COLOURS))
INKS = ("tx1", "tx2", "quiet", "accent1", "accent3", "accent4", "accent5", "accent6")
OFFICE = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4", "accent2": "ED7D31",
    "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47",
}  # fmt: skip


@given(THEMES, COLOURS)
@example(OFFICE, "FFFFFF")
@example(OFFICE, "000000")
@example(dict.fromkeys(NAMES, "808080"), "808080")
def test_whatever_the_brand_text_and_tones_can_be_read(theme: dict[str, str], ground: str) -> None:
    palette = palette_of(theme, {}, ground)
    assert palette
    for ink in INKS:
        assert contrast(palette.roles[ink].rgb, ground) >= TEXT_CONTRAST, ink
    assert contrast(palette.roles["accent2"].rgb, ground) >= SHAPE_CONTRAST
    assert contrast(palette.roles["bg2"].rgb, palette.roles["tx1"].rgb) >= TEXT_CONTRAST


@given(THEMES, COLOURS)
def test_a_shade_is_what_its_name_and_changes_give(theme: dict[str, str], ground: str) -> None:
    palette = palette_of(theme, {}, ground)
    assert palette
    for shade in palette.roles.values():
        if shade.slot:
            rgb = shaded(theme[MAPPING.get(shade.slot, shade.slot)], shade.mod, shade.off)
            assert shade.rgb == rgb


@given(COLOURS, COLOURS)
def test_a_readable_colour_is_left_and_another_keeps_its_name_if_it_can(colour: str, ground: str) -> None:
    found = readable(Shade("accent1", colour), ground)
    assert contrast(found.rgb, ground) >= TEXT_CONTRAST
    if contrast(colour, ground) >= TEXT_CONTRAST:
        assert found == Shade("accent1", colour)


@given(COLOURS)
def test_shades_and_mixtures_at_their_ends_are_the_colour_itself(colour: str) -> None:
    assert shaded(colour, 100) == colour
    assert mixed(colour, "FFFFFF", 100) == colour
    assert mixed(colour, "FFFFFF", 0) == "FFFFFF"
    assert shaded(colour, 0) == "000000"


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("000000", "FFFFFF") == 21
    assert round(contrast("777777", "FFFFFF"), 2) == 4.48  # WCAG's well-known near miss


def test_the_shipped_brand_is_left_as_it_is() -> None:
    assert palette_of(BRAND, {}, "FFFFFF") is None
    assert palette_of(BRAND, {"bg1": "dk1", "tx1": "lt1"}) is not None


def test_tones_take_the_theme_s_green_amber_and_red_whatever_their_places() -> None:
    theme = {**OFFICE, "accent2": "00B050", "accent3": "FFC000", "accent4": "C00000", "accent6": "7F7F7F"}
    palette = palette_of(theme, {}, "1A1A2E")
    assert palette
    assert [palette.roles[SLOTS[tone]].slot for tone in (Tone.GOOD, Tone.WATCH, Tone.BAD)] == [
        "accent2", "accent3", "accent4",
    ]  # fmt: skip


def test_tones_of_a_theme_that_some_confuse_give_way_to_safe_ones() -> None:
    palette = palette_of(OFFICE, {})  # on white its amber, made readable, is near red for some
    assert palette
    assert [palette.roles[SLOTS[tone]].slot for tone in (Tone.GOOD, Tone.WATCH, Tone.BAD)] == ["", "", ""]


def test_drawings_are_recoloured_and_what_is_no_role_is_left() -> None:
    palette = palette_of(OFFICE, {})
    assert palette
    assert palette.recoloured('<a:schemeClr val="tx1"/>') == '<a:schemeClr val="tx1"/>'
    assert palette.recoloured('<a:schemeClr val="phClr"/>') == '<a:schemeClr val="phClr"/>'
    tint = '<a:schemeClr val="accent3"><a:lumMod val="15000"/><a:lumOff val="85000"/></a:schemeClr>'
    found = palette.recoloured(tint)
    assert found.startswith('<a:srgbClr val="0B7A5E"><a:lumMod')
    assert found.endswith('<a:lumMod val="15000"/><a:lumOff val="85000"/></a:srgbClr>')
    word = palette.recoloured('<w:color w:val="1B5E7B" w:themeColor="accent1"/>')
    assert word == '<w:color w:val="4472C4" w:themeColor="accent1"/>'
    fill = palette.recoloured('<w:shd w:fill="DCEFE8" w:themeFill="accent5" w:themeFillTint="26"/>')
    assert re.fullmatch('<w:shd w:fill="[0-9A-F]{6}"/>', fill)


def test_on_a_dark_ground_tints_are_dark_and_rules_are_lighter_than_it() -> None:
    palette = palette_of(OFFICE, {}, "14213D")
    assert palette
    assert palette.dark
    text = palette.roles["tx1"].rgb
    for role in ("accent1", "accent3", "accent4", "accent5"):
        own, mod, off, _ = palette.shade(role, '<a:lumMod val="15000"/><a:lumOff val="85000"/>')
        assert contrast(shaded(own.rgb, mod, off), text) >= TEXT_CONTRAST
    own, mod, off, _ = palette.shade("bg1", '<a:lumMod val="75000"/>')
    assert contrast(shaded(own.rgb, mod, off), "14213D") > 1.3


def test_the_ground_is_a_shape_as_large_as_the_slide_else_the_background() -> None:
    theme = theme_colours("")
    size = (12192000, 6858000)
    master = (
        '<p:sldMaster><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg2"/></a:solidFill></p:bgPr></p:bg>'
        "</p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="dk2" tx2="lt2"/></p:sldMaster>'
    )
    plain = '<p:sldLayout><p:cSld name="x"/></p:sldLayout>'
    mapping = mapping_of(plain, master)
    assert mapping["bg2"] == "dk2"
    assert ground_of(plain, master, theme, mapping, size) == BRAND["dk2"]
    full = (
        '<p:sldLayout><p:cSld><p:sp><p:spPr><a:off x="0" y="0"/><a:ext cx="12192000" cy="6858000"/><a:solidFill>'
        '<a:srgbClr val="112233"/></a:solidFill></p:spPr></p:sp></p:cSld></p:sldLayout>'
    )
    assert ground_of(full, master, theme, mapping, size) == "112233"
    over = plain.replace("</p:sldLayout>", '<a:overrideClrMapping bg1="dk1" tx1="lt1"/></p:sldLayout>')
    assert mapping_of(over, master) == {"bg1": "dk1", "tx1": "lt1"}
    assert colour_of('<a:sysClr val="window" lastClr="FFFFFF"/>', theme, {}) == "FFFFFF"
    assert colour_of("<a:blip/>", theme, {}) == ""


def test_a_document_s_mapping_of_names_is_followed() -> None:
    settings = '<w:clrSchemeMapping w:bg1="dark1" w:t1="light1" w:bg2="dark2" w:t2="light2" w:accent1="accent1"/>'
    palette = palette_of_pages(settings, dict(OFFICE))
    assert palette
    assert palette.dark
    assert palette.ground == "000000"


@given(THEMES, st.sampled_from(("FFFFFF", "F4F1EA", "1A1A2E", "12394A", "000000")))
def test_the_tones_can_be_told_apart_by_everybody_on_any_theme(theme: dict[str, str], ground: str) -> None:
    palette = palette_of(theme, {}, ground)
    if palette is None:
        return
    tones = [palette.roles[SLOTS[tone]].rgb for tone in (Tone.GOOD, Tone.WATCH, Tone.BAD)]
    assert least_distance(tones) >= APART
    assert all(contrast(tone, ground) >= TEXT_CONTRAST for tone in tones)


def test_the_shipped_tones_can_be_told_apart_by_everybody() -> None:
    assert least_distance([BRAND[SLOTS[tone]] for tone in (Tone.GOOD, Tone.WATCH, Tone.BAD)]) >= APART


def test_red_and_green_of_like_lightness_are_near_for_some_and_far_for_others() -> None:
    assert least_distance(["70AD47", "ED7D31"]) < 25
    assert least_distance(["000000", "FFFFFF"]) > 90
