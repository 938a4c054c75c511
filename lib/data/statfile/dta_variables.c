/* The variables of a .dta file: each of their properties is a list over all variables. Those
 * that are wanted go to the builder. */
#include "data/statfile/dta.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One property of all variables, `size` bytes each. */
struct property {
  const char *begin_tag, *end_tag, *what;
  int64_t size, offset; /* of the list in the file */
  unsigned char *bytes;
};

enum { TYPES, NAMES, FORMATS, SETS, LABELS, PROPERTIES };

static int32_t read_property(sdg16i_dta *d, struct property *p) {
  sdg16i_byte_source *source = d->job->source;
  int32_t status = sdg16i_dta_tag(d, p->begin_tag);
  if (status) return status;
  int64_t size = p->size * d->variable_count;
  p->offset = sdg16i_bytes_offset(source);
  if (size > sdg16i_bytes_left(source)) return sdg16i_bytes_skip(source, size, p->what);
  p->bytes = sdg16i_array(size, 1);
  if (!p->bytes) return sdg16i_fail_memory(d->job->error);
  status = sdg16i_bytes_read(source, p->bytes, size, p->what);
  return status ? status : sdg16i_dta_tag(d, p->end_tag);
}

static int32_t skip_sort_list(sdg16i_dta *d) {
  int32_t status = sdg16i_dta_tag(d, "<sortlist>");
  if (!status)
    status = sdg16i_bytes_skip(d->job->source, d->layout->sort_size * (d->variable_count + 1),
                               "the sort list");
  return status ? status : sdg16i_dta_tag(d, "</sortlist>");
}

static int32_t read_properties(sdg16i_dta *d, struct property *properties) {
  int32_t status = SDG16_OK;
  for (int i = 0; !status && i < PROPERTIES; i++) {
    status = read_property(d, &properties[i]);
    if (!status && i == NAMES) status = skip_sort_list(d);
  }
  return status;
}

/* ---- one variable ---- */

static int32_t type_of(sdg16i_dta *d, const struct property *types, int64_t i,
                       sdg16i_dta_type *out) {
  uint32_t code =
      (uint32_t)sdg16i_get_whole(types->bytes + types->size * i, (int)types->size, d->is_big);
  if (!sdg16i_dta_type_of(d->layout, code, out)) return SDG16_OK;
  return sdg16i_bytes_fail(d->job->source, types->offset + types->size * i,
                           "the type of variable %lld must be one of version %d, not %u",
                           (long long)i + 1, (int)d->layout->version, (unsigned)code);
}

/* The text of a property, in the arena. */
static int32_t take_text(sdg16i_dta *d, const struct property *p, int64_t i,
                         sdg16i_arena *arena, const char **out) {
  char what[64];
  const char *decoded;
  int64_t size = 0;
  sdg16i_dta_text text = {p->bytes + p->size * i, p->size, p->offset + p->size * i, 1};
  snprintf(what, sizeof what, "%s of variable %lld", p->what, (long long)i + 1);
  int32_t status = sdg16i_dta_decode(d, &text, what, &decoded, &size);
  if (status) return status;
  *out = sdg16i_arena_text(arena, decoded, (size_t)size);
  return *out ? SDG16_OK : sdg16i_fail_memory(d->job->error);
}

/* Wanted or not: the builder says. */
static int32_t add_variable(sdg16i_dta *d, sdg16i_stat_variable *v,
                            const struct property *properties, sdg16i_arena *arena,
                            int *skipped) {
  int32_t status = SDG16_OK;
  *skipped = !sdg16i_stat_wants(d->job->builder, v->name);
  if (!*skipped) {
    status = take_text(d, &properties[FORMATS], v->index, arena, &v->format);
    if (!status) status = take_text(d, &properties[SETS], v->index, arena, &v->label_set);
    if (!status) status = take_text(d, &properties[LABELS], v->index, arena, &v->label);
  }
  return status ? status : sdg16i_stat_variable_add(d->job->builder, v, skipped);
}

static int32_t add_column(sdg16i_dta *d, int64_t index, const sdg16i_dta_type *type) {
  if (sdg16i_grow((void **)&d->columns, &d->column_capacity, d->column_count + 1,
                  sizeof *d->columns))
    return sdg16i_fail_memory(d->job->error);
  d->columns[d->column_count++] =
      (sdg16i_dta_column){.index = index, .offset = d->row_width, .type = *type};
  return SDG16_OK;
}

/* A variable of another frame, which another file has. */
static int32_t refuse_alias(sdg16i_dta *d, const char *name) {
  const sdg16_read_options *o = d->job->options;
  int is_named = o->column_count && sdg16i_stat_wants(d->job->builder, name);
  if (!o->column_count) sdg16i_dta_remark(d, SDG16I_DTA_ALIAS_COLUMNS, name);
  return is_named ? sdg16i_fail_at(d->job->error, SDG16_ERR_COLUMN, d->job->path, 0, 0,
                                   "%s: column '%.*s' is an alias of a variable in another "
                                   "frame; this file has no values of it",
                                   d->job->path, sdg16i_utf8_excerpt(name), name)
                  : SDG16_OK;
}

/* Numbers that only Stata can turn into dates. */
static void remark_dates(sdg16i_dta *d, const sdg16i_stat_variable *v) {
  const char *format = v->format + (*v->format == '%');
  if (d->job->options->dates != SDG16_DATES_ISO) return;
  format += *format == '-';
  if (!strncmp(format, "tC", 2)) sdg16i_dta_remark(d, SDG16I_DTA_LEAP_SECONDS, v->name);
  if (!strncmp(format, "tb", 2)) sdg16i_dta_remark(d, SDG16I_DTA_BUSINESS_DAYS, v->name);
}

static int32_t read_variable(sdg16i_dta *d, int64_t i, const struct property *properties,
                             sdg16i_arena *arena) {
  sdg16i_stat_variable v = {.index = i};
  sdg16i_dta_type type;
  int skipped = 1;
  int32_t status = type_of(d, &properties[TYPES], i, &type);
  if (!status) status = sdg16i_stat_own_name(d->job->builder, i, &v.name);
  if (status) return status;
  if (type.kind == SDG16I_DTA_ALIAS) return refuse_alias(d, v.name);
  v.is_text = type.kind == SDG16I_DTA_TEXT || type.kind == SDG16I_DTA_STRL;
  status = add_variable(d, &v, properties, arena, &skipped);
  if (!status && !skipped) {
    remark_dates(d, &v);
    status = add_column(d, i, &type);
  }
  d->row_width += type.width;
  return status;
}

static int32_t read_names(sdg16i_dta *d, const struct property *names, sdg16i_arena *arena) {
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < d->variable_count; i++) {
    const char *name;
    status = take_text(d, names, i, arena, &name);
    if (!status) status = sdg16i_stat_name_add(d->job->builder, name);
    sdg16i_arena_reset(arena);
  }
  return status;
}

static int32_t read_variables(sdg16i_dta *d, const struct property *properties) {
  sdg16i_arena arena = {0};
  int32_t status = read_names(d, &properties[NAMES], &arena);
  for (int64_t i = 0; !status && i < d->variable_count; i++) {
    status = read_variable(d, i, properties, &arena);
    sdg16i_arena_reset(&arena);
  }
  sdg16i_arena_free(&arena);
  return status;
}

int32_t sdg16i_dta_read_variables(sdg16i_dta *d) {
  const sdg16i_dta_layout *l = d->layout;
  struct property properties[PROPERTIES] = {
      {"<variable_types>", "</variable_types>", "the type",
       l->types == SDG16I_DTA_LETTERS || l->types == SDG16I_DTA_BYTES ? 1 : 2, 0, NULL},
      {"<varnames>", "</varnames>", "the name", l->name_size, 0, NULL},
      {"<formats>", "</formats>", "the display format", l->format_size, 0, NULL},
      {"<value_label_names>", "</value_label_names>", "the name of the value labels",
       l->set_name_size, 0, NULL},
      {"<variable_labels>", "</variable_labels>", "the label", l->label_size, 0, NULL}};
  int32_t status = read_properties(d, properties);
  if (!status) status = read_variables(d, properties);
  for (int i = 0; i < PROPERTIES; i++) free(properties[i].bytes);
  return status;
}
