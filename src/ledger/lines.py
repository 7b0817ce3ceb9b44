"""The lines of a sheet: the columns they were read from, and records once somebody looks at them.

The one rule: whoever looks cannot tell them from a list of records; whoever only wants a column of fifty
thousand need not pay for the records.
"""

from __future__ import annotations

from itertools import compress, groupby, repeat
from operator import attrgetter
from typing import Any, Iterable, Iterator, Mapping, Sequence, TypeVar, overload

R = TypeVar("R")


class Lines(Sequence[R]):
    """The records of one sheet, in its order."""

    def __init__(self, record: Any, columns: Mapping[str, Sequence[Any]]) -> None:
        self._record = record
        self._columns = {field: columns[field] for field in record._fields}
        self._made: list[R] | None = None

    def column(self, field: str) -> Sequence[Any]:
        """One field of all the records."""
        return self._columns[field]

    def kept(self, flags: Sequence[bool]) -> Lines[R]:
        """The lines whose flag is set."""
        return Lines(self._record, {f: list(compress(cells, flags)) for f, cells in self._columns.items()})

    def records(self) -> list[R]:
        """All of them, made the first time."""
        if self._made is None:
            self._made = self._records(slice(None))
        return self._made

    def _records(self, part: slice) -> list[R]:
        cells = zip(*[cells[part] for cells in self._columns.values()])
        # what the record's own _make does, without its check of the length
        return list(map(tuple.__new__, repeat(self._record), cells))

    def __len__(self) -> int:
        return len(next(iter(self._columns.values())))

    def __iter__(self) -> Iterator[R]:
        return iter(self.records())

    @overload
    def __getitem__(self, place: int) -> R: ...
    @overload
    def __getitem__(self, place: slice) -> list[R]: ...
    def __getitem__(self, place: int | slice) -> R | list[R]:
        if self._made is not None:
            return self._made[place]
        if isinstance(place, slice):
            return self._records(place)
        one: R = self._record._make(cells[place] for cells in self._columns.values())
        return one

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self.records() == list(other)

    __hash__ = None  # type: ignore[assignment]  # as a list has none

    def __repr__(self) -> str:
        return repr(self.records())


_CONTRACT = attrgetter("contract")


def by_contract(rows: Iterable[R]) -> dict[str, list[R]]:
    """Rows by the contract they name, in their order; sheets are sorted, or filled in batches."""
    grouped: dict[str, list[R]] = {}
    for contract, run in groupby(rows, _CONTRACT):
        if contract in grouped:
            grouped[contract] += run
        else:
            grouped[contract] = list(run)
    return grouped
