/* A person costs 17 bytes here, and 19 to 37 in the dictionary of identifiers
 * beyond the identifier's text. Only persons whose rows differ in a
 * stratum column take more: a list of what was said, by column and value, in
 * order of appearance. A blank says nothing and contradicts nothing. */
#include "mse/capture/sightings.h"

#include "mse/capture/capture.h"
#include "mse/capture/identifiers.h"
#include "mse/capture/name_hints.h"

#include <stdlib.h>
#include <string.h>

#define DIFFERS (UINT32_C(1) << 31)
#define MAX_LINE ((UINT64_C(1) << 44) - 1)
#define MOST_BLANKS 14     /* that are told apart, before and behind an identifier */
#define TRIMMED_ALIKE 0xff /* the rows differ in them */

typedef sdg16i_person person;

_Static_assert(sizeof(person) == 16, "a person takes 16 bytes");
_Static_assert(SDG16_MAX_LISTS == 16, "a history takes 16 bits, a file number 4");

typedef struct sdg16i_said {
  int64_t line, rows;
  int32_t file, column, value;
  uint32_t next; /* + 1; 0: the last */
} said;

#define WAITING 128 /* rows; looking up a person waits for memory five times */
#define SHORT_ID 48 /* bytes: a longer identifier does not wait */

/* A row, of whose person only the identifier is known. */
typedef struct sdg16i_waiting_row {
  int64_t line;
  const char *id;
  int64_t size;
  uint32_t hash;
  int32_t stratum, likely; /* the combination; the person, if known before */
  uint16_t history;
  uint8_t blanks;
  char text[SHORT_ID]; /* where `id` lies */
} waiting_row;

void sdg16i_sightings_free(sdg16i_sightings *self) {
  sdg16i_dictionary_free(&self->lists);
  sdg16i_dictionary_free(&self->ids);
  free(self->persons);
  free(self->said);
  free(self->blanks);
  free(self->folded);
  free(self->waiting);
  sdg16i_tally_free(&self->tally);
}

/* ---- the lists ---- */

static int32_t start_files(sdg16i_sightings *self, const sdg16i_input *input,
                           sdg16_error *error) {
  int64_t given = input->options->list_count;
  if (given && given != input->path_count)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "lists", 0, 0,
                          "lists must be %lld names, one for each file, not %lld",
                          (long long)input->path_count, (long long)given);
  if (input->path_count < SDG16I_MIN_LISTS || input->path_count > SDG16_MAX_LISTS)
    return sdg16i_fail(error, SDG16_ERR_LISTS,
                       "capture data must have from %d to %d files, each a list, not %lld",
                       SDG16I_MIN_LISTS, SDG16_MAX_LISTS, (long long)input->path_count);
  for (int64_t i = 0; i < input->path_count; i++) {
    sdg16i_csv_field name = sdg16i_input_list(input, i);
    int32_t list = sdg16i_code_of_text(&self->lists, name.bytes, name.size);
    if (list < 0) return sdg16i_input_status(input, list, 0, error);
    if (list != i)
      return sdg16i_fail_at(error, SDG16_ERR_NAME, input->paths[i], 0, 0,
                            "files must give different lists; files %lld and %lld would both "
                            "be the list %s: rename one, or name the lists (--lists)",
                            (long long)list + 1, (long long)i + 1,
                            sdg16i_quote(name.bytes, name.size).text);
  }
  return sdg16i_input_check_ids(input, error);
}

int32_t sdg16i_sightings_start(sdg16i_sightings *self, const sdg16i_input *input,
                               sdg16_error *error) {
  if (input->layout == SDG16_LAYOUT_FILES) return start_files(self, input, error);
  for (int64_t i = 0; i < input->options->list_count; i++) {
    const char *name = input->options->lists[i];
    int32_t list = sdg16i_code_of_text(&self->lists, name, (int64_t)strlen(name));
    if (list < 0) return sdg16i_input_status(input, list, 0, error);
  }
  return SDG16_OK;
}

static int32_t list_of_row(sdg16i_sightings *self, const sdg16i_input *input,
                           const sdg16i_csv_row *row, int *out, sdg16_error *error) {
  if (input->layout == SDG16_LAYOUT_FILES) {
    *out = (int)input->path;
    return SDG16_OK;
  }
  sdg16i_csv_field name = sdg16i_trim(row->fields[input->list]);
  if (sdg16i_is_missing(name))
    return sdg16i_input_fail(input, SDG16_ERR_MISSING, row->line, input->list, error,
                             "expected the list that saw the person, found %s",
                             sdg16i_missing_field_words(name));
  int32_t list = sdg16i_code_of_text(&self->lists, name.bytes, name.size);
  if (list < 0) return sdg16i_input_status(input, list, row->line, error);
  int64_t given = input->options->list_count;
  if (given && list >= given)
    return sdg16i_input_fail(input, SDG16_ERR_NAME, row->line, input->list, error,
                             "expected one of the %lld lists given, found %s", (long long)given,
                             sdg16i_quote(name.bytes, name.size).text);
  if (list >= SDG16_MAX_LISTS)
    return sdg16i_input_fail(input, SDG16_ERR_LISTS, row->line, input->list, error,
                             "expected at most %d lists, found %s as list %d", SDG16_MAX_LISTS,
                             sdg16i_quote(name.bytes, name.size).text, SDG16_MAX_LISTS + 1);
  *out = (int)list;
  return SDG16_OK;
}

/* ---- what rows say about strata ---- */

static int32_t fail_conflict(const sdg16i_input *input, const sdg16i_strata *strata,
                             const said *before, int32_t value, int64_t line,
                             sdg16_error *error) {
  int elsewhere = input->paths && before->file != input->path;
  return sdg16i_input_fail(
      input, SDG16_ERR_CONFLICT, line, input->stratum_column[before->column], error,
      "%s %lld says %s, %s %lld%s%s said %s of the same person: each person must have one "
      "value (or choose --conflicts first or majority)",
      sdg16i_input_unit(input, input->path), (long long)line,
      sdg16i_quote_text(strata->values.levels[value]).text,
      sdg16i_input_unit(input, before->file), (long long)before->line, elsewhere ? " of " : "",
      elsewhere ? sdg16i_quote_text(input->paths[before->file]).text : "",
      sdg16i_quote_text(strata->values.levels[before->value]).text);
}

/* Puts an item behind the one numbered `last` (-1: it begins a list). */
static int32_t append_said(sdg16i_sightings *self, int64_t last, const said *item) {
  if (self->said_count >= (int64_t)DIFFERS - 1) return SDG16_ERR_LIMIT;
  if (sdg16i_grow((void **)&self->said, &self->said_capacity, self->said_count + 1,
                  sizeof *self->said))
    return SDG16_ERR_MEMORY;
  self->said[self->said_count++] = *item;
  if (last >= 0) self->said[last].next = (uint32_t)self->said_count;
  return SDG16_OK;
}

/* Gives a person a list of what was said, begun with the combination so far. */
static int32_t begin_list(sdg16i_sightings *self, const sdg16i_strata *strata, person *who) {
  int64_t first = self->said_count, last = -1;
  for (int64_t c = 0; c < strata->columns; c++) {
    int32_t value = sdg16i_strata_value(strata, (int32_t)who->stratum, c);
    if (value == SDG16I_STRATUM_BLANK) continue;
    said item = {(int64_t)who->line, who->rows, who->file, (int32_t)c, value, 0};
    int32_t status = append_said(self, last, &item);
    if (status) return status;
    last = self->said_count - 1;
  }
  who->stratum = DIFFERS | (uint32_t)first;
  return SDG16_OK;
}

/* Adds what a row says in one column to a person's list. */
static int32_t say_value(sdg16i_sightings *self, const sdg16i_input *input,
                         const sdg16i_strata *strata, const person *who, int64_t column,
                         int64_t line, sdg16_error *error) {
  int32_t value = strata->codes[column];
  int32_t policy = input->options->conflicts;
  if (value == SDG16I_STRATUM_BLANK) return SDG16_OK;
  int64_t last = who->stratum & ~DIFFERS;
  for (;; last = (int64_t)self->said[last].next - 1) {
    said *at = &self->said[last];
    if (at->column == column && at->value == value) {
      at->rows++;
      return SDG16_OK;
    }
    if (at->column == column && policy == SDG16_CONFLICTS_ERROR)
      return fail_conflict(input, strata, at, value, line, error);
    if (at->column == column && policy == SDG16_CONFLICTS_FIRST) return SDG16_OK;
    if (!at->next) break;
  }
  said item = {line, 1, (int32_t)input->path, (int32_t)column, value, 0};
  int32_t status = append_said(self, last, &item);
  return status ? sdg16i_input_status(input, status, line, error) : SDG16_OK;
}

static int says_nothing(const sdg16i_strata *strata, int32_t combination) {
  for (int64_t c = 0; c < strata->columns; c++)
    if (sdg16i_strata_value(strata, combination, c) != SDG16I_STRATUM_BLANK) return 0;
  return 1;
}

/* A further row of a person, with another combination than the first. */
static int32_t add_differing_row(sdg16i_sightings *self, const sdg16i_input *input,
                                 sdg16i_strata *strata, person *who, int32_t stratum,
                                 int64_t line, sdg16_error *error) {
  if (!(who->stratum & DIFFERS)) {
    if (says_nothing(strata, stratum)) return SDG16_OK;
    if (says_nothing(strata, (int32_t)who->stratum)) {
      *who = (person){.line = (uint64_t)line & MAX_LINE,
                      .file = (uint64_t)input->path & 15,
                      .history = who->history,
                      .stratum = (uint32_t)stratum,
                      .rows = 1};
      return SDG16_OK;
    }
    int32_t status = begin_list(self, strata, who);
    if (status) return sdg16i_input_status(input, status, line, error);
  }
  int32_t status = SDG16_OK;
  for (int64_t c = 0; !status && c < strata->columns; c++) {
    strata->codes[c] = sdg16i_strata_value(strata, stratum, c); /* of this row again */
    status = say_value(self, input, strata, who, c, line, error);
  }
  return status;
}

/* ---- rows ---- */

/* How many blanks are before and behind a field, in one byte. */
static uint8_t blanks_around(sdg16i_csv_field field, sdg16i_csv_field trimmed) {
  int64_t before = trimmed.bytes - field.bytes, behind = field.size - trimmed.size - before;
  if (before > MOST_BLANKS) before = MOST_BLANKS;
  if (behind > MOST_BLANKS) behind = MOST_BLANKS;
  return (uint8_t)(before << 4 | behind);
}

/* The identifier of a row as the options want it, and the blanks around it. */
static int32_t id_of_row(sdg16i_sightings *self, const sdg16i_input *input,
                         const sdg16i_csv_row *row, sdg16i_csv_field *out, uint8_t *blanks,
                         sdg16_error *error) {
  const sdg16_capture_options *o = input->options;
  int fold = (o->id_case == SDG16_SPELLING_FOLD ? SDG16I_FOLD_CASE : 0) |
             (o->id_numbers == SDG16_SPELLING_FOLD ? SDG16I_FOLD_NUMBERS : 0);
  *out = sdg16i_trim(row->fields[input->id]);
  *blanks = blanks_around(row->fields[input->id], *out);
  if (sdg16i_is_missing(*out))
    return sdg16i_input_fail(input, SDG16_ERR_MISSING, row->line, input->id, error,
                             "expected the identifier of a person, found %s",
                             sdg16i_missing_field_words(*out));
  if (!fold) return SDG16_OK;
  if (sdg16i_grow((void **)&self->folded, &self->folded_capacity, out->size + 1, 1))
    return sdg16i_fail_memory(error);
  out->size = sdg16i_identifier_fold(out->bytes, out->size, fold, self->folded);
  out->bytes = self->folded;
  return SDG16_OK;
}

int32_t sdg16i_sightings_row(sdg16i_sightings *self, const sdg16i_input *input,
                             sdg16i_strata *strata, const sdg16i_csv_row *row,
                             sdg16_error *error) {
  int list = 0;
  int32_t status = list_of_row(self, input, row, &list, error);
  return status ? status
                : sdg16i_sightings_flags(self, input, strata, row, UINT64_C(1) << list, error);
}

static int grow_persons(sdg16i_sightings *self, int64_t needed) {
  int64_t before = self->person_capacity;
  if (sdg16i_grow((void **)&self->persons, &self->person_capacity, needed,
                  sizeof *self->persons) ||
      sdg16i_grow((void **)&self->blanks, &self->blanks_capacity, needed, 1))
    return -1;
  if (self->person_capacity > before)
    sdg16i_advise_filling(self->persons, (size_t)self->person_capacity * sizeof *self->persons);
  return 0;
}

static int32_t add_row(sdg16i_sightings *self, const sdg16i_input *input, sdg16i_strata *strata,
                       const waiting_row *row, sdg16_error *error) {
  int64_t known = self->ids.count;
  int32_t index = sdg16i_dictionary_add_hashed(&self->ids, row->id, row->size, row->hash);
  if (index < 0)
    return sdg16i_input_status(
        input, index == SDG16I_DICTIONARY_FULL ? SDG16_ERR_LIMIT : SDG16_ERR_MEMORY, row->line,
        error);
  if (index == known) {
    if (grow_persons(self, known + 1)) return sdg16i_fail_memory(error);
    self->blanks[index] = row->blanks;
    self->persons[index] = (person){.line = (uint64_t)row->line & MAX_LINE,
                                    .file = (uint64_t)input->path & 15,
                                    .history = row->history,
                                    .stratum = (uint32_t)row->stratum,
                                    .rows = 1};
    return SDG16_OK;
  }
  person *who = &self->persons[index];
  if (self->blanks[index] != row->blanks) self->blanks[index] = TRIMMED_ALIKE;
  who->history = (who->history | row->history) & 0xffff;
  if (who->stratum != (uint32_t)row->stratum)
    return add_differing_row(self, input, strata, who, row->stratum, row->line, error);
  if (who->rows < UINT32_MAX) who->rows++;
  return SDG16_OK;
}

/* Fetches what the rows need, step by step: each step for all of them, so that the waits for
 * memory overlap. */
static void fetch_persons(sdg16i_sightings *self, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    sdg16i_dictionary_expect(&self->ids, self->waiting[i].hash);
  for (int64_t i = 0; i < count; i++) {
    waiting_row *row = &self->waiting[i];
    row->likely = sdg16i_dictionary_approach(&self->ids, row->hash);
    if (row->likely < 0) continue;
    __builtin_prefetch(&self->persons[row->likely], 1);
    __builtin_prefetch(&self->blanks[row->likely]);
  }
  for (int64_t i = 0; i < count; i++)
    if (self->waiting[i].likely >= 0)
      __builtin_prefetch(self->ids.levels[self->waiting[i].likely]);
}

int32_t sdg16i_sightings_settle(sdg16i_sightings *self, const sdg16i_input *input,
                                sdg16i_strata *strata, sdg16_error *error) {
  int64_t count = self->waiting_count;
  int32_t status = SDG16_OK;
  self->waiting_count = 0; /* after a failure none waits any more */
  fetch_persons(self, count);
  for (int64_t i = 0; !status && i < count; i++)
    status = add_row(self, input, strata, &self->waiting[i], error);
  return status;
}

int32_t sdg16i_sightings_flags(sdg16i_sightings *self, const sdg16i_input *input,
                               sdg16i_strata *strata, const sdg16i_csv_row *row,
                               uint64_t history, sdg16_error *error) {
  self->rows++;
  sdg16i_csv_field id;
  uint8_t blanks;
  int32_t status = id_of_row(self, input, row, &id, &blanks, error);
  if (status) return status;
  int32_t stratum = sdg16i_strata_of_row(strata, input, row);
  if (stratum < 0) return sdg16i_input_status(input, stratum, row->line, error);
  if (!self->waiting && !(self->waiting = sdg16i_array(WAITING, sizeof *self->waiting)))
    return sdg16i_fail_memory(error);
  waiting_row *last = &self->waiting[self->waiting_count];
  last->line = row->line;
  last->id = id.bytes;
  last->size = id.size;
  last->hash = sdg16i_dictionary_hash(id.bytes, id.size);
  last->stratum = stratum;
  last->history = (uint16_t)(history & 0xffff);
  last->blanks = blanks;
  self->waiting_count++;
  if (id.size > SHORT_ID) return sdg16i_sightings_settle(self, input, strata, error);
  memcpy(last->text, id.bytes, (size_t)id.size);
  last->id = last->text;
  return self->waiting_count < WAITING ? SDG16_OK
                                       : sdg16i_sightings_settle(self, input, strata, error);
}

/* ---- the end ---- */

/* The combination of a person whose rows differ. */
static int32_t settle_stratum(const sdg16i_sightings *self, sdg16i_strata *strata,
                              uint32_t first, int32_t policy) {
  for (int64_t c = 0; c < strata->columns; c++) {
    const said *best = NULL;
    for (const said *at = &self->said[first];; at = &self->said[at->next - 1]) {
      if (at->column == c &&
          (!best || (policy == SDG16_CONFLICTS_MAJORITY && at->rows > best->rows)))
        best = at;
      if (!at->next) break;
    }
    strata->codes[c] = best ? best->value : SDG16I_STRATUM_BLANK;
  }
  return sdg16i_strata_of_codes(strata);
}

int32_t sdg16i_sightings_tally(const sdg16i_sightings *self, const sdg16i_input *input,
                               sdg16i_strata *strata, sdg16i_tally *tally, sdg16_error *error) {
  for (int64_t i = 0; i < self->ids.count; i++) {
    const person *who = &self->persons[i];
    int32_t stratum =
        who->stratum & DIFFERS
            ? settle_stratum(self, strata, who->stratum & ~DIFFERS, input->options->conflicts)
            : (int32_t)who->stratum;
    if (stratum < 0) return sdg16i_input_status(input, stratum, 0, error);
    int32_t status =
        sdg16i_tally_add(tally, (uint32_t)stratum, who->history, 1, (int64_t)who->line);
    if (status) return sdg16i_input_status(input, status, 0, error);
  }
  return SDG16_OK;
}

/* Lists whose names differ only in case and blanks. */
static int32_t note_names(const sdg16i_sightings *self, sdg16i_notes *notes) {
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < self->lists.count; i++)
    for (int64_t j = 0; !status && j < i; j++) {
      const char *a = self->lists.levels[j], *b = self->lists.levels[i];
      if (sdg16i_almost_same(a, b))
        status = sdg16i_note_add(notes, UINT32_C(1) << i | UINT32_C(1) << j, "warning",
                                 "lists-alike",
                                 "The names of lists %s and %s differ only in case or blanks. "
                                 "If they are one list, merge them.",
                                 sdg16i_quote_text(a).text, sdg16i_quote_text(b).text);
    }
  return status;
}

int32_t sdg16i_sightings_note_blanks(const sdg16i_sightings *self, sdg16i_notes *notes) {
  int64_t people = 0, first = -1;
  for (int64_t i = 0; i < self->ids.count; i++) {
    if (self->blanks[i] != TRIMMED_ALIKE) continue;
    if (!people++) first = i;
  }
  if (!people) return SDG16_OK;
  return sdg16i_note_add(notes, 0, "note", "identifiers-trimmed",
                         "Blanks around identifiers do not count: the rows of %lld %s differ "
                         "only in them and are read as one (such as %s).",
                         (long long)people, people == 1 ? "person" : "people",
                         sdg16i_quote_text(self->ids.levels[first]).text);
}

int32_t sdg16i_sightings_finish(sdg16i_sightings *self, sdg16i_input *input,
                                sdg16i_strata *strata, sdg16_error *error) {
  if (!self->rows)
    return input->layout == SDG16_LAYOUT_FILES
               ? sdg16i_fail(error, SDG16_ERR_EMPTY,
                             "at least one file must have a row below its header")
               : sdg16i_input_fail(input, SDG16_ERR_EMPTY, 0, -1, error,
                                   "expected rows below the header, found none");
  if (self->lists.count < SDG16I_MIN_LISTS)
    return sdg16i_input_fail(input, SDG16_ERR_LISTS, 0, input->list, error,
                             "expected at least %d lists, found %s in every row",
                             SDG16I_MIN_LISTS, sdg16i_quote_text(self->lists.levels[0]).text);
  int32_t status = sdg16i_sightings_tally(self, input, strata, &self->tally, error);
  if (status) return status;
  status = note_names(self, &input->notes);
  if (!status) status = sdg16i_sightings_note_blanks(self, &input->notes);
  if (!status) status = sdg16i_identifiers_note(self, &input->notes);
  return status ? sdg16i_fail_memory(error) : SDG16_OK;
}
