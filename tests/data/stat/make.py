# survey-114-big.dta, survey-118.dta and kosovo.dta, with pandas 1.5.3: python3 make.py
import numpy as np
import pandas as pd

DAYS = pd.to_datetime(["2019-05-31", "1950-01-02", "2024-02-29"])
FORMATS = {"d": "td", "t": "tc", "m": "tm", "q": "tq", "w": "tw", "h": "th", "y": "ty"}
frame = pd.DataFrame({
    "id": [1, 2, 3], "x": [1.5, np.nan, -2e10], "s": ["a", "be", ""], "d": DAYS,
    "t": pd.to_datetime(["2019-05-31T01:02:03.25", "1950-01-02", "2024-02-29T23:59:59"]),
    "m": DAYS, "q": DAYS, "w": DAYS, "h": DAYS, "y": DAYS,
    "c": pd.Categorical(["Yes", "No", "Yes"], categories=["No", "Yes"])})
options = {"convert_dates": FORMATS, "write_index": False}
frame.to_stata("survey-114-big.dta", version=114, byteorder=">", **options)
frame["s"] = ["a", "b\u00e9", ""]
frame["words"] = ["q" * 300, "r", ""]
frame.to_stata("survey-118.dta", version=118, byteorder="<", convert_strl=["words"], **options)
pd.read_csv("../../../datasets/kosovo/data.csv").to_stata("kosovo.dta", write_index=False)
