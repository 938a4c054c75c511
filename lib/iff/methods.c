/* The methods by number and name, and what each takes. */
#include "base/error.h"
#include "base/names.h"
#include "base/numbers.h"
#include "base/text.h"
#include "iff/iff.h"
#include "results/result_rows.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const sdg16i_name NAMES[] = {
    {SDG16_IFF_PRICE_FILTER, "price-filter"},
    {SDG16_IFF_PARTNER_COUNTRY, "partner-country"},
    {SDG16_IFF_BALANCE, "balance"},
    {SDG16_IFF_SMUGGLING, "smuggling"},
    {SDG16_IFF_UNITS, "units"},
    {SDG16_IFF_MANAGEMENT, "management"},
    {SDG16_IFF_OFFSHORE_FLOW, "offshore-flow"},
    {SDG16_IFF_OFFSHORE_WEALTH, "offshore-wealth"},
    {SDG16_IFF_PROFIT_MISALIGNMENT, "profit-misalignment"},
    {SDG16_IFF_PROFIT_COMPARISON, "profit-comparison"},
    {SDG16_IFF_HAVEN_PROFITS, "haven-profits"},
};
SDG16I_NAMES(sdg16_iff_method, NAMES)

static const sdg16i_iff_method *const METHODS[] = {
    [SDG16_IFF_PRICE_FILTER] = &sdg16i_iff_price_filter,
    [SDG16_IFF_PARTNER_COUNTRY] = &sdg16i_iff_partner_country,
    [SDG16_IFF_BALANCE] = &sdg16i_iff_balance,
    [SDG16_IFF_SMUGGLING] = &sdg16i_iff_smuggling,
    [SDG16_IFF_UNITS] = &sdg16i_iff_units,
    [SDG16_IFF_MANAGEMENT] = &sdg16i_iff_management,
    [SDG16_IFF_OFFSHORE_FLOW] = &sdg16i_iff_offshore_flow,
    [SDG16_IFF_OFFSHORE_WEALTH] = &sdg16i_iff_offshore_wealth,
    [SDG16_IFF_PROFIT_MISALIGNMENT] = &sdg16i_iff_profit_misalignment,
    [SDG16_IFF_PROFIT_COMPARISON] = &sdg16i_iff_profit_comparison,
    [SDG16_IFF_HAVEN_PROFITS] = &sdg16i_iff_haven_profits,
};

#define COUNT ((int32_t)(sizeof METHODS / sizeof METHODS[0]))

const sdg16i_iff_method *sdg16i_iff_method_at(int32_t number) {
  return number >= 0 && number < COUNT ? METHODS[number] : NULL;
}

/* ---- the list ---- */

#define TEXT 800

static void append_text(char text[TEXT], const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void append_text(char text[TEXT], const char *format, ...) {
  size_t used = strlen(text);
  va_list args;
  va_start(args, format);
  vsnprintf(text + used, TEXT - used, format, args);
  va_end(args);
}

static void columns_of(const sdg16i_iff_method *m, char text[TEXT]) {
  strcpy(text, "ref_area?; time_period?");
  for (const sdg16i_iff_column *c = m->columns; c->name; c++)
    append_text(text, "; %.*s%s%s", (int)strcspn(c->name, "|"), c->name,
                c->kind == SDG16I_IFF_RANGE ? "~" : "", c->optional ? "?" : "");
}

static void settings_of(const sdg16i_iff_method *m, char text[TEXT]) {
  text[0] = '\0';
  for (const sdg16i_iff_setting *s = m->settings; s->name; s++) {
    append_text(text, "%s%s=", text[0] ? "; " : "", s->name);
    if (s->words && !strcmp(s->words, SDG16I_IFF_TEXT)) continue;
    char number[SDG16I_DOUBLE_SIZE];
    sdg16i_format_double(s->usual, number);
    const char *rest = s->words, *part = NULL;
    int64_t size = 0;
    for (int32_t i = 0; s->words && i <= (int32_t)s->usual; i++)
      part = sdg16i_part(&rest, ';', &size);
    if (part)
      append_text(text, "%.*s", (int)size, part);
    else
      append_text(text, "%s", number);
  }
}

#define PUT(column, value) sdg16i_put_text(&r, i, SDG16I_FLOW_METHODS_##column, value)

int32_t sdg16_iff_methods(sdg16_table **out, sdg16_error *error) {
  if (!out) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out must not be NULL");
  *out = NULL;
  char columns[TEXT], settings[TEXT];
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_FLOW_METHODS, COUNT, error);
  for (int32_t i = 0; i < COUNT; i++) {
    columns_of(METHODS[i], columns);
    settings_of(METHODS[i], settings);
    PUT(METHOD, sdg16_iff_method_name(i));
    PUT(CATEGORY, METHODS[i]->category);
    PUT(STAGE, METHODS[i]->stage);
    PUT(OVERLAP_GROUP, METHODS[i]->overlap_group);
    PUT(COLUMNS, sdg16i_rows_text(&r, columns));
    PUT(SETTINGS, settings[0] ? sdg16i_rows_text(&r, settings) : NULL);
  }
  return sdg16i_rows_end(&r, out);
}
