/* Failing allocations: tables, reading and writing CSV, text and JSON. */
#include "oom.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = P_tmpdir "/sdg16-oom-XXXXXX";

static const int64_t WHOLE[] = {1, 2, 3};
static const double REAL[] = {2.385, 0, -1};
static const int32_t CODES[] = {0, 1, 0};
static const char *const LEVELS[] = {"one", "two"};
static const uint8_t MISSING[] = {0, SDG16_MISSING_REFUSED, 0};

static int32_t new_table(sdg16_error *error) {
  sdg16_table *table = (sdg16_table *)error;
  oom_arm();
  int32_t status = sdg16_table_new(&table, error);
  oom_outcome(status, table, error);
  oom_table(table);
  sdg16_table_free(table);
  return status;
}

/* Sixteen columns are there, so that one more needs room. */
static sdg16_table *full_table(void) {
  sdg16_table *table = NULL;
  assert_int_equal(sdg16_table_new(&table, NULL), SDG16_OK);
  for (int i = 0; i < 16; i++) {
    char name[8];
    snprintf(name, sizeof name, "c%d", i);
    assert_int_equal(sdg16_table_add_int64(table, name, 3, WHOLE, MISSING, NULL), SDG16_OK);
  }
  return table;
}

static int32_t add(int32_t type, sdg16_error *error) {
  sdg16_table *table = full_table();
  int32_t status;
  oom_arm();
  if (type == SDG16_INT64)
    status = sdg16_table_add_int64(table, "new", 3, WHOLE, MISSING, error);
  else if (type == SDG16_DOUBLE)
    status = sdg16_table_add_double(table, "new", 3, REAL, MISSING, error);
  else
    status = sdg16_table_add_text(table, "new", 3, CODES, MISSING, 2, LEVELS, error);
  oom_outcome(status, status ? NULL : "", error);
  oom_table(table);
  assert_int_equal(sdg16_table_columns(table), status ? 16 : 17);
  assert_int_equal(sdg16_table_type(table, 16), status ? 0 : type);
  sdg16_table_free(table);
  return status;
}

static int32_t add_int64(sdg16_error *error) { return add(SDG16_INT64, error); }
static int32_t add_double(sdg16_error *error) { return add(SDG16_DOUBLE, error); }
static int32_t add_text(sdg16_error *error) { return add(SDG16_TEXT, error); }

static int32_t append(const char *bytes, int64_t size, void *context) {
  *(int64_t *)context += size;
  return oom_written(bytes, size, NULL);
}

static int32_t write_csv(sdg16_error *error) {
  sdg16_table *table = full_table();
  int64_t written = 0;
  oom_arm();
  int32_t status = sdg16_table_write_csv(table, append, &written, error);
  oom_outcome(status, status ? NULL : "", error);
  assert_true(status || written > 16);
  sdg16_table_free(table);
  return status;
}

static int32_t write_text(sdg16_error *error) {
  sdg16_table *table = full_table();
  int64_t written = 0;
  oom_arm();
  int32_t status = sdg16_table_write_text(table, NULL, append, &written, error);
  oom_outcome(status, status ? NULL : "", error);
  assert_true(status || written > 16);
  sdg16_table_free(table);
  return status;
}

static int32_t write_grid(sdg16_error *error) {
  sdg16_grid *grid = (sdg16_grid *)error;
  int64_t written = 0;
  oom_arm();
  int32_t status = sdg16_grid_new("lr", &grid, error);
  if (status) assert_null(grid);
  for (int i = 0; !status && i < 2000; i++) sdg16_grid_number(grid, i, 0);
  if (!status) status = sdg16_grid_write(grid, append, &written, error);
  if (status) { /* it is not an output, and may be used again */
    sdg16_grid_free(grid);
    grid = NULL;
  }
  oom_outcome(status, grid, error);
  sdg16_grid_free(grid);
  return status;
}

static int32_t write_json(sdg16_error *error) {
  sdg16_table *table = full_table();
  sdg16_json *json = (sdg16_json *)error;
  int64_t written = 0;
  oom_arm();
  int32_t status = sdg16_json_new(append, &written, &json, error);
  if (status) assert_null(json);
  sdg16_json_rows(json, NULL, table, NULL);
  if (!status) status = sdg16_json_finish(json, error);
  oom_outcome(status, status ? NULL : json, error); /* rows need memory too */
  assert_true(status || written > 16);
  sdg16_json_free(json);
  sdg16_table_free(table);
  return status;
}

static void write_file(const char *text) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

static int32_t read_csv(const char *text, const sdg16_csv_options *options, int64_t rows,
                        int64_t columns, int32_t last_type, sdg16_error *error) {
  write_file(text);
  sdg16_table *table = (sdg16_table *)error;
  oom_arm();
  int32_t status = sdg16_table_read_csv(path, options, &table, error);
  oom_outcome(status, table, error);
  oom_table(table);
  if (!status) {
    assert_int_equal(sdg16_table_rows(table), rows);
    assert_int_equal(sdg16_table_columns(table), columns);
    assert_int_equal(sdg16_table_type(table, columns - 1), last_type);
  }
  sdg16_table_free(table);
  return status;
}

static int32_t read_numbers(sdg16_error *error) {
  return read_csv("a;b;c\n1;2;0,5\n;3;1,25\n-7;;\n", NULL, 3, 3, SDG16_DOUBLE, error);
}

/* Every way from one representation to another, and quotes and newlines. */
static int32_t read_mixed(sdg16_error *error) {
  return read_csv("number,padded,turned,wide,text\n"
                  "1, 1,1.50,1e3,\"x, \"\"y\"\"\"\n"
                  "2,2,,2,\"two\nlines\"\n"
                  "3,,text,3.5,x\n",
                  NULL, 3, 5, SDG16_TEXT, error);
}

static int32_t read_kept(sdg16_error *error) {
  static const char *const COLUMNS[] = {"c", "a"}, *const NA[] = {"NA"};
  sdg16_csv_options options;
  sdg16_csv_options_init(&options, sizeof options);
  options.columns = COLUMNS;
  options.column_count = 2;
  options.na = NA;
  options.na_count = 1;
  return read_csv("a,b,c\nNA,2,3\n4,5,NA\n", &options, 2, 2, SDG16_INT64, error);
}

/* Long enough that rows, dictionary and buffers grow more than once; a field
 * longer than the buffer of libcsv. */
static int32_t read_long(sdg16_error *error) {
  enum { SIZE = 200000, LONG = 90000 };
  static char text[SIZE + LONG + 100];
  size_t size = (size_t)sprintf(text, "id,name,note\n");
  memset(text + size, 'x', LONG);
  memcpy(text + size, "1,2,", 4);
  size += LONG;
  text[size++] = '\n';
  for (int64_t i = 0; size < LONG + 20000; i++)
    size += (size_t)sprintf(text + size, "%lld,P%lld,\n", (long long)i, (long long)i);
  sprintf(text + size, "x,y,z\n"); /* turns the ids into texts at the end */
  int64_t rows = -1;
  for (const char *c = text; *c; c++) rows += *c == '\n';
  return read_csv(text, NULL, rows, 3, SDG16_TEXT, error);
}

static int32_t read_no_rows(sdg16_error *error) {
  return read_csv("a,b\n", NULL, 0, 2, SDG16_INT64, error);
}

static const oom_case CASES[] = {
    {"table_new", new_table},
    {"table_add_int64", add_int64},
    {"table_add_double", add_double},
    {"table_add_text", add_text},
    {"table_write_csv", write_csv},
    {"table_write_text", write_text},
    {"grid", write_grid},
    {"json", write_json},
    {"table_read_csv: numbers", read_numbers},
    {"table_read_csv: types that change", read_mixed},
    {"table_read_csv: chosen columns", read_kept},
    {"table_read_csv: a long file", read_long},
    {"table_read_csv: no rows", read_no_rows},
};

int main(void) {
  int file = mkstemp(path);
  if (file < 0 || close(file)) return 1;
  int failures = oom_main(CASES, sizeof CASES / sizeof *CASES);
  unlink(path);
  return failures;
}
