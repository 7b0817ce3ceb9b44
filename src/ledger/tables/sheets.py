"""The input sheets, each declared once: heading in both languages, field, reader.

Columns are found by heading, in either language, in any order. `required` cells may
not be empty; `daily` columns are shown, the others are folded in the template;
a column with `blocks=False` bears on no figure, so a bad cell there silences nothing.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from .. import records as r
from ..enumerations import (
    Base,
    Channel,
    ClaimStatus,
    ContactStatus,
    CustomerType,
    Kind,
    Mode,
    RateBasis,
    Reason,
    ReceiptKind,
    Recoupment,
    RetentionBase,
    Rounding,
    Speech,
    TaxBasis,
    Trigger,
    VariationStatus,
    Words,
)  # fmt: skip
from ..language import Text
from .cells import (
    Reader,
    one_of,
    to_amount,
    to_currency,
    to_date,
    to_email,
    to_rate,
    to_reference,
    to_share,
    to_text,
    to_unsigned,
    to_whole,
)  # fmt: skip
from .phrases import to_brackets, to_day_rule, to_done, to_measure, to_numbers, to_offset, to_parameter


class Column(NamedTuple):
    """One column: its field in the record, its heading, and how a cell is read."""

    field: str
    heading: Text
    read: Reader
    required: bool = False
    daily: bool = False
    blocks: bool = True
    words: type[Words] | None = None  # the drop-down, for an enumeration
    refers_to: str = ""  # the sheet whose numbers this column names
    aliases: tuple[str, ...] = ()
    default: Any = None


class Sheet(NamedTuple):
    """One sheet: its name in both languages, the record a line becomes, and its columns."""

    key: str
    name: Text
    record: Any
    columns: tuple[Column, ...]
    required: bool = False


def text(field: str, en: str, zh: str, *aliases: str, **more: Any) -> Column:
    more.setdefault("blocks", False)
    return Column(field, Text(en, zh), to_text, default="", aliases=aliases, **more)


def reference(field: str, en: str, zh: str, *aliases: str, **more: Any) -> Column:
    """A number that other lines refer to, or refers to other lines."""
    return text(field, en, zh, *aliases, **more)._replace(read=to_reference)


def column(field: str, en: str, zh: str, read: Reader, *aliases: str, **more: Any) -> Column:
    return Column(field, Text(en, zh), read, aliases=aliases, **more)


def words(field: str, en: str, zh: str, words: type[Words], *aliases: str, **more: Any) -> Column:
    return Column(field, Text(en, zh), one_of(words), words=words, aliases=aliases, **more)


def _contract() -> Column:
    return reference(
        "contract", "Contract", "合同编号", "合同", "Contract number",
        required=True, daily=True, blocks=True, refers_to="contracts",
    )  # fmt: skip


CONTRACTS = Sheet("contracts", Text("Contracts", "合同"), r.Contract, (
    reference("number", "Contract", "合同编号", "Contract number", "编号", required=True, daily=True, blocks=True),
    text("project", "Project", "项目", "项目名称", daily=True),
    text("customer", "Customer", "客户", "客户名称", required=True, daily=True, blocks=True),
    column("currency", "Currency", "币种", to_currency, required=True, daily=True),
    column("contract_sum", "Contract sum", "合同金额", to_unsigned, "合同价", required=True, daily=True),
    column("signed_on", "Signed on", "签订日期", to_date, daily=True),
    column("payment_days", "Payment days", "付款天数", to_whole, daily=True),
    column("retention", "Retention rate", "质保金比例", to_brackets, daily=True, default=()),
    words("retention_base", "Retention base", "质保金基数", RetentionBase, daily=True),
    column("email", "E-mail", "电子邮箱", to_email, "Email", "邮箱", daily=True, blocks=False, default=""),
    words("language", "Language", "语言", Speech, daily=True, blocks=False),
    words("customer_type", "Customer type", "客户类型", CustomerType, blocks=False),
    text("contact", "Contact", "联系人"),
    text("phone", "Phone", "电话"),
    text("address", "Address for notices", "通知地址", "Address", "地址"),
    words("tax_basis", "Tax basis", "含税口径", TaxBasis, blocks=False),
    column("tax_rate", "Tax rate", "税率", to_rate, blocks=False),
    column("start", "Start", "开工日期", to_date, blocks=False),
    column("end", "End", "计划竣工日期", to_date, blocks=False),
    column("provisional_sum", "Provisional sums", "暂列金额", to_unsigned),
    column("retention_cap", "Retention cap", "质保金上限", to_share),
    column("materials_retention_rate", "Materials retention rate", "材料质保金比例", to_share),
    column("advance", "Advance", "预付款", to_measure),
    words("recoupment", "Recoupment method", "预付款扣回方式", Recoupment),
    column("recoupment_1", "Recoupment parameter 1", "扣回参数1", to_parameter),
    column("recoupment_2", "Recoupment parameter 2", "扣回参数2", to_parameter),
    words("rounding", "Rounding", "取整方式", Rounding),
    column("day_rule", "Day rule", "付款日规则", to_day_rule),
    column("late_rate", "Late rate", "逾期利率", to_rate, blocks=False),
    words("late_basis", "Late basis", "利率基准", RateBasis, blocks=False),
    text("rule_set", "Rule set", "适用规则"),
    column("completed_on", "Completed on", "竣工日期", to_date),
    column("accepted_on", "Accepted on", "验收日期", to_date),
    column("settlement_sum", "Settlement sum", "结算金额", to_unsigned),
    column("settled_on", "Settled on", "结算日期", to_date),
    column("defects_months", "Defects months", "缺陷责任期（月）", to_whole),
    column("tolerance", "Tolerance", "容差", to_unsigned, blocks=False),
    text("relationship", "Relationship", "客户关系"),
    text("owner", "Owner", "负责人"),
    column("blocked_until", "Blocked until", "暂停催款至", to_date, blocks=False),
    text("block_reason", "Block reason", "暂停原因"),
    column("silence_days", "Silence counts after", "逾期视为认可天数", to_whole, blocks=False),
    text("guarantor", "Guarantor", "保证人"),
    column("guarantee_until", "Guarantee until", "保证期间至", to_date, blocks=False),
    text("suspension_clause", "Suspension clause", "停工依据"),
    column("suspension_days", "Suspension notice days", "停工通知天数", to_whole, blocks=False),
    text("handover_list", "Hand-over list", "移交清单"),
), required=True)  # fmt: skip

MILESTONES = Sheet("milestones", Text("Milestones", "节点"), r.Milestone, (
    _contract(),
    reference("number", "Milestone", "节点编号", "节点", required=True, daily=True, blocks=True),
    text("name", "Name", "节点名称", "名称", daily=True),
    words("kind", "Kind", "款项类别", Kind, "类别", required=True, daily=True),
    words("mode", "Mode", "支付方式", Mode, "方式", required=True, daily=True),
    column("measure", "Share or amount", "比例或金额", to_measure, "Share", "比例", required=True, daily=True),
    words("base", "Base", "计算基数", Base, "基数", daily=True),
    words("trigger", "Trigger", "付款条件", Trigger, required=True, daily=True),
    column("trigger_value", "Trigger value", "条件值", to_offset, daily=True),
    column("planned_on", "Planned on", "计划日期", to_date, daily=True, blocks=False),
    column("met_on", "Met on", "达成日期", to_date, daily=True),
    column("retention_rate", "Retention rate", "质保金比例", to_share),
    text("evidence", "Evidence", "依据"),
), required=True)  # fmt: skip

PROGRESS = Sheet("progress", Text("Progress", "进度"), r.Progress, (
    _contract(),
    reference("milestone", "Milestone", "节点编号", "节点", daily=True, blocks=True, refers_to="milestones"),
    column("on", "Date", "日期", to_date, required=True, daily=True),
    column("done", "Done", "累计完成", to_done, required=True, daily=True),
    column("planned", "Planned", "计划完成", to_done, daily=True, blocks=False),
    column("stored_materials", "Stored materials", "现场材料", to_unsigned),
    text("source", "Source", "来源"),
    text("confirmed_by", "Confirmed by", "确认人"),
))  # fmt: skip

VARIATIONS = Sheet("variations", Text("Variations", "变更"), r.Variation, (
    _contract(),
    text("number", "Number", "变更编号", "编号", daily=True),
    column("on", "Date", "日期", to_date, required=True, daily=True),
    column("amount", "Amount", "金额", to_amount, required=True, daily=True),
    words("status", "Status", "状态", VariationStatus, required=True, daily=True),
    text("evidence", "Evidence", "依据"),
))  # fmt: skip

CLAIMS = Sheet("claims", Text("Claims", "请款"), r.Claim, (
    reference("number", "Claim", "请款编号", "Claim number", "编号", required=True, daily=True, blocks=True),
    _contract(),
    reference("milestone", "Milestone", "节点编号", "节点", daily=True, blocks=True, refers_to="milestones"),
    column("claimed_on", "Claimed on", "请款日期", to_date, daily=True),
    column("claimed", "Claimed", "请款金额", to_amount, daily=True),
    column("certified_on", "Certified on", "批复日期", to_date, daily=True),
    column("certified", "Certified", "批复金额", to_amount, daily=True),
    column("retention_held", "Retention held", "扣质保金", to_amount),
    column("recouped", "Recouped", "扣回预付款", to_amount),
    text("invoice_number", "Invoice number", "发票号码", "发票号", daily=True),
    column("invoiced_on", "Invoiced on", "开票日期", to_date, daily=True),
    column("invoiced", "Invoiced", "开票金额", to_amount, daily=True),
    column("due_on", "Due on", "应付日期", to_date, daily=True),
    column("extended_to", "Wait until", "宽限/展期至", to_date, "Extended to", "展期至", "宽限至"),
    text("extension", "Extension agreement", "展期协议"),
    column("disputed", "Disputed amount", "争议金额", to_unsigned),
    text("dispute_reason", "Dispute reason", "争议原因", "Reason", "原因"),
    words("status", "Status", "状态", ClaimStatus),
    text("evidence", "Evidence", "依据"),
))  # fmt: skip

RECEIPTS = Sheet("receipts", Text("Receipts", "回款"), r.Receipt, (
    column("on", "Date", "日期", to_date, "到账日期", required=True, daily=True),
    column("amount", "Amount", "金额", to_amount, required=True, daily=True),
    text("payer", "Payer", "付款方", daily=True),
    text("reference", "Bank reference", "银行流水号", "流水号", required=True, daily=True),
    reference("contract", "Contract", "合同编号", "合同", daily=True, blocks=True, refers_to="contracts"),
    reference("claim", "Claim", "请款编号", daily=True, blocks=True, refers_to="claims"),
    words("kind", "Kind", "类别", ReceiptKind, daily=True),
    text("note", "Note", "备注"),
))  # fmt: skip

CONTACTS = Sheet("contacts", Text("Contacts", "催款"), r.Contact, (
    column("on", "Date", "日期", to_date, required=True, daily=True, blocks=False),
    reference("contract", "Contract", "合同编号", "合同", required=True, daily=True, refers_to="contracts"),
    column("claims", "Claims", "请款编号", to_numbers, daily=True, blocks=False, default=()),
    column("level", "Level", "级别", to_whole, daily=True, blocks=False),
    words("channel", "Channel", "渠道", Channel, daily=True, blocks=False),
    text("file", "File", "文件", daily=True),
    words("status", "Status", "状态", ContactStatus, daily=True, blocks=False),
    text("proof", "Proof", "送达凭证", daily=True),
    words("result", "Result", "反馈原因", Reason, daily=True, blocks=False),
    column("promised_on", "Promise date", "承诺付款日", to_date, daily=True, blocks=False),
    column("promised", "Promise amount", "承诺金额", to_unsigned, daily=True, blocks=False),
    text("next_action", "Next action", "下一步", daily=True),
))  # fmt: skip

INPUTS = (CONTRACTS, MILESTONES, PROGRESS, VARIATIONS, CLAIMS, RECEIPTS, CONTACTS)
