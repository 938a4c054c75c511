# bash completion for sdg16

_sdg16() {
  local current previous
  COMPREPLY=()
  current=${COMP_WORDS[COMP_CWORD]}
  previous=${COMP_WORDS[COMP_CWORD-1]}

  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(
      compgen -W 'mse check draws survey catalog indicator iff convert --help --version' \
        -- "$current")
    return
  fi

  case ${COMP_WORDS[1]}$previous in
    survey--interval)
      mapfile -t COMPREPLY < <(compgen -W 'logit wald arcsine beta korn-graubard wilson
        likelihood none' -- "$current")
      return ;;
    survey--lonely-psu | indicator--lonely-psu)
      mapfile -t COMPREPLY < <(
        compgen -W 'fail remove certainty adjust average' -- "$current")
      return ;;
    survey--replicate-kind | indicator--replicate-kind)
      mapfile -t COMPREPLY < <(compgen -W 'jk1 jkn brr fay bootstrap' -- "$current")
      return ;;
    survey--calibrate | indicator--calibrate)
      mapfile -t COMPREPLY < <(compgen -W 'linear raking logit' -- "$current"); return ;;
    survey--reliability | indicator--reliability)
      mapfile -t COMPREPLY < <(compgen -W 'nchs nchs-rates statcan ine-chile eclac eclac-2023 eurostat
        custom none' -- "$current")
      return ;;
    survey--compare)
      mapfile -t COMPREPLY < <(compgen -W 'difference ratio odds-ratio' -- "$current")
      return ;;
    survey--rule)
      mapfile -t COMPREPLY < <(compgen -W 'math school hf4 hf7' -- "$current"); return ;;
    survey--margins | survey--shares | indicator--margins)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return ;;
  esac

  case $previous in
    --format)
      local formats='text csv json'
      [[ ${COMP_WORDS[1]} == i[nf]* ]] && formats+=' sdmx-csv open-sdg'
      [[ ${COMP_WORDS[1]} == mse ]] && formats+=' sdmx-csv'
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
    --missing-flags)
      mapfile -t COMPREPLY < <(compgen -W 'error zero' -- "$current")
      return ;;
    --id-case | --id-numbers)
      mapfile -t COMPREPLY < <(compgen -W 'keep fold' -- "$current")
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
          indicator) compgen -W 'small poisson none logit wald arcsine beta korn-graubard wilson likelihood' -- "$current" ;;
          *) compgen -W 'auto bca percentile basic profile profile-poisson wald none' \
            -- "$current" ;;
        esac)
      return ;;
    --existence)
      mapfile -t COMPREPLY < <(compgen -W 'total coefficients' -- "$current")
      return ;;
    --bootstrap) mapfile -t COMPREPLY < <(compgen -W 'auto' -- "$current"); return ;;
    --bootstrap-kind)
      mapfile -t COMPREPLY < <(compgen -W 'nonparametric parametric' -- "$current")
      return ;;
    --from)
      mapfile -t COMPREPLY < <(compgen -W 'csv spss spss-portable stata' -- "$current")
      return ;;
    --dates) mapfile -t COMPREPLY < <(compgen -W 'iso numbers' -- "$current"); return ;;
    --labels) mapfile -t COMPREPLY < <(compgen -W 'codes text' -- "$current"); return ;;
    --missing) mapfile -t COMPREPLY < <(compgen -W 'blank kind tag' -- "$current"); return ;;
    --kind)
      mapfile -t COMPREPLY < <(
        compgen -W 'refused= dont-know= not-applicable= system= tagged=' -- "$current")
      return ;;
    --output | --population | --draws | --merged | --standard | --groups | --prices | --protect-report)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return ;;
    --lists | --count | --id | --list | --drop | --merge | --model | --max-order | \
      --search-fits | --fit-replicates | --p-threshold | --top | --level | --seed | --threads | \
      --top-intervals | --replicates | --time-limit | --by | --map | --set | --area | \
      --period | --small-count | --window | --coverage | --world | --dataflow | --source | \
      --source-detail | --last-update | --decimals | --protect | \
      --columns | --rows | --encoding)
      return ;;
  esac

  local output='--format --output --quiet --help --version'
  local reading='--layout --lists --count --id --list --conflicts --missing-flags
    --id-case --id-numbers --delimiter --decimal --drop --merge'
  local options
  case ${COMP_WORDS[1]} in
    mse) options="$reading --estimator --select --model --max-order --existence --search-fits
      --p-threshold --top --interval --level --fit-replicates --population --bootstrap
      --bootstrap-kind --no-reselect --top-intervals --draws --replicates --by --common-model
      --seed --threads --time-limit --protect --protect-report --area --period $output" ;;
    check) options="$reading --model --all --max-order --existence --threads $output" ;;
    draws) options="--interval --level --gaps --merged $output" ;;
    survey) options="--weight --strata --psu --fpc --sampled --lonely-psu --lonely-domain
      --replicates --replicate-kind --multipliers --fay --replicate-scale --around-estimate
      --calibrate --margins --auxiliary --bounds --proportion --among --average --mean --total --ratio
      --quantile --of --rule --by --crossed --labels --where --interval --level --df --deff --reliability --threshold
      --standardise --shares --compare --reference --independence --logistic --delimiter
      --decimal --seed --threads --protect --protect-report $output" ;;
    catalog) options="$output" ;;
    indicator) options="--map --by --crossed --population --area --period --delimiter --decimal --set
      --weight --strata --psu --fpc --sampled --lonely-psu --lonely-domain --replicates
      --replicate-kind --multipliers --fay --replicate-scale --around-estimate --calibrate
      --margins --auxiliary --bounds --where --df --deff --reliability --threshold --bands
      --audit --coding --seed --threads
      --interval --small-count --level --standard --groups --rule --window --coverage
      --world --trend --sdmx-version --action --dataflow --check --source --source-detail
      --last-update --codes --decimals --protect --protect-report $output" ;;
    iff) options="--set --prices --map --area --period --delimiter --decimal --detail
      --coefficients --by --seed --threads --sdmx-version --action --dataflow --check
      --source-detail --last-update --decimals $output" ;;
    convert) options='--from --columns --rows --encoding --kind --dates --delimiter --decimal
      --labels --missing --quiet --help --version' ;;
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
