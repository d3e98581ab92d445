# Completion of `vault` for fish: the program itself says what may stand at the cursor.
function __vault_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l offers (command $words[1] __complete fish -- $words[2..-1] "$current" 2>/dev/null)
    if test "$offers[1]" = ":files"
        __fish_complete_path "$current"
    else
        printf '%s\n' $offers
    end
end
complete -c vault -f -k -a '(__vault_complete)'
