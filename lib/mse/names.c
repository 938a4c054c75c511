/* Names of the constants of sdg16/mse.h, sdg16/estimate.h and sdg16/model.h. */
#include "base/names.h"

#include <sdg16/mse.h>

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
SDG16I_NAMES(sdg16_model_status, STATUSES)

int32_t sdg16_model_has_estimate(int32_t status) {
  return status == SDG16_MODEL_OK || status == SDG16_MODEL_OK_ON_FACE;
}

static const sdg16i_name EXISTENCES[] = {
    {SDG16_EXISTENCE_TOTAL, "total"},
    {SDG16_EXISTENCE_COEFFICIENTS, "coefficients"},
};
SDG16I_NAMES(sdg16_existence, EXISTENCES)

static const sdg16i_name SELECTS[] = {
    {SDG16_SELECT_FIXED, "none"},        {SDG16_SELECT_BIC, "bic"},
    {SDG16_SELECT_AIC, "aic"},           {SDG16_SELECT_AICC, "aicc"},
    {SDG16_SELECT_STEPWISE, "stepwise"}, {SDG16_SELECT_DOWNHILL, "downhill"},
};
SDG16I_NAMES(sdg16_select, SELECTS)

static const sdg16i_name INTERVALS[] = {
    {SDG16_INTERVAL_NONE, "none"},       {SDG16_INTERVAL_WALD, "wald"},
    {SDG16_INTERVAL_PROFILE, "profile"}, {SDG16_INTERVAL_PROFILE_POISSON, "profile-poisson"},
    {SDG16_INTERVAL_BCA, "bca"},         {SDG16_INTERVAL_PERCENTILE, "percentile"},
    {SDG16_INTERVAL_BASIC, "basic"},     {SDG16_INTERVAL_AUTO, "auto"},
};
SDG16I_NAMES(sdg16_interval, INTERVALS)

static const sdg16i_name BOOTSTRAPS[] = {
    {SDG16_BOOTSTRAP_NONPARAMETRIC, "nonparametric"},
    {SDG16_BOOTSTRAP_PARAMETRIC, "parametric"},
};
SDG16I_NAMES(sdg16_bootstrap, BOOTSTRAPS)

static const sdg16i_name STYLES[] = {{SDG16_MODEL_NUMBERS, "numbers"},
                                     {SDG16_MODEL_NAMES, "names"}};
SDG16I_NAMES(sdg16_model_style, STYLES)
