/* The mirrored flows of the partner-country method, and what is fitted to them: the ratio of
 * cif to fob (cif.c), the accuracy of the sides (accuracy.c). */
#ifndef SDG16I_IFF_PARTNER_H
#define SDG16I_IFF_PARTNER_H

#include "iff/iff.h"

enum { SDG16I_OURS, SDG16I_ITS };      /* sides: the reporter's record, its partner's */
enum { SDG16I_EXPORT, SDG16I_IMPORT }; /* flows, as the reporter sees them */
enum { SDG16I_CIF_NONE, SDG16I_CIF_FOB, SDG16I_CIF_FITTED }; /* what is known about a ratio */

/* Parts of a flow's key. */
enum {
  SDG16I_AREA_PART,
  SDG16I_FLOW_PART,
  SDG16I_COMMODITY_PART,
  SDG16I_PARTNER_PART,
  SDG16I_PERIOD_PART,
  SDG16I_PARTS
};

typedef struct sdg16i_mirrored {
  sdg16i_sum side[2];
  int64_t given[2]; /* rows with a value of the side */
  double sigma[2];
  double cif[3]; /* licit ratio: central, low, high */
  double whole;  /* the ratio with what illicit predictors explain; NaN: as cif */
  int8_t flow, ratio;
  int8_t used;   /* it is in the regression of ratios */
  int8_t valued; /* a row said how its import side is valued */
} sdg16i_mirrored;

typedef struct sdg16i_partner_term {
  int32_t column;   /* among those that settings name; or LAG, FUTURE */
  int32_t function; /* of the column */
  int32_t illicit;
  const char *name;
} sdg16i_partner_term;

typedef struct sdg16i_cif_fit sdg16i_cif_fit; /* of one flow */

typedef struct sdg16i_mirrors {
  sdg16i_dictionary keys;
  sdg16i_mirrored *group;
  int64_t capacity;
  sdg16i_partner_term *term;
  int64_t term_count;
  sdg16i_dictionary periods; /* that have an intercept of their own */
  sdg16i_cif_fit *fit[2];    /* by flow */
  double *x;                 /* a row of the regression, and scratch */
} sdg16i_mirrors;

/* The settings of the method, in order. */
enum {
  SDG16I_SET_CIF,
  SDG16I_SET_ZERO,
  SDG16I_SET_WEIGHTING,
  SDG16I_SET_PREDICTORS,
  SDG16I_SET_ILLICIT,
  SDG16I_SET_EFFECTS,
  SDG16I_SET_LARGEST,
  SDG16I_SET_ACCURACY
};

/* Value of the side that records a flow as an import or export; above 0 on both sides: 1. */
int sdg16i_mirrored_values(const sdg16i_mirrored *group, double *import, double *export);

/* ---- the ratio of cif to fob (cif.c): ordinary least squares of ln(import / export) on
 * predictors, for exports and imports apart ---- */

/* Reads the settings: terms, and the columns that they name. */
int32_t sdg16i_cif_begin(sdg16i_iff_job *job, sdg16i_mirrors *mirrors);
/* A row of the second pass: into the regression, once a flow. */
int32_t sdg16i_cif_row(sdg16i_iff_job *job, sdg16i_mirrors *mirrors, int64_t group,
                       const sdg16i_iff_value *value);
int32_t sdg16i_cif_solve(sdg16i_iff_job *job, sdg16i_mirrors *mirrors);
/* A row of the third: the fitted ratio of its flow. */
int32_t sdg16i_cif_apply(sdg16i_iff_job *job, sdg16i_mirrors *mirrors, int64_t group,
                         const sdg16i_iff_value *value);
void sdg16i_cif_drop(sdg16i_mirrors *mirrors);

/* ---- the accuracy of the sides (accuracy.c) ---- */

/* Fills sigma of every flow with both sides and a ratio. */
int32_t sdg16i_accuracy_fit(sdg16i_iff_job *job, sdg16i_mirrors *mirrors);

/* The ratio of a flow as a whole: fitted, given, or the usual one; NaN: none could be fitted.
 */
double sdg16i_mirrored_ratio(const sdg16i_iff_job *job, const sdg16i_mirrors *mirrors,
                             const sdg16i_mirrored *group);

#endif
