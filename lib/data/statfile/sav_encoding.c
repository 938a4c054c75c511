/* Which encoding the texts of a system file have: the one that the caller names; else the one
 * that the file names (record 7, subtype 20); else that of its code page (subtype 3); else
 * UTF-8. */
#include "data/statfile/sav.h"

#include "base/error.h"
#include "data/statfile/byte_order.h"

#include <stdio.h>
#include <string.h>

#define CODE_PAGE 28 /* in the record of whole numbers */
#define EBCDIC 1
#define NAME_SIZE 64

typedef struct sdg16i_code_page {
  int32_t number;
  const char *name;
} sdg16i_code_page;

/* Other numbers up to 1258 are those of iconv's "CP850". 2 and 3 mean ASCII and ASCII with 8
 * bits; files with them were written on Windows, with its letters. */
static const sdg16i_code_page CODE_PAGES[] = {{2, "WINDOWS-1252"},
                                              {3, "WINDOWS-1252"},
                                              {4, "SHIFT_JIS"},
                                              {708, "ASMO-708"},
                                              {936, "GBK"},
                                              {949, "UHC"},
                                              {950, "BIG5"},
                                              {1361, "JOHAB"},
                                              {10000, "MACINTOSH"},
                                              {10007, "MAC-CYRILLIC"},
                                              {10029, "MAC-CENTRALEUROPE"},
                                              {20127, "WINDOWS-1252"},
                                              {20866, "KOI8-R"},
                                              {20932, "EUC-JP"},
                                              {21866, "KOI8-U"},
                                              {50220, "ISO-2022-JP"},
                                              {50221, "ISO-2022-JP"},
                                              {50222, "ISO-2022-JP"},
                                              {50225, "ISO-2022-KR"},
                                              {51932, "EUC-JP"},
                                              {51936, "GBK"},
                                              {51949, "EUC-KR"},
                                              {54936, "GB18030"},
                                              {65001, "UTF-8"}};

static int32_t code_page(const sdg16i_sav *sav) {
  const sdg16i_sav_extension *e = &sav->extensions[3];
  if (!e->bytes || e->size != 4 || e->count < 8) return 0;
  return sdg16i_get_i32(e->bytes + CODE_PAGE, sav->is_big);
}

/* The name that iconv has for a code page; "": none. */
static void name_code_page(int32_t number, char name[NAME_SIZE]) {
  *name = '\0';
  for (size_t i = 0; i < sizeof CODE_PAGES / sizeof *CODE_PAGES; i++)
    if (CODE_PAGES[i].number == number) strcpy(name, CODE_PAGES[i].name);
  if (*name || number < 4) return;
  if (number <= 1258)
    snprintf(name, NAME_SIZE, "CP%d", number);
  else if (number > 28590 && number <= 28606)
    snprintf(name, NAME_SIZE, "ISO-8859-%d", number - 28590);
}

/* The name in the file; "": none. */
static void name_of_file(const sdg16i_sav *sav, char name[NAME_SIZE]) {
  const sdg16i_sav_extension *e = &sav->extensions[20];
  sdg16i_sav_text text = {(const char *)e->bytes, e->bytes ? e->size * e->count : 0};
  text = sdg16i_sav_trimmed(text);
  size_t size = text.size < NAME_SIZE ? (size_t)text.size : 0;
  if (size) memcpy(name, text.bytes, size);
  name[size] = '\0';
}

int32_t sdg16i_sav_refuse_ebcdic(sdg16i_sav *sav, int64_t offset) {
  return sdg16i_bytes_fail(sav->source, offset,
                           "the texts of the file must not be in EBCDIC (it comes from a "
                           "mainframe: save it there as a portable file)");
}

static int32_t fail_unknown(sdg16i_sav *sav, const char *name, int32_t page) {
  return sdg16i_fail_at(sav->job->error, SDG16_ERR_FORMAT, sav->job->path, 0, 0,
                        "%s: expected an encoding that iconv knows, found '%s' (code page %d): "
                        "name the encoding of the texts (--encoding)",
                        sav->job->path, name, page);
}

int32_t sdg16i_sav_encoding(sdg16i_sav *sav) {
  const char *path = sav->job->path, *chosen = sav->job->options->encoding;
  if (chosen) return sdg16i_decoder_open(chosen, path, &sav->decoder, sav->job->error);
  char named[NAME_SIZE], of_page[NAME_SIZE];
  int32_t page = code_page(sav), status = SDG16_ERR_OPTION;
  name_of_file(sav, named);
  name_code_page(page, of_page);
  if (page == EBCDIC && !*named)
    return sdg16i_sav_refuse_ebcdic(sav, sav->extensions[3].offset);
  if (!*named && !*of_page && !page)
    return sdg16i_decoder_open(NULL, path, &sav->decoder, sav->job->error);
  if (*named) status = sdg16i_decoder_open(named, path, &sav->decoder, sav->job->error);
  if (status == SDG16_ERR_OPTION && *of_page)
    status = sdg16i_decoder_open(of_page, path, &sav->decoder, sav->job->error);
  return status == SDG16_ERR_OPTION ? fail_unknown(sav, named, page) : status;
}
