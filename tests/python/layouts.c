/* Prints the layout of every public struct, for comparison with the binding:
 * "struct member offset size", and "struct - 0 size" for the whole. */
#include <sdg16.h>
#include <stddef.h>
#include <stdio.h>

#define WHOLE(type) printf("%s - 0 %zu\n", #type, sizeof(type))
#define MEMBER(type, member)                                                                  \
  printf("%s %s %zu %zu\n", #type, #member, offsetof(type, member),                           \
         sizeof(((type *)0)->member))

static void base(void) {
  WHOLE(sdg16_error);
  MEMBER(sdg16_error, struct_size);
  MEMBER(sdg16_error, code);
  MEMBER(sdg16_error, reserved);
  MEMBER(sdg16_error, row);
  MEMBER(sdg16_error, column);
  MEMBER(sdg16_error, where);
  MEMBER(sdg16_error, message);
  WHOLE(sdg16_estimate);
  MEMBER(sdg16_estimate, struct_size);
  MEMBER(sdg16_estimate, value);
  MEMBER(sdg16_estimate, se);
  MEMBER(sdg16_estimate, lower);
  MEMBER(sdg16_estimate, upper);
  MEMBER(sdg16_estimate, level);
  MEMBER(sdg16_estimate, df);
  MEMBER(sdg16_estimate, method);
  MEMBER(sdg16_estimate, flags);
}

static void options(void) {
  WHOLE(sdg16_exec_options);
  MEMBER(sdg16_exec_options, struct_size);
  MEMBER(sdg16_exec_options, threads);
  MEMBER(sdg16_exec_options, reserved);
  MEMBER(sdg16_exec_options, seed);
  MEMBER(sdg16_exec_options, replicate_begin);
  MEMBER(sdg16_exec_options, replicate_end);
  MEMBER(sdg16_exec_options, progress);
  MEMBER(sdg16_exec_options, progress_context);
  MEMBER(sdg16_exec_options, cancel);
  MEMBER(sdg16_exec_options, time_limit);
  WHOLE(sdg16_csv_options);
  MEMBER(sdg16_csv_options, struct_size);
  MEMBER(sdg16_csv_options, delimiter);
  MEMBER(sdg16_csv_options, decimal);
  MEMBER(sdg16_csv_options, max_field);
  MEMBER(sdg16_csv_options, max_rows);
  MEMBER(sdg16_csv_options, column_count);
  MEMBER(sdg16_csv_options, columns);
  MEMBER(sdg16_csv_options, na_count);
  MEMBER(sdg16_csv_options, na);
  WHOLE(sdg16_capture_options);
  MEMBER(sdg16_capture_options, struct_size);
  MEMBER(sdg16_capture_options, layout);
  MEMBER(sdg16_capture_options, conflicts);
  MEMBER(sdg16_capture_options, delimiter);
  MEMBER(sdg16_capture_options, decimal);
  MEMBER(sdg16_capture_options, list_count);
  MEMBER(sdg16_capture_options, lists);
  MEMBER(sdg16_capture_options, count);
  MEMBER(sdg16_capture_options, id);
  MEMBER(sdg16_capture_options, list);
  MEMBER(sdg16_capture_options, stratum_count);
  MEMBER(sdg16_capture_options, strata);
  WHOLE(sdg16_mse_options);
  MEMBER(sdg16_mse_options, struct_size);
  MEMBER(sdg16_mse_options, select);
  MEMBER(sdg16_mse_options, max_order);
  MEMBER(sdg16_mse_options, model);
  MEMBER(sdg16_mse_options, p_threshold);
  MEMBER(sdg16_mse_options, search_seconds);
  MEMBER(sdg16_mse_options, top);
  MEMBER(sdg16_mse_options, window);
  MEMBER(sdg16_mse_options, interval);
  MEMBER(sdg16_mse_options, reserved);
  MEMBER(sdg16_mse_options, level);
  MEMBER(sdg16_mse_options, population);
}

static void summaries(void) {
  WHOLE(sdg16_fit_summary);
  MEMBER(sdg16_fit_summary, struct_size);
  MEMBER(sdg16_fit_summary, status);
  MEMBER(sdg16_fit_summary, iterations);
  MEMBER(sdg16_fit_summary, observed);
  MEMBER(sdg16_fit_summary, parameters);
  MEMBER(sdg16_fit_summary, boundary);
  MEMBER(sdg16_fit_summary, df);
  MEMBER(sdg16_fit_summary, hidden);
  MEMBER(sdg16_fit_summary, total);
  MEMBER(sdg16_fit_summary, se);
  MEMBER(sdg16_fit_summary, se_log_hidden);
  MEMBER(sdg16_fit_summary, deviance);
  MEMBER(sdg16_fit_summary, loglik);
  MEMBER(sdg16_fit_summary, aic);
  MEMBER(sdg16_fit_summary, aicc);
  MEMBER(sdg16_fit_summary, bic);
  WHOLE(sdg16_search_summary);
  MEMBER(sdg16_search_summary, struct_size);
  MEMBER(sdg16_search_summary, universe);
  MEMBER(sdg16_search_summary, fitted);
  MEMBER(sdg16_search_summary, exact);
  MEMBER(sdg16_search_summary, criterion);
  MEMBER(sdg16_search_summary, best);
  MEMBER(sdg16_search_summary, bound);
  MEMBER(sdg16_search_summary, universe_log10);
}

static void surveys(void) {
  WHOLE(sdg16_design_options);
  MEMBER(sdg16_design_options, struct_size);
  MEMBER(sdg16_design_options, weight);
  MEMBER(sdg16_design_options, unit_count);
  MEMBER(sdg16_design_options, units);
  MEMBER(sdg16_design_options, stratum_count);
  MEMBER(sdg16_design_options, strata);
  MEMBER(sdg16_design_options, fpc_count);
  MEMBER(sdg16_design_options, fpc);
  MEMBER(sdg16_design_options, sampled_count);
  MEMBER(sdg16_design_options, sampled);
  MEMBER(sdg16_design_options, lonely);
  MEMBER(sdg16_design_options, lonely_domain);
  MEMBER(sdg16_design_options, replicate_count);
  MEMBER(sdg16_design_options, replicates);
  MEMBER(sdg16_design_options, replicate_kind);
  MEMBER(sdg16_design_options, multipliers);
  MEMBER(sdg16_design_options, fay);
  MEMBER(sdg16_design_options, scale);
  MEMBER(sdg16_design_options, scales);
  MEMBER(sdg16_design_options, around_estimate);
  MEMBER(sdg16_design_options, reserved);
  WHOLE(sdg16_design_summary);
  MEMBER(sdg16_design_summary, struct_size);
  MEMBER(sdg16_design_summary, rows);
  MEMBER(sdg16_design_summary, stages);
  MEMBER(sdg16_design_summary, strata);
  MEMBER(sdg16_design_summary, units);
  MEMBER(sdg16_design_summary, lonely);
  MEMBER(sdg16_design_summary, replicates);
  MEMBER(sdg16_design_summary, df);
  MEMBER(sdg16_design_summary, weight_sum);
  MEMBER(sdg16_design_summary, design_effect_weights);
  MEMBER(sdg16_design_summary, negative);
  WHOLE(sdg16_replicate_options);
  MEMBER(sdg16_replicate_options, struct_size);
  MEMBER(sdg16_replicate_options, kind);
  MEMBER(sdg16_replicate_options, around_estimate);
  MEMBER(sdg16_replicate_options, count);
  MEMBER(sdg16_replicate_options, fay);
  WHOLE(sdg16_calibrate_options);
  MEMBER(sdg16_calibrate_options, struct_size);
  MEMBER(sdg16_calibrate_options, method);
  MEMBER(sdg16_calibrate_options, max_iterations);
  MEMBER(sdg16_calibrate_options, lower);
  MEMBER(sdg16_calibrate_options, upper);
  MEMBER(sdg16_calibrate_options, tolerance);
  MEMBER(sdg16_calibrate_options, total);
  MEMBER(sdg16_calibrate_options, auxiliary_count);
  MEMBER(sdg16_calibrate_options, auxiliaries);
  MEMBER(sdg16_calibrate_options, auxiliary_totals);
  WHOLE(sdg16_survey_options);
  MEMBER(sdg16_survey_options, struct_size);
  MEMBER(sdg16_survey_options, statistic);
  MEMBER(sdg16_survey_options, interval);
  MEMBER(sdg16_survey_options, of);
  MEMBER(sdg16_survey_options, over);
  MEMBER(sdg16_survey_options, among);
  MEMBER(sdg16_survey_options, where);
  MEMBER(sdg16_survey_options, by_count);
  MEMBER(sdg16_survey_options, by);
  MEMBER(sdg16_survey_options, margins);
  MEMBER(sdg16_survey_options, scheme);
  MEMBER(sdg16_survey_options, level);
  MEMBER(sdg16_survey_options, df);
  MEMBER(sdg16_survey_options, probability);
  MEMBER(sdg16_survey_options, rule);
  MEMBER(sdg16_survey_options, with_replacement);
  MEMBER(sdg16_survey_options, covariance);
  MEMBER(sdg16_survey_options, reserved);
  MEMBER(sdg16_survey_options, standard);
  MEMBER(sdg16_survey_options, share_count);
  MEMBER(sdg16_survey_options, share_levels);
  MEMBER(sdg16_survey_options, shares);
  MEMBER(sdg16_survey_options, min_n);
  MEMBER(sdg16_survey_options, min_effective);
  MEMBER(sdg16_survey_options, min_events);
  MEMBER(sdg16_survey_options, min_df);
  MEMBER(sdg16_survey_options, max_cv);
  MEMBER(sdg16_survey_options, max_width);
  MEMBER(sdg16_survey_options, review_n);
  MEMBER(sdg16_survey_options, review_df);
  MEMBER(sdg16_survey_options, review_cv);
  WHOLE(sdg16_independence);
  MEMBER(sdg16_independence, struct_size);
  MEMBER(sdg16_independence, rows);
  MEMBER(sdg16_independence, columns);
  MEMBER(sdg16_independence, n);
  MEMBER(sdg16_independence, pearson);
  MEMBER(sdg16_independence, f);
  MEMBER(sdg16_independence, df1);
  MEMBER(sdg16_independence, df2);
  MEMBER(sdg16_independence, p);
  MEMBER(sdg16_independence, chisq_p);
  MEMBER(sdg16_independence, wald);
  MEMBER(sdg16_independence, wald_df1);
  MEMBER(sdg16_independence, wald_df2);
  MEMBER(sdg16_independence, wald_p);
  MEMBER(sdg16_independence, adjusted);
  MEMBER(sdg16_independence, adjusted_df1);
  MEMBER(sdg16_independence, adjusted_df2);
  MEMBER(sdg16_independence, adjusted_p);
}

int main(void) {
  base();
  options();
  summaries();
  surveys();
  return 0;
}
