"""Reads the rows of a query from a database by its SQLAlchemy address; nothing there is ever changed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.catalogue.exports import export_too_large
from pipeline.limits import Limits
from pipeline.problems import PipelineError, Place
from pipeline.take_in.exports import Export, Line, Unusable, raw_of

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Connection

ADDRESS = re.compile(r"[a-zA-Z][\w+]*://.*", re.DOTALL)
WEB = ("http", "https", "ftp", "ftps", "s3", "sftp", "file")
READS = re.compile(r"\s*(?:select|with|values|table)\b", re.IGNORECASE)
# Comments and what stands in quotes, in the order they stand.
ASIDE = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`", re.DOTALL)
BATCH = 5_000
# What a database is told first, so that it lets nothing be written.
FIRST = {
    "sqlite": ("PRAGMA query_only = ON",),
    "postgresql": ("SET TRANSACTION READ ONLY",),
    "mysql": ("SET SESSION TRANSACTION READ ONLY", "START TRANSACTION READ ONLY"),
    "mariadb": ("SET SESSION TRANSACTION READ ONLY", "START TRANSACTION READ ONLY"),
    "oracle": ("SET TRANSACTION READ ONLY",),
}
DRIVERS = {"postgresql": "psycopg"}
PACKAGES = {"MySQLdb": "mysqlclient", "cx_Oracle": "oracledb", "psycopg": '"psycopg[binary]"'}


def is_address(source: str) -> bool:
    """Whether a source is an address and no file."""
    return ADDRESS.fullmatch(source) is not None


def label(address: str) -> str:
    """What messages call a database: its kind, host and name, never a user or a password."""
    url = _url(address)
    kind = url.get_backend_name()
    name = Path(url.database).name if kind == "sqlite" and url.database else url.database or ""
    return f"{kind} {'/'.join(part for part in (url.host or '', name) if part)}".strip()


def check_query(query: str) -> None:
    """Raise `PipelineError` for a query that is none, or that would do more than read."""
    if not query.strip():
        raise PipelineError('a database needs --query "select ...": which rows to read')
    bare = ASIDE.sub(" ", query).strip().rstrip(";")
    if not READS.match(bare) or ";" in bare:
        raise PipelineError("--query is one statement that reads rows: write select ..., or with ... select ...")


def database_export(address: str, query: str, limits: Limits) -> Export:
    """The rows of a query; raise `PipelineError` in one sentence where the database can't be asked."""
    import sqlalchemy
    from sqlalchemy.exc import SQLAlchemyError

    url, name = _url(address), label(address)
    check_query(query)
    if url.get_backend_name() == "sqlite":
        _check_file(url)
    try:
        engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
        with engine.connect() as connection:
            try:
                return _asked(connection, query, name, limits)
            finally:
                connection.rollback()
    except ImportError as error:
        raise _no_driver(url.get_backend_name(), error) from None
    except SQLAlchemyError as error:
        raise PipelineError(f"{name}: {_said(error, url)}") from None
    except (OSError, ValueError, TypeError) as error:  # drivers raise their own beside SQLAlchemy's
        raise PipelineError(f"{name}: {_hidden(str(error), url)}") from None


def _asked(connection: Connection, query: str, name: str, limits: Limits) -> Export:
    """The rows of a query, read some at a time."""
    for statement in FIRST.get(connection.dialect.name, ()):
        connection.exec_driver_sql(statement)
    reading = connection.execution_options(no_parameters=True, stream_results=True, max_row_buffer=BATCH)
    result = reading.exec_driver_sql(query)
    if not result.returns_rows:
        raise PipelineError("--query gives no rows: write select ...")
    headings = tuple(map(str, result.keys()))
    lines: list[Line] = []
    while rows := result.fetchmany(BATCH):
        lines += [(len(lines) + n, [raw_of(value) for value in row]) for n, row in enumerate(rows, 1)]
        if len(lines) * len(headings) > limits.cells:
            found = f"the query gives more than {len(lines):,} rows of {len(headings)} columns"
            raise Unusable(export_too_large.at(Place(name), found, f"at most {limits.cells:,.0f} cells"))
    return Export(name, headings, tuple(lines), counted="row")


def _url(address: str) -> URL:
    """The address in its parts; raise `PipelineError` without ever saying it."""
    kind = address.partition("://")[0].casefold()
    if kind in WEB:
        raise PipelineError(f"{kind} addresses are not read: download the export, and name its file")
    try:
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import SQLAlchemyError
    except ImportError:
        raise PipelineError('to import from a database, install SQLAlchemy too: pip install "planpack[sql]"') from None
    try:
        url = make_url(address)
        if url.drivername in DRIVERS:
            url = url.set(drivername=f"{url.drivername}+{DRIVERS[url.drivername]}")
        url.get_dialect()
    except (SQLAlchemyError, ValueError):
        raise PipelineError(f"{kind}://... is no address of a database: write kind://user@host/name") from None
    except ImportError as error:
        raise _no_driver(kind, error) from None
    return url


def _no_driver(kind: str, error: ImportError) -> PipelineError:
    package = PACKAGES.get(error.name or "", error.name or kind)
    return PipelineError(f"the driver of {kind} is not installed: pip install {package}")


def _check_file(url: URL) -> None:
    """A SQLite file that is not there would be made: raise `PipelineError` instead."""
    named = url.database or ""
    if named and named != ":memory:" and not named.startswith("file:") and not Path(named).is_file():
        raise PipelineError(f"there is no database {named}")


def _said(error: Exception, url: URL) -> str:
    """What a database says, in one line and without the address."""
    original = getattr(error, "orig", None) or error
    lines = [line.strip() for line in str(original).splitlines() if line.strip()]
    return _hidden(lines[0] if lines else type(original).__name__, url)


def _hidden(text: str, url: URL) -> str:
    """A text without the password of an address."""
    secrets = [url.password, *(value for key, value in url.query.items() if "pass" in key.casefold())]
    for secret in secrets:
        if isinstance(secret, str) and secret:
            text = text.replace(secret, "***")
    return text
