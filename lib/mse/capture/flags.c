/* Which columns are lists can be known at the last row only. Until then each
 * column that began with a 0, a 1 or a blank has a bit, and people are counted
 * by these bits; at the end the bits of other columns are folded away. So one
 * pass and memory for the distinct rows of flags are enough.
 *
 * A column is a list when all its values are 0 or 1 or, if no column is such a list, when they
 * are TRUE and FALSE (or T and F) and both occur. A blank in it is an error,
 * or "not on the list" where the options say so; in a column that is no list, blanks do not
 * matter. A column with zeros that is at least half 0 and 1 is taken for a list with slips and
 * not quietly left out: its first other value is an error (whoever means it names the lists).
 */
#include "mse/capture/flags.h"

#include "mse/capture/capture.h"
#include "mse/capture/name_hints.h"

#include <stdlib.h>

#define MAX_BITS 64

int32_t sdg16i_flags_header(sdg16i_flags *self, const sdg16i_input *input, sdg16_error *error) {
  if (!sdg16i_input_detects(input)) {
    self->lists = input->options->list_count;
    for (int64_t j = 0; j < self->lists; j++) self->list_column[j] = input->list_column[j];
  }
  self->id_column = -1;
  for (int64_t c = input->columns - 1; c >= 0; c--)
    if (input->layout == SDG16_LAYOUT_PERSONS && input->id < 0 &&
        input->role[c] == SDG16I_USE_NONE && sdg16i_name_is_identifier(input->header[c]))
      self->id_column = c;
  if (!sdg16i_input_watches(input)) return SDG16_OK;
  self->facts = sdg16i_array(input->columns, sizeof *self->facts);
  if (!self->facts) return sdg16i_fail_memory(error);
  for (int64_t c = 0; c < input->columns; c++) self->facts[c].bit = -1;
  return SDG16_OK;
}

void sdg16i_flags_free(sdg16i_flags *self) {
  sdg16i_tally_free(&self->tally);
  sdg16i_sightings_free(&self->joined);
  sdg16i_dictionary_free(&self->ids);
  free(self->facts);
}

/* ---- one row ---- */

static int32_t row_count(const sdg16i_flags *self, const sdg16i_input *input,
                         const sdg16i_csv_row *row, int64_t *count, sdg16_error *error) {
  *count = 1;
  if (input->count < 0) return SDG16_OK;
  sdg16i_csv_field field = sdg16i_trim(row->fields[input->count]);
  if (sdg16i_is_missing(field))
    return sdg16i_input_fail(input, SDG16_ERR_MISSING, row->line, input->count, error,
                             "expected a whole number (0 if nobody), found %s",
                             sdg16i_missing_field_words(field));
  if (self->facts)
    sdg16i_column_facts_add(&self->facts[input->count], field, self->rows, row->line);
  *count = sdg16i_whole_number(field, input->options->decimal);
  if (*count < 0)
    return sdg16i_input_fail(input, SDG16_ERR_COUNT, row->line, input->count, error,
                             "expected a whole number from 0 to %lld, found %s",
                             (long long)SDG16_MAX_COUNT,
                             sdg16i_quote(field.bytes, field.size).text);
  return SDG16_OK;
}

/* The flag in a column that is named as a list, where T and F mean TRUE and FALSE. */
static char named_flag(sdg16i_csv_field field) {
  static const char FLAGS[] = "?1010"; /* by SDG16I_TRUTH_ */
  char flag = sdg16i_flag_of(field);
  return flag == '?' ? FLAGS[sdg16i_truth_of(field)] : flag;
}

static int32_t given_flags(sdg16i_flags *self, const sdg16i_input *input,
                           const sdg16i_csv_row *row, uint64_t *history, sdg16_error *error) {
  for (int64_t j = 0; j < self->lists; j++) {
    sdg16i_csv_field field = row->fields[self->list_column[j]];
    char flag = named_flag(field);
    if (flag == '1')
      *history |= UINT64_C(1) << j;
    else if (flag == ' ' && input->options->missing_flags == SDG16_MISSING_FLAGS_ZERO)
      self->missing_flags++;
    else if (flag == ' ')
      return sdg16i_flags_fail_missing(input, row->line, self->list_column[j],
                                       sdg16i_missing_field_words(field), error);
    else if (flag != '0') {
      field = sdg16i_trim(field);
      return sdg16i_input_fail(input, SDG16_ERR_VALUE, row->line, self->list_column[j], error,
                               "expected 0 or 1, found %s",
                               sdg16i_quote(field.bytes, field.size).text);
    }
  }
  return SDG16_OK;
}

/* The columns without a use: each may be a list, or the count. */
static void look_at_columns(sdg16i_flags *self, const sdg16i_input *input,
                            const sdg16i_csv_row *row, uint64_t *history) {
  for (int64_t c = 0; c < input->columns; c++) {
    if (input->role[c] != SDG16I_USE_NONE) continue;
    sdg16i_column_facts *f = &self->facts[c];
    int is_on = sdg16i_column_facts_add(f, row->fields[c], self->rows, row->line);
    if (is_on && f->bit >= 0) *history |= UINT64_C(1) << f->bit;
  }
}

/* The first row says which columns may be lists at all. */
static int32_t give_bits(sdg16i_flags *self, const sdg16i_input *input,
                         const sdg16i_csv_row *row, sdg16_error *error) {
  int bits = 0, most = input->id >= 0 ? SDG16_MAX_LISTS : MAX_BITS;
  for (int64_t c = 0; c < input->columns; c++) {
    if (input->role[c] != SDG16I_USE_NONE || sdg16i_flag_of(row->fields[c]) == '?') continue;
    if (bits == most)
      return sdg16i_input_fail(input, SDG16_ERR_LISTS, 0, -1, error,
                               "expected at most %d columns that could be lists, found more: "
                               "name the list columns (--lists)",
                               most);
    self->facts[c].bit = bits++;
  }
  for (int64_t c = 0; c < input->columns && bits < most; c++) /* more of them are asked for */
    if (input->role[c] == SDG16I_USE_NONE && sdg16i_truth_of(row->fields[c]))
      self->facts[c].bit = bits++;
  return SDG16_OK;
}

/* Takes in the identifier of a row, to tell whether identifiers repeat. */
static int32_t note_id(sdg16i_flags *self, const sdg16i_csv_row *row) {
  if (self->id_column < 0) return SDG16_OK;
  sdg16i_csv_field id = sdg16i_trim(row->fields[self->id_column]);
  if (sdg16i_is_missing(id)) return SDG16_OK;
  self->id_rows++;
  int32_t code = sdg16i_code_of_text(&self->ids, id.bytes, id.size);
  return code < 0 ? code : SDG16_OK;
}

int32_t sdg16i_flags_row(sdg16i_flags *self, const sdg16i_input *input, sdg16i_strata *strata,
                         const sdg16i_csv_row *row, sdg16_error *error) {
  int64_t count;
  uint64_t history = 0;
  int32_t status = row_count(self, input, row, &count, error);
  if (status) return status;
  int detects = sdg16i_input_detects(input);
  if (detects && !self->rows) status = give_bits(self, input, row, error);
  if (!status && self->facts) look_at_columns(self, input, row, &history);
  if (!status && !detects) {
    history = 0;
    status = given_flags(self, input, row, &history, error);
    if (!status && !history && count && input->id < 0)
      status = sdg16i_flags_fail_nowhere(input, row->line, error);
  }
  if (status) return status;
  self->rows++;
  self->counted += count > 0;
  if (!count) {
    int32_t empty = sdg16i_strata_of_row(strata, input, row); /* known, if only to be named */
    return empty < 0 ? sdg16i_input_status(input, empty, row->line, error) : SDG16_OK;
  }
  if (input->id >= 0)
    return sdg16i_sightings_flags(&self->joined, input, strata, row, history, error);
  if ((status = note_id(self, row)))
    return sdg16i_input_status(input, status, row->line, error);
  int32_t stratum = sdg16i_strata_of_row(strata, input, row);
  if (stratum < 0) return sdg16i_input_status(input, stratum, row->line, error);
  status = sdg16i_tally_add(&self->tally, (uint32_t)stratum, history, count, row->line);
  return status ? sdg16i_input_status(input, status, row->line, error) : SDG16_OK;
}
