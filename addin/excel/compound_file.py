"""A compound file, the container of a VBA project. [MS-CFB], version 3, 512-byte sectors.

Nothing in it tells when or where it was written: the same streams give the same bytes.
"""

from __future__ import annotations

import struct
from typing import Any, Mapping, NamedTuple, Union

Streams = Mapping[str, Union[bytes, "Streams"]]

FREE, END, FAT_SECTOR, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
ROOT, STORAGE, STREAM = 5, 1, 2
SECTOR, MINI_SECTOR, MINI_LIMIT = 512, 64, 4096


class _Entry(NamedTuple):
    """A directory entry, before its place in the tree and in the file is known."""

    name: str
    kind: int
    data: bytes
    links: dict[str, int]


def compound_file(streams: Streams) -> bytes:
    """The bytes of a compound file with these streams; a mapping is a storage."""
    entries = [_Entry("Root Entry", ROOT, b"", {})]
    entries[0].links["child"] = _add(entries, streams)
    sectors = bytearray()
    fat: list[int] = []
    mini = bytearray()
    mini_fat: list[int] = []
    for entry in entries[1:]:
        if entry.kind == STREAM and 0 < len(entry.data) < MINI_LIMIT:
            entry.links["start"] = _append(mini, mini_fat, entry.data, MINI_SECTOR)
    for entry in entries[1:]:
        if len(entry.data) >= MINI_LIMIT:
            entry.links["start"] = _append(sectors, fat, entry.data, SECTOR)
    entries[0].links["start"] = _append(sectors, fat, bytes(mini), SECTOR) if mini else END
    mini_fat_start, mini_fat_sectors = END, 0
    if mini_fat:
        table = _table(mini_fat)
        mini_fat_start, mini_fat_sectors = _append(sectors, fat, table, SECTOR), len(table) // SECTOR
    directory_start = _append(sectors, fat, _directory(entries, len(mini)), SECTOR)

    count = 1
    while count * 128 < len(fat) + count:
        count += 1
    if count > 109:
        raise ValueError("the project is too large for one header")
    places = list(range(len(fat), len(fat) + count))
    sectors += _table(fat + [FAT_SECTOR] * count)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6sII", 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0, count)
    header += struct.pack(
        "<IIIIIII", directory_start, 0, MINI_LIMIT, mini_fat_start, mini_fat_sectors, END, 0
    )
    header += struct.pack("<109I", *places, *[FREE] * (109 - count))
    return header + bytes(sectors)


def _add(entries: list[_Entry], streams: Streams) -> int:
    """Append a storage's children; the number of the one at the top of their red-black tree."""
    numbers = []
    for name, value in streams.items():
        if isinstance(value, bytes):
            entries.append(_Entry(name, STREAM, value, {}))
            numbers.append(len(entries) - 1)
        else:
            entries.append(_Entry(name, STORAGE, b"", {}))
            numbers.append(len(entries) - 1)
            entries[numbers[-1]].links["child"] = _add(entries, value)
    # [MS-CFB] 2.6.4: shorter names first, then by upper case
    numbers.sort(key=lambda number: (len(entries[number].name), entries[number].name.upper()))
    lowest = len(numbers).bit_length() - 1

    def top(low: int, high: int, depth: int) -> int:
        if low >= high:
            return NONE
        middle = (low + high) // 2
        links = entries[numbers[middle]].links
        links["left"], links["right"] = top(low, middle, depth + 1), top(middle + 1, high, depth + 1)
        links["black"] = 0 if depth and depth == lowest else 1  # an unfinished last row is red
        return numbers[middle]

    return top(0, len(numbers), 0)


def _append(area: bytearray, table: list[int], data: bytes, size: int) -> int:
    """Put data at the end of an area and its chain into the allocation table; its first sector."""
    first, count = len(table), -(-len(data) // size)
    table += [first + i + 1 for i in range(count - 1)] + [END]
    area += data.ljust(count * size, b"\0")
    return first


def _table(numbers: list[int]) -> bytes:
    data = struct.pack(f"<{len(numbers)}I", *numbers)
    return data + b"\xff" * (-len(data) % SECTOR)


def _directory(entries: list[_Entry], mini_size: int) -> bytes:
    shape = "<64sHBBIII16sIQQIQ"
    out = bytearray()
    for entry in entries:
        name = entry.name.encode("utf-16-le") + b"\0\0"
        links: Mapping[str, Any] = entry.links
        size = mini_size if entry.kind == ROOT else len(entry.data)
        start = links.get("start", 0 if entry.kind == STORAGE else END)
        tree = [links.get(side, NONE) for side in ("left", "right", "child")]
        out += struct.pack(
            shape, name, len(name), entry.kind, links.get("black", 1), *tree, bytes(16), 0, 0, 0, start, size
        )
    unused = struct.pack(shape, b"", 0, 0, 0, NONE, NONE, NONE, bytes(16), 0, 0, 0, 0, 0)
    while len(out) % SECTOR:
        out += unused
    return bytes(out)
