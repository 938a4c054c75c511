"""Every way in which a file or the arguments can be wrong: one line on standard error that
says where, what was found and what was expected; the exit status; nothing on standard
output; no file left behind.
"""
import os

import pytest

from command import run

# Three lists, every overlap, 107 people.
TABLE = b"A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,6\n1,0,1,5\n0,1,1,4\n1,1,1,2\n"


def table(*rows, header=b"A,B,C,count"):
    return b"\n".join([header, *rows]) + b"\n"


def third_line(flag=b"1", count=b"30"):
    return table(b"1,0,0,40", b"0," + flag + b",0," + count)


NOT_ZERO = (': expected 0 or 1 (it is not taken as "not on the list" unless missing flags are '
            'zero: --missing-flags zero)')
NOT_A_FLAG = "is not a list flag: expected 0 or 1"
NOT_A_COUNT = "is not a count: expected a whole number from 0 to 4503599627370496"
NO_ROWS = "there are no rows below the header"
LISTS = ["--lists", "A,B,C"]
RECORDS = ["--id", "person", "--list", "list"]

# d.csv, the arguments behind it, the exit status, the message behind "sdg16: ".
FILES = {
    # not a CSV file
    "empty file": (b"", [], 3, "d.csv: the file is empty, a header line was expected"),
    "byte-order mark alone":
        (b"\xef\xbb\xbf", [], 3, "d.csv: the file is empty, a header line was expected"),
    "blank lines alone":
        (b"\n\n\n", [], 3, "d.csv: the file is empty, a header line was expected"),
    "no rows": (b"A,B,count\n", [], 3, f"d.csv: {NO_ROWS}"),
    "header without a name": (b"A,,count\n1,0,5\n", [], 3, "d.csv, line 1: column 2 has no name"),
    "header with a name twice":
        (b"A,B,A,count\n1,0,1,5\n", [], 3, "d.csv, line 1: columns 1 and 3 are both named 'A'"),
    "short row": (table(b"1,0,0,40", b"0,1,30"), [], 3,
                  "d.csv, line 3: 3 fields, but the header has 4"),
    "long row": (table(b"1,0,0,40", b"0,1,0,30,9"), [], 3,
                 "d.csv, line 3: 5 fields, but the header has 4"),
    "unterminated quote": (table(b"1,0,0,40", b'0,1,"0,30'), [], 3,
                           "d.csv, line 3, column 'C': the quote that begins here is never closed"),
    "quote inside a field": (table(b'1,0,0,4"0'), [], 3,
                             "d.csv, line 2, column 'count': a quote inside a field that is not "
                             "quoted"),
    "text behind a quote": (table(b'1,0,0,"40"x'), [], 3,
                            "d.csv, line 2, column 'count': text behind the closing quote (a quote "
                            "within quotes must be doubled)"),
    "NUL byte": (table(b"1,0,0,40", b"0,\x001,0,30"), [], 3,
                 "d.csv, line 3, column 'B': a NUL byte (is this a text file?)"),
    "UTF-16": ("A,B,count\n1,0,5\n".encode("utf-16"), [], 3,
               "d.csv: the text is UTF-16, save it as UTF-8"),
    "Latin-1 header": (b"A,B\xe9,count\n1,0,5\n", [], 3,
                       "d.csv, line 1, column 2: the byte 0xE9 is not UTF-8 (is the file in another "
                       "encoding?)"),
    "Latin-1 field": (b"A,B,sex,count\n1,0,\xe9,5\n", [], 3,
                      "d.csv, line 2, column 'sex': the byte 0xE9 is not UTF-8 (is the file in "
                      "another encoding?)"),
    "huge field": (table(b"1,0,0," + b"4" * 2_000_000), [], 3,
                   "d.csv, line 2, column 'count': the field is longer than 1048576 bytes (a "
                   "closing quote may be missing)"),
    # flags
    "flag 2": (third_line(b"2"), LISTS, 3, f"d.csv, line 3, column 'B': '2' {NOT_A_FLAG}"),
    "flag -1": (third_line(b"-1"), LISTS, 3, f"d.csv, line 3, column 'B': '-1' {NOT_A_FLAG}"),
    "flag 0.5": (third_line(b"0.5"), LISTS, 3, f"d.csv, line 3, column 'B': '0.5' {NOT_A_FLAG}"),
    "flag yes": (third_line(b"yes"), LISTS, 3, f"d.csv, line 3, column 'B': 'yes' {NOT_A_FLAG}"),
    "flag NA": (third_line(b"NA"), LISTS, 3, f"d.csv, line 3, column 'B': the flag is missing ('NA'){NOT_ZERO}"),
    "blank flag": (third_line(b""), LISTS, 3,
                   f"d.csv, line 3, column 'B': the flag is blank{NOT_ZERO}"),
    "blank flag, lists detected": (third_line(b""), [], 3,
                                   f"d.csv, line 3, column 'B': the flag is blank{NOT_ZERO}"),
    # counts
    "negative count":
        (third_line(count=b"-30"), [], 3, f"d.csv, line 3, column 'count': '-30' {NOT_A_COUNT}"),
    "fractional count":
        (third_line(count=b"40.5"), [], 3, f"d.csv, line 3, column 'count': '40.5' {NOT_A_COUNT}"),
    "decimal comma in a count": (b"A;B;count\n1;0;4,5\n", [], 3,
                                 f"d.csv, line 2, column 'count': '4,5' {NOT_A_COUNT}"),
    "thousands separator in a count":
        (b'A,B,count\n1,0,"1,000"\n', [], 3,
         f"d.csv, line 2, column 'count': '1,000' {NOT_A_COUNT}"),
    "letter l for digit 1":
        (third_line(count=b"l0"), [], 3, f"d.csv, line 3, column 'count': 'l0' {NOT_A_COUNT}"),
    "blank count": (third_line(count=b""), [], 3,
                    "d.csv, line 3, column 'count': the count is blank: expected a whole number (0 "
                    "if nobody)"),
    "count beyond 64 bits":
        (third_line(count=b"9" * 20), [], 3,
         f"d.csv, line 3, column 'count': '{'9' * 20}' {NOT_A_COUNT}"),
    "count beyond 2^52":
        (third_line(count=b"4503599627370497"), [], 3,
         f"d.csv, line 3, column 'count': '4503599627370497' {NOT_A_COUNT}"),
    "counts that add up beyond 2^52":
        (table(b"1,0,0,4503599627370496", b"0,1,0,1"), [], 3,
         "d.csv, line 3: the counts add up to more than 4503599627370496"),
    "hexadecimal count":
        (third_line(count=b"0x10"), [], 3, f"d.csv, line 3, column 'count': '0x10' {NOT_A_COUNT}"),
    "infinite count":
        (third_line(count=b"inf"), [], 3, f"d.csv, line 3, column 'count': 'inf' {NOT_A_COUNT}"),
    # histories
    "people on no list": (table(b"1,0,0,40", b"0,0,0,7"), [], 3,
                          "d.csv, line 3: every list is 0: somebody who is on no list cannot have "
                          "been observed"),
    "a person on no list": (b"A,B\n1,0\n0,0\n", [], 3,
                            "d.csv, line 3: every list is 0: somebody who is on no list cannot have "
                            "been observed"),
    "nobody": (table(b"1,0,0,0", b"0,1,0,0"), [], 3,
               "d.csv: nobody is observed, every count is 0"),
    # columns
    "one list": (b"A,count\n1,5\n", [], 3,
                 "d.csv: 1 column holds only 0 and 1: at least 2 lists are needed"),
    "no list": (b"sex,count\nF,5\n", [], 3,
                "d.csv: 0 columns hold only 0 and 1: at least 2 lists are needed ('sex' holds 'F' "
                "in line 2)"),
    "wrong delimiter": (TABLE, ["--delimiter", "semicolon"], 3,
                        "d.csv: 0 columns hold only 0 and 1: at least 2 lists are needed "
                        "('A,B,C,count' holds '1,0,0,40' in line 2)"),
    "17 lists": (b"".join(b"L%d," % i for i in range(17)) + b"n\n" + b"1," * 17 + b"5\n", [], 3,
                 "d.csv: 17 columns hold only 0 and 1, but at most 16 can be lists: name the list "
                 "columns"),
    "two counts": (b"A,B,n,count\n1,0,5,5\n", [], 3,
                   "d.csv, column 'count': this column and 'n' could both be the count: name the "
                   "one that is"),
    "histories without a count": (b"A,B\n1,0\n", ["--layout", "histories"], 3,
                                  "d.csv: histories need a column of counts (named count, n, freq "
                                  "or frequency, or given by its name)"),
    "unknown count column": (TABLE, ["--count", "people"], 3,
                             "d.csv: there is no column 'people' to be the count; the columns are "
                             "'A', 'B', 'C', 'count'"),
    "unknown list column": (TABLE, ["--lists", "A,B,Z"], 3,
                            "d.csv: there is no column 'Z' to be a list; the columns are 'A', 'B', "
                            "'C', 'count'"),
    "a list as the count": (TABLE, ["--count", "A", *LISTS], 2,
                            "d.csv, column 'A': one column cannot be both a list and the count"),
    "the count as a list": (TABLE, ["--lists", "A,B,count"], 3,
                            f"d.csv, line 2, column 'count': '40' {NOT_A_FLAG}"),
    # records
    "unknown id column": (b"person,list\np1,A\n", ["--id", "who", "--list", "list"], 3,
                          "d.csv: there is no column 'who' to be the id; the columns are 'person', "
                          "'list'"),
    "unknown list of a record": (b"person,list\np1,A\n", ["--id", "person", "--list", "source"], 3,
                                 "d.csv: there is no column 'source' to be a list; the columns are "
                                 "'person', 'list'"),
    "the id as the list": (b"person,list\np1,A\n", ["--id", "person", "--list", "person"], 2,
                           "d.csv, column 'person': one column cannot be both the id and a list"),
    "blank id": (b"person,list\np1,A\n,B\n", RECORDS, 3,
                 "d.csv, line 3, column 'person': the identifier is blank: expected who was seen"),
    "blank list": (b"person,list\np1,A\np2,\n", RECORDS, 3,
                   "d.csv, line 3, column 'list': the list is blank: expected the list that saw the "
                   "person"),
    "records of one list": (b"person,list\np1,A\np2,A\n", RECORDS, 3,
                            "d.csv, column 'list': every row names the list 'A': at least 2 lists "
                            "are needed"),
    "records of 17 lists": (b"person,list\n" + b"".join(b"p,L%d\n" % i for i in range(17)), RECORDS,
                            3, "d.csv, line 18, column 'list': 'L16' is the 17th list: there can be "
                            "at most 16"),
    "a list that was not named": (b"person,list\np1,A\np2,B\np3,C\n", [*RECORDS, "--lists", "A,B"],
                                  2, "d.csv, line 4, column 'list': 'C' is not one of the 2 lists "
                                  "given"),
    "no records": (b"person,list\n", RECORDS, 3, f"d.csv: {NO_ROWS}"),
    "records with a count": (b"person,list\np1,A\n", [*RECORDS, "--count", "n"], 2,
                             "count: layout records has no such column"),
    "persons with a count": (TABLE, ["--layout", "persons", "--count", "count"], 2,
                             "count: layout persons has no such column"),
    "histories with an id": (TABLE, ["--layout", "histories", "--id", "A"], 2,
                             "id: layout histories has no such column"),
}

NO_SUBCOMMAND = ("expected mse, check, draws, survey, catalog, indicator, iff or convert "
                 "(see sdg16 --help)")
ABSENT = "is not available in this version"
SELECTS = "expected bic, aic, aicc, stepwise, downhill or none"
INTERVALS = ("expected auto, bca, percentile, basic, profile, profile-poisson, wald or none")
RESAMPLING = "found, expected --interval bca, percentile or basic"
SHARD = "found, expected A:B with A below B, such as 0:250"
BY_NAMES = "expected different column names separated by commas"
BETWEEN = "expected a number between 0 and 1, such as"
SEEDS = "expected a whole number from 0 to 18446744073709551615"
MERGE = "expected NEW=A+B with two or more lists"
PEOPLE = "expected a number of people of at least 0, without marks between thousands"
POPULATION = "expected a number of people above 0"
POPULATION_FORMS = ("expected a number such as 67000000, or a file with a column named "
                    "population")
TWO_LISTS = "1 list: capture data need at least 2 and at most 16 lists"
NEITHER = "is neither a list nor a list number from 1 to 3"
NEEDS_ID = ("records need both an id and a list column (several files, one a list, need an id): no "
            "{} is given")
OF_PERSONS = " (rows of one person with a flag for each list are layout persons)"

# In the directory of these runs.
OTHER_FILES = {
    "d.csv": TABLE,
    "a.csv": b"id\n1\n2\n",
    "b.csv": b"id\n2\n3\n",
    "sub/a.csv": b"id\n1\n",
    "blank.csv": b'id\n1\n""\n',
    "noid.csv": b"person\n1\n",
    "zero.csv": b"population\n0\n",
    "negative.csv": b"population\n5\n-6\n",
    "blanks.csv": b"area,population\nx,\ny,5\n",
    "text.csv": b"population\n12x\n",
    "thousands.csv": b'population\n"67,000,000"\n',
    "people.csv": b"people\n5\n",
    "s.csv": b"A,B,sex,count\n1,0,F,5\n0,1,F,4\n1,1,M,3\n",
    "norows.csv": b"population\n",
}

# The arguments, the exit status, the message behind "sdg16: ".
ARGUMENTS = [
    # subcommands and options
    ("", 2, f"a subcommand is missing; {NO_SUBCOMMAND}"),
    ("impute d.csv", 2, f"unknown subcommand 'impute'; {NO_SUBCOMMAND}"),
    ("mes d.csv", 2, f"unknown subcommand 'mes'; {NO_SUBCOMMAND[:-1]}; did you mean 'mse'?)"),
    ("--foo", 2, "unknown option '--foo' (see sdg16 --help)"),
    ("mse", 2, "mse needs a FILE of capture data (see sdg16 mse --help)"),
    ("check --all", 2,
     "check needs a FILE of capture data (see sdg16 check --help)"),
    ("check d.csv --by sex", 2, "unknown option '--by' (see sdg16 check --help)"),
    ("check d.csv --draws x", 2, "unknown option '--draws' (see sdg16 check --help)"),
    ("mse d.csv --gaps", 2, "unknown option '--gaps' (see sdg16 mse --help)"),
    ("draws d.csv --bootstrap 9", 2,
     "unknown option '--bootstrap' (see sdg16 draws --help)"),
    ("check d.csv --level 0.9", 2, "unknown option '--level' (see sdg16 check --help)"),
    ("catalog --seed 1", 2, "unknown option '--seed' (see sdg16 catalog --help)"),
    ("mse d.csv -x", 2,
     "unknown option '-x' (see sdg16 mse --help; options begin with --)"),
    ("mse d.csv --level", 2, "--level needs a value"),
    ("mse d.csv --model=", 2, "--model needs a value: it is empty"),
    ("mse d.csv --quiet=3", 2, "--quiet takes no value: '--quiet=3' has one"),
    # values
    ("mse d.csv --estimator m0", 2, f"--estimator: 'm0' found, expected loglinear"),
    ("mse d.csv --select lasso", 2, f"--select: 'lasso' found, {SELECTS}"),
    ("mse d.csv --interval BCA", 2,
     f"--interval: 'BCA' found, {INTERVALS} (did you mean 'bca'?)"),
    ("mse d.csv --existence totals", 2, "--existence: 'totals' found, expected total or "
     "coefficients (did you mean 'total'?)"),
    ("mse d.csv --id-numbers foldd", 2,
     "--id-numbers: 'foldd' found, expected keep or fold (did you mean 'fold'?)"),
    ("mse d.csv --interval jackknife", 2, f"--interval: 'jackknife' found, {INTERVALS}"),
    ("mse d.csv --bootstrap 0", 2,
     "--bootstrap: '0' found, expected a whole number from 1 to 100000000, or auto"),
    ("mse d.csv --bootstrap 1e3", 2,
     "--bootstrap: '1e3' found, expected a whole number from 1 to 100000000, or auto"),
    ("mse d.csv --bootstrap-kind jackknife", 2,
     f"--bootstrap-kind: 'jackknife' found, expected nonparametric or parametric"),
    ("mse d.csv --top-intervals 0", 2,
     "--top-intervals: '0' found, expected a whole number from 1 to 100000"),
    ("mse d.csv --replicates 5 --draws x", 2, f"--replicates: '5' {SHARD}"),
    ("mse d.csv --replicates 5: --draws x", 2, f"--replicates: '5:' {SHARD}"),
    ("mse d.csv --replicates :5 --draws x", 2, f"--replicates: ':5' {SHARD}"),
    ("mse d.csv --replicates 5:5 --draws x", 2, f"--replicates: '5:5' {SHARD}"),
    ("mse d.csv --replicates -1:5 --draws x", 2, f"--replicates: '-1:5' {SHARD}"),
    ("mse d.csv --replicates 0:1:2 --draws x", 2, f"--replicates: '0:1:2' {SHARD}"),
    ("mse d.csv --replicates 0:99999999999999999999 --draws x", 2,
     f"--replicates: '0:99999999999999999999' {SHARD}"),
    ("mse d.csv --time-limit 0", 2,
     "--time-limit: '0' found, expected a number of seconds above 0"),
    ("mse d.csv --time-limit soon", 2,
     "--time-limit: 'soon' found, expected a number of seconds above 0"),
    ("mse d.csv --no-reselect=1", 2, "--no-reselect takes no value: '--no-reselect=1' has one"),
    ("mse s.csv --by=", 2, "--by needs a value: it is empty"),
    ("mse s.csv --by sex,", 2, f"--by: an empty name found, {BY_NAMES}"),
    ("mse s.csv --by sex,sex", 2, f"--by: 'sex' found twice, {BY_NAMES}"),
    ("draws a.csv --level 2", 2, f"--level: '2' found, {BETWEEN} 0.95"),
    ("draws a.csv --interval wald", 2,
     "--interval: 'wald' found, expected bca, percentile or basic"),
    ("draws a.csv --interval auto", 2,
     "--interval: 'auto' found, expected bca, percentile or basic"),
    ("mse d.csv --format sdmx-csv", 2,
     "--format sdmx-csv needs --area and --period"),
    ("check d.csv --format sdmx-csv", 2,
     "--format: 'sdmx-csv' found, expected text, csv or json"),
    ("mse d.csv --format xml", 2, "--format: 'xml' found, expected text, csv, json or sdmx-csv"),
    ("mse d.csv --area 826", 2, "--area needs --format sdmx-csv"),
    ("mse d.csv --format sdmx-csv --area 826 --period 2013 --select aic", 2,
     "--select cannot be used with --format sdmx-csv, which has no rows of an estimate"),
    ("mse d.csv --existence always", 2,
     f"--existence: 'always' found, expected total or coefficients"),
    ("check d.csv --existence x", 2, f"--existence: 'x' found, expected total or coefficients"),
    ("mse d.csv --fit-replicates -1", 2,
     "--fit-replicates: '-1' found, expected a whole number from 0 to 100000000"),
    ("mse d.csv --lvel 0.9", 2,
     "unknown option '--lvel' (see sdg16 mse --help; did you mean '--level'?)"),
    ("mse d.csv --boot 5", 2,
     "unknown option '--boot' (see sdg16 mse --help; did you mean '--bootstrap'?)"),
    ("indicator 16.2.2 d.csv --pupulation=5", 2,
     "unknown option '--pupulation' (see sdg16 indicator --help; did you mean '--population'?)"),
    ("mse d.csv --level 0", 2, f"--level: '0' found, {BETWEEN} 0.95"),
    ("mse d.csv --level 95", 2, f"--level: '95' found, {BETWEEN} 0.95"),
    ("mse d.csv --level 0,95", 2, f"--level: '0,95' found, {BETWEEN} 0.95"),
    ("mse d.csv --level nan", 2, f"--level: 'nan' found, {BETWEEN} 0.95"),
    ("mse d.csv --max-order 0", 2, "--max-order: '0' found, expected a whole number from 1 to 16"),
    ("mse d.csv --max-order 9", 2,
     "--max-order must be from 1 to 2 with 3 lists, not 9"),
    ("mse d.csv --max-order 2.5", 2,
     "--max-order: '2.5' found, expected a whole number from 1 to 16"),
    ("mse d.csv --top -1", 2, "--top: '-1' found, expected a whole number from 1 to 1000000"),
    ("mse d.csv --threads 0", 2, "--threads: '0' found, expected a whole number from 1 to 1024"),
    ("mse d.csv --seed -1", 2, f"--seed: '-1' found, {SEEDS}"),
    ("mse d.csv --seed 18446744073709551616", 2,
     f"--seed: '18446744073709551616' found, {SEEDS}"),
    ("mse d.csv --p-threshold 2 --select stepwise", 2,
     f"--p-threshold: '2' found, {BETWEEN} 0.02"),
    ("mse d.csv --search-fits -1", 2,
     "--search-fits: '-1' found, expected a whole number from 0 to 9223372036854775807"),
    ("mse d.csv --delimiter x", 2, "--delimiter: 'x' found, expected comma, semicolon or tab"),
    ("mse d.csv --decimal x", 2, "--decimal: 'x' found, expected '.' or ','"),
    ("mse d.csv --layout wide", 2,
     f"--layout: 'wide' found, expected histories, persons, records or files"),
    ("mse d.csv --conflicts last", 2, f"--conflicts: 'last' found, expected error, first or "
     "majority"),
    ("mse d.csv --lists A", 2, "--lists: 1 found, expected from 2 to 16 lists"),
    ("mse d.csv --lists A,,B", 2,
     "--lists: an empty name found, expected different list names separated by commas"),
    ("mse d.csv --lists A,B,A", 2,
     "--lists: 'A' found twice, expected different list names separated by commas"),
    # options that contradict each other
    ("mse d.csv --p-threshold 0.05", 2,
     "--p-threshold needs --select stepwise"),
    ("mse d.csv --search-fits 5 --select stepwise", 2,
     "--search-fits needs an exact search: --select bic, aic or aicc"),
    ("mse d.csv --model [12] --select bic", 2,
     "--model needs --select none, or no --select"),
    ("mse d.csv --model [12] --max-order 2", 2, "--model cannot be used with --max-order"),
    ("mse d.csv --select stepwise --max-order 2", 2,
     "--max-order needs --select bic, aic, aicc or downhill"),
    ("mse d.csv --interval none --level 0.9", 2,
     "--level cannot be used with --interval none"),
    ("mse d.csv --interval wald --bootstrap 50", 2,
     "--bootstrap needs an interval that resamples: --interval bca, percentile or basic"),
    ("mse d.csv --model [12] --bootstrap 50", 2,
     "--bootstrap needs an interval that resamples: --interval bca, percentile or basic"),
    ("mse d.csv --interval none --bootstrap-kind parametric", 2,
     "--bootstrap-kind needs an interval that resamples: --interval bca, percentile or basic"),
    ("mse d.csv --interval profile --no-reselect", 2,
     "--no-reselect needs an interval that resamples: --interval bca, percentile or basic"),
    ("mse d.csv --interval profile --draws x", 2,
     "--draws needs an interval that resamples: --interval bca, percentile or basic"),
    ("mse d.csv --interval wald --top-intervals 3", 2,
     "--top-intervals needs an interval that resamples: --interval bca, percentile or basic"),
    ("mse d.csv --model [12] --interval bca --no-reselect", 2,
     "--no-reselect needs a selection (--select): the model is given"),
    ("mse d.csv --replicates 0:10", 2, "--replicates needs --draws"),
    ("mse d.csv --replicates 0:10 --draws x", 2, "--replicates needs --bootstrap B"),
    ("mse d.csv --replicates 0:10 --draws x --bootstrap auto", 2,
     "--replicates needs --bootstrap B"),
    ("mse d.csv --replicates 0:1001 --draws x --bootstrap 1000", 2,
     "--replicates: 0:1001 found, expected at most the 1000 of --bootstrap"),
    ("mse d.csv --top-intervals 3 --select stepwise", 2,
     "--top-intervals needs --select bic, aic or aicc, which rank all models"),
    ("mse d.csv --top-intervals 3 --no-reselect", 2,
     "--no-reselect cannot be used with --top-intervals"),
    ("mse s.csv --top-intervals 3 --by sex", 2,
     "--top-intervals cannot be used with --by"),
    ("mse s.csv --common-model", 2, "--common-model needs --by"),
    ("mse s.csv --by sex --common-model --model [12]", 2,
     "--common-model needs a selection (--select): a model that is given is common anyway"),
    ("mse s.csv --by sex --common-model --select stepwise", 2,
     "--common-model needs --select bic, aic, aicc or downhill"),
    ("check d.csv --all --model [1]", 2, "--all cannot be used with --model"),
    ("check d.csv --max-order 2", 2, "--max-order needs --all"),
    # strata
    ("mse s.csv --by age", 3, "s.csv: there is no column 'age' to be a stratum; the columns are "
     "'A', 'B', 'sex', 'count'"),
    ("mse s.csv --by A --lists A,B", 2,
     "s.csv, column 'A': one column cannot be both a stratum and a list"),
    ("mse s.csv --by count --count count", 2,
     "s.csv, column 'count': one column cannot be both a stratum and the count"),
    ("mse s.csv --by sex --population 11", 2,
     "--population: 11 people found, expected at least the 12 observed"),
    ("mse s.csv --by sex --population people.csv", 3,
     "people.csv, line 1: no column 'population', the columns are: people"),
    ("mse s.csv --by sex --population text.csv", 3,
     "text.csv, line 1: no column 'sex', the columns are: population"),
    # models
    ("check d.csv --model [12", 2, "model '[12', character 4: ']' is missing"),
    ("mse d.csv --model 12,3", 2, "model '12,3', character 1: '[' is missing"),
    ("check d.csv --model [14]", 2, f"model '[14]', character 2: '14' {NEITHER}"),
    ("check d.csv --model [11]", 2, f"model '[11]', character 2: '11' {NEITHER}"),
    ("mse d.csv --model [A*Z]", 2, f"model '[A*Z]', character 4: 'Z' {NEITHER}"),
    ("check d.csv --model [12,,3]", 2, "model '[12,,3]', character 5: a term is empty"),
    ("check d.csv --model [1*]", 2, "model '[1*]', character 4: a list is missing beside '*'"),
    ("mse d.csv --model [123]", 2, "model '[123]', character 2: the interaction of all lists is "
     "not identifiable, because people on no list are not observed"),
    # dropping and merging
    ("mse d.csv --drop=", 2, "--drop needs a value: it is empty"),
    ("mse d.csv --drop Z", 2, "--drop: no list 'Z' found, expected one of A, B, C"),
    ("check d.csv --drop A --drop A", 2, "--drop: no list 'A' found, expected one of B, C"),
    ("mse d.csv --drop A --drop B", 2, f"--drop 'B': {TWO_LISTS}"),
    ("mse d.csv --merge X", 2, f"--merge: 'X' found, {MERGE}"),
    ("mse d.csv --merge X=A", 2, f"--merge: 'X=A' found, {MERGE}"),
    ("mse d.csv --merge =A+B", 2, f"--merge: '=A+B' found, {MERGE}"),
    ("mse d.csv --merge X=A+", 2, f"--merge: an empty name found, {MERGE}"),
    ("mse d.csv --merge X=A+A", 2, f"--merge: 'A' found twice, {MERGE}"),
    ("mse d.csv --merge X=A+Z", 2, "--merge: no list 'Z' found, expected one of A, B, C"),
    ("mse d.csv --merge X=A+B+C", 2, f"--merge 'X': {TWO_LISTS}"),
    ("mse d.csv --merge C=A+B", 2, "--merge 'C': lists 1 and 2 have the same name 'C'"),
    # population
    ("mse d.csv --population 0", 2, f"--population: '0' found, {POPULATION}"),
    ("mse d.csv --population -5", 2, f"--population: '-5' found, {POPULATION}"),
    ("mse d.csv --population inf", 2, f"--population: 'inf' found, {POPULATION_FORMS}"),
    ("mse d.csv --population 67,000,000", 2,
     f"--population: '67,000,000' found, {POPULATION_FORMS}"),
    ("mse d.csv --population nothere.csv", 2,
     f"--population: 'nothere.csv' found, {POPULATION_FORMS}"),
    ("mse d.csv --population 50", 2,
     "--population: 50 people found, expected at least the 107 observed"),
    ("mse d.csv --population zero.csv", 3,
     f"zero.csv: population: nobody found, {POPULATION}"),
    ("mse d.csv --population negative.csv", 3,
     f"negative.csv: population, data row 2, column 'population': '-6' found, {PEOPLE}"),
    ("mse d.csv --population blanks.csv", 3,
     f"blanks.csv: population, data row 1, column 'population': a blank found, {PEOPLE}"),
    ("mse d.csv --population text.csv", 3,
     f"text.csv: population, data row 1, column 'population': '12x' found, {PEOPLE}"),
    ("mse d.csv --population thousands.csv", 3,
     f"thousands.csv: population, data row 1, column 'population': '67,000,000' found, {PEOPLE}"),
    ("mse d.csv --population people.csv", 3,
     "people.csv, line 1: no column 'population', the columns are: people"),
    ("mse d.csv --population norows.csv", 3,
     f"norows.csv: population: nobody found, {POPULATION}"),
    # input files
    ("mse nothere.csv", 3, "nothere.csv: cannot be opened (no such file)"),
    ("mse sub", 3, "sub: is a directory, a file was expected"),
    ("mse a.csv nothere.csv --id id", 3, "nothere.csv: cannot be opened (no such file)"),
    ("mse a.csv b.csv", 2, "several files, one a list, need an id column: no id is given"),
    ("mse a.csv sub/a.csv --id id", 2,
     "files 1 and 2 would both be the list 'a': rename one, or name the lists"),
    ("mse a.csv blank.csv --id id", 3,
     "blank.csv, line 3, column 'id': the identifier is blank: expected who was seen"),
    ("mse a.csv noid.csv --id id", 3,
     "noid.csv: there is no column 'id' to be the id; the columns are 'person'"),
    ("mse a.csv b.csv --id id --list id", 2, "list: layout files has no such column"),
    ("mse a.csv b.csv --id id --layout histories", 2,
     "layout histories takes one file, not 2"),
    ("mse a.csv --id id --layout files", 2,
     "--layout files needs at least two files, one a list"),
    ("mse a.csv --id id", 2, NEEDS_ID.format("list") + OF_PERSONS),
    ("mse a.csv --list id", 2, NEEDS_ID.format("id")),
    # output
    ("mse d.csv --output sub", 2, "--output: 'sub' is a directory; name a file"),
    ("mse d.csv --output d.csv", 2, "--output: 'd.csv' is an input file; name another file"),
    ("mse d.csv --output=", 2, "--output needs a value: it is empty"),
    ("mse d.csv --output nowhere/x", 4, "nowhere/x: opening failed: No such file or directory"),
    ("catalog --output d.csv/x", 4, "d.csv/x: opening failed: Not a directory"),
    ("mse d.csv --output /dev/full", 4, "/dev/full: writing failed: No space left on device"),
    ("mse d.csv --draws d.csv", 2, "--draws: 'd.csv' is an input file; name another file"),
    ("mse d.csv --draws sub", 2, "--draws: 'sub' is a directory; name a file"),
    ("mse d.csv --draws x --output x", 2,
     "--draws: 'x' is the --output file too; name another file"),
    ("mse d.csv --draws sub/../x --output x", 2,
     "--draws: 'sub/../x' is the --output file too; name another file"),
    ("mse d.csv --draws nowhere/x", 4, "nowhere/x: opening failed: No such file or directory"),
    ("mse s.csv --by sex --population people.csv --output people.csv", 2,
     "--output: 'people.csv' is an input file; name another file"),
    ("draws d.csv --merged d.csv", 2, "--merged: 'd.csv' is an input file; name another file"),
    ("draws d.csv --merged x --output x", 2,
     "--merged: 'x' is the --output file too; name another file"),
    # draws
    ("draws", 2, "draws needs SHARD, a file of sdg16 mse --draws (see sdg16 draws --help)"),
    ("draws nothere.csv", 3, "nothere.csv: cannot be opened (no such file)"),
    ("draws d.csv", 3, "d.csv: draws: column 1 is not 'row': not a table of draws"),
    # catalog
    ("catalog 99.9.9", 2, f"catalog: indicator '99.9.9' {ABSENT} (see sdg16 catalog)"),
    ("catalog 16.2.2 16.1.1", 2, "catalog: 2 codes found, expected one or none"),
]


def refused(directory, arguments, status, message):
    before = sorted(directory.rglob("*"))
    contents = {path: path.read_bytes() for path in before if path.is_file()}
    done = run(*arguments, cwd=directory)
    assert done.stderr.decode() == f"sdg16: {message}\n"
    assert done.returncode == status
    assert done.stdout == b""
    assert sorted(directory.rglob("*")) == before
    assert {path: path.read_bytes() for path in contents} == contents


@pytest.mark.parametrize("name", FILES)
def test_a_malformed_file_is_refused(tmp_path, name):
    content, arguments, status, message = FILES[name]
    (tmp_path / "d.csv").write_bytes(content)
    refused(tmp_path, ["mse", "d.csv", *arguments, "--output", "result.txt"], status, message)
    refused(tmp_path, ["check", "d.csv", *arguments, "--format", "json"], status, message)


@pytest.mark.parametrize("arguments, status, message", ARGUMENTS)
def test_malformed_arguments_are_refused(tmp_path, arguments, status, message):
    for name, content in OTHER_FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    refused(tmp_path, arguments.split(), status, message)


# Draws of three histories and four replicates planned, two of them here.
MADE = "seed=1;stream=1;planned=4;input=0;estimator=loglinear;select=bic"
DRAWS = [["row", "number", "weight", "group", "total", "provenance"],
         ["observed", 0, "", "", 107, MADE], ["estimate", 0, "", "", 258.5, MADE],
         ["jackknife", 0, 70, 0, 254.25, MADE], ["jackknife", 1, 37, 0, 263.5, MADE],
         ["replicate", 0, "", "", 273.5, MADE], ["replicate", 1, "", "", "", MADE]]
OTHER = MADE.replace("seed=1", "seed=2")


def shard(changes=(), rows=DRAWS):
    """The file with cells (row, column) replaced."""
    rows = [list(row) for row in rows]
    for (row, column), value in dict(changes).items():
        rows[row][column] = value
    return "".join(",".join(map(str, row)) + "\n" for row in rows).encode()


def second(made=MADE, **changes):
    """The two replicates that are missing there."""
    content = shard({(5, 1): 2, (6, 1): 3, **changes}).decode()
    return content.replace(MADE, made).encode()


GAP = "draws: replicate 2 is missing: 2 of 4 are there (--gaps allows that)"
ASCEND = ("line 7, column 'number': expected numbers of replicates that ascend from 0, each "
          "once, below those planned, found")
ROWS = "expected rows observed, estimate, jackknife ..., replicate ..."
SAME = "expected shards of the same data, settings and seed"

# a.csv, b.csv (None: not given), the message behind "sdg16: ".
SHARDS = {
    "empty": (b"", None, "a.csv: the file is empty, a header line was expected"),
    "header alone": (shard(rows=DRAWS[:1]), None,
                     "a.csv: draws, row 1: expected rows observed, estimate"),
    "no replicates missing is fine, two are not": (shard(), None, GAP),
    "cut off in a row": (shard()[:-30] + b"\n", None,
                         "a.csv, line 7: the provenance is not whole, so the row was cut: the "
                         "file is damaged"),
    "cut off in a field": (shard().replace(b",273.5," + MADE.encode(), b",273"), None,
                           "a.csv, line 6: 5 fields, but the header has 6"),
    "saved anew with semicolons": (
        shard().replace(b",", b";"), None,
        "a.csv: draws: expected columns parted by ',', found ';'. A program that saved the file "
        "anew may have shortened its numbers: take the file as it was first kept"),
    "no cells": (shard(rows=[[*row[:4], row[5]] for row in DRAWS]), None,
                 "a.csv: draws: the last column is not 'provenance': not a table of draws"),
    "another column": (shard({(0, 2): "share"}), None,
                       "a.csv: draws: column 3 is not 'weight': not a table of draws"),
    "no provenance": (shard({(0, 5): "origin"}), None,
                      "a.csv: draws: the last column is not 'provenance': not a table of draws"),
    "text among the numbers": (shard({(5, 4): "27x"}), None,
                               "a.csv, line 6, column 'total': expected a number, 'inf' (no bound) "
                               "or a blank (missing), found '27x'"),
    "unknown row": (shard({(5, 0): "draw"}), None, f"a.csv, line 6: {ROWS}"),
    "rows in another order": (shard({(1, 0): "estimate", (2, 0): "observed"}), None,
                              f"a.csv, line 2: {ROWS}"),
    "negative weight": (shard({(3, 2): -70}), None,
                        "a.csv, line 4, column 'weight': expected the number of persons of a "
                        "jackknife, a whole number above 0, found '-70'"),
    "replicates that descend": (shard({(5, 1): 1, (6, 1): 0}), None,
                                f"a.csv, {ASCEND} '0'"),
    "a replicate twice in one file": (shard({(6, 1): 0}), None, f"a.csv, {ASCEND} '0'"),
    "a replicate beyond those planned": (shard({(6, 1): 4}), None,
                                         f"a.csv, {ASCEND} '4'"),
    "half a replicate": (shard({(6, 1): 1.5}), None, f"a.csv, {ASCEND} '1.5'"),
    "a provenance that is none": (shard().replace(MADE.encode(), b"mine"), None,
                                  "a.csv, line 2: the provenance does not begin with seed, "
                                  "stream and planned"),
    "a seed beyond 64 bits": (shard().replace(b"seed=1;", b"seed=18446744073709551616;"), None,
                              "a.csv, line 2: the provenance does not begin with seed, "
                              "stream and planned"),
    "fewer planned than there are": (shard().replace(b"planned=4", b"planned=1"), None,
                                     f"a.csv, {ASCEND} '1'"),
    "two files pasted together": (shard(rows=DRAWS + DRAWS[5:]).replace(
        MADE.encode(), OTHER.encode(), 1), None,
        "a.csv, line 3: another provenance than in the first row: merge shards, do not paste them"),
    "the same shard twice": (shard(), shard(), "b.csv: replicate 0 found twice, once in shard 2"),
    "another seed": (shard(), second(OTHER),
                     f"b.csv: made with 'seed=2', but a.csv with 'seed=1': {SAME}"),
    "another stream": (shard(), second(MADE.replace("stream=1", "stream=9")),
                       f"b.csv: made with 'stream=9', but a.csv with 'stream=1': {SAME}"),
    "another input": (shard(), second(MADE.replace("input=0", "input=ab")),
                      f"b.csv: made with 'input=ab', but a.csv with 'input=0': {SAME}"),
    "another setting": (shard(), second(MADE + ";common=1"),
                        f"b.csv: made with 'common=1', but a.csv with 'nothing': {SAME}"),
    "another estimate": (shard(), second().replace(b"258.5", b"259"),
                         "b.csv: shard 2 has other cells or other estimates than shard 1"),
    "other cells": (shard(), second().replace(b"total", b"sex=F"),
                    "b.csv: shard 2 has other cells or other estimates than shard 1"),
}


@pytest.mark.parametrize("name", SHARDS)
def test_broken_draws_are_refused(tmp_path, name):
    first, other, message = SHARDS[name]
    (tmp_path / "a.csv").write_bytes(first)
    if other is not None:
        (tmp_path / "b.csv").write_bytes(other)
    files = ["a.csv", "b.csv"][:1 if other is None else 2]
    refused(tmp_path, ["draws", *files, "--merged", "m.csv", "--output", "out"], 3, message)


def test_the_draws_of_those_tests_are_good_but_for_what_was_changed(tmp_path):
    (tmp_path / "a.csv").write_bytes(shard())
    (tmp_path / "b.csv").write_bytes(second())
    done = run("draws", "b.csv", "a.csv", "--merged", "m.csv", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "m.csv").read_bytes() == shard(
        rows=DRAWS + [["replicate", 2, "", "", 273.5, MADE], ["replicate", 3, "", "", "", MADE]])


def test_a_full_disk_behind_standard_output_is_an_error():
    with open("/dev/full", "wb") as full:
        for arguments in (["catalog"], ["--help"], ["mse", "--help"]):
            done = run(*arguments, output=full)
            assert done.returncode == 4
            assert done.stderr.decode() == (
                "sdg16: standard output: writing failed: No space left on device\n")


def test_a_file_that_may_not_be_read_is_refused(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = tmp_path / "d.csv"
    path.write_bytes(TABLE)
    path.chmod(0)
    done = run("mse", "d.csv", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.startswith(b"sdg16: d.csv: cannot be opened")


def test_a_line_break_in_a_name_does_not_break_the_message(tmp_path):
    done = run("mse", "no\nsuch\x1bfile", cwd=tmp_path)
    assert done.returncode == 3 and done.stderr.count(b"\n") == 1 and b"\x1b" not in done.stderr
