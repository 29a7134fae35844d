import { event } from './workflow.mjs';

/** @returns {number | undefined} of the pull request that the job is about */
export function pullRequest() {
  return event().pull_request?.number;
}

/** GitHub gives the job of a fork's pull request, and Dependabot's, a token that may only read, whatever the workflow asks for. */
export function mayWrite() {
  if (process.env['GITHUB_EVENT_NAME'] !== 'pull_request') return process.env['GITHUB_ACTOR'] !== 'dependabot[bot]';
  const { head, base } = event().pull_request ?? {};
  const fork = head?.repo?.full_name !== base?.repo?.full_name;
  return !fork && process.env['GITHUB_ACTOR'] !== 'dependabot[bot]';
}
