"""How to do the everyday tasks, in the words of the Help sheet."""

from __future__ import annotations

from ledger.language import Text

TASKS: tuple[tuple[Text, Text], ...] = (
    (
        Text("Start a new book", "新建台账"),
        Text(
            "Rules: type the as-of day, our company and bank account. Contracts: one line with number, customer, "
            "currency and sum. Milestones: one line for each payment stage. Everything folded away may stay empty.",
            "“规则”：填截止日、我方公司和银行账号。“合同”：填编号、客户、币种、金额一行。“节点”：每个付款阶段一行。折叠的列可留空。",
        ),
    ),
    (
        Text("Enter payment terms", "录入付款条款"),
        Text(
            "'pay 30%' adds 30%; 'up to 85%' raises everything paid so far to 85%. Choose the base the share is of and "
            "the trigger that gives the right. If in doubt press Check: it asks about doubtful terms.",
            "“支付30%”是本次增加30%；“付至85%”是累计达到85%。选择比例的基数和付款条件。拿不准时点“检查”，程序会提示存疑条款。",
        ),
    ),
    (
        Text("Report progress", "填报进度"),
        Text(
            "Progress: date and work done TO DATE, as a share or a value, for a stage or the whole contract. "
            "Or press Import progress and choose the project tool's export.",
            "“进度”：日期和截至当日的累计完成（比例或产值），可按节点或整个合同。也可点“导入进度”选择项目工具导出的文件。",
        ),
    ),
    (
        Text("See what may be claimed and why", "查看可请款及原因"),
        Text(
            "Positions, column Billable now; the last column explains each amount step by step. Change the as-of day in "
            "Rules to ask about another day.",
            "看“台账”的“可请款额”列，最后一列逐步说明计算过程。在“规则”中改截止日即可查询其他日期。",
        ),
    ),
    (
        Text("Make a claim", "提出请款"),
        Text(
            "Press New claim: a line is added in Claims for every stage that is billable. Fill in certificate and invoice "
            "when they come; past certificates are never changed.",
            "点“新增请款”：每个可请款节点在“请款”表新增一行。批复和开票后补填；以往批复不再改动。",
        ),
    ),
    (
        Text("Record money in", "登记回款"),
        Text(
            "Receipts: date, amount, bank reference, and the claim it pays. Without a claim it pays the oldest one open. "
            "A bill is 'bill pending' until it clears; a credit note is negative.",
            "“回款”：日期、金额、银行流水号和对应请款编号；不填编号则冲抵最早未收款。票据兑付前选“票据未兑付”；红字冲减填负数。",
        ),
    ),
    (
        Text("Find what has drifted apart", "发现差异"),
        Text(
            "Mismatches, worst first: ▲ act today, ● this week, ○ keep an eye on it. Each line says what it means and "
            "what to do.",
            "看“差异”，最严重的在前：▲当天处理，●本周处理，○留意。每行写明含义和处理办法。",
        ),
    ),
    (
        Text("Draft reminders", "起草催款"),
        Text(
            "Reminders shows money to allocate first, whom to remind, and who is left out and why. Press Draft reminders: "
            "drafts appear in a dated folder beside the book and in Contacts. Nothing is ever sent by the program. "
            "Levels, days and exceptions for a contract, a customer or key accounts stand in Rules.",
            "“催款清单”列出应先核销的回款、催谁、不催谁及原因。点“起草催款”：草稿存入台账旁带日期的文件夹，并登记到“催款”表。"
            "程序从不发送。级别、天数及合同、客户、重点客户的例外见“规则”。",
        ),
    ),
    (
        Text("Record an answer, a promise or a dispute", "登记答复、承诺或争议"),
        Text(
            "After sending, Mark sent on any line of the letter: lines are added, none is overwritten. A promise: date and "
            "amount in Contacts; what is promised waits until it is broken. A dispute: amount and reason in Claims; the rest is still chased. "
            "Waiting without an agreement: the day in Claims, Wait until. The remedy for each reason stands in Rules.",
            "发送后选中该函件的任一行，点“标记已发送”：新增行，不覆盖原行。承诺：在“催款”表填承诺日期和金额，违约前不催承诺部分。"
            "争议：在“请款”表填金额和原因，其余照催。未签协议的宽限：在“请款”表填“宽限/展期至”。对策见“规则”。",
        ),
    ),
    (
        Text("Read the ladder", "看阶梯"),
        Text(
            "Ladder: seven lines a contract from planned to received. A ▲ marks a gap past the tolerances of Rules; the "
            "line says why it is there, for how long, whose move it is and what to do.",
            "“阶梯”：每份合同从计划到回款七行。▲表示差额超过“规则”中的容差；该行写明原因、天数、待谁处理和处理办法。",
        ),
    ),
    (
        Text("Answer a reason for not paying", "应对不付款的原因"),
        Text(
            "Write the reason (G1 to G8) into Contacts, press Letters: instalment agreement, request for acceptance, notice, "
            "demand and the like, with the day to look again. A suspension notice is drafted only once all its gates are "
            "open: clause, demand delivered with proof, notice period over, undisputed money, hand-over list.",
            "在“催款”表填写原因（G1至G8），点“函件”：起草分期协议、验收申请、通知、催告等，并注明复核日期。"
            "停工通知须条件全部成就才起草：停工依据、附凭证的催告送达、通知期满、无争议金额、移交清单。",
        ),
    ),
    (
        Text("Keep the deadlines", "守住时限"),
        Text(
            "Clocks: every period to act within, with what it is counted from, its proof or its absence, and a safe day. "
            "The button Clocks also writes a calendar (.ics). Shown from this book's proofs, never decided: ask a lawyer.",
            "“时限”：列出各项期限的起算事项、凭证有无和安全日期。点“时限”按钮另生成日历（.ics）。仅按台账凭证提示，不作判断，请咨询律师。",
        ),
    ),
    (
        Text("Put the evidence together", "整理证据"),
        Text(
            "Put the files into a folder 'evidence' beside the book and name them, with a page if you like, in the cells "
            "Evidence, Proof and File. Evidence pack makes a folder for each overdue contract: chronology, index with the "
            "cell and the SHA-256 of each file, and what is missing.",
            "将文件放入台账旁的“证据”文件夹，并在“依据”“送达凭证”“文件”单元格填写文件名（可加页码）。"
            "点“证据包”：每份逾期合同一个文件夹，含时间顺序、目录（台账出处和SHA-256）和缺失项。",
        ),
    ),
    (
        Text("Close the month", "月末结账"),
        Text(
            "Set the as-of day to the month's end, press Refresh and Check until nothing is marked, read the Dashboard, "
            "press Statement of account for customers who ask, and save the book under the month's name.",
            "将截止日设为月末，点“刷新”和“检查”直至无提示，查看“看板”，按需点“对账单”，最后以月份另存。",
        ),
    ),
)
