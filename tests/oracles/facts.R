# What a file holds, one fact a line, fields divided by tabs (facts.py reads it): C name label;
# then L value text; then a cell a line: N number (hexadecimal), M tag, T text.

escaped <- function(x) {
  x <- enc2utf8(as.character(x))
  for (pair in list(c("\\", "\\\\"), c("\t", "\\t"), c("\n", "\\n"), c("\r", "\\r")))
    x <- gsub(pair[1], pair[2], x, fixed = TRUE)
  x
}

number <- function(x) ifelse(is.na(x), "nan", sprintf("%a", as.double(x)))

# `tags`: NA where a cell is present. `labels`: list(values = texts of values or tags, texts).
column_facts <- function(out, name, x, label = "", labels = NULL, tags = rep(NA, length(x))) {
  if (is.null(label) || is.na(label)) label <- ""
  put <- function(...) writeLines(paste(..., sep = "\t"), out, useBytes = TRUE)
  put("C", escaped(name), escaped(label))
  if (length(labels$values)) put("L", escaped(labels$values), escaped(labels$texts))
  if (!length(x)) return(invisible())
  plain <- if (is.character(x)) paste0("T\t", escaped(ifelse(is.na(x), "", x)))
           else paste0("N\t", number(x))
  put(ifelse(is.na(tags), plain, paste0("M\t", escaped(tags))))
}

facts_file <- function(path) file(paste0(path, ".facts"), "w", encoding = "native.enc")

# The labels of a named vector whose names are the texts.
named_labels <- function(x) if (length(x)) {
  values <- if (is.character(x)) sub(" +$", "", x) else ifelse(is.na(x), ".", number(x))
  list(values = unname(values), texts = names(x))
}

# ---- haven's columns ----

haven_column <- function(out, name, x) {
  labels <- attr(x, "labels", exact = TRUE)
  label <- attr(x, "label", exact = TRUE)
  tags <- rep(NA_character_, length(x))
  low <- attr(x, "na_range")[1]
  high <- attr(x, "na_range")[2]
  declared <- attr(x, "na_values")
  format <- attr(x, "format.stata", exact = TRUE)
  y <- if (inherits(x, "Date")) as.double(unclass(x)) + 3653
       else if (inherits(x, "hms") || inherits(x, "difftime")) as.double(unclass(x))
       else if (inherits(x, "POSIXct")) as.double(unclass(x)) + 315619200
       else as.vector(unclass(x))
  if (is.factor(x)) {
    labels <- setNames(seq_along(levels(x)), levels(x))
    y <- as.integer(x)
  }
  if (is.character(y)) {
    y <- sub(" +$", "", y)
    tags[y %in% declared & nzchar(y)] <- y[y %in% declared & nzchar(y)]
  } else {
    if (is.logical(y)) y <- as.integer(y)
    tagged <- if (is.double(y)) haven::na_tag(y) else rep(NA, length(y))
    tags[is.na(y)] <- ifelse(is.na(tagged), ".", paste0(".", tagged))[is.na(y)]
    apart <- !is.na(y) & (y %in% declared | (!is.null(low) & if (is.null(low)) FALSE else y >= low & y <= high))
    tags[apart] <- number(y[apart])
  }
  known <- named_labels(labels)
  if (is.double(labels) && any(is.na(labels)))
    known$values[is.na(labels)] <- paste0(".", haven::na_tag(labels[is.na(labels)]))
  column_facts(out, name, y, label, known, tags)
}

haven_facts <- function(path, x) {
  out <- facts_file(path)
  for (name in names(x)) haven_column(out, name, x[[name]])
  close(out)
}
