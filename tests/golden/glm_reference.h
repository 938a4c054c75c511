/* What R's glm.fit does, written without the library: iteratively reweighted least
 * squares on the dense design matrix. R takes the covariance from the weights of the
 * last step's start, so its standard errors are off by 1e-6 to 1e-5 where its totals
 * are good to 1e-10; here both that value and the converged one. */
#ifndef GLM_REFERENCE_H
#define GLM_REFERENCE_H

#include <sdg16.h>

typedef struct glm_reference {
  double se_log_hidden, se; /* at R's stopping rule, with R's weights */
  double se_log_hidden_converged, se_converged;
} glm_reference;

/* drop_boundary: leave out empty terms and the histories that contain them, as
 * SparseMSE does; Rcapture does not, and its iterations drift to minus infinity. */
void glm_reference_fit(const sdg16_capture *capture, const sdg16_model *model,
                       int drop_boundary, glm_reference *out);

#endif
