"""LedgerFunctions.bas, one wrapper for each function of the catalogue, generated from nothing else."""

from __future__ import annotations

from ledger.functions.catalogue import SIGNATURES, Argument, Signature

# Words that VBA takes for its own: [MS-VBAL] 3.3.5.2; and base, which LibreOffice takes for its own
_KEYWORDS = """
    base abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur
    cdate cdbl cdec cdecl cint circle clng clnglng clngptr close const csng cstr currency cvar cverr
    date debug decimal declare dim do doevents double each else elseif empty end endif enum eqv
    erase event exit false fix for friend function get global gosub goto if imp implements in input
    inputb int integer is lbound len lenb let like line lock long longlong longptr loop lset me mod
    new next not nothing null on open option optional or paramarray preserve print private pset
    public put raiseevent redim rem resume return rset scale seek select set sgn shared single spc
    static step stop string sub tab then to true type typeof ubound unlock until variant wend while
    with withevents write xor
"""
KEYWORDS = frozenset(_KEYWORDS.split())


def functions_module() -> str:
    """The text of the module, as a .bas file holds it."""
    lines = [
        'Attribute VB_Name = "LedgerFunctions"',
        "Option Explicit",
        "' Generated from src/ledger/functions/catalogue.py: the functions that cells can call.",
    ]
    for signature in SIGNATURES:
        lines += ["", *_wrapper(signature)]
    return "".join(line + "\n" for line in lines)


def _wrapper(signature: Signature) -> list[str]:
    names = [argument_name(argument) for argument in signature.arguments]
    declared = [
        ("Optional " if argument.optional else "") + f"ByVal {name} As Variant"
        for argument, name in zip(signature.arguments, names)
    ]
    return [
        f"Public Function {signature.name}( _",
        *(f"    {text}, _" for text in declared[:-1]),
        f"    {declared[-1]}) As Variant",
        f'    {signature.name} = LedgerCall("{signature.name}", Array({", ".join(names)}))',
        "End Function",
    ]


def argument_name(argument: Argument) -> str:
    """The name that the function wizard shows."""
    return argument.name + "_" if argument.name in KEYWORDS else argument.name
