#include "mse/capture/name_hints.h"

#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

/* A name longer than this is judged by its beginning. */
#define NAME_SIZE 128
/* A word that ends in '*' stands for all words that begin so. */
typedef const char *const words[];

static words COUNTS = {
    "count",       "counts",    "freq",        "freqs",      "frequency",  "frequencies",
    "cases",       "persons",   "people",      "victims",    "observed",   "cnt",
    "total",       "totals",    "nombre",      "effectif",   "effectifs",  "fréquence",
    "frequence",   "personnes", "victimes",    "frecuencia", "casos",      "cantidad",
    "personas",    "víctimas",  "victimas",    "recuento",   "quantidade", "frequência",
    "frequencia",  "contagem",  "pessoas",     "vítimas",    "anzahl",     "häufigkeit",
    "haeufigkeit", "fälle",     "faelle",      "personen",   "opfer",      "число",
    "количество",  "частота",   "численность", "случаи",     "случаев",    "عدد",
    "العدد",       "تكرار",     "التكرار",     "人数",       "人數",       "数量",
    "數量",        "频数",      "頻數",        "计数",       "計數",       "例数",
    "例數"};

static words IDS = {
    "id",          "ids",           "pid",     "uid",    "uuid",          "identifier",
    "identifiant", "identificador", "key",     "code",   "ref",           "reference",
    "index",       "idx",           "row",     "rows",   "rowid",         "rownames",
    "rowname",     "rownum",        "unnamed", "serial", "personid",      "caseid",
    "caseno",      "casenr",        "nr",      "no",     "número",        "numero",
    "numéro",      "nummer",        "kennung", "ид",     "идентификатор", "номер",
    "код",         "رقم",           "المعرف",  "编号",   "編號",          "序号",
    "序號"};

/* Those of IDS that are usual for persons, and not for rows or codes. */
static words PERSON_IDS = {"id",         "ids",         "pid",           "uid",      "uuid",
                           "identifier", "identifiant", "identificador", "personid", "caseid",
                           "kennung",    "ид",          "идентификатор", "المعرف"};

static words CHARACTERISTICS = {
    /* sex */
    "sex", "sexes", "gender*", "male", "males", "female", "females", "man", "men", "woman",
    "women", "boy", "boys", "girl", "girls", "masculine", "feminine", "trans", "transgender",
    "sexe", "genre", "homme", "hommes", "femme", "femmes", "masculin", "féminin", "feminin",
    "garçon", "garçons", "fille", "filles", "sexo", "género", "genero", "hombre", "hombres",
    "mujer", "mujeres", "varón", "varon", "masculino", "femenino", "niño", "niña", "niños",
    "niñas", "gênero", "homem", "homens", "mulher", "mulheres", "feminino", "menino", "menina",
    "geschlecht", "mann", "männer", "frau", "frauen", "männlich", "maennlich", "weiblich",
    "пол", "мужской", "женский", "мужчина", "мужчины", "женщина", "женщины", "мальчик",
    "девочка", "الجنس", "جنس", "النوع", "ذكر", "أنثى", "انثى", "رجل", "امرأة", "性别", "性別",
    "男", "女", "男性", "女性",
    /* age */
    "age", "ages", "aged", "agegroup", "agegrp", "agecat", "ageband", "minor", "minors",
    "child", "children", "kid", "kids", "adult", "adults", "juvenile", "juveniles", "youth",
    "under", "over", "majority", "infant", "teen", "teenager", "underage", "elderly", "dob",
    "birth", "birthyear", "âge", "mineur*", "majeur", "majeure", "enfant", "enfants", "adulte",
    "adultes", "jeune", "edad", "menor", "menores", "adulto", "adulta", "adultos", "niñez",
    "adolescente", "idade", "criança", "crianca", "crianças", "maior", "alter", "altersgruppe",
    "kind", "kinder", "minderjähr*", "minderjaehr*", "erwachsen*", "volljähr*", "jugendlich*",
    "возраст", "возрастная", "ребёнок", "ребенок", "дети", "несовершеннолет*", "взросл*",
    "العمر", "السن", "عمر", "طفل", "أطفال", "قاصر", "بالغ", "年龄", "年齡", "儿童", "兒童",
    "未成年", "未成年人", "成人", "成年",
    /* time */
    "year", "years", "yr", "month", "months", "quarter", "week", "day", "date", "period",
    "année", "annee", "mois", "trimestre", "jour", "période", "periode", "año*", "día", "fecha",
    "ano", "mês", "jahr", "monat", "quartal", "datum", "год", "месяц", "дата", "السنة", "سنة",
    "شهر", "年", "年份", "月", "月份", "日期",
    /* where from, where */
    "foreign*", "national*", "citizen*", "nation", "country", "immigrant*", "migrant*",
    "resident*", "native", "domestic", "origin", "ethnic*", "race", "language", "region",
    "district", "province", "area", "urban", "rural", "eu", "noneu", "eea", "residence",
    "permit", "permis", "permiso", "undocumented", "étrang*", "etrang*", "nationalit*",
    "citoyen*", "pays", "ressortissant*", "extranjer*", "ciudadan*", "nacional*", "país",
    "pais", "estrangeir*", "cidad*", "ausländ*", "auslaend*", "staatsang*", "inländ*",
    "herkunft", "land", "иностран*", "гражданств*", "гражданин", "граждан*", "страна", "регион",
    "район", "أجنبي", "اجنبي", "جنسية", "الجنسية", "مواطن", "البلد", "国籍", "國籍", "外国人",
    "外國人", "外籍", "国家", "國家", "地区", "地區",
    /* of what, and more about persons */
    "exploitation", "exploited", "labour", "labor", "convicted", "arrested", "employed",
    "unemployed", "student", "accompanied", "unaccompanied", "single", "sexual", "servitude",
    "forced", "marital", "married", "pregnant", "disability", "disabled", "education", "alive",
    "deceased", "exploitación", "explotación", "explotacion", "exploração", "ausbeutung",
    "эксплуатация"};

/* Words of institutions: "Child Protection Service" is a list. */
static words INSTITUTIONS = {
    "police",       "service",      "services", "office",    "agency",     "agencies",
    "hotline",      "helpline",     "shelter",  "shelters",  "ngo",        "ngos",
    "protection",   "home",         "homes",    "centre",    "center",     "court",
    "courts",       "hospital",     "clinic",   "ministry",  "department", "authority",
    "unit",         "inspectorate", "guard",    "council",   "commission", "foundation",
    "register",     "registry",     "crime",    "embassy",   "mission",    "org",
    "organisation", "organization", "refuge",   "list",      "policía",    "policia",
    "polizei",      "servicio",     "foyer",    "ministère", "tribunal",   "полиция"};

#define COUNT_OF(a) (sizeof(a) / sizeof *(a))

static int is_word(const char *word, const char *const *known, size_t count) {
  for (size_t i = 0; i < count; i++) {
    size_t size = strlen(known[i]);
    int begins = known[i][size - 1] == '*';
    if (begins ? !strncmp(word, known[i], size - 1) : !strcmp(word, known[i])) return 1;
  }
  return 0;
}

/* The next word of *at ("isMale", "age_2" are "is" "Male", "age") in lower case; 0: none. */
static int next_word(const char **at, char out[NAME_SIZE]) {
  const char *begin = *at;
  while (*begin && !sdg16i_is_letter(*begin)) begin++;
  const char *end = begin;
  while (sdg16i_is_letter(*end)) {
    int inner = end > begin && *end >= 'A' && *end <= 'Z';
    if (inner && end[-1] >= 'a' && end[-1] <= 'z') break;
    end++;
  }
  *at = end;
  int64_t size = end - begin < NAME_SIZE ? end - begin : NAME_SIZE - 1;
  sdg16i_utf8_lower(begin, size, out);
  out[size] = '\0';
  return size > 0;
}

int sdg16i_name_hint(const char *name) {
  char word[NAME_SIZE];
  int id = 0, count = 0, characteristic = 0, institution = 0;
  while (next_word(&name, word)) {
    id |= is_word(word, IDS, COUNT_OF(IDS));
    count |= is_word(word, COUNTS, COUNT_OF(COUNTS));
    characteristic |= is_word(word, CHARACTERISTICS, COUNT_OF(CHARACTERISTICS));
    institution |= is_word(word, INSTITUTIONS, COUNT_OF(INSTITUTIONS));
  }
  return id                               ? SDG16I_HINT_ID
         : count                          ? SDG16I_HINT_COUNT
         : characteristic && !institution ? SDG16I_HINT_CHARACTERISTIC
                                          : SDG16I_HINT_NONE;
}

int sdg16i_name_is_identifier(const char *name) {
  char word[NAME_SIZE];
  int id = 0, count = 0;
  while (next_word(&name, word)) {
    id |= is_word(word, PERSON_IDS, COUNT_OF(PERSON_IDS));
    count |= !strcmp(word, "count") || !strcmp(word, "n") || !strcmp(word, "freq");
  }
  return id && !count;
}

int64_t sdg16i_fold_name(const char *name, int64_t size, char *out) {
  int64_t kept = 0;
  sdg16i_utf8_lower(name, size, out);
  for (int64_t i = 0; i < size; i++)
    if (out[i] != ' ' && out[i] != '\t') out[kept++] = out[i];
  return kept;
}

int sdg16i_almost_same(const char *a, const char *b) {
  char x[NAME_SIZE * 8], y[NAME_SIZE * 8];
  size_t size_a = strlen(a), size_b = strlen(b);
  if (size_a > sizeof x || size_b > sizeof y || !strcmp(a, b)) return 0;
  int64_t kept = sdg16i_fold_name(a, (int64_t)size_a, x);
  return kept == sdg16i_fold_name(b, (int64_t)size_b, y) && !memcmp(x, y, (size_t)kept);
}
