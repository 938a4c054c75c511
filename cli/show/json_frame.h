/* The frame of every JSON answer of the command, and what several of them have. What is no
 * number is null (sdg16_json_real). */
#ifndef SDG16_CLI_JSON_FRAME_H
#define SDG16_CLI_JSON_FRAME_H

#include "show/show.h"

/* Begins the answer: {"sdg16", "command", "schema"; 0 or the exit status. */
int json_begin(const char *command, FILE *out, sdg16_json **json);
/* Closes and frees it; `status`, or why it could not be written. */
int json_finish(sdg16_json *json, int status);

/* Begins the object "provenance" with the seed and the version of the random stream; the caller
 * ends it. */
void json_begin_provenance(sdg16_json *json, uint64_t seed, int64_t stream);
/* "replicates": [first, last + 1]; [0, 0] if both are -1: there are none. */
void json_replicates(sdg16_json *json, int64_t first, int64_t last);

/* Each row an object of the fields that the schema gives the result table. */
void json_result_rows(sdg16_json *json, const char *key, const char *result,
                      const sdg16_table *table);
/* Each row an object of all columns but `left_out` (nullable); missing cells are absent. */
void json_plain_rows(sdg16_json *json, const char *key, const sdg16_table *table,
                     const char *left_out);

/* The array "files". */
void json_files(sdg16_json *json, const cli_files *files);
/* The object "data" of the answers about capture data (json.c). */
int json_data(sdg16_json *json, const cli_files *files, int is_protected,
              const sdg16_capture *capture);
/* "columns": what each was used for; with --protect without the reasons (reading.c). */
void json_columns(sdg16_json *json, int is_protected, const sdg16_capture *capture);
/* The notes of the capture data of this severity (NULL: all), into an array (reading.c). */
void json_notes(sdg16_json *json, const sdg16_capture *capture, const char *severity);

#endif
