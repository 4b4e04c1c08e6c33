"""Rows that came in many batches, in one piece, without all of them being in memory twice."""

import pyarrow as pa


def in_one_piece(batches: list[pa.RecordBatch]) -> pa.Table:
    """The rows of at least one batch; the list is emptied, and column after column its memory is given back."""
    schema = batches[0].schema
    columns = [[batch.column(number) for batch in batches] for number in range(len(schema))]
    batches.clear()
    return pa.Table.from_arrays([_joined(columns.pop(0)) for _ in range(len(schema))], schema=schema)


def give_back() -> None:
    """Return what Arrow keeps of freed memory: it is mostly of another size than what is needed next."""
    pa.default_memory_pool().release_unused()


def _joined(parts: "list[pa.Array[pa.Scalar[pa.DataType]]]") -> "pa.Array[pa.Scalar[pa.DataType]]":
    return parts[0] if len(parts) == 1 else pa.concat_arrays(parts)
