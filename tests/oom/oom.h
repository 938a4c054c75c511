/* Failing allocations. A case is run with its allocation 1 failing, then 2, and so
 * on until none is left to fail: first with that one failing alone, then with all
 * that follow failing too. Each time it must report SDG16_ERR_MEMORY with the output
 * NULL, and leave no block behind. Where one allocation alone fails, the code may also do
 * without it and succeed: then the result must be, cell by cell, that of a run without
 * failures.
 *
 * A case is a function and a line in the table of its file:
 *
 *   static int32_t new_fit(sdg16_error *error) {
 *     sdg16_capture *capture = ...;                     what it needs
 *     sdg16_fit *fit = NULL;
 *     oom_arm();
 *     int32_t status = sdg16_fit_new(capture, model, SDG16_EXISTENCE_TOTAL, &fit, error);
 *     oom_outcome(status, fit, error);
 *     oom_table(...);                                   all of the result: what runs are
 * compared by if (!status) assert_...(fit);                     the result is right
 *     sdg16_fit_free(fit); ...
 *     return status;
 *   }
 *   static const oom_case CASES[] = {{"fit_new", new_fit}};
 *   int main(void) { return oom_main(CASES, sizeof CASES / sizeof *CASES); }
 *
 * Counted are the allocations of the library and of the test itself, between
 * oom_arm and oom_outcome, on any thread; not those inside other libraries. */
#ifndef OOM_H
#define OOM_H

#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

typedef struct oom_case {
  const char *name;
  int32_t (*run)(sdg16_error *error); /* `error` is initialised */
} oom_case;

void oom_arm(void);

/* Disarms, and checks that output and error agree with the status. A call
 * without output passes "" if status is SDG16_OK, else NULL. */
void oom_outcome(int32_t status, const void *output, const sdg16_error *error);

/* ---- what a case shows of its result, after oom_outcome; nothing if the status is not
 * SDG16_OK. A case must show something. ---- */
int oom_is_good(void); /* the status given to oom_outcome was SDG16_OK */
void oom_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
void oom_table(const sdg16_table *table); /* NULL: there is none */
void oom_numbers(int64_t count, const double *numbers);
void oom_whole(int64_t number);
void oom_estimate(const sdg16_estimate *estimate);
void oom_model(const sdg16_model *model);
void oom_capture(const sdg16_capture *capture);
void oom_draws(const sdg16_draws *draws);
void oom_mse(const sdg16_mse *mse);
void oom_strata(const sdg16_strata *strata);
void oom_design(const sdg16_design *design);
void oom_survey(const sdg16_survey *survey);
void oom_indicator(const sdg16_indicator *indicator);
void oom_registry(const sdg16_registry *registry);
/* A writer for the library that shows what is written, whatever the status will be. */
int32_t oom_written(const char *bytes, int64_t size, void *context);

int oom_main(const oom_case *cases, size_t count);

#endif
