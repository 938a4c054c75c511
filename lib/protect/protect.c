/* Disclosure control: which rows are suppressed, flagged or rounded. */
#include "protect/protect.h"

#include "base/error.h"
#include "indicators/counts/columns.h"
#include "indicators/regional/national_values.h"
#include "protect/overlaps.h"
#include "protect/suppress.h"
#include "results/result_schema.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- suppression ---- */

/* A value that is made of several cells gives a reader one more equation. */
static int made_of_cells(const sdg16i_protecting *p, int64_t row) {
  char buffer[32];
  double part[4];
  if (!p->of_indicators || p->sampled) return 0; /* weighted: no sums of counts */
  return sdg16i_result_text(p->table, "variant", row, buffer) &&
         !isnan(sdg16i_protected_number(p, "value", row)) && !sdg16i_is_explained(p, row, part);
}

static void take_states(sdg16i_protecting *p, const sdg16i_block *b, int64_t first,
                        int64_t end) {
  int any = 0;
  for (int64_t i = 0; i < b->cells; i++)
    any |= b->state[i] != SDG16I_CELL_OPEN && b->state[i] != SDG16I_CELL_ABSENT;
  for (int64_t i = first; i < end && any; i++) {
    const sdg16i_fact *f = &p->counts.fact[i];
    sdg16i_protect_decision *d = &p->row[f->row];
    int64_t cell = b->cell_of_fact[i - first];
    int32_t state = b->state[cell];
    if (state == SDG16I_CELL_OPEN) {
      if (made_of_cells(p, f->row)) d->action = SDG16I_ACTION_DERIVED;
      continue;
    }
    d->action = state == SDG16I_CELL_MINIMUM         ? SDG16I_ACTION_MINIMUM
                : state == SDG16I_CELL_COMPLEMENTARY ? SDG16I_ACTION_COMPLEMENTARY
                                                     : SDG16I_ACTION_BLOCK;
    for (int32_t m = 0; m < b->measures; m++) {
      const sdg16i_cell_count *measure = &b->measure[m];
      if (isnan(f->count) || strcmp(measure->name, f->measure) ||
          measure->ordinal != f->ordinal || d->count <= f->count)
        continue;
      d->count = f->count;
      if (!measure->witnessed[cell]) continue;
      d->lower = measure->lower[cell];
      d->upper = measure->upper[cell];
    }
  }
}

static int32_t suppress_blocks(sdg16i_protecting *p) {
  int32_t status = SDG16_OK;
  for (int64_t first = 0, end; first < p->counts.count && !status; first = end) {
    end = sdg16i_block_end(&p->counts, first);
    sdg16i_block block;
    status = sdg16i_block_read(&block, &p->counts, first, end, p->error);
    if (!status) status = sdg16i_suppress(&block, &p->options, p->error);
    if (!status) take_states(p, &block, first, end);
    sdg16i_block_free(&block);
  }
  return status;
}

/* ---- reliability ---- */

/* The verdict of a presentation scheme; NULL: none. */
static const char *verdict_of(const sdg16i_protecting *p, int64_t row) {
  return sdg16_table_text(p->table, row, sdg16_table_find(p->table, "reliability"));
}

static void judge_row(sdg16i_protecting *p, int64_t row) {
  sdg16i_protect_decision *d = &p->row[row];
  if (d->action) return;
  const sdg16_protect_options *o = &p->options;
  double value = sdg16i_estimated(p, row);
  double cv = sdg16i_protected_number(p, "se", row) / fabs(value);
  const char *verdict = o->reliability ? verdict_of(p, row) : NULL;
  if ((o->cv_suppress > 0 && cv > o->cv_suppress) ||
      (verdict && !strcmp(verdict, "suppress"))) {
    d->action = SDG16I_ACTION_UNRELIABLE;
    return;
  }
  if ((o->cv_flag > 0 && cv > o->cv_flag) || (verdict && !strcmp(verdict, "review")))
    d->action = SDG16I_ACTION_FLAGGED;
  for (int32_t i = 0; i < p->counts.source_count; i++) {
    const sdg16i_count_source *source = &p->counts.source[i];
    double count = sdg16i_count_at(p->table, source, row);
    if (count < o->flag_count &&
        (!p->of_indicators || sdg16i_is_count(p->registry, p->table, row, source->name))) {
      d->action = SDG16I_ACTION_FLAGGED;
      if (isnan(d->count)) d->count = count;
    }
  }
}

/* ---- the whole ---- */

static int32_t check_verdicts(const sdg16i_protecting *p) {
  int32_t any = !p->options.reliability;
  for (int64_t i = 0; i < p->rows && !any; i++) any |= verdict_of(p, i) != NULL;
  return any ? SDG16_OK
             : sdg16i_fail_at(p->error, SDG16_ERR_COLUMN, "reliability", 0, 0,
                              "results must have verdicts in the column 'reliability', as a "
                              "presentation scheme gives them (sdg16_survey_options, scheme)");
}

static int32_t find_rules(sdg16i_protecting *p) {
  int64_t columns = sdg16_table_columns(p->table);
  sdg16_protect_options unnamed = p->options;
  unnamed.dimensions = NULL;
  p->rule = sdg16i_arena_array(&p->memory, columns, sizeof *p->rule);
  p->is_dimension = sdg16i_arena_array(&p->memory, columns, 1);
  p->is_stratum = sdg16i_arena_array(&p->memory, columns, 1);
  if (!p->rule || !p->is_dimension || !p->is_stratum) return sdg16i_fail_memory(p->error);
  for (int64_t c = 0; c < columns; c++) {
    p->rule[c] = sdg16i_protection_rule(p->table, p->result, c, &p->options);
    p->is_dimension[c] =
        (uint8_t)sdg16i_is_protected_dimension(p->table, p->result, c, &p->options);
    p->is_stratum[c] = (uint8_t)sdg16i_is_protected_dimension(p->table, p->result, c, &unnamed);
  }
  return SDG16_OK;
}

int32_t sdg16i_protect_decide(sdg16i_protecting *p) {
  const sdg16_protect_options *o = &p->options;
  int32_t status = check_verdicts(p);
  if (!status) status = find_rules(p);
  sdg16i_counts_free(&p->counts);
  free(p->row);
  p->row = sdg16i_array(p->rows, sizeof *p->row);
  if (!status && !p->row) status = sdg16i_fail_memory(p->error);
  for (int64_t i = 0; i < p->rows && !status; i++)
    p->row[i] = (sdg16i_protect_decision){.value = NAN,
                                          .count = NAN,
                                          .lower = NAN,
                                          .upper = NAN,
                                          .overlap_lower = NAN,
                                          .overlap_upper = NAN};
  if (!status && (o->minimum > 0 || o->base > 0 || o->flag_count > 0))
    status = sdg16i_counts_read(&p->counts, p->registry, p->table, o, 0, p->error);
  if (!status && o->minimum > 0) status = suppress_blocks(p);
  if (!status) status = sdg16i_judge_overlaps(p);
  for (int64_t i = 0; i < p->rows && !status; i++) judge_row(p, i);
  return status;
}

/* The shares of a domain add up to 1, so that one that is withheld follows from the others.
 * What the cells have does not matter: a file may show the name of a variable as a number. */
static int32_t refuse_distribution(const sdg16i_protecting *p) {
  if (sdg16_table_find(p->table, "categories_of") < 0) return SDG16_OK;
  return sdg16i_fail_at(p->error, SDG16_ERR_OPTION, "categories_of", 0, 0,
                        "results must not be a distribution (a table with the column "
                        "categories_of): its shares cannot be protected. Estimate a proportion "
                        "for each category and protect that");
}

int32_t sdg16i_protect_begin(sdg16i_protecting *p, const sdg16_registry *registry,
                             const sdg16_table *results, const sdg16_protect_options *options,
                             sdg16_error *error) {
  int32_t result = sdg16i_result_of(results);
  *p = (sdg16i_protecting){.registry = registry,
                           .table = results,
                           .result = result,
                           .of_indicators = sdg16i_is_of_indicators(result),
                           .sampled = sdg16i_is_of_sample(results),
                           .error = error};
  int32_t status = sdg16i_protect_options_read(options, &p->options, error);
  if (status) return status;
  if (p->of_indicators && sdg16_table_find(results, "previous") >= 0)
    return sdg16i_fail(error, SDG16_ERR_OPTION,
                       "results must be a table of values, not of changes: protect before "
                       "sdg16_indicator_trend");
  p->rows = sdg16_table_rows(results);
  if (p->rows < 0) p->rows = 0;
  return refuse_distribution(p);
}

int32_t sdg16i_protect_tables(sdg16i_protecting *p, sdg16_table **out, sdg16_table **report) {
  int32_t status = p->options.base > 0 ? sdg16i_round(p) : SDG16_OK;
  if (!status) status = sdg16i_protected_table(p, out);
  if (!status && report) status = sdg16i_protect_report(p, report);
  return status ? status : sdg16i_arena_status(&p->memory, p->error);
}

int32_t sdg16i_protect_end(sdg16i_protecting *p, int32_t status, sdg16_table **out,
                           sdg16_table **report) {
  if (status) {
    sdg16_table_free(*out);
    *out = NULL;
    if (report) sdg16_table_free(*report);
    if (report) *report = NULL;
  }
  sdg16i_counts_free(&p->counts);
  sdg16i_arena_free(&p->memory);
  free(p->row);
  return status;
}

/* Are there values of series that are estimated from answers, without the counts behind them?
 * Groups of areas are such. */
static int is_of_answers(const sdg16i_protecting *p) {
  for (int64_t i = 0; i < p->rows && p->of_indicators; i++) {
    const sdg16_series *series = sdg16i_national_values_series(
        sdg16i_national_values_def(p->registry, p->table, i), p->table, i);
    if (series && series->survey_numerator && !series->numerator &&
        !isnan(sdg16i_protected_number(p, "value", i)))
      return 1;
  }
  return 0;
}

/* Means, totals, ratios and quantiles: of a few values each is a count, which the table does
 * not have. With flags and without weights it has been protected already. */
static int is_of_numbers(const sdg16i_protecting *p) {
  int flagged = sdg16_table_find(p->table, "flags") >= 0;
  int valued = sdg16_table_find(p->table, "value") >= 0; /* else its limits are there */
  for (int64_t i = 0; i < p->rows; i++)
    if (!(valued && isnan(sdg16i_protected_number(p, "value", i))) &&
        isnan(sdg16i_protected_number(p, "events", i)) &&
        !(flagged && isnan(sdg16i_protected_number(p, "weight", i))))
      return 1;
  return 0;
}

/* Weighted estimates can reveal the counts of their sample. Only the answers can prove that
 * they do not. */
static int32_t refuse_sample(const sdg16i_protecting *p) {
  int any = p->options.base > 0, of_sample = p->sampled;
  for (int64_t i = 0; i < p->rows; i++) any |= p->row[i].action == SDG16I_ACTION_MINIMUM;
  if (!p->sampled && p->options.minimum > 0 && is_of_answers(p)) any = of_sample = 1;
  if (p->sampled && p->options.minimum > 0 && is_of_numbers(p)) any = 1;
  if (!of_sample || !p->options.complementary || !any) return SDG16_OK;
  return sdg16i_fail_at(p->error, SDG16_ERR_OPTION, "minimum", 0, 0,
                        "estimates of a survey with counts to protect need their microdata: "
                        "sdg16_survey_protect or sdg16_indicator_protect");
}

/* Is it a column of estimates from lists that tells more than they count? */
static int is_of_lists(const char *name) {
  const sdg16i_result_column *c = sdg16i_result_column_find(SDG16I_RESULT_ESTIMATES, name);
  return c && (c->rule == SDG16I_RULE_WITHHOLD || sdg16i_is_rule_of_lists(c->rule));
}

/* Is it a number that estimates have beside a count? In tables that do not say that they are of
 * indicators, limits and estimates from lists are such too; rounding alone withholds these. */
static int is_of_estimates(const sdg16i_protecting *p, const char *name) {
  const sdg16i_result_column *usual = sdg16i_result_column_find(SDG16I_RESULT_INDICATOR, name);
  if (usual && usual->presence == SDG16I_PRESENCE_SAMPLE)
    return usual->rule != SDG16I_RULE_RESPONDENTS;
  if ((usual && usual->rule == SDG16I_RULE_EXACT) || !strcmp(name, "events")) return 1;
  if (sdg16_table_find(p->table, "indicator") >= 0 || !(p->options.minimum > 0)) return 0;
  return (usual && usual->rule == SDG16I_RULE_DERIVED) ||
         (is_of_lists(name) && sdg16_table_find(p->table, "observed") >= 0);
}

/* Are the dimensions given, so that none is one by its place alone? */
static int are_dimensions_said(const sdg16i_protecting *p) {
  return p->options.dimensions || sdg16_table_dimension_count(p->table) >= 0;
}

/* Estimates from lists and surveys are recognised by several columns together. Without one of
 * them (it was left out or renamed) the others would be published by the rules of counts. */
static int32_t refuse_parts(const sdg16i_protecting *p) {
  if (p->result != SDG16I_RESULT_INDICATOR || p->sampled || !p->options.complementary ||
      !(p->options.minimum > 0 || p->options.base > 0))
    return SDG16_OK;
  for (int64_t c = 0; c < sdg16_table_columns(p->table); c++) {
    const char *name = sdg16_table_name(p->table, c);
    if (!(p->is_dimension[c] && are_dimensions_said(p)) && is_of_estimates(p, name))
      return sdg16i_fail_at(p->error, SDG16_ERR_COLUMN, name, 0, 0,
                            "results must be a whole table of estimates, with all its columns, "
                            "or a table of counts without the column '%.100s'",
                            name);
  }
  return SDG16_OK;
}

/* Which estimates are parts of a sum is told by their groups: without the column of the groups,
 * or with it at a place where it is none, a sum would give back a part that is withheld. */
static int32_t refuse_repeated(const sdg16i_protecting *p) {
  const sdg16i_counts *c = &p->counts;
  for (int64_t i = 1; i < c->count && p->result == SDG16I_RESULT_ESTIMATES; i++) {
    const sdg16i_fact *a = &c->fact[i - 1], *b = &c->fact[i];
    if (a->row != b->row && !strcmp(a->measure, b->measure) &&
        !sdg16i_compare_codes(a->code, b->code, a->width))
      return sdg16i_fail_at(
          p->error, SDG16_ERR_COLUMN, "dimensions", b->row + 1, 0,
          "results must have one row for each group: rows %lld and %lld are of "
          "the same; columns of groups must stand before all others, or be "
          "named by the option dimensions",
          (long long)(a->row < b->row ? a->row : b->row) + 1,
          (long long)(a->row < b->row ? b->row : a->row) + 1);
  }
  return SDG16_OK;
}

/* The rules for estimates from lists are those of models of the lists alone, each group by
 * itself. What a model with covariates tells of small groups is not known. */
static int32_t refuse_covariates(const sdg16i_protecting *p) {
  int64_t column = sdg16_table_find(p->table, "estimator");
  if (p->result != SDG16I_RESULT_ESTIMATES || column < 0) return SDG16_OK;
  for (int64_t i = 0; i < sdg16_table_rows(p->table); i++) {
    const char *estimator = sdg16_table_text(p->table, i, column);
    if (estimator && strcmp(estimator, "loglinear"))
      return sdg16i_fail_at(p->error, SDG16_ERR_OPTION, "estimator", i + 1, 0,
                            "estimates from lists must have the estimator loglinear to be "
                            "protected; row %lld has '%.100s', and what it tells of small "
                            "groups is not known",
                            (long long)i + 1, estimator);
  }
  return SDG16_OK;
}

int32_t sdg16_protect(const sdg16_registry *registry, const sdg16_table *results,
                      const sdg16_protect_options *options, sdg16_table **out,
                      sdg16_table **report, sdg16_error *error) {
  if (report) *report = NULL;
  if (out) *out = NULL;
  if (!results || !out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_protect: %s must not be NULL",
                       results ? "out" : "results");
  sdg16i_protecting p;
  int32_t status = sdg16i_protect_begin(&p, registry, results, options, error);
  if (!status) status = sdg16i_protect_decide(&p);
  if (!status) status = refuse_covariates(&p);
  if (!status) status = refuse_parts(&p);
  if (!status) status = refuse_repeated(&p);
  if (!status) status = refuse_sample(&p);
  if (!status) status = sdg16i_protect_tables(&p, out, report);
  return sdg16i_protect_end(&p, status, out, report);
}
