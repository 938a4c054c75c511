# Rscript read.R READER FILE...: what a package reads, as FILE.facts (see facts.R); a file that it
# refuses has the line X and the reason.
arguments <- commandArgs(trailingOnly = TRUE)
source(file.path(Sys.getenv("ORACLES"), "facts.R"))

# Missing kinds of foreign and readstata13: 0 is `.`, 1 is `.a`; NA: no missing value.
letter_tags <- function(x, kinds) {
  tags <- ifelse(is.na(x), ".", NA)
  if (!is.null(kinds)) {
    kinds <- unclass(kinds)
    tags <- ifelse(is.na(kinds), tags, ifelse(kinds == 0, ".", paste0(".", letters[pmax(kinds, 1)])))
  }
  tags
}

stata_facts <- function(path, x, encoding = "UTF-8", number_tags = letter_tags) {
  out <- facts_file(path)
  kinds <- attr(x, "missing")
  sets <- attr(x, "label.table")
  for (i in seq_along(x)) {
    y <- x[[i]]
    set <- attr(x, "val.labels")[i]
    known <- if (!is.null(set) && !is.na(set) && nzchar(set)) sets[[set]]
    if (!is.null(known)) {
      names(known) <- iconv(names(known), encoding, "UTF-8")
      codes <- as.double(known)
      known <- named_labels(known)
      tagged <- codes > 2147483620
      known$values[tagged] <- paste0(".", c("", letters)[codes[tagged] - 2147483620])
    }
    if (is.logical(y)) y <- as.double(y)
    tags <- if (is.character(y)) rep(NA, length(y)) else number_tags(y, kinds[[i]])
    if (is.character(y)) y <- sub(" +$", "", iconv(y, encoding, "UTF-8"))
    column_facts(out, names(x)[i], y, iconv(attr(x, "var.labels")[i], encoding, "UTF-8"), known, tags)
  }
  close(out)
}

is_declared <- function(y, missing) {
  if (is.null(missing)) return(rep(FALSE, length(y)))
  v <- missing$value
  apart <- switch(sub("[+].*", "", missing$type), none = FALSE, one = , two = , three = y %in% v,
                  range = y >= v[1] & y <= v[2], low = y <= v[1], high = y >= v[1])
  if (grepl("+1", missing$type, fixed = TRUE)) apart <- apart | y %in% v[length(v)]
  apart & !is.na(y)
}

foreign_spss <- function(path) {
  x <- foreign::read.spss(path, use.value.labels = FALSE, use.missings = FALSE,
                          to.data.frame = FALSE, reencode = Sys.getenv("REENCODE", "UTF-8"))
  out <- facts_file(path)
  for (name in names(x)) {
    y <- x[[name]]
    known <- named_labels(attr(y, "value.labels"))
    y <- as.vector(y)
    apart <- is_declared(if (is.character(y)) sub(" +$", "", y) else y, attr(x, "missings")[[name]])
    if (is.character(y)) y <- sub(" +$", "", y)
    tags <- ifelse(apart, if (is.character(y)) y else number(y),
                   if (is.character(y)) NA else ifelse(is.na(y), ".", NA))
    column_facts(out, name, y, unname(attr(x, "variable.labels")[name]), known, tags)
  }
  close(out)
}

bare <- function(x) {  # numbers of dates as they are in the file
  for (i in seq_along(x)) if (inherits(x[[i]], c("Date", "POSIXct", "difftime"))) {
    label <- attr(x[[i]], "label", exact = TRUE)
    stata <- attr(x[[i]], "format.stata", exact = TRUE)
    y <- as.double(unclass(x[[i]]))
    if (!is.null(stata)) y <- if (inherits(x[[i]], "Date")) y + 3653 else round((y + 315619200) * 1000)
    else if (inherits(x[[i]], "Date")) y <- (y + 141428) * 86400
    else if (inherits(x[[i]], "POSIXct")) y <- y + 12219379200
    x[[i]] <- structure(y, label = label)
  }
  x
}

READERS <- list(
  "foreign-dta" = function(path)
    stata_facts(path, foreign::read.dta(path, convert.dates = FALSE, convert.factors = FALSE,
                                        missing.type = FALSE), "windows-1252"),
  "foreign-dta-kinds" = function(path)
    stata_facts(path, foreign::read.dta(path, convert.dates = FALSE, convert.factors = FALSE,
                                        missing.type = TRUE), "windows-1252"),
  "readstata13" = function(path)
    stata_facts(path, readstata13::read.dta13(path, convert.factors = FALSE, convert.dates = FALSE,
                                              missing.type = TRUE)),
  "haven-dta" = function(path) haven_facts(path, bare(haven::read_dta(path))),
  "haven-sav" = function(path) haven_facts(path, bare(haven::read_sav(path, user_na = TRUE))),
  "haven-por" = function(path) haven_facts(path, bare(haven::read_por(path, user_na = TRUE))),
  "foreign-spss" = foreign_spss)

for (path in arguments[-1])
  tryCatch(suppressWarnings(READERS[[arguments[1]]](path)), error = function(e)
    writeLines(paste("X", gsub("[\t\n]", " ", conditionMessage(e)), sep = "\t"),
               paste0(path, ".facts")))
