/* Names of the constants of sdg16/indicator.h. */
#include "base/names.h"

#include <sdg16/indicator.h>

static const sdg16i_name INPUT_KINDS[] = {
    {SDG16_INPUT_COUNT, "count"},           {SDG16_INPUT_AMOUNT, "amount"},
    {SDG16_INPUT_POPULATION, "population"}, {SDG16_INPUT_ESTIMATE, "estimate"},
    {SDG16_INPUT_ANSWER, "answer"},         {SDG16_INPUT_MICRODATA, "microdata"}};
SDG16I_NAMES(sdg16_input_kind, INPUT_KINDS)

static const sdg16i_name RULES[] = {{SDG16_AGGREGATE_NONE, "none"},
                                    {SDG16_AGGREGATE_SUMS, "sums"},
                                    {SDG16_AGGREGATE_MEAN, "mean"},
                                    {SDG16_AGGREGATE_WEIGHTED, "weighted"},
                                    {SDG16_AGGREGATE_TOTAL, "total"}};
SDG16I_NAMES(sdg16_aggregate, RULES)

static const sdg16i_name INTERVALS[] = {{SDG16_COUNT_INTERVAL_SMALL, "small"},
                                        {SDG16_COUNT_INTERVAL_POISSON, "poisson"},
                                        {SDG16_COUNT_INTERVAL_NONE, "none"}};
SDG16I_NAMES(sdg16_count_interval, INTERVALS)

static const sdg16i_name INPUT_FLAGS[] = {{SDG16_INPUT_OPTIONAL, "optional"},
                                          {SDG16_INPUT_BASE, "base"},
                                          {SDG16_INPUT_DERIVED, "derived"}};
SDG16I_NAMES(sdg16_input_flag, INPUT_FLAGS)

static const sdg16i_name SERIES_FLAGS[] = {{SDG16_SERIES_PART, "part"},
                                           {SDG16_SERIES_POISSON, "poisson"},
                                           {SDG16_SERIES_SUPPLEMENTARY, "supplementary"},
                                           {SDG16_SERIES_GROUPS, "groups"}};
SDG16I_NAMES(sdg16_series_flag, SERIES_FLAGS)

static const sdg16i_name DIMENSION_FLAGS[] = {{SDG16_DIMENSION_PEOPLE, "people"},
                                              {SDG16_DIMENSION_OVERLAP, "overlap"},
                                              {SDG16_DIMENSION_REQUIRED, "required"},
                                              {SDG16_DIMENSION_SEPARATE, "separate"}};
SDG16I_NAMES(sdg16_dimension_flag, DIMENSION_FLAGS)

static const sdg16i_name CATALOGS[] = {{SDG16_CATALOG_INDICATORS, "indicators"},
                                       {SDG16_CATALOG_INPUTS, "inputs"},
                                       {SDG16_CATALOG_SERIES, "series"},
                                       {SDG16_CATALOG_DIMENSIONS, "dimensions"},
                                       {SDG16_CATALOG_SWITCHES, "switches"}};
SDG16I_NAMES(sdg16_catalog, CATALOGS)

static const sdg16i_name DATA[] = {{SDG16_DATA_COUNTS, "counts"},
                                   {SDG16_DATA_MICRODATA, "microdata"}};
SDG16I_NAMES(sdg16_data, DATA)
