/* Areas: every code and name of the list is found again, and near names. Source of the figures:
 * M49 of the United Nations Statistics Division. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>
#include <sdg16.h>

static void every_area_is_found_by_all_that_it_has(void **state) {
  (void)state;
  int64_t count = sdg16_area_count();
  assert_true(count > 240);
  for (int64_t i = 0; i < count; i++) {
    int32_t code = sdg16_area_m49(i);
    assert_true(code > sdg16_area_m49(i - 1)); /* -1 before the first */
    assert_int_equal(sdg16_area_find(code), i);
    assert_int_equal(sdg16_area_code(sdg16_area_text(i)), code);
    /* the region 57 and the country 583 are both called Micronesia: the name alone is neither
     */
    int32_t named = code == 57 ? -1 : code;
    assert_int_equal(sdg16_area_code(sdg16_area_name(i)), named);
    if (named > 0) assert_int_equal(sdg16_area_nearest(sdg16_area_name(i)), code);
    assert_true(!sdg16_area_iso2(i) == !sdg16_area_iso3(i));
    if (!sdg16_area_iso3(i)) continue;
    assert_int_equal(sdg16_area_code(sdg16_area_iso3(i)), code);
    assert_int_equal(sdg16_area_code(sdg16_area_iso2(i)), code);
  }
  assert_null(sdg16_area_name(count));
  assert_null(sdg16_area_name(-1));
  assert_int_equal(sdg16_area_m49(count), -1);
  assert_int_equal(sdg16_area_find(827), -1);
}

static void spellings_mean_the_same_area(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int32_t code;
  } KNOWN[] = {{"GBR", 826},       {"gbr", 826},
               {"GB", 826},        {"United Kingdom", 826},
               {"004", 4},         {"C\xc3\xb4te d'Ivoire", 384},
               {"World", 1},       {"Russia", 643},
               {"Swaziland", 748}, {"gb", -1},
               {"827", -1},        {"0826", 826},
               {"Bavaria", -1},    {"", -1}};
  for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
    if (sdg16_area_code(KNOWN[i].text) != KNOWN[i].code)
      fail_msg("'%s' is %d", KNOWN[i].text, (int)sdg16_area_code(KNOWN[i].text));
  assert_int_equal(sdg16_area_code(NULL), -1);
  assert_int_equal(sdg16_area_nearest("Untied Kingdom"), 826);
  assert_int_equal(sdg16_area_nearest("Kosvo Metohija Prizren"), -1);
  assert_int_equal(sdg16_area_nearest(NULL), -1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_area_is_found_by_all_that_it_has),
      cmocka_unit_test(spellings_mean_the_same_area),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
