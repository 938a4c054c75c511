/* Reading CSV files: what they may hold, what is refused, and with which words. */
#include "data/csv/parse.h"

#include <fcntl.h>
#include <float.h>
#include <math.h>
#include <sdg16.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define BYTES(literal) literal, sizeof(literal) - 1

static char path[] = P_tmpdir "/sdg16-test-csv-XXXXXX";

static int make_file(void **state) {
  (void)state;
  int file = mkstemp(path);
  return file < 0 || close(file);
}

static int remove_file(void **state) {
  (void)state;
  return unlink(path);
}

static void write_file(const char *bytes, size_t size) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
}

static sdg16_csv_options defaults(void) {
  sdg16_csv_options o;
  assert_int_equal(sdg16_csv_options_init(&o, sizeof o), SDG16_OK);
  return o;
}

static sdg16_table *read_with(const sdg16_csv_options *options, const char *bytes,
                              size_t size) {
  write_file(bytes, size);
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_table *table = NULL;
  if (sdg16_table_read_csv(path, options, &table, &error)) fail_msg("%s", error.message);
  assert_non_null(table);
  return table;
}

static sdg16_table *read_text(const char *text) { return read_with(NULL, text, strlen(text)); }

static const char *type_name(int32_t type) {
  return type == SDG16_INT64 ? "int64" : type == SDG16_DOUBLE ? "double" : "text";
}

static const char *cell(const sdg16_table *table, int64_t row, int64_t column) {
  static char text[64];
  const uint8_t *missing = sdg16_table_missing(table, column);
  if (missing && missing[row]) return missing[row] == SDG16_MISSING_SYSTEM ? "-" : "?";
  if (sdg16_table_text(table, row, column)) return sdg16_table_text(table, row, column);
  if (sdg16_table_int64(table, column))
    snprintf(text, sizeof text, "%lld", (long long)sdg16_table_int64(table, column)[row]);
  else
    sdg16_format_double(sdg16_table_double(table, column)[row], text, sizeof text);
  return text;
}

/* "name:type" of each column, then the cells row by row, all joined by '|'. */
static void must_hold(sdg16_table *table, const char *expected) {
  char got[4096] = "";
  size_t used = 0;
  for (int64_t c = 0; c < sdg16_table_columns(table); c++)
    used += (size_t)snprintf(got + used, sizeof got - used, "%s%s:%s", c ? "|" : "",
                             sdg16_table_name(table, c), type_name(sdg16_table_type(table, c)));
  for (int64_t r = 0; r < sdg16_table_rows(table); r++)
    for (int64_t c = 0; c < sdg16_table_columns(table); c++)
      used += (size_t)snprintf(got + used, sizeof got - used, "|%s", cell(table, r, c));
  assert_string_equal(got, expected);
  sdg16_table_free(table);
}

/* ---- what is well-formed ---- */

static void ordinary_files_are_read(void **state) {
  (void)state;
  static const struct {
    const char *text, *expected;
  } FILES[] = {
      {"a,b\n1,2\n3,4\n", "a:int64|b:int64|1|2|3|4"},
      {"a,b\n1,2\n3,4", "a:int64|b:int64|1|2|3|4"},
      {"a,b\r\n1,2\r\n3,4\r\n", "a:int64|b:int64|1|2|3|4"},
      {"a,b\r1,2\r3,4\r", "a:int64|b:int64|1|2|3|4"},
      {"\xef\xbb\xbf"
       "a,b\n1,2\n",
       "a:int64|b:int64|1|2"},
      {"\xef\xbb\xbf\"a\",b\n1,2\n", "a:int64|b:int64|1|2"},
      {"\n\r\n  \na,b\n\n1,2\n   \n\n3,4\n\n", "a:int64|b:int64|1|2|3|4"},
      {"a;b\n1;2\n", "a:int64|b:int64|1|2"},
      {"a\tb\n1\t2\n", "a:int64|b:int64|1|2"},
      {"a\tb\tc\n\t x\t\n", "a:int64|b:text|c:int64|-| x|-"},
      {"\"a,b,c\";d\n1;2\n", "a,b,c:int64|d:int64|1|2"},
      {"\"a;b;c\",d\n1,2\n", "a;b;c:int64|d:int64|1|2"},
      {" a , \tb\n1,2\n", "a:int64|b:int64|1|2"},
      {"a\n1\n", "a:int64|1"},
      {"a\n1\n\"\"\n2\n", "a:int64|1|-|2"},
      {"a\n1\n \n2\n", "a:int64|1|-|2"},
      {"a,b\n", "a:int64|b:int64"},
      {"a,b", "a:int64|b:int64"},
      {"a,b\nx,\"y, z\"\n", "a:text|b:text|x|y, z"},
      {"a,b\n\"say \"\"no\"\"\",\"\"\n", "a:text|b:int64|say \"no\"|-"},
      {"a,b\n\"two\nlines\",\"and\r\nmore\"\n", "a:text|b:text|two\nlines|and\r\nmore"},
      {"a,b\n x, y z \n", "a:text|b:text| x| y z "},
      {"a,b\nM\xc3\xbcnchen,\xe2\x82\xac\n", "a:text|b:text|M\xc3\xbcnchen|\xe2\x82\xac"},
  };
  for (size_t i = 0; i < COUNT(FILES); i++)
    must_hold(read_text(FILES[i].text), FILES[i].expected);
}

static void the_type_of_a_column_loses_nothing(void **state) {
  (void)state;
  static const struct {
    const char *values, *expected; /* one column, without its name */
  } COLUMNS[] = {
      {"1\n-12\n0\n", ":int64|1|-12|0"},
      {" 5\n12\n", ":int64|5|12"},
      {"9223372036854775807\n-9223372036854775808\n",
       ":int64|9223372036854775807|-9223372036854775808"},
      {"123456789012345678\n1234567890123456789\n",
       ":int64|123456789012345678|1234567890123456789"},
      {"9223372036854775808\n1\n", ":double|9.223372036854776e+18|1"}, /* 2^63 */
      {"9223372036854775809\n1\n", ":text|9223372036854775809|1"},
      {"1.5\n2\n", ":double|1.5|2"},
      {"2\n1.50\n-0.25\n", ":double|2|1.5|-0.25"},
      {"0.1\n123456789012.345678\n", ":double|0.1|123456789012.34567"},
      {"1.5\n9007199254740992\n", ":double|1.5|9007199254740992"},
      {"1.5\n9007199254740993\n", ":text|1.5|9007199254740993"},
      {"9007199254740993\n1e0\n", ":text|9007199254740993|1e0"},
      {".5\n5.\n1e-3\n-1E3\n", ":double|0.5|5|0.001|-1000"},
      {"0.1234567890123456789012\n1\n", ":double|0.12345678901234568|1"},
      {"-0\n1\n", ":double|-0|1"},
      {"-0.0\n1\n", ":double|-0|1"},
      {"0.0\n-0.05\n0.10\n", ":double|0|-0.05|0.1"},
      {"1\n2\nx\n", ":text|1|2|x"},
      {"1.50\n-0.05\n-12\n100\nx\n", ":text|1.50|-0.05|-12|100|x"},
      {"007\n8\n", ":text|007|8"},
      {"8\n007\n", ":text|8|007"},
      {"1.5\n00.5\n", ":text|1.5|00.5"},
      {"+43\n1\n", ":text|+43|1"},
      {"1e400\n1\n", ":text|1e400|1"},
      {"inf\n1\n", ":text|inf|1"},
      {"nan\n1\n", ":text|nan|1"},
      {"0x10\n", ":text|0x10"},
      {"1 000\n", ":text|1 000"},
      {"1O\n", ":text|1O"},
      {"-\n1\n", ":text|-|1"},
      {"\"1,5\"\n", ":text|1,5"},
      {"\"\"\n\"\"\n", ":int64|-|-"},
      {"\"\"\n3\n\"\"\n", ":int64|-|3|-"},
      {"\"\"\n0.5\n\"\"\n", ":double|-|0.5|-"},
      {"\"\"\nx\n\"\"\n12\n", ":text|-|x|-|12"},
      {"3\n\"\"\n 4\n", ":int64|3|-|4"},
      {"3.5\n\"\"\n 4\n", ":double|3.5|-|4"},
  };
  for (size_t i = 0; i < COUNT(COLUMNS); i++) {
    char text[200], expected[200];
    snprintf(text, sizeof text, "v\n%s", COLUMNS[i].values);
    snprintf(expected, sizeof expected, "v%s", COLUMNS[i].expected);
    must_hold(read_text(text), expected);
  }
}

static void the_decimal_character_is_found_where_it_is_proved(void **state) {
  (void)state;
  static const struct {
    const char *text, *expected;
  } FILES[] = {
      {"a;b\n1,5;2\n2;3,25\n", "a:double|b:double|1.5|2|2|3.25"},
      {"a\tb\n0,125\t2\n", "a:double|b:int64|0.125|2"},
      {"a;b\n1.5;2\n", "a:double|b:int64|1.5|2"},
      {"a;b\n1e-5;,5\n", "a:double|b:double|1e-05|0.5"},
      {"a;b\n1,234;2\n", "a:text|b:int64|1,234|2"},        /* thousands? */
      {"a;b\n1.234;2\n", "a:text|b:int64|1.234|2"},        /* thousands? */
      {"a;b\n1,234;0,5\n", "a:double|b:double|1.234|0.5"}, /* b proves it for a */
      {"a;b\n1.234;0.5\n", "a:double|b:double|1.234|0.5"},
      {"a;b\n1.234;0,5\n", "a:text|b:double|1.234|0.5"}, /* 1.234 are thousands here */
      {"a;b\n1.5;0,5\n", "a:text|b:double|1.5|0.5"},
      {"a;b\n1234,567;1\n", "a:double|b:int64|1234.567|1"},
      {"a;b\n1.234,5;1\n", "a:text|b:int64|1.234,5|1"},
      {"a;b\n0,5;x\n0.5;y\n", "a:text|b:text|0,5|x|0.5|y"}, /* both in one column */
      {"a;b\n0,5;x\nz;y\n", "a:text|b:text|0,5|x|z|y"},
  };
  for (size_t i = 0; i < COUNT(FILES); i++)
    must_hold(read_text(FILES[i].text), FILES[i].expected);

  sdg16_csv_options o = defaults();
  o.decimal = ',';
  must_hold(read_with(&o, BYTES("a;b;c\n1,234;1.5;7\n")),
            "a:double|b:text|c:int64|1.234|1.5|7");
  o.decimal = '.';
  must_hold(read_with(&o, BYTES("a;b;c\n1,5;1.234;7\n")),
            "a:text|b:double|c:int64|1,5|1.234|7");
}

static void options_choose_columns_delimiter_and_missing_texts(void **state) {
  (void)state;
  static const char *const COLUMNS[] = {"c", "a"}, *const NA[] = {"NA", "-99", "n/a"};
  sdg16_csv_options o = defaults();
  o.columns = COLUMNS;
  o.column_count = 2;
  must_hold(read_with(&o, BYTES("a,b,c\n1,x,2\n3,y,4\n")), "c:int64|a:int64|2|1|4|3");
  o = defaults();
  o.na = NA;
  o.na_count = 3;
  must_hold(read_with(&o, BYTES("a,b\nNA,1\n 2,-99\n-990, n/a \n,NAN\n")),
            "a:int64|b:text|-|1|2|-|-990|-|-|NAN");
  o = defaults();
  o.delimiter = ';';
  must_hold(read_with(&o, BYTES("a,b,c;d\n1;2\n")), "a,b,c:int64|d:int64|1|2");
  o = defaults();
  o.max_rows = 2;
  must_hold(read_with(&o, BYTES("a\n1\n2\n\n")), "a:int64|1|2");
  o = defaults();
  o.max_field = 3;
  must_hold(read_with(&o, BYTES("abc,d\n\"xyz\",\"\"\"\"\n")), "abc:text|d:text|xyz|\"");
}

static void an_older_callers_options_are_understood(void **state) {
  (void)state;
  write_file(BYTES("a;b\n1,234;2\n"));
  struct {
    int64_t struct_size;
    int32_t delimiter, decimal;
  } older = {sizeof older, 0, ','};
  sdg16_table *table = NULL;
  assert_int_equal(
      sdg16_table_read_csv(path, (const sdg16_csv_options *)(const void *)&older, &table, NULL),
      SDG16_OK);
  must_hold(table, "a:double|b:int64|1.234|2");
}

/* ---- what is refused ---- */

static void malformed_files_are_refused_with_line_and_column(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t size;
    int32_t status;
    int64_t line, column;
    const char *message;
  } FILES[] = {
      {BYTES(""), SDG16_ERR_EMPTY, 0, 0, ": expected a header line, found an empty file"},
      {BYTES("\n\r\n \n"), SDG16_ERR_EMPTY, 0, 0,
       "expected a header line, found an empty file"},
      {BYTES("\xef\xbb\xbf"), SDG16_ERR_EMPTY, 0, 0,
       "expected a header line, found an empty file"},
      {BYTES("\xff\xfe"
             "a\0,\0b\0\n\0\0\xd8"),
       SDG16_ERR_FORMAT, 2, 0,
       ", line 2: expected text in the encoding of the file, found the"},
      {BYTES("\xfe\xff\0a\0\n\xdc\0"), SDG16_ERR_FORMAT, 2, 0, "found the byte 0xDC"},
      {BYTES("a\0b\n"), SDG16_ERR_FORMAT, 1, 1,
       ", line 1, column 1: expected text, found a NUL byte"},
      {BYTES("\0"), SDG16_ERR_FORMAT, 1, 1,
       "line 1, column 1: expected text, found a NUL byte"},
      {BYTES("a,b\n1,2\n3,\0"
             "4\n"),
       SDG16_ERR_FORMAT, 3, 2, ", line 3, column 'b': expected text, found a NUL byte"},
      {BYTES("a,b\n1,\"x\ny\n\0\"\n"), SDG16_ERR_FORMAT, 4, 2,
       "line 4, column 'b': expected text, found a NUL byte"},
      {BYTES("a,b\n1\n"), SDG16_ERR_FORMAT, 2, 0,
       ", line 2: expected 2 fields, as in the "
       "header, found 1"},
      {BYTES("a,b\n1,2\n1,2,3\n"), SDG16_ERR_FORMAT, 3, 0,
       "line 3: expected 2 fields, as in the header, found 3"},
      {BYTES("a,b\n1,2,\n"), SDG16_ERR_FORMAT, 2, 0,
       "line 2: expected 2 fields, as in the header, found 3"},
      {BYTES("a,b\n,,,,,,,\n"), SDG16_ERR_FORMAT, 2, 0,
       "line 2: expected 2 fields, as in the header, found 8"},
      {BYTES("a,b\n\"x\ny\",2\n\n\n1,2,3\n"), SDG16_ERR_FORMAT, 6, 0,
       "line 6: expected 2 fields, as in the header, found 3"},
      {BYTES("a,b\n\"x\r\ny\",2\r\n\r\n1,2,3\r\n"), SDG16_ERR_FORMAT, 5, 0,
       "line 5: expected 2 fields, as in the header, found 3"},
      {BYTES("a,b\r\"x\ry\",2\r\r1,2,3\r"), SDG16_ERR_FORMAT, 5, 0,
       "line 5: expected 2 fields, as in the header, found 3"},
      {BYTES("a,b\n1,2\n\"\"\n"), SDG16_ERR_FORMAT, 3, 0,
       "line 3: expected 2 fields, as in the header, found 1"},
      {BYTES("a\n1,2\n"), SDG16_ERR_FORMAT, 2, 0,
       "line 2: expected 1 field, as in the header, found 2"},
      {BYTES("a,b\n1,\"2\n3,4\n5,6\n"), SDG16_ERR_FORMAT, 2, 2,
       ", line 2, column 'b': the quote that begins here is never closed"},
      {BYTES("a,b\n\"x\ny\",\"2\n3,4\n"), SDG16_ERR_FORMAT, 3, 2,
       "line 3, column 'b': the quote that begins here"},
      {BYTES("a,\"b\n"), SDG16_ERR_FORMAT, 1, 2,
       "line 1, column 2: the quote that begins here"},
      {BYTES("\""), SDG16_ERR_FORMAT, 1, 1, "the quote that begins here is never closed"},
      {BYTES("a,b\n 1, \"2\"\n"), SDG16_ERR_FORMAT, 2, 2,
       "column 'b': expected a field that begins with its quote, found a blank before the "
       "quote"},
      {BYTES("a,b\n\"1\"x,2\n"), SDG16_ERR_FORMAT, 2, 1,
       "line 2, column 'a': expected the end of the field after the closing quote, found text"},
      {BYTES("a,b\n\"1\" ,2\n"), SDG16_ERR_FORMAT, 2, 1,
       "expected the end of the field after the closing quote, found text"},
      {BYTES("a,b\n1,\"x\n\ny\" z\"\n"), SDG16_ERR_FORMAT, 4, 2,
       "line 4, column 'b': expected the end of the field after the closing quote, found text "
       "(a quote within quotes must be doubled)"},
      {BYTES("a,b\n1,\"he said \"no\" twice\"\n"), SDG16_ERR_FORMAT, 2, 2, "must be doubled"},
      {BYTES("a,b\n1,M\xfcnchen\n"), SDG16_ERR_FORMAT, 2, 2,
       "line 2, column 'b': expected UTF-8, found the byte 0xFC (if the file has another "
       "encoding: --encoding NAME)"},
      {BYTES("a,b\n1,\"x\ny\n\xe9t\xe9\"\n"), SDG16_ERR_FORMAT, 4, 2,
       "line 4, column 'b': expected UTF-8, found the byte 0xE9"},
      {BYTES("a,\xe2\x82\n1,2\n"), SDG16_ERR_FORMAT, 1, 2,
       "line 1, column 2: expected UTF-8, found the byte 0xE2"},
      {BYTES("a,,c\n1,x,3\n"), SDG16_ERR_COLUMN, 2, 2, ", line 2: column 2 has no name"},
      {BYTES("  ,a,c\n1,2,3\n1,2,3\n"), SDG16_ERR_COLUMN, 3, 1, "column 1 has no name"},
      {BYTES("a,  ,c\n1,2,3\n1,2,3\n"), SDG16_ERR_COLUMN, 2, 2, "column 2 has no name"},
      {BYTES(",a\n1,2\n1,3\n"), SDG16_ERR_COLUMN, 3, 1, "column 1 has no name"},
      {BYTES(",a,a\n"), SDG16_ERR_COLUMN, 1, 3, "columns 2 and 3 are both named 'a'"},
      {BYTES("a,b,\n1,2,1.5\n"), SDG16_ERR_COLUMN, 2, 3, "column 3 has no name"},
      {BYTES("\n\"\"\n1\n"), SDG16_ERR_COLUMN, 2, 1, "line 2: column 1 must have a name"},
      {BYTES("a,b,a\n1,2,3\n"), SDG16_ERR_COLUMN, 1, 3,
       "line 1: each column must have a name of its own; columns 1 and 3 are both named 'a'"},
      {BYTES("d,a,b,a,b,a\n"), SDG16_ERR_COLUMN, 1, 4, "columns 2 and 4 are both named 'a'"},
      {BYTES("a, a\n"), SDG16_ERR_COLUMN, 1, 2, "columns 1 and 2 are both named 'a'"},
  };
  assert_true(COUNT(FILES) >= 30);
  for (size_t i = 0; i < COUNT(FILES); i++) {
    write_file(FILES[i].bytes, FILES[i].size);
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    sdg16_table *table = (sdg16_table *)&error;
    int32_t status = sdg16_table_read_csv(path, NULL, &table, &error);
    if (status != FILES[i].status || error.status != status || error.row != FILES[i].line ||
        error.column != FILES[i].column || !strstr(error.message, FILES[i].message) ||
        strncmp(error.message, path, strlen(path)) || strcmp(error.where, path))
      fail_msg("file %zu gives %s, line %lld, column %lld: %s\nexpected %s, %lld, %lld: %s", i,
               sdg16_status_name(status), (long long)error.row, (long long)error.column,
               error.message, sdg16_status_name(FILES[i].status), (long long)FILES[i].line,
               (long long)FILES[i].column, FILES[i].message);
    assert_null(table);
  }
}

static void refused(const char *name, const sdg16_csv_options *options, int32_t status,
                    const char *message) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_table *table = (sdg16_table *)&error;
  assert_int_equal(sdg16_table_read_csv(name, options, &table, &error), status);
  assert_int_equal(error.status, status);
  assert_null(table);
  if (!strstr(error.message, message)) fail_msg("'%s' lacks '%s'", error.message, message);
}

static void wrong_options_are_refused(void **state) {
  (void)state;
  write_file(BYTES("age,sex\n1,2\n3,4\n5,6\n"));
  static const char *const UNKNOWN[] = {"sex", "height"}, *const TWICE[] = {"sex", "sex"},
                           *const NOTHING[] = {NULL};
  sdg16_csv_options o = defaults();
  o.delimiter = '#';
  refused(path, &o, SDG16_ERR_ARGUMENT, "delimiter must be ',', ';', tab, '|' or 0, not 35");
  o = defaults();
  o.decimal = '\'';
  refused(path, &o, SDG16_ERR_ARGUMENT, "decimal must be '.', ',' or 0, not 39");
  o = defaults();
  o.decimal = ',';
  refused(path, &o, SDG16_ERR_OPTION,
          ": the delimiter and the decimal mark must differ; both are ','");
  o = defaults();
  o.max_field = 0;
  refused(path, &o, SDG16_ERR_ARGUMENT, "max_field must be above 0, not 0");
  o = defaults();
  o.max_rows = -1;
  refused(path, &o, SDG16_ERR_ARGUMENT, "max_rows must be 0 or more, not -1");
  o.max_rows = 2;
  refused(path, &o, SDG16_ERR_LIMIT, ", line 4: expected at most 2 rows, found more");
  o = defaults();
  o.max_field = 2;
  refused(path, &o, SDG16_ERR_LIMIT,
          ", line 1, column 1: expected at most 2 bytes, found more (a closing quote may be "
          "missing)");
  o = defaults();
  o.columns = UNKNOWN;
  o.column_count = 2;
  refused(path, &o, SDG16_ERR_COLUMN,
          ", line 1: there is no column 'height'; the columns are: "
          "age, sex");
  o.columns = TWICE;
  refused(path, &o, SDG16_ERR_COLUMN, ": column 'sex' must be asked for once, not twice");
  o.columns = NOTHING;
  o.column_count = 1;
  refused(path, &o, SDG16_ERR_ARGUMENT, "columns: name 1 must not be NULL");
  o.columns = NULL;
  refused(path, &o, SDG16_ERR_ARGUMENT, "columns must not be NULL (column_count is 1)");
  o = defaults();
  o.na_count = 1;
  refused(path, &o, SDG16_ERR_ARGUMENT, "na must not be NULL (na_count is 1)");
  o.na = NOTHING;
  refused(path, &o, SDG16_ERR_ARGUMENT, "na: text 1 must not be NULL");
  o.na_count = -1;
  refused(path, &o, SDG16_ERR_ARGUMENT, "na_count is -1");
  o = defaults();
  o.struct_size = 0;
  refused(path, &o, SDG16_ERR_STRUCT_SIZE, "sdg16_csv_options_init");
  refused(NULL, NULL, SDG16_ERR_ARGUMENT, "path must not be NULL");
  assert_int_equal(sdg16_table_read_csv(path, NULL, NULL, NULL), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_csv_options_init(NULL, sizeof o), SDG16_ERR_STRUCT_SIZE);
}

static void what_cannot_be_opened_or_read_is_named(void **state) {
  (void)state;
  refused("no-such-file.csv", NULL, SDG16_ERR_OPEN,
          "no-such-file.csv: cannot be opened (no such file)");
  refused("", NULL, SDG16_ERR_OPEN, "cannot be opened");
  refused(".", NULL, SDG16_ERR_OPEN, ".: expected a file, found a directory");
  if (geteuid() != 0) {
    write_file(BYTES("a\n1\n"));
    assert_int_equal(chmod(path, 0), 0);
    refused(path, NULL, SDG16_ERR_OPEN, "permission denied");
    assert_int_equal(chmod(path, 0600), 0);
  }
  /* Linux: the first page of a process cannot be read */
  if (access("/proc/self/mem", R_OK) == 0)
    refused("/proc/self/mem", NULL, SDG16_ERR_READ, "line 1: reading failed (EIO)");
}

/* ---- blocks, sizes, limits ---- */

static void fields_and_newlines_may_lie_across_blocks(void **state) {
  (void)state;
  /* Rows of 7 bytes and of varying sizes move every construct over every
   * position around the end of a block of 128 KiB. */
  for (int shift = 0; shift < 12; shift++) {
    size_t size = 0, room = 400000;
    char *text = malloc(room);
    assert_non_null(text);
    size += (size_t)sprintf(text, "name%.*s,text\r\n", shift, "xxxxxxxxxxxx");
    int64_t rows = 0;
    while (size < 300000) {
      size += (size_t)snprintf(text + size, room - size, "%lld,\"a\r\n\"\"\xc3\xbc\"\r\n",
                               (long long)rows);
      rows++;
    }
    sdg16_table *table = read_with(NULL, text, size);
    assert_int_equal(sdg16_table_rows(table), rows);
    assert_int_equal(sdg16_table_level_count(table, 1), 1);
    assert_string_equal(sdg16_table_level(table, 1, 0), "a\r\n\"\xc3\xbc");
    for (int64_t i = 0; i < rows; i++) assert_int_equal(sdg16_table_int64(table, 0)[i], i);
    sdg16_table_free(table);

    memcpy(text + size, "1,2,3", 6); /* two lines a row, and the header's */
    write_file(text, size + 5);
    char message[80];
    snprintf(message, sizeof message,
             ", line %lld: expected 2 fields, as in the header, found 3",
             (long long)(2 * rows + 2));
    refused(path, NULL, SDG16_ERR_FORMAT, message);
    free(text);
  }
}

static void a_file_may_end_at_the_end_of_a_block(void **state) {
  (void)state;
  for (int64_t size = (1 << 17) - 1; size <= (1 << 17) + 1; size++) {
    char *text = malloc((size_t)size);
    assert_non_null(text);
    memset(text, 'x', (size_t)size);
    memcpy(text, "head\n", 5);
    sdg16_table *table = read_with(NULL, text, (size_t)size);
    assert_int_equal(sdg16_table_rows(table), 1);
    assert_int_equal(strlen(sdg16_table_text(table, 0, 0)), size - 5);
    sdg16_table_free(table);
    free(text);
  }
}

static void many_texts_keep_their_codes(void **state) {
  (void)state;
  enum { ROWS = 30000 };
  char *text = malloc(ROWS * 32);
  assert_non_null(text);
  size_t size = (size_t)sprintf(text, "id,id2\n");
  for (int i = 0; i < ROWS; i++)
    size +=
        (size_t)sprintf(text + size, "P-%d,%d%s\n", i * 7 % ROWS, i, i == ROWS - 1 ? "x" : "");
  sdg16_table *table = read_with(NULL, text, size);
  assert_int_equal(sdg16_table_level_count(table, 0), ROWS);
  assert_int_equal(sdg16_table_level_count(table, 1), ROWS); /* numbers up to the last row */
  for (int i = 0; i < ROWS; i++) {
    char expected[32];
    snprintf(expected, sizeof expected, "P-%d", i * 7 % ROWS);
    assert_string_equal(sdg16_table_text(table, i, 0), expected);
    snprintf(expected, sizeof expected, "%d%s", i, i == ROWS - 1 ? "x" : "");
    assert_string_equal(sdg16_table_text(table, i, 1), expected);
    assert_int_equal(sdg16_table_codes(table, 0)[i], i);
  }
  sdg16_table_free(table);
  free(text);
}

/* 10 GB come through a pipe, so that the test needs no disk. */
static void a_huge_field_does_not_take_its_memory(void **state) {
  (void)state;
  char name[sizeof path + 8];
  snprintf(name, sizeof name, "%s.pipe", path);
  assert_int_equal(mkfifo(name, 0600), 0);
  static const char *const BEGIN[] = {"a,b\n1,", "a,b\n1,\""};
  for (int quoted = 0; quoted < 2; quoted++) {
    pid_t writer = fork();
    assert_true(writer >= 0);
    if (writer == 0) {
      static char chunk[65536];
      memset(chunk, 'x', sizeof chunk);
      signal(SIGPIPE, SIG_DFL); /* the reader gives up long before the end */
      int file = open(name, O_WRONLY);
      if (write(file, BEGIN[quoted], strlen(BEGIN[quoted])) < 0) _exit(1);
      for (int64_t i = 0; i < 160000; i++)
        if (write(file, chunk, sizeof chunk) < 0) _exit(1);
      _exit(0);
    }
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    refused(name, NULL, SDG16_ERR_LIMIT,
            ", line 2, column 'b': expected at most 1048576 bytes, found more (a closing quote "
            "may be missing)");
    getrusage(RUSAGE_SELF, &after);
    assert_true(after.ru_maxrss - before.ru_maxrss < 20000); /* KiB */
    int how;
    assert_int_equal(waitpid(writer, &how, 0), writer);
    assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGPIPE);
  }
  unlink(name);
}

static void a_row_or_header_beyond_the_limits_is_refused(void **state) {
  (void)state;
  size_t size = 70u << 20;
  char *text = malloc(size);
  assert_non_null(text);
  memset(text, ',', size);
  for (size_t i = 0; i < 40000; i += 2) text[i] = 'x';
  write_file(text, size);
  refused(path, NULL, SDG16_ERR_LIMIT, ", line 1: expected at most 16384 columns, found more");

  memset(text, 'x', size); /* 100 fields of 700 KiB */
  for (size_t i = size / 100; i < size; i += size / 100) text[i] = ',';
  memcpy(text, "a\n", 2);
  write_file(text, size);
  refused(path, NULL, SDG16_ERR_FORMAT,
          ", line 2: expected 1 field, as in the header, found 101");
  text[1] = 'b'; /* as the header: each is stored */
  write_file(text, size);
  refused(path, NULL, SDG16_ERR_LIMIT,
          ", line 1: expected a row of at most 67108864 bytes, found a longer one");
  free(text);
}

/* ---- the streaming interface ---- */

struct seen {
  int64_t rows, line, fail_at;
  sdg16i_csv_seen file;
  int32_t at_header;
};

static int32_t note_header(const sdg16i_csv_row *row, void *context, sdg16_error *error) {
  (void)error;
  struct seen *seen = context;
  assert_int_equal(row->count, 2);
  assert_string_equal(row->fields[1].bytes, "b");
  assert_int_equal(row->fields[1].size, 1);
  seen->at_header = seen->file.delimiter;
  return 0;
}

static int32_t note_row(const sdg16i_csv_row *row, void *context, sdg16_error *error) {
  struct seen *seen = context;
  (void)error;
  assert_true(row->line > seen->line);
  assert_int_equal(row->count, 2);
  for (int64_t i = 0; i < 2; i++)
    assert_int_equal(strlen(row->fields[i].bytes), row->fields[i].size);
  seen->line = row->line;
  return ++seen->rows == seen->fail_at ? SDG16_ERR_VALUE : 0;
}

static void rows_come_with_the_line_on_which_they_begin(void **state) {
  (void)state;
  write_file(BYTES("a;b\n\n1;\"x\n\ny\"\n2;3\n"));
  struct seen seen = {0};
  assert_int_equal(sdg16i_csv_read(path, NULL, note_header, note_row, &seen, &seen.file, NULL),
                   SDG16_OK);
  assert_int_equal(seen.rows, 2);
  assert_int_equal(seen.line, 6);
  assert_int_equal(seen.at_header, ';');
}

static void the_first_failing_row_ends_the_reading(void **state) {
  (void)state;
  write_file(BYTES("a,b\n1,2\n3,4\n5,6\n\"never closed"));
  struct seen seen = {.fail_at = 2};
  assert_int_equal(sdg16i_csv_read(path, NULL, note_header, note_row, &seen, NULL, NULL),
                   SDG16_ERR_VALUE);
  assert_int_equal(seen.rows, 2);
}

/* ---- there and back ---- */

static int32_t append(const char *bytes, int64_t size, void *context) {
  return fwrite(bytes, 1, (size_t)size, context) == (size_t)size ? 0 : SDG16_ERR_WRITE;
}

static void a_written_table_reads_as_the_same(void **state) {
  (void)state;
  enum { ROWS = 2000 };
  static const char *const LEVELS[] = {
      "plain", "with, comma", "with \"quotes\"", "two\nlines", "\xc3\xa9", " blanks ", "007"};
  int64_t whole[ROWS];
  double real[ROWS];
  int32_t codes[ROWS];
  uint8_t missing[ROWS];
  uint64_t random = 5;
  for (int i = 0; i < ROWS; i++) {
    random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    whole[i] = (int64_t)(random ^ (random >> 31)) >> (i % 64);
    real[i] = ldexp((double)(random >> 11) + 0.5, (int)(random >> 5) % 300 - 600);
    codes[i] = i % 7;
    missing[i] = i % 11 == 3 ? SDG16_MISSING_SYSTEM : SDG16_PRESENT;
  }
  sdg16_table *table = NULL;
  assert_int_equal(sdg16_table_new(&table, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_int64(table, "whole", ROWS, whole, missing, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_double(table, "real", ROWS, real, missing, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_text(table, "te\"xt", ROWS, codes, missing, 7, LEVELS, NULL),
                   SDG16_OK);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(sdg16_table_write_csv(table, append, file, NULL), SDG16_OK);
  assert_int_equal(fclose(file), 0);
  sdg16_table *back = NULL;
  assert_int_equal(sdg16_table_read_csv(path, NULL, &back, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_rows(back), ROWS);
  for (int64_t c = 0; c < 3; c++) {
    assert_string_equal(sdg16_table_name(back, c), sdg16_table_name(table, c));
    assert_int_equal(sdg16_table_type(back, c), sdg16_table_type(table, c));
    assert_memory_equal(sdg16_table_missing(back, c), missing, ROWS);
  }
  for (int i = 0; i < ROWS; i++) {
    if (missing[i]) continue;
    assert_int_equal(sdg16_table_int64(back, 0)[i], whole[i]);
    assert_true(sdg16_table_double(back, 1)[i] == real[i]);
    assert_string_equal(sdg16_table_text(back, i, 2), LEVELS[codes[i]]);
  }
  sdg16_table_free(table);
  sdg16_table_free(back);
}

/* ---- files in memory ---- */

static void a_file_in_memory_is_read_as_the_file(void **state) {
  (void)state;
  static const char CONTENT[] = "a;b\n1;x\n2;y\n";
  sdg16_table *table = NULL;
  sdg16_csv_options csv;
  sdg16_csv_options_init(&csv, sizeof csv);
  csv.content = CONTENT;
  csv.content_size = sizeof CONTENT - 1;
  assert_int_equal(sdg16_table_read_csv("/there is none", &csv, &table, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_rows(table), 2);
  assert_string_equal(sdg16_table_text(table, 1, 1), "y");
  sdg16_table_free(table);
  csv.content_size = 8; /* the bytes, not a text that ends with NUL */
  assert_int_equal(sdg16_table_read_csv("/there is none", &csv, &table, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_rows(table), 1);
  sdg16_table_free(table);
}

static void the_content_of_a_file_is_checked(void **state) {
  (void)state;
  sdg16_table *table = NULL;
  sdg16_csv_options csv;
  sdg16_read_options reading;
  sdg16_read_options_init(&reading, sizeof reading);
  reading.content_size = 5;
  assert_int_equal(sdg16_table_read("x", &reading, &table, NULL), SDG16_ERR_ARGUMENT);
  reading.content = "a";
  reading.content_size = -1;
  assert_int_equal(sdg16_table_read("x", &reading, &table, NULL), SDG16_ERR_ARGUMENT);
  reading.content_size = 0;
  assert_int_equal(sdg16_table_read("x", &reading, &table, NULL), SDG16_ERR_EMPTY);
  assert_int_equal(sdg16_table_read("x.sav", &reading, &table, NULL), SDG16_ERR_FORMAT);
  sdg16_csv_options_init(&csv, sizeof csv);
  csv.content = "a\n";
  csv.content_size = 2;
  reading.content = NULL;
  reading.csv = &csv;
  assert_int_equal(sdg16_table_read("x", &reading, &table, NULL), SDG16_ERR_OPTION);
}

/* ---- whole lines without quotes take another way than libcsv's ---- */

#define LONG_ROWS 30000 /* several blocks */

static uint64_t state = 16;
static uint64_t next(void) {
  state += UINT64_C(0x9e3779b97f4a7c15);
  uint64_t x = (state ^ state >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
  return x ^ x >> 31;
}

/* Rows of a number, a text and a decimal number; each field in `quote`, and a row whose text
 * is in quotes every `every` rows. */
static void write_long(const char *quote, int every, const char *line_end, uint64_t seed) {
  static const char *const TEXTS[] = {"North", "", "\xc3\xa9t\xc3\xa9", " a b ", "NA", "x"};
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  state = seed;
  fprintf(file, "a,b,c%s", line_end);
  for (int i = 0; i < LONG_ROWS; i++) {
    uint64_t bits = next();
    const char *of_text = every && i % every == every - 1 ? "\"" : quote;
    fprintf(file, "%s%d%s,%s%s%s,%s%d.%02d%s%s", quote, (int)(bits % 100000), quote, of_text,
            TEXTS[(bits >> 20) % COUNT(TEXTS)], of_text, quote, (int)(bits >> 30 & 1023),
            (int)(bits >> 50) % 100, quote, line_end);
    if (bits >> 40 & 1) continue;
    fputs(line_end, file); /* a blank line */
  }
  assert_int_equal(fclose(file), 0);
}

static sdg16_table *read_file(void) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_table *table = NULL;
  if (sdg16_table_read_csv(path, NULL, &table, &error)) fail_msg("%s", error.message);
  assert_int_equal(sdg16_table_rows(table), LONG_ROWS);
  return table;
}

static void plain_lines_read_as_quoted_ones(void **unused) {
  (void)unused;
  static const struct {
    const char *quote, *line_end;
    int every;
  } WAYS[] = {{"", "\n", 0},     {"", "\r\n", 0},    {"", "\r", 0},
              {"", "\n", 29999}, {"", "\r\n", 4001}, {"", "\n", 3}};
  write_long("\"", 0, "\n", 7);
  sdg16_table *quoted = read_file();
  for (size_t w = 0; w < COUNT(WAYS); w++) {
    write_long(WAYS[w].quote, WAYS[w].every, WAYS[w].line_end, 7);
    sdg16_table *plain = read_file();
    assert_memory_equal(sdg16_table_int64(plain, 0), sdg16_table_int64(quoted, 0),
                        LONG_ROWS * sizeof(int64_t));
    assert_memory_equal(sdg16_table_double(plain, 2), sdg16_table_double(quoted, 2),
                        LONG_ROWS * sizeof(double));
    for (int64_t i = 0; i < LONG_ROWS; i++) {
      int missing = sdg16_table_missing(quoted, 1)[i];
      assert_int_equal(sdg16_table_missing(plain, 1)[i], missing);
      if (!missing)
        assert_string_equal(sdg16_table_text(plain, i, 1), sdg16_table_text(quoted, i, 1));
    }
    sdg16_table_free(plain);
  }
  sdg16_table_free(quoted);
}

/* The line and the words of a fault far behind plain lines. */
static void faults_behind_plain_lines_have_their_place(void **unused) {
  (void)unused;
  static const struct {
    const char *end, *words;
  } FAULTS[] = {
      {"1,2\n", "expected 3 fields, as in the header, found 2"},
      {"1,2,3,4,5\n", "expected 3 fields, as in the header, found 5"},
      {"1,\xff,3\n", "column 'b': expected UTF-8, found the byte 0xFF"},
      {"1,\"x,3\n", "column 'b': the quote that begins here is never closed"},
      {"1,\"x\"y,3\n", "column 'b': expected the end of the field after the closing quote"},
  };
  for (size_t i = 0; i < COUNT(FAULTS); i++) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs("a,b,c\n", file);
    for (int row = 0; row < LONG_ROWS; row++) fputs("12,word,7.5\n", file);
    fputs(FAULTS[i].end, file);
    assert_int_equal(fclose(file), 0);
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    sdg16_table *table = NULL;
    assert_int_equal(sdg16_table_read_csv(path, NULL, &table, &error), SDG16_ERR_FORMAT);
    assert_int_equal(error.row, LONG_ROWS + 2);
    if (!strstr(error.message, FAULTS[i].words)) fail_msg("%s", error.message);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_file_in_memory_is_read_as_the_file),
      cmocka_unit_test(the_content_of_a_file_is_checked),
      cmocka_unit_test(plain_lines_read_as_quoted_ones),
      cmocka_unit_test(faults_behind_plain_lines_have_their_place),
      cmocka_unit_test(ordinary_files_are_read),
      cmocka_unit_test(the_type_of_a_column_loses_nothing),
      cmocka_unit_test(the_decimal_character_is_found_where_it_is_proved),
      cmocka_unit_test(options_choose_columns_delimiter_and_missing_texts),
      cmocka_unit_test(an_older_callers_options_are_understood),
      cmocka_unit_test(malformed_files_are_refused_with_line_and_column),
      cmocka_unit_test(wrong_options_are_refused),
      cmocka_unit_test(what_cannot_be_opened_or_read_is_named),
      cmocka_unit_test(fields_and_newlines_may_lie_across_blocks),
      cmocka_unit_test(a_file_may_end_at_the_end_of_a_block),
      cmocka_unit_test(many_texts_keep_their_codes),
      cmocka_unit_test(a_huge_field_does_not_take_its_memory),
      cmocka_unit_test(a_row_or_header_beyond_the_limits_is_refused),
      cmocka_unit_test(rows_come_with_the_line_on_which_they_begin),
      cmocka_unit_test(the_first_failing_row_ends_the_reading),
      cmocka_unit_test(a_written_table_reads_as_the_same),
  };
  return cmocka_run_group_tests(tests, make_file, remove_file);
}
