"""The Chinese default words, level by level: a clerk's own tone, firmer by level, never a threat.

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
电话：{phone}
邮箱：{email}"""

ROWS = {
    (Tone.REMINDER, Channel.EMAIL): (
        "付款提醒：{contract}，{total}",
        """{greeting}

您好！感谢贵司一直以来的支持。

我司核对账目时注意到，截至{as_of}，以下款项已过约定付款日，我司尚未收到：

{lines}

以上{items}合计{total}。烦请协助查看付款进度，并于{reply_by}前安排支付。

{bank_title}
{bank_details}

如款项已经付出，请不必理会本邮件，告知付款日期即可，我们好及时核销。如对金额、发票或资料有疑问，请直接与我联系。

顺颂商祺
"""
        + SIGNED,
    ),
    (Tone.REMINDER, Channel.MESSAGE): (
        "付款提醒",
        "{hello}，我是{speaker}。截至{as_of}，贵司有{items}共{total}已过付款日，烦请协助安排。"
        "如已付款请忽略，谢谢！{phone}",
    ),
    (Tone.REMINDER, Channel.PHONE): (
        "付款提醒",
        """{hello}，我是{speaker}。
打电话是想跟您核对一下{contract}的付款：有{items}，合计{total}，最早一笔是{oldest_due}到期的，我们这边还没有看到到账。
想请您帮忙看一下付款走到哪一步了，{reply_by}前能不能安排。""",
    ),
    (Tone.REMINDER, Channel.LETTER): (
        "付款提醒函",
        """感谢贵司对我司工作的支持与配合。
经核对，截至{as_of}，贵我双方合同（{contract}）项下以下款项已过约定付款日，我司尚未收到：
{lines}
以上{items}合计{total}。请贵司协助核对，并于{reply_by}前安排支付。
如上述款项已经付出，请将付款凭证告知我司，以便及时核销；如对金额、发票或验收资料有疑问，请与我司经办人联系。""",
    ),
    (Tone.INQUIRY, Channel.EMAIL): (
        "请协助核实付款情况：{contract}，{total}",
        """{greeting}

您好！截至{as_of}，我司仍未收到以下款项，最早一笔已逾期{overdue}：

{lines}

以上{items}合计{total}。为便于尽快处理，烦请于{reply_by}前回复以下三点：

1. 相关发票和请款资料是否已收到、是否齐全；
2. 对应的工作是否已验收，金额有无异议；
3. 预计付款的日期和金额。

{bank_title}
{bank_details}

如付款暂时有困难，也请直接告诉我们，双方可以一起商量可行的安排。如款项已经付出，请告知付款日期，谢谢。

顺颂商祺
"""
        + SIGNED,
    ),
    (Tone.INQUIRY, Channel.MESSAGE): (
        "付款情况核实",
        "{hello}，我是{speaker}。贵司有{items}共{total}仍未到账，最长已逾期{overdue}。"
        "请问单据、验收是否有问题？预计哪天付款？盼{reply_by}前回复。{phone}",
    ),
    (Tone.INQUIRY, Channel.PHONE): (
        "付款情况核实",
        """{hello}，我是{speaker}。
{contract}还有{items}没有到账，合计{total}，最早一笔已经过了{overdue}。
想了解一下是什么情况：是单据没到、验收没走完，还是资金安排上有困难？我们好对症处理。
您看哪天能付、付多少，我记一下；最晚{reply_by}前能否给我一个答复？""",
    ),
    (Tone.INQUIRY, Channel.LETTER): (
        "关于核实付款情况的函",
        """截至{as_of}，贵我双方合同（{contract}）项下以下款项我司仍未收到，最早一笔已逾期{overdue}：
{lines}
以上{items}合计{total}。为便于双方尽快处理，请贵司于{reply_by}前书面回复：
一、相关发票和请款资料是否已收到、是否齐全；
二、对应的工作是否已验收，金额有无异议；
三、预计付款的日期和金额。
如贵司付款暂有困难，请一并说明，我司愿与贵司协商可行的付款安排。如款项已经付出，请将付款凭证告知我司。""",
    ),
    (Tone.DEMAND, Channel.EMAIL): (
        "催款通知：{contract} 逾期款项 {total}",
        """{greeting}

截至{as_of}，贵司尚有以下到期款项未支付，最早一笔应于{oldest_due}支付，现已逾期{overdue}：

{lines}

请贵司于{reply_by}前付清以上{items}合计{total}。

{bank_title}
{bank_details}

如对应付金额、验收或结算有异议，请在同一日期前书面说明理由并附依据，无异议的部分请先行支付。如不能按期付清，请提出写明各期日期和金额的付款计划。

如款项已经付出，请将付款凭证发给我们核对。
"""
        + SIGNED,
    ),
    (Tone.DEMAND, Channel.MESSAGE): (
        "催款通知",
        "{hello}，{company}催款：截至{as_of}，贵司{items}共{total}逾期未付，最长{overdue}。"
        "请于{reply_by}前付清，或书面说明异议及付款计划。{clerk}{phone}",
    ),
    (Tone.DEMAND, Channel.PHONE): (
        "催款",
        """{hello}，我是{speaker}，为{contract}的逾期款项给您打电话。
到今天为止，{items}合计{total}还没有付，最早一笔应当在{oldest_due}付，已经逾期{overdue}。
请贵司在{reply_by}前付清。金额有异议的，请书面说明；没有异议的部分请先付。
一次付清有困难的话，请给我们一份写明日期和金额的付款计划。""",
    ),
    (Tone.DEMAND, Channel.LETTER): (
        "催款函",
        """贵我双方签订的合同（{contract}）项下，以下款项已过约定付款日。截至{as_of}，贵司尚未支付，最早一笔已逾期{overdue}：
{lines}
请贵司于{reply_by}前将以上{items}合计{total}付至我司账户。
如贵司对应付金额、验收或结算有异议，请在上述日期前书面说明理由并附依据，无异议的部分请先行支付；如不能按期付清，请书面提出付款计划，写明各期付款日期和金额。
如款项已经付出，请将付款凭证告知我司核对。""",
    ),
    (Tone.FORMAL, Channel.EMAIL): (
        "正式函告：{contract} 逾期款项 {total}",
        """{greeting}

贵我双方签订的合同（{contract}）项下，以下款项已过约定付款日，截至{as_of}贵司尚未支付，最早一笔已逾期{overdue}：

{lines}

合计金额大写：{total_capitals}
截至本函日的逾期付款利息为{interest}，未计入上述合计。

现就上述{total}正式函告如下：

一、请贵司于{reply_by}前付清；
二、确实不能一次付清的，请在该日前提出加盖公章的书面付款计划，写明各期付款日期和金额；
三、如有异议，请在该日前书面提出并附依据，无异议的部分请先行支付。

{bank_title}
{bank_details}

{legal}

我司保留合同和法律规定的各项权利，同时希望与贵司协商解决。
"""
        + SIGNED,
    ),
    (Tone.FORMAL, Channel.MESSAGE): (
        "正式函告",
        "{hello}，{company}正式函告：贵司{items}共{total}逾期未付，最长{overdue}。"
        "请于{reply_by}前付清或提交盖章的付款计划。{clerk}{phone}",
    ),
    (Tone.FORMAL, Channel.PHONE): (
        "正式函告前的电话",
        """{hello}，我是{speaker}。
{contract}的{items}合计{total}，最长已经逾期{overdue}，我们会就此给贵司发正式函件。
请问函件寄到哪个地址、由谁签收？
登记的通知地址：{customer_address}
我们希望在{reply_by}前收到款项，或者收到贵司盖章的付款计划。贵司方面由谁负责、谁来定？""",
    ),
    (Tone.FORMAL, Channel.LETTER): (
        "关于支付逾期款项的函",
        """贵我双方签订的合同（{contract}）项下，以下款项已过约定付款日。截至{as_of}，贵司尚未支付，最早一笔已逾期{overdue}：
{lines}
截至本函日的逾期付款利息为{interest}，未计入上述合计。
现就上述{items}合计{total}正式函告如下：
一、请贵司于{reply_by}前付清上述款项。
二、确实不能一次付清的，请在该日前提出加盖公章的书面付款计划，写明各期付款日期和金额。
三、如对应付金额、验收或结算有异议，请在该日前书面提出并附依据，无异议的部分请先行支付。
{legal}
我司保留合同和法律规定的各项权利，同时希望与贵司协商解决。""",
    ),
    (Tone.PRE_ACTION, Channel.EMAIL): (
        "最后函告：{contract} 逾期款项 {total}",
        """{greeting}

截至{as_of}，贵我双方合同（{contract}）项下以下款项贵司仍未支付，最早一笔已逾期{overdue}：

{lines}

合计金额大写：{total_capitals}
截至本函日的逾期付款利息为{interest}，未计入上述合计。

请贵司于{reply_by}前付清上述{total}，或者与我司达成书面付款安排。如届时既未收到款项，也未收到贵司的书面答复，我司可能就此征询专业法律意见，并考虑合同约定的争议解决方式，届时不再另行通知。

{bank_title}
{bank_details}

{legal}

我司仍愿意协商解决。贵司如有异议或实际困难，请在上述日期前与我们联系。
"""
        + SIGNED,
    ),
    (Tone.PRE_ACTION, Channel.MESSAGE): (
        "最后函告",
        "{hello}，{company}函告：贵司{items}共{total}仍未支付，最长逾期{overdue}。"
        "请于{reply_by}前付清或书面商定付款安排，否则我司可能征询法律意见。{clerk}{phone}",
    ),
    (Tone.PRE_ACTION, Channel.PHONE): (
        "最后函告前的电话",
        """{hello}，我是{speaker}。
{contract}的{items}合计{total}，最长已经逾期{overdue}，到现在没有收到款项。
我们希望在{reply_by}前付清，或者双方签一份书面的付款安排。
如果到时候还没有结果，我司可能会征询法律意见。我们仍然希望协商解决，请问贵司能定这件事的是哪位？""",
    ),
    (Tone.PRE_ACTION, Channel.LETTER): (
        "关于逾期款项的最后函告",
        """贵我双方签订的合同（{contract}）项下，以下款项已过约定付款日。截至{as_of}，贵司仍未支付，最早一笔已逾期{overdue}：
{lines}
截至本函日的逾期付款利息为{interest}，未计入上述合计。
请贵司于{reply_by}前付清上述{items}合计{total}，或者与我司达成书面付款安排。
如届时既未收到款项，也未收到贵司的书面答复，我司可能就此征询专业法律意见，并考虑合同约定的争议解决方式，届时不再另行通知。
{legal}
我司仍愿意协商解决。贵司如有异议或实际困难，请在上述日期前书面告知。""",
    ),
}

# 到期前提示：款项尚未到期，不含任何催促之意
COURTESY = {
    Channel.EMAIL: (
        "付款安排提示：{contract}，{total}，{oldest_due}起到期",
        """{greeting}

您好！感谢贵司一直以来的支持。

为方便贵司安排资金，现将{contracts}项下即将到期的款项列示如下（截至{as_of}）：

{lines}

以上{items}合计{total}，最早一笔{oldest_due}到期。如贵司付款还需要发票或其他资料，请告诉我，我们及时补齐。

{bank_title}
{bank_details}

如贵司已经安排付款，请不必理会本邮件。谢谢！

顺颂商祺
"""
        + SIGNED,
    ),
    Channel.MESSAGE: (
        "付款安排提示",
        "{hello}，我是{speaker}。温馨提示：贵司有{items}共{total}即将到期，最早一笔为{oldest_due}。"
        "如付款还需要我方提供资料，请随时告诉我，谢谢！{phone}",
    ),
    Channel.PHONE: (
        "付款安排提示",
        """{hello}，我是{speaker}。
打电话是想跟您提前说一下{contract}的付款安排：有{items}即将到期，合计{total}，最早一笔是{oldest_due}。
发票和资料您那边都齐了吗？还需要我们配合什么，我们好提前准备。""",
    ),
    Channel.LETTER: (
        "付款安排提示函",
        """感谢贵司对我司工作的支持与配合。
为方便贵司安排资金，现将{contracts}项下即将到期的款项列示如下（截至{as_of}）：
{lines}
以上{items}合计{total}，最早一笔{oldest_due}到期。如贵司付款还需要发票或其他资料，请与我司经办人联系，我司将及时补齐。
如贵司已经安排付款，请不必理会本函。""",
    ),
}
