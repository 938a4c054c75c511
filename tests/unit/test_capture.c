/* Capture data: the four layouts, strata, deriving, and every refusal. */
#include <sdg16.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define NAMES(...)                                                                             \
  (sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)), (const char *[]) { __VA_ARGS__ }

/* ---- files ---- */

static char folder[] = "/tmp/sdg16-capture-XXXXXX";

static int make_folder(void **state) {
  (void)state;
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
  (void)state;
  return rmdir(folder);
}

/* Writes a file of this name; the path lives until the next call with the slot. */
static const char *put(int slot, const char *name, const char *text, size_t size) {
  static char paths[SDG16_MAX_LISTS + 2][64];
  snprintf(paths[slot], sizeof paths[slot], "%s/%s", folder, name);
  FILE *file = fopen(paths[slot], "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
  return paths[slot];
}

static sdg16_capture_options defaults(void) {
  sdg16_capture_options o;
  assert_int_equal(sdg16_capture_options_init(&o, sizeof o), SDG16_OK);
  return o;
}

static int32_t read_text(const char *text, const sdg16_capture_options *options,
                         sdg16_capture **out, sdg16_error *error) {
  const char *path = put(0, "data.csv", text, strlen(text));
  sdg16_error_init(error, sizeof *error);
  int32_t status = sdg16_capture_read(1, &path, options, out, error);
  unlink(path);
  return status;
}

static sdg16_capture *must_read(const char *text, const sdg16_capture_options *options) {
  sdg16_capture *capture;
  sdg16_error error;
  if (read_text(text, options, &capture, &error)) fail_msg("%s", error.message);
  assert_non_null(capture);
  return capture;
}

/* Compares with "A B: 1=3 3=2": list names; histories and counts. */
static void assert_capture(const sdg16_capture *capture, const char *expected) {
  char text[1024];
  size_t used = 0;
  for (int32_t j = 0; j < sdg16_capture_lists(capture); j++)
    used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", j ? " " : "",
                             sdg16_capture_list_name(capture, j));
  used += (size_t)snprintf(text + used, sizeof text - used, ":");
  const uint32_t *histories;
  const int64_t *counts;
  int64_t observed = 0, rows = sdg16_capture_histories(capture, &histories, &counts);
  for (int64_t i = 0; i < rows; i++) {
    used += (size_t)snprintf(text + used, sizeof text - used, " %lu=%lld",
                             (unsigned long)histories[i], (long long)counts[i]);
    observed += counts[i];
  }
  assert_string_equal(text, expected);
  assert_int_equal(sdg16_capture_observed(capture), observed);
}

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
      {1, NULL, 1, 1, SDG16_ERR_LISTS,
       "1 list: capture data need at least 2 and at most 16 lists"},
      {17, NULL, 1, 1, SDG16_ERR_LISTS,
       "17 lists: capture data need at least 2 and at most 16 lists"},
      {-3, NULL, 1, 1, SDG16_ERR_LISTS,
       "-3 lists: capture data need at least 2 and at most 16 lists"},
      {2, (const char *[]){"A", ""}, 1, 1, SDG16_ERR_NAME,
       "list 2 has an empty name: every list needs one"},
      {2, (const char *[]){"A", "A"}, 1, 1, SDG16_ERR_NAME,
       "lists 1 and 2 have the same name 'A'"},
      {2, NULL, 4, 1, SDG16_ERR_HISTORY,
       "histories, row 2: 4 does not fit 2 lists: a history is a number from 1 to 3"},
      {2, NULL, 0, 1, SDG16_ERR_HISTORY,
       "histories, row 2: 1 persons on no list: nobody can be observed without being on a "
       "list"},
      {2, NULL, 1, -1, SDG16_ERR_COUNT,
       "counts, row 2: -1 is not a count from 0 to 4503599627370496"},
      {2, NULL, 1, SDG16_MAX_COUNT + 1, SDG16_ERR_COUNT,
       "counts, row 2: 4503599627370497 is not a count from 0 to 4503599627370496"},
      {2, NULL, 1, SDG16_MAX_COUNT - 2, SDG16_ERR_COUNT,
       "the counts add up to more than 4503599627370496"},
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
    assert_int_equal(error.code, CASES[i].status);
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
  for (int64_t i = 0; i < count; i++)
    paths[i] = put((int)i, names[i], texts[i], strlen(texts[i]));
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
      folder, folder);
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

/* "F/20=2 M/=1": the strata of sex and age and their persons. */
static void assert_strata(const sdg16_capture *capture, const char *expected) {
  char text[512] = "";
  size_t used = 0;
  for (int64_t s = 0; s < sdg16_capture_strata(capture); s++) {
    sdg16_capture *stratum;
    assert_int_equal(sdg16_capture_stratum(capture, s, &stratum, NULL), SDG16_OK);
    assert_int_equal(sdg16_capture_strata(stratum), 0);
    if (s) used += (size_t)snprintf(text + used, sizeof text - used, " ");
    for (int64_t c = 0; c < sdg16_capture_stratum_columns(capture); c++)
      used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", c ? "/" : "",
                               sdg16_capture_stratum_value(capture, s, c));
    used += (size_t)snprintf(text + used, sizeof text - used, "=%lld",
                             (long long)sdg16_capture_observed(stratum));
    sdg16_capture_free(stratum);
  }
  assert_string_equal(text, expected);
}

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
      {"A", 2, {1, 2}, SDG16_ERR_NAME, "lists 1 and 2 have the same name 'A'"},
      {"", 2, {1, 2}, SDG16_ERR_NAME, "the merged list needs a name"},
      {NULL, 2, {1, 2}, SDG16_ERR_NAME, "the merged list needs a name"},
      {"X", 1, {1}, SDG16_ERR_ARGUMENT, "1 lists to merge: it takes two or more"},
      {"X", 2, {1, 1}, SDG16_ERR_ARGUMENT, "list 'B' is to be merged twice"},
      {"X",
       2,
       {1, 4},
       SDG16_ERR_ARGUMENT,
       "list 4 does not exist: lists are numbered from 0 to 3"},
      {"X",
       4,
       {0, 1, 2, 3},
       SDG16_ERR_LISTS,
       "1 list: capture data need at least 2 and at most 16 lists"},
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

/* ---- refusals: one line that says file, line, column, found and expected ---- */

typedef struct refusal {
  const char *text;
  sdg16_capture_options options;
  int32_t status;
  int64_t row, column;
  const char *message; /* behind the path */
} refusal;

#define RECORDS .id = "id", .list = "list"
#define BLANK "the flag is blank: expected 0 or 1 (a blank is not taken as \"not on the list\")"
#define NOWHERE "every list is 0: somebody who is on no list cannot have been observed"
#define EXPECTED "is not a count: expected a whole number from 0 to 4503599627370496"

static const refusal REFUSALS[] = {
    {"A,B,n\n1,0,3\n0,2,4\n1,1,5\n0,1,2\n",
     {0},
     SDG16_ERR_VALUE,
     3,
     2,
     ", line 3, column 'B': '2' is not a list flag: expected 0 or 1, as in most rows (if this "
     "is "
     "not a list, name the list columns)"},
    {"A,B,C\n1,0,1\n0,1,1\n0,O,1\n0,0,yes\n",
     {0},
     SDG16_ERR_VALUE,
     4,
     2,
     ", line 4, column 'B': 'O' is not a list flag: expected 0 or 1, as in most rows (if this "
     "is "
     "not a list, name the list columns)"},
    {"A,B\n1,0\n1.0,1\n",
     {.list_count = NAMES("A", "B")},
     SDG16_ERR_VALUE,
     3,
     1,
     ", line 3, column 'A': '1.0' is not a list flag: expected 0 or 1"},
    {"A,B\n1,0\n-1,1\n",
     {.list_count = NAMES("A", "B")},
     SDG16_ERR_VALUE,
     3,
     1,
     ", line 3, column 'A': '-1' is not a list flag: expected 0 or 1"},
    {"A,B\n1,0\n0,TRUE\n",
     {.list_count = NAMES("A", "B")},
     SDG16_ERR_VALUE,
     3,
     2,
     ", line 3, column 'B': 'TRUE' is not a list flag: expected 0 or 1"},
    {"A,B\n1,0\n\n\n,1\n", {0}, SDG16_ERR_MISSING, 5, 1, ", line 5, column 'A': " BLANK},
    {"A,B\n1,\" \"\n0,1\n,1\n", {0}, SDG16_ERR_MISSING, 2, 2, ", line 2, column 'B': " BLANK},
    {"A,B\n1,0\n1,\n",
     {.list_count = NAMES("A", "B")},
     SDG16_ERR_MISSING,
     3,
     2,
     ", line 3, column 'B': " BLANK},
    {"A,B\n1,0\n0,0\n0,1\n", {0}, SDG16_ERR_HISTORY, 3, 0, ", line 3: " NOWHERE},
    {"A,B\n1,0\n0,0\n0,1\n",
     {.list_count = NAMES("A", "B")},
     SDG16_ERR_HISTORY,
     3,
     0,
     ", line 3: " NOWHERE},
    {"A,B,n\n1,0,2\n0,0,0\n0,0,3\n0,1,3\n", {0}, SDG16_ERR_HISTORY, 4, 0, ", line 4: " NOWHERE},
    {"s,A,B\n1,1,0\n1,0,0\n5,0,1\n6,0,1\n7,0,1\n",
     {0},
     SDG16_ERR_HISTORY,
     3,
     0,
     ", line 3: " NOWHERE},
    {"A,B,n\n1,0,40.5\n", {0}, SDG16_ERR_COUNT, 2, 3, ", line 2, column 'n': '40.5' " EXPECTED},
    {"A,B,n\n1,0,-3\n", {0}, SDG16_ERR_COUNT, 2, 3, ", line 2, column 'n': '-3' " EXPECTED},
    {"A,B,n\n1,0,abc\n", {0}, SDG16_ERR_COUNT, 2, 3, ", line 2, column 'n': 'abc' " EXPECTED},
    {"A,B,n\n1,0,1e3\n", {0}, SDG16_ERR_COUNT, 2, 3, ", line 2, column 'n': '1e3' " EXPECTED},
    {"A,B,n\n1,0,1.000\n",
     {0},
     SDG16_ERR_COUNT,
     2,
     3,
     ", line 2, column 'n': '1.000' " EXPECTED},
    {"A,B,n\n1,0,\"1,000\"\n",
     {0},
     SDG16_ERR_COUNT,
     2,
     3,
     ", line 2, column 'n': '1,000' " EXPECTED},
    {"A,B,n\n1,0,3.\n", {0}, SDG16_ERR_COUNT, 2, 3, ", line 2, column 'n': '3.' " EXPECTED},
    {"A,B,n\n1,0,.0\n", {0}, SDG16_ERR_COUNT, 2, 3, ", line 2, column 'n': '.0' " EXPECTED},
    {"A;B;n\n1;0;3.0\n",
     {.decimal = ','},
     SDG16_ERR_COUNT,
     2,
     3,
     ", line 2, column 'n': '3.0' " EXPECTED},
    {"A,B,n\n1,0,4503599627370497\n",
     {0},
     SDG16_ERR_COUNT,
     2,
     3,
     ", line 2, column 'n': '4503599627370497' " EXPECTED},
    {"A,B,n\n1,0,99999999999999999999999999\n",
     {0},
     SDG16_ERR_COUNT,
     2,
     3,
     ", line 2, column 'n': '99999999999999999999999999' " EXPECTED},
    {"A,B,n\n1,0,4503599627370496\n0,1,1\n",
     {0},
     SDG16_ERR_COUNT,
     3,
     0,
     ", line 3: the counts add up to more than 4503599627370496"},
    {"A,B,n\n1,0,\n",
     {0},
     SDG16_ERR_MISSING,
     2,
     3,
     ", line 2, column 'n': the count is blank: expected a whole number (0 if nobody)"},
    {"A,B,n,Freq\n1,0,2,2\n",
     {0},
     SDG16_ERR_COLUMN,
     0,
     4,
     ", column 'Freq': this column and 'n' could both be the count: say which is"},
    {"A,B\n1,0\n0,1\n",
     {.layout = SDG16_LAYOUT_HISTORIES},
     SDG16_ERR_COLUMN,
     0,
     0,
     ": histories need a column of counts (named count, n, freq or frequency, or given by its "
     "name)"},
    {"A,B,n\n", {0}, SDG16_ERR_EMPTY, 0, 0, ": there are no rows below the header"},
    {"A,B,n\n1,0,0\n0,1,0\n", {0}, SDG16_ERR_EMPTY, 0, 0, NULL},
    {"id,list\n", {RECORDS}, SDG16_ERR_EMPTY, 0, 0, ": there are no rows below the header"},
    {"A,x,n\n1,east,4\n",
     {0},
     SDG16_ERR_LISTS,
     0,
     0,
     ": 1 column holds only 0 and 1: at least 2 lists are needed ('x' holds 'east' in line 2)"},
    {"x\n7\n",
     {0},
     SDG16_ERR_LISTS,
     0,
     0,
     ": 0 columns hold only 0 and 1: at least 2 lists are needed ('x' holds '7' in line 2)"},
    {"a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r\n1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,0\n",
     {0},
     SDG16_ERR_LISTS,
     0,
     0,
     ": 17 columns hold only 0 and 1, at most 16 can be lists: name the list columns"},
    {"A,B\n1,0\n", {.list_count = NAMES("A")}, SDG16_ERR_LISTS, 0, 0, NULL},
    {"A,B\n1,0\n",
     {.list_count = NAMES("A", "C")},
     SDG16_ERR_COLUMN,
     0,
     0,
     ": there is no column 'C' to be a list; the columns are 'A', 'B'"},
    {"A,B\n1,0\n", {.list_count = NAMES("A", "B", "A")}, SDG16_ERR_OPTION, 3, 0, NULL},
    {"A,B\n1,0\n", {.list_count = NAMES("A", "")}, SDG16_ERR_ARGUMENT, 2, 0, NULL},
    {"A,B\n1,0\n", {.list_count = 2}, SDG16_ERR_ARGUMENT, 0, 0, NULL},
    {"A,B\n1,0\n", {.list_count = -1}, SDG16_ERR_ARGUMENT, 0, 0, NULL},
    {"A,B\n1,0\n",
     {.stratum_count = NAMES("sex")},
     SDG16_ERR_COLUMN,
     0,
     0,
     ": there is no column 'sex' to be a stratum; the columns are 'A', 'B'"},
    {"A,B\n1,0\n",
     {.count = "cases"},
     SDG16_ERR_COLUMN,
     0,
     0,
     ": there is no column 'cases' to be the count; the columns are 'A', 'B'"},
    {"A,B,s\n1,0,x\n",
     {.list_count = NAMES("A", "B"), .stratum_count = NAMES("B")},
     SDG16_ERR_OPTION,
     0,
     2,
     ", column 'B': one column cannot be both a stratum and a list"},
    {"A,B,n\n1,0,3\n",
     {.count = "n", .stratum_count = NAMES("n")},
     SDG16_ERR_OPTION,
     0,
     3,
     ", column 'n': one column cannot be both a stratum and the count"},
    {"id,list\n1,P\n2,Q\n",
     {.id = "id", .list = "id"},
     SDG16_ERR_OPTION,
     0,
     1,
     ", column 'id': one column cannot be both the id and a list"},
    {"id,list\n1,P\n2,Q\n",
     {.id = "person", .list = "list"},
     SDG16_ERR_COLUMN,
     0,
     0,
     ": there is no column 'person' to be the id; the columns are 'id', 'list'"},
    {"id,list\n1,P\n2,Q\n",
     {.id = "id", .list = "source"},
     SDG16_ERR_COLUMN,
     0,
     0,
     ": there is no column 'source' to be a list; the columns are 'id', 'list'"},
    {"id,list\n1,P\n2,Q\n", {.id = "id"}, SDG16_ERR_OPTION, 0, 0, NULL},
    {"id,list\n1,P\n2,Q\n", {.list = "list"}, SDG16_ERR_OPTION, 0, 0, NULL},
    {"id,list\n1,P\n2,Q\n", {RECORDS, .count = "id"}, SDG16_ERR_OPTION, 0, 0, NULL},
    {"id,A,B\n1,1,0\n",
     {.layout = SDG16_LAYOUT_PERSONS, .id = "id"},
     SDG16_ERR_OPTION,
     0,
     0,
     NULL},
    {"A,B,n\n1,1,2\n",
     {.layout = SDG16_LAYOUT_PERSONS, .count = "n"},
     SDG16_ERR_OPTION,
     0,
     0,
     NULL},
    {"A,B\n1,0\n", {.layout = 9}, SDG16_ERR_ARGUMENT, 0, 0, NULL},
    {"A,B\n1,0\n", {.decimal = ';'}, SDG16_ERR_ARGUMENT, 0, 0, NULL},
    {"id,list\n1,P\n ,Q\n",
     {RECORDS},
     SDG16_ERR_MISSING,
     3,
     1,
     ", line 3, column 'id': the identifier is blank: expected who was seen"},
    {"id,list\n1,P\n2,\n",
     {RECORDS},
     SDG16_ERR_MISSING,
     3,
     2,
     ", line 3, column 'list': the list is blank: expected the list that saw the person"},
    {"id,list\n1,P\n2,p\n",
     {RECORDS, .list_count = NAMES("P", "Q")},
     SDG16_ERR_NAME,
     3,
     2,
     ", line 3, column 'list': 'p' is not one of the 2 lists given"},
    {"id,list\n1,P\n2,P\n",
     {RECORDS},
     SDG16_ERR_LISTS,
     0,
     2,
     ", column 'list': every row is of the list 'P': at least 2 lists are needed"},
    {"id,list\n1,a\n1,b\n1,c\n1,d\n1,e\n1,f\n1,g\n1,h\n1,i\n1,j\n1,k\n1,l\n1,m\n1,n\n1,o\n1,"
     "p\n1,q\n",
     {RECORDS},
     SDG16_ERR_LISTS,
     18,
     2,
     ", line 18, column 'list': 'q' is the 17th list: there can be at most 16"},
    {"A,A\n1,0\n", {0}, SDG16_ERR_COLUMN, 1, 2, NULL},
    {"A,,n\n1,0,3\n", {0}, SDG16_ERR_COLUMN, 1, 2, NULL},
    {"A,B,n\n1,0\n", {0}, SDG16_ERR_FORMAT, 2, 0, NULL},
    {"A,B,n\n1,0,\"3\n", {0}, SDG16_ERR_FORMAT, 2, 3, NULL},
    {"", {0}, SDG16_ERR_EMPTY, 0, 0, NULL},
};

static void bad_input_is_refused_with_its_place(void **state) {
  (void)state;
  char path[64];
  snprintf(path, sizeof path, "%s/data.csv", folder);
  for (size_t i = 0; i < sizeof REFUSALS / sizeof *REFUSALS; i++) {
    const refusal *r = &REFUSALS[i];
    sdg16_capture_options o = r->options;
    o.struct_size = sizeof o;
    sdg16_error error;
    sdg16_capture *capture = (sdg16_capture *)path;
    int32_t status = read_text(r->text, &o, &capture, &error);
    if (status != r->status || error.row != r->row || error.column != r->column ||
        (r->message && (strncmp(error.message, path, strlen(path)) ||
                        strcmp(error.message + strlen(path), r->message))))
      fail_msg("refusal %d: %s [%lld, %lld] %s", (int)i, sdg16_status_name(status),
               (long long)error.row, (long long)error.column, error.message);
    assert_null(capture);
    assert_int_equal(error.code, status);
    assert_int_not_equal(error.message[0], 0);
    capture = (sdg16_capture *)path;
    assert_int_equal(read_text(r->text, &o, &capture, &error), r->status);
  }
}

/* Long and hostile texts in messages are cut, and stay one line of UTF-8. */
static void messages_show_strange_values_safely(void **state) {
  (void)state;
  char text[400] = "A,B\n1,0\n0,1\n\"", *end = text + strlen(text);
  for (int i = 0; i < 80; i++) end += sprintf(end, "\xc3\xa9\n");
  sprintf(end, "\",1\n");
  sdg16_capture_options o = defaults();
  o.list_count = 2;
  o.lists = (const char *[]){"A", "B"};
  sdg16_capture *capture;
  sdg16_error error;
  assert_int_equal(read_text(text, &o, &capture, &error), SDG16_ERR_VALUE);
  assert_null(strchr(error.message, '\n'));
  assert_non_null(strstr(error.message, "...' is not a list flag"));
  assert_true(strlen(error.message) < 200);
  assert_int_equal(error.row, 4);
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
  assert_string_equal(error.message,
                      "row 1, column 'n': '40' is not a list flag: expected 0 or 1");
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
  assert_string_equal(error.message,
                      "row 3, column 'age': row 3 says 'child', row 1 said 'adult' of the same "
                      "person: expected one value a person (or conflicts settled by first or "
                      "majority)");
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
      cmocka_unit_test(strata_ascend_by_their_texts),
      cmocka_unit_test(a_dropped_list_takes_those_it_alone_saw),
      cmocka_unit_test(a_merged_list_has_who_was_on_any),
      cmocka_unit_test(bad_input_is_refused_with_its_place),
      cmocka_unit_test(messages_show_strange_values_safely),
      cmocka_unit_test(a_table_reads_like_a_file),
      cmocka_unit_test(a_table_of_records_joins_persons),
      cmocka_unit_test(numbers_of_a_table_are_checked),
      cmocka_unit_test(the_digest_is_of_the_canonical_content),
      cmocka_unit_test(the_digest_tells_different_data_apart),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
