#compdef vault
# Completion of `vault` for zsh: the program itself says what may stand at the cursor.
_vault() {
    local -a values shown open
    local value help
    while IFS=$'\t' read -r value help; do
        if [[ $value == :files ]]; then
            _files
            return
        fi
        if [[ $value == *[=:] ]]; then
            open+=("$value")
        else
            values+=("$value")
            shown+=("$value${help:+  -- $help}")
        fi
    done < <("${words[1]}" __complete zsh -- "${(@Q)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)
    # Behind `key=` the value follows.
    (( ${#open} )) && compadd -U -S '' -a open
    (( ${#values} )) && compadd -U -l -d shown -a values
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _vault "$@"
else
    compdef _vault vault
fi
