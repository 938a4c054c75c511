/* The table that may be published. */
#include "protect/protect.h"
#include "protect/sample/coarse.h"
#include "protect/significant_digits.h"

#include "base/error.h"
#include "data/table/table_builder.h"
#include "indicators/counts/columns.h"
#include "mse/estimate/estimate.h"
#include "results/result_schema.h"

#include <sdg16/mse.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int protects_counts(const sdg16i_protecting *p) {
  return p->options.minimum > 0 || p->options.base > 0;
}

/* Where counts are protected, so are overlaps. */
static int protects_overlaps(const sdg16i_protecting *p) {
  return p->result == SDG16I_RESULT_ESTIMATES && protects_counts(p);
}

/* Of an estimate from lists, what is in persons: the undetected to some digits, to which those
 * observed are added; limits outwards. With a base, multiples of it. */
static double persons(const sdg16i_protecting *p, int64_t column, int64_t row) {
  int32_t digits = p->row[row].digits,
          rule = column < 0 ? SDG16I_RULE_UNKNOWN : p->rule[column];
  double number = sdg16i_number_in_column(p, column, row), base = p->options.base;
  double seen = sdg16i_protected_number(p, "observed", row);
  int alone = rule == SDG16I_RULE_HIDDEN || rule == SDG16I_RULE_SPREAD || isnan(seen);
  int direction = rule == SDG16I_RULE_LOWER ? -1 : rule == SDG16I_RULE_UPPER;
  if (alone) seen = 0;
  double shown = seen + sdg16i_few_digits(number - seen, digits, direction);
  return base > 0 ? floor(shown / base + 0.5) * base : shown;
}

/* A rate of the persons in the column with another rule. */
static double rate_of(const sdg16i_protecting *p, int32_t rule, int64_t row) {
  return persons(p, sdg16i_column_by_rule(p, rule), row) * 1e5 /
         sdg16i_protected_number(p, "population", row);
}

/* What would tell overlaps: an estimate or limits that are withheld, limits of which one is
 * not there, and what stands beside them. Beside no estimate, a model tells why there is none.
 * The kind of interval tells it too: a model under which nobody is hidden has a profile
 * whatever was asked for. */
static int tells_overlaps(const sdg16i_protecting *p, int64_t column, int64_t row) {
  const sdg16i_protect_decision *d = &p->row[row];
  if (!protects_overlaps(p) || !sdg16i_is_rule_of_lists(p->rule[column])) return 0;
  int without = d->no_estimate || isnan(sdg16i_estimated(p, row));
  switch (p->rule[column]) {
  case SDG16I_RULE_ESTIMATE:
  case SDG16I_RULE_HIDDEN:
  case SDG16I_RULE_RATE:
  case SDG16I_RULE_MODEL:
    return without;
  default: /* limits */
    return without || d->no_limits;
  }
}

/* Is a number beside the value withheld, because the value is computed again? Numbers that are
 * estimated around the observed one reveal it. */
static int is_of_exact_value(const sdg16i_protecting *p, const sdg16i_protect_decision *d) {
  if (!(p->options.base > 0) || !d->rounded) return 0;
  return !d->estimate || (p->of_indicators && sdg16_table_find(p->table, "observed") >= 0);
}

/* A number of a row that is published, where counts are protected: by the rule of its column.
 * NaN: missing. */
static double by_rule(const sdg16i_protecting *p, int64_t column, int64_t row, double number) {
  const sdg16i_protect_decision *d = &p->row[row];
  int rounds = p->options.base > 0;
  switch (p->rule[column]) {
  case SDG16I_RULE_PUBLISH:
  case SDG16I_RULE_VERDICT:
  case SDG16I_RULE_REASONS:
  case SDG16I_RULE_MODEL:
  case SDG16I_RULE_OF_LIMITS:
    return number;
  case SDG16I_RULE_COUNT:
  case SDG16I_RULE_RESPONDENTS:
  case SDG16I_RULE_PART:
    return rounds && d->rounded ? sdg16i_rounded(p, column, row) : number;
  case SDG16I_RULE_ESTIMATE:
    return persons(p, column, row);
  case SDG16I_RULE_HIDDEN:
  case SDG16I_RULE_SPREAD:
  case SDG16I_RULE_LOWER: /* limits may be at those observed */
  case SDG16I_RULE_UPPER:
    return rounds ? (double)NAN : persons(p, column, row);
  case SDG16I_RULE_RATE:
    return rate_of(p, SDG16I_RULE_ESTIMATE, row);
  case SDG16I_RULE_RATE_LOWER:
    return rounds ? (double)NAN : rate_of(p, SDG16I_RULE_LOWER, row);
  case SDG16I_RULE_RATE_UPPER:
    return rounds ? (double)NAN : rate_of(p, SDG16I_RULE_UPPER, row);
  case SDG16I_RULE_VALUE:
    return rounds && d->fresh ? d->value : number;
  case SDG16I_RULE_DERIVED:
    return is_of_exact_value(p, d) ? (double)NAN : number;
  case SDG16I_RULE_EXACT:
    return rounds ? (double)NAN : number;
  default:
    return NAN;
  }
}

/* Of a coarse row: the value in steps, and the respondents. */
static double coarse_number(const sdg16i_protecting *p, int64_t column, int64_t row) {
  const sdg16i_coarse_row *coarse = &p->coarse[row];
  if (p->rule[column] == SDG16I_RULE_VALUE)
    return sdg16i_scale(p, row) * sdg16i_coarse_value(coarse);
  if (p->rule[column] != SDG16I_RULE_RESPONDENTS || isnan(coarse->n)) return NAN;
  return p->options.base > 0 ? sdg16i_rounded(p, column, row) : coarse->n;
}

static double published(const sdg16i_protecting *p, int64_t column, int64_t row) {
  const char *name = sdg16_table_name(p->table, column);
  double number = sdg16i_protected_number(p, name, row);
  if (p->rule[column] == SDG16I_RULE_SETTING) return number;
  if (p->rule[column] == SDG16I_RULE_UNKNOWN || sdg16i_is_taken_out(&p->row[row]) ||
      tells_overlaps(p, column, row))
    return NAN;
  if (p->coarse) return coarse_number(p, column, row);
  return protects_counts(p) ? by_rule(p, column, row, number) : number;
}

static int32_t number_column(sdg16i_protecting *p, int64_t column, sdg16i_columns *out) {
  const uint8_t *before = sdg16_table_missing(p->table, column);
  const int64_t *whole = sdg16_table_int64(p->table, column);
  const char *name = sdg16_table_name(p->table, column);
  int64_t rows = p->shown_count;
  double *values = sdg16i_array(rows, sizeof *values);
  int64_t *integers = sdg16i_array(rows, sizeof *integers);
  uint8_t *missing = sdg16i_array(rows, 1);
  int32_t status = values && integers && missing ? SDG16_OK : sdg16i_fail_memory(p->error);
  int stay_whole = whole != NULL; /* a value of rounded counts may not */
  for (int64_t i = 0; i < rows && !status; i++) {
    int64_t row = p->shown[i];
    values[i] = published(p, column, row);
    if (isnan(values[i])) {
      missing[i] = before && before[row] ? before[row] : SDG16_MISSING_SYSTEM;
      continue;
    }
    stay_whole &= values[i] == floor(values[i]);
    if (stay_whole) /* beyond 2^53 a double would not do */
      integers[i] = values[i] == (double)whole[row] ? whole[row] : (int64_t)values[i];
  }
  if (!status)
    status = stay_whole
                 ? sdg16_table_add_int64(out->table, name, rows, integers, missing, p->error)
                 : sdg16_table_add_double(out->table, name, rows, values, missing, p->error);
  free(values);
  free(integers);
  free(missing);
  return status;
}

#define SUPPRESSED_NOTE "Suppressed to protect confidentiality"
#define UNRELIABLE_NOTE "Not reliable enough to be published"
#define ROUNDED_NOTE "Rounded; figures do not add up"
#define CONTROLLED_NOTE "Rounded; counts add up"
#define COARSE_NOTE "Rounded to multiples of "
#define WITHHELD_NOTE "Withheld to protect confidentiality"

/* The status of an estimate from lists says only whether an estimate is published. Why there is
 * none, or that it lies on a face, would reveal which overlaps are empty; that it is withheld
 * would reveal that they are small. */
static const char *plain_status(const sdg16i_protecting *p, int64_t row, const char *status) {
  if (!status) return NULL;
  int32_t known = sdg16_model_status_from_name(status);
  if (known < 0) return status;
  return sdg16_model_has_estimate(known) && !p->row[row].no_estimate ? "ok" : "no-estimate";
}

/* BCa limits are replaced by percentile limits where draws do not allow them. */
static const char *plain_interval(const sdg16i_protecting *p, const char *interval) {
  int of_draws = interval && sdg16i_resamples(sdg16_interval_from_name(interval));
  return of_draws && protects_overlaps(p) ? "bootstrap" : interval;
}

static const char *described_status(const sdg16i_protecting *p, int64_t row,
                                    const char *before) {
  const sdg16i_protect_decision *d = &p->row[row];
  int gone = p->options.base > 0 && d->fresh && isnan(d->value);
  return gone && !isnan(sdg16i_protected_number(p, "value", row)) ? "rounded-away" : before;
}

static const char *described_flags(sdg16i_protecting *p, int64_t row, const char *before) {
  const sdg16i_protect_decision *d = &p->row[row];
  /* whether there were limits tells of a small count */
  if (p->options.base > 0 && d->rounded) before = NULL;
  return d->action == SDG16I_ACTION_FLAGGED
             ? sdg16i_arena_join(&p->memory, before, "low-reliability")
             : before;
}

static const char *described_note(sdg16i_protecting *p, int64_t row, const char *before) {
  const char *rounded = p->options.controlled ? CONTROLLED_NOTE : ROUNDED_NOTE;
  return p->options.base > 0 && p->row[row].rounded
             ? sdg16i_arena_join(&p->memory, before, rounded)
             : before;
}

/* What a text that describes a value becomes, by the rule of its column. */
static const char *described(sdg16i_protecting *p, int32_t rule, int64_t row,
                             const char *before) {
  const sdg16i_protect_decision *d = &p->row[row];
  int out = sdg16i_is_taken_out(d), unreliable = d->action == SDG16I_ACTION_UNRELIABLE;
  switch (rule) {
  case SDG16I_RULE_DESCRIBE_STATUS:
    if (out) return unreliable ? "unreliable" : "suppressed";
    return described_status(p, row, before);
  case SDG16I_RULE_DESCRIBE_FLAGS:
  case SDG16I_RULE_WRITTEN_FLAGS:
    if (out) return unreliable ? "unreliable" : "suppressed";
    return described_flags(p, row, before);
  case SDG16I_RULE_DESCRIBE_CODE:
  case SDG16I_RULE_WRITTEN_CODE:
    if (out) return "Q";
    return d->action == SDG16I_ACTION_FLAGGED && (!before || !strcmp(before, "A")) ? "U"
                                                                                   : before;
  case SDG16I_RULE_DESCRIBE_NOTE:
  case SDG16I_RULE_WRITTEN_NOTE:
    if (out) return unreliable ? UNRELIABLE_NOTE : SUPPRESSED_NOTE;
    return described_note(p, row, before);
  default: /* bands */
    return out ? NULL : before;
  }
}

/* What a coarse row says of itself. NULL: nothing, or out of memory. */
static const char *coarse_note(sdg16i_protecting *p, int64_t row) {
  const sdg16i_coarse_row *coarse = &p->coarse[row];
  char text[64], number[32];
  if (coarse->steps == SDG16I_NO_STEPS) return coarse->status ? NULL : WITHHELD_NOTE;
  sdg16_format_double(sdg16i_scale(p, row) * coarse->step, number, sizeof number);
  int size = snprintf(text, sizeof text, "%s%s", COARSE_NOTE, number);
  return sdg16i_arena_text(&p->memory, text, (size_t)size);
}

/* Is it a text that coarse rows do not have, or have in other words? Then its text there. */
static int is_not_coarse(sdg16i_protecting *p, int32_t rule, int64_t row, const char **text) {
  switch (rule) {
  case SDG16I_RULE_DESCRIBE_NOTE:
  case SDG16I_RULE_WRITTEN_NOTE:
    *text = coarse_note(p, row);
    return 1;
  case SDG16I_RULE_WRITTEN_BAND:
    *text = sdg16i_band_name(p->coarse[row].band);
    return 1;
  case SDG16I_RULE_REASONS:
  case SDG16I_RULE_PUBLISH:
    *text = NULL;
    return 1;
  default:
    return 0;
  }
}

double sdg16i_step_of_note(const char *note) {
  double step;
  size_t length = strlen(COARSE_NOTE);
  if (!note || strncmp(note, COARSE_NOTE, length)) return NAN;
  return sdg16_parse_double(note + length, &step) ? (double)NAN : step;
}

/* Does a column with this rule say what protection did to a row? */
static int is_describing(int32_t rule) {
  return rule >= SDG16I_RULE_DESCRIBE_STATUS && rule <= SDG16I_RULE_WRITTEN_BAND;
}

/* The schema of the columns that describe rows: that of the table, or if it has none, that of
 * indicators. */
static int32_t describing_schema(const sdg16i_protecting *p) {
  int32_t count;
  const sdg16i_result_column *column = sdg16i_result_columns(p->result, &count);
  for (int32_t i = 0; i < count; i++)
    if (is_describing(column[i].rule)) return p->result;
  return SDG16I_RESULT_INDICATOR;
}

static int is_one_of(const char *text, size_t count, const char *const *texts) {
  for (size_t i = 0; i < count; i++)
    if (!strcmp(text, texts[i])) return 1;
  return 0;
}

static int is_own_note(const char *text) {
  static const char *const NOTES[] = {SUPPRESSED_NOTE, UNRELIABLE_NOTE, ROUNDED_NOTE,
                                      CONTROLLED_NOTE, WITHHELD_NOTE};
  return !strncmp(text, COARSE_NOTE, strlen(COARSE_NOTE)) ||
         is_one_of(text, sizeof NOTES / sizeof NOTES[0], NOTES);
}

static int is_band(const char *text) {
  for (int32_t i = 0; i < SDG16I_BANDS; i++)
    if (!strcmp(text, sdg16i_band_name(i))) return 1;
  return 0;
}

/* Does the text say what an earlier protection did? */
static int is_written_here(int32_t rule, const char *text) {
  static const char *const FLAGS[] = {"suppressed", "unreliable", "low-reliability"};
  static const char *const CODES[] = {"Q", "U"};
  if (!text) return 0;
  switch (rule) {
  case SDG16I_RULE_WRITTEN_FLAGS:
    return is_one_of(text, sizeof FLAGS / sizeof FLAGS[0], FLAGS);
  case SDG16I_RULE_WRITTEN_CODE:
    return is_one_of(text, sizeof CODES / sizeof CODES[0], CODES);
  case SDG16I_RULE_WRITTEN_NOTE:
    return is_own_note(text);
  default:
    return is_band(text);
  }
}

/* Is it a text that the schema does not know, or one that would reveal why a row is removed, or
 * overlaps that are not published? */
static int tells(const sdg16i_protecting *p, int64_t column, const sdg16i_protect_decision *d,
                 const char *text) {
  switch (p->rule[column]) {
  case SDG16I_RULE_SETTING:
    return 0;
  case SDG16I_RULE_UNKNOWN:
    return 1;
  case SDG16I_RULE_WRITTEN_FLAGS:
  case SDG16I_RULE_WRITTEN_CODE:
  case SDG16I_RULE_WRITTEN_NOTE:
  case SDG16I_RULE_WRITTEN_BAND:
    return !is_written_here(p->rule[column], text);
  case SDG16I_RULE_WITHHOLD:
    return sdg16i_is_taken_out(d) || protects_counts(p);
  case SDG16I_RULE_VERDICT:
  case SDG16I_RULE_REASONS:
    return sdg16i_is_taken_out(d) && d->action != SDG16I_ACTION_UNRELIABLE;
  default:
    return sdg16i_is_taken_out(d);
  }
}

/* Does the schema have it as the status of rows (even if the options call it a dimension)? */
static int is_status(const sdg16i_protecting *p, const char *name) {
  const sdg16i_result_column *known = sdg16i_result_column_find(p->result, name);
  return known && known->rule == SDG16I_RULE_DESCRIBE_STATUS;
}

/* A text of the table as far as it may be published; NULL: missing. */
static const char *published_text(sdg16i_protecting *p, int64_t column, int64_t row,
                                  const char *text) {
  if (tells(p, column, &p->row[row], text) || tells_overlaps(p, column, row)) return NULL;
  if (protects_overlaps(p) && is_status(p, sdg16_table_name(p->table, column)))
    return plain_status(p, row, text);
  return p->rule[column] == SDG16I_RULE_OF_LIMITS ? plain_interval(p, text) : text;
}

/* It must not be missing: memory has failed. */
static int must_be_there(int32_t rule, const sdg16i_protect_decision *d) {
  int flags = rule == SDG16I_RULE_DESCRIBE_FLAGS || rule == SDG16I_RULE_WRITTEN_FLAGS;
  int note = rule == SDG16I_RULE_DESCRIBE_NOTE || rule == SDG16I_RULE_WRITTEN_NOTE;
  return (flags && d->action == SDG16I_ACTION_FLAGGED) || (note && d->rounded);
}

/* A text column, or one that describes values (column -1: it is new). */
static int32_t text_column(sdg16i_protecting *p, int64_t column, const char *name, int32_t rule,
                           sdg16i_columns *out) {
  const char **texts = sdg16i_array(p->shown_count, sizeof *texts);
  if (!texts) return sdg16i_fail_memory(p->error);
  int32_t status = SDG16_OK;
  int dimension = column >= 0 && p->is_dimension[column];
  for (int64_t i = 0; i < p->shown_count && !status; i++) {
    char buffer[32];
    int64_t row = p->shown[i];
    const char *text = column < 0 ? NULL : sdg16i_result_text(p->table, name, row, buffer);
    if (text == buffer) {
      text = sdg16i_arena_text(&p->memory, text, strlen(text));
      if (!text) status = sdg16i_fail_memory(p->error);
    }
    const sdg16i_protect_decision *d = &p->row[row];
    texts[i] = column < 0 ? NULL : published_text(p, column, row, text);
    if (p->coarse && !dimension && !sdg16i_is_taken_out(d) &&
        is_not_coarse(p, rule, row, &texts[i]))
      continue;
    if (!is_describing(rule) || (!d->action && !d->rounded)) continue;
    texts[i] = described(p, rule, row, texts[i]);
    if (!texts[i] && must_be_there(rule, d)) status = sdg16i_fail_memory(p->error);
  }
  if (!status) {
    sdg16i_column_text(out, name, texts);
    status = out->status;
  }
  free(texts);
  return status;
}

static int32_t find_shown(sdg16i_protecting *p) {
  p->shown = sdg16i_arena_array(&p->memory, p->rows, sizeof *p->shown);
  if (!p->shown) return sdg16i_fail_memory(p->error);
  for (int64_t i = 0; i < p->rows; i++) p->shown[p->shown_count++] = i;
  return SDG16_OK;
}

/* The protected table says which columns are dimensions. */
static int32_t mark_dimensions(sdg16i_protecting *p, sdg16_table *table) {
  int64_t columns = sdg16_table_columns(p->table), count = 0;
  const char **name = sdg16i_arena_array(&p->memory, columns, sizeof *name);
  if (!name) return sdg16i_fail_memory(p->error);
  for (int64_t c = 0; c < columns; c++)
    if (p->is_dimension[c]) name[count++] = sdg16_table_name(p->table, c);
  int32_t status = sdg16_table_set_dimensions(table, count, name, p->error);
  return status ? status
                : sdg16_table_set_result(table, sdg16_table_result(p->table), p->error);
}

static int has_bands(const sdg16i_protecting *p) {
  for (int64_t i = 0; p->coarse && i < p->rows; i++)
    if (!sdg16i_is_taken_out(&p->row[i]) && p->coarse[i].band >= 0) return 1;
  return 0;
}

/* The columns that the table lacks and that say what protection did to its rows. */
static int32_t add_descriptions(sdg16i_protecting *p, sdg16i_columns *out) {
  int32_t count, status = SDG16_OK;
  const sdg16i_result_column *column = sdg16i_result_columns(describing_schema(p), &count);
  int bands = has_bands(p);
  for (int32_t i = 0; i < count && !status; i++)
    if (is_describing(column[i].rule) &&
        (bands || column[i].rule != SDG16I_RULE_WRITTEN_BAND) &&
        sdg16_table_find(p->table, column[i].name) < 0)
      status = text_column(p, -1, column[i].name, column[i].rule, out);
  return status;
}

int32_t sdg16i_protected_table(sdg16i_protecting *p, sdg16_table **table) {
  sdg16i_columns out;
  int32_t status = find_shown(p);
  if (status) return status;
  sdg16i_columns_begin(&out, p->shown_count, p->error);
  status = out.status;
  for (int64_t c = 0; c < sdg16_table_columns(p->table) && !status; c++) {
    const char *name = sdg16_table_name(p->table, c);
    if (sdg16_table_type(p->table, c) == SDG16_TEXT || is_describing(p->rule[c]))
      status = text_column(p, c, name, p->rule[c], &out);
    else
      status = number_column(p, c, &out);
  }
  int acted = p->coarse != NULL;
  for (int64_t i = 0; i < p->rows; i++) acted |= p->row[i].action || p->row[i].rounded;
  if (acted && !status) status = add_descriptions(p, &out);
  if (!status) status = mark_dimensions(p, out.table);
  if (!out.status) out.status = status;
  return sdg16i_columns_end(&out, table);
}
