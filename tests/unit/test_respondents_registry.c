/* Survey indicators that a host defines. */
#include "respondents.h"

#define COUNT(array) ((int64_t)(sizeof(array) / sizeof(array)[0]))

static const sdg16_input INPUTS[] = {
    {sizeof(sdg16_input), "trust", "trust in the police", SDG16_INPUT_MICRODATA, 0,
     "low=1; middle=2|so so; high=3", NULL},
    {sizeof(sdg16_input), "met", "met an officer", SDG16_INPUT_MICRODATA, SDG16_INPUT_OPTIONAL,
     "yes=1; no=2", "yes"},
    {sizeof(sdg16_input), "age", "age", SDG16_INPUT_MICRODATA, SDG16_INPUT_OPTIONAL, NULL,
     NULL},
    {sizeof(sdg16_input), "officers", "officers", SDG16_INPUT_COUNT, SDG16_INPUT_OPTIONAL, NULL,
     NULL},
};

static sdg16_series series(void) {
  return (sdg16_series){.struct_size = sizeof(sdg16_series),
                        .code = "TRUST",
                        .label = "Trust in the police",
                        .unit = "PT",
                        .multiplier = 100,
                        .survey_numerator = "trust >= 2",
                        .survey_among = "met"};
}

static sdg16_indicator_def definition(const sdg16_input *inputs, int64_t count,
                                      const sdg16_series *s) {
  return (sdg16_indicator_def){.struct_size = sizeof(sdg16_indicator_def),
                               .code = "N.1",
                               .name = "Trust in the police",
                               .input_count = count,
                               .inputs = inputs,
                               .series_count = 1,
                               .series = s,
                               .universe = "age >= 16"};
}

static void a_host_defines_an_indicator(void **state) {
  (void)state;
  sdg16_registry *registry;
  assert_int_equal(sdg16_registry_new(&registry, NULL), 0);
  sdg16_series s = series();
  sdg16_indicator_def def = definition(INPUTS, COUNT(INPUTS), &s);
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_registry_add(registry, &def, &error)) fail_msg("%s", error.message);
  call c = {.code = "N.1",
            .data =
                "trust,met,age,place,w\n3,1,16,a,1\nlow,1,20,a,2\nso so,1,30,b,4\n2,2,30,b,8\n"
                "98,1,30,b,16\nhigh,1,15,b,32\n",
            .by = "place",
            .registry = registry};
  sdg16_indicator *i = good(&c);
  is(i, "TRUST", "place=_T", 100.0 * 5 / 7);
  is(i, "TRUST", "place=a", 100.0 * 1 / 3);
  coded(i, "trust", "so so", "middle", 1);
  left(i, "Trust", "universe", "not: age >= 16", 1, 32);
  left(i, "Trust", "numerator", "don't know", 1, 16);
  sdg16_indicator_free(i);
  c.data = "trust,w\n3,1\n1,2\n";
  c.by = NULL;
  i = good(&c);
  is(i, "TRUST", "", 100.0 * 1 / 3);
  sdg16_indicator_free(i);
  sdg16_registry_free(registry);
}

/* Answers have no length that is too long. */
static void long_lists_of_answers_are_read_to_the_end(void **state) {
  (void)state;
  char answers[6000] = "";
  size_t used = 0;
  for (int k = 1; k < 200; k++)
    used += (size_t)snprintf(answers + used, sizeof answers - used, "answer_number_%d=%d; ", k,
                             1000 + k);
  snprintf(answers + used, sizeof answers - used, "last=7777|all");
  sdg16_input input = INPUTS[0];
  input.answers = answers;
  sdg16_series s = series();
  s.survey_numerator = "trust == 'last'";
  s.survey_among = NULL;
  sdg16_indicator_def def = definition(&input, 1, &s);
  def.universe = NULL;
  sdg16_registry *registry;
  assert_int_equal(sdg16_registry_new(&registry, NULL), 0);
  assert_int_equal(sdg16_registry_add(registry, &def, NULL), 0);
  sdg16_indicator *i = good(&(call){.code = "N.1",
                                    .data = "trust,w\n7777,1\n1199,2\nRefused,4\nall,8\n",
                                    .registry = registry});
  is(i, "TRUST", "", 100.0 * 9 / 11); /* "all" is an answer, not a total */
  sdg16_indicator_free(i);
  sdg16_registry_free(registry);
}

static void definitions_that_cannot_be_are_refused(void **state) {
  (void)state;
  char name[80];
  memset(name, 'n', sizeof name);
  memcpy(name + 70, "=1", 3);
  const struct {
    const char *answers, *otherwise, *survey_numerator, *survey_among, *survey_denominator,
        *universe, *when, *message;
    int32_t kind, status;
  } BAD[] = {
      {.survey_numerator = "trust >", .status = SDG16_ERR_EXPRESSION, .message = "trust >"},
      {.survey_numerator = "faith == 1",
       .status = SDG16_ERR_NAME,
       .message = "must name inputs of microdata; 'faith' is not one"},
      {.survey_numerator = "officers > 1",
       .status = SDG16_ERR_NAME,
       .message = "must name inputs of microdata; 'officers' is not one"},
      {.survey_among = "faith",
       .status = SDG16_ERR_NAME,
       .message = "must name inputs of microdata; 'faith' is not one"},
      {.survey_denominator = "faith",
       .status = SDG16_ERR_NAME,
       .message = "must name inputs of microdata; 'faith' is not one"},
      {.survey_numerator = "",
       .status = SDG16_ERR_ARGUMENT,
       .message = "survey_among must not be given without survey_numerator"},
      {.survey_numerator = "trust >= 2;", .status = SDG16_ERR_EXPRESSION, .message = "''"},
      {.universe = "faith == 1",
       .status = SDG16_ERR_NAME,
       .message = "must name inputs of microdata; 'faith' is not one"},
      {.universe = "age >= 16; age >", .status = SDG16_ERR_EXPRESSION, .message = "age >"},
      {.otherwise = "often", .status = SDG16_ERR_NAME, .message = "one of the input's answers"},
      {.when = "mode=any",
       .status = SDG16_ERR_NAME,
       .message = "a switch and one of its values"},
      {.answers = "low=1; high=1",
       .status = SDG16_ERR_ARGUMENT,
       .message = "'1' is of two answers"},
      {.answers = "low=1; low=2",
       .status = SDG16_ERR_ARGUMENT,
       .message = "'low' is of two answers"},
      {.answers = "low; high=LOW|2", .status = SDG16_ERR_ARGUMENT, .message = "of two answers"},
      {.answers = "low=1;; high=2",
       .status = SDG16_ERR_ARGUMENT,
       .message = "an answer without a name"},
      {.answers = "=1; high=2",
       .status = SDG16_ERR_ARGUMENT,
       .message = "an answer without a name"},
      {.answers = name, .status = SDG16_ERR_ARGUMENT, .message = "of more than 63 bytes"},
      {.kind = SDG16_INPUT_COUNT,
       .status = SDG16_ERR_ARGUMENT,
       .message =
           "answers must be NULL for an input that is not of microdata, not 'yes=1; no=2'"},
  };
  for (size_t k = 0; k < sizeof BAD / sizeof BAD[0]; k++) {
    sdg16_input inputs[COUNT(INPUTS)];
    memcpy(inputs, INPUTS, sizeof inputs);
    sdg16_series s = series();
    if (BAD[k].survey_numerator) s.survey_numerator = BAD[k].survey_numerator;
    if (BAD[k].survey_among) s.survey_among = BAD[k].survey_among;
    if (BAD[k].survey_denominator) s.survey_denominator = BAD[k].survey_denominator;
    if (BAD[k].when) s.when = BAD[k].when;
    if (BAD[k].answers) inputs[0].answers = BAD[k].answers;
    if (BAD[k].otherwise) inputs[1].otherwise = BAD[k].otherwise;
    if (BAD[k].kind) inputs[1].kind = BAD[k].kind, s.survey_among = NULL;
    sdg16_indicator_def def = definition(inputs, COUNT(INPUTS), &s);
    if (BAD[k].universe) def.universe = BAD[k].universe;
    sdg16_registry *registry;
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    assert_int_equal(sdg16_registry_new(&registry, NULL), 0);
    int32_t status = sdg16_registry_add(registry, &def, &error);
    if (status != BAD[k].status || !strstr(error.message, BAD[k].message))
      fail_msg("%d: %s: '%s'", (int)k, sdg16_status_name(status), error.message);
    assert_null(strchr(error.message, '\n'));
    sdg16_registry_free(registry);
  }
}

/* What the indicator says itself cannot be asked for. */
static void options_of_the_estimation_are_refused(void **state) {
  (void)state;
  sdg16_table *data = table_of("contact,paid,asked,w\n1,1,2,1\n1,2,2,2\n");
  sdg16_design_options d;
  sdg16_design_options_init(&d, sizeof d);
  d.weight = "w";
  sdg16_design *design;
  assert_int_equal(sdg16_design_new(data, &d, &design, NULL), 0);
  const char *const BY = "w";
  const double SHARE = 1;
  for (int k = 0; k < 11; k++) {
    static const char *const NAMES[] = {"numerator", "denominator", "among",     "by",
                                        "standard",  "covariance",  "statistic", "always_by",
                                        "crossed",   "level",       "interval"};
    sdg16_survey_options o;
    sdg16_survey_options_init(&o, sizeof o);
    if (k == 0) o.numerator = "paid";
    if (k == 1) o.denominator = "paid";
    if (k == 2) o.among = "paid";
    if (k == 3) o.by = &BY, o.by_count = 1;
    if (k == 4) o.standard = "w", o.shares = &SHARE;
    if (k == 5) o.covariance = 1;
    if (k == 6) o.statistic = SDG16_SURVEY_TOTAL;
    if (k == 7) o.always_by = 1;
    if (k == 8) o.crossed = 1;
    if (k == 9) o.level = 2;
    if (k == 10) o.interval = 99;
    sdg16_indicator *i = (sdg16_indicator *)(uintptr_t)data;
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    assert_int_not_equal(
        sdg16_indicator_survey(NULL, "16.5.1", design, NULL, &o, NULL, &i, &error), SDG16_OK);
    assert_null(i);
    if (!strstr(error.message, NAMES[k])) fail_msg("%s: %s", NAMES[k], error.message);
  }
  sdg16_indicator *i;
  assert_int_equal(sdg16_indicator_survey(NULL, "16.5.1", NULL, NULL, NULL, NULL, &i, NULL),
                   SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_indicator_survey(NULL, NULL, design, NULL, NULL, NULL, &i, NULL),
                   SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_indicator_survey(NULL, "16.5.1", design, NULL, NULL, NULL, NULL, NULL),
                   SDG16_ERR_ARGUMENT);
  sdg16_indicator_options o;
  sdg16_indicator_options_init(&o, sizeof o);
  o.population = 100;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_indicator_survey(NULL, "16.5.1", design, &o, NULL, NULL, &i, &error),
                   SDG16_ERR_OPTION);
  assert_non_null(strstr(error.message, "population must not be given"));
  sdg16_design_free(design);
  sdg16_table_free(data);
  assert_null(sdg16_indicator_audit(NULL));
  assert_null(sdg16_indicator_coding(NULL));
}

/* ---- one computation, one run ---- */

typedef struct told {
  int calls;
  double first, last, least_step;
} told;

static void tell_progress(double fraction, void *context) {
  told *t = context;
  if (!t->calls++)
    t->first = fraction;
  else
    t->least_step = fmin(t->least_step, fraction - t->last);
  t->last = fraction;
}

/* 16.5.1 has three series: progress goes from 0 to 1 over all of them. */
static void progress_goes_from_0_to_1_once(void **state) {
  (void)state;
  sdg16_table *data = table_of("contact,paid,asked,w\n1,1,2,1\n1,2,2,2\n1,2,1,4\n");
  sdg16_design_options d;
  sdg16_design_options_init(&d, sizeof d);
  d.weight = "w";
  sdg16_design *design;
  assert_int_equal(sdg16_design_new(data, &d, &design, NULL), 0);
  told t = {.least_step = INFINITY};
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.progress = tell_progress;
  exec.progress_context = &t;
  sdg16_indicator *i;
  assert_int_equal(sdg16_indicator_survey(NULL, "16.5.1", design, NULL, NULL, &exec, &i, NULL),
                   SDG16_OK);
  assert_int_equal(sdg16_table_rows(sdg16_indicator_results(i)), 3);
  assert_true(t.calls >= 2 && t.first == 0 && t.last == 1 && t.least_step >= 0);
  sdg16_indicator_free(i);
  sdg16_design_free(design);
  sdg16_table_free(data);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(progress_goes_from_0_to_1_once),
      cmocka_unit_test(a_host_defines_an_indicator),
      cmocka_unit_test(long_lists_of_answers_are_read_to_the_end),
      cmocka_unit_test(definitions_that_cannot_be_are_refused),
      cmocka_unit_test(options_of_the_estimation_are_refused),
  };
  return cmocka_run_group_tests_name("survey indicators of a host", tests, NULL, NULL);
}
