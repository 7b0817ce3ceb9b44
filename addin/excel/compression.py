"""The run-length coding of VBA sources inside a project. [MS-OVBA] 2.4.1."""

from __future__ import annotations

import struct

CHUNK = 4096
LOOK_BACK = 32  # earlier places tried for each match: enough for text, and quick


def compressed(data: bytes) -> bytes:
    """A CompressedContainer of compressed chunks only."""
    out = bytearray(b"\x01")
    for start in range(0, len(data), CHUNK):
        tokens = _chunk(data[start : start + CHUNK])
        if len(tokens) > CHUNK:
            raise ValueError("a chunk of VBA source does not compress")  # never for text
        out += struct.pack("<H", 0xB000 | (len(tokens) - 1)) + tokens
    return bytes(out)


def _chunk(chunk: bytes) -> bytes:
    out = bytearray()
    places: dict[bytes, list[int]] = {}
    here = 0
    while here < len(chunk):
        flags, tokens = 0, bytearray()
        for bit in range(8):
            if here >= len(chunk):
                break
            offset_bits = max(4, (here - 1).bit_length() if here else 0)
            length, back = _longest(chunk, here, places, (0xFFFF >> offset_bits) + 3)
            if length:
                flags |= 1 << bit
                tokens += struct.pack("<H", ((back - 1) << (16 - offset_bits)) | (length - 3))
            else:
                tokens.append(chunk[here])
            for at in range(here, here + max(length, 1)):
                places.setdefault(chunk[at : at + 3], []).append(at)
            here += max(length, 1)
        out.append(flags)
        out += tokens
    return bytes(out)


def _longest(chunk: bytes, here: int, places: dict[bytes, list[int]], most: int) -> tuple[int, int]:
    """Length and distance of the longest repetition of what stands here; (0, 0) for none."""
    best = back = 0
    most = min(most, len(chunk) - here)
    if most < 3:
        return 0, 0
    for at in reversed(places.get(chunk[here : here + 3], [])[-LOOK_BACK:]):
        length = 3
        while length < most and chunk[at + length] == chunk[here + length]:
            length += 1
        if length > best:
            best, back = length, here - at
    return best, back
