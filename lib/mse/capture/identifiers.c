#include "mse/capture/identifiers.h"

#include "base/numbers.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLD_ALL (SDG16I_FOLD_CASE | SDG16I_FOLD_NUMBERS | SDG16I_FOLD_BLANKS)

/* ---- one identifier ---- */

/* Size without the ".0" behind digits alone. */
static int64_t without_decimals(const char *text, int64_t size) {
  int64_t digits = 0, zeros = 0;
  while (digits < size && sdg16i_is_digit(text[digits])) digits++;
  if (!digits || digits + 1 >= size || text[digits] != '.') return size;
  while (digits + 1 + zeros < size && text[digits + 1 + zeros] == '0') zeros++;
  return digits + 1 + zeros == size ? digits : size;
}

/* Size without the zeros in front of the first digits: "p00012" becomes "p12". */
static int64_t without_zeros(char *text, int64_t size) {
  int64_t at = 0, zeros = 0;
  while (at < size && !sdg16i_is_digit(text[at])) at++;
  while (at + zeros + 1 < size && text[at + zeros] == '0' &&
         sdg16i_is_digit(text[at + zeros + 1]))
    zeros++;
  memmove(text + at, text + at + zeros, (size_t)(size - at - zeros));
  return size - zeros;
}

/* Size without blanks, no-break blanks among them. */
static int64_t without_blanks(char *text, int64_t size) {
  int64_t kept = 0;
  for (int64_t i = 0; i < size; i++) {
    if (text[i] == ' ' || text[i] == '\t') continue;
    if (i + 1 < size && !memcmp(text + i, "\xc2\xa0", 2)) {
      i++;
      continue;
    }
    text[kept++] = text[i];
  }
  return kept;
}

int64_t sdg16i_identifier_fold(const char *text, int64_t size, int fold, char *out) {
  if (fold & SDG16I_FOLD_CASE)
    sdg16i_utf8_lower(text, size, out);
  else if (out != text)
    memcpy(out, text, (size_t)size);
  if (fold & SDG16I_FOLD_BLANKS) size = without_blanks(out, size);
  if (fold & SDG16I_FOLD_NUMBERS) size = without_zeros(out, without_decimals(out, size));
  return size;
}

/* ---- all of them ---- */

typedef struct spelling {
  uint32_t hash;
  int32_t first;    /* person + 1; 0: a free slot */
  uint32_t history; /* of all persons whose identifiers fold to this one */
} spelling;

typedef struct spelling_search {
  const sdg16i_sightings *persons;
  spelling *slots;
  uint64_t mask;
  char *text, *other;                  /* two folded identifiers */
  uint32_t alike[SDG16_MAX_LISTS];     /* lists that share somebody only when folded */
  int32_t example[SDG16_MAX_LISTS][2]; /* the first two persons of such a list */
  int64_t pairs;                       /* persons whose identifier another one's folds to */
  int32_t pair[2];                     /* the first */
} spelling_search;

static int64_t longest_id(const sdg16i_dictionary *ids) {
  size_t most = 1;
  for (int64_t i = 0; i < ids->count; i++) {
    size_t size = strlen(ids->levels[i]);
    if (size > most) most = size;
  }
  return (int64_t)most;
}

static int64_t fold_person(const spelling_search *self, int64_t person, char *out) {
  const char *text = self->persons->ids.levels[person];
  return sdg16i_identifier_fold(text, (int64_t)strlen(text), FOLD_ALL, out);
}

/* FNV-1a, mixed. */
static uint32_t hash_of(const char *text, int64_t size) {
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (int64_t i = 0; i < size; i++)
    hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
  return (uint32_t)(hash ^ hash >> 32);
}

static void note_pair(spelling_search *self, int32_t one, int32_t other, uint32_t history) {
  uint32_t of_one = self->persons->persons[one].history;
  if (!self->pairs++) self->pair[0] = one, self->pair[1] = other;
  for (int j = 0; j < SDG16_MAX_LISTS; j++) {
    uint32_t more = of_one >> j & 1 ? history : history >> j & 1 ? of_one : 0;
    if (!more) continue;
    if (!self->alike[j]) self->example[j][0] = one, self->example[j][1] = other;
    self->alike[j] |= more;
  }
}

static void find_spelling(spelling_search *self, int32_t person) {
  int64_t size = fold_person(self, person, self->text);
  uint32_t hash = hash_of(self->text, size);
  uint32_t history = self->persons->persons[person].history;
  for (uint64_t at = hash & self->mask;; at = (at + 1) & self->mask) {
    spelling *slot = &self->slots[at];
    if (!slot->first) {
      *slot = (spelling){hash, person + 1, history};
      return;
    }
    if (slot->hash != hash || fold_person(self, slot->first - 1, self->other) != size ||
        memcmp(self->text, self->other, (size_t)size))
      continue;
    note_pair(self, person, slot->first - 1, slot->history);
    slot->history |= history;
    return;
  }
}

#define AHEAD 64 /* persons whose slots are fetched together: the waits for memory overlap */

static void find_spellings(spelling_search *self, int64_t count) {
  for (int64_t first = 0; first < count; first += AHEAD) {
    int64_t end = count - first < AHEAD ? count : first + AHEAD;
    for (int64_t i = first; i < end; i++) {
      int64_t size = fold_person(self, i, self->text);
      __builtin_prefetch(&self->slots[hash_of(self->text, size) & self->mask], 1);
    }
    for (int64_t i = first; i < end; i++) find_spelling(self, (int32_t)i);
  }
}

/* ---- what is said ---- */

/* How two identifiers would become one; folds them where all of them have room. */
static const char *remedy(const spelling_search *self, const char *a, const char *b) {
  static const char *const WORDS[] = {
      "Write those of one person alike in all files.",
      "Those of one person can be read as one with --id-case fold.",
      "Those of one person can be read as one with --id-numbers fold.",
      "Those of one person can be read as one with --id-case fold --id-numbers fold."};
  char *texts[2] = {self->text, self->other};
  int found = 0;
  for (int fold = 1; fold < 4 && !found; fold++) {
    int64_t size[2];
    for (int k = 0; k < 2; k++)
      size[k] = sdg16i_identifier_fold(k ? b : a, (int64_t)strlen(k ? b : a), fold, texts[k]);
    if (size[0] == size[1] && !memcmp(texts[0], texts[1], (size_t)size[0])) found = fold;
  }
  return WORDS[found];
}

/* " ('p00012' and 'P00012')? Those of one person ...", for the first note alone: identifiers
 * are of persons. */
static void example_text(const spelling_search *self, const int32_t pair[2], int shown,
                         char *out, size_t size) {
  const char *a = self->persons->ids.levels[pair[1]], *b = self->persons->ids.levels[pair[0]];
  snprintf(out, size, "?");
  if (shown)
    snprintf(out, size, " (%s and %s)? %s", sdg16i_quote_text(a).text,
             sdg16i_quote_text(b).text, remedy(self, a, b));
}

/* People on two lists or more: as the identifiers are written, and as they fold. */
typedef struct people_shared {
  int64_t written, folded;
} people_shared;

static int is_shared(uint32_t history) { return (history & (history - 1)) != 0; }

static people_shared count_shared(const spelling_search *self) {
  people_shared out = {0, 0};
  for (int64_t i = 0; i < self->persons->ids.count; i++)
    out.written += is_shared(self->persons->persons[i].history);
  for (uint64_t at = 0; at <= self->mask; at++)
    if (self->slots[at].first) out.folded += is_shared(self->slots[at].history);
  return out;
}

/* More of the people on several lists than this change the answer. */
#define FEW_OF_SHARED 0.05

/* The headline of the last note, where folding would change the answer by much. */
static int32_t add_headline(const people_shared *of, sdg16i_notes *notes) {
  double change = fabs((double)of->folded - (double)of->written);
  if (!(change > FEW_OF_SHARED * (double)of->written)) return SDG16_OK;
  return sdg16i_note_headline(
      notes,
      "Identifiers differ only in case, blanks or zeros: if those of one person are read as "
      "one, the number of people on two lists or more is %lld instead of %lld, and the "
      "estimate is another.",
      (long long)of->folded, (long long)of->written);
}

static int32_t note_alike(const spelling_search *self, const people_shared *of,
                          sdg16i_notes *notes) {
  char example[320], effect[128] = "";
  int is_changed = of->folded != of->written;
  example_text(self, self->pair, 1, example, sizeof example);
  if (is_changed)
    snprintf(effect, sizeof effect,
             " Read as one, the number of people on two lists or more is %lld instead of %lld.",
             (long long)of->folded, (long long)of->written);
  return sdg16i_note_add(
      notes, 0, is_changed ? "warning" : "note", "identifiers-alike",
      "%lld identifier%s from another only in case, blanks or zeros. Are they the "
      "same people%s%s",
      (long long)self->pairs, self->pairs == 1 ? " differs" : "s differ", example, effect);
}

static int32_t add_notes(const spelling_search *self, const uint32_t *shared,
                         sdg16i_notes *notes) {
  const people_shared of = count_shared(self);
  int64_t lists = self->persons->lists.count;
  uint32_t said = 0; /* lists that a note is about */
  int shown = 0;
  char example[320];
  for (int64_t i = 0; i < lists; i++) {
    uint32_t me = UINT32_C(1) << i;
    if (shared[i] & ~me || !(self->alike[i] & ~me & ~said)) continue;
    example_text(self, self->example[i], !shown++, example, sizeof example);
    said |= me;
    int32_t status = sdg16i_note_add(
        notes, me, "warning", "identifiers-differ",
        "List %s has no one in common with any other list. Are its identifiers written "
        "differently%s",
        sdg16i_quote_text(self->persons->lists.levels[i]).text, example);
    if (status) return status;
  }
  for (int64_t i = 0; i < lists; i++)
    for (int64_t j = i + 1; j < lists; j++) {
      uint32_t both = UINT32_C(1) << i | UINT32_C(1) << j;
      if (shared[i] >> j & 1 || said & both || !(self->alike[i] >> j & 1)) continue;
      example_text(self, self->example[i], !shown++, example, sizeof example);
      int32_t status = sdg16i_note_add(
          notes, both, "warning", "identifiers-differ",
          "Lists %s and %s have no one in common. Are the identifiers of one of them written "
          "differently%s",
          sdg16i_quote_text(self->persons->lists.levels[i]).text,
          sdg16i_quote_text(self->persons->lists.levels[j]).text, example);
      if (status) return status;
    }
  int32_t status = shown ? SDG16_OK : note_alike(self, &of, notes);
  return status ? status : add_headline(&of, notes);
}

/* The lists with whom each list shares a person, itself among them. */
static void find_shared(const sdg16i_sightings *self, uint32_t *shared) {
  for (int64_t i = 0; i < self->ids.count; i++)
    for (uint32_t j = 0, history = self->persons[i].history; history >> j; j++)
      if (history >> j & 1) shared[j] |= history;
}

int32_t sdg16i_identifiers_note(const sdg16i_sightings *self, sdg16i_notes *notes) {
  uint32_t shared[SDG16_MAX_LISTS] = {0};
  spelling_search search = {.persons = self};
  int64_t size = 64, room = longest_id(&self->ids) + 1;
  while (size / 4 * 3 < self->ids.count) size *= 2;
  search.mask = (uint64_t)size - 1;
  search.slots = sdg16i_array(size, sizeof *search.slots);
  search.text = sdg16i_array(room, 1);
  search.other = sdg16i_array(room, 1);
  int32_t status = SDG16_ERR_MEMORY;
  if (search.slots && search.text && search.other) {
    find_spellings(&search, self->ids.count);
    find_shared(self, shared);
    status = search.pairs ? add_notes(&search, shared, notes) : SDG16_OK;
  }
  free(search.slots);
  free(search.text);
  free(search.other);
  return status;
}
