#!/usr/bin/env bash
# The installed library can be used: installs into a scratch folder, compiles a C and a
# C++ program with nothing but pkg-config, runs them and the command.
set -euo pipefail
build=$1
source=$2
version=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
  echo "$1" >&2
  exit 1
}

DESTDIR=$scratch meson install -C "$build" --no-rebuild --quiet
pc=$(find "$scratch" -name sdg16.pc)
prefix=$(sed -n 's/^prefix=//p' "$pc")
export PKG_CONFIG_PATH=${pc%/*} PKG_CONFIG_SYSROOT_DIR=$scratch
lib=$(pkg-config --variable=libdir sdg16)
lib=$scratch${lib#"$scratch"}
export LD_LIBRARY_PATH=$lib

[[ $(pkg-config --modversion sdg16) == "$version" ]] || fail "pkg-config gives another version"
[[ -z $(pkg-config --print-requires sdg16) ]] || fail "users would need the headers of others"
[[ -f $scratch$prefix/include/sdg16.h ]] || fail "sdg16.h is not installed"
(cd "$source/include" && find . -name '*.h' | sort) >"$scratch/ours"
(cd "$scratch$prefix/include" && find . -name '*.h' | sort) >"$scratch/theirs"
diff "$scratch/ours" "$scratch/theirs" || fail "the installed headers are not those of include/"
find "$scratch" -name 'sdg16.1*' | grep -q . || fail "no man page"
for place in bash-completion/completions/sdg16 zsh/site-functions/_sdg16 \
  fish/vendor_completions.d/sdg16.fish; do
  find "$scratch" -path "*/share/$place" | grep -q . || fail "no completion in $place"
done

cat >"$scratch/user.c" <<'C'
#include <sdg16.h>
#include <stdio.h>
#include <string.h>

/* Two lists of 7 and 7, 3 on both: Lincoln and Petersen give 49/3. */
int main(void) {
  const uint32_t histories[] = {1, 2, 3};
  const int64_t counts[] = {4, 4, 3};
  sdg16_error error;
  sdg16_capture *capture;
  sdg16_mse *mse;
  sdg16_estimate total;
  if (sdg16_abi() != SDG16_ABI || strcmp(sdg16_version(), SDG16_VERSION) != 0) return 2;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_capture_new(2, NULL, 3, histories, counts, &capture, &error) ||
      sdg16_mse_new(capture, NULL, NULL, &mse, &error) ||
      sdg16_mse_estimate(mse, &total, sizeof total)) {
    fprintf(stderr, "%s\n", error.message);
    return 1;
  }
  printf("%.6f\n", total.value);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
  return 0;
}
C
read -ra flags <<<"$(pkg-config --cflags --libs sdg16)"
cc -std=c99 -pedantic -Wall -Wextra -Werror "$scratch/user.c" "${flags[@]}" -o "$scratch/user"
c++ -x c++ -Wall -Wextra -Werror "$scratch/user.c" -x none "${flags[@]}" -o "$scratch/user++"
for program in user user++; do
  [[ $("$scratch/$program") == 16.333333 ]] || fail "$program does not give 49/3"
done

soname=$(objdump -p "$lib/libsdg16.so" | sed -n 's/ *SONAME *//p')
abi=$(sed -n 's/^#define SDG16_ABI //p' "$source/include/sdg16/base.h")
[[ $soname == "libsdg16.so.$abi" ]] || fail "SONAME is $soname, SDG16_ABI is $abi"
"$scratch$prefix/bin/sdg16" --version | grep -q "$version" || fail "the command gives another version"
echo "installed, compiled in C and C++, run"
