import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.ts';
import { type FakeAccount, startAccount } from '../account/index.ts';
import { plantedAccount } from './account.ts';
import { Garden } from './canaries.ts';
import { Place } from './outputs.ts';
import { plantedRepository } from './repository/index.ts';
import { Detector } from './traces.ts';

const TODAY = ['--today', '2026-11-25'];
const garden = new Garden();
const { 'djaudit.yml': config = '', ...files } = plantedRepository(garden);
let account: FakeAccount;
let place: Place;

beforeAll(async () => {
  account = await startAccount({ answers: plantedAccount(garden) });
  const { SecretAccessKey, SessionToken = '' } = account.keys;
  for (const core of [SecretAccessKey, SessionToken].filter((one) => one !== ''))
    garden.canaries.push({ place: "the scanner's own keys", text: core, core });
  place = new Place(files, account.env());
});
afterAll(async () => await account.close());

function leaks(): readonly string[] {
  const detector = new Detector(garden.canaries);
  return place.outputs
    .splice(0)
    .flatMap(({ from, text }) =>
      detector.find(text).map(({ canary, around }) => `${from}: ${canary.place}: ${around}`),
    );
}

function report(name: string): Report {
  return JSON.parse(readFileSync(join(place.written, `${name}.json`), 'utf8')) as Report; // its schema is tested elsewhere
}

describe('no secret is in what a command writes', { timeout: 240_000 }, () => {
  it('scan, in every format', async () => {
    const { code } = await place.run(['scan', ...TODAY, '--verbose', ...place.formats('scan')]);
    expect(code).toBe(1);
    const { results, coverage } = report('scan');
    const frames = results.flatMap(({ frame }) => frame?.lines ?? []);
    expect(frames.filter((line) => line.includes('***')).length).toBeGreaterThan(10);
    expect(results.filter(({ subject }) => subject.kind === 'resource').length).toBeGreaterThan(40);
    const unavailable = coverage.facts.filter(({ status }) => status === 'unavailable').map(({ name }) => name);
    expect(unavailable).toEqual(['repository.history']); // there is no git here
    expect(leaks()).toEqual([]);
  });

  it('collect, and scan --snapshot', async () => {
    const snapshot = join(place.written, 'snapshot.json');
    await place.run(['collect', '--output', snapshot]);
    await place.run(['scan', ...TODAY, '--snapshot', snapshot, '--quiet', '--color', 'always']);
    await place.run(['scan', ...TODAY, '--offline', '--diff', '--format', 'github']);
    await place.run(['scan', ...TODAY, '--offline', '--diff']);
    expect(leaks()).toEqual([]);
  });

  it('settings', async () => {
    await place.run(['settings']);
    await place.run(['settings', '--format', 'json']);
    await place.run(['settings', '--env-file', '.env', '--settings', 'config.settings.production']);
    const { code } = await place.run(['settings', '--show-secrets']);
    expect(code).toBe(2);
    expect(leaks()).toEqual([]);
  });

  it('report, diff, baseline, explain, init', async () => {
    const saved = join(place.written, 'scan.json');
    await place.run(['report', saved, ...place.formats('report')]);
    await place.run(['diff', saved, saved]);
    await place.run(['baseline', '--offline', '--output', join(place.written, 'baseline.json')]);
    await place.run(['explain', 'secret-key-hardcoded']);
    const { code } = await place.run(['init']);
    place.outputs.push({ from: 'init', text: readFileSync(join(place.folder, 'repository/djaudit.yml'), 'utf8') });
    expect(code).toBe(0);
    expect(leaks()).toEqual([]);
  });

  it('scan under a configuration that holds secrets', async () => {
    place.add({ 'djaudit.yml': config }, 'repository');
    const { code } = await place.run([
      'scan',
      ...TODAY,
      '--offline',
      '--environment',
      'production',
      ...place.formats('configured', false),
    ]);
    expect(code).toBe(1);
    expect(report('configured').results.some(({ status }) => status === 'suppressed')).toBe(true);
    expect(leaks()).toEqual([]);
  });
});
