"""Where things are: a workspace's folders, the shipped templates and examples."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from pipeline.documents import PORTFOLIO, in_language
from pipeline.problems import PipelineError
from pipeline.settings import Settings, load

ACCOUNT_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
RESERVED = {PORTFOLIO, "index", "con", "nul", "prn", "aux", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))}
PICTURES = "pictures"  # beside the templates
PACKAGE = Path(__file__).parent
# In a checkout the templates and examples stand beside the package; in a wheel inside it.
SHIPPED = PACKAGE / "shipped" if (PACKAGE / "shipped").is_dir() else PACKAGE.parent


@dataclass(frozen=True)
class Workspace:
    """A folder with `planpack.toml`, `inputs/`, `templates/` and `outputs/`."""

    root: Path
    settings: Settings

    @classmethod
    def open(cls, root: Path) -> Workspace:
        """The workspace in a folder; raise `PipelineError` where there is none."""
        return cls(root, load(root / "planpack.toml"))

    @property
    def portfolio_inputs(self) -> Path:
        """The folder of `scoring.xlsx` and `programme.xlsx`."""
        return self.root / "inputs"

    def inputs(self, account: str) -> Path:
        """An account's folder of workbooks."""
        return self.root / "inputs" / "accounts" / checked_id(account)

    def outputs(self, period: str) -> Path:
        """The folder of a period's packs."""
        return self.root / "outputs" / period

    def accounts(self) -> list[str]:
        """The ids of all accounts, sorted; raise `PipelineError` for a folder whose name is no id."""
        folder = self.root / "inputs" / "accounts"
        if not folder.is_dir():
            return []
        names = sorted(p.name for p in folder.iterdir() if p.is_dir() and not p.name.startswith((".", "~")))
        return [checked_id(name) for name in names]

    def template(self, name: str) -> Path:
        """A template or wording file: the workspace's own, else the shipped one."""
        own = self.root / "templates" / name
        return own if own.is_file() else SHIPPED / "templates" / name

    def templates_like(self, pattern: str) -> list[Path]:
        """The templates whose names match a pattern such as `wording.client.*.j2`, sorted by name."""
        folders = (SHIPPED / "templates", self.root / "templates")
        names = {path.name for folder in folders for path in folder.glob(pattern) if path.is_file()}
        return [self.template(name) for name in sorted(names)]

    def pictures(self) -> list[Path]:
        """The workspace's own pictures, which its templates may show, sorted by name."""
        folder = self.root / "templates" / PICTURES
        return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []

    @property
    def language(self) -> str:
        """The language of the documents; raise `PipelineError` where one is asked for that there are no words in."""
        asked = self.settings.language
        for language in (asked, self.settings.locale.partition("_")[0]):
            if language and self.template(f"wording.{language}.j2").is_file():
                return language
            if language and asked:
                raise PipelineError(
                    f"planpack.toml: language: there are no words in {asked}: write templates/wording.{asked}.j2"
                )
        return "en"

    @property
    def wording(self) -> Path:
        """The wording file of the documents' language."""
        return self.template(f"wording.{self.language}.j2")

    def client_wording(self, language: str) -> Path:
        """The wording file of documents for the client, in a language or else in English."""
        spoken = self.template(f"wording.client.{language}.j2")
        return spoken if spoken.is_file() else self.template("wording.client.en.j2")

    def phrases_in(self, language: str) -> Path:
        """The file of the phrases that code makes, in a language; English needs none."""
        return self.template(f"phrases.{language}.toml")

    @property
    def phrases(self) -> Path:
        """The file of the phrases that code makes, in the documents' language; English needs none."""
        return self.phrases_in(self.language)

    def document_template(self, name: str, language: str = "") -> Path:
        """A document's template in a language, or the documents', where there is one, else the one that has none."""
        spoken = self.template(in_language(name, language or self.language))
        return spoken if spoken.is_file() else self.template(name)

    def packs(self, account: str) -> dict[str, Path]:
        """The manifests of an account's packs, or of the portfolio's, by period, oldest first."""
        folder = self.root / "outputs"
        name = account if account == PORTFOLIO else checked_id(account)
        found = folder.glob(f"*/{name}/pack.json") if folder.is_dir() else ()
        return {path.parent.parent.name: path for path in sorted(found)}


def checked_id(account: str) -> str:
    """The id if it is one; raise `PipelineError` in one sentence if not."""
    if not ACCOUNT_ID.fullmatch(account) or unicodedata.normalize("NFKC", account) != account:
        raise PipelineError(f"{account!r} is no account id: write at most 60 lower-case letters, digits and hyphens")
    if account in RESERVED:
        raise PipelineError(f"{account!r} is a reserved name: choose another account id")
    return account
