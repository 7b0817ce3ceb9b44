"""What the law says about late payment, as dated rows: never advice, always with a source and a caution.

The one rule: a regime is data. A new law is a new row; nothing here decides whether a law applies.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..enumerations import RateBasis
from ..language import Text
from ..money import ONE, ZERO
from ..rulebook import RateFrom
from .application import INTEREST_FIRST, PRINCIPAL_FIRST, Payment
from .interest import (
    AT_START,
    EACH_DAY,
    EVERY_30_DAYS,
    MONTHLY,
    SIMPLE,
    Charges,
    Conditions,
    Interest,
    charges,
    late_interest,
)
from .rates import DAY_BEFORE, SAME_DAY, Rates, half_yearly, named, raised

BANK_OF_ENGLAND, ECB, PROMPT_PAYMENT, LPR_1Y = "BOE", "ECB-MRO", "US-PROMPT", "LPR-1Y"


class Band(NamedTuple):
    """A fixed sum for debts from an amount on."""

    above: Decimal
    sum: Decimal


class Regime(NamedTuple):
    """One law's answer to late payment.

    The rate is `rate`, or the row of the rate table `table` in force x `multiple` + `margin`; with
    `half_yearly` the table is read on the day that opens a half-year. An agreed rate may not be below
    `floor_table`. `effective` is when it came into force, `verified` when its source was read (None: no).
    """

    id: str
    rule: Text
    source: str
    conditions: Conditions
    rate: Decimal | None = None
    table: str = ""
    multiple: Decimal = ONE
    margin: Decimal = ZERO
    half_yearly: str = ""
    bands: tuple[Band, ...] = ()
    currency: str = ""
    floor_table: str = ""
    effective: date | None = None
    verified: date | None = None
    needs_lawyer: bool = True


_READ = date(2026, 11, 22)

REGIMES = (
    Regime(
        "UK-LPA",
        Text(
            "8 points above the Bank of England rate of the 30 June or 31 December before interest starts, "
            "simple; and a fixed sum of 40, 70 or 100 pounds for each debt",
            "英格兰银行基准利率（起息前最近的6月30日或12月31日）加8个百分点，单利；另加每笔债务40、70或100英镑",
        ),
        "Late Payment of Commercial Debts (Interest) Act 1998 s.5A; SI 2002/1675 art. 4",
        Conditions(RateBasis.YEAR_365, moment=AT_START),
        table=BANK_OF_ENGLAND,
        margin=Decimal("0.08"),
        half_yearly=DAY_BEFORE,
        bands=(
            Band(ZERO, Decimal(40)),
            Band(Decimal(1000), Decimal(70)),
            Band(Decimal(10000), Decimal(100)),
        ),
        currency="GBP",
        effective=date(2002, 8, 7),
        verified=_READ,
    ),
    Regime(
        "EU-LPD",
        Text(
            "at least 8 points above the ECB main refinancing rate of 1 January or 1 July, simple; "
            "and at least 40 euro; national law may give more",
            "欧洲央行主要再融资利率（1月1日或7月1日）至少加8个百分点，单利；另加至少40欧元；成员国可更高",
        ),
        "Directive 2011/7/EU art. 2(6), 2(7), 6",
        Conditions(RateBasis.YEAR_365, moment=EACH_DAY),
        table=ECB,
        margin=Decimal("0.08"),
        half_yearly=SAME_DAY,
        bands=(Band(ZERO, Decimal(40)),),
        currency="EUR",
        effective=date(2013, 3, 16),
        verified=_READ,
    ),
    Regime(
        "US-PPA",
        Text(
            "the Treasury's rate on the day after the due date, on 360 days; unpaid interest joins the "
            "principal every 30 days, for up to one year",
            "适用到期次日的财政部利率，按360天；未付利息每30天计入本金，最长一年",
        ),
        "31 U.S.C. 3902; 5 CFR 1315.10(a), 1315.17",
        Conditions(
            RateBasis.YEAR_360,
            moment=AT_START,
            compounding=EVERY_30_DAYS,
            limit_months=12,
        ),
        table=PROMPT_PAYMENT,
        currency="USD",
        effective=date(1999, 10, 29),
        verified=_READ,
    ),
    Regime(
        "CN-SME-INT",
        Text(
            "agencies, institutions and large enterprises that pay an SME late: the agreed rate, not below "
            "the 1-year LPR at signing; nothing agreed: 0.05% a day",
            "机关、事业单位、大型企业迟延支付中小企业款项：有约定的不低于合同订立时1年期LPR；"
            "未约定的每日万分之五",
        ),
        "国务院令第802号《保障中小企业款项支付条例》art. 17",
        Conditions(RateBasis.DAY, order=INTEREST_FIRST),
        rate=Decimal("0.0005"),
        currency="CNY",
        floor_table=LPR_1Y,
        effective=date(2025, 6, 1),
    ),
    Regime(
        "CN-INT-26",
        Text(
            "works price, nothing agreed: the loan rate or LPR of the same kind and time, from the due date",
            "工程价款利息未约定的，自应付之日按同期同类贷款利率或同期LPR计息",
        ),
        "法释〔2020〕25号 art. 26, 27",
        Conditions(RateBasis.YEAR_365, moment=EACH_DAY, order=INTEREST_FIRST),
        table=LPR_1Y,
        currency="CNY",
        effective=date(2021, 1, 1),
    ),
    Regime(
        "CN-SALE-18",
        Text(
            "sale of goods, nothing agreed, default from 2019-08-20: 1-year LPR plus 30% to 50%; here 30%",
            "买卖合同未约定逾期付款违约金、2019年8月20日之后违约：1年期LPR加计30%至50%；此处取30%",
        ),
        "法释〔2020〕17号 art. 18",
        Conditions(RateBasis.YEAR_365, moment=EACH_DAY, order=INTEREST_FIRST),
        table=LPR_1Y,
        multiple=Decimal("1.3"),
        currency="CNY",
        effective=date(2021, 1, 1),
    ),
    Regime(
        "CN-LPR-4",
        Text(
            "the most a private loan may bear: 4 times the 1-year LPR when the contract was made",
            "民间借贷利率上限：合同成立时1年期LPR的四倍",
        ),
        "法释〔2020〕17号 art. 25 (民间借贷规定)",
        Conditions(RateBasis.YEAR_365, moment=AT_START, order=INTEREST_FIRST),
        table=LPR_1Y,
        multiple=Decimal(4),
        currency="CNY",
        effective=date(2020, 8, 20),
    ),
    Regime(
        "CN-JUDGMENT",
        Text(
            "a judgment debt that is not paid in time: 0.0175% a day on top, the ordinary debts paid first",
            "迟延履行生效判决：加倍部分按日万分之一点七五，先还判决确定的金钱债务",
        ),
        "法释〔2014〕8号 art. 1, 4",
        Conditions(RateBasis.DAY, order=PRINCIPAL_FIRST),
        rate=Decimal("0.000175"),
        currency="CNY",
        effective=date(2014, 8, 1),
    ),
    Regime(
        "CN-TAX-32",
        Text(
            "tax paid late: 0.05% a day from the day after the period ends to the day of payment",
            "滞纳税款：自滞纳之日起按日加收万分之五，至实际缴纳之日",
        ),
        "税收征收管理法 art. 32",
        Conditions(RateBasis.DAY),
        rate=Decimal("0.0005"),
        currency="CNY",
        effective=date(2001, 5, 1),
    ),
    Regime(
        "FIDIC-14.8",
        Text(
            "3 points above the discount rate of the central bank of the currency, compounded monthly",
            "支付货币所在国央行贴现率加3个百分点，按月计复利",
        ),
        "FIDIC Red Book 1999 cl. 14.8, read through commentaries",
        Conditions(RateBasis.YEAR_365, compounding=MONTHLY),
        table="DISCOUNT",
        margin=Decimal("0.03"),
    ),
    Regime(
        "CONTRACT",
        Text("the rate and basis agreed in the contract, simple", "按合同约定的利率和口径，单利"),
        "the contract",
        Conditions(RateBasis.YEAR_365, compounding=SIMPLE),
        needs_lawyer=False,
    ),
)

_BOE = "payontime.co.uk, reference rates of the 1998 Act, read 2026-11-22"
_MRO = "banque-france.fr, key ECB interest rates, read 2026-11-22"
_PPA = "Federal Register, Prompt Payment Interest Rate notices, read 2026-11-22"
_LPR = "全国银行间同业拆借中心 (recalled: check before relying on it)"


def _table(name: str, source: str, *rows: str) -> tuple[RateFrom, ...]:
    """Rows written as "2024-01-01 5.25", the rate in percent."""
    pairs = (row.split() for row in rows)
    return tuple(
        RateFrom(name, date(*map(int, day.split("-"))), Decimal(rate).scaleb(-2), source)
        for day, rate in pairs
    )


# What the Rules sheet starts with. A row holds from its day to the next row: the user adds the newer ones.
# fmt: off
RATES = (
    *_table(
        BANK_OF_ENGLAND, _BOE,
        "2018-12-31 0.75", "2020-06-30 0.10", "2021-12-31 0.25", "2022-06-30 1.25",
        "2022-12-31 3.50", "2023-06-30 5.00", "2023-12-31 5.25",
    ),
    *_table(
        ECB, _MRO,
        "2016-03-16 0", "2022-07-27 0.50", "2022-09-14 1.25", "2022-11-02 2.00", "2022-12-21 2.50",
        "2023-02-08 3.00", "2023-03-22 3.50", "2023-05-10 3.75", "2023-06-21 4.00", "2023-08-02 4.25",
        "2023-09-20 4.50", "2024-06-12 4.25", "2024-09-18 3.65", "2024-10-23 3.40",
    ),
    *_table(PROMPT_PAYMENT, _PPA, "2024-07-01 4.875", "2025-01-01 4.625"),
    *_table(
        LPR_1Y, _LPR,
        "2019-08-20 4.25", "2019-09-20 4.20", "2019-11-20 4.15", "2020-02-20 4.05", "2020-04-20 3.85",
        "2021-12-20 3.80", "2022-01-20 3.70", "2022-08-22 3.65", "2023-06-20 3.55", "2023-08-21 3.45",
        "2024-07-22 3.35", "2024-10-21 3.10", "2025-05-20 3.00",
    ),
)
# fmt: on


# What people write under 'Rule set' for the law of a place, beside the regimes' own ids
RULE_SETS = {
    "CN-SME": "CN-SME-INT", "UK": "UK-LPA", "EU": "EU-LPD", "US": "US-PPA", "FIDIC": "FIDIC-14.8",
}  # fmt: skip


def regime(id: str) -> Regime | None:
    """The row of a rule set named in Contracts, or None."""
    wanted = id.strip().upper()
    return next((row for row in REGIMES if row.id == RULE_SETS.get(wanted, wanted)), None)


def fixed_sum(regime: Regime, debt: Decimal) -> Decimal:
    """The fixed sum a regime gives for one debt; nothing for no debt.

    Rule:   INT-13; UK: below 1,000 40, below 10,000 70, else 100. The mark itself is in the higher band.
    Source: 1998 Act s.5A(2); Directive 2011/7/EU art. 6(1); oracles interest INT-15.
    """
    reached = [band.sum for band in regime.bands if debt >= band.above]
    return reached[-1] if reached and debt > 0 else ZERO


def rates_of(regime: Regime, until: date, rates: Sequence[RateFrom]) -> Rates:
    """The rates a regime charges, from its table of published rates up to a day (INT-3, INT-4)."""
    if regime.rate is not None:
        return regime.rate
    rows = named(rates, regime.table)
    if regime.half_yearly:
        rows = half_yearly(rows, until, regime.half_yearly)
    return raised(rows, regime.multiple, regime.margin)


def agreed_too_low(regime: Regime, agreed: Decimal, signed_on: date, rates: Sequence[RateFrom]) -> bool:
    """Whether an agreed rate a year is below the floor at signing (INT-14, 国令802 art. 17)."""
    if not regime.floor_table:
        return False
    floor = [row.rate for row in named(rates, regime.floor_table) if row.on <= signed_on]
    return bool(floor) and agreed < floor[-1]


def statutory_interest(
    regime: Regime,
    principal: Decimal,
    due: date,
    as_of: date,
    rates: Sequence[RateFrom],
    payments: Sequence[Payment] = (),
    costs: Decimal = ZERO,
) -> tuple[Interest, Charges]:
    """Late interest under a regime, and what is still owed of it with the regime's fixed sum.

    Rule:   INT-15, the regime's own conditions. The fixed sum is of the debt on the due date, and due once
            interest has begun to run.
    Source: the regime's row.
    """
    conditions = regime.conditions
    interest = late_interest(
        principal, due, as_of, rates_of(regime, as_of, rates), payments, conditions, costs
    )
    fixed = fixed_sum(regime, principal) if interest.days else ZERO
    return interest, charges(interest.principal_left + interest.costs_left, interest.interest_left, fixed)
