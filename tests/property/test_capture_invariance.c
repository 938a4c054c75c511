/* Capture data do not depend on how a file happens to tell them: the same people
 * in another order of rows, split into more rows, with lists in another order, or
 * in another layout are the same table. Random people, fixed seeds. */
#include <sdg16.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define CASES 300
#define MAX_PERSONS 200
#define TEXT_SIZE 65536

/* ---- random people ---- */

typedef struct person {
  uint32_t history;
  char sex, area;
} person;

typedef struct people {
  int lists, count;
  person who[MAX_PERSONS];
  const char *names[SDG16_MAX_LISTS];
} people;

static uint64_t next(uint64_t *state) { /* splitmix64 */
  uint64_t x = *state += UINT64_C(0x9e3779b97f4a7c15);
  x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
  return x ^ x >> 31;
}

static int below(uint64_t *state, int bound) { return (int)(next(state) % (uint64_t)bound); }

static void shuffle(uint64_t *state, int *order, int count) {
  for (int i = 0; i < count; i++) order[i] = i;
  for (int i = count - 1; i > 0; i--) {
    int j = below(state, i + 1), held = order[i];
    order[i] = order[j];
    order[j] = held;
  }
}

/* Each of 2 to 16 lists has somebody on it; nobody is on none. */
static people make_people(uint64_t *state) {
  static const char *const NAMES[] = {"LA",  "NG",      "PF",         "GO",    "NCA", "B",
                                      "A",   "shelter", "Zo\xc3\xab", "court", "C",   "K",
                                      "h 2", "port",    "Q",          "M"};
  people p = {.lists = 2 + below(state, SDG16_MAX_LISTS - 1)};
  p.count = p.lists + below(state, MAX_PERSONS - p.lists);
  for (int j = 0; j < p.lists; j++) p.names[j] = NAMES[j];
  int mostly = below(state, 4); /* sparse histories and dense ones */
  for (int i = 0; i < p.count; i++) {
    uint32_t all = (UINT32_C(1) << p.lists) - 1, history = (uint32_t)next(state) & all;
    for (int k = 0; k < mostly; k++) history &= (uint32_t)next(state);
    if (i < p.lists) history |= UINT32_C(1) << i;
    if (!history) history = UINT32_C(1) << below(state, p.lists);
    p.who[i] = (person){history, "FM"[below(state, 2)], "NESW"[below(state, 4)]};
  }
  return p;
}

/* ---- writing them down, and reading what is written ---- */

typedef struct text {
  size_t used;
  char bytes[TEXT_SIZE];
} text;

static void put(text *t, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int size = vsnprintf(t->bytes + t->used, sizeof t->bytes - t->used, format, args);
  va_end(args);
  assert_true(size >= 0 && (size_t)size < sizeof t->bytes - t->used);
  t->used += (size_t)size;
}

static void put_header(text *t, const people *p, const int *lists, const char *more) {
  for (int j = 0; j < p->lists; j++) put(t, "%s,", p->names[lists[j]]);
  put(t, "sex,area%s\n", more);
}

static void put_person(text *t, const people *p, const int *lists, const person *who) {
  for (int j = 0; j < p->lists; j++) put(t, "%d,", (int)(who->history >> lists[j] & 1));
  put(t, "%c,%c", who->sex, who->area);
}

static sdg16_capture *read_paths(int64_t count, const char *const *paths,
                                 sdg16_capture_options *o) {
  static const char *const STRATA[] = {"sex", "area"};
  sdg16_capture *capture;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  o->strata = STRATA;
  o->stratum_count = 2;
  int32_t status = sdg16_capture_read(count, paths, o, &capture, &error);
  for (int64_t i = 0; i < count; i++) unlink(paths[i]);
  if (status) fail_msg("%s", error.message);
  return capture;
}

static char folder[] = "/tmp/sdg16-invariance-XXXXXX";

static void write_file(char path[96], const char *name, const text *t) {
  snprintf(path, 96, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(t->bytes, 1, t->used, file), t->used);
  assert_int_equal(fclose(file), 0);
}

static sdg16_capture_options defaults(void) {
  sdg16_capture_options o;
  assert_int_equal(sdg16_capture_options_init(&o, sizeof o), SDG16_OK);
  return o;
}

static sdg16_capture *read_one(const text *t, sdg16_capture_options *o) {
  char path[96];
  const char *paths[] = {path};
  write_file(path, "data.csv", t);
  return read_paths(1, paths, o);
}

static text scratch; /* too large for the stack of every test */

static sdg16_capture *as_persons(const people *p, const int *rows, const int *lists) {
  sdg16_capture_options o = defaults();
  scratch.used = 0;
  put_header(&scratch, p, lists, "");
  for (int i = 0; i < p->count; i++) {
    put_person(&scratch, p, lists, &p->who[rows[i]]);
    put(&scratch, "\n");
  }
  sdg16_capture *capture = read_one(&scratch, &o);
  assert_int_equal(sdg16_capture_layout(capture), SDG16_LAYOUT_PERSONS);
  return capture;
}

/* The persons of a row may be many or none; rows repeat histories. */
static sdg16_capture *as_histories(const people *p, const int *rows, const int *lists,
                                   uint64_t *state) {
  sdg16_capture_options o = defaults();
  int taken[MAX_PERSONS] = {0};
  scratch.used = 0;
  put_header(&scratch, p, lists, ",count");
  for (int i = 0; i < p->count; i++) {
    const person *who = &p->who[rows[i]];
    if (taken[i]) continue;
    int count = 0, most = 1 + below(state, 5);
    for (int k = i; k < p->count && count < most; k++)
      if (!taken[k] && !memcmp(&p->who[rows[k]], who, sizeof *who)) taken[k] = 1, count++;
    put_person(&scratch, p, lists, who);
    put(&scratch, ",%d\n", count);
    if (below(state, 4)) continue;
    put_person(&scratch, p, lists, who);
    put(&scratch, ",0\n");
  }
  sdg16_capture *capture = read_one(&scratch, &o);
  assert_int_equal(sdg16_capture_layout(capture), SDG16_LAYOUT_HISTORIES);
  return capture;
}

/* Sightings of everybody in random order, some of them twice or three times. */
static sdg16_capture *as_records(const people *p, const int *lists, uint64_t *state,
                                 int name_lists) {
  sdg16_capture_options o = defaults();
  static int sightings[MAX_PERSONS * SDG16_MAX_LISTS * 2][2],
      order[MAX_PERSONS * SDG16_MAX_LISTS * 2];
  int count = 0;
  for (int i = 0; i < p->count; i++)
    for (int j = 0; j < p->lists; j++)
      for (int again = 0;
           p->who[i].history >> j & 1 && (again == 0 || (again == 1 && !below(state, 8)));
           again++) {
        sightings[count][0] = i;
        sightings[count++][1] = j;
      }
  shuffle(state, order, count);
  scratch.used = 0;
  put(&scratch, "area,id,list,sex\n");
  for (int k = 0; k < count; k++) {
    const int *s = sightings[order[k]];
    const person *who = &p->who[s[0]];
    put(&scratch, "%c,p-%d,%s,%c\n", who->area, 7919 * s[0] % 1009, p->names[s[1]], who->sex);
  }
  const char *names[SDG16_MAX_LISTS];
  for (int j = 0; j < p->lists; j++) names[j] = p->names[lists[j]];
  o.id = "id";
  o.list = "list";
  if (name_lists) {
    o.lists = names;
    o.list_count = p->lists;
  }
  sdg16_capture *capture = read_one(&scratch, &o);
  assert_int_equal(sdg16_capture_layout(capture), SDG16_LAYOUT_RECORDS);
  return capture;
}

static sdg16_capture *as_files(const people *p, const int *rows, const int *lists) {
  sdg16_capture_options o = defaults();
  char paths[SDG16_MAX_LISTS][96];
  const char *given[SDG16_MAX_LISTS];
  for (int j = 0; j < p->lists; j++) {
    char name[32];
    scratch.used = 0;
    put(&scratch, "id,sex,area\n");
    for (int i = 0; i < p->count; i++) {
      const person *who = &p->who[rows[i]];
      if (who->history >> lists[j] & 1)
        put(&scratch, "%d,%c,%c\n", rows[i], who->sex, who->area);
    }
    snprintf(name, sizeof name, "%s.csv", p->names[lists[j]]);
    write_file(paths[j], name, &scratch);
    given[j] = paths[j];
  }
  o.id = "id";
  sdg16_capture *capture = read_paths(p->lists, given, &o);
  assert_int_equal(sdg16_capture_layout(capture), SDG16_LAYOUT_FILES);
  return capture;
}

/* The same without any file: counted here, one call of sdg16_capture_new. */
static sdg16_capture *from_arrays(const people *p, const int *lists) {
  uint32_t histories[MAX_PERSONS];
  int64_t counts[MAX_PERSONS];
  const char *names[SDG16_MAX_LISTS];
  for (int i = 0; i < p->count; i++) {
    histories[i] = 0;
    counts[i] = 1;
    for (int j = 0; j < p->lists; j++) histories[i] |= (p->who[i].history >> lists[j] & 1) << j;
  }
  for (int j = 0; j < p->lists; j++) names[j] = p->names[lists[j]];
  sdg16_capture *capture;
  assert_int_equal(
      sdg16_capture_new(p->lists, names, p->count, histories, counts, &capture, NULL),
      SDG16_OK);
  return capture;
}

/* ---- equality ---- */

static void assert_same_counts(const sdg16_capture *a, const sdg16_capture *b) {
  const uint32_t *x, *y;
  const int64_t *m, *n;
  int64_t rows = sdg16_capture_histories(a, &x, &m);
  assert_int_equal(sdg16_capture_lists(a), sdg16_capture_lists(b));
  for (int32_t j = 0; j < sdg16_capture_lists(a); j++)
    assert_string_equal(sdg16_capture_list_name(a, j), sdg16_capture_list_name(b, j));
  assert_int_equal(rows, sdg16_capture_histories(b, &y, &n));
  assert_memory_equal(x, y, (size_t)rows * sizeof *x);
  assert_memory_equal(m, n, (size_t)rows * sizeof *m);
  assert_int_equal(sdg16_capture_observed(a), sdg16_capture_observed(b));
}

static void assert_same(const sdg16_capture *a, const sdg16_capture *b) {
  assert_same_counts(a, b);
  assert_string_equal(sdg16_capture_sha256(a), sdg16_capture_sha256(b));
  assert_int_equal(sdg16_capture_strata(a), sdg16_capture_strata(b));
  for (int64_t s = 0; s < sdg16_capture_strata(a); s++) {
    sdg16_capture *x, *y;
    for (int64_t c = 0; c < 2; c++)
      assert_string_equal(sdg16_capture_stratum_value(a, s, c),
                          sdg16_capture_stratum_value(b, s, c));
    assert_int_equal(sdg16_capture_stratum(a, s, &x, NULL), SDG16_OK);
    assert_int_equal(sdg16_capture_stratum(b, s, &y, NULL), SDG16_OK);
    assert_same_counts(x, y);
    sdg16_capture_free(x);
    sdg16_capture_free(y);
  }
}

/* ---- the properties ---- */

static int in_order[SDG16_MAX_LISTS + MAX_PERSONS]; /* 0, 1, 2, ... */

static void every_layout_and_order_of_rows_says_the_same(void **unused) {
  (void)unused;
  for (uint64_t seed = 1; seed <= CASES; seed++) {
    uint64_t state = seed;
    people p = make_people(&state);
    int rows[MAX_PERSONS];
    sdg16_capture *reference = as_persons(&p, in_order, in_order), *other;
    sdg16_capture *arrays = from_arrays(&p, in_order);
    assert_same_counts(arrays, reference);
    sdg16_capture_free(arrays);
    for (int layout = 0; layout < 4; layout++) {
      shuffle(&state, rows, p.count);
      other = layout == 0   ? as_persons(&p, rows, in_order)
              : layout == 1 ? as_histories(&p, rows, in_order, &state)
              : layout == 2 ? as_records(&p, in_order, &state, 1)
                            : as_files(&p, rows, in_order);
      assert_same(other, reference);
      sdg16_capture_free(other);
    }
    other = as_records(&p, in_order, &state, 0); /* lists in order of appearance */
    assert_string_equal(sdg16_capture_sha256(other), sdg16_capture_sha256(reference));
    sdg16_capture_free(other);
    sdg16_capture_free(reference);
  }
}

static void relabelled_lists_give_the_permuted_table(void **unused) {
  (void)unused;
  for (uint64_t seed = 1; seed <= CASES; seed++) {
    uint64_t state = seed + 1000;
    people p = make_people(&state);
    int lists[SDG16_MAX_LISTS], rows[MAX_PERSONS];
    shuffle(&state, lists, p.lists);
    shuffle(&state, rows, p.count);
    sdg16_capture *before = as_histories(&p, rows, in_order, &state);
    sdg16_capture *after = as_histories(&p, rows, lists, &state);
    sdg16_capture *expected = from_arrays(&p, lists);
    assert_same_counts(after, expected);
    assert_string_equal(sdg16_capture_sha256(after), sdg16_capture_sha256(before));
    int64_t x[SDG16_MAX_LISTS * SDG16_MAX_LISTS], y[SDG16_MAX_LISTS * SDG16_MAX_LISTS];
    assert_int_equal(sdg16_capture_overlaps(before, x, p.lists * p.lists, NULL), SDG16_OK);
    assert_int_equal(sdg16_capture_overlaps(after, y, p.lists * p.lists, NULL), SDG16_OK);
    for (int i = 0; i < p.lists; i++)
      for (int j = 0; j < p.lists; j++)
        assert_int_equal(y[i * p.lists + j], x[lists[i] * p.lists + lists[j]]);
    sdg16_capture_free(before);
    sdg16_capture_free(after);
    sdg16_capture_free(expected);
  }
}

static void dropping_and_merging_is_what_reading_would_have_given(void **unused) {
  (void)unused;
  for (uint64_t seed = 1; seed <= CASES; seed++) {
    uint64_t state = seed + 2000;
    people p = make_people(&state);
    if (p.lists < 4) continue;
    sdg16_capture *all = as_persons(&p, in_order, in_order), *got, *expected;

    int gone = below(&state, p.lists);
    people less = p;
    less.lists--;
    less.count = 0;
    for (int j = gone; j < less.lists; j++) less.names[j] = p.names[j + 1];
    for (int i = 0; i < p.count; i++) {
      person who = p.who[i];
      uint32_t low = who.history & ((UINT32_C(1) << gone) - 1);
      who.history = low | who.history >> (gone + 1) << gone;
      if (who.history) less.who[less.count++] = who;
    }
    expected = as_persons(&less, in_order, in_order);
    assert_int_equal(sdg16_capture_drop_list(all, gone, &got, NULL), SDG16_OK);
    assert_same(got, expected);
    sdg16_capture_free(got);
    sdg16_capture_free(expected);

    int order[SDG16_MAX_LISTS], merged = 2 + below(&state, p.lists - 3);
    int32_t chosen[SDG16_MAX_LISTS];
    int joins[SDG16_MAX_LISTS] = {0}, place[SDG16_MAX_LISTS];
    shuffle(&state, order, p.lists);
    for (int k = 0; k < merged; k++) joins[chosen[k] = order[k]] = 1;
    people fewer = p;
    fewer.lists = 0;
    for (int j = 0, at = -1; j < p.lists; j++) {
      if (joins[j] && at >= 0) {
        place[j] = at;
        continue;
      }
      place[j] = fewer.lists;
      if (joins[j]) at = place[j];
      fewer.names[fewer.lists++] = joins[j] ? "merged" : p.names[j];
    }
    for (int i = 0; i < p.count; i++) {
      fewer.who[i].history = 0;
      for (int j = 0; j < p.lists; j++)
        fewer.who[i].history |= (p.who[i].history >> j & 1) << place[j];
    }
    expected = as_persons(&fewer, in_order, in_order);
    assert_int_equal(sdg16_capture_merge_lists(all, "merged", merged, chosen, &got, NULL),
                     SDG16_OK);
    assert_same(got, expected);
    sdg16_capture_free(got);
    sdg16_capture_free(expected);
    sdg16_capture_free(all);
  }
}

/* The strata of a table are a partition of it. */
static void strata_add_up_to_the_whole(void **unused) {
  (void)unused;
  for (uint64_t seed = 1; seed <= CASES; seed++) {
    uint64_t state = seed + 3000;
    people p = make_people(&state);
    sdg16_capture *all = as_persons(&p, in_order, in_order);
    const uint32_t *histories;
    const int64_t *counts;
    static int64_t sum[1 << SDG16_MAX_LISTS];
    memset(sum, 0, sizeof *sum << p.lists);
    for (int64_t s = 0; s < sdg16_capture_strata(all); s++) {
      sdg16_capture *one;
      assert_int_equal(sdg16_capture_stratum(all, s, &one, NULL), SDG16_OK);
      int64_t rows = sdg16_capture_histories(one, &histories, &counts), persons = 0;
      for (int64_t i = 0; i < rows; i++) sum[histories[i]] += counts[i];
      for (int i = 0; i < p.count; i++)
        persons += p.who[i].sex == *sdg16_capture_stratum_value(all, s, 0) &&
                   p.who[i].area == *sdg16_capture_stratum_value(all, s, 1);
      assert_int_equal(sdg16_capture_observed(one), persons);
      sdg16_capture_free(one);
    }
    int64_t rows = sdg16_capture_histories(all, &histories, &counts);
    for (int64_t i = 0; i < rows; i++) {
      assert_int_equal(sum[histories[i]], counts[i]);
      sum[histories[i]] = 0;
    }
    for (int h = 0; h < 1 << p.lists; h++) assert_int_equal(sum[h], 0);
    sdg16_capture_free(all);
  }
}

static int make_folder(void **state) {
  (void)state;
  for (int i = 0; i < (int)(sizeof in_order / sizeof *in_order); i++) in_order[i] = i;
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
  (void)state;
  return rmdir(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_layout_and_order_of_rows_says_the_same),
      cmocka_unit_test(relabelled_lists_give_the_permuted_table),
      cmocka_unit_test(dropping_and_merging_is_what_reading_would_have_given),
      cmocka_unit_test(strata_add_up_to_the_whole),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
