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


NOT_ZERO = "(which is read as 0 only with --missing-flags zero)"
FLAG = "expected 0 or 1, found"
COUNT = "expected a whole number from 0 to 4503599627370496, found"
NO_ROWS = "expected rows below the header, found none"
LISTS = ["--lists", "A,B,C"]
RECORDS = ["--id", "person", "--list", "list"]

# d.csv, the arguments behind it, the exit status, the message behind "sdg16: ".
FILES = {
    # not a CSV file
    "empty file": (b"", [], 3, "d.csv: expected a header line, found an empty file"),
    "byte-order mark alone":
        (b"\xef\xbb\xbf", [], 3, "d.csv: expected a header line, found an empty file"),
    "blank lines alone":
        (b"\n\n\n", [], 3, "d.csv: expected a header line, found an empty file"),
    "no rows": (b"A,B,count\n", [], 3, f"d.csv: {NO_ROWS}"),
    "header without a name": (b"A,,count\n1,0,5\n", [], 3, "d.csv, line 2: column 2 has no "
                              "name in the header, but holds '0' here: give it a name (R: "
                              "write.csv with row.names = FALSE); if lines stand above the header, "
                              "leave them out with --skip-lines N"),
    "header with a name twice":
        (b"A,B,A,count\n1,0,1,5\n", [], 3, "d.csv, line 1: each column must have a name of "
                                           "its own; columns 1 and 3 are both named 'A'"),
    "short row": (table(b"1,0,0,40", b"0,1,30"), [], 3,
                  "d.csv, line 3: expected 4 fields, as in the header, found 3"),
    "long row": (table(b"1,0,0,40", b"0,1,0,30,9"), [], 3,
                 "d.csv, line 3: expected 4 fields, as in the header, found 5 (a delimiter at "
                 "the end of the line, or row names without a name in the header?)"),
    "unterminated quote": (table(b"1,0,0,40", b'0,1,"0,30'), [], 3,
                           "d.csv, line 3, column 'C': the quote that begins here is never closed"),
    "quote inside a field": (table(b'1,0,0,4"0'), [], 3,
                             "d.csv, line 2, column 'count': expected a whole number from 0 to "
                             "4503599627370496, found '4\"0'"),
    "blank before a quote": (table(b'1,0,0, "40"'), [], 3,
                             "d.csv, line 2, column 'count': expected a field that begins with "
                             "its quote, found a blank before the quote (delete the blanks "
                             "behind the delimiters)"),
    "text behind a quote": (table(b'1,0,0,"40"x'), [], 3,
                            "d.csv, line 2, column 'count': expected the end of the field "
                            "after the closing quote, found text (a quote within quotes must "
                            "be doubled)"),
    "NUL byte": (table(b"1,0,0,40", b"0,\x001,0,30"), [], 3,
                 "d.csv, line 3, column 'B': expected text, found a NUL byte (is this a text "
                 "file? UTF-16 without a mark: --encoding UTF-16LE)"),
    "UTF-16, cut off": ("A,B,count\n1,0,5\n".encode("utf-16") + b"1", [], 3,
                        "d.csv, line 3: expected text in the encoding of the file, found the byte "
                        "0x31"),
    "Latin-1 header": (b"A,B\xe9,count\n1,0,5\n", [], 3,
                       "d.csv, line 1, column 2: expected UTF-8, found the byte 0xE9 ("
                       "if the file has another encoding: --encoding NAME)"),
    "Latin-1 field": (b"A,B,sex,count\n1,0,\xe9,5\n", [], 3,
                      "d.csv, line 2, column 'sex': expected UTF-8, found the byte 0xE9 ("
                      "if the file has another encoding: --encoding NAME)"),
    "huge field": (table(b"1,0,0," + b"4" * 2_000_000), [], 3,
                   "d.csv, line 2, column 'count': expected at most 1048576 bytes, found more "
                   "(a closing quote may be missing)"),
    # flags
    "flag 2": (third_line(b"2"), LISTS, 3, f"d.csv, line 3, column 'B': {FLAG} '2'"),
    "flag -1": (third_line(b"-1"), LISTS, 3, f"d.csv, line 3, column 'B': {FLAG} '-1'"),
    "flag 0.5": (third_line(b"0.5"), LISTS, 3, f"d.csv, line 3, column 'B': {FLAG} '0.5'"),
    "flag yes": (third_line(b"yes"), LISTS, 3, f"d.csv, line 3, column 'B': {FLAG} 'yes'"),
    "flag NA": (third_line(b"NA"), LISTS, 3, f"d.csv, line 3, column 'B': {FLAG} 'NA' {NOT_ZERO}"),
    "blank flag": (third_line(b""), LISTS, 3,
                   f"d.csv, line 3, column 'B': {FLAG} a blank {NOT_ZERO}"),
    "blank flag, lists detected": (third_line(b""), [], 3,
                                   f"d.csv, line 3, column 'B': {FLAG} a blank {NOT_ZERO}"),
    # counts
    "negative count":
        (third_line(count=b"-30"), [], 3, f"d.csv, line 3, column 'count': {COUNT} '-30'"),
    "fractional count":
        (third_line(count=b"40.5"), [], 3, f"d.csv, line 3, column 'count': {COUNT} '40.5'"),
    "decimal comma in a count": (b"A;B;count\n1;0;4,5\n", [], 3,
                                 f"d.csv, line 2, column 'count': {COUNT} '4,5'"),
    "thousands separator in a count":
        (b'A,B,count\n1,0,"1,000"\n', [], 3,
         f"d.csv, line 2, column 'count': {COUNT} '1,000'"),
    "letter l for digit 1":
        (third_line(count=b"l0"), [], 3, f"d.csv, line 3, column 'count': {COUNT} 'l0'"),
    "blank count": (third_line(count=b""), [], 3,
                    "d.csv, line 3, column 'count': expected a whole number (0 if nobody), "
                    "found a blank"),
    "count beyond 64 bits":
        (third_line(count=b"9" * 20), [], 3,
         f"d.csv, line 3, column 'count': {COUNT} '{'9' * 20}'"),
    "count beyond 2^52":
        (third_line(count=b"4503599627370497"), [], 3,
         f"d.csv, line 3, column 'count': {COUNT} '4503599627370497'"),
    "counts that add up beyond 2^52":
        (table(b"1,0,0,4503599627370496", b"0,1,0,1"), [], 3,
         "d.csv, line 3: the counts must add up to at most 4503599627370496"),
    "hexadecimal count":
        (third_line(count=b"0x10"), [], 3, f"d.csv, line 3, column 'count': {COUNT} '0x10'"),
    "infinite count":
        (third_line(count=b"inf"), [], 3, f"d.csv, line 3, column 'count': {COUNT} 'inf'"),
    # histories
    "people on no list": (table(b"1,0,0,40", b"0,0,0,7"), [], 3,
                          "d.csv, line 3: expected a 1 on at least one list, found 0 on every "
                          "list (someone on no list cannot have been observed)"),
    "a person on no list": (b"A,B\n1,0\n0,0\n", [], 3,
                            "d.csv, line 3: expected a 1 on at least one list, found 0 on "
                            "every list (someone on no list cannot have been observed)"),
    "nobody": (table(b"1,0,0,0", b"0,1,0,0"), [], 3,
               "d.csv: expected a count above 0 in at least one row, found 0 in all (nobody "
               "is observed)"),
    # columns
    "one list": (b"A,count\n1,5\n", [], 3,
                 "d.csv: expected at least 2 columns of 0 and 1, the lists, found 1"),
    "no list": (b"sex,count\nF,5\n", [], 3,
                "d.csv: expected at least 2 columns of 0 and 1, the lists, found 0 ('sex' "
                "holds 'F' in line 2)"),
    "wrong delimiter": (TABLE, ["--delimiter", "semicolon"], 3,
                        "d.csv: expected at least 2 columns of 0 and 1, the lists, found 0 "
                        "('A,B,C,count' holds '1,0,0,40' in line 2)"),
    "17 lists": (b"".join(b"L%d," % i for i in range(17)) + b"n\n" + b"1," * 17 + b"5\n", [], 3,
                 "d.csv: expected at most 16 lists, found 17 columns that hold only 0 and 1: "
                 "name the list columns (--lists)"),
    "two counts": (b"A,B,n,count\n1,0,5,5\n", [], 3,
                   "d.csv, column 'count': this column and 'n' could both be the count: name the "
                   "one that is"),
    "histories without a count": (b"A,B\n1,0\n", ["--layout", "histories"], 3,
                                  "d.csv: histories need a column of counts named count, n, "
                                  "freq or frequency, or another (--count COLUMN)"),
    "unknown count column": (TABLE, ["--count", "people"], 3,
                             "d.csv: there is no column 'people' for the count; the columns are "
                             "'A', 'B', 'C', 'count'"),
    "unknown list column": (TABLE, ["--lists", "A,B,Z"], 3,
                            "d.csv: there is no column 'Z' for a list; the columns are 'A', 'B', "
                            "'C', 'count'"),
    "a list as the count": (TABLE, ["--count", "A", *LISTS], 2,
                            "d.csv, column 'A': a column must have one use; this one is both "
                            "a list and the count"),
    "the count as a list": (TABLE, ["--lists", "A,B,count"], 3,
                            f"d.csv, line 2, column 'count': {FLAG} '40'"),
    # records
    "unknown id column": (b"person,list\np1,A\n", ["--id", "who", "--list", "list"], 3,
                          "d.csv: there is no column 'who' for the id; the columns are 'person', "
                          "'list'"),
    "unknown list of a record": (b"person,list\np1,A\n", ["--id", "person", "--list", "source"], 3,
                                 "d.csv: there is no column 'source' for a list; the columns are "
                                 "'person', 'list'"),
    "the id as the list": (b"person,list\np1,A\n", ["--id", "person", "--list", "person"], 2,
                           "d.csv, column 'person': a column must have one use; this one is "
                           "both the id and a list"),
    "blank id": (b"person,list\np1,A\n,B\n", RECORDS, 3,
                 "d.csv, line 3, column 'person': expected the identifier of a person, found "
                 "a blank"),
    "blank list": (b"person,list\np1,A\np2,\n", RECORDS, 3,
                   "d.csv, line 3, column 'list': expected the list that saw the person, "
                   "found a blank"),
    "records of one list": (b"person,list\np1,A\np2,A\n", RECORDS, 3,
                            "d.csv, column 'list': expected at least 2 lists, found 'A' in "
                            "every row"),
    "records of 17 lists": (b"person,list\n" + b"".join(b"p,L%d\n" % i for i in range(17)), RECORDS,
                            3, "d.csv, line 18, column 'list': expected at most 16 lists, "
                               "found 'L16' as list 17"),
    "a list that was not named": (b"person,list\np1,A\np2,B\np3,C\n", [*RECORDS, "--lists", "A,B"],
                                  2, "d.csv, line 4, column 'list': expected one of the 2 "
                                     "lists given, found 'C'"),
    "no records": (b"person,list\n", RECORDS, 3, f"d.csv: {NO_ROWS}"),
    "records with a count": (b"person,list\np1,A\n", [*RECORDS, "--count", "n"], 2,
                             "count must not be given with layout records, which has no such "
                             "column"),
    "persons with a count": (TABLE, ["--layout", "persons", "--count", "count"], 2,
                             "count must not be given with layout persons, which has no such "
                             "column"),
    "histories with an id": (TABLE, ["--layout", "histories", "--id", "A"], 2,
                             "id must not be given with layout histories, which has no such "
                             "column"),
}

NO_SUBCOMMAND = ("expected mse, check, draws, survey, catalog, indicator, iff or convert "
                 "(see sdg16 --help)")
SELECTS = "bic, aic, aicc, stepwise, downhill or none"
INTERVALS = ("auto, bca, percentile, basic, profile, profile-poisson, wald or none")
SHARD = "A:B with A below B, such as 0:250"
BY_NAMES = "different column names separated by commas"
BETWEEN = "a number between 0 and 1, such as"
SEEDS = "a whole number from 0 to 18446744073709551615"
MERGE = "NEW=A+B with two or more lists"
PEOPLE = "a number of people of 0 or more without thousands separators"
POPULATION = "a number of people above 0"
POPULATION_FORMS = ("a number such as 67000000, or a file with a column named "
                    "population")
TWO_LISTS = "capture data must have from 2 to 16 lists, not 1"
LIST = "expected a list or a list number from 1 to 3"
NEEDS_ID = ("records need an id column and a list column (several files, one for each list, need "
            "an id column alone); {} is missing")
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
    ("impute d.csv", 2, f"unknown subcommand 'impute'; {NO_SUBCOMMAND}"),
    ("mes d.csv", 2, f"unknown subcommand 'mes'; {NO_SUBCOMMAND[:-1]}; did you mean 'mse'?)"),
    ("--foo", 2, "unknown option '--foo' (see sdg16 --help)"),
    ("mse", 2, "mse needs a FILE of capture data (see sdg16 mse --help)"),
    ("check --all", 2,
     "check needs a FILE of capture data (see sdg16 check --help)"),
    ("check d.csv --sex F", 2, "unknown option '--sex' (see sdg16 check --help)"),
    ("check d.csv --draws x", 2, "unknown option '--draws' (see sdg16 check --help)"),
    ("mse d.csv --gaps", 2, "unknown option '--gaps' (see sdg16 mse --help)"),
    ("draws d.csv --bootstrap 9", 2,
     "unknown option '--bootstrap' (see sdg16 draws --help)"),
    ("check d.csv --level 0.9", 2, "unknown option '--level' (see sdg16 check --help)"),
    ("catalog --seed 1", 2, "unknown option '--seed' (see sdg16 catalog --help)"),
    ("mse d.csv -x", 2,
     "unknown option '-x' (see sdg16 mse --help; options begin with --)"),
    ("mse d.csv --level", 2, "--level needs a value"),
    ("mse d.csv --model=", 2, "--model needs a value, not an empty one"),
    ("mse d.csv --quiet=3", 2, "--quiet takes no value: '--quiet=3' has one"),
    # values
    ("mse d.csv --estimator m0", 2, f"--estimator must be loglinear, not 'm0'"),
    ("mse d.csv --select lasso", 2, f"--select must be {SELECTS}, not 'lasso'"),
    ("mse d.csv --interval BCAX", 2,
     f"--interval must be {INTERVALS}, not 'BCAX' (did you mean 'bca'?)"),
    ("mse d.csv --existence totals", 2, "--existence must be total or coefficients, not "
                                        "'totals' (did you mean 'total'?)"),
    ("mse d.csv --id-numbers foldd", 2,
     "--id-numbers must be keep or fold, not 'foldd' (did you mean 'fold'?)"),
    ("mse d.csv --interval jackknife", 2, f"--interval must be {INTERVALS}, not 'jackknife'"),
    ("mse d.csv --bootstrap 0", 2,
     "--bootstrap must be a whole number from 1 to 100000000, or auto, not '0'"),
    ("mse d.csv --bootstrap 1e3", 2,
     "--bootstrap must be a whole number from 1 to 100000000, or auto, not '1e3'"),
    ("mse d.csv --bootstrap-kind jackknife", 2,
     f"--bootstrap-kind must be nonparametric or parametric, not 'jackknife'"),
    ("mse d.csv --top-intervals 0", 2,
     "--top-intervals must be a whole number from 1 to 100000, not '0'"),
    ("mse d.csv --replicates 5 --draws x", 2, f"--replicates must be {SHARD}, not '5'"),
    ("mse d.csv --replicates 5: --draws x", 2, f"--replicates must be {SHARD}, not '5:'"),
    ("mse d.csv --replicates :5 --draws x", 2, f"--replicates must be {SHARD}, not ':5'"),
    ("mse d.csv --replicates 5:5 --draws x", 2, f"--replicates must be {SHARD}, not '5:5'"),
    ("mse d.csv --replicates -1:5 --draws x", 2, f"--replicates must be {SHARD}, not '-1:5'"),
    ("mse d.csv --replicates 0:1:2 --draws x", 2, f"--replicates must be {SHARD}, not '0:1:2'"),
    ("mse d.csv --replicates 0:99999999999999999999 --draws x", 2,
     f"--replicates must be {SHARD}, not '0:99999999999999999999'"),
    ("mse d.csv --time-limit 0", 2,
     "--time-limit must be a number of seconds above 0, not '0'"),
    ("mse d.csv --time-limit soon", 2,
     "--time-limit must be a number of seconds above 0, not 'soon'"),
    ("mse d.csv --no-reselect=1", 2, "--no-reselect takes no value: '--no-reselect=1' has one"),
    ("mse s.csv --by=", 2, "--by needs a value, not an empty one"),
    ("mse s.csv --by sex,", 2, f"--by must be {BY_NAMES}; a name is empty"),
    ("mse s.csv --by sex,sex", 2, f"--by must be {BY_NAMES}; 'sex' occurs twice"),
    ("draws a.csv --level 2", 2, f"--level must be {BETWEEN} 0.95, not '2'"),
    ("draws a.csv --interval wald", 2,
     "--interval must be bca, percentile or basic, not 'wald'"),
    ("draws a.csv --interval auto", 2,
     "--interval must be bca, percentile or basic, not 'auto'"),
    ("mse d.csv --format sdmx-csv", 2,
     "--format sdmx-csv needs --area and --period"),
    ("check d.csv --format sdmx-csv", 2,
     "--format must be text, csv or json, not 'sdmx-csv'"),
    ("mse d.csv --format xml", 2, "--format must be text, csv, json or sdmx-csv, not 'xml'"),
    ("mse d.csv --area 826", 2, "--area applies to SDMX-CSV; remove it, or add --format sdmx-csv"),
    ("mse d.csv --format sdmx-csv --area 826 --period 2013 --select aic", 2,
     "--select applies to an estimate; remove it, or --format sdmx-csv"),
    ("mse d.csv --existence always", 2,
     f"--existence must be total or coefficients, not 'always'"),
    ("check d.csv --existence x", 2, f"--existence must be total or coefficients, not 'x'"),
    ("mse d.csv --fit-replicates -1", 2,
     "--fit-replicates must be a whole number from 0 to 100000000, not '-1'"),
    ("mse d.csv --lvel 0.9", 2,
     "unknown option '--lvel' (see sdg16 mse --help; did you mean '--level'?)"),
    ("mse d.csv --boot 5", 2,
     "unknown option '--boot' (see sdg16 mse --help; did you mean '--bootstrap'?)"),
    ("indicator 16.2.2 d.csv --pupulation=5", 2,
     "unknown option '--pupulation' (see sdg16 indicator --help; did you mean '--population'?)"),
    ("mse d.csv --level 0", 2, f"--level must be {BETWEEN} 0.95, not '0'"),
    ("mse d.csv --level 95", 2, f"--level must be {BETWEEN} 0.95, not '95'"),
    ("mse d.csv --level 0,95", 2, f"--level must be {BETWEEN} 0.95, not '0,95'"),
    ("mse d.csv --level nan", 2, f"--level must be {BETWEEN} 0.95, not 'nan'"),
    ("mse d.csv --max-order 0", 2, "--max-order must be a whole number from 1 to 16, not '0'"),
    ("mse d.csv --max-order 9", 2,
     "--max-order must be from 1 to 2 with 3 lists, not 9"),
    ("mse d.csv --max-order 2.5", 2,
     "--max-order must be a whole number from 1 to 16, not '2.5'"),
    ("mse d.csv --top -1", 2, "--top must be a whole number from 1 to 1000000, not '-1'"),
    ("mse d.csv --threads 0", 2, "--threads must be a whole number from 1 to 1024, not '0'"),
    ("mse d.csv --seed -1", 2, f"--seed must be {SEEDS}, not '-1'"),
    ("mse d.csv --seed 18446744073709551616", 2,
     f"--seed must be {SEEDS}, not '18446744073709551616'"),
    ("mse d.csv --p-threshold 2 --select stepwise", 2,
     f"--p-threshold must be {BETWEEN} 0.02, not '2'"),
    ("mse d.csv --search-fits -1", 2,
     "--search-fits must be a whole number from 0 to 9223372036854775807, not '-1'"),
    ("mse d.csv --delimiter x", 2, "--delimiter must be comma, semicolon, tab or bar, not 'x'"),
    ("mse d.csv --decimal x", 2, "--decimal must be '.' or ',', not 'x'"),
    ("mse d.csv --layout wide", 2,
     f"--layout must be histories, persons, records or files, not 'wide'"),
    ("mse d.csv --conflicts last", 2, f"--conflicts must be error, first or majority, not "
                                      f"'last'"),
    ("mse d.csv --lists A", 2, "--lists must be from 2 to 16 lists, not 1"),
    ("mse d.csv --lists A,,B", 2,
     "--lists must be different list names separated by commas; a name is empty"),
    ("mse d.csv --lists A,B,A", 2,
     "--lists must be different list names separated by commas; 'A' occurs twice"),
    # options that contradict each other
    ("mse d.csv --p-threshold 0.05", 2,
     "--p-threshold applies to stepwise selection; remove it, or add --select stepwise"),
    ("mse d.csv --search-fits 5 --select stepwise", 2,
     "--search-fits applies to an exact search; remove it, or add --select bic, aic or aicc"),
    ("mse d.csv --model [12] --select bic", 2,
     "--model needs --select none, or no --select"),
    ("mse d.csv --model [12] --max-order 2", 2, "--model cannot be used with --max-order"),
    ("mse d.csv --select stepwise --max-order 2", 2,
     "--max-order applies to a selection by a criterion; remove it, or add --select bic, aic, "
     "aicc or downhill"),
    ("mse d.csv --interval none --level 0.9", 2,
     "--level applies to an interval; remove it, or --interval none"),
    ("mse d.csv --interval wald --bootstrap 50", 2,
     "--bootstrap applies to intervals that resample; remove it, or add --interval bca, percentile or "
     "basic"),
    ("mse d.csv --model [12] --bootstrap 50", 2,
     "--bootstrap applies to intervals that resample; remove it, or add --interval bca, percentile or "
     "basic"),
    ("mse d.csv --interval none --bootstrap-kind parametric", 2,
     "--bootstrap-kind applies to intervals that resample; remove it, or add --interval bca, percentile or "
     "basic"),
    ("mse d.csv --interval profile --no-reselect", 2,
     "--no-reselect applies to intervals that resample; remove it, or add --interval bca, percentile or "
     "basic"),
    ("mse d.csv --interval profile --draws x", 2,
     "--draws applies to intervals that resample; remove it, or add --interval bca, percentile or "
     "basic"),
    ("mse d.csv --interval wald --top-intervals 3", 2,
     "--top-intervals applies to intervals that resample; remove it, or add --interval bca, percentile or "
     "basic"),
    ("mse d.csv --model [12] --interval bca --no-reselect", 2,
     "--no-reselect applies to a model that is selected from the data; remove it, or --model and "
     "--select none"),
    ("mse d.csv --replicates 0:10", 2, "--replicates needs --draws"),
    ("mse d.csv --replicates 0:10 --draws x", 2, "--replicates needs --bootstrap B"),
    ("mse d.csv --replicates 0:10 --draws x --bootstrap auto", 2,
     "--replicates needs --bootstrap B"),
    ("mse d.csv --replicates 0:1001 --draws x --bootstrap 1000", 2,
     "--replicates must end at most at the 1000 of --bootstrap, not 0:1001"),
    ("mse d.csv --top-intervals 3 --select stepwise", 2,
     "--top-intervals applies to an exact search; remove it, or add --select bic, aic or aicc"),
    ("mse d.csv --top-intervals 3 --no-reselect", 2,
     "--no-reselect cannot be used with --top-intervals"),
    ("mse s.csv --top-intervals 3 --by sex", 2,
     "--top-intervals cannot be used with --by"),
    ("mse s.csv --common-model", 2, "--common-model needs --by"),
    ("mse s.csv --by sex --common-model --model [12]", 2,
     "--common-model applies to a selection by a criterion; remove it, or add --select bic, aic, "
     "aicc or downhill"),
    ("mse s.csv --by sex --common-model --select stepwise", 2,
     "--common-model applies to a selection by a criterion; remove it, or add --select bic, aic, "
     "aicc or downhill"),
    ("check d.csv --all --model [1]", 2, "--all cannot be used with --model"),
    ("check d.csv --max-order 2", 2, "--max-order needs --all"),
    # strata
    ("mse s.csv --by age", 3, "s.csv: there is no column 'age' for a stratum; the columns are "
     "'A', 'B', 'sex', 'count'"),
    ("mse s.csv --by A --lists A,B", 2,
     "s.csv, column 'A': a column must have one use; this one is both a stratum and a list"),
    ("mse s.csv --by count --count count", 2,
     "s.csv, column 'count': a column must have one use; this one is both a stratum and the "
     "count"),
    ("mse s.csv --by sex --population 11", 2,
     "--population must be at least the 12 people observed, not 11"),
    ("mse s.csv --by sex --population people.csv", 3,
     "people.csv, line 1: there is no column 'population'; the columns are: people"),
    ("mse s.csv --by sex --population text.csv", 3,
     "text.csv, line 1: there is no column 'sex'; the columns are: population"),
    # models
    ("check d.csv --model [12", 2, "model '[12', character 4: expected ']'"),
    ("mse d.csv --model 12,3", 2, "model '12,3', character 1: expected '['"),
    ("check d.csv --model [14]", 2, f"model '[14]', character 2: {LIST}, found '14'"),
    ("check d.csv --model [11]", 2, f"model '[11]', character 2: {LIST}, found '11'"),
    ("mse d.csv --model [A*Z]", 2, f"model '[A*Z]', character 4: {LIST}, found 'Z'"),
    ("check d.csv --model [12,,3]", 2, "model '[12,,3]', character 5: expected a list, found "
                                       "an empty term"),
    ("check d.csv --model [1*]", 2, "model '[1*]', character 4: expected a list on both sides "
                                    "of '*'"),
    ("mse d.csv --model [123]", 2, "model '[123]', character 2: expected no interaction of "
                                   "all lists (it is not identifiable, because people on no "
                                   "list are not observed)"),
    # dropping and merging
    ("mse d.csv --drop=", 2, "--drop needs a value, not an empty one"),
    ("mse d.csv --drop Z", 2, "--drop must be one of the lists A, B, C, not 'Z'"),
    ("check d.csv --drop A --drop A", 2, "--drop must be one of the lists B, C, not 'A'"),
    ("mse d.csv --drop A --drop B", 2, f"--drop 'B': {TWO_LISTS}"),
    ("mse d.csv --merge X", 2, f"--merge must be {MERGE}, not 'X'"),
    ("mse d.csv --merge X=A", 2, f"--merge must be {MERGE}, not 'X=A'"),
    ("mse d.csv --merge =A+B", 2, f"--merge must be {MERGE}, not '=A+B'"),
    ("mse d.csv --merge X=A+", 2, f"--merge must be {MERGE}; a name is empty"),
    ("mse d.csv --merge X=A+A", 2, f"--merge must be {MERGE}; 'A' occurs twice"),
    ("mse d.csv --merge X=A+Z", 2, "--merge must be one of the lists A, B, C, not 'Z'"),
    ("mse d.csv --merge X=A+B+C", 2, f"--merge 'X': {TWO_LISTS}"),
    ("mse d.csv --merge C=A+B", 2, "--merge 'C': lists must have different names; lists 1 and "
                                   "2 are both 'C'"),
    # population
    ("mse d.csv --population 0", 2, f"--population must be {POPULATION}, not '0'"),
    ("mse d.csv --population -5", 2, f"--population must be {POPULATION}, not '-5'"),
    ("mse d.csv --population inf", 2, f"--population must be {POPULATION_FORMS}, not 'inf'"),
    ("mse d.csv --population 67,000,000", 2,
     f"--population must be {POPULATION_FORMS}, not '67,000,000'"),
    ("mse d.csv --population nothere.csv", 2,
     f"--population must be {POPULATION_FORMS}, not 'nothere.csv'"),
    ("mse d.csv --population 50", 2,
     "--population must be at least the 107 people observed, not 50"),
    ("mse d.csv --population zero.csv", 3,
     f"zero.csv: population must be above 0 people in some row"),
    ("mse d.csv --population negative.csv", 3,
     f"negative.csv: population, data row 2, column 'population': expected {PEOPLE}, found '-6'"),
    ("mse d.csv --population blanks.csv", 3,
     f"blanks.csv: population, data row 1, column 'population': expected {PEOPLE}, found a blank"),
    ("mse d.csv --population text.csv", 3,
     f"text.csv: population, data row 1, column 'population': expected {PEOPLE}, found '12x'"),
    ("mse d.csv --population thousands.csv", 3,
     f"thousands.csv: population, data row 1, column 'population': expected {PEOPLE}, found '67,000,000'"),
    ("mse d.csv --population people.csv", 3,
     "people.csv, line 1: there is no column 'population'; the columns are: people"),
    ("mse d.csv --population norows.csv", 3,
     f"norows.csv: population must be above 0 people in some row"),
    # input files
    ("mse nothere.csv", 3, "nothere.csv: cannot be opened (no such file)"),
    ("mse sub", 3, "sub: expected a file, found a directory"),
    ("mse a.csv nothere.csv --id id", 3, "nothere.csv: cannot be opened (no such file)"),
    ("mse a.csv b.csv", 2, "several files, one for each list, need an id column; id is "
                           "missing"),
    ("mse a.csv sub/a.csv --id id", 2,
     "files must give different lists; files 1 and 2 would both be the list 'a': rename one, "
     "or name the lists (--lists)"),
    ("mse a.csv blank.csv --id id", 3,
     "blank.csv, line 3, column 'id': expected the identifier of a person, found a blank"),
    ("mse a.csv noid.csv --id id", 3,
     "noid.csv: there is no column 'id' for the id; the columns are 'person'"),
    ("mse a.csv b.csv --id id --list id", 2, "list must not be given with layout files, which "
                                             "has no such column"),
    ("mse a.csv b.csv --id id --layout histories", 2,
     "layout histories needs one file, not 2"),
    ("mse a.csv --id id --layout files", 2,
     "--layout files needs at least two files, one for each list"),
    ("mse a.csv --id id", 2, NEEDS_ID.format("list") + OF_PERSONS),
    ("mse a.csv --list id", 2, NEEDS_ID.format("id")),
    # output
    ("mse d.csv --output sub", 2, "--output: 'sub' must be a file, not a directory"),
    ("mse d.csv --output d.csv", 2, "--output must be another file than the input, not "
                                    "'d.csv'"),
    ("mse d.csv --output=", 2, "--output needs a value, not an empty one"),
    ("mse d.csv --output nowhere/x", 4, "nowhere/x: opening failed: No such file or directory"),
    ("catalog --output d.csv/x", 4, "d.csv/x: opening failed: Not a directory"),
    ("mse d.csv --output /dev/full", 4, "/dev/full: writing failed: No space left on device"),
    ("mse d.csv --draws d.csv", 2, "--draws must be another file than the input, not 'd.csv'"),
    ("mse d.csv --draws sub", 2, "--draws: 'sub' must be a file, not a directory"),
    ("mse d.csv --draws x --output x", 2,
     "--draws must be another file than --output, not 'x'"),
    ("mse d.csv --draws sub/../x --output x", 2,
     "--draws must be another file than --output, not 'sub/../x'"),
    ("mse d.csv --draws nowhere/x", 4, "nowhere/x: opening failed: No such file or directory"),
    ("mse s.csv --by sex --population people.csv --output people.csv", 2,
     "--output must be another file than the input, not 'people.csv'"),
    ("draws d.csv --merged d.csv", 2, "--merged must be another file than the input, not "
                                      "'d.csv'"),
    ("draws d.csv --merged x --output x", 2,
     "--merged must be another file than --output, not 'x'"),
    # draws
    ("draws", 2, "draws needs SHARD, a file of sdg16 mse --draws (see sdg16 draws --help)"),
    ("draws nothere.csv", 3, "nothere.csv: cannot be opened (no such file)"),
    ("draws d.csv", 3, "d.csv: expected 'row' as column 1 of a table of draws, "
     "found 'A'"),
    # catalog
    ("catalog 99.9.9", 2, "unknown indicator '99.9.9' (see sdg16 catalog)"),
    ("catalog 16.2.2 16.1.1", 2, "no indicator has '16.2.2', '16.1.1' in its code, name, series or "
     "inputs together (see sdg16 catalog)"),
    ("catalog xyzzyx", 2, "no indicator has 'xyzzyx' in its code, name, series or inputs (see sdg16 "
     "catalog)"),
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


GAP = ("draws: the shards must have all replicates; replicate 2 is missing (2 of 4 are there) "
       "(--gaps allows that)")
ASCEND = ("line 7, column 'number': expected numbers of replicates in ascending order "
          "from 0, each once, and below the number planned, found")
ROWS = "expected the rows observed, estimate, jackknife ..., replicate ... in this order"
SAME = "shards must have the same data, settings and seed"

# a.csv, b.csv (None: not given), the message behind "sdg16: ".
SHARDS = {
    "empty": (b"", None, "a.csv: expected a header line, found an empty file"),
    "header alone": (shard(rows=DRAWS[:1]), None,
                     "a.csv, row 1: expected the rows observed and estimate"),
    "no replicates missing is fine, two are not": (shard(), None, GAP),
    "cut off in a row": (shard()[:-30] + b"\n", None,
                         "a.csv, line 7: expected the whole provenance, found a part of it: "
                         "the row was cut, and the file is damaged"),
    "cut off in a field": (shard().replace(b",273.5," + MADE.encode(), b",273"), None,
                           "a.csv, line 6: expected 6 fields, as in the header, found 5"),
    "saved anew with semicolons": (
        shard().replace(b",", b";"), None,
        "a.csv: expected columns separated by ',', found ';'. A program that saved the "
        "file again may have shortened its numbers: use the file as sdg16 wrote it"),
    "no cells": (shard(rows=[[*row[:4], row[5]] for row in DRAWS]), None,
                 "a.csv: expected a column for each cell before 'provenance', found none"),
    "another column": (shard({(0, 2): "share"}), None,
                       "a.csv: expected 'weight' as column 3 of a table of draws, "
                       "found 'share'"),
    "no provenance": (shard({(0, 5): "origin"}), None,
                      "a.csv: expected 'provenance' as the last column of a table of "
                      "draws, found 'origin'"),
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
                                  "a.csv, line 2: expected a provenance that begins with "
                                  "seed, stream and planned"),
    "a seed beyond 64 bits": (shard().replace(b"seed=1;", b"seed=18446744073709551616;"), None,
                              "a.csv, line 2: expected a provenance that begins with seed, "
                              "stream and planned"),
    "fewer planned than there are": (shard().replace(b"planned=4", b"planned=1"), None,
                                     f"a.csv, {ASCEND} '1'"),
    "two files pasted together": (shard(rows=DRAWS + DRAWS[5:]).replace(
        MADE.encode(), OTHER.encode(), 1), None,
        "a.csv, line 3: expected the provenance of the first row, found another: merge "
        "shards, do not paste them together"),
    "the same shard twice": (shard(), shard(), "b.csv: each replicate must be in one shard; "
                                               "replicate 0 occurs twice, once in shard 2"),
    "another seed": (shard(), second(OTHER),
                     f"{SAME}: b.csv was made with 'seed=2', but a.csv with 'seed=1'"),
    "another stream": (shard(), second(MADE.replace("stream=1", "stream=9")),
                       f"{SAME}: b.csv was made with 'stream=9', but a.csv with 'stream=1'"),
    "another input": (shard(), second(MADE.replace("input=0", "input=ab")),
                      f"{SAME}: b.csv was made with 'input=ab', but a.csv with 'input=0'"),
    "another setting": (shard(), second(MADE + ";common=1"),
                        f"{SAME}: b.csv was made with 'common=1', but a.csv with 'nothing'"),
    "another estimate": (shard(), second().replace(b"258.5", b"259"),
                         "b.csv: shards must have the same cells and estimates; those of "
                         "shard 2 differ from shard 1"),
    "other cells": (shard(), second().replace(b"total", b"sex=F"),
                    "b.csv: shards must have the same cells and estimates; those of shard 2 "
                    "differ from shard 1"),
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
