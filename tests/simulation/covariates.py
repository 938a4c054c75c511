"""Coverage of the intervals of covariates() where the truth is known.

Each population has 4,200 persons, drawn from one log-linear model of five lists and five
covariates with all its terms of two; Ng takes people from Po. The true number of a group is
that of the population drawn, persons on no list among them.

Usage: covariates.py [POPULATIONS [REPLICATES]]
Prints the table of docs/validation.md. Not part of the tests: it takes minutes.
"""
import itertools
import math
import random
import statistics
import sys

import sdg16

PERSONS = 4200
LISTS = {"Po": -3.1, "Ng": -3.3, "Bo": -3.2, "La": -3.6, "He": -3.4}
COVARIATES = {"sex": {"F": 0.5, "M": 0}, "age": {"adult": 1.2, "minor": 0},
              "citizen": {"foreign": 0.6, "national": 0},
              "form": {"sexual": 0.2, "labour": 0, "other": -0.8},
              "year": {"2019": -0.2, "2020": -0.1, "2021": 0, "2022": 0.1}}
# Interactions: list or covariate and value, twice.
PAIRS = {("Po", "Ng"): 1.2,
         ("Po", "form", "sexual"): 1.0, ("Ng", "sex", "F"): 1.1, ("Bo", "citizen", "foreign"): 1.2,
         ("La", "form", "labour"): 1.4, ("He", "age", "minor"): 1.0,
         ("sex", "F", "form", "sexual"): 1.6, ("sex", "F", "age", "adult"): -0.5,
         ("citizen", "foreign", "form", "labour"): 0.7}
MODEL = "Po:Ng + Po:form + Ng:sex + Bo:citizen + La:form + He:age + sex:form + sex:age + citizen:form"
GROUPS = [{}, {"sex": "F"}, {"form": "sexual"}, {"age": "minor"}, {"form": "labour"}]
WAYS = [("Wald, model given", {"model": MODEL, "interval": "wald"}),
        ("Wald, selected", {"interval": "wald"}),
        ("percentile, model given", {"model": MODEL}),
        ("percentile, parametric, model given", {"model": MODEL, "bootstrap": "parametric"}),
        ("percentile, selected (the default)", {})]


def cells():
    """Persons as {column: value}, and the logarithm of how many are expected."""
    for flags in itertools.product((0, 1), repeat=len(LISTS)):
        for values in itertools.product(*COVARIATES.values()):
            person = {**dict(zip(LISTS, flags)), **dict(zip(COVARIATES, values))}
            log = sum(LISTS[name] * person[name] for name in LISTS)
            log += sum(COVARIATES[name][person[name]] for name in COVARIATES)
            log += sum(effect for pair, effect in PAIRS.items() if holds(pair, person))
            yield person, log


def holds(pair, person):
    place = 0
    while place < len(pair):
        name = pair[place]
        wanted = 1 if name in LISTS else pair[place + 1]
        if person[name] != wanted:
            return False
        place += 1 if name in LISTS else 2
    return True


def drawn(people, weights, generator):
    counts = [0] * len(people)
    for place in generator.choices(range(len(people)), cum_weights=weights, k=PERSONS):
        counts[place] += 1
    return counts


def table_of(people, counts):
    seen = [(person, count) for person, count in zip(people, counts)
            if count and any(person[name] for name in LISTS)]
    table = {name: [person[name] for person, _ in seen] for name in people[0]}
    return {**table, "count": [count for _, count in seen]}


def true_number(people, counts, group):
    return sum(count for person, count in zip(people, counts)
               if all(person[name] == value for name, value in group.items()))


def main(populations=200, replicates=200):
    made = list(cells())
    people = [person for person, _ in made]
    weights = list(itertools.accumulate(math.exp(log) for _, log in made))
    generator = random.Random(2026)
    held = {way: [0] * len(GROUPS) for way, _ in WAYS}
    lengths = {way: [] for way, _ in WAYS}
    observed = []
    for number in range(populations):
        counts = drawn(people, weights, generator)
        table = table_of(people, counts)
        observed.append(sum(table["count"]))
        for way, options in WAYS:
            if options.get("interval") != "wald":
                options = {**options, "replicates": replicates}
            result = sdg16.covariates(table, list(COVARIATES), lists=list(LISTS), count="count",
                                      seed=number + 1, threads=0, **options)
            for place, group in enumerate(GROUPS):
                row = result.row(**group)
                limits = row["lower"], row["upper"]
                if None not in limits:
                    truth = true_number(people, counts, group)
                    held[way][place] += limits[0] <= truth <= limits[1]
            lengths[way].append(result.upper - result.lower)
    print(f"persons on a list: {statistics.mean(observed):.0f} of {PERSONS}\n")
    print("| interval | total | female | sexual exploitation | minors | labour exploitation "
          "| length |")
    print("|" + "---|" * 7)
    for way, _ in WAYS:
        shares = " | ".join(f"{100 * count / populations:.1f}" for count in held[way])
        print(f"| {way} | {shares} | {statistics.median(lengths[way]):.0f} |")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
