/* The builder of a table from a file of SPSS or Stata: notes, and names of variables. */
#include "data/statfile/stat_columns.h"

#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAMED 3   /* columns in a note; the others are counted */
#define NUMBER 24 /* room for "_1" and so on */

/* ---- notes ---- */

int32_t sdg16i_stat_note(sdg16i_stat_builder *b, const char *format, ...) {
  char text[SDG16_ERROR_MESSAGE_SIZE];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (sdg16i_grow((void **)&b->notes, &b->note_capacity, b->note_count + 1, sizeof *b->notes))
    return sdg16i_fail_memory(b->error);
  b->notes[b->note_count] = sdg16i_copy_text(text);
  if (!b->notes[b->note_count]) return sdg16i_fail_memory(b->error);
  b->note_count++;
  return SDG16_OK;
}

void sdg16i_stat_remark_add(sdg16i_stat_remark *remark, const char *name) {
  size_t used = strlen(remark->names);
  if (remark->count < NAMED)
    snprintf(remark->names + used, sizeof remark->names - used, "%s'%.*s'",
             remark->count ? ", " : "", sdg16i_utf8_excerpt(name), name);
  remark->count++;
}

int32_t sdg16i_stat_remark_note(sdg16i_stat_builder *b, const sdg16i_stat_remark *remark,
                                const char *rule) {
  char more[48] = "";
  if (!remark->count) return SDG16_OK;
  if (remark->count > NAMED)
    snprintf(more, sizeof more, " and %lld more", (long long)(remark->count - NAMED));
  return sdg16i_stat_note(b, "%s: %s%s", rule, remark->names, more);
}

/* ---- names of variables ---- */

int32_t sdg16i_stat_check_text(sdg16i_stat_builder *b, const char *what, const char *text) {
  int64_t fault = sdg16i_utf8_fault(text, (int64_t)strlen(text));
  if (fault < 0) return SDG16_OK;
  return sdg16i_fail_at(b->error, SDG16_ERR_FORMAT, b->path, 0, 0,
                        "%s, %s: expected UTF-8, found the byte 0x%02X (if the file has "
                        "another encoding, name it)",
                        b->path, what, (unsigned)(unsigned char)text[fault]);
}

static int32_t check_name(sdg16i_stat_builder *b, const char *name) {
  char what[64];
  snprintf(what, sizeof what, "variable %lld", (long long)b->name_count + 1);
  if (*name) return sdg16i_stat_check_text(b, what, name);
  return sdg16i_fail_at(b->error, SDG16_ERR_FORMAT, b->path, 0, b->name_count + 1,
                        "%s, %s must have a name", b->path, what);
}

/* The code of a name; a new one is first used by this variable. -1: out of memory. */
static int32_t use_name(sdg16i_stat_builder *b, const char *name, int64_t index) {
  int64_t before = b->names.count;
  if (sdg16i_grow((void **)&b->uses, &b->use_capacity, before + 1, sizeof *b->uses)) return -1;
  int32_t code = sdg16i_dictionary_add(&b->names, name, (int64_t)strlen(name));
  if (code >= 0 && b->names.count > before) b->uses[code] = (sdg16i_stat_name_use){index, 0};
  return code < 0 ? -1 : code;
}

int32_t sdg16i_stat_name_add(sdg16i_stat_builder *b, const char *name) {
  int32_t status = check_name(b, name);
  if (status) return status;
  int32_t code = use_name(b, name, b->name_count);
  if (code < 0 ||
      sdg16i_grow((void **)&b->given, &b->given_capacity, b->name_count + 1, sizeof *b->given))
    return sdg16i_fail_memory(b->error);
  b->given[b->name_count++] = code;
  return SDG16_OK;
}

/* NAME_1, or the next of these that no variable has. -1: out of memory. */
static int32_t rename_variable(sdg16i_stat_builder *b, int32_t given, int64_t index) {
  const char *name = b->names.levels[given];
  size_t room = strlen(name) + NUMBER;
  char *numbered = sdg16i_arena_array(&b->arena, (int64_t)room, 1);
  int32_t code = numbered ? given : -1;
  while (code >= 0 && b->uses[code].first != index) {
    snprintf(numbered, room, "%s_%lld", name, (long long)++b->uses[given].repeats);
    code = use_name(b, numbered, index);
  }
  if (code >= 0) sdg16i_stat_remark_add(&b->renamed, b->names.levels[code]);
  return code;
}

int32_t sdg16i_stat_own_name(sdg16i_stat_builder *b, int64_t index, const char **out) {
  int32_t code = b->given[index];
  if (b->uses[code].first != index) code = rename_variable(b, code, index);
  if (code < 0) return sdg16i_fail_memory(b->error);
  *out = b->names.levels[code];
  return SDG16_OK;
}
