/* The report of disclosure control: a row each action, for the office alone. */
#include "protect/protect.h"

#include "base/error.h"
#include "data/table/table_builder.h"
#include "indicators/counts/columns.h"
#include "indicators/counts/indicator_data.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const ACTIONS[] = {NULL,      "minimum",    "complementary",  "block",
                                      "derived", "unreliable", "low-reliability"};

struct reporting {
  int64_t count;
  int64_t *row;
  const char **text;
  double *number;
};

/* "sex=F,age=Y0T17"; "total" where no dimension has a code. */
static const char *cell_of(sdg16i_protecting *p, int64_t row) {
  char *text = NULL;
  size_t used = 0;
  for (int pass = 0; pass < 2; pass++) { /* the size, then the text */
    used = 0;
    for (int64_t c = 0; c < sdg16_table_columns(p->table); c++) {
      char buffer[32];
      if (!sdg16i_is_protected_dimension(p->table, p->kind, c, &p->options)) continue;
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

static void report_columns(sdg16i_protecting *p, struct reporting *r, sdg16i_columns *out) {
  static const char *const NAMES[] = {"indicator", "series", "ref_area", "time_period"};
  sdg16i_column_int64(out, "row", r->row);
  for (int32_t k = 0; k < 4; k++) {
    for (int64_t i = 0; i < r->count && !out->code; i++) {
      char buffer[32];
      const char *text = p->kind == SDG16I_KIND_INDICATOR
                             ? sdg16i_result_text(p->table, NAMES[k], r->row[i] - 1, buffer)
                             : NULL; /* a dimension of that name is in the cell */
      if (text == buffer) {
        text = sdg16i_arena_text(&p->memory, text, strlen(text));
        if (!text) out->code = sdg16i_fail_memory(p->error);
      }
      r->text[i] = text;
    }
    sdg16i_column_text(out, NAMES[k], r->text);
  }
  for (int64_t i = 0; i < r->count && !out->code; i++)
    if (!(r->text[i] = cell_of(p, r->row[i] - 1))) out->code = sdg16i_fail_memory(p->error);
  sdg16i_column_text(out, "cell", r->text);
  for (int64_t i = 0; i < r->count; i++) {
    const sdg16i_protect_decision *d = &p->row[r->row[i] - 1];
    r->text[i] = d->action        ? ACTIONS[d->action]
                 : d->no_estimate ? "estimate-withheld"
                 : d->no_limits   ? "limits-withheld"
                                  : "rounded";
  }
  sdg16i_column_text(out, "action", r->text);
  for (int32_t k = 0; k < 3; k++) {
    static const char *const RANGE[] = {"count", "lower", "upper"};
    for (int64_t i = 0; i < r->count; i++) {
      const sdg16i_protect_decision *d = &p->row[r->row[i] - 1];
      int of_overlap = !d->action && d->no_limits;
      r->number[i] = k == 0       ? d->count
                     : of_overlap ? (k == 1 ? d->overlap_lower : d->overlap_upper)
                                  : (k == 1 ? d->lower : d->upper);
      if (isinf(r->number[i])) r->number[i] = NAN;
    }
    sdg16i_column_double(out, RANGE[k], r->number);
  }
}

int32_t sdg16i_protect_report(sdg16i_protecting *p, sdg16_table **report) {
  struct reporting r = {0};
  r.row = sdg16i_array(p->rows, sizeof *r.row);
  r.text = sdg16i_array(p->rows, sizeof *r.text);
  r.number = sdg16i_array(p->rows, sizeof *r.number);
  int32_t status = r.row && r.text && r.number ? SDG16_OK : sdg16i_fail_memory(p->error);
  if (!status) {
    for (int64_t i = 0; i < p->rows; i++)
      if (p->row[i].action || p->row[i].rounded || p->row[i].no_limits)
        r.row[r.count++] = i + 1;
    sdg16i_columns out;
    sdg16i_columns_begin(&out, r.count, p->error);
    report_columns(p, &r, &out);
    status = sdg16i_columns_end(&out, report);
  }
  free(r.row);
  free(r.text);
  free(r.number);
  return status;
}
