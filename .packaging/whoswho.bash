_whoswho() {
    local i cur prev opts cmd
    COMPREPLY=()
    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
        cur="$2"
    else
        cur="${COMP_WORDS[COMP_CWORD]}"
    fi
    prev="$3"
    cmd=""
    opts=""

    for i in "${COMP_WORDS[@]:0:COMP_CWORD}"
    do
        case "${cmd},${i}" in
            ",$1")
                cmd="whoswho"
                ;;
            whoswho,cache)
                cmd="whoswho__subcmd__cache"
                ;;
            whoswho,completions)
                cmd="whoswho__subcmd__completions"
                ;;
            whoswho,config)
                cmd="whoswho__subcmd__config"
                ;;
            whoswho,demo-server)
                cmd="whoswho__subcmd__demo__subcmd__server"
                ;;
            whoswho,directory)
                cmd="whoswho__subcmd__directory"
                ;;
            whoswho,get)
                cmd="whoswho__subcmd__get"
                ;;
            whoswho,help)
                cmd="whoswho__subcmd__help"
                ;;
            whoswho,keys)
                cmd="whoswho__subcmd__keys"
                ;;
            whoswho,list)
                cmd="whoswho__subcmd__list"
                ;;
            whoswho,man)
                cmd="whoswho__subcmd__man"
                ;;
            whoswho,profile)
                cmd="whoswho__subcmd__profile"
                ;;
            whoswho,themes)
                cmd="whoswho__subcmd__themes"
                ;;
            whoswho__subcmd__cache,clear)
                cmd="whoswho__subcmd__cache__subcmd__clear"
                ;;
            whoswho__subcmd__cache,help)
                cmd="whoswho__subcmd__cache__subcmd__help"
                ;;
            whoswho__subcmd__cache,path)
                cmd="whoswho__subcmd__cache__subcmd__path"
                ;;
            whoswho__subcmd__cache__subcmd__help,clear)
                cmd="whoswho__subcmd__cache__subcmd__help__subcmd__clear"
                ;;
            whoswho__subcmd__cache__subcmd__help,help)
                cmd="whoswho__subcmd__cache__subcmd__help__subcmd__help"
                ;;
            whoswho__subcmd__cache__subcmd__help,path)
                cmd="whoswho__subcmd__cache__subcmd__help__subcmd__path"
                ;;
            whoswho__subcmd__config,check)
                cmd="whoswho__subcmd__config__subcmd__check"
                ;;
            whoswho__subcmd__config,help)
                cmd="whoswho__subcmd__config__subcmd__help"
                ;;
            whoswho__subcmd__config,init)
                cmd="whoswho__subcmd__config__subcmd__init"
                ;;
            whoswho__subcmd__config,path)
                cmd="whoswho__subcmd__config__subcmd__path"
                ;;
            whoswho__subcmd__config__subcmd__help,check)
                cmd="whoswho__subcmd__config__subcmd__help__subcmd__check"
                ;;
            whoswho__subcmd__config__subcmd__help,help)
                cmd="whoswho__subcmd__config__subcmd__help__subcmd__help"
                ;;
            whoswho__subcmd__config__subcmd__help,init)
                cmd="whoswho__subcmd__config__subcmd__help__subcmd__init"
                ;;
            whoswho__subcmd__config__subcmd__help,path)
                cmd="whoswho__subcmd__config__subcmd__help__subcmd__path"
                ;;
            whoswho__subcmd__directory,check)
                cmd="whoswho__subcmd__directory__subcmd__check"
                ;;
            whoswho__subcmd__directory,help)
                cmd="whoswho__subcmd__directory__subcmd__help"
                ;;
            whoswho__subcmd__directory__subcmd__help,check)
                cmd="whoswho__subcmd__directory__subcmd__help__subcmd__check"
                ;;
            whoswho__subcmd__directory__subcmd__help,help)
                cmd="whoswho__subcmd__directory__subcmd__help__subcmd__help"
                ;;
            whoswho__subcmd__help,cache)
                cmd="whoswho__subcmd__help__subcmd__cache"
                ;;
            whoswho__subcmd__help,completions)
                cmd="whoswho__subcmd__help__subcmd__completions"
                ;;
            whoswho__subcmd__help,config)
                cmd="whoswho__subcmd__help__subcmd__config"
                ;;
            whoswho__subcmd__help,demo-server)
                cmd="whoswho__subcmd__help__subcmd__demo__subcmd__server"
                ;;
            whoswho__subcmd__help,directory)
                cmd="whoswho__subcmd__help__subcmd__directory"
                ;;
            whoswho__subcmd__help,get)
                cmd="whoswho__subcmd__help__subcmd__get"
                ;;
            whoswho__subcmd__help,help)
                cmd="whoswho__subcmd__help__subcmd__help"
                ;;
            whoswho__subcmd__help,keys)
                cmd="whoswho__subcmd__help__subcmd__keys"
                ;;
            whoswho__subcmd__help,list)
                cmd="whoswho__subcmd__help__subcmd__list"
                ;;
            whoswho__subcmd__help,man)
                cmd="whoswho__subcmd__help__subcmd__man"
                ;;
            whoswho__subcmd__help,profile)
                cmd="whoswho__subcmd__help__subcmd__profile"
                ;;
            whoswho__subcmd__help,themes)
                cmd="whoswho__subcmd__help__subcmd__themes"
                ;;
            whoswho__subcmd__help__subcmd__cache,clear)
                cmd="whoswho__subcmd__help__subcmd__cache__subcmd__clear"
                ;;
            whoswho__subcmd__help__subcmd__cache,path)
                cmd="whoswho__subcmd__help__subcmd__cache__subcmd__path"
                ;;
            whoswho__subcmd__help__subcmd__config,check)
                cmd="whoswho__subcmd__help__subcmd__config__subcmd__check"
                ;;
            whoswho__subcmd__help__subcmd__config,init)
                cmd="whoswho__subcmd__help__subcmd__config__subcmd__init"
                ;;
            whoswho__subcmd__help__subcmd__config,path)
                cmd="whoswho__subcmd__help__subcmd__config__subcmd__path"
                ;;
            whoswho__subcmd__help__subcmd__directory,check)
                cmd="whoswho__subcmd__help__subcmd__directory__subcmd__check"
                ;;
            whoswho__subcmd__help__subcmd__profile,add)
                cmd="whoswho__subcmd__help__subcmd__profile__subcmd__add"
                ;;
            whoswho__subcmd__profile,add)
                cmd="whoswho__subcmd__profile__subcmd__add"
                ;;
            whoswho__subcmd__profile,help)
                cmd="whoswho__subcmd__profile__subcmd__help"
                ;;
            whoswho__subcmd__profile__subcmd__help,add)
                cmd="whoswho__subcmd__profile__subcmd__help__subcmd__add"
                ;;
            whoswho__subcmd__profile__subcmd__help,help)
                cmd="whoswho__subcmd__profile__subcmd__help__subcmd__help"
                ;;
            *)
                ;;
        esac
    done

    case "${cmd}" in
        whoswho)
            opts="-p -h -V --profile --config --private --read-only --resume --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help --version list get demo-server directory keys themes completions man config profile cache help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 1 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__cache)
            opts="-p -h --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help path clear help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__cache__subcmd__clear)
            opts="-p -h --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__cache__subcmd__help)
            opts="path clear help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__cache__subcmd__help__subcmd__clear)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__cache__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__cache__subcmd__help__subcmd__path)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__cache__subcmd__path)
            opts="-p -h --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__completions)
            opts="-p -h --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help bash elvish fish powershell zsh"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__config)
            opts="-p -h --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help init path check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__config__subcmd__check)
            opts="-p -h --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__config__subcmd__help)
            opts="init path check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__config__subcmd__help__subcmd__check)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__config__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__config__subcmd__help__subcmd__init)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__config__subcmd__help__subcmd__path)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__config__subcmd__init)
            opts="-p -h --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__config__subcmd__path)
            opts="-p -h --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__demo__subcmd__server)
            opts="-p -h --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__directory)
            opts="-p -h --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__directory__subcmd__check)
            opts="-p -h --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__directory__subcmd__help)
            opts="check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__directory__subcmd__help__subcmd__check)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__directory__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__get)
            opts="-o -p -h --relation --item --limit --all --sort --search --param --filter --output --columns --no-headers --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --relation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --item)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --limit)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sort)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --search)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --param)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --filter)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "table json jsonl csv" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "table json jsonl csv" -- "${cur}"))
                    return 0
                    ;;
                --columns)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help)
            opts="list get demo-server directory keys themes completions man config profile cache help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__cache)
            opts="path clear"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__cache__subcmd__clear)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__cache__subcmd__path)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__completions)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__config)
            opts="init path check"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__config__subcmd__check)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__config__subcmd__init)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__config__subcmd__path)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__demo__subcmd__server)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__directory)
            opts="check"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__directory__subcmd__check)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__get)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__keys)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__man)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__profile)
            opts="add"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__profile__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__help__subcmd__themes)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__keys)
            opts="-p -h --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__list)
            opts="-o -p -h --limit --all --sort --search --param --filter --output --columns --no-headers --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --limit)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sort)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --search)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --param)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --filter)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "table json jsonl csv" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "table json jsonl csv" -- "${cur}"))
                    return 0
                    ;;
                --columns)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__man)
            opts="-p -h --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__profile)
            opts="-p -h --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help add help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__profile__subcmd__add)
            opts="-p -h --name --directory --url --param --token-env --token-file --token-command --token-keyring --color --guard --keep --no-test --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --name)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --directory)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --param)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --token-env)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --token-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --token-command)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --keep)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__profile__subcmd__help)
            opts="add help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__profile__subcmd__help__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__profile__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        whoswho__subcmd__themes)
            opts="-p -h --profile --config --private --read-only --theme --no-mouse --log-level --demo --demo-people --demo-seed --demo-latency --demo-budget --demo-day --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --theme)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --log-level)
                    COMPREPLY=($(compgen -W "off error warn info debug trace" -- "${cur}"))
                    return 0
                    ;;
                --demo-people)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-seed)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-budget)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --demo-day)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
    esac
}

if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -F _whoswho -o nosort -o bashdefault -o default whoswho
else
    complete -F _whoswho -o bashdefault -o default whoswho
fi
