#compdef whoswho

autoload -U is-at-least

_whoswho() {
    typeset -A opt_args
    typeset -a _arguments_options
    local ret=1

    if is-at-least 5.2; then
        _arguments_options=(-s -S -C)
    else
        _arguments_options=(-s -C)
    fi

    local context curcontext="$curcontext" state line
    _arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'(--demo)--resume[Go on where the last run ended, and remember where this one does]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_whoswho_commands" \
"*::: :->whoswho" \
&& ret=0
    case $state in
    (whoswho)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:whoswho-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
'--limit=[Print that many records at most; 100, unless given]:N:_default' \
'--sort=[Have the directory sort them by a field of its description\: name, name\:asc, name\:desc]:FIELD[:asc|:desc]:_default' \
'--search=[Have the directory search them]:TEXT:_default' \
'*--param=[Send a further parameter that the description names; can be repeated]:NAME=VALUE:_default' \
'--filter=[Print only those that match, of the pages that --limit takes; of all, with --all\: ana, email\:@acme.io, enabled\:no, '\''created\:>2026-01'\'', '\''-role\:Admin'\'', '\''created\:<30d'\'', '\''email\:""'\'']:TEXT:_default' \
'-o+[How they are printed]:FORMAT:((table\:"Aligned columns, for people"
json\:"Whole records\: a list as an array, one as an object"
jsonl\:"Whole records, one a line"
csv\:"The described fields, comma-separated"))' \
'--output=[How they are printed]:FORMAT:((table\:"Aligned columns, for people"
json\:"Whole records\: a list as an array, one as an object"
jsonl\:"Whole records, one a line"
csv\:"The described fields, comma-separated"))' \
'*--columns=[Print these fields, in this order\: id,name,email. Besides those of the description, any that the records hold; outer.inner for one of an object]:A,B,C:_default' \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--all[Print all of them, however many requests that takes]' \
'--no-headers[Leave out the fields'\'' names]' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':resource -- What to list, as the directory'\''s description calls it\: users, teams:_default' \
&& ret=0
;;
(get)
_arguments "${_arguments_options[@]}" : \
'--relation=[Print a list under it instead\: a user'\''s teams, a team'\''s members]:NAME:_default' \
'--item=[Print one record of that list\: a membership, a binding]:ID:_default' \
'--limit=[Print that many records at most; 100, unless given]:N:_default' \
'--sort=[Have the directory sort them by a field of its description\: name, name\:asc, name\:desc]:FIELD[:asc|:desc]:_default' \
'--search=[Have the directory search them]:TEXT:_default' \
'*--param=[Send a further parameter that the description names; can be repeated]:NAME=VALUE:_default' \
'--filter=[Print only those that match, of the pages that --limit takes; of all, with --all\: ana, email\:@acme.io, enabled\:no, '\''created\:>2026-01'\'', '\''-role\:Admin'\'', '\''created\:<30d'\'', '\''email\:""'\'']:TEXT:_default' \
'-o+[How they are printed]:FORMAT:((table\:"Aligned columns, for people"
json\:"Whole records\: a list as an array, one as an object"
jsonl\:"Whole records, one a line"
csv\:"The described fields, comma-separated"))' \
'--output=[How they are printed]:FORMAT:((table\:"Aligned columns, for people"
json\:"Whole records\: a list as an array, one as an object"
jsonl\:"Whole records, one a line"
csv\:"The described fields, comma-separated"))' \
'*--columns=[Print these fields, in this order\: id,name,email. Besides those of the description, any that the records hold; outer.inner for one of an object]:A,B,C:_default' \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--all[Print all of them, however many requests that takes]' \
'--no-headers[Leave out the fields'\'' names]' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':resource -- What it is, as the directory'\''s description calls it\: users, teams:_default' \
':id -- Its id:_default' \
&& ret=0
;;
(demo-server)
_arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(directory)
_arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_whoswho__subcmd__directory_commands" \
"*::: :->directory" \
&& ret=0

    case $state in
    (directory)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:whoswho-directory-command-$line[1]:"
        case $line[1] in
            (check)
_arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':file -- The file:_files' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_whoswho__subcmd__directory__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:whoswho-directory-help-command-$line[1]:"
        case $line[1] in
            (check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(keys)
_arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(themes)
_arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(completions)
_arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':shell -- The shell:(bash elvish fish powershell zsh)' \
&& ret=0
;;
(man)
_arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(config)
_arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_whoswho__subcmd__config_commands" \
"*::: :->config" \
&& ret=0

    case $state in
    (config)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:whoswho-config-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(path)
_arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_whoswho__subcmd__config__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:whoswho-config-help-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(path)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(profile)
_arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_whoswho__subcmd__profile_commands" \
"*::: :->profile" \
&& ret=0

    case $state in
    (profile)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:whoswho-profile-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
'--name=[What the profile is called]:NAME:_default' \
'--directory=[What it connects to\: leanmote, leadr, peoplelens, or a description of your own]:NAME:_default' \
'--url=[Where the directory is]:URL:_default' \
'*--param=[Something else the directory wants to know; can be repeated]:NAME=VALUE:_default' \
'--token-env=[The environment variable that holds the token]:VARIABLE:_default' \
'--token-file=[The file that holds the token]:FILE:_default' \
'*--token-command=[The program that prints the token, and its arguments]:WORD:_default' \
'--color=[The profile'\''s colour on the screen]:COLOUR:_default' \
'--keep=[Keep what is seen on this computer for that long\: 12h, 1d, 2w; 0 for not at all]:TIME:_default' \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--token-keyring[The token is in the system'\''s keychain, or goes there]' \
'--guard[Lock changes until \:write]' \
'--no-test[Write it without trying it out]' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_whoswho__subcmd__profile__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:whoswho-profile-help-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(cache)
_arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_whoswho__subcmd__cache_commands" \
"*::: :->cache" \
&& ret=0

    case $state in
    (cache)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:whoswho-cache-command-$line[1]:"
        case $line[1] in
            (path)
_arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(clear)
_arguments "${_arguments_options[@]}" : \
'-p+[Open this profile instead of the default one]:NAME:_default' \
'--profile=[Open this profile instead of the default one]:NAME:_default' \
'--config=[Read this configuration instead of the usual one]:FILE:_files' \
'--theme=[Use this theme]:NAME:_default' \
'--log-level=[How much to write to the log file]:LEVEL:((off\:"Nothing"
error\:"What failed"
warn\:"And what is odd"
info\:"And each request"
debug\:"And each step"
trace\:"Everything"))' \
'--demo-people=[How many people there are]:N:_default' \
'--demo-seed=[The number that the people are made from; the same one makes the same]:N:_default' \
'--demo-latency=[How long each answer takes, in milliseconds]:MS:_default' \
'--demo-budget=[How many requests Leanmote allows an hour]:N:_default' \
'--demo-day=[The day, as 2026-06-30, on which what happened there ends \[default\: today\]]:DATE:_default' \
'--private[Neither read nor write what is kept of people on this computer]' \
'--read-only[Send no change, whatever the configuration allows]' \
'--no-mouse[Leave the mouse to the terminal]' \
'--demo[Explore an embedded server with made-up people]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_whoswho__subcmd__cache__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:whoswho-cache-help-command-$line[1]:"
        case $line[1] in
            (path)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(clear)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_whoswho__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:whoswho-help-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(get)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(demo-server)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(directory)
_arguments "${_arguments_options[@]}" : \
":: :_whoswho__subcmd__help__subcmd__directory_commands" \
"*::: :->directory" \
&& ret=0

    case $state in
    (directory)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:whoswho-help-directory-command-$line[1]:"
        case $line[1] in
            (check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(keys)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(themes)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(completions)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(man)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(config)
_arguments "${_arguments_options[@]}" : \
":: :_whoswho__subcmd__help__subcmd__config_commands" \
"*::: :->config" \
&& ret=0

    case $state in
    (config)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:whoswho-help-config-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(path)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(profile)
_arguments "${_arguments_options[@]}" : \
":: :_whoswho__subcmd__help__subcmd__profile_commands" \
"*::: :->profile" \
&& ret=0

    case $state in
    (profile)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:whoswho-help-profile-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(cache)
_arguments "${_arguments_options[@]}" : \
":: :_whoswho__subcmd__help__subcmd__cache_commands" \
"*::: :->cache" \
&& ret=0

    case $state in
    (cache)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:whoswho-help-cache-command-$line[1]:"
        case $line[1] in
            (path)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(clear)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
}

(( $+functions[_whoswho_commands] )) ||
_whoswho_commands() {
    local commands; commands=(
'list:Print a directory'\''s records' \
'get:Print one record, or a list under it' \
'demo-server:Run only the embedded server\: prints a line "NAME URL TOKEN" for each directory and serves until interrupted' \
'directory:Work with descriptions of directories' \
'keys:Print the keys and what they do' \
'themes:Print the themes that there are\: the built-in ones and your own' \
'completions:Print what completes whoswho'\''s arguments in a shell' \
'man:Print the manual page' \
'config:Write, find or check the configuration' \
'profile:Work with profiles' \
'cache:Find or remove what is kept of people on this computer' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'whoswho commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__cache_commands] )) ||
_whoswho__subcmd__cache_commands() {
    local commands; commands=(
'path:Print the folder that it is in, or would be' \
'clear:Overwrite and remove all of it, whichever profile it is of, and say how much it was' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'whoswho cache commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__cache__subcmd__clear_commands] )) ||
_whoswho__subcmd__cache__subcmd__clear_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho cache clear commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__cache__subcmd__help_commands] )) ||
_whoswho__subcmd__cache__subcmd__help_commands() {
    local commands; commands=(
'path:Print the folder that it is in, or would be' \
'clear:Overwrite and remove all of it, whichever profile it is of, and say how much it was' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'whoswho cache help commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__cache__subcmd__help__subcmd__clear_commands] )) ||
_whoswho__subcmd__cache__subcmd__help__subcmd__clear_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho cache help clear commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__cache__subcmd__help__subcmd__help_commands] )) ||
_whoswho__subcmd__cache__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho cache help help commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__cache__subcmd__help__subcmd__path_commands] )) ||
_whoswho__subcmd__cache__subcmd__help__subcmd__path_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho cache help path commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__cache__subcmd__path_commands] )) ||
_whoswho__subcmd__cache__subcmd__path_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho cache path commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__completions_commands] )) ||
_whoswho__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho completions commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__config_commands] )) ||
_whoswho__subcmd__config_commands() {
    local commands; commands=(
'init:Write a configuration with every setting explained, if there is none' \
'path:Print where the configuration is, or would be' \
'check:Say everything that is wrong with the configuration; runs no command and sends no request' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'whoswho config commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__config__subcmd__check_commands] )) ||
_whoswho__subcmd__config__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho config check commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__config__subcmd__help_commands] )) ||
_whoswho__subcmd__config__subcmd__help_commands() {
    local commands; commands=(
'init:Write a configuration with every setting explained, if there is none' \
'path:Print where the configuration is, or would be' \
'check:Say everything that is wrong with the configuration; runs no command and sends no request' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'whoswho config help commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__config__subcmd__help__subcmd__check_commands] )) ||
_whoswho__subcmd__config__subcmd__help__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho config help check commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__config__subcmd__help__subcmd__help_commands] )) ||
_whoswho__subcmd__config__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho config help help commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__config__subcmd__help__subcmd__init_commands] )) ||
_whoswho__subcmd__config__subcmd__help__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho config help init commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__config__subcmd__help__subcmd__path_commands] )) ||
_whoswho__subcmd__config__subcmd__help__subcmd__path_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho config help path commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__config__subcmd__init_commands] )) ||
_whoswho__subcmd__config__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho config init commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__config__subcmd__path_commands] )) ||
_whoswho__subcmd__config__subcmd__path_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho config path commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__demo-server_commands] )) ||
_whoswho__subcmd__demo-server_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho demo-server commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__directory_commands] )) ||
_whoswho__subcmd__directory_commands() {
    local commands; commands=(
'check:Check a description, and say where it is wrong' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'whoswho directory commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__directory__subcmd__check_commands] )) ||
_whoswho__subcmd__directory__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho directory check commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__directory__subcmd__help_commands] )) ||
_whoswho__subcmd__directory__subcmd__help_commands() {
    local commands; commands=(
'check:Check a description, and say where it is wrong' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'whoswho directory help commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__directory__subcmd__help__subcmd__check_commands] )) ||
_whoswho__subcmd__directory__subcmd__help__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho directory help check commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__directory__subcmd__help__subcmd__help_commands] )) ||
_whoswho__subcmd__directory__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho directory help help commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__get_commands] )) ||
_whoswho__subcmd__get_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho get commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help_commands] )) ||
_whoswho__subcmd__help_commands() {
    local commands; commands=(
'list:Print a directory'\''s records' \
'get:Print one record, or a list under it' \
'demo-server:Run only the embedded server\: prints a line "NAME URL TOKEN" for each directory and serves until interrupted' \
'directory:Work with descriptions of directories' \
'keys:Print the keys and what they do' \
'themes:Print the themes that there are\: the built-in ones and your own' \
'completions:Print what completes whoswho'\''s arguments in a shell' \
'man:Print the manual page' \
'config:Write, find or check the configuration' \
'profile:Work with profiles' \
'cache:Find or remove what is kept of people on this computer' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'whoswho help commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__cache_commands] )) ||
_whoswho__subcmd__help__subcmd__cache_commands() {
    local commands; commands=(
'path:Print the folder that it is in, or would be' \
'clear:Overwrite and remove all of it, whichever profile it is of, and say how much it was' \
    )
    _describe -t commands 'whoswho help cache commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__cache__subcmd__clear_commands] )) ||
_whoswho__subcmd__help__subcmd__cache__subcmd__clear_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho help cache clear commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__cache__subcmd__path_commands] )) ||
_whoswho__subcmd__help__subcmd__cache__subcmd__path_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho help cache path commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__completions_commands] )) ||
_whoswho__subcmd__help__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho help completions commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__config_commands] )) ||
_whoswho__subcmd__help__subcmd__config_commands() {
    local commands; commands=(
'init:Write a configuration with every setting explained, if there is none' \
'path:Print where the configuration is, or would be' \
'check:Say everything that is wrong with the configuration; runs no command and sends no request' \
    )
    _describe -t commands 'whoswho help config commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__config__subcmd__check_commands] )) ||
_whoswho__subcmd__help__subcmd__config__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho help config check commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__config__subcmd__init_commands] )) ||
_whoswho__subcmd__help__subcmd__config__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho help config init commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__config__subcmd__path_commands] )) ||
_whoswho__subcmd__help__subcmd__config__subcmd__path_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho help config path commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__demo-server_commands] )) ||
_whoswho__subcmd__help__subcmd__demo-server_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho help demo-server commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__directory_commands] )) ||
_whoswho__subcmd__help__subcmd__directory_commands() {
    local commands; commands=(
'check:Check a description, and say where it is wrong' \
    )
    _describe -t commands 'whoswho help directory commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__directory__subcmd__check_commands] )) ||
_whoswho__subcmd__help__subcmd__directory__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho help directory check commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__get_commands] )) ||
_whoswho__subcmd__help__subcmd__get_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho help get commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__help_commands] )) ||
_whoswho__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho help help commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__keys_commands] )) ||
_whoswho__subcmd__help__subcmd__keys_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho help keys commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__list_commands] )) ||
_whoswho__subcmd__help__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho help list commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__man_commands] )) ||
_whoswho__subcmd__help__subcmd__man_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho help man commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__profile_commands] )) ||
_whoswho__subcmd__help__subcmd__profile_commands() {
    local commands; commands=(
'add:Ask for a profile, try it out with one request, and write it into the configuration' \
    )
    _describe -t commands 'whoswho help profile commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__profile__subcmd__add_commands] )) ||
_whoswho__subcmd__help__subcmd__profile__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho help profile add commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__help__subcmd__themes_commands] )) ||
_whoswho__subcmd__help__subcmd__themes_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho help themes commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__keys_commands] )) ||
_whoswho__subcmd__keys_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho keys commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__list_commands] )) ||
_whoswho__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho list commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__man_commands] )) ||
_whoswho__subcmd__man_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho man commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__profile_commands] )) ||
_whoswho__subcmd__profile_commands() {
    local commands; commands=(
'add:Ask for a profile, try it out with one request, and write it into the configuration' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'whoswho profile commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__profile__subcmd__add_commands] )) ||
_whoswho__subcmd__profile__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho profile add commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__profile__subcmd__help_commands] )) ||
_whoswho__subcmd__profile__subcmd__help_commands() {
    local commands; commands=(
'add:Ask for a profile, try it out with one request, and write it into the configuration' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'whoswho profile help commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__profile__subcmd__help__subcmd__add_commands] )) ||
_whoswho__subcmd__profile__subcmd__help__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho profile help add commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__profile__subcmd__help__subcmd__help_commands] )) ||
_whoswho__subcmd__profile__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho profile help help commands' commands "$@"
}
(( $+functions[_whoswho__subcmd__themes_commands] )) ||
_whoswho__subcmd__themes_commands() {
    local commands; commands=()
    _describe -t commands 'whoswho themes commands' commands "$@"
}

if [ "$funcstack[1]" = "_whoswho" ]; then
    _whoswho "$@"
else
    compdef _whoswho whoswho
fi
