# Completion of `vault` for bash: the program itself says what may stand at the cursor.
_vault() {
    local offer
    COMPREPLY=()
    while IFS= read -r offer; do
        if [ "$offer" = ":files" ]; then
            compopt -o default 2>/dev/null
            return
        fi
        COMPREPLY+=("$offer")
    done < <("${1/#\~/$HOME}" __complete bash "$COMP_WORDBREAKS" -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
    # Behind `key=` and `tag:` the value follows.
    if [ "${#COMPREPLY[@]}" -eq 1 ] && [[ ${COMPREPLY[0]} == *[=:] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o nosort -F _vault vault 2>/dev/null || complete -F _vault vault
