* survey.sav, survey.zsav and survey.por, with PSPP 1.6.2: pspp make.sps.
DATA LIST LIST /q1 (F8.0) age (F8.2) name (A20) d (DATE11) sx (A1) tm (TIME8) amt (F10.3) dt (DATETIME20).
BEGIN DATA.
1 15 "Ana" 31-MAY-2019 "F" 10:30:00 1.125 "31-MAY-2019 12:00:01"
2 49.5 "x,y" 31-DEC-1999 "M" 23:59:59 -2.5 "31-DEC-1999 00:00:00"
98 . "" . "X" . 1e10 .
99 7 "longer text" 29-FEB-2024 "F" 00:00:00 0 "01-JAN-1900 06:00:00"
-3 200 "z" 15-OCT-1582 "M" 01:00:00 1234.5678 "01-JAN-2100 23:00:00"
END DATA.
VARIABLE LABELS q1 "Paid a bribe?".
VALUE LABELS q1 1 "Yes" 2 "No" 98 "Refused" 99 "Don't know" -3 "Not asked" /sx "F" "Female" "M" "Male" "X" "Unknown".
MISSING VALUES q1 (98, LO THRU -1) sx ("X") age (200).
SAVE OUTFILE="survey.sav" /UNCOMPRESSED.
SAVE OUTFILE="survey.zsav" /ZCOMPRESSED.
EXPORT OUTFILE="survey.por".
