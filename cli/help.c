/* The help of the command and of each subcommand. */
#include "cli.h"

#include <errno.h>
#include <string.h>

#define READING_HELP                                                                           \
  "Reading (CSV with a header line; layout, delimiter and decimal mark are detected)\n"        \
  "  --layout LAYOUT      histories: list columns of 0/1 and a count column\n"                 \
  "                       persons: one row a person, list columns of 0/1\n"                    \
  "                       records: one row a sighting, with --id and --list\n"                 \
  "                       files: one FILE a list, named after the file, with --id\n"           \
  "  --lists A,B,C        the list columns (default: every column of only 0/1)\n"              \
  "  --count COLUMN       the count column (default: count, n, freq or frequency)\n"           \
  "  --id COLUMN          the column that identifies a person\n"                               \
  "  --list COLUMN        records: the column that names the list\n"                           \
  "  --conflicts POLICY   rows of one person that differ: error (default), first, majority\n"  \
  "  --delimiter MARK     comma, semicolon or tab\n"                                           \
  "  --decimal MARK       . or ,\n"                                                            \
  "  --drop LIST          leave a list out (may be repeated)\n"                                \
  "  --merge NEW=A+B      make one list of several (may be repeated)\n"                        \
  "\n"

#define OUTPUT_HELP                                                                            \
  "  --format FORMAT      text (default), csv or json\n"                                       \
  "  --output FILE        write to FILE, which is replaced as a whole\n"                       \
  "  --quiet              no progress bar, no warnings on standard error\n"                    \
  "  --help, --version\n"

static const char TOP[] =
    "Usage: sdg16 SUBCOMMAND [FILE...] [OPTIONS]\n"
    "Indicators of Sustainable Development Goal 16; multiple systems estimation.\n"
    "\n"
    "Subcommands\n"
    "  mse      estimate how many people are on none of several lists\n"
    "  check    say which models the data allow, before estimating\n"
    "  survey   proportions, means, totals and more from a sample survey\n"
    "  catalog  the indicators this version knows\n"
    "\n"
    "  --help, --version\n"
    "\n"
    "Examples\n"
    "  sdg16 mse victims.csv\n"
    "  sdg16 mse victims.csv --population 67000000 --format json --output result.json\n"
    "  sdg16 check victims.csv --all\n"
    "  sdg16 mse --help\n"
    "\n"
    "Exit status: 0 success; 1 the data do not allow the estimate; 2 wrong usage;\n"
    "3 bad input file; 4 other failure; 130 interrupted.\n";

static const char MSE[] =
    "Usage: sdg16 mse FILE [OPTIONS]\n"
    "       sdg16 mse FILE FILE... --id COLUMN [OPTIONS]\n"
    "Estimates a hidden population from several lists of people that overlap, with\n"
    "log-linear models of the capture histories.\n"
    "\n" READING_HELP "Estimating\n"
    "  --estimator NAME     loglinear (default)\n"
    "  --select METHOD      bic (default), aic, aicc: the exact minimum over all models;\n"
    "                       stepwise, downhill; none: the model of --model\n"
    "  --model SPEC         a fixed model: '[12,23,4]', '[1*2,10*11]' or '[LA*NG,PF]'\n"
    "                       (none without --model: independent lists)\n"
    "  --max-order K        largest interaction considered (default: all up to 6 lists,\n"
    "                       2 above)\n"
    "  --search-seconds T   end an exact search after T seconds with the best found\n"
    "  --p-threshold P      stepwise: the largest p-value that adds a pair (default 0.02)\n"
    "  --top K              candidate models to list (default 10)\n"
    "  --interval KIND      profile (default), profile-poisson, wald or none; all of them\n"
    "                       take the selected model as known\n"
    "  --level LEVEL        of the interval (default 0.95)\n"
    "  --population P       gives rates per 100,000: a number, or a CSV file whose column\n"
    "                       named population is added up\n"
    "  --seed N             of the random streams (default 1)\n"
    "  --threads N          default: all cores\n"
    "\n"
    "Output\n" OUTPUT_HELP "\n"
    "Examples\n"
    "  sdg16 mse victims.csv\n"
    "  sdg16 mse victims.csv --select none --model '[12,3,4]' --interval wald\n"
    "  sdg16 mse victims.csv --merge POLICE=PF+NCA --drop GP --population 67000000\n"
    "  sdg16 mse sightings.csv --id person --list source --format json\n"
    "  sdg16 mse police.csv shelters.csv hotline.csv --id person --output result.txt\n";

static const char CHECK[] =
    "Usage: sdg16 check FILE [--model SPEC | --all] [OPTIONS]\n"
    "       sdg16 check FILE FILE... --id COLUMN [--model SPEC | --all] [OPTIONS]\n"
    "Says whether a model, or each hierarchical log-linear model, has a maximum\n"
    "likelihood estimate and is identifiable; overlaps; lists without information.\n"
    "\n" READING_HELP "Checking\n"
    "  --model SPEC         one model: '[12,23,4]', '[1*2,10*11]' or '[LA*NG,PF]'\n"
    "  --all                every hierarchical model\n"
    "  --max-order K        with --all: up to interactions of K lists\n"
    "  --threads N          default: all cores\n"
    "\n"
    "Output\n" OUTPUT_HELP "\n"
    "Exit status 1: the model, or none of the models, can be estimated; without --model\n"
    "and --all: nobody is on two lists.\n"
    "\n"
    "Examples\n"
    "  sdg16 check victims.csv\n"
    "  sdg16 check victims.csv --model '[12,13,23]'\n"
    "  sdg16 check victims.csv --all --max-order 2 --format json\n";

static const char SURVEY[] =
    "Usage: sdg16 survey FILE --weight COLUMN [DESIGN] STATISTIC [OPTIONS]\n"
    "Estimates from a sample survey with standard errors, intervals and reliability.\n"
    "\n"
    "Design\n"
    "  --weight COLUMN      (none: the inverse of the sampling fractions, or 1)\n"
    "  --strata S[,S2]      strata of the first stage, the second, ...\n"
    "  --psu P[,P2]         sampled units of each stage (default: rows are units)\n"
    "  --fpc F[,F2]         population counts of the units in the stratum, or sampling\n"
    "                       fractions (default: with replacement)\n"
    "  --sampled N[,N2]     units sampled in the stratum, where the file lacks some\n"
    "  --lonely-psu POLICY  a stratum with one PSU: fail (default), remove, certainty,\n"
    "                       adjust, average; --lonely-domain: within domains too\n"
    "  --replicates 'w_*'   columns of replicate weights, or a number of bootstrap\n"
    "                       replicates to make\n"
    "  --replicate-kind K   jk1, jkn, brr, fay or bootstrap; without --replicates: make them\n"
    "  --multipliers        the columns hold factors of the weight\n"
    "  --fay RHO, --replicate-scale X, --around-estimate\n"
    "  --calibrate METHOD   linear, raking or logit, to the totals in\n"
    "  --margins FILE,...   CSV files with columns of the survey and a column population\n"
    "  --auxiliary X=TOTAL  and to the total of a numeric column (may be repeated)\n"
    "  --bounds L,U         of the factors\n"
    "\n"
    "Statistic (one of)\n"
    "  --proportion EXPR [--among EXPR]\n"
    "  --mean COLUMN | --total COLUMN ('*': the population) | --ratio NUM/DEN\n"
    "  --quantile P --of COLUMN [--rule math|school|hf4|hf7]\n"
    "  --independence A,B   test of two classifications\n"
    "  --logistic 'Y ~ A + factor(B) + A:B'\n"
    "\n"
    "Estimating\n"
    "  --by COLUMN[,...]    domains: the total, each margin and each combination\n"
    "  --where EXPR         the rows of interest\n"
    "  --interval KIND      logit (default for proportions), wald, arcsine, beta,\n"
    "                       korn-graubard, wilson, likelihood or none\n"
    "  --level LEVEL        (default 0.95); --df DF (default: of the domain)\n"
    "  --deff KIND          against sampling without (wor, default) or with (wr) replacement\n"
    "  --reliability SCHEME nchs, statcan, ine-chile, eclac, eclac-2023, eurostat, custom\n"
    "  --threshold T=X      custom: min-n, min-effective, min-events, min-df, max-cv,\n"
    "                       max-width, review-n, review-df, review-cv (may be repeated)\n"
    "  --standardise COLUMN [--shares FILE]   FILE: that column and a column share\n"
    "  --compare KIND       difference, ratio or odds-ratio of the values of one --by\n"
    "                       column with the first, or --reference VALUE\n"
    "  --delimiter MARK, --decimal MARK, --seed N, --threads N\n"
    "\n"
    "Output\n" OUTPUT_HELP "\n"
    "Examples\n"
    "  sdg16 survey people.csv --weight w --strata stratum --psu psu --proportion victim \\\n"
    "    --by region,sex --reliability nchs\n"
    "  sdg16 survey people.csv --weight w --psu psu --quantile 0.5 --of income\n"
    "  sdg16 survey people.csv --weight w --replicates 'rw*' --replicate-kind brr --mean age\n";

static const char CATALOG[] =
    "Usage: sdg16 catalog [CODE] [OPTIONS]\n"
    "Lists the indicators this version knows, or describes one: name, custodian, kind of\n"
    "estimator, unit, inputs, disaggregations, SDMX series.\n"
    "\n"
    "Output\n" OUTPUT_HELP "\n"
    "Examples\n"
    "  sdg16 catalog\n"
    "  sdg16 catalog 16.2.2\n"
    "  sdg16 catalog --format json\n";

const char *cli_help(int command) {
  switch (command) {
  case COMMAND_MSE:
    return MSE;
  case COMMAND_CHECK:
    return CHECK;
  case COMMAND_SURVEY:
    return SURVEY;
  case COMMAND_CATALOG:
    return CATALOG;
  default:
    return TOP;
  }
}

int cli_say(const char *text) {
  if (fputs(text, stdout) < 0 || fflush(stdout))
    return cli_error(EXIT_OTHER, "standard output: writing failed: %s", strerror(errno));
  return EXIT_DONE;
}
