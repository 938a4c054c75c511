#include "base/error.h"

#include "base/agreement.h"
#include "base/names.h"
#include "base/numbers.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const sdg16i_name STATUSES[] = {
    {SDG16_OK, "SDG16_OK"},
    {SDG16_ERR_MEMORY, "SDG16_ERR_MEMORY"},
    {SDG16_ERR_CANCELLED, "SDG16_ERR_CANCELLED"},
    {SDG16_ERR_TIMEOUT, "SDG16_ERR_TIMEOUT"},
    {SDG16_ERR_UNSUPPORTED, "SDG16_ERR_UNSUPPORTED"},
    {SDG16_ERR_INTERNAL, "SDG16_ERR_INTERNAL"},
    {SDG16_ERR_THREAD, "SDG16_ERR_THREAD"},
    {SDG16_ERR_ARGUMENT, "SDG16_ERR_ARGUMENT"},
    {SDG16_ERR_STRUCT_SIZE, "SDG16_ERR_STRUCT_SIZE"},
    {SDG16_ERR_OPTION, "SDG16_ERR_OPTION"},
    {SDG16_ERR_CAPACITY, "SDG16_ERR_CAPACITY"},
    {SDG16_ERR_NAME, "SDG16_ERR_NAME"},
    {SDG16_ERR_EXPRESSION, "SDG16_ERR_EXPRESSION"},
    {SDG16_ERR_OPEN, "SDG16_ERR_OPEN"},
    {SDG16_ERR_READ, "SDG16_ERR_READ"},
    {SDG16_ERR_WRITE, "SDG16_ERR_WRITE"},
    {SDG16_ERR_FORMAT, "SDG16_ERR_FORMAT"},
    {SDG16_ERR_LIMIT, "SDG16_ERR_LIMIT"},
    {SDG16_ERR_VALUE, "SDG16_ERR_VALUE"},
    {SDG16_ERR_COLUMN, "SDG16_ERR_COLUMN"},
    {SDG16_ERR_EMPTY, "SDG16_ERR_EMPTY"},
    {SDG16_ERR_CONFLICT, "SDG16_ERR_CONFLICT"},
    {SDG16_ERR_MISSING, "SDG16_ERR_MISSING"},
    {SDG16_ERR_LISTS, "SDG16_ERR_LISTS"},
    {SDG16_ERR_HISTORY, "SDG16_ERR_HISTORY"},
    {SDG16_ERR_COUNT, "SDG16_ERR_COUNT"},
    {SDG16_ERR_MODEL, "SDG16_ERR_MODEL"},
    {SDG16_ERR_SEARCH, "SDG16_ERR_SEARCH"},
    {SDG16_ERR_DESIGN, "SDG16_ERR_DESIGN"},
    {SDG16_ERR_POPULATION, "SDG16_ERR_POPULATION"},
    {SDG16_ERR_SHARE, "SDG16_ERR_SHARE"},
    {SDG16_ERR_BAND, "SDG16_ERR_BAND"},
    {SDG16_ERR_CODE, "SDG16_ERR_CODE"},
    {SDG16_ERR_DUPLICATE, "SDG16_ERR_DUPLICATE"},
};
SDG16I_NAMES_OR(sdg16_status, STATUSES, 1) /* -1 is a status */

void sdg16_error_init(sdg16_error *error, int64_t size) {
  if (!error || size != (int64_t)sizeof *error) return;
  memset(error, 0, sizeof *error);
  error->struct_size = size;
}

/* An object that was never initialised, or one of another size, is left alone. */
static int is_usable(const sdg16_error *error) {
  return error && error->struct_size == (int64_t)sizeof *error;
}

static void fill_error(sdg16_error *error, int32_t status, const char *where, int64_t row,
                       int64_t column, const char *format, va_list args) {
  if (!is_usable(error)) return;
  error->status = status;
  error->row = row;
  error->column = column;
  snprintf(error->where, sizeof error->where, "%s", where ? where : "");
  vsnprintf(error->message, sizeof error->message, format, args);
  size_t named = where && !strncmp(error->message, where, strlen(where)) ? strlen(where) : 0;
  sdg16i_agree(error->message + named, sizeof error->message - named);
  for (char *c = error->message; *c; c++) /* one line, whatever the input held */
    if ((unsigned char)*c < 0x20 || *c == 0x7f) *c = ' ';
}

int32_t sdg16i_fail(sdg16_error *error, int32_t status, const char *format, ...) {
  va_list args;
  va_start(args, format);
  fill_error(error, status, NULL, 0, 0, format, args);
  va_end(args);
  return status;
}

int32_t sdg16i_fail_at(sdg16_error *error, int32_t status, const char *where, int64_t row,
                       int64_t column, const char *format, ...) {
  va_list args;
  va_start(args, format);
  fill_error(error, status, where, row, column, format, args);
  va_end(args);
  return status;
}

int32_t sdg16i_fail_number(sdg16_error *error, int32_t status, const char *name, double value,
                           const char *rule) {
  char number[SDG16I_DOUBLE_SIZE];
  sdg16i_format_double(value, number);
  return sdg16i_fail_at(error, status, name, 0, 0, "%s must be %s, not %s", name, rule, number);
}

int32_t sdg16i_fail_memory(sdg16_error *error) {
  return sdg16i_fail(error, SDG16_ERR_MEMORY, "out of memory");
}

int32_t sdg16i_fail_copy(sdg16_error *error, const sdg16_error *from) {
  if (is_usable(error)) *error = *from;
  return from->status;
}

const char *sdg16i_errno_text(int number) {
  if (number == ENOENT) return "no such file";
  if (number == EACCES) return "permission denied";
  const char *name = strerrorname_np(number);
  return name ? name : "unknown error";
}
