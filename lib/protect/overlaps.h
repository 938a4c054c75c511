/* What the published numbers of an estimate from lists reveal about small overlaps. */
#ifndef SDG16I_PROTECT_OVERLAPS_H
#define SDG16I_PROTECT_OVERLAPS_H

#include "protect/protect.h"

/* Decides for each row of estimates from lists whether the estimate is withheld, whether its
 * standard error and limits are, and to how many digits the undetected are rounded. The rule is
 * in docs/disclosure.md. To be called after the suppression of counts. */
int32_t sdg16i_judge_overlaps(sdg16i_protecting *p);

#endif
