# Reads Surefire's and Failsafe's XML reports. Prints "skip<TAB>CAUSE" for each skipped test, "fail<TAB>CLASS.METHOD" for
# each that failed, and last "total<TAB>PASSED<TAB>FAILED<TAB>SKIPPED". A record is a tag: RS is "<".
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

/^testsuite / {
  tests += value("tests"); skipped += value("skipped"); failed += value("failures") + value("errors")
}

/^testcase / {
  name = value("classname") "." value("name")
}

/^skipped/ {
  cause = value("message")
  sub(/^.*Assumption failed: /, "", cause)
  print "skip\t" (cause == "" ? "no cause given" : cause)
}

/^(failure|error)[ >]/ { print "fail\t" name "\t" value("message") }

END { printf "total\t%d\t%d\t%d\n", tests - skipped - failed, failed, skipped }
