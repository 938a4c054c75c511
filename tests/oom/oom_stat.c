/* Failing allocations: files of SPSS and Stata. Those of ReadStat itself are its own. */
#include "oom.h"

#include "stat_files.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static char path[64];
static const char *folder = "tests/data/stat"; /* or the first argument */

static int32_t get(int form, int32_t format, sdg16_error *error) {
  static const char *const TEXTS[] = {"refused", "no"};
  static const int32_t KINDS[] = {SDG16_MISSING_REFUSED, SDG16_MISSING_NOT_APPLICABLE};
  sdg16_read_options options;
  sdg16_read_options_init(&options, sizeof options);
  options.format = format;
  options.kind_count = 2;
  options.kind_texts = TEXTS;
  options.kinds = KINDS;
  stat_write(form, path, STAT_ROWS);
  sdg16_table *t = (sdg16_table *)path;
  oom_arm();
  int32_t status = sdg16_table_read(path, &options, &t, error);
  oom_outcome(status, t, error);
  oom_table(t);
  if (!status) {
    assert_int_equal(sdg16_table_rows(t), STAT_ROWS);
    assert_int_equal(sdg16_table_missing(t, 0)[2], SDG16_MISSING_REFUSED);
    assert_string_equal(sdg16_table_label_of(t, 0, 1), "Yes");
  }
  sdg16_table_free(t);
  return status;
}

static int32_t read_sav(sdg16_error *error) { return get(STAT_SAV, SDG16_FILE_SPSS, error); }
static int32_t read_savc(sdg16_error *error) { return get(STAT_SAVC, SDG16_FILE_SPSS, error); }
static int32_t read_zsav(sdg16_error *error) { return get(STAT_ZSAV, SDG16_FILE_SPSS, error); }
static int32_t read_dta(sdg16_error *error) { return get(STAT_DTA, SDG16_FILE_STATA, error); }
static int32_t read_por(sdg16_error *error) {
  return get(STAT_POR, SDG16_FILE_SPSS_PORTABLE, error);
}

/* Stata's long texts, of which two cells refer to one; and the note on a date. */
static void write_long_texts(void) {
  readstat_writer_t *w = stat_writer(path);
  readstat_variable_t *v = readstat_add_variable(w, "v", READSTAT_TYPE_STRING_REF, 0);
  readstat_variable_t *t = readstat_add_variable(w, "t", READSTAT_TYPE_DOUBLE, 0);
  readstat_string_ref_t *ref = readstat_add_string_ref(w, "a long text");
  readstat_variable_set_format(t, "%tC");
  assert_int_equal(readstat_writer_set_file_format_version(w, 118), 0);
  assert_int_equal(readstat_begin_writing_dta(w, NULL, 2), 0);
  for (int i = 0; i < 2; i++) {
    assert_int_equal(readstat_begin_row(w), 0);
    assert_int_equal(readstat_insert_string_ref(w, v, ref), 0);
    assert_int_equal(readstat_insert_double_value(w, t, 1e12), 0);
    assert_int_equal(readstat_end_row(w), 0);
  }
  stat_close(w);
}

static int32_t read_long_texts(sdg16_error *error) {
  write_long_texts();
  sdg16_table *t = (sdg16_table *)path;
  oom_arm();
  int32_t status = sdg16_table_read(path, NULL, &t, error);
  oom_outcome(status, t, error);
  oom_table(t);
  if (!status) {
    assert_string_equal(sdg16_table_text(t, 1, 0), "a long text");
    assert_int_equal(sdg16_table_note_count(t), 1);
  }
  sdg16_table_free(t);
  return status;
}

/* A CSV file in another encoding. */
static int32_t read_encoded(sdg16_error *error) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fputs("id,name\n1,J\xf6rg\n2,B\xe9\n", file);
  fclose(file);
  sdg16_csv_options options;
  sdg16_csv_options_init(&options, sizeof options);
  options.encoding = "windows-1252";
  sdg16_table *t = (sdg16_table *)path;
  oom_arm();
  int32_t status = sdg16_table_read_csv(path, &options, &t, error);
  oom_outcome(status, t, error);
  oom_table(t);
  if (!status) assert_string_equal(sdg16_table_text(t, 0, 1), "J\xc3\xb6rg");
  sdg16_table_free(t);
  return status;
}

/* The same two persons on both lists. */
static int32_t read_lists(sdg16_error *error) {
  static const char *const LISTS[] = {"a", "b"}, *const STRATA[] = {"sex"};
  const char *const paths[] = {path, path};
  sdg16_capture_options options;
  sdg16_capture_options_init(&options, sizeof options);
  options.id = "Q1";
  options.lists = LISTS;
  options.list_count = 2;
  options.strata = STRATA;
  options.stratum_count = 1;
  stat_write(STAT_SAV, path, 2);
  sdg16_capture *capture = (sdg16_capture *)path;
  oom_arm();
  int32_t status = sdg16_capture_read(2, paths, &options, &capture, error);
  oom_outcome(status, capture, error);
  oom_capture(capture);
  if (!status) assert_int_equal(sdg16_capture_observed(capture), 2);
  sdg16_capture_free(capture);
  return status;
}

/* Files of tests/data/stat, by make_bytes.py there. */
static sdg16_table *get_file(const char *name, int32_t *status, sdg16_error *error) {
  char place[1000];
  sdg16_table *t = (sdg16_table *)path;
  snprintf(place, sizeof place, "%s/%s", folder, name);
  oom_arm();
  *status = sdg16_table_read(place, NULL, &t, error);
  oom_outcome(*status, t, error);
  oom_table(t);
  return t;
}

static void expect_names(const sdg16_table *t, const char *const *names) {
  for (int64_t c = 0; names[c]; c++) assert_string_equal(sdg16_table_name(t, c), names[c]);
  assert_int_equal(sdg16_table_note_count(t), 1);
}

static int32_t read_names_of_stata(sdg16_error *error) {
  static const char *const NAMES[] = {"x", "y", "x_2", "x_3", "x_1", NULL};
  int32_t status;
  sdg16_table *t = get_file("repeated-names.dta", &status, error);
  if (!status) expect_names(t, NAMES);
  sdg16_table_free(t);
  return status;
}

static int32_t read_names_of_spss(sdg16_error *error) {
  static const char *const NAMES[] = {"same", "same_1", "text", "same_2", NULL};
  int32_t status;
  sdg16_table *t = get_file("repeated-names.sav", &status, error);
  if (!status) {
    expect_names(t, NAMES);
    assert_string_equal(sdg16_table_label_of(t, 2, 0), "Its label");
    assert_string_equal(sdg16_table_label_of(t, 2, 1), "Another label");
  }
  sdg16_table_free(t);
  return status;
}

static int32_t read_blocks(sdg16_error *error) {
  int32_t status;
  sdg16_table *t = get_file("blocks.zsav", &status, error);
  if (!status) {
    assert_int_equal(sdg16_table_rows(t), 40);
    assert_true(sdg16_table_double(t, 0)[39] == 39.5);
    assert_string_equal(sdg16_table_text(t, 39, 1), "case 039");
  }
  sdg16_table_free(t);
  return status;
}

static const oom_case CASES[] = {
    {"table_read: SPSS", read_sav},
    {"table_read: SPSS, compressed", read_savc},
    {"table_read: SPSS, .zsav", read_zsav},
    {"table_read: Stata", read_dta},
    {"table_read: Stata, long texts", read_long_texts},
    {"table_read: SPSS portable", read_por},
    {"table_read: Stata, repeated names", read_names_of_stata},
    {"table_read: SPSS, repeated names and labels of long texts", read_names_of_spss},
    {"table_read: SPSS, .zsav of several blocks", read_blocks},
    {"table_read_csv: another encoding", read_encoded},
    {"capture_read: SPSS, one file a list", read_lists},
};

int main(int argc, char **argv) {
  if (argc > 1) folder = argv[1];
  int memory = memfd_create("oom", 0);
  if (memory < 0) return 1;
  snprintf(path, sizeof path, "/proc/self/fd/%d", memory);
  return oom_main(CASES, sizeof CASES / sizeof *CASES);
}
