"""Reads `transactions*.parquet` into one tab, where the library for it is installed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BufferedReader
from typing import Any

from pipeline.catalogue import files
from pipeline.cells import Raw, Tab
from pipeline.limits import MIB, Limits
from pipeline.read.refusals import HERE, Refused, too_large

BATCH = 65_536  # rows at a time


def transactions(file: str, stream: BufferedReader, limits: Limits) -> Tab:
    """The rows of a Parquet file under the names of its columns, which stand in row 1; raise `Refused` for another."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise Refused(files.parquet_missing.at(HERE)) from None
    pyarrow.set_memory_pool(pyarrow.system_memory_pool())  # the others set memory aside that counts against the limit
    try:
        source = pyarrow.parquet.ParquetFile(stream, memory_map=False, pre_buffer=False)
        names = tuple(str(name) for name in source.schema_arrow.names)
        size, cells = source.metadata.num_rows, source.metadata.num_rows * max(1, len(names))
        if cells > limits.cells:
            raise too_large(
                f"it holds {size:,} rows of {len(names)} columns, at most {limits.cells:,.0f} cells are read"
            )
        groups = range(source.metadata.num_row_groups)
        if sum(source.metadata.row_group(n).total_byte_size for n in groups) > limits.unpacked_mib * MIB:
            raise too_large(f"it unpacks to more than {limits.unpacked_mib:,.0f} MiB")
        nested = [field.name for field in source.schema_arrow if pyarrow.types.is_nested(field.type)]
        if nested:
            why = f"the column {nested[0]} holds lists or records, which no sheet can"
            raise Refused(files.parquet_damaged.at(HERE, why))
        rows: list[tuple[Raw, ...]] = [names]
        for batch in source.iter_batches(batch_size=BATCH, use_threads=False):
            rows += zip(*map(_column, batch.columns), strict=True)
    except (pyarrow.ArrowException, OSError, ValueError, NotImplementedError, OverflowError):
        raise Refused(files.parquet_damaged.at(HERE, "the file is damaged, or is no Parquet file")) from None
    return Tab(file, "Transactions", tuple(rows), plain=True)


def _column(column: Any) -> Sequence[Raw]:
    """A column's values as cells have them."""
    values = column.to_pylist()
    if set(map(type, values)) <= {str, int, float, bool, date, type(None)}:
        return values  # type: ignore[no-any-return]
    return [_raw(value) for value in values]


def _raw(value: Any) -> Raw:
    """A value as a cell has it: decimals as numbers, a time of day in its own time zone, bytes as the text they are."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if value is None or isinstance(value, str | int | float | bool | date | time | timedelta):
        return value
    return str(value)
