/* The help of the command and of each subcommand. */
#include "shared/option_table.h"

#include <errno.h>
#include <string.h>

#define OUTPUT_HELP                                                                            \
  "  --format FORMAT      text (default), csv or json\n"                                       \
  "  --output FILE        write to FILE, which is replaced as a whole\n"                       \
  "  --quiet              no progress bar, no warnings on standard error\n"                    \
  "  --help, --version\n"

#define PROTECT_HELP                                                                           \
  "  --protect MIN[,..]   suppress counts below MIN, and what they could be recovered from;\n" \
  "                       protection=W, base=B, controlled, flag=N, cv=X, cv-max=Y, zeros,\n"  \
  "                       no-complementary, reliability (default: nothing is done)\n"          \
  "  --protect-report F   what was done, with the counts: for the office alone\n"

static const char INDICATOR[] =
    "Usage: sdg16 indicator CODE FILE [OPTIONS]\n"
    "Computes an indicator from counts: one row of FILE (CSV) is one cell (area, period,\n"
    "source, a category of each dimension); or from the microdata of a survey: one row of\n"
    "FILE (CSV, SPSS, Stata) is one respondent. Columns are found by the names of inputs and\n"
    "dimensions (sdg16 catalog CODE), ref_area, time_period, source, nature, obs_status.\n"
    "\n"
    "Data\n"
    "  --map NAME=COLUMN,.. columns that are named otherwise; words of a category or an\n"
    "                       answer: sex.F=Femmes,paid.yes=3,*.refused=77; an input for one\n"
    "                       of categories that overlap: paid:police=q502\n"
    "  --by DIM[,DIM]       disaggregate: each combination, each margin and the total;\n"
    "                       required: those that the metadata ask for; all\n"
    "  --crossed N          at most N dimensions at once\n"
    "  --population P       a number, or a CSV file with the column population and those\n"
    "                       it is divided by (ref_area, time_period, sex, age, ...)\n"
    "  --area CODE          area of data without such a column\n"
    "  --period YEAR        period of data without such a column\n"
    "  --delimiter MARK     comma, semicolon or tab\n"
    "  --decimal MARK       . or ,\n"
    "\n"
    "Surveys\n"
    "  --weight W, --strata S, --psu P, --fpc F, --sampled N, --lonely-psu, --lonely-domain,\n"
    "  --replicates, --replicate-kind, --multipliers, --fay, --replicate-scale,\n"
    "  --around-estimate, --calibrate, --margins, --auxiliary, --bounds: the design, as\n"
    "                       sdg16 survey\n"
    "  --interval KIND      logit (default), wald, arcsine, beta, korn-graubard, wilson,\n"
    "                       likelihood or none\n"
    "  --bands A,B,...      ages at which bands begin (default: of the indicator)\n"
    "  --where EXPR         the rows of interest\n"
    "  --reliability SCHEME, --threshold T=X, --df DF, --deff KIND, --seed N, --threads N: as\n"
    "                       sdg16 survey\n"
    "  --audit              who counts, who does not and why, in place of the results\n"
    "  --coding             how each answer was read\n"
    "\n"
    "Computing\n"
    "  --set NAME=VALUE     setting of a switch (may be repeated)\n"
    "  --interval KIND      of counts: small (default): exact Poisson limits where the count\n"
    "                       is small; poisson: always; none\n"
    "  --small-count N      counts below N are small (default 100)\n"
    "  --level LEVEL        of the interval (default 0.95)\n"
    "  --standard FILE      columns age and weight: age-standardised rates beside\n"
    "  --groups FILE        columns ref_area, group, weight: values of the groups\n"
    "  --rule RULE          of aggregation: sums, mean, weighted, total\n"
    "  --window YEARS       years averaged before aggregating\n"
    "  --coverage SHARE     smallest share of the weight that a group needs\n"
    "  --world CODE         with --groups: also the world, under this code\n"
    "  --trend              changes over time, never across a break\n"
    "\n";

static const char INDICATOR_OUTPUT[] =
    "Output\n"
    "  --format FORMAT      text (default), csv, json, sdmx-csv, open-sdg\n"
    "  --sdmx-version V     1.0 (default) or 2.0\n"
    "  --action ACTION      SDMX-CSV 2.0: I, A, R or D\n"
    "  --dataflow D         default IAEG-SDGs:DF_SDG_GLC(1.22)\n"
    "  --check RULES        codes (default), constraints (of global submissions), none\n"
    "  --source NAME        publish this source alone\n"
    "  --source-detail TEXT SOURCE_DETAIL of data without sources\n"
    "  --last-update DATE   DATA_LAST_UPDATE\n"
    "  --codes              open-sdg: codes in place of words\n"
    "  --decimals N         text: digits behind the point (default 2)\n" PROTECT_HELP
    "  --output FILE        write to FILE, which is replaced as a whole\n"
    "  --quiet              no notes on standard error\n"
    "  --help, --version\n"
    "\n"
    "Exit status 1: no value could be computed.\n"
    "\n"
    "Examples\n"
    "  sdg16 indicator 16.3.2 prisons.csv\n"
    "  sdg16 indicator 16.1.1 homicides.csv --by sex,age --population people.csv\n"
    "  sdg16 indicator 16.4.2 arms.csv --set denominator=traceable --format json\n"
    "  sdg16 indicator 16.5.1 survey.sav --weight w --strata stratum --psu psu \\\n"
    "    --map contact=q501,paid=q502,asked=q503 --by required --crossed 1\n"
    "  sdg16 indicator 16.1.1 homicides.csv --area 826 --format sdmx-csv --output h.csv\n";

static const char IFF[] =
    "Usage: sdg16 iff METHOD FILE [OPTIONS]\n"
    "       sdg16 iff total FILE...\n"
    "       sdg16 iff methods\n"
    "Estimates illicit financial flows (16.4.1) by one method, inward and outward apart.\n"
    "FILE (CSV) is streamed: memory grows with the groups of trade, not with the rows.\n"
    "total adds results (--format csv) of methods that do not measure the same.\n"
    "\n"
    "Methods (sdg16 iff methods: their columns and settings)\n"
    "  price-filter         customs records whose unit price is abnormal\n"
    "  partner-country      mirrored trade flows\n"
    "  balance              drugs and goods: quantities left over x price\n"
    "  smuggling            of migrants: persons x price\n"
    "  units                units x price x share paid across the border\n"
    "  management           illicit income moved abroad, or in\n"
    "  offshore-flow        undeclared change of offshore deposits\n"
    "  offshore-wealth      undeclared change of offshore financial wealth\n"
    "  profit-misalignment  profits of multinationals against their activity\n"
    "  profit-comparison    multinationals against comparable firms\n"
    "  haven-profits        what foreign firms earn more in havens, by who pays to them\n"
    "\n"
    "Estimating\n"
    "  --set NAME=VALUE     setting of the method (may be repeated)\n"
    "  --prices FILE        price-filter with fence=price: columns commodity, price, and\n"
    "                       time_period, partner\n"
    "  --map NAME=COLUMN,.. columns that are named otherwise\n"
    "  --area CODE          area of data without such a column\n"
    "  --period YEAR        period of data without such a column\n"
    "  --delimiter MARK     comma, semicolon or tab\n"
    "  --decimal MARK       . (default) or ,\n"
    "  --seed N             of replicates (--set replicates=N); default 1\n"
    "  --threads N          for replicates; default: all cores\n"
    "\n"
    "Output\n"
    "  --detail             CSV of what the flows are made of\n"
    "  --coefficients       CSV of what was fitted (partner-country)\n"
    "  --by category        the whole, and each of the four categories\n"
    "  --format FORMAT      text (default), csv, json, sdmx-csv, open-sdg\n"
    "  --sdmx-version V     1.0 (default) or 2.0; --action, --dataflow, --check,\n"
    "                       --source-detail, --last-update: as sdg16 indicator\n"
    "  --decimals N         text: digits behind the point (default 2)\n"
    "  --output FILE        write to FILE, which is replaced as a whole\n"
    "  --quiet              no notes on standard error\n"
    "  --help, --version\n"
    "\n"
    "Exit status 1: nothing could be estimated.\n"
    "\n"
    "Examples\n"
    "  sdg16 iff price-filter customs.csv --set k=3\n"
    "  sdg16 iff price-filter customs.csv --set fence=price --prices world.csv\n"
    "  sdg16 iff partner-country mirror.csv --set cif=1.06 --detail\n"
    "  sdg16 iff partner-country mirror.csv --set 'predictors=distance,ln(price)'\n"
    "  sdg16 iff total trade.csv drugs.csv --by category --format sdmx-csv\n"
    "  sdg16 iff smuggling routes.csv --area 12 --period 2023 --format json\n";

static const char TOP[] =
    "Usage: sdg16 SUBCOMMAND [FILE...] [OPTIONS]\n"
    "Indicators of Sustainable Development Goal 16; multiple systems estimation.\n"
    "\n"
    "Subcommands\n"
    "  mse        estimate how many people are on none of several lists\n"
    "  check      say which models the data allow, before estimating\n"
    "  draws      put bootstrap draws of several runs together; intervals from them\n"
    "  survey     proportions, means, totals and more from a sample survey\n"
    "  catalog    the indicators this version knows\n"
    "  indicator  compute an indicator from counts or from a survey\n"
    "  iff        estimate illicit financial flows\n"
    "  convert    a file of SPSS or Stata, or a CSV file, to CSV\n"
    "\n"
    "  --help, --version\n"
    "\n"
    "Examples\n"
    "  sdg16 mse victims.csv\n"
    "  sdg16 mse victims.csv --population 67000000 --format json --output result.json\n"
    "  sdg16 mse victims.csv --by sex,age --draws draws.csv\n"
    "  sdg16 check victims.csv --all\n"
    "  sdg16 mse --help\n"
    "\n"
    "Exit status: 0 success; 1 the data do not allow the estimate; 2 wrong usage;\n"
    "3 bad input file; 4 other failure; 130 interrupted.\n";

static const char DRAWS[] =
    "Usage: sdg16 draws SHARD... [OPTIONS]\n"
    "Reads the bootstrap draws that sdg16 mse kept, puts shards together, which must be of\n"
    "the same data, settings and seed, and gives the interval of every cell, in the columns\n"
    "of sdg16 mse. An interval needs 2 / (1 - level) replicates, 40 at 95 %.\n"
    "\n"
    "Intervals\n"
    "  --interval KIND      bca (default), percentile or basic\n"
    "  --level LEVEL        of the interval (default 0.95)\n"
    "  --gaps               go on when replicates are missing\n"
    "\n"
    "Output\n"
    "  --merged FILE        keep the merged draws in FILE\n" OUTPUT_HELP "\n"
    "Exit status 1: no cell has an estimate.\n"
    "\n"
    "Examples\n"
    "  sdg16 draws draws.csv --interval percentile --level 0.9\n"
    "  sdg16 draws first.csv second.csv --merged all.csv\n"
    "  sdg16 draws stopped.csv --gaps --format json\n";
static const char SURVEY[] =
    "Usage: sdg16 survey FILE --weight COLUMN [DESIGN] STATISTIC [OPTIONS]\n"
    "Estimates from a sample survey (CSV, or a file of SPSS or Stata) with standard errors,\n"
    "intervals and reliability. EXPR is a column, or such as 'asked == 1 | paid == 1'.\n"
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
    "  --calibrate METHOD   linear, raking or logit (each replicate too), to the totals in\n"
    "  --margins FILE,...   files with columns of the survey and a column population\n"
    "  --auxiliary X=TOTAL  and to the total of a numeric column (may be repeated)\n"
    "  --bounds L,U         of the factors\n"
    "\n"
    "Statistic (one of)\n"
    "  --proportion EXPR [--among EXPR]\n"
    "  --mean EXPR | --total EXPR ('*': the population) | --ratio NUM/DEN\n"
    "  --quantile P --of EXPR [--rule math|school|hf4|hf7]\n"
    "  --average 'A; B'     the mean of the proportions of several conditions\n"
    "  --independence A,B   test of two classifications\n"
    "  --logistic 'Y ~ A + factor(B) + A:B'\n"
    "\n"
    "Estimating\n"
    "  --by COLUMN[,...]    domains: the total, each margin and each combination, of at most\n"
    "                       --crossed N columns\n"
    "  --labels FORM        domains as text (default: the labels that the values have in a\n"
    "                       file of SPSS or Stata) or as codes\n"
    "  --where EXPR         the rows of interest\n"
    "  --interval KIND      logit (default for proportions), wald, arcsine, beta,\n"
    "                       korn-graubard, wilson, likelihood or none\n"
    "  --level LEVEL        (default 0.95); --df DF (default: of the domain)\n"
    "  --deff KIND          against sampling without (wor, default) or with (wr) replacement\n"
    "  --reliability SCHEME nchs (proportions), nchs-rates (others), statcan, ine-chile,\n"
    "                       eclac, eclac-2023, eurostat, custom\n"
    "  --threshold T=X      custom: min-n, min-effective, min-events, min-df, max-cv,\n"
    "                       max-width, review-n, review-df, review-cv (may be repeated)\n"
    "  --standardise COLUMN [--shares FILE]   FILE: that column and a column share\n"
    "  --compare KIND       difference, ratio or odds-ratio of the values of one --by\n"
    "                       column with the first, or --reference VALUE\n"
    "  --delimiter MARK, --decimal MARK, --seed N, --threads N\n"
    "\n"
    "Output\n" PROTECT_HELP OUTPUT_HELP "\n"
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

static const char CONVERT[] =
    "Usage: sdg16 convert IN OUT [OPTIONS]\n"
    "Writes a file of SPSS (.sav, .zsav, .por) or Stata (.dta), or a CSV file, as CSV in\n"
    "UTF-8. OUT is replaced as a whole; - is standard output.\n"
    "\n"
    "Reading\n"
    "  --from FORMAT        csv, spss, spss-portable or stata (default: found from the file)\n"
    "  --columns A,B,C      the columns to keep, in this order\n"
    "  --rows N             the first N rows\n"
    "  --encoding NAME      SPSS, Stata: of the texts, where the file does not say or is\n"
    "                       wrong, such as windows-1252\n"
    "  --kind KIND=TEXT     what is labelled TEXT (CSV: is TEXT) is missing because of KIND:\n"
    "                       refused, dont-know, not-applicable or system (may be repeated)\n"
    "  --dates FORM         SPSS, Stata: iso (default), or numbers as in the file\n"
    "  --delimiter MARK     CSV: comma, semicolon or tab (default: detected)\n"
    "  --decimal MARK       CSV: . or , (default: detected)\n"
    "\n"
    "Writing\n"
    "  --labels FORM        values that have labels: codes (default) or text\n"
    "  --missing FORM       missing cells: blank (default); kind: refused, dont-know,\n"
    "                       not-applicable, tagged; tag: the file's own, 98 or .a, or their\n"
    "                       labels with --labels text\n"
    "  --quiet              say nothing when it is done\n"
    "  --help, --version\n"
    "\n"
    "Examples\n"
    "  sdg16 convert survey.sav survey.csv\n"
    "  sdg16 convert survey.dta - --columns weight,region,q16 --labels text\n"
    "  sdg16 convert survey.sav survey.csv --kind refused='Refused to answer' --missing kind\n";

/* In pieces: a string literal need not hold more than 4,095 bytes. */
static const struct {
  int command;
  const char *piece[2];
} HELP[] = {
    {0, {TOP, ""}},
    {COMMAND_DRAWS, {DRAWS, ""}},
    {COMMAND_SURVEY, {SURVEY, ""}},
    {COMMAND_CATALOG, {CATALOG, ""}},
    {COMMAND_INDICATOR, {INDICATOR, INDICATOR_OUTPUT}},
    {COMMAND_IFF, {IFF, ""}},
    {COMMAND_CONVERT, {CONVERT, ""}},
};

static int say_failed(void) {
  return cli_error(EXIT_OTHER, "standard output: writing failed: %s", strerror(errno));
}

int cli_say(const char *text) {
  return fputs(text, stdout) < 0 || fflush(stdout) ? say_failed() : EXIT_DONE;
}

int cli_help(int command) {
  const cli_option_table *table = cli_option_table_of(command);
  if (table && cli_option_help(table, stdout)) return say_failed();
  for (size_t i = 0; i < sizeof HELP / sizeof HELP[0]; i++)
    for (size_t k = 0; k < 2 && HELP[i].command == command; k++)
      if (fputs(HELP[i].piece[k], stdout) < 0) return say_failed();
  return fflush(stdout) ? say_failed() : EXIT_DONE;
}
