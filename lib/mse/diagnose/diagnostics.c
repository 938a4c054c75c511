/* What a reader of the estimate has to know: the diagnostics table. */
#include "base/error.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "data/columns.h"
#include "mse/estimate/estimate.h"
#include "mse/loglinear/model.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_ROWS 32

typedef struct report {
  sdg16_mse *mse;
  sdg16i_arena texts;
  int64_t rows;
  int out_of_memory;
  const char *code[MAX_ROWS], *severity[MAX_ROWS], *message[MAX_ROWS];
} report;

/* Numbers in messages are whole or have few digits: no locale in them. */
static SDG16I_PRINTF(4, 5) void say(report *r, const char *code, const char *severity,
                                    const char *format, ...) {
  char text[1024];
  va_list args;
  va_start(args, format);
  int length = vsnprintf(text, sizeof text, format, args);
  va_end(args);
  if (length < 0 || r->rows == MAX_ROWS) return;
  size_t size = (size_t)length < sizeof text ? (size_t)length : sizeof text - 1;
  char *copy = sdg16i_arena_text(&r->texts, text, size);
  if (!copy) r->out_of_memory = 1;
  r->code[r->rows] = code;
  r->severity[r->rows] = severity;
  r->message[r->rows++] = copy;
}

/* Joins pieces with ", " until the buffer is nearly full, then "and others". */
typedef struct pieces {
  char text[700];
  int64_t count;
  size_t length;
} pieces;

static void join(pieces *p, const char *a, const char *b) {
  const char *separator = p->count++ ? ", " : "";
  if (p->length + 140 > sizeof p->text) return;
  int added = snprintf(p->text + p->length, sizeof p->text - p->length, "%s%.*s%s%.*s",
                       separator, sdg16i_utf8_excerpt(a), a, b ? " and " : "",
                       b ? sdg16i_utf8_excerpt(b) : 0, b ? b : "");
  if (added > 0) p->length += (size_t)added;
}

static const char *name_of(const report *r, int32_t list) {
  return sdg16_capture_list_name(r->mse->capture, list);
}

static const char *others(const pieces *p) {
  return p->length + 140 > sizeof p->text ? " and others" : "";
}

static void about_status(report *r) {
  switch (r->mse->status) {
  case SDG16_MODEL_OK:
    return;
  case SDG16_MODEL_NO_OVERLAP:
    say(r, "no-overlap", "warning", "No estimate: nobody is on two lists.");
    return;
  case SDG16_MODEL_TOO_FEW_LISTS:
    say(r, "too-few-lists", "warning",
        "No estimate: fewer than two lists have anybody on them.");
    return;
  case SDG16_MODEL_NONE_ADMISSIBLE:
    say(r, "none-admissible", "warning",
        "No estimate: no model that was considered has an identifiable maximum likelihood "
        "estimate for these data.");
    return;
  case SDG16_MODEL_NO_MLE:
    say(r, "no-mle", "warning",
        "No estimate: the maximum likelihood estimate of the model does not exist for this "
        "pattern of zeros.");
    return;
  case SDG16_MODEL_NOT_CONVERGED:
    say(r, "not-converged", "warning", "No estimate: the fit did not converge.");
    return;
  default:
    say(r, "not-identifiable", "warning",
        "No estimate: the model's parameters cannot be told apart with these data.");
  }
}

static void about_lists(report *r) {
  const sdg16i_cells *cells = r->mse->cells;
  pieces empty = {.count = 0}, apart = {.count = 0};
  double alone = 0;
  for (int32_t i = 0; i < cells->lists; i++) {
    double size = cells->margin[INT64_C(1) << i];
    if (!(size > 0))
      join(&empty, name_of(r, i), NULL);
    else
      alone += cells->count[INT64_C(1) << i] / size;
    for (int32_t j = i + 1; j < cells->lists; j++)
      if (!(cells->margin[INT64_C(1) << i | INT64_C(1) << j] > 0))
        join(&apart, name_of(r, i), name_of(r, j));
  }
  if (empty.count)
    say(r, "empty-list", "warning", "Nobody is on %s%s: such a list carries no information.",
        empty.text, others(&empty));
  if (apart.count)
    say(r, "empty-pairs", "note", "%lld pair%s of lists share nobody: %s%s.",
        (long long)apart.count, apart.count == 1 ? "" : "s", apart.text, others(&apart));
  double coverage = 1 - alone / (double)(cells->lists - empty.count);
  if (coverage < 0.55)
    say(r, "low-coverage", "warning",
        "Sample coverage is %d %%: most people on a list are on that list alone, and the "
        "estimate rests on the model (below 55 %% coverage estimators disagree widely).",
        (int)lround(100 * coverage));
  if (cells->n < 30)
    say(r, "few-observed", "warning", "Only %lld people were observed.", (long long)cells->n);
}

static void about_model(report *r) {
  const sdg16_mse *mse = r->mse;
  if (!sdg16_model_has_estimate(mse->status)) return;
  if (mse->fit->summary.boundary)
    say(r, "boundary-terms", "note",
        "%lld term%s of the model join%s lists that share nobody: estimated as -infinity, "
        "counted as parameter%s.",
        (long long)mse->fit->summary.boundary, mse->fit->summary.boundary == 1 ? "" : "s",
        mse->fit->summary.boundary == 1 ? "s" : "", mse->fit->summary.boundary == 1 ? "" : "s");
  if (mse->estimate.value > 20 * mse->cells->n)
    say(r, "large-factor", "warning",
        "The estimate is more than 20 times the number observed: treat it as unreliable.");
}

static void about_selection(report *r) {
  const sdg16_mse *mse = r->mse;
  const sdg16i_candidates *c = &mse->candidates;
  if (!sdg16_model_has_estimate(mse->status)) return;
  if (mse->estimate.flags & SDG16_FLAG_NOT_EXACT)
    say(r, "search-not-exact", "warning",
        "The search ran out of its time: a model with a smaller criterion may exist.");
  if (mse->draws.draws && mse->options.reselect && !mse->search.exact &&
      mse->options.select >= SDG16_SELECT_BIC && mse->options.select <= SDG16_SELECT_AICC)
    say(r, "replicates-descend", "warning",
        "As that search was not proved, each replicate selects by descent, not by an exact "
        "search.");
  if (mse->estimate.flags & SDG16_FLAG_CONDITIONAL)
    say(r, "conditional-interval", "warning",
        "The interval takes the selected model as known; it does not include the uncertainty "
        "of selecting it.");
  int64_t near = 0;
  double least = INFINITY, most = 0;
  for (; near < c->count && c->list[near].criterion <= c->list[0].criterion + SDG16I_NEAR;
       near++) {
    least = fmin(least, mse->cells->n + c->list[near].hidden);
    most = fmax(most, mse->cells->n + c->list[near].hidden);
  }
  if (near > 1 && most < 9e15)
    say(r, "model-uncertainty", most > 1.5 * least ? "warning" : "note",
        "%lld models lie within 6 units of the best criterion%s; their totals run from %lld to "
        "%lld.",
        (long long)near, mse->search.exact ? "" : " among those visited", llround(least),
        llround(most));
}

static void about_interval(report *r) {
  const sdg16_estimate *e = &r->mse->estimate;
  if (e->flags & SDG16_FLAG_LOWER_CLAMPED)
    say(r, "lower-clamped", "note", "The lower limit is the number observed.");
  if (e->flags & SDG16_FLAG_UPPER_OPEN)
    say(r, "upper-open", "warning",
        r->mse->bootstrap.struct_size
            ? "There is no finite upper limit: the number of undetected people has no bound in "
              "more replicates than lie above the limit."
            : "The likelihood stays within the interval however large the total: there is no "
              "finite upper limit.");
}

/* Draws beyond each limit that make it steady. */
#define FEW_BEYOND 20

/* Replicates that are no number, and the limits that they forbid. */
static void about_special_draws(report *r) {
  const sdg16_mse *mse = r->mse;
  const sdg16_bootstrap_summary *b = &mse->bootstrap;
  if (mse->estimate.flags & SDG16_FLAG_DRAWS_MISSING)
    say(r, "draws-missing", "warning",
        "No interval: the total cannot be identified in more replicates than a tail of the "
        "interval holds.");
  if (mse->estimate.flags & SDG16_FLAG_LOWER_INFINITE)
    say(r, "lower-infinite", "warning",
        "No interval: the number of undetected people has no bound in so many replicates that "
        "the lower limit would be infinite.");
  if (b->infinite)
    say(r, "replicates-infinite", 20 * b->infinite > b->replicates ? "warning" : "note",
        "In %lld of %lld replicates the number of undetected people has no bound: they count "
        "as the largest.",
        (long long)b->infinite, (long long)b->replicates);
  if (b->failed)
    say(r, "replicates-failed", 20 * b->failed > b->replicates ? "warning" : "note",
        "In %lld of %lld replicates the total cannot be identified.", (long long)b->failed,
        (long long)b->replicates);
}

static void about_percentile(report *r) {
  const sdg16_bootstrap_summary *b = &r->mse->bootstrap;
  if (isnan(b->percentile_lower)) return;
  if (isinf(b->percentile_upper))
    say(r, "percentile-beside", "note",
        "BCa's corrections are large: the percentile interval of the same draws begins at %lld "
        "and has no upper limit.",
        llround(b->percentile_lower));
  else
    say(r, "percentile-beside", "note",
        "BCa's corrections are large: the percentile interval of the same draws is %lld to "
        "%lld.",
        llround(b->percentile_lower), llround(b->percentile_upper));
}

static void about_draws(report *r) {
  const sdg16_mse *mse = r->mse;
  const sdg16_bootstrap_summary *b = &mse->bootstrap;
  if (!b->struct_size) return;
  if (mse->estimate.flags & SDG16_FLAG_BCA_REPLACED)
    say(r, "bca-replaced", "warning", "The interval is the percentile interval, not BCa: %s.",
        isinf(b->z0)             ? "all draws lie on one side of the estimate"
        : isnan(b->acceleration) ? "without some one of the persons the total cannot be "
                                   "identified, so that there is no acceleration"
        : fabs(b->z0) > 1 ? "too many of the draws lie on one side of the estimate (|z0| "
                            "is above 1)"
                          : "its correction goes beyond every quantile");
  if (b->beside) about_percentile(r);
  if (mse->estimate.flags & SDG16_FLAG_PARTIAL)
    say(r, "partial-draws", "warning", "Only %lld of %lld replicates were made.",
        (long long)b->replicates, (long long)mse->options.replicates);
  if (b->draws_below < FEW_BEYOND || b->draws_above < FEW_BEYOND)
    say(r, "few-beyond", "warning",
        "About %lld draws lie below the lower limit and %lld above the upper one, fewer than "
        "%d: ask for more replicates.",
        llround(b->draws_below), llround(b->draws_above), FEW_BEYOND);
  about_special_draws(r);
}

int32_t sdg16i_diagnostics_table(sdg16_mse *mse, sdg16_error *error) {
  report *r = sdg16i_array(1, sizeof *r);
  if (!r) return sdg16i_fail_memory(error);
  r->mse = mse;
  about_status(r);
  about_lists(r);
  about_model(r);
  about_selection(r);
  about_interval(r);
  about_draws(r);
  sdg16i_columns c;
  sdg16i_columns_begin(&c, r->rows, error);
  if (r->out_of_memory && !c.code) c.code = sdg16i_fail_memory(error);
  sdg16i_column_text(&c, "code", r->code);
  sdg16i_column_text(&c, "severity", r->severity);
  sdg16i_column_text(&c, "message", r->message);
  int32_t code = sdg16i_columns_end(&c, &mse->diagnostics);
  sdg16i_arena_free(&r->texts);
  free(r);
  return code;
}
