/* Words for the total of all categories: in the official languages of the United Nations, in
 * German and Portuguese, and as codes of statistical agencies. */
#ifndef SDG16I_DATA_TOTAL_WORDS_H
#define SDG16I_DATA_TOTAL_WORDS_H

/* 1 for "Total", "both sexes", "_T", "ensemble", "all ages", ...: also by how a text begins, so
 * that "All other" is a total. For data whose values are groups of people. */
int sdg16i_is_total_word(const char *text);

/* The same for a category of a dimension of the SDG data structure (NULL: of none): of SEX also
 * "BTSX", "F+M"; of AGE "all ages"; of others only words that stand alone, because "all other"
 * may be a category. */
int sdg16i_is_total_of(const char *component, const char *text);

#endif
