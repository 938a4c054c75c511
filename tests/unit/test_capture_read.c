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
  sdg16_capture_options o = defaults();
  o.layout = SDG16_LAYOUT_PERSONS;
  sdg16_capture *capture = must_read("score,A,B,note\n"
                                     "1,1,0,\n"
                                     "0,1,0,0\n"
                                     "1,0,1,1\n"
                                     "7,1,1,x\n"
                                     "8,1,1,y\n"
                                     "9,1,0,z\n"
                                     "5,1,0,z\n",
                                     &o);
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
  sdg16_capture_options o = defaults();
  o.layout = SDG16_LAYOUT_PERSONS;
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
    int32_t status = read_text(text, &o, &capture, &error);
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
  assert_string_equal(error.message, "files must give different lists; files 1 and 2 would "
                                     "both be the list 'p': rename one, or name the lists "
                                     "(--lists)");
  o.layout = SDG16_LAYOUT_FILES;
  assert_int_equal(read_files(texts, (const char *[]){"p.csv"}, 1, &o, &capture, &error),
                   SDG16_ERR_LISTS);
  assert_string_equal(error.message,
                      "capture data must have from 2 to 16 files, each a list, not 1");
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
      "same person: each person must have one value (or choose --conflicts first or majority)",
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
  assert_string_equal(error.message, "layout persons needs one file, not 2");
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

/* ---- what is said of the reading ---- */

/* Compares with "A:list B:list note:unused". */
static void assert_uses(const sdg16_capture *capture, const char *expected) {
  const sdg16_table *columns = sdg16_capture_columns(capture);
  char text[512] = "";
  size_t used = 0;
  for (int64_t i = 0; i < sdg16_table_rows(columns); i++)
    used += (size_t)snprintf(text + used, sizeof text - used, "%s%s:%s", i ? " " : "",
                             sdg16_table_text(columns, i, 0), sdg16_table_text(columns, i, 1));
  assert_string_equal(text, expected);
}

/* Compares with "code: message" of each note, one a line. */
static void assert_notes(const sdg16_capture *capture, const char *expected) {
  const sdg16_table *notes = sdg16_capture_notes(capture);
  char text[2048] = "";
  size_t used = 0;
  for (int64_t i = 0; i < sdg16_table_rows(notes); i++)
    used += (size_t)snprintf(text + used, sizeof text - used, "%s%s %s: %s", i ? "\n" : "",
                             sdg16_table_text(notes, i, 1), sdg16_table_text(notes, i, 0),
                             sdg16_table_text(notes, i, 2));
  assert_string_equal(text, expected);
}

static void every_column_has_a_use(void **state) {
  (void)state;
  sdg16_capture *capture =
      must_read("pid,A,B,age,empty,region\n7,1,0,31,,N\n9,0,1,NA,,S\n8,1,1,8,.,S\n"
                "6,1,0,20,,N\n",
                NULL);
  assert_uses(capture, "pid:unused A:list B:list age:unused empty:unused region:unused");
  const sdg16_table *columns = sdg16_capture_columns(capture);
  static const char *const WHY[] = {"it holds numbers, and its name is not that of a count",
                                    "it holds only 0 and 1",
                                    "it holds only 0 and 1",
                                    "it holds numbers, and its name is not that of a count",
                                    "it is blank",
                                    "it holds other values than 0 and 1"};
  for (int64_t i = 0; i < 6; i++) assert_string_equal(sdg16_table_text(columns, i, 2), WHY[i]);
  assert_notes(capture, "");
  sdg16_capture *dropped;
  assert_int_equal(
      sdg16_capture_merge_lists(capture, "AB", 2, (int32_t[]){0, 1}, &dropped, NULL),
      SDG16_ERR_LISTS);
  sdg16_capture_free(capture);

  sdg16_capture_options o = defaults();
  o.id = "who";
  o.list = "source";
  capture = must_read("source,who,date\nP,1,x\nQ,1,y\n", &o);
  assert_uses(capture, "source:list names who:id date:unused");
  sdg16_capture_free(capture);

  capture = must_read("X,A,B,C,n\n1,1,0,0,5\n2,0,1,0,6\n3,1,1,0,2\n4,0,1,0,1\n", NULL);
  assert_uses(capture, "X:unused A:list B:list C:list n:count");
  columns = sdg16_capture_columns(capture);
  assert_string_equal(sdg16_table_text(columns, 0, 2), "it numbers the rows");
  assert_string_equal(sdg16_table_text(columns, 3, 2), "it holds only 0: nobody is on it");
  assert_notes(capture,
               "note histories-repeated: 1 row repeats the history of another row, so "
               "their counts are added up (a column that tells such rows apart can be kept as "
               "a stratum).");
  sdg16_capture_free(capture);
}

/* Child Protection is a list, a child is not; both by their values. */
static void institutions_are_lists(void **state) {
  (void)state;
  sdg16_capture *capture = must_read("Child Protection Service,NationalPolice,agency\n"
                                     "1,0,0\n0,1,0\n0,0,1\n1,1,0\n",
                                     NULL);
  assert_int_equal(sdg16_capture_lists(capture), 3);
  sdg16_capture_free(capture);
  static const char *const NAMES_OF_TRAITS[] = {
      "sex",   "FEMALE", "is_male", "ageGroup", "Âge",   "mujer",  "menor de edad", "männlich",
      "Пол",   "الجنس",  "性别",    "年份",     "year",  "minor2", "nationality",   "foreigner",
      "niños", "CHILD",  "Frau",    "citizen",  "adult", "âge",    "экземпляр пол"};
  for (size_t i = 0; i < sizeof NAMES_OF_TRAITS / sizeof *NAMES_OF_TRAITS; i++) {
    char text[128];
    sdg16_error error;
    snprintf(text, sizeof text, "A,B,%s\n1,0,1\n0,1,0\n1,1,1\n", NAMES_OF_TRAITS[i]);
    if (read_text(text, NULL, &capture, &error) != SDG16_ERR_COLUMN || error.column != 3)
      fail_msg("%s is taken as a list: %s", NAMES_OF_TRAITS[i], error.message);
  }
}

/* 1,000 persons in independent thirds, halves of whom have a trait that no name tells. */
static void a_trait_is_told_by_its_values(void **state) {
  (void)state;
  static char text[65536];
  for (int trait = 0; trait < 2; trait++) {
    size_t used = (size_t)snprintf(text, sizeof text, "A,B,C,D\n");
    for (int i = 0; i < 1000; i++) {
      int a = i % 3 == 0, b = i / 3 % 3 == 0, c = i / 9 % 3 == 0, d = i / 27 % 2;
      if (!a && !b && !c && (trait || !d)) continue;
      used += (size_t)snprintf(text + used, sizeof text - used, "%d,%d,%d,%d\n", a, b, c, d);
    }
    sdg16_capture *capture;
    sdg16_error error;
    int32_t status = read_text(text, NULL, &capture, &error);
    assert_int_equal(status, trait ? SDG16_ERR_COLUMN : SDG16_OK);
    if (trait)
      assert_non_null(strstr(error.message, "everyone with a 1 is on another list too"));
    if (!trait) assert_notes(capture, "");
    if (!trait) sdg16_capture_free(capture);
  }
}

/* Shelter within police, or within police and court: lists. The check of nested lists names
 * the first, a warning the second. */
static void a_list_within_another_is_no_question(void **state) {
  (void)state;
  sdg16_capture *capture =
      must_read("police,shelter,court,count\n1,0,0,400\n0,0,1,200\n1,1,0,60\n1,0,1,40\n"
                "1,1,1,9\n",
                NULL);
  assert_notes(capture, "");
  sdg16_capture_free(capture);
  capture = must_read("police,shelter,court,ngo,count\n1,0,0,0,400\n0,0,1,0,200\n1,1,0,0,60\n"
                      "1,0,1,0,40\n1,1,1,0,9\n0,1,1,0,30\n0,0,0,1,50\n",
                      NULL);
  assert_notes(capture,
               "warning perhaps-no-list: Everyone with a 1 in column 'shelter' is on another "
               "list too. If the column is a characteristic of people and not a list, keep it "
               "as a stratum (--by) or name the lists (--lists).");
  sdg16_capture_free(capture);
}

static void missing_flags_may_be_zero(void **state) {
  (void)state;
  sdg16_capture_options o = defaults();
  o.missing_flags = SDG16_MISSING_FLAGS_ZERO;
  static const char *const LISTS[] = {"A", "B"};
  for (int given = 0; given < 2; given++) {
    o.list_count = given ? 2 : 0;
    o.lists = LISTS;
    sdg16_capture *capture = must_read("A,B\n1,NA\nNA,1\n1,1\n1,\n.,1\n", &o);
    assert_capture(capture, "A B: 1=2 2=2 3=1");
    assert_notes(capture,
                 "note missing-flags: 4 missing flags were read as 0 (not on the list).");
    sdg16_capture_free(capture);
  }
}

static void missing_strata_are_one_category(void **state) {
  (void)state;
  sdg16_capture_options o = defaults();
  o.stratum_count = 1;
  o.strata = (const char *[]){"sex"};
  sdg16_capture *capture = must_read("A,B,sex\n1,0,F\n0,1,NA\n1,1,.\n1,0,\n1,0,f\n", &o);
  assert_strata(capture, "=3 F=1 f=1");
  assert_notes(capture,
               "note strata-missing: In column 'sex', NA and . are read as blank (first "
               "in row or line 3; --na '' keeps them).\n"
               "note strata-alike: 'F' and 'f' in column 'sex' differ only in case or "
               "blanks. They are two strata.");
  sdg16_capture_free(capture);
}

static void names_that_are_almost_the_same_are_told(void **state) {
  (void)state;
  sdg16_capture_options o = defaults();
  o.count = "count";
  sdg16_capture *capture = must_read("A,B,Count,count\n1,0,7,4\n0,1,8,3\n1,1,9,2\n", &o);
  assert_capture(capture, "A B: 1=4 2=3 3=2");
  assert_notes(capture, "note columns-alike: The names of columns 'Count' and 'count' differ "
                        "only in case or blanks.");
  sdg16_capture_free(capture);
  o = defaults();
  o.id = "id";
  o.list = "list";
  capture = must_read("id,list\n1,Police\n1,police\n2,NGO\n2,police\n", &o);
  assert_notes(capture, "warning lists-alike: The names of lists 'Police' and 'police' differ "
                        "only in case or blanks. If they are one list, merge them.");
  sdg16_capture *without;
  assert_int_equal(sdg16_capture_drop_list(capture, 0, &without, NULL), SDG16_OK);
  assert_notes(without, "");
  assert_uses(without, "id:id list:list names");
  sdg16_capture_free(without);
  sdg16_capture_free(capture);
}

#define DIFFER                                                                                 \
  "warning identifiers-differ: List 'C' has no one in common with any other list. Are its "    \
  "identifiers written differently "

static void identifiers_written_differently_are_asked_about(void **state) {
  (void)state;
  const char *text =
      "id,list,sex\np00012,A,F\np00012,B,F\np7,A,M\nP7,C,M\nP00012,C,F\nP8,C,F\n";
  sdg16_capture_options o = defaults();
  o.id = "id";
  o.list = "list";
  o.stratum_count = 1;
  o.strata = (const char *[]){"sex"};
  sdg16_capture *capture = must_read(text, &o);
  assert_capture(capture, "A B C: 1=1 3=1 4=3"); /* never folded without a word */
  const char *note =
      DIFFER "('p7' and 'P7')? Those of one person can be read as one with --id-case fold.";
  assert_notes(capture, note);

  sdg16_capture *derived; /* A and B renumbered; C gone; one stratum */
  assert_int_equal(sdg16_capture_drop_list(capture, 0, &derived, NULL), SDG16_OK);
  assert_notes(derived, note);
  sdg16_capture *second;
  assert_int_equal(
      sdg16_capture_merge_lists(derived, "BC", 2, (int32_t[]){0, 1}, &second, NULL),
      SDG16_ERR_LISTS);
  sdg16_capture_free(derived);
  assert_int_equal(sdg16_capture_drop_list(capture, 2, &derived, NULL), SDG16_OK);
  assert_notes(derived, "");
  sdg16_capture_free(derived);
  assert_int_equal(
      sdg16_capture_merge_lists(capture, "AB", 2, (int32_t[]){0, 1}, &derived, NULL), SDG16_OK);
  assert_notes(derived, note);
  assert_int_equal(sdg16_capture_drop_list(derived, 1, &second, NULL), SDG16_ERR_LISTS);
  sdg16_capture_free(derived);
  assert_int_equal(sdg16_capture_stratum(capture, 0, &derived, NULL), SDG16_OK);
  assert_notes(derived, note);
  sdg16_capture_free(derived);
  sdg16_capture_free(capture);

  o.id_case = SDG16_SPELLING_FOLD;
  capture = must_read(text, &o);
  assert_capture(capture, "A B C: 4=1 5=1 7=1");
  assert_notes(capture, "");
  sdg16_capture_free(capture);
}

static void identifiers_with_zeros_are_asked_about(void **state) {
  (void)state;
  const char *text = "id,list\n1,A\n1,B\n2,A\n001,C\n2.0,C\n30,C\n";
  sdg16_capture_options o = defaults();
  o.id = "id";
  o.list = "list";
  sdg16_capture *capture = must_read(text, &o);
  assert_notes(capture, DIFFER "('1' and '001')? Those of one person can be read as one "
                               "with --id-numbers fold.");
  sdg16_capture_free(capture);
  o.id_numbers = SDG16_SPELLING_FOLD;
  capture = must_read(text, &o);
  assert_capture(capture, "A B C: 4=1 5=1 7=1");
  sdg16_capture_free(capture);
  /* more than one pair of lists, one example; and 0, 00 are one, 10 and 1 are two */
  o.id_numbers = SDG16_SPELLING_KEEP;
  capture = must_read("id,list\na1,A\na2,A\na1,B\nA1,C\nA1,D\nA2,D\n", &o);
  assert_notes(
      capture,
      "warning identifiers-differ: Lists 'A' and 'C' have no one in common. Are the "
      "identifiers of "
      "one of them written differently ('a1' and 'A1')? Those of one person can be read as one "
      "with --id-case fold.\n"
      "warning identifiers-differ: Lists 'A' and 'D' have no one in common. Are the "
      "identifiers of "
      "one of them written differently?\n"
      "warning identifiers-differ: Lists 'B' and 'C' have no one in common. Are the "
      "identifiers of "
      "one of them written differently?\n"
      "warning identifiers-differ: Lists 'B' and 'D' have no one in common. Are the "
      "identifiers of "
      "one of them written differently?");
  sdg16_capture_free(capture);
  o.id_numbers = SDG16_SPELLING_FOLD;
  capture =
      must_read("id,list\n0,A\n00,B\n0.0,B\n10,A\n1,B\nx0,A\nx000,B\n1.5,A\n01.5,B\n", &o);
  assert_capture(capture, "A B: 1=1 2=1 3=3");
  assert_notes(capture, "");
  sdg16_capture_free(capture);
}

/* Lists that are joined, and a few spellings more. */
static void a_few_other_spellings_are_said(void **state) {
  (void)state;
  sdg16_capture_options o = defaults();
  o.id = "id";
  o.list = "list";
  sdg16_capture *capture = must_read("id,list\nk1,A\nk1,B\nk 2,A\nk2,B\n", &o);
  assert_notes(
      capture,
      "warning identifiers-alike: 1 identifier differs from another only in case, blanks or "
      "zeros. Are they the same people ('k 2' and 'k2')? Write those of one person alike in "
      "all files. Read as one, the number of people on two lists or more is 2 instead of 1.");
  sdg16_capture_free(capture);
  capture = must_read("id,list\nk1,A\nk1,B\nk 2,A\nk2,A\n", &o); /* on one list alone */
  assert_notes(
      capture,
      "note identifiers-alike: 1 identifier differs from another only in case, blanks or "
      "zeros. Are they the same people ('k 2' and 'k2')? Write those of one person alike in "
      "all files.");
  sdg16_capture_free(capture);
}

/* No public table is asked about: its folders are those of SDG16_DATASETS. */
static void public_tables_are_read_as_they_are(void **state) {
  (void)state;
  static const char *const TABLES[] = {"artificial-3",
                                       "korea",
                                       "kosovo",
                                       "netherlands-5",
                                       "netherlands",
                                       "new-orleans-185",
                                       "new-orleans-186",
                                       "new-orleans-5-185",
                                       "uk2013-5",
                                       "uk2013",
                                       "new-orleans-5-186",
                                       "western-us"};
  const char *folder = getenv("SDG16_DATASETS");
  if (!folder) skip();
  for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES; i++) {
    char path[512];
    const char *given = path;
    sdg16_capture *capture;
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    snprintf(path, sizeof path, "%s/%s/data.csv", folder, TABLES[i]);
    if (sdg16_capture_read(1, &given, NULL, &capture, &error)) fail_msg("%s", error.message);
    assert_notes(capture, "");
    sdg16_capture_free(capture);
  }
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
      cmocka_unit_test(every_column_has_a_use),
      cmocka_unit_test(institutions_are_lists),
      cmocka_unit_test(a_trait_is_told_by_its_values),
      cmocka_unit_test(a_list_within_another_is_no_question),
      cmocka_unit_test(missing_flags_may_be_zero),
      cmocka_unit_test(missing_strata_are_one_category),
      cmocka_unit_test(names_that_are_almost_the_same_are_told),
      cmocka_unit_test(identifiers_written_differently_are_asked_about),
      cmocka_unit_test(identifiers_with_zeros_are_asked_about),
      cmocka_unit_test(a_few_other_spellings_are_said),
      cmocka_unit_test(public_tables_are_read_as_they_are),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
