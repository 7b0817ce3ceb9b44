# ruff: noqa: E501  # a paragraph of prose is one line, as a letter sets it
"""The English default words, level by level: a credit controller's own tone, firmer by level, never a threat.

The one rule: a row claims nothing that the ledger does not know. It does not say that we have written
before, what law applies or what a court would do; legal remarks come from Rules as
{legal}, with their source.
Letters hold only their body: letterhead, addressee and signature are in the letter's template.
"""

from __future__ import annotations

from ..enumerations import Channel, Tone

SIGNED = """
{clerk}
{company}
Tel: {phone}
E-mail: {email}"""

ROWS = {
    (Tone.REMINDER, Channel.EMAIL): (
        "Payment reminder: {contract}, {total}",
        """{greeting}

I hope you are well. Looking through our ledger, I see that the following passed its due date and, as of {as_of}, has not reached us:

{lines}

This comes to {total} ({items}). Would you please look into it and arrange payment by {reply_by}?

{bank_title}
{bank_details}

If payment is already on its way, please disregard this message and let me know the payment date, so that I can match it. If anything about the amounts, the invoices or the supporting papers is unclear, just reply or call me.

Kind regards
"""
        + SIGNED,
    ),
    (Tone.REMINDER, Channel.MESSAGE): (
        "Payment reminder",
        "{hello}, {speaker} here. {total} ({items}) is past due as of {as_of}. "
        "Could you arrange payment? If already paid, please ignore. Thank you. {phone}",
    ),
    (Tone.REMINDER, Channel.PHONE): (
        "Payment reminder",
        """{hello}, this is {speaker}.
I am calling about {contracts}: {total} ({items}) has not reached us; the oldest was due on {oldest_due}.
Could you check where the payment stands, and whether it can go out by {reply_by}?""",
    ),
    (Tone.REMINDER, Channel.LETTER): (
        "Payment reminder: {contract}",
        """According to our records, the following amounts under {contracts} have passed their due dates and, as of {as_of}, have not reached us:
{lines}
This comes to {total} ({items}). We should be grateful if you would check your records and arrange payment by {reply_by}.
If you have already paid, please accept our thanks and send us the payment details so that we can match the receipt. If you have a question about the amounts, the invoices or the supporting papers, please contact us.""",
    ),
    (Tone.INQUIRY, Channel.EMAIL): (
        "Overdue payment, your reply requested: {contract}, {total}",
        """{greeting}

As of {as_of} we have still not received the following; the oldest item is {overdue} overdue:

{lines}

This comes to {total} ({items}). So that we can resolve it quickly, would you please let me know by {reply_by}:

1. whether you have the invoices and supporting papers, and whether they are complete;
2. whether the work has been accepted and the amounts are agreed;
3. when you expect to pay, and how much.

{bank_title}
{bank_details}

If payment is difficult at the moment, please tell us; we would rather agree a workable arrangement than guess. If you have already paid, please let me know the date.

Kind regards
"""
        + SIGNED,
    ),
    (Tone.INQUIRY, Channel.MESSAGE): (
        "Overdue payment",
        "{hello}, {speaker} here. {total} ({items}) is still unpaid, up to {overdue} overdue. "
        "Is anything missing or disputed? When can we expect payment? Please reply by {reply_by}. {phone}",
    ),
    (Tone.INQUIRY, Channel.PHONE): (
        "Overdue payment",
        """{hello}, this is {speaker}.
{total} under {contracts} ({items}) has still not reached us; the oldest item is {overdue} overdue.
I should like to understand what is holding it up: the papers, the acceptance of the work, or cash?
Which day can you pay, and how much? I will note it. May I have your answer by {reply_by} at the latest?""",
    ),
    (Tone.INQUIRY, Channel.LETTER): (
        "Overdue payment, your reply requested: {contract}",
        """As of {as_of} we have still not received the following amounts under {contracts}; the oldest item is {overdue} overdue:
{lines}
This comes to {total} ({items}). Please let us know in writing by {reply_by}:
1. whether you have the invoices and supporting papers, and whether they are complete;
2. whether the work has been accepted and the amounts are agreed;
3. when you expect to pay, and how much.
If payment is difficult at the moment, please say so; we are willing to discuss a workable arrangement. If you have already paid, please send us the payment details.""",
    ),
    (Tone.DEMAND, Channel.EMAIL): (
        "Request for payment: {contract}, {total} overdue",
        """{greeting}

As of {as_of} the following amounts are due and unpaid. The oldest was payable on {oldest_due} and is now {overdue} overdue:

{lines}

Please pay {total} ({items}) by {reply_by}.

{bank_title}
{bank_details}

If you dispute any amount, acceptance or valuation, please give your reasons in writing, with the supporting papers, by the same date, and pay the part that is not in dispute. If you cannot pay in full by then, please send us a payment plan that states the dates and amounts.

If you have already paid, please send us the payment details.

Yours sincerely
"""
        + SIGNED,
    ),
    (Tone.DEMAND, Channel.MESSAGE): (
        "Request for payment",
        "{hello}, {company} requests payment of {total} ({items}), up to {overdue} overdue as of {as_of}. "
        "Please pay by {reply_by}, or send your objections or payment plan in writing. {clerk} {phone}",
    ),
    (Tone.DEMAND, Channel.PHONE): (
        "Request for payment",
        """{hello}, this is {speaker}, about the overdue amounts under {contracts}.
As of today {total} ({items}) is unpaid. The oldest was payable on {oldest_due} and is {overdue} overdue.
We ask for payment by {reply_by}. If you dispute an amount, please put it in writing and pay the rest.
If you cannot pay in full, please send us a payment plan with dates and amounts.""",
    ),
    (Tone.DEMAND, Channel.LETTER): (
        "Request for payment: {contract}",
        """The following amounts under {contracts} have passed their due dates. As of {as_of} they remain unpaid, and the oldest is {overdue} overdue:
{lines}
We request payment of {total} ({items}) by {reply_by}.
If you dispute any amount, acceptance or valuation, please give your reasons in writing, with the supporting papers, by that date, and pay the part that is not in dispute. If you cannot pay in full by then, please send us a written payment plan that states the dates and amounts.
If you have already paid, please send us the payment details.""",
    ),
    (Tone.FORMAL, Channel.EMAIL): (
        "Formal notice of overdue payment: {contract}, {total}",
        """{greeting}

The following amounts under {contracts} have passed their due dates. As of {as_of} they remain unpaid, and the oldest is {overdue} overdue:

{lines}

Interest for late payment to the date of this notice, not included above: {interest}.

We give you formal notice in respect of {total}, and ask you by {reply_by}:

1. to pay the amount in full; or
2. if you cannot do so, to send us a signed payment plan that states the dates and amounts; and
3. if you dispute any part, to give your reasons in writing with the supporting papers, and to pay the rest.

{bank_title}
{bank_details}

{legal}

We reserve our rights under the contract and at law. We remain willing to resolve this by agreement.

Yours sincerely
"""
        + SIGNED,
    ),
    (Tone.FORMAL, Channel.MESSAGE): (
        "Formal notice",
        "{hello}, formal notice from {company}. {total} ({items}) is unpaid, up to {overdue} overdue. "
        "Please pay by {reply_by} or send a signed payment plan. {clerk} {phone}",
    ),
    (Tone.FORMAL, Channel.PHONE): (
        "Call before the formal notice",
        """{hello}, this is {speaker}.
{total} under {contracts} ({items}) is up to {overdue} overdue, and we are writing to you formally about it.
To which address should the notice go, and who will sign for it?
The address we have: {customer_address}
We ask for payment, or a signed payment plan, by {reply_by}. Who is responsible on your side, and who decides?""",
    ),
    (Tone.FORMAL, Channel.LETTER): (
        "Formal notice of overdue payment: {contract}",
        """The following amounts under {contracts} have passed their due dates. As of {as_of} they remain unpaid, and the oldest is {overdue} overdue:
{lines}
Interest for late payment to the date of this notice, not included above: {interest}.
We give you formal notice in respect of {total} ({items}), and ask you by {reply_by}:
1. to pay the amount in full; or
2. if you cannot do so, to send us a signed payment plan that states the dates and amounts; and
3. if you dispute any part, to give your reasons in writing with the supporting papers, and to pay the rest.
{legal}
We reserve our rights under the contract and at law. We remain willing to resolve this by agreement.""",
    ),
    (Tone.PRE_ACTION, Channel.EMAIL): (
        "Final notice of overdue payment: {contract}, {total}",
        """{greeting}

As of {as_of} the following amounts under {contracts} remain unpaid, and the oldest is {overdue} overdue:

{lines}

Interest for late payment to the date of this notice, not included above: {interest}.

Please pay {total} by {reply_by}, or agree with us in writing how it will be paid. If by then we have received neither payment nor a written reply, we may, without further notice, seek professional advice and consider the means of resolving disputes that the contract provides.

{bank_title}
{bank_details}

{legal}

We would still prefer to resolve this by agreement. If you dispute an amount or cannot pay, please contact us before that date.

Yours sincerely
"""
        + SIGNED,
    ),
    (Tone.PRE_ACTION, Channel.MESSAGE): (
        "Final notice",
        "{hello}, final notice from {company}. {total} ({items}) remains unpaid, up to {overdue} overdue. "
        "Please pay or agree terms in writing by {reply_by}; otherwise we may seek advice. {clerk} {phone}",
    ),
    (Tone.PRE_ACTION, Channel.PHONE): (
        "Call before the final notice",
        """{hello}, this is {speaker}.
{total} under {contracts} ({items}) is up to {overdue} overdue and has not reached us.
We ask for payment, or a written arrangement, by {reply_by}.
If there is no result by then, we may seek advice. We would rather resolve it with you: who can decide this on your side?""",
    ),
    (Tone.PRE_ACTION, Channel.LETTER): (
        "Final notice of overdue payment: {contract}",
        """The following amounts under {contracts} have passed their due dates. As of {as_of} they remain unpaid, and the oldest is {overdue} overdue:
{lines}
Interest for late payment to the date of this notice, not included above: {interest}.
Please pay {total} ({items}) by {reply_by}, or agree with us in writing how it will be paid.
If by then we have received neither payment nor a written reply, we may, without further notice, seek professional advice and consider the means of resolving disputes that the contract provides.
{legal}
We would still prefer to resolve this by agreement. If you dispute an amount or cannot pay, please write to us before that date.""",
    ),
}

# The courtesy note before the due date: nothing is late, so nobody is to blame
COURTESY = {
    Channel.EMAIL: (
        "For your planning: {contract}, {total} due from {oldest_due}",
        """{greeting}

To help you plan your payments, here is what will soon fall due under {contracts}, as of {as_of}:

{lines}

This comes to {total} ({items}); the first is due on {oldest_due}. If anything is still missing on your side, such as the invoice or the supporting papers, just let me know and I will see to it in time.

{bank_title}
{bank_details}

If payment is already arranged, please disregard this note. Thank you for working with us.

Kind regards
"""
        + SIGNED,
    ),
    Channel.MESSAGE: (
        "For your planning",
        "{hello}, {speaker} here. For your planning: {total} ({items}) falls due soon, the first on {oldest_due}. "
        "If you still need papers from us, just tell me. Thank you. {phone}",
    ),
    Channel.PHONE: (
        "For your planning",
        """{hello}, this is {speaker}.
I am calling about {contracts}: {total} ({items}) falls due soon, the first on {oldest_due}.
Do you have everything you need from us, the invoice and the papers, so that it can go out in time?""",
    ),
    Channel.LETTER: (
        "For your planning: {contract}",
        """To help you plan your payments, here is what will soon fall due under {contracts}, as of {as_of}:
{lines}
This comes to {total} ({items}); the first is due on {oldest_due}. If anything is still missing on your side, such as the invoice or the supporting papers, please tell us and we will see to it in time.
If payment is already arranged, please disregard this letter. Thank you for working with us.""",
    ),
}
