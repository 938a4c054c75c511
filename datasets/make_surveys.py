"""Draws the three made-up surveys: victimisation-survey, child-survey, enterprise-survey.

    python3 datasets/make_surveys.py            # writes the data.sav and data.dta beside it
    python3 datasets/make_surveys.py describe   # prints the tables of the SOURCE.md files

Answers are drawn with the standard library alone, from random.Random(seed).random(), which
is the same in every version of Python. PSPP 1.6.2 (the command pspp) writes the SPSS
files, pandas 1.5.3 the Stata file; `describe` needs neither. True values are those of a
large population drawn by the same rules, before don't know and refused.
"""
import math
import pathlib
import random
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


# ---- draws ----

class Draw:
    def __init__(self, seed):
        self.uniform = random.Random(seed).random

    def chance(self, p, *shifts):
        """True with probability p, shifted on the scale of log odds."""
        return self.uniform() < 1 / (1 + math.exp(-math.log(p / (1 - p)) - sum(shifts)))

    def normal(self):
        return sum(self.uniform() for _ in range(12)) - 6

    def choose(self, *shares):
        """A place from 1, with probability in proportion to its share."""
        left = self.uniform() * sum(shares)
        for place, share in enumerate(shares, 1):
            left -= share
            if left < 0:
                return place
        return len(shares)

    def between(self, low, high):
        return low + int(self.uniform() * (high - low + 1))


def level(x, *cuts):
    """In which of the intervals between the cuts x is, from 1."""
    return 1 + sum(x > cut for cut in cuts)


def yes_no(truth):
    return 1 if truth else 2


# ---- questionnaires: name, question, codes; codes of "" are numbers ----

def codes(text):
    return {int(c.split(" ", 1)[0]): c.split(" ", 1)[1] for c in text.split("; ")} if text else {}


DK = "; 98 Don't know; 99 Refused"
YES = "1 Yes; 2 No" + DK
REPORTED = "1 Yes; 2 No; 3 Somebody else" + DK
SAFE = "1 Very safe; 2 Fairly safe; 3 A bit unsafe; 4 Very unsafe"
AGREE = ("1 Strongly disagree; 2 Tend to disagree; 3 Tend to agree; 4 Strongly agree; "
         "97 Not applicable" + DK)
AGREE_REVERSED = ("1 Strongly agree; 2 Tend to agree; 3 Tend to disagree; 4 Strongly disagree; "
                  "97 Not applicable" + DK)
SATISFIED = ("1 Very dissatisfied; 2 Rather dissatisfied; 3 Rather satisfied; 4 Very satisfied"
             + DK)
EXTENT = "1 Not at all; 2 Very little; 3 Some; 4 A lot; 5 A great deal" + DK
REASON = ("1 Problem not important enough; 2 Easy to resolve; 3 Solved it with the other party; "
          "4 Did not need it; 5 Did not know where to go; 6 Too far; 7 Too expensive; 8 Afraid; "
          "9 No trust; 10 Other side more powerful; 11 Other" + DK)
PLACE = ("1 Street or public place; 2 Public transport; 3 Work, school or university; 4 Home; "
         "5 Online or by telephone" + DK)
REGIONS = ["Capital", "North", "East", "South", "West"]
REGION = "; ".join(f"{i} {name}" for i, name in enumerate(REGIONS, 1))
STRATUM = "; ".join(f"{10 * i + j} {name}, {area}" for i, name in enumerate(REGIONS, 1)
                    for j, area in ((1, "urban"), (2, "rural")))
HOUSEHOLD = [
    ("region", "Region", REGION),
    ("urban", "Urban or rural", "1 Urban; 2 Rural"),
    ("quintile", "Income of the household, quintile (Q1 poorest, Q5 richest)",
     "1 Q1; 2 Q2; 3 Q3; 4 Q4; 5 Q5"),
]
CRIMES = ["physical assault", "robbery", "sexual violence", "psychological violence"]
MECHANISMS = ["a lawyer or a mediator", "a community or religious leader", "a court or tribunal",
              "the police", "a government office", "another formal complaint procedure"]
SERVICES = ["a primary healthcare facility", "a public primary school",
            "a public secondary school", "a government office for identity documents"]
SCHOOL = ["The school can be reached easily", "Expenses are affordable",
          "Facilities are in good condition", "All children are treated equally",
          "Teaching is of good quality"]
ATTRIBUTES = [
    ["It was easy to get there", "Expenses were affordable", "Facilities were in good condition",
     "All people are treated equally", "Staff was courteous"], SCHOOL, SCHOOL,
    ["It was easy to get there", "Fees were affordable", "The process was easy",
     "All people are treated equally", "It was done in reasonable time"]]
OFFICIALS = ["police officers", "doctors or nurses", "judges or prosecutors",
             "officials of the land office"]
GROUNDS = ["sex", "age", "disability or health", "ethnicity, colour or language",
           "migration status", "socio-economic status", "place of residence", "religion",
           "marital or family status", "sexual orientation or gender identity",
           "political opinion", "something else"]
HARASSMENT = ["Unwelcome sexual comments or jokes", "Unwelcome requests for sex or dates",
              "Sexual pictures or messages, unwelcome", "Unwelcome touching or following, sexual",
              "Threatened in person", "Followed or waited for", "Insulted or shouted at in public",
              "Pushed or blocked on purpose, without injury"]

ADULTS = [
    ("stratum", "Stratum: region by urban or rural", STRATUM),
    ("psu", "Primary sampling unit (enumeration area)", ""),
    ("weight", "Weight of the adult, with non-response and calibration", ""),
    *HOUSEHOLD[:2],
    ("sex", "Sex", "1 Male; 2 Female"),
    ("age", "Age in completed years", ""),
    ("education", "Highest education", "1 Primary or less; 2 Lower secondary; "
     "3 Upper secondary; 4 Tertiary"),
    HOUSEHOLD[2],
    ("disability", "Disability (Washington Group, short set)",
     "1 With disability; 2 Without disability"),
    ("citizenship", "Citizenship", "1 National; 2 Foreign"),
    ("migration", "Country of birth", "1 Born in the country; 2 Born abroad"),
    ("ethnicity", "Ethnic group", "1 Group A; 2 Group B; 3 Group C"),
    *[row for i, crime in enumerate(CRIMES) for row in (
        (f"q{101 + 2 * i}", f"Victim of {crime}, last 12 months", YES),
        (f"q{102 + 2 * i}", f"Last incident of {crime} reported to an authority", REPORTED))],
    ("q201", "Walking alone after dark in your area: how safe do you feel?",
     SAFE + "; 5 Never goes out" + DK),
    ("q202", "How safe would you feel? (who never goes out)", SAFE + DK),
    ("q301", "Had a dispute, last two years", YES),
    *[(f"q{302 + i}", f"Most recent dispute: went to {m}", YES) for i, m in enumerate(MECHANISMS)],
    ("q308", "Why to nobody?", REASON),
    *[row for s, service in enumerate(SERVICES) for row in (
        (f"q{401 + 10 * s}", f"Used {service}, last 12 months", YES),
        *[(f"q{402 + 10 * s + k}", f"{text} (last time, {service})",
           AGREE_REVERSED if s == 3 else AGREE) for k, text in enumerate(ATTRIBUTES[s])],
        (f"q{407 + 10 * s}", f"Satisfied overall with {service}, last time", SATISFIED))],
    ("q501", "Contact with a public official, last 12 months", YES),
    ("q502", "Paid a bribe to a public official, last 12 months", YES),
    ("q503", "Was asked for a bribe by a public official, last 12 months", YES),
    *[row for t, official in enumerate(OFFICIALS) for row in (
        (f"q{511 + 10 * t}", f"Contact with {official}", YES),
        (f"q{512 + 10 * t}", f"Paid a bribe to {official}", YES),
        (f"q{513 + 10 * t}", f"Was asked for a bribe by {official}", YES))],
    ("q601", "Felt discriminated against or harassed on any ground, last five years", YES),
    *[(f"q{602 + g}", f"Discriminated against or harassed, last 12 months: {ground}", YES)
      for g, ground in enumerate(GROUNDS)],
    ("q701", "How much does the political system let people like you have a say?", EXTENT),
    ("q702", "How much does the political system let people like you influence politics?", EXTENT),
    ("q801", "Ever had a husband or partner", YES),
    ("q802", "Physical violence by a husband or partner, last 12 months", YES),
    ("q803", "Sexual violence by a husband or partner, last 12 months", YES),
    ("q804", "Psychological violence by a husband or partner, last 12 months", YES),
    ("q805", "Sexual violence by somebody other than a partner, last 12 months", YES),
    *[(f"q{806 + i}", f"Sexual violence by somebody other than a partner: {place}", YES)
      for i, place in enumerate(["at home", "in public or in transport", "at work or school"])],
    *[(f"q{901 + i}", f"{item}, last 12 months", YES) for i, item in enumerate(HARASSMENT)],
    ("q909", "Place of the latest harassment", PLACE),
    ("q1001", "Ever experienced sexual violence", YES),
    ("q1002", "Age at the first time", "98 Don't know; 99 Refused"),
]

CHILD_YES = "1 Yes; 2 No; 8 Don't know; 9 Refused"
DISCIPLINE = ["Shouted, yelled or screamed", "Called the child dumb, lazy or the like",
              "Shook the child", "Hit on the bottom with the bare hand",
              "Hit with a belt, brush, stick or other hard object",
              "Hit or slapped on the face, head or ears",
              "Hit or slapped on the hand, arm or leg", "Beat up, over and over"]
CHILDREN = [
    ("stratum", "Stratum: region by urban or rural", STRATUM),
    ("psu", "Primary sampling unit (enumeration area)", ""),
    ("weight", "Weight of the child, with the selection of one child", ""),
    *HOUSEHOLD,
    ("sex", "Sex of the child", "1 Male; 2 Female"),
    ("age", "Age in completed years", ""),
    ("age_months", "Age in completed months (children under 5)", ""),
    ("b1", "Has the child a birth certificate? May I see it? (under 5)",
     "1 Yes, seen; 2 Yes, not seen; 3 No; 8 Don't know; 9 Refused"),
    ("b2", "Was the birth registered? (under 5, no certificate)", CHILD_YES),
    *[(f"d{1 + i}", f"{item}, last month (ages 1 to 14)", CHILD_YES)
      for i, item in enumerate(DISCIPLINE)],
]

FIRM_YES = "-9 Don't know; -8 Refused; 1 Yes; 2 No"
SIZES = ["Small, 5 to 19", "Medium, 20 to 99", "Large, 100 and more"]
SECTORS = ["Manufacturing", "Construction", "Trade", "Other services"]
DEALINGS = [("c3", "c5", "an electrical connection"), ("c12", "c14", "a water connection"),
            ("g2", "g4", "a construction permit"), ("j10", "j12", "an import licence"),
            ("j13", "j15", "an operating licence"),
            ("j3", "j5", "a tax inspection or meeting")]
FIRMS = [
    ("stratum", "Stratum: size by sector", "; ".join(
        f"{10 * i + j} {size}: {sector}" for i, size in enumerate(SIZES, 1)
        for j, sector in enumerate(SECTORS, 1))),
    ("frame", "Firms of the stratum in the frame", ""),
    ("weight", "Weight of the firm", ""),
    ("size", "Size by employees", "; ".join(f"{i} {s}" for i, s in enumerate(SIZES, 1))),
    ("sector", "Sector", "; ".join(f"{i} {s}" for i, s in enumerate(SECTORS, 1))),
    ("region", "Region", REGION),
    ("manager_sex", "Sex of the top manager", "1 Male; 2 Female"),
    ("exporter", "Exports 10 per cent of sales or more", "1 Yes; 2 No"),
    *[row for dealt, asked, what in DEALINGS for row in (
        (dealt, f"Dealt with officials for {what}, last 12 months", FIRM_YES),
        (asked, f"Gift or informal payment expected or requested: {what}", FIRM_YES))],
]

# ---- routing: a question is asked where another one has one of these answers ----

ROUTES = {
    **{f"q{102 + 2 * i}": ("q%d" % (101 + 2 * i), (1,)) for i in range(4)},
    "q202": ("q201", (5,)),
    **{f"q{q}": ("q301", (1,)) for q in range(302, 309)},
    **{f"q{402 + 10 * s + k}": (f"q{401 + 10 * s}", (1,)) for s in range(4) for k in range(6)},
    "q502": ("q501", (1,)), "q503": ("q501", (1,)),
    **{f"q{511 + 10 * t}": ("q501", (1,)) for t in range(4)},
    **{f"q{511 + 10 * t + k}": (f"q{511 + 10 * t}", (1,)) for t in range(4) for k in (1, 2)},
    **{f"q{602 + g}": ("q601", (1,)) for g in range(12)},
    **{q: ("q801", (1,)) for q in ("q802", "q803", "q804")},
    "q1002": ("q1001", (1,)),
    "b2": ("b1", (3, 8)),
    **{asked: (dealt, (1,)) for dealt, asked, _ in DEALINGS},
}


def route(row):
    """Blanks what is not asked."""
    for question, (gate, answers) in ROUTES.items():
        if question in row and row[gate] not in answers:
            row[question] = None
    if row.get("q308") and 1 in (row[f"q{q}"] for q in range(302, 308)):
        row["q308"] = None
    if "q806" in row and row["q805"] != 1: # the office fills in what follows from q805
        for question in ("q806", "q807", "q808"):
            row[question] = row["q805"]
    if "q909" in row and 1 not in (row[f"q{q}"] for q in range(901, 909)):
        row["q909"] = None
    return row


# don't know and refused by the beginning of the question, the longest that fits
SILENCE = {
    "q1": (.012, .012), "q2": (.012, .004), "q3": (.008, .006), "q308": (.05, .02),
    "q4": (.02, .004), "q5": (.008, .014), "q6": (.01, .006), "q7": (.05, .01),
    "q8": (.005, .025), "q801": (.001, .008), "q9": (.006, .012), "q1001": (.01, .03),
    "q1002": (.08, .03)}


def silence(question, reluctance, draw):
    """98, 99 or None: an answer. Reluctance is 1 on average."""
    for size in range(len(question), 1, -1):
        if question[:size] in SILENCE:
            unknown, refused = (reluctance * p for p in SILENCE[question[:size]])
            u = draw.uniform()
            return 98 if u < unknown else 99 if u < unknown + refused else None
    return None


# ---- the victimisation and corruption survey ----

# adults, urban and rural, and sampled areas
ADULT_STRATA = [
    (11, 2_600_000, 24), (12, 300_000, 8), (21, 900_000, 14), (22, 1_400_000, 17),
    (31, 800_000, 13), (32, 1_100_000, 15), (41, 1_100_000, 15), (42, 1_500_000, 17),
    (51, 1_000_000, 13), (52, 1_300_000, 14)]
WOMEN = .515
AGES = [(16, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 79), (80, 92)]


def area_effects(draw):
    names = "crime fear bribes services ethnic dispute size".split()
    return {name: draw.normal() for name in names}


def adult_of(draw, stratum, area):
    """One adult, chosen at random, of a household: with `adults`, how many it has."""
    urban = stratum % 10 == 1
    adults = draw.choose(.22, .48, .18, .09, .03)
    shares = ((.07, .16, .13, .13, .16, .25, .10) if adults == 1 else
              (.15, .19, .18, .16, .14, .14, .04) if adults == 2 else
              (.28, .20, .16, .17, .12, .06, .01))
    age = draw.between(*AGES[draw.choose(*shares) - 1])
    female = draw.chance(WOMEN)
    education = level(draw.normal() + .5 * urban - .02 * (age - 45), -.9, -.1, 1.1)
    education = min(education, 2 if age < 18 else 3 if age < 21 else 4)
    wealth = draw.normal() + .5 * (education - 2.4) + .4 * urban
    abroad = draw.chance(.14 if stratum < 20 else .05)
    return {
        "adults": adults, "region": stratum // 10, "urban": yes_no(urban), "stratum": stratum,
        "sex": 2 if female else 1, "age": age, "education": education,
        "quintile": level(wealth, -.72, -.05, .51, 1.18),
        "disability": yes_no(draw.chance(.07, .045 * (age - 45))),
        "citizenship": 2 if draw.chance(.55 if abroad else .004) else 1,
        "migration": 2 if abroad else 1,
        "ethnicity": 1 + draw.chance(.14, 1.2 * area["ethnic"], .6 * (stratum // 10 == 2))
        if draw.chance(.94) else 3}


def crimes(a, p, area, frailty, draw):
    """Modules 1, 8, 9 and 10: violence."""
    female, young, poor = p["sex"] == 2, p["age"] < 30, p["quintile"] <= 2
    old = -.9 * (p["age"] >= 60)
    common = .5 * area["crime"] + .9 * frailty + .5 * young + old
    stranger = draw.chance(.011, common)
    for q, place in (("q806", .25), ("q807", .5), ("q808", .35)):
        a[q] = yes_no(stranger and draw.chance(place))
    partnered = draw.chance(.45 if p["age"] < 25 else .93)
    strife = .9 * frailty + .35 * poor + .3 * young + old + .2 * area["crime"]
    a["q801"] = yes_no(partnered)
    partner = {q: partnered and draw.chance(odds, strife) for q, odds in
               (("q802", .026), ("q803", .012), ("q804", .065))}
    partner["q802"] |= partner["q803"] and draw.chance(.4)
    partner["q804"] |= partner["q802"] and draw.chance(.7)
    a.update({q: yes_no(truth) for q, truth in partner.items()}, q805=yes_no(stranger))
    sexual = draw.chance(.7) if female and (stranger or partner["q803"]) else \
        draw.chance(.005, common)
    happened = [draw.chance(.026, common, .25 * (not female), female and 1.2 * partner["q802"]),
                draw.chance(.015, common, .3 * (p["urban"] == 1)), sexual,
                draw.chance(.06, .7 * frailty, .3 * female, .4 * young)]
    for i, (victim, told, other) in enumerate(zip(happened, (.33, .52, .13, .1),
                                                  (.05, .06, .04, .03))):
        a[f"q{101 + 2 * i}"] = yes_no(victim)
        own = draw.chance(told, .25 * (p["education"] - 2), .2 * area["services"])
        a[f"q{102 + 2 * i}"] = 1 if own else 3 if draw.chance(other) else 2
    for i, odds in enumerate((.018, .007, .009, .01, .007, .006, .016, .006)):
        a[f"q{901 + i}"] = yes_no(draw.chance(
            odds, common, (1.1 if i < 4 else .2) * female - .5 * (i < 4)))
    a["q909"] = draw.choose(.4, .15, .2, .08, .17)
    child = draw.chance(.04, .6 * frailty, .8 * female - .5)
    a["q1001"] = yes_no(child or sexual or draw.chance(.02, .6 * frailty, .9 * female))
    a["q1002"] = min(p["age"], draw.between(6, 17) if child else
                     draw.between(15, max(18, min(45, p["age"]))))
    if not female:
        a.update({f"q{q}": None for q in range(801, 809)})


def safety(a, p, area, frailty, draw):
    fear = (.5 * area["fear"] + .3 * area["crime"] + .55 * (p["sex"] == 2)
            + .5 * (p["disability"] == 1) + .3 * (p["age"] >= 65) + .2 * (p["urban"] == 1)
            + .2 * frailty + 1.1 * draw.normal())
    never = draw.chance(.06, .05 * (p["age"] - 50), .5 * (p["sex"] == 2))
    a["q202"] = level(fear, -.9, .9, 2.1)
    a["q201"] = 5 if never else a["q202"]


def disputes(a, p, area, frailty, draw):
    a["q301"] = yes_no(draw.chance(.2, .3 * area["dispute"], .4 * frailty,
                                   .15 * (p["quintile"] - 3)))
    active = .6 * draw.normal() + .15 * (p["education"] - 2)
    rural = p["urban"] == 2
    for i, odds in enumerate((.12, .08, .06, .1, .09, .05)):
        a[f"q{302 + i}"] = yes_no(draw.chance(odds, active, .9 * rural * (i == 1)))
    a["q308"] = draw.choose(.12, .1, .24, .11, .1, .05, .1, .04, .06, .05, .03)


def services(a, p, area, _, draw):
    parent = 25 <= p["age"] <= 50
    good = .4 * area["services"] + .5 * draw.normal()
    used = (draw.chance(.5, .015 * (p["age"] - 45)), draw.chance(.38 if parent else .08),
            draw.chance(.3 if parent else .1), draw.chance(.3, -.01 * (p["age"] - 40)))
    offsets = ((.7, .1, .3, .2, .5), (.9, .4, .2, .5, .4), (.6, .2, .2, .4, .3),
               (.4, .3, -.2, .1, -.3))
    for s in range(4):
        a[f"q{401 + 10 * s}"] = yes_no(used[s])
        for k, offset in enumerate(offsets[s]):
            rural = -.4 * (p["urban"] == 2 and k == 0)
            poor = -.12 * (3 - p["quintile"]) if k == 1 else 0
            x = level(good + offset + rural + poor + .8 * draw.normal(), -1.3, -.1, 1.1)
            x = 97 if k == 1 and draw.chance(.03) else 5 - x if s == 3 else x
            a[f"q{402 + 10 * s + k}"] = x
        a[f"q{407 + 10 * s}"] = level(
            good + sum(offsets[s]) / 5 + .15 + .7 * draw.normal(), -1.3, -.1, 1.1)


def bribes(a, p, area, _, draw):
    """Four types of official and the others; the questions on any are their union."""
    ease = .7 * draw.normal() + .5 * area["bribes"] + .1 * (p["quintile"] - 3) \
        + .25 * (p["sex"] == 1) - .5 * (p["age"] >= 65)
    out_going = .4 * draw.normal() + .1 * (p["education"] - 2)
    types = []
    for met, bribed in ((.15, .10), (.36, .05), (.05, .08), (.08, .09), (.22, .035)):
        contact = draw.chance(met, out_going)
        asked = contact and draw.chance(bribed, ease)
        paid = contact and draw.chance(.75 if asked else .012)
        types.append((contact, paid, asked))
    for k in range(3):
        a[f"q{501 + k}"] = yes_no(any(official[k] for official in types))
        a.update({f"q{511 + 10 * t + k}": yes_no(types[t][k]) for t in range(4)})


def discrimination(a, p, _, frailty, draw):
    poor = p["quintile"] <= 2
    odds = (.03 if p["sex"] == 2 else .006, .025 if p["age"] < 25 or p["age"] >= 65 else .006,
            .08 if p["disability"] == 1 else .003, (.007, .05, .09)[p["ethnicity"] - 1],
            .08 if p["migration"] == 2 else .001, .03 if poor else .009,
            .018 if p["urban"] == 2 else .007, .01, .009, .005, .012, .006)
    shift = .9 * frailty - .3
    grounds = {f"q{602 + g}": yes_no(draw.chance(o, shift)) for g, o in enumerate(odds)}
    a.update(grounds, q601=yes_no(1 in grounds.values() or draw.chance(.08, shift)))


def participation(a, p, _area, _frailty, draw):
    trust = .7 * draw.normal() + .12 * (p["education"] - 2) - .3 * (p["ethnicity"] > 1)
    a["q701"] = level(trust + .7 * draw.normal(), -.6, .3, 1.2, 2)
    a["q702"] = level(trust + .7 * draw.normal(), -.5, .45, 1.4, 2.2)


def adult(draw, stratum, area):
    """A respondent with true answers to everything, and the routing applied."""
    p = adult_of(draw, stratum, area)
    frailty = draw.normal()
    a = dict(p)
    for module in (crimes, safety, disputes, services, bribes, discrimination, participation):
        module(a, p, area, frailty, draw)
    return route(a)


def calibrate(rows, total):
    """Weights that add up to the population of each stratum, and of each sex in it."""
    for (stratum, sex), people in total.items():
        group = [row for row in rows if row["stratum"] == stratum and row["sex"] in sex]
        weight = sum(row["weight"] for row in group)
        for row in group:
            row["weight"] = round(row["weight"] * people / weight, 2)


def adults_sample(seed=16, households=19):
    draw = Draw(seed)
    rows, psu = [], 0
    for stratum, _, areas in ADULT_STRATA:
        for _ in range(areas):
            psu += 1
            area = area_effects(draw)
            found = []
            for _ in range(households):
                row = adult(draw, stratum, area)
                young_man = row["sex"] == 1 and row["age"] < 35
                if draw.chance(.93, -.5 * young_man, -.3 * (row["urban"] == 1)):
                    reluctance = 3.8 if draw.chance(.15) else .5
                    for question, answer in row.items():
                        if answer is not None and question[0] == "q" and question[1:].isdigit():
                            row[question] = silence(question, reluctance, draw) or answer
                    found.append(route(row))
            for row in found: # of one household in `adults`, of the area by its measure of size
                row["psu"] = psu
                row["weight"] = (row["adults"] * math.exp(.15 * area["size"])
                                 * households / len(found) / areas)
            rows += found
    calibrate(rows, {(stratum, (sex,)): total * part for stratum, total, _ in ADULT_STRATA
                     for sex, part in ((1, 1 - WOMEN), (2, WOMEN))})
    return rows


# ---- the child survey ----

CHILD_STRATA = [
    (11, 640_000, 9), (12, 90_000, 6), (21, 280_000, 8), (22, 560_000, 9), (31, 240_000, 7),
    (32, 430_000, 8), (41, 350_000, 8), (42, 610_000, 9), (51, 300_000, 7), (52, 500_000, 8)]


def child(draw, stratum, area):
    """A child with true answers, one of the `children` of its household."""
    urban = stratum % 10 == 1
    quintile = level(draw.normal() + .6 * urban, -.55, .05, .58, 1.2)
    months = draw.between(0, 18 * 12 - 1)
    age = months // 12
    row = {"children": draw.choose(.3, .34, .2, .1, .06), "stratum": stratum,
           "region": stratum // 10, "urban": yes_no(urban), "quintile": quintile,
           "sex": 1 if draw.chance(.512) else 2, "age": age,
           "age_months": months if age < 5 else None}
    registered = draw.chance(.8, .7 * area["services"], .5 * urban, .3 * (quintile - 3),
                             -.7 * (months < 12))
    held = draw.choose(.62, .25, .13) if registered else 3
    row["b1"], row["b2"] = held, yes_no(registered)
    harsh = .9 * draw.normal() + .5 * area["fear"] - .15 * (quintile - 3) \
        + .1 * (row["sex"] == 1) - .25 * (age in (1, 13, 14))
    for i, odds in enumerate((.5, .15, .18, .26, .07, .07, .18, .015)):
        small = .5 * (i == 3) * (1 if age < 8 else -1)
        row[f"d{1 + i}"] = yes_no(draw.chance(odds, harsh, small))
    unasked = ["b1", "b2"] * (age > 4) + [f"d{i}" for i in range(1, 9)] * (age in (0, 15, 16, 17))
    return route({**row, **dict.fromkeys(unasked)})


def children_sample(seed=17, households=19):
    draw = Draw(seed)
    rows, psu = [], 0
    for stratum, _, areas in CHILD_STRATA:
        for _ in range(areas):
            psu += 1
            area = area_effects(draw)
            for _ in range(households):
                row = child(draw, stratum, area)
                if not draw.chance(.97):
                    continue
                if row["b1"] is not None:
                    u = draw.uniform()
                    registered = row["b1"] < 3 or row["b2"] == 1
                    row["b1"] = 8 if u < .02 else 9 if u < .026 else row["b1"]
                    row["b2"] = 8 if draw.chance(.06) else yes_no(registered)
                if row["d1"] is not None:
                    ends = draw.choose(.968, .02, .012) # all asked, broken off, all refused
                    stop = draw.between(1, 7) if ends == 2 else 8
                    for i in range(8):
                        u = draw.uniform()
                        if i >= stop or ends == 3:
                            row[f"d{1 + i}"] = 9 if ends == 3 else None
                        elif u < .01:
                            row[f"d{1 + i}"] = 8 if u < .006 else 9
                row["psu"] = psu
                row["weight"] = row["children"] * math.exp(.15 * area["size"]) / areas
                rows.append(route(row))
    calibrate(rows, {(stratum, (1, 2)): total for stratum, total, _ in CHILD_STRATA})
    return rows


# ---- the enterprise survey ----

# firms in the frame and in the sample, sizes by sectors
FIRM_STRATA = {
    11: (3100, 85), 12: (1900, 60), 13: (6200, 110), 14: (4100, 95), 21: (1250, 75), 22: (620, 50),
    23: (1480, 70), 24: (1130, 60), 31: (390, 65), 32: (120, 35), 33: (210, 45), 34: (260, 50)}


def firm(draw, stratum):
    size, sector = divmod(stratum, 10)
    row = {"stratum": stratum, "size": size, "sector": sector,
           "region": draw.choose(.38, .17, .13, .18, .14),
           "manager_sex": 2 if draw.chance(.19, -.2 * (size - 1), .5 * (sector > 2)) else 1,
           "exporter": yes_no(draw.chance(.08, .9 * (size - 1), 1.0 * (sector == 1)))}
    ease = .9 * draw.normal() + .2 * (row["region"] == 1) - .2 * (row["manager_sex"] == 2)
    busy = .5 * draw.normal() + .3 * (size - 1)
    odds = ((.12, .10), (.06, .08), (.06, .2), (.08, .1), (.2, .12), (.48, .08))
    for (dealt, asked, _), (met, bribed) in zip(DEALINGS, odds):
        more = dealt == "j10" and row["exporter"] == 1 or dealt == "g2" and sector == 2
        row[dealt] = yes_no(draw.chance(met, busy, 1.1 * more))
        row[asked] = yes_no(draw.chance(bribed, ease))
    return route(row)


def firms_sample(seed=18):
    draw = Draw(seed)
    rows = []
    for stratum, (frame, size) in FIRM_STRATA.items():
        for _ in range(size):
            row = firm(draw, stratum)
            row["frame"], row["weight"] = frame, round(frame / size, 4)
            for dealt, asked, _ in DEALINGS:
                if draw.chance(.006):
                    row[dealt] = -9
                u = draw.uniform()
                if row[asked] is not None and u < .07:
                    row[asked] = -9 if u < .04 else -8
            rows.append(route(row))
    return rows


# ---- true values ----

def share(rows, among, of):
    """Per cent of the weight; several of `of`: the mean of their shares."""
    base = [r for r in rows if among(r)]
    return sum(100 * sum(r["weight"] for r in base if f(r)) / sum(r["weight"] for r in base)
               for f in of) / len(of)


def population(make, strata, people):
    """People by strata in proportion to their totals, each 20 from an area of their own."""
    draw = Draw(2030)
    for stratum, total in strata:
        for _ in range(round(people * total / 20 / sum(t for _, t in strata))):
            area = area_effects(draw)
            for _ in range(20):
                yield make(draw, stratum, area)


def one(*questions):
    return lambda r: any(r[q] == 1 for q in questions)


def adult_truths(people):
    rows = list(population(adult, [(s, t) for s, t, _ in ADULT_STRATA], people))
    for row in rows:
        row["weight"] = row["adults"]
    adults, grown = (lambda r: True), (lambda r: r["age"] >= 18)
    yield "5.2.1", "physical or sexual", share(rows, one("q801"), [one("q802", "q803")])
    yield "5.2.2", "women", share(rows, lambda r: r["sex"] == 2, [one("q805")])
    yield "11.7.2", "either kind", share(rows, adults, [one(*(f"q{q}" for q in range(901, 909)))])
    for label, crime in (("physical", ("q101", "q103")), ("psychological", ("q107",)),
                         ("sexual", ("q105",)), ("robbery", ("q103",))):
        yield "16.1.3", label, share(rows, adults, [one(*crime)])
    yield "16.1.4", "18 and older", share(rows, grown, [lambda r: (r["q202"] or r["q201"]) <= 2])
    for label, sex in (("women", 2), ("men", 1)):
        yield "16.2.3", label, share(
            rows, lambda r: r["sex"] == sex and 18 <= r["age"] <= 29,
            [lambda r: r["q1001"] == 1 and r["q1002"] <= 17])
    yield "16.3.1", "physical violence", share(rows, one("q101", "q103"), [
        lambda r: r["q102"] in (1, 3) or r["q104"] in (1, 3)])
    yield "16.3.3", "any mechanism", share(
        rows, lambda r: grown(r) and r["q301"] == 1 and r["q308"] not in (1, 2, 3, 4), [
            one(*(f"q{q}" for q in range(302, 308)))])
    yield "16.5.1", "paid or asked", share(rows, one("q501"), [one("q502", "q503")])
    for s, service in enumerate(("healthcare", "primary", "secondary", "government")):
        agree = (1, 2) if s == 3 else (3, 4)
        yield "16.6.2", f"{service}, average", sum( # each without its "not applicable"
            share(rows, lambda r: r[q] in (1, 2, 3, 4), [lambda r: r[q] in agree])
            for q in (f"q{402 + 10 * s + k}" for k in range(5))) / 5
    yield "16.7.2", "mean of two", share(rows, grown, [lambda r: r["q701"] >= 3,
                                                       lambda r: r["q702"] >= 3])
    yield "16.b.1", "any ground", share(rows, adults, [one(*(f"q{q}" for q in range(602, 614)))])


def child_truths(people):
    rows = list(population(child, [(s, t) for s, t, _ in CHILD_STRATA], people))
    for row in rows:
        row["weight"] = row["children"]
    yield "16.2.1", "ages 1 to 14", share(rows, lambda r: 1 <= r["age"] <= 14,
                                          [one(*(f"d{1 + i}" for i in range(8)))])
    yield "16.9.1", "under 5", share(rows, lambda r: r["age"] < 5, [
        lambda r: r["b1"] in (1, 2) or r["b2"] == 1])


def firm_truths(people):
    draw, rows = Draw(2030), []
    for stratum, (frame, _) in FIRM_STRATA.items():
        for _ in range(people // len(FIRM_STRATA)):
            rows.append({**firm(draw, stratum), "weight": frame})
    dealt = one(*(d for d, _, _ in DEALINGS))
    yield "16.5.2", "of those with dealings", share(rows, dealt, [
        one(*(asked for _, asked, _ in DEALINGS))])


# ---- writing ----

def write_sav(name, title, questions, rows):
    names = [name for name, _, _ in questions]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        lines = (" ".join("." if r[n] is None else str(r[n]) for n in names) for r in rows)
        (folder / "data.txt").write_text("\n".join(lines) + "\n")
        columns = (f"{n} ({'F12.2' if n == 'weight' else 'F4.0'})" for n in names)
        syntax = ['DATA LIST LIST NOTABLE FILE="data.txt" /' + "\n ".join(columns) + ".",
                  f"FILE LABEL {title}."]
        for column, question, text in questions:
            labels = [f'{code} "{label}"' for code, label in codes(text).items()]
            missing = [str(code) for code, label in codes(text).items()
                       if label in ("Not applicable", "Don't know", "Refused")]
            syntax.append(f'VARIABLE LABELS {column} "{question}".')
            syntax += ["\n ".join([f"VALUE LABELS {column}", *labels]) + "."] if labels else []
            syntax += [f"MISSING VALUES {column} ({', '.join(missing)})."] if missing else []
        syntax.append('SAVE OUTFILE="data.sav" /COMPRESSED.')
        (folder / "make.sps").write_text("\n".join(syntax) + "\n")
        subprocess.run(["pspp", "make.sps"], cwd=folder, check=True)
        made = bytearray((folder / "data.sav").read_bytes())
    made[92:109] = b"01 Jan 2600:00:00" # when it was made: the same file every time
    (HERE / name / "data.sav").write_bytes(made)


def write_dta(name, title, questions, rows):
    import datetime
    import pandas
    types = {"weight": "float64", "frame": "int16"}
    frame = pandas.DataFrame({
        column: pandas.Series([row[column] for row in rows], dtype=types.get(column, "Int8"))
        for column, _, _ in questions})
    frame.to_stata(HERE / name / "data.dta", write_index=False, version=114, byteorder="<",
                   data_label=title, time_stamp=datetime.datetime(2026, 1, 1),
                   variable_labels={column: question for column, question, _ in questions},
                   value_labels={column: codes(text) for column, _, text in questions if text})


def describe(questions, truths):
    print("| variable | question | codes |\n|---|---|---|")
    for name, question, text in questions:
        print(f"| `{name}` | {question} | {text or 'number'} |")
    print("\n| indicator | of what | true value |\n|---|---|---|")
    for indicator, label, value in truths:
        print(f"| {indicator} | {label} | {value:.1f} |")
    print()


def main(arguments):
    if arguments == ["describe"]:
        for questions, truths in ((ADULTS, adult_truths), (CHILDREN, child_truths),
                                  (FIRMS, firm_truths)):
            describe(questions, truths(200_000))
    elif arguments:
        sys.exit(__doc__)
    else:
        write_sav("victimisation-survey", "Made-up victimisation survey", ADULTS, adults_sample())
        write_sav("child-survey", "Made-up child survey", CHILDREN, children_sample())
        write_dta("enterprise-survey", "Made-up enterprise survey", FIRMS, firms_sample())


if __name__ == "__main__":
    main(sys.argv[1:])
