/* The data of an indicator as cells: keys and inputs. */
#ifndef SDG16I_INDICATORS_COUNTS_INDICATOR_DATA_H
#define SDG16I_INDICATORS_COUNTS_INDICATOR_DATA_H

#include "base/memory.h"
#include "data/areas/areas.h"
#include "data/table/dictionary.h"
#include "indicators/registry/registry.h"

#define SDG16I_AXES 24

/* Places in a key, before those of the axes. */
#define SDG16I_AREA 0
#define SDG16I_PERIOD 1
#define SDG16I_SOURCE 2
#define SDG16I_FIRST_AXIS 3
#define SDG16I_TOTAL (-1) /* code in a key: the total, or no such column */

/* T means the total where F and M are given too; it also means other things. */
#define SDG16I_LETTER_F 1
#define SDG16I_LETTER_M 2
#define SDG16I_LETTER_T 4
#define SDG16I_LETTERS_ALL 7

/* A dimension that the data have. */
typedef struct sdg16i_axis {
  const char *name;
  const sdg16_dimension *def; /* NULL: the indicator has no such dimension */
  int64_t column;
  int32_t flags;
  int32_t asked;   /* disaggregate by it */
  int32_t divides; /* the population is divided by it */
  int32_t months;  /* ages in months, of microdata */
  sdg16i_dictionary codes;
  int64_t known;         /* number of codes that the definition names; they come first */
  int32_t names_unknown; /* counts: the data have a category for unknown */
  int32_t letters;       /* counts, of a dimension of sexes: SDG16I_LETTER_ that there are */
} sdg16i_axis;

typedef struct sdg16i_indicator_data {
  const sdg16i_entry *entry;
  const sdg16_indicator_def *def;
  const sdg16_table *data;
  const sdg16_indicator_options *options;  /* checked */
  const char *where;                       /* of the data, for messages */
  int32_t microdata;                       /* one row a respondent, else one row a cell */
  const struct sdg16i_computation *engine; /* that the cells belong to */
  sdg16i_arena memory;
  int32_t axis_count;
  sdg16i_axis axis[SDG16I_AXES];
  sdg16i_dictionary areas, periods, sources;
  int64_t count;
  int32_t width; /* of a key */
  int32_t *key;
  int64_t *row;       /* of the data, from 0 */
  int64_t *next_part; /* the next row that was added to the same cell; -1: none */
  double *input;      /* count x inputs of the definition; NaN: missing */
  int64_t *column;    /* of each input in the data; -1: none */
  uint8_t *has;       /* can the input be used: a column, derived, or the population */
  int32_t from_table; /* the population is not in the data */
  char lacking[200];  /* groups of the population table that the data lack */
  int64_t nature, obs_status, time_detail; /* columns, -1: none */
  int64_t key_column[4]; /* counts: of areas, periods, sources, periods of the population */
} sdg16i_indicator_data;

/* indicator_data_columns.c: finds the columns of inputs and dimensions; sets the width. */
int32_t sdg16i_indicator_data_columns(sdg16i_indicator_data *cells, sdg16_error *error);

/* Finds the columns, codes the keys, reads and checks the inputs, finds the population
 * of each cell. Free also after a failure. */
int32_t sdg16i_indicator_data_read(sdg16i_indicator_data *cells, sdg16_error *error);
void sdg16i_indicator_data_free(sdg16i_indicator_data *cells);

/* ---- data_lookup.c ---- */

/* A column by one of its names ("a|b", mapped names first); -1: none. SDG16_ERR_COLUMN:
 * it was mapped to a column that does not exist. */
int32_t sdg16i_find_column(const sdg16_table *table, const sdg16_indicator_options *options,
                           const char *names, int64_t *out, sdg16_error *error);
#define SDG16I_AREA_NAMES "ref_area|area|country|geocode"
#define SDG16I_PERIOD_NAMES "time_period|period|year"

#define SDG16I_TEXT_SIZE 32
/* A cell as text (numbers in `buffer`); NULL: missing. */
const char *sdg16i_text_at(const sdg16_table *table, int64_t column, int64_t row,
                           char buffer[SDG16I_TEXT_SIZE]);
/* A cell as a number; NaN: missing. Returns 0, or -1 if a text is not a number. */
int sdg16i_number_at(const sdg16_table *table, int64_t column, int64_t row, double *out);

/* The code in "NAME.CODE"; NULL: another name. */
const char *sdg16i_map_code(const char *name, const char *of);
/* The code to which a text of `of` was mapped; NULL: none. */
const char *sdg16i_mapped(const sdg16_indicator_options *options, const char *of,
                          const char *text);
/* The place of a value in the data, for messages: "FILE, data row N, column 'x'". */
#define SDG16I_PLACE_SIZE 400
const char *sdg16i_place(const sdg16i_indicator_data *cells, int64_t row, int64_t column,
                         char out[SDG16I_PLACE_SIZE]);

/* The cell in words, "826, 2023, sex=F". */
const char *sdg16i_cell_name(const sdg16i_indicator_data *cells, const int32_t *key,
                             char out[SDG16I_PLACE_SIZE]);

/* ---- indicator_data_columns.c, category_words.c, population.c ---- */

/* Counts: has a column of the data a use? */
int sdg16i_uses_column(const sdg16i_indicator_data *cells, int64_t column);

/* The category in "INPUT:CATEGORY"; NULL: not of this form. */
const char *sdg16i_map_category(const sdg16_indicator_def *def, const char *name);

/* Which of the letters F, M and T a column of sexes has; other axes: none. */
void sdg16i_axis_letters(const sdg16_indicator_options *options, sdg16i_axis *axis,
                         const sdg16_table *table, int64_t column);
/* The code of a category: by the words that were mapped ("sex.F" to "Femmes"), else as
 * sdg16i_category says. "" for the total, also for its words in several languages and for T
 * beside F and M. SDG16_ERR_VALUE: no category of a dimension whose categories are known.
 * `where` begins the message. */
int32_t sdg16i_axis_category(const sdg16_indicator_options *options, const sdg16i_axis *axis,
                             const char *text, const char *where, int64_t row, char *out,
                             sdg16_error *error);

/* Fills the input "population" of each cell from the options. */
int32_t sdg16i_indicator_data_population(sdg16i_indicator_data *cells, int32_t input,
                                         sdg16_error *error);

#endif
