/** Sums vitest's JSON results in a folder; prints the line that a reader looks for last, and fails when anything failed. */
import { readdirSync, readFileSync } from 'node:fs';

const [folder, failedSteps] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const name of readdirSync(folder)) {
  const result = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests + result.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 || Number(failedSteps) > 0 ? 1 : 0;
