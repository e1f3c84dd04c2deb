import type { AssertionResult } from '../analysis/assertions/check-assertions'
import { expectationWords, failureText } from '../words/assertion-text'
import { sayInEnglish } from '../words/english'

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)

/** The report that build servers read: a test case an assertion, the pairs that fail in its text. */
export function junitOf(lab: string, results: readonly AssertionResult[]): string {
  const failed = results.filter(({ failures }) => failures.length > 0).length
  const counts = `tests="${results.length}" failures="${failed}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(lab)}" ${counts}>`,
    ...results.map(caseOf),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function caseOf({ assertion, failures }: AssertionResult): string {
  const { line, resource } = assertion
  const head = `    <testcase classname="${escaped(resource)}" name="${escaped(`${line}: ${expectationWords(assertion).join(', ')}`)}"`
  const [first, ...others] = failures.map((failure) => escaped(sayInEnglish(failureText(failure))))
  if (first === undefined) return `${head}/>`
  const text = [first, ...others].join('\n')
  return `${head}>\n      <failure message="${first}">${text}</failure>\n    </testcase>`
}
