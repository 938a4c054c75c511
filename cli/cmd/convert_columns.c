#include "cmd/convert_columns.h"

#include <stdlib.h>
#include <string.h>

/* ---- the options ---- */

int cli_read_computed(const cli_option *o, const char *value, void *target) {
  cli_reshaping *how = target;
  const char *equals = strchr(value, '=');
  if (!equals || equals == value || !equals[1]) return option_bad_value(o, value);
  int added = cli_names_add(&how->computed, value, (size_t)(equals - value)) &&
              cli_names_add(&how->expressions, equals + 1, strlen(equals + 1));
  return added ? 0 : cli_out_of_memory();
}

/* As option_read_map, but COLUMN.WORD= without a value is allowed: missing cells. */
int cli_read_changes(const cli_option *o, const char *value, void *target) {
  cli_mapping *map = &((cli_reshaping *)target)->mapping;
  for (const char *at = value; *at;) {
    const char *end = strchrnul(at, ','), *equals = memchr(at, '=', (size_t)(end - at));
    if (!equals || equals == at) return option_bad_value(o, value);
    if (equals + 1 == end && !memchr(at, '.', (size_t)(equals - at)))
      return option_bad_value(o, value);
    if (!cli_names_add(&map->map_names, at, (size_t)(equals - at)) ||
        !cli_names_add(&map->map_columns, equals + 1, (size_t)(end - equals - 1)))
      return cli_out_of_memory();
    at = *end ? end + 1 : end;
  }
  return 0;
}

int cli_reshaping_asked(const cli_reshaping *how) {
  return how->computed.count || how->where || how->mapping.map_names.count;
}

void cli_reshaping_free(cli_reshaping *how) {
  cli_names_free(&how->computed);
  cli_names_free(&how->expressions);
  cli_mapping_free(&how->mapping);
}

/* ---- rows ---- */

typedef struct kept_rows {
  int64_t count;
  int64_t *row;
} kept_rows;

/* An array of `count` elements, also of none; NULL: out of memory. */
static void *new_array(int64_t count, size_t size) {
  return calloc(count ? (size_t)count : 1, size);
}

/* The values of the kept rows; NULL: out of memory. */
static void *gather_values(const void *values, size_t size, const kept_rows *kept) {
  char *out = new_array(kept->count, size);
  for (int64_t i = 0; out && i < kept->count; i++)
    memcpy(out + (size_t)i * size, (const char *)values + (size_t)kept->row[i] * size, size);
  return out;
}

static int keep_all_rows(const sdg16_table *table, kept_rows *kept) {
  kept->count = sdg16_table_rows(table);
  kept->row = new_array(kept->count, sizeof *kept->row);
  for (int64_t i = 0; kept->row && i < kept->count; i++) kept->row[i] = i;
  return kept->row ? 0 : cli_out_of_memory();
}

static int is_condition(const sdg16_table *holds) {
  const int64_t *value = sdg16_table_int64(holds, 0);
  for (int64_t i = 0; value && i < sdg16_table_rows(holds); i++)
    if (value[i] != 0 && value[i] != 1) return 0;
  return value != NULL;
}

/* Missing cells have the value 0: such a row does not count. */
static int keep_where(const sdg16_table *table, const char *where, kept_rows *kept) {
  sdg16_error error = cli_new_error();
  sdg16_table *holds;
  if (sdg16_table_evaluate(table, where, "where", &holds, &error))
    return cli_library_error(&error);
  int status = 0;
  if (!is_condition(holds))
    status = cli_error(EXIT_USAGE, "--where must be a condition, such as 'age < 18', not '%s'",
                       where);
  const int64_t *value = sdg16_table_int64(holds, 0);
  int64_t count = 0;
  for (int64_t i = 0; !status && i < kept->count; i++)
    if (value[i]) kept->row[count++] = i;
  kept->count = count;
  sdg16_table_free(holds);
  return status;
}

/* ---- one column ---- */

typedef struct one_column {
  const sdg16_table *from;
  int64_t column;
  const char *name; /* in the new table */
  const kept_rows *kept;
  sdg16_table *to;
} one_column;

static int32_t fail_memory(sdg16_error *error) {
  snprintf(error->message, sizeof error->message, "out of memory");
  return error->status = SDG16_ERR_MEMORY;
}

static int32_t add_levels(const one_column *c, const int32_t *codes, const uint8_t *missing,
                          sdg16_error *error) {
  int64_t count = sdg16_table_level_count(c->from, c->column);
  const char **levels = new_array(count, sizeof *levels);
  if (!levels) return fail_memory(error);
  for (int64_t i = 0; i < count; i++) levels[i] = sdg16_table_level(c->from, c->column, i);
  int32_t status = sdg16_table_add_text(c->to, c->name, c->kept->count, codes, missing, count,
                                        levels, error);
  free(levels);
  return status;
}

static int32_t add_values(const one_column *c, const uint8_t *missing, sdg16_error *error) {
  int32_t type = sdg16_table_type(c->from, c->column);
  const void *values = type == SDG16_INT64 ? (const void *)sdg16_table_int64(c->from, c->column)
                       : type == SDG16_DOUBLE
                           ? (const void *)sdg16_table_double(c->from, c->column)
                           : (const void *)sdg16_table_codes(c->from, c->column);
  size_t size = type == SDG16_TEXT ? sizeof(int32_t) : sizeof(int64_t);
  void *kept = gather_values(values, size, c->kept);
  if (!kept) return fail_memory(error);
  int64_t rows = c->kept->count;
  int32_t status = type == SDG16_INT64
                       ? sdg16_table_add_int64(c->to, c->name, rows, kept, missing, error)
                   : type == SDG16_DOUBLE
                       ? sdg16_table_add_double(c->to, c->name, rows, kept, missing, error)
                       : add_levels(c, kept, missing, error);
  free(kept);
  return status;
}

/* The labels of values, for --labels text. */
static int32_t add_labels(const one_column *c, int64_t at, sdg16_error *error) {
  int32_t status = SDG16_OK;
  int64_t count = sdg16_table_label_count(c->from, c->column);
  for (int64_t i = 0; !status && i < count; i++)
    status = sdg16_table_add_label(c->to, at, sdg16_table_label_value(c->from, c->column, i),
                                   sdg16_table_label(c->from, c->column, i), error);
  return status;
}

/* The codes of missing values, for --missing tag. */
static int32_t add_tags(const one_column *c, int64_t at, sdg16_error *error) {
  const int32_t *tags = sdg16_table_tags(c->from, c->column);
  int64_t count = sdg16_table_tag_count(c->from, c->column);
  if (!tags) return SDG16_OK;
  int32_t *kept = gather_values(tags, sizeof *tags, c->kept);
  const char **names = new_array(2 * count, sizeof *names);
  int32_t status = kept && names ? SDG16_OK : fail_memory(error);
  for (int64_t i = 0; !status && i < count; i++) {
    names[i] = sdg16_table_tag(c->from, c->column, i);
    names[count + i] = sdg16_table_tag_label(c->from, c->column, i);
  }
  if (!status)
    status = sdg16_table_set_tags(c->to, at, kept, count, names, names + count, error);
  free(names);
  free(kept);
  return status;
}

static int32_t copy_column(const one_column *c, sdg16_error *error) {
  const uint8_t *kinds = sdg16_table_missing(c->from, c->column);
  uint8_t *missing = kinds ? gather_values(kinds, sizeof *kinds, c->kept) : NULL;
  int32_t status = kinds && !missing ? fail_memory(error) : add_values(c, missing, error);
  free(missing);
  int64_t at = sdg16_table_columns(c->to) - 1;
  if (!status) status = add_labels(c, at, error);
  return status ? status : add_tags(c, at, error);
}

/* ---- computed columns ---- */

static int compute_column(sdg16_table *table, const char *name, const char *expression,
                          const kept_rows *all) {
  sdg16_error error = cli_new_error();
  sdg16_table *values;
  int32_t status = sdg16_table_evaluate(table, expression, name, &values, &error);
  if (status) return cli_library_error(&error);
  status = copy_column(&(one_column){values, 0, name, all, table}, &error);
  sdg16_table_free(values);
  return status ? cli_library_error(&error) : 0;
}

/* ---- the map: "sex" to "Sexe" is a name, "sex.F" to "2" a word ---- */

static const char *dot_of(const cli_mapping *map, int64_t entry) {
  return strchr(map->map_names.name[entry], '.');
}

static int is_word_of(const cli_mapping *map, int64_t entry, const char *column) {
  const char *dot = dot_of(map, entry);
  size_t size = strlen(column);
  return dot && (size_t)(dot - map->map_names.name[entry]) == size &&
         !strncmp(map->map_names.name[entry], column, size);
}

static int has_words(const cli_mapping *map, const char *column) {
  for (int64_t i = 0; i < map->map_names.count; i++)
    if (is_word_of(map, i, column)) return 1;
  return 0;
}

static const char *new_name(const cli_mapping *map, const char *column) {
  for (int64_t i = 0; i < map->map_names.count; i++)
    if (!dot_of(map, i) && !strcmp(map->map_columns.name[i], column))
      return map->map_names.name[i];
  return column;
}

/* The word of a cell: its text, or the label of its value; NULL: the map has none. */
static const char *word_of(const cli_mapping *map, const char *column, const char *text,
                           const char *label) {
  for (int64_t i = 0; i < map->map_names.count; i++)
    if (is_word_of(map, i, column) && (!strcmp(map->map_columns.name[i], text) ||
                                       (label && !strcmp(map->map_columns.name[i], label))))
      return dot_of(map, i) + 1;
  return NULL;
}

/* A cell that is not missing, as convert writes it, and the value that its label belongs to. */
static const char *cell_text(const sdg16_table *table, int64_t row, int64_t column, char *out,
                             size_t size, double *value) {
  int32_t type = sdg16_table_type(table, column);
  if (type == SDG16_TEXT) {
    *value = (double)sdg16_table_codes(table, column)[row];
    return sdg16_table_text(table, row, column);
  }
  if (type == SDG16_INT64) {
    int64_t whole = sdg16_table_int64(table, column)[row];
    *value = (double)whole;
    snprintf(out, size, "%lld", (long long)whole);
  } else {
    *value = sdg16_table_double(table, column)[row];
    sdg16_format_double(*value, out, (int64_t)size);
  }
  return out;
}

static int unknown_value(const one_column *c, int64_t row, const char *text) {
  return cli_error(EXIT_INPUT,
                   "data row %lld, column '%s': --map has no word for '%s'; add --map "
                   "%s.WORD=VALUE, or %s.=VALUE if it means missing",
                   (long long)row + 1, sdg16_table_name(c->from, c->column), text, c->name,
                   c->name);
}

/* The word of a row, "" if its cell becomes or stays missing; NULL: there is none. `text` is
 * what the cell holds. */
static const char *row_word(const cli_mapping *map, const one_column *c, int64_t row,
                            char *number, size_t size, const char **text) {
  const uint8_t *kinds = sdg16_table_missing(c->from, c->column);
  *text = "";
  if (kinds && kinds[row]) {
    const char *word = word_of(map, c->name, "", NULL);
    return word ? word : "";
  }
  double value;
  *text = cell_text(c->from, row, c->column, number, size, &value);
  return word_of(map, c->name, *text, sdg16_table_label_of(c->from, c->column, value));
}

/* The reason that the file has for a missing cell; a value that becomes missing has none. */
static uint8_t missing_kind(const one_column *c, int64_t row) {
  const uint8_t *kinds = sdg16_table_missing(c->from, c->column);
  return kinds && kinds[row] ? kinds[row] : SDG16_MISSING_SYSTEM;
}

/* The place of a word among those that occur; -1: out of memory. */
static int32_t place_word(cli_names *words, const char *word) {
  int64_t at = 0;
  while (at < words->count && strcmp(words->name[at], word)) at++;
  if (at == words->count && !cli_names_add(words, word, strlen(word))) return -1;
  return (int32_t)at;
}

/* The words of the kept rows as codes of `words`, each once; -1: missing. */
static int read_words(const cli_mapping *map, const one_column *c, cli_names *words,
                      int32_t *codes, uint8_t *missing) {
  for (int64_t i = 0; i < c->kept->count; i++) {
    char number[32];
    const char *text;
    const char *word = row_word(map, c, c->kept->row[i], number, sizeof number, &text);
    if (!word) return unknown_value(c, c->kept->row[i], text);
    missing[i] = *word ? SDG16_PRESENT : missing_kind(c, c->kept->row[i]);
    codes[i] = *word ? place_word(words, word) : -1;
    if (*word && codes[i] < 0) return cli_out_of_memory();
  }
  return 0;
}

static int replace_values(const cli_mapping *map, const one_column *c) {
  cli_names words = {0};
  int32_t *codes = new_array(c->kept->count, sizeof *codes);
  uint8_t *missing = new_array(c->kept->count, sizeof *missing);
  sdg16_error error = cli_new_error();
  int status =
      codes && missing ? read_words(map, c, &words, codes, missing) : cli_out_of_memory();
  if (!status && sdg16_table_add_text(c->to, c->name, c->kept->count, codes, missing,
                                      words.count, (const char *const *)words.name, &error))
    status = cli_library_error(&error);
  free(missing);
  free(codes);
  cli_names_free(&words);
  return status;
}

/* ---- the new table ---- */

/* The column that has the new name; -1: none, -2: several. */
static int64_t find_new(const cli_mapping *map, const sdg16_table *table, const char *name) {
  int64_t found = -1;
  for (int64_t i = 0; i < sdg16_table_columns(table); i++)
    if (!strcmp(new_name(map, sdg16_table_name(table, i)), name)) found = found == -1 ? i : -2;
  return found;
}

/* Every entry of the map belongs to a column, and no column has two new names. */
static int check_map(const cli_mapping *map, const sdg16_table *table) {
  for (int64_t i = 0; i < map->map_names.count; i++) {
    const char *name = map->map_names.name[i], *column = map->map_columns.name[i];
    if (!dot_of(map, i)) {
      if (sdg16_table_find(table, column) < 0)
        return cli_error(EXIT_INPUT, "--map %s=%s: there is no column '%s'", name, column,
                         column);
      if (strcmp(new_name(map, column), name))
        return cli_error(EXIT_USAGE, "--map gives column '%s' two names: %s and %s", column,
                         new_name(map, column), name);
      continue;
    }
    int64_t at = 0;
    while (at < sdg16_table_columns(table) &&
           !is_word_of(map, i, new_name(map, sdg16_table_name(table, at))))
      at++;
    if (at == sdg16_table_columns(table))
      return cli_error(EXIT_INPUT, "--map %s=%s: there is no column '%.*s'", name, column,
                       (int)(dot_of(map, i) - name), name);
  }
  return 0;
}

static int add_column(const cli_mapping *map, const one_column *c) {
  if (has_words(map, c->name)) return replace_values(map, c);
  sdg16_error error = cli_new_error();
  return copy_column(c, &error) ? cli_library_error(&error) : 0;
}

static int add_columns(const cli_reshaping *how, const cli_names *columns,
                       const kept_rows *kept, const sdg16_table *from, sdg16_table *to) {
  const cli_mapping *map = &how->mapping;
  int status = check_map(map, from);
  int64_t count = columns->count ? columns->count : sdg16_table_columns(from);
  for (int64_t i = 0; !status && i < count; i++) {
    const char *name =
        columns->count ? columns->name[i] : new_name(map, sdg16_table_name(from, i));
    int64_t at = columns->count ? find_new(map, from, name) : i;
    if (at == -1) return cli_error(EXIT_INPUT, "--columns: there is no column '%s'", name);
    if (at == -2)
      return cli_error(
          EXIT_INPUT,
          "--map: two columns have the name '%s'; give the other one another name too", name);
    status = add_column(map, &(one_column){from, at, name, kept, to});
  }
  return status;
}

static int fill_table(const cli_reshaping *how, const cli_names *columns, sdg16_table *from,
                      sdg16_table *to) {
  kept_rows kept = {0};
  int status = keep_all_rows(from, &kept);
  for (int64_t i = 0; !status && i < how->computed.count; i++)
    status = compute_column(from, how->computed.name[i], how->expressions.name[i], &kept);
  if (!status && how->where) status = keep_where(from, how->where, &kept);
  if (!status) status = add_columns(how, columns, &kept, from, to);
  free(kept.row);
  return status;
}

int cli_reshape(const cli_reshaping *how, const cli_names *columns, sdg16_table *table,
                sdg16_table **out) {
  sdg16_error error = cli_new_error();
  sdg16_table *to;
  if (sdg16_table_new(&to, &error)) return cli_library_error(&error);
  int status = fill_table(how, columns, table, to);
  if (status)
    sdg16_table_free(to);
  else
    *out = to;
  return status;
}
