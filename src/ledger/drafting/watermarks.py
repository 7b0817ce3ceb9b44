"""The words behind the text of every page, as Word itself sets a watermark: a picture of text in the header.

The one rule: they stand in the header as plain words too, for not every program draws the picture.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from .letter_styles import HEADER, W

VML = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
HIGH = 60  # points
WIDE = {True: 40, False: 20}  # points for each letter: a Chinese one is twice as wide
LONGEST = 460  # points that lie aslant on a page

# The shape type "text" of Word's own watermarks
TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><v:handles>'
    '<v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" '
    'shapetype="t"/></v:shapetype>'
)


def watermarked_header(text: str) -> str:
    """The part word/header1.xml: the words in small bold type, and behind the page aslant in grey."""
    said = escape(text, {'"': "&quot;"})
    width = min(LONGEST, sum(WIDE[ord(letter) > 0x2E80] for letter in text))
    shape = (
        f'{TYPE}<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" '
        f'style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{HIGH}pt;rotation:315;'
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" '
        'fillcolor="silver" stroked="f"><v:fill opacity=".5"/>'
        f'<v:textpath style="font-family:&quot;SimSun&quot;;font-size:1pt" string="{said}"/></v:shape>'
    )
    return (
        f'{HEADER}<w:hdr xmlns:w="{W}" xmlns:v="{VML}" xmlns:o="{OFFICE}"><w:p><w:pPr>'
        f'<w:pStyle w:val="Footer"/></w:pPr><w:r><w:pict>{shape}</w:pict></w:r><w:r><w:rPr><w:b/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:hdr>'
    )
