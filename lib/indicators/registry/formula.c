#include "indicators/registry/formula.h"

#include "base/error.h"
#include "base/numbers.h"

#include <string.h>

static int is_name(char c) { return (c >= 'a' && c <= 'z') || c == '_' || sdg16i_is_digit(c); }
static const char *skip_blanks(const char *at) {
  while (*at == ' ') at++;
  return at;
}

struct parser {
  const char *text, *what, *at;
  sdg16i_input_fn find;
  const void *context;
  sdg16_error *error;
};

static int32_t refuse_formula(const struct parser *p, const char *expected) {
  return sdg16i_fail_at(p->error, SDG16_ERR_ARGUMENT, p->what, 0,
                        (int64_t)(p->at - p->text) + 1,
                        "%s must be a formula; '%.200s' is not: expected %s at character %lld",
                        p->what, p->text, expected, (long long)(p->at - p->text) + 1);
}

static int32_t read_factor(struct parser *p, sdg16i_formula_term *term) {
  const char *begin = p->at = skip_blanks(p->at);
  if (sdg16i_is_digit(*begin)) {
    double value;
    while (sdg16i_is_digit(*p->at) || *p->at == '.') p->at++;
    if (sdg16i_parse_double(begin, p->at - begin, '.', &value))
      return refuse_formula(p, "a number");
    term->coefficient *= value;
    return SDG16_OK;
  }
  while (is_name(*p->at)) p->at++;
  if (p->at == begin) return refuse_formula(p, "an input or a number");
  int32_t input = p->find(begin, p->at - begin, p->context);
  if (input < 0)
    return sdg16i_fail_at(p->error, SDG16_ERR_NAME, p->what, 0, 0,
                          "%s: '%.200s' must name defined inputs; '%.*s' is not defined",
                          p->what, p->text, (int)(p->at - begin), begin);
  if (term->count == SDG16I_FACTORS) return refuse_formula(p, "at most 4 inputs in a product");
  term->input[term->count++] = input;
  return SDG16_OK;
}

int32_t sdg16i_formula_parse(const char *text, const char *what, sdg16i_input_fn find,
                             const void *context, sdg16i_formula *out, sdg16_error *error) {
  memset(out, 0, sizeof *out);
  if (!text) return SDG16_OK;
  struct parser p = {text, what, text, find, context, error};
  for (char sign = '+';;) {
    if (out->count == SDG16I_TERMS) return refuse_formula(&p, "at most 16 terms");
    sdg16i_formula_term *term = &out->term[out->count++];
    term->coefficient = sign == '-' ? -1 : 1;
    do {
      int32_t status = read_factor(&p, term);
      if (status) return status;
      p.at = skip_blanks(p.at);
    } while (*p.at == '*' && p.at++);
    sign = *p.at;
    if (!sign) return SDG16_OK;
    if (sign != '+' && sign != '-') return refuse_formula(&p, "'+', '-', '*' or the end");
    p.at++;
  }
}
