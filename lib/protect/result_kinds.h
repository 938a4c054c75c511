/* Whose result a table is: what are its dimensions and counts, and what of its other numbers
 * tells the counts. */
#ifndef SDG16I_PROTECT_RESULT_KINDS_H
#define SDG16I_PROTECT_RESULT_KINDS_H

#include <sdg16/table.h>

#define SDG16I_KIND_INDICATOR 0 /* and any other table with such columns */
#define SDG16I_KIND_MSE 1       /* sdg16_mse_estimates, sdg16_strata_estimates */
#define SDG16I_KIND_SURVEY 2    /* sdg16_survey_estimates */

int32_t sdg16i_kind_of(const sdg16_table *table);
/* Are its values from a sample, of a survey or an indicator of one? */
int sdg16i_of_sample(const sdg16_table *table);
/* Estimates of surveys and lists have their dimensions first: how many columns. */
int64_t sdg16i_kind_dimensions(const sdg16_table *table, int32_t kind);
const char *sdg16i_kind_value(int32_t kind); /* the column of what is estimated */

/* What becomes of a column where counts are protected. */
#define SDG16I_PUBLISH_AS_IS 0
#define SDG16I_PUBLISH_WHOLE 1 /* to whole persons */
#define SDG16I_PUBLISH_RATE 2  /* made anew of those */
#define SDG16I_PUBLISH_NOT 3   /* it would tell counts that are not in the table */

/* `sampled`: as sdg16i_of_sample; `rounded`: the counts are rounded to a base, so that nothing
 * may tell the exact ones. */
int32_t sdg16i_kind_publishes(int32_t kind, int sampled, const char *column, int rounded);
/* Columns that nobody knows are never published. */
int sdg16i_kind_knows(int32_t kind, const char *column);
/* Texts that tell of overlaps, where counts are protected. */
int sdg16i_kind_withholds(int32_t kind, const char *column);
/* Texts that tell nothing of a suppressed row. */
int sdg16i_kind_keeps_text(int32_t kind, const char *column);

#endif
