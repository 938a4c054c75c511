/* Options and header: which layout it is, and what each column is for. */
#include "mse/capture/column_roles.h"

#include "base/text.h"
#include "data/table/column_match.h"
#include "mse/capture/capture.h"
#include "mse/capture/name_hints.h"

#include <stdio.h>
#include <string.h>

/* ---- options ---- */

static int32_t check_names(int64_t count, const char *const *names, const char *option,
                           sdg16_error *error) {
  if (count < 0 || (count && !names))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, option, 0, 0,
                          "%s: the array must not be NULL (there are %lld names)", option,
                          (long long)count);
  for (int64_t i = 0; i < count; i++) {
    if (!names[i] || !*names[i])
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, option, i + 1, 0,
                            "%s: name %lld must not be empty", option, (long long)i + 1);
    for (int64_t j = 0; j < i; j++)
      if (!strcmp(names[i], names[j]))
        return sdg16i_fail_at(error, SDG16_ERR_OPTION, option, i + 1, 0,
                              "%s must have each name once; %s occurs twice", option,
                              sdg16i_quote_text(names[i]).text);
  }
  return SDG16_OK;
}

static int32_t check_layout(const sdg16i_input *self, sdg16_error *error) {
  const sdg16_capture_options *o = self->options;
  int32_t layout = o->layout;
  if (!sdg16_layout_name(layout))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "layout", 0, 0,
                          "layout must be an SDG16_LAYOUT_ value, not %ld", (long)layout);
  if (layout == SDG16_LAYOUT_AUTO && self->path_count > 1) layout = SDG16_LAYOUT_FILES;
  if (layout == SDG16_LAYOUT_AUTO && (o->id || o->list)) layout = SDG16_LAYOUT_RECORDS;
  const char *name = sdg16_layout_name(layout);
  if (layout != SDG16_LAYOUT_FILES && self->path_count > 1)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "layout", 0, 0,
                          "layout %s needs one file, not %lld", name,
                          (long long)self->path_count);
  if (layout == SDG16_LAYOUT_FILES && !self->paths)
    return sdg16i_fail_at(
        error, SDG16_ERR_OPTION, "layout", 0, 0,
        "layout must not be files for a table: files are read from their paths");
  if (o->id_count && layout != SDG16_LAYOUT_FILES)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "id", 0, 0,
                          "id must be one column; a column for each list needs several files");
  if (layout == SDG16_LAYOUT_RECORDS && (!o->id || !o->list))
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, o->id ? "list" : "id", 0, 0,
                          "records need an id column and a list column (several files, one for "
                          "each list, need an id column alone); %s is missing%s",
                          o->id ? "list" : "id",
                          o->id ? " (rows of one person with a flag for each list are layout "
                                  "persons)"
                                : "");
  if (layout == SDG16_LAYOUT_FILES && !o->id && !o->id_count)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "id", 0, 0,
                          "several files, one for each list, need an id column; id is missing");
  const char *extra = layout == SDG16_LAYOUT_FILES && o->list       ? "list"
                      : layout > SDG16_LAYOUT_HISTORIES && o->count ? "count"
                      : layout == SDG16_LAYOUT_PERSONS && o->list   ? "list"
                      : layout == SDG16_LAYOUT_HISTORIES && (o->id || o->list)
                          ? o->id ? "id" : "list"
                          : NULL;
  if (extra)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, extra, 0, 0,
                          "%s must not be given with layout %s, which has no such column",
                          extra, name);
  return SDG16_OK;
}

int32_t sdg16i_input_check(const sdg16i_input *self, sdg16_error *error) {
  const sdg16_capture_options *o = self->options;
  if (self->paths && self->path_count < 1)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "paths must have at least one file");
  for (int64_t i = 0; self->paths && i < self->path_count; i++)
    if (!self->paths[i] || !*self->paths[i])
      return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "the name of file %lld must not be empty",
                         (long long)i + 1);
  if (o->na_count < 0 || (o->na_count && !o->na))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "na", 0, 0,
                          "na: the array must not be NULL (there are %lld texts)",
                          (long long)o->na_count);
  for (int64_t i = 0; i < o->na_count; i++)
    if (!o->na[i])
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "na", i + 1, 0,
                            "na: text %lld must not be NULL", (long long)i + 1);
  if (!sdg16_conflicts_name(o->conflicts))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "conflicts", 0, 0,
                          "conflicts must be an SDG16_CONFLICTS_ value, not %ld",
                          (long)o->conflicts);
  if (!sdg16_missing_flags_name(o->missing_flags))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "missing_flags", 0, 0,
                          "missing_flags must be an SDG16_MISSING_FLAGS_ value, not %ld",
                          (long)o->missing_flags);
  if (!sdg16_spelling_name(o->id_case) || !sdg16_spelling_name(o->id_numbers))
    return sdg16i_fail_at(
        error, SDG16_ERR_ARGUMENT, "id_case", 0, 0,
        "id_case and id_numbers must be SDG16_SPELLING_ values, not %ld and %ld",
        (long)o->id_case, (long)o->id_numbers);
  if (o->decimal && o->decimal != '.' && o->decimal != ',')
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "decimal", 0, 0,
                          "decimal must be '.' or ',', not the character %ld",
                          (long)o->decimal);
  int32_t status = check_names(o->list_count, o->lists, "lists", error);
  if (!status) status = check_names(o->stratum_count, o->strata, "strata", error);
  if (!status) status = check_names(o->id_count, o->id_lists, "id", error);
  for (int64_t i = 0; !status && i < o->id_count; i++)
    if (!o->id_columns || !o->id_columns[i] || !*o->id_columns[i])
      status = sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "id", i + 1, 0,
                              "id: the column of list %s must have a name",
                              sdg16i_quote_text(o->id_lists[i]).text);
  if (!status) status = check_layout(self, error);
  if (status) return status;
  if (o->list_count && (o->list_count < SDG16I_MIN_LISTS || o->list_count > SDG16_MAX_LISTS))
    return sdg16i_fail_at(error, SDG16_ERR_LISTS, "lists", 0, 0,
                          "lists must be from %d to %d, not %lld", SDG16I_MIN_LISTS,
                          SDG16_MAX_LISTS, (long long)o->list_count);
  return SDG16_OK;
}

/* ---- the columns' roles ---- */

/* "'a', 'b', 'c', ..." as far as it fits. */
static void name_columns(const sdg16i_input *self, char *out, size_t size) {
  size_t used = 0;
  *out = '\0';
  for (int64_t c = 0; c < self->columns; c++) {
    sdg16i_quoted name = sdg16i_quote_text(self->header[c]);
    if (used + strlen(name.text) + 8 > size) {
      snprintf(out + used, size - used, ", ...");
      return;
    }
    used += (size_t)snprintf(out + used, size - used, "%s%s", c ? ", " : "", name.text);
  }
}

static const char *name_in_header(const void *context, int64_t i) {
  const sdg16i_input *self = context;
  return self->header[i];
}

/* Says once that a column was taken although its name differs in case. */
static int32_t note_case(sdg16i_input *self, const char *there, const char *name,
                         sdg16_error *error) {
  char message[700];
  snprintf(message, sizeof message, "Column %s was taken for %s.",
           sdg16i_quote_text(there).text, sdg16i_quote_text(name).text);
  for (int64_t i = 0; i < self->notes.count; i++)
    if (!strcmp(self->notes.notes[i].message, message)) return SDG16_OK;
  return sdg16i_note_add(&self->notes, 0, "note", "column-case", "%s", message)
             ? sdg16i_fail_memory(error)
             : SDG16_OK;
}

/* Gives the column of this name its role; `out` is its index. */
static int32_t claim_column(sdg16i_input *self, const char *name, char role, int64_t *out,
                            sdg16_error *error) {
  static const char *const USES[] = {"", "the count", "the id", "a list", "a stratum"};
  sdg16i_column_match m = sdg16i_match_name(self->columns, name_in_header, self, name);
  int64_t found = m.column;
  if (m.other >= 0) {
    char why[700];
    sdg16i_no_column_text(name, self->header[m.first], self->header[m.other], why, sizeof why);
    return sdg16i_input_fail(self, SDG16_ERR_COLUMN, 0, -1, error, "%s", why);
  }
  if (found < 0) {
    char names[256];
    int64_t near = self->columns - 1;
    while (near >= 0 && !sdg16i_almost_same(self->header[near], name)) near--;
    name_columns(self, names, sizeof names);
    return sdg16i_input_fail(self, SDG16_ERR_COLUMN, 0, -1, error,
                             "there is no column %s for %s%s%s%s the columns are %s",
                             sdg16i_quote_text(name).text, USES[(int)role],
                             near < 0 ? "" : " (did you mean ",
                             near < 0 ? "" : sdg16i_quote_text(self->header[near]).text,
                             near < 0 ? ";" : "?);", names);
  }
  if (self->role[found] != SDG16I_USE_NONE)
    return sdg16i_input_fail(self, SDG16_ERR_OPTION, 0, found, error,
                             "a column must have one use; this one is both %s and %s",
                             USES[(int)self->role[found]], USES[(int)role]);
  self->role[found] = role;
  *out = found;
  return m.is_exact ? SDG16_OK : note_case(self, self->header[found], name, error);
}

static int is_count_name(const char *name) {
  static const char *const WORDS[] = {"count", "n", "freq", "frequency"};
  int named = 0;
  for (size_t w = 0; w < sizeof WORDS / sizeof *WORDS; w++)
    named |= sdg16i_same_text(name, WORDS[w]);
  return named;
}

/* The column without a role that is named like a count; *out stays -1 if none. */
static int32_t find_count(const sdg16i_input *self, int64_t *out, sdg16_error *error) {
  for (int64_t c = 0; c < self->columns; c++) {
    if (!is_count_name(self->header[c]) || self->role[c] != SDG16I_USE_NONE) continue;
    if (*out >= 0)
      return sdg16i_input_fail(
          self, SDG16_ERR_COLUMN, 0, c, error,
          "this column and %s could both be the count: name the one that is",
          sdg16i_quote_text(self->header[*out]).text);
    *out = c;
  }
  return SDG16_OK;
}

/* The count named as a stratum would make each row one person. */
static int32_t ask_for_stratum(const sdg16i_input *self, sdg16_error *error) {
  for (int64_t i = 0; i < self->options->stratum_count; i++) {
    int64_t c = self->stratum_column[i];
    if (sdg16i_name_hint(self->header[c]) == SDG16I_HINT_COUNT ||
        is_count_name(self->header[c]))
      return sdg16i_input_fail(
          self, SDG16_ERR_COLUMN, 0, c, error,
          "this column is named like a count, but it is given as a stratum: leave it out of "
          "the "
          "strata if it is the count (--count %s), or say that each row is one person "
          "(--layout persons)",
          sdg16i_quote_text(self->header[c]).text);
  }
  return SDG16_OK;
}

static int32_t flag_columns(sdg16i_input *self, sdg16_error *error) {
  const sdg16_capture_options *o = self->options;
  int32_t status = SDG16_OK;
  for (int64_t j = 0; !status && j < o->list_count; j++)
    status = claim_column(self, o->lists[j], SDG16I_USE_LIST, &self->list_column[j], error);
  if (status || self->layout == SDG16_LAYOUT_PERSONS) return status;
  if (o->count)
    status = claim_column(self, o->count, SDG16I_USE_COUNT, &self->count, error);
  else
    status = find_count(self, &self->count, error);
  if (!status && self->count < 0) status = ask_for_stratum(self, error);
  if (status) return status;
  if (self->count >= 0) {
    self->role[self->count] = SDG16I_USE_COUNT;
    self->layout = SDG16_LAYOUT_HISTORIES;
  } else if (self->layout == SDG16_LAYOUT_HISTORIES) {
    return sdg16i_input_fail(self, SDG16_ERR_COLUMN, 0, -1, error,
                             "histories need a column of counts named count, n, freq or "
                             "frequency, or another (--count COLUMN)");
  } else {
    self->layout = SDG16_LAYOUT_PERSONS;
  }
  return SDG16_OK;
}

/* ---- identifiers ---- */

/* The base name of a path without its extension. */
static sdg16i_csv_field stem(const char *path) {
  const char *slash = strrchr(path, '/');
  const char *base = slash ? slash + 1 : path;
  const char *dot = strrchr(base, '.');
  int64_t size = dot && dot != base ? dot - base : (int64_t)strlen(base);
  return (sdg16i_csv_field){base, size};
}

sdg16i_csv_field sdg16i_input_list(const sdg16i_input *self, int64_t path) {
  const sdg16_capture_options *o = self->options;
  if (path >= o->list_count) return stem(self->paths[path]);
  return (sdg16i_csv_field){o->lists[path], (int64_t)strlen(o->lists[path])};
}

static int is_list(sdg16i_csv_field list, const char *name) {
  return (int64_t)strlen(name) == list.size && !memcmp(name, list.bytes, (size_t)list.size);
}

/* The row of the list of this file among the identifier columns; -1: none. */
static int64_t own_id(const sdg16i_input *self, int64_t path) {
  const sdg16_capture_options *o = self->options;
  sdg16i_csv_field list = sdg16i_input_list(self, path);
  int64_t found = o->id_count - 1;
  while (found >= 0 && !is_list(list, o->id_lists[found])) found--;
  return found;
}

static int32_t check_id_list(const sdg16i_input *self, int64_t i, sdg16_error *error) {
  char known[400] = "";
  for (int64_t p = 0; p < self->path_count; p++) {
    sdg16i_csv_field list = sdg16i_input_list(self, p);
    if (is_list(list, self->options->id_lists[i])) return SDG16_OK;
    size_t used = strlen(known);
    snprintf(known + used, sizeof known - used, "%s%s", p ? ", " : "",
             sdg16i_quote(list.bytes, list.size).text);
  }
  return sdg16i_fail_at(error, SDG16_ERR_OPTION, "id", i + 1, 0,
                        "id: there is no list %s; the lists are %s",
                        sdg16i_quote_text(self->options->id_lists[i]).text, known);
}

int32_t sdg16i_input_check_ids(const sdg16i_input *self, sdg16_error *error) {
  const sdg16_capture_options *o = self->options;
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < o->id_count; i++) status = check_id_list(self, i, error);
  for (int64_t p = 0; !status && o->id_count && !o->id && p < self->path_count; p++) {
    if (own_id(self, p) >= 0) continue;
    sdg16i_csv_field list = sdg16i_input_list(self, p);
    status =
        sdg16i_fail_at(error, SDG16_ERR_OPTION, "id", 0, 0,
                       "id must name a column for every list, or one for all others; %s has "
                       "none",
                       sdg16i_quote(list.bytes, list.size).text);
  }
  return status;
}

/* The identifier column of the file at hand; NULL: none is given. */
static const char *id_column(const sdg16i_input *self) {
  int64_t own = self->options->id_count ? own_id(self, self->path) : -1;
  return own < 0 ? self->options->id : self->options->id_columns[own];
}

static int32_t give_roles(sdg16i_input *self, sdg16_error *error) {
  const sdg16_capture_options *o = self->options;
  const char *id = id_column(self);
  int32_t status = SDG16_OK;
  self->count = self->id = self->list = -1;
  for (int64_t i = 0; !status && i < o->stratum_count; i++)
    status =
        claim_column(self, o->strata[i], SDG16I_USE_STRATUM, &self->stratum_column[i], error);
  if (!status && id) status = claim_column(self, id, SDG16I_USE_ID, &self->id, error);
  if (!status && o->list)
    status = claim_column(self, o->list, SDG16I_USE_LIST, &self->list, error);
  if (status) return status;
  if (self->path_count > 1)
    self->layout = SDG16_LAYOUT_FILES;
  else if (o->layout)
    self->layout = o->layout;
  else if (o->id)
    self->layout = SDG16_LAYOUT_RECORDS;
  int persons_by_id =
      self->layout == SDG16_LAYOUT_RECORDS || self->layout == SDG16_LAYOUT_FILES;
  return persons_by_id ? SDG16_OK : flag_columns(self, error);
}

/* Notes two columns whose names differ only in case and blanks. */
static int32_t note_names(sdg16i_input *self) {
  sdg16i_dictionary folded = {0}; /* its codes are the columns, as long as none repeats */
  int32_t status = SDG16_OK;
  for (int64_t c = 0; !status && c < self->columns; c++) {
    int64_t size = (int64_t)strlen(self->header[c]);
    char *name = sdg16i_arena_array(&self->arena, size + 1, 1);
    if (!name) status = SDG16_ERR_MEMORY;
    if (!status) size = sdg16i_fold_name(self->header[c], size, name);
    int32_t code = status ? 0 : sdg16i_code_of_text(&folded, name, size);
    if (code < 0) status = code;
    if (status || code == c) continue;
    status = sdg16i_note_add(&self->notes, 0, "note", "columns-alike",
                             "The names of columns %s and %s differ only in case or blanks.",
                             sdg16i_quote_text(self->header[code]).text,
                             sdg16i_quote_text(self->header[c]).text);
    break; /* one example is enough */
  }
  sdg16i_dictionary_free(&folded);
  return status;
}

int32_t sdg16i_input_header(sdg16i_input *self, const sdg16i_csv_row *row, sdg16_error *error) {
  int sound = *sdg16i_input_unit(self, self->path) == 'r'; /* names of a table */
  if (!sound) {
    int32_t status = sdg16i_csv_check_header(self->paths[self->path], row, error);
    if (status) return status;
  }
  sdg16i_arena_free(&self->arena);
  self->columns = 0;
  self->header = sdg16i_arena_array(&self->arena, row->count, sizeof *self->header);
  self->file_column = sdg16i_arena_array(&self->arena, row->count, sizeof *self->file_column);
  self->role = sdg16i_arena_array(&self->arena, row->count, sizeof *self->role);
  self->stratum_column = sdg16i_arena_array(&self->arena, self->options->stratum_count,
                                            sizeof *self->stratum_column);
  if (!self->header || !self->file_column || !self->role || !self->stratum_column)
    return sdg16i_fail_memory(error);
  for (int64_t c = 0; c < row->count; c++) {
    const sdg16i_csv_field *name = &row->fields[c];
    self->header[c] = sdg16i_arena_text(&self->arena, name->bytes, (size_t)name->size);
    if (!self->header[c]) return sdg16i_fail_memory(error);
    self->file_column[c] = sdg16i_csv_column(row, c);
  }
  self->columns = row->count;
  int32_t status = note_names(self);
  return status ? sdg16i_fail_memory(error) : give_roles(self, error);
}

int sdg16i_input_detects(const sdg16i_input *self) {
  return !self->options->list_count &&
         (self->layout == SDG16_LAYOUT_HISTORIES || self->layout == SDG16_LAYOUT_PERSONS);
}

int sdg16i_input_watches(const sdg16i_input *self) {
  return sdg16i_input_detects(self) ||
         (!self->options->layout && self->layout == SDG16_LAYOUT_PERSONS);
}

static int by_sightings(const sdg16i_input *self) {
  return self->layout == SDG16_LAYOUT_RECORDS || self->layout == SDG16_LAYOUT_FILES;
}

int32_t sdg16i_input_note_columns(sdg16i_input *self, const char *const *why) {
  static const char *const USES[] = {"unused", "count", "id", "list", "stratum"};
  int32_t status = SDG16_OK;
  for (int64_t c = 0; !status && c < self->columns; c++) {
    int role = self->role[c];
    int by_name = role == SDG16I_USE_COUNT && !self->options->count;
    const char *use = role == SDG16I_USE_LIST && by_sightings(self) ? "list names" : USES[role];
    const char *reason = why && why[c]             ? why[c]
                         : role == SDG16I_USE_NONE ? "it is not named"
                         : by_name                 ? "its name is that of a count"
                                                   : "it is named";
    status = sdg16i_notes_column(&self->notes, self->header[c], use, reason);
  }
  return status;
}

void sdg16i_input_free(sdg16i_input *self) {
  sdg16i_arena_free(&self->arena);
  sdg16i_notes_free(&self->notes);
}
