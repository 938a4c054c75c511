/* One entry for every format. */
#include "base/error.h"
#include "base/names.h"
#include "base/options.h"
#include "publish/formats.h"

static const sdg16i_name FORMATS[] = {
    {SDG16_FORMAT_TEXT, "text"},
    {SDG16_FORMAT_CSV, "csv"},
    {SDG16_FORMAT_JSON, "json"},
    {SDG16_FORMAT_SDMX_CSV, "sdmx-csv"},
    {SDG16_FORMAT_SDMX_CSV_2, "sdmx-csv-2"},
    {SDG16_FORMAT_OPEN_SDG, "open-sdg"},
};
SDG16I_NAMES(sdg16_format, FORMATS)

static const sdg16i_name CHECKS[] = {{SDG16_CHECK_CODES, "codes"},
                                     {SDG16_CHECK_CONSTRAINTS, "constraints"},
                                     {SDG16_CHECK_NONE, "none"}};
SDG16I_NAMES(sdg16_check, CHECKS)

int32_t sdg16_publish_options_init(sdg16_publish_options *options, int64_t size) {
  const sdg16_publish_options defaults = {
      .struct_size = sizeof defaults, .labels = 1, .decimals = 2};
  return sdg16i_struct_out(options, size, &defaults, sizeof defaults);
}

static int32_t check_options(const sdg16_publish_options *o, sdg16_error *error) {
  const char *bad = NULL;
  if (o->action && o->action != 'I' && o->action != 'A' && o->action != 'R' && o->action != 'D')
    bad = "action must be 'I', 'A', 'R', 'D' or 0";
  if (!sdg16_check_name(o->check)) bad = "check must be an SDG16_CHECK_ value";
  if (o->labels < 0 || o->labels > 1) bad = "labels must be 0 or 1";
  if (o->decimals < 0 || o->decimals > 17) bad = "decimals must be from 0 to 17";
  if (o->safe_cells < 0 || o->safe_cells > 1) bad = "safe_cells must be 0 or 1";
  if (o->dataflow && !*o->dataflow) bad = "dataflow must be AGENCY:ID(VERSION)";
  return bad ? sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_publish_options: %s", bad)
             : SDG16_OK;
}

static int32_t write_csv(const sdg16_table *results, const sdg16_publish_options *o,
                         sdg16_write_fn write, void *context, sdg16_error *error) {
  sdg16_csv_write_options csv;
  sdg16_csv_write_options_init(&csv, (int64_t)sizeof csv);
  csv.safe_cells = o->safe_cells;
  return sdg16_table_write_csv_as(results, &csv, write, context, error);
}

/* Formats without actions have no rows that delete. */
static int32_t leave_deletions_out(sdg16i_observations *o, sdg16_error *error) {
  int64_t count = 0;
  for (int64_t i = 0; i < o->count; i++)
    if (!sdg16i_is_deletion(&o->item[i])) o->item[count++] = o->item[i];
  o->left_out += o->count - count;
  o->count = count;
  return count ? SDG16_OK
               : sdg16i_fail(error, SDG16_ERR_EMPTY,
                             "results must have a row that does not delete, to be published in "
                             "a format without actions");
}

int32_t sdg16_publish(const sdg16_registry *registry, const sdg16_table *results,
                      int32_t format, const sdg16_publish_options *options,
                      sdg16_write_fn write, void *context, int64_t *left_out,
                      sdg16_error *error) {
  if (left_out) *left_out = 0;
  if (!results || !write)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_publish: %s must not be NULL",
                       results ? "write" : "results");
  if (!sdg16_format_name(format))
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "format must be an SDG16_FORMAT_ value, not %d", (int)format);
  sdg16_publish_options o;
  sdg16_publish_options_init(&o, (int64_t)sizeof o);
  int32_t status =
      sdg16i_struct_in(options, &o, (int64_t)sizeof o, "sdg16_publish_options", error);
  if (!status) status = check_options(&o, error);
  if (status) return status;
  if (format == SDG16_FORMAT_CSV) return write_csv(results, &o, write, context, error);
  if (format == SDG16_FORMAT_JSON) return sdg16i_write_json(results, &o, write, context, error);

  sdg16i_observations observations = {0};
  int as_observations = format >= SDG16_FORMAT_SDMX_CSV;
  if (as_observations) {
    observations.with_actions = format == SDG16_FORMAT_SDMX_CSV_2;
    status = sdg16i_observations_read(&observations, registry, results, &o, error);
    if (!status && format != SDG16_FORMAT_SDMX_CSV_2)
      status = leave_deletions_out(&observations, error);
    if (left_out) *left_out = observations.left_out;
  }
  sdg16i_writer w;
  if (!status) {
    status = sdg16i_writer_begin(&w, write, context, error);
    if (!status) {
      w.safe_cells = o.safe_cells;
      if (format == SDG16_FORMAT_OPEN_SDG)
        status = sdg16i_write_open_sdg(&observations, registry, results, &o, &w, error);
      else if (format == SDG16_FORMAT_TEXT)
        status = sdg16i_write_text(results, &o, &w, error);
      else
        status = sdg16i_write_sdmx(&observations, format == SDG16_FORMAT_SDMX_CSV ? 1 : 2, &o,
                                   &w, error);
      if (status) w.used = 0; /* nothing half-done */
      int32_t ended = sdg16i_writer_end(&w, status ? NULL : error);
      if (!status) status = ended;
    }
  }
  sdg16i_observations_free(&observations);
  return status;
}
