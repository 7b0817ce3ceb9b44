"""The buttons' pictures, drawn from shapes: the same bytes on every machine.

Each picture is a list of filled shapes on a field of 16 x 16; a pixel takes the colour of the share of it
that the shapes cover. PNG is written uncompressed, so that no version of zlib changes a byte.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Sequence

Shape = Callable[[float, float], bool]
Colour = tuple[int, int, int]
Layer = tuple[Shape, Colour]

SAMPLES = 6  # per side of a pixel
INK, PAPER, LINE = (74, 84, 99), (255, 255, 255), (150, 160, 174)
BLUE, GREEN, ORANGE, RED, GOLD = (30, 108, 196), (34, 139, 84), (222, 122, 26), (200, 52, 52), (214, 158, 32)


def box(left: float, top: float, right: float, bottom: float) -> Shape:
    return lambda x, y: left <= x < right and top <= y < bottom


def disc(cx: float, cy: float, radius: float) -> Shape:
    return lambda x, y: (x - cx) * (x - cx) + (y - cy) * (y - cy) <= radius * radius


def polygon(*points: tuple[float, float]) -> Shape:
    def inside(x: float, y: float) -> bool:
        odd = False
        for (x1, y1), (x2, y2) in zip(points, (*points[1:], points[0]), strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
        return odd

    return inside


def stroke(width: float, *points: tuple[float, float]) -> Shape:
    """A line through the points, with round ends."""
    reach = width * width / 4

    def near(x: float, y: float) -> bool:
        for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
            dx, dy = x2 - x1, y2 - y1
            along = min(1.0, max(0.0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)))
            px, py = x - x1 - along * dx, y - y1 - along * dy
            if px * px + py * py <= reach:
                return True
        return False

    return near


def both(first: Shape, second: Shape) -> Shape:
    return lambda x, y: first(x, y) and second(x, y)


def without(first: Shape, second: Shape) -> Shape:
    return lambda x, y: first(x, y) and not second(x, y)


def _sheet(left: float, top: float, right: float, bottom: float) -> list[Layer]:
    fold = 3.2
    outline = polygon((left, top), (right - fold, top), (right, top + fold), (right, bottom), (left, bottom))
    inner = polygon(
        (left + 1, top + 1),
        (right - fold - 0.4, top + 1),
        (right - 1, top + fold + 0.4),
        (right - 1, bottom - 1),
        (left + 1, bottom - 1),
    )
    corner = polygon((right - fold, top), (right, top + fold), (right - fold, top + fold))
    return [(outline, INK), (inner, PAPER), (corner, INK)]


def _tick(x: float, y: float, size: float, colour: Colour) -> list[Layer]:
    points = ((x, y), (x + size * 0.36, y + size * 0.36), (x + size, y - size * 0.44))
    return [(stroke(3.6, *points), PAPER), (stroke(2.1, *points), colour)]


def _plus(cx: float, cy: float, colour: Colour) -> list[Layer]:
    return [
        (disc(cx, cy, 4.2), PAPER),
        (disc(cx, cy, 3.6), colour),
        (box(cx - 2.2, cy - 0.6, cx + 2.2, cy + 0.6), PAPER),
        (box(cx - 0.6, cy - 2.2, cx + 0.6, cy + 2.2), PAPER),
    ]


def _arrow_down(cx: float, bottom: float, colour: Colour) -> list[Layer]:
    head = polygon((cx - 3.4, bottom - 3.6), (cx + 3.4, bottom - 3.6), (cx, bottom))
    halo = polygon((cx - 4.6, bottom - 4.4), (cx + 4.6, bottom - 4.4), (cx, bottom + 0.9))
    return [
        (box(cx - 2, bottom - 8, cx + 2, bottom - 3.4), PAPER),
        (halo, PAPER),
        (box(cx - 1.1, bottom - 7.6, cx + 1.1, bottom - 3.2), colour),
        (head, colour),
    ]


def _envelope(left: float, top: float, right: float, bottom: float, colour: Colour) -> list[Layer]:
    middle = (left + right) / 2
    flap = stroke(1.1, (left + 0.6, top + 0.8), (middle, (top + bottom) / 2 + 0.8), (right - 0.6, top + 0.8))
    return [
        (box(left, top, right, bottom), colour),
        (box(left + 1, top + 1, right - 1, bottom - 1), PAPER),
        (flap, colour),
    ]


def _ring(cx: float, cy: float, radius: float, width: float) -> Shape:
    return without(disc(cx, cy, radius), disc(cx, cy, radius - width))


PICTURES: dict[str, Sequence[Layer]] = {
    "refresh": [
        (both(_ring(8, 8, 6.2, 1.9), polygon((0, 0), (11.2, 0), (8, 8), (12.2, 16), (0, 16))), BLUE),
        (both(_ring(8, 8, 6.2, 1.9), box(8, 8, 16, 16)), BLUE),
        (polygon((9.2, 0.4), (15.2, 3.0), (9.8, 6.8)), BLUE),
    ],
    "check": [
        *_sheet(1.5, 1, 12.5, 15),
        (box(4, 5, 9, 6), LINE),
        (box(4, 7.5, 9, 8.5), LINE),
        *_tick(6.6, 11, 8, GREEN),
    ],
    "draft_reminders": [
        *_envelope(1, 2.5, 14, 12, INK),
        (stroke(4.2, (8.6, 13.2), (14.2, 7.6)), PAPER),
        (stroke(2.6, (8.9, 12.9), (14, 7.8)), ORANGE),
        (polygon((7.2, 15.2), (7.9, 12), (10.2, 14.3)), INK),
    ],
    "approve": [*_sheet(2.5, 1, 12.5, 14), *_tick(8.4, 11, 6.8, GREEN)],
    "mark_sent": [*_envelope(1, 2.5, 14, 12, INK), *_tick(7, 11.4, 7.8, GREEN)],
    "mark_delivered": [
        (polygon((1.5, 8), (8, 2), (14.5, 8)), INK),
        (box(3, 7.4, 13, 14.5), INK),
        *_tick(5, 10.6, 7.4, GREEN),
    ],
    "mark_returned": [
        *_envelope(1, 2.5, 14, 12, INK),
        (stroke(1.9, (7, 12.6), (14.4, 12.6)), RED),
        (polygon((8, 9.4), (4.6, 12.6), (8, 15.8)), RED),
    ],
    "new_claim": [
        *_sheet(1.5, 1, 12.5, 15),
        (box(4, 5, 9, 6), LINE),
        (box(4, 7.5, 10, 8.5), LINE),
        *_plus(11.6, 11.6, BLUE),
    ],
    "import_progress": [
        (box(1.5, 9, 4, 14), LINE),
        (box(5, 6.5, 7.5, 14), BLUE),
        (box(8.5, 4, 11, 14), BLUE),
        (box(1, 14, 12, 15), INK),
        *_arrow_down(12, 8.6, ORANGE),
    ],
    "import_bank": [
        (polygon((1, 6.4), (7, 2.2), (13, 6.4)), INK),
        (box(2, 7.2, 3.6, 12), INK),
        (box(5, 7.2, 6.6, 12), INK),
        (box(8, 7.2, 9.6, 12), INK),
        (box(1, 12.8, 13, 14.6), INK),
        *_arrow_down(12.2, 14.4, ORANGE),
    ],
    "statement": [
        *_sheet(2.5, 1, 13.5, 15),
        (box(4.8, 5, 8, 6), LINE),
        (box(9, 5, 11.4, 6), BLUE),
        (box(4.8, 7.4, 8, 8.4), LINE),
        (box(9, 7.4, 11.4, 8.4), BLUE),
        (box(4.8, 9.8, 11.4, 10.4), INK),
        (box(9, 11.4, 11.4, 12.8), BLUE),
    ],
    "evidence": [
        (polygon((1, 3), (6, 3), (7.4, 4.8), (15, 4.8), (15, 13.6), (1, 13.6)), GOLD),
        (box(2.6, 6.4, 13.4, 13.6), PAPER),
        (disc(5, 8.4, 1.1), GREEN),
        (box(7.4, 8, 12.2, 9), LINE),
        (disc(5, 11.6, 1.1), GREEN),
        (box(7.4, 11, 12.2, 12), LINE),
        (box(1, 13.6, 15, 14.6), GOLD),
    ],
    "application": [
        *_sheet(1.5, 1, 12.5, 15),
        (box(4, 5, 10, 6), LINE),
        (box(4, 7.5, 10, 8.5), BLUE),
        (stroke(1.9, (8, 12.6), (14, 12.6)), GREEN),
        (polygon((12, 9.6), (15.6, 12.6), (12, 15.6)), GREEN),
    ],
    "letter": [
        *_sheet(2.5, 1, 13.5, 15),
        (box(5, 4.4, 11, 5.4), LINE),
        (box(5, 6.8, 11, 7.8), LINE),
        (stroke(1.5, (4.8, 12.2), (7, 10.6), (8.6, 12.4), (11.4, 11)), BLUE),
    ],
    "interest": [
        *_sheet(1.5, 1, 14.5, 15),
        (stroke(1.6, (5, 12), (11, 4.4)), INK),
        (disc(5.2, 5.6, 1.8), BLUE),
        (disc(10.8, 10.9, 1.8), BLUE),
    ],
    "clocks": [
        (disc(8, 8, 7), INK),
        (disc(8, 8, 5.7), PAPER),
        (stroke(1.5, (8, 8), (8, 4.2)), INK),
        (stroke(1.5, (8, 8), (11, 9.6)), RED),
    ],
    "doctor": [
        (disc(8, 8, 7), RED),
        (box(6.6, 3.6, 9.4, 12.4), PAPER),
        (box(3.6, 6.6, 12.4, 9.4), PAPER),
    ],
    "help": [
        (disc(8, 8, 7), BLUE),
        (both(_ring(8, 6.3, 3.1, 1.6), polygon((4, 2), (12, 2), (12, 8.4), (8, 6.6), (4, 6.4))), PAPER),
        (stroke(1.6, (9.6, 8.2), (8, 9.6)), PAPER),
        (disc(8, 12, 1.05), PAPER),
    ],
}


def pixels(name: str, size: int) -> list[tuple[int, int, int, int]]:
    """The picture's pixels, red, green, blue and opacity, line by line."""
    layers = PICTURES[name]
    step = 16 / (size * SAMPLES)
    out = []
    for row in range(size):
        for column in range(size):
            red = green = blue = hits = 0
            for j in range(SAMPLES):
                y = (row * SAMPLES + j + 0.5) * step
                for i in range(SAMPLES):
                    x = (column * SAMPLES + i + 0.5) * step
                    for shape, colour in reversed(layers):
                        if shape(x, y):
                            red, green, blue = red + colour[0], green + colour[1], blue + colour[2]
                            hits += 1
                            break
            if hits:
                out.append((red // hits, green // hits, blue // hits, 255 * hits // SAMPLES**2))
            else:
                out.append((0, 0, 0, 0))
    return out


def png(name: str, size: int) -> bytes:
    """The picture as a PNG file."""
    flat = [bytes(pixel) for pixel in pixels(name, size)]
    lines = b"".join(b"\0" + b"".join(flat[row * size : (row + 1) * size]) for row in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", _stored(lines))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _stored(data: bytes) -> bytes:
    """A zlib stream of one stored block."""
    assert len(data) < 65536
    size = struct.pack("<HH", len(data), len(data) ^ 0xFFFF)
    return b"\x78\x01\x01" + size + data + struct.pack(">I", zlib.adler32(data))
