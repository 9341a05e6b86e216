# Prints the line breaking classes of all characters as C: rows of {first, last, class}, sorted; a
# character in no row is LB_AL. Input, in this order, from the Unicode Character Database:
#   extracted/DerivedGeneralCategory.txt EastAsianWidth.txt emoji/emoji-data.txt LineBreak.txt
# Resolves what rule LB1 resolves and tells apart what LB30 and LB30b ask for: OPW and CPW are OP
# and CP of wide East Asian width, IDX are unassigned pictographs.

function number(hex,    i, value) {
    for (i = 1; i <= length(hex); i++)
        value = value * 16 + index("0123456789ABCDEF", substr(hex, i, 1)) - 1
    return value
}

function resolved(c, class) {
    if (class == "SA") return (c in mark) ? "CM" : "AL"
    if (class == "AI" || class == "SG" || class == "XX") class = "AL"
    if (class == "CJ") return "NS"
    if ((class == "ID" || class == "AL") && (c in unassigned_pictograph)) return "IDX"
    if ((class == "OP" || class == "CP") && (c in wide)) return class "W"
    return class
}

function flush_row() {
    if (row_class != "" && row_class != "AL") {
        printf "    {0x%04X, 0x%04X, LB_%s},\n", row_first, row_last, row_class
        rows++
    }
}

FNR == 1 { file++ }
{ sub(/#.*/, ""); gsub(/[ \t\r]/, "") }
$0 == "" { next }
{
    split($0, field, ";")
    split(field[1], range, /\.\./)
    first = number(range[1])
    last = range[2] == "" ? first : number(range[2])
    value = field[2]
}
file == 1 && (value == "Mn" || value == "Mc") { for (c = first; c <= last; c++) mark[c] }
file == 1 && value == "Cn" && first >= 8192 && last < 131072 {
    for (c = first; c <= last; c++) unassigned[c]
}
file == 2 && value ~ /^[FWH]$/ && last < 131072 { for (c = first; c <= last; c++) wide[c] }
file == 3 && value == "Extended_Pictographic" {
    for (c = first; c <= last; c++) if (c in unassigned) unassigned_pictograph[c]
}
file == 4 {
    for (c = first; c <= last; c++) {
        class = resolved(c, value)
        if (class != row_class || c != row_last + 1) {
            flush_row()
            row_first = c
            row_class = class
        }
        row_last = c
    }
}
END {
    flush_row()
    if (file != 4 || rows < 1000) {
        print "linebreak.awk: the four files of the database are not whole" > "/dev/stderr"
        exit 1
    }
}
