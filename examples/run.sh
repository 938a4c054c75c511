#!/usr/bin/env bash
# Installs missing packages (see .ci/packages), builds in ./build, and shows the library and
# the command with real data.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

echo "Looking for packages, and building the library and the command in ./build." >&2
.ci/packages gcc libc6-dev meson ninja-build pkg-config libgsl-dev libcsv-dev \
  librandom123-dev nettle-dev zlib1g-dev
[[ -f build/build.ninja ]] ||
  meson setup build --buildtype=release -Dtests=false -Dbench=false >/dev/null
ninja -C build --quiet

title() {
  printf '\n=== %s\n' "$1"
}
run() {
  printf '\n$ %s\n' "$*"
  "$@"
}
export PATH=$PWD/build/cli:$PATH

title "The C library: examples/driver.c on killings in Kosovo, March to June 1999"
run build/examples/driver datasets/kosovo/data.csv

# 64.1 million in mid-2013: Office for National Statistics, Annual Mid-year
# Population Estimates, 2013 (26 June 2014).
title "The command: victims of trafficking, United Kingdom 2013, six lists, rate per 100,000"
run sdg16 mse datasets/uk2013/data.csv --population 64100000

title "The same on five lists with the model behind the published 10,000 to 13,000"
run sdg16 mse datasets/uk2013-5/data.csv --model '[12,13,24,25,35,45]' --population 64100000

title "The Netherlands, six years pooled: persons in six years, so no yearly rate"
run sdg16 mse datasets/netherlands/data.csv

title "Greater New Orleans, eight lists, 185 persons; published: 1,184"
run sdg16 mse datasets/new-orleans-185/data.csv --select stepwise

title "The same table as it circulates, with 186 persons; published: 1,110"
run sdg16 mse datasets/new-orleans-186/data.csv --select stepwise

title "Which models have an estimate at all? Palembang, three lists"
run sdg16 check datasets/korea/data.csv --all

title "Unsentenced detainees, England and Wales and France, for submission"
printf 'area,year,unsentenced,held\n826,2023,15523,85851\n250,2023,19909,74342\n' > build/prisons.csv
run sdg16 indicator 16.3.2 build/prisons.csv
run sdg16 indicator 16.3.2 build/prisons.csv --format sdmx-csv

title "The indicator"
run sdg16 catalog 16.2.2

printf '\nThe command is build/cli/sdg16. To call it by its name in this shell:\n'
printf '  export PATH="%s/build/cli:$PATH"\n' "$PWD"
printf 'To import sdg16 in Python:\n'
printf '  export PYTHONPATH="%s/python" SDG16_LIBRARY="%s/build/lib/libsdg16.so"\n' "$PWD" "$PWD"
printf 'The main job step by step, from lists to estimates: docs/tutorial-mse.md\n'
