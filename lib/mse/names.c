/* Names of the constants of sdg16/mse.h and sdg16/estimate.h. */
#include "base/options.h"

#include <sdg16/mse.h>

#define COUNT(names) ((int64_t)(sizeof names / sizeof names[0]))

static const sdg16i_name STATUSES[] = {
    {SDG16_MODEL_OK, "ok"},
    {SDG16_MODEL_NO_MLE, "no-mle"},
    {SDG16_MODEL_NOT_IDENTIFIABLE, "not-identifiable"},
    {SDG16_MODEL_BOTH, "both"},
    {SDG16_MODEL_NO_OVERLAP, "no-overlap"},
    {SDG16_MODEL_TOO_FEW_LISTS, "too-few-lists"},
    {SDG16_MODEL_NOT_CONVERGED, "not-converged"},
    {SDG16_MODEL_NONE_ADMISSIBLE, "none-admissible"},
    {SDG16_MODEL_OK_ON_FACE, "ok-on-face"},
    {SDG16_MODEL_UNBOUNDED, "unbounded"},
    {SDG16_MODEL_NONE_HIDDEN, "none-hidden"},
    {SDG16_MODEL_UNBOUNDED_PREFERRED, "unbounded-preferred"},
    {SDG16_MODEL_INCOMPLETE, "incomplete"},
};

const char *sdg16_model_status_name(int32_t status) {
  return sdg16i_name_of(STATUSES, COUNT(STATUSES), status);
}

int32_t sdg16_model_status_from_name(const char *name) {
  return sdg16i_value_of(STATUSES, COUNT(STATUSES), name);
}

int32_t sdg16_model_has_estimate(int32_t status) {
  return status == SDG16_MODEL_OK || status == SDG16_MODEL_OK_ON_FACE;
}

static const sdg16i_name EXISTENCES[] = {
    {SDG16_EXISTENCE_TOTAL, "total"},
    {SDG16_EXISTENCE_COEFFICIENTS, "coefficients"},
};

const char *sdg16_existence_name(int32_t existence) {
  return sdg16i_name_of(EXISTENCES, COUNT(EXISTENCES), existence);
}

int32_t sdg16_existence_from_name(const char *name) {
  return sdg16i_value_of(EXISTENCES, COUNT(EXISTENCES), name);
}

static const sdg16i_name SELECTS[] = {
    {SDG16_SELECT_FIXED, "none"},        {SDG16_SELECT_BIC, "bic"},
    {SDG16_SELECT_AIC, "aic"},           {SDG16_SELECT_AICC, "aicc"},
    {SDG16_SELECT_STEPWISE, "stepwise"}, {SDG16_SELECT_DOWNHILL, "downhill"},
};

const char *sdg16_select_name(int32_t select) {
  return sdg16i_name_of(SELECTS, COUNT(SELECTS), select);
}

int32_t sdg16_select_from_name(const char *name) {
  return sdg16i_value_of(SELECTS, COUNT(SELECTS), name);
}

static const sdg16i_name INTERVALS[] = {
    {SDG16_INTERVAL_NONE, "none"},
    {SDG16_INTERVAL_WALD, "wald"},
    {SDG16_INTERVAL_PROFILE, "profile"},
    {SDG16_INTERVAL_PROFILE_POISSON, "profile-poisson"},
    {SDG16_INTERVAL_BCA, "bca"},
    {SDG16_INTERVAL_PERCENTILE, "percentile"},
    {SDG16_INTERVAL_BASIC, "basic"},
    {SDG16_INTERVAL_AUTO, "auto"},
};

const char *sdg16_interval_name(int32_t interval) {
  return sdg16i_name_of(INTERVALS, COUNT(INTERVALS), interval);
}

int32_t sdg16_interval_from_name(const char *name) {
  return sdg16i_value_of(INTERVALS, COUNT(INTERVALS), name);
}

static const sdg16i_name BOOTSTRAPS[] = {
    {SDG16_BOOTSTRAP_NONPARAMETRIC, "nonparametric"},
    {SDG16_BOOTSTRAP_PARAMETRIC, "parametric"},
};

const char *sdg16_bootstrap_name(int32_t kind) {
  return sdg16i_name_of(BOOTSTRAPS, COUNT(BOOTSTRAPS), kind);
}

int32_t sdg16_bootstrap_from_name(const char *name) {
  return sdg16i_value_of(BOOTSTRAPS, COUNT(BOOTSTRAPS), name);
}
