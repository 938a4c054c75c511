/* Messages about data and results: a code, a severity, a sentence or two. */
#ifndef SDG16I_MSE_DIAGNOSE_MESSAGES_H
#define SDG16I_MSE_DIAGNOSE_MESSAGES_H

#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"

#include <sdg16/capture.h>

typedef struct sdg16i_message {
  const char *code, *severity, *text;
  const char *headline; /* a sentence to show with the number; NULL: none */
} sdg16i_message;

/* A list of messages; set it to zero before use. */
typedef struct sdg16i_messages {
  sdg16i_arena texts;
  int64_t rows, capacity;
  sdg16i_message *row;
  int out_of_memory;
} sdg16i_messages;

/* Adds one. severity: "note", "warning". Pass numbers as whole numbers or as texts of
 * sdg16i_number_text, because printf writes doubles by the locale. */
void sdg16i_say(sdg16i_messages *messages, const char *code, const char *severity,
                const char *format, ...) SDG16I_PRINTF(4, 5);
/* Gives a headline to the last message. */
void sdg16i_say_headline(sdg16i_messages *messages, const char *format, ...)
    SDG16I_PRINTF(2, 3);
/* Makes the table (code, severity, message, and headline on request), and frees the messages.
 */
int32_t sdg16i_messages_table(sdg16i_messages *messages, int headlines, sdg16_table **out,
                              sdg16_error *error);

#define SDG16I_NUMBER_TEXT SDG16I_NUMBER_SIZE
/* As sdg16i_format_number writes it, but infinity is "infinity" and NaN is "unknown". */
const char *sdg16i_number_text(double value, int decimals, char out[SDG16I_NUMBER_TEXT]);

/* Rounds up to whole people, so that an upper limit is not printed below its value. */
double sdg16i_limit_up(double upper);

/* Names of lists in a sentence, as many as fit into a message. */
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
