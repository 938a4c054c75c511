# bash completion for sdg16

_sdg16() {
  local current previous
  COMPREPLY=()
  current=${COMP_WORDS[COMP_CWORD]}
  previous=${COMP_WORDS[COMP_CWORD-1]}

  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(
      compgen -W 'mse check draws catalog indicator iff --help --version' -- "$current")
    return
  fi

  case $previous in
    --format)
      local formats='text csv json'
      [[ ${COMP_WORDS[1]} == i[nf]* ]] && formats+=' sdmx-csv open-sdg'
      mapfile -t COMPREPLY < <(compgen -W "$formats" -- "$current")
      return ;;
    --rule) mapfile -t COMPREPLY < <(compgen -W 'sums mean weighted total' -- "$current"); return ;;
    --sdmx-version) mapfile -t COMPREPLY < <(compgen -W '1.0 2.0' -- "$current"); return ;;
    --action) mapfile -t COMPREPLY < <(compgen -W 'I A R D' -- "$current"); return ;;
    --check)
      mapfile -t COMPREPLY < <(compgen -W 'codes constraints none' -- "$current")
      return ;;
    --layout)
      mapfile -t COMPREPLY < <(compgen -W 'histories persons records files' -- "$current")
      return ;;
    --conflicts)
      mapfile -t COMPREPLY < <(compgen -W 'error first majority' -- "$current")
      return ;;
    --delimiter)
      mapfile -t COMPREPLY < <(compgen -W 'comma semicolon tab' -- "$current")
      return ;;
    --decimal) mapfile -t COMPREPLY < <(compgen -W '. ,' -- "$current"); return ;;
    --estimator) mapfile -t COMPREPLY < <(compgen -W 'loglinear' -- "$current"); return ;;
    --select)
      mapfile -t COMPREPLY < <(
        compgen -W 'bic aic aicc stepwise downhill none' -- "$current")
      return ;;
    --interval)
      mapfile -t COMPREPLY < <(
        case ${COMP_WORDS[1]} in
          draws) compgen -W 'bca percentile basic' -- "$current" ;;
          indicator) compgen -W 'small poisson none' -- "$current" ;;
          *) compgen -W 'auto bca percentile basic profile profile-poisson wald none' \
            -- "$current" ;;
        esac)
      return ;;
    --bootstrap-kind)
      mapfile -t COMPREPLY < <(compgen -W 'nonparametric parametric' -- "$current")
      return ;;
    --output | --population | --draws | --merged | --standard | --groups | --prices | --protect-report)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return ;;
    --lists | --count | --id | --list | --drop | --merge | --model | --max-order | \
      --search-seconds | --p-threshold | --top | --level | --seed | --threads | --bootstrap | \
      --top-intervals | --replicates | --time-limit | --by | --map | --set | --area | \
      --period | --small-count | --window | --coverage | --world | --dataflow | --source | \
      --source-detail | --last-update | --decimals | --protect)
      return ;;
  esac

  local output='--format --output --quiet --help --version'
  local reading='--layout --lists --count --id --list --conflicts --delimiter --decimal
    --drop --merge'
  local options
  case ${COMP_WORDS[1]} in
    mse) options="$reading --estimator --select --model --max-order --search-seconds
      --p-threshold --top --interval --level --population --bootstrap --bootstrap-kind
      --no-reselect --top-intervals --draws --replicates --by --common-model --seed --threads
      --time-limit $output" ;;
    check) options="$reading --model --all --max-order --threads $output" ;;
    draws) options="--interval --level --gaps --merged $output" ;;
    catalog) options="$output" ;;
    indicator) options="--map --by --population --area --period --delimiter --decimal --set
      --interval --small-count --level --standard --groups --rule --window --coverage
      --world --trend --sdmx-version --action --dataflow --check --source --source-detail
      --last-update --codes --decimals --protect --protect-report $output" ;;
    iff) options="--set --prices --map --area --period --delimiter --decimal --detail
      --sdmx-version --action --dataflow --check --source-detail --last-update --decimals
      $output" ;;
    *) return ;;
  esac

  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
  elif [[ ${COMP_WORDS[1]} == catalog || ${COMP_WORDS[1]} == indicator && $COMP_CWORD == 2 ]]; then
    mapfile -t COMPREPLY < <(
      compgen -W "$("${COMP_WORDS[0]}" catalog --format csv 2>/dev/null |
        sed '1d; s/,.*//')" -- "$current")
  elif [[ ${COMP_WORDS[1]} == iff && $COMP_CWORD == 2 ]]; then
    mapfile -t COMPREPLY < <(
      compgen -W "methods $("${COMP_WORDS[0]}" iff methods 2>/dev/null |
        sed '1d; s/,.*//')" -- "$current")
  else
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}

complete -F _sdg16 sdg16
