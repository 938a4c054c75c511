/* The running estimate: keys, flows summed by direction, details, diagnostics. */
#include "base/error.h"
#include "base/numbers.h"
#include "base/text.h"
#include "iff/iff.h"
#include "indicators/counts/indicator_data.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int64_t sdg16i_iff_key(sdg16i_iff_job *job, sdg16i_dictionary *keys, int32_t count,
                       const sdg16i_iff_value *const *parts) {
  int64_t size = 0;
  for (int32_t i = 0; i < count; i++) {
    int64_t more = parts[i] && parts[i]->text ? parts[i]->size : 0;
    if (size + more + 1 > job->buffer_capacity &&
        sdg16i_grow((void **)&job->buffer, &job->buffer_capacity, size + more + 1, 1))
      return -1;
    if (more) memcpy(job->buffer + size, parts[i]->text, (size_t)more);
    size += more;
    job->buffer[size++] = SDG16I_IFF_SEPARATOR;
  }
  return sdg16i_dictionary_add(keys, job->buffer, size);
}

const char *sdg16i_iff_keep(sdg16i_iff_job *job, const char *text) {
  return text ? sdg16i_arena_text(&job->memory, text, strlen(text)) : NULL;
}

const char *sdg16i_iff_part_at(const sdg16i_dictionary *keys, int64_t key, int32_t index,
                               int64_t *size) {
  const char *at = keys->levels[key];
  for (; index; index--) at = strchr(at, SDG16I_IFF_SEPARATOR) + 1;
  *size = strchr(at, SDG16I_IFF_SEPARATOR) - at;
  return at;
}

const char *sdg16i_iff_part(sdg16i_iff_job *job, const sdg16i_dictionary *keys, int64_t key,
                            int32_t index) {
  int64_t size;
  const char *at = sdg16i_iff_part_at(keys, key, index, &size);
  return size ? sdg16i_arena_text(&job->memory, at, (size_t)size) : NULL;
}

static sdg16i_iff_value part_of(const char *text) {
  return (sdg16i_iff_value){.text = text, .size = text ? (int64_t)strlen(text) : 0};
}

static int digits(const char *text, const char *end) {
  int count = 0;
  while (text + count < end && sdg16i_is_digit(text[count])) count++;
  return count;
}

int64_t sdg16i_iff_year_size(const char *period, int64_t size) {
  const char *end = period + size, *rest = period + 4;
  if (size <= 4 || digits(period, end) < 4) return size;
  int hyphen = *rest == '-';
  rest += hyphen;
  if (rest < end && strchr("QWMSHqwmsh", *rest)) return 4;
  int count = digits(rest, end);
  int month = count == 2 ? 10 * (rest[0] - '0') + rest[1] - '0' : 0;
  int ends = rest + count == end || rest[count] == '-' || rest[count] == 'T';
  return hyphen && month >= 1 && month <= 12 && ends ? 4 : size;
}

sdg16i_iff_flow *sdg16i_iff_flow_of(sdg16i_iff_job *job, const char *area, const char *period,
                                    const char *activity) {
  sdg16i_iff_value text[] = {part_of(area), part_of(period), part_of(activity)};
  if (period) text[1].size = sdg16i_iff_year_size(period, text[1].size);
  int64_t before = job->keys.count;
  int64_t key = sdg16i_iff_key(job, &job->keys, 3,
                               (const sdg16i_iff_value *[]){&text[0], &text[1], &text[2]});
  if (key < 0 ||
      sdg16i_grow((void **)&job->flow, &job->flow_capacity, key + 1, sizeof *job->flow))
    return NULL;
  sdg16i_iff_flow *flow = &job->flow[key];
  if (key == before) {
    *flow = (sdg16i_iff_flow){
        .area = sdg16i_iff_keep(job, area),
        .period = period ? sdg16i_arena_text(&job->memory, period, (size_t)text[1].size) : NULL,
        .activity = sdg16i_iff_keep(job, activity)};
    if ((area && !flow->area) || (period && !flow->period) || (activity && !flow->activity))
      return NULL;
  }
  return flow;
}

void sdg16i_iff_add(sdg16i_iff_flow *flow, const double out[3], const double in[3]) {
  for (int32_t k = 0; k < 3; k++) {
    sdg16i_add(&flow->value[SDG16I_IFF_OUT][k], out[k]);
    sdg16i_add(&flow->value[SDG16I_IFF_IN][k], in[k]);
  }
  flow->parts++;
}

/* Another row of a table whose rows are `t` texts and `n` numbers. */
static int32_t add_row(sdg16i_iff_job *job, int64_t *rows, int64_t t, const char *const *texts,
                       const char ***text, int64_t *text_capacity, int64_t n,
                       const double *numbers, double **number, int64_t *number_capacity) {
  if (sdg16i_grow((void **)text, text_capacity, (*rows + 1) * t, sizeof **text) ||
      sdg16i_grow((void **)number, number_capacity, (*rows + 1) * n, sizeof **number))
    return sdg16i_fail_memory(job->error);
  for (int64_t i = 0; i < t; i++) {
    const char *kept = sdg16i_iff_keep(job, texts[i]);
    if (texts[i] && !kept) return sdg16i_fail_memory(job->error);
    (*text)[*rows * t + i] = kept;
  }
  memcpy(*number + *rows * n, numbers, (size_t)n * sizeof *numbers);
  ++*rows;
  return SDG16_OK;
}

int32_t sdg16i_iff_detail(sdg16i_iff_job *job, const char *const *texts,
                          const double *numbers) {
  int64_t t = 0, n = 0;
  while (job->method->detail_texts[t]) t++;
  while (job->method->detail_numbers[n]) n++;
  return add_row(job, &job->detail_count, t, texts, &job->detail_text,
                 &job->detail_text_capacity, n, numbers, &job->detail_number,
                 &job->detail_number_capacity);
}

int32_t sdg16i_iff_coefficient(sdg16i_iff_job *job,
                               const char *const texts[SDG16I_IFF_COEFFICIENT_TEXTS],
                               const double numbers[SDG16I_IFF_COEFFICIENT_NUMBERS]) {
  return add_row(job, &job->coefficient_count, SDG16I_IFF_COEFFICIENT_TEXTS, texts,
                 &job->coefficient_text, &job->coefficient_text_capacity,
                 SDG16I_IFF_COEFFICIENT_NUMBERS, numbers, &job->coefficient_number,
                 &job->coefficient_number_capacity);
}

int32_t sdg16i_iff_diagnostic(sdg16i_iff_job *job, const char *kind, const char *area,
                              const char *period, const char *format, ...) {
  char text[500];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  if (sdg16i_grow((void **)&job->diagnostic, &job->diagnostic_capacity,
                  4 * (job->diagnostic_count + 1), sizeof *job->diagnostic))
    return sdg16i_fail_memory(job->error);
  const char **diagnostic = job->diagnostic + 4 * job->diagnostic_count;
  diagnostic[0] = sdg16i_iff_keep(job, kind);
  diagnostic[1] = sdg16i_iff_keep(job, area);
  diagnostic[2] = sdg16i_iff_keep(job, period);
  diagnostic[3] = sdg16i_iff_keep(job, text);
  if (!diagnostic[0] || !diagnostic[3] || (area && !diagnostic[1]) ||
      (period && !diagnostic[2]))
    return sdg16i_fail_memory(job->error);
  job->diagnostic_count++;
  return SDG16_OK;
}

static const sdg16i_iff_column COMMON[] = {{SDG16I_AREA_NAMES, SDG16I_IFF_KEY, 1},
                                           {SDG16I_PERIOD_NAMES, SDG16I_IFF_KEY, 1}};

static int32_t own_columns(const sdg16i_iff_job *job) {
  int32_t count = 0;
  while (job->method->columns[count].name) count++;
  return count;
}

int32_t sdg16i_iff_column_count(const sdg16i_iff_job *job) {
  return SDG16I_IFF_FIRST + own_columns(job) + job->more_count;
}

const sdg16i_iff_column *sdg16i_iff_column_at(const sdg16i_iff_job *job, int32_t place) {
  int32_t own = place - SDG16I_IFF_FIRST, count = own_columns(job);
  if (own < 0) return &COMMON[place];
  return own < count ? &job->method->columns[own] : &job->more[own - count];
}

int32_t sdg16i_iff_fail(sdg16i_iff_job *job, int32_t status, int32_t column, const char *format,
                        ...) {
  char text[400], place[100] = "";
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  if (column >= 0) {
    const char *name = sdg16i_iff_column_at(job, column)->name;
    snprintf(place, sizeof place, ", column '%.*s'", (int)strcspn(name, "|"), name);
  }
  return sdg16i_fail_at(job->error, status, job->where, job->line, 0, "%s, %s %lld%s: %s",
                        job->where, job->is_file ? "line" : "data row", (long long)job->line,
                        place, text);
}

int32_t sdg16i_iff_word(const char *text, const char *words) {
  for (int32_t place = 0;; place++) {
    int64_t size = (int64_t)strcspn(words, "|;");
    for (;; size = (int64_t)strcspn(words, "|;")) {
      if (sdg16i_same(text, words, size)) return place;
      words += size;
      if (*words != '|') break;
      words++;
    }
    if (!*words) return -1;
    words += 2; /* "; " */
  }
}
