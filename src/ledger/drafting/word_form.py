"""Word templates: content controls filled by their tags, all else carried over as it is.

The one rule: text from outside is only ever the text of a run. Nothing in a cell can become a field, a
link or markup, and a template is read as a file that anyone may have made.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any, Iterator, Mapping, Sequence
from xml.dom import minidom
from xml.parsers.expat import ExpatError

from ..language import Text
from ..problems import message
from .letter_styles import HEADER, W
from .letter_template import zipped

Fields = Mapping[str, str]
Node = Any  # minidom's nodes: their published types call every parent and owner optional

LINE = "line."
MAIN = "word/document.xml"
FILLED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
TEXT = re.compile(">[^<>]+<")
LARGEST = 20_000_000  # bytes of a template unpacked: a letterhead with pictures is far below
MOST_PARTS = 500
DOCUMENT_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
PLACEHOLDER_STYLE = "PlaceholderText"  # Word's grey for a control nobody has filled


class TemplateError(ValueError):
    """A template that cannot be filled; `said` is the message a user reads."""

    def __init__(self, found: Text, key: str = "letter_template") -> None:
        super().__init__(found.en)
        self.said = message(key, found=found)


def _elements(node: Node, name: str) -> list[Node]:
    return list(node.getElementsByTagNameNS(W, name))


def _children(node: Node, name: str) -> Iterator[Node]:
    for child in node.childNodes:
        if child.nodeType == child.ELEMENT_NODE and child.namespaceURI == W and child.localName == name:
            yield child


def _tag(control: Node) -> str:
    for properties in _children(control, "sdtPr"):
        for tag in _children(properties, "tag"):
            return str(tag.getAttributeNS(W, "val"))
    return ""


def _content(control: Node) -> Node:
    return next(_children(control, "sdtContent"), None)


def _new(near: Node, name: str) -> Node:
    """A WordprocessingML element with the prefix the template itself uses."""
    prefix = near.nodeName.rpartition(":")[0]
    return near.ownerDocument.createElementNS(W, f"{prefix}:{name}" if prefix else name)


def _look(content: Node) -> Node:
    """How the first run of a control looks, without the grey of an unfilled one."""
    for run in _elements(content, "r"):
        for properties in _children(run, "rPr"):
            look = properties.cloneNode(deep=True)
            for style in list(_children(look, "rStyle")):
                if style.getAttributeNS(W, "val") == PLACEHOLDER_STYLE:
                    look.removeChild(style)
            return look if look.childNodes else None
        return None
    return None


def _runs(control: Node, text: str) -> list[Node]:
    """The text as one run that looks like the control's, its line ends as breaks."""
    content = _content(control)
    look = _look(content) if content else None
    run = _new(control, "r")
    if look:
        run.appendChild(look)
    for number, line in enumerate(text.split("\n")):
        if number:
            run.appendChild(_new(control, "br"))
        words = _new(control, "t")
        words.setAttribute("xml:space", "preserve")
        words.appendChild(control.ownerDocument.createTextNode(line))
        run.appendChild(words)
    return [run]


def _inline(control: Node) -> None:
    """A control around a whole paragraph or cell becomes one inside its paragraph (Word makes all three)."""
    content = _content(control)
    held = _elements(content, "p") if content else []
    if not content or not held:
        return
    first, look = held[0], _look(content)
    for child in list(first.childNodes):
        if child.nodeName != first.nodeName + "Pr":
            first.removeChild(child)
    inner, properties = _new(control, "sdt"), next(_children(control, "sdtPr"))
    inner.appendChild(properties.cloneNode(deep=True))
    inside, run = _new(control, "sdtContent"), _new(control, "r")
    if look:
        run.appendChild(look)
    inside.appendChild(run)
    inner.appendChild(inside)
    first.appendChild(inner)
    for other in held[1:]:
        other.parentNode.removeChild(other)
    for child in list(content.childNodes):
        control.parentNode.insertBefore(child, control)
    control.parentNode.removeChild(control)


def _drop(paragraph: Node, controls: Sequence[Node]) -> None:
    """A paragraph that says nothing goes; in a cell, which needs one, only its fields go."""
    cell = paragraph.parentNode
    if cell.localName == "tc" and len(list(_children(cell, "p"))) == 1:
        for control in controls:
            control.parentNode.removeChild(control)
    else:
        cell.removeChild(paragraph)


def _fill_paragraph(paragraph: Node, fields: Fields) -> None:
    controls = [c for c in _elements(paragraph, "sdt") if _tag(c) in fields]
    if not controls:
        return
    values = [fields[_tag(control)] for control in controls]
    if not any(values):
        _drop(paragraph, controls)
        return
    said = "".join(text.data for t in _elements(paragraph, "t") for text in t.childNodes)
    content = _content(controls[0])
    own = "".join(text.data for t in _elements(content, "t") for text in t.childNodes) if content else ""
    if len(controls) == 1 and "\n" in values[0] and said == own:
        for line in values[0].split("\n"):
            copy = paragraph.cloneNode(deep=True)
            paragraph.parentNode.insertBefore(copy, paragraph)
            _fill_paragraph(copy, {_tag(controls[0]): line or " "})
        paragraph.parentNode.removeChild(paragraph)
        return
    for control, value in zip(controls, values):
        for run in _runs(control, value) if value else []:
            control.parentNode.insertBefore(run, control)
        control.parentNode.removeChild(control)


def _repeat(document: Node, rows: Sequence[Fields]) -> bool:
    """The row that holds `line.` tags once for each line; False if no row does."""
    models = [
        row
        for row in _elements(document, "tr")
        if any(_tag(control).startswith(LINE) for control in _elements(row, "sdt"))
        and not _elements(row, "tr")
    ]
    for model in models:
        for row in rows:
            copy = model.cloneNode(deep=True)
            model.parentNode.insertBefore(copy, model)
            _fill(copy, row)
        model.parentNode.removeChild(model)
    return bool(models)


def _fill(node: Node, fields: Fields) -> None:
    for control in _elements(node, "sdt"):
        if _tag(control) in fields:
            _inline(control)
    for paragraph in _elements(node, "p"):
        _fill_paragraph(paragraph, fields)


def _parts(template: bytes) -> list[tuple[str, bytes]]:
    """The template's parts, within bounds; TemplateError for what is no Word document."""
    try:
        with zipfile.ZipFile(BytesIO(template)) as package:
            entries = [entry for entry in package.infolist() if not entry.filename.endswith("/")]
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST:
                raise TemplateError(Text("a file that is too large", "文件过大"))
            parts = [(entry.filename, package.read(entry)) for entry in entries]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise TemplateError(Text("a file that is no .docx", "不是.docx文件")) from error
    types = dict(parts).get("[Content_Types].xml", b"")
    if MAIN not in dict(parts) or not (DOCUMENT_TYPE in types or TEMPLATE_TYPE in types):
        raise TemplateError(Text("a file that is no .docx (nor .dotx)", "不是.docx（或.dotx）文件"))
    return parts


def fill(template: bytes, fields: Fields, rows: Sequence[Fields]) -> bytes:
    """The template with its fields filled and its `line.` row repeated, all other parts as they were.

    Rule:   a paragraph whose fields are all empty is left out; a field of several lines becomes as many
            paragraphs where it stands alone; a control without a tag stays as it is.
    Errors: TemplateError for a file that is no Word document or has no row of `line.` tags, and for tags that
            are no field here (one of `line.` outside its row is none), each of them named.
    """
    filled_parts, repeated = [], False
    for name, data in _parts(template):
        part = data
        if name == "[Content_Types].xml":
            part = data.replace(TEMPLATE_TYPE, DOCUMENT_TYPE)
        elif FILLED.fullmatch(name) and b"sdt" in data:
            if b"<!DOCTYPE" in data:  # Word writes none; one could hold entities without end
                raise TemplateError(Text("a part with a DOCTYPE", "含DOCTYPE的部件"))
            try:
                document: Node = minidom.parseString(data)
            except ExpatError as error:
                raise TemplateError(Text(f"a damaged part, {name}", f"损坏的部件{name}")) from error
            repeated = _repeat(document, rows) or repeated
            _fill(document, fields)
            left = dict.fromkeys(filter(None, map(_tag, _elements(document, "sdt"))))
            if left:  # what it says in there would reach the customer
                raise TemplateError(Text(", ".join(left), "、".join(left)), "unknown_placeholder")
            # before Python 3.13 minidom wrote " in a text as &quot;: the same text, other bytes
            root = TEXT.sub(lambda text: text[0].replace("&quot;", '"'), document.documentElement.toxml())
            part = (HEADER + root).encode("utf-8")
            document.unlink()
        filled_parts.append((name, part))
    if not repeated:
        raise TemplateError(Text("no table row with line.* tags", "没有带line.*标记的表格行"))
    return zipped(filled_parts)
