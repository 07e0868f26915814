"""Days that a move is measured from: ``since March 3``, ``3일 종가보다``, ``below Friday's close``."""

import re

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
    r"Sep(?:t(?:ember|\.)?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
_BASELINE = re.compile(
    r" ?(?:종가|마감가|주가)[가는] ?\$?[\d.,]+(?:달러|포인트)?(?:였|이었)(?:으니|으므로|으니까)|"
    r"(?:\([^)]{0,14}\))? ?(?:(?:종가|장중|사상)? ?(?:저점|고점|최저점|최고점|최저치|최고치|최고가|최저가|대선|선거|상장) ?)?(?:이후|이래|부터)|"
    r"[^가-힣]{0,3}(?:\([^)]{0,12}\))? ?(?:종가 기준 (?:고점|최고치|최고점|최고가|저점)|종가|거래일|장|마감가|기록|가격|고점|저점|(?:기록|작성|경신|세)한? ?(?:종가 |종가 기준 |사상 |역대 |장중 |전 )*(?:고점|최고치|최고점|최고가)|의? ?(?:전고점|종가 고점|고점)|최고점|최저점|최고가|최저가|최고치|최저치|사상 최고치|전고점)?(?:인 [\d.,만]+달러)? ?(?:보다|대비|비(?= ?\d)|에 비해|과 비교|와 비교|에 견[주줘]|[와과]의 (?:차이|격차|거리)|[와과] 견주|[와과] 견줘|에 비하면|[와과] 비하면|比|보단|에서 [\d]|의 [\d.,만]+(?:달러|포인트)?(?:에서|보다|에 비해))|(?:\([^)]{0,12}\) ?)?(?:의 |에 |엔 |에는 | )?(?:(?:사상 |역대 )?(?:최고 |최저 )?종가(?:인|였던)? ?)?[\d.,만천억조 ]{1,14}(?:달러|포인트)?(?:에서|보다|이던|였던|이었던|짜리| ?대비|[와과] (?:견주|견줘|비교|비하)|에 비[해하])"
)
_EXTREME_OF_KO = re.compile(
    r"(?:\([^)]{0,12}\))? ?(?:에 ?|의 ?)?(?:(?:새로 )?(?:세운|찍은|기록한|작성한|경신한|쓴|갈아치운) )?(?:(?:종가|장중|사상|역대|전|52주|기준|직전|올해) ?){0,3}"
    r"(?:전?고점|정점|저점|최고점|최저점|최고가|최저가|최고치|최저치|종가)(?:\([^)]{0,14}\))? ?"
    r"(?:보다|대비|부터|에 비|에 견|[와과]의 (?:차이|격차|거리)|(?:와|과|하고|이랑|랑) ?(?:비교|견|따지|비하)|에서(?:는|도|만|부터)? ?(?:[\d약무]|따지|보면|계산|치면|반토막|절반|(?:두|세|네|다섯|여섯|일곱|여덟|아홉|열) ?배|(?:반등|회복|하락|상승|급락|급등|내려|빠|떨어|밀|오르|올라|뛰)[가-힣]{0,4} ?\d))"
)
_BASELINE_EN = re.compile(
    r"(?:[Ff]rom|FROM|[Ss]ince|SINCE|short of|shy of|before|[Aa]gainst|[Vv]ersus|vs\.?|[Cc]ompared (?:with|to)|[Rr]elative to|than|over|above|below|beneath|under|off|(?:from|below|above|than)(?: at)? the close (?:on|of))(?: (?:its|the|their|his|a))?(?: (?:(?:record |all-time |closing |intraday |best |worst |highest |lowest )*(?:close|closing price|closing high|level|price|high|peak|low|record)))?(?:,? (?:(?:that )?(?:it|they|the (?:stock|index|shares))(?: had)? )?(?:set|hit|reached|touched|notched|posted|made|struck|seen|marked)| peaking| bottoming| topping out)?(?: (?:on|of|at|back on|set))?(?: last)?\s*$"
    rf"|\b[Ss]ince (?!(?:then|when|trading|the open|the market|markets|{MONTH}|20\d\d|19\d\d)\b)(?:[\w'&-]+ ){{1,9}}(?:back )?on(?: last)?\s*$"
    r"|(?:[Ss]ince|[Ff]rom) (?:hitting|reaching|setting|touching|notching|posting|closing at|peaking at) (?:(?:a|its|an|the|their) )?(?:(?:record|all-time|closing|intraday|fresh|new) )*(?:close|high|peak|low|record)(?: of \$?[\d.,]+)?(?: (?:on|back on))?\s*$"
    r"|(?:[Ff]rom|below|beneath|under|above|off|short of|shy of|versus|against) (?:its|their|the|an?) (?:[\w'-]+ ){0,3}(?:high|low|peak|record|close) (?:of|at) \$?[\d.,]*\d (?:points )?(?:(?:set|hit|reached|touched|notched|recorded|made) )?(?:back )?(?:on|in) (?:last )?$"
    r"|(?:from|below|above|beneath|under|over|off|than) where (?:it|they|the [a-z]+)(?: had)? (?:closed|ended|finished|settled|stood|traded|was|were|began|started)(?: on| at| back on)?(?: last)?\s*$"
)
_OFF_EN = re.compile(
    r"\b(?:[Ff]rom|[Ss]ince|below|above|beneath|under|off|over|than|short of|shy of|versus|against|compared (?:with|to)|\d ?(?:%|percent|per cent) of) (?:(?:its|the|their|that) )?$"
)
_EXTREME_OF_EN = re.compile(
    r"(?:'s)? (?:(?:record|closing|intraday|all-time) )*(?:close|high|peak|low|record|bottom|trough|top)\b"
)
_COMPARED_EN = re.compile(
    r"(?:\b(?:[Aa]gainst|[Vv]ersus|VERSUS|vs\.?|VS\.?|[Cc]ompared (?:with|to)) (?:the |a )?\$?[\d.,]*\d(?:%| points)?|\d (?:at which|where) [\w' ]{2,24}(?:closed|ended|finished|settled|stood))(?: back)? (?:on|ON) $"
)
_OPENING = re.compile(r"(?:'s)? (?:open|opening)\b")


def compared_with(before: str, after: str) -> bool:
    """Tell from the words round a day whether it is one that another is compared with."""
    return bool(
        _BASELINE.match(after)
        or _EXTREME_OF_KO.match(after)
        or (_BASELINE_EN.search(before) and not _OPENING.match(after))
        or _COMPARED_EN.search(before)
        or (_OFF_EN.search(before) and _EXTREME_OF_EN.match(after))
    )
