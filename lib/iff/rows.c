#include "iff/rows.h"

#include "base/error.h"
#include "base/numbers.h"
#include "iff/interval.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *const sdg16i_iff_row_texts[] = {"ref_area", "time_period",  "activity",
                                            "part",     "sensitive_to", NULL};
const char *const sdg16i_iff_row_numbers[] = {"outward", "outward_low", "outward_high",
                                              "inward",  "inward_low",  "inward_high",
                                              "swing",   NULL};

/* Copies the inputs with blanks filled in; SDG16_ERR_MISSING, _VALUE. */
static int32_t check_inputs(sdg16i_iff_job *job, const sdg16i_iff_value *value, int32_t count,
                            const sdg16i_iff_input *inputs, sdg16i_iff_value *checked) {
  for (int32_t i = 0; i < count; i++) {
    const sdg16i_iff_input *input = &inputs[i];
    sdg16i_iff_value *v = &checked[i];
    *v = value[input->column];
    if (isnan(v->number[0])) {
      if (isnan(input->blank) && !job->has[input->column])
        return sdg16i_iff_no_column(job, input->column);
      if (isnan(input->blank))
        return sdg16i_iff_fail(job, SDG16_ERR_MISSING, input->column,
                               "expected a number, found a blank");
      for (int32_t k = 0; k < 3; k++) v->number[k] = input->blank;
    }
    if (v->number[1] >= input->low && v->number[2] <= input->high) continue;
    char low[SDG16I_DOUBLE_SIZE], high[SDG16I_DOUBLE_SIZE], found[SDG16I_DOUBLE_SIZE];
    sdg16i_format_double(input->low, low);
    sdg16i_format_double(input->high, high);
    sdg16i_format_double(v->number[v->number[1] >= input->low ? 2 : 1], found);
    if (input->high >= SDG16I_IFF_NO_LIMIT)
      return sdg16i_iff_fail(job, SDG16_ERR_VALUE, input->column,
                             "expected a number of at least %s, found %s", low, found);
    return sdg16i_iff_fail(job, SDG16_ERR_VALUE, input->column,
                           "expected a number from %s to %s, found %s", low, high, found);
  }
  return SDG16_OK;
}

/* How far the flow moves when one input goes through its range and the others stay. */
static double swing(const sdg16i_iff_job *job, sdg16i_iff_fn f, int32_t count,
                    const sdg16i_iff_value *checked, int32_t moved) {
  double x[SDG16I_IFF_INPUTS], low[2], high[2];
  for (int32_t i = 0; i < count; i++) x[i] = checked[i].number[0];
  x[moved] = checked[moved].number[1];
  f(x, job->setting, low);
  x[moved] = checked[moved].number[2];
  f(x, job->setting, high);
  return fmax(fabs(high[0] - low[0]), fabs(high[1] - low[1]));
}

int32_t sdg16i_iff_row(sdg16i_iff_job *job, const sdg16i_iff_value *value, sdg16i_iff_fn f,
                       int32_t count, const sdg16i_iff_input *inputs, const char *activity,
                       const char *part) {
  sdg16i_iff_value checked[SDG16I_IFF_INPUTS];
  const sdg16i_iff_value *pointer[SDG16I_IFF_INPUTS] = {0};
  int32_t status = check_inputs(job, value, count, inputs, checked);
  if (status) return status;
  for (int32_t i = 0; i < count; i++) pointer[i] = &checked[i];
  double out[3], in[3], most = 0;
  sdg16i_iff_corners(f, count, pointer, job->setting, out, in);
  const char *area = value[SDG16I_IFF_AREA].text, *period = value[SDG16I_IFF_PERIOD].text;
  sdg16i_iff_flow *flow = sdg16i_iff_flow_of(job, area, period, activity);
  if (!flow) return sdg16i_fail_memory(job->error);
  sdg16i_iff_add(flow, out, in);
  if (job->draws.replicates)
    status = sdg16i_iff_draw_inputs(job, flow, f, count, checked, job->detail_count);
  if (status) return status;
  char name[80] = "";
  for (int32_t i = 0; i < count; i++) {
    double moves = swing(job, f, count, checked, i);
    if (!(moves > most)) continue;
    most = moves;
    const char *column = inputs[i].name;
    if (!column) column = job->method->columns[inputs[i].column - SDG16I_IFF_FIRST].name;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(column, "|"), column);
  }
  const char *const texts[] = {area, period, activity, part, name[0] ? name : NULL};
  return sdg16i_iff_detail(
      job, texts,
      (double[]){out[0], out[1], out[2], in[0], in[1], in[2], name[0] ? most : (double)NAN});
}

int32_t sdg16i_iff_no_more(sdg16i_iff_job *job, int *again) {
  (void)job;
  *again = 0;
  return SDG16_OK;
}
