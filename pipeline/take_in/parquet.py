"""Reads an export in Parquet, where the library for it is installed."""

from __future__ import annotations

from io import BytesIO

from pipeline.catalogue.exports import export_damaged, export_too_large
from pipeline.limits import Limits
from pipeline.problems import PipelineError, Place
from pipeline.take_in.exports import Export, Line, Unusable, raw_of

MAGIC = b"PAR1"
BATCH = 10_000  # rows at a time


def parquet_export(file: str, data: bytes, limits: Limits) -> Export:
    """The rows of a Parquet file; raise `Unusable` for a damaged or too large one."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise PipelineError('to import a Parquet file, install pyarrow too: pip install "planpack[parquet]"') from None
    try:
        pyarrow.set_cpu_count(1)
        pyarrow.set_io_thread_count(1)
        source = pyarrow.parquet.ParquetFile(BytesIO(data), memory_map=False, pre_buffer=False)
        names = [str(name) for name in source.schema_arrow.names]
        if source.metadata.num_rows * max(1, len(names)) > limits.cells:
            found = f"the export holds {source.metadata.num_rows:,} rows of {len(names)} columns"
            raise Unusable(export_too_large.at(Place(file), found, f"at most {limits.cells:,.0f} cells"))
        lines: list[Line] = []
        for batch in source.iter_batches(batch_size=BATCH, use_threads=False):
            columns = [[raw_of(value) for value in column.to_pylist()] for column in batch.columns]
            lines += [(len(lines) + n, values) for n, values in enumerate(zip(*columns, strict=True), 1)]
    except (pyarrow.ArrowException, OSError, ValueError, NotImplementedError, OverflowError):
        raise Unusable(export_damaged.at(Place(file))) from None
    return Export(file, tuple(names), tuple(lines), counted="row")
