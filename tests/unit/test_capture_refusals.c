/* Capture files that are refused, each with one line that says file, line, column,
 * what was found and what was expected. */
#include "capture_files.h"

typedef struct refusal {
  const char *text;
  sdg16_capture_options options;
  int32_t status;
  int64_t row, column;
  const char *message; /* behind the path */
} refusal;

#define RECORDS .id = "id", .list = "list"
#define NOT_ZERO " (which is read as 0 only with --missing-flags zero)"
#define BLANK "expected 0 or 1, found a blank" NOT_ZERO
#define FLAG_NA "expected 0 or 1, found 'NA'" NOT_ZERO
#define FLAG_DOT "expected 0 or 1, found '.'" NOT_ZERO
#define NOWHERE                                                                                \
  "expected a 1 on at least one list, found 0 on every list (someone on no list cannot have "  \
  "been observed)"
#define NOT_NAMED                                                                              \
  "expected a 1 on at least one of the lists named with --lists, found 0 on each of them "     \
  "(--lists must name every list; leave a list out with --drop, which also leaves out the "    \
  "people who are on no other list, or join lists with --merge)"
#define EXPECTED "expected a whole number from 0 to 4503599627370496, found"

#define ASKS_COUNT(name)                                                                       \
  "') stands beside the lists: is it the count? Name it (--count '" name                       \
  "'), or say that each row is one person (--layout persons)"
#define ASKS_FLAG                                                                              \
  "reads like a list flag, but the lists hold 0 and 1: is this column a list? Write it with "  \
  "0 "                                                                                         \
  "and 1, or name the list columns without it (--lists)"

#define NONE 0
#define REFUSE(status, row, column, text, message, ...)                                        \
  {                                                                                            \
    text, {.struct_size = sizeof(sdg16_capture_options), __VA_ARGS__}, status, row, column,    \
        message                                                                                \
  }

static const refusal REFUSALS[] = {
    REFUSE(SDG16_ERR_VALUE, 3, 2, "A,B,n\n1,0,3\n0,2,4\n1,1,5\n0,1,2\n",
           ", line 3, column 'B': expected 0 or 1, as in other rows, found '2' (if this is "
           "not a "
           "list, name the list columns: --lists)",
           NONE),
    REFUSE(SDG16_ERR_VALUE, 4, 2, "A,B,C\n1,0,1\n0,1,1\n0,O,1\n0,0,yes\n",
           ", line 4, column 'B': expected 0 or 1, as in other rows, found 'O' (if this is "
           "not a "
           "list, name the list columns: --lists)",
           NONE),
    REFUSE(SDG16_ERR_VALUE, 3, 1, "A,B\n1,0\n1.0,1\n",
           ", line 3, column 'A': expected 0 or 1, found '1.0'", .list_count = NAMES("A", "B")),
    REFUSE(SDG16_ERR_VALUE, 3, 1, "A,B\n1,0\n-1,1\n",
           ", line 3, column 'A': expected 0 or 1, found '-1'", .list_count = NAMES("A", "B")),
    REFUSE(SDG16_ERR_VALUE, 3, 2, "A,B\n1,0\n0,yes\n",
           ", line 3, column 'B': expected 0 or 1, found 'yes'", .list_count = NAMES("A", "B")),
    REFUSE(SDG16_ERR_MISSING, 5, 1, "A,B\n1,0\n\n\n,1\n", ", line 5, column 'A': " BLANK, NONE),
    REFUSE(SDG16_ERR_MISSING, 2, 2, "A,B\n1,\" \"\n0,1\n,1\n", ", line 2, column 'B': " BLANK,
           NONE),
    REFUSE(SDG16_ERR_MISSING, 3, 2, "A,B\n1,0\n1,\n", ", line 3, column 'B': " BLANK,
           .list_count = NAMES("A", "B")),
    REFUSE(SDG16_ERR_HISTORY, 3, 0, "A,B\n1,0\n0,0\n0,1\n", ", line 3: " NOWHERE, NONE),
    REFUSE(SDG16_ERR_HISTORY, 3, 0, "A,B\n1,0\n0,0\n0,1\n", ", line 3: " NOT_NAMED,
           .list_count = NAMES("A", "B")),
    REFUSE(SDG16_ERR_HISTORY, 4, 0, "A,B,n\n1,0,2\n0,0,0\n0,0,3\n0,1,3\n", ", line 4: " NOWHERE,
           NONE),
    REFUSE(SDG16_ERR_HISTORY, 3, 0, "s,A,B\n1,1,0\n1,0,0\n5,0,1\n6,0,1\n7,0,1\n",
           ", line 3: " NOWHERE, .layout = SDG16_LAYOUT_PERSONS),
    /* NA, a dot and a blank are missing alike */
    REFUSE(SDG16_ERR_MISSING, 3, 2, "A,B,C\n1,0,1\n0,NA,1\n0,1,1\n",
           ", line 3, column 'B': " FLAG_NA, NONE),
    REFUSE(SDG16_ERR_MISSING, 2, 2, "A,B,C\n1,NA,1\n1,NA,0\n0,1,1\n",
           ", line 2, column 'B': " FLAG_NA, NONE),
    REFUSE(SDG16_ERR_MISSING, 3, 1, "A,B\n1,0\n . ,1\n", ", line 3, column 'A': " FLAG_DOT,
           .list_count = NAMES("A", "B")),
    REFUSE(SDG16_ERR_VALUE, 3, 2, "A,B\n1,0\n1,na\n",
           ", line 3, column 'B': expected 0 or 1, found 'na'",
           .missing_flags = SDG16_MISSING_FLAGS_ZERO, .list_count = NAMES("A", "B")),
    REFUSE(SDG16_ERR_MISSING, 2, 3, "A,B,n\n1,0,NA\n",
           ", line 2, column 'n': expected a whole number (0 if nobody), found 'NA'", NONE),
    REFUSE(SDG16_ERR_MISSING, 3, 1, "id,list\n1,P\nNA,Q\n",
           ", line 3, column 'id': expected the identifier of a person, found 'NA'", RECORDS),
    REFUSE(SDG16_ERR_MISSING, 3, 2, "id,list\n1,P\n2,.\n",
           ", line 3, column 'list': expected the list that saw the person, found '.'",
           RECORDS),
    /* questions */
    REFUSE(
        SDG16_ERR_COLUMN, 2, 3, "A,B,Anzahl\n1,0,40\n0,1,30\n1,1,6\n",
        ", line 2, column 'Anzahl': this column of numbers (such as '40" ASKS_COUNT("Anzahl"),
        NONE),
    REFUSE(SDG16_ERR_COLUMN, 3, 3, "A,B,Count 2023\n1,0,1\n0,1,3\n1,1,0\n",
           ", line 3, column 'Count 2023': this column of numbers (such as '3" ASKS_COUNT(
               "Count 2023"),
           NONE),
    REFUSE(SDG16_ERR_COLUMN, 2, 3, "A,B,Y\n1,0,40\n0,1,30\n1,1,6\n",
           ", line 2, column 'Y': this column of numbers (such as '40" ASKS_COUNT("Y"),
           .list_count = NAMES("A", "B")),
    REFUSE(
        SDG16_ERR_COLUMN, 2, 3, "A,B,Fälle\n1,0,1.200\n0,1,300\n1,1,NA\n",
        ", line 2, column 'Fälle': this column of numbers (such as '1.200" ASKS_COUNT("Fälle"),
        NONE),
    REFUSE(SDG16_ERR_COLUMN, 2, 3, "A;B;cas\n1;0;12,5 %\n0;1;3\n",
           ", line 2, column 'cas': this column of numbers (such as '12,5 %" ASKS_COUNT("cas"),
           NONE),
    REFUSE(SDG16_ERR_COLUMN, 0, 1, "n,A,B,cases\n1,1,0,40\n2,0,1,30\n3,1,1,6\n4,1,1,0\n",
           ", column 'n': this column numbers the rows, and 'cases' holds numbers: which "
           "is the "
           "count? Name it (--count 'cases')",
           NONE),
    REFUSE(SDG16_ERR_COLUMN, 0, 3, "A,B,male\n1,0,1\n0,1,0\n1,1,1\n",
           ", column 'male': the column holds only 0 and 1: is it a list or a "
           "characteristic of "
           "persons? If it is a list, name all lists (--lists 'A,B,male'). Otherwise name the "
           "others (--lists 'A,B'), or keep it as a stratum (--by 'male')",
           NONE),
    REFUSE(
        SDG16_ERR_COLUMN, 0, 3, "A,B,isMinor,n\n1,0,1,5\n0,1,0,5\n1,1,1,2\n",
        ", column 'isMinor': the column holds only 0 and 1: is it a list or a "
        "characteristic "
        "of persons? If it is a list, name all lists (--lists 'A,B,isMinor'). Otherwise name "
        "the others (--lists 'A,B'), or keep it as a stratum (--by 'isMinor')",
        NONE),
    REFUSE(
        SDG16_ERR_COLUMN, 0, 3, "A,B,cases\n1,0,1\n0,1,1\n1,1,0\n",
        ", column 'cases': the column holds only 0 and 1: is it a list or the count? "
        "If it is a list, name all lists (--lists 'A,B,cases'), otherwise the count (--count "
        "'cases')",
        NONE),
    REFUSE(SDG16_ERR_COLUMN, 2, 3, "A,B,C\n1,0,1.0\n0,1,0.0\n1,1,NA\n",
           ", line 2, column 'C': '1.0' " ASKS_FLAG, NONE),
    REFUSE(SDG16_ERR_COLUMN, 2, 3, "A,B,C\n1,0,TRUE\n0,1,FALSE\n1,1,TRUE\n",
           ", line 2, column 'C': 'TRUE' " ASKS_FLAG, NONE),
    REFUSE(SDG16_ERR_COLUMN, 0, 0, "A,B,Anzahl\n1,0,4\n",
           ": there is no column 'ANZ AHL' for the count (did you mean 'Anzahl'?); the "
           "columns are 'A', "
           "'B', 'Anzahl'",
           .count = "ANZ AHL"),
    REFUSE(SDG16_ERR_ARGUMENT, 0, 0, "A,B\n1,0\n", NULL, .missing_flags = 2),
    REFUSE(SDG16_ERR_ARGUMENT, 0, 0, "A,B\n1,0\n", NULL, .id_case = 2),
    REFUSE(SDG16_ERR_ARGUMENT, 0, 0, "A,B\n1,0\n", NULL, .id_numbers = -1),
    REFUSE(SDG16_ERR_COUNT, 2, 3, "A,B,n\n1,0,40.5\n",
           ", line 2, column 'n': " EXPECTED " '40.5'", NONE),
    REFUSE(SDG16_ERR_COUNT, 2, 3, "A,B,n\n1,0,-3\n", ", line 2, column 'n': " EXPECTED " '-3'",
           NONE),
    REFUSE(SDG16_ERR_COUNT, 2, 3, "A,B,n\n1,0,abc\n",
           ", line 2, column 'n': " EXPECTED " 'abc'", NONE),
    REFUSE(SDG16_ERR_COUNT, 2, 3, "A,B,n\n1,0,1e3\n",
           ", line 2, column 'n': " EXPECTED " '1e3'", NONE),
    REFUSE(SDG16_ERR_COUNT, 2, 3, "A,B,n\n1,0,1.000\n",
           ", line 2, column 'n': " EXPECTED " '1.000'", NONE),
    REFUSE(SDG16_ERR_COUNT, 2, 3, "A,B,n\n1,0,\"1,000\"\n",
           ", line 2, column 'n': " EXPECTED " '1,000'", NONE),
    REFUSE(SDG16_ERR_COUNT, 2, 3, "A,B,n\n1,0,3.\n", ", line 2, column 'n': " EXPECTED " '3.'",
           NONE),
    REFUSE(SDG16_ERR_COUNT, 2, 3, "A,B,n\n1,0,.0\n", ", line 2, column 'n': " EXPECTED " '.0'",
           NONE),
    REFUSE(SDG16_ERR_COUNT, 2, 3, "A;B;n\n1;0;3.0\n",
           ", line 2, column 'n': " EXPECTED " '3.0'", .decimal = ','),
    REFUSE(SDG16_ERR_COUNT, 2, 3, "A,B,n\n1,0,4503599627370497\n",
           ", line 2, column 'n': " EXPECTED " '4503599627370497'", NONE),
    REFUSE(SDG16_ERR_COUNT, 2, 3, "A,B,n\n1,0,99999999999999999999999999\n",
           ", line 2, column 'n': " EXPECTED " '99999999999999999999999999'", NONE),
    REFUSE(SDG16_ERR_COUNT, 3, 0, "A,B,n\n1,0,4503599627370496\n0,1,1\n",
           ", line 3: the counts must add up to at most 4503599627370496", NONE),
    REFUSE(SDG16_ERR_MISSING, 2, 3, "A,B,n\n1,0,\n",
           ", line 2, column 'n': expected a whole number (0 if nobody), found a blank", NONE),
    REFUSE(SDG16_ERR_COLUMN, 0, 4, "A,B,n,Freq\n1,0,2,2\n",
           ", column 'Freq': this column and 'n' could both be the count: name the one "
           "that is",
           NONE),
    REFUSE(SDG16_ERR_COLUMN, 0, 0, "A,B\n1,0\n0,1\n",
           ": histories need a column of counts named count, n, freq or frequency, or another "
           "(--count COLUMN)",
           .layout = SDG16_LAYOUT_HISTORIES),
    REFUSE(SDG16_ERR_EMPTY, 0, 0, "A,B,n\n", ": expected rows below the header, found none",
           NONE),
    REFUSE(SDG16_ERR_EMPTY, 0, 0, "A,B,n\n1,0,0\n0,1,0\n",
           ": expected a count above 0 in at least one row, found 0 in all (nobody is "
           "observed)",
           NONE),
    REFUSE(SDG16_ERR_EMPTY, 0, 0, "id,list\n", ": expected rows below the header, found none",
           RECORDS),
    REFUSE(SDG16_ERR_LISTS, 0, 0, "A,x,n\n1,east,4\n",
           ": expected at least 2 columns of 0 and 1, the lists, found 1 ('x' holds 'east' in "
           "line 2)",
           NONE),
    REFUSE(SDG16_ERR_LISTS, 0, 0, "x\n7\n",
           ": expected at least 2 columns of 0 and 1, the lists, found 0 ('x' holds '7' in "
           "line "
           "2)",
           NONE),
    REFUSE(SDG16_ERR_LISTS, 0, 0,
           "a,b,c,d,e,f,g,h,i,j,k,l,m,o,p,q,r\n1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,0\n",
           ": expected at most 16 lists, found 17 columns that hold only 0 and 1: name the "
           "list columns (--lists)",
           NONE),
    REFUSE(SDG16_ERR_LISTS, 0, 0, "A,B\n1,0\n", NULL, .list_count = NAMES("A")),
    REFUSE(SDG16_ERR_COLUMN, 0, 0, "A,B\n1,0\n",
           ": there is no column 'C' for a list; the columns are 'A', 'B'",
           .list_count = NAMES("A", "C")),
    REFUSE(SDG16_ERR_OPTION, 3, 0, "A,B\n1,0\n", NULL, .list_count = NAMES("A", "B", "A")),
    REFUSE(SDG16_ERR_ARGUMENT, 2, 0, "A,B\n1,0\n", NULL, .list_count = NAMES("A", "")),
    REFUSE(SDG16_ERR_ARGUMENT, 0, 0, "A,B\n1,0\n", NULL, .list_count = 2),
    REFUSE(SDG16_ERR_ARGUMENT, 0, 0, "A,B\n1,0\n", NULL, .list_count = -1),
    REFUSE(SDG16_ERR_COLUMN, 0, 0, "A,B\n1,0\n",
           ": there is no column 'sex' for a stratum; the columns are 'A', 'B'",
           .stratum_count = NAMES("sex")),
    REFUSE(SDG16_ERR_COLUMN, 0, 0, "A,B\n1,0\n",
           ": there is no column 'cases' for the count; the columns are 'A', 'B'",
           .count = "cases"),
    REFUSE(SDG16_ERR_OPTION, 0, 2, "A,B,s\n1,0,x\n",
           ", column 'B': a column must have one use; this one is both a stratum and a list",
           .list_count = NAMES("A", "B"), .stratum_count = NAMES("B")),
    REFUSE(SDG16_ERR_OPTION, 0, 3, "A,B,n\n1,0,3\n",
           ", column 'n': a column must have one use; this one is both a stratum and the "
           "count",
           .count = "n", .stratum_count = NAMES("n")),
    REFUSE(SDG16_ERR_OPTION, 0, 1, "id,list\n1,P\n2,Q\n",
           ", column 'id': a column must have one use; this one is both the id and a list",
           .id = "id", .list = "id"),
    REFUSE(SDG16_ERR_COLUMN, 0, 0, "id,list\n1,P\n2,Q\n",
           ": there is no column 'person' for the id; the columns are 'id', 'list'",
           .id = "person", .list = "list"),
    REFUSE(SDG16_ERR_COLUMN, 0, 0, "id,list\n1,P\n2,Q\n",
           ": there is no column 'source' for a list; the columns are 'id', 'list'", .id = "id",
           .list = "source"),
    REFUSE(SDG16_ERR_OPTION, 0, 0, "id,list\n1,P\n2,Q\n", NULL, .id = "id"),
    REFUSE(SDG16_ERR_OPTION, 0, 0, "id,list\n1,P\n2,Q\n", NULL, .list = "list"),
    REFUSE(SDG16_ERR_OPTION, 0, 0, "id,list\n1,P\n2,Q\n", NULL, RECORDS, .count = "id"),
    REFUSE(SDG16_ERR_OPTION, 0, 0, "id,A,B\n1,1,0\n", NULL, .layout = SDG16_LAYOUT_PERSONS,
           .list = "id"),
    REFUSE(SDG16_ERR_OPTION, 0, 0, "id,A,B,n\n1,1,0,2\n", NULL,
           .layout = SDG16_LAYOUT_HISTORIES, .id = "id"),
    REFUSE(SDG16_ERR_OPTION, 0, 0, "A,B,n\n1,1,2\n", NULL, .layout = SDG16_LAYOUT_PERSONS,
           .count = "n"),
    REFUSE(SDG16_ERR_ARGUMENT, 0, 0, "A,B\n1,0\n", NULL, .layout = 9),
    REFUSE(SDG16_ERR_ARGUMENT, 0, 0, "A,B\n1,0\n", NULL, .decimal = ';'),
    REFUSE(SDG16_ERR_MISSING, 3, 1, "id,list\n1,P\n ,Q\n",
           ", line 3, column 'id': expected the identifier of a person, found a blank",
           RECORDS),
    REFUSE(SDG16_ERR_MISSING, 3, 2, "id,list\n1,P\n2,\n",
           ", line 3, column 'list': expected the list that saw the person, found a blank",
           RECORDS),
    REFUSE(SDG16_ERR_NAME, 3, 2, "id,list\n1,P\n2,p\n",
           ", line 3, column 'list': expected one of the 2 lists given, found 'p'", RECORDS,
           .list_count = NAMES("P", "Q")),
    REFUSE(SDG16_ERR_LISTS, 0, 2, "id,list\n1,P\n2,P\n",
           ", column 'list': expected at least 2 lists, found 'P' in every row", RECORDS),
    REFUSE(SDG16_ERR_LISTS, 18, 2,
           "id,list\n1,a\n1,b\n1,c\n1,d\n1,e\n1,f\n1,g\n1,h\n1,i\n1,j\n1,k\n1,l\n1,m\n1,n\n1,"
           "o\n1,p\n1,q\n",
           ", line 18, column 'list': expected at most 16 lists, found 'q' as list 17",
           RECORDS),
    REFUSE(SDG16_ERR_COLUMN, 1, 2, "A,A\n1,0\n", NULL, NONE),
    REFUSE(SDG16_ERR_COLUMN, 2, 2, "A,,n\n1,0,3\n", NULL, NONE),
    REFUSE(SDG16_ERR_COUNT, 2, 4, ",A,B,n\n1,1,0,x\n", NULL, NONE),
    REFUSE(SDG16_ERR_FORMAT, 2, 0, "A,B,n\n1,0\n", NULL, NONE),
    REFUSE(SDG16_ERR_FORMAT, 2, 3, "A,B,n\n1,0,\"3\n", NULL, NONE),
    REFUSE(SDG16_ERR_EMPTY, 0, 0, "", NULL, NONE),
};

static void bad_input_is_refused_with_its_place(void **state) {
  (void)state;
  char path[64];
  snprintf(path, sizeof path, "%s/data.csv", capture_folder);
  for (size_t i = 0; i < sizeof REFUSALS / sizeof *REFUSALS; i++) {
    const refusal *r = &REFUSALS[i];
    sdg16_error error;
    sdg16_capture *capture = (sdg16_capture *)path;
    int32_t status = read_text(r->text, &r->options, &capture, &error);
    if (status != r->status || error.row != r->row || error.column != r->column ||
        (r->message && (strncmp(error.message, path, strlen(path)) ||
                        strcmp(error.message + strlen(path), r->message))))
      fail_msg("refusal %d: %s [%lld, %lld] %s", (int)i, sdg16_status_name(status),
               (long long)error.row, (long long)error.column, error.message);
    assert_null(capture);
    assert_int_equal(error.status, status);
    assert_int_not_equal(error.message[0], 0);
  }
}

/* Long and hostile texts in messages are cut, and stay one line of UTF-8. */
static void messages_show_strange_values_safely(void **state) {
  (void)state;
  char text[400] = "A,B\n1,0\n0,1\n\"";
  for (int i = 0; i < 80; i++) strcat(text, "\xc3\xa9\n");
  strcat(text, "\",1\n");
  sdg16_capture_options o = defaults();
  o.list_count = 2;
  o.lists = (const char *[]){"A", "B"};
  sdg16_capture *capture;
  sdg16_error error;
  assert_int_equal(read_text(text, &o, &capture, &error), SDG16_ERR_VALUE);
  assert_null(strchr(error.message, '\n'));
  assert_non_null(strstr(error.message, "expected 0 or 1, found '\xc3\xa9"));
  assert_non_null(strstr(error.message, "...'"));
  assert_true(strlen(error.message) < 200);
  assert_int_equal(error.row, 4);
}

/* Rows wait for others before their persons are looked up; the first fault of a file is told
 * all the same. */
static void the_first_fault_is_told(void **state) {
  (void)state;
  static const char *const LATER[] = {
      "C,A\n",     /* too few fields: refused by the parser */
      ",A,F\n",    /* no identifier */
      "C,,F\n",    /* no list */
      "C,A,F\n",   /* nothing wrong */
      "\"C,A,F\n", /* a quote that is never closed */
  };
  sdg16_capture_options options = defaults();
  const char *sex = "sex";
  options.id = "id";
  options.list = "list";
  options.stratum_count = 1;
  options.strata = &sex;
  for (size_t i = 0; i < sizeof LATER / sizeof *LATER; i++) {
    char text[200];
    snprintf(text, sizeof text, "id,list,sex\nP,A,F\nQ,B,M\nP,B,M\nR,A,F\n%s", LATER[i]);
    sdg16_capture *capture;
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    assert_int_equal(read_text(text, &options, &capture, &error), SDG16_ERR_CONFLICT);
    assert_int_equal(error.row, 4);
    assert_non_null(strstr(error.message, "line 2"));
  }
}

/* As many rows as wait together, one more and one less; identifiers of any length. */
static void rows_that_wait_are_all_counted(void **state) {
  (void)state;
  static const int ROWS[] = {126, 127, 128, 129, 255, 256, 257};
  sdg16_capture_options options = defaults();
  options.id = "id";
  options.list = "list";
  for (size_t k = 0; k < sizeof ROWS / sizeof *ROWS; k++) {
    static char text[300 * 80];
    size_t used = (size_t)snprintf(text, sizeof text, "id,list\nP0,A\nP0,B\n");
    for (int i = 2; i < ROWS[k]; i++) /* each person of these in two rows, 48 bytes and more */
      used += (size_t)snprintf(text + used, sizeof text - used, "P%0*d,%c\n", 40 + i / 2 % 16,
                               i / 2, "AB"[i % 2]);
    sdg16_capture *capture = must_read(text, &options);
    assert_int_equal(sdg16_capture_observed(capture), (ROWS[k] + 1) / 2);
    uint32_t both = 0;
    const uint32_t *history;
    const int64_t *count;
    int64_t histories = sdg16_capture_histories(capture, &history, &count);
    for (int64_t h = 0; h < histories; h++)
      if (history[h] == 3) both = (uint32_t)count[h];
    assert_int_equal(both, ROWS[k] / 2);
    sdg16_capture_free(capture);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bad_input_is_refused_with_its_place),
      cmocka_unit_test(the_first_fault_is_told),
      cmocka_unit_test(rows_that_wait_are_all_counted),
      cmocka_unit_test(messages_show_strange_values_safely),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
