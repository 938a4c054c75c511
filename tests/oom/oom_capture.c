/* Failing allocations: capture data from arrays, files and tables; deriving. */
#include "oom.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const STRATA[] = {"sex", "area"};

static sdg16_capture_options options(void) {
  sdg16_capture_options o;
  assert_int_equal(sdg16_capture_options_init(&o, sizeof o), SDG16_OK);
  o.strata = STRATA;
  o.stratum_count = 2;
  return o;
}

static int32_t from_arrays(sdg16_error *error) {
  const uint32_t histories[] = {1, 2, 3, 1};
  const int64_t counts[] = {5, 7, 2, 1};
  sdg16_capture *capture = (sdg16_capture *)error;
  oom_arm();
  int32_t status = sdg16_capture_new(2, NULL, 4, histories, counts, &capture, error);
  oom_outcome(status, capture, error);
  oom_capture(capture);
  if (!status) assert_int_equal(sdg16_capture_observed(capture), 15);
  sdg16_capture_free(capture);
  return status;
}

/* ---- files ---- */

static int32_t read_texts(int64_t count, const char *const *texts,
                          const sdg16_capture_options *o, int64_t observed, int64_t strata,
                          sdg16_error *error) {
  char paths[2][64];
  const char *given[2];
  for (int64_t i = 0; i < count; i++) {
    snprintf(paths[i], sizeof paths[i], P_tmpdir "/sdg16-oom-%ld-%d", (long)getpid(), (int)i);
    given[i] = paths[i];
    FILE *file = fopen(paths[i], "wb");
    assert_non_null(file);
    assert_true(fputs(texts[i], file) >= 0);
    assert_int_equal(fclose(file), 0);
  }
  sdg16_capture *capture = (sdg16_capture *)error;
  oom_arm();
  int32_t status = sdg16_capture_read(count, given, o, &capture, error);
  oom_outcome(status, capture, error);
  oom_capture(capture);
  for (int64_t i = 0; i < count; i++) unlink(paths[i]);
  if (!status) {
    assert_int_equal(sdg16_capture_observed(capture), observed);
    assert_int_equal(sdg16_capture_strata(capture), strata);
  }
  sdg16_capture_free(capture);
  return status;
}

static int32_t read_histories(sdg16_error *error) {
  const char *text = "A,B,C,n,sex,area\n1,0,0,5,F,N\n0,1,0,3,M,N\n0,1,1,2,F,S\n1,0,0,1,F,N\n";
  sdg16_capture_options o = options();
  return read_texts(1, &text, &o, 11, 3, error);
}

/* Enough distinct rows and values that every growing array grows. */
static int32_t read_persons(sdg16_error *error) {
  static char text[65536];
  size_t used = (size_t)snprintf(text, sizeof text, "a,b,c,d,e,f,g,sex,area\n");
  for (int i = 1; i < 128; i++) {
    for (int j = 0; j < 7; j++)
      used += (size_t)snprintf(text + used, sizeof text - used, "%d,", i >> j & 1);
    used += (size_t)snprintf(text + used, sizeof text - used, "%c,area %d\n", "FM"[i % 2], i);
  }
  const char *texts[] = {text};
  sdg16_capture_options o = options();
  return read_texts(1, texts, &o, 127, 127, error);
}

/* With persons whose rows differ, more than one array of them holds at first. */
static int32_t read_records(sdg16_error *error) {
  static char text[65536];
  size_t used = (size_t)snprintf(text, sizeof text, "id,list,sex,area\n");
  for (int i = 0; i < 100; i++)
    used +=
        (size_t)snprintf(text + used, sizeof text - used, "p%d,%s,F,N\np%d,C,%s,\np%d,C,M,S\n",
                         i, i % 2 ? "A" : "B", i, i % 3 ? "F" : "M", i);
  const char *texts[] = {text};
  sdg16_capture_options o = options();
  o.id = "id";
  o.list = "list";
  o.conflicts = SDG16_CONFLICTS_MAJORITY;
  return read_texts(1, texts, &o, 100, 2, error);
}

/* Notes of every kind, and identifiers that are folded. */
static int32_t read_notes(sdg16_error *error) {
  static char text[8192];
  size_t used = (size_t)snprintf(text, sizeof text, "id,list,sex,area,Sex\n");
  for (int i = 0; i < 30; i++)
    used += (size_t)snprintf(text + used, sizeof text - used,
                             "p%d,A,F,NA,1\nP0%d,a,f,.,2\nP%d,a,f,.,2\n", i, i, i);
  const char *texts[] = {text};
  sdg16_capture_options o = options();
  o.id = "id";
  o.list = "list";
  o.id_case = SDG16_SPELLING_FOLD;
  o.conflicts = SDG16_CONFLICTS_FIRST;
  return read_texts(1, texts, &o, 60, 2, error);
}

static int32_t read_files(sdg16_error *error) {
  const char *texts[] = {"id,sex,area\n1,F,N\n2,M,\n", "area,sex,id\n,F,1\nS,M,3\n"};
  sdg16_capture_options o = options();
  o.id = "id";
  return read_texts(2, texts, &o, 3, 3, error);
}

/* ---- tables ---- */

static int32_t from_table(sdg16_error *error) {
  const int64_t a[] = {1, 0, 1}, b[] = {0, 1, 1};
  const double n[] = {3, 4, 5};
  const int32_t codes[] = {0, 1, -1};
  const uint8_t missing[] = {0, 0, SDG16_MISSING_REFUSED};
  const char *const levels[] = {"F", "M"};
  sdg16_table *table;
  assert_int_equal(sdg16_table_new(&table, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_int64(table, "A", 3, a, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_int64(table, "B", 3, b, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_double(table, "n", 3, n, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_text(table, "sex", 3, codes, missing, 2, levels, NULL),
                   SDG16_OK);
  sdg16_capture_options o = options();
  o.stratum_count = 1;
  sdg16_capture *capture = (sdg16_capture *)error;
  oom_arm();
  int32_t status = sdg16_capture_from_table(table, &o, &capture, error);
  oom_outcome(status, capture, error);
  oom_capture(capture);
  if (!status) assert_int_equal(sdg16_capture_observed(capture), 12);
  sdg16_capture_free(capture);
  sdg16_table_free(table);
  return status;
}

/* ---- deriving ---- */

static sdg16_capture *three_lists(void) {
  const int64_t flags[] = {1, 0, 1, 0}, others[] = {0, 1, 1, 0}, third[] = {0, 0, 1, 1};
  const int32_t codes[] = {0, 1, 0, 1};
  const char *const levels[] = {"F", "M"};
  sdg16_table *table;
  sdg16_capture *capture;
  assert_int_equal(sdg16_table_new(&table, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_int64(table, "A", 4, flags, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_int64(table, "B", 4, others, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_int64(table, "C", 4, third, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_text(table, "sex", 4, codes, NULL, 2, levels, NULL),
                   SDG16_OK);
  sdg16_capture_options o = options();
  o.stratum_count = 1;
  assert_int_equal(sdg16_capture_from_table(table, &o, &capture, NULL), SDG16_OK);
  sdg16_table_free(table);
  return capture;
}

static int32_t derive(int how, sdg16_error *error) {
  sdg16_capture *capture = three_lists(), *derived = (sdg16_capture *)error;
  const int32_t pair[] = {0, 1};
  static const int64_t OBSERVED[] = {3, 4, 2};
  oom_arm();
  int32_t status = how == 0 ? sdg16_capture_drop_list(capture, 0, &derived, error)
                   : how == 1
                       ? sdg16_capture_merge_lists(capture, "AB", 2, pair, &derived, error)
                       : sdg16_capture_stratum(capture, 1, &derived, error);
  oom_outcome(status, derived, error);
  oom_capture(derived);
  if (!status) assert_int_equal(sdg16_capture_observed(derived), OBSERVED[how]);
  sdg16_capture_free(derived);
  sdg16_capture_free(capture);
  return status;
}

static int32_t drop_list(sdg16_error *error) { return derive(0, error); }
static int32_t merge_lists(sdg16_error *error) { return derive(1, error); }
static int32_t one_stratum(sdg16_error *error) { return derive(2, error); }

/* ---- tables ---- */

static int32_t detected(sdg16_error *error) {
  sdg16_capture *capture = three_lists();
  sdg16_table *table = (sdg16_table *)error;
  oom_arm();
  int32_t status = sdg16_capture_detected(capture, &table, error);
  oom_outcome(status, table, error);
  oom_table(table);
  if (!status) assert_int_equal(sdg16_table_rows(table), sdg16_capture_strata(capture));
  sdg16_table_free(table);
  sdg16_capture_free(capture);
  return status;
}

static int32_t overlaps(sdg16_error *error) {
  sdg16_capture *capture = three_lists();
  sdg16_table *table = (sdg16_table *)error;
  oom_arm();
  int32_t status = sdg16_capture_overlap_table(capture, &table, error);
  oom_outcome(status, table, error);
  oom_table(table);
  if (!status) assert_int_equal(sdg16_table_rows(table), 6);
  sdg16_table_free(table);
  sdg16_capture_free(capture);
  return status;
}

static int32_t schema(sdg16_error *error) {
  sdg16_table *table = (sdg16_table *)error;
  oom_arm();
  int32_t status = sdg16_result_schema(&table, error);
  oom_outcome(status, table, error);
  oom_table(table);
  if (!status) assert_true(sdg16_table_rows(table) > 50);
  sdg16_table_free(table);
  return status;
}

static const oom_case CASES[] = {
    {"capture_new", from_arrays},           {"capture_read histories", read_histories},
    {"capture_read persons", read_persons}, {"capture_read records", read_records},
    {"capture_read files", read_files},     {"capture_from_table", from_table},
    {"capture_drop_list", drop_list},       {"capture_merge_lists", merge_lists},
    {"capture_stratum", one_stratum},       {"capture_read notes", read_notes},
    {"capture_detected", detected},         {"result_schema", schema},
    {"capture_overlap_table", overlaps},
};

int main(void) { return oom_main(CASES, sizeof CASES / sizeof *CASES); }
