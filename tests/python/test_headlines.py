"""What is said with the number: Chao's lower bound, lists that never meet, in every surface."""
import pytest
import sdg16

# People on exactly one of A, B, C are more often on D ("referred", docs/validation.md): 1,000 in
# all. Chao's bound: f1 = 63 + 65 + 55 + 61, f2 = 62 + 67 + 32 + 65 + 29 + 33.
REFERRED = {"0001": 63, "0010": 65, "0011": 62, "0100": 55, "0101": 67, "0110": 32, "0111": 1,
            "1000": 61, "1001": 65, "1010": 29, "1011": 4, "1100": 33, "1101": 2, "1110": 6}
F1 = (63, 65, 55, 61)
BOUND = 545 + (sum(F1) ** 2 - sum(z * z for z in F1)) / (2 * (288 + 1))
INTERVAL = ("The whole interval is below Chao's lower bound (622): if people differ in their "
            "chances to be on a list, or lists avoid one another, the number is too low.")
# Two groups of lists that never meet, and four lists that do.
APART = {"1000": 30, "0100": 20, "1100": 5, "0010": 12, "0001": 9, "0011": 3}
JOINED = {"1000": 40, "0100": 30, "0010": 30, "0001": 30, "1100": 6, "1010": 5, "0011": 4,
          "0101": 6}


def table(**strata):
    rows = [(s, h, n) for s, counts in strata.items() for h, n in counts.items()]
    columns = {"s": [r[0] for r in rows]}
    for j, name in enumerate("ABCD"):
        columns[name] = [int(r[1][j]) for r in rows]
    columns["count"] = [r[2] for r in rows]
    return columns


def of(counts):
    return sdg16.Capture.from_histories(4, list(counts), list(counts.values()))


@pytest.mark.parametrize("interval", ["bca", "percentile", "profile", "wald"])
def test_an_interval_below_chaos_bound_is_said_with_the_number(interval):
    result = sdg16.mse(of(REFERRED), interval=interval, **(
        {"replicates": 1000} if interval in ("bca", "percentile") else {}))
    assert result.chao_lower == pytest.approx(BOUND) and round(BOUND) == 622
    assert result.upper < 600 and result.total < 560
    assert INTERVAL in result.headlines and INTERVAL in str(result)
    assert list(result.estimates)[0]["headline"] == " ".join(result.headlines)


def test_an_estimate_far_below_it_is_said_without_limits():
    result = sdg16.mse(of(REFERRED), interval="none")
    assert any(h.startswith("The estimate is far below Chao's lower bound (622)")
               for h in result.headlines)
    # independent lists of which each has 30 % of 1,000 people, and the expected overlaps
    alike = {f"{h:03b}": round(1000 * .3 ** k * .7 ** (3 - k)) for h in range(1, 8)
             for k in [bin(h).count("1")]}
    capture = sdg16.Capture.from_histories(3, list(alike), list(alike.values()))
    result = sdg16.mse(capture, interval="none")
    assert not any("Chao" in h for h in result.headlines)
    assert list(result.estimates)[0]["headline"] is None


@pytest.mark.parametrize("interval", ["bca", "wald"])
def test_a_sum_has_the_sum_of_the_bounds(interval):
    with sdg16.Capture.from_table(table(F=REFERRED, M=REFERRED), strata=["s"]) as capture:
        result = sdg16.strata(capture, ["s"], interval=interval, **(
            {"replicates": 1000} if interval == "bca" else {}))
    assert result.upper < 2 * BOUND
    said = [row for row in result.diagnostics
            if row["code"] == "below-chao" and row["s"] is None]
    assert len(said) == 1 and "(1,244)" in said[0]["headline"]
    assert said[0]["headline"] in result.row()["headline"]


def test_groups_that_never_meet_under_a_common_model():
    with sdg16.Capture.from_table(table(U=APART, V=JOINED), strata=["s"]) as capture:
        common = sdg16.strata(capture, ["s"], common_model=True, interval="none")
        given = sdg16.strata(capture, ["s"], model="[14,23]", interval="none")
        own = sdg16.strata(capture, ["s"], interval="none")
    for result in (common, given):
        said = {row["s"]: row["headline"] for row in result.diagnostics
                if row["code"] == "groups-not-compared"}
        assert set(said) == {None, "U"}
        assert said["U"].startswith("The lists fall into groups that never meet")
        assert said[None].startswith("In 1 of 2 strata the lists fall into groups")
        assert said[None] in result.row()["headline"]
    assert "groups-not-compared" not in [row["code"] for row in own.diagnostics]


def test_indicators_carry_the_headline_as_a_note():
    result = sdg16.mse(of(REFERRED), interval="profile", population=1000000)
    noted = sdg16.indicator("16.2.2", result.estimates)
    notes = [row["note"] or "" for row in noted]
    assert any(INTERVAL in note for note in notes)
