/* How answers and groups of respondents are read. */
#include "respondents.h"

/* ---- tables with labels and tags ---- */

#define ROWS 6

static sdg16_table *labelled(void) {
  static const int64_t CONTACT[ROWS] = {1, 1, 1, 1, 0, 0}, PAID[ROWS] = {1, 2, 2, 1, 0, 0};
  static const uint8_t MISSING[ROWS] = {0, 0, 0, 0, SDG16_MISSING_TAGGED, SDG16_MISSING_TAGGED};
  static const int32_t TAGS[ROWS] = {-1, -1, -1, -1, 0, 1};
  static const char *const NAMES[] = {"98", ".a"}, *const WORDS[] = {"DON'T KNOW", "Went away"};
  static const int64_t REGION[ROWS] = {9, 9, 10, 10, 9, 11};
  static const double WEIGHT[ROWS] = {1, 2, 4, 8, 16, 32};
  sdg16_table *t;
  assert_int_equal(sdg16_table_new(&t, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "contact", ROWS, CONTACT, MISSING, NULL), 0);
  assert_int_equal(sdg16_table_set_tags(t, 0, TAGS, 2, NAMES, WORDS, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "paid", ROWS, PAID, MISSING, NULL), 0);
  assert_int_equal(sdg16_table_add_label(t, 1, 1, "No", NULL), 0);
  assert_int_equal(sdg16_table_add_label(t, 1, 2, " yes ", NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "asked", ROWS, PAID, MISSING, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "region", ROWS, REGION, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_label(t, 3, 9, "North", NULL), 0);
  assert_int_equal(sdg16_table_add_double(t, "w", ROWS, WEIGHT, NULL, NULL), 0);
  return t;
}

static void labels_win_over_values_and_maps_over_both(void **state) {
  (void)state;
  sdg16_table *t = labelled();
  call c = {.code = "16.5.1", .table = t, .by = "region"};
  sdg16_indicator *i = good(&c);
  const char *paid = "label=Persons with contact who paid a bribe;region=_T";
  is(i, "", paid, 100.0 * 6 / 15);
  is(i, "", "label=Persons with contact who were asked for a bribe;region=_T", 100.0 * 9 / 15);
  is(i, "IU_COR_BRIB", "region=North", 100);
  is(i, "IU_COR_BRIB", "region=10", 100);
  coded(i, "paid", "1", "no", 2);
  coded(i, "asked", "1", "yes", 2);
  coded(i, "contact", "98", "don't know", 1);
  coded(i, "contact", ".a", "missing", 1);
  coded(i, "region", "9", "North", 3);
  left(i, "paid or were", "denominator", "don't know", 1, 16);
  left(i, "paid or were", "denominator", "missing", 1, 32);
  sdg16_indicator_free(i);
  c.map = "paid.yes=1,paid.refused=2,contact.no=Went away,*.yes=98";
  i = good(&c);
  is(i, "", paid, 100);
  coded(i, "paid", "1", "yes", 2);
  coded(i, "paid", "2", "refused", 2);
  coded(i, "contact", "98", "yes", 1); /* a value that is missing in the file can be one */
  coded(i, "contact", ".a", "no", 1);
  sdg16_indicator_free(i);
  c.map = "*.refused=9,*.dont_know=10,*.no=2,asked.yes=2,*.refused=1,asked.no=1,"
          "contact.yes=1,paid.yes=1,paid.yes=2";
  i = good(&c);
  is(i, "", paid, 100.0 * 9 / 9);      /* what is mapped of an input alone comes first */
  coded(i, "region", "9", "North", 3); /* "*" is of answers alone */
  coded(i, "region", "10", "10", 2);
  sdg16_indicator_free(i);
  sdg16_table_free(t);
}

static void an_unknown_answer_is_refused_with_its_place(void **state) {
  (void)state;
  call c = {.code = "16.5.1",
            .data = "q1,paid,asked,w\n1,1,1,1\n2,,,1\n7,1,1,1\n",
            .map = "contact=q1"};
  refused(&c, SDG16_ERR_VALUE,
          "d.csv, data row 3, column 'q1': expected contact (yes=1|y|true; no=2|0|n|false), "
          "found '7'; say what it means with --map contact.ANSWER=7");
  c = (call){
      .code = "16.5.1", /* characters of messages are whole */
      .data =
          "contact,paid,asked,w\na\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac"
          "\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac,1,1,1\n"};
  refused(&c, SDG16_ERR_VALUE, "\u20ac'; say what it means");
  sdg16_table *t = labelled();
  assert_int_equal(sdg16_table_add_label(t, 0, 1, "Jamais", NULL), 0);
  c = (call){.code = "16.5.1", .table = t, .map = "contact.no=98"};
  sdg16_indicator *i = good(&c); /* a label that says nothing leaves the value */
  coded(i, "contact", "1", "yes", 4);
  assert_true(says(i, "contact: values were read as the map says, not as their labels say: 1 "
                      "(Jamais) as yes"));
  assert_false(says(i, "paid"));
  sdg16_indicator_free(i);
  sdg16_table_free(t);
  c = (call){
      .code = "16.5.1", .data = "contact,paid,asked,w\n1,1,1,1\n", .map = "paid.never=3"};
  refused(&c, SDG16_ERR_NAME, "map: indicator 16.5.1 has no input, dimension or answer");
  c.map = "*.never=3";
  refused(&c, SDG16_ERR_NAME, "'*.never'");
  c.map = "bribe=paid";
  refused(&c, SDG16_ERR_NAME, "'bribe'");
  c.map = "paid=q2";
  refused(&c, SDG16_ERR_COLUMN, "map: the data must have the column 'q2' for 'paid'");
  c = (call){.code = "16.5.1", .data = "contact,w\n1,1\n"};
  refused(&c, SDG16_ERR_COLUMN,
          "must have a column 'paid' (paid a bribe (money, a gift, a counter-favour) to a "
          "public official); "
          "the columns are: contact, w");
  c = (call){.code = "16.1.3", .data = "contact,w\n1,1\n"};
  refused(&c, SDG16_ERR_COLUMN, "no series of 16.1.3 can be computed from these columns");
  c = (call){.code = "16.1.1", .data = "victims,population,w\n1,1,1\n"};
  refused(&c, SDG16_ERR_UNSUPPORTED, "16.1.1");
}

static void words_are_read_in_any_case(void **state) {
  (void)state;
  sdg16_indicator *i = good(&(call){
      .code = "16.5.1",
      .data =
          "contact,paid,asked,w\nYES,No,no,1\n true , Y ,N,2\nDon't know,,,4\n"
          "Prefer not to say,,,8\nyes,n/a,does not apply,16\nyes,99,998,32\nyes,999,1,64\n"});
  is(i, "IU_COR_BRIB", "", 100.0 * 66 / 67);
  coded(i, "contact", "Prefer not to say", "refused", 1);
  coded(i, "asked", "998", "don't know", 1);
  coded(i, "asked", "does not apply", "not applicable", 1);
  left(i, "paid or were", "numerator", "not applicable", 1, 16);
  sdg16_indicator_free(i);
  /* the words are understood too where the definition gives codes of its own */
  i = good(&(call){.code = "16.1.4",
                   .data = "safe,w\nvery safe,1\nDon't know,2\nnever goes out,4\nRefused,8\n"});
  is(i, "VC_SNS_WALN_DRK", "", 100.0 * 1 / 7);
  sdg16_indicator_free(i);
}

static void numbers_have_missing_kinds_that_are_mapped(void **state) {
  (void)state;
  call c = {.code = "16.1.4",
            .data = "safe,age,w\n1,20,1\n3,98,2\n1,99,4\n1,,8\n",
            .map = "age.dont_know=98,*.refused=20",
            .by = "age"};
  sdg16_indicator *i = good(&c);
  is(i, "VC_SNS_WALN_DRK", "age=_T", 100); /* "*" is no age */
  coded(i, "age", "98", "_U", 1);
  left(i, "feel safe", "universe", "don't know", 1, 2);
  left(i, "feel safe", "universe", "blank", 1, 8);
  coded(i, "age", "20 to 99", "number", 2);
  sdg16_indicator_free(i);
  c.data = "safe,age,w\n1,20,1\n3,999,2\n";
  refused(&c, SDG16_ERR_VALUE,
          "d.csv, data row 2, column 'age': expected an age from 0 to 150, found '999'; if it "
          "means that the answer is not known, use --map age.dont_know=999");
  c.data = "safe,age,w\n1,20,1\n3,-1,2\n";
  refused(&c, SDG16_ERR_VALUE,
          "d.csv, data row 2, column 'age': expected an age from 0 to 150, found '-1'");
  c = (call){.code = "16.2.3", .data = "sex,age,violence,first_age,w\nF,20,1,young,1\n"};
  refused(&c, SDG16_ERR_VALUE,
          "column 'first_age': expected a number of 0 or more, found 'young'");
}

/* ---- categories that overlap ---- */

static void categories_are_columns_of_their_own(void **state) {
  (void)state;
  call c = {.code = "16.5.1",
            .data = "contact,paid,asked,contact:tax,paid:tax,asked:tax,w\n"
                    "1,1,2,1,1,2,1\n1,1,2,2,,,2\n1,2,2,1,2,,4\n1,1,1,1,2,,8\n",
            .by = "official"};
  sdg16_indicator *i = good(&c);
  is(i, "IU_COR_BRIB", "official=_T", 100.0 * 11 / 15);
  /* who said no to all was not asked for each, and said no: the third; of the fourth it is
   * not known whether the tax office asked */
  is(i, "IU_COR_BRIB", "official=tax", 100.0 * 1 / 5);
  coded(i, "contact", "1", "yes", 4);
  sdg16_indicator_free(i);
  /* a general answer says nothing of one category */
  c.data = "contact,paid,asked,contact:tax,paid:tax,w\n1,1,2,1,1,1\n1,1,1,2,2,2\n1,2,2,1,2,4\n";
  i = good(&c);
  is(i, "", "official=tax;label=Persons with contact who paid a bribe", 100.0 * 1 / 5);
  assert_true(says(i, "left out: Persons with contact who paid or were asked for a bribe, tax: "
                      "no column of asked:tax"));
  sdg16_indicator_free(i);
  c.by = NULL;
  i = good(&c);
  assert_int_equal(sdg16_table_rows(sdg16_indicator_results(i)), 3);
  sdg16_indicator_free(i);
  c = (call){.code = "16.5.1", .data = "contact,paid,asked,w\n1,1,2,1\n", .by = "official"};
  refused(&c, SDG16_ERR_COLUMN,
          "by needs columns of the categories of 'official' (--map contact:CATEGORY=COLUMN)");
  c.map = "contact:=paid";
  refused(&c, SDG16_ERR_NAME, "'contact:'");
  c.map = "age:x=paid";
  c.by = NULL;
  i = good(&c);
  sdg16_indicator_free(i);
}

/* One column may say in which category it was: shares of the same persons. */
static void one_column_names_the_category(void **state) {
  (void)state;
  call c = {.code = "11.7.2",
            .data = "sexual,physical,place,w\n1,2,street,1\n2,1,home,2\n2,2,,4\n8,2,,8\n"
                    "1,1,,16\n1,2,\"a \"\"b\"\"\",32\n",
            .by = "place"};
  sdg16_indicator *i = good(&c);
  is(i, "VC_VOH_SXPH", "place=_T", 100.0 * 51 / 55);
  is(i, "VC_VOH_SXPH", "place=street", 100.0 * 1 / 55);
  is(i, "VC_VOH_SXPH", "place=home", 100.0 * 2 / 55);
  is(i, "VC_VOH_SXPH", "place=a \"b\"", 100.0 * 32 / 55);
  is(i, "VC_VOH_SXPH", "place=_U", 100.0 * 16 / 55);
  sdg16_indicator_free(i);
}

/* An answer that is an empty text is blank. */
static void empty_texts_are_blank(void **state) {
  (void)state;
  sdg16_table *t;
  assert_int_equal(sdg16_table_new(&t, NULL), 0);
  static const int32_t CODES[] = {0, 1, 2};
  static const char *const WORDS[] = {"yes", " ", ""};
  static const double ONE[] = {1, 2, 4};
  static const char *const NAMES[] = {"contact", "paid", "asked"};
  static const int32_t ALL[] = {0, 0, 0};
  for (int k = 0; k < 3; k++)
    assert_int_equal(
        sdg16_table_add_text(t, NAMES[k], 3, k == 1 ? CODES : ALL, NULL, 3, WORDS, NULL), 0);
  assert_int_equal(sdg16_table_add_double(t, "w", 3, ONE, NULL, NULL), 0);
  call c = {.code = "16.5.1", .table = t};
  sdg16_indicator *i = good(&c);
  left(i, "Persons with contact who paid a bribe", "numerator", "blank", 2, 6);
  sdg16_indicator_free(i);
  sdg16_table_free(t);
}

/* ---- groups ---- */

#define AGES                                                                                   \
  "safe,age,area,time_period,w\n1,18,250,2021,1\n3,24,250,2021,2\n1,25,250,2023,4\n"           \
  "3,64,4,2023,8\n1,65,4,2023,16\n1,110,004,2021,32\n"

static void ages_fall_into_bands(void **state) {
  (void)state;
  call c = {.code = "16.1.4", .data = AGES, .by = "age", .time_period = "2022"};
  sdg16_indicator *i = good(&c);
  is(i, "VC_SNS_WALN_DRK", "age=_T;time_period=2022", 100.0 * 53 / 63);
  is(i, "VC_SNS_WALN_DRK", "age=Y15T24", 100.0 * 1 / 3);
  is(i, "VC_SNS_WALN_DRK", "age=Y25T34", 100);
  is(i, "VC_SNS_WALN_DRK", "age=Y55T64", 0);
  is(i, "VC_SNS_WALN_DRK", "age=Y_GE65", 100);
  coded(i, "age", "24", "Y15T24", 1);
  sdg16_indicator_free(i);
  c.bands = "18,19,25,65";
  i = good(&c);
  is(i, "VC_SNS_WALN_DRK", "age=Y18", 100);
  is(i, "VC_SNS_WALN_DRK", "age=Y19T24", 0);
  is(i, "VC_SNS_WALN_DRK", "age=Y25T64", 100.0 * 4 / 12);
  is(i, "VC_SNS_WALN_DRK", "age=Y_GE65", 100);
  sdg16_indicator_free(i);
  static const char *const BAD[] = {"",     "15,x",  "25,15",  "15,15",
                                    "-1,5", "1.5,3", "15,151", ","};
  for (size_t k = 0; k < sizeof BAD / sizeof BAD[0]; k++) {
    c.bands = BAD[k];
    refused(&c, SDG16_ERR_ARGUMENT,
            "bands must be the ages at which bands begin, in ascending order");
  }
  /* ages that are bands already are a dimension, and tell nothing of the universe */
  c = (call){.code = "16.1.4",
             .data = "safe,age,w\n1,15-24,1\n3,25 to 34,2\n1,65+,4\n3,,8\n1,elders,16\n",
             .by = "age"};
  i = good(&c);
  is(i, "VC_SNS_WALN_DRK", "age=Y15T24", 100);
  is(i, "VC_SNS_WALN_DRK", "age=Y25T34", 0);
  is(i, "VC_SNS_WALN_DRK", "age=Y_GE65", 100);
  is(i, "VC_SNS_WALN_DRK", "age=_U", 0);
  is(i, "VC_SNS_WALN_DRK", "age=elders", 100);
  assert_true(says(i, "the data do not say for whom age >= 18"));
  sdg16_indicator_free(i);
  c = (call){.code = "16.2.1", .data = "age,shouted,w\n5-9,1,1\n"};
  refused(&c, SDG16_ERR_COLUMN,
          "no series of 16.2.1 can be computed from these columns; missing are: age");
}

static sdg16_table *with_age_labels(int64_t first, const char *label) {
  sdg16_table *t = table_of("safe,age,w\n1,1,1\n3,2,2\n1,97,4\n3,40,8\n");
  int64_t age = sdg16_table_find(t, "age");
  assert_int_equal(sdg16_table_add_label(t, age, (double)first, label, NULL), 0);
  return t;
}

/* Numbers of groups are no ages; the oldest may be labelled as what they are. */
static void labels_tell_groups_of_ages_from_ages(void **state) {
  (void)state;
  sdg16_table *t = with_age_labels(1, "18-24");
  assert_int_equal(sdg16_table_add_label(t, 1, 2, "25 to 34", NULL), 0);
  sdg16_indicator *i = good(&(call){.code = "16.1.4", .table = t, .by = "age"});
  is(i, "VC_SNS_WALN_DRK", "age=_T", 100.0 * 5 / 15);
  is(i, "VC_SNS_WALN_DRK", "age=Y18T24", 100);
  is(i, "VC_SNS_WALN_DRK", "age=Y25T34", 0);
  assert_true(says(i, "the data do not say for whom age >= 18"));
  sdg16_indicator_free(i);
  sdg16_table_free(t);
  t = with_age_labels(97, "97 and over");
  i = good(&(call){.code = "16.1.4", .table = t, .by = "age"});
  is(i, "VC_SNS_WALN_DRK", "age=_T", 100.0 * 4 / 12);
  is(i, "VC_SNS_WALN_DRK", "age=Y_GE65", 100);
  sdg16_indicator_free(i);
  sdg16_table_free(t);
}

static void areas_and_periods_are_told_apart(void **state) {
  (void)state;
  call c = {.code = "16.1.4", .data = AGES, .map = "ref_area=area"};
  sdg16_indicator *i = good(&c);
  is(i, "VC_SNS_WALN_DRK", "ref_area=250;time_period=2021", 100.0 * 1 / 3);
  is(i, "VC_SNS_WALN_DRK", "ref_area=250;time_period=2023", 100);
  is(i, "VC_SNS_WALN_DRK", "ref_area=4;time_period=2021", 100); /* 004 is 4 */
  is(i, "VC_SNS_WALN_DRK", "ref_area=4;time_period=2023", 100.0 * 16 / 24);
  assert_int_equal(sdg16_table_rows(sdg16_indicator_results(i)), 4);
  sdg16_indicator_free(i);
  c = (call){.code = "16.1.4", .data = AGES, .ref_area = "008", .time_period = "2023"};
  i = good(&c);
  is(i, "VC_SNS_WALN_DRK", "ref_area=8;time_period=2023", 100.0 * 53 / 63);
  assert_true(says(i, "time_period '2023' is given, so all rows are taken together; column "
                      "'time_period' has other values, such as '2021'"));
  sdg16_indicator_free(i);
  c = (call){.code = "16.1.4", .data = "safe,ref_area,w\n1,4,1\n1,,1\n"};
  refused(&c, SDG16_ERR_MISSING,
          "data row 2, column 'ref_area': expected an area, found a blank");
}

#define PEOPLE                                                                                 \
  "contact,paid,asked,sex,region,who,quintile,w\n1,1,2,Women,9,a,1,1\n1,2,2,1,10,a,5,2\n"      \
  "1,1,2,female,9,b,,4\n1,2,2,,10,b,poorest,8\n1,2,1,not stated,2,a,2,16\n"

static void groups_have_the_codes_of_the_definition(void **state) {
  (void)state;
  call c = {.code = "16.5.1",
            .data = PEOPLE,
            .map = "sex.M=1,income_wealth_quantile=quintile",
            .by = "required"};
  sdg16_indicator *i = good(&c);
  const char *S = "IU_COR_BRIB";
  is(i, S, "sex=F;income_wealth_quantile=_T", 100);
  is(i, S, "sex=M;income_wealth_quantile=_T", 0);
  is(i, S, "sex=_U;income_wealth_quantile=_T", 100.0 * 16 / 24); /* blank and not stated */
  is(i, S, "sex=_T;income_wealth_quantile=Q1", 100.0 * 1 / 9);
  is(i, S, "sex=_T;income_wealth_quantile=_U", 100);
  is(i, S, "sex=F;income_wealth_quantile=Q1", 100);
  assert_int_equal(sdg16_table_find(sdg16_indicator_results(i), "region"), -1);
  coded(i, "sex", "1", "M", 1);
  coded(i, "income_wealth_quantile", "poorest", "Q1", 1);
  sdg16_indicator_free(i);
  c.crossed = 1;
  c.by = "required,region";
  i = good(&c);
  is(i, S, "sex=F;region=_T", 100);
  is(i, S, "sex=_T;region=9", 100);
  assert_false(has(i, S, "sex=F;region=9"));
  sdg16_indicator_free(i);
  c.crossed = 2;
  i = good(&c);
  is(i, S, "sex=F;region=9;income_wealth_quantile=_T", 100);
  assert_false(has(i, S, "sex=F;region=9;income_wealth_quantile=Q1"));
  sdg16_indicator_free(i);
  c.by = "nothing";
  refused(&c, SDG16_ERR_COLUMN,
          "must have a column 'nothing' (a dimension to disaggregate by)");
}

/* Names that the library uses inside are free for the columns of the data. */
static void any_column_can_be_a_group(void **state) {
  (void)state;
  sdg16_indicator *i =
      good(&(call){.code = "16.5.1", .data = PEOPLE, .by = "who", .map = "sex.M=1"});
  is(i, "IU_COR_BRIB", "who=a", 100.0 * 17 / 19);
  is(i, "IU_COR_BRIB", "who=b", 100.0 * 4 / 12);
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.5.1", .data = PEOPLE, .by = "sex,sex", .map = "sex.M=1"});
  is(i, "IU_COR_BRIB", "sex=F", 100);
  sdg16_indicator_free(i);
  char data[600], long_[140];
  memset(long_, 'x', sizeof long_);
  long_[sizeof long_ - 1] = '\0';
  snprintf(data, sizeof data, "contact,paid,asked,place,w\n1,1,1,%sa,1\n1,2,2,%sb,1\n", long_,
           long_);
  refused(&(call){.code = "16.5.1", .data = data, .by = "place"}, SDG16_ERR_LIMIT,
          "data row 1, column 'place': expected a category of at most 127 bytes, found a "
          "longer one");
}

/* The rows of the results stand in the order of their codes, whatever that of the data. */
static void the_order_of_the_data_does_not_matter(void **state) {
  (void)state;
  static const char *const DATA[] = {
      "contact,paid,asked,region,time_period,w\n1,1,1,10,2023,1\n1,2,2,9,2021,2\n"
      "1,1,2,b,2021,4\n1,2,1,a,2023,8\n",
      "contact,paid,asked,region,time_period,w\n1,2,1,a,2023,8\n1,1,2,b,2021,4\n"
      "1,2,2,9,2021,2\n1,1,1,10,2023,1\n"};
  sdg16_indicator *i[2];
  for (int k = 0; k < 2; k++)
    i[k] = good(&(call){.code = "16.5.1", .data = DATA[k], .by = "region"});
  const sdg16_table *a = sdg16_indicator_results(i[0]), *b = sdg16_indicator_results(i[1]);
  assert_int_equal(sdg16_table_rows(a), sdg16_table_rows(b));
  static const char *const WANT[] = {"_T", "9", "b", "_T", "10", "a"};
  for (int64_t row = 0; row < sdg16_table_rows(a); row++) {
    assert_string_equal(text_of(a, "region", row), WANT[row / 3]);
    assert_string_equal(text_of(a, "region", row), text_of(b, "region", row));
    assert_string_equal(text_of(a, "time_period", row), text_of(b, "time_period", row));
    assert_close(number_of(a, "value", row), number_of(b, "value", row), 0);
  }
  sdg16_indicator_free(i[0]);
  sdg16_indicator_free(i[1]);
}

static void who_is_not_wanted_leaves_first(void **state) {
  (void)state;
  call c = {.code = "16.1.4",
            .data = "safe,age,region,w\n1,20,A,1\n1,20,B,2\n3,20,,4\n1,17,A,8\n1,20,A,0\n",
            .where = "region == 'A'"};
  sdg16_indicator *i = good(&c);
  is(i, "VC_SNS_WALN_DRK", "", 100);
  left(i, "feel safe", "no weight", "", 1, 0);
  left(i, "feel safe", "where", "not: region == 'A'", 1, 2);
  left(i, "feel safe", "where", "blank", 1, 4);
  left(i, "feel safe", "universe", "not: age >= 18", 1, 8);
  sdg16_indicator_free(i);
  c.where = "age";
  refused(&c, SDG16_ERR_VALUE, "where");
  c.where = "nothing == 1";
  refused(&c, SDG16_ERR_COLUMN, "nothing");
  c.where = "region == 'C'";
  i = NULL;
  sdg16_error error;
  assert_int_equal(compute(&c, &i, &error), 0);
  assert_true(isnan(value(i, "VC_SNS_WALN_DRK", "")));
  assert_string_equal(text_of(sdg16_indicator_results(i), "obs_status", 0), "O");
  sdg16_indicator_free(i);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(labels_win_over_values_and_maps_over_both),
      cmocka_unit_test(an_unknown_answer_is_refused_with_its_place),
      cmocka_unit_test(words_are_read_in_any_case),
      cmocka_unit_test(numbers_have_missing_kinds_that_are_mapped),
      cmocka_unit_test(categories_are_columns_of_their_own),
      cmocka_unit_test(one_column_names_the_category),
      cmocka_unit_test(empty_texts_are_blank),
      cmocka_unit_test(ages_fall_into_bands),
      cmocka_unit_test(labels_tell_groups_of_ages_from_ages),
      cmocka_unit_test(areas_and_periods_are_told_apart),
      cmocka_unit_test(groups_have_the_codes_of_the_definition),
      cmocka_unit_test(any_column_can_be_a_group),
      cmocka_unit_test(the_order_of_the_data_does_not_matter),
      cmocka_unit_test(who_is_not_wanted_leaves_first),
  };
  return cmocka_run_group_tests_name("answers and groups of respondents", tests, NULL, NULL);
}
