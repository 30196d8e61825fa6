"""What a report can be counted with. Each takes the same expressions, and gives the same rows."""

import glob
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import duckdb
import ibis
import pyarrow as pa

from kiosk.fleet.parts import SCHEMAS

Expression = Any
"""A table in Ibis, which types none of its columns' methods."""

Row = dict[str, Any]

_PATTERN: Final = frozenset("{}[]*?\\")
"""Any of these in a path, and Spark reads whatever fits it."""


class EngineFailed(Exception):
    """A file of the lake cannot be read, or the engine gave up; the text is the engine's."""


class Engine(Protocol):
    """Reads the lake's files and counts. A context: at its end the engine lets go of them."""

    @property
    def name(self) -> str:
        """What a report says it was counted with."""
        ...

    def __enter__(self) -> "Engine": ...

    def __exit__(self, *why: object) -> None: ...

    def table(self, name: str, parts: Sequence[Path]) -> Expression:
        """The rows of these parts of one of the lake's tables. Raises EngineFailed."""
        ...

    def rows(self, expression: Expression) -> list[Row]:
        """What comes of it, in no order. Raises EngineFailed."""
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
        # DuckDB takes a path for a pattern: of a lake "shops*" it would read the lakes beside it.
        paths = [glob.escape(str(part)) for part in parts]
        try:
            return self._connection.read_parquet(paths, hive_partitioning=False)
        except duckdb.Error as why:
            raise EngineFailed(_first_line(why)) from why
        except UnicodeEncodeError as why:
            raise EngineFailed(
                "the name of a folder on the way to it is no text; rename it"
            ) from why

    def rows(self, expression: Expression) -> list[Row]:
        try:
            return self._connection.to_pyarrow(expression).to_pylist()
        except duckdb.Error as why:
            raise EngineFailed(_first_line(why)) from why


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
        if not _PATTERN.isdisjoint("".join(part.as_posix() for part in parts)):
            raise EngineFailed(
                "Spark takes a path with one of {}[]*?\\ in it for a pattern; rename the folder, "
                "or leave out --engine spark"
            )
        view = self._view(self._views)
        with _spark_at_work():
            rows = self._session.read.parquet(*(str(part) for part in parts))
            rows.createOrReplaceTempView(view)
        self._views += 1
        return self._connection.table(view)

    def rows(self, expression: Expression) -> list[Row]:
        with _spark_at_work():
            return self._connection.to_pyarrow(expression).to_pylist()

    def _view(self, number: int) -> str:
        return f"askfirst_{id(self)}_{number}"


@contextmanager
def engine_named(name: str) -> Iterator[Engine]:
    """``duckdb``, or ``spark`` on whatever Spark's own settings name; else on this machine.

    Raises EngineFailed where Spark does not start.
    """
    if name == DuckDB.name:
        with DuckDB() as engine:
            yield engine
        return
    # Only `make test-spark` installs these.
    from pyspark.sql import SparkSession  # pyright: ignore[reportMissingImports]

    builder: Any = SparkSession.builder
    with _spark_at_work():
        session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    try:
        with Spark(session) as engine:
            yield engine
    finally:
        session.stop()


@contextmanager
def _spark_at_work() -> Iterator[None]:
    from py4j.protocol import Py4JError  # pyright: ignore[reportMissingImports]
    from pyspark.errors import PySparkException  # pyright: ignore[reportMissingImports]

    try:
        yield
    except (PySparkException, Py4JError) as why:
        raise EngineFailed(_first_line(why)) from why


def _first_line(why: Exception) -> str:
    """Engines say much after it that only their makers understand."""
    return next(iter(str(why).splitlines()), type(why).__name__)


def no_rows(name: str) -> Expression:
    """One of the lake's tables, where it has no files."""
    return ibis.memtable(pa.Table.from_pylist([], schema=SCHEMAS[name]))
