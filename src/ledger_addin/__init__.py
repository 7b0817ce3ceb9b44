"""The hosts' own Python, which an installed package carries. In a source tree it stands in addin/, where it
is built and read; so that both are imported by one name, this package looks there too.
"""

from __future__ import annotations

from pathlib import Path

_source = Path(__file__).resolve().parents[2] / "addin"
if (_source / "excel" / "server.py").is_file():
    __path__.append(str(_source))
