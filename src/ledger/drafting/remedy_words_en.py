# ruff: noqa: E501  # a paragraph of prose is one line, as a letter sets it
"""The English words of the letters that answer a reason: firm where they must be, never a threat.

The one rule: as in the reminders, a row claims nothing that the ledger does not know, and law is named only
with its source, as something to be confirmed.
"""

from __future__ import annotations

from ..collecting.papers import Paper

ROWS = {
    Paper.GRACE: (
        "Your request for time: {contract}",
        """We understand that payment is difficult for you at the moment. As of {as_of} the following amounts under {contracts} are open:
{lines}
As a courtesy we will wait until {wait_until} before we take further steps about {total} ({items}).
This is no agreement to defer payment: the due dates stay as they are, interest for late payment continues to run and is reserved, and we waive none of our rights.
Please confirm to us in writing by {reply_by} how much you will pay, and on which days. Whatever you can pay now, please pay now.
If you have already paid, please send us the payment details.""",
    ),
    Paper.PROGRESS_NOTICE: (
        "Work is ahead of payment: {contract}",
        """Our work under {contracts} has gone further than your payments. As of {as_of}:
{work}
The following amounts have passed their due dates and remain unpaid:
{lines}
Please pay {total} ({items}) by {reply_by}, so that the work can go on as planned.
If you see the progress or an amount differently, please tell us in writing by the same date, with your reasons, and pay the part that is not in dispute.
This letter is not a notice of suspension. We reserve our rights under the contract, interest for late payment among them.""",
    ),
    Paper.DEMAND: (
        "Demand for payment: {contract}",
        """The following amounts under {contracts} have passed their due dates. As of {as_of} they remain unpaid, and the oldest is {overdue} overdue:
{lines}
We demand payment of {total} ({items}) by {reply_by}. If you dispute any amount, please give your reasons in writing by that date, with the supporting papers, and pay the rest.
If by then we have received neither payment nor a written reply, we may, without further notice, seek professional advice and consider the means of resolving disputes that the contract provides.
We also reserve any right to suspend performance under: {clause}.
Interest for late payment is not included above and is reserved, as are our other rights. If you have already paid, please send us the payment details.""",
    ),
    Paper.SUSPENSION: (
        "Notice of intended suspension: {contract}",
        """Our demand for the following amounts under {contracts} was delivered to you on {demanded_on} (proof of delivery: {proof}). The {notice_days} after it ended on {ended_on}. The amounts remain unpaid and are not in dispute:
{lines}
Ground: {total} ({items}) has not been paid. Basis: {clause}.
Unless the amount is paid in full before then, we intend to suspend performance under {contracts} from {suspend_on}.
Work and items to be handed over or made safe: {handover}
Once the amount is paid we will resume within a reasonable time. We reserve interest for late payment, an extension of time, and the costs of suspension and resumption.
If you have already paid, please send us the payment details at once.""",
    ),
    Paper.INQUIRY: (
        "Where your approval stands: {contract}",
        """You have told us that the following amounts under {contracts} are in your internal approval. As of {as_of} they are open:
{lines}
So that we can plan, please tell us in writing by {reply_by}:
1. at which step the approval stands, and what is still missing from our side;
2. who decides next, by name and position; and
3. on which day {total} ({items}) will be paid.
If any paper is missing, name it and we will send it at once.
{law_note}
The due dates stay as they are, and interest for late payment is reserved. If you have already paid, please send us the payment details.""",
    ),
    Paper.DIRECT_ANSWER: (
        "Payment under our own contract: {contract}",
        """You have told us that you are waiting to be paid by others before you pay the following amounts. As of {as_of} they are open under {contracts}:
{lines}
Our contract is with you. By our records your payment does not depend on what others pay you; if you think that it does, please name the clause.
Please tell us in writing by {reply_by} on which day you will pay {total} ({items}).
{law_note}
The due dates stay as they are, and interest for late payment is reserved. If you have already paid, please send us the payment details.""",
    ),
    Paper.REASONS: (
        "Your objections, and the undisputed part: {contract}",
        """You have objections about the following amounts under {contracts}. As of {as_of} they stand as follows:
{lines}
Please send us by {reply_by}, in writing: the items and amounts that you dispute, your reasons, and the supporting papers such as measurements, test records or photographs.
By our records {disputed} is in dispute.
{undisputed}
We propose to inspect and settle the disputed items together on {meeting_on}. Please name who will attend and who can decide.
By this we admit no defect and no reduction. Interest for late payment and our other rights are reserved.""",
    ),
}
