#include "mse/diagnose/coverage.h"

#include "base/error.h"
#include "base/options.h"
#include "mse/loglinear/list_order.h"

#include <math.h>

sdg16_coverage sdg16i_coverage(const sdg16i_cells *cells) {
  double once = 0, squares = 0, twice = 0, alone = 0;
  int32_t used = 0;
  for (int64_t i = 0; i < cells->positives; i++)
    if (__builtin_popcount(cells->positive[i]) == 2) twice += cells->count[cells->positive[i]];
  for (int32_t j = 0; j < cells->lists; j++) {
    double only = cells->count[INT64_C(1) << j], size = cells->margin[INT64_C(1) << j];
    once += only;
    squares += only * only;
    if (!(size > 0)) continue;
    alone += only / size;
    used++;
  }
  double hidden = used > 1 ? (once * once - squares) / (2 * (twice + 1)) : NAN;
  return (sdg16_coverage){.struct_size = (int64_t)sizeof(sdg16_coverage),
                          .once = (int64_t)once,
                          .twice = (int64_t)twice,
                          .coverage = used ? 1 - alone / used : NAN,
                          .chao_lower = cells->n + hidden};
}

/* ---- grades ---- */

typedef struct coverage_grade {
  long long from; /* per cent */
  const char *name, *meaning;
} coverage_grade;

static const coverage_grade GRADES[] = {
    {70, "high", "The overlaps carry most of the estimate."},
    {55, "moderate", "The overlaps carry the estimate, with help from the model."},
    {30, "low",
     "Below 55 % the estimate rests on the model, and other methods can give very different "
     "totals."},
    {-1, "very low",
     "Nearly all rests on the model: other methods can give totals several times as large or "
     "as small."}};

/* What is graded is what is printed. */
static const coverage_grade *grade_of(double coverage) {
  const coverage_grade *grade = GRADES;
  if (isnan(coverage)) return NULL;
  while (llround(100 * coverage) < grade->from) grade++;
  return grade;
}

const char *sdg16_coverage_grade(double coverage) {
  const coverage_grade *grade = grade_of(coverage);
  return grade ? grade->name : NULL;
}

void sdg16i_about_coverage(double coverage, sdg16i_messages *messages) {
  const coverage_grade *grade = grade_of(coverage);
  if (!grade) return;
  long long percent = llround(100 * coverage);
  sdg16i_say(messages, "coverage", "note",
             "Sample coverage is %lld %%, which is %s: on average, %lld %% of the people on a "
             "list are on that list alone. %s",
             percent, grade->name, 100 - percent, grade->meaning);
}

/* ---- public ---- */

int32_t sdg16_capture_coverage(const sdg16_capture *capture, sdg16_coverage *out, int64_t size,
                               sdg16_error *error) {
  if (!capture) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "capture must not be NULL");
  sdg16i_cells *cells;
  sdg16i_list_order order = sdg16i_list_order_by_name(capture);
  int32_t status = sdg16i_cells_ordered(capture, &order, &cells, error);
  if (status) return status;
  sdg16_coverage found = sdg16i_coverage(cells);
  sdg16i_cells_free(cells);
  return sdg16i_struct_out(out, size, &found, (int64_t)sizeof found);
}
