# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_whoswho_global_optspecs
    string join \n p/profile= config= private read-only resume theme= no-mouse log-level= demo demo-people= demo-seed= demo-latency= demo-budget= demo-day= h/help V/version
end

function __fish_whoswho_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_whoswho_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_whoswho_using_subcommand
    set -l cmd (__fish_whoswho_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c whoswho -n "__fish_whoswho_needs_command" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_needs_command" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_needs_command" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_needs_command" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_needs_command" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_needs_command" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_needs_command" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_needs_command" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_needs_command" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_needs_command" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_needs_command" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_needs_command" -l resume -d 'Go on where the last run ended, and remember where this one does'
complete -c whoswho -n "__fish_whoswho_needs_command" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_needs_command" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_needs_command" -s V -l version -d 'Print version'
complete -c whoswho -n "__fish_whoswho_needs_command" -f -a "list" -d 'Print a directory\'s records'
complete -c whoswho -n "__fish_whoswho_needs_command" -f -a "get" -d 'Print one record, or a list under it'
complete -c whoswho -n "__fish_whoswho_needs_command" -f -a "demo-server" -d 'Run only the embedded server: prints a line "NAME URL TOKEN" for each directory and serves until interrupted'
complete -c whoswho -n "__fish_whoswho_needs_command" -f -a "directory" -d 'Work with descriptions of directories'
complete -c whoswho -n "__fish_whoswho_needs_command" -f -a "keys" -d 'Print the keys and what they do'
complete -c whoswho -n "__fish_whoswho_needs_command" -f -a "themes" -d 'Print the themes that there are: the built-in ones and your own'
complete -c whoswho -n "__fish_whoswho_needs_command" -f -a "completions" -d 'Print what completes whoswho\'s arguments in a shell'
complete -c whoswho -n "__fish_whoswho_needs_command" -f -a "man" -d 'Print the manual page'
complete -c whoswho -n "__fish_whoswho_needs_command" -f -a "config" -d 'Write, find or check the configuration'
complete -c whoswho -n "__fish_whoswho_needs_command" -f -a "profile" -d 'Work with profiles'
complete -c whoswho -n "__fish_whoswho_needs_command" -f -a "cache" -d 'Find or remove what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l limit -d 'Print that many records at most; 100, unless given' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l sort -d 'Have the directory sort them by a field of its description: name, name:asc, name:desc' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l search -d 'Have the directory search them' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l param -d 'Send a further parameter that the description names; can be repeated' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l filter -d 'Print only those that match, of the pages that --limit takes; of all, with --all: ana, email:@acme.io, enabled:no, \'created:>2026-01\', \'-role:Admin\', \'created:<30d\', \'email:""\'' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -s o -l output -d 'How they are printed' -r -f -a "table\t'Aligned columns, for people'
json\t'Whole records: a list as an array, one as an object'
jsonl\t'Whole records, one a line'
csv\t'The described fields, comma-separated'"
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l columns -d 'Print these fields, in this order: id,name,email. Besides those of the description, any that the records hold; outer.inner for one of an object' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l all -d 'Print all of them, however many requests that takes'
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l no-headers -d 'Leave out the fields\' names'
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l relation -d 'Print a list under it instead: a user\'s teams, a team\'s members' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l item -d 'Print one record of that list: a membership, a binding' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l limit -d 'Print that many records at most; 100, unless given' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l sort -d 'Have the directory sort them by a field of its description: name, name:asc, name:desc' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l search -d 'Have the directory search them' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l param -d 'Send a further parameter that the description names; can be repeated' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l filter -d 'Print only those that match, of the pages that --limit takes; of all, with --all: ana, email:@acme.io, enabled:no, \'created:>2026-01\', \'-role:Admin\', \'created:<30d\', \'email:""\'' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -s o -l output -d 'How they are printed' -r -f -a "table\t'Aligned columns, for people'
json\t'Whole records: a list as an array, one as an object'
jsonl\t'Whole records, one a line'
csv\t'The described fields, comma-separated'"
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l columns -d 'Print these fields, in this order: id,name,email. Besides those of the description, any that the records hold; outer.inner for one of an object' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l all -d 'Print all of them, however many requests that takes'
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l no-headers -d 'Leave out the fields\' names'
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand demo-server" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand demo-server" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand demo-server" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand demo-server" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand demo-server" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand demo-server" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand demo-server" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand demo-server" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand demo-server" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand demo-server" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand demo-server" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand demo-server" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand demo-server" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand demo-server" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -f -a "check" -d 'Check a description, and say where it is wrong'
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and not __fish_seen_subcommand_from check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from check" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from check" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from check" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from check" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from check" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from check" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from check" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from check" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from check" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from check" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from check" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from check" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from check" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check a description, and say where it is wrong'
complete -c whoswho -n "__fish_whoswho_using_subcommand directory; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c whoswho -n "__fish_whoswho_using_subcommand keys" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand keys" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand keys" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand keys" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand keys" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand keys" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand keys" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand keys" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand keys" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand keys" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand keys" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand keys" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand keys" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand keys" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand themes" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand themes" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand themes" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand themes" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand themes" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand themes" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand themes" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand themes" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand themes" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand themes" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand themes" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand themes" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand themes" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand themes" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand completions" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand completions" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand completions" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand completions" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand completions" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand completions" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand completions" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand completions" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand completions" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand completions" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand completions" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand completions" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand completions" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand man" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand man" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand man" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand man" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand man" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand man" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand man" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand man" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand man" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand man" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand man" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand man" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand man" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -f -a "init" -d 'Write a configuration with every setting explained, if there is none'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -f -a "path" -d 'Print where the configuration is, or would be'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -f -a "check" -d 'Say everything that is wrong with the configuration; runs no command and sends no request'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and not __fish_seen_subcommand_from init path check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from init" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from init" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from init" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from init" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from init" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from init" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from init" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from init" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from init" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from init" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from init" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from init" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from init" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from path" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from path" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from path" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from path" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from path" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from path" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from path" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from path" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from path" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from path" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from path" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from path" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from path" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from check" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from check" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from check" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from check" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from check" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from check" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from check" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from check" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from check" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from check" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from check" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from check" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from check" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "init" -d 'Write a configuration with every setting explained, if there is none'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "path" -d 'Print where the configuration is, or would be'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "check" -d 'Say everything that is wrong with the configuration; runs no command and sends no request'
complete -c whoswho -n "__fish_whoswho_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -f -a "add" -d 'Ask for a profile, try it out with one request, and write it into the configuration'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and not __fish_seen_subcommand_from add help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l name -d 'What the profile is called' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l directory -d 'What it connects to: leanmote, leadr, peoplelens, or a description of your own' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l url -d 'Where the directory is' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l param -d 'Something else the directory wants to know; can be repeated' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l token-env -d 'The environment variable that holds the token' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l token-file -d 'The file that holds the token' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l token-command -d 'The program that prints the token, and its arguments' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l color -d 'The profile\'s colour on the screen' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l keep -d 'Keep what is seen on this computer for that long: 12h, 1d, 2w; 0 for not at all' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l token-keyring -d 'The token is in the system\'s keychain, or goes there'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l guard -d 'Lock changes until :write'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l no-test -d 'Write it without trying it out'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "add" -d 'Ask for a profile, try it out with one request, and write it into the configuration'
complete -c whoswho -n "__fish_whoswho_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -f -a "path" -d 'Print the folder that it is in, or would be'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -f -a "clear" -d 'Overwrite and remove all of it, whichever profile it is of, and say how much it was'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and not __fish_seen_subcommand_from path clear help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from path" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from path" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from path" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from path" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from path" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from path" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from path" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from path" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from path" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from path" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from path" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from path" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from path" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from clear" -s p -l profile -d 'Open this profile instead of the default one' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from clear" -l config -d 'Read this configuration instead of the usual one' -r -F
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from clear" -l theme -d 'Use this theme' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from clear" -l log-level -d 'How much to write to the log file' -r -f -a "off\t'Nothing'
error\t'What failed'
warn\t'And what is odd'
info\t'And each request'
debug\t'And each step'
trace\t'Everything'"
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from clear" -l demo-people -d 'How many people there are' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from clear" -l demo-seed -d 'The number that the people are made from; the same one makes the same' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from clear" -l demo-latency -d 'How long each answer takes, in milliseconds' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from clear" -l demo-budget -d 'How many requests Leanmote allows an hour' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from clear" -l demo-day -d 'The day, as 2026-06-30, on which what happened there ends [default: today]' -r
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from clear" -l private -d 'Neither read nor write what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from clear" -l read-only -d 'Send no change, whatever the configuration allows'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from clear" -l no-mouse -d 'Leave the mouse to the terminal'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from clear" -l demo -d 'Explore an embedded server with made-up people'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from clear" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from help" -f -a "path" -d 'Print the folder that it is in, or would be'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from help" -f -a "clear" -d 'Overwrite and remove all of it, whichever profile it is of, and say how much it was'
complete -c whoswho -n "__fish_whoswho_using_subcommand cache; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and not __fish_seen_subcommand_from list get demo-server directory keys themes completions man config profile cache help" -f -a "list" -d 'Print a directory\'s records'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and not __fish_seen_subcommand_from list get demo-server directory keys themes completions man config profile cache help" -f -a "get" -d 'Print one record, or a list under it'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and not __fish_seen_subcommand_from list get demo-server directory keys themes completions man config profile cache help" -f -a "demo-server" -d 'Run only the embedded server: prints a line "NAME URL TOKEN" for each directory and serves until interrupted'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and not __fish_seen_subcommand_from list get demo-server directory keys themes completions man config profile cache help" -f -a "directory" -d 'Work with descriptions of directories'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and not __fish_seen_subcommand_from list get demo-server directory keys themes completions man config profile cache help" -f -a "keys" -d 'Print the keys and what they do'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and not __fish_seen_subcommand_from list get demo-server directory keys themes completions man config profile cache help" -f -a "themes" -d 'Print the themes that there are: the built-in ones and your own'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and not __fish_seen_subcommand_from list get demo-server directory keys themes completions man config profile cache help" -f -a "completions" -d 'Print what completes whoswho\'s arguments in a shell'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and not __fish_seen_subcommand_from list get demo-server directory keys themes completions man config profile cache help" -f -a "man" -d 'Print the manual page'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and not __fish_seen_subcommand_from list get demo-server directory keys themes completions man config profile cache help" -f -a "config" -d 'Write, find or check the configuration'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and not __fish_seen_subcommand_from list get demo-server directory keys themes completions man config profile cache help" -f -a "profile" -d 'Work with profiles'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and not __fish_seen_subcommand_from list get demo-server directory keys themes completions man config profile cache help" -f -a "cache" -d 'Find or remove what is kept of people on this computer'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and not __fish_seen_subcommand_from list get demo-server directory keys themes completions man config profile cache help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and __fish_seen_subcommand_from directory" -f -a "check" -d 'Check a description, and say where it is wrong'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "init" -d 'Write a configuration with every setting explained, if there is none'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "path" -d 'Print where the configuration is, or would be'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "check" -d 'Say everything that is wrong with the configuration; runs no command and sends no request'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "add" -d 'Ask for a profile, try it out with one request, and write it into the configuration'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and __fish_seen_subcommand_from cache" -f -a "path" -d 'Print the folder that it is in, or would be'
complete -c whoswho -n "__fish_whoswho_using_subcommand help; and __fish_seen_subcommand_from cache" -f -a "clear" -d 'Overwrite and remove all of it, whichever profile it is of, and say how much it was'
