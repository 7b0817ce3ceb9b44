"""The forbidden shortcut: money for works chased as if it were wages, found in the words of a template.

The one rule: words are judged before facts are put into them, so a project or a customer may be called
anything. What the law itself names (the account, the deposit and the guarantee for wages) may be named.
"""

from __future__ import annotations

import re
import unicodedata

from .plain_text import clean

# 农民工工资专用账户, 工资保证金, 工资支付担保: institutions of 国令第724号, no claim to wages
INSTITUTIONS = re.compile(
    r"[农農]民工工[资資](?:支付)?(?:专用|專用)?"
    r"(?:[账賬帐帳][户戶]|专户|專戶|保[证證]金|[担擔]保|保函)"
    r"|(?:\bmigrant workers?['’]?s? )?\bwages?(?: payment)?(?: special| dedicated)?"
    r" (?:account|deposit|guarantee|bond)",
    re.IGNORECASE,
)
CHINESE = re.compile(
    r"(?:[农農]?民工|工人)(?:們|们)?的?(?:工[资資钱錢]|薪|[劳勞][务務动動]?[报報]酬|血汗[钱錢])"
    r"|(?:拖欠|欠[付发發]|克扣|[讨討]要|追[讨討索])[^款，。；：,.;:|]{0,8}(?:工[资資]|薪水|薪酬)|[讨討]薪|欠薪|血汗[钱錢]",
)
ENGLISH = re.compile(
    r"\bwages? arrears\b|\barrears (?:of|in) (?:[\w'’]+ ){0,3}wages?\b"
    r"|\b(?:unpaid|overdue|outstanding|owed|withheld) (?:(?:migrant|rural) )?(?:workers?['’]?s? )?wages?\b"
    r"|\b(?:migrant|rural) (?:labou?r|work)(?:ers?)?['’]?s?"
    r" (?:(?:unpaid|overdue|outstanding) )?(?:wages?|pay|salar(?:y|ies))\b"
    r"|\b(?:wages?|salar(?:y|ies)) (?:of|for|to) (?:\w+ ){0,2}(?:migrant|rural)\b",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(r"\{\w+\}")
SHOWN = 30


def wages_named(text: str) -> str:
    """The words of a text that chase money as wages of workers; empty where there are none.

    Rule:   WAG-1: works money is not asked for under the name of wages. Full-width letters, blanks and
            invisible marks between the letters hide nothing.
    Source: domain.md 3, CN-WAGE; 国务院令第724号 art. 52 (以拖欠农民工工资为名讨要工程款).

    >>> wages_named("Pay the wage  arrears of our migrant workers")
    'wage arrears'
    >>> wages_named("请将人工费拨付至农民工工资专用账户")
    ''
    """
    plain = PLACEHOLDER.sub("|", clean(unicodedata.normalize("NFKC", text)))
    spaced = INSTITUTIONS.sub("|", " ".join(plain.split()))
    squeezed = INSTITUTIONS.sub("|", "".join(plain.split()))
    found = CHINESE.search(squeezed) or ENGLISH.search(spaced)
    return found.group()[:SHOWN] if found else ""
