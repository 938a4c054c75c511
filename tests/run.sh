#!/usr/bin/env bash
# Installs what is missing (see .ci/packages), builds, and runs every test: in a
# release build (./build), then those of the C code again under the address and
# undefined-behaviour sanitizers (./build-sanitize). Ends with the counts; status 0
# if all passed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

.ci/packages gcc g++ libc6-dev meson ninja-build pkg-config libgsl-dev libcsv-dev libreadstat-dev \
  librandom123-dev nettle-dev zlib1g-dev libcmocka-dev locales python3 python3-pytest
export PATH=/usr/bin:/bin:$PATH # the system's python3, which has pytest

build() { # directory, options of meson setup
  local directory=$1
  shift
  if [[ -f $directory/build.ninja ]]; then
    meson configure "$directory" -Dtests=true "$@"
  else
    meson setup "$directory" --buildtype=release -Dtests=true "$@"
  fi
  ninja -C "$directory"
}

build build
build build-sanitize -Db_sanitize=address,undefined -Dbench=false

export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=1
failed=0
# Time limits are for tests that hang, not for machines that are busy.
meson test -C build --no-rebuild --print-errorlogs --timeout-multiplier 3 || failed=1
meson test -C build-sanitize --no-rebuild --print-errorlogs --timeout-multiplier 3 || failed=1

# The logs hold one JSON object a test.
python3 - build build-sanitize <<'PY'
import json, sys

results = []
for directory in sys.argv[1:]:
    with open(f"{directory}/meson-logs/testlog.json", encoding="utf-8") as log:
        results += [json.loads(line)["result"] for line in log]
passed = sum(r in ("OK", "EXPECTEDFAIL") for r in results)
skipped = sum(r == "SKIP" for r in results)
if skipped:
    print(f"{skipped} skipped")
print(f"{passed} passed, {len(results) - passed - skipped} failed")
sys.exit(passed == 0)
PY
exit $failed
