/* The groups of an estimation with covariates: the total, values, crossings. */
#include "mse/covariates/covariates.h"

#include "base/error.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

/* Where the cross has the k-th covariate that was asked for. */
static int64_t place_in_cross(const sdg16_covariates *self, int64_t k) {
  int64_t at = 0;
  while (self->cross->covariate_place[at] != k) at++;
  return at;
}

/* Appends text, a backslash before what separates, so that names cannot collide. */
static void append_escaped(char *out, const char *text) {
  out += strlen(out);
  for (; *text; text++) {
    if (*text == ',' || *text == '=' || *text == '\\') *out++ = '\\';
    *out++ = *text;
  }
  *out = 0;
}

static const char *name_group(sdg16_covariates *self, const char *const *values) {
  size_t size = sizeof "total";
  for (int64_t k = 0; k < self->by.column_count; k++)
    if (values[k]) size += 2 * (strlen(self->column[k]) + strlen(values[k])) + 2;
  char *name = sdg16i_arena_array(&self->arena, (int64_t)size, 1);
  for (int64_t k = 0; name && k < self->by.column_count; k++) {
    if (!values[k]) continue;
    if (*name) strcat(name, ",");
    append_escaped(name, self->column[k]);
    strcat(name, "=");
    append_escaped(name, values[k]);
  }
  if (name && !*name) strcpy(name, "total");
  return name;
}

/* level[k]: of the k-th covariate asked for, -1: all. */
static int32_t add_group(sdg16_covariates *self, const int64_t *level, sdg16_error *error) {
  const sdg16i_cross *cross = self->cross;
  sdg16i_covariate_group *group = &self->group[self->groups];
  group->values =
      sdg16i_arena_array(&self->arena, self->by.column_count, sizeof *group->values);
  group->member = sdg16i_arena_array(&self->arena, cross->kinds, 1);
  if (!group->values || !group->member) return sdg16i_fail_memory(error);
  memset(group->member, 1, (size_t)cross->kinds);
  for (int64_t k = 0; k < self->by.column_count; k++) {
    int64_t at = place_in_cross(self, k);
    if (level[k] < 0) continue;
    group->values[k] = cross->covariate[at].level[level[k]];
    for (int64_t x = 0; x < cross->kinds; x++)
      group->member[x] = group->member[x] && sdg16i_kind_level(cross, x, at) == level[k];
  }
  group->name = name_group(self, group->values);
  if (!group->name) return sdg16i_fail_memory(error);
  self->groups++;
  return SDG16_OK;
}

/* Adds all combinations of the covariates of a crossing (a mask in the order asked for). */
static int32_t add_crossing(sdg16_covariates *self, uint32_t crossing, sdg16_error *error) {
  int64_t level[SDG16_MAX_COVARIATES], k = 0;
  for (int64_t i = 0; i < self->by.column_count; i++) level[i] = crossing >> i & 1 ? 0 : -1;
  while (k >= 0) {
    int32_t status = add_group(self, level, error);
    if (status) return status;
    for (k = self->by.column_count - 1; k >= 0; k--) { /* the last varies fastest */
      if (level[k] < 0) continue;
      if (++level[k] < self->cross->covariate[place_in_cross(self, k)].levels) break;
      level[k] = 0;
    }
  }
  return SDG16_OK;
}

static int64_t rows_of(const sdg16_covariates *self, uint32_t crossing) {
  int64_t rows = 1;
  for (int64_t k = 0; k < self->by.column_count; k++)
    if (crossing >> k & 1) rows *= self->cross->covariate[place_in_cross(self, k)].levels;
  return rows;
}

/* "sex,age" as a mask. */
static int32_t read_crossing(const sdg16_covariates *self, const char *text, uint32_t *out,
                             sdg16_error *error) {
  const char *rest = text, *part;
  int64_t size;
  *out = 0;
  while ((part = sdg16i_part(&rest, ',', &size))) {
    int64_t k = 0;
    while (k < self->by.column_count && (strlen(self->column[k]) != (size_t)size ||
                                         strncmp(self->column[k], part, (size_t)size)))
      k++;
    if (k == self->by.column_count)
      return sdg16i_fail_at(error, SDG16_ERR_NAME, "groups", 0, 0,
                            "a crossing must be of covariates joined by commas; '%.200s' has a "
                            "name that is no covariate",
                            text);
    *out |= UINT32_C(1) << k;
  }
  if (!(*out & (*out - 1)))
    return sdg16i_fail_at(error, SDG16_ERR_NAME, "groups", 0, 0,
                          "a crossing must have two or more covariates, such as sex,age, not "
                          "'%.200s': the values of one covariate are always estimated",
                          text);
  return SDG16_OK;
}

int32_t sdg16i_covariate_groups(sdg16_covariates *self, sdg16_error *error) {
  int64_t crossings = 1 + self->by.column_count, rows = 0;
  uint32_t *mask =
      sdg16i_arena_array(&self->arena, crossings + self->by.group_count, sizeof *mask);
  if (!mask) return sdg16i_fail_memory(error);
  for (int64_t k = 0; k < self->by.column_count; k++) mask[k + 1] = UINT32_C(1) << k;
  for (int64_t i = 0; i < self->by.group_count; i++) {
    int32_t status = read_crossing(self, self->by.groups[i], &mask[crossings], error);
    int is_new = !status;
    for (int64_t k = 0; k < crossings; k++) is_new = is_new && mask[k] != mask[crossings];
    if (status) return status;
    crossings += is_new;
  }
  for (int64_t i = 0; i < crossings; i++) rows += rows_of(self, mask[i]);
  self->group = sdg16i_arena_array(&self->arena, rows, sizeof *self->group);
  if (!self->group) return sdg16i_fail_memory(error);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < crossings; i++)
    status = add_crossing(self, mask[i], error);
  return status;
}

double sdg16i_covariate_value(const sdg16i_cross_group *group) {
  return group->status == SDG16I_HIDDEN_UNBOUNDED ? INFINITY
         : group->status == SDG16I_HIDDEN_UNKNOWN ? NAN
                                                  : group->total;
}
