/* 16.10.2: the score of UNESCO's survey on public access to information (metadata of
 * July 2021): adoption 0 to 5, implementation 0 to 4. */
#include "indicators/special/answer.h"

#include <math.h>

static const char YES_NO[] = "yes/y/1|no/n/0";
static const char NUMBERS[] = "0|1|2|3|4|5";

static const struct {
  const char *input, *answers;
  double points[6]; /* of each answer */
  int implementation;
} QUESTIONS[] = {
    {"q2", YES_NO, {1, 0}, 0},
    {"q3", "all|some|none/no", {1, 0.5, 0}, 0},
    {"q4", NUMBERS, {0, 0.2, 0.4, 0.6, 0.8, 1}, 0},
    {"q5", YES_NO, {1, 0}, 0},
    {"q6", NUMBERS, {0, 0.4, 0.8, 1.2, 1.6, 2}, 1},
    {"q7", YES_NO, {1, 0}, 1},
    {"q8", YES_NO, {1, 0}, 1},
};

static int32_t score_cell(sdg16i_indicator_data *c, int64_t cell, sdg16_error *error) {
  static const double GUARANTEE[] = {1, 0.5, 0};
  int32_t answer;
  int32_t status = sdg16i_answer(c, "q1", cell, "yes/y|in progress|no/n", &answer, error);
  if (status || answer < 0) return status; /* blank: nothing is known */
  double points[2] = {GUARANTEE[answer], 0};
  *sdg16i_derived(c, "guarantee", cell) = answer == 0;
  /* no, and in progress, end the survey */
  for (size_t i = 0; i < sizeof QUESTIONS / sizeof QUESTIONS[0] && answer == 0; i++) {
    int32_t found;
    status = sdg16i_answer(c, QUESTIONS[i].input, cell, QUESTIONS[i].answers, &found, error);
    if (status) return status;
    points[QUESTIONS[i].implementation] += found < 0 ? (double)NAN : QUESTIONS[i].points[found];
  }
  *sdg16i_derived(c, "adoption", cell) = points[0];
  *sdg16i_derived(c, "implementation", cell) = points[1];
  return SDG16_OK;
}

static int32_t derive_access(sdg16i_indicator_data *c, sdg16_error *error) {
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < c->count && !status; i++) status = score_cell(c, i, error);
  return status;
}

const sdg16i_code sdg16i_code_access = {derive_access, NULL, 0};
