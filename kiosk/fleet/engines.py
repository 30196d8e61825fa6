"""What a report can be counted with. Each takes the same expressions, and gives the same rows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import ibis
import pyarrow as pa

from kiosk.fleet.parts import SCHEMAS

Expression = Any
"""A table in Ibis, which types none of its columns' methods."""

Row = dict[str, Any]


class Engine(Protocol):
    """Reads the lake's files and counts. A context: at its end the engine lets go of them."""

    @property
    def name(self) -> str:
        """What a report says it was counted with."""
        ...

    def __enter__(self) -> "Engine": ...

    def __exit__(self, *why: object) -> None: ...

    def table(self, name: str, parts: Sequence[Path]) -> Expression:
        """The rows of these parts of one of the lake's tables."""
        ...

    def rows(self, expression: Expression) -> list[Row]:
        """What comes of it, in no order."""
        ...


class DuckDB:
    """Runs in this process, on all of its cores. Fetches nothing and loads no extension."""

    name = "duckdb"

    def __enter__(self) -> "DuckDB":
        self._connection = ibis.duckdb.connect(
            autoinstall_known_extensions=False, autoload_known_extensions=False
        )
        return self

    def __exit__(self, *why: object) -> None:
        self._connection.disconnect()

    def table(self, name: str, parts: Sequence[Path]) -> Expression:
        if not parts:
            return no_rows(name)
        # The month is in each row's own day: what the folders are called adds nothing.
        return self._connection.read_parquet([str(part) for part in parts], hive_partitioning=False)

    def rows(self, expression: Expression) -> list[Row]:
        return self._connection.to_pyarrow(expression).to_pylist()


class Spark:
    """Runs on the Spark of a session that somebody else began, and will end."""

    name = "spark"

    def __init__(self, session: Any) -> None:
        self._session = session

    def __enter__(self) -> "Spark":
        self._connection = ibis.pyspark.connect(self._session)
        self._views = 0
        return self

    def __exit__(self, *why: object) -> None:
        for number in range(self._views):
            self._session.catalog.dropTempView(self._view(number))

    def table(self, name: str, parts: Sequence[Path]) -> Expression:
        if not parts:
            return no_rows(name)
        view = self._view(self._views)
        self._session.read.parquet(*(str(part) for part in parts)).createOrReplaceTempView(view)
        self._views += 1
        return self._connection.table(view)

    def rows(self, expression: Expression) -> list[Row]:
        return self._connection.to_pyarrow(expression).to_pylist()

    def _view(self, number: int) -> str:
        return f"askfirst_{id(self)}_{number}"


def no_rows(name: str) -> Expression:
    """One of the lake's tables, where it has no files."""
    return ibis.memtable(pa.Table.from_pylist([], schema=SCHEMAS[name]))
