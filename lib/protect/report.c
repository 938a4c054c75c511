/* The report of disclosure control: one row per action, for the office alone. */
#include "protect/protect.h"

#include "base/error.h"
#include "indicators/counts/columns.h"
#include "indicators/counts/indicator_data.h"
#include "results/result_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const ACTIONS[] = {NULL,      "minimum",    "complementary",  "block",
                                      "derived", "unreliable", "low-reliability"};

/* "sex=F,age=Y0T17"; "total" where no dimension has a code. */
static const char *cell_of(sdg16i_protecting *p, int64_t row) {
  char *text = NULL;
  size_t used = 0;
  for (int pass = 0; pass < 2; pass++) { /* the size, then the text */
    used = 0;
    for (int64_t c = 0; c < sdg16_table_columns(p->table); c++) {
      char buffer[32];
      if (!p->is_dimension[c]) continue;
      const char *code = sdg16i_text_at(p->table, c, row, buffer);
      if (!code || !strcmp(code, "_T")) continue;
      const char *name = sdg16_table_name(p->table, c);
      size_t size = strlen(name) + strlen(code) + 2;
      if (pass) snprintf(text + used, size + 1, "%s%s=%s", used ? "," : "", name, code);
      used += size - !used;
    }
    if (!pass && !(text = sdg16i_arena_array(&p->memory, (int64_t)used + 2, 1))) return NULL;
  }
  return used ? text : "total";
}

#define PUT_TEXT(column, value) sdg16i_put_text(r, i, SDG16I_PROTECTION_##column, value)
#define PUT_REAL(column, value)                                                                \
  sdg16i_put_real(r, i, SDG16I_PROTECTION_##column, isinf(value) ? (double)NAN : value)

/* What the row is of; a dimension of one of these names is in the cell. */
static void put_subject(const sdg16i_protecting *p, sdg16i_result_rows *r, int64_t i,
                        int64_t row) {
  static const char *const NAMES[] = {"indicator", "series", "ref_area", "time_period"};
  char buffer[32];
  for (int32_t k = 0; k < 4 && p->of_indicators; k++) {
    const char *text = sdg16i_result_text(p->table, NAMES[k], row, buffer);
    sdg16i_put_text(r, i, SDG16I_PROTECTION_INDICATOR + k,
                    text == buffer ? sdg16i_rows_text(r, text) : text);
  }
}

static void put_action(sdg16i_protecting *p, sdg16i_result_rows *r, int64_t i, int64_t row) {
  const sdg16i_protect_decision *d = &p->row[row];
  int of_overlap = !d->action && d->no_limits;
  const char *cell = cell_of(p, row);
  if (!cell && !r->columns.status) r->columns.status = sdg16i_fail_memory(p->error);
  sdg16i_put_whole(r, i, SDG16I_PROTECTION_ROW, row + 1);
  PUT_TEXT(CELL, cell);
  PUT_TEXT(ACTION, d->action        ? ACTIONS[d->action]
                   : d->no_estimate ? "estimate-withheld"
                   : d->no_limits   ? "limits-withheld"
                                    : "rounded");
  PUT_REAL(COUNTED, d->count);
  PUT_REAL(LOWER, of_overlap ? d->overlap_lower : d->lower);
  PUT_REAL(UPPER, of_overlap ? d->overlap_upper : d->upper);
}

static int is_reported(const sdg16i_protect_decision *d) {
  return d->action || d->rounded || d->no_limits;
}

int32_t sdg16i_protect_report(sdg16i_protecting *p, sdg16_table **report) {
  int64_t count = 0, i = 0;
  for (int64_t row = 0; row < p->rows; row++) count += is_reported(&p->row[row]);
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_PROTECTION, count, p->error);
  for (int64_t row = 0; row < p->rows && !r.columns.status; row++) {
    if (!is_reported(&p->row[row])) continue;
    put_subject(p, &r, i, row);
    put_action(p, &r, i++, row);
  }
  return sdg16i_rows_end(&r, report);
}
