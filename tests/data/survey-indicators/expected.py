"""What the fifteen survey indicators are in the made-up surveys of datasets/, computed from
the codes of the questionnaires by the words of the metadata, and nothing of sdg16:

    for f in victimisation-survey/data.sav child-survey/data.sav enterprise-survey/data.dta
    do sdg16 convert datasets/$f $(dirname $f).csv --missing tag; done
    python3 expected.py victimisation-survey.csv child-survey.csv enterprise-survey.csv \\
      > tests/golden/survey-indicators.csv

A value is a weighted share in per cent, or a plain mean of such shares; its standard error
that of a linearised ratio, of sampling units drawn with replacement in each stratum
(Wolter 2007, Introduction to Variance Estimation, chapter 6). A firm is a sampling unit of
its own, without finite population correction.
"""
import csv
import math
import sys

# ---- estimation ----


class Survey:
    """Rows whose answers are whole numbers, or None where nothing was asked."""

    def __init__(self, path, unit):
        with open(path, newline="", encoding="utf-8") as file:
            self.rows = [{name: (None if cell == "" else float(cell) if name == "weight"
                                 else int(cell)) for name, cell in row.items()}
                         for row in csv.DictReader(file)]
        self.unit = [(row["stratum"], row[unit] if unit else number)
                     for number, row in enumerate(self.rows)]
        self.strata = {}
        for stratum, number in dict.fromkeys(self.unit):
            self.strata.setdefault(stratum, []).append((stratum, number))

    def variance(self, scores):
        """Of the sum of the scores, one a row."""
        units = {}
        for unit, score in zip(self.unit, scores):
            units.setdefault(unit, []).append(score)
        total = []
        for members in self.strata.values():
            sums = [math.fsum(units[unit]) for unit in members]
            mean = math.fsum(sums) / len(sums)
            total.append(len(sums) / (len(sums) - 1)
                         * math.fsum((s - mean) ** 2 for s in sums))
        return math.fsum(total)

    def estimate(self, rules, domain):
        """Of rules that say True, False or None (not in the denominator) of a row: the
        persons in a denominator, those of them with True, the mean of the shares in per
        cent and its standard error."""
        answers = [[rule(row) if domain(row) else None for rule in rules] for row in self.rows]
        scores, value = [0.0] * len(self.rows), 0.0
        for item in range(len(rules)):
            weight = [row["weight"] * (a[item] is not None)
                      for row, a in zip(self.rows, answers)]
            base = math.fsum(weight)
            share = math.fsum(w for w, a in zip(weight, answers) if a[item]) / base
            value += 100 * share / len(rules)
            for i, (w, a) in enumerate(zip(weight, answers)):
                if w:
                    scores[i] += 100 * w * (a[item] - share) / base / len(rules)
        persons = events = "" # a mean has as many as items
        if len(rules) == 1:
            persons = sum(a[0] is not None for a in answers)
            events = sum(a[0] is True for a in answers)
        return persons, events, f"{value:.15g}", f"{math.sqrt(self.variance(scores)):.15g}"


# ---- answers ----

def yes(row, question):
    """True, False, or None: don't know, refused, not asked."""
    return {1: True, 2: False}.get(row[question])


def any_of(answers):
    """Yes if one is yes; no only if all are no; else not known."""
    answers = list(answers)
    return True if True in answers else None if None in answers else False


def union(*questions):
    return lambda row: any_of(yes(row, q) for q in questions)


def where(condition, rule):
    """The rule for those of whom the condition is known to be true."""
    return lambda row: rule(row) if condition(row) is True else None


def one_of(question, positive, valid):
    return lambda row: row[question] in positive if row[question] in valid else None


def questions(first, last):
    return [f"q{number}" for number in range(first, last + 1)]


# ---- the survey of adults: series, label, category, rules ----

def is_woman(row):
    return row["sex"] == 2


def partner_violence():
    """5.2.1: of women of 15 and older who ever had a partner."""
    def among(row):
        return is_woman(row) and yes(row, "q801")
    for series, label, forms in (
            ("VC_VAW_MARR", "physical or sexual", ["q802", "q803"]),
            ("VC_VAW_PHYV", "physical", ["q802"]), ("VC_VAW_SEXV", "sexual", ["q803"]),
            ("VC_VAW_PSYV", "psychological", ["q804"]), ("", "any", ["q802", "q803", "q804"])):
        yield (series, f"Ever-partnered women with {label} violence by a partner", "",
               [where(among, union(*forms))])


def other_violence():
    """5.2.2: of all women of 15 and older."""
    for category, question in (("", "q805"), ("place=home", "q806"), ("place=public", "q807"),
                               ("place=work", "q808")):
        yield ("VC_VAW_NONMARR", "Women with sexual violence by somebody other than a partner",
               category, [where(is_woman, union(question))])


def harassment():
    """11.7.2: a union of eight questions, of all respondents."""
    for series, label, asked in (("VC_VOH_SXPH", "physical or sexual", questions(901, 908)),
                                 ("", "sexual", questions(901, 904)),
                                 ("", "physical", questions(905, 908))):
        yield series, f"Persons with {label} harassment, last 12 months", "", [union(*asked)]


def subjected():
    """16.1.3: of all respondents; robbery is inside physical violence, and apart."""
    for series, label, asked in (
            ("VC_VOV_PHYL", "physical violence", ["q101", "q103"]),
            ("VC_VOV_PSYCHL", "psychological violence", ["q107"]),
            ("VC_VOV_SEXL", "sexual violence", ["q105"]), ("VC_VOV_ROBB", "robbery", ["q103"])):
        yield series, f"Population subjected to {label}, last 12 months", "", [union(*asked)]


def adult(row):
    return row["age"] >= 18


def safe():
    """16.1.4: who never goes out counts by the probe, else as not safe; don't know stays in
    the denominator, a refusal does not."""
    def feels(row):
        if row["q201"] == 5:
            return row["q202"] in (1, 2)
        return None if row["q201"] in (99, None) else row["q201"] in (1, 2)
    yield ("VC_SNS_WALN_DRK", "Population that feel safe walking alone after dark", "",
           [where(adult, feels)])


def before_18():
    """16.2.3: at 17 or younger, of respondents of 18 to 29; without an age at the first time
    in the denominator alone."""
    def young(row):
        return 18 <= row["age"] <= 29

    def by_18(row):
        ever = yes(row, "q1001")
        return ever and row["q1002"] is not None and row["q1002"] <= 17
    yield ("VC_VAW_SXVLN", "Young people 18 to 29 with sexual violence by age 18", "",
           [where(young, by_18)])


def reported():
    """16.3.1: of victims; the last incident of each type, told by anybody."""
    def told(*types):
        def one(row, victim, report):
            was = yes(row, victim)
            return {1: True, 3: True, 2: False}.get(row[report]) if was else was
        victims = union(*(victim for victim, _ in types))
        return where(victims, lambda row: any_of(one(row, *t) for t in types))
    for series, label, types in (
            ("VC_PRR_PHY_VIO", "physical violence", [("q101", "q102"), ("q103", "q104")]),
            ("", "psychological violence", [("q107", "q108")]),
            ("VC_PRR_SEX_VIO", "sexual violence", [("q105", "q106")]),
            ("VC_PRR_PHYV", "physical assault", [("q101", "q102")]),
            ("VC_PRR_ROBB", "robbery", [("q103", "q104")])):
        yield series, f"Victims of {label} who reported it", "", [told(*types)]


def disputes():
    """16.3.3: of adults with a dispute; out is who went to nobody and did not need to. Who
    may have gone to somebody, and else did not need to, is not known to be in."""
    asked = questions(302, 307)

    def among(row):
        if not adult(row) or not yes(row, "q301"):
            return False
        return row["q308"] not in (1, 2, 3, 4) or union(*asked)(row) is True
    label = "Population with a dispute in two years who accessed "
    yield "SP_DISP_RESOL", label + "a mechanism", "", [where(among, union(*asked))]
    for question, words, code in zip(
            asked, ("a lawyer or mediation", "a community or religious leader",
                    "a court or tribunal", "the police", "a government office",
                    "another complaint procedure"),
            ("LAWYER", "LEADER", "COURT", "POLICE", "GOVERNMENT", "COMPLAINT")):
        yield "", label + words, f"mechanism={code}", [where(among, union(question))]


def bribery():
    """16.5.1: paid or asked, of those with contact; of a type of official, with it."""
    for category, first in (("", 501), ("official=police", 511), ("official=health", 521),
                            ("official=judge", 531), ("official=land", 541)):
        contact, paid, asked = questions(first, first + 2)
        for series, label, positive in (
                ("IU_COR_BRIB", "paid or were asked for a bribe", [paid, asked]),
                ("", "paid a bribe", [paid]), ("", "were asked for a bribe", [asked])):
            yield (series, f"Persons with contact who {label}", category,
                   [where(union(contact), union(*positive))])


def services():
    """16.6.2: of users, per item those with a valid answer; the area is the plain mean of
    five attributes. The codes of government services run the other way."""
    schools = ("access", "affordability", "facilities", "equality", "teaching")
    for suffix, words, first, agree, attributes in (
            ("HLTH", "healthcare", 401, (3, 4),
             ("access", "affordability", "facilities", "equality", "courtesy")),
            ("PRM", "primary education", 411, (3, 4), schools),
            ("SEC", "secondary education", 421, (3, 4), schools),
            ("GOV", "government services", 431, (1, 2),
             ("access", "affordability", "process", "equality", "timeliness"))):
        used, *items, overall = questions(first, first + 6)
        valid = (1, 2, 3, 4)
        rules = [where(union(used), one_of(item, agree, valid)) for item in items]
        yield f"SP_PSR_SATIS_{suffix}", f"Average of the attributes of {words}", "", rules
        yield (f"SP_PSR_OSATIS_{suffix}", f"Overall satisfaction with {words}", "",
               [where(union(used), one_of(overall, (3, 4), valid))])
        for attribute, rule in zip(attributes, rules):
            yield (f"SP_PSR_SATIS_{suffix}", f"Attribute {attribute} of {words}", "",
                   [rule])


def participation():
    """16.7.2: some, a lot or a great deal, of adults with a valid answer; a plain mean."""
    say, influence = (where(adult, one_of(question, (3, 4, 5), (1, 2, 3, 4, 5)))
                      for question in ("q701", "q702"))
    label = "Decision-making is "
    yield ("IU_DMK_ICRS", label + "inclusive and responsive, mean of two items", "",
           [say, influence])
    yield "IU_DMK_INCL", label + "inclusive", "", [say]
    yield "IU_DMK_RESP", label + "responsive", "", [influence]


def discrimination():
    """16.b.1: of all respondents; who says no to five years is not asked about 12 months."""
    def felt(*grounds):
        def rule(row):
            five_years = yes(row, "q601")
            return any_of(yes(row, q) for q in grounds) if five_years else five_years
        return rule
    grounds = questions(602, 613)
    label = "Population with discrimination or harassment"
    yield "VC_VOV_GDSD", label + ", last 12 months", "", [felt(*grounds)]
    for question, words, code in zip(
            grounds, ("sex", "age", "disability or health status",
                      "ethnicity, colour or language",
                      "migration status", "socio-economic status", "geographic location",
                      "religion",
                      "marital or family status", "sexual orientation or gender identity",
                      "political opinion", "something else"),
            ("SEX", "AGE", "DISHEA", "ETHCOLLAN", "MIG", "SOCIOECON", "GEO", "RELIGION",
             "MARFAM", "SEXOGENID", "POLVIEW", "OTHER")):
        yield ("VC_VOV_GDSD", f"{label} on grounds of {words}, last 12 months",
               f"ground=GRD_{code}", [felt(question)])


# ---- the survey of children ----

def discipline():
    """16.2.1: any of eight items, ages 1 to 14; who left all of them out is missing."""
    items = [f"d{number}" for number in range(1, 9)]

    def rule(row):
        answers = [yes(row, item) for item in items]
        return None if set(answers) == {None} else True in answers
    yield ("VC_VAW_PHYPYV", "Children with physical punishment or psychological aggression by "
           "caregivers, past month", "", [where(lambda row: 1 <= row["age"] <= 14, rule)])


def registration():
    """16.9.1: certificate, seen or not, or registered without one; don't know is no."""
    def rule(row):
        if row["b1"] in (1, 2) or row["b2"] == 1:
            return True
        return False if 8 in (row["b1"], row["b2"]) or row["b2"] == 2 else None
    yield ("SG_REG_BRTH", "Children under 5 whose birth is registered, per cent", "",
           [where(lambda row: row["age"] < 5, rule)])


# ---- the survey of firms ----

def firms():
    """16.5.2: of firms with one of six dealings; a refusal is yes, don't know is no."""
    dealings = (("c3", "c5"), ("c12", "c14"), ("g2", "g4"), ("j10", "j12"), ("j13", "j15"),
                ("j3", "j5"))

    def item(row, dealt, asked):
        met = yes(row, dealt)
        return row[asked] in (1, -8) if met else met
    yield ("IC_FRM_BRIB", "Businesses with contact that paid or were asked for a bribe", "",
           [where(union(*(dealt for dealt, _ in dealings)),
                  lambda row: any_of(item(row, *d) for d in dealings))])


# ---- all of them ----

def main(adults, children, enterprises):
    adults, children = Survey(adults, "psu"), Survey(children, "psu")
    enterprises = Survey(enterprises, None)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["indicator", "series", "label", "category", "sex", "n", "events", "value",
                  "se"])
    for indicator, survey, rules, sexes in (
            ("5.2.1", adults, partner_violence, "_T F"), ("5.2.2", adults, other_violence, "_T F"),
            ("11.7.2", adults, harassment, "_T F M"), ("16.1.3", adults, subjected, "_T F M"),
            ("16.1.4", adults, safe, "_T F M"), ("16.2.1", children, discipline, "_T F M"),
            ("16.2.3", adults, before_18, "F M"), ("16.3.1", adults, reported, "_T F M"),
            ("16.3.3", adults, disputes, "_T F M"), ("16.5.1", adults, bribery, "_T F M"),
            ("16.5.2", enterprises, firms, "_T F M"), ("16.6.2", adults, services, "_T F M"),
            ("16.7.2", adults, participation, "_T F M"),
            ("16.9.1", children, registration, "_T F M"),
            ("16.b.1", adults, discrimination, "_T F M")):
        name = "manager_sex" if survey is enterprises else "sex"
        for series, label, category, items in rules():
            for sex in sexes.split():
                code = {"M": 1, "F": 2}.get(sex)
                out.writerow([indicator, series, label, category, sex, *survey.estimate(
                    items, lambda row: code in (None, row[name]))])


if __name__ == "__main__":
    main(*sys.argv[1:])
