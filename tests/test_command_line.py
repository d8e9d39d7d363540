"""The command line: status 0 done, 1 problems in the data, 2 wrong use in one sentence; nothing heavy for --help."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main

HEAVY = ("pandas", "lxml", "jinja2", "babel", "docx", "pptx", "openpyxl", "xlsxwriter", "python_calamine", "rich")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_help_lists_the_commands_and_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom pipeline.cli import main\n"
        "print(CliRunner().invoke(main, ['--help']).output)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for command in ("build", "check", "init", "templates"):
        assert f"  {command}" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_console_without_greek_letters_still_gets_the_rest() -> None:
    """Windows consoles and pipes may write in a code page of 256 letters."""
    code = "from pipeline.cli import main\nmain(['--workspace', '.', 'status', 'pelagia'])"
    root, narrow = Path(__file__).parent.parent, {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=root, env=narrow, check=False)
    assert done.returncode == 0, done.stderr
    assert b"(Pelagia Shipping)" in done.stdout


def test_a_folder_that_is_no_workspace_is_said_in_one_sentence(tmp_path: Path) -> None:
    done = run("--workspace", str(tmp_path), "build")
    assert done.exit_code == 2
    assert done.output == "planpack: planpack.toml is missing: this folder is no workspace; `planpack init` makes one\n"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace with no account yet."""
    folder = tmp_path_factory.mktemp("new") / "work"
    assert run("init", str(folder)).exit_code == 0
    return folder


def test_init_makes_a_workspace_with_commented_settings_and_blank_workbooks(fresh: Path) -> None:
    assert (fresh / "inputs" / "scoring.xlsx").is_file()
    assert (fresh / "templates" / "plan.docx").is_file()
    text = (fresh / "planpack.toml").read_text()
    assert '# currency = "EUR"' in text
    assert "# the currency of all money, an ISO 4217 code" in text


def test_every_commented_setting_can_be_taken_as_it_stands(fresh: Path, tmp_path: Path) -> None:
    from pipeline.settings import Settings, load

    lines = (fresh / "planpack.toml").read_text().splitlines()
    live = [line.removeprefix("# ") for line in lines if line.startswith("# ") and ("= " in line or "# [" in line)]
    path = tmp_path / "planpack.toml"
    path.write_text("\n".join(live))
    assert load(path) == Settings()


def test_init_refuses_a_folder_that_holds_something(fresh: Path) -> None:
    done = run("init", str(fresh))
    assert done.exit_code == 2
    assert done.output == "planpack: work is not empty: name a new folder\n"


def test_a_workspace_without_accounts_says_so(fresh: Path) -> None:
    done = run("--workspace", str(fresh), "build")
    assert done.exit_code == 2
    assert done.output == "planpack: inputs/accounts holds no account yet: planpack new ID --name NAME makes one\n"


@pytest.mark.parametrize(
    ("folder", "options", "told"),
    [
        ("work", (), "work is ready. Next: planpack --workspace work new ID --name NAME, for each account"),
        (
            "our work",
            (),
            'our work is ready. Next: planpack --workspace "our work" new ID --name NAME, for each account',
        ),
        (".", (), "here is ready. Next: planpack new ID --name NAME, for each account"),
        ("work", ("--example",), "work is ready. Next: planpack --workspace work build"),
    ],
)
def test_init_says_what_comes_next_as_it_is_to_be_typed(
    folder: str, options: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run("init", folder, *options).output == f"{told}\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('curency = "GBP"', "planpack.toml, line 1: curency is no setting; did you mean currency?"),
        ('currency = "pounds"', "planpack.toml, line 1: currency: 'pounds' is not a currency code such as EUR"),
        ('period = "2026-Q5"', "planpack.toml, line 1: period: '2026-Q5' is not a quarter such as 2026-Q3"),
        ('locale = "xx_YY"', "planpack.toml, line 1: locale: unknown locale 'xx_YY'"),
        ("fiscal_year_start = 13", "planpack.toml, line 1: fiscal_year_start is a month, 1 to 12"),
        ("contact_days = 'ten'", "planpack.toml, line 1: contact_days is a whole number"),
        ("currency = ", "planpack.toml can't be read: Invalid value (at end of document)"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "planpack.toml").write_text(line)
    done = run("--workspace", str(tmp_path), "check")
    assert done.exit_code == 2
    assert done.output == f"planpack: {said}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "acme"], "planpack: there is no account acme; there are "),
        (["build", "--only", "novel"], "planpack: there is no document novel; there are plan, review, report"),
        (["build", "--period", "soon"], "planpack: 'soon' is not a quarter such as 2026-Q3"),
        (["check", "--as-of", "today"], "planpack: "),
    ],
)
def test_wrong_use_is_one_sentence_and_status_2(arguments: list[str], said: str) -> None:
    done = run("--workspace", str(Path(__file__).parent.parent), *arguments)
    assert done.exit_code == 2
    assert done.output.startswith(said)
    assert done.output.count("\n") == 1
