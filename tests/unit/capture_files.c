#include "capture_files.h"

char capture_folder[] = "/tmp/sdg16-capture-XXXXXX";

int make_folder(void **state) {
  (void)state;
  return mkdtemp(capture_folder) ? 0 : -1;
}

int remove_folder(void **state) {
  (void)state;
  return rmdir(capture_folder);
}

const char *put_file(int slot, const char *name, const char *text) {
  static char paths[SDG16_MAX_LISTS + 2][64];
  snprintf(paths[slot], sizeof paths[slot], "%s/%s", capture_folder, name);
  FILE *file = fopen(paths[slot], "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
  assert_int_equal(fclose(file), 0);
  return paths[slot];
}

sdg16_capture_options defaults(void) {
  sdg16_capture_options o;
  assert_int_equal(sdg16_capture_options_init(&o, sizeof o), SDG16_OK);
  return o;
}

int32_t read_text(const char *text, const sdg16_capture_options *options, sdg16_capture **out,
                  sdg16_error *error) {
  const char *path = put_file(0, "data.csv", text);
  sdg16_error_init(error, sizeof *error);
  int32_t status = sdg16_capture_read(1, &path, options, out, error);
  unlink(path);
  return status;
}

sdg16_capture *must_read(const char *text, const sdg16_capture_options *options) {
  sdg16_capture *capture;
  sdg16_error error;
  if (read_text(text, options, &capture, &error)) fail_msg("%s", error.message);
  assert_non_null(capture);
  return capture;
}

void assert_capture(const sdg16_capture *capture, const char *expected) {
  char text[1024];
  size_t used = 0;
  for (int32_t j = 0; j < sdg16_capture_lists(capture); j++)
    used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", j ? " " : "",
                             sdg16_capture_list_name(capture, j));
  used += (size_t)snprintf(text + used, sizeof text - used, ":");
  const uint32_t *histories;
  const int64_t *counts;
  int64_t observed = 0, rows = sdg16_capture_histories(capture, &histories, &counts);
  for (int64_t i = 0; i < rows; i++) {
    used += (size_t)snprintf(text + used, sizeof text - used, " %lu=%lld",
                             (unsigned long)histories[i], (long long)counts[i]);
    observed += counts[i];
  }
  assert_string_equal(text, expected);
  assert_int_equal(sdg16_capture_observed(capture), observed);
}

void assert_strata(const sdg16_capture *capture, const char *expected) {
  char text[512] = "";
  size_t used = 0;
  for (int64_t s = 0; s < sdg16_capture_strata(capture); s++) {
    sdg16_capture *stratum;
    assert_int_equal(sdg16_capture_stratum(capture, s, &stratum, NULL), SDG16_OK);
    assert_int_equal(sdg16_capture_strata(stratum), 0);
    if (s) used += (size_t)snprintf(text + used, sizeof text - used, " ");
    for (int64_t c = 0; c < sdg16_capture_stratum_columns(capture); c++)
      used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", c ? "/" : "",
                               sdg16_capture_stratum_value(capture, s, c));
    used += (size_t)snprintf(text + used, sizeof text - used, "=%lld",
                             (long long)sdg16_capture_observed(stratum));
    sdg16_capture_free(stratum);
  }
  assert_string_equal(text, expected);
}
