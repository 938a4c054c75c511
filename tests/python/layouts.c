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
  MEMBER(sdg16_csv_options, row_limit);
  WHOLE(sdg16_read_options);
  MEMBER(sdg16_read_options, struct_size);
  MEMBER(sdg16_read_options, format);
  MEMBER(sdg16_read_options, dates);
  MEMBER(sdg16_read_options, max_rows);
  MEMBER(sdg16_read_options, row_limit);
  MEMBER(sdg16_read_options, column_count);
  MEMBER(sdg16_read_options, columns);
  MEMBER(sdg16_read_options, encoding);
  MEMBER(sdg16_read_options, kind_count);
  MEMBER(sdg16_read_options, kind_texts);
  MEMBER(sdg16_read_options, kinds);
  MEMBER(sdg16_read_options, csv);
  WHOLE(sdg16_csv_write_options);
  MEMBER(sdg16_csv_write_options, struct_size);
  MEMBER(sdg16_csv_write_options, values);
  MEMBER(sdg16_csv_write_options, missing);
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
  MEMBER(sdg16_mse_options, bootstrap_kind);
  MEMBER(sdg16_mse_options, level);
  MEMBER(sdg16_mse_options, population);
  MEMBER(sdg16_mse_options, replicates);
  MEMBER(sdg16_mse_options, reselect);
  MEMBER(sdg16_mse_options, keep_partial);
  MEMBER(sdg16_mse_options, top_intervals);
  WHOLE(sdg16_strata_options);
  MEMBER(sdg16_strata_options, struct_size);
  MEMBER(sdg16_strata_options, column_count);
  MEMBER(sdg16_strata_options, columns);
  MEMBER(sdg16_strata_options, common_model);
  MEMBER(sdg16_strata_options, reserved);
  MEMBER(sdg16_strata_options, population);
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
  WHOLE(sdg16_draws_summary);
  MEMBER(sdg16_draws_summary, struct_size);
  MEMBER(sdg16_draws_summary, cells);
  MEMBER(sdg16_draws_summary, replicates);
  MEMBER(sdg16_draws_summary, planned);
  MEMBER(sdg16_draws_summary, first);
  MEMBER(sdg16_draws_summary, last);
  MEMBER(sdg16_draws_summary, jackknife);
  MEMBER(sdg16_draws_summary, seed);
  MEMBER(sdg16_draws_summary, stream);
  MEMBER(sdg16_draws_summary, complete);
  WHOLE(sdg16_bootstrap_summary);
  MEMBER(sdg16_bootstrap_summary, struct_size);
  MEMBER(sdg16_bootstrap_summary, replicates);
  MEMBER(sdg16_bootstrap_summary, failed);
  MEMBER(sdg16_bootstrap_summary, mean);
  MEMBER(sdg16_bootstrap_summary, median);
  MEMBER(sdg16_bootstrap_summary, z0);
  MEMBER(sdg16_bootstrap_summary, acceleration);
}

int main(void) {
  base();
  options();
  summaries();
  return 0;
}
