"""`planpack.toml`: the settings of the selection and the programme."""

from pathlib import Path

import pytest

from pipeline.problems import PipelineError
from pipeline.settings import Settings, load
from pipeline.sheets.words import TIERS


def read(folder: Path, text: str) -> Settings:
    (folder / "planpack.toml").write_text(text, encoding="utf-8")
    return load(folder / "planpack.toml")


def test_every_tier_but_the_last_has_a_cut_off() -> None:
    assert tuple(Settings().tier_cut_offs) == TIERS[:-1]


def test_a_cut_off_can_be_moved_and_the_others_stay(tmp_path: Path) -> None:
    settings = read(tmp_path, "[tier_cut_offs]\nKey = 3.5\n")
    assert settings.tier_cut_offs == {"Strategic": 4.0, "Key": 3.5, "Core": 2.5}


def test_cut_offs_that_do_not_fall_from_tier_to_tier_are_refused(tmp_path: Path) -> None:
    with pytest.raises(
        PipelineError, match="tier_cut_offs fall from the highest tier to the lowest: Strategic, Key, Core"
    ):
        read(tmp_path, "[tier_cut_offs]\nKey = 4.5\n")
    assert read(tmp_path, "[tier_cut_offs]\nKey = 4.0\n").tier_cut_offs["Key"] == 4.0


def test_a_cut_off_for_the_last_tier_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="tier_cut_offs has no part Prospect; it has Strategic, Key, Core"):
        read(tmp_path, "[tier_cut_offs]\nProspect = 1.0\n")
