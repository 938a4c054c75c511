#include "indicators/counts/mse_data.h"

#include "base/error.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- columns ---- */

static const char *const OF_MSE[][2] = {{"detected", "observed"},
                                        {"undetected", "hidden"},
                                        {"undetected_lower", "hidden_lower"},
                                        {"undetected_upper", "hidden_upper"}};
#define OF_MSE_COUNT (sizeof OF_MSE / sizeof OF_MSE[0])

int sdg16i_is_mse_data(const sdg16_table *data) {
  return sdg16_table_find(data, "estimator") >= 0 && sdg16_table_find(data, "observed") >= 0 &&
         sdg16_table_find(data, "hidden") >= 0;
}

int64_t sdg16i_mse_data_column(const sdg16_table *data, const char *input) {
  for (size_t i = 0; i < OF_MSE_COUNT && sdg16i_is_mse_data(data); i++)
    if (!strcmp(OF_MSE[i][0], input)) return sdg16_table_find(data, OF_MSE[i][1]);
  return -1;
}

int32_t sdg16i_mse_data_check(const sdg16_table *data, const char *input, int64_t column,
                              sdg16_error *error) {
  static const char *const OF_TOTAL[] = {"total", "lower", "upper"};
  const char *name = column < 0 ? "" : sdg16_table_name(data, column);
  for (size_t i = 1; i < OF_MSE_COUNT && sdg16i_is_mse_data(data); i++)
    for (size_t k = 0; k < 3 && !strcmp(OF_MSE[i][0], input); k++)
      if (!strcmp(OF_TOTAL[k], name))
        return sdg16i_fail_at(error, SDG16_ERR_COLUMN, "map", 0, 0,
                              "map: column '%s' of an mse result is for the total, not for the "
                              "undetected: %s is its column '%s' (no map is needed)",
                              name, input, OF_MSE[i][1]);
  return SDG16_OK;
}

/* ---- limits ---- */

static double mse_number(const sdg16_table *data, const char *name, int64_t row) {
  double value;
  int64_t column = sdg16_table_find(data, name);
  return column < 0 || sdg16i_number_at(data, column, row, &value) ? (double)NAN : value;
}

static void fill_limit(sdg16i_indicator_data *c, const char *input, const char *of_total) {
  int32_t at = sdg16i_find_input(c->def, input, (int64_t)strlen(input));
  int32_t value = sdg16i_find_input(c->def, "undetected", 10);
  if (at < 0 || value < 0 || c->column[at] != sdg16i_mse_data_column(c->data, input)) return;
  for (int64_t row = 0; row < c->count; row++) {
    double *limit = &c->input[row * c->def->input_count + at];
    double total = mse_number(c->data, of_total, row);
    if (!isnan(*limit) || isnan(total) || isinf(total) ||
        isnan(c->input[row * c->def->input_count + value]))
      continue;
    *limit = fmax(0, total - mse_number(c->data, "observed", row));
  }
}

void sdg16i_mse_data_limits(sdg16i_indicator_data *c) {
  if (c->microdata || !sdg16i_is_mse_data(c->data)) return;
  fill_limit(c, "undetected_lower", "lower");
  fill_limit(c, "undetected_upper", "upper");
}

/* ---- what the estimates say of themselves ---- */

static const char *mse_text(const sdg16_table *data, const char *name, int64_t row) {
  int64_t column = sdg16_table_find(data, name);
  return column < 0 || sdg16_table_type(data, column) != SDG16_TEXT
             ? NULL
             : sdg16_table_text(data, row, column);
}

/* The row of the data with the key of a result; -1: it is a sum of rows. */
static int64_t row_of_key(const sdg16i_indicator_data *c, const int32_t *key) {
  for (int64_t i = 0; i < c->count; i++)
    if (!memcmp(c->key + i * c->width, key, (size_t)c->width * sizeof *key)) return i;
  return -1;
}

/* "no estimate with the undetected (incomplete): at least 218 people, lower limit 159"; empty:
 * nothing to say. */
static void describe_estimate(const sdg16_table *data, int64_t row, char *out, size_t size) {
  char least[32], lower[32];
  const char *status = mse_text(data, "status", row);
  double at_least = mse_number(data, "at_least", row),
         at_least_lower = mse_number(data, "at_least_lower", row);
  sdg16_format_double(floor(at_least + 0.5), least, (int64_t)sizeof least);
  sdg16_format_double(floor(at_least_lower + 0.5), lower, (int64_t)sizeof lower);
  *out = '\0';
  if (status && !strcmp(status, "suppressed"))
    snprintf(out, size, "suppressed");
  else if (status && !strcmp(status, "unbounded-preferred") && !isnan(at_least))
    snprintf(out, size,
             "no estimate with the undetected (unbounded-preferred): if the best model with an "
             "estimate is right nevertheless, about %s people%s%s",
             least, isnan(at_least_lower) ? "" : ", and at least ",
             isnan(at_least_lower) ? "" : lower);
  else if (isnan(mse_number(data, "hidden", row)))
    snprintf(out, size, "no estimate with the undetected%s%s%s%s%s%s%s%s", status ? " (" : "",
             status ? status : "", status ? ")" : "", isnan(at_least) ? "" : ": at least ",
             isnan(at_least) ? "" : least, isnan(at_least) ? "" : " people",
             isnan(at_least_lower) ? "" : ", lower limit ", isnan(at_least_lower) ? "" : lower);
  else if (mse_number(data, "no_upper_limit", row) > 0)
    snprintf(out, size, "no upper limit of the estimate with the undetected");
}

/* A row of the results, of the row of the data with its key. */
static int32_t mark_result(sdg16i_results *r, sdg16i_indicator_row *row, int64_t from) {
  const sdg16_table *data = r->cells->data;
  int supplementary =
      row->variant && !strcmp(row->variant, sdg16_series_flag_name(SDG16_SERIES_SUPPLEMENTARY));
  const char *status = mse_text(data, "status", from);
  int suppressed = status && !strcmp(status, "suppressed");
  char words[256];
  if (!supplementary && !suppressed) return SDG16_OK;
  const char *headline = mse_text(data, "headline", from);
  describe_estimate(data, from, words, sizeof words);
  if (supplementary && !suppressed && headline)
    row->note = sdg16i_arena_join(&r->memory, row->note, headline);
  if (supplementary && !suppressed && headline && !row->note)
    return sdg16i_fail_memory(r->error);
  if (!*words) return SDG16_OK;
  const char *kept = sdg16i_arena_text(&r->memory, words, strlen(words));
  if (!kept) return sdg16i_fail_memory(r->error);
  row->note = sdg16i_arena_join(&r->memory, row->note, kept);
  if (isnan(row->value))
    row->status = status ? status : row->status;
  else
    row->flags = sdg16i_arena_join(&r->memory, row->flags, "no-upper-limit");
  return row->note && (isnan(row->value) || row->flags) ? SDG16_OK
                                                        : sdg16i_fail_memory(r->error);
}

static int has_result(const sdg16i_results *r, const int32_t *key) {
  size_t size = (size_t)r->cells->width * sizeof *key;
  for (int64_t i = 0; i < r->count; i++)
    if (!memcmp(r->row[i].key, key, size)) return 1;
  return 0;
}

/* "sex=F; sex=M and 3 more" */
static int32_t note_unused(sdg16i_results *r) {
  const sdg16i_indicator_data *c = r->cells;
  char names[400] = "", place[SDG16I_PLACE_SIZE], more[40] = "";
  int64_t unused = 0, first = -1;
  for (int64_t i = 0; i < c->count; i++) {
    if (has_result(r, c->key + i * c->width)) continue;
    size_t used = strlen(names);
    if (!unused++) first = i;
    if (unused <= 3)
      snprintf(names + used, sizeof names - used, "%s%.120s", used ? "; " : "",
               sdg16i_cell_name(c, c->key + i * c->width, place));
  }
  if (!unused) return SDG16_OK;
  if (unused > 3) snprintf(more, sizeof more, " and %lld more", (long long)(unused - 3));
  return sdg16i_results_diagnostic(r, "unused", c->key + first * c->width,
                                   "rows of the mse result that are not used: %s%s (use by for "
                                   "the columns that distinguish the results)",
                                   names, more);
}

int32_t sdg16i_mse_data_notes(sdg16i_results *r) {
  const sdg16i_indicator_data *c = r->cells;
  int32_t status = SDG16_OK;
  if (c->microdata || !sdg16i_is_mse_data(c->data)) return status;
  if (sdg16i_find_input(c->def, "undetected", 10) < 0) return status;
  for (int64_t i = 0; i < r->count && !status; i++) {
    int64_t from = row_of_key(c, r->row[i].key);
    if (from >= 0) status = mark_result(r, &r->row[i], from);
  }
  for (int64_t i = 0; i < c->count && !status; i++) {
    char words[256], place[SDG16I_PLACE_SIZE];
    const int32_t *key = c->key + i * c->width;
    describe_estimate(c->data, i, words, sizeof words);
    if (*words && has_result(r, key))
      status = sdg16i_results_diagnostic(r, "estimate", key, "%s: %s",
                                         sdg16i_cell_name(c, key, place), words);
    const char *headline = mse_text(c->data, "headline", i);
    if (!status && headline && *headline && has_result(r, key))
      status = sdg16i_results_diagnostic(r, "estimate", key, "%s: %s",
                                         sdg16i_cell_name(c, key, place), headline);
  }
  return status ? status : note_unused(r);
}
