/** Runs `djaudit scan` once, with a report of every kind, and says what the steps after it need. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { argumentsOf } from './arguments.mjs';
import { finished } from './sarif.mjs';
import { flag, input, output, run, say, variable } from './workflow.mjs';
import { mayWrite, pullRequest } from './pull-request.mjs';

await run(() => {
  const wishes = { upload: flag('upload-sarif'), summary: flag('summary'), comment: flag('comment') };
  const reports = mkdtempSync(join(variable('RUNNER_TEMP'), 'djaudit-report-'));
  const file = (name) => join(reports, name);
  const formats = ['json=report.json', 'sarif=report.sarif', 'html=report.html', 'markdown=report.md', 'github=annotations.txt'].map((format) => {
    const [name, path] = format.split('=');
    return `--format=${name}=${file(path)}`;
  });
  const args = ['scan', ...argumentsOf(), '--format=terminal', ...formats, '--no-progress', '--color=always', `--sarif-category=${input('category') || 'djaudit'}`];
  // An absolute path is no option, whatever the folder is called.
  args.push(resolve(variable('GITHUB_WORKSPACE'), input('path') || '.'));
  const { status } = spawnSync(process.execPath, [variable('DJAUDIT'), ...args], { cwd: variable('GITHUB_WORKSPACE'), stdio: ['ignore', 'inherit', 'inherit'] });
  const code = status ?? 2;
  if (!existsSync(file('report.json'))) {
    if (wishes.summary) summarise('## djaudit could not scan\n\nThe log of the step says why, and what would mend it.\n');
    return output({ 'exit-code': code === 0 ? 2 : code, reports });
  }
  const report = JSON.parse(readFileSync(file('report.json'), 'utf8'));
  const upload = wishes.upload && toUpload(file('report.sarif'), file('code-scanning.sarif'));
  if (!upload) process.stdout.write(readFileSync(file('annotations.txt'), 'utf8'));
  if (wishes.summary) summarise(readFileSync(file('report.md'), 'utf8'));
  const { fail, unknown } = report.summary;
  output({
    'exit-code': code,
    findings: Object.values(fail).reduce((sum, count) => sum + count, 0),
    critical: fail.critical,
    high: fail.high,
    unknown,
    complete: report.coverage.complete,
    reports,
    upload,
    sarif: file('code-scanning.sarif'),
    comment: wishes.comment && pullRequest() !== undefined && writable('the comment is left out'),
    markdown: file('report.md'),
  });
});

function summarise(markdown) {
  appendFileSync(variable('GITHUB_STEP_SUMMARY'), `${markdown}\n`);
}

/** Writes what code scanning may have of it. @returns {boolean} whether there is anything */
function toUpload(whole, file) {
  const { log, left } = finished(JSON.parse(readFileSync(whole, 'utf8')));
  for (const category of left) say('warning', `${category} was not seen whole and is not uploaded: code scanning would close the alerts of what is missing`);
  writeFileSync(file, JSON.stringify(log));
  return log.runs.length > 0 && writable('nothing is uploaded to code scanning, the findings are annotations');
}

function writable(otherwise) {
  const may = mayWrite();
  if (!may) say('notice', `the token of a fork's or Dependabot's pull request may only read: ${otherwise}`);
  return may;
}
