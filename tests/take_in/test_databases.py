"""Rows of a query: read and never changed, errors in one sentence, a password never said; and Parquet files."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
import sqlalchemy

from pipeline.limits import Limits
from pipeline.problems import PipelineError
from pipeline.take_in import Unusable, from_rows
from pipeline.take_in.database import check_query, database_export, is_address, label
from pipeline.take_in.parquet import parquet_export
from pipeline.workspace import Workspace
from tests.take_in.given import export, imported, order, planpack, state, workspace

POSTGRES = os.environ.get("PLANPACK_TEST_POSTGRES", "")
QUERY = """\
select name as "Opportunity", amount as "Value", closes as "Expected close", key as "CRM key"
from deals where name like 'G%'
"""


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    with sqlite3.connect(tmp_path / "crm.db") as database:
        database.execute("create table deals (key text, name text, amount numeric, closes date)")
        database.execute("insert into deals values ('0061', 'Gates', 1200.5, '2027-02-28'), ('0062', 'Doors', 7, null)")
    database.close()
    return workspace(tmp_path)


def test_rows_of_sqlite_are_taken_in_and_the_database_stays_as_it_is(place: Workspace) -> None:
    address = f"sqlite:///{place.root / 'crm.db'}"
    before = state(place.root)
    outcome = imported(order(place, address, "Opportunities", key=("CRM key",), query=QUERY))
    (row,) = outcome.plan.added
    assert {cell.heading: cell.value for cell in row.cells} == {
        "Id": "O2", "Opportunity": "Gates", "Value": 1200.5, "Expected close": date(2027, 2, 28), "CRM key": "0061",
    }  # fmt: skip
    assert outcome.export == "sqlite crm.db"
    assert state(place.root) == before


def test_the_command_reads_a_database(place: Workspace) -> None:
    arguments = ("sqlite:///crm.db", "acme", "--to", "Opportunities", "--key", "CRM key", "--query", QUERY, "--yes")
    done = planpack(place, "import", *arguments)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("sqlite crm.db → Opportunities of acme\n")
    again = planpack(place, "import", *arguments)
    assert again.stderr == "nothing to write\n"


@pytest.mark.parametrize(
    "query",
    [
        "delete from deals", "update deals set amount = 0", "drop table deals", "select 1; drop table deals",
        "attach 'x.db' as x", "pragma query_only = off", "/* select */ delete from deals", "vacuum",
        "insert into deals values (1, 1, 1, 1)", "-- don't\n delete from deals",
    ],
)  # fmt: skip
def test_a_statement_that_does_more_than_read_is_refused(query: str) -> None:
    with pytest.raises(PipelineError, match=r"--query is one statement that reads rows"):
        check_query(query)


@pytest.mark.parametrize(
    "query",
    [
        "select 1",
        "SELECT ';' from deals;",
        "with a as (select 1) select * from a",
        "-- don't; stop\nselect 1",
        "values (1)",
    ],
)
def test_a_statement_that_reads_is_let_pass(query: str) -> None:
    check_query(query)


def test_what_hides_in_a_query_still_changes_nothing(place: Workspace) -> None:
    address = f"sqlite:///{place.root / 'crm.db'}"
    before = state(place.root)
    with pytest.raises(PipelineError, match=r"sqlite crm.db: attempt to write a readonly database"):
        database_export(address, "with gone as (select 1) delete from deals", Limits())
    assert state(place.root) == before


@pytest.mark.parametrize(
    ("address", "query", "said"),
    [
        ("sqlite:///crm.db", "", 'a database needs --query "select ...": which rows to read'),
        ("sqlite:///no.db", "select 1", "there is no database no.db"),
        ("sqlite:///crm.db", "select * from dealz", "sqlite crm.db: no such table: dealz"),
        ("sqlite:///planpack.toml", "select 1 from x", "sqlite planpack.toml: file is not a database"),
        ("klingon://u:secret@h/d", "select 1", "klingon://... is no address of a database"),
        ("postgresql://u:secret@127.0.0.1:1/d", "select 1", "postgresql 127.0.0.1/d: "),
        ("postgresql://u:secret@127.0.0.1:port/d", "select 1", "postgresql://... is no address of a database"),
        ("mysql://u:secret@h/d", "select 1", "the driver of mysql is not installed: pip install "),
    ],
)
def test_an_error_is_one_sentence_without_the_password(place: Workspace, address: str, query: str, said: str) -> None:
    done = planpack(place, "import", address, "acme", "--to", "Opportunities", "--query", query)
    assert done.returncode == 2, done.stdout
    assert done.stderr.startswith(f"planpack: {said}")
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stdout + done.stderr


def test_what_a_database_is_called_names_neither_user_nor_password() -> None:
    assert label("postgresql://anna:secret@db.example.com:5432/crm?password=secret") == "postgresql db.example.com/crm"
    assert is_address("postgresql+psycopg://h/d")
    assert not is_address("C:\\exports\\crm.csv")


def test_more_rows_than_are_read_are_refused(place: Workspace) -> None:
    address = f"sqlite:///{place.root / 'crm.db'}"
    many = "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"
    with pytest.raises(Unusable, match="the query gives more than "):
        database_export(address, many, Limits(cells=10_000))


def test_a_query_without_rows_says_so(place: Workspace) -> None:
    address = f"sqlite:///{place.root / 'crm.db'}"
    outcome = imported(
        order(place, address, "Opportunities", query="select name as Opportunity from deals where 1 = 0")
    )
    assert [problem.found for problem in outcome.problems] == ["the export holds no row"]


@pytest.mark.skipif(not POSTGRES, reason="PLANPACK_TEST_POSTGRES names no database to test with (.ci/run starts one)")
def test_rows_of_postgresql_are_taken_in_and_nothing_can_be_changed_there(place: Workspace) -> None:
    engine = sqlalchemy.create_engine(POSTGRES, poolclass=sqlalchemy.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("drop table if exists deals")
        connection.exec_driver_sql(
            "create table deals (key text, name text, amount numeric(12, 2), closes timestamptz)"
        )
        connection.exec_driver_sql("insert into deals values ('0061', 'Gates', 1200.50, '2027-02-28 10:00+00')")
        connection.exec_driver_sql(
            "create or replace function spoil() returns int language sql as 'delete from deals; select 1'"
        )
    outcome = imported(
        order(
            place,
            POSTGRES,
            "Opportunities",
            key=("CRM key",),
            query=QUERY,
        )
    )
    (row,) = outcome.plan.added
    assert {cell.heading: cell.value for cell in row.cells}["Value"] == 1200.5
    assert {cell.heading: cell.value for cell in row.cells}["Expected close"] == date(2027, 2, 28)
    for query in ("select spoil()", "with gone as (delete from deals returning 1) select * from gone"):
        with pytest.raises(
            PipelineError, match=r"in a read-only transaction|must not contain data-modifying statements"
        ):
            database_export(POSTGRES, query, Limits())
    with pytest.raises(PipelineError, match=r'relation "dealz" does not exist'):
        database_export(POSTGRES, "select '100%' from dealz", Limits())
    wrong = sqlalchemy.make_url(POSTGRES).set(password="not-the-secret", username="nobody").render_as_string(False)
    with pytest.raises(PipelineError) as refused:
        database_export(wrong, "select 1", Limits())
    assert "not-the-secret" not in str(refused.value)


def table(path: Path, **columns: list[object]) -> Path:
    pyarrow.parquet.write_table(pyarrow.table(columns), path)
    return path


def test_rows_of_a_parquet_file_are_taken_in(place: Workspace) -> None:
    source = table(
        place.root / "crm.parquet",
        Opportunity=["Gates", "Doors"],
        Value=[Decimal("1200.50"), None],
        Opened=[datetime(2026, 2, 1, 10, 30, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)],
        Owner=[["Anna Keller", "Jonas Weber"], ["Anna Keller"]],
    )
    outcome = imported(order(place, source, "Opportunities", key=("Opportunity",)), yes=True)
    assert [{c.heading: c.value for c in row.cells} for row in outcome.plan.added] == [
        {
            "Id": "O2",
            "Opportunity": "Gates",
            "Value": 1200.5,
            "Opened": date(2026, 2, 1),
            "Owner": "Anna Keller; Jonas Weber",
        },
        {"Id": "O3", "Opportunity": "Doors", "Opened": date(2026, 3, 1), "Owner": "Anna Keller"},
    ]
    assert not imported(order(place, source, "Opportunities", key=("Opportunity",))).drafts


def test_a_wrong_cell_of_a_parquet_file_is_named_by_its_row(place: Workspace) -> None:
    source = table(place.root / "crm.parquet", Opportunity=["Gates", "Doors"], Value=["5", "many"])
    (problem,) = imported(order(place, source, "Opportunities", key=("Opportunity",))).problems
    assert (str(problem.place), problem.found) == ("crm.parquet › row 2 › Value", "Value is “many”")


def test_the_command_reads_parquet_within_the_worker_s_limits(place: Workspace) -> None:
    table(place.root / "crm.parquet", Opportunity=[f"Deal {n}" for n in range(300)])
    done = planpack(place, "import", "crm.parquet", "acme", "--to", "Opportunities", "--key", "Opportunity")
    assert done.returncode == 0, done.stderr
    assert "  and 280 new rows more; --all prints them" in done.stdout.splitlines()


def test_a_damaged_or_too_large_parquet_file_is_one_sentence(place: Workspace) -> None:
    data = table(place.root / "crm.parquet", Opportunity=["Gates"] * 100).read_bytes()
    with pytest.raises(Unusable, match="the file is damaged"):
        parquet_export("x.parquet", data[:60] + b"\xff" * 40 + data[100:], Limits())
    with pytest.raises(Unusable, match="the export holds 100 rows of 1 columns"):
        parquet_export("x.parquet", data, Limits(cells=50))
    with pytest.raises(Unusable, match="the export holds no row"):
        from_rows(parquet_export("x.parquet", table(place.root / "y.parquet", Opportunity=[]).read_bytes(), Limits()))


def test_libraries_that_are_not_installed_are_named(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    source = table(place.root / "crm.parquet", Opportunity=["Gates"])
    for missing in ("pyarrow", "pyarrow.parquet", "sqlalchemy", "sqlalchemy.engine"):
        monkeypatch.setitem(__import__("sys").modules, missing, None)
    with pytest.raises(PipelineError, match=r'install pyarrow too: pip install "planpack\[parquet\]"'):
        imported(order(place, source, "Opportunities", key=("Opportunity",)))
    with pytest.raises(PipelineError, match=r'install SQLAlchemy too: pip install "planpack\[sql\]"'):
        imported(order(place, "sqlite:///x.db", "Opportunities", query="select 1"))
    assert export(place, "x.csv", "").is_file()
