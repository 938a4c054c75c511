/* sdg16: indicators of Sustainable Development Goal 16, and multiple systems
 * estimation (MSE) of hidden populations.
 *
 * The one supported #include. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_H
#define SDG16_H

#include <sdg16/area.h>
#include <sdg16/base.h>
#include <sdg16/capture.h>
#include <sdg16/covariates.h>
#include <sdg16/estimate.h>
#include <sdg16/exec.h>
#include <sdg16/expression.h>
#include <sdg16/iff.h>
#include <sdg16/indicator.h>
#include <sdg16/io.h>
#include <sdg16/model.h>
#include <sdg16/mse.h>
#include <sdg16/publish.h>
#include <sdg16/result.h>
#include <sdg16/strata.h>
#include <sdg16/survey.h>
#include <sdg16/table.h>
#include <sdg16/writer.h>

#endif
