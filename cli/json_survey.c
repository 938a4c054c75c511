/* JSON of sdg16 survey. */
#include "json_build.h"

#include <string.h>

static json_object *survey_data(json_builder *b, const cli_options *options,
                                const sdg16_design *design) {
  json_object *data = json_new_object(b);
  sdg16_design_summary d;
  json_put(b, data, "file", json_text(b, options->files[0]));
  if (!design || sdg16_design_summarise(design, &d, (int64_t)sizeof d)) return data;
  json_put(b, data, "rows", json_whole(b, d.rows));
  json_put(b, data, "strata", json_whole(b, d.strata));
  json_put(b, data, "units", json_whole(b, d.units));
  json_put(b, data, "stages", json_whole(b, d.stages));
  json_put(b, data, "replicates", json_whole(b, d.replicates));
  json_put(b, data, "df", json_number(b, d.df));
  json_put(b, data, "weight_sum", json_number(b, d.weight_sum));
  json_put(b, data, "weight_effect", json_number(b, d.design_effect_weights));
  return data;
}

/* Doubts about one estimate: its interval is not the one asked for; its reliability. */
static json_object *survey_flags(json_builder *b, const cli_options *options,
                                 const sdg16_table *table, int64_t row) {
  json_object *flags = json_new_array(b);
  const char *made = cli_table_text(table, row, "interval");
  const char *verdict = cli_table_text(table, row, "reliability");
  int32_t asked = options->survey.estimate.interval;
  if (asked == -1)
    asked = options->survey.estimate.statistic == SDG16_SURVEY_PROPORTION
                ? SDG16_SURVEY_INTERVAL_LOGIT
                : SDG16_SURVEY_INTERVAL_WALD;
  if (made && strcmp(made, sdg16_survey_interval_name(asked)))
    json_append(b, flags, json_text(b, "boundary-interval"));
  if (verdict && strcmp(verdict, "publish")) json_append(b, flags, json_text(b, verdict));
  const char *protected = cli_table_text(table, row, "flags");
  if (protected && *protected) json_append(b, flags, json_text(b, protected));
  return flags;
}

static void put_survey_estimates(json_builder *b, const cli_options *options,
                                 const sdg16_table *table) {
  const sdg16_survey_options *o = &options->survey.estimate;
  json_object *estimates = json_new_array(b);
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    json_object *estimate = json_new_object(b), *domain = json_new_object(b);
    for (int64_t c = 0; c < o->by_count; c++)
      if (sdg16_table_text(table, i, c))
        json_put(b, domain, o->by[c], json_text(b, sdg16_table_text(table, i, c)));
    json_put(b, estimate, "statistic", json_text(b, sdg16_survey_statistic_name(o->statistic)));
    if (o->numerator) json_put(b, estimate, "of", json_text(b, o->numerator));
    if (o->denominator) json_put(b, estimate, "over", json_text(b, o->denominator));
    json_put(b, estimate, "disaggregation", domain);
    JSON_PUT_CELLS(b, estimate, table, i, "value", "se", "lower", "upper", "level", "interval",
                   "df", "deff", "n", "n_effective", "cv", "missing", "weight");
    if (o->statistic == SDG16_SURVEY_PROPORTION)
      JSON_PUT_CELLS(b, estimate, table, i, "events");
    json_put(b, estimate, "flags", survey_flags(b, options, table, i));
    if (o->scheme != SDG16_SCHEME_NONE) {
      JSON_PUT_CELLS(b, estimate, table, i, "reliability");
      json_put(b, estimate, "reasons",
               json_parts(b, cli_table_text(table, i, "reasons"), "; "));
    }
    JSON_PUT_CELLS(b, estimate, table, i, "status");
    json_append(b, estimates, estimate);
  }
  json_put(b, b->root, "estimates", estimates);
}

static json_object *survey_provenance(json_builder *b, const cli_options *options) {
  json_object *provenance = json_new_object(b);
  json_put(b, provenance, "seed", json_made(b, json_object_new_uint64(options->exec.seed)));
  json_put(b, provenance, "stream", json_whole(b, SDG16_STREAM_VERSION));
  return provenance;
}

int cli_json_survey(const cli_survey_result *result, FILE *out) {
  const cli_options *options = result->options;
  const sdg16_table *comparisons = result->comparisons, *diagnostics = result->diagnostics;
  json_builder b;
  json_object *root = json_begin(&b, "survey"), *warnings = json_new_array(&b);
  json_put(&b, root, "data", survey_data(&b, options, result->design));
  put_survey_estimates(&b, options, result->estimates);
  if (comparisons) {
    json_object *list = json_new_array(&b);
    for (int64_t i = 0; i < sdg16_table_rows(comparisons); i++) {
      json_object *one = json_new_object(&b);
      json_put(&b, one, options->survey.estimate.by[0],
               json_text(&b, sdg16_table_text(comparisons, i, 0)));
      JSON_PUT_CELLS(&b, one, comparisons, i, "reference", "comparison", "value", "se", "lower",
                     "upper", "level", "df", "p");
      json_append(&b, list, one);
    }
    json_put(&b, root, "comparisons", list);
  }
  for (int64_t i = 0; i < sdg16_table_rows(diagnostics); i++)
    json_append(&b, warnings, json_cell(&b, diagnostics, i, "message"));
  if (diagnostics)
    json_put(&b, root, "warnings", warnings);
  else
    json_object_put(warnings);
  json_put(&b, root, "provenance", survey_provenance(&b, options));
  return json_finish(&b, out);
}

int cli_json_independence(const cli_options *options, const sdg16_independence *test,
                          FILE *out) {
  json_builder b;
  json_object *root = json_begin(&b, "survey"), *object = json_new_object(&b);
  const struct {
    const char *name;
    double value;
  } numbers[] = {{"pearson", test->pearson},
                 {"f", test->f},
                 {"df1", test->df1},
                 {"df2", test->df2},
                 {"p", test->p},
                 {"chisq_p", test->chisq_p},
                 {"wald", test->wald},
                 {"wald_df1", test->wald_df1},
                 {"wald_df2", test->wald_df2},
                 {"wald_p", test->wald_p},
                 {"adjusted", test->adjusted},
                 {"adjusted_df1", test->adjusted_df1},
                 {"adjusted_df2", test->adjusted_df2},
                 {"adjusted_p", test->adjusted_p}};
  json_put(&b, object, "row", json_text(&b, options->survey.classifications[0]));
  json_put(&b, object, "column", json_text(&b, options->survey.classifications[1]));
  json_put(&b, object, "n", json_whole(&b, test->n));
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    json_put(&b, object, numbers[i].name, json_number(&b, numbers[i].value));
  json_put(&b, root, "independence", object);
  json_put(&b, root, "provenance", survey_provenance(&b, options));
  return json_finish(&b, out);
}

int cli_json_logistic(const cli_options *options, const sdg16_logistic *logistic, FILE *out) {
  json_builder b;
  json_object *root = json_begin(&b, "survey"), *object = json_new_object(&b),
              *list = json_new_array(&b);
  const sdg16_table *table = sdg16_logistic_coefficients(logistic);
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    json_object *one = json_new_object(&b);
    JSON_PUT_CELLS(&b, one, table, i, "coefficient", "term", "estimate", "se", "t", "p",
                   "lower", "upper", "odds_ratio", "odds_lower", "odds_upper");
    json_append(&b, list, one);
  }
  json_put(&b, object, "formula", json_text(&b, options->survey.logistic));
  json_put(&b, object, "n", json_whole(&b, sdg16_logistic_n(logistic)));
  json_put(&b, object, "df", json_number(&b, sdg16_logistic_df(logistic)));
  json_put(&b, object, "coefficients", list);
  json_put(&b, root, "logistic", object);
  json_put(&b, root, "provenance", survey_provenance(&b, options));
  return json_finish(&b, out);
}
