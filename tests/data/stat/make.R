# foreign-108.dta, foreign-110.dta, foreign-113.dta (r-cran-foreign 0.8-84), haven-119.dta
# (r-cran-haven 2.5.1, which is ReadStat), readstata13-119.dta (r-cran-readstata13 0.10.1):
# Rscript make.R
library(foreign)
library(haven)
library(readstata13)
x <- data.frame(vi = c(1L, NA, -5L, 2147483000L), vd = c(1.5, NA, -1e300, 8e300),
                vs = c("a", "q", "bb ccc", "zz"), vf = factor(c("yes", "no", NA, "yes")),
                stringsAsFactors = FALSE)
write.dta(x, "foreign-108.dta", version = 6)
write.dta(x, "foreign-110.dta", version = 7)
write.dta(x, "foreign-113.dta", version = 8)
x$vs[4] <- "\u00e9t\u00e9"
x$vlong <- c(strrep("q", 2100), "", "x", "x")
save.dta13(x, "readstata13-119.dta", version = "15mp", convert.factors = TRUE)
attr(x$vd, "label") <- "a number"
x$vt <- tagged_na(c("a", "z", NA, "b"))
x$vday <- as.Date(c("2019-05-31", NA, "1960-01-01", "1950-02-03"))
x$vl <- labelled(c(1, 2, tagged_na("a"), 2), c(One = 1, Two = 2, Refused = tagged_na("a")))
write_dta(x, "haven-119.dta", version = 15)
