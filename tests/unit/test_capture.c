/* Capture data: arrays, strata, dropping and merging lists, tables, the digest. */
#include "capture_files.h"

/* ---- arrays ---- */

static void arrays_are_sorted_and_added_up(void **state) {
  (void)state;
  uint32_t histories[] = {5, 3, 5, 1, 0, 2};
  int64_t counts[] = {7, 2, 4, 11, 0, 0};
  sdg16_capture *capture;
  assert_int_equal(sdg16_capture_new(3, NULL, 6, histories, counts, &capture, NULL), SDG16_OK);
  assert_capture(capture, "1 2 3: 1=11 3=2 5=11");
  assert_int_equal(sdg16_capture_layout(capture), SDG16_LAYOUT_AUTO);
  assert_int_equal(sdg16_capture_find_list(capture, "3"), 2);
  assert_int_equal(sdg16_capture_find_list(capture, "4"), -1);
  assert_null(sdg16_capture_list_name(capture, 3));
  assert_null(sdg16_capture_list_name(capture, -1));
  assert_int_equal(sdg16_capture_strata(capture), 0);
  assert_int_equal(sdg16_capture_stratum_columns(capture), 0);
  int64_t overlaps[9], expected[] = {24, 2, 11, 2, 2, 0, 11, 0, 11};
  assert_int_equal(sdg16_capture_overlaps(capture, overlaps, 9, NULL), SDG16_OK);
  assert_memory_equal(overlaps, expected, sizeof expected);
  assert_int_equal(sdg16_capture_overlaps(capture, overlaps, 8, NULL), SDG16_ERR_CAPACITY);
  sdg16_capture_free(capture);
  sdg16_capture_free(NULL);
}

static void arrays_take_sixteen_lists(void **state) {
  (void)state;
  uint32_t histories[] = {0xffff, 0x8000, 1};
  int64_t counts[] = {1, 2, 3};
  sdg16_capture *capture;
  assert_int_equal(sdg16_capture_new(16, NULL, 3, histories, counts, &capture, NULL), SDG16_OK);
  assert_capture(capture, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16: 1=3 32768=2 65535=1");
  sdg16_capture_free(capture);
}

static void arrays_are_checked(void **state) {
  (void)state;
  const struct {
    int32_t lists;
    const char *const *names;
    uint32_t history;
    int64_t count;
    int32_t status;
    const char *message;
  } CASES[] = {
      {1, NULL, 1, 1, SDG16_ERR_LISTS, "capture data must have from 2 to 16 lists, not 1"},
      {17, NULL, 1, 1, SDG16_ERR_LISTS, "capture data must have from 2 to 16 lists, not 17"},
      {-3, NULL, 1, 1, SDG16_ERR_LISTS, "capture data must have from 2 to 16 lists, not -3"},
      {2, (const char *[]){"A", ""}, 1, 1, SDG16_ERR_NAME,
       "every list must have a name; the name of list 2 is empty"},
      {2, (const char *[]){"A", "A"}, 1, 1, SDG16_ERR_NAME,
       "lists must have different names; lists 1 and 2 are both 'A'"},
      {2, NULL, 4, 1, SDG16_ERR_HISTORY,
       "histories, row 2: expected a number from 1 to 3, the histories of 2 lists, found 4"},
      {2, NULL, 0, 1, SDG16_ERR_HISTORY,
       "histories, row 2: expected 0 persons on no list, found 1 (nobody can be observed "
       "without being on a list)"},
      {2, NULL, 1, -1, SDG16_ERR_COUNT,
       "counts, row 2: expected a count from 0 to 4503599627370496, found -1"},
      {2, NULL, 1, SDG16_MAX_COUNT + 1, SDG16_ERR_COUNT,
       "counts, row 2: expected a count from 0 to 4503599627370496, found 4503599627370497"},
      {2, NULL, 1, SDG16_MAX_COUNT - 2, SDG16_ERR_COUNT,
       "the counts must add up to at most 4503599627370496"},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    uint32_t histories[] = {1, CASES[i].history};
    int64_t counts[] = {3, CASES[i].count};
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    sdg16_capture *capture = (sdg16_capture *)state;
    assert_int_equal(sdg16_capture_new(CASES[i].lists, CASES[i].names, 2, histories, counts,
                                       &capture, &error),
                     CASES[i].status);
    assert_null(capture);
    assert_int_equal(error.status, CASES[i].status);
    assert_string_equal(error.message, CASES[i].message);
  }
  uint32_t history = 1;
  int64_t count = 0;
  sdg16_capture *capture;
  assert_int_equal(sdg16_capture_new(2, NULL, 1, &history, &count, &capture, NULL),
                   SDG16_ERR_EMPTY);
  assert_int_equal(sdg16_capture_new(2, NULL, 0, NULL, NULL, &capture, NULL), SDG16_ERR_EMPTY);
  assert_int_equal(sdg16_capture_new(2, NULL, 1, NULL, &count, &capture, NULL),
                   SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_capture_new(2, NULL, -1, &history, &count, &capture, NULL),
                   SDG16_ERR_ARGUMENT);
  count = SDG16_MAX_COUNT;
  assert_int_equal(sdg16_capture_new(2, NULL, 1, &history, &count, &capture, NULL), SDG16_OK);
  assert_int_equal(sdg16_capture_observed(capture), SDG16_MAX_COUNT);
  sdg16_capture_free(capture);
}

/* ---- names and options ---- */

static void layouts_and_policies_have_names(void **state) {
  (void)state;
  for (int32_t i = SDG16_LAYOUT_AUTO; i <= SDG16_LAYOUT_FILES; i++)
    assert_int_equal(sdg16_layout_from_name(sdg16_layout_name(i)), i);
  assert_string_equal(sdg16_layout_name(SDG16_LAYOUT_RECORDS), "records");
  assert_null(sdg16_layout_name(5));
  assert_int_equal(sdg16_layout_from_name("Records"), -1);
  for (int32_t i = SDG16_CONFLICTS_ERROR; i <= SDG16_CONFLICTS_MAJORITY; i++)
    assert_int_equal(sdg16_conflicts_from_name(sdg16_conflicts_name(i)), i);
  assert_string_equal(sdg16_conflicts_name(SDG16_CONFLICTS_MAJORITY), "majority");
  assert_int_equal(sdg16_conflicts_from_name(NULL), -1);
}

static void options_init_sets_every_byte(void **state) {
  (void)state;
  sdg16_capture_options o;
  memset(&o, 0xa5, sizeof o);
  assert_int_equal(sdg16_capture_options_init(&o, sizeof o), SDG16_OK);
  assert_int_equal(o.struct_size, sizeof o);
  for (size_t i = sizeof o.struct_size; i < sizeof o; i++)
    assert_int_equal(((unsigned char *)&o)[i], 0);
  sdg16_capture *capture;
  o.struct_size = 3;
  sdg16_error error;
  assert_int_equal(read_text("A,B\n1,0\n", &o, &capture, &error), SDG16_ERR_STRUCT_SIZE);
  assert_null(capture);
}

/* ---- strata ---- */

static void strata_ascend_by_their_texts(void **state) {
  (void)state;
  sdg16_capture_options o = defaults();
  o.stratum_count = 2;
  o.strata = (const char *[]){"sex", "area"};
  sdg16_capture *capture = must_read("A,B,n,area,sex\n"
                                     "1,0,5,north,M\n"
                                     "0,1,6,north,F\n"
                                     "1,1,0,south,F\n" /* nobody */
                                     "1,1,4, ,F\n"
                                     "1,0,2,north,M\n",
                                     &o);
  assert_strata(capture, "F/=4 F/north=6 M/north=7");
  assert_capture(capture, "A B: 1=7 2=6 3=4");
  assert_string_equal(sdg16_capture_stratum_column(capture, 0), "sex");
  assert_string_equal(sdg16_capture_stratum_column(capture, 1), "area");
  assert_null(sdg16_capture_stratum_column(capture, 2));
  assert_null(sdg16_capture_stratum_value(capture, 3, 0));
  assert_null(sdg16_capture_stratum_value(capture, 0, 2));
  sdg16_capture *stratum;
  assert_int_equal(sdg16_capture_stratum(capture, 3, &stratum, NULL), SDG16_ERR_ARGUMENT);
  assert_null(stratum);
  assert_int_equal(sdg16_capture_stratum(capture, 2, &stratum, NULL), SDG16_OK);
  assert_capture(stratum, "A B: 1=7");
  sdg16_capture *none;
  assert_int_equal(sdg16_capture_stratum(stratum, 0, &none, NULL), SDG16_ERR_ARGUMENT);
  sdg16_capture_free(stratum);
  sdg16_capture_free(capture);
}

/* More values and combinations than fit a byte, seen again in another order. */
static void many_strata_stay_apart(void **state) {
  (void)state;
  enum { AREAS = 300 };
  static char text[64 * AREAS];
  size_t used = (size_t)snprintf(text, sizeof text, "A,B,n,area,zone\n");
  for (int i = 0; i < AREAS; i++)
    used += (size_t)snprintf(text + used, sizeof text - used, "1,0,%d,%d,z%d\n", i + 1,
                             1000 + i * 7 % AREAS, i % 2);
  for (int i = 0; i < AREAS; i++)
    used += (size_t)snprintf(text + used, sizeof text - used, "0,1,2,%d,z%d\n", 1000 + i,
                             i * 43 % AREAS % 2);
  sdg16_capture_options o = defaults();
  o.stratum_count = 2;
  o.strata = (const char *[]){"area", "zone"};
  sdg16_capture *capture = must_read(text, &o), *stratum;
  assert_int_equal(sdg16_capture_strata(capture), AREAS);
  for (int i = 0; i < AREAS; i++) { /* 43 is the inverse of 7 modulo 300 */
    int row = i * 43 % AREAS;
    assert_int_equal(atoi(sdg16_capture_stratum_value(capture, i, 0)), 1000 + i);
    assert_int_equal(sdg16_capture_stratum_value(capture, i, 1)[1], '0' + row % 2);
    assert_int_equal(sdg16_capture_stratum(capture, i, &stratum, NULL), SDG16_OK);
    char expected[32];
    snprintf(expected, sizeof expected, "A B: 1=%d 2=2", row + 1);
    assert_capture(stratum, expected);
    sdg16_capture_free(stratum);
  }
  sdg16_capture_free(capture);
}

/* ---- dropping and merging ---- */

static sdg16_capture *four_lists(void) {
  sdg16_capture_options o = defaults();
  o.stratum_count = 1;
  o.strata = (const char *[]){"sex"};
  return must_read("A,B,C,D,n,sex\n"
                   "1,0,0,0,11,F\n"
                   "0,1,0,0,7,F\n"
                   "0,0,1,0,5,F\n"
                   "0,0,0,1,3,M\n"
                   "1,1,0,0,2,M\n"
                   "0,1,0,1,13,F\n"
                   "1,0,1,1,17,M\n",
                   &o);
}

static void a_dropped_list_takes_those_it_alone_saw(void **state) {
  (void)state;
  sdg16_capture *capture = four_lists(), *less;
  assert_int_equal(sdg16_capture_drop_list(capture, 1, &less, NULL), SDG16_OK);
  assert_capture(less, "A C D: 1=13 2=5 4=16 7=17");
  assert_strata(less, "F=29 M=22");
  sdg16_capture_free(less);
  assert_int_equal(sdg16_capture_drop_list(capture, 3, &less, NULL), SDG16_OK);
  assert_capture(less, "A B C: 1=11 2=20 3=2 4=5 5=17");
  sdg16_capture_free(less);
  assert_int_equal(sdg16_capture_drop_list(capture, 4, &less, NULL), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_capture_drop_list(capture, -1, &less, NULL), SDG16_ERR_ARGUMENT);
  sdg16_capture_free(capture);

  uint32_t history = 1;
  int64_t count = 9;
  assert_int_equal(sdg16_capture_new(2, NULL, 1, &history, &count, &capture, NULL), SDG16_OK);
  assert_int_equal(sdg16_capture_drop_list(capture, 0, &less, NULL), SDG16_ERR_LISTS);
  assert_null(less);
  sdg16_capture_free(capture);
  assert_int_equal(sdg16_capture_new(3, NULL, 1, &history, &count, &capture, NULL), SDG16_OK);
  assert_int_equal(sdg16_capture_drop_list(capture, 0, &less, NULL), SDG16_ERR_EMPTY);
  sdg16_capture_free(capture);
}

static void a_merged_list_has_who_was_on_any(void **state) {
  (void)state;
  sdg16_capture *capture = four_lists(), *merged;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(
      sdg16_capture_merge_lists(capture, "BD", 2, (int32_t[]){3, 1}, &merged, &error),
      SDG16_OK);
  assert_capture(merged, "A BD C: 1=11 2=23 3=2 4=5 7=17");
  assert_strata(merged, "F=36 M=22");
  sdg16_capture_free(merged);
  assert_int_equal(
      sdg16_capture_merge_lists(capture, "D", 3, (int32_t[]){3, 1, 2}, &merged, &error),
      SDG16_OK);
  assert_capture(merged, "A D: 1=11 2=28 3=19"); /* a merged list's name may be used again */
  sdg16_capture_free(merged);

  static const struct {
    const char *name;
    int64_t count;
    int32_t lists[4], status;
    const char *message;
  } CASES[] = {
      {"A",
       2,
       {1, 2},
       SDG16_ERR_NAME,
       "lists must have different names; lists 1 and 2 are "
       "both 'A'"},
      {"", 2, {1, 2}, SDG16_ERR_NAME, "the merged list must have a name"},
      {NULL, 2, {1, 2}, SDG16_ERR_NAME, "the merged list must have a name"},
      {"X", 1, {1}, SDG16_ERR_ARGUMENT, "the lists to merge must be two or more, not 1"},
      {"X",
       2,
       {1, 1},
       SDG16_ERR_ARGUMENT,
       "the lists to merge must be different; 'B' "
       "occurs twice"},
      {"X", 2, {1, 4}, SDG16_ERR_ARGUMENT, "list must be from 0 to 3, not 4"},
      {"X",
       4,
       {0, 1, 2, 3},
       SDG16_ERR_LISTS,
       "capture data must have from 2 to 16 lists, not 1"},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    assert_int_equal(sdg16_capture_merge_lists(capture, CASES[i].name, CASES[i].count,
                                               CASES[i].lists, &merged, &error),
                     CASES[i].status);
    assert_null(merged);
    assert_string_equal(error.message, CASES[i].message);
  }
  sdg16_capture_free(capture);
}

/* ---- tables in memory ---- */

static sdg16_table *new_table(void) {
  sdg16_table *table;
  assert_int_equal(sdg16_table_new(&table, NULL), SDG16_OK);
  return table;
}

static void a_table_reads_like_a_file(void **state) {
  (void)state;
  sdg16_table *table = new_table();
  int64_t a[] = {1, 0, 1, 1};
  double b[] = {0.0, 1.0, 1.0, 0.0}, n[] = {40.0, 7.0, 3.0, 2.0};
  int32_t sex[] = {0, 1, -1, -1};
  uint8_t missing[] = {0, 0, SDG16_MISSING_SYSTEM, SDG16_MISSING_REFUSED};
  assert_int_equal(sdg16_table_add_int64(table, "A", 4, a, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_double(table, "B", 4, b, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_double(table, "n", 4, n, NULL, NULL), SDG16_OK);
  assert_int_equal(
      sdg16_table_add_text(table, "sex", 4, sex, missing, 2, (const char *[]){"F", "M"}, NULL),
      SDG16_OK);
  sdg16_capture_options o = defaults();
  o.stratum_count = 1;
  o.strata = (const char *[]){"sex"};
  sdg16_capture *capture;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_capture_from_table(table, &o, &capture, &error), SDG16_OK);
  assert_capture(capture, "A B: 1=42 2=7 3=3");
  assert_strata(capture, "=3 (refused)=2 F=40 M=7");
  assert_int_equal(sdg16_capture_layout(capture), SDG16_LAYOUT_HISTORIES);
  sdg16_capture_free(capture);

  o.layout = SDG16_LAYOUT_FILES;
  o.id = "sex";
  assert_int_equal(sdg16_capture_from_table(table, &o, &capture, &error), SDG16_ERR_OPTION);
  o = defaults();
  o.count = "B";
  o.list_count = 2;
  o.lists = (const char *[]){"A", "n"};
  assert_int_equal(sdg16_capture_from_table(table, &o, &capture, &error), SDG16_ERR_VALUE);
  assert_string_equal(error.message, "row 1, column 'n': expected 0 or 1, found '40'");
  assert_int_equal(error.row, 1);
  assert_int_equal(error.column, 3);
  assert_string_equal(error.where, "");
  assert_int_equal(sdg16_capture_from_table(NULL, &o, &capture, &error), SDG16_ERR_ARGUMENT);
  sdg16_table_free(table);
}

static void a_table_of_records_joins_persons(void **state) {
  (void)state;
  sdg16_table *table = new_table();
  int64_t id[] = {901, 902, 901, 903};
  int32_t list[] = {0, 1, 1, 1}, age[] = {0, 0, 1, 0};
  assert_int_equal(sdg16_table_add_int64(table, "id", 4, id, NULL, NULL), SDG16_OK);
  assert_int_equal(
      sdg16_table_add_text(table, "list", 4, list, NULL, 2, (const char *[]){"P", "Q"}, NULL),
      SDG16_OK);
  assert_int_equal(sdg16_table_add_text(table, "age", 4, age, NULL, 2,
                                        (const char *[]){"adult", "child"}, NULL),
                   SDG16_OK);
  sdg16_capture_options o = defaults();
  o.id = "id";
  o.list = "list";
  sdg16_capture *capture;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_capture_from_table(table, &o, &capture, &error), SDG16_OK);
  assert_capture(capture, "P Q: 2=2 3=1");
  sdg16_capture_free(capture);
  o.stratum_count = 1;
  o.strata = (const char *[]){"age"};
  assert_int_equal(sdg16_capture_from_table(table, &o, &capture, &error), SDG16_ERR_CONFLICT);
  assert_string_equal(
      error.message,
      "row 3, column 'age': row 3 says 'child', row 1 said 'adult' of the same person: each "
      "person must have one value (or choose --conflicts first or majority)");
  sdg16_table_free(table);
}

static void numbers_of_a_table_are_checked(void **state) {
  (void)state;
  static const struct {
    double count;
    int32_t status;
  } CASES[] = {{2.5, SDG16_ERR_COUNT},         {-1.0, SDG16_ERR_COUNT},
               {1e300, SDG16_ERR_COUNT},       {4503599627370497.0, SDG16_ERR_COUNT},
               {4503599627370496.0, SDG16_OK}, {0x1p60, SDG16_ERR_COUNT}};
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    sdg16_table *table = new_table();
    int64_t a[] = {1, 0}, b[] = {0, 1};
    double n[] = {0, CASES[i].count};
    assert_int_equal(sdg16_table_add_int64(table, "A", 2, a, NULL, NULL), SDG16_OK);
    assert_int_equal(sdg16_table_add_int64(table, "B", 2, b, NULL, NULL), SDG16_OK);
    assert_int_equal(sdg16_table_add_double(table, "n", 2, n, NULL, NULL), SDG16_OK);
    sdg16_capture *capture;
    assert_int_equal(sdg16_capture_from_table(table, NULL, &capture, NULL), CASES[i].status);
    sdg16_capture_free(capture);
    sdg16_table_free(table);
  }
  sdg16_table *table = new_table();
  int64_t a[] = {1, 0}, b[] = {0, 0};
  uint8_t refused[] = {0, SDG16_MISSING_REFUSED};
  assert_int_equal(sdg16_table_add_int64(table, "A", 2, a, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_int64(table, "B", 2, b, refused, NULL), SDG16_OK);
  sdg16_capture *capture;
  assert_int_equal(sdg16_capture_from_table(table, NULL, &capture, NULL), SDG16_ERR_MISSING);
  sdg16_table_free(table);
}

/* ---- the digest ---- */

/* SHA-256 of the bytes that digest.c describes, computed with Python's hashlib:
 * h = lambda *p: hashlib.sha256(b"".join(x.to_bytes(8, "little") if isinstance(x, int)
 *     else len(x).to_bytes(8, "little") + x for x in p)).hexdigest()
 * h(b"sdg16 capture 1", 2, b"A", b"B", 1, b"sex", 2, b"F", 1, 2, 5, b"M", 2, 1, 4, 3, 7) */
static void the_digest_is_of_the_canonical_content(void **state) {
  (void)state;
  sdg16_capture_options o = defaults();
  o.stratum_count = 1;
  o.strata = (const char *[]){"sex"};
  sdg16_capture *capture = must_read("B,A,n,sex\n1,1,7,M\n1,0,5,F\n0,1,4,M\n", &o);
  assert_string_equal(sdg16_capture_sha256(capture),
                      "0cb2507df7a23db9665bf701fb9645ed5d30987b2e44b016d46c3be6fc2ca432");
  sdg16_capture_free(capture);
}

static void the_digest_tells_different_data_apart(void **state) {
  (void)state;
  const char *texts[] = {"A,B,n\n1,0,3\n0,1,4\n",       "A,B,n\n1,0,4\n0,1,3\n",
                         "A,C,n\n1,0,3\n0,1,4\n",       "A,B,n\n1,0,3\n1,1,4\n",
                         "A,B,C,n\n1,0,0,3\n0,1,0,4\n", "AB,C,n\n1,0,3\n0,1,4\n",
                         "A,BC,n\n1,0,3\n0,1,4\n"};
  char digests[7][65];
  for (int i = 0; i < 7; i++) {
    sdg16_capture *capture = must_read(texts[i], NULL);
    snprintf(digests[i], sizeof digests[i], "%s", sdg16_capture_sha256(capture));
    assert_int_equal(strlen(digests[i]), 64);
    for (int j = 0; j < i; j++) assert_string_not_equal(digests[i], digests[j]);
    sdg16_capture_free(capture);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arrays_are_sorted_and_added_up),
      cmocka_unit_test(arrays_take_sixteen_lists),
      cmocka_unit_test(arrays_are_checked),
      cmocka_unit_test(layouts_and_policies_have_names),
      cmocka_unit_test(options_init_sets_every_byte),
      cmocka_unit_test(strata_ascend_by_their_texts),
      cmocka_unit_test(many_strata_stay_apart),
      cmocka_unit_test(a_dropped_list_takes_those_it_alone_saw),
      cmocka_unit_test(a_merged_list_has_who_was_on_any),
      cmocka_unit_test(a_table_reads_like_a_file),
      cmocka_unit_test(a_table_of_records_joins_persons),
      cmocka_unit_test(numbers_of_a_table_are_checked),
      cmocka_unit_test(the_digest_is_of_the_canonical_content),
      cmocka_unit_test(the_digest_tells_different_data_apart),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
