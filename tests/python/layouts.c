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

static void indicators(void) {
  WHOLE(sdg16_input);
  MEMBER(sdg16_input, struct_size);
  MEMBER(sdg16_input, name);
  MEMBER(sdg16_input, definition);
  MEMBER(sdg16_input, kind);
  MEMBER(sdg16_input, flags);
  WHOLE(sdg16_series);
  MEMBER(sdg16_series, struct_size);
  MEMBER(sdg16_series, code);
  MEMBER(sdg16_series, label);
  MEMBER(sdg16_series, unit);
  MEMBER(sdg16_series, part);
  MEMBER(sdg16_series, numerator);
  MEMBER(sdg16_series, denominator);
  MEMBER(sdg16_series, reference_numerator);
  MEMBER(sdg16_series, reference_denominator);
  MEMBER(sdg16_series, lower);
  MEMBER(sdg16_series, upper);
  MEMBER(sdg16_series, multiplier);
  MEMBER(sdg16_series, when);
  MEMBER(sdg16_series, category);
  MEMBER(sdg16_series, valid_from);
  MEMBER(sdg16_series, aliases);
  MEMBER(sdg16_series, key);
  MEMBER(sdg16_series, flags);
  MEMBER(sdg16_series, aggregate);
  WHOLE(sdg16_dimension);
  MEMBER(sdg16_dimension, struct_size);
  MEMBER(sdg16_dimension, name);
  MEMBER(sdg16_dimension, component);
  MEMBER(sdg16_dimension, categories);
  MEMBER(sdg16_dimension, flags);
  MEMBER(sdg16_dimension, reserved);
  WHOLE(sdg16_switch);
  MEMBER(sdg16_switch, struct_size);
  MEMBER(sdg16_switch, name);
  MEMBER(sdg16_switch, values);
  MEMBER(sdg16_switch, meaning);
  WHOLE(sdg16_indicator_def);
  MEMBER(sdg16_indicator_def, struct_size);
  MEMBER(sdg16_indicator_def, code);
  MEMBER(sdg16_indicator_def, name);
  MEMBER(sdg16_indicator_def, custodians);
  MEMBER(sdg16_indicator_def, same_as);
  MEMBER(sdg16_indicator_def, kind);
  MEMBER(sdg16_indicator_def, metadata_date);
  MEMBER(sdg16_indicator_def, notes);
  MEMBER(sdg16_indicator_def, breaks);
  MEMBER(sdg16_indicator_def, input_count);
  MEMBER(sdg16_indicator_def, inputs);
  MEMBER(sdg16_indicator_def, series_count);
  MEMBER(sdg16_indicator_def, series);
  MEMBER(sdg16_indicator_def, dimension_count);
  MEMBER(sdg16_indicator_def, dimensions);
  MEMBER(sdg16_indicator_def, switch_count);
  MEMBER(sdg16_indicator_def, switches);
  MEMBER(sdg16_indicator_def, aggregate);
  MEMBER(sdg16_indicator_def, window);
  MEMBER(sdg16_indicator_def, coverage);
  MEMBER(sdg16_indicator_def, weight);
  WHOLE(sdg16_indicator_options);
  MEMBER(sdg16_indicator_options, struct_size);
  MEMBER(sdg16_indicator_options, source_name);
  MEMBER(sdg16_indicator_options, map_count);
  MEMBER(sdg16_indicator_options, map_names);
  MEMBER(sdg16_indicator_options, map_columns);
  MEMBER(sdg16_indicator_options, by_count);
  MEMBER(sdg16_indicator_options, by);
  MEMBER(sdg16_indicator_options, switch_count);
  MEMBER(sdg16_indicator_options, switches);
  MEMBER(sdg16_indicator_options, ref_area);
  MEMBER(sdg16_indicator_options, time_period);
  MEMBER(sdg16_indicator_options, population);
  MEMBER(sdg16_indicator_options, population_table);
  MEMBER(sdg16_indicator_options, standard);
  MEMBER(sdg16_indicator_options, interval);
  MEMBER(sdg16_indicator_options, reserved);
  MEMBER(sdg16_indicator_options, small_count);
  MEMBER(sdg16_indicator_options, level);
  WHOLE(sdg16_aggregate_options);
  MEMBER(sdg16_aggregate_options, struct_size);
  MEMBER(sdg16_aggregate_options, rule);
  MEMBER(sdg16_aggregate_options, window);
  MEMBER(sdg16_aggregate_options, coverage);
  MEMBER(sdg16_aggregate_options, world);
  WHOLE(sdg16_iff_options);
  MEMBER(sdg16_iff_options, struct_size);
  MEMBER(sdg16_iff_options, source_name);
  MEMBER(sdg16_iff_options, map_count);
  MEMBER(sdg16_iff_options, map_names);
  MEMBER(sdg16_iff_options, map_columns);
  MEMBER(sdg16_iff_options, set_count);
  MEMBER(sdg16_iff_options, sets);
  MEMBER(sdg16_iff_options, ref_area);
  MEMBER(sdg16_iff_options, time_period);
  MEMBER(sdg16_iff_options, prices);
  MEMBER(sdg16_iff_options, delimiter);
  MEMBER(sdg16_iff_options, decimal);
  WHOLE(sdg16_publish_options);
  MEMBER(sdg16_publish_options, struct_size);
  MEMBER(sdg16_publish_options, dataflow);
  MEMBER(sdg16_publish_options, ref_area);
  MEMBER(sdg16_publish_options, time_period);
  MEMBER(sdg16_publish_options, source);
  MEMBER(sdg16_publish_options, source_detail);
  MEMBER(sdg16_publish_options, last_update);
  MEMBER(sdg16_publish_options, command);
  MEMBER(sdg16_publish_options, file);
  MEMBER(sdg16_publish_options, input_sha256);
  MEMBER(sdg16_publish_options, diagnostics);
  MEMBER(sdg16_publish_options, action);
  MEMBER(sdg16_publish_options, check);
  MEMBER(sdg16_publish_options, labels);
  MEMBER(sdg16_publish_options, decimals);
}

int main(void) {
  base();
  options();
  summaries();
  indicators();
  return 0;
}
