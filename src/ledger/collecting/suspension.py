"""May a notice of suspension be drafted? The gates before it, each with its day and its proof.

The one rule: all gates are open or there is no notice. A gate that is open says what the book proves, never
that stopping work is lawful: that is for our manager and a lawyer.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Mapping, NamedTuple, Sequence

from ..calendars import FOLLOWING, WEEKDAYS, Calendar, rolled
from ..enumerations import Channel, ContactStatus, Kind, Tone
from ..language import Text
from ..money import ZERO, cents
from ..records import Contact, Contract
from ..results import Receivable
from ..rulebook import LegalRule, PolicyStep, Remedy
from .contacts import about, standing
from .levels import DEFAULT_POLICY
from .papers import Paper, paper_of

FIRM = (Tone.DEMAND, Tone.FORMAL, Tone.PRE_ACTION)


class Ground(NamedTuple):
    """What remedies are judged by: the day, the book's own remedies and law, its calendar and its policy."""

    as_of: date
    own: Sequence[Remedy] = ()
    law: Sequence[LegalRule] = ()
    calendar: Calendar = WEEKDAYS
    steps: Sequence[PolicyStep] = DEFAULT_POLICY
    grace: int = 3
    tolerance: Decimal = ZERO

    def row(self, id: str) -> LegalRule | None:
        """The row of a rule in the book's own list of law."""
        return next((rule for rule in self.law if rule.id == id), None)


class Hook(NamedTuple):
    """A rule that may allow suspension: the days after its notice, None where only the contract knows."""

    days: int | None
    only: Kind | None = None  # the kind of stage it is about


# domain.md 3; none of them is verified, so each shows its source and asks for a lawyer
HOOKS = {
    "UK-112": Hook(7),
    "AIA-9.7": Hook(7),
    "CN-ADV-10/30": Hook(14, Kind.ADVANCE),
    "CN-PROG-60/90": Hook(None),
    "CN-GF/GB": Hook(7),
    "FIDIC-14": Hook(None),
}


class Gate(NamedTuple):
    """One condition: whether it is met, what is said of it, and the day and the proof that meet it."""

    name: Text
    open: bool
    said: Text
    on: date | None = None
    proof: str = ""


class Gates(NamedTuple):
    """The gates of one contract, and what a notice would speak of once all are open."""

    gates: tuple[Gate, ...]
    claims: tuple[Receivable, ...] = ()
    clause: str = ""
    days: int = 0
    demanded_on: date | None = None
    ended_on: date | None = None
    proof: str = ""

    @property
    def open(self) -> bool:
        """Whether every gate is open."""
        return all(gate.open for gate in self.gates)

    @property
    def shut(self) -> tuple[Gate, ...]:
        """The gates that are not."""
        return tuple(gate for gate in self.gates if not gate.open)


HOOK, DEMAND, DAYS, MONEY, HANDOVER = (
    Text("clause", "停工依据"),
    Text("demand delivered", "催告送达"),
    Text("notice period over", "通知期满"),
    Text("undisputed sum", "无争议金额"),
    Text("hand-over list", "移交清单"),
)
NO_CLAUSE = Text("Contracts names no suspension clause", "“合同”表未填写停工依据")
NO_RULE = Text("{clause} does not stand in Rules", "“规则”表中没有{clause}")
NO_DAYS = Text("{clause}: enter the suspension notice days", "{clause}：请填写停工通知天数")
CLAUSE = Text("{clause}, {days} day(s) after the demand", "{clause}，催告后{days}天")
NO_DEMAND = Text(
    "Contacts holds no demand letter, delivered after the due date, with its proof named",
    "“催款”表中没有应付日之后送达且注明凭证的催告函",
)
DEMANDED = Text("delivered on {day}, proof: {proof}", "{day}送达，凭证：{proof}")
NOT_OVER = Text("runs to the end of {day}", "至{day}当日届满")
NOT_BEGUN = Text("has not begun", "尚未起算")
OVER = Text("ended on {day}", "已于{day}届满")
NO_MONEY = Text("nothing overdue is undisputed", "没有无争议的逾期款项")
SUM = Text("{amount} overdue and undisputed", "逾期且无争议{amount}")
NO_LIST = Text("Contracts names no hand-over list", "“合同”表未填写移交清单")
LISTED = Text("{found}", "{found}")


def _say(text: Text, **values: object) -> Text:
    return Text(text.say("en", **values), text.say("zh", **values))


def undisputed(r: Receivable) -> Decimal:
    """What is open of a claim and nobody disputes.

    Units:  contract currency, at the cent.
    """
    return max(ZERO, cents(r.outstanding - max(ZERO, r.disputed)))


def is_demand(contact: Contact, steps: Sequence[PolicyStep]) -> bool:
    """Whether a line is a letter that demands: our demand letter, or a reminder whose tone is that firm."""
    if contact.channel is not Channel.LETTER:
        return False
    firm = {step.level for step in steps if step.level > 0 and step.tone in FIRM}
    return contact.level in firm or paper_of(contact) is Paper.DEMAND


def has_arrived(contact: Contact) -> bool:
    """Whether a letter has been delivered and its proof is named: a day of sending is no day of arrival."""
    return contact.status is ContactStatus.DELIVERED and bool(contact.proof.strip())


def demanded(r: Receivable, contacts: Sequence[Contact], ground: Ground) -> Contact | None:
    """The first demand about a claim that arrived after its due date, by the day asked about."""
    letters = [
        c
        for c in standing(contacts, ground.as_of)
        if r.due_on is not None
        and r.due_on < c.on
        and about(c, r.claim)
        and has_arrived(c)
        and is_demand(c, ground.steps)
    ]
    return min(letters, key=lambda c: (c.on, c.line), default=None)


def _hook(contract: Contract, ground: Ground) -> tuple[Gate, int | None, Kind | None]:
    """The gate of the clause, its days, and the kind of stage it is about.

    A known rule keeps its own days where the contract names fewer.
    """
    clause = " ".join(contract.suspension_clause.split())
    if not clause:
        return Gate(HOOK, False, NO_CLAUSE), None, None
    own = contract.suspension_days
    hook = HOOKS.get(clause.upper())
    days = own
    if hook is not None:
        if ground.row(clause.upper()) is None:
            return Gate(HOOK, False, _say(NO_RULE, clause=clause)), None, hook.only
        days = hook.days if own is None else max(own, hook.days or 0)
    if not days:
        return Gate(HOOK, False, _say(NO_DAYS, clause=clause)), None, hook.only if hook else None
    return Gate(HOOK, True, _say(CLAUSE, clause=clause, days=days)), days, hook.only if hook else None


def suspension(
    contract: Contract,
    receivables: Sequence[Receivable],
    contacts: Sequence[Contact],
    kinds: Mapping[str, Kind],
    ground: Ground,
) -> Gates:
    """The gates of one contract on a day.

    Units:  `kinds` are the kinds of its stages by number; money in contract currency.
    Rule:   RMD-7. A clause named in Contracts: a rule of Rules, or the contract's words with their days (of
            two periods the longer). A demand letter about a claim, delivered after its due date, proof named.
            The days after it over: the last of them, moved to a business day, is past. An undisputed sum
            overdue. A hand-over list named. A notice speaks of the claims whose own period is over.
    Source: domain.md 3: CN-ADV-10/30, CN-PROG-60/90, CN-GF/GB, UK-112, AIA-9.7; 民法典 art. 201, 203.
    """
    hook, days, only = _hook(contract, ground)
    late = [
        r
        for r in receivables
        if r.days_overdue > 0 and undisputed(r) > ZERO and (only is None or kinds.get(r.stage) is only)
    ]
    letters = [(r, letter) for r in late if (letter := demanded(r, contacts, ground))]
    ends = [(r, c, _end(c.on, days, ground.calendar)) for r, c in letters] if days else []
    ripe = [(r, c, end) for r, c, end in ends if end < ground.as_of]
    first = min((c for _, c in letters), key=lambda c: (c.on, c.line), default=None)
    ended = min((end for *_, end in ripe or ends), default=None)
    claims = tuple(r for r, *_ in ripe)
    whole = sum((undisputed(r) for r in claims or late), ZERO)
    listed = " ".join(contract.handover_list.split())
    gates = (
        hook,
        Gate(
            DEMAND,
            True,
            _say(DEMANDED, day=first.on, proof=first.proof.strip()),
            first.on,
            first.proof.strip(),
        )
        if first
        else Gate(DEMAND, False, NO_DEMAND),
        Gate(DAYS, bool(ripe), _say(OVER if ripe else NOT_OVER, day=ended), ended)
        if ended
        else Gate(DAYS, False, NOT_BEGUN),
        Gate(MONEY, True, _say(SUM, amount=f"{contract.currency} {whole:,.2f}"))
        if whole > ZERO
        else Gate(MONEY, False, NO_MONEY),
        Gate(HANDOVER, True, _say(LISTED, found=listed)) if listed else Gate(HANDOVER, False, NO_LIST),
    )
    last = max((c for _, c, _ in ripe), key=lambda c: (c.on, c.line), default=None)
    return Gates(
        gates, claims, " ".join(contract.suspension_clause.split()), days or 0,
        last.on if last else None, max((end for *_, end in ripe), default=None),
        last.proof.strip() if last else "",
    )  # fmt: skip


def _end(delivered: date, days: int, calendar: Calendar) -> date:
    return rolled(delivered + timedelta(days=days), FOLLOWING, calendar)
