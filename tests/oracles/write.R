# Rscript write.R PACKAGE FOLDER: files of a package, each with what the package was told to write
# (FILE.facts). Numbers of dates are those of the file.
arguments <- commandArgs(trailingOnly = TRUE)
source(file.path(Sys.getenv("ORACLES"), "facts.R"))
folder <- arguments[2]
set.seed(13)
rows <- 60
days <- as.Date(c("2019-05-31", NA, "1960-01-01", "1950-02-03", "2024-02-29", "0100-01-01", "1582-10-15"))
times <- as.POSIXct(c("2019-05-31 23:59:59", NA, "1960-01-01", "1950-02-03 01:02:03"), tz = "GMT")
whole <- c(NA, 0L, 2147483620L, -2147483647L, 32740L, -32768L, 100L, 101L, -127L, -128L)
real <- c(NA, 0, -0.0, 1.5, 0.1, 1e300, -1e300, 8e307, 5e-324, 1/3, 2^53, -1, 100, 3.4028e38)
words <- c("a", "", " b", "bb ccc", "\"q\"", "a,b;c", "x\ty", strrep("z", 244), "NA", ".", "1")

columns <- function() data.frame(
  vi = rep_len(whole, rows), vd = rep_len(real, rows), vl = rep_len(c(TRUE, NA, FALSE), rows),
  vr = signif(rnorm(rows), 16), vs = rep_len(words, rows),
  vf = factor(rep_len(c("yes", NA, "no", "don't know"), rows), levels = c("yes", "no", "don't know")),
  day = rep_len(days, rows), time = rep_len(times, rows), stringsAsFactors = FALSE)

stata_told <- function(path, x, labels = NULL) {
  out <- facts_file(path)
  for (name in names(x)) {
    y <- x[[name]]
    known <- if (is.factor(y)) named_labels(setNames(seq_along(levels(y)), levels(y)))
    if (is.factor(y)) y <- as.integer(y)
    if (inherits(y, "Date")) y <- as.double(y) + 3653
    if (inherits(y, "POSIXct")) y <- round((as.double(y) + 315619200) * 1000)
    if (is.logical(y)) y <- as.integer(y)
    tags <- if (is.character(y)) rep(NA, length(y)) else ifelse(is.na(y), ".", NA)
    column_facts(out, name, y, if (is.null(labels)) "" else labels[[name]], known, tags)
  }
  close(out)
}

write_foreign <- function() for (version in c(6, 7, 8, 10)) for (kept in c("labels", "codes")) {
  x <- columns()
  x$vs[!nzchar(x$vs)] <- "-"  # an empty text is not written
  x$time <- NULL  # as a whole number of another unit in some versions
  if (version < 8) x$vs <- substr(x$vs, 1, 80)
  path <- file.path(folder, sprintf("foreign-%d-%s.dta", version, kept))
  foreign::write.dta(x, path, version = version, convert.dates = TRUE, convert.factors = kept)
  if (kept == "codes") x$vf <- as.integer(x$vf)
  stata_told(path, x, setNames(names(x), names(x)))
}

write_readstata13 <- function() for (version in c(102:105, 108, 110, 111, 113:115, 117:119)) {
  x <- columns()
  x$vs <- if (version >= 111) x$vs else substr(x$vs, 1, 80)
  x$vd[x$vd == 8e307 & !is.na(x$vd)] <- 8e305  # the missing value of some versions
  if (version >= 118) x$vs[4] <- "\u00e9t\u00e9 \u4e2d\u6587"
  if (version >= 117) x$words <- rep_len(c(strrep("q", 2100), "", "x", "x", strrep("w", 70000)), rows)
  if (version < 108) x$vf <- as.integer(x$vf)
  if (version <= 105) x$vi[x$vi > 30000 & !is.na(x$vi)] <- 30000L
  path <- file.path(folder, sprintf("readstata13-%d.dta", version))
  if (version == 119) version <- "15mp"
  written <- tryCatch({ suppressWarnings(readstata13::save.dta13(x, path, version = version,
                          convert.factors = TRUE)); TRUE }, error = function(e) FALSE)
  if (written) stata_told(path, x) else unlink(path)
}

haven_extra <- function(x) {
  attr(x$vd, "label") <- "a real number, with \"quotes\""
  attr(x$vs, "label") <- "texte fran\u00e7ais"
  x$vs[4] <- "\u00e9t\u00e9 \u4e2d\u6587"
  x
}

write_haven_dta <- function() for (version in 8:15) {
  x <- haven_extra(columns())
  x$vt <- haven::tagged_na(rep_len(letters, rows))
  x$vt[seq(3, rows, 4)] <- 7
  x$vn <- haven::labelled(rep_len(c(1, 2, NA, 2.5), rows), c(One = 1, Two = 2))
  x$vm <- haven::labelled(rep_len(c(1, 2, haven::tagged_na("a"), haven::tagged_na("z"), -5), rows),
                         c(One = 1, Two = 2, Refused = haven::tagged_na("a"), Minus = -5))
  if (version >= 13) x$words <- rep_len(c(strrep("q", 2100), "", "x", "x", strrep("w", 70000)), rows)
  path <- file.path(folder, sprintf("haven-%d.dta", version))
  haven::write_dta(x, path, version = version)
  x$time <- structure(round((as.double(x$time) + 315619200) * 1000))
  haven_facts(path, x)
}

spss_days <- function(x) {
  for (name in names(x)) if (inherits(x[[name]], "Date"))
    x[[name]] <- (as.double(x[[name]]) + 141428) * 86400
  else if (inherits(x[[name]], "POSIXct")) x[[name]] <- as.double(x[[name]]) + 12219379200
  x
}

write_haven_sav <- function() for (kind in c("none", "byte", "zsav")) {
  x <- haven_extra(columns())
  spss <- haven::labelled_spss
  x$v1 <- spss(rep_len(c(1, 2, 98, 99, NA), rows), c(Yes = 1, No = 2, Refused = 98), na_values = 98)
  x$v3 <- spss(rep_len(c(1, 2, 98, 99, 97), rows), c(Yes = 1), na_values = c(97, 98, 99))
  x$ra <- spss(rep_len(c(1, 2.5, 98, 99, 97, NA), rows), NULL, na_range = c(97, 98.5))
  x$lo <- spss(rep_len(c(-1e10, -1, 0, 1), rows), c(Never = -1), na_range = c(-Inf, -1))
  x$hi <- spss(rep_len(c(90, 1e10, 0, 1), rows), c(Never = 90), na_range = c(90, Inf))
  x$rv <- spss(rep_len(c(90, 95, 0, 1), rows), c(Never = 90), na_values = 0, na_range = c(90, 99))
  x$sv <- spss(rep_len(c("Y", "N", "DK", ""), rows), c(Yes = "Y", "Don't know" = "DK"), na_values = "DK")
  x$sl <- haven::labelled(rep_len(c("alpha", "beta", "a longer text"), rows), c(Alpha = "alpha", Long = "a longer text"))
  x$hour <- hms::hms(rep_len(c(0, 86399, NA, 100000.5), rows))
  x$words <- rep_len(c(strrep("q", 300), "", "x", strrep("\u00e9", 500)), rows)
  x$longest <- rep_len(c(strrep("q", 32000), "y"), rows)
  x[["aVeryLongNameOfAVariableThatNeedsTheRecordOfLongNames_andMore"]] <- seq_len(rows)
  x[["aVeryLongName2"]] <- rep_len(c(strrep("k", 256), "y"), rows)
  path <- file.path(folder, sprintf("haven-%s.%s", kind, if (kind == "zsav") "zsav" else "sav"))
  haven::write_sav(x, path, compress = kind)
  haven_facts(path, spss_days(x))
}

switch(arguments[1], foreign = write_foreign(), readstata13 = write_readstata13(),
       "haven-dta" = write_haven_dta(), "haven-sav" = write_haven_sav())
