/* Which columns are lists can be known at the last row only. Until then each
 * column that began with a 0, a 1 or a blank has a bit, and people are counted
 * by these bits; at the end the bits of other columns are folded away. So one
 * pass and memory for the distinct rows of flags are enough.
 *
 * A column is a list when all its values are 0 or 1. A blank in it is an error,
 * never "not on the list"; in a column that is no list, blanks do not matter. A
 * column with zeros that is at least half 0 and 1 is taken for a list with slips
 * and not quietly left out: its first other value is an error (whoever means it
 * names the lists). */
#include "mse/table/flags.h"

#include "base/numbers.h"
#include "mse/table/capture.h"

#include <stdio.h>
#include <stdlib.h>

#define MAX_BITS 64

typedef struct sdg16i_column_facts {
  int64_t zeros, ones, others;
  int64_t blank_line, other_line; /* of the first, 0: none */
  sdg16i_quoted other;            /* the first */
  int bit;                        /* -1: no list */
} facts;

int32_t sdg16i_flags_header(sdg16i_flags *self, const sdg16i_input *input, sdg16_error *error) {
  if (!sdg16i_input_detects(input)) {
    self->lists = input->options->list_count;
    for (int64_t j = 0; j < self->lists; j++) self->list_column[j] = input->list_column[j];
    return SDG16_OK;
  }
  self->facts = sdg16i_array(input->columns, sizeof *self->facts);
  return self->facts ? SDG16_OK : sdg16i_fail_memory(error);
}

void sdg16i_flags_free(sdg16i_flags *self) {
  sdg16i_tally_free(&self->tally);
  free(self->facts);
}

/* ---- one row ---- */

/* A whole number: digits alone, or followed by one or two zeros behind the
 * decimal mark as other programs write them ("40.0"). Three might be "1.000"
 * for a thousand, so they are refused. -1: no such number. */
static int64_t whole_number(sdg16i_csv_field field, int32_t decimal) {
  int64_t value = 0, i = 0;
  for (; i < field.size && sdg16i_is_digit(field.bytes[i]); i++) {
    value = value * 10 + (field.bytes[i] - '0');
    if (value > SDG16_MAX_COUNT) return -1;
  }
  if (i == 0) return -1;
  if (i == field.size) return value;
  char mark = field.bytes[i];
  if (decimal ? mark != decimal : mark != '.' && mark != ',') return -1;
  int64_t zeros = field.size - i - 1;
  if (zeros < 1 || zeros > 2) return -1;
  for (i++; i < field.size; i++)
    if (field.bytes[i] != '0') return -1;
  return value;
}

static int32_t row_count(const sdg16i_input *input, const sdg16i_csv_row *row, int64_t *count,
                         sdg16_error *error) {
  *count = 1;
  if (input->count < 0) return SDG16_OK;
  sdg16i_csv_field field = sdg16i_trim(row->fields[input->count]);
  if (!field.size)
    return sdg16i_input_fail(input, SDG16_ERR_MISSING, row->line, input->count, error,
                             "the count is blank: expected a whole number (0 if nobody)");
  *count = whole_number(field, input->options->decimal);
  if (*count < 0)
    return sdg16i_input_fail(input, SDG16_ERR_COUNT, row->line, input->count, error,
                             "%s is not a count: expected a whole number from 0 to %lld",
                             sdg16i_quote(field.bytes, field.size).text,
                             (long long)SDG16_MAX_COUNT);
  return SDG16_OK;
}

static int32_t fail_flag(const sdg16i_input *input, int64_t line, int64_t column,
                         const char *found, sdg16_error *error) {
  if (!found)
    return sdg16i_input_fail(input, SDG16_ERR_MISSING, line, column, error,
                             "the flag is blank: expected 0 or 1 (a blank is not taken as "
                             "\"not on the list\")");
  return sdg16i_input_fail(input, SDG16_ERR_VALUE, line, column, error,
                           "%s is not a list flag: expected 0 or 1", found);
}

static int32_t fail_no_list(const sdg16i_input *input, int64_t line, sdg16_error *error) {
  return sdg16i_input_fail(input, SDG16_ERR_HISTORY, line, -1, error,
                           "every list is 0: somebody who is on no list cannot have been "
                           "observed");
}

/* '0', '1', ' ' for a blank, '?' for anything else. */
static char flag_of(sdg16i_csv_field field) {
  if (field.size != 1) {
    field = sdg16i_trim(field);
    if (!field.size) return ' ';
    if (field.size != 1) return '?';
  }
  char c = *field.bytes;
  return c == '0' || c == '1' ? c : c == ' ' || c == '\t' ? ' ' : '?';
}

static int32_t given_flags(const sdg16i_flags *self, const sdg16i_input *input,
                           const sdg16i_csv_row *row, uint64_t *history, sdg16_error *error) {
  for (int64_t j = 0; j < self->lists; j++) {
    sdg16i_csv_field field = row->fields[self->list_column[j]];
    char flag = flag_of(field);
    if (flag == '1')
      *history |= UINT64_C(1) << j;
    else if (flag != '0') {
      field = sdg16i_trim(field);
      return fail_flag(input, row->line, self->list_column[j],
                       flag == ' ' ? NULL : sdg16i_quote(field.bytes, field.size).text, error);
    }
  }
  return SDG16_OK;
}

static void possible_flags(sdg16i_flags *self, const sdg16i_input *input,
                           const sdg16i_csv_row *row, uint64_t *history) {
  for (int64_t c = 0; c < input->columns; c++) {
    if (input->role[c] != SDG16I_ROLE_NONE) continue;
    facts *f = &self->facts[c];
    char flag = flag_of(row->fields[c]);
    if (flag == '0') {
      f->zeros++;
    } else if (flag == '1') {
      f->ones++;
      if (f->bit >= 0) *history |= UINT64_C(1) << f->bit;
    } else if (flag == ' ') {
      if (!f->blank_line) f->blank_line = row->line;
    } else if (!f->others++) {
      sdg16i_csv_field field = sdg16i_trim(row->fields[c]);
      f->other_line = row->line;
      f->other = sdg16i_quote(field.bytes, field.size);
    }
  }
}

/* The first row says which columns may be lists at all. */
static int32_t give_bits(sdg16i_flags *self, const sdg16i_input *input,
                         const sdg16i_csv_row *row, sdg16_error *error) {
  int bits = 0;
  for (int64_t c = 0; c < input->columns; c++) {
    self->facts[c].bit = -1;
    if (input->role[c] != SDG16I_ROLE_NONE || flag_of(row->fields[c]) == '?') continue;
    if (bits == MAX_BITS)
      return sdg16i_input_fail(input, SDG16_ERR_LISTS, 0, -1, error,
                               "more than %d columns could be lists: name the list columns",
                               MAX_BITS);
    self->facts[c].bit = bits++;
  }
  return SDG16_OK;
}

int32_t sdg16i_flags_row(sdg16i_flags *self, const sdg16i_input *input, sdg16i_strata *strata,
                         const sdg16i_csv_row *row, sdg16_error *error) {
  int64_t count;
  uint64_t history = 0;
  int32_t status = row_count(input, row, &count, error);
  if (status) return status;
  if (self->facts) {
    if (!self->rows && (status = give_bits(self, input, row, error))) return status;
    possible_flags(self, input, row, &history);
  } else {
    if ((status = given_flags(self, input, row, &history, error))) return status;
    if (!history && count) return fail_no_list(input, row->line, error);
  }
  self->rows++;
  if (!count) return SDG16_OK;
  int32_t stratum = sdg16i_strata_of_row(strata, input, row);
  if (stratum < 0) return sdg16i_input_status(input, stratum, row->line, error);
  status = sdg16i_tally_add(&self->tally, (uint32_t)stratum, history, count, row->line);
  return status ? sdg16i_input_status(input, status, row->line, error) : SDG16_OK;
}

/* ---- the end: which columns were lists ---- */

/* The earliest line with a blank or a slip in a column that is a list. */
static int32_t check_columns(const sdg16i_flags *self, const sdg16i_input *input,
                             sdg16_error *error) {
  int64_t line = INT64_MAX, column = -1;
  for (int64_t c = 0; c < input->columns; c++) {
    const facts *f = &self->facts[c];
    int64_t at = f->others ? f->other_line : f->blank_line, flags = f->zeros + f->ones;
    int slip = f->others && f->zeros && flags >= f->others;
    if (at && at < line && (slip || (!f->others && flags))) {
      line = at;
      column = c;
    }
  }
  if (column < 0) return SDG16_OK;
  const facts *f = &self->facts[column];
  if (!f->others) return fail_flag(input, line, column, NULL, error);
  return sdg16i_input_fail(
      input, SDG16_ERR_VALUE, line, column, error,
      "%s is not a list flag: expected 0 or 1, as in other rows (if this is "
      "not a list, name the list columns)",
      f->other.text);
}

static int32_t fail_number(const sdg16i_input *input, const sdg16i_flags *self, int64_t lists,
                           sdg16_error *error) {
  if (lists > SDG16_MAX_LISTS)
    return sdg16i_input_fail(
        input, SDG16_ERR_LISTS, 0, -1, error,
        "%lld columns hold only 0 and 1, at most %d can be lists: name the "
        "list columns",
        (long long)lists, SDG16_MAX_LISTS);
  char example[224] = "";
  for (int64_t c = 0; c < input->columns && !*example; c++)
    if (self->facts[c].others)
      snprintf(example, sizeof example, " (%s holds %s in %s %lld)",
               sdg16i_quote_text(input->header[c]).text, self->facts[c].other.text,
               sdg16i_input_unit(input, input->path), (long long)self->facts[c].other_line);
  return sdg16i_input_fail(input, SDG16_ERR_LISTS, 0, -1, error,
                           "%lld column%s only 0 and 1: at least %d lists are needed%s",
                           (long long)lists, lists == 1 ? " holds" : "s hold", SDG16I_MIN_LISTS,
                           example);
}

static int32_t find_lists(sdg16i_flags *self, const sdg16i_input *input, sdg16_error *error) {
  int64_t lists = 0;
  for (int64_t c = 0; c < input->columns; c++) {
    const facts *f = &self->facts[c];
    if (f->others || f->zeros + f->ones == 0) continue;
    if (lists < SDG16_MAX_LISTS) self->list_column[lists] = c;
    lists++;
  }
  if (lists < SDG16I_MIN_LISTS || lists > SDG16_MAX_LISTS)
    return fail_number(input, self, lists, error);
  self->lists = lists;
  return SDG16_OK;
}

/* Replaces the tally by one of the lists' bits alone. */
static int32_t fold(sdg16i_flags *self, const sdg16i_input *input, sdg16_error *error) {
  sdg16i_tally lists = {0};
  int64_t nowhere = INT64_MAX; /* the first line of somebody on no list */
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < self->tally.size; i++) {
    const sdg16i_tally_cell *cell = &self->tally.slots[i];
    if (!cell->count) continue;
    uint64_t history = 0;
    for (int64_t j = 0; j < self->lists; j++)
      history |= (cell->history >> self->facts[self->list_column[j]].bit & 1) << j;
    if (!history && cell->line < nowhere) nowhere = cell->line;
    status = sdg16i_tally_add(&lists, cell->stratum, history, cell->count, cell->line);
  }
  sdg16i_tally_free(&self->tally);
  self->tally = lists;
  if (status) return sdg16i_input_status(input, status, 0, error);
  return nowhere < INT64_MAX ? fail_no_list(input, nowhere, error) : SDG16_OK;
}

int32_t sdg16i_flags_finish(sdg16i_flags *self, const sdg16i_input *input, sdg16_error *error) {
  if (!self->rows)
    return sdg16i_input_fail(input, SDG16_ERR_EMPTY, 0, -1, error,
                             "there are no rows below the header");
  if (!self->facts) return SDG16_OK;
  int32_t status = check_columns(self, input, error);
  if (!status) status = find_lists(self, input, error);
  if (!status) status = fold(self, input, error);
  return status;
}
