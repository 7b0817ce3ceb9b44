"""The closed sets of words a cell may hold, each with its label in both languages.

The value of a member is its code; its label is what a drop-down shows; any label or
alias, in either language, is read back.
"""

from __future__ import annotations

from enum import Enum

from .language import Text


class Words(Enum):
    """An enumeration whose members carry a code, a label and further spellings that are read."""

    def __init__(self, code: str, en: str, zh: str, *aliases: str) -> None:
        self.code = code
        self.label = Text(en, zh)
        self.aliases: tuple[str, ...] = aliases


class Kind(Words):
    """What a payment stage is for."""

    ADVANCE = "advance", "advance", "预付款", "down payment", "预付", "首付款", "定金"
    PROGRESS = "progress", "progress", "进度款", "interim", "月进度", "进度"
    MILESTONE = "milestone", "milestone", "节点款", "stage", "里程碑", "里程碑款", "到货款"
    COMPLETION = "completion", "completion", "竣工款", "完工款"
    ACCEPTANCE = "acceptance", "acceptance", "验收款"
    SETTLEMENT = "settlement", "settlement", "结算款", "final account"
    RELEASE = "release", "retention release", "质保金返还", "release", "质保金", "尾款"


class Mode(Words):
    """支付 adds share x base; 付至 raises the cumulative entitlement to share x base."""

    PAY = "pay", "pay", "支付"
    UP_TO = "up_to", "up to", "付至", "pay up to", "支付至"


class Base(Words):
    """Which amount a share is of."""

    CONTRACT = "contract", "contract", "合同价", "contract sum", "签约合同价"
    REVISED = "revised", "revised", "变更后合同价", "revised sum"
    SETTLEMENT = "settlement", "settlement", "结算价", "settlement sum"
    PERIOD_VALUE = "period_value", "period value", "当期产值", "value of work", "产值", "当月产值"
    FIXED = "fixed", "fixed", "固定金额", "fixed amount"


# The bases that are the contract's price: as agreed, as revised, as settled
OF_THE_PRICE = (Base.CONTRACT, Base.REVISED, Base.SETTLEMENT)


class Trigger(Words):
    """What gives the right to a stage's money."""

    DATE = "date", "date", "日期"
    PROGRESS = "progress", "progress", "进度达到", "progress >="
    SIGNED = "signed", "signed", "签约", "合同签订"
    ACCEPTED = "accepted", "accepted", "验收", "验收合格"
    COMPLETED = "completed", "completed", "竣工", "完工"
    SETTLED = "settled", "settled", "结算", "结算完成"
    CERTIFICATE = "certificate", "certificate", "计量批复", "每期计量"
    STAGE = "stage", "another stage", "另一节点", "after stage"


class Recoupment(Words):
    """How an advance is taken back from later payments (REC-1..REC-5)."""

    NONE = "none", "none", "不扣回", "无"
    THRESHOLD = "threshold", "threshold", "起扣点", "起扣点法"
    PRO_RATA = "pro_rata", "pro rata", "同比例", "按比例"
    FIDIC = "fidic", "FIDIC", "FIDIC"
    FIXED = "fixed", "fixed", "定额", "固定比例"


class RetentionBase(Words):
    """What retention is taken from; `stages` means the terms withhold it themselves."""

    STAGES = "stages", "stages", "按节点"
    WORK = "work", "work done", "已完产值", "work"
    WORK_AND_MATERIALS = "work_and_materials", "work and materials", "产值和材料"
    CONTRACT = "contract", "contract", "合同价"
    SETTLEMENT = "settlement", "settlement", "结算价"


class Rounding(Words):
    """Where a certificate's deductions are rounded (oracle FID-01: one cent apart)."""

    LINE = "line", "each line", "逐项"
    TOTAL = "total", "on the total", "合计"


class TaxBasis(Words):
    """Whether the contract's amounts include tax."""

    INCL = "incl", "incl. tax", "含税", "incl", "including tax"
    EXCL = "excl", "excl. tax", "不含税", "excl", "excluding tax"


class CustomerType(Words):
    """Whom the payment rules of a jurisdiction tell apart."""

    AGENCY = "agency", "agency", "机关", "政府机关"
    INSTITUTION = "institution", "institution", "事业单位"
    LARGE = "large", "large enterprise", "大型企业", "large"
    SME = "sme", "SME", "中小企业", "sme"
    INDIVIDUAL = "individual", "individual", "个人", "个体工商户"


class Speech(Words):
    """The language a customer is written to in."""

    EN = "en", "English", "英文", "en", "英语"
    ZH = "zh", "Chinese", "中文", "zh", "zh-cn", "汉语"


class VariationStatus(Words):
    """Only an agreed variation changes the revised sum."""

    SUBMITTED = "submitted", "submitted", "已报"
    AGREED = "agreed", "agreed", "已确认", "approved"
    DISPUTED = "disputed", "disputed", "有争议"


class ClaimStatus(Words):
    """Where a claim stands, as the clerk sees it."""

    DRAFT = "draft", "draft", "草稿"
    SUBMITTED = "submitted", "submitted", "已报"
    CERTIFIED = "certified", "certified", "已批复"
    INVOICED = "invoiced", "invoiced", "已开票"
    PAID = "paid", "paid", "已回款"
    DISPUTED = "disputed", "disputed", "有争议"
    CANCELLED = "cancelled", "cancelled", "已作废", "void"


class ReceiptKind(Words):
    """Only cash and cleared bills are money in; a pending bill is a promise on paper."""

    CASH = "cash", "cash", "现金", "银行转账", "bank transfer", "转账", "电汇"
    BILL_PENDING = "bill_pending", "bill pending", "票据未兑付", "承兑未到期"
    BILL_CLEARED = "bill_cleared", "bill cleared", "票据已兑付"
    CREDIT = "credit", "credit note", "红字冲减", "credit", "红字"


class Channel(Words):
    """How a customer is reached."""

    PHONE = "phone", "phone", "电话"
    EMAIL = "email", "e-mail", "邮件", "email"
    MESSAGE = "message", "SMS/WeChat", "短信/微信", "sms", "wechat", "微信", "短信"
    LETTER = "letter", "letter", "信函", "函件"
    VISIT = "visit", "visit", "上门", "面谈"


class ContactStatus(Words):
    """How far a document has gone; only what was sent counts for the next level."""

    DRAFTED = "drafted", "drafted", "已起草"
    APPROVED = "approved", "approved", "已批准"
    SENT = "sent", "sent", "已发送"
    DELIVERED = "delivered", "delivered", "已送达"
    RETURNED = "returned", "returned", "退回"


class Reason(Words):
    """Why a customer says they have not paid; each has its remedy in Rules."""

    SHORT_OF_CASH = "G1", "short of cash", "资金紧张", "G1"
    NOT_ACCEPTED = "G2", "work not accepted", "未验收", "G2"
    UNCLEAR_TERMS = "G3", "unclear terms", "条款不清", "G3"
    PROGRESS_AHEAD = "G4", "progress ahead of payment", "进度超前于付款", "G4", "进度超前"
    INTERNAL_PROCESS = "G5", "internal process", "内部流程", "G5", "papers missing", "资料不全"
    PAY_WHEN_PAID = "G6", "waits for its own customer's money", "等上游付款", "G6", "pay when paid", "背靠背"
    DISPUTE = (
        "G7", "quality or amount disputed", "质量或金额有争议", "G7",
        "quality dispute", "amount disputed", "质量争议", "金额有争议",
    )  # fmt: skip
    UNREACHABLE = (
        "G8", "cannot be reached or refuses", "失联或拒付", "G8",
        "unreachable", "refusal", "失联", "拒绝付款",
    )  # fmt: skip


class RateBasis(Words):
    """What a late rate is per."""

    DAY = "day", "per day", "每日", "day", "日"
    YEAR_365 = "year_365", "per year / 365", "每年/365", "year", "per year", "年"
    YEAR_360 = "year_360", "per year / 360", "每年/360"
    YEAR_ACTUAL = "year_actual", "per year / actual", "每年/实际天数"


class Tone(Words):
    """How firmly a reminder speaks."""

    REMINDER = "reminder", "reminder", "提醒"
    INQUIRY = "inquiry", "inquiry", "询问"
    DEMAND = "demand", "demand", "催告"
    FORMAL = "formal", "formal notice", "正式函"
    PRE_ACTION = "pre_action", "pre-action", "诉前告知"


class CountedFrom(Words):
    """What the days of a dunning step are counted from."""

    DUE = "due", "due date", "应付日", "net", "net days", "到期日"
    MONTH_END = "month_end", "end of the due month", "到期月末", "end of month", "月末"
    PREVIOUS = "previous", "previous level", "上一级发送日", "previous reminder"
    BEFORE_DUE = "before_due", "before the due date", "应付日前", "before due"


class Scope(Words):
    """What a dunning override is about; the narrower one wins."""

    CONTRACT = "contract", "contract", "合同"
    CUSTOMER = "customer", "customer", "客户"
    RELATIONSHIP = "relationship", "relationship", "客户关系"


class YesNo(Words):
    """Whether a person must approve before a draft goes out."""

    YES = "yes", "yes", "是"
    NO = "no", "no", "否"


EVERY = (
    Kind, Mode, Base, Trigger, Recoupment, RetentionBase, Rounding, TaxBasis, CustomerType, Speech,
    VariationStatus, ClaimStatus, ReceiptKind, Channel, ContactStatus, Reason, RateBasis, Tone, CountedFrom,
    Scope, YesNo,
)  # fmt: skip
