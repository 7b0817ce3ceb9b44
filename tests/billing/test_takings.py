"""Money read off the columns of Receipts is the money that a walk over its records finds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal as D
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from ledger.billing.positions import account
from ledger.billing.receivables import paid
from ledger.billing.takings import Takings
from ledger.billing.terms import Dossier
from ledger.enumerations import ReceiptKind
from ledger.lines import Lines
from ledger.records import Claim, Contract, Receipt
from ledger.results import Receivable

AS_OF = date(2025, 6, 30)
OWNER = {"Q-1": "C-1", "Q-2": "C-1", "Q-3": "C-2"}
NUMBERS = ["C-1", "C-2"]

receipts = st.lists(
    st.builds(
        partial(Receipt),  # the record itself would have its other columns filled at random
        on=st.sampled_from([date(2025, 6, 1), AS_OF, date(2025, 7, 1)]),
        amount=st.sampled_from([D(-5), D(0), D(5), D("7.50")]),
        reference=st.just("B"),
        contract=st.sampled_from(["", "C-1", "C-1", "C-2", "C-9"]),
        claim=st.sampled_from(["", "Q-1", "Q-2", "Q-3", "Q-9"]),
        kind=st.sampled_from([None, *ReceiptKind]),
    ),
    max_size=12,
).map(lambda found: [one._replace(line=line) for line, one in enumerate(found, 1)])


def lines(records: list[Receipt]) -> Lines[Receipt]:
    return Lines(Receipt, {f: [getattr(r, f) for r in records] for f in Receipt._fields})


def of_whom(receipt: Receipt) -> str:
    return receipt.contract or OWNER.get(receipt.claim, "")


@given(receipts)
def test_columns_say_what_records_say(records: list[Receipt]) -> None:
    takings = Takings(lines(records), OWNER)
    for number in NUMBERS:
        own = [r for r in records if of_whom(r) == number]
        money_in = [
            r for r in own if r.on <= AS_OF and r.kind not in (ReceiptKind.CREDIT, ReceiptKind.BILL_PENDING)
        ]
        named = [r for r in money_in if r.claim and r.amount > 0]
        money = takings.of(number, AS_OF)
        assert {claim: list(found) for claim, found in money.named.items()} == {
            r.claim: [(one.on, one.amount) for one in named if one.claim == r.claim] for r in named
        }
        assert money.loose == (len(named) < len(money_in))
        assert list(money.credits) == [r for r in own if r.kind is ReceiptKind.CREDIT]
        assert list(money.receipts()) == money_in
    assert takings.of_nobody(NUMBERS, AS_OF) == [
        r
        for r in records
        if of_whom(r) not in NUMBERS and r.on <= AS_OF and r.kind is not ReceiptKind.BILL_PENDING
    ]


amounts = st.sampled_from([None, D(0), D(5), D("7.50"), D(10), D("12.504")])
claims = st.lists(
    st.builds(
        partial(Claim),
        number=st.sampled_from(["Q-1", "Q-2"]),
        contract=st.just("C-1"),
        claimed_on=st.sampled_from([None, date(2025, 5, 1), date(2025, 7, 1)]),
        claimed=amounts,
        certified=amounts,
        invoiced=amounts,
    ),
    max_size=2,
    unique_by=lambda claim: claim.number,
)


@given(receipts, claims, st.booleans())
def test_money_that_names_its_claims_needs_no_allocation(
    records: list[Receipt], made: list[Claim], tidy: bool
) -> None:
    """Where `account` does not ask how money is laid on claims, asking would change nothing."""
    if tidy:
        records = [r._replace(contract="C-1", claim="Q-1", amount=abs(r.amount) + 1) for r in records[:2]]
    contract = Contract("C-1", "Acme", "CNY", D(100), payment_days=30)
    money = Takings(lines(records), OWNER).of("C-1", AS_OF)._replace(credits=())
    asked = []

    def receipt_by_receipt() -> Sequence[Receipt]:
        asked.append(money)
        return money.receipts()

    dossier = Dossier(contract, (), (), (), AS_OF)
    answer = account(dossier, made, money._replace(receipts=receipt_by_receipt))
    if not asked:
        laid, left = paid(answer.receivables, money.receipts(), AS_OF, "CNY")
        assert (by_day(laid), left) == (by_day(answer.receivables), [])
        assert not answer.unallocated


def by_day(claims: Sequence[Receivable]) -> list[Receivable]:
    """The claims with the money on each in order of day, in whatever order it was laid on them."""
    return [one._replace(paid=tuple(sorted(one.paid))) for one in claims]


def test_lines_are_a_list_to_whoever_looks() -> None:
    records = [Receipt(AS_OF, D(n), f"B{n}", line=n) for n in range(1, 5)]
    for made in (False, True):
        found = lines(records)
        if made:
            assert list(found) == records
        assert found[2] == records[2]
        assert found[1:3] == records[1:3]
        assert len(found) == 4
        assert found == records
        assert found.column("amount") == [D(1), D(2), D(3), D(4)]
        assert found.kept([True, False, False, True]) == [records[0], records[3]]
