"""English words of market news."""

from eventstudy.reading.caseless import caseless
from eventstudy.reading.words import Words, abouts, hedges

_UP = (
    r"ros(?:e)|ris(?:e|es|en|ing)|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|soar(?:s|ed|ing)?|surg(?:e|es|ed|ing)|gain(?:s|ed|ing|er)?|"
    r"add(?:s|ed|ing)|advanc(?:e|es|ed|ing)|rall(?:y|ies|ied|ying)|spik(?:e|es|ed|ing)|popp(?:ed|ing)|pops?(?! star| music| culture|-)|leap(?:s|ed|ing|t)?|"
    r"rocket(?:s|ed|ing)?|skyrocket(?:s|ed|ing)?|rebound(?:s|ed|ing)?|recover(?:s|ed|ing|y)?|bounc(?:e|es|ed|ing)|zoom(?:s|ed|ing)|vault(?:s|ed|ing)|"
    r"grew|grow(?:s|n|ing)|swell(?:s|ed|ing)?|swelled|balloon(?:s|ed|ing)|increas(?:e|es|ed|ing)|appreciat(?:ed|ion|es|ing)|outperform(?:ed|ing)?|"
    r"(?:tick(?:s|ed|ing)?|edg(?:e|es|ed|ing)|inch(?:es|ed|ing)?|shot|shoot(?:s|ing)?|mov(?:e|es|ed|ing)|push(?:es|ed|ing)?|nudg(?:ed|es)|crept|creep(?:s|ing)?|trad(?:e|es|ed|ing)|pick(?:s|ed|ing)?|driv(?:e|es|ing)|drove|driven|sen(?:d|ds|t|ding)|bid|head(?:ed|ing|s)|ratchet(?:ed|s)|pil(?:ed|es|ing)|tack(?:ed|s|ing)|lift(?:s|ed|ing)?|boost(?:s|ed|ing)?) (?:up|higher|on|ahead)|"
    r"up(?!-to| to\b|on|\w)|higher|lifted|boosted|(?:lifting|lifts|boosting|boosts|hoist(?:s|ed|ing)|buoy(?:ed|ing))(?= (?:the |shares of )?[A-Z])|green|melt-?up|upside|upswing|uptick|lift-?off|ran up|run-?up|better(?= (?:than (?:a (?:week|month|year) (?:ago|earlier)|where|it)|at \d))|put on|puts on|putting on|catapult(?:s|ed)|revved|storm(?:ed|s|ing)|gallop(?:ed|s|ing)|sprint(?:ed|s|ing)|power(?:ed|s|ing) (?:ahead|higher|up)|charg(?:ed|es|ing) (?:ahead|higher)|march(?:ed|es|ing) (?:higher|up)|plus(?= (?:of )?\d)|plus(?= (?:a|one|two|three|four|five|six|seven|eight|nine|ten|half) (?:\w+ ){0,3}?per ?cent)|notch(?:ed|es) (?:a )?gains?|perk(?:ed|s) up|to the good|in the black|eked out|recoup(?:s|ed|ing)?|regain(?:s|ed|ing)?|reclaim(?:s|ed|ing)?|claw(?:s|ed|ing) back|won back|mad(?:e) up|manag(?:ed|es)(?= (?:(?:just|only|barely|a mere|a gain of|but) )?\d)|firmer|(?<=\d% )stronger|(?<=per cent )stronger|(?<=percent )stronger|explod(?:ed|es|ing)|rip(?:ped|ping)(?: higher)?|return(?:ed|s)(?= (?:about |more than |nearly |almost |over )?\d[\d.]*(?:%| per ?cent))|roar(?:ed|ing)(?: higher)?|moon(?:ed|ing)|ahead(?= (?:by |about |around |nearly |almost |roughly |more than |some |over |as much as |just ){0,3}\d)|ran(?= (?:another |about |almost |nearly |more than )?\d[\d.]* ?(?:%|percent))|g[eo]t(?:s|ting)?(?= \d[\d.]*(?:%| percent)? back\b)|(?:won|win|wins|earned|clawed|took) (?=\d[\d.]*(?:%| percent)? back\b)|(?<=% )ahead(?! of)|(?<=percent )ahead(?! of)|(?<=per cent )ahead(?! of)"
)
_DOWN = (
    r"fell|fall(?:s|en|ing)?|drop(?:s|ped|ping)?|sl(?:id|ide|ides|iding)|s[aiu]nk(?:s|ing|en)?|plung(?:e|es|ed|ing)|tumbl(?:e|es|ed|ing)|plummet(?:s|ed|ing|ted|ting)?|"
    r"los(?:t|es|e|ing|s|ses)|shed(?:s|ding)?|declin(?:e|es|ed|ing)|dip(?:s|ped|ping)?|slip(?:s|ped|ping)?|crater(?:s|ed|ing)?|g(?:ave|ive|ives|iven|iving) (?:up|back)|"
    r"hand(?:s|ed|ing) back|relinquish(?:es|ed|ing)|ced(?:ed|ing)(?= \d)|decreas(?:e|es|ed|ing)|down(?!side|town|load|grade|beat|stream|-|\w)|lower|crash(?:es|ed|ing)?|collaps(?:e|es|ed|ing)|tank(?:s|ed|ing)?|slump(?:s|ed|ing)?|"
    r"retreat(?:s|ed|ing)?|nosediv(?:e|es|ed|ing)|nose-?dived?|nosedove|skid(?:s|ded|ding)?|eas(?:ed|es|ing)|weaken(?:s|ed|ing)?|erod(?:ed|es)|eras(?:e|es|ed|ing|ure)|"
    r"wip(?:e|es|ed|ing)(?: out| off| away)?|wipe-?out|vanish(?:es|ed|ing)?|evaporat(?:e|es|ed|ing)|disappear(?:s|ed|ing)?|destroy(?:s|ed|ing)?|swoon(?:s|ed|ing)?|rout(?:ed)?|sell-?off|s(?:old|ell|ells|elling) off|"
    r"pull(?:s|ed|ing)? back|pullback|back(?:s|ed|ing)? off|shav(?:e|es|ed|ing)|knock(?:s|ed|ing)? (?:off|down)|knock(?:s|ed|ing)?(?= (?:(?:about|nearly|almost|more|than|over|some|another|as|much) ){0,3}[\d$])|t(?:ook|ake|akes|aking)(?= (?:(?:about|nearly|almost|more|than|over|some|another|as|much) ){0,3}\d[\d.]*(?:%| percent) off\b)|dragg(?:ed|ing)(?= (?:the |shares of )?[A-Z])|reced(?:e|es|ed|ing)|tr(?:od|ead) lower|backslid|(?:worst|hardest)[- ]hit|softer(?= (?:by|at|on|for)\b)|(?<=\d% )(?:softer|weaker)|(?<=per cent )(?:softer|weaker)|(?<=percent )(?:softer|weaker)|cheaper(?= (?:by|at|on|than))|hammered|pummeled|battered|crushed|clobbered|walloped|slammed|smoked|"
    r"in the red|dump(?:ed|s|ing)|(?:was|were) hit for|minus(?= \d)|minus(?= (?:a|one|two|three|four|five|six|seven|eight|nine|ten|half) (?:\w+ ){0,3}?per ?cent)|stumbl(?:ed|es|ing)|sagg(?:ed|ing)|sags?|surrender(?:ed|s|ing)|wobbl(?:ed|es)|buckl(?:ed|es|ing)|red(?= )|off(?= (?:by |about |around |nearly |almost |roughly |more than |some |over |just ){0,3}(?:\d|half |an? (?:quarter|third|tenth|fifth)\b|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty)\b))|haircut|drawdown|subtract(?:s|ed|ing)|went(?! (?:past|above|over|through|beyond|green|up(?! in smoke)|public|from|the other|the opposite|on\b|their own|its own|in the))|underperform(?:ed|ing)?|correct(?:ed|ion)|burn(?:ed|t|ing)?|cut|trim(?:s|med|ming)?(?= [\d$])|halv(?:e|ed|ing)|downside|took off|torch(?:ed|es)|incinerat(?:ed|es)|slic(?:ed|es|ing)|slash(?:ed|es|ing)|lopp(?:ed|ing)|lops|chopp(?:ed|ing)|carv(?:ed|ing)|gone|go up in smoke|meltdown|bleed(?:s|ing)?|bled|dent(?:ed)?|drain(?:ed|s|ing)?|nose dive|crack(?:ed|s)|minus(?= of \d)|in the hole|vapori[sz](?:e|es|ed|ing)|free ?fall(?:ing)?|took a(?= )|dove|dive(?:s|d)?|diving|implod(?:ed|es|ing)"
)
_PRICE = r"shares?|stocks?|share price|stock price|ADRs?|American depositary|index|indexes|indices|Composite|average|futures|closed?|closing|traded?|trading|session|bell"

ENGLISH = Words(
    direction=caseless(rf"(?<![\w'-])(?=[A-Za-z])(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?![\w])(?!')"),
    hedge_before=hedges(
        {
            "nearly": r"nearly|almost|close to|just under|a little under|just shy of|not quite|just short of|slightly less than|a shade under|approaching|shy of",
            "at_least": r"at least|no less than|a minimum of|not less than",
            "up_to": r"as much as|up to|as many as|at most as much as|a maximum of|at one point|as low as|as high as|as far as|by as much as|a high of|a low of",
            "more_than": r">|tops|more than|over|above|upwards? of|in excess of|greater than|exceeding|well over|well above|just over|just above|a little over|slightly more than|north of|topping|surpassing|exceeded|topped|surpassed|crossed(?: above)?|past|a touch above|beyond|broke(?: above| through)",
            "at_most": r"no more than|at most|not more than",
            "less_than": r"<|less than|below|under|back under|beneath|south of|fewer than|well below|well under|shy of",
            "about": r"about|around|roughly|approximately|some|circa|an estimated|approx\.?|~|near|ca\.|or so|something like|in the region of|an approximate|in the neighborhood of",
        },
        r"(?:^|[\s(~])(?:{})(?: a| an| the| another| roughly| its| some)?[\s$(]*$",
    ),
    hedge_after=hedges(
        {
            "at_least": r"or (?:more|higher|better)|(?:and|or) (?:up|above)|-plus|plus(?= )|\+",
            "more_than": r"plus drop",
            "at_most": r"or (?:less|lower|under)",
            "about": r"or so|or thereabouts|-ish|ish\b|give or take|roughly",
        },
        r"\s?(?:{})",
    ),
    bases=caseless(
        r"(?<![A-Za-z])(?=[A-Za-z])(?:"
        r"(?P<premarket>pre-?market|pre-cash|premkt|pre-mkt|before the (?:opening |market |New York )?(?:bell|open)|ahead of the (?:opening |market |New York )?(?:bell|open)|pre-?bell|before (?:the )?(?:market|markets|U\.S\. markets) open|(?:before|ahead of) (?:mon|tues|wednes|thurs|fri)day's open(?:ing)?|premarket|overnight trading|before trading (?:began|begins|opened))"
        r"|(?P<afterhours>after-?hours|(?<=% )ah\b|after hours|extended trading|extended session|extended-hours|extended hours|(?<=\d% )late(?=[.,;])|(?<=percent )late(?=[.,;])|post-?market|aftermarket|late trading|postmarket|after-market|after the (?:closing )?bell trading|(?:(?<=\d% )|(?<=percent )|(?<=points ))after the (?:closing )?bell|after the (?:closing )?bell,? (?=(?:it|they|the stock|the shares|shares|[A-Z]\w+ (?:fell|rose|dropped|jumped|was|were|slid|lost|gained|shed|slipped|sank))\b))"
        r"|(?P<intraday>mid-?day|for (?:a few|several|a couple of|some|two|three) (?:hours|minutes)\b|for (?:an hour|a moment|much of the (?:day|session|morning|afternoon))|a morning (?:in which|when|that)\b|at (?:9:[3-5]\d|1[0-5]:[0-5]\d)(?! ?[ap]\.?m)|session's (?:trough|low|high|peak|worst|nadir)|at (?:its |their |the )?(?:trough|nadir|lowest|top)\b(?! (?:close|closing|level|price|in|since)\b)|at (?:worst|best|most)\b|\b(?:a |the )?(?<!week )(?<!time )(?<!record )(?<!closing )(?<!year )(?<!month )(?:low|high) of|(?<!where it )(?<!where they )peaked|(?<!where it )(?<!where they )bottomed|troughed|(?:at|by|before|around|as of|until) (?:9[:.][3-5]\d|1[01](?:[:.]\d\d)?) ?a\.?m\b|(?:at|by|before|around|as of|until) (?:12|[123])(?:[:.]\d\d)? ?p\.?m\b|in the (?:morning|afternoon)|that (?:same )?(?:morning|afternoon)|before lunch|had been (?:up|down)|intra-?day|mid-?morning|(?:in |during )?early(?: [A-Z][a-z]+)? (?:trading|trade|deals|dealings)|(?:in |during )?(?:morning|afternoon)(?: [A-Z][a-z]+)? (?:trading|trade)|at one point|session lows?|session highs?|day's (?:low|high)|at (?:its|their|the) (?:low|lows|high|highs|worst|peak|session low|session high|intraday low)\b|briefly|during the session|earlier in the (?:session|day)|low of the (?:day|session)|high of the (?:day|session)|minutes after|shortly after the (?:open|bell)|in the first (?:hour|minutes)|noon|so far today|(?<=high )so far\b(?! this)|(?<=low )so far\b(?! this)|before paring|before recovering|before trimming|(?:is|are|was|were) trading|this (?:morning|afternoon)|mid-session|midsession|mid-afternoon)"
        r"|(?P<open>at the open(?:ing)?\b(?: bell)?|opened|opens?(?= (?:(?:about|nearly|almost|some) )?(?:at|up|down|higher|lower|above|below|with|\d[\d.]*(?:%| per ?cent)))|gap(?:ped|s) (?:up|down|higher|lower)|(?:began|started|starts|begins) (?:the |its )?(?:day|session|trading)|opening (?:price|level)|at the opening|open(?:s|ed) at|on the open(?:ing)?\b)"
        r"|(?P<close>clos(?:e(?![a-z]| to (?:an?|the|its|half|\d|\$))|ed|es(?!t)|ing)|finish(?:ed|es|ing)?|ended|ending|ends?(?= (?:up|down|higher|lower|flat|at)\b)|settl(?:ed|es|ing)|at the close|the session's end|end of (?:the )?(?:day|session|trading)|by the (?:close|end|bell)|closing bell|by (?:the )?evening|by day's end|wrapped up|went out(?= (?:at|up|down|on|near)\b)|went home(?= (?:at|up|down)\b)|final bell|regular (?:session|trading|hours)|(?:its|their|the) worst (?:day|session)|(?:its|their|the) best (?:day|session)))",
    ),
    about=abouts(
        {
            "revenue or earnings": r"revenues?|sales|earnings|profits?|net income|income|margins?|EPS|bookings|backlog|billings|guidance|outlook|cash flow|operating|orders|turnover|ARR|subscription|data[- ]cent(?:er|re)s?(?= (?:was |were |is )?(?:up|down|grew|rose|fell|jumped|surged) ?$)|growth(?= (?:at|in|of|for|from) (?!(?:the |its )?(?:shares?|stock|value)))|data[- ]cent(?:er|re) (?:revenue|sales|business|segment|unit)|(?:cloud|reportable|operating|business|gaming|services) (?:segment|division)|(?:business )?(?:units?|segments?|divisions?)|(?:its|the company's|whose|their) (?:[\w-]+ ){1,3}(?:business|arm|operations?|franchise)|midpoint|top line|bottom line|cloud (?:revenue|business|growth|unit)|cloud(?= [-+]?\d| ?$)|Azure|AWS|advertising|ad (?:revenue|sales)|gross|EBITDA|RPO|performance obligations?|dividends?|buyback|repurchase",
            "spending": r"capex|capital (?:expenditures?|spending)|spending|investments?|budget|costs?|expenses?|charges?|contracts?|deals?|funding|raise|raised|salary|fine|penalty|fees?|prices? of|(?:snack|list|sticker|menu|ticket|drug|vehicle|car|subscription|consumer|retail|selling|house|home) prices?|(?:cut|rais|lower|hik|slash|increas)\w* (?:its |their |the )?(?:[\w'-]+ ){0,3}prices?|bond|debt|loan|financing|royalt(?:y|ies)|tariffs?|duties|tax(?:es)?|levy|subsid(?:y|ies)",
            "economy": r"inflation|target range|policy rate|consumer prices|producer prices|CPI|PCE|PPI|PMI|ISM|retail sales|m/m|GDP|unemployment|jobless|payrolls|interest rates?|rates?|yields?|mortgage|economy|growth rate|basis|odds|chance|probability|likelihood|recession",
            "users or shares of something": r"market share|short interest|of (?:the |its )?float|share of|stake|ownership|owns|own|users?|subscribers?|customers?|workforce|staff|employees|headcount|jobs|students?|respondents|adoption|of (?:the |our )?(?:assets|fund|portfolio|sales|turnover|GDP|votes|total|global|world|(?:company's|firm's|chipmaker's|its)(?! (?:stock market |market |equity )?(?:value|worth|gains|losses|capitali[sz]ation|cap))|all(?! days| times| things| places| people)|US|U\.S\.|those|new|voters|analysts|transactions|ATM|code|workers|people|tasks|respondents|Americans|CIOs|CEOs|CFOs|executives|managers|developers|companies|businesses|firms|households|consumers|investors|economists|traders|retailers|employers|patients|adults)|exposure|weight(?:ing)?|accounted for|accounts for|makes? up|made up|capacity|volume|unit sales|shipments?|deliveries|production|supply|demand|power|electricity|energy use",
            "model score": r"accuracy|benchmark score|MMLU|score[sd]?|scoring|tokens?|parameters|efficiency|performance (?:gain|boost|improvement)|faster|cheaper|hallucinat\w*|training|inference|discount|utili[sz]ation|coding|AIME|SWE-bench",
            "a change on the year before": r"y/y|yoy|year[- ](?:over|on)[- ]year|from a year (?:ago|earlier)|than a year (?:ago|earlier)|a year (?:ago|earlier)|sequentially|quarter[- ](?:over|on)[- ]quarter|q/q",
            "valuation multiple": r"(?:price|median|average|mean|consensus|year-end) targets?|moving averages?|times (?:forward |expected |projected )?(?:earnings|sales)|multiple|P/E|price-to-earnings|premium|upside|downside risk",
        },
        r"\b(?=[a-z])(?:{})",
    ),
    price=caseless(rf"\b(?:{_PRICE})\b"),
    cap=caseless(
        r"(?=[mvwcsp])(?:market[- ](?:value|cap(?:itali[sz]ation)?|worth)|\bvaluation\b|\bvalued\b|\bworth\b|\bvalue\b|\bcapitali[sz]ation\b|\bmkt cap\b|\bcap\b|shareholder (?:value|wealth)|market\b(?= value)|\bpaper (?:wealth|losses)|stock market value)",
    ),
    target=caseless(
        r"\b(?=[a-z])(?:(?:price[- ])?targets?|price objective|PT\b|fair value|raised (?:its|his|their) price|estimates?|\bconsensus\b|\bEPS\b|per[- ]share (?:earnings|profit)|earnings (?:of|per share)|earned|dividend|\ba (?:barrel|ounce|month|year|token|ton|gallon|pound|coin|piece|unit)\b|\ban (?:ounce|hour)\b|per (?:barrel|ounce|month|year|token|million|ton|user|seat|hour|unit)|exercise price|strike|IPO price|priced (?:its|the|their) (?:\w+ )?(?:IPO|offering|shares)|went public|going public|floated|offering price|priced at|subscription|million shares|shares at \$|warrants?|net worth|fortune|salary|bonus|fine|bounty)",
    ),
    modal=caseless(
        r"\b(?:could|may|might|will|should|expects?|expected to|forecasts?|predicts?|projects?|projected|implied|implies|pricing in|priced in|likely to|poised to|set to|on track to|on course to|potential(?:ly)?|if\b.{0,40}\bwere to|risk(?:s|ing)?|can|would need to|estimates?|anticipat\w+|scenario|target(?:s|ing)?|aim(?:s|ing)?|assum\w+|warn\w* (?:of|that)|unless|hypothetical\w*|options (?:market|traders|imply)|circuit breaker|threshold|trigger(?:s|ed)? (?:a|when|if)|whenever|every time|typically|on average|historically|limit order|stop[- ]loss|hedge against)\b",
    ),
    together=caseless(
        r"\b(?:all (?:of (?:the )?)?|across the board|every one of|in unison|in tandem|both|alike|without exception|together|too)\b",
    ),
    record=caseless(
        r"(?=[mbwlshfar5])(?:(?P<since>(?:most|best|worst|biggest|largest|steepest|sharpest|highest|lowest|fastest) since [^.;,]{0,30})|(?P<low>52-week low|(?:lowest|worst|biggest (?:drop|fall|decline|loss|one-day)[\w\s-]{0,30}|largest (?:drop|fall|decline|loss|one-day)[\w\s-]{0,30}|steepest|sharpest (?:drop|fall|decline))[\w\s'-]{0,30}? (?:since|in (?:over |more than |nearly |almost |at least )?(?:\d+|a|two|three|four|five|ten|several)[\w\s-]{0,10}(?:years?|months?|weeks?|decades?)|ever|on record|in history)[^.;,]{0,30})"
        r"|(?P<high>all-time high|record (?:high|close|closing high|intraday high)|52-week high|(?:highest|best|biggest|largest)[\w\s'-]{0,40}? (?:since|in (?:over |more than |nearly |almost |at least )?(?:\d+|a|two|three|four|five|ten|several)[\w\s-]{0,10}(?:years?|months?|weeks?|decades?)|ever|on record|in history)[^.;,]{0,30}))",
    ),
    announced=caseless(
        r"\b(?:announc\w+|releas\w+|unveil\w+|launch\w+|report(?:ed|s)|publish\w+|debut\w*|present(?:ed|s)|disclos\w+|said|introduc\w+)\b",
    ),
)
