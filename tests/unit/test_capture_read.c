/* Capture data from files: the four layouts, contradictory strata. */
#include "capture_files.h"

/* ---- histories and persons ---- */

static void histories_are_found_by_their_count_column(void **state) {
  (void)state;
  static const char *const NAMES_OF_COUNT[] = {"count", "Count", "N", "freq", "FREQUENCY"};
  for (size_t i = 0; i < sizeof NAMES_OF_COUNT / sizeof *NAMES_OF_COUNT; i++) {
    char text[128];
    snprintf(text, sizeof text, "LA,%s,NG\n1,17,0\n0,5,1\n1,2,1\n1,3,0\n0,0,0\n",
             NAMES_OF_COUNT[i]);
    sdg16_capture *capture = must_read(text, NULL);
    assert_capture(capture, "LA NG: 1=20 2=5 3=2");
    assert_int_equal(sdg16_capture_layout(capture), SDG16_LAYOUT_HISTORIES);
    sdg16_capture_free(capture);
  }
}

static void a_named_count_column_wins(void **state) {
  (void)state;
  sdg16_capture_options o = defaults();
  o.count = "cases";
  sdg16_capture *capture = must_read("n,A,cases\n1,0,4\n0,1,3\n1,1,2\n", &o);
  assert_capture(capture, "n A: 1=4 2=3 3=2");
  sdg16_capture_free(capture);
}

static void persons_are_counted_one_by_one(void **state) {
  (void)state;
  sdg16_capture *capture =
      must_read("pid,A,B,C\n901,1,0,0\n902,1,0,0\n903, 0 ,1,\"1\"\n904,0,0,1\n", NULL);
  assert_capture(capture, "A B C: 1=2 4=1 6=1");
  assert_int_equal(sdg16_capture_layout(capture), SDG16_LAYOUT_PERSONS);
  sdg16_capture_free(capture);
}

static void given_lists_stand_in_the_order_given(void **state) {
  (void)state;
  sdg16_capture_options o = defaults();
  o.list_count = 2;
  o.lists = (const char *[]){"C", "A"};
  sdg16_capture *capture = must_read("A,B,C,count\n1,x,0,5\n0,,1,6\n1,2,1,7\n", &o);
  assert_capture(capture, "C A: 1=6 2=5 3=7");
  sdg16_capture_free(capture);
}

/* A column that turns out not to be a list, at whatever row, leaves no trace. */
static void columns_that_are_not_lists_are_folded_away(void **state) {
  (void)state;
  sdg16_capture *capture = must_read("score,A,B,note\n"
                                     "1,1,0,\n"
                                     "0,1,0,0\n"
                                     "1,0,1,1\n"
                                     "7,1,1,x\n"
                                     "8,1,1,y\n"
                                     "9,1,0,z\n"
                                     "5,1,0,z\n",
                                     NULL);
  assert_capture(capture, "A B: 1=4 2=1 3=2");
  sdg16_capture_free(capture);
}

static void whole_counts_may_end_in_one_or_two_zeros(void **state) {
  (void)state;
  sdg16_capture *capture = must_read("A,B,n\n1,0,40.0\n0,1, 007 \n1,1,2.00\n", NULL);
  assert_capture(capture, "A B: 1=40 2=7 3=2");
  sdg16_capture_free(capture);
  capture = must_read("A;B;n\n1;0;40,0\n0;1;7\n", NULL);
  assert_capture(capture, "A B: 1=40 2=7");
  sdg16_capture_free(capture);
}

static void sixty_four_columns_may_begin_like_flags(void **state) {
  (void)state;
  char text[4096];
  for (int columns = 64; columns <= 65; columns++) {
    size_t used = 0;
    for (int i = 0; i < columns; i++)
      used += (size_t)snprintf(text + used, sizeof text - used, "%sc%d", i ? "," : "", i);
    used += (size_t)snprintf(text + used, sizeof text - used, "\n");
    for (int row = 0; row < 3; row++) { /* c62 and c63 are lists, the others scores */
      for (int i = 0; i < columns; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%d", i ? "," : "",
                                 i == 62   ? row != 1
                                 : i == 63 ? row != 0
                                 : row     ? 5
                                           : 1);
      used += (size_t)snprintf(text + used, sizeof text - used, "\n");
    }
    sdg16_capture *capture;
    sdg16_error error;
    int32_t status = read_text(text, NULL, &capture, &error);
    assert_int_equal(status, columns == 64 ? SDG16_OK : SDG16_ERR_LISTS);
    if (!status) assert_capture(capture, "c62 c63: 1=1 2=1 3=1");
    sdg16_capture_free(capture);
  }
}

/* ---- records and files ---- */

static void sightings_of_a_person_are_joined(void **state) {
  (void)state;
  sdg16_capture_options o = defaults();
  o.id = "who";
  o.list = "source";
  sdg16_capture *capture = must_read("source,who\n"
                                     "PF,x1\nNG,x2\nPF, x1\nNG,x1\nLA,x3\nPF,x1\nNG ,x2\n",
                                     &o);
  assert_capture(capture, "PF NG LA: 2=1 3=1 4=1");
  assert_int_equal(sdg16_capture_layout(capture), SDG16_LAYOUT_RECORDS);
  sdg16_capture_free(capture);
  o.list_count = 4;
  o.lists = (const char *[]){"LA", "NG", "PF", "GO"};
  capture = must_read("source,who\nPF,x1\nNG,x2\nNG,x1\nLA,x3\n", &o);
  assert_capture(capture, "LA NG PF GO: 1=1 2=1 6=1");
  sdg16_capture_free(capture);
}

static int32_t read_files(const char *const *texts, const char *const *names, int64_t count,
                          const sdg16_capture_options *options, sdg16_capture **out,
                          sdg16_error *error) {
  const char *paths[SDG16_MAX_LISTS + 1];
  for (int64_t i = 0; i < count; i++) paths[i] = put_file((int)i, names[i], texts[i]);
  sdg16_error_init(error, sizeof *error);
  int32_t status = sdg16_capture_read(count, paths, options, out, error);
  for (int64_t i = 0; i < count; i++) unlink(paths[i]);
  return status;
}

static void each_file_is_a_list(void **state) {
  (void)state;
  const char *texts[] = {"id,sex\n1,F\n2,M\n2,M\n", "sex;id\nF;1\n;3\n", "id,sex\n"};
  const char *names[] = {"police.2013.csv", "shelters", ".csv"};
  sdg16_capture_options o = defaults();
  sdg16_error error;
  sdg16_capture *capture;
  o.id = "id";
  o.stratum_count = 1;
  o.strata = (const char *[]){"sex"};
  if (read_files(texts, names, 3, &o, &capture, &error)) fail_msg("%s", error.message);
  assert_capture(capture, "police.2013 shelters .csv: 1=1 2=1 3=1");
  assert_int_equal(sdg16_capture_layout(capture), SDG16_LAYOUT_FILES);
  assert_int_equal(sdg16_capture_strata(capture), 3);
  sdg16_capture_free(capture);

  o.list_count = 3;
  o.lists = (const char *[]){"P", "S", "T"};
  if (read_files(texts, names, 3, &o, &capture, &error)) fail_msg("%s", error.message);
  assert_capture(capture, "P S T: 1=1 2=1 3=1");
  sdg16_capture_free(capture);
}

static void files_are_checked(void **state) {
  (void)state;
  const char *texts[] = {"id,sex\n1,F\n2,M\n", "id,sex\n1,M\n", "id,sex\n"};
  sdg16_capture_options o = defaults();
  sdg16_error error;
  sdg16_capture *capture;
  o.id = "id";
  assert_int_equal(
      read_files(texts, (const char *[]){"p.csv", "p.txt"}, 2, &o, &capture, &error),
      SDG16_ERR_NAME);
  assert_string_equal(error.message, "files 1 and 2 would both be the list 'p': rename one, or "
                                     "name the lists");
  o.layout = SDG16_LAYOUT_FILES;
  assert_int_equal(read_files(texts, (const char *[]){"p.csv"}, 1, &o, &capture, &error),
                   SDG16_ERR_LISTS);
  assert_string_equal(
      error.message, "1 file: each is a list, and capture data need at least 2 and at most 16");
  assert_int_equal(read_files(texts + 2, (const char *[]){"p.csv"}, 1, &o, &capture, &error),
                   SDG16_ERR_LISTS);
  const char *empty[] = {texts[2], texts[2]};
  assert_int_equal(
      read_files(empty, (const char *[]){"p.csv", "q.csv"}, 2, &o, &capture, &error),
      SDG16_ERR_EMPTY);
  o.stratum_count = 1;
  o.strata = (const char *[]){"sex"};
  assert_int_equal(
      read_files(texts, (const char *[]){"p.csv", "q.csv"}, 2, &o, &capture, &error),
      SDG16_ERR_CONFLICT);
  char expected[400];
  snprintf(
      expected, sizeof expected,
      "%s/q.csv, line 2, column 'sex': line 2 says 'M', line 2 of '%s/p.csv' said 'F' of the "
      "same person: expected one value a person (or conflicts settled by first or majority)",
      capture_folder, capture_folder);
  assert_string_equal(error.message, expected);
  o.list_count = 3;
  o.lists = (const char *[]){"P", "S", "T"};
  assert_int_equal(
      read_files(texts, (const char *[]){"p.csv", "q.csv"}, 2, &o, &capture, &error),
      SDG16_ERR_OPTION);
  o.list_count = 0;
  o.id = NULL;
  assert_int_equal(
      read_files(texts, (const char *[]){"p.csv", "q.csv"}, 2, &o, &capture, &error),
      SDG16_ERR_OPTION);
  o.id = "id";
  o.layout = SDG16_LAYOUT_PERSONS;
  assert_int_equal(
      read_files(texts, (const char *[]){"p.csv", "q.csv"}, 2, &o, &capture, &error),
      SDG16_ERR_OPTION);
  assert_string_equal(error.message, "layout persons takes one file, not 2");
  o.layout = SDG16_LAYOUT_AUTO;
  o.list = "id";
  assert_int_equal(
      read_files(texts, (const char *[]){"p.csv", "q.csv"}, 2, &o, &capture, &error),
      SDG16_ERR_OPTION);
  const char *path = "/nowhere/p.csv";
  assert_int_equal(sdg16_capture_read(1, &path, NULL, &capture, &error), SDG16_ERR_OPEN);
  assert_int_equal(sdg16_capture_read(0, &path, NULL, &capture, &error), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_capture_read(1, NULL, NULL, &capture, &error), SDG16_ERR_ARGUMENT);
  path = "";
  assert_int_equal(sdg16_capture_read(1, &path, NULL, &capture, &error), SDG16_ERR_ARGUMENT);
}

/* ---- contradictory strata ---- */

static void conflicts_are_settled_by_the_policy(void **state) {
  (void)state;
  const char *text = "id,list,sex,age\n"
                     "1,P,F,20\n" /* 2 */
                     "2,P,M,\n"
                     "1,Q,M,20\n" /* 4 */
                     "2,Q,M,31\n"
                     "1,R,M,\n"
                     "3,R,,\n"
                     "3,P,F,\n"
                     "4,Q,M,9\n"
                     "4,R,F,8\n"; /* 10: a tie */
  sdg16_capture_options o = defaults();
  o.id = "id";
  o.list = "list";
  o.stratum_count = 2;
  o.strata = (const char *[]){"sex", "age"};
  sdg16_capture *capture;
  sdg16_error error;
  assert_int_equal(read_text(text, &o, &capture, &error), SDG16_ERR_CONFLICT);
  assert_int_equal(error.row, 4);
  assert_int_equal(error.column, 3);
  assert_non_null(strstr(error.message, "line 4 says 'M', line 2 said 'F' of the same person"));

  o.conflicts = SDG16_CONFLICTS_FIRST;
  capture = must_read(text, &o);
  assert_strata(capture, "F/=1 F/20=1 M/31=1 M/9=1");
  sdg16_capture_free(capture);
  o.conflicts = SDG16_CONFLICTS_MAJORITY;
  capture = must_read(text, &o);
  assert_strata(capture, "F/=1 M/20=1 M/31=1 M/9=1");
  assert_capture(capture, "P Q R: 3=1 5=1 6=1 7=1");
  sdg16_capture_free(capture);
  o.conflicts = 3;
  assert_int_equal(read_text(text, &o, &capture, &error), SDG16_ERR_ARGUMENT);
}

/* The line named is where the value was said, not the person's first. */
static void a_blank_contradicts_nothing(void **state) {
  (void)state;
  const char *text = "id,list,sex,age\n1,P,,\n1,Q,,20\n1,Q,,20\n1,P,F,\n2,P,,\n";
  sdg16_capture_options o = defaults();
  o.id = "id";
  o.list = "list";
  o.stratum_count = 2;
  o.strata = (const char *[]){"sex", "age"};
  sdg16_capture *capture = must_read(text, &o);
  assert_strata(capture, "/=1 F/20=1");
  sdg16_capture_free(capture);

  static const struct {
    const char *row, *message;
  } CASES[] = {
      {"1,P,M,", "line 7 says 'M', line 5 said 'F' of"},
      {"1,P,,21", "line 7 says '21', line 3 said '20' of"},
      {"1,P,F,21", "line 7 says '21', line 3 said '20' of"},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    char longer[200];
    sdg16_error error;
    snprintf(longer, sizeof longer, "%s%s\n", text, CASES[i].row);
    assert_int_equal(read_text(longer, &o, &capture, &error), SDG16_ERR_CONFLICT);
    assert_non_null(strstr(error.message, CASES[i].message));
  }
}

static void a_majority_counts_every_row(void **state) {
  (void)state;
  sdg16_capture_options o = defaults();
  o.id = "id";
  o.list = "list";
  o.stratum_count = 1;
  o.strata = (const char *[]){"sex"};
  o.conflicts = SDG16_CONFLICTS_MAJORITY;
  sdg16_capture *capture =
      must_read("id,list,sex\n1,P,F\n1,P,F\n1,Q,F\n1,P,M\n1,P,M\n1,P,\n1,P,\n1,P,\n1,P,\n", &o);
  assert_strata(capture, "F=1");
  sdg16_capture_free(capture);
  capture = must_read("id,list,sex\n1,P,F\n1,P,F\n1,Q,M\n1,P,M\n1,P,M\n", &o);
  assert_strata(capture, "M=1");
  sdg16_capture_free(capture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(histories_are_found_by_their_count_column),
      cmocka_unit_test(a_named_count_column_wins),
      cmocka_unit_test(persons_are_counted_one_by_one),
      cmocka_unit_test(given_lists_stand_in_the_order_given),
      cmocka_unit_test(columns_that_are_not_lists_are_folded_away),
      cmocka_unit_test(whole_counts_may_end_in_one_or_two_zeros),
      cmocka_unit_test(sixty_four_columns_may_begin_like_flags),
      cmocka_unit_test(sightings_of_a_person_are_joined),
      cmocka_unit_test(each_file_is_a_list),
      cmocka_unit_test(files_are_checked),
      cmocka_unit_test(conflicts_are_settled_by_the_policy),
      cmocka_unit_test(a_blank_contradicts_nothing),
      cmocka_unit_test(a_majority_counts_every_row),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
