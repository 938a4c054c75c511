/* Messages about data and results: a code, a severity, a sentence or two. */
#ifndef SDG16I_MSE_DIAGNOSE_MESSAGES_H
#define SDG16I_MSE_DIAGNOSE_MESSAGES_H

#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"

#include <sdg16/capture.h>

typedef struct sdg16i_message {
  const char *code, *severity, *text;
  const char *headline; /* what belongs beside the number itself; NULL: nothing */
} sdg16i_message;

/* Any number of them; zero at first. */
typedef struct sdg16i_messages {
  sdg16i_arena texts;
  int64_t rows, capacity;
  sdg16i_message *row;
  int out_of_memory;
} sdg16i_messages;

/* Adds one. severity: "note", "warning". Numbers go in as whole ones or as texts of
 * sdg16i_number_text: printf's doubles follow the locale. */
void sdg16i_say(sdg16i_messages *messages, const char *code, const char *severity,
                const char *format, ...) SDG16I_PRINTF(4, 5);
/* Gives the message said last its headline. */
void sdg16i_say_headline(sdg16i_messages *messages, const char *format, ...)
    SDG16I_PRINTF(2, 3);
/* The table (code, severity, message, and if asked for headline), and frees the messages. */
int32_t sdg16i_messages_table(sdg16i_messages *messages, int headlines, sdg16_table **out,
                              sdg16_error *error);

#define SDG16I_NUMBER_TEXT SDG16I_NUMBER_SIZE
/* As sdg16i_format_number writes it, but "infinity" and "unknown" for what is no number. */
const char *sdg16i_number_text(double value, int decimals, char out[SDG16I_NUMBER_TEXT]);

/* The next whole number of people: an upper limit must not be printed below itself. */
double sdg16i_limit_up(double upper);

/* Names of lists in a sentence, as many as a message has room for. */
typedef struct sdg16i_names {
  const char *separator; /* before the next one; NULL: ", " */
  char text[700];
  size_t length;
  int64_t count, shown;
} sdg16i_names;

/* Adds "a", or "a and b" (b nullable), with the separator before it. */
void sdg16i_names_add(sdg16i_names *names, const char *a, const char *b);
/* " and 12 more", to put after them; "" when all are shown. */
const char *sdg16i_names_rest(const sdg16i_names *names, char out[SDG16I_NUMBER_TEXT]);

/* Adds the lists of a history. */
void sdg16i_names_add_history(sdg16i_names *names, const sdg16_capture *capture,
                              uint32_t history);

/* The names of the lists of a history with `separator` between; NULL: no memory. */
const char *sdg16i_history_text(sdg16i_arena *arena, const sdg16_capture *capture,
                                uint32_t history, const char *separator);

#endif
