"""The letter read by python-docx, by Microsoft's validator and by Writer, on our template and on others."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from ledger.drafting.letter_template import letter_template
from ledger.drafting.reminders import drafts
from ledger.drafting.word_form import TemplateError, fill
from ledger.enumerations import Channel, Speech
from tests.drafting.cases import AS_OF, BUILDER, HENGYUAN, HOSTILE, reminder
from tests.tools import validation_errors

ZH, EN = Speech.ZH, Speech.EN
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def made(language: Speech = ZH, level: int = 3, template: bytes | None = None, **others: object) -> bytes:
    asked = reminder(language, level, channels=(Channel.LETTER,), **others)
    sender = HENGYUAN if language is ZH else BUILDER
    answer = drafts(asked, sender, AS_OF, template=template)
    assert answer.problems == ()
    (document,) = answer.documents
    return document.data


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def text(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in opened(data).paragraphs]


def cells(data: bytes) -> list[list[str]]:
    (table,) = opened(data).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_chinese_letter_says_everything_once():
    said = text(made())
    assert said == [
        "上海恒远建设工程有限公司",
        "上海市浦东新区世纪大道100号  |  电话：021-5888 6666  |  邮箱：limei@hengyuan.example",
        "编号：20261120-HT-012-3",
        "催款函",
        "致：江州城市建设投资集团有限公司",
        "地址：江州市太湖大道88号",
        "收件人：王志强经理",
        "贵我双方签订的合同（HT-012、HT-019）项下，以下款项已过约定付款日。截至2026年11月20日，贵司尚未支付，"
        "最早一笔已逾期81天：",
        "金额单位：CNY",
        "未付合计（大写）：人民币贰佰柒拾壹万贰仟陆佰元零伍角叁分",
        "收款账户：",
        "户名：上海恒远建设工程有限公司",
        "开户行：中国建设银行上海浦东分行",
        "账号：3100 1520 0130 5000 8888",
        "请贵司于2026年11月27日前将以上3笔款项合计人民币2,712,600.53元付至我司账户。",
        "如贵司对应付金额、验收或结算有异议，请在上述日期前书面说明理由并附依据，无异议的部分请先行支付；"
        "如不能按期付清，请书面提出付款计划，写明各期付款日期和金额。",
        "如款项已经付出，请将付款凭证告知我司核对。",
        "特此函告。",
        "上海恒远建设工程有限公司（盖章）",
        "经办人：李梅",
        "2026年11月20日",
        "签收回执",
        "我单位已收到上海恒远建设工程有限公司于2026年11月20日发出的编号为20261120-HT-012-3的函件。",
        "签收人：____________    签收日期：____________    单位（盖章）：",
    ]


def test_an_english_letter_leaves_out_what_nobody_filled_in():
    said = text(made(EN, 1, contact="", address=""))
    assert said[:6] == [
        "Hengyuan (UK) Ltd",
        "18 Fenchurch Street, London  |  Tel +44 20 7946 0000  |  E-mail mei.li@hengyuan.example",
        "20 November 2026",
        "Our reference: 20261120-UK-2041-1",
        "Riverside Schools Trust",
        "Dear Sir or Madam,",
    ]
    assert said[-3:] == ["Yours faithfully", "Mei Li", "Hengyuan (UK) Ltd"]
    assert "Yours sincerely" in text(made(EN, 1))
    assert not any("Attention" in line or "account" in line or "Acknowledgement" in line for line in said)


@pytest.mark.parametrize(("language", "level"), [(ZH, 1), (ZH, 4), (EN, 2), (EN, 5)])
def test_the_table_repeats_its_row_and_adds_up(language, level):
    asked = reminder(language, level)
    head, *rows, total = cells(made(language, level))
    assert head[0] == ("合同编号" if language is ZH else "Contract")
    assert [row[0] for row in rows] == [one.contract for one in asked.lines]
    outstanding = sum(Decimal(row[-1].replace(",", "")) for row in rows)
    assert outstanding == Decimal(total[-1].replace(",", "")) == asked.total


def test_no_control_of_the_template_is_left():
    for name, data in parts(made()).items():
        assert b"sdt" not in data, name


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def test_the_same_reminder_gives_the_same_bytes_and_no_clock():
    assert made() == made()
    assert letter_template(ZH) == letter_template(ZH)
    with zipfile.ZipFile(io.BytesIO(made())) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("language", [ZH, EN])
def test_microsofts_validator_finds_nothing(tmp_path, language):
    files = {"template": letter_template(language), "soft": made(language, 1), "firm": made(language, 5)}
    for name, data in files.items():
        file = tmp_path / f"{name}.docx"
        file.write_bytes(data)
        assert validation_errors(file) == [], name


def test_the_validator_sees_a_wrong_letter(tmp_path):
    changed = parts(made())
    changed["word/document.xml"] = (
        changed["word/document.xml"].replace(b"<w:jc", b"<w:jd").replace(b"<w:tblW", b"<w:tblV")
    )
    file = tmp_path / "wrong.docx"
    file.write_bytes(packed(changed))
    assert validation_errors(file)


@pytest.mark.parametrize(("language", "level"), [(ZH, 3), (EN, 3)])
def test_writer_opens_it_on_one_page(tmp_path, office, language, level):
    file = tmp_path / "letter.docx"
    file.write_bytes(made(language, level))
    seen = office.run(Path(__file__).with_name("letter_driver.py"), "seen", str(file))
    assert [line for line in seen["paragraphs"] if line] == text(made(language, level))
    assert seen["cells"][:8] == cells(made(language, level))[0]
    assert seen["cells"][-1] == cells(made(language, level))[-1][-1]
    assert seen["pages"] == 1


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_cell_is_only_text(value, tmp_path):
    lines = tuple(one._replace(contract=value, project=value, claim=value) for one in reminder(EN).lines)
    data = made(EN, 4, customer=value, contact=value, address=value, lines=lines)
    assert len(cells(data)) == 4
    for name, part in parts(data).items():
        assert b"<script" not in part, name
        assert part.count(b"<w:hyperlink") == 0
    said = "\n".join(text(data))
    assert "{total}" in said if "{total}" in value else "{total}" not in said
    file = tmp_path / "hostile.docx"
    file.write_bytes(data)
    assert validation_errors(file) == []


# A template that a user made in Word: other prefixes beside w, controls of every kind, a header


def packed(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return target.getvalue()


def control(tag: str, content: str, more: str = "") -> str:
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="x"/><w:tag w:val="{tag}"/>{more}<w:text/></w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


GREY = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/><w:i/></w:rPr><w:t>click here</w:t></w:r>'
RUN = "<w:r><w:rPr><w:b/></w:rPr><w:t>sample</w:t></w:r><w:r><w:t> more</w:t></w:r>"
NARROW = '<w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>'
USERS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<w:document xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"><w:body>'
    # around a paragraph
    + control(
        "customer", f'<w:p><w:pPr><w:jc w:val="right"/></w:pPr>{RUN}</w:p><w:p><w:r><w:t>2</w:t></w:r></w:p>'
    )
    # inside one, grey, with words beside it
    + f'<w:p w14:paraId="11111111"><w:r><w:t xml:space="preserve">Sum: </w:t></w:r>{control("total", GREY)}</w:p>'
    # lines beside words: breaks, not paragraphs
    + f"<w:p><w:r><w:t>Bank: </w:t></w:r>{control('bank_details', RUN)}</w:p>"
    + f"<w:p>{control('after', RUN)}</w:p>"
    + f"<w:p>{control('', RUN)}</w:p>"
    + '<w:tbl><w:tblPr><w:tblW w:w="4000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/>'
    '<w:gridCol w:w="2000"/></w:tblGrid><w:tr>'
    # around a cell, and inside one
    + control("line.contract", f"<w:tc>{NARROW}<w:p>{RUN}</w:p></w:tc>")
    + f"<w:tc>{NARROW}<w:p>{control('line.outstanding', RUN)}</w:p></w:tc></w:tr></w:tbl>"
    + f"<w:p>{control('interest', RUN)}</w:p><w:sectPr/></w:body></w:document>"
)
HEADER_PART = (
    f'<?xml version="1.0"?><w:hdr xmlns:w="{W}"><w:p>{control("company", RUN)}</w:p></w:hdr>'
)  # fmt: skip


def users(document: str = USERS, **others: bytes) -> bytes:
    own = parts(letter_template(EN))
    own["[Content_Types].xml"] = (
        own["[Content_Types].xml"]
        .replace(b"document.main+xml", b"template.main+xml")
        .replace(
            b"</Types>",
            b'<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            b'wordprocessingml.header+xml"/><Default Extension="png" ContentType="image/png"/></Types>',
        )
    )
    own["word/document.xml"] = document.encode()
    own["word/header1.xml"] = HEADER_PART.encode()
    own["word/media/logo.png"] = b"\x89PNG picture"
    own.update({name.replace("__", "/").replace("_xml", ".xml"): data for name, data in others.items()})
    return packed(own)


def test_a_users_template_keeps_its_look_and_its_parts(tmp_path):
    data = made(
        ZH, 1, template=users(), lines=tuple(one._replace(interest=Decimal(0)) for one in reminder().lines)
    )
    document = opened(data)
    assert [paragraph.text for paragraph in document.paragraphs[:4]] == [
        "江州城市建设投资集团有限公司",
        "Sum: 人民币2,712,600.53元",
        "Bank: 户名：上海恒远建设工程有限公司\n开户行：中国建设银行上海浦东分行\n账号：3100 1520 0130 5000 8888",
        "以上3笔款项合计人民币2,712,600.53元。请贵司协助核对，并于2026年11月27日前安排支付。",
    ]
    assert document.paragraphs[0].alignment == 2  # right, as the user set it
    assert document.paragraphs[0].runs[0].bold
    assert document.paragraphs[1].runs[1].italic
    assert cells(data) == [["HT-012", "1,360,000.00"], ["HT-012", "1,245,600.53"], ["HT-019", "107,000.00"]]
    kept = parts(data)
    assert kept["word/media/logo.png"] == b"\x89PNG picture"
    assert "上海恒远" in kept["word/header1.xml"].decode()
    xml = kept["word/document.xml"].decode()
    assert 'mc:Ignorable="w14"' in xml
    assert 'w14:paraId="11111111"' in xml
    assert "PlaceholderText" not in xml
    assert re.findall(r'w:tag w:val="(.*?)"', xml) == [""]  # a control without a tag is left as it is
    assert b"template.main" not in kept["[Content_Types].xml"]
    file = tmp_path / "users.docx"
    file.write_bytes(data)
    assert validation_errors(file) == []


def test_our_template_saved_by_writer_still_fills(tmp_path, office):
    """A user may change the template in LibreOffice, which writes it anew in its own way."""
    source, target = tmp_path / "ours.docx", tmp_path / "theirs.docx"
    source.write_bytes(letter_template(ZH))
    office.run(Path(__file__).with_name("letter_driver.py"), "save_again", str(source), str(target))
    data = made(template=target.read_bytes())
    assert [line for line in text(data) if line] == text(made())
    assert cells(data) == cells(made())


BOMB = USERS.replace("<?xml", "<?xml", 1).replace(
    "<w:document", '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa">]><w:document', 1
)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (b"", "no .docx"),
        (b"hello", "no .docx"),
        (letter_template(EN)[:-300], "no .docx"),
        (packed({"a.txt": b""}), "no .docx"),
        (packed({"word/document.xml": b"<a/>", "[Content_Types].xml": b"<Types/>"}), "no .docx"),
        (packed({**parts(letter_template(EN)), "big": bytes(20_000_001)}), "too large"),
        (packed({str(n): b"" for n in range(501)}), "too large"),
        (users(BOMB), "DOCTYPE"),
        (users(USERS[:-20]), "damaged"),
        (users(USERS.replace("line.contract", "").replace("line.outstanding", "")), "line"),
    ],
)
def test_what_is_no_template_is_a_problem_and_no_letter(template, said):
    asked = reminder(channels=(Channel.LETTER, Channel.EMAIL))
    answer = drafts(asked, HENGYUAN, AS_OF, template=template)
    assert [document.channel for document in answer.documents] == [Channel.EMAIL]
    (problem,) = answer.problems
    assert said in problem.say("en")
    assert problem.say("zh").startswith("#LEDGER! 规则，信函模板：")


@pytest.mark.parametrize(
    ("document", "named"),
    [
        (USERS.replace('w:val="total"', 'w:val="totl"'), "totl"),
        (USERS.replace('w:val="line.outstanding"', 'w:val="line.owed"'), "line.owed"),
        (USERS.replace('w:val="customer"', 'w:val="line.contract"'), "line.contract"),  # outside its row
        (USERS.replace('w:val="total"', 'w:val="a"').replace('w:val="after"', 'w:val="b"'), "a, b"),
    ],
)
def test_an_unknown_field_is_named_and_makes_no_letter(document, named):
    answer = drafts(reminder(channels=(Channel.LETTER,)), HENGYUAN, AS_OF, template=users(document))
    assert answer.documents == ()
    (problem,) = answer.problems
    assert problem.say("en") == (
        f"#LEDGER! Rules, Letter template: the placeholder {named} is not known; "
        "correct it or write the words themselves."
    )
    assert problem.say("zh").startswith(f"#LEDGER! 规则，信函模板：占位符{named.replace(', ', '、')}无法识别")


def test_an_encrypted_template_is_refused():
    locked = bytearray(letter_template(EN))
    at = locked.index(b"PK\x01\x02") + 8
    locked[at] |= 1
    with pytest.raises(TemplateError):
        fill(bytes(locked), {}, [])
