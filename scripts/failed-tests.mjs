// The failed tests of a runner's JSON report, a line each, for the end of `npm test`: of a long run often only the end is kept.

const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')
const firstLine = (/** @type {string | undefined} */ text) =>
  (text ?? '').replaceAll(ESCAPES, '').split('\n', 1)[0] ?? ''

/**
 * Of Vitest; a file that does not load counts as one.
 * @param {{ testResults?: { name: string, status: string, message?: string,
 *   assertionResults: { fullName: string, status: string, failureMessages?: string[] }[] }[] }} report
 * @returns {string[]}
 */
export function failedInVitest({ testResults = [] }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [`${name}: ${firstLine(message)}`] : []
    return failed.map(({ fullName, failureMessages }) => `${fullName}: ${firstLine(failureMessages?.[0])}`)
  })
}

/**
 * @typedef {{ specs?: { title: string, file: string, line: number, ok: boolean,
 *   tests: { status: string, results: { error?: { message?: string } }[] }[] }[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

/**
 * Of Playwright, those that passed only when they were tried again too.
 * @param {PlaywrightSuite} suite
 * @returns {string[]}
 */
export function failedInPlaywright({ specs = [], suites = [] }) {
  const own = specs
    .filter(({ ok, tests }) => !ok || tests.some(({ status }) => status === 'flaky'))
    .map(({ title, file, line, tests }) => {
      const error = tests.flatMap(({ results }) => results).find((result) => result.error)?.error
      return `${file}:${line} ${title}: ${firstLine(error?.message)}`
    })
  return [...own, ...suites.flatMap(failedInPlaywright)]
}
