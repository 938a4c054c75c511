/* Inside a registry: definitions, and the code that some of them need. */
#ifndef SDG16I_INDICATORS_REGISTRY_REGISTRY_H
#define SDG16I_INDICATORS_REGISTRY_REGISTRY_H

#include "indicators/registry/formula.h"

#include <sdg16/indicator.h>

struct sdg16i_indicator_data;
struct sdg16i_results;

/* Code of an indicator that formulas cannot express. */
typedef struct sdg16i_code {
  /* fills the derived inputs from the answers of each row; nullable */
  int32_t (*derive)(struct sdg16i_indicator_data *cells, sdg16_error *error);
  /* adds rows to the finished results; nullable */
  int32_t (*finish)(struct sdg16i_results *results, sdg16_error *error);
  int32_t rows_are_cases; /* several rows may belong to one cell: they are added up */
} sdg16i_code;

typedef struct sdg16i_entry {
  const sdg16_indicator_def *def;
  const sdg16i_code *code; /* NULL: none */
} sdg16i_entry;

/* The built-in indicators, a file each group, in the order of their numbers. */
typedef struct sdg16i_entries {
  const sdg16i_entry *entry;
  int64_t count;
} sdg16i_entries;
extern const sdg16i_entries sdg16i_builtin_health;
extern const sdg16i_entries sdg16i_builtin_violence;
extern const sdg16i_entries sdg16i_builtin_justice;
extern const sdg16i_entries sdg16i_builtin_institutions;
extern const sdg16i_entries sdg16i_builtin_rights;

extern const sdg16i_code sdg16i_code_conflict;    /* 16.1.2 */
extern const sdg16i_code sdg16i_code_cases;       /* 16.10.1 */
extern const sdg16i_code sdg16i_code_access;      /* 16.10.2 */
extern const sdg16i_code sdg16i_code_institution; /* 16.a.1 */
extern const sdg16i_code sdg16i_code_budget;      /* 16.6.1 */

/* The entry of a code, or NULL. `registry` may be NULL: the built-in ones. */
const sdg16i_entry *sdg16i_registry_entry(const sdg16_registry *registry, const char *code);
/* The same, following same_as; SDG16_ERR_NAME. */
int32_t sdg16i_registry_resolve(const sdg16_registry *registry, const char *code,
                                const sdg16i_entry **named, const sdg16i_entry **computed,
                                sdg16_error *error);
/* sdg16_registry_table of several indicators. */
int32_t sdg16i_registry_rows(const sdg16_registry *registry, int64_t count,
                             const char *const *codes, int32_t what, sdg16_table **out,
                             sdg16_error *error);

static inline double sdg16i_multiplier(const sdg16_series *series) {
  return series->multiplier > 0 ? series->multiplier : 1;
}

/* ---- definition.c ---- */

/* Formulas of a series; the index of an input is its position in the definition. */
typedef struct sdg16i_formulas {
  sdg16i_formula numerator, denominator, reference_numerator, reference_denominator;
  sdg16i_formula lower, upper;
} sdg16i_formulas;
int32_t sdg16i_series_formulas(const sdg16_indicator_def *def, const sdg16_series *series,
                               sdg16i_formulas *out, sdg16_error *error);

/* Splits "name=value" or "name!=value"; -1 if it is neither. */
int sdg16i_setting(const char *text, int64_t size, int64_t *name_size, const char **value,
                   int64_t *value_size, int *negated);

/* Index by name, -1: none. */
int32_t sdg16i_find_input(const sdg16_indicator_def *def, const char *name, int64_t size);
int32_t sdg16i_find_dimension(const sdg16_indicator_def *def, const char *name, int64_t size);
int32_t sdg16i_find_switch(const sdg16_indicator_def *def, const char *name, int64_t size);

#endif
