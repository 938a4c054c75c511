/* The end of layouts histories and persons: which columns were lists, whether one of the
 * others is the count, and what to say of all of them.
 *
 * Three readings would change the answer without a word, so they are questions (errors that
 * say how to answer): a column of numbers beside columns of 0 and 1 may be the count; a column
 * of TRUE and FALSE beside them may be a list; a column of 0 and 1 may be a characteristic of
 * persons. That it is one is told by its name, or by its values: nobody is on it alone, since
 * whoever has a characteristic is on some list. */
#include "mse/capture/capture.h"
#include "mse/capture/flags.h"
#include "mse/capture/name_hints.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* If nobody is on one list alone where at least so many are expected, there must be a reason.
 * Fewer are within the scatter of Chao's bound in small tables. */
#define MISSED_ALONE 20

int32_t sdg16i_flags_fail_missing(const sdg16i_input *input, int64_t line, int64_t column,
                                  const char *missing, sdg16_error *error) {
  return sdg16i_input_fail(
      input, SDG16_ERR_MISSING, line, column, error,
      "expected 0 or 1, found %s (which is read as 0 only with --missing-flags zero)", missing);
}

int32_t sdg16i_flags_fail_nowhere(const sdg16i_input *input, int64_t line, sdg16_error *error) {
  if (input->options->list_count)
    return sdg16i_input_fail(
        input, SDG16_ERR_HISTORY, line, -1, error,
        "expected a 1 on at least one of the lists named with --lists, found 0 on each of them "
        "(--lists must name every list; leave a list out with --drop, which also leaves out "
        "the "
        "people who are on no other list, or join lists with --merge)");
  return sdg16i_input_fail(input, SDG16_ERR_HISTORY, line, -1, error,
                           "expected a 1 on at least one list, found 0 on every list (someone "
                           "on no list cannot have been observed)");
}

/* ---- which columns were lists ---- */

/* Where no column is a list of 0 and 1, takes the flags TRUE and FALSE for 1 and 0. Columns of
 * T and F count only if there are none of TRUE and FALSE. */
static void read_truths(const sdg16i_flags *self, const sdg16i_input *input) {
  int found = 0;
  for (int64_t c = 0; c < input->columns; c++) {
    const sdg16i_column_facts *f = &self->facts[c];
    int truths = sdg16i_truths_of(f);
    if (input->role[c] != SDG16I_USE_NONE) continue;
    if (!f->others && f->zeros + f->ones) return;
    if (f->bit >= 0 && truths && (!found || truths < found)) found = truths;
  }
  for (int64_t c = 0; found && c < input->columns; c++) {
    sdg16i_column_facts *f = &self->facts[c];
    if (input->role[c] != SDG16I_USE_NONE || f->bit < 0 || sdg16i_truths_of(f) != found)
      continue;
    f->in_truths = found;
    int both = found == SDG16I_TRUTH_TRUE; /* among TRUE and FALSE, T and F are flags too */
    f->ones = f->truths[found - 1] + both * f->truths[SDG16I_TRUTH_T - 1];
    f->zeros = f->truths[found] + both * f->truths[SDG16I_TRUTH_F - 1];
    f->others -= f->ones + f->zeros;
    if (!f->others || !f->strange_line) continue;
    f->other_line = f->strange_line;
    f->other = f->strange;
  }
}

/* The earliest line with a blank or a slip in a column that is a list. */
static int32_t check_columns(const sdg16i_flags *self, const sdg16i_input *input,
                             sdg16_error *error) {
  int zero = input->options->missing_flags == SDG16_MISSING_FLAGS_ZERO;
  int64_t line = INT64_MAX, column = -1;
  for (int64_t c = 0; c < input->columns; c++) {
    const sdg16i_column_facts *f = &self->facts[c];
    if (input->role[c] != SDG16I_USE_NONE) continue;
    int64_t flags = f->zeros + f->ones;
    int64_t at = f->others ? f->other_line : zero ? 0 : f->missing_line;
    int count = sdg16i_holds_numbers(f) &&
                sdg16i_name_hint(input->header[c]) == SDG16I_HINT_COUNT; /* asked for below */
    int slip = f->others && f->zeros && flags >= f->others && !count;
    if (at && at < line && (slip || (!f->others && flags))) {
      line = at;
      column = c;
    }
  }
  if (column < 0) return SDG16_OK;
  static const char *const FLAGS[] = {
      "0 or 1", [SDG16I_TRUTH_TRUE] = "TRUE or FALSE", [SDG16I_TRUTH_T] = "T or F"};
  const sdg16i_column_facts *f = &self->facts[column];
  if (!f->others) return sdg16i_flags_fail_missing(input, line, column, f->missing_as, error);
  return sdg16i_input_fail(input, SDG16_ERR_VALUE, line, column, error,
                           "expected %s, as in other rows, found %s (if this is not a "
                           "list, name the list columns: --lists)",
                           FLAGS[f->in_truths], f->other.text);
}

/* The first column without a use that reads like flags, else one of other values; -1: none. */
static int64_t column_of_words(const sdg16i_flags *self, const sdg16i_input *input) {
  int64_t found = -1;
  for (int64_t c = input->columns - 1; c >= 0; c--) {
    const sdg16i_column_facts *f = &self->facts[c];
    if (input->role[c] != SDG16I_USE_NONE || !f->others) continue;
    if (found < 0 || sdg16i_reads_like_flags(f) ||
        !sdg16i_reads_like_flags(&self->facts[found]))
      found = c;
  }
  return found;
}

static const char *advice_on_words(const sdg16i_column_facts *f) {
  int64_t truths = f->truths[0] + f->truths[1] + f->truths[2] + f->truths[3];
  if (!sdg16i_reads_like_flags(f)) return "";
  if (truths == f->others) return "; name the lists if these are flags (--lists A,B,C)";
  return "; write the flags of lists as 1 and 0, or as TRUE and FALSE";
}

static int32_t fail_number(const sdg16i_input *input, const sdg16i_flags *self, int64_t lists,
                           sdg16_error *error) {
  if (lists > SDG16_MAX_LISTS)
    return sdg16i_input_fail(input, SDG16_ERR_LISTS, 0, -1, error,
                             "expected at most %d lists, found %lld columns that hold only 0 "
                             "and 1: name the list columns (--lists)",
                             SDG16_MAX_LISTS, (long long)lists);
  char example[224] = "";
  int64_t shown = column_of_words(self, input);
  const sdg16i_column_facts *f = shown < 0 ? NULL : &self->facts[shown];
  if (f)
    snprintf(example, sizeof example, " (%s holds %s in %s %lld)",
             sdg16i_quote_text(input->header[shown]).text, f->other.text,
             sdg16i_input_unit(input, input->path), (long long)f->other_line);
  return sdg16i_input_fail(input, SDG16_ERR_LISTS, 0, -1, error,
                           "expected at least %d columns of 0 and 1, the lists, found %lld%s%s",
                           SDG16I_MIN_LISTS, (long long)lists, example,
                           f ? advice_on_words(f) : "");
}

static int32_t find_lists(sdg16i_flags *self, const sdg16i_input *input, sdg16_error *error) {
  int64_t lists = 0;
  for (int64_t c = 0; c < input->columns; c++) {
    const sdg16i_column_facts *f = &self->facts[c];
    if (input->role[c] != SDG16I_USE_NONE || f->others || f->zeros + f->ones == 0) continue;
    if (lists < SDG16_MAX_LISTS) self->list_column[lists] = c;
    self->missing_flags += f->missing;
    lists++;
  }
  if (lists < SDG16I_MIN_LISTS || lists > SDG16_MAX_LISTS)
    return fail_number(input, self, lists, error);
  self->lists = lists;
  return SDG16_OK;
}

/* Replaces the tally by one of the lists' bits alone; `nowhere` is the first line of
 * somebody on no list (INT64_MAX: none). */
static int32_t fold_tally(sdg16i_flags *self, const sdg16i_input *input, int64_t *nowhere,
                          sdg16_error *error) {
  sdg16i_tally lists = {0};
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < self->tally.size; i++) {
    const sdg16i_tally_cell *cell = &self->tally.slots[i];
    if (!cell->count) continue;
    uint64_t history = 0;
    for (int64_t j = 0; j < self->lists; j++)
      history |= (cell->history >> self->facts[self->list_column[j]].bit & 1) << j;
    if (!history && cell->line < *nowhere) *nowhere = cell->line;
    status = sdg16i_tally_add(&lists, cell->stratum, history, cell->count, cell->line);
  }
  sdg16i_tally_free(&self->tally);
  self->tally = lists;
  return status ? sdg16i_input_status(input, status, 0, error) : SDG16_OK;
}

/* ---- questions ---- */

/* "A,B,C" of the lists but one (-1: of all), as far as it fits. */
static void name_lists(const sdg16i_flags *self, const sdg16i_input *input, int64_t without,
                       char *out, size_t size) {
  size_t used = 0;
  *out = '\0';
  for (int64_t j = 0; j < self->lists; j++) {
    const char *name = input->header[self->list_column[j]];
    if (j == without) continue;
    if (used + strlen(name) + 5 > size) {
      snprintf(out + used, size - used, ",...");
      return;
    }
    used += (size_t)snprintf(out + used, size - used, "%s%s", used ? "," : "", name);
  }
}

/* A column of numbers that may be the count. One that is named like an identifier or a
 * characteristic is, where all rows have different histories: counted people look so, and
 * single ones hardly ever. One that numbers the rows is, where it is named like a count. */
static int may_be_count(const sdg16i_flags *self, const sdg16i_input *input, int64_t column) {
  const sdg16i_column_facts *f = &self->facts[column];
  if (input->role[column] != SDG16I_USE_NONE || !sdg16i_holds_numbers(f)) return 0;
  if (sdg16i_input_detects(input) && sdg16i_holds_one_and_two(f)) return 0; /* asked below */
  int hint = sdg16i_name_hint(input->header[column]);
  if (sdg16i_numbers_rows(f, self->rows)) return hint == SDG16I_HINT_COUNT && input->count < 0;
  if (hint != SDG16I_HINT_ID && hint != SDG16I_HINT_CHARACTERISTIC) return 1;
  if (sdg16i_rises(f, self->rows) && sdg16i_name_is_identifier(input->header[column])) return 0;
  return self->tally.cells == self->rows;
}

/* Is a column of numbers the count? */
static int32_t ask_for_count(const sdg16i_flags *self, const sdg16i_input *input,
                             sdg16_error *error) {
  for (int64_t c = 0; c < input->columns; c++) {
    const sdg16i_column_facts *f = &self->facts[c];
    if (!may_be_count(self, input, c)) continue;
    if (input->count < 0 && input->options->layout) continue; /* it is persons by order */
    if (input->count < 0)
      return sdg16i_input_fail(
          input, SDG16_ERR_COLUMN, f->large_line, c, error,
          "this column of numbers (such as %s) stands beside the lists: is it the count? Name "
          "it (--count %s), or say that each row is one person (--layout persons)",
          f->large.text, sdg16i_quote_text(input->header[c]).text);
    if (!input->options->count && sdg16i_numbers_rows(&self->facts[input->count], self->rows))
      return sdg16i_input_fail(input, SDG16_ERR_COLUMN, 0, input->count, error,
                               "this column numbers the rows, and %s holds numbers: which is "
                               "the count? Name it (--count %s)",
                               sdg16i_quote_text(input->header[c]).text,
                               sdg16i_quote_text(input->header[c]).text);
  }
  return SDG16_OK;
}

static int32_t fail_flags(const sdg16i_input *input, const sdg16i_column_facts *facts,
                          int64_t column, int in_truths, sdg16_error *error) {
  if (sdg16i_holds_one_and_two(facts))
    return sdg16i_input_fail(input, SDG16_ERR_COLUMN, facts->other_line, column, error,
                             "the column holds only 1 and 2, but the lists hold 0 and 1: is it "
                             "a list? Write it with 0 and 1, or name the list columns without "
                             "it (--lists)%s",
                             input->count < 0 ? "; or the count? Name it (--count)" : "");
  return sdg16i_input_fail(input, SDG16_ERR_COLUMN, facts->other_line, column, error,
                           "%s reads like a list flag, but the lists hold %s: is this "
                           "column a list? Write it with %s, or name the list columns "
                           "without it (--lists)",
                           facts->other.text, in_truths ? "TRUE and FALSE" : "0 and 1",
                           in_truths ? "TRUE and FALSE" : "0 and 1");
}

/* Is a column a list whose flags are written otherwise than those of the others? */
static int32_t ask_for_flags(const sdg16i_flags *self, const sdg16i_input *input,
                             sdg16_error *error) {
  for (int64_t c = 0; c < input->columns; c++) {
    const sdg16i_column_facts *f = &self->facts[c];
    int hint = sdg16i_name_hint(input->header[c]);
    if (input->role[c] == SDG16I_USE_NONE && sdg16i_reads_like_flags(f) &&
        hint != SDG16I_HINT_ID && hint != SDG16I_HINT_CHARACTERISTIC)
      return fail_flags(input, f, c, self->facts[self->list_column[0]].in_truths, error);
  }
  return SDG16_OK;
}

static int32_t fail_question(const sdg16i_flags *self, const sdg16i_input *input, int64_t list,
                             sdg16_error *error) {
  char names[140], all[140];
  int64_t column = self->list_column[list];
  name_lists(self, input, list, names, sizeof names);
  name_lists(self, input, -1, all, sizeof all);
  int hint = sdg16i_name_hint(input->header[column]);
  if (hint == SDG16I_HINT_COUNT && input->count < 0)
    return sdg16i_input_fail(input, SDG16_ERR_COLUMN, 0, column, error,
                             "the column holds only 0 and 1: is it a list or the count? If it "
                             "is a list, name all lists (--lists '%s'), otherwise the count "
                             "(--count %s)",
                             all, sdg16i_quote_text(input->header[column]).text);
  return sdg16i_input_fail(input, SDG16_ERR_COLUMN, 0, column, error,
                           "the column holds only 0 and 1%s: is it a list or a characteristic "
                           "of persons? If it is a list, name all lists (--lists '%s'). "
                           "Otherwise name the others (--lists '%s'), or keep it as a stratum "
                           "(--by %s)",
                           hint == SDG16I_HINT_CHARACTERISTIC
                               ? ""
                               : ", and everyone with a 1 is on another list too",
                           all, names, sdg16i_quote_text(input->header[column]).text);
}

/* Whom a list shares with the others. */
typedef struct sharing {
  int64_t people[3];              /* of the list, on no other, on one other, on two */
  int64_t both[SDG16_MAX_LISTS];  /* on it and this other list alone */
  int64_t other[SDG16_MAX_LISTS]; /* on this other list alone */
  uint64_t common;                /* the lists on which all of its people are */
} sharing;

static void add_sharing(sharing *self, const sdg16i_tally_cell *cell, int64_t list) {
  uint64_t me = UINT64_C(1) << list, rest = cell->history & ~me;
  int others = 0, last = 0;
  for (int j = 0; rest >> j; j++)
    if (rest >> j & 1) others++, last = j;
  int on = (cell->history & me) != 0;
  if (others == 1) *(on ? &self->both[last] : &self->other[last]) += cell->count;
  if (on && others < 3) self->people[others] += cell->count;
  if (on) self->common &= rest;
}

/* Nobody is on the list alone, and its people are not all on one other list: */
#define NEVER_ALONE 1        /* but people are on it */
#define NEVER_ALONE_SPREAD 2 /* that is no chance */

/* Whether nobody is on the list alone. It is no chance where by Chao's lower bound (1987; from
 * those on one other list and on two) twenty people or more are expected. The list is nested in
 * no other where its people are spread: of each other list that alone has twenty people some
 * are on this one too. */
static int never_alone(const sdg16i_flags *self, int64_t list) {
  sharing with = {.common = UINT64_MAX};
  for (int64_t i = 0; i < self->tally.size; i++)
    if (self->tally.slots[i].count) add_sharing(&with, &self->tally.slots[i], list);
  if (with.people[0] || with.common) return 0; /* nested in one: said elsewhere */
  int partners = 0, nested = 0;
  for (int64_t j = 0; j < self->lists; j++) {
    partners += with.both[j] > 0;
    nested |= !with.both[j] && with.other[j] >= MISSED_ALONE;
  }
  double one = (double)with.people[1], two = (double)with.people[2];
  int chance = one * (one - 1) / (2 * (two + 1)) < MISSED_ALONE;
  return partners > 1 && !nested && !chance ? NEVER_ALONE_SPREAD : NEVER_ALONE;
}

/* Is a column of 0 and 1 a characteristic of persons? */
static int32_t ask_for_lists(const sdg16i_flags *self, const sdg16i_input *input,
                             sdg16_error *error) {
  for (int64_t j = 0; j < self->lists; j++) {
    int hint = sdg16i_name_hint(input->header[self->list_column[j]]);
    if (hint == SDG16I_HINT_CHARACTERISTIC || (hint == SDG16I_HINT_COUNT && input->count < 0))
      return fail_question(self, input, j, error);
  }
  for (int64_t j = 0; j < self->lists; j++)
    if (never_alone(self, j) == NEVER_ALONE_SPREAD) return fail_question(self, input, j, error);
  return SDG16_OK;
}

/* ---- what is said ---- */

static const char *why_unused(const sdg16i_flags *self, int64_t c) {
  const sdg16i_column_facts *f = self->facts ? &self->facts[c] : NULL;
  if (!f) return "it is not named";
  if (f->zeros + f->ones + f->others == 0) return "it is blank";
  if (!f->others) return "it is not among the lists named";
  if (f->others && f->truths[SDG16I_TRUTH_FALSE - 1] == f->others) return "it holds only FALSE";
  if (sdg16i_numbers_rows(f, self->rows)) return "it numbers the rows";
  if (sdg16i_holds_numbers(f)) return "it holds numbers, and its name is not that of a count";
  return "it holds other values than 0 and 1";
}

static int32_t note_columns(const sdg16i_flags *self, sdg16i_input *input, sdg16_error *error) {
  const char **why = sdg16i_array(input->columns, sizeof *why);
  if (!why) return sdg16i_fail_memory(error);
  int detects = sdg16i_input_detects(input);
  for (int64_t c = 0; c < input->columns; c++)
    if (input->role[c] == SDG16I_USE_NONE) why[c] = why_unused(self, c);
  for (int64_t j = 0; j < self->lists; j++) {
    const sdg16i_column_facts *f = detects ? &self->facts[self->list_column[j]] : NULL;
    input->role[self->list_column[j]] = SDG16I_USE_LIST;
    why[self->list_column[j]] = !f             ? "it is named"
                                : !f->ones     ? "it holds only 0: nobody is on it"
                                : f->in_truths ? "it holds only TRUE and FALSE"
                                               : "it holds only 0 and 1";
  }
  int32_t status = sdg16i_input_note_columns(input, why);
  free(why);
  return status ? sdg16i_fail_memory(error) : SDG16_OK;
}

/* Rows that may be, or were, of one person. Where a value stands in more than four rows on
 * average, it is no person's (an agency's identifier). */
static int32_t note_ids(const sdg16i_flags *self, sdg16i_input *input) {
  int64_t people = self->ids.count, repeated = self->id_rows - people;
  if (input->id >= 0 && self->joined.rows > self->joined.ids.count)
    return sdg16i_note_add(
        &input->notes, 0, "note", "rows-joined",
        "%lld rows are of %lld people: the rows of one identifier are joined.",
        (long long)self->joined.rows, (long long)self->joined.ids.count);
  if (self->id_column < 0 || repeated < 1 || 4 * people < self->id_rows) return SDG16_OK;
  return sdg16i_note_add(
      &input->notes, 0, "warning", "identifiers-repeated",
      "Identifiers in column %s repeat: %lld rows have %lld different ones, "
      "and each row counts as another person. Rows of one person can be joined "
      "with --layout persons --id %s.",
      sdg16i_quote_text(input->header[self->id_column]).text, (long long)self->id_rows,
      (long long)people, sdg16i_quote_text(input->header[self->id_column]).text);
}

static int32_t add_notes(const sdg16i_flags *self, sdg16i_input *input, sdg16_error *error) {
  int32_t status = SDG16_OK;
  if (self->missing_flags)
    status = sdg16i_note_add(&input->notes, 0, "note", "missing-flags",
                             "%lld missing flag%s read as 0 (not on the list).",
                             (long long)self->missing_flags,
                             self->missing_flags == 1 ? " was" : "s were");
  for (int64_t j = 0; !status && sdg16i_input_detects(input) && j < self->lists; j++)
    if (never_alone(self, j))
      status = sdg16i_note_add(
          &input->notes, UINT32_C(1) << j, "warning", "perhaps-no-list",
          "Everyone with a 1 in column %s is on another list too. If the column is a "
          "characteristic of people and not a list, keep it as a stratum (--by) or name the "
          "lists (--lists).",
          sdg16i_quote_text(input->header[self->list_column[j]]).text);
  if (!status && input->id >= 0)
    status = sdg16i_sightings_note_blanks(&self->joined, &input->notes);
  if (!status) status = note_ids(self, input);
  int64_t repeated = self->counted - self->tally.cells;
  if (!status && input->layout == SDG16_LAYOUT_HISTORIES && repeated > 0)
    status =
        sdg16i_note_add(&input->notes, 0, "note", "histories-repeated",
                        "%lld row%s the history of another row, so their counts are added up "
                        "(a column that tells such rows apart can be kept as a stratum).",
                        (long long)repeated, repeated == 1 ? " repeats" : "s repeat");
  return status ? sdg16i_fail_memory(error) : SDG16_OK;
}

/* INT64_MAX: everybody is on a list. */
static int64_t line_on_no_list(const sdg16i_tally *tally) {
  int64_t line = INT64_MAX;
  for (int64_t i = 0; i < tally->size; i++)
    if (tally->slots[i].count && !tally->slots[i].history && tally->slots[i].line < line)
      line = tally->slots[i].line;
  return line;
}

int32_t sdg16i_flags_finish(sdg16i_flags *self, sdg16i_input *input, sdg16i_strata *strata,
                            sdg16_error *error) {
  if (!self->rows)
    return sdg16i_input_fail(input, SDG16_ERR_EMPTY, 0, -1, error,
                             "expected rows below the header, found none");
  int32_t status = SDG16_OK;
  int detects = sdg16i_input_detects(input);
  int64_t nowhere = INT64_MAX;
  if (input->id >= 0)
    status = sdg16i_sightings_tally(&self->joined, input, strata, &self->tally, error);
  if (status) return status;
  if (input->id >= 0 && !detects) nowhere = line_on_no_list(&self->tally);
  if (detects) read_truths(self, input);
  if (detects) status = check_columns(self, input, error);
  if (!status && detects) status = find_lists(self, input, error);
  if (!status && detects) status = fold_tally(self, input, &nowhere, error);
  if (!status && self->facts && !input->options->count)
    status = ask_for_count(self, input, error);
  if (!status && detects) status = ask_for_flags(self, input, error);
  if (!status && nowhere < INT64_MAX) status = sdg16i_flags_fail_nowhere(input, nowhere, error);
  if (!status && detects) status = ask_for_lists(self, input, error);
  if (!status) status = note_columns(self, input, error);
  return status ? status : add_notes(self, input, error);
}
