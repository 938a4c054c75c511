"""--encoding in every subcommand that reads data files: the answer is that of the same file in UTF-8."""
import pytest

from command import run

CAPTURES = ("Zürich,Besançon,Ærø,région,count\n1,0,0,Évora,40\n0,1,0,Évora,30\n0,0,1,Évora,20\n"
            "1,1,0,Évora,8\n1,0,1,Évora,6\n0,1,1,Évora,5\n1,1,1,Évora,2\n1,0,0,Łódź,30\n"
            "0,1,0,Łódź,20\n0,0,1,Łódź,25\n1,1,0,Łódź,8\n1,0,1,Łódź,6\n0,1,1,Łódź,5\n1,1,1,Łódź,2\n")
PEOPLE = "région,population\nÉvora,5000\nŁódź,7000\n"
SURVEY = "größe,sí,w\n1,é,2\n2,é,3\n4,ó,5\n3,ó,1\n6,é,2\n"
MARGINS = "sí,population\né,100\nó,200\n"
CELLS = ("area,year,sex,victims,population\n826,2021,male,5,366500\n826,2021,female,9,348900\n")
GOODS = "area,year,flow,commodity,quantity,value\n" + "".join(
    f"12,2020,x,café,1,{20 if i == 7 else 2}\n" for i in range(20))
PRICES = "commodity,price\ncafé,2\n"

FILES = {"captures": CAPTURES, "people": PEOPLE, "answers": SURVEY, "margins": MARGINS,
         "cells": CELLS.replace("victims", "víctimas"), "goods": GOODS, "prices": PRICES}
LINES = ["mse captures --by région --interval none --population people",
         "check captures",
         "survey answers --weight w --mean größe --by sí",
         "survey answers --weight w --mean größe --calibrate raking --margins margins",
         "indicator 16.1.1 cells --map victims=víctimas",
         "iff price-filter goods --set fence=price --prices prices",
         "convert answers -"]


def lines_of(line, encoding):
    return [f"{word}.csv" if word in FILES else word for word in line.split()] + encoding


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("encoding, name", [("iso8859-2", "ISO-8859-2"), ("utf-16", None)])
def test_the_answer_is_that_of_the_file_in_utf_8(tmp_path, monkeypatch, line, encoding, name):
    out = []
    for folder, codec, option in (("plain", "utf-8", []),
                                  ("other", encoding, ["--encoding", name] if name else [])):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        for file, text in FILES.items():
            text = text.replace("ç", "c").replace("Ærø", "Fünen").replace("ñ", "n")
            with open(f"{file}.csv", "wb") as f:
                f.write(text.encode(codec))
        done = run(*lines_of(line, option))
        assert done.returncode == 0, done
        out.append((done.stdout, done.stderr))
    assert out[0] == out[1]


def test_a_file_that_is_not_in_its_encoding_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "captures.csv").write_bytes(CAPTURES.split("\n")[0].encode("cp1252") + b"\n")
    done = run("mse", "captures.csv")
    assert done.returncode == 3 and b"--encoding NAME" in done.stderr
    done = run("mse", "captures.csv", "--encoding", "no-such-encoding")
    assert done.returncode == 2 and b"no-such-encoding" in done.stderr
