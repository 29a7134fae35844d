import type { Location, Severity, Subject, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, part, pass, unknown } from '../../src/model/index.ts';
import type { Dockerfile, DockerStage } from '../../src/model/repository/index.ts';
import { type Component, components } from '../shared/base-images.ts';
import { productionDockerfiles } from '../shared/dockerfiles.ts';
import { fix, text } from '../shared/fix.ts';
import { type Product, release, type Support, support, tableConfidence, tableSource } from '../shared/lifecycle.ts';
import { found } from '../shared/places.ts';

interface Judged extends Subject {
  readonly component: Component;
  readonly location: Location;
  readonly written: string;
  readonly runs: boolean;
}

const NAMES: Readonly<Record<Product, string>> = {
  django: 'Django',
  python: 'Python',
  node: 'Node.js',
  debian: 'Debian',
  ubuntu: 'Ubuntu',
  alpine: 'Alpine',
  amazonlinux: 'Amazon Linux',
};

export default defineRule({
  id: 'base-image-eol',
  topic: 'hosting/docker',
  severity: 'medium',
  docs: {
    title: 'Build on base images that still get security fixes',
    why: 'After the end of support nobody mends holes in the interpreter or in the libraries under it, and the official image is not rebuilt any more.',
    how: 'The runtime and the distribution in the tag of an official image (and of a NodeSource set-up script) are compared with a dated table. Python or Node.js past its end in the image that runs is high, only in a build stage medium; a distribution past its end is medium, one that only Debian LTS still serves low, an end within 90 days low. A table older than 120 days lowers the confidence, and a version that it does not know is never a finding.',
    fix: 'Move to a supported tag, for example `python:3.13-slim-trixie` or `node:24`.',
    silent: [
      'images of other publishers',
      'tags that name no version: dockerfile-base-floating',
      'Dockerfiles that production does not build',
    ],
    example: { language: 'dockerfile', bad: 'FROM python:3.9-slim-bookworm', good: 'FROM python:3.13-slim-trixie' },
    references: [
      'https://devguide.python.org/versions/',
      'https://wiki.debian.org/DebianReleases',
      'https://nodejs.org/en/about/previous-releases',
      'https://alpinelinux.org/releases/',
      'https://wiki.ubuntu.com/Releases',
    ],
  },
  controls: { wellArchitected: ['SEC06'], soc2: ['CC7.1'], cwe: ['1104'], owaspTop10_2021: ['A06'] },
  needs: ['repository.dockerfiles'],
  subjects: ({ repository }) => productionDockerfiles(repository.dockerfiles).flatMap(ofFile),
  judge: ({ component, location, written, runs }, _, { today }) => {
    const known = release(component.product, component.cycle);
    const name = `${NAMES[component.product]} ${component.cycle}`;
    const evidence = [found('image', written, location)];
    if (known === undefined) return unknown(`${name} is not in the table of lifecycles`, { evidence, location });
    const table = { label: `end of support of ${name}`, value: known.end, source: tableSource(component.product) };
    const state = support(known, today);
    const details = { evidence: [...evidence, table], location, confidence: tableConfidence(today) };
    return verdict(`${location.path} builds on ${name}`, component.product, runs, state, details);
  },
});

function verdict(
  what: string,
  product: Product,
  runs: boolean,
  state: Support,
  details: Pick<Verdict, 'evidence' | 'location' | 'confidence'>,
): Verdict {
  const repair = { ...details, fix: fix('Move to a supported tag', text(example(product))) };
  switch (state.status) {
    case 'supported':
      return pass(`${what}, supported until ${state.end}`, details);
    case 'ending':
      return fail(`${what}, whose support ends on ${state.end}`, { ...repair, severity: 'low' });
    case 'long-term':
      return fail(`${what}, which only its long-term support serves, until ${state.until}`, {
        ...repair,
        severity: 'low',
      });
    default:
      return fail(`${what}, whose support ended on ${state.end}`, { ...repair, severity: severityOver(product, runs) });
  }
}

function severityOver(product: Product, runs: boolean): Severity {
  return runs && (product === 'python' || product === 'node') ? 'high' : 'medium';
}

function example(product: Product): string {
  if (product === 'node') return 'FROM node:24-slim  # or setup_24.x';
  return product === 'amazonlinux'
    ? 'FROM public.ecr.aws/amazonlinux/amazonlinux:2023'
    : 'FROM python:3.13-slim-trixie';
}

/** Once for each product and cycle of a file; what the running image is made of goes before what only builds it. */
function ofFile(file: Dockerfile): readonly Judged[] {
  const shipped = new Set(file.final.stages);
  const all = file.stages
    .toSorted((a, b) => Number(shipped.has(b.index)) - Number(shipped.has(a.index)))
    .flatMap((stage) => [...ofBase(file, stage, shipped.has(stage.index)), ...ofScripts(file, stage)]);
  return all.filter(({ ref }, index) => all.findIndex((other) => other.ref.id === ref.id) === index);
}

function ofBase(file: Dockerfile, { base }: DockerStage, runs: boolean): readonly Judged[] {
  if (base.kind !== 'image') return [];
  return components(base.image).map((component) => judged(file, component, base.image.location, base.image.text, runs));
}

/** `curl … setup_16.x`: the Node.js that assets are built with. */
function ofScripts(file: Dockerfile, stage: DockerStage): readonly Judged[] {
  return stage.runs.flatMap((run) => {
    const version = /\bsetup_(\$\{?\w+\}?|\d+)(?:\.x)?/.exec(run.text)?.[1];
    const cycle = version?.startsWith('$') === true ? argument(file, stage, version.replaceAll(/[${}]/g, '')) : version;
    if (cycle === undefined) return [];
    const component: Component = { product: 'node', cycle: cycle.split('.')[0] ?? cycle };
    return [judged(file, component, run.location, `NodeSource setup_${cycle}`, false)];
  });
}

function argument({ globalArgs }: Dockerfile, { args }: DockerStage, name: string): string | undefined {
  const value = [...args, ...globalArgs].find((one) => one.name === name)?.default;
  return value?.status === 'known' ? value.text : undefined;
}

function judged(file: Dockerfile, component: Component, location: Location, written: string, runs: boolean): Judged {
  return { ref: part(file.ref, `${component.product} ${component.cycle}`), component, location, written, runs };
}
