# Reads Surefire's and Failsafe's XML reports. Prints "skip<TAB>CAUSE" for each skipped test, "fail<TAB>TEST<TAB>MESSAGE"
# for each that failed, and last "total<TAB>PASSED<TAB>FAILED<TAB>SKIPPED". A record is a tag: RS is "<".
# Test cases are counted one by one: the sums that a report itself gives leave out nested classes.
BEGIN { RS = "<" }

# value NAME: the attribute's value in the current tag, with the common entities decoded.
function value(name,    from, text) {
  from = index($0, " " name "=\"")
  if (from == 0) return ""
  text = substr($0, from + length(name) + 3)
  text = substr(text, 1, index(text, "\"") - 1)
  gsub(/&#10;/, " ", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "'", text)
  gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&amp;/, "\\&", text)
  return text
}

function skip(cause) {
  skipped++
  sub(/^!\[CDATA\[/, "", cause)
  sub(/^[a-zA-Z0-9_.$]+(Exception|Error): /, "", cause)
  sub(/^Assumption failed: /, "", cause)
  gsub(/\t/, " ", cause)
  print "skip\t" (cause == "" ? "no cause given" : cause)
}

/^testsuite / { suite = value("name"); cases = 0 }

/^testcase / { cases++; tests++; name = value("classname") "." value("name"); open = 0; counted = 0 }

# A disabled test has its cause as an attribute; a failed assumption has it in the first line of the element's text, in
# which every "<" begins a record.
/^skipped[ \/>]/ {
  cause = value("message")
  if (cause != "" || $0 ~ /\/>/) skip(cause); else open = 1
  next
}

open {
  cause = cause (cause == "" ? "" : "<") $0
  if (index(cause, "\n")) { open = 0; skip(substr(cause, 1, index(cause, "\n") - 1)) }
  next
}

/^(failure|error)[ \/>]/ && !counted { counted = 1; failed++; print "fail\t" name "\t" value("message") }

# A failed assumption in @BeforeAll leaves a class without tests and without a cause: it must not pass unseen.
/^\/testsuite>/ && cases == 0 {
  tests++
  skip("every test of " suite ", by an assumption in @BeforeAll; remedy: move it to @EnabledIf or @BeforeEach to see its cause")
}

END { printf "total\t%d\t%d\t%d\n", tests - skipped - failed, failed, skipped }
