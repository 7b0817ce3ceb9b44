"""How an adapter turns a case's text into the product's types, and back. No rule lives here.

Sources print percent; the product counts shares 0..1. `scaleb` moves the point and changes no figure.
"""

from __future__ import annotations

import datetime
from decimal import Decimal


def number(found: object) -> Decimal:
    """An amount, a factor or a count as printed: "1,500.00" or 12."""
    return Decimal(str(found).replace(",", "").strip())


def numbers(found: list[object]) -> list[Decimal]:
    return [number(one) for one in found]


def percent(found: object) -> Decimal:
    """A percent as printed, "6.5" or "6.5%", as the share 0.065."""
    return number(str(found).strip().rstrip("%")).scaleb(-2)


def in_percent(share: Decimal) -> Decimal:
    """The share 0.065 as the percent a source prints, 6.5."""
    return share.scaleb(2)


def in_basis_points(share: Decimal) -> Decimal:
    """The share 0.0001 as 1 basis point."""
    return share.scaleb(4)


def day(found: object) -> datetime.date:
    return datetime.date.fromisoformat(str(found))


def days(found: list[object]) -> list[datetime.date]:
    return [day(one) for one in found]
