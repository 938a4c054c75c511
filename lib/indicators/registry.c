/* The registry of indicators: data, and the table made of it.
 *
 * Facts from the metadata sheets of the custodian agencies (date in the last
 * column) and the series codes of the SDG data structure definition. */
#include <sdg16/indicator.h>

#include "base/error.h"

#include <stddef.h>

typedef struct indicator {
  const char *code, *name, *custodian, *kind;
  const char *unit; /* SDMX codes of UNIT_MEASURE, one for each group of series */
  int64_t multiplier;
  const char *inputs, *disaggregations, *series, *metadata_date;
} indicator;

static const indicator INDICATORS[] = {
    /* The value reported is of detected victims; with the undetected, estimated
     * from overlapping lists, it stands beside it. */
    {"16.2.2",
     "Number of victims of human trafficking per 100,000 population, by sex, age and form of "
     "exploitation",
     "UNODC", "rate", "PER_100000_POP; NUMBER", 100000,
     "detected victims; population; undetected victims (optional, estimated from lists)",
     "sex; age (child, adult); form of exploitation (sexual exploitation, forced labour and "
     "similar practices, organ removal, other)",
     "VC_HTF_DETVR; VC_HTF_DETVSXR; VC_HTF_DETVFLR; VC_HTF_DETVOGR; VC_HTF_DETVOPR; "
     "VC_HTF_DETV; VC_HTF_DETVSX; VC_HTF_DETVFL; VC_HTF_DETVOG; VC_HTF_DETVOP",
     "2023-03-31"},
};
#define COUNT ((int32_t)(sizeof INDICATORS / sizeof INDICATORS[0]))

static const struct {
  const char *name;
  size_t offset;
  int is_number;
} COLUMNS[] = {
    {"code", offsetof(indicator, code), 0},
    {"name", offsetof(indicator, name), 0},
    {"custodian", offsetof(indicator, custodian), 0},
    {"kind", offsetof(indicator, kind), 0},
    {"unit", offsetof(indicator, unit), 0},
    {"multiplier", offsetof(indicator, multiplier), 1},
    {"inputs", offsetof(indicator, inputs), 0},
    {"disaggregations", offsetof(indicator, disaggregations), 0},
    {"series", offsetof(indicator, series), 0},
    {"metadata_date", offsetof(indicator, metadata_date), 0},
};

/* One level a row: texts that repeat would need a dictionary, and there are few. */
static int32_t add_column(sdg16_table *table, const char *name, size_t offset, int is_number,
                          sdg16_error *error) {
  const char *texts[COUNT];
  int64_t numbers[COUNT];
  int32_t codes[COUNT];
  for (int32_t i = 0; i < COUNT; i++) {
    const char *member = (const char *)&INDICATORS[i] + offset;
    codes[i] = i;
    if (is_number)
      numbers[i] = *(const int64_t *)(const void *)member;
    else
      texts[i] = *(const char *const *)(const void *)member;
  }
  return is_number ? sdg16_table_add_int64(table, name, COUNT, numbers, NULL, error)
                   : sdg16_table_add_text(table, name, COUNT, codes, NULL, COUNT, texts, error);
}

int32_t sdg16_indicator_catalog(sdg16_table **out, sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out: NULL found, expected a pointer");
  *out = NULL;
  sdg16_table *table;
  int32_t status = sdg16_table_new(&table, error);
  for (size_t i = 0; i < sizeof COLUMNS / sizeof COLUMNS[0] && !status; i++)
    status = add_column(table, COLUMNS[i].name, COLUMNS[i].offset, COLUMNS[i].is_number, error);
  if (status)
    sdg16_table_free(table);
  else
    *out = table;
  return status;
}
