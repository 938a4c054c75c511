/* Estimates of a table: what is asked for by names, and what is read of the result. */
#include "survey/estimate/survey.h"
#include "results/dimension_names.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static int32_t find_covariance(sdg16_survey *s, sdg16_error *error) {
  if (!s->options.covariance) return SDG16_OK;
  s->covariance = sdg16i_array(s->rows, (size_t)s->rows * sizeof *s->covariance);
  double *values = sdg16i_array(s->rows, sizeof *values);
  int32_t status = s->covariance && values ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t k = 0; !status && k < s->rows; k++) values[k] = s->row[k].cell.value;
  if (!status && s->rows)
    status =
        sdg16i_covariance(s->design, s->rows, s->found.traces, values, s->covariance, error);
  free(values);
  for (int64_t k = 0; s->found.traces && k < s->rows; k++)
    sdg16i_trace_clear(&s->found.traces[k]);
  return status;
}

static int32_t keep_names(sdg16_survey *s, const sdg16_survey_options *o, sdg16_error *error) {
  int64_t count = s->grouping.columns;
  s->by = sdg16i_arena_array(&s->arena, count, sizeof *s->by);
  for (int64_t i = 0; s->by && i < count; i++) {
    const char *name = i < o->by_count ? o->by[i] : o->numerator;
    s->by[i] = sdg16i_arena_text(&s->arena, name, strlen(name));
    if (!s->by[i]) s->by = NULL;
  }
  return s->by ? SDG16_OK : sdg16i_fail_memory(error);
}

/* Every row is one of the only estimation. */
static int32_t keep_origin(sdg16_survey *s, const sdg16i_survey_request *request,
                           sdg16_error *error) {
  sdg16i_origin *o = &s->origin;
  if (request->classes.code) return SDG16_OK; /* distributions are not protected */
  o->design = s->design;
  int32_t status = sdg16i_origin_add(o, request, error);
  if (status) return status;
  o->rows = s->rows;
  o->of_row = sdg16i_arena_array(&o->memory, s->rows, sizeof *o->of_row);
  o->place = sdg16i_arena_array(&o->memory, s->rows, sizeof *o->place);
  if (!o->of_row || !o->place) return sdg16i_fail_memory(error);
  for (int64_t k = 0; k < s->rows; k++) o->place[k] = k;
  return SDG16_OK;
}

#define MOST_CLASSES 1024

static int32_t refuse_classes(const sdg16_survey_options *o, sdg16_error *error) {
  for (int64_t i = 0; i < o->by_count; i++)
    if (!strcmp(o->by[i], o->numerator))
      return sdg16i_fail_at(error, SDG16_ERR_NAME, "by", i + 1, 0,
                            "by must not have the column of the distribution, '%.*s'",
                            sdg16i_utf8_excerpt(o->by[i]), o->by[i]);
  if (o->by_count == SDG16I_MAX_BY)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "by", 0, 0,
                          "by must be at most %d columns for a distribution, not %lld",
                          SDG16I_MAX_BY - 1, (long long)o->by_count);
  return sdg16i_check_dimension_name(SDG16I_RESULT_SURVEY, o->numerator, "distribution", 0,
                                     error);
}

/* The column of a distribution, behind those of `by`. */
static int32_t read_classes(sdg16_survey *s, sdg16i_coded_column *out, sdg16_error *error) {
  const sdg16_survey_options *o = &s->options;
  const sdg16_design *d = s->design;
  sdg16i_categories *f = &s->grouping.factor[s->grouping.columns];
  if (o->statistic != SDG16_SURVEY_DISTRIBUTION) return SDG16_OK;
  int32_t status = refuse_classes(o, error);
  if (status) return status;
  s->grouping.columns++;
  status =
      sdg16i_categories_init(f, d->table, d->order, o->numerator, "distribution", 1, error);
  if (status) return status;
  if (!f->count)
    return sdg16i_fail_at(
        error, SDG16_ERR_VALUE, "distribution", 0, 0,
        "the column of the distribution, '%.*s', must have a value in at least one row",
        sdg16i_utf8_excerpt(o->numerator), o->numerator);
  if (f->count > MOST_CLASSES)
    return sdg16i_fail_at(error, SDG16_ERR_LIMIT, "distribution", 0, 0,
                          "the column of the distribution, '%.*s', must have at most %d "
                          "categories, not %lld",
                          sdg16i_utf8_excerpt(o->numerator), o->numerator, MOST_CLASSES,
                          (long long)f->count);
  *out = (sdg16i_coded_column){f->code, f->count};
  return SDG16_OK;
}

static int32_t run_survey(sdg16_survey *s, sdg16i_run *run, sdg16_error *error) {
  const sdg16_survey_options *o = &s->options;
  const sdg16_design *d = s->design;
  sdg16i_survey_inputs in = {0};
  s->df = o->df > 0 ? o->df : d->df;
  int32_t status = sdg16i_survey_columns_read(&s->grouping, d, o->by_count, o->by, o->where,
                                              o->among, error);
  if (!status)
    status =
        sdg16i_check_dimension_names(SDG16I_RESULT_SURVEY, o->by_count, o->by, "by", error);
  const sdg16i_grouping grouping = sdg16i_survey_columns_grouping(&s->grouping);
  sdg16i_coded_column classes = {0};
  if (!status) status = read_classes(s, &classes, error);
  if (!status) status = keep_names(s, o, error);
  if (!status) status = sdg16i_survey_inputs_read(&in, d, d->table, o, error);
  const sdg16i_survey_request request = {.options = o,
                                         .grouping = grouping,
                                         .target = in.target,
                                         .items = in.items,
                                         .classes = classes};
  if (!status) status = sdg16i_survey_run(d, &request, run, &s->found, error);
  s->rows = s->found.count;
  s->row = s->found.row;
  if (!status) status = keep_origin(s, &request, error);
  sdg16i_survey_inputs_clear(&in);
  if (!status) status = find_covariance(s, error);
  if (!status) status = sdg16i_survey_tables(s, error);
  return status;
}

int32_t sdg16_survey_new(const sdg16_design *design, const sdg16_survey_options *options,
                         const sdg16_exec_options *exec, sdg16_survey **out,
                         sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_survey_new: out must not be NULL");
  *out = NULL;
  if (!design)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_survey_new: design must not be NULL");
  sdg16_survey_options o;
  sdg16_survey_thresholds thresholds;
  sdg16i_run run;
  sdg16_survey_options_init(&o, (int64_t)sizeof o);
  int32_t status = sdg16i_survey_options_read(options, &o, &thresholds, error);
  if (!status) status = sdg16i_survey_check(&o, error);
  if (!status) status = sdg16i_run_begin(&run, exec, error);
  if (status) return status;
  sdg16_survey *s = calloc(1, sizeof *s);
  if (!s) return sdg16i_fail_memory(error);
  s->design = design;
  s->options = o;
  status = run_survey(s, &run, error);
  if (status) {
    sdg16_survey_free(s);
    return status;
  }
  sdg16i_run_end(&run);
  s->options.thresholds = NULL;
  *out = s;
  return SDG16_OK;
}

void sdg16_survey_free(sdg16_survey *s) {
  if (!s) return;
  sdg16i_survey_rows_clear(&s->found);
  sdg16i_origin_clear(&s->origin);
  free(s->covariance);
  sdg16i_survey_columns_clear(&s->grouping);
  sdg16_table_free(s->estimates);
  sdg16_table_free(s->diagnostics);
  sdg16i_arena_free(&s->arena);
  free(s);
}

/* ---- reading ---- */

const sdg16_table *sdg16_survey_estimates(const sdg16_survey *s) { return s->estimates; }
const sdg16_table *sdg16_survey_diagnostics(const sdg16_survey *s) { return s->diagnostics; }
int64_t sdg16_survey_rows(const sdg16_survey *s) { return s->rows; }

const char *sdg16_survey_level(const sdg16_survey *s, int64_t row, int64_t by, int32_t label) {
  if (row < 0 || row >= s->rows || by < 0 || by >= s->grouping.columns) return NULL;
  return sdg16i_survey_level(s, row, by, label);
}

const double *sdg16_survey_covariance(const sdg16_survey *s) { return s->covariance; }

int32_t sdg16_survey_status(const sdg16_survey *s, int64_t row) {
  return row >= 0 && row < s->rows ? s->row[row].cell.status : SDG16_SURVEY_EMPTY;
}

int32_t sdg16_survey_estimate(const sdg16_survey *s, int64_t row, sdg16_estimate *out,
                              int64_t size) {
  if (row < 0 || row >= s->rows) return SDG16_ERR_ARGUMENT;
  const sdg16i_survey_row *r = &s->row[row];
  sdg16_estimate e = {.struct_size = (int64_t)sizeof e,
                      .value = r->cell.value,
                      .se = r->se,
                      .lower = r->lower,
                      .upper = r->upper,
                      .level = s->options.level,
                      .df = r->df,
                      .method = r->interval};
  return sdg16i_struct_out(out, size, &e, (int64_t)sizeof e);
}
