/* Words that are nearly right, and options that other programs have. */
#include "shared/cli.h"

#include <ctype.h>
#include <string.h>

#define WORD_SIZE 64

static void put_small(const char *text, char out[WORD_SIZE]) {
  size_t i = 0;
  for (; text[i] && i + 1 < WORD_SIZE; i++)
    out[i] = (char)tolower((unsigned char)text[i]); /* no locale is ever set */
  out[i] = '\0';
}

void cli_consider(cli_nearest *nearest, const char *written, const char *word) {
  char small[WORD_SIZE];
  put_small(written, small);
  int32_t distance = sdg16_text_distance(small, word);
  if (!nearest->word || distance < nearest->distance) *nearest = (cli_nearest){word, distance};
}

int cli_is_meant(const cli_nearest *nearest, const char *written) {
  return *written && nearest->word && nearest->distance <= 1 + (int32_t)strlen(written) / 3;
}

/* ---- options of Stata, R, SPSS, SAS and of other commands ---- */

#define DESIGN "survey indicator"
#define COUNTING "mse check"

typedef struct foreign_option {
  const char *name;
  const char *commands; /* separated by blanks; NULL: all */
  const char *here;
} foreign_option;

/* The first row that fits counts. */
static const foreign_option FOREIGN[] = {
    {"weights", DESIGN, "the column of weights is --weight COLUMN"},
    {"pweight", DESIGN, "the column of weights is --weight COLUMN"},
    {"pweights", DESIGN, "the column of weights is --weight COLUMN"},
    {"pw", DESIGN, "the column of weights is --weight COLUMN"},
    {"wt", DESIGN, "the column of weights is --weight COLUMN"},
    {"weights", COUNTING,
     "the column that says how many people have a history is --count COLUMN"},
    {"weight", COUNTING,
     "the column that says how many people have a history is --count COLUMN"},
    {"fweight", COUNTING,
     "the column that says how many people have a history is --count COLUMN"},
    {"freq", COUNTING, "the column that says how many people have a history is --count COLUMN"},
    {"cluster", DESIGN, "the primary sampling units are --psu COLUMN"},
    {"clusters", DESIGN, "the primary sampling units are --psu COLUMN"},
    {"ids", DESIGN, "the primary sampling units are --psu COLUMN"},
    {"id", DESIGN, "the primary sampling units are --psu COLUMN"},
    {"stratum", DESIGN, "the strata of the sample are --strata COLUMN"},
    {"stratification", DESIGN, "the strata of the sample are --strata COLUMN"},
    {"svyset", DESIGN, "the design is --weight COLUMN, --strata COLUMN and --psu COLUMN"},
    {"svydesign", DESIGN, "the design is --weight COLUMN, --strata COLUMN and --psu COLUMN"},
    {"singleunit", DESIGN, "what to do with a stratum of one unit is --lonely-psu"},
    {"repweights", DESIGN, "replicate weights are --replicates 'w_*' with --replicate-kind"},
    {"brrweight", DESIGN, "replicate weights are --replicates 'w_*' with --replicate-kind brr"},
    {"jkrweight", DESIGN, "replicate weights are --replicates 'w_*' with --replicate-kind"},
    {"bsrweight", DESIGN,
     "replicate weights are --replicates 'w_*' with --replicate-kind bootstrap"},
    {"over", "survey indicator mse", "groups are --by COLUMN[,COLUMN]"},
    {"subpop", "survey", "the people of a domain are --where EXPRESSION"},
    {"subset", "survey", "the people of a domain are --where EXPRESSION"},
    {"if", "survey", "the people of a domain are --where EXPRESSION"},
    {"filter", "survey", "the people of a domain are --where EXPRESSION"},
    {"strata", "mse", "groups that are estimated apart are --by COLUMN[,COLUMN]"},
    {"stratify", "mse", "groups that are estimated apart are --by COLUMN[,COLUMN]"},
    {"covariates", "mse", "groups that are estimated apart are --by COLUMN[,COLUMN]"},
    {"ic", "mse", "the criterion of the selection is --select bic, aic or aicc"},
    {"criterion", "mse", "the criterion of the selection is --select bic, aic or aicc"},
    {"nboot", "mse", "the number of replicates is --bootstrap B"},
    {"reps", "mse", "the number of replicates is --bootstrap B"},
    {"nlists", COUNTING, "the list columns are --lists A,B,C"},
    {"conf-level", NULL, "the level of the interval is --level, such as --level 0.95"},
    {"confidence", NULL, "the level of the interval is --level, such as --level 0.95"},
    {"alpha", NULL, "the level of the interval is --level, such as --level 0.95"},
    {"ci", NULL, "the interval is always given; its level is --level, its kind --interval"},
    {"confint", NULL,
     "the interval is always given; its level is --level, its kind --interval"},
    {"groupby", "survey indicator mse", "groups are --by COLUMN[,COLUMN]"},
    {"group", "survey indicator mse", "groups are --by COLUMN[,COLUMN]"},
    {"sep", NULL, "the delimiter of CSV files is --delimiter"},
    {"dec", NULL, "the decimal mark of CSV files is --decimal"},
    {"country", NULL, "the area is --area, such as --area 826 or --area GBR"},
    {"year", NULL, "the year is --period"},
    {"out", NULL, "the output goes to --output FILE"},
    {"json", NULL, "JSON is --format json"},
    {"csv", NULL, "CSV is --format csv"},
    {"ncores", NULL, "the number of threads is --threads N"},
    {"cores", NULL, "the number of threads is --threads N"},
    {"jobs", NULL, "the number of threads is --threads N"},
    {"set-seed", NULL, "the seed of the random streams is --seed N"},
    {"random-seed", NULL, "the seed of the random streams is --seed N"},
    {"silent", NULL, "messages are left out with --quiet"},
    {"verbose", NULL, "there is no such option; --format json has every number"}};

static int is_among(const char *command, const char *commands) {
  size_t size = strlen(command);
  for (const char *at = commands; at && (at = strstr(at, command)); at += size)
    if ((at == commands || at[-1] == ' ') && (at[size] == ' ' || !at[size])) return 1;
  return !commands;
}

/* The same word, whatever the case and with '_' or '.' for '-'. */
static int is_alike(const char *written, const char *name) {
  for (; *written && *name; written++, name++) {
    char c = (char)tolower((unsigned char)*written);
    if (c == '_' || c == '.') c = '-';
    if (c != *name) return 0;
  }
  return *written == *name;
}

const char *cli_foreign_option(const char *command, const char *name) {
  for (size_t i = 0; i < sizeof FOREIGN / sizeof FOREIGN[0]; i++)
    if (is_alike(name, FOREIGN[i].name) && is_among(command, FOREIGN[i].commands))
      return FOREIGN[i].here;
  return NULL;
}
