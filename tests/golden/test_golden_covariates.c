/* Models with covariates against values of two independent programs
 * (tests/golden/data/README.md): fits, criteria, faces, and the status, total and standard
 * error of every group. */
#include "golden.h"

#include "mse/covariates/cross_search.h"

#include <sdg16/mse.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- one model of one table ---- */

typedef struct setting {
  char dataset[32], model[1024];
  sdg16_capture *capture;
  sdg16i_cross *cross;
  sdg16i_arena arena;
  sdg16i_cross_fit fit;
} setting;

static const char *const *columns_of(const char *dataset, int64_t *lists, int64_t *strata) {
  static const char *const simdat[] = {"R1", "R2", "R3", "R4", "X1", "X2", "X3", "X4", "Y"};
  static const char *const scot[] = {"S1", "S2", "S3", "S4", "Region", "Gender", "Age"};
  static const char *const synth5[] = {"Po",  "Ng",  "Bo",          "La",   "He",
                                       "sex", "age", "citizenship", "form", "year"};
  *lists = strcmp(dataset, "synth5") ? 4 : 5;
  *strata = strcmp(dataset, "ScotPWID") ? 5 : 3;
  return !strcmp(dataset, "simdat") ? simdat : !strcmp(dataset, "synth5") ? synth5 : scot;
}

static void open_dataset(setting *s, const char *dataset) {
  sdg16_error error;
  sdg16_capture_options options;
  if (!strcmp(s->dataset, dataset)) return;
  sdg16i_cross_free(s->cross);
  sdg16_capture_free(s->capture);
  char path[4096];
  const char *paths[] = {path};
  golden_table_path(dataset, path, sizeof path);
  sdg16_capture_options_init(&options, sizeof options);
  options.lists = columns_of(dataset, &options.list_count, &options.stratum_count);
  options.strata = options.lists + options.list_count;
  if (sdg16_capture_read(1, paths, &options, &s->capture, &error))
    fail_msg("%s", error.message);
  if (sdg16i_cross_new(s->capture, &s->cross, &error)) fail_msg("%s", error.message);
  snprintf(s->dataset, sizeof s->dataset, "%s", dataset);
  s->model[0] = 0;
}

static void open_model(setting *s, const char *model) {
  sdg16_error error;
  sdg16i_cross_model parsed, again;
  if (!strcmp(s->model, model)) return;
  sdg16i_arena_reset(&s->arena);
  if (sdg16i_cross_model_parse(s->cross, model, &s->arena, &parsed, &error))
    fail_msg("%s: %s", model, error.message);
  char *text = sdg16i_cross_model_text(s->cross, &parsed, &s->arena);
  if (sdg16i_cross_model_parse(s->cross, text, &s->arena, &again, &error))
    fail_msg("%s: %s", text, error.message);
  golden_same(model, "parsed again", sdg16i_cross_model_text(s->cross, &again, &s->arena),
              text);
  if (sdg16i_cross_fit_model(s->cross, &parsed, NULL, &s->arena, &s->fit, &error))
    fail_msg("%s: %s", model, error.message);
  snprintf(s->model, sizeof s->model, "%s", model);
}

/* ---- groups: "X1=1,Y=2" ---- */

static void fill_members(const sdg16i_cross *cross, const char *group, uint8_t *member) {
  char text[200], *rest = text;
  memset(member, 1, (size_t)cross->kinds);
  snprintf(text, sizeof text, "%s", group);
  for (char *part; (part = strsep(&rest, ",")) && *part;) {
    char *value = strchr(part, '=');
    int64_t k = 0, level = 0;
    *value++ = 0;
    while (strcmp(cross->covariate[k].name, part)) k++;
    while (strcmp(cross->covariate[k].level[level], value)) level++;
    for (int64_t x = 0; x < cross->kinds; x++)
      member[x] = member[x] && sdg16i_kind_level(cross, x, k) == level;
  }
}

static const char *status_text(const setting *s, const sdg16i_cross_group *group, int total) {
  static const char *const names[] = {"ok", "ok", "lower", "unbounded", "not-identified"};
  if (total && group->status <= SDG16I_HIDDEN_EMPTY && s->fit.face.off) return "ok-on-face";
  return names[group->status];
}

static double value_of(const setting *s, const char *quantity,
                       const sdg16i_cross_group *group) {
  const sdg16i_cross_fit *fit = &s->fit;
  int estimable = group->status <= SDG16I_HIDDEN_EMPTY;
  int64_t on = fit->cells - fit->face.off;
  if (!strcmp(quantity, "n")) return s->cross->n;
  if (!strcmp(quantity, "cells")) return (double)fit->cells;
  if (!strcmp(quantity, "npar")) return (double)fit->columns.p;
  if (!strcmp(quantity, "df")) return (double)(fit->cells - fit->columns.p);
  if (!strcmp(quantity, "deviance")) return fit->deviance;
  if (!strcmp(quantity, "pearson")) return fit->pearson;
  if (!strcmp(quantity, "loglik")) return fit->loglik;
  if (!strcmp(quantity, "aic")) return fit->aic;
  if (!strcmp(quantity, "bic")) return fit->bic;
  if (!strcmp(quantity, "face_off")) return (double)fit->face.off;
  if (!strcmp(quantity, "face_dim")) return (double)fit->face.dimension;
  if (!strcmp(quantity, "df_face")) return (double)(on - fit->face.dimension);
  if (!strcmp(quantity, "total")) return estimable ? group->total : NAN;
  if (!strcmp(quantity, "se")) return group->se;
  if (!strcmp(quantity, "limit_total"))
    return group->status == SDG16I_HIDDEN_LOWER ? group->total : NAN;
  fail_msg("no quantity %s", quantity);
  return NAN;
}

/* Goodness of fit of models that fit exactly is a difference of large numbers. */
static void compare(const setting *s, const char *quantity, const char *group_name,
                    const char *want) {
  sdg16_error error;
  sdg16i_cross_group group;
  uint8_t *member = calloc((size_t)s->cross->kinds, 1);
  fill_members(s->cross, group_name, member);
  if (sdg16i_cross_group_total(s->cross, &s->fit, member, &group, &error)) fail();
  char what[240];
  snprintf(what, sizeof what, "%s %s", quantity, group_name);
  if (!strcmp(quantity, "status"))
    golden_same(s->model, what, status_text(s, &group, !*group_name), want);
  else if ((!*want || !strcmp(want, "NA")))
    golden_true(s->model, what, isnan(value_of(s, quantity, &group)));
  else
    golden_close(s->model, what, value_of(s, quantity, &group), golden_parse(want), 1e-10, 1);
  free(member);
}

static void test_fits(void **state) {
  (void)state;
  setting s = {.cross = NULL};
  sdg16_table *table = golden_table("covariates.csv");
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    const char *quantity = golden_text(table, row, "quantity", 0);
    if (!strcmp(quantity, "face_is_margins")) continue; /* a remark on the face, no result */
    open_dataset(&s, golden_text(table, row, "dataset", 1));
    open_model(&s, golden_text(table, row, "model", 2));
    compare(&s, quantity, golden_text(table, row, "group", 3),
            golden_text(table, row, "value", 4));
  }
  sdg16i_arena_free(&s.arena);
  sdg16i_cross_free(s.cross);
  sdg16_capture_free(s.capture);
  sdg16_table_free(table);
  golden_report("models with covariates");
}

/* ---- the stepwise path of the R package mse on simdat, in its stages ---- */

static void compare_step(const sdg16_table *table, int64_t row, const setting *s,
                         const sdg16i_cross_step *step) {
  char where[64];
  const sdg16i_cross_fit *fit = &step->fit;
  sdg16i_cross_group all;
  sdg16_error error;
  uint8_t *member = calloc((size_t)s->cross->kinds, 1);
  snprintf(where, sizeof where, "step %s of %s", golden_text(table, row, "step", 0),
           golden_text(table, row, "stage", 1));
  memset(member, 1, (size_t)s->cross->kinds);
  if (sdg16i_cross_group_total(s->cross, fit, member, &all, &error)) fail();
  sdg16i_arena arena = {0};
  golden_same(where, "model", sdg16i_cross_model_text(s->cross, &step->model, &arena),
              golden_text(table, row, "model", 2));
  sdg16i_arena_free(&arena);
  golden_close(where, "npar", (double)fit->columns.p, golden_number(table, row, "npar"), 0, 1);
  golden_close(where, "deviance", fit->deviance, golden_number(table, row, "deviance"), 1e-10, 1);
  golden_close(where, "loglik", fit->loglik, golden_number(table, row, "loglik"), 1e-10, 1);
  golden_close(where, "aic", fit->aic, golden_number(table, row, "aic"), 1e-10, 1);
  golden_close(where, "aicc", fit->aicc, golden_number(table, row, "aicc"), 1e-10, 1);
  golden_close(where, "bic", fit->bic, golden_number(table, row, "bic"), 1e-10, 1);
  golden_close(where, "face_off", (double)fit->face.off, golden_number(table, row, "face_off"), 0,
               1);
  const char *total = golden_text(table, row, "total", 3);
  if (*total && strcmp(total, "NA")) {
    golden_close(where, "total", all.total, golden_parse(total), 1e-10, 1);
    golden_close(where, "se", all.se, golden_parse(golden_text(table, row, "se", 4)), 1e-10, 1);
  } else {
    golden_true(where, "no total", isnan(all.total));
  }
  free(member);
}

/* Runs a stage from `start` and compares its steps with the rows from *row on. Returns where it
 * ends. */
static sdg16i_cross_model run_stage(const sdg16_table *table, const char *stage, int64_t *row,
                                    setting *s, const sdg16i_cross_scope *scope) {
  sdg16_error error;
  sdg16i_cross_path path;
  if (sdg16i_cross_search(s->cross, scope, &s->arena, &path, &error)) fail_msg("%s", error.message);
  int64_t at = *row == 0 ? 0 : 1; /* later stages begin where the one before ended */
  for (; *row < sdg16_table_rows(table) && !strcmp(golden_text(table, *row, "stage", 1), stage);
       ++*row, at++) {
    if (at >= path.steps) fail_msg("%s: %lld steps", stage, (long long)path.steps);
    compare_step(table, *row, s, path.step[at]);
  }
  golden_close(stage, "steps", (double)at, (double)path.steps, 0, 1);
  sdg16i_cross_model last = path.step[path.steps - 1]->model;
  sdg16i_cross_path_clear(&path);
  return last;
}

static void test_path(void **state) {
  (void)state;
  setting s = {.cross = NULL};
  sdg16_error error;
  sdg16i_cross_model main_effects, pairs;
  sdg16_table *table = golden_table("covariates_path.csv");
  open_dataset(&s, "simdat");
  if (sdg16i_cross_model_parse(s.cross, "poly(Y,2)", &s.arena, &main_effects, &error)) fail();
  if (sdg16i_cross_all_pairs(s.cross, main_effects.degree, &s.arena, &pairs, &error)) fail();
  int64_t row = 0;
  sdg16i_cross_scope scope = {&main_effects, &main_effects, &pairs, SDG16_SELECT_BIC, 0, 1};
  sdg16i_cross_model bic = run_stage(table, "bic", &row, &s, &scope);
  scope = (sdg16i_cross_scope){&bic, &bic, &pairs, SDG16_SELECT_AIC, 0, 1};
  sdg16i_cross_model aic = run_stage(table, "aic", &row, &s, &scope);
  scope = (sdg16i_cross_scope){&aic, &aic, &pairs, SDG16_SELECT_AIC, 1, 1};
  run_stage(table, "k1", &row, &s, &scope);
  scope = (sdg16i_cross_scope){&bic, &bic, &pairs, SDG16_SELECT_AIC, 0, 0};
  run_stage(table, "aic-estimable", &row, &s, &scope);
  golden_close("path", "rows", (double)row, (double)sdg16_table_rows(table), 0, 1);
  sdg16i_arena_free(&s.arena);
  sdg16i_cross_free(s.cross);
  sdg16_capture_free(s.capture);
  sdg16_table_free(table);
  golden_report("stepwise path with covariates");
}

int main(int argc, char **argv) {
  golden_init(argc, argv);
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_fits), cmocka_unit_test(test_path)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
