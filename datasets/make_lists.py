"""Draws the six made-up lists of victims of six-lists, and the population beside them.

    python3 datasets/make_lists.py [FOLDER]   # writes the files into FOLDER (default: six-lists)
    python3 datasets/make_lists.py describe   # prints what SOURCE.md says of them

A population of victims is drawn, then which list has whom, then how each office wrote it down.
Draws come from random.Random(SEED).random(), which is the same in every version of Python, so
that the files are made again byte for byte. The seed was not chosen: it is the year.
"""
import collections
import datetime
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
SEED = 2024
YEAR = 2024
LISTS = ("police", "inspectorate", "shelter-a", "shelter-b", "border", "hotline")

# victims of a sex and age (of 31 December), and the chance of each to be on a list
VICTIMS = {
    ("F", "18+"): (1300, {"police": 0.16, "inspectorate": 0.10, "shelter-a": 0.15,
                          "shelter-b": 0.14, "hotline": 0.12}),
    ("M", "18+"): (850, {"police": 0.15, "inspectorate": 0.22, "shelter-a": 0.08,
                         "shelter-b": 0.12, "hotline": 0.10}),
    ("F", "0-17"): (420, {"police": 0.20, "inspectorate": 0.08, "shelter-a": 0.18,
                          "shelter-b": 0.12, "hotline": 0.09}),
    ("M", "0-17"): (60, {"police": 0.20, "inspectorate": 0.15, "shelter-a": 0.14,
                         "shelter-b": 0.12, "hotline": 0.09}),
}
REFERRED = 0.25  # more chance of shelter A for whom the police found: it brings people there
BORDER = 0.25    # of the people whom the police have: the border guard hands over all it finds
OTHER_CALLS = 70  # of the hotline: advice and information, no victims
POPULATION = {("F", "0-17"): 1981000, ("F", "18+"): 5874000, ("M", "0-17"): 2082000,
              ("M", "18+"): 5563000}


class Draw:
    def __init__(self, seed):
        self.uniform = random.Random(seed).random

    def chance(self, p):
        return self.uniform() < p

    def between(self, low, high):
        return low + int(self.uniform() * (high - low + 1))

    def one_of(self, words):
        return words[int(self.uniform() * len(words))]

    def shuffled(self, rows):
        """In an order that depends on uniform() alone."""
        return [row for _, row in sorted((self.uniform(), row) for row in rows)]


# ---- people ----

Victim = collections.namedtuple("Victim", "key sex age born seen lists")


def day_between(draw, first, last):
    return first + datetime.timedelta(days=draw.between(0, (last - first).days))


def draw_birth(draw, age):
    """Adults are 19 to 59 on 31 December, few of them 18; minors 8 to 17."""
    if age == "18+":
        years = 19 + min(draw.between(0, 40), draw.between(0, 40))
        years = 18 if draw.chance(0.02) else years
    else:
        years = max(draw.between(8, 17), draw.between(8, 17))
    return day_between(draw, datetime.date(YEAR - years, 1, 1), datetime.date(YEAR - years, 12, 31))


def draw_lists(draw, chances):
    on = {name for name in chances if name != "shelter-a" and draw.chance(chances[name])}
    if draw.chance(chances["shelter-a"] + ("police" in on) * REFERRED):
        on.add("shelter-a")
    if "police" in on and draw.chance(BORDER):
        on.add("border")
    return on


def draw_victims(draw):
    cells = [cell for cell, (count, _) in VICTIMS.items() for _ in range(count)]
    victims = []
    for number, (sex, age) in enumerate(draw.shuffled(cells)):
        born = draw_birth(draw, age)
        seen = day_between(draw, datetime.date(YEAR, 1, 1), datetime.date(YEAR, 12, 31))
        lists = draw_lists(draw, VICTIMS[sex, age][1])
        victims.append(Victim(f"TP-{7 * number % 9973 + 10:05d}", sex, age, born, seen, lists))
    return victims


def years_old(victim):
    return (victim.seen - victim.born).days / 365.25


# ---- how each office writes them down ----

def maybe(draw, p, missing, value):
    return missing if draw.chance(p) else value


def police(draw, victims):
    rows = []
    for v in victims:
        row = [v.key, maybe(draw, 0.005, "NA", v.sex), maybe(draw, 0.01, "NA", v.born.isoformat())]
        rows.append([*row, v.seen.isoformat()])
        if draw.chance(0.05):  # a second case with the same person
            rows.append([*row, max(v.seen, datetime.date(YEAR, 12, 1)).isoformat()])
    return [["Case", "Sex", "Date of birth", "Recorded"], *draw.shuffled(rows)]


def inspectorate(draw, victims):
    rows = []
    for v in victims:
        group = ("moins de 18 ans" if years_old(v) < 18 else
                 "18 à 29 ans" if years_old(v) < 30 else "30 ans et plus")
        rows.append([v.key, maybe(draw, 0.01, "9", "2" if v.sex == "F" else "1"),
                     maybe(draw, 0.015, "inconnue", group),
                     draw.one_of(["pêche", "hôtellerie", "bâtiment", "ménages privés"])])
    return [["Numéro", "Sexe", "Tranche d’âge", "Secteur"], *draw.shuffled(rows)]


def shelter_a(draw, victims):
    rows = [[v.key, maybe(draw, 0.01, ".", "female" if v.sex == "F" else "male"),
             maybe(draw, 0.02, ".", str(v.born.year))] for v in victims]
    return [["client", "gender", "birth_year"], *draw.shuffled(rows)]


def decimal_comma(value):
    return f"{value:.1f}".replace(".", ",")


def shelter_b(draw, victims):
    rows = []
    for v in victims:
        key = draw.one_of([v.key, v.key + " ", " " + v.key, v.key])
        half_years = int(2 * years_old(v)) / 2
        rows.append([key, maybe(draw, 0.01, "-9", v.sex.lower()),
                     maybe(draw, 0.02, "-9", decimal_comma(half_years)),
                     decimal_comma(draw.between(1, 120) / 2)])
    return [["Ref", "sex", "age", "weeks"], *draw.shuffled(rows)]


def border(draw, victims):
    rows = [[v.key, "Female" if v.sex == "F" else "Male", str(int(years_old(v))),
             draw.one_of(["North bridge", "Airport", "Harbour"])] for v in victims]
    return [["Border guard: presumed victims of trafficking"], [f"Year {YEAR}"],
            ["Ref. no", "Sex", "Age", "Checkpoint"], *draw.shuffled(rows),
            ["Total", "", str(len(rows)), ""]]


def hotline(draw, victims):
    rows = []
    for v in victims:
        key = draw.one_of([v.key.lower(), v.key])
        group = "child" if years_old(v) < 18 else "adult"
        rows.append(["victim", key, maybe(draw, 0.02, "NA", v.sex), maybe(draw, 0.03, "NA", group)])
        if draw.chance(0.1):  # calls again
            rows.append(rows[-1])
    for number in range(OTHER_CALLS):
        rows.append([draw.one_of(["advice", "information"]), f"hl-{number + 1:04d}",
                     draw.one_of(["F", "M", "NA"]), "adult"])
    return [["reason", "case", "sex", "age group"], *draw.shuffled(rows)]


# name: what writes it, delimiter, end of a line, encoding
WRITERS = {
    "police": (police, ",", "\n", "utf-8"),
    "inspectorate": (inspectorate, ";", "\r\n", "windows-1252"),
    "shelter-a": (shelter_a, ",", "\n", "utf-8"),
    "shelter-b": (shelter_b, ";", "\r\n", "utf-8"),
    "border": (border, ",", "\n", "utf-8"),
    "hotline": (hotline, ",", "\n", "utf-8"),
}


def files():
    """The bytes of each file."""
    draw = Draw(SEED)
    victims = draw_victims(draw)
    made = {}
    for name in LISTS:
        write, delimiter, end, encoding = WRITERS[name]
        rows = write(draw, [v for v in victims if name in v.lists])
        made[name + ".csv"] = "".join(
            delimiter.join(row) + end for row in rows).encode(encoding)
    made["population.csv"] = "".join(
        ["sex,age,population\n",
         *(f"{sex},{age},{count}\n" for (sex, age), count in POPULATION.items())]).encode()
    return made


def describe():
    victims = draw_victims(Draw(SEED))
    print("list: people on it")
    for name in LISTS:
        print(f"{name}: {sum(name in v.lists for v in victims)}")
    print("sex age: victims, on a list")
    for cell in (*VICTIMS, (None, None)):
        mine = [v for v in victims if cell[0] is None or cell == (v.sex, v.age)]
        print(*cell, f"{len(mine)}, {sum(bool(v.lists) for v in mine)}")


def main(where=None):
    if where == "describe":
        describe()
        return
    folder = pathlib.Path(where) if where else HERE / "six-lists"
    for name, content in files().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(*sys.argv[1:])
