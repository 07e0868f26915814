"""Korean for what the tool words in English: names of indices, sources, reasons."""

import re

INDEX_NAMES = {
    "Nasdaq Composite": "나스닥 종합지수",
    "Nasdaq 100": "나스닥 100",
    "Dow Jones Industrial Average": "다우존스 산업평균지수",
    "Russell 2000": "러셀 2000",
    "PHLX Semiconductor Index": "필라델피아 반도체지수",
    "KOSPI": "코스피",
    "KOSDAQ": "코스닥",
    "Nikkei 225": "닛케이 225",
    "Hang Seng Index": "항셍지수",
}

DAYS_OFF = {
    "weekend": "주말",
    "closed": "휴장",
    "New Year's Day": "새해 첫날",
    "Dr. Martin Luther King Jr. Day": "마틴 루서 킹의 날",
    "President's Day": "대통령의 날",
    "Good Friday": "성금요일",
    "Memorial Day": "미국 현충일",
    "Juneteenth National Independence Day": "노예해방기념일",
    "July 4th": "미국 독립기념일",
    "Labor Day": "노동절",
    "Thanksgiving": "추수감사절",
    "Christmas": "성탄절",
}

# what the article reader says of a record that it proposes
PROPOSED = {
    "unknown outlet": "매체 미상",
    "given by the user": "사용자가 준 날짜",
    "a count or a date": "수량이나 날짜",
    "an amount of money": "금액",
    "revenue or earnings": "매출이나 이익",
    "a commodity, currency or bond": "원자재·통화·채권",
    "economy": "경제 지표",
    "a share or index outside the United States: not checked": "미국 밖의 주식이나 지수: 확인하지 않음",
    "other currency": "다른 통화",
    "spending": "지출",
    "percentage points": "퍼센트포인트",
    "another index": "다른 지수",
    "multiple": "배수",
    "a cryptocurrency": "가상자산",
    "users or shares of something": "이용자나 비중",
    "a forecast or condition": "전망이나 조건",
    "valuation multiple": "주가 배수",
    "a group of shares, not one": "한 종목이 아닌 묶음",
    "model score": "모델 점수",
    "a company without shares": "상장하지 않은 회사",
    "a target or forecast": "목표나 전망",
    "a change against a month or a year before": "한 달 전이나 한 해 전과의 비교",
    "a change on the year before": "한 해 전과의 비교",
    "a line of a chart": "차트의 선",
    "moves counted, not told": "횟수를 센 등락",
    "a price of another day": "다른 날의 가격",
    "a move up to another day": "다른 날까지의 등락",
    "growth of a business": "사업의 성장",
    "a definition": "정의",
    "the value of a group of shares": "여러 종목의 시가총액",
}

_FORMS = (
    (r"date line of the text: (.+)", r"글의 날짜줄: \1"),
    (r"the first full date in the text: (.+)", r"글에 처음 나온 날짜: \1"),
    (r"the address of the page: (.+)", r"주소에 적힌 날짜: \1"),
    (r"metadata of the page: (.+)", r"페이지의 메타데이터: \1"),
    (
        r"(.+): (\d{4}-\d\d-\d\d): the close moved (.+), from (\S+) to (\S+), and no split is known",
        r"\1: \2 종가가 \4에서 \5로 \3 움직였는데 알려진 액면분할이 없다",
    ),
    (r"provided by the user \((.+)\)", r"이용자 제공(\1)"),
    (r"Yahoo Finance, through yfinance", "Yahoo Finance(yfinance로 내려받음)"),
    (
        r"Yahoo's terms: for personal use; this tool is not affiliated with Yahoo",
        "야후 약관에 따라 개인 용도로만; 이 도구는 야후와 관계가 없다",
    ),
    (r"quoted in (\S+), dated in (\S+)", r"\1 시세, \2 현지 날짜"),
    (r"defined for the event day alone, window \[0, 0\]", "사건일 하루, 구간 [0, 0]에만 쓴다"),
    (r"not yet known; needs the session of (\S+)", r"아직 알 수 없다; \1 거래일이 지나야 한다"),
    (r"not yet known; needs later sessions", "아직 알 수 없다; 뒤의 거래일이 지나야 한다"),
    (
        r"the estimation window holds no complete stretch of (\d+) sessions to compare with",
        r"추정 기간에 견줄 만한 온전한 \1거래일 구간이 없다",
    ),
    (
        r"only (\d+) earlier sessions have the same windows inside the data; a rank p needs at "
        r"least (\d+)\. A longer price history would give them",
        r"같은 기간이 자료 안에 드는 이전 거래일이 \1일뿐이다. 순위 p에는 적어도 \2일이 필요하다. 더 긴 "
        r"가격 자료가 있으면 된다",
    ),
    (
        r"one case; this test needs at least (\d+)",
        r"사례가 하나다; 이 검정에는 적어도 \1건이 필요하다",
    ),
    (
        r"(\d+) cases; this test needs at least (\d+)",
        r"사례 \1건; 이 검정에는 적어도 \2건이 필요하다",
    ),
    (
        r"(\d+) clusters of cases with shared sessions; this test needs at least (\d+)",
        r"거래일을 공유하는 사례 묶음이 \1개다; 이 검정에는 적어도 \2개가 필요하다",
    ),
    (r"the statistic is not defined for these cases", "이 사례들에서는 통계량이 정의되지 않는다"),
    (r"every CAR is zero", "모든 CAR이 0이다"),
    (
        r"a return over several sessions crosses the edge of this window",
        "여러 거래일에 걸친 수익률이 이 구간의 경계에 걸친다",
    ),
    (
        r"a return of the window covers several sessions",
        "구간의 한 수익률이 여러 거래일에 걸친다",
    ),
    (
        r"(.+): no adjusted close; returns are from closes, without dividends",
        r"\1: 수정 종가가 없다. 수익률은 배당을 뺀 종가로 계산했다",
    ),
)
FORMS = tuple((re.compile(form), korean) for form, korean in _FORMS)


def told(text: str) -> str:
    """Return the Korean of a text that the tool worded, or the text where none is known."""
    if text in DAYS_OFF or text in PROPOSED:
        return DAYS_OFF.get(text) or PROPOSED[text]
    for form, korean in FORMS:
        found = form.fullmatch(text)
        if found:
            return found.expand(korean)
    return text
