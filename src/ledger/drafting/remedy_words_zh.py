"""The Chinese words of the letters that answer a reason: firm where they must be, never a threat.

The one rule: as in the reminders, a row claims nothing that the ledger does not know, and law is named only
with its source, as something to be confirmed.
"""

from __future__ import annotations

from ..collecting.papers import Paper

ROWS = {
    Paper.GRACE: (
        "关于宽限付款的函",
        """贵司告知目前资金紧张，我司表示理解。截至{as_of}，贵我双方合同（{contract}）项下尚有以下款项未付：
{lines}
我司同意在{wait_until}前暂不就上述{items}合计{total}采取进一步措施。
以上仅为我司的等待安排，不构成延期付款协议：约定的应付日不变，逾期付款利息照常计算并予以保留，我司不放弃任何权利。
请贵司于{reply_by}前书面告知付款日期和金额；目前能够支付的部分，请先行支付。
如款项已经付出，请将付款凭证告知我司核对。""",
    ),
    Paper.PROGRESS_NOTICE: (
        "关于进度超前于付款的函",
        """贵我双方合同（{contract}）的履行进度已超前于付款。截至{as_of}：
{work}
以下款项已过约定付款日，尚未支付：
{lines}
请贵司于{reply_by}前支付以上{items}合计{total}，以便工作按计划进行。
如贵司对进度或金额有不同意见，请在上述日期前书面说明理由，无异议的部分请先行支付。
本函不是停工通知。我司保留合同项下的各项权利，包括主张逾期付款利息的权利。""",
    ),
    Paper.DEMAND: (
        "限期付款函",
        """贵我双方签订的合同（{contract}）项下，以下款项已过约定付款日。截至{as_of}，贵司仍未支付，最早一笔已逾期{overdue}：
{lines}
请贵司于{reply_by}前付清上述{items}合计{total}。如对应付金额有异议，请在该日前书面说明理由并附依据，其余部分请先行支付。
如届时既未收到款项，也未收到贵司的书面答复，我司可能就此征询专业法律意见，并考虑合同约定的争议解决方式，届时不再另行通知。
我司并保留可能享有的暂停履行的权利，依据：{clause}。
上述合计不含逾期付款利息，该利息及其他各项权利我司均予保留。如款项已经付出，请将付款凭证告知我司核对。""",
    ),
    Paper.SUSPENSION: (
        "关于拟暂停履行的通知",
        """我司就贵我双方合同（{contract}）项下以下款项发出的催告已于{demanded_on}送达贵司（送达凭证：{proof}），此后{notice_days}已于{ended_on}届满。上述款项双方无争议，贵司至今未付：
{lines}
事由：以上{items}合计{total}未支付。依据：{clause}。
如贵司未在此之前付清，我司拟自{suspend_on}起暂停履行合同（{contract}）项下的工作。
需移交或采取安全措施的事项：{handover}
款项付清后，我司将在合理时间内恢复履行。我司保留主张逾期付款利息、工期顺延以及停工、复工费用的权利。如款项已经付出，请立即将付款凭证告知我司核对。""",
    ),
    Paper.INQUIRY: (
        "关于付款审批进度的函",
        """贵司告知，合同（{contract}）项下以下款项正在贵司内部审批。截至{as_of}，尚未支付的款项如下：
{lines}
为便于安排，请贵司于{reply_by}前书面告知：
一、审批目前走到哪一步，我司还需补充哪些资料；
二、下一步由谁审批（姓名、职务）；
三、上述{items}合计{total}的付款日期。
如有资料缺失，请列明，我司即时补送。
{law_note}
约定的应付日不变，逾期付款利息我司予以保留。如款项已经付出，请将付款凭证告知我司核对。""",
    ),
    Paper.DIRECT_ANSWER: (
        "关于付款条件的复函",
        """贵司告知，须待收到第三方付款后再支付以下款项。截至{as_of}，合同（{contract}）项下尚未支付的款项如下：
{lines}
与我司签订合同的是贵司。按我司的记录，贵司付款不以第三方付款为条件；贵司如认为有此约定，请指明具体条款。
请贵司于{reply_by}前书面告知上述{items}合计{total}的付款日期。
{law_note}
约定的应付日不变，逾期付款利息我司予以保留。如款项已经付出，请将付款凭证告知我司核对。""",
    ),
    Paper.REASONS: (
        "关于请书面说明异议并先付无争议部分的函",
        """贵司对合同（{contract}）项下款项提出异议。截至{as_of}，有关款项如下：
{lines}
请贵司于{reply_by}前书面告知：有异议的项目和金额、理由，以及计量、检测记录、照片等依据。
按我司记录，其中有争议的金额为{disputed}。
{undisputed}
对有争议的部分，建议双方于{meeting_on}共同查验核对。请告知参加人员及有权决定的人员。
本函不表示我司认可存在质量问题或同意扣减。逾期付款利息及其他各项权利我司予以保留。""",
    ),
}
